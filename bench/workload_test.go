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
	// searches says that it needs the search index.
	searches bool
}

// workloads returns the fixed requests, which both thidua and stock gqlgen answer.
func workloads() []workload {
	return []workload{
		{
			name: "latest", calls: 1,
			query: `{ articles(first: 20) { nodes { id title slug kind summary byline publishedAt } pageInfo { hasNextPage } } }`,
		},
		{
			name: "article", calls: 5,
			query: ofArticle(7),
		},
		{
			name: "nested", calls: 4,
			query: `{ blocs(first: 20) { nodes { name units(first: 10) { nodes { officialName ` + awards + ` } } } } }`,
		},
		{name: "search", calls: 2, searches: true, query: searching(searched()[0])},
		{name: "phrase", calls: 2, searches: true, query: searching(searched()[1])},
	}
}

// awards are those of a unit.
const awards = `awards(first: 5) { nodes { typeName year state recipientName } }`

// ofArticle asks for the i-th article with its bloc, 10 units and 5 awards of each.
func ofArticle(i int) string {
	return `{ article(slug: "` + articleSlug(i) + `") { title summary publishedAt blocs { name units(first: 10) { nodes { officialName ` + awards + ` } } } } }`
}

// searched are the texts that are searched for: two words of titles, and a phrase that is rare.
func searched() []string { return []string{"tổng kết phong trào", rarePhrase} }

func searching(text string) string {
	return `{ search(text: "` + text + `", first: 20) { nodes { node { id ... on Article { title slug summary publishedAt } } } pageInfo { hasNextPage } } }`
}

// body is the request as a client sends it.
func (w workload) body(tb testing.TB) string {
	tb.Helper()
	return w.text()
}

// text is the request as a client sends it. Strings always are JSON.
func (w workload) text() string {
	text, _ := json.Marshal(map[string]string{"query": w.query})
	return string(text)
}
