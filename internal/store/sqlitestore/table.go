package sqlitestore

import (
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
)

// Columns that every table of documents has. A declared field's column is named by its path, and no path may be one
// of these.
const (
	colNumber  = "_n"       // SQLite's rowid, which side tables and indexes refer to: shorter than the ID
	colID      = "_id"      // the document's ID, unique
	colVersion = "_version" // the document's version
	colDoc     = "_doc"     // BSON without the heavy fields
	colHeavy   = "_heavy"   // the heavy fields, see [split]; the last, so that others are read without its pages
	colValue   = "_value"   // of a side table: one value of the Many field
)

// table is a schema as SQLite has it. It is never changed once made.
type table struct {
	schema  *store.Schema
	name    string // quoted, as all names here are
	history string
	removed string
	singles []store.Field
	sides   []*side
	writes  statements
	one     string // reads the light document of an ID
	// postings is the search index, if the schema has one.
	postings *postings
}

// side is the table of a Many field: a row for each value of each document, with copies of the single fields that an
// index continues with. Its primary key is (document, value), which answers conditions about one document.
type side struct {
	field  store.Field
	name   string
	copies []int  // into table.singles
	one    string // inserts a row
	chunk  string // inserts sideChunk rows
}

// quote makes a name safe within a statement.
func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// newTable lays the schema out. A colon cannot be in a schema's name, so no two of these names are the same.
func newTable(s *store.Schema) *table {
	t := &table{schema: s, name: quote(s.Name), history: quote(s.Name + ":history"), removed: quote(s.Name + ":removed")}
	for _, f := range s.Fields {
		if !f.Many {
			t.singles = append(t.singles, f)
		}
	}
	for _, f := range s.Fields {
		if !f.Many {
			continue
		}
		d := &side{field: f, name: quote(s.Name + ":many:" + f.Path)}
		for i, single := range t.singles {
			if slices.ContainsFunc(s.Indexes, func(x store.Index) bool {
				return x.Fields[0] == f.Path && slices.Contains(x.Fields, single.Path)
			}) {
				d.copies = append(d.copies, i)
			}
		}
		d.one, d.chunk = d.insertText(1), d.insertText(sideChunk)
		t.sides = append(t.sides, d)
	}
	t.writes = newStatements(t)
	t.one = "SELECT " + colDoc + " FROM " + t.name + " WHERE " + colID + " = ?"
	t.postings = newPostings(t)
	return t
}

// side returns the table of a Many field, nil for a single one.
func (t *table) side(path string) *side {
	i := slices.IndexFunc(t.sides, func(d *side) bool { return d.field.Path == path })
	if i < 0 {
		return nil
	}
	return t.sides[i]
}

// has reports whether the side table has a copy of the field.
func (d *side) has(t *table, path string) bool {
	return slices.ContainsFunc(d.copies, func(i int) bool { return t.singles[i].Path == path })
}

// indexName is the quoted name of an index; nil is the one on the ID.
func (t *table) indexName(x *store.Index) string {
	if x == nil {
		return quote(t.schema.Name + ":index:" + colID)
	}
	return quote(t.schema.Name + ":index:" + x.Name())
}

// createTables are the statements that make the tables, without their indexes.
func (t *table) createTables() []string {
	var b strings.Builder
	fmt.Fprintf(&b, "CREATE TABLE %s (%s INTEGER PRIMARY KEY, %s TEXT NOT NULL, %s INTEGER NOT NULL",
		t.name, colNumber, colID, colVersion)
	for _, f := range t.singles {
		b.WriteString(", " + column(f))
	}
	fmt.Fprintf(&b, ", %s BLOB NOT NULL, %s BLOB) STRICT", colDoc, colHeavy)
	all := []string{b.String()}
	for _, d := range t.sides {
		b.Reset()
		fmt.Fprintf(&b, "CREATE TABLE %s (%s INTEGER NOT NULL, %s %s NOT NULL", d.name, colNumber, colValue, columnType(d.field.Kind))
		for _, i := range d.copies {
			b.WriteString(", " + column(t.singles[i]))
		}
		fmt.Fprintf(&b, ", %s TEXT NOT NULL, PRIMARY KEY (%s, %s)) STRICT, WITHOUT ROWID", colID, colNumber, colValue)
		all = append(all, b.String())
	}
	return all
}

// createIndexes are the statements that make the indexes, by quoted name. An index that is not unique ends with the
// ID, the last tie-break of every order. In a unique one no two documents tie.
func (t *table) createIndexes() map[string]string {
	all := map[string]string{
		t.indexName(nil): fmt.Sprintf("CREATE UNIQUE INDEX %s ON %s (%s)", t.indexName(nil), t.name, colID),
	}
	for i := range t.schema.Indexes {
		x := &t.schema.Indexes[i]
		on, unique, columns := t.name, "", make([]string, len(x.Fields), len(x.Fields)+1)
		for i, path := range x.Fields {
			columns[i] = quote(path)
			if d := t.side(path); d != nil {
				on, columns[i] = d.name, colValue
			}
		}
		if x.Unique {
			unique = "UNIQUE "
		} else {
			columns = append(columns, colID)
		}
		name := t.indexName(x)
		all[name] = fmt.Sprintf("CREATE %sINDEX %s ON %s (%s)", unique, name, on, strings.Join(columns, ", "))
	}
	return all
}

func column(f store.Field) string {
	c := quote(f.Path) + " " + columnType(f.Kind)
	if f.Required {
		c += " NOT NULL"
	}
	return c
}

func columnType(k store.Kind) string {
	if k == store.String {
		return "TEXT"
	}
	return "INTEGER"
}

// bindable is the value as a column holds it: text, or an integer for an int, a truth value or an instant.
func bindable(v any) driver.Value {
	switch v := v.(type) {
	case bool:
		if v {
			return int64(1)
		}
		return int64(0)
	case time.Time:
		return v.UnixMilli()
	default:
		return v
	}
}

// valueOf is the reverse of [bindable].
func valueOf(k store.Kind, v driver.Value) any {
	n, ok := v.(int64)
	switch {
	case ok && k == store.Bool:
		return n != 0
	case ok && k == store.Time:
		return time.UnixMilli(n).UTC()
	default:
		return v
	}
}

// singleValues are the columns of a document, in the order of table.singles; nil where it has no value.
func (t *table) singleValues(doc bson.Raw) ([]driver.Value, error) {
	values := make([]driver.Value, len(t.singles))
	for i, f := range t.singles {
		found, err := f.Values(doc)
		if err != nil {
			return nil, err
		}
		if len(found) > 0 {
			values[i] = bindable(found[0])
		}
	}
	return values, nil
}

// manyValues are the distinct values of a Many field, sorted as the side table is.
func (d *side) manyValues(doc bson.Raw) ([]driver.Value, error) {
	found, err := d.field.Values(doc)
	if err != nil {
		return nil, err
	}
	values := make([]driver.Value, len(found))
	for i, v := range found {
		values[i] = bindable(v)
	}
	slices.SortFunc(values, compareValues)
	return slices.CompactFunc(values, func(a, b driver.Value) bool { return a == b }), nil
}

func compareValues(a, b driver.Value) int {
	if s, ok := a.(string); ok {
		return strings.Compare(s, b.(string))
	}
	x, y := a.(int64), b.(int64)
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	default:
		return 0
	}
}
