package store

// Where is a condition on a document: one of the types below, and no other. A nil Where holds for every document.
// An absent field and a null one are the same. Values are string, int64, bool or time.Time, as the field's [Kind] says.
type Where interface{ where() }

type (
	// Eq holds when the field has the value.
	Eq struct {
		Field string
		Value any
	}
	// In holds when the field has one of the values; with no values it holds for no document.
	In struct {
		Field  string
		Values []any
	}
	// Range holds when the field has a value within the bounds; a nil bound is open. It does not hold for an absent field.
	// On a Many field one and the same value must be within both bounds.
	Range struct {
		Field           string
		From, To        any  // inclusive lower bound, exclusive upper bound
		After, UpToIncl bool // After makes From exclusive, UpToIncl makes To inclusive
	}
	// Exists holds when the field has a value (Present) or has none.
	Exists struct {
		Field   string
		Present bool
	}
	// Tokens holds when every term is among the values of a Many string field; with Prefix the last term may be the
	// beginning of a value. With no terms it holds for no document.
	Tokens struct {
		Field  string
		Terms  []string
		Prefix bool
	}
	// And holds when all of its parts do; an empty And always does.
	And []Where
	// Or holds when one of its parts does; an empty Or never does.
	Or []Where
	// Not holds when its part does not.
	Not struct{ Part Where }
)

func (Eq) where()     {}
func (In) where()     {}
func (Range) where()  {}
func (Exists) where() {}
func (Tokens) where() {}
func (And) where()    {}
func (Or) where()     {}
func (Not) where()    {}

// All joins conditions, of which some may be nil, into one; nil if none is left.
func All(parts ...Where) Where {
	var and And
	for _, p := range parts {
		switch p := p.(type) {
		case nil:
		case And:
			and = append(and, p...)
		default:
			and = append(and, p)
		}
	}
	switch len(and) {
	case 0:
		return nil
	case 1:
		return and[0]
	default:
		return and
	}
}

// AnyOf is an [In] over strings of any string type.
func AnyOf[S ~string](field string, values ...S) In {
	in := In{Field: field, Values: make([]any, len(values))}
	for i, v := range values {
		in.Values[i] = string(v)
	}
	return in
}
