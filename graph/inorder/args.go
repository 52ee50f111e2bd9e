package inorder

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// argsKey is the private key of the arguments in a context.
type argsKey struct{}

// WithArgs returns the context of one operation, in which the arguments of a field are read once for all objects that have it. Its
// fields are resolved one after the other, so nothing guards them.
func WithArgs(ctx context.Context) context.Context {
	return context.WithValue(ctx, argsKey{}, map[*ast.Field]map[string]any{})
}

// Args returns the arguments of a field, which read makes of what the document and the variables say. They are the same for every
// object that has the field: a resolver that changes one changes it for those that follow.
func Args(
	ctx context.Context, field graphql.CollectedField, variables map[string]any, read func(context.Context, map[string]any) (map[string]any, error),
) (map[string]any, error) {
	known, _ := ctx.Value(argsKey{}).(map[*ast.Field]map[string]any)
	if args, ok := known[field.Field]; ok {
		return args, nil
	}
	args, err := read(ctx, field.ArgumentMap(variables))
	if err == nil && known != nil {
		known[field.Field] = args
	}
	return args, err
}
