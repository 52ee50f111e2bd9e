package sqlitestore

import (
	"context"
	"errors"
	"fmt"
	"slices"

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
	found := make(map[string][]bson.Raw, len(parents))
	statementCtx := ctx
	if q.plan.Sorted { // each statement walks one parent's part of the index: ctx is looked at in between, which costs less
		statementCtx = context.WithoutCancel(ctx)
	}
	err = s.read(ctx, func(c *conn) error {
		return c.snapshot(ctx, func() error {
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
				if query.Last {
					slices.Reverse(docs)
				}
				found[parent] = docs
			}
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// snapshot runs f within a read transaction.
func (c *conn) snapshot(ctx context.Context, f func() error) error {
	unwatched := context.WithoutCancel(ctx)
	if _, err := c.exec(unwatched, "BEGIN"); err != nil {
		return err
	}
	err := f()
	_, end := c.exec(unwatched, "ROLLBACK") // nothing was written
	return errors.Join(err, end)
}
