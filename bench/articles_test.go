package bench_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/newsroom"
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

// BenchmarkArticles reads the latest 20 articles and single ones by their slugs, each time another, among
// THIDUA_BENCH_ARTICLES articles: 10,000 if it is not set. THIDUA_BENCH_DATA names a directory to keep them in for the
// next time, such as for a million, which take minutes to load.
func BenchmarkArticles(b *testing.B) {
	n := 10_000
	if text := os.Getenv("THIDUA_BENCH_ARTICLES"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil {
			b.Fatalf("THIDUA_BENCH_ARTICLES: %v", err)
		}
	}
	dir := os.Getenv("THIDUA_BENCH_DATA")
	if dir == "" {
		dir = b.TempDir()
	}
	if _, err := os.Stat(filepath.Join(dir, "thidua.db")); err != nil {
		loadSample(b, dir, n)
	}
	s := openSQLite(b, dir)
	if saved, err := s.Count(b.Context(), articleSchema(), nil); err != nil || saved != int64(n) {
		b.Fatalf("%s holds %d articles, not %d (%v)", dir, saved, n, err)
	}
	h := newHouse(b, s, time.Now)
	latest := workload{query: `{ articles(first: 20) { nodes { id title slug kind summary byline publishedAt } pageInfo { hasNextPage } } }`}
	b.Run("latest", func(b *testing.B) { measure(b, h.handler, latest.body(b)) })
	bodies := articleBodies(b, h)
	b.Run("bySlug", func(b *testing.B) { measure(b, h.handler, bodies...) })
}

// articleBodies returns requests for 100 articles by their slugs.
func articleBodies(b *testing.B, h *house) []string {
	b.Helper()
	response, _ := answer(b, h.handler, workload{query: `{ articles(first: 100) { nodes { slug } } }`}.body(b))
	var list struct {
		Data struct {
			Articles struct{ Nodes []struct{ Slug string } }
		}
	}
	if err := json.Unmarshal(response, &list); err != nil {
		b.Fatal(err)
	}
	var bodies []string
	for _, a := range list.Data.Articles.Nodes {
		body, err := json.Marshal(map[string]any{
			"query":     `query($slug: String!) { article(slug: $slug) { title summary text publishedAt } }`,
			"variables": map[string]string{"slug": a.Slug},
		})
		if err != nil {
			b.Fatal(err)
		}
		bodies = append(bodies, string(body))
	}
	return bodies
}
