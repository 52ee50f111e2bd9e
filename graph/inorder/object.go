package inorder

import (
	"io"

	"github.com/99designs/gqlgen/graphql"
)

// Object is the value of an object while its fields are resolved, in the place of gqlgen's FieldSet, which is made for
// goroutines and deferred fields.
type Object struct {
	fields []graphql.CollectedField
	// Values has the value of each field.
	Values []graphql.Marshaler
	// Invalids is how many of them make the whole object null.
	Invalids int
	few      [8]graphql.Marshaler // holds the values of most objects, which then take one allocation
}

// NewObject returns an object without values.
func NewObject(fields []graphql.CollectedField) *Object {
	o := &Object{fields: fields}
	if len(fields) <= len(o.few) {
		o.Values = o.few[:len(fields)]
	} else {
		o.Values = make([]graphql.Marshaler, len(fields))
	}
	return o
}

// MarshalGQL writes the object as JSON. Of fields under one name, which fragments on several abstract types can give, the
// first is written. A writer that fails is noticed by whoever made it.
func (o *Object) MarshalGQL(w io.Writer) {
	var written map[string]bool
	if len(o.fields) > len(o.few) {
		written = make(map[string]bool, len(o.fields))
	}
	before := `{"`
	for i := range o.fields {
		name := o.fields[i].Alias
		if written[name] || written == nil && o.named(name, i) {
			continue
		}
		if written != nil {
			written[name] = true
		}
		_, _ = io.WriteString(w, before) // names in GraphQL need no escapes
		_, _ = io.WriteString(w, name)
		_, _ = io.WriteString(w, `":`)
		o.Values[i].MarshalGQL(w)
		before = `,"`
	}
	if len(o.fields) == 0 {
		_, _ = io.WriteString(w, "{")
	}
	_, _ = io.WriteString(w, "}")
}

// named reports whether one of the first n fields has the name.
func (o *Object) named(name string, n int) bool {
	for i := range n {
		if o.fields[i].Alias == name {
			return true
		}
	}
	return false
}
