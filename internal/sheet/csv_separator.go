package sheet

import "strings"

// separatorOf returns the separator of a CSV by its beginning, and whether its first line only names it ("sep=;"), as
// Excel allows. It is the one with which most rows have the same number of cells, more than one; a comma if none has.
func separatorOf(head string) (separator rune, named bool) {
	first, _, _ := strings.Cut(head, "\n")
	if name, ok := strings.CutPrefix(strings.ToLower(strings.TrimRight(first, "\r")), "sep="); ok {
		switch name {
		case ",", ";", "\t":
			return rune(name[0]), true
		}
	}
	separator, best := ',', 0
	for _, candidate := range []rune{',', ';', '\t'} {
		if score := regularity(head, candidate); score > best {
			separator, best = candidate, score
		}
	}
	return separator, false
}

// regularity returns how many cells the rows have that agree in their number.
func regularity(head string, separator rune) int {
	rows := map[int]int{}
	cells, quoted, atStart := 1, false, true
	for _, c := range head {
		switch {
		case c == '"' && (quoted || atStart):
			quoted, atStart = !quoted, true // a doubled mark closes and opens again
		case quoted:
			atStart = false
		case c == separator:
			cells, atStart = cells+1, true
		case c == '\n':
			rows[cells]++
			cells, atStart = 1, true
		default:
			atStart = false
		}
	}
	if cells > 1 {
		rows[cells]++ // the last line, which may be cut
	}
	best := 0
	for n, times := range rows {
		if n > 1 {
			best = max(best, n*times)
		}
	}
	return best
}
