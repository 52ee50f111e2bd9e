package search_test

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	_ "modernc.org/sqlite" // the driver of the baseline

	"thidua/internal/access"
	"thidua/internal/newsroom"
	"thidua/internal/richtext"
	"thidua/internal/search"
	"thidua/internal/store"
	"thidua/internal/store/mongostore/mongotest"
)

// judged is the content of testdata/quality.txt.
type judged struct {
	articles []newsroom.Content
	queries  []judgement
}

// judgement is a query and how well articles answer it: 1 to 3, by slug.
type judgement struct {
	family, text string
	grades       map[string]int
}

func readJudged(t *testing.T) judged {
	t.Helper()
	data, err := os.ReadFile("testdata/quality.txt")
	if err != nil {
		t.Fatal(err)
	}
	var j judged
	part := ""
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		fields := strings.Split(line, " | ")
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			part = line
		case part == "[articles]" && len(fields) == 4:
			j.articles = append(j.articles, article(fields[0], fields[1], fields[2], fields[3]))
		case part == "[queries]" && len(fields) == 3:
			q := judgement{family: fields[0], text: fields[1], grades: map[string]int{}}
			for _, grade := range strings.Fields(fields[2]) {
				slug, n, _ := strings.Cut(grade, ":")
				if q.grades[slug], err = strconv.Atoi(n); err != nil {
					t.Fatal(err)
				}
			}
			j.queries = append(j.queries, q)
		default:
			t.Fatalf("testdata/quality.txt: %q", line)
		}
	}
	return j
}

func article(slug, title, summary, body string) newsroom.Content {
	return newsroom.Content{
		Slug: slug, Title: title, Summary: summary,
		Body: richtext.Body{&richtext.Paragraph{Content: []richtext.Inline{{Text: body}}}},
	}
}

// others generates articles that have the same words in other places: each sentence is put together from pieces of the
// judged ones' words, so that every word of a query stands in many of them.
func (j judged) others(n int) []newsroom.Content {
	r := rand.New(rand.NewPCG(25, 150)) // the same each time
	var words []string
	for _, a := range j.articles {
		for _, w := range strings.Fields(a.Title + " " + a.Summary + " " + a.Body.Text()) {
			if w = strings.Trim(w, ".,:"); !strings.ContainsAny(w, "0123456789/") && w != strings.ToUpper(w) { // numbers and abbreviations tell articles apart
				words = append(words, w)
			}
		}
	}
	sentence := func(length int) string {
		picked := make([]string, length)
		for i := range picked {
			picked[i] = strings.ToLower(words[r.IntN(len(words))])
		}
		return strings.Join(picked, " ") + "."
	}
	all := make([]newsroom.Content, n)
	for i := range all {
		all[i] = article(fmt.Sprintf("tin-khac-%d", i), "Tin "+sentence(6), sentence(10), sentence(40))
	}
	return all
}

// engine answers a query with slugs, the best first.
type engine struct {
	name string
	find func(ctx context.Context, text string) ([]string, error)
}

// TestQuality compares search with what the two databases offer by themselves, on judged queries among articles that have the
// same words. It prints a table, and fails if search is not ahead of both by the margin.
func TestQuality(t *testing.T) {
	t.Parallel()
	const (
		margin = 0.15 // of nDCG@10, over all queries
		least  = 0.90 // of success@1
	)
	j := readJudged(t)
	if len(j.queries) < 150 {
		t.Fatalf("%d queries", len(j.queries))
	}
	all := append(slices.Clone(j.articles), j.others(300)...)
	engines := []engine{ours(t, all), unicode61(t, all)}
	if mongotest.ServerURI() != "" {
		engines = append(engines, dollarText(t, all))
	}
	var table strings.Builder
	var ndcg, first []float64
	for _, e := range engines {
		byFamily, n, s := j.judge(t, e)
		ndcg, first = append(ndcg, n), append(first, s)
		fmt.Fprintf(&table, "%-24s nDCG@10 %.3f  success@1 %.3f  (%s)\n", e.name, n, s, byFamily)
	}
	t.Logf("%d queries, %d articles\n%s", len(j.queries), len(all), table.String())
	for i := 1; i < len(engines); i++ {
		if ndcg[0] < ndcg[i]+margin {
			t.Errorf("search is not ahead of %s: nDCG@10 %.3f and %.3f", engines[i].name, ndcg[0], ndcg[i])
		}
	}
	if first[0] < least {
		t.Errorf("success@1 is %.3f", first[0])
	}
}

// judge asks all queries, and returns nDCG@10 of each family, and both measures of all.
func (j judged) judge(t *testing.T, e engine) (byFamily string, ndcg, first float64) {
	t.Helper()
	sums, counts := map[string]float64{}, map[string]float64{}
	var families []string
	for _, q := range j.queries {
		found, err := e.find(t.Context(), q.text)
		if err != nil {
			t.Fatalf("%s: %q: %v", e.name, q.text, err)
		}
		score := gain(found, q.grades)
		ndcg += score
		if len(found) > 0 && q.grades[found[0]] > 0 {
			first++
		} else if strings.HasPrefix(e.name, "search") {
			t.Logf("%s: %q finds %.3q", q.family, q.text, found)
		}
		if !slices.Contains(families, q.family) {
			families = append(families, q.family)
		}
		sums[q.family] += score
		counts[q.family]++
	}
	var parts []string
	for _, f := range families {
		parts = append(parts, fmt.Sprintf("%s %.2f", f, sums[f]/counts[f]))
	}
	n := float64(len(j.queries))
	return strings.Join(parts, ", "), ndcg / n, first / n
}

// gain is nDCG@10.
func gain(found []string, grades map[string]int) float64 {
	sum, best := 0.0, 0.0
	for i, slug := range found[:min(10, len(found))] {
		sum += float64(grades[slug]) / math.Log2(float64(i+2))
	}
	var ideal []int
	for _, g := range grades {
		ideal = append(ideal, g)
	}
	slices.Sort(ideal)
	slices.Reverse(ideal)
	for i, g := range ideal[:min(10, len(ideal))] {
		best += float64(g) / math.Log2(float64(i+2))
	}
	return sum / best
}

// ours is search as a page uses it: if nothing is found, the spelling that it proposes is taken.
func ours(t *testing.T, all []newsroom.Content) engine {
	t.Helper()
	h := newHouse(t)
	contents := map[string]newsroom.Content{}
	for _, a := range all {
		contents[a.Slug] = a
	}
	h.publish(t, contents)
	h.settle(t)
	return engine{"search", func(ctx context.Context, text string) ([]string, error) {
		for try := 0; ; try++ {
			r, err := h.Find(ctx, access.Anonymous(), text, search.Filter{}, store.Page{Limit: 10})
			if err != nil {
				return nil, err
			}
			var slugs []string
			for _, hit := range r.Hits {
				slugs = append(slugs, hit.Doc.(*newsroom.Article).Slug)
			}
			if len(slugs) > 0 || try == 1 {
				return slugs, nil
			}
			if text, err = r.Meant(ctx); err != nil || text == "" {
				return nil, err
			}
		}
	}}
}

// unicode61 is SQLite's own full-text search with its own words, marks removed, and its own ranking, titles weighted.
func unicode61(t *testing.T, all []newsroom.Content) engine {
	t.Helper()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	if _, err := db.ExecContext(t.Context(), "CREATE VIRTUAL TABLE f USING fts5(slug UNINDEXED, title, summary, body, tokenize = 'unicode61 remove_diacritics 2')"); err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		if _, err := db.ExecContext(t.Context(), "INSERT INTO f VALUES (?, ?, ?, ?)", a.Slug, a.Title, a.Summary, a.Body.Text()); err != nil {
			t.Fatal(err)
		}
	}
	return engine{"FTS5 unicode61", func(ctx context.Context, text string) (slugs []string, err error) {
		var words []string
		for _, w := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" -/", r) }) {
			words = append(words, `"`+strings.ReplaceAll(w, `"`, `""`)+`"`)
		}
		rows, err := db.QueryContext(ctx, "SELECT slug FROM f WHERE f MATCH ? ORDER BY bm25(f, 0, 10, 3, 1) LIMIT 10", strings.Join(words, " ")+"*")
		if err != nil {
			return nil, err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var slug string
			if err := rows.Scan(&slug); err != nil {
				return nil, err
			}
			slugs = append(slugs, slug)
		}
		return slugs, rows.Err()
	}}
}

// dollarText is MongoDB's own text index without a language, titles weighted.
func dollarText(t *testing.T, all []newsroom.Content) engine {
	t.Helper()
	uri := mongotest.OwnDatabase(t)
	client, err := mongo.Connect(options.Client().ApplyURI(uri))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Disconnect(context.WithoutCancel(t.Context())) })
	c := client.Database(databaseOf(uri)).Collection("plain")
	index := mongo.IndexModel{
		Keys:    bson.D{{Key: "title", Value: "text"}, {Key: "summary", Value: "text"}, {Key: "body", Value: "text"}},
		Options: options.Index().SetDefaultLanguage("none").SetWeights(bson.D{{Key: "title", Value: 10}, {Key: "summary", Value: 3}, {Key: "body", Value: 1}}),
	}
	if _, err := c.Indexes().CreateOne(t.Context(), index); err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		doc := bson.D{{Key: "_id", Value: a.Slug}, {Key: "title", Value: a.Title}, {Key: "summary", Value: a.Summary}, {Key: "body", Value: a.Body.Text()}}
		if _, err := c.InsertOne(t.Context(), doc); err != nil {
			t.Fatal(err)
		}
	}
	return engine{"MongoDB $text", func(ctx context.Context, text string) (slugs []string, err error) {
		score := bson.D{{Key: "score", Value: bson.D{{Key: "$meta", Value: "textScore"}}}}
		cursor, err := c.Find(ctx, bson.D{{Key: "$text", Value: bson.D{{Key: "$search", Value: text}}}}, options.Find().SetSort(score).SetProjection(score).SetLimit(10))
		if err != nil {
			return nil, err
		}
		var docs []struct {
			ID string `bson:"_id"`
		}
		if err := cursor.All(ctx, &docs); err != nil {
			return nil, err
		}
		for _, d := range docs {
			slugs = append(slugs, d.ID)
		}
		return slugs, nil
	}}
}

// databaseOf returns the path of a URI.
func databaseOf(uri string) string {
	_, rest, _ := strings.Cut(uri, "://")
	_, path, _ := strings.Cut(rest, "/")
	name, _, _ := strings.Cut(path, "?")
	return name
}
