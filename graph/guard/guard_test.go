package guard_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/validator"

	"thidua/graph/guard"
	"thidua/graph/guard/testdata/tiny"
	"thidua/internal/errs"
)

// FuzzDocument: whatever the text is, the guard answers in time linear in it, with a code of its table, and what it lets
// pass neither hangs nor breaks validation and pricing.
func FuzzDocument(f *testing.F) {
	for _, seed := range []string{
		typicalQuery, nested, `{a:echo @skip(if:true)}`, `{...f} fragment f on Query {...f}`, `query($v:[[Int!]]={a:[1]}){echo}`,
		`{echo(text:"""\""" """)}`, "\ufeff{echo}", `{__schema{types{...on __Type{name}}}}`, `{blocs(first:1e3,last:-0){nodes{id}}}`,
		`subscription{changes} mutation{rename(name:"\u{1F600}")}`, `{nodes(ids:[[$a]]){id}}`,
	} {
		f.Add(seed)
	}
	limits := guard.DefaultLimits()
	schema := tiny.Schema().Schema()
	known := map[errs.Code]bool{errs.Invalid: true}
	for _, rule := range guard.Rules() {
		known[rule.Code] = true
	}
	f.Fuzz(func(t *testing.T, query string) {
		start := time.Now()
		d, err := limits.Document(query)
		if err == nil {
			if list := validator.ValidateWithRules(schema, d.AST, nil); len(list) > 0 {
				return
			}
			_, err = limits.Price(d.AST.Operations[0], nil)
		}
		if err != nil && !known[errs.CodeOf(err)] {
			t.Errorf("error %v", err)
		}
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

// FuzzRequest: what the strict reader accepts, the standard library reads as the same request.
func FuzzRequest(f *testing.F) {
	for _, seed := range []string{
		`{"query":"{a}","variables":{"a":[1,2.5,"x",null,true,{"b":{}}]}}`, `[{}]`, `{"query":"a","query":"b"}`, `{"query":"\ud800"}`, `{"query":1e999}`,
	} {
		f.Add([]byte(seed))
	}
	limits := guard.DefaultLimits()
	f.Fuzz(func(t *testing.T, body []byte) {
		got, err := limits.Request(body)
		if err != nil {
			if errs.As(err) == nil {
				t.Errorf("error %v is not for clients", err)
			}
			return
		}
		var want struct {
			Query         string         `json:"query"`
			OperationName string         `json:"operationName"`
			Variables     map[string]any `json:"variables"`
		}
		if err := json.Unmarshal(body, &want); err != nil {
			t.Fatalf("accepted what is not JSON: %v", err)
		}
		if got.Query != want.Query || got.OperationName != want.OperationName || len(got.Variables) != len(want.Variables) {
			t.Errorf("got %+v, want %+v", got, want)
		}
	})
}

// typicalQuery is a kilobyte as a frontend sends it.
const typicalQuery = `query BlocPage($first: Int = 20, $units: Int = 10) {
  blocs(first: $first) {
    totalCount
    nodes {
      ...BlocCard
      marks { text }
      units(first: $units) {
        nodes {
          id
          bloc { id name }
          awards(first: 5) { nodes { ...AwardLine } }
        }
      }
    }
  }
  featured: nodes(ids: ["blc_01J8ZQ4N5Y6X7W8V9T0S1R2Q3P", "blc_01J8ZQ4N5Y6X7W8V9T0S1R2Q3A"]) {
    ...BlocCard
    aliases { text }
    units(first: 3) {
      nodes {
        id
        awards(first: 2) { nodes { ...AwardLine } }
      }
    }
  }
  echo(text: "Phong trào thi đua yêu nước của các khối và cụm thi đua", object: { list: [1, 2, 3], in: { list: [4] } })
}

# What a card of the list shows.
fragment BlocCard on Bloc {
  __typename
  id
  name
  marks { __typename text }
}

# One line below a unit.
fragment AwardLine on Award {
  __typename
  a
  b
  c
  d
}
`

// BenchmarkGuard measures each step of the guard on a typical query of a kilobyte.
func BenchmarkGuard(b *testing.B) {
	limits := guard.DefaultLimits()
	quoted, err := json.Marshal(typicalQuery)
	if err != nil {
		b.Fatal(err)
	}
	body := []byte(`{"query":` + string(quoted) + `,"variables":{"first":20,"units":10}}`)
	document := validated(b, limits, typicalQuery)
	b.Run("request", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := limits.Request(body); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("document", func(b *testing.B) { // parsing included; a document that was seen before skips this
		b.ReportAllocs()
		for b.Loop() {
			if _, err := limits.Document(typicalQuery); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("price", func(b *testing.B) {
		b.ReportAllocs()
		variables := map[string]any{"first": int64(20), "units": int64(10)}
		for b.Loop() {
			if _, err := limits.Price(document.AST.Operations[0], variables); err != nil {
				b.Fatal(err)
			}
		}
	})
}
