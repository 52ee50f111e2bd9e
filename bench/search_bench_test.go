package bench_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"testing"
	"time"
)

// BenchmarkSearch searches THIDUA_BENCH_ARTICLES articles on the embedded store, without sockets and one request after the other, by
// kinds of queries of which each is another one every time, and reads articles by their slugs to compare with.
func BenchmarkSearch(b *testing.B) {
	n := articles(b)
	h := newHouse(b, library(b, n, forgetful), moving())
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
		b.Run(fmt.Sprintf("%d/%s", n, kind.name), func(b *testing.B) {
			r := rand.New(rand.NewPCG(7, 8))
			took := make([]time.Duration, 0, 1000)
			start := processorTime()
			for b.Loop() {
				body := workload{query: kind.body(r)}.text()
				began := time.Now()
				w := &sink{header: http.Header{}}
				h.handler.ServeHTTP(w, newRequest(b.Context(), body))
				took = append(took, time.Since(began))
			}
			b.ReportMetric(float64((processorTime()-start).Nanoseconds())/float64(b.N), "cpu-ns/op")
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-us")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-us")
		})
	}
}
