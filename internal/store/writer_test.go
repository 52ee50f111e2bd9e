package store_test

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"sync"
	"time"

	"thidua/internal/errs"
	"thidua/internal/journal"
	"thidua/internal/store"
	"thidua/internal/store/storetest"
)

// write is the life of a process that is going to be killed: goroutines replace a few documents, fighting over them,
// and tell each write that the store acknowledged, while a relay journals them. It returns only with an error.
func write(database string, out io.Writer) error {
	ctx, fail := context.WithCancelCause(context.Background())
	defer fail(nil)
	s, err := open(ctx, database, time.Now)
	if err != nil {
		return err
	}
	things := storetest.Things()
	if err := s.Ensure(ctx, things, journal.Schema()); err != nil {
		return fmt.Errorf("ensure: %w", err)
	}
	relay := journal.NewRelay(journal.New(s, journal.Config{Lease: time.Second, Batch: 20}))
	go relay.Run(ctx)
	ids := store.NewIDs()
	var mu sync.Mutex // one line at a time
	for i := range 8 {
		go func() {
			for n := 0; ctx.Err() == nil; n++ {
				token := fmt.Sprintf("%d-%d-%d", os.Getpid(), i, n)
				w, err := nextVersion(ctx, s, things, fmt.Sprintf("thing%02d", rand.IntN(12)), token, ids)
				if err == nil {
					_, err = journal.Poking(s, relay).Apply(ctx, w)
				}
				switch {
				case errs.CodeOf(err) == errs.Conflict:
				case err != nil:
					fail(err)
				default:
					mu.Lock()
					_, _ = fmt.Fprintln(out, w.ID, w.IfVersion+1, token) // nobody listens to one who is being killed
					mu.Unlock()
				}
			}
		}()
	}
	<-ctx.Done()
	return context.Cause(ctx)
}

// nextVersion reads a document and returns the write that makes its next version, or its first.
func nextVersion(ctx context.Context, s store.Store, things *store.Schema, id, token string, ids *store.IDs) (store.Write, error) {
	docs, err := s.Get(ctx, things, []string{id}, store.Light)
	if err != nil {
		return store.Write{}, fmt.Errorf("read %s: %w", id, err)
	}
	w := store.Write{Schema: things, ID: id}
	if len(docs) > 0 {
		w.IfVersion = docs[0].Lookup(store.VersionField).AsInt64()
	}
	now := time.Now().UTC().Truncate(time.Millisecond)
	w.Doc = storetest.Encode(mortal{}, id, w.IfVersion+1, storetest.Fields{
		"name": token, "tags": []string{token, "chung"}, "slugs": []string{id + token, id}, "code": id, "at": now, "body": fmt.Sprintf("%4096s", token),
	})
	w.Entry = &store.Entry{
		ID: ids.Next("", now), At: now, Actor: "usr_1", Action: "thing.save", Collection: things.Name, Document: id,
		Version: w.IfVersion + 1, Changed: []string{"name"},
	}
	return w, nil
}

// mortal stands in for a test in a process that has none.
type mortal struct{}

func (mortal) Helper() {}

func (mortal) Fatalf(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }
