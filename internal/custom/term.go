package custom

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"thidua/internal/store"
)

// TermsField is the declared field of a noun's collection that the conditions on its custom fields are about.
const TermsField = "customTerms"

// StoreField returns the declaration of [TermsField] for a noun's schema. The noun declares an index for each of its orders
// that begins with it.
func StoreField() store.Field {
	return store.Field{Path: TermsField, Kind: store.String, Many: true}
}

// maxTermText is the longest text that is found by a filter, in code points.
const maxTermText = 200

// A term is the key, a separator and the value, written so that the terms of a key sort as its values do. The separators
// sort as their names say, and neither can be part of a key.
const (
	separator      = ":"
	afterSeparator = ";"
)

// term returns the term of a single value, and false if it is too long to be found.
func term(key string, v Value) (string, bool) {
	text := ""
	switch {
	case v.Number != nil:
		text = v.Number.sortable()
	case v.Date != nil:
		text = string(*v.Date) // whose byte order is time order
	case v.Choice != nil:
		text = *v.Choice
	case v.Reference != nil:
		text = *v.Reference
	case v.Text != nil && utf8.RuneCountInString(*v.Text) <= maxTermText:
		text = *v.Text
	default:
		return "", false
	}
	return key + separator + text, true
}

// sortable writes the number so that the byte order of texts is the order of numbers: as an unsigned one, moved up by half
// of the range, in digits of one length.
func (n Number) sortable() string { return fmt.Sprintf("%016x", uint64(n)^1<<63) }

// terms returns the terms of all values, sorted, each once.
func terms(entries []Entry) []string {
	var all []string
	add := func(key string, v Value) {
		if t, ok := term(key, v); ok {
			all = append(all, t)
		}
	}
	for _, e := range entries {
		add(e.Key, e.Value)
		for _, item := range e.Value.List {
			add(e.Key, item)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
