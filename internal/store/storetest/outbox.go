package storetest

import (
	"fmt"
	"slices"
	"testing"

	"thidua/internal/store"
)

func testOutbox(t *testing.T, create func(t *testing.T) Open) {
	t.Run("entries come back as they were written", func(t *testing.T) {
		f := newFixture(t, create)
		full, bare := f.thing(t, "a", 0, Fields{}), f.write(t, f.notes, "b", 0, Fields{})
		full.Entry.Changed, full.Entry.Note = []string{"body", "đổi"}, "vì \"sai\" số 1/QĐ\x00"
		bare.Entry.Changed, bare.Entry.Note, bare.Entry.At = []string{}, "", day(-20_000)
		f.do(t, full, bare)
		got, err := f.Pending(t.Context(), 10)
		if err != nil {
			t.Fatal(err)
		}
		for i := range got {
			got[i].At = got[i].At.UTC()
		}
		same(t, "pending", []store.Entry{*full.Entry, *bare.Entry}, got)
	})
	t.Run("the oldest of all collections come first", func(t *testing.T) {
		f := newFixture(t, create)
		var want []string
		for i := range int64(7) {
			for _, w := range []store.Write{
				f.thing(t, "a", i, Fields{}), f.write(t, f.notes, "n", i, Fields{}), f.thing(t, "z", i, Fields{}), f.write(t, f.logs, "l", i, Fields{}),
				f.thing(t, fmt.Sprint("once", i), 0, Fields{}),
			} {
				f.do(t, w)
				if w.Entry != nil {
					want = append(want, w.Entry.ID)
				}
			}
		}
		for _, limit := range []int{1, 2, 9, len(want) - 1, len(want), 1000} {
			same(t, fmt.Sprintf("the first %d", limit), want[:min(limit, len(want))], f.pending(t, limit))
		}
	})
	t.Run("order is by entry ID, not by time of writing", func(t *testing.T) {
		f := newFixture(t, create)
		late, early := f.thing(t, "b", 0, Fields{}), f.thing(t, "a", 0, Fields{})
		late.Entry.ID, early.Entry.ID = "Z", "B"
		f.do(t, late, early)
		same(t, "pending", []string{"B", "Z"}, f.pending(t, 10))
	})
	t.Run("entries wait until they are sent", func(t *testing.T) { testSent(t, newFixture(t, create)) })
	t.Run("a document carries as many as there are", func(t *testing.T) {
		f := newFixture(t, create)
		var writes []store.Write
		for v := range int64(400) {
			writes = append(writes, f.thing(t, "a", v, Fields{}))
		}
		f.do(t, writes...)
		same(t, "pending", 400, len(f.pending(t, 1000)))
		seen := map[string]bool{}
		for range 4 {
			batch, err := f.Pending(t.Context(), 100)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range batch {
				seen[e.ID] = true
			}
			if err := f.Sent(t.Context(), batch); err != nil {
				t.Fatal(err)
			}
		}
		same(t, "distinct entries sent in batches", 400, len(seen))
		same(t, "left", []string{}, f.pending(t, 10))
		same(t, "the document", "400", fmt.Sprint(f.one(t, "a").Lookup("version").AsInt64()))
	})
}

func testSent(t *testing.T, f *fixture) {
	f.do(t, f.thing(t, "a", 0, Fields{}), f.thing(t, "b", 0, Fields{}), f.thing(t, "a", 1, Fields{}), f.write(t, f.notes, "n", 0, Fields{}))
	entries, err := f.Pending(t.Context(), 10)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "pending", []string{"E000000001", "E000000002", "E000000003", "E000000004"}, f.pending(t, 10))
	sent := func(entries ...store.Entry) {
		t.Helper()
		if err := f.Sent(t.Context(), entries); err != nil {
			t.Fatalf("Sent: %v", err)
		}
	}
	sent()
	sent(entries[0])
	same(t, "after the first", []string{"E000000002", "E000000003", "E000000004"}, f.pending(t, 10))
	f.do(t, f.thing(t, "a", 2, nil))
	same(t, "after a removal", []string{"E000000002", "E000000003", "E000000004", "E000000005"}, f.pending(t, 10))
	f.do(t, f.thing(t, "b", 1, Fields{"rank": int64(7)}))
	sent(slices.Concat(entries[:1], entries[1:2], entries[3:])...)
	same(t, "after some, one of them again", []string{"E000000003", "E000000005", "E000000006"}, f.pending(t, 10))
	same(t, "a document whose entry was sent", "7", fmt.Sprint(f.one(t, "b").Lookup("rank").AsInt64()))
	f.do(t, f.thing(t, "b", 2, Fields{}))
	same(t, "history of a document whose entries were sent", []int64{2, 1}, f.past(t, "b", 0, 10))
	rest, err := f.Pending(t.Context(), 10)
	if err != nil {
		t.Fatal(err)
	}
	sent(rest...)
	sent(rest...)
	sent(store.Entry{ID: "unknown", Collection: "things", Document: "a", Version: 1})
	same(t, "after all", []string{}, f.pending(t, 10))
	same(t, "a removed document whose entries were sent", "none", text(f.one(t, "a")))
	second := f.another(t)
	left, err := second.Pending(t.Context(), 10)
	if err != nil || len(left) != 0 {
		t.Errorf("another process's Pending = %v, %v", left, err)
	}
}
