package gate

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"thidua/internal/viet"
)

// numbers finds what is meant as the number of a document and is none: 263QĐ-UBND, 37-QD/TW, 152/25/NĐ-CP. Only what
// has the kind of a document in it (QĐ, CT, NQ …) counts as meant so: dates, fractions, telephone numbers and the names
// of things have not.
func numbers(m *matter) []*Finding {
	var found []*Finding
	for _, t := range m.texts {
		for start, end := range numberSpans(t.text) {
			number := t.text[start:end]
			suggestion, ok := mendedNumber(number)
			if ok && suggestion == number {
				continue
			}
			f := at(t.path, DocumentNumber, Warning,
				fmt.Sprintf("“%s” không đúng mẫu số, ký hiệu văn bản; hãy ghi như 37-QĐ/TW, 263/QĐ-UBND.", excerpt(number)),
				fmt.Sprintf("“%s” is not the form of a document's number: write it as 37-QĐ/TW or 263/QĐ-UBND.", excerpt(number))).quoting(t.text, start, end)
			f.Suggestion = suggestion
			found = append(found, f)
		}
	}
	return found
}

// maxNumber bounds what is looked at as one number, in bytes.
const maxNumber = 60

// numberSpans yields the places of what is meant as a document's number: a word that begins with a digit and has the kind
// of a document behind it, or behind a word of digits.
func numberSpans(text string) func(yield func(start, end int) bool) {
	return func(yield func(start, end int) bool) {
		var before []span // the words that may begin a number with the next one, at most two
		for start, end := range words(text) {
			word := text[start:end]
			if n := len(before); n > 0 && strings.TrimSpace(text[before[n-1].end:start]) != "" {
				before = nil // "1. TT"
			}
			whole, at := word, start
			if len(before) > 0 {
				at = before[0].start
				whole = text[at:end]
			}
			switch {
			case startsWithDigit(word) && kindIn(word):
				before = nil
				if len(word) <= maxNumber && !yield(start, end) {
					return
				}
			case startsWithDigit(word) && strings.Trim(word, "0123456789/-–—") == "":
				before = []span{{text, start, end}}
			case len(before) == 1 && dash(word):
				before = append(before, span{text, start, end})
			case len(before) > 0 && len(whole) <= maxNumber && startsWithKind(word):
				before = nil
				if !yield(at, end) {
					return
				}
			default:
				before = nil
			}
		}
	}
}

// words yields the places of what stands between white space, without the punctuation around it.
func words(text string) func(yield func(start, end int) bool) {
	const around = "()[]{}“”‘’\"'«»,;:.!?…"
	return func(yield func(start, end int) bool) {
		for at := 0; at < len(text); {
			from := strings.IndexFunc(text[at:], func(r rune) bool { return !unicode.IsSpace(r) })
			if from < 0 {
				return
			}
			start := at + from
			end := len(text)
			if to := strings.IndexFunc(text[start:], unicode.IsSpace); to >= 0 {
				end = start + to
			}
			at = end
			word := strings.TrimLeft(text[start:end], around)
			start = end - len(word)
			word = strings.TrimRight(word, around)
			if word != "" && !yield(start, start+len(word)) {
				return
			}
		}
	}
}

func startsWithDigit(word string) bool { return word[0] >= '0' && word[0] <= '9' }

func dash(word string) bool { return slices.Contains([]string{"-", "–", "—", "/"}, word) }

// documentKind returns the kind of a document with which a symbol begins, also of one that was typed without Đ.
func documentKind(short string) (string, bool) {
	switch short {
	case "QĐ", "QD":
		return "QĐ", true
	case "QYĐ", "QYD":
		return "QYĐ", true
	case "NĐ", "ND":
		return "NĐ", true
	case "CT", "KL", "NQ", "TT", "TTLT", "HD", "KH", "TTR", "CTR", "BC", "BB", "TB", "CV", "QC", "QH11", "QH12", "QH13", "QH14", "QH15", "QH16":
		return short, true
	default:
		return "", false
	}
}

// symbolWords divides a symbol at its separators: "QĐ-UBND" is QĐ and UBND.
func symbolWords(symbol string) []string {
	return strings.FieldsFunc(symbol, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// kindIn reports whether one of a word's parts is the kind of a document, written in capitals, that more follows, or that
// digits stand at.
func kindIn(word string) bool {
	letters := strings.TrimLeft(word, "0123456789")
	if letters == "" {
		return false
	}
	return startsWithKind(strings.TrimLeft(letters, "/-–—_.0123456789"))
}

// startsWithKind reports whether a word begins with the kind of a document behind which more follows, such as "QĐ-UBND".
func startsWithKind(word string) bool {
	parts := symbolWords(word)
	if len(parts) == 0 || !capitals(parts[0]) {
		return false
	}
	_, ok := documentKind(symbolKey(parts[0]))
	return ok && (len(parts) > 1 && capitals(parts[1]) || strings.HasPrefix(parts[0], "QH") && len(parts[0]) > 2)
}

// capitals reports whether a word has capital letters and no small ones, but for the r of Tr (tờ trình).
func capitals(word string) bool {
	upper := false
	for i, r := range word {
		upper = upper || unicode.IsUpper(r)
		if small := unicode.IsLower(r); small && (r != 'r' || i == 0 || word[i-1] != 'T') {
			return false
		}
	}
	return upper
}

// mendedNumber returns the number as it should be written, and whether it is known how.
func mendedNumber(number string) (string, bool) {
	for _, attempt := range []func(string) string{
		func(s string) string { return s },
		separated,
		func(s string) string { return withWholeYear(separated(s)) },
	} {
		doc, err := viet.ParseDocNumber(attempt(number))
		if err != nil {
			continue
		}
		return spelledKind(doc.Text, number), true
	}
	return "", false
}

// separated puts a separator between the digits and the letters of a number, and one hyphen for what stands in for one.
func separated(number string) string {
	number = strings.Join(strings.Fields(strings.NewReplacer("_", "-", ".", "-", "–", "-", "—", "-").Replace(number)), " ")
	number = strings.NewReplacer(" - ", "-", "- ", "-", " -", "-", " / ", "/", "/ ", "/", " /", "/").Replace(number)
	digits := strings.IndexFunc(number, func(r rune) bool { return !unicode.IsDigit(r) })
	if digits <= 0 {
		return number
	}
	rest := strings.TrimLeft(number[digits:], " ")
	if r, _ := utf8.DecodeRuneInString(rest); !unicode.IsLetter(r) {
		return number
	}
	if strings.Contains(rest, "/") { // the Party's way: 37-QĐ/TW
		return number[:digits] + "-" + rest
	}
	return number[:digits] + "/" + rest
}

// withWholeYear writes a year of two digits in full: 152/25/NĐ-CP.
func withWholeYear(number string) string {
	parts := strings.Split(number, "/")
	if len(parts) == 3 && len(parts[1]) == 2 && strings.Trim(parts[1], "0123456789") == "" {
		parts[1] = "20" + parts[1]
	}
	return strings.Join(parts, "/")
}

// spelledKind writes the kind of a document with its Đ, and the small letters of the original that no rule forbids.
func spelledKind(number, original string) string {
	if strings.EqualFold(number, original) && strings.Contains(original, "Tr") {
		number = original // TTr, CTr: the small letter is usual
	}
	parts := symbolWords(number)
	for _, part := range parts {
		if kind, ok := documentKind(part); ok && kind != part {
			return strings.Replace(number, part, kind, 1)
		}
	}
	return number
}

// symbolKey is a part of a symbol in capitals, with đ for its look-alikes.
func symbolKey(part string) string {
	return strings.NewReplacer("Ð", "Đ", "Ɖ", "Đ").Replace(strings.ToUpper(part))
}
