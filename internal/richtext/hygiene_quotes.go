package richtext

import (
	"strings"
	"unicode"
)

// quotes finds quotation marks that are straight, point the wrong way or have no partner in their text. Where one points
// the wrong way, partners are looked for when it is mended.
func quotes(text string) []finding {
	if reversed := reversedQuotes(text); len(reversed) > 0 {
		return reversed
	}
	var (
		found    []finding
		open     []finding // curly quotes that are not closed yet
		straight []finding // each with what it would be, were it one of a pair
	)
	for at, r := range text {
		f := finding{rule: UnbalancedQuote, start: at, end: at + len(string(r))}
		switch r {
		case '“':
			open = append(open, f)
		case '”':
			if len(open) == 0 {
				found = append(found, f)
				continue
			}
			open = open[:len(open)-1]
		case '"':
			pair := [2]string{"“", "”"}
			if len(open) > 0 { // within a quotation
				pair = [2]string{"‘", "’"}
			}
			f.rule, f.to, f.fixable = StraightQuote, pair[len(straight)%2], true
			straight = append(straight, f)
		}
	}
	if last := len(straight) - 1; len(straight)%2 == 1 {
		found = append(found, finding{rule: UnbalancedQuote, start: straight[last].start, end: straight[last].end})
	} else if pairUp(text, straight) {
		found = append(found, straight...)
	}
	return append(found, open...)
}

// pairUp reports whether straight quotes open and close by turns, as far as the spaces around them tell.
func pairUp(text string, straight []finding) bool {
	for i, f := range straight {
		before, behind := around(text, f.start, f.end)
		if i%2 == 0 && unicode.IsSpace(behind) || i%2 == 1 && unicode.IsSpace(before) {
			return false
		}
	}
	return true
}

func reversedQuotes(text string) []finding {
	var found []finding
	for at, r := range text {
		if r != '“' && r != '”' {
			continue
		}
		end := at + len(string(r))
		before, behind := around(text, at, end)
		begins := unicode.IsSpace(before) || strings.ContainsRune(openings, before)
		ends := unicode.IsSpace(behind) || strings.ContainsRune(closings, behind)
		switch {
		case r == '”' && begins && isLetter(behind):
			found = append(found, finding{ReversedQuote, at, end, "“", true})
		case r == '“' && isLetter(before) && ends:
			found = append(found, finding{ReversedQuote, at, end, "”", true})
		}
	}
	return found
}
