package arch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// What documents name: the targets of links, paths in backquotes that begin with one of our directories, and tests.
var (
	linkTarget = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	quotedPath = regexp.MustCompile("`((?:internal|graph|cmd|docs|scripts|bench)/[^`\\s<>*]*)`")
	testName   = regexp.MustCompile(`\bTest[A-Z]\w*`)
	testFunc   = regexp.MustCompile(`(?m)^func (Test[A-Z]\w*)\(`)
)

// TestDocsNameWhatIsThere keeps links, paths and names of tests in the documentation alive.
func TestDocsNameWhatIsThere(t *testing.T) {
	t.Parallel()
	findings, err := checkDocs(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		t.Error(f)
	}
}

// TestEveryInvariantNamesItsTest keeps the table of invariants whole: each number has its row with a test of that number,
// of which [TestDocsNameWhatIsThere] says whether there is one.
func TestEveryInvariantNamesItsTest(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/invariants.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := regexp.MustCompile(`(?m)^\| (\d+) \|.*\|$`).FindAllStringSubmatch(string(text), -1)
	if len(rows) != 19 {
		t.Errorf("%d invariants", len(rows))
	}
	for i, row := range rows {
		if row[1] != fmt.Sprint(i+1) || !strings.Contains(row[0], fmt.Sprintf("`TestInvariant%02d", i+1)) {
			t.Errorf("row %d: %s", i+1, row[0])
		}
	}
}

// checkDocs returns what the Markdown files at the root of a tree and in docs name that is not there, sorted. The
// beginning of a test's name counts, as for go test -run.
func checkDocs(tree fs.FS) ([]string, error) {
	tests, err := testsOf(tree)
	if err != nil {
		return nil, err
	}
	var findings []string
	for _, pattern := range []string{"*.md", "docs/*.md", "docs/adr/*.md"} {
		files, err := fs.Glob(tree, pattern)
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			text, err := fs.ReadFile(tree, file)
			if err != nil {
				return nil, err
			}
			missing, err := missingIn(tree, file, string(text), tests)
			if err != nil {
				return nil, err
			}
			findings = append(findings, missing...)
		}
	}
	slices.Sort(findings)
	return slices.Compact(findings), nil
}

// missingIn returns what one document names that is not there.
func missingIn(tree fs.FS, file, text string, tests []string) ([]string, error) {
	var paths, findings []string
	for _, m := range linkTarget.FindAllStringSubmatch(text, -1) {
		target, _, _ := strings.Cut(m[1], "#")
		if target != "" && !strings.Contains(target, "://") {
			paths = append(paths, path.Join(path.Dir(file), target))
		}
	}
	for _, m := range quotedPath.FindAllStringSubmatch(text, -1) {
		paths = append(paths, path.Clean(m[1]))
	}
	for _, p := range paths {
		if _, err := fs.Stat(tree, p); errors.Is(err, fs.ErrNotExist) {
			findings = append(findings, fmt.Sprintf("%s names %s, which is not there", file, p))
		} else if err != nil {
			return nil, err
		}
	}
	for _, name := range testName.FindAllString(text, -1) {
		if !slices.ContainsFunc(tests, func(test string) bool { return strings.HasPrefix(test, name) }) {
			findings = append(findings, fmt.Sprintf("%s names %s, which is no test", file, name))
		}
	}
	return findings, nil
}

// testsOf returns the names of all tests of a tree.
func testsOf(tree fs.FS) ([]string, error) {
	var names []string
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			return enter(tree, name)
		case !strings.HasSuffix(name, "_test.go"):
			return nil
		}
		source, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		for _, m := range testFunc.FindAllSubmatch(source, -1) {
			names = append(names, string(m[1]))
		}
		return nil
	})
	return names, err
}

func TestCheckDocsFinds(t *testing.T) {
	t.Parallel()
	tree := fstest.MapFS{
		"graph/a_test.go": {Data: []byte("package graph\n\nfunc TestLint(t *testing.T) {}\n")},
		"docs/adr/1.md":   {Data: []byte("[up](../a.md#part) [out](https://example.org/x) [here](#part) `TestLint`")},
		"docs/a.md":       {Data: []byte("[gone](adr/2.md), `graph/gone.go`, `graph/`, `graph/a_test.go`, `-run TestLi`")},
		"README.md":       {Data: []byte("`TestGone` and `TestLint`, [docs](docs/a.md)")},
	}
	got, err := checkDocs(tree)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"README.md names TestGone, which is no test",
		"docs/a.md names docs/adr/2.md, which is not there",
		"docs/a.md names graph/gone.go, which is not there",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings differ (-want +got):\n%s", diff)
	}
}
