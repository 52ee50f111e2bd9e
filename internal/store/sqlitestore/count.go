package sqlitestore

import (
	"context"
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// Count counts documents; with an index that covers the condition it reads no document.
func (s *Store) Count(ctx context.Context, schema *store.Schema, where store.Where) (int64, error) {
	groups, err := s.count(ctx, schema, where, nil)
	if err != nil || len(groups) == 0 {
		return 0, err
	}
	return groups[0].Count, nil
}

// CountBy counts by values. A Many field is joined in once for each, so that a document counts for all its values
// whatever the condition was about.
func (s *Store) CountBy(ctx context.Context, schema *store.Schema, where store.Where, fields ...string) ([]store.Group, error) {
	groups, err := s.count(ctx, schema, where, fields)
	if err != nil {
		return nil, err
	}
	if len(groups) > store.MaxGroups {
		return nil, errs.New(errs.Limit,
			fmt.Sprintf("Kết quả có quá %d nhóm; hãy thêm điều kiện lọc.", store.MaxGroups),
			fmt.Sprintf("The result has more than %d groups; add a condition.", store.MaxGroups))
	}
	return groups, nil
}

func (s *Store) count(ctx context.Context, schema *store.Schema, where store.Where, by []string) ([]store.Group, error) {
	plan, err := store.NewCountPlan(schema, where, by)
	if err != nil {
		return nil, err
	}
	t, err := s.table(schema)
	if err != nil {
		return nil, err
	}
	q := newSelection(t, plan)
	text := q.counted(by)
	kinds := make([]store.Kind, len(by))
	for i, path := range by {
		f, _ := schema.Field(path)
		kinds[i] = f.Kind
	}
	groups, err := find(ctx, s, ask(t, "groups", text).and(q.args...), sizeOfGroups, func(c *conn) ([]store.Group, error) {
		groups := []store.Group{}
		err := c.query(ctx, text, q.args, func(row []driver.Value) error {
			g := store.Group{Values: make([]any, len(by))}
			for i, kind := range kinds {
				g.Values[i] = valueOf(kind, row[i])
			}
			g.Count, _ = row[len(by)].(int64)
			groups = append(groups, g)
			return nil
		})
		return groups, err
	})
	return slices.Clone(groups), err
}

// Repeated walks an index once, in its order, until it has enough values.
func (s *Store) Repeated(ctx context.Context, schema *store.Schema, field, after string, limit int) ([]store.Group, error) {
	if err := store.CheckRepeated(schema, field, limit); err != nil {
		return nil, err
	}
	t, err := s.table(schema)
	if err != nil {
		return nil, err
	}
	from, column := t.name, quote(field)
	if d := t.side(field); d != nil {
		from, column = d.name, colValue
	}
	text := fmt.Sprintf("SELECT %[1]s, count(*) FROM %[2]s WHERE %[1]s > ? GROUP BY %[1]s HAVING count(*) > 1 ORDER BY %[1]s LIMIT ?", column, from)
	groups := []store.Group{}
	err = s.read(ctx, func(c *conn) error {
		return c.query(ctx, text, []driver.Value{after, int64(limit)}, func(row []driver.Value) error {
			n, _ := row[1].(int64)
			groups = append(groups, store.Group{Values: []any{valueOf(store.String, row[0])}, Count: n})
			return nil
		})
	})
	return groups, err
}

// counted is the statement that counts the selection by fields.
func (q *selection) counted(by []string) string {
	columns, joins := make([]string, len(by)), ""
	for i, path := range by {
		if d := q.table.side(path); d != nil {
			columns[i] = fmt.Sprintf("g%d.%s", i, colValue)
			joins += fmt.Sprintf(" LEFT JOIN %s AS g%d ON g%d.%s = %s", d.name, i, i, colNumber, q.number())
		} else {
			columns[i] = q.column(path)
		}
	}
	groups := strings.Join(columns, ", ")
	if len(by) > 0 {
		groups = " GROUP BY " + groups
	}
	return "SELECT " + strings.Join(append(columns, "count(*)"), ", ") + " FROM " + q.from() + joins + q.whereText() +
		groups + fmt.Sprintf(" LIMIT %d", store.MaxGroups+1)
}
