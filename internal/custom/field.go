package custom

import (
	"cmp"

	"thidua/internal/store"
	"thidua/internal/viet"
)

// Field (trường tùy biến) is a field that an administrator added to a noun. Its noun, key, kind and target never change,
// so that stored values stay of its kind. Narrower bounds hold for what is written from then on.
type Field struct {
	store.Head `bson:",inline"`
	Noun       Noun   `bson:"noun"`
	Key        string `bson:"key"` // ^[a-z][a-zA-Z0-9]{0,39}$, once per noun
	Kind       Kind   `bson:"kind"`
	ItemKind   Kind   `bson:"itemKind,omitempty"` // of a list's items
	Target     Target `bson:"target,omitempty"`   // of references
	Settings   `bson:",inline"`
	Retired    bool `bson:"retired"` // hidden, and refused in writes; its values stay where they are
}

// Settings is the part of a field that may change.
type Settings struct {
	Label   string `bson:"label"` // in Vietnamese
	LabelEn string `bson:"labelEn,omitempty"`
	Help    string `bson:"help,omitempty"` // for those who fill it in
	// Required wants a value before a document is published; a draft may lack it.
	Required   bool  `bson:"required"`
	Filterable bool  `bson:"filterable"`
	Public     bool  `bson:"public"` // readers see it
	Ordinal    int64 `bson:"ordinal"`

	MinLength    *int64     `bson:"minLength,omitempty"` // of a text, in code points
	MaxLength    *int64     `bson:"maxLength,omitempty"`
	MinNumber    *Number    `bson:"minNumber,omitempty"`
	MaxNumber    *Number    `bson:"maxNumber,omitempty"`
	Decimals     int64      `bson:"decimals,omitempty"` // places that a number may have
	EarliestDate *viet.Date `bson:"earliestDate,omitempty"`
	LatestDate   *viet.Date `bson:"latestDate,omitempty"`
	MaxItems     *int64     `bson:"maxItems,omitempty"` // of a list
	Choices      []Option   `bson:"choices,omitempty"`
}

// Option is one of the values of a choice.
type Option struct {
	Value   string `bson:"value"` // ^[A-Z][A-Z0-9_]{0,39}$
	Label   string `bson:"label"` // in Vietnamese
	LabelEn string `bson:"labelEn,omitempty"`
}

// The bounds of fields.
const (
	MaxFields   = 100 // of a noun, retired ones included
	MaxLabel    = 100 // code points
	MaxHelp     = 500
	MaxText     = 2000
	MaxListSize = 50
	MaxOptions  = 100
)

// Name is how errors, conflicts and versions name the field's value: custom.<key>.
func (f *Field) Name() string { return path(f.Key) }

// EnglishLabel returns what the field is called in English: its Vietnamese label if it has no other.
func (f *Field) EnglishLabel() string { return cmp.Or(f.LabelEn, f.Label) }

// EnglishLabel is [Field.EnglishLabel] of an option.
func (o Option) EnglishLabel() string { return cmp.Or(o.LabelEn, o.Label) }

// item returns the kind of a field's single values: a list's items, or the value itself.
func (f *Field) item() Kind {
	if f.Kind == List {
		return f.ItemKind
	}
	return f.Kind
}

// longest returns the largest length of a text.
func (f *Field) longest() int64 {
	if f.MaxLength != nil {
		return *f.MaxLength
	}
	if f.Filterable {
		return maxTermText
	}
	return MaxText
}

// most returns the largest number of items of a list.
func (f *Field) most() int64 {
	if f.MaxItems != nil {
		return *f.MaxItems
	}
	return MaxListSize
}

// option returns the option of a value.
func (f *Field) option(value string) (Option, bool) {
	for _, o := range f.Choices {
		if o.Value == value {
			return o, true
		}
	}
	return Option{}, false
}
