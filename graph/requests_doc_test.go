package graph_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// requestsIntro begins docs/requests.md.
const requestsIntro = `# Requests to start from

Written by ` + "`go test ./graph -run TestDocsOfRequests -update`" + ` from the golden requests in graph/testdata, which the tests send to
a server with the example content on every store. The number of store calls is exact: it does not grow with the length of the
lists, and a change of it fails a test. Where somebody is named who asks, the request goes to an office at work:
[office.txt](../graph/testdata/office.txt) tells who works there and what they did before, and what stands for ${…}.
`

// questionNumber is the number of a golden request's question, and the letter of who asks it.
var questionNumber = regexp.MustCompile(`^(\d+)( [A-Z])?: `)

// TestDocsOfRequests compares docs/requests.md with the golden requests.
func TestDocsOfRequests(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("testdata/*.graphql")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no golden requests: %v", err)
	}
	var b strings.Builder
	b.WriteString(requestsIntro)
	for _, path := range paths {
		base := strings.TrimSuffix(path, ".graphql")
		question, absent, query := readRequest(t, path)
		var recorded golden
		if err := json.Unmarshal(read(t, base+".golden.json"), &recorded); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "\n## %s\n\n", question)
		if who, inOffice := asker(string(read(t, path))); inOffice {
			fmt.Fprintf(&b, "Asked by %s. ", who)
		}
		fmt.Fprintf(&b, "Store calls: %d. [Answer](../graph/%s.golden.json)", recorded.StoreCalls, base)
		if len(absent) > 0 {
			fmt.Fprintf(&b, ", in which there is no “%s”", strings.Join(absent, "” and no “"))
		}
		if id, _, saved := savedQuery(t, path); saved {
			fmt.Fprintf(&b, ". Once it is saved, anybody asks `GET /graphql?documentId=%s`", id)
		}
		fmt.Fprintf(&b, ".\n\n```graphql\n%s\n```\n", query)
		if variables, err := os.ReadFile(base + ".variables.json"); err == nil {
			fmt.Fprintf(&b, "\n```json\n%s\n```\n", strings.TrimSpace(string(variables)))
		}
	}
	compareDocs(t, "../docs/requests.md", b.String())
}

// readRequest reads a golden request: the question in its first line, the texts that its answer must not have, and the
// query.
func readRequest(t *testing.T, path string) (question string, absent []string, query string) {
	t.Helper()
	first, rest, _ := strings.Cut(string(read(t, path)), "\n")
	question, ok := strings.CutPrefix(first, "# ")
	if !ok {
		t.Fatalf("%s does not begin with its question", path)
	}
	number := ""
	if m := questionNumber.FindStringSubmatch(question); m != nil {
		number, question = m[1]+". ", question[len(m[0]):]
	}
	question = strings.TrimSuffix(question, ".")
	question = number + strings.ToUpper(question[:1]) + question[1:]
	for strings.HasPrefix(rest, "#") {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		if text, ok := strings.CutPrefix(line, "# absent: "); ok {
			absent = append(absent, strings.TrimSpace(text))
		}
	}
	return question, absent, strings.TrimSpace(rest)
}
