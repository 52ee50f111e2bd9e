package register

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"thidua/internal/access"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// NameWords returns the words of a text by which names of units are compared: folded, with the usual abbreviations
// written out, so that "UBND tỉnh" and "Uỷ ban nhân dân tỉnh" are the same. Each has its place in the text; the words of
// an abbreviation have the place of the whole of it.
func NameWords(abbreviations viet.Abbreviations, text string) []viet.Token {
	return abbreviations.SpellOut(text, viet.Tokens(text))
}

// NameKey joins words of [NameWords] to a key of [Unit].NameKeys.
func NameKey(words []viet.Token) string {
	folds := make([]string, len(words))
	for i, w := range words {
		folds[i] = w.Fold
	}
	return strings.Join(folds, " ")
}

// IsLevelWord reports whether the words begin with what a place is, such as "tỉnh", and returns how many words that are.
func IsLevelWord(words []viet.Token) (n int, ok bool) {
	if len(words) == 0 {
		return 0, false
	}
	switch words[0].Fold {
	case "tinh", "huyen", "xa", "phuong", "quan":
		return 1, true
	case "thanh", "thi": // thành phố, thị xã, thị trấn
		if len(words) > 1 && slices.Contains([]string{"pho", "xa", "tran"}, words[1].Fold) {
			return 2, true
		}
	}
	return 0, false
}

// StartsWithCapital reports whether a word is written with a capital letter.
func StartsWithCapital(w viet.Token) bool {
	r, _ := utf8.DecodeRuneInString(w.Text)
	return unicode.IsUpper(r)
}

// minShortName is the fewest words that a name may be shortened to: "Sở Xây dựng" is one, "Công an" is any.
const minShortName = 3

// nameKeys returns the keys under which texts name a unit: of every name as it is, up to the place that it belongs to
// ("UBND tỉnh"), and without that ("Sở Xây dựng"). A people's committee is never named without its level.
func nameKeys(t UnitType, names []string) []string {
	abbreviations, err := viet.NewAbbreviations(viet.DefaultAbbreviations())
	if err != nil { // the table is our own, and a test makes it
		abbreviations = viet.Abbreviations{}
	}
	keys := []string{}
	for _, name := range names {
		words := NameWords(abbreviations, name)
		if len(words) == 0 {
			continue
		}
		keys = append(keys, NameKey(words))
		for i := range words {
			n, ok := IsLevelWord(words[i:])
			if !ok || i+n >= len(words) || !StartsWithCapital(words[i+n]) || i == 0 {
				continue
			}
			if i+n >= minShortName {
				keys = append(keys, NameKey(words[:i+n]))
			}
			if i >= minShortName && t != PeoplesCommittee {
				keys = append(keys, NameKey(words[:i]))
			}
			break
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// UnitsByNameKey returns for each key the units that texts name so, whenever they existed; at most [store.MaxLimit] units
// in all, for at most as many keys.
func (r *Register) UnitsByNameKey(ctx context.Context, _ access.Viewer, keys []string) (map[string][]*Unit, error) {
	byKey := make(map[string][]*Unit, len(keys))
	if len(keys) == 0 {
		return byKey, nil
	}
	found, err := r.units.Find(ctx, store.Query{
		Where: store.AnyOf("nameKeys", keys[:min(len(keys), store.MaxLimit)]...), Limit: store.MaxLimit,
	})
	if err != nil {
		return nil, err
	}
	for _, u := range found {
		for _, key := range u.NameKeys {
			byKey[key] = append(byKey[key], u)
		}
	}
	return byKey, nil
}
