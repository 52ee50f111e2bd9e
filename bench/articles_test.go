package bench_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/access"
	"thidua/internal/newsroom"
	"thidua/internal/search"
	"thidua/internal/store"
)

// asked is a store that notes the queries it is asked.
type asked struct {
	store.Store
	queries []store.Query
}

// Find notes the query.
func (a *asked) Find(ctx context.Context, s *store.Schema, q store.Query) ([]bson.Raw, error) {
	a.queries = append(a.queries, q)
	return a.Store.Find(ctx, s, q)
}

// articleSchema is the collection that the articles are in.
func articleSchema() *store.Schema {
	schemas := newsroom.Schemas()
	return schemas[slices.IndexFunc(schemas, func(s *store.Schema) bool { return s.Name == "articles" })]
}

// TestReadsOfArticlesDoNotGrow proves by the plans of the embedded database that the latest articles and one by its slug
// are found by steps in an index: the number of rows read does not depend on how many articles there are.
func TestReadsOfArticlesDoNotGrow(t *testing.T) {
	t.Parallel()
	s := &asked{Store: openSQLite(t, t.TempDir())}
	fill(t, s)
	h := newHouse(t, s, now)
	for _, w := range workloads()[:2] {
		s.queries = nil
		answer(t, h.handler, w.body(t))
		if len(s.queries) != 1 {
			t.Fatalf("%s: %d queries for articles, want 1", w.name, len(s.queries))
		}
		plan, err := s.Explain(t.Context(), articleSchema(), s.queries[0])
		if err != nil {
			t.Fatal(err)
		}
		if plan.FullScan || plan.Sorts {
			t.Errorf("%s: full scan %t, sorts %t: %s", w.name, plan.FullScan, plan.Sorts, plan.Text)
		}
	}
}

// articles is how many articles the served benchmarks have: THIDUA_BENCH_ARTICLES, or 10,000.
func articles(tb testing.TB) int {
	tb.Helper()
	text := os.Getenv("THIDUA_BENCH_ARTICLES")
	if text == "" {
		return 10_000
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		tb.Fatalf("THIDUA_BENCH_ARTICLES: %v", err)
	}
	return n
}

// library opens the embedded store with n articles and their search index; findings are those of [openFile]. THIDUA_BENCH_DATA names a directory to keep
// them in for the next time, such as for a million, which take a while to load; what is there already is not made again.
func library(tb testing.TB, n int, findings int64) store.Store {
	tb.Helper()
	dir := os.Getenv("THIDUA_BENCH_DATA")
	if dir == "" {
		dir = tb.TempDir()
	}
	s := closing(tb, openFile(tb, dir, findings))
	began := time.Now()
	switch there, err := s.Count(tb.Context(), articleSchema(), nil); {
	case err != nil:
		tb.Fatal(err)
	case there == 0:
		fillWith(tb, s, n)
		tb.Logf("%d articles loaded in %v", n, time.Since(began).Round(time.Second))
	case there != int64(n):
		tb.Fatalf("%s holds %d articles, not %d", dir, there, n)
	}
	began = time.Now()
	indexed(tb, s)
	size := int64(0)
	if info, err := os.Stat(filepath.Join(dir, "thidua.db")); err == nil {
		size = info.Size()
	}
	tb.Logf("search index of %d articles complete after %v; the file has %d MB", n, time.Since(began).Round(time.Second), size>>20)
	return s
}

// indexed makes the search index complete.
func indexed(tb testing.TB, s store.Store) {
	tb.Helper()
	if err := newHouse(tb, s, now).index.CatchUp(tb.Context()); err != nil {
		tb.Fatal(err)
	}
}

// TestLibrary loads what the served benchmarks measure with: where THIDUA_BENCH_DATA names a directory to keep it in, all of it, since a
// million articles take longer than a benchmark should; else a few. Each is there, and the search finds them.
func TestLibrary(t *testing.T) {
	n := 50
	if os.Getenv("THIDUA_BENCH_DATA") != "" {
		n = articles(t)
	}
	s := library(t, n, 0)
	if there, err := s.Count(t.Context(), articleSchema(), nil); err != nil || there != int64(n) {
		t.Errorf("%d articles of %d, %v", there, n, err)
	}
	found, err := newHouse(t, s, now).index.Find(t.Context(), access.Anonymous(), "thi đua", search.Filter{}, store.Page{Limit: 1})
	if err != nil || len(found.Hits) == 0 {
		t.Errorf("the search finds nothing: %v", err)
	}
}
