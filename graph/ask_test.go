package graph_test

import (
	"testing"

	"thidua/internal/access"
	"thidua/internal/errs"
)

// Ensure that what is asked within the process is asked as an anonymous reader, whoever the context carries, passes the
// guard, and changes nothing.
func TestAsk(t *testing.T) {
	t.Parallel()
	server := newExampleServer(t, openSQLite(t))
	ctx := access.WithViewer(t.Context(), access.System())
	var answer struct {
		Viewer   *struct{ Name string }
		Articles struct{ TotalCount int }
	}
	if err := server.api.Ask(ctx, `{ viewer { name } articles { totalCount } }`, nil, &answer); err != nil {
		t.Fatal(err)
	}
	if answer.Viewer != nil || answer.Articles.TotalCount != 5 {
		t.Errorf("got %+v", answer)
	}
	for _, c := range []struct {
		name, query string
		variables   map[string]any
		code        errs.Code
	}{
		{"a mutation", `mutation { sessionEnd { userErrors { code } } }`, nil, "BAD_REQUEST"},
		{"what the schema lacks", `{ nothing }`, nil, "VALIDATION_ERROR"},
		{"a cursor that is none", `{ articles(after: "x") { totalCount } }`, nil, errs.Invalid},
		{"a variable of another type", `query($n: Int) { articles(first: $n) { totalCount } }`, map[string]any{"n": "x"}, "VALIDATION_ERROR"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var nothing struct{}
			err := server.api.Ask(t.Context(), c.query, c.variables, &nothing)
			if got := errs.CodeOf(err); got != c.code {
				t.Errorf("code %q (%v), want %q", got, err, c.code)
			}
		})
	}
}
