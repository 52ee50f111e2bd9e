package sqlitestore

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// statements are the texts of a table's writes.
type statements struct {
	read, insert, update, remove, bury, archive, restore string
}

func newStatements(t *table) statements {
	columns := []string{colID, colVersion}
	for _, f := range t.singles {
		columns = append(columns, quote(f.Path))
	}
	columns = append(columns, colDoc, colHeavy)
	return statements{
		read: fmt.Sprintf("SELECT %s, %s, %s, %s FROM %s WHERE %s = ?", colNumber, colVersion, colDoc, colHeavy, t.name, colID),
		insert: fmt.Sprintf("INSERT INTO %s (%s) SELECT ?1%s WHERE NOT EXISTS (SELECT 1 FROM %s WHERE %s = ?1)",
			t.name, strings.Join(columns, ", "), strings.Repeat(", ?", len(columns)-1), t.removed, colID),
		update: fmt.Sprintf("UPDATE %s SET %s = ? WHERE %s = ?",
			t.name, strings.Join(columns, " = ?, "), colNumber),
		remove: fmt.Sprintf("DELETE FROM %s WHERE %s = ?", t.name, colNumber),
		bury:   fmt.Sprintf("INSERT INTO %s VALUES (?, ?)", t.removed),
		archive: fmt.Sprintf("INSERT INTO %s (%s, %s, %s, %s) VALUES (?, ?, ?, ?)",
			t.history, colID, colVersion, colDoc, colHeavy),
		restore: fmt.Sprintf("INSERT INTO %s (%s, %s) VALUES (?%s)",
			t.name, strings.Join(columns, ", "), colNumber, strings.Repeat(", ?", len(columns))),
	}
}

// prepared is a write with everything computed that needs no database, so that the writer's goroutine has less to do.
type prepared struct {
	store.Write
	table   *table
	row     []driver.Value // ID, version, columns, light document, heavy fields
	singles []driver.Value // the part of row that holds the columns
	many    [][]driver.Value
	terms   string       // of the search index, see [postings]
	left    driver.Value // the place in the search index that the stored document leaves, once the write has been made
	entry   []byte
}

func (s *Store) prepare(w store.Write) (*prepared, error) {
	if err := w.Check(); err != nil {
		return nil, err
	}
	t, err := s.table(w.Schema)
	if err != nil {
		return nil, err
	}
	p := &prepared{Write: w, table: t}
	if w.Entry != nil {
		if p.entry, err = bson.Marshal(w.Entry); err != nil {
			return nil, fmt.Errorf("encode entry %s: %w", w.Entry.ID, err)
		}
	}
	if w.Doc == nil {
		return p, nil
	}
	p.row, p.singles, err = t.row(w.ID, w.IfVersion+1, w.Doc)
	if err != nil {
		return nil, err
	}
	p.many = make([][]driver.Value, len(t.sides))
	for i, d := range t.sides {
		if p.many[i], err = d.manyValues(w.Doc); err != nil {
			return nil, err
		}
	}
	if t.postings != nil {
		p.terms, err = t.postings.terms(w.Doc)
	}
	return p, err
}

// row is a document as the table holds it, without its number.
func (t *table) row(id string, version int64, doc bson.Raw) (row, singles []driver.Value, err error) {
	singles, err = t.singleValues(doc)
	if err != nil {
		return nil, nil, err
	}
	light, heavy, err := split(t.kept(doc), t.schema.Heavy)
	if err != nil {
		return nil, nil, err
	}
	row = append(make([]driver.Value, 0, len(singles)+4), id, version)
	row = append(append(row, singles...), light, nil)
	if heavy != nil {
		row[len(row)-1] = heavy
	}
	return row, singles, nil
}

// Apply runs the writes in one transaction, each in a savepoint of its own.
func (s *Store) Apply(ctx context.Context, writes ...store.Write) (int, error) {
	leave, err := s.enter()
	if err != nil {
		return 0, err
	}
	defer leave()
	ready := make([]*prepared, 0, len(writes))
	var malformed error // of the write after the ready ones
	for _, w := range writes {
		p, err := s.prepare(w)
		if err != nil {
			malformed = err
			break
		}
		ready = append(ready, p)
	}
	if len(ready) == 0 {
		return 0, malformed
	}
	done := 0
	committed, err := s.writer.do(ctx, func(ctx context.Context, c *conn) error {
		var failed error
		for _, p := range ready {
			if failed = p.apply(ctx, c); failed != nil {
				break
			}
			done++
		}
		if failed != nil && !harmless(failed) {
			return failed // and nothing of the transaction stays
		}
		if err := enterPostings(ctx, c, ready[:done]); err != nil {
			return errors.Join(errUnfinished, err)
		}
		if err := moveStates(ctx, c, ready[:done]); err != nil {
			return errors.Join(errUnfinished, err)
		}
		return failed
	})
	switch {
	case !committed:
		return 0, err
	case err != nil:
		return done, err
	default:
		return done, malformed
	}
}

// apply runs the write in a savepoint, so that a failure leaves nothing of it.
func (p *prepared) apply(ctx context.Context, c *conn) error {
	if _, err := c.exec(ctx, "SAVEPOINT w"); err != nil {
		return err
	}
	err := p.change(ctx, c)
	if err == nil {
		_, err = c.exec(ctx, "RELEASE w")
		return err
	}
	if !harmless(err) {
		return err
	}
	for _, sql := range []string{"ROLLBACK TO w", "RELEASE w"} {
		if _, err := c.exec(ctx, sql); err != nil {
			return err
		}
	}
	if violates(err) {
		return p.diagnose(ctx, c, err)
	}
	return err
}

func (p *prepared) change(ctx context.Context, c *conn) error {
	err := p.changeDocument(ctx, c)
	if err != nil || p.entry == nil {
		return err
	}
	_, err = c.exec(ctx, "INSERT INTO "+outboxTable+" VALUES (?, ?)", p.Entry.ID, p.entry)
	return err
}

func (p *prepared) changeDocument(ctx context.Context, c *conn) error {
	if p.IfVersion == 0 {
		return p.insert(ctx, c)
	}
	before, err := p.before(ctx, c)
	if err != nil {
		return err
	}
	t := p.table
	if p.Doc != nil {
		_, err = c.exec(ctx, t.writes.update, append(slices.Clip(p.row), before.number)...)
	} else if _, err = c.exec(ctx, t.writes.remove, before.number); err == nil {
		_, err = c.exec(ctx, t.writes.bury, p.ID, p.IfVersion+1)
	}
	if err != nil {
		return err
	}
	if err := p.replaceSides(ctx, c, before); err != nil {
		return err
	}
	if err := p.leavePostings(before); err != nil {
		return err
	}
	if !t.schema.History {
		return nil
	}
	_, err = c.exec(ctx, t.writes.archive, p.ID, p.IfVersion, before.light, before.heavy)
	return err
}

func (p *prepared) insert(ctx context.Context, c *conn) error {
	result, err := c.exec(ctx, p.table.writes.insert, p.row...)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return conflict(fmt.Errorf("%s was removed", p.ID))
	}
	number, err := result.LastInsertId()
	if err != nil {
		return err
	}
	for i, d := range p.table.sides {
		if err := d.add(ctx, c, p.key(number), p.many[i]); err != nil {
			return err
		}
	}
	return nil
}

// stored is a document as it is before the write.
type stored struct {
	number       int64
	light, heavy driver.Value
}

// before reads the stored document, and fails unless it is at the version that the write is for.
func (p *prepared) before(ctx context.Context, c *conn) (*stored, error) {
	var found *stored
	var version int64
	err := c.query(ctx, p.table.writes.read, []driver.Value{p.ID}, func(row []driver.Value) error {
		found = &stored{light: row[2], heavy: row[3]}
		found.number, _ = row[0].(int64)
		version, _ = row[1].(int64)
		return nil
	})
	switch {
	case err != nil:
		return nil, err
	case found == nil:
		return nil, errs.Missing("tài liệu", "document", p.ID)
	case version != p.IfVersion:
		return nil, conflict(fmt.Errorf("%s is at version %d, the writer read %d", p.ID, version, p.IfVersion))
	}
	return found, nil
}

// diagnose finds out which constraint a write breaks: SQLite names it in its message only.
func (p *prepared) diagnose(ctx context.Context, c *conn, cause error) error {
	if p.IfVersion == 0 {
		n, err := c.int(ctx, fmt.Sprintf("SELECT 1 FROM %s WHERE %s = ?", p.table.name, colID), p.ID)
		if err != nil {
			return err
		}
		if n != 0 {
			return conflict(fmt.Errorf("%s exists already: %w", p.ID, cause))
		}
	}
	if p.Doc == nil {
		return cause
	}
	for i := range p.table.schema.Indexes {
		x := &p.table.schema.Indexes[i]
		if !x.Unique {
			continue
		}
		taken, err := p.taken(ctx, c, x)
		if err != nil {
			return err
		}
		if taken {
			return duplicate(x, cause)
		}
	}
	return cause
}

// taken reports whether another document has the values that this one would have in a unique index.
func (p *prepared) taken(ctx context.Context, c *conn, x *store.Index) (bool, error) {
	t := p.table
	from, values := t.name, []driver.Value{nil}
	var where []string
	var rest []driver.Value
	for _, path := range x.Fields {
		if i := slices.IndexFunc(t.sides, func(d *side) bool { return d.field.Path == path }); i >= 0 {
			from, values = t.sides[i].name, p.many[i]
			continue
		}
		i := slices.IndexFunc(t.singles, func(f store.Field) bool { return f.Path == path })
		where = append(where, quote(path)+" = ?")
		rest = append(rest, p.singles[i])
	}
	where = append(where, colID+" <> ?")
	rest = append(rest, p.ID)
	for _, v := range values {
		conditions, args := where, rest
		if from != t.name {
			conditions, args = append([]string{colValue + " = ?"}, where...), append([]driver.Value{v}, rest...)
		}
		n, err := c.int(ctx, fmt.Sprintf("SELECT 1 FROM %s WHERE %s LIMIT 1", from, strings.Join(conditions, " AND ")), args...)
		if err != nil || n != 0 {
			return n != 0, err
		}
	}
	return false, nil
}
