package sheet

import (
	"strings"
	"unicode/utf8"
)

// guard returns a text as it is written into a CSV: a spreadsheet program would take one that begins with = + - @ or a
// control character for a formula, so an apostrophe goes in front, which such programs know as "this is text". A text that
// has such apostrophes already gets one more, so that [unguard] gives back every text as it was.
func guard(s string) string {
	if formulaLike(strings.TrimLeft(s, "'")) {
		return "'" + s
	}
	return s
}

// unguard takes away the apostrophe of [guard].
func unguard(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && formulaLike(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return s
}

// formulaLike reports whether a spreadsheet program may take a text for a formula; full-width signs are some programs'.
func formulaLike(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("=+-@\t\r\n|%＝＋－＠", first)
}
