package inorder_test

import (
	"context"
	"errors"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"thidua/graph/inorder"
)

func TestArgsAreReadOnce(t *testing.T) {
	t.Parallel()
	field := func(name string) graphql.CollectedField {
		return graphql.CollectedField{Field: &ast.Field{Name: name, Definition: &ast.FieldDefinition{Name: name}}}
	}
	reads := 0
	read := func(context.Context, map[string]any) (map[string]any, error) {
		reads++
		return map[string]any{"read": reads}, nil
	}
	awards, tasks := field("awards"), field("tasks")
	asked := func(ctx context.Context, f graphql.CollectedField) any {
		args, err := inorder.Args(ctx, f, nil, read)
		if err != nil {
			t.Fatal(err)
		}
		return args["read"]
	}
	first, second := inorder.WithArgs(t.Context()), inorder.WithArgs(t.Context())
	for _, tt := range []struct {
		name  string
		ctx   context.Context
		field graphql.CollectedField
		want  int
	}{
		{"a field", first, awards, 1},
		{"the same of another object", first, awards, 1},
		{"another field", first, tasks, 2},
		{"the field in another operation, with other variables", second, awards, 3},
		{"outside an operation", t.Context(), awards, 4},
		{"which remembers nothing", t.Context(), awards, 5},
	} {
		if got := asked(tt.ctx, tt.field); got != tt.want {
			t.Errorf("%s: what was read as number %v, want %d", tt.name, got, tt.want)
		}
	}
	wrong := errors.New("wrong")
	fails := func(context.Context, map[string]any) (map[string]any, error) { return nil, wrong }
	fresh := field("events")
	if _, err := inorder.Args(first, fresh, nil, fails); !errors.Is(err, wrong) {
		t.Errorf("a wrong argument: %v", err)
	}
	if got := asked(first, fresh); got != 6 {
		t.Errorf("after a wrong one: %v", got)
	}
}
