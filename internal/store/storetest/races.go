package storetest

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// writers is how many goroutines race for one document.
const writers = 50

func testRaces(t *testing.T, create func(t *testing.T) Open) {
	t.Run("for the next version of one document", func(t *testing.T) { testRaceOfVersions(t, newFixture(t, create)) })
	t.Run("for one ID", func(t *testing.T) {
		f := newFixture(t, create)
		same(t, "writers by outcome", map[errs.Code]int{"": 1, errs.Conflict: writers - 1}, f.race(t, func(int) store.Write {
			return f.thing(t, "a", 0, Fields{})
		}))
	})
	t.Run("for one unique value", func(t *testing.T) {
		f := newFixture(t, create)
		same(t, "writers by outcome", map[errs.Code]int{"": 1, errs.Duplicate: writers - 1}, f.race(t, func(i int) store.Write {
			return f.thing(t, fmt.Sprint(i), 0, Fields{"code": "A"})
		}))
		same(t, "things", 1, len(f.found(t, store.Query{})))
		same(t, "entries", 1, len(f.pending(t, 100)))
	})
	t.Run("between a removal and replacements", func(t *testing.T) {
		f := newFixture(t, create)
		f.do(t, f.thing(t, "a", 0, Fields{}))
		got := f.race(t, func(i int) store.Write {
			if i%2 == 0 {
				return f.thing(t, "a", 1, nil)
			}
			return f.thing(t, "a", 1, Fields{})
		})
		same(t, "writers that won", 1, got[""])
		same(t, "writers that lost", writers-1, got[errs.Conflict]+got[errs.NotFound])
		same(t, "history", []int64{1}, f.past(t, "a", 0, 10))
		same(t, "entries", 2, len(f.pending(t, 100)))
	})
	t.Run("between writers and the relay", func(t *testing.T) { testRaceWithRelay(t, newFixture(t, create)) })
}

// race applies one write of each writer at once and counts the outcomes.
func (f *fixture) race(t *testing.T, write func(i int) store.Write) map[errs.Code]int {
	t.Helper()
	codes := make([]errs.Code, writers)
	var all sync.WaitGroup
	for i := range writers {
		w := write(i)
		all.Go(func() {
			_, err := f.Apply(t.Context(), w)
			codes[i] = errs.CodeOf(err)
		})
	}
	all.Wait()
	counts := map[errs.Code]int{}
	for _, code := range codes {
		counts[code]++
	}
	return counts
}

// testRaceOfVersions lets writers of two processes read and replace one document, and checks that exactly what was
// acknowledged is there.
func testRaceOfVersions(t *testing.T, f *fixture) {
	f.do(t, f.thing(t, "a", 0, Fields{"name": "đầu tiên"}))
	processes := []store.Store{f.Store, f.another(t)}
	var mu sync.Mutex
	accepted := map[int64]bson.Raw{}
	var all sync.WaitGroup
	for i := range writers {
		all.Go(func() {
			s := processes[i%2]
			for try := range 6 {
				docs, err := s.Get(t.Context(), f.things, []string{"a"}, store.Light)
				if err != nil || len(docs) != 1 {
					t.Errorf("Get = %d documents, %v", len(docs), err)
					return
				}
				w := f.thing(t, "a", docs[0].Lookup(store.VersionField).AsInt64(), Fields{"name": fmt.Sprintf("%d của %d", try, i)})
				n, err := s.Apply(t.Context(), w)
				switch {
				case err == nil && n == 1:
					mu.Lock()
					if accepted[w.IfVersion+1] != nil {
						t.Errorf("version %d was acknowledged twice", w.IfVersion+1)
					}
					accepted[w.IfVersion+1] = w.Doc
					mu.Unlock()
				case errs.CodeOf(err) != errs.Conflict || n != 0:
					t.Errorf("Apply = %d, %v", n, err)
				}
			}
		})
	}
	all.Wait()
	last := int64(len(accepted)) + 1
	same(t, "the document", text(accepted[last]), text(f.one(t, "a")))
	past, err := f.History(t.Context(), f.things, "a", 0, store.MaxLimit)
	if err != nil || int64(len(past)) != last-1 {
		t.Fatalf("History = %d versions, %v; want %d", len(past), err, last-1)
	}
	for i, doc := range past[:len(past)-1] {
		same(t, fmt.Sprintf("version %d", last-1-int64(i)), text(accepted[last-1-int64(i)]), text(doc))
	}
	entries, err := f.Pending(t.Context(), store.MaxLimit)
	if err != nil {
		t.Fatal(err)
	}
	versions, want := []int64{}, []int64{}
	for _, e := range entries {
		versions, want = append(versions, e.Version), append(want, int64(len(want))+1)
	}
	slices.Sort(versions)
	same(t, "versions with an entry", want, versions)
	same(t, "entries", last, int64(len(entries)))
}

// testRaceWithRelay takes entries out of documents that are being written, and checks that each was seen.
func testRaceWithRelay(t *testing.T, f *fixture) {
	const documents, versions = 8, 20
	done := make(chan struct{})
	var all sync.WaitGroup
	for i := range documents {
		all.Go(func() {
			for v := range int64(versions) {
				if n, err := f.Apply(t.Context(), f.thing(t, fmt.Sprint(i), v, Fields{})); n != 1 || err != nil {
					t.Errorf("version %d of %d: %v", v+1, i, err)
					return
				}
			}
		})
	}
	go func() { all.Wait(); close(done) }()
	seen := map[string]bool{}
	for written := false; ; {
		batch, err := f.Pending(t.Context(), 7)
		if err != nil {
			t.Fatal(err)
		}
		if written && len(batch) == 0 {
			break
		}
		for _, e := range batch {
			seen[fmt.Sprintf("%s:%d", e.Document, e.Version)] = true
		}
		if err := f.Sent(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
		select {
		case <-done:
			written = true
		default:
		}
	}
	same(t, "changes that the outbox told of", documents*versions, len(seen))
	for i := range documents {
		same(t, "versions in history", versions-1, len(f.past(t, fmt.Sprint(i), 0, 100)))
	}
}
