package journal_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/journal"
	"thidua/internal/store"
	"thidua/internal/store/storetest"
)

func TestRelayKeepsOrder(t *testing.T) {
	t.Parallel()
	type change struct {
		id      string
		version int64
		made    string
	}
	for _, c := range []struct {
		name    string
		batch   int
		changes []change
		want    []string
	}{
		{"of nothing", 0, nil, []string{}},
		{"of making", 0, []change{{"a", 1, "T3"}, {"b", 1, "T1"}, {"c", 1, "T2"}}, []string{"b:1", "c:1", "a:1"}},
		{"of making, in small batches", 2, []change{{"a", 1, "T3"}, {"b", 1, "T1"}, {"c", 1, "T2"}, {"c", 2, "T4"}}, []string{"b:1", "c:1", "a:1", "c:2"}},
		{
			"of versions against the clocks of their writers", 0,
			[]change{{"a", 1, "T9"}, {"a", 2, "T1"}, {"a", 3, "T5"}, {"b", 1, "T4"}},
			[]string{"a:1", "b:1", "a:2", "a:3"},
		},
		{
			"of versions whose first is beyond the batch", 2,
			[]change{{"a", 1, "T9"}, {"a", 2, "T1"}, {"b", 1, "T6"}, {"c", 1, "T7"}, {"d", 1, "T8"}},
			[]string{"b:1", "c:1", "d:1", "a:1", "a:2"},
		},
		{
			"of versions that fill the batch while the first is beyond it", 2,
			[]change{{"a", 1, "T9"}, {"a", 2, "T1"}, {"a", 3, "T2"}, {"a", 4, "T3"}, {"a", 5, "T4"}, {"a", 6, "T5"}},
			[]string{"a:1", "a:2", "a:3", "a:4", "a:5", "a:6"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			onEachStore(t, func(t *testing.T, open storetest.Open) {
				p := start(t, open, journal.Config{Batch: c.batch})
				for _, w := range c.changes {
					p.do(t, p.note(t, w.id, w.version, w.made))
				}
				p.drain(t)
				if d := cmp.Diff(c.want, p.told(t)); d != "" {
					t.Errorf("the journal (-want +got):\n%s", d)
				}
				if left, err := p.Pending(t.Context(), 10); err != nil || len(left) != 0 {
					t.Errorf("left in the outbox: %v, %v", left, err)
				}
			})
		})
	}
}

// hooked is a store whose calls a test interferes with.
type hooked struct {
	store.Store
	beforeAppend func() // before records are written
	sent         func() error
}

func (h *hooked) Apply(ctx context.Context, writes ...store.Write) (int, error) {
	if len(writes) > 0 && writes[0].Schema.Unjournaled && h.beforeAppend != nil {
		hook := h.beforeAppend
		h.beforeAppend = nil
		hook()
	}
	return h.Store.Apply(ctx, writes...)
}

func (h *hooked) Sent(ctx context.Context, entries []store.Entry) error {
	if h.sent != nil {
		if err := h.sent(); err != nil {
			return err
		}
	}
	return h.Store.Sent(ctx, entries)
}

func TestRelayJournalsOnceAfterItDiedBeforeEmptyingTheOutbox(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, open storetest.Open) {
		clock, died := storetest.NewClock(), errors.New("killed")
		h := &hooked{Store: open(clock.Now), sent: func() error { return died }}
		p := startOn(t, h, journal.Config{Now: clock.Now})
		p.do(t, p.note(t, "a", 1, "T1"), p.note(t, "b", 1, "T2"))
		if err := p.relay.Drain(t.Context()); !errors.Is(err, died) {
			t.Fatalf("Drain = %v; want %v", err, died)
		}
		p.do(t, p.note(t, "a", 2, "T0"))
		next := start(t, open, journal.Config{Now: clock.Now})
		next.drain(t)
		if d := cmp.Diff([]string{"a:1", "b:1", "a:2"}, next.told(t)); d != "" {
			t.Errorf("the journal (-want +got):\n%s", d)
		}
	})
}

func TestRelayThatLosesItsLeaseStops(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, open storetest.Open) {
		clock := storetest.NewClock()
		other := start(t, open, journal.Config{Now: clock.Now})
		h := &hooked{Store: open(clock.Now)}
		slow := startOn(t, h, journal.Config{Now: clock.Now})
		for i := range 5 {
			slow.do(t, slow.note(t, fmt.Sprint("n", i), 1, fmt.Sprint("T", i)))
		}
		h.beforeAppend = func() { // so long that the other takes over, does the work and more, and lets go
			clock.Advance(time.Hour)
			other.drain(t)
			other.do(t, other.note(t, "late", 1, "T9"))
		}
		slow.drain(t)
		if d := cmp.Diff([]string{"n0:1", "n1:1", "n2:1", "n3:1", "n4:1", "late:1"}, slow.told(t)); d != "" {
			t.Errorf("the journal (-want +got):\n%s", d)
		}
	})
}

func TestRelayWaitsWhileAnotherIsAtWork(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, open storetest.Open) {
		clock := storetest.NewClock()
		p := start(t, open, journal.Config{Now: clock.Now})
		p.do(t, p.note(t, "a", 1, "T1"))
		if held, err := p.Acquire(t.Context(), "journal.relay", "another", time.Minute); !held || err != nil {
			t.Fatalf("Acquire = %t, %v", held, err)
		}
		short, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		if err := p.relay.Drain(short); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Drain while another holds the lease = %v", err)
		}
		if d := cmp.Diff([]string{}, p.told(t)); d != "" {
			t.Errorf("the journal while another holds the lease (-want +got):\n%s", d)
		}
		clock.Advance(2 * time.Minute)
		p.drain(t)
		if d := cmp.Diff([]string{"a:1"}, p.told(t)); d != "" {
			t.Errorf("the journal after the lease ran out (-want +got):\n%s", d)
		}
	})
}

func TestRelayToldOfAWriteNeedsNoPoll(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, open storetest.Open) {
		ctx, stop := context.WithCancel(lookAfter(t))
		p := start(t, open, journal.Config{Poll: time.Hour})
		p.Store = journal.Poking(p.Store, p.relay)
		ended := make(chan struct{})
		go func() { defer close(ended); p.relay.Run(ctx) }()
		defer func() { stop(); <-ended }()

		told := make(chan string)
		go func() {
			_ = p.journal.Follow(ctx, 0, func(r journal.Record) error { // ends with ctx
				select {
				case told <- r.Entry.Document:
					return nil
				case <-ctx.Done():
					return ctx.Err()
				}
			})
		}()
		for i := range 20 {
			id := fmt.Sprint("n", i)
			p.do(t, p.note(t, id, 1, "T"))
			select {
			case got := <-told:
				if got != id {
					t.Fatalf("told of %s; want %s", got, id)
				}
			case <-ctx.Done():
				t.Fatalf("never told of %s", id)
			}
		}
	})
}

func TestRelayFindsWhatADeadProcessLeft(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, open storetest.Open) {
		ctx, stop := context.WithCancel(lookAfter(t))
		living := start(t, open, journal.Config{Poll: time.Millisecond})
		dead := start(t, open, journal.Config{})
		ended := make(chan struct{})
		go func() { defer close(ended); living.relay.Run(ctx) }()
		dead.do(t, dead.note(t, "a", 1, "T1"))
		found := errors.New("found")
		third := start(t, open, journal.Config{Poll: time.Millisecond})
		if err := third.journal.Follow(ctx, 0, func(journal.Record) error { return found }); !errors.Is(err, found) {
			t.Errorf("Follow = %v", err)
		}
		stop()
		<-ended
		if held, err := third.Acquire(t.Context(), "journal.relay", "third", time.Minute); !held || err != nil {
			t.Errorf("a relay that ended keeps its lease: %t, %v", held, err)
		}
	})
}

func TestRelayReportsALostEntryAndGoesOn(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, open storetest.Open) {
		p := start(t, open, journal.Config{})
		lost := p.note(t, "a", 2, "T2")
		p.do(t, p.note(t, "a", 1, "T1"), lost, p.note(t, "a", 3, "T3"), p.note(t, "b", 1, "T4"))
		if err := p.Sent(t.Context(), []store.Entry{*lost.Entry}); err != nil {
			t.Fatal(err)
		}
		p.drain(t)
		if d := cmp.Diff([]string{"a:1", "a:3", "b:1"}, p.told(t)); d != "" {
			t.Errorf("the journal (-want +got):\n%s", d)
		}
	})
}
