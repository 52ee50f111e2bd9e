package custom

import (
	"fmt"
	"strconv"

	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// Filter is a condition on one field: exactly one of equals, one of some values, or a range, whose bounds are inclusive and
// of which one may be absent. A list meets it if one of its items does.
type Filter struct {
	Key        string
	Equals     *Value
	In         []Value
	From, UpTo *Value // of numbers and dates
}

// MaxFilters bounds the conditions on custom fields of one list.
const MaxFilters = 10

// Where returns the condition of all filters, on [TermsField]; nil if there are none. Only fields that are filterable and
// that the viewer may see can be asked about: any other is refused as one that is not there. Errors are [errs.Invalid]
// about where.custom.<n>.
func (s *Set) Where(filters []Filter, sees Sight) (store.Where, error) {
	if len(filters) > MaxFilters {
		return nil, errs.InvalidField("where.custom",
			fmt.Sprintf("Có %d điều kiện, tối đa %d.", len(filters), MaxFilters),
			fmt.Sprintf("There are %d conditions, at most %d.", len(filters), MaxFilters))
	}
	var and store.And
	for i, filter := range filters {
		at := "where.custom." + strconv.Itoa(i)
		f, ok := s.field(filter.Key)
		if !ok || !f.Filterable || !sees(f) {
			return nil, errs.InvalidField(at+".key",
				"Không có trường này, hoặc không lọc được theo trường này.", "There is no such field, or it cannot be filtered by.")
		}
		where, err := f.where(at, filter)
		if err != nil {
			return nil, err
		}
		and = append(and, where)
	}
	return store.All(and), nil
}

// where returns the condition of one filter.
func (f *Field) where(at string, filter Filter) (store.Where, error) {
	ranged := filter.From != nil || filter.UpTo != nil
	switch {
	case filter.Equals != nil && filter.In == nil && !ranged:
		t, err := f.sought(at+".equals", *filter.Equals)
		return store.Eq{Field: TermsField, Value: t}, err
	case filter.In != nil && filter.Equals == nil && !ranged:
		if len(filter.In) > MaxListSize {
			return nil, errs.InvalidField(at+".in",
				fmt.Sprintf("Có %d giá trị, tối đa %d.", len(filter.In), MaxListSize),
				fmt.Sprintf("There are %d values, at most %d.", len(filter.In), MaxListSize))
		}
		terms := make([]string, len(filter.In))
		for i, v := range filter.In {
			var err error
			if terms[i], err = f.sought(at+".in."+strconv.Itoa(i), v); err != nil {
				return nil, err
			}
		}
		return store.AnyOf(TermsField, terms...), nil
	case ranged && filter.Equals == nil && filter.In == nil:
		return f.within(at, filter)
	default:
		return nil, errs.InvalidField(at,
			"Cần đúng một trong: equals, in, hoặc from/upTo.", "It needs exactly one of: equals, in, or from/upTo.")
	}
}

// within returns the condition of a range. It always has two bounds, so that it stays among the terms of its field.
func (f *Field) within(at string, filter Filter) (store.Where, error) {
	if kind := f.item(); kind != Numeric && kind != Date {
		return nil, errs.InvalidField(at, "Chỉ số và ngày mới có khoảng.", "Only numbers and dates have ranges.")
	}
	r := store.Range{Field: TermsField, From: f.Key + separator, To: f.Key + afterSeparator}
	if filter.From != nil {
		t, err := f.sought(at+".from", *filter.From)
		if err != nil {
			return nil, err
		}
		r.From = t
	}
	if filter.UpTo != nil {
		t, err := f.sought(at+".upTo", *filter.UpTo)
		if err != nil {
			return nil, err
		}
		r.To, r.UpToIncl = t, true
	}
	return r, nil
}

// sought returns the term of a value that a filter names. It must be of the field's kind, but may lie beyond its bounds.
func (f *Field) sought(at string, v Value) (string, error) {
	if kind, ok := v.kind(); !ok || kind != f.item() {
		return "", wrongKind(at, f.item())
	}
	if v.Text != nil {
		text := viet.CleanTitle(*v.Text)
		v = Value{Text: &text}
	}
	t, ok := term(f.Key, v)
	if !ok {
		return "", errs.InvalidField(at,
			fmt.Sprintf("Chữ để lọc dài tối đa %d ký tự.", maxTermText), fmt.Sprintf("The text of a filter has at most %d characters.", maxTermText))
	}
	return t, nil
}
