package sqlitestore

import (
	"context"
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// sideKey is what all rows of one document in a side table share.
type sideKey struct {
	number  int64
	id      string
	singles []driver.Value // of the document, in the order of table.singles
}

func (p *prepared) key(number int64) sideKey {
	return sideKey{number: number, id: p.ID, singles: p.singles}
}

// sideChunk is how many rows one statement inserts at most. More are faster for search terms, of which a document has
// a hundred.
const sideChunk = 16

// add inserts a row for each value.
func (d *side) add(ctx context.Context, c *conn, key sideKey, values []driver.Value) error {
	for len(values) > 0 {
		n, text := 1, d.one
		if len(values) >= sideChunk {
			n, text = sideChunk, d.chunk
		}
		args := append(make([]driver.Value, 0, 2+len(d.copies)+n), key.number, key.id)
		for _, i := range d.copies {
			args = append(args, key.singles[i])
		}
		if _, err := c.exec(ctx, text, append(args, values[:n]...)...); err != nil {
			return err
		}
		values = values[n:]
	}
	return nil
}

// insertText inserts n rows: number, ID and copies are the first parameters, the values follow.
func (d *side) insertText(n int) string {
	var copies strings.Builder
	for i := range d.copies {
		fmt.Fprintf(&copies, "?%d, ", i+3)
	}
	first := 3 + len(d.copies)
	rows := make([]string, n)
	for i := range rows {
		rows[i] = fmt.Sprintf("(?1, ?%d, %s?2)", first+i, copies.String())
	}
	return "INSERT INTO " + d.name + " VALUES " + strings.Join(rows, ", ")
}

// drop deletes the rows of values, or all of a document when values is nil.
func (d *side) drop(ctx context.Context, c *conn, number int64, values []driver.Value) error {
	if values == nil {
		_, err := c.exec(ctx, fmt.Sprintf("DELETE FROM %s WHERE %s = ?", d.name, colNumber), number)
		return err
	}
	for _, v := range values {
		_, err := c.exec(ctx, fmt.Sprintf("DELETE FROM %s WHERE %s = ? AND %s = ?", d.name, colNumber, colValue), number, v)
		if err != nil {
			return err
		}
	}
	return nil
}

// replaceSides brings the side tables from the stored document to the new one, or to nothing if it is removed. Rows
// that stay as they are, mostly all of them, are not touched.
func (p *prepared) replaceSides(ctx context.Context, c *conn, before *stored) error {
	if len(p.table.sides) == 0 {
		return nil
	}
	if p.Doc == nil {
		for _, d := range p.table.sides {
			if err := d.drop(ctx, c, before.number, nil); err != nil {
				return err
			}
		}
		return nil
	}
	light, _ := before.light.([]byte)
	heavy, _ := before.heavy.([]byte)
	old, err := join(light, heavy)
	if err != nil {
		return err
	}
	singles, err := p.table.singleValues(old)
	if err != nil {
		return damaged(err)
	}
	for i, d := range p.table.sides {
		if err := p.replaceSide(ctx, c, d, p.many[i], old, singles, before.number); err != nil {
			return err
		}
	}
	return nil
}

func (p *prepared) replaceSide(
	ctx context.Context, c *conn, d *side, values []driver.Value, old bson.Raw, singles []driver.Value, number int64,
) error {
	was, err := d.manyValues(old)
	if err != nil {
		return damaged(err)
	}
	if slices.ContainsFunc(d.copies, func(i int) bool { return singles[i] != p.singles[i] }) {
		if err := d.drop(ctx, c, number, nil); err != nil {
			return err
		}
		return d.add(ctx, c, p.key(number), values)
	}
	if gone := without(was, values); len(gone) > 0 {
		if err := d.drop(ctx, c, number, gone); err != nil {
			return err
		}
	}
	return d.add(ctx, c, p.key(number), without(values, was))
}

// without returns those of the sorted values that are not among the others, sorted too.
func without(values, others []driver.Value) []driver.Value {
	var left []driver.Value
	for _, v := range values {
		if _, found := slices.BinarySearchFunc(others, v, compareValues); !found {
			left = append(left, v)
		}
	}
	return left
}
