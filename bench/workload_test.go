package bench_test

import (
	"encoding/json"
	"testing"
)

// workload is a request that is measured, and how many store calls it may make.
type workload struct {
	name  string
	query string
	calls int64
}

// workloads returns the fixed requests, which both thidua and stock gqlgen answer.
func workloads() []workload {
	const awards = `awards(first: 5) { nodes { typeName year state recipientName } }`
	return []workload{
		{
			name: "latest", calls: 1,
			query: `{ articles(first: 20) { nodes { id title slug kind summary byline publishedAt } pageInfo { hasNextPage } } }`,
		},
		{
			name: "article", calls: 5,
			query: `{ article(slug: "` + articleSlug(7) + `") { title summary publishedAt blocs { name units(first: 10) { nodes { officialName ` + awards + ` } } } } }`,
		},
		{
			name: "nested", calls: 4,
			query: `{ blocs(first: 20) { nodes { name units(first: 10) { nodes { officialName ` + awards + ` } } } } }`,
		},
	}
}

// body is the request as a client sends it.
func (w workload) body(tb testing.TB) string {
	tb.Helper()
	text, err := json.Marshal(map[string]string{"query": w.query})
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}
