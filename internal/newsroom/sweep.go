package newsroom

import (
	"context"
	"fmt"
	"slices"
	"time"

	"thidua/internal/media"
	"thidua/internal/store"
)

// sweptAfter is how old bytes must be before they count as left behind: much longer than any upload takes.
const sweptAfter = 24 * time.Hour

// sweepRest is how many unknown files may always be swept; see [Library.Sweep].
const sweepRest = 100

// Sweep takes away, a day after they were put, the bytes of files that were removed, of uploads that were killed before
// their metadata was written, and variants that fit their picture no more. It returns how many. Bytes under an ID are
// put once and before the metadata, so what is a day old without metadata never gets any.
//
// It refuses to work where more files are unknown than known, and more than a hundred: somebody has most likely put
// an empty or older database over the files.
func (l *Library) Sweep(ctx context.Context) (int, error) {
	old := l.now().Add(-sweptAfter)
	var left, batch []string
	known := 0
	look := func() error {
		more, err := l.leftBehind(ctx, batch)
		left, known, batch = append(left, more...), known+len(batch)-len(more), batch[:0]
		return err
	}
	err := l.files.Each(ctx, func(key string, at time.Time) error {
		if !at.Before(old) {
			return nil
		}
		if batch = append(batch, key); len(batch) < store.MaxLimit {
			return nil
		}
		return look()
	})
	if err == nil {
		err = look()
	}
	if err != nil {
		return 0, fmt.Errorf("look for files that were left behind: %w", err)
	}
	if len(left) > known && len(left) > sweepRest {
		return 0, fmt.Errorf("%d files have no metadata and %d have some: is this the database that belongs to them", len(left), known)
	}
	for i, key := range left {
		if err := l.files.Delete(ctx, key); err != nil {
			return i, err
		}
	}
	return len(left), l.files.Tidy(ctx, old)
}

// leftBehind returns those of the keys to which nothing leads any more.
func (l *Library) leftBehind(ctx context.Context, keys []string) ([]string, error) {
	var ids []string
	for _, key := range keys {
		ids = append(ids, media.OwnerOf(key))
	}
	slices.Sort(ids)
	docs, err := l.media.ByIDs(ctx, slices.Compact(ids), store.Whole)
	if err != nil {
		return nil, err
	}
	var left []string
	for _, key := range keys {
		m, ok := docs[media.OwnerOf(key)]
		if !ok || !media.IsOf(key, m.ID, m.Focus()) {
			left = append(left, key)
		}
	}
	return left, nil
}
