package answers

import (
	"context"
	"log/slog"
	"time"

	"thidua/internal/journal"
	"thidua/internal/store"
)

// Purging returns a store that purges what its writes change, once they are done, also when it is not certain that they are.
func Purging(s store.Store, c *Cache) store.Store { return purging{Store: s, cache: c} }

type purging struct {
	store.Store
	cache *Cache
}

// Apply implements [store.Writer].
func (p purging) Apply(ctx context.Context, writes ...store.Write) (int, error) {
	defer func() {
		for _, w := range writes {
			p.cache.Purge(w.Schema.Name, w.ID)
		}
	}()
	return p.Store.Apply(ctx, writes...)
}

// The bounds of [Cache.Follow].
const (
	trustFor = time.Second // after the journal was read: so old an answer may be, after another process changed something
	retry    = time.Second
)

// Follow purges what other processes change, by the journal, until ctx ends. While the journal cannot be read, nothing is
// served and nothing kept.
func (c *Cache) Follow(ctx context.Context, j *journal.Journal, log *slog.Logger) {
	for {
		end, err := j.End(ctx)
		if err == nil {
			c.PurgeAll() // what changed while nobody followed is not known
			err = j.Watch(ctx, end, func(r journal.Record) error {
				c.Purge(r.Entry.Collection, r.Entry.Document)
				return nil
			}, func(asOf time.Time) { c.Trust(asOf.Add(trustFor)) })
		}
		if ctx.Err() != nil {
			return
		}
		log.LogAttrs(ctx, slog.LevelWarn, "answers: cannot follow the journal", slog.Any("error", err))
		select {
		case <-time.After(retry):
		case <-ctx.Done():
			return
		}
	}
}
