package inorder

import (
	"io"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// Scratch is what one operation marshals with. It takes the memory of objects and their values many at a time, which an answer of
// a thousand objects needs thousands of, and collects the fields of a selection once for all objects that have it. The zero value is
// ready to use, by one goroutine at a time.
type Scratch struct {
	fields  map[selection]*Fields
	objects slab[Object]
	values  slab[graphql.Marshaler]
	texts   slab[text]
	numbers slab[number]
}

// selection is what the fields of an object depend on within one operation: a selection set, which is the same slice wherever its
// field is met, and the names of the type and its interfaces, which are a variable for each type.
type selection struct {
	first *ast.Selection
	n     int
	names *string
}

// Fields are the fields that are selected of an object.
type Fields struct {
	All   []graphql.CollectedField
	heads []string // what is written before the value of each; "" if it is under the name of an earlier one, and is left out
}

// Fields returns the fields of an object of a type that has these names: its own and those of its interfaces.
func (s *Scratch) Fields(oc *graphql.OperationContext, sel ast.SelectionSet, names []string) *Fields {
	if len(sel) == 0 || len(names) == 0 {
		return newFields(graphql.CollectFields(oc, sel, names))
	}
	key := selection{&sel[0], len(sel), &names[0]}
	f, ok := s.fields[key]
	if !ok {
		if s.fields == nil {
			s.fields = map[selection]*Fields{}
		}
		f = newFields(graphql.CollectFields(oc, sel, names))
		s.fields[key] = f
	}
	return f
}

// newFields prepares fields to be written. Several of one name, which fragments on several abstract types can give, are written once.
func newFields(all []graphql.CollectedField) *Fields {
	f := &Fields{All: all, heads: make([]string, len(all))}
	named := make(map[string]bool, len(all))
	before := "{"
	for i := range all {
		if name := all[i].Alias; !named[name] {
			named[name] = true
			f.heads[i] = before + `"` + name + `":` // names in GraphQL need no escapes
			before = ","
		}
	}
	return f
}

// Object returns an object without values.
func (s *Scratch) Object(fields *Fields) *Object {
	o := &s.objects.take(1)[0]
	o.heads, o.Values = fields.heads, s.values.take(len(fields.All))
	return o
}

// Forget lets go of all objects and values, of which none may be written any more. An operation that lasts, as a subscription does, would
// else keep those of events that were answered long ago, since memory is let go of as it was taken, many values at a time.
func (s *Scratch) Forget() { *s = Scratch{fields: s.fields} }

// Text is a text as a value.
func (s *Scratch) Text(v string) graphql.Marshaler {
	t := &s.texts.take(1)[0]
	*t = text(v)
	return t
}

// Int64 is a number as a value.
func (s *Scratch) Int64(v int64) graphql.Marshaler {
	n := &s.numbers.take(1)[0]
	*n = number(v)
	return n
}

// slab hands out memory of one type, which is taken more of at a time the more there was.
type slab[T any] struct {
	free []T
	size int
}

// The sizes of slabs, in values: the first is no more than a small answer needs.
const (
	firstSlab = 8
	lastSlab  = 256
)

func (s *slab[T]) take(n int) []T {
	if n > len(s.free) {
		s.size = max(min(2*s.size, lastSlab), firstSlab)
		s.free = make([]T, max(n, s.size))
	}
	taken := s.free[:n:n]
	s.free = s.free[n:]
	return taken
}

// number is a whole number.
type number int64

// MarshalGQL writes the number.
func (n *number) MarshalGQL(w io.Writer) { write(w, n) }

func (n *number) appendTo(o *output) { o.bytes = strconv.AppendInt(o.bytes, int64(*n), 10) }
