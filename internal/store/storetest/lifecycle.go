package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"thidua/internal/errs"
	"thidua/internal/store"
)

func testLifecycle(t *testing.T, create func(t *testing.T) Open) {
	t.Run("ready", func(t *testing.T) {
		if err := newFixture(t, create).Ready(t.Context()); err != nil {
			t.Errorf("Ready: %v", err)
		}
	})
	t.Run("a second process sees what the first wrote", func(t *testing.T) {
		f := newFixture(t, create)
		second := f.another(t)
		w := f.thing(t, "a", 0, Fields{"tags": []string{"x"}})
		f.do(t, w)
		docs, err := second.Find(t.Context(), f.things, store.Query{Where: store.Eq{Field: "tags", Value: "x"}, Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		same(t, "found", []string{text(w.Doc)}, texts(docs))
		if n, err := second.Apply(t.Context(), f.thing(t, "a", 0, Fields{})); n != 0 || errs.CodeOf(err) != errs.Conflict {
			t.Errorf("a second insert = %d, %v", n, err)
		}
	})
	t.Run("what was written outlives the process", func(t *testing.T) {
		f := newFixture(t, create)
		first, second := f.thing(t, "a", 0, Fields{"code": "A"}), f.thing(t, "a", 1, Fields{"code": "B"})
		f.do(t, first, second, f.thing(t, "b", 0, Fields{}), f.thing(t, "b", 1, nil))
		if err := f.Close(t.Context()); err != nil {
			t.Fatalf("Close: %v", err)
		}
		f.Store = f.another(t)
		same(t, "found", []string{"a"}, f.found(t, store.Query{Where: store.Eq{Field: "code", Value: "B"}}))
		same(t, "the document", text(second.Doc), text(f.one(t, "a")))
		same(t, "its history", []int64{1}, f.past(t, "a", 0, 10))
		same(t, "entries", 4, len(f.pending(t, 10)))
		f.refuse(t, errs.Conflict, f.thing(t, "b", 0, Fields{}))
	})
	t.Run("new fields and indexes of old documents", func(t *testing.T) { testNewIndexes(t, create) })
	t.Run("a wrong schema", func(t *testing.T) {
		s := create(t)(NewClock().Now)
		if err := s.Ensure(t.Context(), &store.Schema{Name: "Things!"}); err == nil {
			t.Error("Ensure accepted it")
		}
	})
	t.Run("calls that nobody waits for", func(t *testing.T) { testCancelled(t, newFixture(t, create)) })
}

// testNewIndexes opens a database with documents under a schema that queries more of their fields.
func testNewIndexes(t *testing.T, create func(t *testing.T) Open) {
	open, clock := create(t), NewClock()
	old := open(clock.Now)
	was := &store.Schema{
		Name: "things", History: true,
		Fields:  []store.Field{{Path: "name", Kind: store.String, Required: true}, {Path: "rank", Kind: store.Int}},
		Indexes: []store.Index{{Fields: []string{"name"}}, {Fields: []string{"rank"}, Unique: true}},
	}
	if err := old.Ensure(t.Context(), was); err != nil {
		t.Fatalf("Ensure: %v", err)
	}
	f := &fixture{Store: old, open: open, clock: clock, entries: new(atomic.Int64), things: was, notes: Notes(), logs: Logs()}
	for i := range 30 {
		f.do(t, f.thing(t, fmt.Sprintf("t%02d", i), 0, Fields{
			"rank": int64(i), "owner": Fields{"id": fmt.Sprint("o", i%3)}, "tags": []string{"x", fmt.Sprint("y", i)}, "code": fmt.Sprint(i),
		}))
	}
	f.do(t, f.thing(t, "t00", 1, nil))
	if err := old.Close(t.Context()); err != nil {
		t.Fatalf("Close: %v", err)
	}
	f.things = Things()
	f.Store = f.another(t)
	same(t, "found by a new field", []string{"t07"}, f.found(t, store.Query{Where: store.Eq{Field: "code", Value: "7"}}))
	same(t, "found by a new Many field", []string{"t08"}, f.found(t, store.Query{Where: store.Tokens{Field: "tags", Terms: []string{"x", "y8"}}}))
	per, err := f.FindPer(t.Context(), f.things, "owner.id", []string{"o0", "o1"}, store.Query{Sort: store.Sort{By: []string{"rank"}}, Limit: 2})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "found by a new parent", []string{"t03", "t06"}, idsOf(per["o0"]))
	f.refuse(t, errs.Duplicate, f.thing(t, "new", 0, Fields{"code": "7"}))
	f.do(t, f.thing(t, "new", 0, Fields{"rank": int64(7)})) // the rank is not unique any more
	f.do(t, f.thing(t, "t07", 1, Fields{"code": "7"}))
	same(t, "history from under the old schema", []int64{1}, f.past(t, "t07", 0, 5))
	same(t, "entries from under both", 33, len(f.pending(t, 100)))
}

// testCancelled makes every call with a context that is over, for both reasons.
func testCancelled(t *testing.T, f *fixture) {
	f.do(t, f.thing(t, "a", 0, Fields{}))
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	late, release := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer release()
	q := store.Query{Limit: 1}
	for name, call := range map[string]func(ctx context.Context) error{
		"Get": func(ctx context.Context) error {
			_, err := f.Get(ctx, f.things, []string{"a"}, store.Whole)
			return err
		},
		"Find": func(ctx context.Context) error { _, err := f.Find(ctx, f.things, q); return err },
		"FindPer": func(ctx context.Context) error {
			_, err := f.FindPer(ctx, f.things, "owner.id", []string{"o"}, q)
			return err
		},
		"Count":   func(ctx context.Context) error { _, err := f.Count(ctx, f.things, nil); return err },
		"CountBy": func(ctx context.Context) error { _, err := f.CountBy(ctx, f.things, nil, "kind"); return err },
		"Repeated": func(ctx context.Context) error {
			_, err := f.Repeated(ctx, f.things, "kind", "", 1)
			return err
		},
		"History": func(ctx context.Context) error { _, err := f.History(ctx, f.things, "a", 0, 1); return err },
		"Revisions": func(ctx context.Context) error {
			_, err := f.Revisions(ctx, f.things, []store.Revision{{ID: "a", Version: 1}}, store.Light)
			return err
		},
		"Explain": func(ctx context.Context) error { _, err := f.Explain(ctx, f.things, q); return err },
		"Apply":   func(ctx context.Context) error { _, err := f.Apply(ctx, f.thing(t, "b", 0, Fields{})); return err },
		"Pending": func(ctx context.Context) error { _, err := f.Pending(ctx, 1); return err },
		"Sent": func(ctx context.Context) error {
			return f.Sent(ctx, []store.Entry{{ID: "E000000001", Collection: "things", Document: "a"}})
		},
		"Acquire": func(ctx context.Context) error { _, err := f.Acquire(ctx, "relay", "me", time.Minute); return err },
		"Release": func(ctx context.Context) error { return f.Release(ctx, "relay", "me") },
		"Ready":   f.Ready,
	} {
		t.Run(name, func(t *testing.T) {
			if err := call(cancelled); !errors.Is(err, context.Canceled) {
				t.Errorf("with a cancelled context: %v", err)
			}
			if err := call(late); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("after the deadline: %v", err)
			}
		})
	}
	same(t, "things", []string{"a"}, f.found(t, store.Query{}))
	same(t, "entries", []string{"E000000001"}, f.pending(t, 10))
}
