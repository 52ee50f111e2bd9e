package graph_test

import (
	"fmt"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/validator"

	"thidua/graph"
	"thidua/graph/gen"
	"thidua/graph/guard"
)

// costIntro begins docs/cost.md; the formula of the package comment of graph/guard follows.
const costIntro = `# What a query costs

Written by ` + "`go test ./graph -run TestDocsOfCost -update`" + ` from the code; the test fails when they differ.

Every operation has a price in points, which is known before it runs and does not depend on what is found. A point is about a
microsecond of work.

## The formula
`

// costRest follows the examples.
const costRest = `
## What an answer says

` + "```json" + `
{"data": …, "extensions": {"cost": {"requested": 127, "limit": 30000, "remaining": 299863}}}
` + "```" + `

- ` + "`requested`" + ` is the price of the operation. Every operation that was priced says it, also one that was refused as too dear.
- ` + "`limit`" + ` is the most that one operation may cost. One that costs more is refused with TOO_COMPLEX before it runs.
- ` + "`remaining`" + ` is what the client has left to use at once. It is in answers that are for one client alone: to who has signed in,
  to an API token, and to readers who send the header ` + "`GraphQL-Cost: 1`" + `, whose answers are then found anew, and kept by nobody. It is
  not in answers that are the same for all readers, whose bytes and ETags caches rely on; nor where there is no bound.

Answers that no cache may give to others say it in headers, too: ` + "`RateLimit: \"points\";r=299863`" + ` is what is left, and
` + "`RateLimit-Policy: \"points\";q=300000;w=60`" + ` how many points come in a minute.

## What a client may use

Points come evenly, up to what a minute gives. An operation is paid before it runs: by the network address of a reader (of IPv6,
by its network of 64 bits), or by the account or API token, from wherever it asks. Besides, an address pays for its requests:

| What | Points |
|---|---:|
| an answer that is kept | %d |
| any other request | %d, and the price of its operation |
| one that is malformed, too large, too dear or does not fit the schema, or has a wrong API token | %d besides |

An operator sets what a minute gives by ` + "`--rate-address` and `--rate-account`" + ` ([settings.md](settings.md)). Each process counts
for itself. Who has not enough left gets status 429 with ` + "`Retry-After`" + ` in seconds, and the error RATE_LIMITED, whose message says the
same.

Apart from points, one client address may have something verified only so often a minute (` + "`--verify-rate`" + `), wrong passwords lock
a login for some time, and one request asks for one password only, however many mutations it has.
`

// costExamples are queries whose price is published.
func costExamples() []string {
	return []string{
		`{ service { name } }`,
		`{ articles(first: 20) { nodes { title publishedAt units { officialName } } } }`,
		`{ unit(slug: "so-cong-thuong") { officialName memberships { nodes { from to bloc { name } } } } }`,
		`{ blocs(first: 20) { nodes { name members(first: 10) { nodes { unit { officialName } } } } } }`,
		`{ blocs(first: 100) { nodes { name members(first: 100) { nodes { unit { officialName } } } } } }`,
	}
}

// TestDocsOfCost compares docs/cost.md with the formula in the package comment, and with what the guard makes of it.
func TestDocsOfCost(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString(costIntro)
	b.WriteString("\n" + formula(t))
	limits := guard.DefaultLimits()
	fmt.Fprintf(&b, "\n## Examples\n\n| Query | Points |\n|---|---:|\n")
	schema := gen.NewExecutableSchema(gen.Config{Resolvers: &graph.Resolver{}}).Schema()
	refused := 0
	for _, query := range costExamples() {
		d, err := limits.Document(query)
		if err != nil {
			t.Fatal(err)
		}
		if list := validator.ValidateWithRules(schema, d.AST, nil); len(list) > 0 {
			t.Fatalf("%s: %v", query, list)
		}
		price, err := limits.Price(d.AST.Operations[0], nil)
		note := ""
		if err != nil {
			note = ": refused"
			refused++
		}
		fmt.Fprintf(&b, "| `%s` | %d%s |\n", query, price, note)
	}
	if refused != 1 {
		t.Errorf("%d examples are refused, want the last", refused)
	}
	kept, request, besides := graph.RequestPoints()
	fmt.Fprintf(&b, costRest, kept, request, besides)
	compareDocs(t, "../docs/cost.md", b.String())
}

// formula returns the section of the package comment of graph/guard about cost, in Markdown.
func formula(t *testing.T) string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "guard/guard.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	_, section, ok := strings.Cut(file.Doc.Text(), "\n# Cost\n")
	if !ok {
		t.Fatal("the package comment has no section about cost")
	}
	section, _, ok = strings.Cut(section, "docs/cost.md")
	if !ok {
		t.Fatal("the section does not end with a reference to this page")
	}
	section = strings.TrimSpace(section)
	var p comment.Parser
	return string(new(comment.Printer).Markdown(p.Parse(section)))
}
