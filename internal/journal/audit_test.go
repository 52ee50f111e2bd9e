package journal_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/journal"
	"thidua/internal/store"
	"thidua/internal/store/storetest"
)

func TestAudit(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, open storetest.Open) {
		p := start(t, open, journal.Config{})
		for v := range int64(5) {
			for _, id := range []string{"a", "b", "ab"} {
				p.do(t, p.note(t, id, v+1, fmt.Sprint("T", v)))
			}
		}
		p.drain(t)
		type find func(ctx context.Context, page store.Page) ([]*journal.Record, error)
		for name, c := range map[string]struct {
			find  find
			order store.Order[journal.Record]
			want  []string
		}{
			"of a document": {
				func(ctx context.Context, page store.Page) ([]*journal.Record, error) {
					return p.journal.OfDocument(ctx, "notes", "a", page)
				}, journal.Versions(), []string{"a:5", "a:4", "a:3", "a:2", "a:1"},
			},
			"of another collection": {
				func(ctx context.Context, page store.Page) ([]*journal.Record, error) {
					return p.journal.OfDocument(ctx, "note", "a", page)
				}, journal.Versions(), []string{},
			},
			"by an actor": {
				func(ctx context.Context, page store.Page) ([]*journal.Record, error) {
					return p.journal.ByActor(ctx, "usr_b", page)
				}, journal.Newest(), []string{"b:5", "b:4", "b:3", "b:2", "b:1"},
			},
			"by an action": {
				func(ctx context.Context, page store.Page) ([]*journal.Record, error) {
					return p.journal.ByAction(ctx, "note.do0", page)
				}, journal.Newest(), []string{"b:4", "ab:4", "a:4", "b:2", "ab:2", "a:2"},
			},
		} {
			got, page := []string{}, store.Page{Limit: 2}
			for {
				records, err := c.find(t.Context(), page)
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				for _, r := range records {
					got = append(got, fmt.Sprintf("%s:%d", r.Entry.Document, r.Entry.Version))
					after := c.order.Position(r)
					page.After = &after
				}
				if len(records) == 0 {
					break
				}
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("%s (-want +got):\n%s", name, d)
			}
		}
	})
}

func TestFollowGoesOnFromACursor(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, open storetest.Open) {
		p := start(t, open, journal.Config{})
		for v := range int64(600) {
			p.do(t, p.note(t, "a", v+1, fmt.Sprintf("T%05d", v)))
		}
		p.drain(t)
		enough := errors.New("enough")
		var seen []int64
		var cursor journal.Cursor
		for range 4 { // a consumer that is stopped every now and then, one record of which it does not finish
			left := 160
			err := p.journal.Follow(t.Context(), cursor, func(r journal.Record) error {
				if left--; left == 0 {
					return enough
				}
				seen, cursor = append(seen, r.Entry.Version), journal.Cursor(r.Seq)
				if r.Seq == 600 {
					return enough
				}
				return nil
			})
			if !errors.Is(err, enough) {
				t.Fatalf("Follow = %v", err)
			}
		}
		want := make([]int64, 600)
		for i := range want {
			want[i] = int64(i) + 1
		}
		if d := cmp.Diff(want, seen); d != "" {
			t.Errorf("records seen (-want +got):\n%s", d)
		}
		if end, err := p.journal.End(t.Context()); err != nil || end != 600 {
			t.Errorf("End = %d, %v", end, err)
		}
		ended, stop := context.WithCancel(t.Context())
		stop()
		if err := p.journal.Follow(ended, 600, func(journal.Record) error { return nil }); !errors.Is(err, context.Canceled) {
			t.Errorf("Follow after the end of its context = %v", err)
		}
	})
}
