package richtext

import (
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"
)

// Suggestion is a small mistake of typing or pasting in a text, and what could stand there instead. Nothing is changed
// before an editor accepts it ([Apply]): a text is published as its author wrote it.
type Suggestion struct {
	Rule       HygieneRule
	Path       string // of the text, such as "body.3.items.0.content"
	Start, End int    // of what was found, in code points of the whole text at the path; equal where something is missing
	Found      string
	Suggested  string // what to put there; empty if it is to go, or if only an editor can tell
	Fixable    bool   // whether Suggested is a remedy; otherwise an editor must look
	Vi, En     string // the reason in Vietnamese and English
}

// Key names the suggestion among those of one text or body, such as "body.3.content:12-14:REPEATED_SPACE".
func (s Suggestion) Key() string { return fmt.Sprintf("%s:%d-%d:%s", s.Path, s.Start, s.End, s.Rule) }

// HygieneRule is a kind of mistake.
type HygieneRule string

// The rules.
const (
	RepeatedSpace      HygieneRule = "REPEATED_SPACE"
	UnusualSpace       HygieneRule = "UNUSUAL_SPACE"
	EdgeSpace          HygieneRule = "EDGE_SPACE"
	SpaceAtPunctuation HygieneRule = "SPACE_AT_PUNCTUATION"
	MissingSpace       HygieneRule = "MISSING_SPACE"
	InvisibleCharacter HygieneRule = "INVISIBLE_CHARACTER"
	DecomposedLetter   HygieneRule = "DECOMPOSED_LETTER"
	LookalikeLetter    HygieneRule = "LOOKALIKE_LETTER"
	StraightQuote      HygieneRule = "STRAIGHT_QUOTE"
	ReversedQuote      HygieneRule = "REVERSED_QUOTE"
	UnbalancedQuote    HygieneRule = "UNBALANCED_QUOTE"
	DateFormat         HygieneRule = "DATE_FORMAT"
	DocumentNumber     HygieneRule = "DOCUMENT_NUMBER"
	RepeatedWord       HygieneRule = "REPEATED_WORD"
	CommonMisspelling  HygieneRule = "COMMON_MISSPELLING"
)

// The bounds of what is suggested, for a body and for one text.
const (
	maxSuggestions = 500
	maxForOneText  = 100
)

// reason says what is wrong with what a rule finds, in Vietnamese and English.
func (r HygieneRule) reason() (vi, en string) {
	switch r {
	case RepeatedSpace:
		return "Nhiều dấu cách liền nhau.", "There are several spaces in a row."
	case UnusualSpace:
		return "Dấu cách không ngắt hoặc dấu tab thay cho dấu cách thường; tìm kiếm và xuống dòng có thể sai.",
			"A no-break space or a tab stands where a plain space belongs; it hinders searching and the breaking of lines."
	case EdgeSpace:
		return "Thừa dấu cách ở đầu hoặc cuối dòng.", "There is a space at the beginning or the end of the line."
	case SpaceAtPunctuation:
		return "Thừa dấu cách trước dấu câu, hoặc sau dấu mở ngoặc.", "A space stands before a punctuation mark, or behind an opening one."
	case MissingSpace:
		return "Thiếu dấu cách sau dấu câu.", "The space behind the punctuation mark is missing."
	case InvisibleCharacter:
		return "Có ký tự không nhìn thấy; tìm kiếm sẽ không thấy từ này.", "There is an invisible character; searches miss the word."
	case DecomposedLetter:
		return "Dấu thanh được gõ tách khỏi chữ (Unicode tổ hợp); nên dùng Unicode dựng sẵn.", "The marks are typed apart from their letters (decomposed Unicode); composed letters are better."
	case LookalikeLetter:
		return "Chữ Ð của ngôn ngữ khác trông giống Đ; tìm kiếm sẽ không thấy từ này.", "The letter is one of another alphabet that looks like Đ; searches miss the word."
	case StraightQuote:
		return "Dấu nháy thẳng thay cho dấu ngoặc kép.", "A straight quotation mark stands in place of a curly one."
	case ReversedQuote:
		return "Dấu ngoặc kép bị ngược chiều.", "The quotation mark points the wrong way."
	case UnbalancedQuote:
		return "Dấu ngoặc kép không có dấu đi cùng; hãy xem đoạn trích kết thúc ở đâu.", "The quotation mark has no partner; see where the quotation ends."
	case DateFormat:
		return "Ngày tháng viết bằng dấu gạch ngang hoặc dấu chấm; nên viết ngày/tháng/năm.", "The date is written with hyphens or dots; day/month/year with slashes is usual."
	case DocumentNumber:
		return "Số ký hiệu văn bản có dấu gạch, dấu cách hoặc chữ Đ không đúng chuẩn.", "The number of the document has a dash, a space or a Đ that is not the standard one."
	case RepeatedWord:
		return "Một từ bị lặp lại.", "A word is there twice."
	default:
		return "Lỗi chính tả thường gặp.", "This is a common misspelling."
	}
}

// Hygiene returns what could be mended in the texts of a body, in the order of reading: at most 500 suggestions, none of
// which overlap. Text set as code is left alone.
func (b Body) Hygiene() []Suggestion {
	var suggestions []Suggestion
	b.rewritten(func(path string, content []Inline) []Inline {
		if len(suggestions) < maxSuggestions {
			suggestions = append(suggestions, hygieneOf(path, content)...)
		}
		return content
	})
	return suggestions[:min(len(suggestions), maxSuggestions)]
}

// HygieneOfText is [Body.Hygiene] for a text that is no part of a body, such as a title: path is what the suggestions name
// it.
func HygieneOfText(path, text string) []Suggestion {
	return hygieneOf(path, []Inline{{Text: text}})
}

// finding is what a rule has found in a text, by its place in bytes.
type finding struct {
	rule       HygieneRule
	start, end int
	to         string
	fixable    bool
}

// hygieneOf returns what all rules find in a text. Where two find the same place, the earlier rule has it.
func hygieneOf(path string, content []Inline) []Suggestion {
	text := plain(content)
	code := codeOf(content)
	var found []finding
	for _, rule := range []func(string) []finding{
		invisible, misspelt, documentNumbers, dates, lookalikes, spaces, missingSpaces, quotes, repeatedWords,
	} {
		for _, f := range rule(text) {
			taken := func(other finding) bool { return f.start < other.end && other.start < f.end }
			if !slices.ContainsFunc(found, taken) && !slices.ContainsFunc(code, taken) && len(found) < maxForOneText {
				found = append(found, f)
			}
		}
	}
	slices.SortFunc(found, func(f, g finding) int { return cmp.Or(cmp.Compare(f.start, g.start), cmp.Compare(f.end, g.end)) })
	suggestions := make([]Suggestion, len(found))
	at, runes := 0, 0
	for i, f := range found {
		runes += utf8.RuneCountInString(text[at:f.start])
		at = f.start
		s := Suggestion{
			Rule: f.rule, Path: path, Start: runes, End: runes + utf8.RuneCountInString(text[f.start:f.end]),
			Found: text[f.start:f.end], Suggested: f.to, Fixable: f.fixable,
		}
		s.Vi, s.En = f.rule.reason()
		suggestions[i] = s
	}
	return suggestions
}

// codeOf returns where text is set as code.
func codeOf(content []Inline) []finding {
	var code []finding
	at := 0
	for _, run := range content {
		if slices.Contains(run.Marks, Code) {
			code = append(code, finding{start: at, end: at + len(run.Text)})
		}
		at += len(run.Text)
	}
	return code
}
