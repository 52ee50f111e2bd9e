package journal_test

import (
	"context"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"thidua/internal/journal"
	"thidua/internal/store"
	"thidua/internal/store/mongostore"
	"thidua/internal/store/mongostore/mongotest"
	"thidua/internal/store/sqlitestore"
	"thidua/internal/store/storetest"
)

// onEachStore runs a test on the model, on SQLite, and on MongoDB where there is a server.
func onEachStore(t *testing.T, run func(t *testing.T, open storetest.Open)) {
	t.Helper()
	t.Run("model", func(t *testing.T) {
		t.Parallel()
		run(t, storetest.NewModel())
	})
	t.Run("SQLite", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(t.TempDir(), "thidua.db")
		run(t, opener(t, func(ctx context.Context, now func() time.Time) (store.Store, error) {
			return sqlitestore.Open(ctx, sqlitestore.Config{Path: path, Now: now})
		}))
	})
	t.Run("MongoDB", func(t *testing.T) {
		t.Parallel()
		uri := mongotest.OwnDatabase(t)
		run(t, opener(t, func(ctx context.Context, now func() time.Time) (store.Store, error) {
			return mongostore.Open(ctx, mongostore.Config{URI: uri, Now: now})
		}))
	})
}

// opener keeps what it opens open until the end of the test.
func opener(t *testing.T, open func(ctx context.Context, now func() time.Time) (store.Store, error)) storetest.Open {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	return func(now func() time.Time) store.Store {
		s, err := open(ctx, now)
		if err != nil {
			t.Fatalf("open the store: %v", err)
		}
		t.Cleanup(func() {
			if err := s.Close(ctx); err != nil {
				t.Errorf("close the store: %v", err)
			}
		})
		return s
	}
}

// process is what one process has: the store, the journal and its relay.
type process struct {
	store.Store
	journal *journal.Journal
	relay   *journal.Relay
	notes   *store.Schema
	entries *atomic.Int64
}

// start opens the database as a process does.
func start(t *testing.T, open storetest.Open, c journal.Config) *process {
	t.Helper()
	if c.Now == nil {
		c.Now = storetest.NewClock().Now
	}
	return startOn(t, open(c.Now), c)
}

// startOn is start with a store that is open already.
func startOn(t *testing.T, s store.Store, c journal.Config) *process {
	t.Helper()
	p := &process{Store: s, notes: storetest.Notes(), entries: new(atomic.Int64)}
	if err := s.Ensure(t.Context(), p.notes, journal.Schema()); err != nil {
		t.Fatalf("Ensure: %v", err)
	}
	p.journal = journal.New(s, c)
	p.relay = journal.NewRelay(p.journal)
	return p
}

// note returns the write of a note's next version, with an entry whose ID says when its writer thinks it is made.
func (p *process) note(t testing.TB, id string, version int64, made string) store.Write {
	t.Helper()
	return store.Write{
		Schema: p.notes, ID: id, IfVersion: version - 1, Doc: storetest.Encode(t, id, version, nil),
		Entry: &store.Entry{
			ID: fmt.Sprintf("%s-%s-%d", made, id, version), At: time.UnixMilli(1_790_000_000_000 + version).UTC(),
			Actor: "usr_" + id[:1], Action: fmt.Sprintf("note.do%d", version%2), Collection: p.notes.Name, Document: id,
			Version: version, Changed: []string{"name"}, Note: "lý do",
		},
	}
}

// do applies writes that must succeed.
func (p *process) do(t testing.TB, writes ...store.Write) {
	t.Helper()
	if n, err := p.Apply(t.Context(), writes...); err != nil {
		t.Fatalf("Apply of %d writes did %d: %v", len(writes), n, err)
	}
}

// drain relays all that is pending.
func (p *process) drain(t testing.TB) {
	t.Helper()
	if err := p.relay.Drain(t.Context()); err != nil {
		t.Fatalf("Drain: %v", err)
	}
}

// told returns document and version of every record, in order, and fails unless the chain holds.
func (p *process) told(t testing.TB) []string {
	t.Helper()
	told := []string{}
	for {
		page, err := p.journal.Tail(t.Context(), journal.Cursor(len(told)), 7)
		if err != nil {
			t.Fatalf("Tail: %v", err)
		}
		if len(page) == 0 {
			break
		}
		for _, r := range page {
			told = append(told, fmt.Sprintf("%s:%d", r.Entry.Document, r.Entry.Version))
		}
	}
	report, err := p.journal.Verify(t.Context(), 0)
	if err != nil || report.Broken != nil || report.Checked != int64(len(told)) {
		t.Errorf("Verify of %d records = %+v, %v", len(told), report, err)
	}
	return told
}

// lookAfter returns a context that ends well before a test run that hangs would be stopped.
func lookAfter(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	return ctx
}
