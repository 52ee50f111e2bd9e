package graph_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"thidua/graph/guard"
	"thidua/internal/errs"
)

// normalQuery is a request that always passes.
const normalQuery = `{ blocs(first: 2) { totalCount nodes { id name } } }`

// TestEveryLimit walks the table of rules: for each limit, a request just at the default passes, one just beyond is refused
// with the rule's code, and a normal request passes right after.
func TestEveryLimit(t *testing.T) {
	t.Parallel()
	bodies := limitBodies()
	for _, rule := range guard.Rules() {
		if rule.Limit == nil {
			continue
		}
		t.Run(string(rule.Code), func(t *testing.T) {
			t.Parallel()
			server := newServer(t)
			body, ok := bodies[rule.Code]
			if !ok {
				t.Fatal("the rule has no test case")
			}
			n := rule.Limit(guard.DefaultLimits())

			at := post(t, server, body(n))
			// A list of errors at its limit is a list of errors still.
			if slices.Contains(at.codes(), rule.Code) || len(at.Errors) > 0 && rule.Code != guard.TooManyErrors {
				t.Errorf("just at %d: %v", n, at.Errors)
			}
			beyond := post(t, server, body(n+1))
			if got := beyond.codes(); !slices.Contains(got, rule.Code) {
				t.Fatalf("just beyond %d: codes %v", n, got)
			}
			if !strings.Contains(beyond.Errors[len(beyond.Errors)-1].Message, fmt.Sprint(n)) {
				t.Errorf("the message does not name the limit %d: %v", n, beyond.Errors)
			}
			if after := post(t, server, envelope(normalQuery)); len(after.Errors) > 0 {
				t.Errorf("a normal request right after: %v", after.Errors)
			}
		})
	}
}

// BenchmarkRefusals measures what is refused just beyond each limit.
func BenchmarkRefusals(b *testing.B) {
	for _, rule := range guard.Rules() {
		if rule.Limit == nil {
			continue
		}
		b.Run(string(rule.Code), func(b *testing.B) {
			server, body := newServer(b), limitBodies()[rule.Code](rule.Limit(guard.DefaultLimits())+1)
			b.ReportAllocs()
			for b.Loop() {
				post(b, server, body)
			}
		})
	}
}

// limitBodies has a request body for each rule with a limit, with n of what the limit counts and little of anything else.
func limitBodies() map[errs.Code]func(n int) string {
	query := func(text func(n int) string) func(int) string {
		return func(n int) string { return envelope(text(n)) }
	}
	return map[errs.Code]func(int) string{
		guard.BodyTooLarge: func(n int) string {
			body := envelope(`{echo}`)
			return body + strings.Repeat(" ", n-len(body))
		},
		guard.JSONTooDeep: func(n int) string {
			return `{"query":"{echo}","extensions":{"a":` + strings.Repeat("[", n-1) + strings.Repeat("]", n-1) + `}}`
		},
		guard.QueryTooLarge: query(func(n int) string { return "{echo}" + strings.Repeat(" ", n-len("{echo}")) }),
		guard.VariablesTooLarge: func(n int) string { // "variables": counts from the colon
			return `{"query":"{echo}","variables":{` + strings.Repeat(" ", n-3) + `}}`
		},
		guard.TooManyTokens: query(func(n int) string { return "{echo}" + strings.Repeat("#\n", n-3) }),
		guard.NameTooLong:   query(func(n int) string { return "query " + strings.Repeat("q", n) + " {echo}" }),
		guard.TooNested: query(func(n int) string {
			return "{echo(object:" + strings.Repeat("{in:", n-2) + "null" + strings.Repeat("}", n-2) + ")}"
		}),
		guard.TooManyOperations: func(n int) string {
			return `{"operationName":"q0","query":"` + repeat(n, "query q%d {echo} ") + `"}`
		},
		guard.TooManyVariables: query(func(n int) string {
			return "query(" + repeat(n, "$v%d:Int ") + ") {echo(object:{list:[" + repeat(n, "$v%d ") + "]})}"
		}),
		guard.TooManyFragments: query(func(n int) string {
			return "{blocs{nodes{" + repeat(n, "...f%d ") + "}}}" + repeat(n, "fragment f%d on Bloc {a%[1]d:id}")
		}),
		guard.TooManySpreads: query(func(n int) string {
			return "{blocs{nodes{" + strings.Repeat("...f ", n) + "}}} fragment f on Bloc {id}"
		}),
		guard.TooManyAliases: query(func(n int) string { return "{blocs{nodes{" + repeat(n, "a%d:id ") + "}}}" }),
		guard.TooManyDirectives: query(func(n int) string {
			return "{blocs{nodes{" + strings.Repeat("id @tag@tag@tag@tag ", n/4) + "id " + strings.Repeat("@tag", n%4) + "}}}"
		}),
		guard.TooManyHere: query(func(n int) string { return "{echo " + strings.Repeat("@tag", n) + "}" }),
		// What one place repeats by a fragment counts as fields, but not as repeats: it is merged.
		guard.TooManyFields: query(func(n int) string {
			return "{blocs(first:1){nodes{" + strings.Repeat("...f ", (n-2)/20) + strings.Repeat("id ", (n-2)%20) +
				"}}} fragment f on Bloc {" + strings.Repeat("name ", 20) + "}"
		}),
		guard.TooDeep: query(func(n int) string {
			fields := []string{"units(first:1){", "nodes{", "bloc{"}
			text := "{blocs(first:1){nodes{"
			for i := range n - 3 {
				text += fields[i%len(fields)]
			}
			return text + "__typename" + strings.Repeat("}", n)
		}),
		guard.TooManyRootFields: query(func(n int) string {
			return "{...f} fragment f on Query {" + strings.Repeat("echo ", n) + "}"
		}),
		guard.TooManyRepeatedFields: query(func(n int) string {
			return "{blocs{...f} blocs{totalCount ...{" + strings.Repeat("totalCount ", n-1) + "}}} fragment f on BlocConnection {totalCount}"
		}),
		guard.IntrospectionTooLarge: query(func(n int) string {
			return "{__schema{types{" + strings.Repeat("...f ", (n-2)/20) + strings.Repeat("kind ", (n-2)%20) +
				"}}} fragment f on __Type {" + strings.Repeat("name ", 20) + "}"
		}),
		guard.IntrospectionTooDeep: query(func(n int) string {
			return `{__type(name:"Bloc"){` + strings.Repeat("ofType{", n-2) + "name" + strings.Repeat("}", n)
		}),
		guard.PageTooLarge: query(func(n int) string { return fmt.Sprintf("{blocs(first:%d){totalCount}}", n) }),
		guard.TooManyItems: func(n int) string {
			return `{"query":"mutation($i:[String!]){renameAll(input:{items:$i}){results{text}}}","variables":{"i":["a"` + strings.Repeat(`,"a"`, n-1) + `]}}`
		},
		guard.TooComplex:    query(queryThatCosts),
		guard.TooManyErrors: query(func(n int) string { return "{blocs{" + repeat(n, "x%d ") + "}}" }),
	}
}

// queryThatCosts returns a query whose cost is n by the published formula.
func queryThatCosts(n int) string {
	text := "{"
	if pages := min((n-1)/202, 100); pages > 0 { // 1 + pages × (nodes 1 + units 1 + 100 × (nodes 1 + id 1))
		text += fmt.Sprintf("blocs(first:%d){nodes{units(first:100){nodes{id}}}} ", pages)
		n -= 1 + 202*pages
	}
	for alias := 0; n > 0; alias++ {
		pages := min((n-1)/202, 100)
		inner := "nodes{units(first:100){nodes{id}}}"
		cost := 202
		if pages == 0 {
			pages, inner, cost = min(n-1, 100), "totalCount", 1
		}
		text += fmt.Sprintf("a%d:blocs(first:%d){%s} ", alias, pages, inner)
		n -= 1 + cost*pages
	}
	return text + "}"
}

// repeat joins what the format makes of 0 to n-1.
func repeat(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// envelope returns the JSON body of a query without variables.
func envelope(query string) string {
	quoted, _ := json.Marshal(query) // a string always has JSON
	return `{"query":` + string(quoted) + `}`
}
