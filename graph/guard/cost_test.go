package guard_test

import (
	"testing"

	"github.com/vektah/gqlparser/v2/validator"

	"thidua/graph/guard"
	"thidua/graph/guard/testdata/tiny"
	"thidua/internal/errs"
)

// nested is the listing that the default limit is made for, by its pages.
const nested = `query($blocs: Int, $units: Int, $awards: Int) {
  blocs(first: $blocs) { nodes { units(first: $units) { nodes { awards(first: $awards) { nodes { a b c d } } } } } }
}`

// validated returns the document of a query that fits the tiny schema.
func validated(t testing.TB, l guard.Limits, query string) *guard.Document {
	t.Helper()
	d, err := l.Document(query)
	if err != nil {
		t.Fatal(err)
	}
	if list := validator.ValidateWithRules(tiny.Schema().Schema(), d.AST, nil); len(list) > 0 {
		t.Fatal(list)
	}
	return d
}

func TestPrice(t *testing.T) {
	t.Parallel()
	limits := guard.DefaultLimits()
	tests := []struct {
		name, query string
		variables   map[string]any
		want        int
		code        errs.Code
	}{
		{name: "fields are one each", query: `{ echo refused __typename }`, want: 3},
		{name: "a page multiplies what it has", query: `{ blocs(first: 3) { totalCount nodes { id } } }`, want: 1 + 3*(1+1+1)},
		{name: "a page that is not named is the schema's default", query: `{ blocs { totalCount } }`, want: 1 + 20},
		{name: "null is not named either", query: `{ blocs(first: null) { totalCount } }`, want: 1 + 20},
		{name: "a variable without a value is not named either", query: `query($n: Int) { blocs(first: $n) { totalCount } }`, want: 1 + 20},
		{name: "an empty page is free", query: `{ blocs(first: 0, last: 0) { totalCount } }`, want: 1},
		{name: "the larger of first and last counts", query: `{ blocs(first: 2, last: 5) { totalCount } }`, want: 1 + 5},
		{name: "a page by a variable", query: `query($n: Int) { blocs(first: $n) { totalCount } }`, variables: map[string]any{"n": int64(7)}, want: 1 + 7},
		{name: "ids are counted", query: `{ nodes(ids: ["a", "b"]) { id } }`, want: 1 + 2},
		{name: "one id without a list", query: `{ nodes(ids: "a") { id } }`, want: 1 + 1},
		{name: "ids by a variable", query: `query($i: [ID!]!) { nodes(ids: $i) { id } }`, variables: map[string]any{"i": []any{"a", "b", "c"}}, want: 1 + 3},
		{name: "items are counted", query: `mutation { renameAll(input: {items: ["a", "b"]}) { results { text } } }`, want: 1 + 2*(1+1*1)},
		{name: "one item without a list", query: `mutation { renameAll(input: {items: "a"}) { results { text } } }`, want: 1 + 1*(1+1*1)},
		{name: "no items", query: `mutation { renameAll(input: {items: []}) { results { text } } }`, want: 1},
		{name: "an input without items", query: `mutation { renameAll(input: {}) { results { text } } }`, want: 1 + (1 + 3*1)},
		{name: "items by a variable", query: `mutation($i: [String!]) { renameAll(input: {items: $i}) { results { text } } }`, variables: map[string]any{"i": []any{"a", "b", "c"}}, want: 1 + 3*(1+1*1)},
		{name: "items in a variable", query: `mutation($i: RenameAll!) { renameAll(input: $i) { results { text } } }`, variables: map[string]any{"i": map[string]any{"items": []any{"a", "b"}}}, want: 1 + 2*(1+1*1)},
		{name: "a variable without items", query: `mutation($i: RenameAll!) { renameAll(input: $i) { results { text } } }`, variables: map[string]any{"i": map[string]any{}}, want: 1 + (1 + 3*1)},
		{name: "too many items", query: `mutation($i: [String!]) { renameAll(input: {items: $i}) { results { text } } }`, variables: map[string]any{"i": make([]any, 501)}, code: guard.TooManyItems},
		{name: "a list with a stated bound", query: `{ nodes(ids: "a") { marks { text } } }`, want: 1 + (1 + 5*1)},
		{name: "a list without", query: `{ nodes(ids: "a") { aliases { text } } }`, want: 1 + (1 + 3*1)},
		{name: "fragments by where they are spread", query: `{ blocs(first: 2) { ...p } nodes(ids: "a") { ...b ...b } } fragment p on BlocConnection { ...{ nodes { ...b } } } fragment b on Bloc { id }`, want: (1 + 2*(1+1)) + (1 + 2)},
		{name: "introspection has its own bounds", query: `{ __schema { types { name } } }`, want: 1},
		{name: "the nested listing", query: nested, variables: map[string]any{"blocs": int64(20), "units": int64(10), "awards": int64(5)}, want: 5441},
		{name: "the nested listing at the largest pages", query: nested, variables: map[string]any{"blocs": int64(100), "units": int64(100), "awards": int64(100)}, code: guard.TooComplex},
		{name: "a page too large to count", query: `query($n: Int) { blocs(first: $n) { totalCount } }`, variables: map[string]any{"n": 1e30}, code: guard.PageTooLarge},
		{name: "pages in pages beyond what fits an integer", query: `{ nodes(ids: "a") {` + deep(11) + `} }`, code: guard.TooComplex},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			l := limits
			l.Depth = 50
			got, err := l.Price(validated(t, l, tt.query).AST.Operations[0], tt.variables)
			if errs.CodeOf(err) != tt.code || tt.code == "" && got != tt.want {
				t.Errorf("price %d, error %v; want %d %s", got, err, tt.want, tt.code)
			}
		})
	}
}

// deep nests pages of a hundred: 100^levels overflows an integer at the tenth.
func deep(levels int) string {
	if levels == 0 {
		return "id"
	}
	return "units(first: 100) { nodes { bloc {" + deep(levels-1) + "} } }"
}
