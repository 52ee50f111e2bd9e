package storetest

import (
	"testing"

	"thidua/internal/errs"
	"thidua/internal/store"
)

func testWrites(t *testing.T, create func(t *testing.T) Open) {
	f := newFixture(t, create)
	first := f.thing(t, "a", 0, Fields{"name": "Lao động tiên tiến", "extra": Fields{"deep": int64(1)}})
	second := f.thing(t, "a", 1, Fields{"name": "Chiến sĩ thi đua"})

	f.do(t, first)
	same(t, "inserted", text(first.Doc), text(f.one(t, "a")))
	f.refuse(t, errs.Conflict, f.thing(t, "a", 0, Fields{"name": "chen ngang"}))
	same(t, "after a second insert", text(first.Doc), text(f.one(t, "a")))
	f.do(t, second)
	same(t, "replaced", text(second.Doc), text(f.one(t, "a")))
	same(t, "found by the old value", []string{}, f.found(t, store.Query{Where: store.Eq{Field: "name", Value: "Lao động tiên tiến"}}))
	same(t, "found by the new value", []string{"a"}, f.found(t, store.Query{Where: store.Eq{Field: "name", Value: "Chiến sĩ thi đua"}}))
	f.do(t, f.write(t, f.notes, "a", 0, Fields{}), f.write(t, f.logs, "a", 0, Fields{}))
	same(t, "after the same ID in other collections", text(second.Doc), text(f.one(t, "a")))
}

func testRefusedWrites(t *testing.T, create func(t *testing.T) Open) {
	f := newFixture(t, create)
	f.do(t, f.thing(t, "a", 0, Fields{"code": "A"}), f.thing(t, "a", 1, Fields{"code": "B"}), f.thing(t, "b", 0, Fields{"code": "C"}))
	before, queue := f.one(t, "a"), f.pending(t, 100)
	unsaid := f.thing(t, "d", 0, Fields{})
	unsaid.Entry = nil
	for _, c := range []struct {
		name string
		code errs.Code
		w    store.Write
	}{
		{"a version that was overwritten", errs.Conflict, f.thing(t, "a", 1, Fields{})},
		{"a version that is not there yet", errs.Conflict, f.thing(t, "a", 3, Fields{})},
		{"an insert of an existing ID", errs.Conflict, f.thing(t, "a", 0, Fields{})},
		{"a removal of an old version", errs.Conflict, f.thing(t, "a", 1, nil)},
		{"a replacement of nothing", errs.NotFound, f.thing(t, "none", 1, Fields{})},
		{"a removal of nothing", errs.NotFound, f.thing(t, "none", 1, nil)},
		{"a replacement with a taken value", errs.Duplicate, f.thing(t, "a", 2, Fields{"code": "C"})},
		{"a journaled write without an entry", errs.Internal, unsaid},
		{"a field of another kind", errs.Internal, f.thing(t, "d", 0, Fields{"rank": "một"})},
		{"two values of a single field", errs.Internal, f.thing(t, "d", 0, Fields{"score": []int64{1, 2}})},
		{"a required field that is null", errs.Internal, f.thing(t, "d", 0, Fields{"name": nil})},
	} {
		t.Run(c.name, func(t *testing.T) {
			f.refuse(t, c.code, c.w)
			same(t, "the document", text(before), text(f.one(t, "a")))
			same(t, "its history", []int64{1}, f.past(t, "a", 0, 10))
			same(t, "all things", []string{"a", "b"}, f.found(t, store.Query{}))
			same(t, "the outbox", queue, f.pending(t, 100))
		})
	}
	f.do(t, f.thing(t, "a", 2, Fields{"code": "D"}))
	same(t, "history after a write that succeeded", []int64{2, 1}, f.past(t, "a", 0, 10))
}

func testRemoved(t *testing.T, create func(t *testing.T) Open) {
	f := newFixture(t, create)
	f.do(t,
		f.thing(t, "a", 0, Fields{"code": "A", "kind": "k", "year": int64(2020), "slugs": []string{"s"}, "tags": []string{"x"}, "owner": Fields{"id": "o"}}),
		f.thing(t, "b", 0, Fields{}),
		f.thing(t, "a", 1, nil),
	)
	byKind := store.Eq{Field: "kind", Value: "k"}

	same(t, "by ID", "none", text(f.one(t, "a")))
	same(t, "by query", []string{"b"}, f.found(t, store.Query{}))
	same(t, "by an indexed value", []string{}, f.found(t, store.Query{Where: byKind}))
	same(t, "by an absent field", []string{"b"}, f.found(t, store.Query{Where: store.Exists{Field: "code"}}))
	same(t, "by a negation", []string{"b"}, f.found(t, store.Query{Where: store.Not{Part: byKind}}))
	same(t, "by a Many field", []string{}, f.found(t, store.Query{Where: store.Eq{Field: "tags", Value: "x"}}))
	per, err := f.FindPer(t.Context(), f.things, "owner.id", []string{"o"}, store.Query{Limit: 5})
	if err != nil || len(per) != 0 {
		t.Errorf("FindPer of a removed document's parent = %v, %v", per, err)
	}
	for name, where := range map[string]store.Where{"all": nil, "bound": byKind} {
		want := map[string]int64{"all": 1, "bound": 0}[name]
		if n, err := f.Count(t.Context(), f.things, where); err != nil || n != want {
			t.Errorf("Count of %s = %d, %v; want %d", name, n, err, want)
		}
	}
	same(t, "history", []int64{1}, f.past(t, "a", 0, 10))

	f.refuse(t, errs.Conflict, f.thing(t, "a", 0, Fields{}))
	f.refuse(t, errs.NotFound, f.thing(t, "a", 2, Fields{}))
	f.refuse(t, errs.NotFound, f.thing(t, "a", 1, Fields{}))
	f.refuse(t, errs.NotFound, f.thing(t, "a", 2, nil))
	same(t, "history after what was refused", []int64{1}, f.past(t, "a", 0, 10))
	same(t, "entries", []string{"E000000001", "E000000002", "E000000003"}, f.pending(t, 10))

	f.do(t, f.thing(t, "c", 0, Fields{"code": "A", "kind": "k", "year": int64(2020), "slugs": []string{"s"}}))
	same(t, "its unique values' new holder", []string{"c"}, f.found(t, store.Query{Where: store.Eq{Field: "code", Value: "A"}}))
	f.do(t, f.thing(t, "b", 1, nil), f.thing(t, "c", 1, nil))
	same(t, "after two removals without values", []string{}, f.found(t, store.Query{}))
}

func testBatches(t *testing.T, create func(t *testing.T) Open) {
	t.Run("nothing", func(t *testing.T) {
		f := newFixture(t, create)
		if n, err := f.Apply(t.Context()); n != 0 || err != nil {
			t.Errorf("Apply() = %d, %v", n, err)
		}
	})
	t.Run("several collections and one document twice", func(t *testing.T) {
		f := newFixture(t, create)
		f.do(t, f.thing(t, "a", 0, Fields{}), f.write(t, f.notes, "n", 0, Fields{}), f.thing(t, "a", 1, Fields{"rank": int64(2)}),
			f.write(t, f.logs, "l", 0, Fields{}), f.thing(t, "a", 2, nil), f.write(t, f.notes, "n", 1, Fields{}))
		same(t, "history", []int64{2, 1}, f.past(t, "a", 0, 10))
		notes, err := f.Find(t.Context(), f.notes, store.Query{Limit: 10})
		if err != nil || len(notes) != 1 || notes[0].Lookup("version").AsInt64() != 2 {
			t.Errorf("notes are %v, %v; want one of version 2", notes, err)
		}
		same(t, "entries", 5, len(f.pending(t, 10)))
	})
	for _, c := range []struct {
		name string
		code errs.Code
		bad  func(f *fixture) store.Write
	}{
		{"a conflict", errs.Conflict, func(f *fixture) store.Write { return f.thing(t, "0", 0, Fields{}) }},
		{"a missing document", errs.NotFound, func(f *fixture) store.Write { return f.thing(t, "none", 4, Fields{}) }},
		{"a taken value", errs.Duplicate, func(f *fixture) store.Write { return f.thing(t, "dup", 0, Fields{"code": "0"}) }},
		{"a malformed write", errs.Internal, func(f *fixture) store.Write { return f.thing(t, "bad", 0, Fields{"at": "hôm nay"}) }},
		{"a line that is taken", errs.Duplicate, func(f *fixture) store.Write { return f.write(t, f.logs, "m", 0, Fields{"line": int64(1)}) }},
	} {
		t.Run("stopped by "+c.name, func(t *testing.T) {
			f := newFixture(t, create)
			f.do(t, f.thing(t, "0", 0, Fields{"code": "0"}), f.write(t, f.logs, "l", 0, Fields{"line": int64(1)}))
			for _, at := range []int{0, 1, 7} {
				var writes []store.Write
				for i := range 12 {
					if i == at {
						writes = append(writes, c.bad(f))
					}
					writes = append(writes, f.thing(t, string(rune('a'+at))+string(rune('a'+i)), 0, Fields{}))
				}
				n, err := f.Apply(t.Context(), writes...)
				if n != at || errs.CodeOf(err) != c.code {
					t.Fatalf("Apply with the %dth write wrong = %d, %v; want %d and %s", at, n, err, at, c.code)
				}
			}
			same(t, "the things that were done", []string{"0", "ba", "ha", "hb", "hc", "hd", "he", "hf", "hg"}, f.found(t, store.Query{}))
			same(t, "their entries", 9, len(f.pending(t, 100)))
		})
	}
}
