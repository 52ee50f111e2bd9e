package answers

import (
	"bytes"
	"context"
	"hash/maphash"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/maypok86/otter/v2"

	"thidua/internal/store"
	"thidua/internal/viet"
)

// Config is what a [Cache] is made of.
type Config struct {
	// Bytes bounds the memory of all answers together.
	Bytes uint64
	// Now is the clock. Required.
	Now func() time.Time
	// Changes says of collections whose documents show and vanish by themselves when that happens next after a time; the
	// zero time for never.
	Changes map[string]func(ctx context.Context, after time.Time) (time.Time, error)
}

// Cache keeps answers. Safe for concurrent use.
type Cache struct {
	config  Config
	seed    maphash.Seed
	epochs  epochs
	kept    *otter.Cache[uint64, *entry]
	trusted atomic.Int64 // until when changes of other processes are known, in nanoseconds

	mu      sync.Mutex
	flights map[uint64]*flight
	moments map[string]moment
}

// entry is an answer with the question, which others may share a hash with, and what it depends on.
type entry struct {
	question []byte
	answer   *Answer
	epoch    int64        // before the first read
	places   []uint32     // of what was read
	checked  atomic.Int64 // the epoch up to which nothing of it has changed
	expires  time.Time
}

// largest is the part of the memory that one answer may take.
const largest = 32

// New returns an empty cache. It keeps and serves nothing until it is trusted: see [Cache.Follow] and [Cache.Trust].
func New(c Config) *Cache {
	cache := &Cache{config: c, seed: maphash.MakeSeed(), flights: map[uint64]*flight{}, moments: map[string]moment{}}
	cache.epochs.seed = cache.seed
	cache.kept = otter.Must(&otter.Options[uint64, *entry]{
		MaximumWeight: c.Bytes,
		Weigher:       func(_ uint64, e *entry) uint32 { return e.weight() },
	})
	return cache
}

// weight estimates from above what an entry takes, its compressed form included.
func (e *entry) weight() uint32 {
	return uint32(1024 + len(e.question) + 2*len(e.answer.body) + 4*len(e.places))
}

// Trust lets answers be kept and served until a time up to which, as the caller knows, changes are reported.
func (c *Cache) Trust(until time.Time) { c.trusted.Store(until.UnixNano()) }

// Purge makes worthless what depends on a document, or on a search of its collection.
func (c *Cache) Purge(collection, id string) { c.epochs.purge(collection, id) }

// PurgeAll makes all answers worthless.
func (c *Cache) PurgeAll() {
	c.epochs.purgeAll()
	c.kept.InvalidateAll()
}

// get returns the answer to a question; nil if there is none that holds now.
func (c *Cache) get(hash uint64, question []byte, now time.Time) *Answer {
	e, ok := c.kept.GetIfPresent(hash)
	if !ok || !bytes.Equal(e.question, question) || now.UnixNano() >= c.trusted.Load() {
		return nil
	}
	current := c.epochs.now.Load()
	if e.checked.Load() != current {
		if !c.epochs.unchanged(e.places, e.epoch) {
			c.kept.ComputeIfPresent(hash, func(now *entry) (*entry, otter.ComputeOp) {
				if now == e {
					return nil, otter.InvalidateOp
				}
				return now, otter.CancelOp
			})
			return nil
		}
		e.checked.Store(current)
	}
	if !now.Before(e.expires) {
		return nil
	}
	return e.answer
}

// places returns where what was read is looked up.
func (c *Cache) places(reads *store.Reads) []uint32 {
	seen := map[uint32]bool{}
	for _, name := range reads.Searches() {
		seen[c.epochs.place(name, "")] = true
	}
	reads.Documents(func(collection, id string) { seen[c.epochs.place(collection, id)] = true })
	return slices.Collect(maps.Keys(seen))
}

// moment is when a collection changes by itself next, as it was asked at an epoch for a time.
type moment struct {
	epoch       int64
	asked, next time.Time
}

// expiry returns when an answer that was asked for at a time becomes worthless by itself: at the end of the day, since
// records are as of a day, or when a collection that was read changes by itself.
func (c *Cache) expiry(ctx context.Context, reads *store.Reads, asked time.Time) (time.Time, error) {
	expires := nextDay(asked)
	for _, name := range reads.Collections() {
		change, ok := c.config.Changes[name]
		if !ok {
			continue
		}
		m, err := c.moment(ctx, name, asked, change)
		if err != nil {
			return time.Time{}, err
		}
		if !m.next.IsZero() && m.next.Before(expires) {
			expires = m.next
		}
	}
	return expires, nil
}

// moment asks when a collection changes by itself, unless that is known and nothing has changed since.
func (c *Cache) moment(
	ctx context.Context, name string, asked time.Time, change func(context.Context, time.Time) (time.Time, error),
) (moment, error) {
	place := []uint32{c.epochs.place(name, "")}
	c.mu.Lock()
	known, ok := c.moments[name]
	c.mu.Unlock()
	if ok && c.epochs.unchanged(place, known.epoch) && !asked.Before(known.asked) && (known.next.IsZero() || asked.Before(known.next)) &&
		nextDay(asked).Equal(nextDay(known.asked)) {
		return known, nil
	}
	m := moment{epoch: c.epochs.now.Load(), asked: asked}
	var err error
	if m.next, err = change(ctx, asked); err != nil {
		return moment{}, err
	}
	c.mu.Lock()
	c.moments[name] = m
	c.mu.Unlock()
	return m, nil
}

// nextDay returns when the day of a time ends in Vietnam.
func nextDay(now time.Time) time.Time { return viet.Today(now).Time().AddDate(0, 0, 1) }
