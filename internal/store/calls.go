package store

import (
	"context"
	"sync/atomic"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// Calls counts the calls that one request makes to a store. The golden requests record it, so that an N+1 shows as a
// difference.
type Calls struct{ n atomic.Int64 }

// Count returns the number of calls so far.
func (c *Calls) Count() int64 { return c.n.Load() }

type callsKey struct{}

// WithCalls returns a context whose store calls are counted.
func WithCalls(ctx context.Context) (context.Context, *Calls) {
	calls := new(Calls)
	return context.WithValue(ctx, callsKey{}, calls), calls
}

// Counted returns a store that counts the reads and writes made with a context of [WithCalls].
func Counted(s Store) Store { return counted{s} }

type counted struct{ Store }

var _ Store = counted{}

func count(ctx context.Context) {
	if calls, ok := ctx.Value(callsKey{}).(*Calls); ok {
		calls.n.Add(1)
	}
}

func (c counted) Get(ctx context.Context, s *Schema, ids []string, read Read) ([]bson.Raw, error) {
	count(ctx)
	return c.Store.Get(ctx, s, ids, read)
}

func (c counted) Find(ctx context.Context, s *Schema, q Query) ([]bson.Raw, error) {
	count(ctx)
	return c.Store.Find(ctx, s, q)
}

func (c counted) FindPer(ctx context.Context, s *Schema, field string, parents []string, q Query) (map[string][]bson.Raw, error) {
	count(ctx)
	return c.Store.FindPer(ctx, s, field, parents, q)
}

func (c counted) Count(ctx context.Context, s *Schema, where Where) (int64, error) {
	count(ctx)
	return c.Store.Count(ctx, s, where)
}

func (c counted) CountBy(ctx context.Context, s *Schema, where Where, fields ...string) ([]Group, error) {
	count(ctx)
	return c.Store.CountBy(ctx, s, where, fields...)
}

func (c counted) FindRanked(ctx context.Context, s *Schema, r Ranked) ([]Hit, error) {
	count(ctx)
	return c.Store.FindRanked(ctx, s, r)
}

func (c counted) CountRanked(ctx context.Context, s *Schema, r Ranked, limit int, fields ...string) ([]Group, error) {
	count(ctx)
	return c.Store.CountRanked(ctx, s, r, limit, fields...)
}

func (c counted) Repeated(ctx context.Context, s *Schema, field, after string, limit int) ([]Group, error) {
	count(ctx)
	return c.Store.Repeated(ctx, s, field, after, limit)
}

func (c counted) History(ctx context.Context, s *Schema, id string, before int64, limit int) ([]bson.Raw, error) {
	count(ctx)
	return c.Store.History(ctx, s, id, before, limit)
}

func (c counted) Revisions(ctx context.Context, s *Schema, of []Revision, read Read) ([]bson.Raw, error) {
	count(ctx)
	return c.Store.Revisions(ctx, s, of, read)
}

func (c counted) Apply(ctx context.Context, writes ...Write) (int, error) {
	count(ctx)
	return c.Store.Apply(ctx, writes...)
}

func (c counted) Acquire(ctx context.Context, name, holder string, ttl time.Duration) (bool, error) {
	count(ctx)
	return c.Store.Acquire(ctx, name, holder, ttl)
}
