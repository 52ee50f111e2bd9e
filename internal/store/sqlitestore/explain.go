package sqlitestore

import (
	"context"
	"database/sql/driver"
	"strings"

	"thidua/internal/store"
)

// Explain asks SQLite for its query plan. A walk of the whole table, not of an index, is a full scan. Of a page that is
// merged from one for each of several values, it explains the first: the others differ in the value only.
func (s *Store) Explain(ctx context.Context, schema *store.Schema, query store.Query) (store.Explanation, error) {
	plan, err := store.NewPlan(schema, query)
	if err != nil {
		return store.Explanation{}, err
	}
	if parts := perValue(schema, plan, query); len(parts) > 0 {
		query = parts[0]
		if plan, err = store.NewPlan(schema, query); err != nil {
			return store.Explanation{}, err
		}
	}
	text, q, err := s.compile(plan, query)
	if err != nil {
		return store.Explanation{}, err
	}
	var e store.Explanation
	err = s.read(ctx, func(c *conn) (err error) {
		e, err = c.explain(ctx, text, q.args)
		return err
	})
	return e, err
}

func (c *conn) explain(ctx context.Context, text string, args []driver.Value) (store.Explanation, error) {
	var e store.Explanation
	var lines []string
	err := c.query(ctx, "EXPLAIN QUERY PLAN "+text, args, func(row []driver.Value) error {
		step, _ := row[3].(string)
		lines = append(lines, step)
		for _, alias := range []string{aliasDocs, aliasDrive, "m", "d"} {
			if step == "SCAN "+alias {
				e.FullScan = true
			}
		}
		if strings.HasPrefix(step, "USE TEMP B-TREE FOR ORDER BY") ||
			(strings.HasPrefix(step, "USE TEMP B-TREE FOR") && strings.HasSuffix(step, "OF ORDER BY")) {
			e.Sorts = true
		}
		return nil
	})
	e.Text = strings.Join(lines, "\n")
	return e, err
}
