package richtext

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"thidua/internal/viet"
)

// numericDate is a day, month and year with hyphens or dots between.
var numericDate = regexp.MustCompile(`\d{1,2}[-–.]\d{1,2}[-–.]\d{4}`)

func dates(text string) []finding {
	var found []finding
	for _, at := range numericDate.FindAllStringIndex(text, -1) {
		before, behind := around(text, at[0], at[1])
		if isLetter(before) || isLetter(behind) || strings.ContainsRune("-–./", before) || strings.ContainsRune("-–/", behind) {
			continue
		}
		date, err := viet.ParseDate(strings.NewReplacer("–", "/", "-", "/", ".", "/").Replace(text[at[0]:at[1]]), 0)
		if err == nil && date.Precision == viet.Day {
			found = append(found, finding{DateFormat, at[0], at[1], date.Date.Format(), true})
		}
	}
	return found
}

// What may be the number of a document as people type it, "37–QÐ/TW", and with spaces, "số 37 - QĐ/TW". Spaces are a
// mistake only there: elsewhere a number, a dash and an abbreviation may be a sentence.
var (
	docNumber       = regexp.MustCompile(`\d{1,5}(?:/\d{4})?[-–—‐‑−/][A-ZĐÐƉ]+\d*(?:[-–—‐‑−/&][A-ZĐÐƉ]+\d*)*`)
	spacedDocNumber = regexp.MustCompile(`[Ss]ố:? \d{1,5} ?[-–—‐‑−] ?[A-ZĐÐƉ]+/[A-ZĐÐƉ]+(?:-[A-ZĐÐƉ]+)*`)
)

// documentNumbers finds numbers that are not written as registers have them.
func documentNumbers(text string) []finding {
	var found []finding
	for _, at := range slices.Concat(docNumber.FindAllStringIndex(text, -1), spacedDocNumber.FindAllStringIndex(text, -1)) {
		before, behind := around(text, at[0], at[1])
		number := strings.TrimLeft(text[at[0]:at[1]], "Ssố: ")
		if isLetter(before) || isLetter(behind) || strings.ContainsRune("/-", before) || !strings.Contains(number, "/") {
			continue
		}
		if doc, err := viet.ParseDocNumber(number); err == nil && doc.Text != number {
			found = append(found, finding{DocumentNumber, at[1] - len(number), at[1], doc.Text, true})
		}
	}
	return found
}

// repeatedWords finds words of grammar that stand twice in a row. Other words may well: "luôn luôn", "năm năm".
func repeatedWords(text string) []finding {
	twice := []string{
		"và", "của", "các", "những", "với", "cho", "được", "trong", "tại", "về", "theo", "đã", "sẽ", "để", "từ", "bởi", "nhưng", "hoặc", "mà", "thì",
	}
	var found []finding
	lastWord, lastEnd := "", 0
	for at := 0; at < len(text); {
		if !isLetterAt(text, at) {
			_, size := utf8.DecodeRuneInString(text[at:])
			at += size
			continue
		}
		end := at + endOf(text[at:], isLetter)
		word := strings.ToLower(text[at:end])
		if word == lastWord && slices.Contains(twice, word) && strings.TrimFunc(text[lastEnd:at], isSpace) == "" {
			found = append(found, finding{RepeatedWord, lastEnd, end, "", true})
		}
		lastWord, lastEnd, at = word, end, end
	}
	return found
}

// misspellings are common mistakes that no other meaning has, and what was meant; with a capital where a sentence begins.
func misspellings() [][2]string {
	return [][2]string{
		{"bức phá", "bứt phá"},
		{"xuất xắc", "xuất sắc"},
		{"suất sắc", "xuất sắc"},
		{"bổ xung", "bổ sung"},
		{"đề suất", "đề xuất"},
		{"năng xuất", "năng suất"},
		{"chỉnh chu", "chỉn chu"},
		{"tựu chung", "tựu trung"},
		{"suông sẻ", "suôn sẻ"},
		{"thăm quan", "tham quan"},
		{"quan đánh giá", "qua đánh giá"},
	}
}

func misspelt(text string) []finding {
	var found []finding
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		return nil // a letter whose small form is of another length: none of Vietnamese is
	}
	for _, pair := range misspellings() {
		for at := 0; ; {
			next := strings.Index(lower[at:], pair[0])
			if next < 0 {
				break
			}
			start := at + next
			at = start + len(pair[0])
			before, behind := around(text, start, at)
			if isLetter(before) || isLetter(behind) || pair[0] == "quan đánh giá" && !beginsSentence(text[:start]) {
				continue
			}
			to := pair[1]
			if first, _ := utf8.DecodeRuneInString(text[start:]); unicode.IsUpper(first) {
				initial, size := utf8.DecodeRuneInString(to)
				to = string(unicode.ToUpper(initial)) + to[size:]
			}
			found = append(found, finding{CommonMisspelling, start, at, to, true})
		}
	}
	return found
}

// beginsSentence reports whether a sentence begins behind a text.
func beginsSentence(before string) bool {
	before = strings.TrimRightFunc(before, unicode.IsSpace)
	return before == "" || strings.ContainsAny(before[len(before)-1:], ".:;?!\n")
}
