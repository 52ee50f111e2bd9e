package custom

import "thidua/internal/viet"

// Typed is a value with its field, as it is shown: one of the types below, and no other.
type Typed interface {
	// Of returns the field.
	Of() *Field
}

type (
	// TextValue is a text.
	TextValue struct {
		Field *Field
		Text  string
	}
	// NumberValue is a number.
	NumberValue struct {
		Field  *Field
		Number Number
	}
	// DateValue is a day.
	DateValue struct {
		Field *Field
		Date  viet.Date
	}
	// ChoiceValue is one of the field's choices, with its label.
	ChoiceValue struct {
		Field *Field
		Option
	}
	// ReferenceValue is the ID of another document.
	ReferenceValue struct {
		Field *Field
		ID    string
	}
	// ListValue is several values, none of them a list.
	ListValue struct {
		Field *Field
		Items []Typed
	}
)

// Of returns the field.
func (v *TextValue) Of() *Field { return v.Field }

// Of returns the field.
func (v *NumberValue) Of() *Field { return v.Field }

// Of returns the field.
func (v *DateValue) Of() *Field { return v.Field }

// Of returns the field.
func (v *ChoiceValue) Of() *Field { return v.Field }

// Of returns the field.
func (v *ReferenceValue) Of() *Field { return v.Field }

// Of returns the field.
func (v *ListValue) Of() *Field { return v.Field }

// References returns the references among values, and among the items of their lists.
func References(values []Typed) []*ReferenceValue {
	var found []*ReferenceValue
	for _, v := range values {
		switch v := v.(type) {
		case *ReferenceValue:
			found = append(found, v)
		case *ListValue:
			found = append(found, References(v.Items)...)
		}
	}
	return found
}

// Show returns the values that somebody sees, in the order of the fields.
func (s *Set) Show(v Values, sees Sight) []Typed {
	shown := []Typed{}
	for _, f := range s.fields {
		if value, ok := v.value(f.Key); ok && !f.Retired && sees(f) {
			shown = append(shown, f.show(value))
		}
	}
	return shown
}

// show returns a value with its field. A choice that is no longer offered is its own label.
func (f *Field) show(v Value) Typed {
	switch {
	case v.Text != nil:
		return &TextValue{f, *v.Text}
	case v.Number != nil:
		return &NumberValue{f, *v.Number}
	case v.Date != nil:
		return &DateValue{f, *v.Date}
	case v.Choice != nil:
		o, ok := f.option(*v.Choice)
		if !ok {
			o = Option{Value: *v.Choice, Label: *v.Choice}
		}
		return &ChoiceValue{f, o}
	case v.Reference != nil:
		return &ReferenceValue{f, *v.Reference}
	default:
		items := make([]Typed, len(v.List))
		for i, item := range v.List {
			items[i] = f.show(item)
		}
		return &ListValue{f, items}
	}
}
