package search_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/newsroom"
	"thidua/internal/search"
	"thidua/internal/store"
	"thidua/internal/store/mongostore"
	"thidua/internal/store/mongostore/mongotest"
	"thidua/internal/store/sqlitestore"
)

// articlesVariable names how many articles TestSpeed loads; it is left out without.
const articlesVariable = "THIDUA_SEARCH_ARTICLES"

// TestSpeed measures a two-word search beside the read of an article by its slug, in one run, and fails if the 99th percentile
// of the one is 20 times that of the other. All articles have the common words, each has a number of its own.
func TestSpeed(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv(articlesVariable))
	if err != nil {
		t.Skip(articlesVariable + " is not set")
	}
	for name, open := range map[string]func(*testing.T) store.Store{"SQLite": openFile, "MongoDB": openMongo} {
		t.Run(name, func(t *testing.T) { measure(t, newHouseOn(t, open(t)), n) })
	}
}

func openFile(t *testing.T) store.Store {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), sqlitestore.Config{Path: filepath.Join(t.TempDir(), "thidua.db")})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func openMongo(t *testing.T) store.Store {
	t.Helper()
	s, err := mongostore.Open(t.Context(), mongostore.Config{URI: mongotest.OwnDatabase(t)})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func measure(t *testing.T, h *house, n int) {
	t.Helper()
	start := time.Now()
	at := h.clock.Now()
	err := h.desk.Load(t.Context(), access.System(), func(yield func(newsroom.Content, time.Time) bool) {
		for i := range n {
			c := article(fmt.Sprintf("tin-%d", i), fmt.Sprintf("Tin mẫu số %d về phong trào thi đua", i), "Bài để đo tốc độ.",
				fmt.Sprintf("Nội dung của tin %d: các đơn vị trong khối lập nhiều thành tích, nhóm %d.", i, i%997))
			if !yield(c, at.Add(-time.Duration(n-i)*time.Minute)) {
				return
			}
		}
	}, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	loaded := time.Since(start)
	h.settle(t)
	t.Logf("%d articles: loaded in %v, journaled and indexed in %v", n, loaded.Round(time.Second), (time.Since(start) - loaded).Round(time.Second))
	reader := newsroom.NewReader(h.store, h.clock.Now, store.NewIDs())
	slug := p99(t, func(i int) error {
		_, err := reader.ArticleBySlug(t.Context(), fmt.Sprintf("tin-%d", i*7919%n), store.Light)
		return err
	})
	for _, q := range []struct {
		name string
		text func(i int) string
	}{
		{"two common words", func(int) string { return "thi dua" }},
		{"a rare and a common word", func(i int) string { return fmt.Sprintf("%d thi", i*7919%n) }},
		{"two words apart", func(int) string { return "khối mẫu" }},
		{"a word of some", func(i int) string { return fmt.Sprintf("nhóm %d", i%997) }},
		{"nothing", func(int) string { return "thi zzzz" }},
	} {
		took := p99(t, func(i int) error {
			_, err := h.Find(context.WithoutCancel(t.Context()), access.Anonymous(), q.text(i), search.Filter{}, store.Page{Limit: 21})
			return err
		})
		t.Logf("%-26s p99 %v, %.1f times that of an article by slug (%v)", q.name, took, float64(took)/float64(slug), slug)
		if took > 20*slug {
			t.Errorf("%s: %v is more than 20 times %v", q.name, took, slug)
		}
	}
}

// p99 is the 99th percentile of 500 calls, after some that warm up.
func p99(t *testing.T, call func(i int) error) time.Duration {
	t.Helper()
	took := make([]time.Duration, 0, 500)
	for i := range 520 {
		start := time.Now()
		if err := call(i); err != nil {
			t.Fatal(err)
		}
		if i >= 20 {
			took = append(took, time.Since(start))
		}
	}
	slices.Sort(took)
	return took[len(took)*99/100]
}
