package graph_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"thidua/graph/gen"
	"thidua/internal/access"
	"thidua/internal/custom"
	"thidua/internal/intake"
	"thidua/internal/newsroom"
	"thidua/internal/partner"
	"thidua/internal/persisted"
	"thidua/internal/register"
	"thidua/internal/richtext"
	"thidua/internal/store"
	"thidua/internal/webhook"
)

// TestSchemaIsWrittenByItsRules checks the schema that the server has.
func TestSchemaIsWrittenByItsRules(t *testing.T) {
	t.Parallel()
	for _, finding := range lint(gen.NewExecutableSchema(gen.Config{}).Schema()) {
		t.Error(finding)
	}
}

// lint returns what a schema has against the rules of this project, sorted:
//
//   - every type, field, argument, input field and enum value is described, in a first sentence that says more than its
//     name; a field that an interface of its type describes need not say it again;
//   - a type named …Connection has edges, nodes, pageInfo and totalCount, and one named …Edge has node and cursor;
//   - lists have no null elements, except Query.nodes, whose places stand for the IDs asked for;
//   - an object type with an id is a Node.
func lint(schema *ast.Schema) []string {
	l := linter{schema: schema}
	for _, t := range schema.Types {
		if t.BuiltIn || strings.HasPrefix(t.Name, "__") {
			continue
		}
		l.described(t.Name, t.Name, t.Description)
		for _, f := range t.Fields {
			if !strings.HasPrefix(f.Name, "__") {
				l.field(t, f)
			}
		}
		for _, v := range t.EnumValues {
			l.described(t.Name+"."+v.Name, v.Name, v.Description)
		}
		switch {
		case t.Kind != ast.Object:
		case strings.HasSuffix(t.Name, "Connection"):
			l.has(t, "edges", "nodes", "pageInfo", "totalCount")
		case strings.HasSuffix(t.Name, "Edge"):
			l.has(t, "node", "cursor")
		case t.Fields.ForName("id") != nil && !slices.Contains(t.Interfaces, "Node"):
			l.report("%s has an id and is no Node", t.Name)
		}
	}
	slices.Sort(l.findings)
	return l.findings
}

// linter collects what [lint] finds.
type linter struct {
	schema   *ast.Schema
	findings []string
}

func (l *linter) report(format string, args ...any) {
	l.findings = append(l.findings, fmt.Sprintf(format, args...))
}

// field checks a field of an object, an interface or an input.
func (l *linter) field(t *ast.Definition, f *ast.FieldDefinition) {
	place := t.Name + "." + f.Name
	inherited := slices.ContainsFunc(t.Interfaces, func(name string) bool {
		i := l.schema.Types[name]
		return i != nil && i.Fields.ForName(f.Name) != nil
	})
	if f.Description != "" || !inherited {
		l.described(place, f.Name, f.Description)
	}
	l.elements(place, f.Type)
	for _, a := range f.Arguments {
		l.described(place+"("+a.Name+":)", a.Name, a.Description)
		l.elements(place+"("+a.Name+":)", a.Type)
	}
}

// described checks one description.
func (l *linter) described(place, name, description string) {
	sentence, _, _ := strings.Cut(strings.TrimSpace(description), ".")
	switch {
	case sentence == "":
		l.report("%s has no description", place)
	case letters(sentence) == letters(name):
		l.report("%s is described by its name alone", place)
	}
}

// letters returns what is left of a text without case, spaces, marks and a leading article.
func letters(text string) string {
	text = strings.ToLower(strings.TrimSpace(text))
	for _, article := range []string{"the ", "a ", "an "} {
		text = strings.TrimPrefix(text, article)
	}
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
}

// elements checks that a list has no null elements.
func (l *linter) elements(place string, t *ast.Type) {
	for ; t.Elem != nil; t = t.Elem {
		if !t.Elem.NonNull && place != "Query.nodes" {
			l.report("%s is a list whose elements may be null", place)
		}
	}
}

func (l *linter) has(t *ast.Definition, names ...string) {
	for _, name := range names {
		if t.Fields.ForName(name) == nil {
			l.report("%s has no %s", t.Name, name)
		}
	}
}

func TestLintFinds(t *testing.T) {
	t.Parallel()
	const frame = `
"What is read." type Query { "Several things." nodes("Their IDs." ids: [ID!]!): [Node]! }
"What has an ID." interface Node { "The global one." id: ID! }
`
	tests := []struct {
		name, schema string
		want         []string
	}{
		{"nothing in a schema that keeps to them", `"A body." type Unit implements Node { id: ID! }`, nil},
		{"a type without a description", `type Unit { "Its title." name: String }`, []string{"Unit has no description"}},
		{"a field without a description", `"A body." type Unit { name: String }`, []string{"Unit.name has no description"}},
		{"a description of spaces", `"A body." type Unit { "  " name: String }`, []string{"Unit.name has no description"}},
		{"a description that is the name", `"A body." type Unit { "The official name. Long." officialName: String }`, []string{"Unit.officialName is described by its name alone"}},
		{"an argument without a description", `"A body." type Unit { "Its title." name(asOf: Int): String }`, []string{"Unit.name(asOf:) has no description"}},
		{"an input field without a description", `"Conditions." input UnitFilter { parent: ID }`, []string{"UnitFilter.parent has no description"}},
		{"an enum value without a description", `"Levels." enum Level { "The whole country." STATE COMMUNE }`, []string{"Level.COMMUNE has no description"}},
		{"a scalar without a description", `scalar Day`, []string{"Day has no description"}},
		{"a list with null elements", `"A body." type Unit { "Its spellings." aliases: [String]! }`, []string{"Unit.aliases is a list whose elements may be null"}},
		{"a list of lists with null elements", `"A body." type Unit { "Its spellings." aliases: [[String]!]! }`, []string{"Unit.aliases is a list whose elements may be null"}},
		{"an argument list with null elements", `"A body." type Unit { "Its title." name(" Days." on: [Int]): String }`, []string{"Unit.name(on:) is a list whose elements may be null"}},
		{"an object with an ID that is no Node", `"A body." type Unit { "Its own ID." id: ID! }`, []string{"Unit has an id and is no Node"}},
		{
			"a connection that is not whole", `"Some." type UnitConnection { "The units." nodes: [Int!]! }`,
			[]string{"UnitConnection has no edges", "UnitConnection has no pageInfo", "UnitConnection has no totalCount"},
		},
		{"an edge that is not whole", `"One." type UnitEdge { "The unit." node: Int! }`, []string{"UnitEdge has no cursor"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			schema, err := gqlparser.LoadSchema(&ast.Source{Name: "test", Input: frame + tt.schema})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, lint(schema)); diff != "" {
				t.Errorf("findings differ (-want +got):\n%s", diff)
			}
		})
	}
}

// TestEveryNodeIsFoundByItsID takes an ID out of every collection and asks for all of them as nodes: every type of node
// must come back to an administrator. The example content has no person, no picture, no account, no article that was
// withdrawn and no preview, so they are added.
func TestEveryNodeIsFoundByItsID(t *testing.T) {
	t.Parallel()
	s := openSQLite(t)
	server := newExampleServer(t, s)
	keys := store.NewIDs()
	person := register.NewPerson{FullName: "Người mẫu", Public: true}
	if _, err := register.New(s, today, keys).CreatePerson(t.Context(), access.System(), person); err != nil {
		t.Fatal(err)
	}
	schemas := slices.Concat(newsroom.Schemas(), register.Schemas(), access.Schemas(), custom.Schemas(), persisted.Schemas(), webhook.Schemas(), partner.Schemas())
	isMedia := func(schema *store.Schema) bool { return schema.Name == "media" }
	pictures := store.Collection[newsroom.Media]{
		Schema: schemas[slices.IndexFunc(schemas, isMedia)], Store: s, Prefix: "med", Now: today, IDs: keys,
	}
	picture := &newsroom.Media{FileName: "anh.jpg", MimeType: "image/jpeg"}
	if err := pictures.Insert(t.Context(), picture, store.Act{Actor: access.SystemActor, Action: "media.create"}); err != nil {
		t.Fatal(err)
	}
	imports := store.Collection[intake.Import]{Schema: intake.Schemas()[0], Store: s, Prefix: "imp", Now: today, IDs: keys}
	list := &intake.Import{Kind: intake.Awards, State: intake.Rehearsed, AuthorID: access.SystemActor, ExpiresAt: today().Add(time.Hour)}
	if err := imports.Insert(t.Context(), list, store.Act{Actor: access.SystemActor, Action: "import.rehearse"}); err != nil {
		t.Fatal(err)
	}
	schemas = append(schemas, imports.Schema)
	p := newPlayer(server)
	p.signIn(t, []string{"admin", "ADMINISTRATOR"})
	p.ask(t, "admin", `mutation { customFieldCreate(input: {noun: ARTICLE, key: "diem", kind: NUMBER, label: "Điểm"}) { userErrors { code } } }`)
	p.ask(t, "admin", `mutation { documentSave(input: {text: "{ service { name } }"}) { userErrors { code } } }`)
	p.ask(t, "admin", `mutation { tokenCreate(input: {name: "Báo", role: READER}) { userErrors { code } } }`)
	p.ask(t, "admin", `mutation { webhookCreate(input: {url: "https://baochi.example.vn/"}) { userErrors { code } } }`)
	p.ask(t, "admin", `mutation { partnerCreate(input: {name: "Báo", origins: ["https://baochi.example.vn"]}) { userErrors { code } } }`)
	hooks, err := server.hooks.List(t.Context(), access.System(), store.Page{Limit: 1})
	if err != nil || len(hooks) != 1 {
		t.Fatal(hooks, err)
	}
	sent, err := server.hooks.Test(t.Context(), access.System(), hooks[0].ID)
	if err != nil {
		t.Fatal(err)
	}

	ids := []string{withdrawn(t, server.desk), sent.ID}
	shared := store.Revision{ID: strings.Replace(ids[0], "art_", "drf_", 1), Version: 1}
	if _, _, err := server.desk.CreatePreview(t.Context(), access.System(), shared, 1); err != nil {
		t.Fatal(err)
	}
	for _, schema := range schemas {
		if schema.Unjournaled { // to sign in: they are nobody's to read
			continue
		}
		docs, err := s.Find(t.Context(), schema, store.Query{Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		for _, doc := range docs {
			ids = append(ids, doc.Lookup(store.IDField).StringValue())
		}
	}
	body, err := json.Marshal(map[string]any{
		"query": "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", "variables": map[string]any{"ids": ids},
	})
	if err != nil {
		t.Fatal(err)
	}
	w, _ := server.send(t, body, p.cookies["admin"])
	response := w.Body.Bytes()
	var answer struct {
		Data struct {
			Nodes []struct {
				Typename string `json:"__typename"`
				ID       string
			}
		}
	}
	if err := json.Unmarshal(response, &answer); err != nil || len(answer.Data.Nodes) != len(ids) {
		t.Fatalf("%d nodes for %d IDs, %v: %s", len(answer.Data.Nodes), len(ids), err, response)
	}
	found := map[string]string{}
	for i, n := range answer.Data.Nodes {
		if n.ID != ids[i] {
			t.Errorf("%s is the node %q", ids[i], n.ID)
		}
		found[n.Typename] = n.ID
	}
	schema := gen.NewExecutableSchema(gen.Config{}).Schema()
	for _, object := range schema.GetPossibleTypes(schema.Types["Node"]) {
		if found[object.Name] == "" {
			t.Errorf("no node of the type %s was found", object.Name)
		}
	}
}

// withdrawn publishes an article, takes it off the site, and returns its ID.
func withdrawn(t *testing.T, desk *newsroom.Desk) string {
	t.Helper()
	d, err := desk.CreateDraft(t.Context(), access.System(), newsroom.Content{
		Title: "Bài sẽ gỡ", Body: richtext.Body{&richtext.Paragraph{Content: []richtext.Inline{{Text: "Tin."}}}},
	}, "")
	for _, step := range []takeStep{desk.Submit, desk.Approve, desk.Publish, desk.Unpublish} {
		if err != nil {
			t.Fatal(err)
		}
		d, err = step(t.Context(), access.System(), newsroom.Ref{ID: d.ID, Version: d.Version}, "")
	}
	if err != nil {
		t.Fatal(err)
	}
	return d.ArticleID()
}

// takeStep is a step of the workflow that needs no more than a reason.
type takeStep = func(context.Context, access.Viewer, newsroom.Ref, string) (*newsroom.Draft, error)
