// Package inorder resolves the fields of an object and the elements of a list one after the other, in the place of
// gqlgen's goroutines. The generated code calls it after graph/sequential has rewritten it.
//
// A goroutine for each element costs more than it gains here: edges are loaded for all siblings by one store call, so
// there is nothing to wait for at the same time, and the order of the store calls is always the same.
package inorder

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
)

// MarshalSlice marshals the elements of a list. An element that panics is null, with an error at its path.
func MarshalSlice(ctx context.Context, length int, element func(ctx context.Context, i int) graphql.Marshaler) graphql.Array {
	list := make(graphql.Array, length)
	places := make([]struct {
		field graphql.FieldContext
		index int
	}, length)
	for i := range places {
		place := &places[i]
		place.index = i
		place.field.Index = &place.index
		list[i] = contained(graphql.WithFieldContext(ctx, &place.field), i, element)
	}
	return list
}

func contained(ctx context.Context, i int, element func(context.Context, int) graphql.Marshaler) (result graphql.Marshaler) {
	defer func() {
		if r := recover(); r != nil {
			graphql.AddError(ctx, graphql.Recover(ctx, r))
			result = graphql.Null
		}
	}()
	return element(ctx, i)
}

// At is the context in which the value of a field is marshalled that was read from a struct: it has the field's place in
// the response, for errors below it, and nothing else that a resolver would want to know.
func At(ctx context.Context, field graphql.CollectedField) context.Context {
	return graphql.WithFieldContext(ctx, &graphql.FieldContext{Field: field})
}

// Resolve sets the i-th field of an object. resolve contains its own panics.
func Resolve(ctx context.Context, out *Object, i int, nonNull bool, resolve func(context.Context) graphql.Marshaler) {
	set(out, i, nonNull, resolve(ctx))
}

// ResolveRoot sets the i-th field of a root, under the operation's root middleware. resolve contains its own panics.
func ResolveRoot(
	ctx context.Context, oc *graphql.OperationContext, out *Object, i int, nonNull bool,
	resolve func(context.Context) graphql.Marshaler,
) {
	set(out, i, nonNull, oc.RootResolverMiddleware(ctx, resolve))
}

// set notes a value that makes the whole object null, which gqlgen tells by which of two nulls it is.
func set(out *Object, i int, nonNull bool, value graphql.Marshaler) {
	out.Values[i] = value
	invalid := graphql.RequiredNull
	if nonNull {
		invalid = graphql.Null
	}
	if value == invalid {
		out.Invalids++
	}
}
