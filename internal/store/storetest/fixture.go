package storetest

import (
	"fmt"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// fixture is one test's database, opened and ensured, with its clock and schemas.
type fixture struct {
	store.Store
	open    Open
	clock   *Clock
	things  *store.Schema
	notes   *store.Schema
	logs    *store.Schema
	entries *atomic.Int64 // made so far
}

func newFixture(t *testing.T, create func(t *testing.T) Open) *fixture {
	t.Helper()
	f := &fixture{
		open: create(t), clock: NewClock(), entries: new(atomic.Int64),
		things: Things(), notes: Notes(), logs: Logs(),
	}
	f.Store = f.another(t)
	return f
}

// another opens the database once more, as a second process does.
func (f *fixture) another(t *testing.T) store.Store {
	t.Helper()
	s := f.open(f.clock.Now)
	if err := s.Ensure(t.Context(), f.things, f.notes, f.logs); err != nil {
		t.Fatalf("Ensure: %v", err)
	}
	return s
}

// write returns the write that makes the version after ifVersion; nil fields remove the document.
func (f *fixture) write(tb failer, s *store.Schema, id string, ifVersion int64, fields Fields) store.Write {
	tb.Helper()
	w := store.Write{Schema: s, ID: id, IfVersion: ifVersion}
	if fields != nil {
		w.Doc = Encode(tb, id, ifVersion+1, fields)
	}
	if !s.Unjournaled {
		n := f.entries.Add(1)
		w.Entry = &store.Entry{
			ID: fmt.Sprintf("E%09d", n), At: f.clock.Now(), Actor: "usr_1", Action: s.Name + ".save",
			Collection: s.Name, Document: id, Version: ifVersion + 1, Changed: []string{"name"}, Note: "theo quyết định",
		}
	}
	return w
}

// thing returns the write of a thing.
func (f *fixture) thing(tb failer, id string, ifVersion int64, fields Fields) store.Write {
	tb.Helper()
	return f.write(tb, f.things, id, ifVersion, fields)
}

// insert saves new things, in no order.
func (f *fixture) insert(t *testing.T, things map[string]Fields) {
	t.Helper()
	for id, fields := range things {
		f.do(t, f.thing(t, id, 0, fields))
	}
}

// do applies writes that must succeed.
func (f *fixture) do(t *testing.T, writes ...store.Write) {
	t.Helper()
	if n, err := f.Apply(t.Context(), writes...); err != nil || n != len(writes) {
		t.Fatalf("Apply of %d writes did %d: %v", len(writes), n, err)
	}
}

// refuse applies one write that must fail with the code.
func (f *fixture) refuse(t *testing.T, code errs.Code, w store.Write) {
	t.Helper()
	_ = f.refusal(t, code, w)
}

// refusal applies one write that must fail with the code, and returns the error.
func (f *fixture) refusal(t *testing.T, code errs.Code, w store.Write) *errs.Error {
	t.Helper()
	n, err := f.Apply(t.Context(), w)
	if n != 0 || errs.CodeOf(err) != code {
		t.Fatalf("Apply of %s after version %d = %d, %v; want 0 and %s", w.ID, w.IfVersion, n, err, code)
	}
	return errs.As(err)
}

// found returns the IDs of the things that a query finds, in order; without a limit, up to the largest.
func (f *fixture) found(t *testing.T, q store.Query) []string {
	t.Helper()
	if q.Limit == 0 {
		q.Limit = store.MaxLimit
	}
	docs, err := f.Find(t.Context(), f.things, q)
	if err != nil {
		t.Fatalf("Find(%+v): %v", q, err)
	}
	return idsOf(docs)
}

// one returns a stored thing, or nil if it is not found.
func (f *fixture) one(t *testing.T, id string) bson.Raw {
	t.Helper()
	docs, err := f.Get(t.Context(), f.things, []string{id}, store.Whole)
	if err != nil || len(docs) > 1 {
		t.Fatalf("Get(%s) = %d documents, %v", id, len(docs), err)
	}
	if len(docs) == 0 {
		return nil
	}
	return docs[0]
}

// pending returns the IDs of at most limit entries that wait in the outbox.
func (f *fixture) pending(t *testing.T, limit int) []string {
	t.Helper()
	entries, err := f.Pending(t.Context(), limit)
	if err != nil {
		t.Fatalf("Pending: %v", err)
	}
	ids := make([]string, len(entries))
	for i, e := range entries {
		ids[i] = e.ID
	}
	return ids
}

// past returns the versions in a thing's history before a version, in the order given.
func (f *fixture) past(t *testing.T, id string, before int64, limit int) []int64 {
	t.Helper()
	docs, err := f.History(t.Context(), f.things, id, before, limit)
	if err != nil {
		t.Fatalf("History(%s): %v", id, err)
	}
	versions := make([]int64, len(docs))
	for i, doc := range docs {
		versions[i] = doc.Lookup(store.VersionField).AsInt64()
	}
	return versions
}

func idsOf(docs []bson.Raw) []string {
	ids := make([]string, len(docs))
	for i, doc := range docs {
		ids[i] = doc.Lookup(store.IDField).StringValue()
	}
	return ids
}

// same fails unless got is want; the elements of want are in order.
func same[T any](t *testing.T, what string, want, got T) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

// text shows a document for a comparison.
func text(doc bson.Raw) string {
	if doc == nil {
		return "none"
	}
	return doc.String()
}

// sorted returns a sorted copy.
func sorted(ids []string) []string { return slices.Sorted(slices.Values(ids)) }
