package sqlitestore

import (
	"context"
	"database/sql/driver"
	"fmt"

	"thidua/internal/store"
)

// An FTS5 table is a number of segments, each of which has its own tree of terms, and a query looks every term up in each.
// Writes make new segments, and FTS5 by itself merges four of about the same size into one, so that after a while there are a
// dozen. [Store.Tidy] merges them when there is nothing else to do.
const (
	// tidyPages is how many pages of the index one call merges, about, which are a megabyte: the writer's goroutine does nothing
	// else meanwhile.
	tidyPages = 1 << 20 / postingsPage
	// fewSegments is how many there may be in the end.
	fewSegments = 4
	// heavyPart is how much of all pages must be outside of the largest segment before that is merged as well: with an eighth,
	// each page is written again eight times at most while the index doubles.
	heavyPart = 8
)

// Tidy merges segments of the search index of a schema: two of about the same size, or, if there are many then and the largest
// is not most of all, all of them. Without a search index there is nothing to do.
func (s *Store) Tidy(ctx context.Context, schema *store.Schema) (more bool, err error) {
	t, err := s.table(schema)
	if err != nil || t.postings == nil {
		return false, err
	}
	leave, err := s.enter()
	if err != nil {
		return false, err
	}
	defer leave()
	_, err = s.writer.do(ctx, func(ctx context.Context, c *conn) (err error) {
		more, err = t.postings.tidy(ctx, c)
		return err
	})
	return more, err
}

// tidy merges a part, and reports whether it found something to merge.
func (p *postings) tidy(ctx context.Context, c *conn) (bool, error) {
	if _, err := p.command(ctx, c, "('usermerge', 2)"); err != nil {
		return false, err
	}
	if merged, err := p.command(ctx, c, "('merge', ?)", int64(tidyPages)); err != nil || merged {
		return merged, err
	}
	segments, largest, pages, err := p.segments(ctx, c)
	if err != nil || segments <= fewSegments || (pages-largest)*heavyPart < pages {
		return false, err
	}
	return p.command(ctx, c, "('merge', ?)", int64(-tidyPages)) // all segments become one
}

// command tells FTS5 what to do with the table, and reports whether that wrote anything but the command itself.
func (p *postings) command(ctx context.Context, c *conn, what string, args ...driver.Value) (bool, error) {
	before, err := c.int(ctx, "SELECT total_changes()")
	if err != nil {
		return false, err
	}
	if _, err := c.exec(ctx, fmt.Sprintf("INSERT INTO %[1]s (%[1]s, rank) VALUES %[2]s", p.name, what), args...); err != nil {
		return false, err
	}
	after, err := c.int(ctx, "SELECT total_changes()")
	return after-before >= 2, err // as SQLite's documentation has it
}

// segments returns how many there are, and how many pages the largest and all have.
func (p *postings) segments(ctx context.Context, c *conn) (n int, largest, pages int64, err error) {
	err = c.query(ctx, p.sizes, nil, func(row []driver.Value) error {
		n++
		last, _ := row[0].(int64)
		largest, pages = max(largest, last), pages+last
		return nil
	})
	return n, largest, pages, err
}
