package custom

import (
	"slices"

	"thidua/internal/viet"
)

// Value is one value: exactly one of its parts is set.
type Value struct {
	Text      *string    `bson:"text,omitempty"`
	Number    *Number    `bson:"number,omitempty"`
	Date      *viet.Date `bson:"date,omitempty"`
	Choice    *string    `bson:"choice,omitempty"`    // the value of one of the field's choices
	Reference *string    `bson:"reference,omitempty"` // the ID of a document
	List      []Value    `bson:"list,omitempty"`      // at least one, none of them a list
}

// kind returns the kind of the part that is set, and false unless exactly one is.
func (v Value) kind() (Kind, bool) {
	var kinds []Kind
	for _, part := range []struct {
		is   bool
		kind Kind
	}{
		{v.Text != nil, Text},
		{v.Number != nil, Numeric},
		{v.Date != nil, Date},
		{v.Choice != nil, Choice},
		{v.Reference != nil, Reference},
		{v.List != nil, List},
	} {
		if part.is {
			kinds = append(kinds, part.kind)
		}
	}
	if len(kinds) != 1 {
		return "", false
	}
	return kinds[0], true
}

// equal reports whether two values are the same.
func (v Value) equal(other Value) bool {
	return same(v.Text, other.Text) && same(v.Number, other.Number) && same(v.Date, other.Date) && same(v.Choice, other.Choice) &&
		same(v.Reference, other.Reference) && slices.EqualFunc(v.List, other.List, Value.equal)
}

// same reports whether both are nil or point to the same value.
func same[T comparable](a, b *T) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}

// Entry is the value that a document has in a field.
type Entry struct {
	Key   string `bson:"key"`
	Value Value  `bson:",inline"`
}

// Values is what a document embeds, as `bson:",inline"`: its values in custom fields. It is saved as [Set.Check] and
// [Set.Public] return it, and never changed in place.
type Values struct {
	Custom []Entry `bson:"custom,omitempty"` // in the order of the keys, each key once
	// CustomTerms has what filters find the document by: the field [TermsField] of the store.
	CustomTerms []string `bson:"customTerms,omitempty"`
}

// value returns the value in a field; false if there is none.
func (v Values) value(key string) (Value, bool) {
	i := slices.IndexFunc(v.Custom, func(e Entry) bool { return e.Key == key })
	if i < 0 {
		return Value{}, false
	}
	return v.Custom[i].Value, true
}

// Same reports whether both have the same values in the same fields.
func (v Values) Same(other Values) bool {
	return len(v.Differing(other)) == 0 && len(v.Custom) == len(other.Custom)
}

// Differing names the fields whose values differ, each as custom.<key>, sorted.
func (v Values) Differing(other Values) []string {
	names := []string{}
	for _, e := range v.Custom {
		if is, ok := other.value(e.Key); !ok || !is.equal(e.Value) {
			names = append(names, path(e.Key))
		}
	}
	for _, e := range other.Custom {
		if _, ok := v.value(e.Key); !ok {
			names = append(names, path(e.Key))
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// References returns the IDs of the documents that the values refer to, each as often as they do.
func (v Values) References() []string {
	var ids []string
	for _, e := range v.Custom {
		if e.Value.Reference != nil {
			ids = append(ids, *e.Value.Reference)
		}
		for _, item := range e.Value.List {
			if item.Reference != nil {
				ids = append(ids, *item.Reference)
			}
		}
	}
	return ids
}

// Without returns the values without those that refer to one of some documents, and lists without such items.
func (v Values) Without(ids []string) Values {
	refers := func(v Value) bool { return v.Reference != nil && slices.Contains(ids, *v.Reference) }
	var left []Entry
	for _, e := range v.Custom {
		if e.Value.List != nil {
			e.Value.List = slices.DeleteFunc(slices.Clone(e.Value.List), refers)
			if len(e.Value.List) == 0 {
				continue
			}
		}
		if !refers(e.Value) {
			left = append(left, e)
		}
	}
	return newValues(left)
}

// Change sets the value of one field, or clears it if the value is nil.
type Change struct {
	Key   string
	Value *Value
}

// With returns the values after the changes, which [Set.Check] has still to check; fields that are not named keep theirs.
func (v Values) With(changes ...Change) Values {
	entries := slices.DeleteFunc(slices.Clone(v.Custom), func(e Entry) bool {
		return slices.ContainsFunc(changes, func(c Change) bool { return c.Key == e.Key })
	})
	for _, c := range changes {
		if c.Value != nil {
			entries = append(entries, Entry{Key: c.Key, Value: *c.Value})
		}
	}
	return Values{Custom: entries}
}
