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
	number := &ast.ArgumentDefinition{Name: "first", Type: ast.NamedType("Int", nil)}
	field := func(name string) graphql.CollectedField {
		return graphql.CollectedField{Field: &ast.Field{
			Name: name, Definition: &ast.FieldDefinition{Name: name, Arguments: ast.ArgumentDefinitionList{number}},
			Arguments: ast.ArgumentList{{Name: "first", Value: &ast.Value{Raw: "n", Kind: ast.Variable, VariableDefinition: &ast.VariableDefinition{Variable: "n"}}}},
		}}
	}
	reads, wrong := 0, errors.New("wrong")
	read := func(_ context.Context, given map[string]any) (map[string]any, error) {
		if given["first"] == nil {
			return nil, wrong
		}
		reads++
		return map[string]any{"read": reads}, nil
	}
	awards, tasks := field("awards"), field("tasks")
	first, second := inorder.WithArgs(t.Context()), inorder.WithArgs(t.Context())
	asked := func(ctx context.Context, f graphql.CollectedField, name string, want int) {
		t.Helper()
		args, err := inorder.Args(ctx, f, map[string]any{"n": int64(5)}, read)
		if err != nil || args["read"] != want {
			t.Errorf("%s: what was read as number %v, %v; want %d", name, args["read"], err, want)
		}
	}
	asked(first, awards, "a field", 1)
	asked(first, awards, "the same of another object", 1)
	asked(first, tasks, "another field", 2)
	asked(second, awards, "the field in another operation, with other variables", 3)
	asked(t.Context(), awards, "outside an operation", 4)
	asked(t.Context(), awards, "which remembers nothing", 5)

	if _, err := inorder.Args(first, field("events"), nil, read); !errors.Is(err, wrong) {
		t.Errorf("a wrong argument: %v", err)
	}
}
