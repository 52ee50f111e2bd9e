package answers_test

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"thidua/internal/answers"
	"thidua/internal/journal"
	"thidua/internal/store"
	"thidua/internal/store/mongostore"
	"thidua/internal/store/mongostore/mongotest"
	"thidua/internal/store/sqlitestore"
)

// thing is a document.
type thing struct {
	store.Head `bson:",inline"`
	Name       string `bson:"name"`
}

func things() *store.Schema { return &store.Schema{Name: "things", Public: true} }

// process is what one process has: a cache, a store that purges it, and a journal.
type process struct {
	cache  *answers.Cache
	things *store.Collection[thing]
}

// newProcess starts a process over the store that open opens.
func newProcess(t *testing.T, open func(t *testing.T) store.Store) *process {
	t.Helper()
	s := open(t)
	if err := s.Ensure(t.Context(), things(), journal.Schema()); err != nil {
		t.Fatal(err)
	}
	diary := journal.New(s, journal.Config{Log: slog.New(slog.DiscardHandler)})
	relay := journal.NewRelay(diary)
	p := &process{cache: answers.New(answers.Config{Bytes: 1 << 20, Now: time.Now})}
	p.things = &store.Collection[thing]{
		Schema: things(), Store: store.Watched(answers.Purging(journal.Poking(s, relay), p.cache)), Prefix: "thi", Now: time.Now, IDs: store.NewIDs(),
		Noun: store.Noun{Vi: "vật", En: "thing"},
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	var group sync.WaitGroup
	group.Go(func() { relay.Run(ctx) })
	group.Go(func() { p.cache.Follow(ctx, diary, slog.New(slog.DiscardHandler)) })
	t.Cleanup(func() { cancel(); group.Wait(); _ = s.Close(context.WithoutCancel(t.Context())) })
	return p
}

// name asks for the name of a thing, as a request does.
func (p *process) name(t *testing.T, id string) (name string, there bool) {
	t.Helper()
	a, lead := p.cache.Join(t.Context(), []byte(id))
	defer lead.Leave()
	if a != nil {
		return string(a.Body()), true
	}
	ctx, reads := store.WithReads(t.Context())
	found, err := p.things.ByIDs(ctx, []string{id}, store.Whole)
	if err != nil {
		t.Fatal(err)
	}
	name = "none"
	if d := found[id]; d != nil {
		name = d.Name
	}
	if err := lead.Keep(t.Context(), answers.NewAnswer("", []byte(name), reads.Collections(), 0), reads); err != nil {
		t.Fatal(err)
	}
	return name, false
}

// Ensure that a change is seen at once where it was made, and within a second elsewhere; also by who asked for what was not
// there.
func TestTwoProcesses(t *testing.T) {
	t.Parallel()
	file := t.TempDir() + "/thidua.db"
	stores := map[string]func(t *testing.T) store.Store{"sqlite": func(t *testing.T) store.Store {
		t.Helper()
		s, err := sqlitestore.Open(t.Context(), sqlitestore.Config{Path: file})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}}
	if mongotest.ServerURI() == "" {
		t.Log("MONGODB_TEST_URI is not set: MongoDB is left out")
	} else {
		uri := mongotest.OwnDatabase(t)
		stores["mongodb"] = func(t *testing.T) store.Store {
			t.Helper()
			s, err := mongostore.Open(t.Context(), mongostore.Config{URI: uri})
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
	}
	for name, open := range stores {
		t.Run(name, func(t *testing.T) {
			here, there := newProcess(t, open), newProcess(t, open)
			doc := &thing{Head: store.Head{ID: "thi_1"}}
			doc.Name = "first"
			settle := func(p *process, want string) time.Duration {
				t.Helper()
				start := time.Now()
				for {
					got, kept := p.name(t, "thi_1")
					if got == want && kept {
						return time.Since(start)
					}
					if time.Since(start) > 10*time.Second {
						t.Fatalf("after 10 s it is %q, kept %v; want %q", got, kept, want)
					}
					time.Sleep(5 * time.Millisecond) // as a client that asks again: nothing tells it of a purge in another process
				}
			}
			settle(here, "none")
			settle(there, "none")
			if err := here.things.Insert(t.Context(), doc, store.Act{Actor: "system", Action: "thing.make"}); err != nil {
				t.Fatal(err)
			}
			if got, _ := here.name(t, "thi_1"); got != "first" {
				t.Errorf("where it was made it is %q", got)
			}
			if took := settle(there, "first"); took > 2*time.Second {
				t.Errorf("elsewhere it took %v", took)
			}
			next := *doc
			next.Name = "second"
			if err := there.things.Replace(t.Context(), doc, &next, store.Act{Actor: "system", Action: "thing.rename"}); err != nil {
				t.Fatal(err)
			}
			t.Logf("a change was seen by the other process after %v", settle(here, "second"))
		})
	}
}
