package register

import (
	"slices"
	"strings"

	"thidua/internal/viet"
)

// A like key is a name as it may sound when it is spelled by ear: without marks, spaces and the words that names are given
// with and without, and with one letter for those that Vietnamese mixes up at the beginning of a syllable (s and x, ch and
// tr, d, gi and r, c, k and q). Two names with the same key are alike; what is further apart is not looked for.

// likeKeys returns the like keys of names, sorted, each once.
func likeKeys(names ...string) []string {
	abbreviations, err := viet.NewAbbreviations(viet.DefaultAbbreviations())
	if err != nil { // the table is our own, and a test makes it
		abbreviations = viet.Abbreviations{}
	}
	keys := []string{}
	for _, name := range names {
		if key := likeKey(NameWords(abbreviations, name)); key != "" {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func likeKey(words []viet.Token) string {
	var b strings.Builder
	for i := 0; i < len(words); i++ {
		if n, ok := IsLevelWord(words[i:]); ok && i > 0 && i+n < len(words) {
			i += n - 1
			continue
		}
		if !slices.Contains([]string{"va", "cac", "cua"}, words[i].Fold) {
			b.WriteString(byEar(words[i].Fold))
		}
	}
	return b.String()
}

// byEar returns a folded syllable with one letter for the beginnings that are mixed up.
func byEar(syllable string) string {
	for _, sound := range []struct{ spelled, heard string }{
		{"ngh", "ng"}, {"ng", "ng"}, {"gi", "di"}, {"gh", "g"}, {"tr", "ch"}, {"kh", "kh"}, {"qu", "cu"}, {"x", "s"}, {"r", "d"}, {"k", "c"},
	} {
		rest, ok := strings.CutPrefix(syllable, sound.spelled)
		if !ok {
			continue
		}
		if sound.spelled == "gi" && rest != "" && strings.ContainsAny(rest[:1], "aeiou") { // gia is heard as da, gin as din
			return "d" + rest
		}
		return sound.heard + rest
	}
	return syllable
}

// sameName reports whether two lists of names have one in common, but for marks, capitals and abbreviations.
func sameName(a, b []string) bool {
	return slices.ContainsFunc(foldedNames(a), func(name string) bool { return slices.Contains(foldedNames(b), name) })
}

func foldedNames(names []string) []string {
	folded := make([]string, 0, len(names))
	for _, name := range names {
		if key := NameKey(viet.Tokens(name)); key != "" {
			folded = append(folded, key)
		}
	}
	return folded
}
