package inorder

import (
	"io"

	"github.com/99designs/gqlgen/graphql"
)

// Object is the value of an object while its fields are resolved, in the place of gqlgen's FieldSet, which is made for
// goroutines and deferred fields. [Scratch.Object] makes one.
type Object struct {
	heads []string
	// Values has the value of each field.
	Values []graphql.Marshaler
	// Invalids is how many of them make the whole object null.
	Invalids int
}

// MarshalGQL writes the object as JSON. A writer that fails is noticed by whoever made it.
func (o *Object) MarshalGQL(w io.Writer) { write(w, o) }

func (o *Object) appendTo(out *output) {
	if len(o.heads) == 0 {
		out.bytes = append(out.bytes, '{')
	}
	for i, head := range o.heads {
		if head != "" {
			out.bytes = append(out.bytes, head...)
			o.Values[i].MarshalGQL(out)
		}
	}
	out.bytes = append(out.bytes, '}')
}
