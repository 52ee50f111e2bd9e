package sqlitestore

import (
	"bytes"
	"path/filepath"
	"sync"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
)

// TestWhatIsInMemoryIsWhatIsStored changes documents by another store on the file, as another process does, and asks the first,
// which has read them before.
func TestWhatIsInMemoryIsWhatIsStored(t *testing.T) {
	t.Parallel()
	schema := news()
	path := filepath.Join(t.TempDir(), "thidua.db")
	s, other := openAt(t, path, schema), openAt(t, path, schema)
	fill(t, s, schema, 3)
	light := func(n int, version int64) bson.Raw {
		t.Helper()
		doc, _, err := split(article(t, n, version), schema.Heavy)
		if err != nil {
			t.Fatal(err)
		}
		return doc
	}
	check := func(name string, want ...bson.Raw) {
		t.Helper()
		for range 2 { // from the database or memory, and from memory
			got, err := s.Find(t.Context(), schema, store.Query{Sort: store.Sort{By: []string{"publishedAt"}}, Limit: 10, Read: store.Light})
			if err != nil || len(got) != len(want) {
				t.Fatalf("%s: %d documents, %v; want %d", name, len(got), err, len(want))
			}
			for i := range want {
				if !bytes.Equal(got[i], want[i]) {
					t.Errorf("%s: document %d is %v, want %v", name, i, got[i], want[i])
				}
			}
		}
	}
	apply := func(w store.Write) {
		t.Helper()
		if _, err := other.Apply(t.Context(), w); err != nil {
			t.Fatal(err)
		}
	}
	check("as they were saved", light(0, 1), light(1, 1), light(2, 1))
	apply(articleWrite(t, schema, 1, 2))
	check("one replaced", light(0, 1), light(1, 2), light(2, 1))
	gone := articleWrite(t, schema, 2, 2)
	gone.Doc = nil
	apply(gone)
	check("the last removed", light(0, 1), light(1, 2))
	apply(articleWrite(t, schema, 3, 1)) // SQLite gives it the number of the one that was removed
	check("another in its place", light(0, 1), light(1, 2), light(3, 1))

	changed := news()
	changed.Heavy = []string{"body"}
	if err := s.Ensure(t.Context(), changed); err != nil {
		t.Fatal(err)
	}
	schema = changed
	check("after a change of what is heavy", light(0, 1), light(1, 2), light(3, 1))
}

// TestMemoryIsSharedByReaders reads while documents change: each read has documents of one moment, whole.
func TestMemoryIsSharedByReaders(t *testing.T) {
	t.Parallel()
	schema := news()
	s := openFile(t, schema)
	fill(t, s, schema, 2)
	const versions = 50
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for last := int64(0); last < versions; {
				docs, err := s.Get(t.Context(), schema, []string{articleID(0)}, store.Light)
				if err != nil || len(docs) != 1 {
					t.Errorf("%d documents, %v", len(docs), err)
					return
				}
				version, _ := docs[0].Lookup("version").AsInt64OK()
				if version < last || docs[0].Validate() != nil {
					t.Errorf("version %d after %d: %v", version, last, docs[0].Validate())
					return
				}
				last = version
			}
		})
	}
	for version := int64(2); version <= versions; version++ {
		if _, err := s.Apply(t.Context(), articleWrite(t, schema, 0, version)); err != nil {
			t.Fatal(err)
		}
	}
	all.Wait()
}

// TestMemoryIsBounded reads more than fits.
func TestMemoryIsBounded(t *testing.T) {
	t.Parallel()
	const size = 64 << 10
	schema := news()
	s := openWith(t, Config{Path: filepath.Join(t.TempDir(), "thidua.db"), Memory: size}, schema)
	fill(t, s, schema, 1000)
	ids := make([]string, 1000)
	for i := range ids {
		ids[i] = articleID(i)
	}
	docs, err := s.Get(t.Context(), schema, ids, store.Light)
	if err != nil || len(docs) != len(ids) {
		t.Fatalf("%d documents, %v", len(docs), err)
	}
	s.memory.cache.CleanUp()
	if weight := s.memory.cache.WeightedSize(); weight > size || weight == 0 {
		t.Errorf("%d bytes in a memory of %d", weight, size)
	}
}
