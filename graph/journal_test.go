package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"thidua/internal/custom"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/store"
)

// Ensure that the journal of every kind of document is found by its ID.
func TestEveryDocumentHasAJournal(t *testing.T) {
	t.Parallel()
	s := openSQLite(t)
	server := newExampleServer(t, s)
	p := newPlayer(server)
	p.signIn(t, []string{"admin", "ADMINISTRATOR"})
	p.ask(t, "admin", `mutation { customFieldCreate(input: {noun: ARTICLE, key: "diem", kind: NUMBER, label: "Điểm"}) { userErrors { code } } }`)
	if err := server.journal.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, schema := range slices.Concat(newsroom.Schemas(), register.Schemas(), custom.Schemas()) {
		docs, err := s.Find(t.Context(), schema, store.Query{Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		for _, doc := range docs {
			id := doc.Lookup(store.IDField).StringValue()
			answer, _ := p.ask(t, "admin", fmt.Sprintf(`{ journal(of: {document: %q}) { nodes { documentId } } }`, id))
			if !strings.Contains(string(answer), fmt.Sprintf(`{"documentId":%q}`, id)) {
				t.Errorf("%s: %s", schema.Name, answer)
			}
		}
	}
}
