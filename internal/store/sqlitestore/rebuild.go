package sqlitestore

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"slices"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// rebuild makes the tables anew for changed fields, and fills them from the documents, one at a time, which keep
// their numbers. It fails, naming the document, if one does not meet the new declaration.
func (t *table) rebuild(ctx context.Context, c *conn) error {
	old := quote(t.schema.Name + ":old")
	if err := t.clear(ctx, c, old); err != nil {
		return err
	}
	for _, text := range t.createTables() {
		if err := c.run(ctx, text); err != nil {
			return err
		}
	}
	err := c.query(ctx, fmt.Sprintf("SELECT %s, %s, %s, %s, %s FROM %s ORDER BY %s",
		colNumber, colID, colVersion, colDoc, colHeavy, old, colNumber), nil,
		func(row []driver.Value) error { return t.refill(ctx, c, row) })
	if err != nil {
		return err
	}
	return c.run(ctx, "DROP TABLE "+old)
}

// clear puts the old table aside, and drops what can be made from it.
func (t *table) clear(ctx context.Context, c *conn, aside string) error {
	var drops []string
	err := c.query(ctx, "SELECT type, name FROM sqlite_schema"+
		" WHERE (type = 'index' AND substr(name, 1, length(?1)) = ?1) OR (type = 'table' AND substr(name, 1, length(?2)) = ?2)"+
		" ORDER BY type",
		[]driver.Value{t.schema.Name + ":index:", t.schema.Name + ":many:"}, func(row []driver.Value) error {
			kind, _ := row[0].(string)
			name, _ := row[1].(string)
			drops = append(drops, "DROP "+kind+" "+quote(name))
			return nil
		})
	if err != nil {
		return err
	}
	for _, text := range append(drops, fmt.Sprintf("ALTER TABLE %s RENAME TO %s", t.name, aside)) {
		if err := c.run(ctx, text); err != nil {
			return err
		}
	}
	return nil
}

// refill inserts one row of the old table into the new ones.
func (t *table) refill(ctx context.Context, c *conn, row []driver.Value) error {
	number, _ := row[0].(int64)
	id, _ := row[1].(string)
	version, _ := row[2].(int64)
	doc, err := document(row[3:])
	if err != nil {
		return err
	}
	for _, f := range t.schema.Fields {
		values, err := f.Values(doc)
		if err == nil && f.Required && len(values) == 0 {
			err = errors.New("the required field " + f.Path + " is missing")
		}
		if err != nil {
			return fmt.Errorf("document %s does not meet the schema: %w", id, err)
		}
	}
	fresh, singles, err := t.row(id, version, doc)
	if err != nil {
		return err
	}
	if _, err := c.exec(ctx, t.writes.restore, append(slices.Clip(fresh), number)...); err != nil {
		return err
	}
	for _, d := range t.sides {
		values, err := d.manyValues(doc)
		if err != nil {
			return err
		}
		if err := d.add(ctx, c, sideKey{number: number, id: id, singles: singles}, values); err != nil {
			return err
		}
	}
	return nil
}

// clash translates the failure to make a unique index over documents that have the same values.
func (t *table) clash(name string, err error) error {
	if !violates(err) {
		return err
	}
	i := slices.IndexFunc(t.schema.Indexes, func(x store.Index) bool { return t.indexName(&x) == name })
	if i < 0 {
		return err
	}
	return duplicate(&t.schema.Indexes[i], err)
}

func duplicate(x *store.Index, cause error) error {
	return &errs.Error{
		Code: errs.Duplicate, Field: slices.Clone(x.Fields), Cause: cause,
		Vi: "Giá trị này đã được một tài liệu khác sử dụng.",
		En: "Another document has this value already.",
	}
}
