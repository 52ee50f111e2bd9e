package graph

import (
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"thidua/graph/guard/testdata/tiny"
)

func TestDocumentsAreKeptWithinTheirBytes(t *testing.T) {
	t.Parallel()
	const limit = 64 << 10
	s, err := NewServer(Config{Schema: tiny.Schema(), Logger: slog.New(slog.DiscardHandler), Now: time.Now, DocumentCacheBytes: limit})
	if err != nil {
		t.Fatal(err)
	}
	document := func(query string) {
		t.Helper()
		if _, err := s.document(t.Context(), query, &graphql.Stats{}); err != nil {
			t.Fatal(err)
		}
	}
	document("{ echo }")
	if _, kept := s.documents.GetIfPresent("{ echo }"); !kept {
		t.Error("a valid document was not kept")
	}
	if _, err := s.document(t.Context(), "{ x }", &graphql.Stats{}); err == nil {
		t.Error("an invalid document passed")
	}
	if _, kept := s.documents.GetIfPresent("{ x }"); kept {
		t.Error("an invalid document was kept")
	}
	for i := range 1_000 {
		document(fmt.Sprintf("{ a%d: echo }", i))
	}
	s.documents.CleanUp()
	if size := s.documents.WeightedSize(); size == 0 || size > limit {
		t.Errorf("%d bytes are kept, want at most %d", size, limit)
	}
}
