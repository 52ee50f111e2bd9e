package custom

import (
	"cmp"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/errs"
)

// Set is the fields of one noun, as they were stored at one moment.
type Set struct {
	fields []*Field // by ordinal and key
}

// NewSet returns the set of some fields of one noun.
func NewSet(fields ...*Field) *Set {
	sorted := slices.SortedFunc(slices.Values(fields), func(a, b *Field) int {
		return cmp.Or(cmp.Compare(a.Ordinal, b.Ordinal), cmp.Compare(a.Key, b.Key))
	})
	return &Set{fields: sorted}
}

// Fields returns the fields in their order, retired ones included.
func (s *Set) Fields() []*Field { return append([]*Field{}, s.fields...) }

// Listed returns the fields that exist for the viewer, in their order: public ones for everybody, others for those who may see
// what is not published, and retired ones for those who may change them.
func (s *Set) Listed(v access.Viewer) []*Field {
	return slices.DeleteFunc(s.Fields(), func(f *Field) bool { return !listed(v, f) })
}

// field returns the field of a key that is in use. A nil set has none.
func (s *Set) field(key string) (*Field, bool) {
	if s == nil {
		return nil, false
	}
	i := slices.IndexFunc(s.fields, func(f *Field) bool { return f.Key == key && !f.Retired })
	if i < 0 {
		return nil, false
	}
	return s.fields[i], true
}

// path is how errors name the value of a field.
func path(key string) string { return "custom." + key }

// Apply returns the values after the changes; see [Set.Check].
func (s *Set) Apply(before Values, changes ...Change) (Values, error) {
	return s.Check(before, before.With(changes...))
}

// Check returns the values after a change by [Values.With], cleaned and with their terms. What is new in them was checked by
// its field; errors are [errs.Invalid] about custom.<key>. What is as it was before stays, also where the field's present
// bounds would refuse it.
func (s *Set) Check(before, after Values) (Values, error) {
	entries := make([]Entry, len(after.Custom))
	for i, e := range after.Custom {
		if slices.ContainsFunc(entries[:i], func(other Entry) bool { return other.Key == e.Key }) {
			return Values{}, errs.InvalidField(path(e.Key), "Trường này được ghi hai lần; chỉ ghi một lần.", "The field is given twice; give it once.")
		}
		entries[i] = e
		if was, ok := before.value(e.Key); ok && was.equal(e.Value) {
			continue
		}
		f, ok := s.field(e.Key)
		if !ok {
			return Values{}, errs.InvalidField(path(e.Key),
				"Không có trường này, hoặc trường đã ngừng dùng.", "There is no such field, or it is retired.")
		}
		var err error
		if entries[i].Value, err = f.check(path(e.Key), e.Value); err != nil {
			return Values{}, f.named(err)
		}
	}
	if err := bounded(entries); err != nil {
		return Values{}, err
	}
	return newValues(entries), nil
}

// The bounds of all values of one document together, which keep lists of documents and their indexes small.
const (
	MaxValues = 500     // single values, the items of lists counted one by one
	MaxBytes  = 100_000 // of their texts
)

// bounded refuses more values than one document may have.
func bounded(entries []Entry) error {
	count, bytes := 0, 0
	var add func(Value)
	add = func(v Value) {
		for _, item := range v.List {
			add(item)
		}
		if v.List == nil {
			count++
		}
		if v.Text != nil {
			bytes += len(*v.Text)
		}
	}
	for _, e := range entries {
		add(e.Value)
	}
	if count > MaxValues || bytes > MaxBytes {
		e := errs.New(errs.Limit,
			fmt.Sprintf("Các trường tùy biến có %d giá trị, %d byte chữ; tối đa %d giá trị, %d byte.", count, bytes, MaxValues, MaxBytes),
			fmt.Sprintf("The custom fields have %d values and %d bytes of text; at most %d values and %d bytes.", count, bytes, MaxValues, MaxBytes))
		e.Field = []string{"custom"}
		return e
	}
	return nil
}

// named puts the label of the field before what is wrong with its value, as people know no keys.
func (f *Field) named(err error) error {
	e := errs.As(err)
	if e == nil {
		return err
	}
	named := *e
	named.Vi, named.En = "“"+f.Label+"”: "+e.Vi, "“"+f.EnglishLabel()+"”: "+e.En
	return &named
}

// Restored returns the values that a document has when those of an older version, or of the document that it is a copy of,
// come back: in the fields in use the older ones, as they were checked then, and in all others those of now.
func (s *Set) Restored(now, older Values) Values {
	var entries []Entry
	for _, e := range older.Custom {
		if _, ok := s.field(e.Key); ok {
			entries = append(entries, e)
		}
	}
	for _, e := range now.Custom {
		if _, ok := s.field(e.Key); !ok {
			entries = append(entries, e)
		}
	}
	return newValues(entries)
}

// newValues returns the values of entries of different keys, which it puts in order, with their terms.
func newValues(entries []Entry) Values {
	if len(entries) == 0 {
		return Values{}
	}
	slices.SortFunc(entries, func(a, b Entry) int { return cmp.Compare(a.Key, b.Key) })
	return Values{Custom: entries, CustomTerms: terms(entries)}
}

// Complete refuses values that lack a required one: a document cannot be published without.
func (s *Set) Complete(v Values) error {
	for _, f := range s.Missing(v) {
		return errs.InvalidField(path(f.Key),
			fmt.Sprintf("Cần điền “%s” trước khi đăng.", f.Label),
			fmt.Sprintf("Fill in “%s” before you publish.", f.EnglishLabel()))
	}
	return nil
}

// Missing returns the required fields in which there is no value.
func (s *Set) Missing(v Values) []*Field {
	var missing []*Field
	for _, f := range s.fields {
		if _, ok := v.value(f.Key); !ok && f.Required && !f.Retired {
			missing = append(missing, f)
		}
	}
	return missing
}

// Public returns the values that readers may see: a published snapshot has no others, and is found by no others.
func (s *Set) Public(v Values) Values {
	var entries []Entry
	for _, e := range v.Custom {
		if f, ok := s.field(e.Key); ok && f.Public {
			entries = append(entries, e)
		}
	}
	return newValues(entries)
}
