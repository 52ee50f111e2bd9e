package web

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator"
)

// TestExamplesFitTheSchema validates the requests of a first visit's tabs against the schema that the server has.
func TestExamplesFitTheSchema(t *testing.T) {
	t.Parallel()
	schema := loadSchema(t)
	for _, name := range glob(t, "src/examples/*.graphql") {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			if _, err := gqlparser.LoadQueryWithRules(schema, read(t, name), nil); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestReadyRequestsFitTheSchema validates the ready requests with the variables that they come with. Each is one operation,
// named as no other is: by that name people find its tab and its line in the history.
func TestReadyRequestsFitTheSchema(t *testing.T) {
	t.Parallel()
	schema := loadSchema(t)
	operations := map[string]string{}
	for _, name := range glob(t, "src/desk/requests/*.graphql") {
		document, errs := gqlparser.LoadQueryWithRules(schema, read(t, name), nil)
		if errs != nil {
			t.Errorf("%s: %v", name, errs)
			continue
		}
		if len(document.Operations) != 1 {
			t.Errorf("%s: %d operations, want one", name, len(document.Operations))
			continue
		}
		operation := document.Operations[0]
		if other, isTaken := operations[operation.Name]; isTaken || operation.Name == "" {
			t.Errorf("%s: the operation is called %q as in %q", name, operation.Name, other)
		}
		operations[operation.Name] = name
		if _, err := validator.VariableValues(schema, operation, variablesOf(t, name)); err != nil {
			t.Errorf("%s: its variables: %v", name, err)
		}
	}
}

// loadSchema returns the schema that the server has.
func loadSchema(t testing.TB) *ast.Schema {
	t.Helper()
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
	return schema
}

// variablesOf returns the variables beside a request, none if there is no such file. A file that people are to choose is
// null there, and stands for one here.
func variablesOf(t testing.TB, request string) map[string]any {
	t.Helper()
	name := strings.TrimSuffix(request, ".graphql") + ".variables.json"
	if _, err := os.Stat(name); err != nil {
		return nil
	}
	var variables map[string]any
	if err := json.Unmarshal([]byte(strings.Replace(read(t, name), `"file": null`, `"file": "chosen"`, 1)), &variables); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return variables
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
