package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"thidua/graph/guard"
	"thidua/internal/errs"
)

// hostileRequest is what takes naive servers down, and the code of what is wrong with it. Those without a code are within
// every limit, and hard on validation.
type hostileRequest struct {
	name, body string
	code       errs.Code
}

func hostileRequests() []hostileRequest {
	return []hostileRequest{
		{"a megabyte of braces for a body", strings.Repeat("{", 1<<20), guard.BadRequest},
		{"a megabyte of brackets for a body", strings.Repeat("[", 1<<20), guard.BatchRefused},
		{"a megabyte of braces for a query", envelope(strings.Repeat("{", 1<<20-20)), guard.QueryTooLarge},
		{"sixty thousand braces", envelope(strings.Repeat("{", 60_000)), guard.TooNested},
		{"a hundred thousand repeats", envelope("{" + strings.Repeat("a ", 100_000) + "}"), guard.QueryTooLarge},
		{"thirty thousand repeats", envelope("{" + strings.Repeat("a ", 30_000) + "}"), guard.TooManyTokens},
		{"repeats within the tokens", envelope("{blocs{nodes{" + strings.Repeat("id ", 1_900) + "}}}"), guard.TooManyRepeatedFields},
		{"ten thousand aliases", envelope("{" + repeat(10_000, "a%d:x ") + "}"), guard.QueryTooLarge},
		{"two thousand aliases", envelope("{" + repeat(2_000, "a%d:x ") + "}"), guard.TooManyAliases},
		{"fragments that double", envelope("{blocs{nodes{...f0}}}" + repeat(40, "fragment f%d on Bloc {...f%[1]dx ...f%[1]dx}") + doubling(40)), guard.TooManyFields},
		{"a fragment in itself", envelope("{...f} fragment f on Query {...f}"), guard.FragmentCycle},
		{"a long cycle that nothing uses", envelope("{echo}" + cycle(90)), guard.FragmentCycle},
		{"two fragments of one name, the second a cycle", envelope("{...f} fragment f on Query {echo} fragment f on Query {...g} fragment g on Query {echo ...h} fragment h on Query {...g}"), guard.FragmentCycle},
		{"a deep list literal", envelope("{echo(object:{list:" + strings.Repeat("[", 30_000) + "})}"), guard.TooNested},
		{"a deep type", envelope("query($v:" + strings.Repeat("[", 60_000) + "Int){echo}"), guard.TooNested},
		{"a deep selection in inline fragments", envelope("{" + strings.Repeat("...{", 60) + "echo" + strings.Repeat("}", 61)), guard.TooNested},
		{"a huge string", envelope(`{echo(text:"` + strings.Repeat("x", 1<<19) + `")}`), guard.QueryTooLarge},
		{"a block string of quotes", envelope(`{echo(text:"""` + strings.Repeat(`\"""`, 10_000) + `""")}`), ""},
		{"a block string of lines", envelope(`{echo(text:"""` + strings.Repeat("\n ", 30_000) + `""")}`), ""},
		{"a string without an end", envelope(`{echo(text:"` + strings.Repeat("x", 60_000)), guard.ParseError},
		{"escapes that are wrong", envelope(`{echo(text:"` + strings.Repeat(`\u0061`, 9_000) + `\u{ffffffffffff}")}`), guard.ParseError},
		{"directives at one place", envelope("{echo " + strings.Repeat("@skip", 10_000) + "}"), guard.TooManyTokens},
		{"directives within the tokens", envelope("{echo " + strings.Repeat("@skip", 3_000) + "}"), guard.TooManyHere},
		{"variables by the thousand", envelope("query(" + repeat(1_500, "$v%d:Int ") + "){echo}"), guard.TooManyVariables},
		{"deep variables", `{"query":"{echo}","variables":{"v":` + strings.Repeat(`{"in":`, 9_000) + "1" + strings.Repeat("}", 9_000) + "}}", guard.JSONTooDeep},
		{"a number that is no number", `{"query":"{echo}","variables":{"v":1e999}}`, guard.BadRequest},
		{"a number literal that is no number", envelope("{echo(ratio:1e999)}"), guard.ValidationError},
		{"a number of many digits", envelope("{echo(number:" + strings.Repeat("9", 60_000) + ")}"), guard.NameTooLong},
		{"a zero byte", envelope("{ec\x00ho}"), guard.ParseError},
		{"a zero byte in a string", envelope("{echo(text:\"\x00\")}"), guard.ParseError},
		{"a byte order mark in the query", envelope("\ufeff{echo}"), ""},
		{"a byte order mark before the body", "\ufeff" + envelope("{echo}"), guard.BadRequest},
		{"comments only", envelope(strings.Repeat("#\n", 3_000)), guard.ParseError},
		{"a schema", envelope("type Query {a: Int}"), guard.ParseError},
		{"introspection three times", envelope("{" + repeat(3, "a%d:__schema{types{...f}}") + "} fragment f on __Type {" + strings.Repeat("name kind description ", 60) + "}"), guard.IntrospectionTooLarge},
		{"a page by a variable", `{"query":"query($n:Int){blocs(first:$n){totalCount}}","variables":{"n":101}}`, guard.PageTooLarge},
		{"a page by a default", envelope("query($n:Int=101){blocs(first:$n){totalCount}}"), guard.PageTooLarge},
		{"a negative page", envelope("{blocs(first:-1){totalCount}}"), errs.Invalid},
		{"a negative last", envelope("{blocs(last:-1){totalCount}}"), errs.Invalid},
		{"a thousand ids", envelope("{nodes(ids:[" + strings.Repeat(`"a" `, 1_000) + "]){id}}"), guard.PageTooLarge},
		{"a thousand ids by a variable", `{"query":"query($i:[ID!]!){nodes(ids:$i){id}}","variables":{"i":["a"` + strings.Repeat(`,"a"`, 999) + `]}}`, guard.PageTooLarge},

		{"unknown names, long ones", envelope("{blocs{nodes{" + repeat(600, strings.Repeat("x", 90)+"%d ") + "}}}"), guard.ValidationError},
		{"unknown arguments", envelope("{blocs{nodes{" + strings.Repeat("id("+repeat(40, "a%d:{b:1 c:2} ")+") ", 16) + "}}}"), guard.ValidationError},
		{"one argument many times", envelope("{" + strings.Repeat("echo("+strings.Repeat("text:1 ", 1_300)+") ", 2) + "}"), guard.ValidationError},
		{"one input field many times", envelope("{echo(object:{" + strings.Repeat("in:1 ", 2_600) + "})}"), guard.ValidationError},
		{"fields in conflict", envelope("{blocs{nodes{" + strings.Repeat("units(first:1){nodes{a:id}} units(first:2){nodes{a:__typename}} ", 20) + "}}}"), guard.ValidationError},
		{"as many pairs as there may be", envelope("{blocs(first:1){nodes{" + strings.Repeat("...{id name marks{text} units(first:1){nodes{id bloc{id name marks{text}}}}} ", 51) + "...{id}}}}"), guard.TooManyRepeatedFields},
		{"pairs just within", envelope("{blocs(first:1){nodes{" + strings.Repeat("...{id name marks{text} units(first:1){nodes{id bloc{id name marks{text}}}}} ", 51) + "}}}"), ""},
		{"fragments that all overlap", envelope("{blocs(first:1){nodes{" + repeat(50, "...f%d ") + "}}}" + repeat(50, "fragment f%d on Bloc {id name units(first:1){nodes{id bloc{id name marks{text}}}}}")), ""},
	}
}

func TestHostileRequests(t *testing.T) {
	t.Parallel()
	for _, tt := range hostileRequests() {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := post(t, newServer(t), tt.body)
			switch {
			case tt.code == "" && len(got.Errors) > 0, tt.code != "" && (len(got.Errors) == 0 || got.codes()[0] != tt.code):
				t.Fatalf("errors %.300v, want %s", got.Errors, tt.code)
			case len(got.Body) > 64<<10 && tt.code != "":
				t.Errorf("a refusal of %d bytes", len(got.Body))
			}
		})
	}
}

// BenchmarkHostileRequests measures each the first time that a server sees it: some milliseconds, and what is worst of all
// below 50.
func BenchmarkHostileRequests(b *testing.B) {
	for _, tt := range hostileRequests() {
		b.Run(tt.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				server := newServer(b)
				b.StartTimer()
				post(b, server, tt.body)
			}
		})
	}
}

// doubling returns the second half of fragments that double at each level.
func doubling(levels int) string {
	var b strings.Builder
	for i := range levels {
		next := fmt.Sprintf("...f%d", i+1)
		if i == levels-1 {
			next = "id"
		}
		fmt.Fprintf(&b, "fragment f%dx on Bloc {%s}", i, next)
	}
	return b.String()
}

// cycle returns fragments of which each spreads the next and the last the first.
func cycle(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "fragment c%d on Query {...c%d}", i, (i+1)%n)
	}
	return b.String()
}
