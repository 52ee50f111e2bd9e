package inorder_test

import (
	"encoding/json"
	"math"
	"runtime"
	"strings"
	"testing"
	"weak"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"pgregory.net/rapid"

	"thidua/graph/inorder"
)

// TestTextsAreWrittenAsGqlgenDoes compares with gqlgen, byte for byte, also where a text is no UTF-8.
func TestTextsAreWrittenAsGqlgenDoes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var scratch inorder.Scratch
		text := rapid.OneOf(
			rapid.String(),
			rapid.StringOfN(rapid.RuneFrom([]rune("\x00\x1f\t\r\n\"\\ \x7f\u2028<&aệđ")), 0, 40, -1),
			rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
		).Draw(t, "text")
		want := written(graphql.MarshalString(text))
		if got := written(scratch.Text(text)); got != want {
			t.Errorf("%q is written as %s, want %s", text, got, want)
		}
		if got := string(inorder.Written(scratch.Text(text))); got != want {
			t.Errorf("%q is gathered as %s, want %s", text, got, want)
		}
	})
}

func TestNumbersAreWritten(t *testing.T) {
	t.Parallel()
	var scratch inorder.Scratch
	for _, n := range []int64{0, 2025, -1, math.MaxInt64, math.MinInt64} {
		if got, want := written(scratch.Int64(n)), written(graphql.MarshalInt64(n)); got != want {
			t.Errorf("%d is written as %s", n, got)
		}
	}
}

// TestValuesKeepTheirOwnPlaces takes more values of each kind than are taken memory for at a time, and writes them when all are there.
func TestValuesKeepTheirOwnPlaces(t *testing.T) {
	t.Parallel()
	var scratch inorder.Scratch
	list := graphql.Array{}
	var want []string
	for i := range 2000 {
		o := selecting(&scratch, "name", "year")
		text := strings.Repeat("ệ", i%7)
		o.Values[0], o.Values[1] = scratch.Text(text), scratch.Int64(int64(i))
		list = append(list, o)
		encoded, err := json.Marshal(struct {
			Name string `json:"name"`
			Year int    `json:"year"`
		}{text, i})
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, string(encoded))
	}
	if got := string(inorder.Written(list)); got != "["+strings.Join(want, ",")+"]" {
		t.Error("some object has values of another")
	}
}

// TestFieldsAreCollectedByTypeAndSelection has a selection that means other fields for another type, and one that begins in the same
// place as a longer one.
func TestFieldsAreCollectedByTypeAndSelection(t *testing.T) {
	t.Parallel()
	field := func(name string) *ast.Field { return &ast.Field{Name: name, Alias: name} }
	selected := ast.SelectionSet{
		field("id"),
		&ast.InlineFragment{TypeCondition: "Unit", SelectionSet: ast.SelectionSet{field("code")}},
		&ast.InlineFragment{TypeCondition: "Bloc", SelectionSet: ast.SelectionSet{field("name")}},
	}
	var scratch inorder.Scratch
	operation := &graphql.OperationContext{}
	names := map[string][]string{"Unit": {"Unit", "Node"}, "Bloc": {"Bloc", "Node"}, "": {}}
	for range 2 {
		for _, c := range []struct {
			sel  ast.SelectionSet
			of   string
			want string
		}{
			{selected, "Unit", "id code"},
			{selected, "Bloc", "id name"},
			{selected[:2], "Bloc", "id"},
			{selected[:2], "Unit", "id code"},
			{selected[:0], "Unit", ""},
			{nil, "Unit", ""},
			{selected[:1], "", "id"},
		} {
			var got []string
			for _, f := range scratch.Fields(operation, c.sel, names[c.of]).All {
				got = append(got, f.Name)
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("%d selections of %q are %v, want %s", len(c.sel), c.of, got, c.want)
			}
		}
	}
}

// TestForgottenValuesAreLetGoOf looks whether anything still holds an object, and its values with it.
func TestForgottenValuesAreLetGoOf(t *testing.T) {
	t.Parallel()
	var scratch inorder.Scratch
	object := func() weak.Pointer[inorder.Object] {
		o := selecting(&scratch, "name")
		o.Values[0] = scratch.Text("mot")
		return weak.Make(o)
	}()
	runtime.GC()
	if object.Value() == nil {
		t.Fatal("it is let go of in any case")
	}
	scratch.Forget()
	runtime.GC()
	if object.Value() != nil {
		t.Error("it is held")
	}
	if got := written(selecting(&scratch)); got != "{}" {
		t.Errorf("then an object is %s", got)
	}
}
