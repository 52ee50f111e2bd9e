package inorder_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"

	"thidua/graph/inorder"
)

// request is a context of gqlgen's in which errors are gathered and panics become an error.
func request(t *testing.T) context.Context {
	t.Helper()
	return graphql.WithResponseContext(t.Context(), graphql.DefaultErrorPresenter, func(context.Context, any) error {
		return errors.New("contained")
	})
}

func written(m graphql.Marshaler) string {
	var w bytes.Buffer
	m.MarshalGQL(&w)
	return w.String()
}

func TestListsAreMarshalledInOrder(t *testing.T) {
	t.Parallel()
	ctx := graphql.WithFieldContext(request(t), &graphql.FieldContext{Field: graphql.CollectedField{}})
	var order []int
	var paths []string
	list := inorder.MarshalSlice(ctx, 4, func(ctx context.Context, i int) graphql.Marshaler {
		order = append(order, i)
		paths = append(paths, graphql.GetPath(ctx).String())
		return graphql.MarshalInt(i)
	})
	if got := written(list); got != "[0,1,2,3]" || !slices.Equal(order, []int{0, 1, 2, 3}) {
		t.Errorf("%s in the order %v", got, order)
	}
	if diff := cmp.Diff([]string{"[0]", "[1]", "[2]", "[3]"}, paths); diff != "" {
		t.Error(diff)
	}
	if got := written(inorder.MarshalSlice(ctx, 0, nil)); got != "[]" {
		t.Errorf("an empty list is %s", got)
	}
}

func TestAnElementThatPanicsIsNull(t *testing.T) {
	t.Parallel()
	ctx := request(t)
	list := inorder.MarshalSlice(ctx, 3, func(_ context.Context, i int) graphql.Marshaler {
		if i == 1 {
			panic("secret")
		}
		return graphql.MarshalInt(i)
	})
	if got := written(list); got != "[0,null,2]" {
		t.Errorf("the list is %s", got)
	}
	if list[1] != graphql.Null { // by which generated code knows that a non-null element is missing
		t.Error("the element is another null")
	}
	failures := graphql.GetErrors(ctx)
	if len(failures) != 1 || failures[0].Path.String() != "[1]" || strings.Contains(failures[0].Error(), "secret") {
		t.Errorf("errors: %v", failures)
	}
}

func TestPlacesAreKnownToWhatIsBelow(t *testing.T) {
	t.Parallel()
	ctx := inorder.At(request(t), graphql.CollectedField{Field: &ast.Field{Alias: "units"}})
	var path string
	inorder.MarshalSlice(ctx, 1, func(ctx context.Context, _ int) graphql.Marshaler {
		path = graphql.GetPath(ctx).String()
		return graphql.Null
	})
	if path != "units[0]" {
		t.Errorf("the element is at %s", path)
	}
}

// selecting is an object of one operation that these fields are selected of.
func selecting(scratch *inorder.Scratch, names ...string) *inorder.Object {
	var sel ast.SelectionSet
	for i, name := range names {
		sel = append(sel, &ast.Field{Name: "field" + strconv.Itoa(i), Alias: name})
	}
	return scratch.Object(scratch.Fields(&graphql.OperationContext{}, sel, []string{"Unit"}))
}

func TestObjectsAreWrittenInTheOrderOfTheirFields(t *testing.T) {
	t.Parallel()
	var scratch inorder.Scratch
	for _, n := range []int{0, 1, 8, 9, 20} {
		var names, want []string
		for i := range n {
			names = append(names, "f"+strconv.Itoa(i))
			want = append(want, fmt.Sprintf("%q:%d", names[i], i))
		}
		if n > 1 { // once more under the first name, which is left out
			names[n-1] = "f0"
			want = want[:n-1]
		}
		o := selecting(&scratch, names...)
		for i := range names {
			inorder.Resolve(t.Context(), o, i, true, func(context.Context) graphql.Marshaler { return graphql.MarshalInt(i) })
		}
		whole := "{" + strings.Join(want, ",") + "}"
		if got := written(o); got != whole {
			t.Errorf("%d fields are written as %s", n, got)
		}
		if got := string(inorder.Written(o)); got != whole {
			t.Errorf("%d fields are gathered as %s", n, got)
		}
	}
}

func TestNullsThatMakeAnObjectNullAreCounted(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		nonNull bool
		value   graphql.Marshaler
		invalid int
	}{
		{"a value of a nullable field", false, graphql.MarshalInt(1), 0},
		{"a value of a non-null field", true, graphql.MarshalInt(1), 0},
		{"a null of a nullable field", false, graphql.Null, 0},
		{"a null of a non-null field", true, graphql.Null, 1},
		{"a null that the client requires not to be, of a nullable field", false, graphql.RequiredNull, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			ctx := request(t)
			resolve := func(context.Context) graphql.Marshaler { return c.value }
			var scratch inorder.Scratch
			out := selecting(&scratch, "name", "code")
			inorder.Resolve(ctx, out, 1, c.nonNull, resolve)
			if out.Invalids != c.invalid || written(out.Values[1]) != written(c.value) {
				t.Errorf("%d invalid, value %s", out.Invalids, written(out.Values[1]))
			}

			under := false
			oc := &graphql.OperationContext{RootResolverMiddleware: func(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
				under = true
				return next(ctx)
			}}
			root := selecting(&scratch, "name", "code")
			inorder.ResolveRoot(ctx, oc, root, 1, c.nonNull, resolve)
			if root.Invalids != c.invalid || written(root.Values[1]) != written(c.value) || !under {
				t.Errorf("root: %d invalid, value %s, under the middleware %t", root.Invalids, written(root.Values[1]), under)
			}
		})
	}
}
