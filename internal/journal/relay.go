package journal

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// leaseName is the lease of the relay that is at work.
const leaseName = "journal.relay"

// Relay moves entries from the outbox into the journal, one relay at a time by a lease. The lease saves work and keeps
// the order; the chain does not depend on it: a record's number can be taken only once and an entry can be journaled
// only once, so of two relays that both believe to hold the lease, one is refused by the store and stops.
//
// A process has one relay. Run and Drain must not run at the same time; Poke may be called at any time.
type Relay struct {
	journal *Journal
	store   store.Store
	holder  string
	poke    chan struct{}

	taken bool      // the lease may be this relay's, also after a call whose answer was lost
	until time.Time // the lease needs no renewal before
	head  *Record   // the newest record, as long as the lease is held
}

// NewRelay returns a relay of the journal. Its name among the relays is random.
func NewRelay(j *Journal) *Relay {
	return &Relay{journal: j, store: j.records.Store, holder: rand.Text(), poke: make(chan struct{}, 1)}
}

// Poke tells the relay that this process wrote, so that it looks at once. It never waits.
func (r *Relay) Poke() {
	select {
	case r.poke <- struct{}{}:
	default: // it will look anyway
	}
}

// Run relays entries until ctx ends: at once after a poke, and those of processes that did not get to it within the
// poll. What fails is logged and tried again.
func (r *Relay) Run(ctx context.Context) {
	defer r.release(ctx)
	for ctx.Err() == nil {
		wait := r.journal.config.Poll
		held, err := r.relay(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			r.journal.config.Log.LogAttrs(ctx, slog.LevelWarn, "journal relay will try again", slog.Any("error", err))
		case !held:
			wait = min(wait, busyWait)
		}
		select {
		case <-r.poke: // there is more already: keep the lease
		default:
			r.release(ctx)
			r.rest(ctx, wait)
		}
	}
}

// busyWait is how soon a relay asks again for a lease that another holds.
const busyWait = 10 * time.Millisecond

// rest waits for a poke, at most for d.
func (r *Relay) rest(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-r.poke:
	case <-ctx.Done():
	}
}

// Drain relays until nothing is pending. It waits while another relay is at work.
func (r *Relay) Drain(ctx context.Context) error {
	defer r.release(ctx)
	for {
		held, err := r.relay(ctx)
		if held || err != nil {
			return err
		}
		r.rest(ctx, busyWait)
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

// relay passes entries on until nothing is pending. It reports false if another relay is at work.
func (r *Relay) relay(ctx context.Context) (bool, error) {
	window := r.journal.config.Batch
	for {
		pending, err := r.store.Pending(ctx, window)
		if err != nil {
			return false, fmt.Errorf("read the outbox: %w", err)
		}
		if len(pending) == 0 {
			return true, nil
		}
		if held, err := r.hold(ctx); !held || err != nil {
			return false, err
		}
		b, err := r.journal.sift(ctx, pending, len(pending) < window || window >= maxWindow)
		if err != nil {
			return false, err
		}
		if len(b.todo)+len(b.done) == 0 { // all wait for an older version beyond the window
			window *= 2
			continue
		}
		window = r.journal.config.Batch
		if held, err := r.append(ctx, b.todo); !held || err != nil {
			return false, err
		}
		if err := r.store.Sent(ctx, slices.Concat(b.done, b.todo)); err != nil {
			return false, fmt.Errorf("empty the outbox: %w", err)
		}
	}
}

// maxWindow is how many entries a relay looks at when it seeks the older version of a document.
const maxWindow = 16_384

// appendBatch is how many records are written before the lease is looked at again.
const appendBatch = 100

// append adds records of the entries to the chain. It reports false, with nothing lost, if another relay was faster.
func (r *Relay) append(ctx context.Context, entries []store.Entry) (bool, error) {
	for len(entries) > 0 {
		if held, err := r.hold(ctx); !held || err != nil {
			return false, err
		}
		if r.head == nil {
			last, err := r.journal.last(ctx)
			if err != nil {
				return false, fmt.Errorf("read the last record: %w", err)
			}
			r.head = &last
		}
		n := min(len(entries), appendBatch)
		records, writes, err := r.journal.chain(*r.head, entries[:n])
		if err != nil {
			return false, err
		}
		done, err := r.store.Apply(ctx, writes...)
		if done > 0 {
			r.head = &records[done-1]
			r.journal.announce()
		}
		if err != nil {
			r.until, r.head = time.Time{}, nil
			if code := errs.CodeOf(err); code == errs.Conflict || code == errs.Duplicate {
				return false, nil // another relay took the number, or the entry
			}
			return false, fmt.Errorf("append records: %w", err)
		}
		entries = entries[n:]
	}
	return true, nil
}

// chain returns the records of the entries, the first of which follows head, and the writes that save them.
func (j *Journal) chain(head Record, entries []store.Entry) ([]Record, []store.Write, error) {
	records, writes := make([]Record, len(entries)), make([]store.Write, len(entries))
	for i, e := range entries {
		r := &records[i]
		r.Seq, r.Prev, r.Entry = head.Seq+1, head.Hash, e
		r.ID = recordID(r.Seq)
		var err error
		if writes[i], err = j.records.Inserting(r, store.Act{Actor: "system"}); err != nil {
			return nil, nil, err
		}
		head = *r
	}
	return records, writes, nil
}

// hold makes sure of the lease. A lease is renewed when half of it is over, since clocks may differ by the other half.
func (r *Relay) hold(ctx context.Context) (bool, error) {
	c := r.journal.config
	now := c.Now()
	if now.Before(r.until) {
		return true, nil
	}
	r.taken, r.until, r.head = true, time.Time{}, nil
	held, err := r.store.Acquire(ctx, leaseName, r.holder, c.Lease)
	if err != nil {
		return false, fmt.Errorf("take the relay's lease: %w", err)
	}
	r.taken = held
	if held {
		r.until = now.Add(c.Lease / 2)
	}
	return held, nil
}

// release gives back the lease, if this relay may have it, also when ctx has ended.
func (r *Relay) release(ctx context.Context) {
	if !r.taken {
		return
	}
	r.taken, r.until, r.head = false, time.Time{}, nil
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if err := r.store.Release(ctx, leaseName, r.holder); err != nil {
		r.journal.config.Log.LogAttrs(ctx, slog.LevelWarn, "journal relay keeps its lease until it runs out", slog.Any("error", err))
	}
}
