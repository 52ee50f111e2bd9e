package viet

import (
	"strings"

	"thidua/internal/errs"
)

// DocNumber is the number of an official document, such as 37-QĐ/TW, taken apart. The same number recurs every year and
// with every issuer, so it does not identify a document by itself.
type DocNumber struct {
	Text   string // the canonical form: capitals, đ for its look-alikes, no spaces: "37-QĐ/TW"
	Key    string // for looking up, as people type it: "37-qd/tw"
	Serial string // the number proper with its leading zeros: "01"
	Suffix string // the small letter behind it, or ""
	Year   int    // the year within the number, or 0
	Symbol string // the kind and the issuer: "QĐ/TW", "NĐ-CP", "QH15"
}

// The bounds of a document number: its whole text in bytes, and the digits of its serial.
const (
	maxDocNumberText = 80
	maxSerial        = 9
)

// ParseDocNumber reads a document number:
//
//	digits [a–z] ["/" four digits] ("-" or "/") word { ("-" or "/" or "&") word }
//
// where a word is letters A–Z and Đ, with digits behind it if need be (QH15). Case, spaces around the parts, long dashes,
// the look-alikes of Đ and a leading "Số" do not matter. Two numbers are the same if their Text is; a search without marks
// compares Key. Anything else is refused with an [errs.Invalid] error about the field "number".
func ParseDocNumber(s string) (DocNumber, error) {
	if len(s) > maxDocNumberText {
		return DocNumber{}, badDocNumber(s)
	}
	p := docNumberParser{rest: canonicalDocNumber(s)}
	doc := DocNumber{Text: p.rest, Key: strings.ReplaceAll(strings.ToLower(p.rest), "đ", "d")}
	doc.Serial = p.take(isDigit)
	if doc.Serial == "" || len(doc.Serial) > maxSerial {
		return DocNumber{}, badDocNumber(s)
	}
	if suffix := p.take(isSymbolLetter); suffix != "" {
		if len(suffix) > 1 {
			return DocNumber{}, badDocNumber(s)
		}
		doc.Suffix = strings.ToLower(suffix)
		doc.Text = doc.Serial + doc.Suffix + p.rest
	}
	if year, rest, ok := leadingYear(p.rest); ok {
		doc.Year, p.rest = year, rest
	}
	if !p.separator("-/") {
		return DocNumber{}, badDocNumber(s)
	}
	doc.Symbol = p.rest
	for {
		if p.take(isSymbolLetter) == "" {
			return DocNumber{}, badDocNumber(s)
		}
		p.take(isDigit)
		if p.rest == "" {
			return doc, nil
		}
		if !p.separator("-/&") {
			return DocNumber{}, badDocNumber(s)
		}
	}
}

// canonicalDocNumber returns a number in capitals, without spaces, with one kind of hyphen and of Đ. Spaces go only around
// separators: two words side by side are not a number.
func canonicalDocNumber(s string) string {
	var b strings.Builder
	gap, joined := false, true // joined: the code point before is a separator, or there is none
	for _, r := range strings.ToUpper(CleanTitle(s)) {
		switch r {
		case ' ':
			gap = true
			continue
		case '–', '—', '‐', '‑', '−':
			r = '-'
		case 'Ð', 'Ɖ':
			r = 'Đ'
		}
		separates := r == '-' || r == '/' || r == '&'
		if gap && !joined && !separates {
			b.WriteByte(' ') // no word may contain it
		}
		b.WriteRune(r)
		gap, joined = false, separates
	}
	text := b.String()
	if number, ok := strings.CutPrefix(text, "SỐ"); ok {
		text = strings.TrimLeft(number, ": ")
	}
	return text
}

// leadingYear takes "/2025" off the front of a number whose symbol still follows.
func leadingYear(s string) (year int, rest string, ok bool) {
	const size = len("/2025")
	if len(s) <= size || s[0] != '/' || (s[size] != '-' && s[size] != '/') {
		return 0, s, false
	}
	year, ok = smallNumber(s[1:size])
	if !ok {
		return 0, s, false
	}
	return year, s[size:], true
}

// docNumberParser holds what is not yet read.
type docNumberParser struct{ rest string }

// take returns the longest run of characters of a kind and steps over it.
func (p *docNumberParser) take(of func(rune) bool) string {
	size := strings.IndexFunc(p.rest, func(r rune) bool { return !of(r) })
	if size < 0 {
		size = len(p.rest)
	}
	run := p.rest[:size]
	p.rest = p.rest[size:]
	return run
}

// separator steps over one of the given characters if it comes next.
func (p *docNumberParser) separator(among string) bool {
	if p.rest == "" || strings.IndexByte(among, p.rest[0]) < 0 {
		return false
	}
	p.rest = p.rest[1:]
	return true
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func isSymbolLetter(r rune) bool { return ('A' <= r && r <= 'Z') || r == 'Đ' }

// badDocNumber returns the error about a text that is no document number.
func badDocNumber(s string) error {
	return errs.InvalidField("number",
		"Số hiệu văn bản “"+excerpt(s)+"” không đúng. Hãy ghi như 37-QĐ/TW, 263/QĐ-UBND hoặc 152/2025/NĐ-CP.",
		"The document number “"+excerpt(s)+"” is not one. Write it as 37-QĐ/TW, 263/QĐ-UBND or 152/2025/NĐ-CP.")
}
