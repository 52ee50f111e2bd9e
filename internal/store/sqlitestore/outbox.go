package sqlitestore

import (
	"context"
	"database/sql/driver"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
)

// The tables that belong to no schema; a colon cannot be in a schema's name.
const (
	outboxTable  = `":outbox"`
	leasesTable  = `":leases"`
	schemasTable = `":schemas"`
	statesTable  = `":states"`
)

// systemTables make them in a new file. Their rows are small and found by the key alone, hence WITHOUT ROWID.
func systemTables() []string {
	return []string{
		"CREATE TABLE IF NOT EXISTS " + outboxTable +
			" (id TEXT PRIMARY KEY, entry BLOB NOT NULL) STRICT, WITHOUT ROWID",
		"CREATE TABLE IF NOT EXISTS " + leasesTable +
			" (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until INTEGER NOT NULL) STRICT, WITHOUT ROWID",
		"CREATE TABLE IF NOT EXISTS " + statesTable +
			" (name TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID",
		"CREATE TABLE IF NOT EXISTS " + schemasTable +
			" (name TEXT PRIMARY KEY, layout TEXT NOT NULL, indexes TEXT NOT NULL) STRICT, WITHOUT ROWID",
	}
}

// Pending returns entries of the outbox, which the writes filled in their own transactions.
func (s *Store) Pending(ctx context.Context, limit int) ([]store.Entry, error) {
	entries := []store.Entry{}
	err := s.read(ctx, func(c *conn) error {
		return c.query(ctx, "SELECT entry FROM "+outboxTable+" ORDER BY id LIMIT ?", []driver.Value{int64(max(limit, 0))},
			func(row []driver.Value) error {
				raw, _ := row[0].([]byte)
				var e store.Entry
				if err := bson.Unmarshal(raw, &e); err != nil {
					return damaged(err)
				}
				e.At = e.At.UTC()
				entries = append(entries, e)
				return nil
			})
	})
	if err != nil {
		return nil, fmt.Errorf("read the outbox: %w", err)
	}
	return entries, nil
}

// Sent deletes entries from the outbox.
func (s *Store) Sent(ctx context.Context, entries []store.Entry) error {
	leave, err := s.enter()
	if err != nil {
		return err
	}
	defer leave()
	_, err = s.writer.do(ctx, func(ctx context.Context, c *conn) error {
		for _, e := range entries {
			if _, err := c.exec(ctx, "DELETE FROM "+outboxTable+" WHERE id = ?", e.ID); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("delete from the outbox: %w", err)
	}
	return nil
}
