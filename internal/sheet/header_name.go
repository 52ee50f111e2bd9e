package sheet

import (
	"sort"
	"strings"

	"thidua/internal/viet"
)

// fit says how well a header answers to a name; the greater the better.
type fit int

const (
	noFit  fit = iota
	likely     // one or two letters or marks differ: to be suggested, never taken
	partly     // only the lowest row of the header does
	loose      // the same words in another order, abbreviated, or without "và"
	folded     // the same but for marks that were not typed
	exact      // the same but for case and punctuation
)

// nameKey is a name, or a header, ready to be compared.
type nameKey struct {
	tokens []viet.Token
	fold   string // as it is written, without marks
	plain  string // with abbreviations written out and filling words left out
	sorted string // the words of plain in order
}

// keyOf returns the key of a name. Remarks in parentheses say how to fill in a column, and do not count.
func keyOf(name string) nameKey {
	tokens := viet.Tokens(withoutRemarks(name))
	k := nameKey{tokens: tokens}
	var folds, words []string
	for _, t := range tokens {
		folds = append(folds, t.Fold)
		words = append(words, written(t.Fold)...)
	}
	k.fold = strings.Join(folds, " ")
	k.plain = strings.Join(words, " ")
	sort.Strings(words)
	k.sorted = strings.Join(words, " ")
	return k
}

// withoutRemarks returns a header without what stands in parentheses, unless that is all of it.
func withoutRemarks(s string) string {
	var b strings.Builder
	depth := 0
	for _, c := range s {
		switch {
		case c == '(' || c == '[':
			depth++
		case (c == ')' || c == ']') && depth > 0:
			depth--
			b.WriteByte(' ')
		case depth == 0:
			b.WriteRune(c)
		}
	}
	if strings.TrimSpace(b.String()) == "" {
		return s
	}
	return b.String()
}

// written returns the words that a word of a header stands for; none for one that only fills.
func written(fold string) []string {
	switch fold {
	case "va", "cua", "cac":
		return nil
	case "qd":
		return []string{"quyet", "dinh"}
	case "dv":
		return []string{"don", "vi"}
	case "cq":
		return []string{"co", "quan"}
	case "cv":
		return []string{"chuc", "vu"}
	case "dh":
		return []string{"danh", "hieu"}
	case "kt":
		return []string{"khen", "thuong"}
	case "td":
		return []string{"thi", "dua"}
	case "tdkt":
		return []string{"thi", "dua", "khen", "thuong"}
	case "vb":
		return []string{"van", "ban"}
	case "sl":
		return []string{"so", "luong"}
	case "nd":
		return []string{"noi", "dung"}
	default:
		return []string{fold}
	}
}

// compare returns how well a header answers to a name.
func compare(header, name nameKey) fit {
	switch {
	case header.fold == "" || name.fold == "":
		return noFit
	case header.fold == name.fold:
		return compareMarks(header.tokens, name.tokens)
	case header.plain == name.plain || header.sorted == name.sorted:
		return loose
	case near(header.plain, name.plain):
		return likely
	default:
		return noFit
	}
}

// compareMarks compares words of the same letters: a word typed without marks is any word with these letters, but
// “Nam” with the marks of “Năm” is not it.
func compareMarks(header, name []viet.Token) fit {
	f := exact
	for i := range header {
		switch h, n := header[i], name[i]; {
		case h.Accent == n.Accent:
		case h.Marked:
			return likely
		default:
			f = folded
		}
	}
	return f
}

// near reports whether two keys differ by a slip: one letter, or two in a long name.
func near(a, b string) bool {
	most := 1
	if min(len(a), len(b)) >= 12 {
		most = 2
	}
	return min(len(a), len(b)) >= 4 && distance(a, b, most) <= most
}

// distance returns how many letters must be put in, left out or replaced to make b of a, or more than most if it is more.
func distance(a, b string, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal, least := row[0], i+1
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
			least = min(least, cost)
		}
		if least > most {
			return most + 1
		}
	}
	return row[len(b)]
}

// isOrdinal reports whether a header is that of the column that numbers the rows.
func isOrdinal(header nameKey) bool {
	switch header.fold {
	case "stt", "tt", "so tt", "so thu tu", "thu tu", "s t t", "t t", "no", "sott":
		return true
	default:
		return false
	}
}
