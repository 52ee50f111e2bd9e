package arch

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// vagueNames are directories that would collect whatever has no better place.
func vagueNames() []string {
	return []string{"util", "utils", "common", "helper", "helpers", "misc"}
}

// folder is what the files of one directory say.
type folder struct {
	code, tests map[string]string // import paths, each with a file that has it
	commented   bool              // a file that is no test has a package comment
	generated   bool              // no file is written by hand
}

// check returns what the Go files of a tree have against the table and the borders, sorted. It fails only on a tree
// that it cannot read.
func check(tree fs.FS, packages []packageRule, borders []border) ([]string, error) {
	folders, err := readFolders(tree)
	if err != nil {
		return nil, err
	}
	var findings []string
	report := func(format string, args ...any) { findings = append(findings, fmt.Sprintf(format, args...)) }
	listed := map[string]packageRule{}
	for _, rule := range packages {
		listed[rule.dir] = rule
		if folders[rule.dir] == nil {
			report("%s is in the table and not in the tree: take its line out", rule.dir)
		}
	}
	for dir, f := range folders {
		if slices.Contains(vagueNames(), path.Base(dir)) {
			report("%s: the name says nothing of what belongs into it", dir)
		}
		if !f.commented && !f.generated {
			report("%s has no package comment", dir)
		}
		rule, ok := listed[dir]
		if !ok {
			report("%s is not in the table: add a line that says what it may import", dir)
			continue
		}
		inTests := slices.Concat(rule.code, rule.tests, testLibraries(), []string{dir})
		for name, file := range f.code {
			if !isStandard(name) && !matchesAny(short(name), rule.code) {
				report("%s imports %s; the code of %s may import only %v", file, name, dir, rule.code)
			}
			for _, b := range borders {
				if matchesAny(short(name), b.what) && !matchesAny(short(name), b.except) && !matchesAny(dir, b.only) {
					report("%s imports %s, which only %v may: %s", file, name, b.only, b.why)
				}
			}
		}
		for name, file := range f.tests {
			if !isStandard(name) && !matchesAny(short(name), inTests) {
				report("%s imports %s; the tests of %s may import only %v", file, name, dir, inTests)
			}
		}
	}
	slices.Sort(findings)
	return findings, nil
}

// readFolders reads the imports of all Go files of a tree by directory. Build tags are ignored: they hide nothing. What
// git ignores, other modules and the browser's packages are left out.
func readFolders(tree fs.FS) (map[string]*folder, error) {
	folders := map[string]*folder{}
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return enter(tree, name)
		}
		if path.Ext(name) != ".go" {
			return nil
		}
		dir := path.Dir(name)
		if folders[dir] == nil {
			folders[dir] = &folder{code: map[string]string{}, tests: map[string]string{}, generated: true}
		}
		return folders[dir].read(tree, name)
	})
	return folders, err
}

// enter returns [fs.SkipDir] for a directory that is not ours to check.
func enter(tree fs.FS, dir string) error {
	if dir == "." {
		return nil
	}
	if base := path.Base(dir); strings.HasPrefix(base, ".") || base == "node_modules" {
		return fs.SkipDir
	}
	_, err := fs.Stat(tree, path.Join(dir, "go.mod"))
	switch {
	case err == nil:
		return fs.SkipDir // another module
	case errors.Is(err, fs.ErrNotExist):
		return nil
	default:
		return err
	}
}

// read adds one file.
func (f *folder) read(tree fs.FS, name string) error {
	source, err := fs.ReadFile(tree, name)
	if err != nil {
		return err
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), name, source, parser.ImportsOnly|parser.ParseComments)
	if err != nil {
		return err
	}
	isTest := strings.HasSuffix(name, "_test.go")
	imports := f.code
	if isTest {
		imports = f.tests
	}
	for _, spec := range parsed.Imports {
		text, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		imports[text] = name
	}
	f.generated = f.generated && ast.IsGenerated(parsed)
	if doc := parsed.Doc.Text(); !isTest && (strings.HasPrefix(doc, "Package ") || strings.HasPrefix(doc, "Command ")) {
		f.commented = true
	}
	return nil
}

// short returns an import path as the table writes it: our own packages by their directory.
func short(name string) string { return strings.TrimPrefix(name, module+"/") }

// isStandard reports whether an import path is of the standard library, which is free but for the borders.
func isStandard(name string) bool {
	first, _, _ := strings.Cut(name, "/")
	return !strings.Contains(first, ".") && first != module
}

// matchesAny reports whether one of the patterns takes in an import path.
func matchesAny(name string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		base, below := strings.CutSuffix(p, "/...")
		return name == base || below && strings.HasPrefix(name, base+"/")
	})
}
