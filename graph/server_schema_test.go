package graph_test

import (
	"log/slog"
	"net/http"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/validator"

	"thidua/graph"
	"thidua/graph/gen"
	"thidua/graph/guard"
)

// The requests below are what the limits are made for; they run against the real schema, without its data.

// introspectionQuery is what GraphiQL and code generators send.
const introspectionQuery = `query IntrospectionQuery { __schema { description
  queryType { name kind } mutationType { name kind } subscriptionType { name kind }
  types { ...FullType }
  directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } } } }
fragment FullType on __Type { kind name description specifiedByURL isOneOf
  fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason }
  inputFields(includeDeprecated: true) { ...InputValue } interfaces { ...TypeRef }
  enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } possibleTypes { ...TypeRef } }
fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated deprecationReason }
fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
  ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } } }`

// nestedQuery is the nested listing.
const nestedQuery = `{ blocs(first: 20) { nodes { units(first: 10) { nodes { awards(first: 5) { nodes { id version year isImported } } } } } } }`

// bodiesQuery is a page of articles with all of their bodies as typed blocks.
const bodiesQuery = `{ articles(first: 20) { nodes { id title body {
  ... on ParagraphBlock { content { ...T } } ... on HeadingBlock { level content { ...T } }
  ... on ListBlock { isOrdered start items { content { ...T } } } ... on QuoteBlock { content { ...T } source }
  ... on ImageBlock { caption media { id } } ... on TableBlock { hasHeader rows { cells { content { ...T } } } }
  ... on DividerBlock { isDivider } } } } }
fragment T on Inline { text marks href }`

func TestStandardIntrospectionPasses(t *testing.T) {
	t.Parallel()
	server, err := graph.NewServer(graph.Config{
		Schema:        gen.NewExecutableSchema(gen.Config{Resolvers: &graph.Resolver{}}),
		Logger:        slog.New(slog.DiscardHandler),
		Now:           time.Now,
		Introspection: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := post(t, server, envelope(introspectionQuery)); got.Status != http.StatusOK || len(got.Errors) > 0 {
		t.Errorf("status %d, errors %v", got.Status, got.Errors)
	}
}

func TestPricesOfTypicalRequests(t *testing.T) {
	t.Parallel()
	limits := guard.DefaultLimits()
	schema := gen.NewExecutableSchema(gen.Config{Resolvers: &graph.Resolver{}}).Schema()
	for name, tt := range map[string]struct {
		query   string
		atMost  int // a third of the limit is comfortable
		atLeast int
	}{
		"the nested listing":                   {query: nestedQuery, atLeast: 5_000, atMost: limits.Cost / 3},
		"a page of articles with their bodies": {query: bodiesQuery, atLeast: 5_000, atMost: limits.Cost / 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, err := limits.Document(tt.query)
			if err != nil {
				t.Fatal(err)
			}
			if list := validator.ValidateWithRules(schema, d.AST, nil); len(list) > 0 {
				t.Fatal(list)
			}
			if price, err := limits.Price(d.AST.Operations[0], nil); err != nil || price < tt.atLeast || price > tt.atMost {
				t.Errorf("price %d, error %v; want %d to %d", price, err, tt.atLeast, tt.atMost)
			}
		})
	}
}
