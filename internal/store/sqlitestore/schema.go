package sqlitestore

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"thidua/internal/store"
)

// layoutVersion changes when the tables of one and the same schema change, so that all are built anew.
const layoutVersion = 1

// Ensure brings the database to the schemas, each in a transaction of its own. What a schema asks for is written down
// beside its tables: if that is what is there, nothing is done. Changed indexes are made and dropped; changed fields
// build the tables anew from the documents. An error leaves the tables of the schema at fault as they were.
func (s *Store) Ensure(ctx context.Context, schemas ...*store.Schema) error {
	tables := maps.Clone(*s.tables.Load())
	for _, schema := range schemas {
		if err := schema.Check(); err != nil {
			return err
		}
		tables[schema.Name] = newTable(schema)
	}
	leave, err := s.enter()
	if err != nil {
		return err
	}
	defer leave()
	err = s.writer.doAlone(ctx, func(_ context.Context, c *conn) error {
		for _, schema := range schemas {
			if err := tables[schema.Name].ensure(ctx, c); err != nil {
				return fmt.Errorf("schema %s: %w", schema.Name, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("ensure: %w", err)
	}
	s.tables.Store(&tables)
	return nil
}

// layout describes the tables, and indexes their indexes.
func (t *table) layout() string {
	return fmt.Sprintf("%d\n%s\nheavy %q", layoutVersion, strings.Join(t.createTables(), "\n"), t.schema.Heavy)
}

func (t *table) indexes() string {
	all := slices.Sorted(maps.Values(t.createIndexes()))
	if t.postings != nil {
		all = append(all, fmt.Sprintf("%s -- pages of %d bytes", t.postings.create, postingsPage))
	}
	return strings.Join(all, "\n")
}

// ensure checks what is there, and only if that differs begins a transaction, in which it looks again: another
// process may have been faster.
func (t *table) ensure(ctx context.Context, c *conn) (err error) {
	layout, indexes, err := t.present(ctx, c)
	if err != nil || (layout == t.layout() && indexes == t.indexes()) {
		return err
	}
	if err := c.run(ctx, "PRAGMA "+tempInFile); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.run(context.WithoutCancel(ctx), "PRAGMA "+tempInMemory)) }()
	if _, err := c.exec(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	err = t.migrate(ctx, c)
	if err == nil {
		_, err = c.exec(ctx, "COMMIT")
	}
	if err != nil {
		_, undone := c.exec(context.WithoutCancel(ctx), "ROLLBACK")
		return errors.Join(err, undone)
	}
	return nil
}

// present is what was written down about the tables; empty if there are none.
func (t *table) present(ctx context.Context, c *conn) (layout, indexes string, err error) {
	err = c.query(ctx, "SELECT layout, indexes FROM "+schemasTable+" WHERE name = ?", []driver.Value{t.schema.Name},
		func(row []driver.Value) error {
			layout, _ = row[0].(string)
			indexes, _ = row[1].(string)
			return nil
		})
	return layout, indexes, err
}

func (t *table) migrate(ctx context.Context, c *conn) error {
	layout, _, err := t.present(ctx, c)
	if err != nil {
		return err
	}
	switch layout {
	case t.layout():
	case "":
		err = t.create(ctx, c)
	default:
		err = t.rebuild(ctx, c)
	}
	if err != nil {
		return err
	}
	if err := t.reconcileIndexes(ctx, c); err != nil {
		return err
	}
	if t.postings != nil {
		if err := t.postings.ensure(ctx, c); err != nil {
			return err
		}
	}
	_, err = c.exec(ctx, "INSERT INTO "+schemasTable+" VALUES (?1, ?2, ?3)"+
		" ON CONFLICT (name) DO UPDATE SET layout = ?2, indexes = ?3", t.schema.Name, t.layout(), t.indexes())
	return err
}

func (t *table) create(ctx context.Context, c *conn) error {
	texts := append(t.createTables(),
		fmt.Sprintf("CREATE TABLE %s (%s TEXT PRIMARY KEY, %s INTEGER NOT NULL) STRICT, WITHOUT ROWID", t.removed, colID, colVersion),
		fmt.Sprintf("CREATE TABLE %s (%s TEXT NOT NULL, %s INTEGER NOT NULL, %s BLOB NOT NULL, %s BLOB, UNIQUE (%s, %s)) STRICT",
			t.history, colID, colVersion, colDoc, colHeavy, colID, colVersion))
	for _, text := range texts {
		if err := c.run(ctx, text); err != nil {
			return err
		}
	}
	return nil
}

// reconcileIndexes drops the indexes that are no longer declared, or declared otherwise, and makes the missing ones.
func (t *table) reconcileIndexes(ctx context.Context, c *conn) error {
	missing := t.createIndexes()
	var stale []string
	err := c.query(ctx, "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND substr(name, 1, length(?1)) = ?1",
		[]driver.Value{t.schema.Name + ":index:"}, func(row []driver.Value) error {
			name, _ := row[0].(string)
			text, _ := row[1].(string)
			if missing[quote(name)] == text {
				delete(missing, quote(name))
			} else {
				stale = append(stale, quote(name))
			}
			return nil
		})
	if err != nil {
		return err
	}
	for _, name := range stale {
		if err := c.run(ctx, "DROP INDEX "+name); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(missing)) {
		if err := c.run(ctx, missing[name]); err != nil {
			return t.clash(name, err)
		}
	}
	return nil
}
