package journal_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/errs"
	"thidua/internal/journal"
	"thidua/internal/store/storetest"
)

// TestManyRelays lets the relays of several processes work while others write, and time jumps, so that leases run out
// under their holders. Whatever happens, the chain holds, every change has one record, and whoever follows sees all.
func TestManyRelays(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, open storetest.Open) {
		ctx := lookAfter(t)
		const processes, documents, versions = 4, 6, 25
		clock := storetest.NewClock()
		jumping := func() time.Time { // whoever looks at the clock moves it, by up to a third of a lease
			clock.Advance(time.Duration(rand.IntN(350)) * time.Millisecond)
			return clock.Now()
		}
		working, stop := context.WithCancel(ctx)
		defer stop()
		var relays, followers, writers sync.WaitGroup
		seen := make([][]string, processes)
		all := make([]*process, processes)
		for i := range all {
			all[i] = start(t, open, journal.Config{Now: jumping, Poll: 2 * time.Millisecond, Lease: time.Second, Batch: 3 + 7*i})
		}
		done := errors.New("seen all")
		for i, p := range all {
			relays.Go(func() { p.relay.Run(working) })
			followers.Go(func() {
				err := p.journal.Follow(ctx, 0, func(r journal.Record) error {
					seen[i] = append(seen[i], fmt.Sprintf("%d %s:%d", r.Seq, r.Entry.Document, r.Entry.Version))
					if len(seen[i]) == documents*versions {
						return done
					}
					return nil
				})
				if !errors.Is(err, done) {
					t.Errorf("Follow = %v after %d records", err, len(seen[i]))
				}
			})
			writers.Go(func() {
				w := journal.Poking(p.Store, p.relay)
				for v := range int64(versions) {
					for d := range documents {
						// Half of the clocks run backwards; whoever is first makes the version.
						made := fmt.Sprintf("T%05d-%d", 5000+(v+1)*int64(1-2*(i%2))*int64(1+d), i)
						_, err := w.Apply(ctx, p.note(t, fmt.Sprint("n", d), v+1, made))
						if err != nil && errs.CodeOf(err) != errs.Conflict {
							t.Errorf("Apply: %v", err)
							return
						}
					}
				}
			})
		}
		writers.Wait()
		followers.Wait()
		stop()
		relays.Wait()

		got := all[0].told(t)
		inOrder(t, got)
		if len(got) != documents*versions {
			t.Errorf("%d records of %d changes", len(got), documents*versions)
		}
		want := make([]string, len(got))
		for i, one := range got {
			want[i] = fmt.Sprintf("%d %s", i+1, one)
		}
		for i := range seen {
			if d := cmp.Diff(want, seen[i]); d != "" {
				t.Errorf("follower %d (-want +got):\n%s", i, d)
			}
		}
	})
}

// inOrder fails unless the versions of each document follow one another from the first.
func inOrder(t *testing.T, told []string) {
	t.Helper()
	next := map[string]int{}
	for _, one := range told {
		id, version, _ := strings.Cut(one, ":")
		if next[id]++; version != strconv.Itoa(next[id]) {
			t.Fatalf("after version %d of %s comes version %s:\n%v", next[id]-1, id, version, told)
		}
	}
}
