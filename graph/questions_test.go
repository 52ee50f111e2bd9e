package graph_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// questions are how many questions the product promises to answer, each by one request of testdata that begins with its number.
const questions = 40

// TestEveryQuestionHasAGoldenRequest looks for each question among the golden requests and in docs/requests.md.
func TestEveryQuestionHasAGoldenRequest(t *testing.T) {
	t.Parallel()
	docs, err := os.ReadFile("../docs/requests.md")
	if err != nil {
		t.Fatal(err)
	}
	// Those that are not answered in one request yet.
	open := map[int]bool{}
	for n := 1; n <= questions; n++ {
		found, err := filepath.Glob(fmt.Sprintf("testdata/%02d-*.graphql", n))
		if err != nil {
			t.Fatal(err)
		}
		if len(found) == 0 {
			if !open[n] {
				t.Errorf("question %d has no golden request", n)
			}
			continue
		}
		if !strings.Contains(string(docs), fmt.Sprintf("\n## %d. ", n)) {
			t.Errorf("question %d is not in docs/requests.md", n)
		}
	}
}
