package bench_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
)

// BenchmarkSearch searches THIDUA_BENCH_ARTICLES articles on the embedded store, and up to 10,000 on MongoDB where MONGODB_TEST_URI
// names a server, without sockets and one request after the other, by kinds of queries of which each is another one every time, and
// reads articles by their slugs to compare with. store-us/op is how long the store took of each.
func BenchmarkSearch(b *testing.B) {
	onEachStore(b, forgetful, searches)
}

// stopwatch is a store that notes how long its reads took, for one request after the other.
type stopwatch struct {
	store.Store
	took time.Duration
}

// Get notes its time.
func (s *stopwatch) Get(ctx context.Context, schema *store.Schema, ids []string, read store.Read) ([]bson.Raw, error) {
	defer s.since(time.Now())
	return s.Store.Get(ctx, schema, ids, read)
}

// Find notes its time.
func (s *stopwatch) Find(ctx context.Context, schema *store.Schema, q store.Query) ([]bson.Raw, error) {
	defer s.since(time.Now())
	return s.Store.Find(ctx, schema, q)
}

// FindRanked notes its time.
func (s *stopwatch) FindRanked(ctx context.Context, schema *store.Schema, r store.Ranked) ([]store.Hit, error) {
	defer s.since(time.Now())
	return s.Store.FindRanked(ctx, schema, r)
}

func (s *stopwatch) since(began time.Time) { s.took += time.Since(began) }

func searches(b *testing.B, s store.Store, n int) {
	b.Helper()
	watch := &stopwatch{Store: s}
	h := newHouse(b, watch, moving())
	words := newCorpus().words
	for _, kind := range []struct {
		name string
		body func(r *rand.Rand) string
	}{
		{"slug", func(r *rand.Rand) string {
			return `{ article(slug: "` + articleSlug(r.IntN(n)) + `") { title summary text publishedAt } }`
		}},
		{"one-common-word", func(r *rand.Rand) string { return searching(words[r.IntN(8)]) }},
		{"two-common-words", func(r *rand.Rand) string { return searching(words[r.IntN(40)] + " " + words[r.IntN(40)]) }},
		{"two-words", func(r *rand.Rand) string { return searching(words[r.IntN(2000)] + " " + words[r.IntN(2000)]) }},
		{"two-rare-words", func(r *rand.Rand) string {
			return searching(words[2000+r.IntN(2000)] + " " + words[2000+r.IntN(2000)])
		}},
		{"four-common-words", func(r *rand.Rand) string {
			return searching(words[r.IntN(20)] + " " + words[r.IntN(20)] + " " + words[r.IntN(20)] + " " + words[r.IntN(20)])
		}},
		{"rare-phrase", func(*rand.Rand) string { return searching(rarePhrase) }},
		{"number", func(r *rand.Rand) string { return searching(fmt.Sprintf("khối thi đua số %d", 1+r.IntN(n))) }},
		{"prefix-of-two-letters", func(r *rand.Rand) string { return searching([]string{"th", "ph", "ng", "tr", "kh"}[r.IntN(5)]) }},
		{"prefix-of-one-letter", func(r *rand.Rand) string { return searching("thi " + []string{"t", "đ", "k"}[r.IntN(3)]) }},
		{"nothing", func(r *rand.Rand) string { return searching("xyzw " + words[r.IntN(40)]) }},
	} {
		b.Run(kind.name, func(b *testing.B) {
			r := rand.New(rand.NewPCG(7, 8))
			took := make([]time.Duration, 0, 1000)
			watch.took = 0
			start := processorTime()
			for b.Loop() {
				body := workload{query: kind.body(r)}.text()
				began := time.Now()
				w := &sink{header: http.Header{}}
				h.handler.ServeHTTP(w, newRequest(b.Context(), body))
				took = append(took, time.Since(began))
			}
			b.ReportMetric(float64((processorTime()-start).Nanoseconds())/float64(b.N), "cpu-ns/op")
			b.ReportMetric(float64(watch.took.Microseconds())/float64(b.N), "store-us/op")
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-us")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-us")
		})
	}
}
