package newsroom

import (
	"context"
	"time"

	"thidua/internal/store"
	"thidua/internal/viet"
)

// NextChange returns when an article shows or vanishes by itself next, after a time and before its day ends in Vietnam; the
// zero time if none does. Until then, and until an article is written, the same request has the same answer.
func (r *Reader) NextChange(ctx context.Context, after time.Time) (time.Time, error) {
	end := viet.Today(after).Time().AddDate(0, 0, 1)
	after = after.UTC().Truncate(time.Millisecond) // as the conditions of [public] are
	var next time.Time
	soonest := func(at time.Time) {
		if at.After(after) && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	coming, err := r.articles.Find(ctx, store.Query{
		Where: store.Range{Field: "publishedAt", From: after, After: true, To: end},
		Sort:  store.Sort{By: []string{"publishedAt"}}, Limit: 1, Read: store.Light,
	})
	if err != nil {
		return time.Time{}, err
	}
	for _, a := range coming {
		soonest(a.PublishedAt)
	}
	// An answer that was made at the very moment of an expiry is not asked for: what has expired by then is not shown.
	expiring, err := r.articles.CountBy(ctx, store.Range{Field: "expiresAt", From: after, After: true, To: end}, "expiresAt")
	if err != nil {
		return time.Time{}, err
	}
	for _, g := range expiring {
		if at, ok := g.Values[0].(time.Time); ok {
			soonest(at)
		}
	}
	return next, nil
}
