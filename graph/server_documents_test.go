package graph

import (
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"thidua/graph/guard"
	"thidua/graph/guard/testdata/tiny"
)

func TestDocumentsAreKeptWithinTheirBytes(t *testing.T) {
	t.Parallel()
	const limit = 64 << 10
	s, err := NewServer(Config{Schema: tiny.Schema(), Logger: slog.New(slog.DiscardHandler), Now: time.Now, DocumentCacheBytes: limit})
	if err != nil {
		t.Fatal(err)
	}
	prepare := func(query string) error {
		_, err := s.operation(t.Context(), guard.Request{Query: query}, nil, func(*ast.OperationDefinition) error { return nil })
		return err
	}
	document := func(query string) {
		t.Helper()
		if err := prepare(query); err != nil {
			t.Fatal(err)
		}
	}
	document("{ echo }")
	if _, kept := s.documents.GetIfPresent("{ echo }"); !kept {
		t.Error("a valid document was not kept")
	}
	if prepare("{ x }") == nil {
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
