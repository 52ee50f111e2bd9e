package sqlitestore

import (
	"context"
	"database/sql/driver"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
)

// latest asks for the articles of a parent, which one write changes.
func latest(tb testing.TB, s *Store, schema *store.Schema) []bson.Raw {
	tb.Helper()
	docs, err := s.Find(tb.Context(), schema, store.Query{
		Where: store.Eq{Field: "parent", Value: "prt_000000"}, Sort: store.Sort{By: []string{"publishedAt"}}, Limit: 10, Read: store.Light,
	})
	if err != nil {
		tb.Fatal(err)
	}
	return docs
}

// TestNoPageIsOlderThanItsQuestion asks by two stores on a file while one of them writes: no answer lacks what was acknowledged
// before the question, by whichever of them.
func TestNoPageIsOlderThanItsQuestion(t *testing.T) {
	t.Parallel()
	schema := news()
	path := filepath.Join(t.TempDir(), "thidua.db")
	s, other := openAt(t, path, schema), openAt(t, path, schema)
	fill(t, s, schema, 3)
	const versions = 100
	var written atomic.Int64
	written.Store(1)
	var all sync.WaitGroup
	for _, asked := range []*Store{s, other, s, other} {
		all.Go(func() {
			for known := int64(0); known < versions; {
				known = written.Load()
				docs := latest(t, asked, schema)
				if len(docs) != 3 {
					t.Errorf("%d documents", len(docs))
					return
				}
				if version, _ := docs[1].Lookup("version").AsInt64OK(); version < known {
					t.Errorf("version %d, after %d was written", version, known)
					return
				}
			}
		})
	}
	for version := int64(2); version <= versions; version++ {
		if _, err := s.Apply(t.Context(), articleWrite(t, schema, 1, version)); err != nil {
			t.Fatal(err)
		}
		written.Store(version)
	}
	all.Wait()
}

// TestPagesAreKeptOfWhatIsAskedAgain counts them.
func TestPagesAreKeptOfWhatIsAskedAgain(t *testing.T) {
	t.Parallel()
	schema := news()
	s := openFile(t, schema)
	fill(t, s, schema, 100)
	kept := func(want int) {
		t.Helper()
		s.pages.cache.CleanUp()
		if got := s.pages.cache.EstimatedSize(); got != want {
			t.Errorf("%d pages are kept, want %d", got, want)
		}
	}
	for i := range 100 {
		if _, err := s.Get(t.Context(), schema, []string{articleID(i)}, store.Light); err != nil {
			t.Fatal(err)
		}
	}
	kept(0)
	latest(t, s, schema)
	kept(0)
	first := latest(t, s, schema)
	kept(1)
	second := latest(t, s, schema)
	if &first[0][0] != &second[0][0] {
		t.Error("a page that is kept was read again")
	}
	first[0], second[0] = nil, nil // what callers do with theirs is no other's business
	if third := latest(t, s, schema); third[0] == nil || len(third) != 5 {
		t.Errorf("the page has become %v", third)
	}
}

// TestPagesAreBounded asks for more than fits.
func TestPagesAreBounded(t *testing.T) {
	t.Parallel()
	const size = 64 << 10
	schema := news()
	s, err := Open(t.Context(), Config{Path: filepath.Join(t.TempDir(), "thidua.db"), Pages: size})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	if err := s.Ensure(t.Context(), schema); err != nil {
		t.Fatal(err)
	}
	fill(t, s, schema, 500)
	for i := range 500 {
		for range 3 {
			docs, err := s.Get(t.Context(), schema, []string{articleID(i)}, store.Light)
			if err != nil || len(docs) != 1 {
				t.Fatalf("%d documents, %v", len(docs), err)
			}
		}
	}
	s.pages.cache.CleanUp()
	if weight := s.pages.cache.WeightedSize(); weight > size || weight == 0 {
		t.Errorf("%d bytes of pages, of %d", weight, size)
	}
}

// TestQuestionsDiffer compares the keys of questions that look alike.
func TestQuestionsDiffer(t *testing.T) {
	t.Parallel()
	keys := map[string]string{}
	for _, q := range []struct {
		text    string
		args    []driver.Value
		parents []string
	}{
		{"SELECT ?", nil, nil},
		{"SELECT ?", []driver.Value{""}, nil},
		{"SELECT ?", []driver.Value{"1"}, nil},
		{"SELECT ?", []driver.Value{int64(1)}, nil},
		{"SELECT ?", []driver.Value{nil}, nil},
		{"SELECT ?", []driver.Value{"ab", "c"}, nil},
		{"SELECT ?", []driver.Value{"a", "bc"}, nil},
		{"SELECT ?", []driver.Value{"a\x01sb"}, nil},
		{"SELECT ?", []driver.Value{"a", "b"}, nil},
		{"SELECT ?", []driver.Value{"a"}, []string{"b", "c"}},
		{"SELECT ?s", nil, nil},
		{"SELECT ", []driver.Value{"?"}, nil},
	} {
		key, name := question(nil, q.text, q.args, q.parents...).question, fmt.Sprintf("%q", q)
		if other, known := keys[key]; known {
			t.Errorf("%s has the key of %s", name, other)
		}
		keys[key] = name
	}
	r := store.Ranked{Tiers: [][]string{{"a"}, {"b"}}, Limit: 3}
	ranked := map[string]store.Ranked{}
	for _, change := range []func(){
		func() {},
		func() { r.Limit = 4 },
		func() { r.All = []string{"a"} },
		func() { r.Tiers = [][]string{{"a", "b"}} },
		func() { r.After = &store.Standing{} },
		func() { r.After = &store.Standing{Tier: 1} },
		func() { r.After = &store.Standing{Place: 1} },
	} {
		change()
		key := rankedQuestion(nil, r).question
		if other, known := ranked[key]; known {
			t.Errorf("%+v has the key of %+v", r, other)
		}
		ranked[key] = r
	}
}
