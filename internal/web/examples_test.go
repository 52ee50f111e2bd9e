package web

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

// TestExamplesFitTheSchema validates the requests of a first visit's tabs against the schema that the server has.
func TestExamplesFitTheSchema(t *testing.T) {
	t.Parallel()
	var sources []*ast.Source
	for _, pattern := range []string{"../../schema.graphqls", "../../graph/schema/*.graphqls"} {
		for _, name := range glob(t, pattern) {
			sources = append(sources, &ast.Source{Name: name, Input: read(t, name)})
		}
	}
	schema, err := gqlparser.LoadSchema(sources...)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range glob(t, "src/examples/*.graphql") {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			if _, err := gqlparser.LoadQueryWithRules(schema, read(t, name), nil); err != nil {
				t.Error(err)
			}
		})
	}
}

// glob returns the files of pattern, of which there must be some.
func glob(t testing.TB, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("no files %s: %v", pattern, err)
	}
	return names
}

// read returns the text of a file.
func read(t testing.TB, name string) string {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
