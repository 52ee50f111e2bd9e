package graph_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/graph/guard"
	"thidua/internal/errs"
)

// errorsIntro begins docs/errors.md.
const errorsIntro = `# Error codes

Written by ` + "`go test ./graph -run TestDocsOfErrors -update`" + ` from the code; the test fails when they differ.

Every error of the API has a code in ` + "`extensions.code`" + `. Branch on the code: messages are for people, in Vietnamese or, with
` + "`Accept-Language: en`" + `, in English. ` + "`extensions.field`" + ` is the path of the value at fault, and ` + "`extensions.id`" + ` of an INTERNAL error
is the request's ID, under which the administrator finds its cause in the log.

A request that was run answers with status 200, whatever its fields say. One that was refused answers with status 400 to a
client that accepts ` + "`application/graphql-response+json`" + `, and with 200 to others; BODY_TOO_LARGE has 413, as has the LIMIT
of a file that is sent along, PREFLIGHT_REQUIRED 403, RATE_LIMITED 429, UNAVAILABLE 503, INTERNAL 500, and what is not a GraphQL request at
all has 400, 405, 406 or 415 for both.
`

// socketsPart is what clients of WebSockets have to know; TestProtocolOfSockets, TestHostileSockets and others show each code.
const socketsPart = `
## WebSockets

The protocol is ` + "`graphql-transport-ws`" + `, at the same address. Subscriptions and queries run there; mutations do not, as clients send again
what was under way when a socket broke. Who asks is known by the cookie or the header Authorization, or by the payload of the introduction:
` + "`{\"authorization\": \"Bearer …\"}`" + `. Pages of other sites are refused with CROSS_ORIGIN, unless they may read the API (` + "`--cors-origin`" + `).
What is wrong with an operation is its answer, of type ` + "`error`" + `; the socket goes on. It is closed with these codes:

| Code | Meaning |
|---|---|
| 4400 | What came is no message of the protocol in strict JSON; the reason says what is wrong with it. |
| 4401 | An operation came before ` + "`connection_init`" + `. |
| 4403 | The credentials are wrong or hold no longer; the reason ends with the code of the error, such as SESSION_ENDED. |
| 4408 | No ` + "`connection_init`" + ` came within 5 seconds. |
| 4409 | An operation with the same ID is running. |
| 4429 | A second ` + "`connection_init`" + ` came. |
| 1001 | The server stops, or the socket is an hour old: connect again and go on from the cursor. |
| 1002, 1007 | Frames that are none, or text that is not UTF-8. |
| 1008 | More than 20 messages a second in the long run, or 200 at once, pings included. |
| 1009 | A message of more than 128 KiB. |
| 1013 | There is no place, or no store, now: try again later. |

Who does not read what is sent, or does not answer a ping, within 10 seconds is cut off.
`

// TestDocsOfErrors compares docs/errors.md with the codes that the code declares.
func TestDocsOfErrors(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString(errorsIntro)
	b.WriteString("\n## Fields and documents\n\n| Code | Meaning |\n|---|---|\n")
	for _, c := range declaredCodes(t, "../internal/errs/errs.go") {
		if c.comment == "" {
			t.Fatalf("%s does not say what it means", c.code)
		}
		fmt.Fprintf(&b, "| `%s` | %s |\n", c.code, sentence(c.comment))
	}
	b.WriteString("\n## HTTP\n\n| Code | Meaning |\n|---|---|\n")
	meanings := httpMeanings()
	for _, c := range declaredCodes(t, "httprequest.go") {
		if meanings[c.code] == "" {
			t.Fatalf("%s has no meaning in this test", c.code)
		}
		fmt.Fprintf(&b, "| `%s` | %s |\n", c.code, meanings[c.code])
	}
	for _, c := range declaredCodes(t, "../internal/upload/upload.go") {
		fmt.Fprintf(&b, "| `%s` | %s |\n", c.code, sentence(c.comment))
	}
	b.WriteString(socketsPart)
	b.WriteString("\n## Refused requests\n\nIn the order in which a request meets them. The bounds are those of `guard.DefaultLimits`; ")
	b.WriteString("[cost.md](cost.md)\nhas the formula of the cost.\n\n| Code | Bound | Meaning |\n|---|---:|---|\n")
	limits := guard.DefaultLimits()
	for _, r := range guard.Rules() {
		bound := ""
		if r.Limit != nil {
			bound = strconv.Itoa(r.Limit(limits))
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", r.Code, bound, r.Doc)
	}
	compareDocs(t, "../docs/errors.md", b.String())
}

// httpMeanings says what the codes mean that only HTTP has.
func httpMeanings() map[errs.Code]string {
	return map[errs.Code]string{
		"METHOD_NOT_ALLOWED":      "Use POST, or GET for a query that changes nothing; the header Allow names what works.",
		"UNSUPPORTED_MEDIA_TYPE":  "Send the request as `application/json` in UTF-8, or files as `multipart/form-data`.",
		"NOT_ACCEPTABLE":          "Accept `application/graphql-response+json` or `application/json`.",
		"UNSUPPORTED_SUBPROTOCOL": "Open the WebSocket with the subprotocol `graphql-transport-ws`.",
	}
}

// declaredCode is a constant of type errs.Code in the source, with the comment beside it, if there is one.
type declaredCode struct {
	code    errs.Code
	comment string
}

// declaredCodes returns the codes that a file declares, in their order.
func declaredCodes(t *testing.T, file string) []declaredCode {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var codes []declaredCode
	for _, d := range parsed.Decls {
		group, ok := d.(*ast.GenDecl)
		if !ok || group.Tok != token.CONST {
			continue
		}
		for _, s := range group.Specs {
			constant, ok := s.(*ast.ValueSpec)
			if !ok || !slices.Contains([]string{"Code", "errs.Code"}, typeName(constant.Type)) {
				continue
			}
			literal, ok := constant.Values[0].(*ast.BasicLit)
			if !ok {
				t.Fatalf("%s: %s is no literal", file, constant.Names[0])
			}
			code, err := strconv.Unquote(literal.Value)
			if err != nil {
				t.Fatal(err)
			}
			codes = append(codes, declaredCode{errs.Code(code), strings.TrimSpace(constant.Comment.Text())})
		}
	}
	if len(codes) == 0 {
		t.Fatalf("%s declares no codes", file)
	}
	return codes
}

// typeName writes a type as in the source, if it is a plain name.
func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return typeName(e.X) + "." + e.Sel.Name
	default:
		return ""
	}
}

// sentence makes a sentence of a comment beside a constant.
func sentence(comment string) string {
	first, rest := comment[:1], comment[1:]
	return strings.ToUpper(first) + strings.TrimSuffix(rest, ".") + "."
}

// compareDocs compares a file of docs with what it should be, and rewrites it under -update.
func compareDocs(t *testing.T, file, want string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(bytes.ReplaceAll(got, []byte("\r\n"), []byte("\n")))); diff != "" {
		t.Errorf("%s is out of date; run the test with -update (-want +got):\n%s", file, diff)
	}
}
