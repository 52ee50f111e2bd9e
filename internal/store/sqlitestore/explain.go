package sqlitestore

import (
	"context"
	"database/sql/driver"
	"strings"

	"thidua/internal/store"
)

// Explain asks SQLite for its query plan. A walk of the whole table, not of an index, is a full scan.
func (s *Store) Explain(ctx context.Context, schema *store.Schema, query store.Query) (store.Explanation, error) {
	text, q, err := s.compile(schema, query)
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
