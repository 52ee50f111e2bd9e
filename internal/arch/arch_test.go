package arch

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// TestTreeKeepsToTheTable checks the module itself.
func TestTreeKeepsToTheTable(t *testing.T) {
	t.Parallel()
	findings, err := check(os.DirFS("../.."), packages(), borders())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		t.Error(f)
	}
}

// TestPackagesStandOnLinesAboveTheirOwn keeps the table in the order of the house, so that it shows no cycle and reads
// from the ground up.
func TestPackagesStandOnLinesAboveTheirOwn(t *testing.T) {
	t.Parallel()
	var above []string
	for _, rule := range packages() {
		if slices.Contains(above, rule.dir) {
			t.Errorf("%s is in the table twice", rule.dir)
		}
		for _, name := range rule.code {
			if isOurs := !strings.Contains(name, "."); isOurs && !slices.Contains(above, name) {
				t.Errorf("%s may import %s, which has no line above it", rule.dir, name)
			}
		}
		above = append(above, rule.dir)
	}
}

// TestCheckFinds breaks every rule once on a small tree that is otherwise as it should be.
func TestCheckFinds(t *testing.T) {
	t.Parallel()
	house := []packageRule{
		{dir: "internal/rules", code: []string{"example.org/text/..."}, tests: []string{"example.org/probe"}},
		{dir: "internal/disk", code: []string{"internal/rules"}},
	}
	fences := []border{{
		what: []string{"example.org/text/...", "os"}, except: []string{"example.org/text/letters"},
		only: []string{"internal/disk"}, why: "rules are pure",
	}}
	tests := []struct {
		name, file, source string
		want               []string
	}{
		{"nothing where all is well", "internal/disk/b.go", `import ("fmt"; "os"; "thidua/internal/rules")`, nil},
		{"nothing in a test that uses its own package and libraries", "internal/rules/a_test.go", `import ("github.com/google/go-cmp/cmp"; "example.org/probe"; "thidua/internal/rules")`, nil},
		{"nothing in what a border leaves free", "internal/rules/b.go", `import "example.org/text/letters"`, nil},
		{
			"a package of ours that the table does not allow", "internal/rules/b.go", `import "thidua/internal/disk"`,
			[]string{"internal/rules/b.go imports thidua/internal/disk; the code of internal/rules may import only [example.org/text/...]"},
		},
		{
			"a package of ours at the root", "internal/disk/b.go", `import "thidua"`,
			[]string{"internal/disk/b.go imports thidua; the code of internal/disk may import only [internal/rules]"},
		},
		{
			"a third party that the table does not allow", "internal/disk/b.go", `import _ "example.org/orm"`,
			[]string{"internal/disk/b.go imports example.org/orm; the code of internal/disk may import only [internal/rules]"},
		},
		{
			"a path that only begins like an allowed one", "internal/rules/b.go", `import "example.org/textile"`,
			[]string{"internal/rules/b.go imports example.org/textile; the code of internal/rules may import only [example.org/text/...]"},
		},
		{
			"an import that a build tag hides", "internal/disk/b_plan9.go", "//go:build ignore && plan9\n\npackage disk\n\nimport \"example.org/orm\"",
			[]string{"internal/disk/b_plan9.go imports example.org/orm; the code of internal/disk may import only [internal/rules]"},
		},
		{
			"code that uses what is for tests", "internal/rules/b.go", `import "example.org/probe"`,
			[]string{"internal/rules/b.go imports example.org/probe; the code of internal/rules may import only [example.org/text/...]"},
		},
		{
			"a test that leaves its bounds", "internal/disk/b_test.go", `import "example.org/orm"`,
			[]string{"internal/disk/b_test.go imports example.org/orm; the tests of internal/disk may import only [internal/rules github.com/google/go-cmp/... pgregory.net/rapid internal/disk]"},
		},
		{
			"an import that the table allows and a border does not", "internal/rules/b.go", `import "example.org/text/fonts"`,
			[]string{"internal/rules/b.go imports example.org/text/fonts, which only [internal/disk] may: rules are pure"},
		},
		{
			"a border of the standard library", "internal/rules/b.go", `import "os"`,
			[]string{"internal/rules/b.go imports os, which only [internal/disk] may: rules are pure"},
		},
		{
			"a package without a line", "internal/new/a.go", "// Package new is new.\npackage new",
			[]string{"internal/new is not in the table: add a line that says what it may import"},
		},
		{
			"a package without a line, wherever it is", "web/a.go", "// Package web is new.\npackage web",
			[]string{"web is not in the table: add a line that says what it may import"},
		},
		{
			"a package without a comment", "internal/disk/doc.go", "// Here is the package.\n\npackage disk",
			[]string{"internal/disk has no package comment"},
		},
		{
			"a package whose only comment is on a test", "internal/disk/doc.go", "",
			[]string{"internal/disk has no package comment"},
		},
		{
			"a vague name", "internal/util/a.go", "// Package util is all the rest.\npackage util",
			[]string{"internal/util is not in the table: add a line that says what it may import", "internal/util: the name says nothing of what belongs into it"},
		},
		{"nothing in another module", "internal/disk/fork/a.go", `import "example.org/orm"`, nil},
		{"nothing in what the browser's packages bring along", "node_modules/flatted/a.go", `import "example.org/orm"`, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tree := fstest.MapFS{
				"main_test.go.txt":          {Data: []byte("no Go at all")},
				"internal/rules/doc.go":     {Data: []byte("// Package rules has the rules.\npackage rules\n\nimport \"example.org/text/letters\"")},
				"internal/disk/doc.go":      {Data: []byte("// Package disk keeps them.\npackage disk")},
				"internal/disk/a_test.go":   {Data: []byte("// Package disk_test tests it.\npackage disk_test")},
				"internal/disk/fork/go.mod": {Data: []byte("module fork")},
			}
			source := tt.source
			if !strings.Contains(source, "package ") {
				source = "package p\n\n" + source
			}
			tree[tt.file] = &fstest.MapFile{Data: []byte(source)}
			got, err := check(tree, house, fences)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings differ (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCheckFindsALineThatIsOutOfDate(t *testing.T) {
	t.Parallel()
	got, err := check(fstest.MapFS{}, []packageRule{{dir: "internal/gone"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"internal/gone is in the table and not in the tree: take its line out"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings differ (-want +got):\n%s", diff)
	}
}

func TestCheckAsksNothingOfGeneratedCodeButItsImports(t *testing.T) {
	t.Parallel()
	tree := fstest.MapFS{"gen/a.go": {Data: []byte("// Code generated by a tool, DO NOT EDIT.\n\npackage gen\n\nimport \"example.org/orm\"")}}
	got, err := check(tree, []packageRule{{dir: "gen"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"gen/a.go imports example.org/orm; the code of gen may import only []"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings differ (-want +got):\n%s", diff)
	}
}

func TestCheckFailsOnWhatItCannotRead(t *testing.T) {
	t.Parallel()
	if _, err := check(fstest.MapFS{"a.go": {Data: []byte("no Go")}}, nil, nil); err == nil {
		t.Error("a file that is no Go passed")
	}
}
