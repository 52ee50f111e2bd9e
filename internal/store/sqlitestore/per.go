package sqlitestore

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
)

// FindPer runs one prepared statement for each parent, within one read transaction, so that all see the same state.
// A single statement over all parents would have to sort each parent's documents again; a union of a statement for each
// of sixteen parents was measured, and is slower by half: SQLite opens and closes as many cursors for it.
func (s *Store) FindPer(
	ctx context.Context, schema *store.Schema, field string, parents []string, query store.Query,
) (map[string][]bson.Raw, error) {
	if len(parents) > store.MaxLimit {
		return nil, fmt.Errorf("schema %s: find for %d parents, at most %d", schema.Name, len(parents), store.MaxLimit)
	}
	plan, err := store.NewPerPlan(schema, field, query)
	if err != nil {
		return nil, err
	}
	t, err := s.table(schema)
	if err != nil {
		return nil, err
	}
	q := newSelection(t, plan)
	text := q.page(query)
	statementCtx := ctx
	if q.plan.Sorted { // each statement walks one parent's part of the index: ctx is looked at in between, which costs less
		statementCtx = context.WithoutCancel(ctx)
	}
	found, err := find(ctx, s, ask(t, "per", text, parents).and(q.args...), sizeOfAll, func(c *conn) (map[string][]bson.Raw, error) {
		found := map[string][]bson.Raw{}
		err := c.snapshot(ctx, func() error {
			for _, parent := range parents {
				if _, done := found[parent]; done {
					continue
				}
				if err := ctx.Err(); err != nil {
					return err
				}
				var docs []bson.Raw
				q.args[q.parent] = parent
				if err := c.query(statementCtx, text, q.args, s.collect(ctx, c, t, query.Read, &docs)); err != nil {
					return err
				}
				if len(docs) == 0 {
					continue
				}
				found[parent] = docs
			}
			return nil
		})
		return found, err
	})
	if err != nil {
		return nil, err
	}
	return ordered(found, query.Last), nil
}

// snapshot runs f within a read transaction: the one that the connection is in, or else one of its own.
func (c *conn) snapshot(ctx context.Context, f func() error) (err error) {
	if c.within {
		return f()
	}
	unwatched := context.WithoutCancel(ctx)
	if _, err := c.exec(unwatched, "BEGIN"); err != nil {
		return err
	}
	c.within = true
	defer func() {
		c.within = false
		_, end := c.exec(unwatched, "ROLLBACK") // nothing was written
		c.lost = end != nil
		err = errors.Join(err, end)
	}()
	return f()
}
