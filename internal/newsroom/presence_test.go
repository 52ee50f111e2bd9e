package newsroom

import (
	"slices"
	"sync"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

func TestWhoHasADraftOpen(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		d := r.create(t, Content{Title: "Lễ khen"})
		other := r.another(r.store) // the desk of another process
		shown := func() string {
			t.Helper()
			editing, err := other.Editing(t.Context(), writer(), []*Draft{d})
			if err != nil {
				t.Fatal(err)
			}
			if p := editing[d.ID]; p != nil {
				return p.UserID
			}
			return ""
		}
		if got := shown(); got != "" {
			t.Errorf("at first %q", got)
		}
		first, mine, err := r.BeginEditing(t.Context(), editor(), d.ID, false)
		if err != nil || !mine || shown() != "usr_1" {
			t.Fatalf("begin: %v, %t, %v; shown is %q", first, mine, err, shown())
		}
		r.clock.Advance(PresenceLife - time.Second)
		if p, mine, err := other.BeginEditing(t.Context(), second(), d.ID, false); err != nil || mine || p.EditID != first.EditID {
			t.Errorf("another began: %v, %t, %v", p, mine, err)
		}
		if p, mine, err := r.BeginEditing(t.Context(), editor(), d.ID, false); err != nil || mine || p.EditID != first.EditID {
			t.Errorf("another page of the same editor: %v, %t, %v", p, mine, err)
		}
		if p, mine, err := other.KeepEditing(t.Context(), editor(), d.ID, first.EditID); err != nil || !mine || !p.Since.Equal(first.Since) {
			t.Errorf("keep: %v, %t, %v", p, mine, err)
		}
		r.clock.Advance(PresenceLife - time.Second)
		if shown() != "usr_1" {
			t.Error("who said that they were there counts as gone")
		}
		r.clock.Advance(time.Second)
		if got := shown(); got != "" {
			t.Errorf("after silence %q", got)
		}
		later, mine, err := other.BeginEditing(t.Context(), second(), d.ID, false)
		if err != nil || !mine || shown() != "usr_2" {
			t.Errorf("begin after silence: %v, %t, %v", later, mine, err)
		}
		if p, mine, err := r.KeepEditing(t.Context(), editor(), d.ID, first.EditID); err != nil || mine || p.UserID != "usr_2" {
			t.Errorf("the first page does not hear of it: %v, %t, %v", p, mine, err)
		}
		if err := r.EndEditing(t.Context(), editor(), d.ID, later.EditID); err != nil || shown() != "usr_2" {
			t.Errorf("another's page was ended: %v", err)
		}
		if err := r.EndEditing(t.Context(), second(), d.ID, later.EditID); err != nil || shown() != "" {
			t.Errorf("end: %v; shown is %q", err, shown())
		}
		if now := r.draft(t, d.ID); now.Version != 1 {
			t.Errorf("the draft has version %d", now.Version)
		}
	})
}

// TestOneOfManyHasTheDraftOpen lets many begin at the same moment, in two processes.
func TestOneOfManyHasTheDraftOpen(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		d := r.create(t, Content{Title: "Lễ khen"})
		other := r.another(r.store)
		var wg sync.WaitGroup
		var mu sync.Mutex
		began := map[string]bool{}
		for i := range 20 {
			wg.Go(func() {
				desk := r.Desk
				if i%2 == 1 {
					desk = other
				}
				p, mine, err := desk.BeginEditing(t.Context(), editor(), d.ID, false)
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				if mine {
					began[p.EditID] = true
				}
			})
		}
		wg.Wait()
		if len(began) != 1 {
			t.Errorf("%d pages have the draft open", len(began))
		}
	})
}

func TestOnlyWhoMayChangeADraftHasItOpen(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.create(t, Content{Title: "Lễ khen"})
	if _, _, err := r.BeginEditing(t.Context(), editor(), d.ID, false); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		viewer access.Viewer
		code   errs.Code
		sees   bool
	}{
		{"nobody signed in", access.Anonymous(), errs.Unauthenticated, false},
		{"a reader's account", access.Viewer{Actor: "usr_9", Role: access.Reader}, errs.NotFound, false},
		{"somebody of another unit", stranger(), errs.NotFound, false},
		{"who may see it only", writer(), errs.Forbidden, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, _, err := r.BeginEditing(t.Context(), c.viewer, d.ID, true)
			fails(t, err, c.code)
			_, _, err = r.KeepEditing(t.Context(), c.viewer, d.ID, "x")
			fails(t, err, c.code)
			fails(t, r.EndEditing(t.Context(), c.viewer, d.ID, "x"), c.code)
			editing, err := r.Editing(t.Context(), c.viewer, []*Draft{d})
			if err != nil || (editing[d.ID] != nil) != c.sees {
				t.Errorf("sees %v, %v", editing, err)
			}
		})
	}
}

func TestPresenceLeavesNoTraceInTheJournal(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.create(t, Content{Title: "Lễ khen"})
	p, _, err := r.BeginEditing(t.Context(), editor(), d.ID, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := r.KeepEditing(t.Context(), editor(), d.ID, p.EditID); err != nil {
		t.Fatal(err)
	}
	if entries := r.journaled(t); len(entries) != 1 || entries[0].Action != "article.create" {
		t.Errorf("the journal gets %v", entries)
	}
}

// journaled are the entries for the journal, but for the custom fields that a room begins with.
func (r *room) journaled(t *testing.T) []store.Entry {
	t.Helper()
	entries, err := r.store.Pending(t.Context(), store.MaxLimit)
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(entries, func(e store.Entry) bool { return e.Collection == "custom_fields" })
}
