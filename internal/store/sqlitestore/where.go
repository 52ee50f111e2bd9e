package sqlitestore

import (
	"database/sql/driver"
	"slices"
	"strings"

	"thidua/internal/store"
)

// Aliases in every statement: the table of documents is t, the side table that drives a selection is s, one within a
// condition is m. No text is built from values, only from declared names.
const (
	aliasDocs  = "t"
	aliasDrive = "s"
)

// selection is the FROM and WHERE of a plan, put together condition by condition.
type selection struct {
	table *table
	plan  store.Plan
	side  *side // drives the selection, its rows being the documents; nil if the table of documents does
	docs  bool  // the table of documents is needed
	where []string
	args  []driver.Value // of where, in its order
	// parent is the place in args of a FindPer's parent.
	parent int
}

// newSelection compiles the plan's conditions.
func newSelection(t *table, plan store.Plan) *selection {
	q := &selection{table: t, plan: plan, parent: -1}
	prefix := plan.Prefix
	if d := t.drives(plan); d != nil {
		if rest, ok := q.driveOne(d, prefix[0]); ok {
			prefix = prefix[1:]
			q.add(rest)
		} else {
			q.driveSet(d)
			prefix = nil
		}
	}
	for _, w := range slices.Concat(prefix, plan.Rest) {
		q.add(w)
	}
	return q
}

// drives returns the side table whose index the plan walks, if it does.
func (t *table) drives(plan store.Plan) *side {
	if plan.Index == nil || len(plan.Prefix) == 0 {
		return nil
	}
	return t.side(plan.Index.Fields[0])
}

// driveOne makes the side table drive when the first condition gives each document at most once: it asks for one
// value. It returns what is left of the condition.
func (q *selection) driveOne(d *side, first store.Where) (rest store.Where, ok bool) {
	value := aliasDrive + "." + colValue + " = "
	switch w := first.(type) {
	case store.Eq:
		q.side = d
		q.where = append(q.where, value+q.bind(w.Value))
		return nil, true
	case store.PerParent:
		q.side = d
		q.parent = len(q.args)
		q.where = append(q.where, value+q.bind(""))
		return nil, true
	case store.Tokens:
		exact := w.Terms
		if w.Prefix {
			exact = exact[:len(exact)-1]
		}
		if len(exact) == 0 {
			return nil, false
		}
		i := longest(exact)
		q.side = d
		q.where = append(q.where, value+q.bind(exact[i]))
		w.Terms = slices.Delete(slices.Clone(w.Terms), i, i+1)
		if len(w.Terms) == 0 {
			return nil, true
		}
		return w, true
	default:
		return nil, false
	}
}

// driveSet selects the documents by a set of numbers, for a first condition that may find a document by several of
// its values.
func (q *selection) driveSet(d *side) {
	inner := &selection{table: q.table, plan: q.plan, side: d, parent: -1}
	switch w := q.plan.Prefix[0].(type) {
	case store.In:
		inner.where = append(inner.where, inner.in(aliasDrive+"."+colValue, w.Values))
	case store.Tokens:
		inner.where = append(inner.where, inner.startsWith(aliasDrive+"."+colValue, w.Terms[0]))
	case store.Range:
		inner.where = append(inner.where, inner.between(aliasDrive+"."+colValue, w))
	}
	for _, w := range q.plan.Prefix[1:] {
		inner.add(w)
	}
	q.where = append(q.where, aliasDocs+"."+colNumber+" IN (SELECT "+aliasDrive+"."+colNumber+" FROM "+inner.from()+inner.whereText()+")")
	if inner.parent >= 0 {
		q.parent = len(q.args) + inner.parent
	}
	q.args = append(q.args, inner.args...)
}

// longest is the term that likely has the fewest documents.
func longest(terms []string) int {
	best := 0
	for i, t := range terms {
		if len(t) > len(terms[best]) {
			best = i
		}
	}
	return best
}

// add appends a condition; nil is none.
func (q *selection) add(w store.Where) {
	if w != nil {
		q.where = append(q.where, q.condition(w))
	}
}

// from is the tables, in the order in which SQLite is to walk them, and the index. It comes after all conditions and
// columns are compiled, which decide whether the table of documents is needed.
func (q *selection) from() string {
	t := q.table
	if q.side != nil {
		text := q.side.name + " AS " + aliasDrive + " INDEXED BY " + t.indexName(q.plan.Index)
		if q.docs {
			text += " CROSS JOIN " + t.name + " AS " + aliasDocs + " ON " + aliasDocs + "." + colNumber + " = " + aliasDrive + "." + colNumber
		}
		return text
	}
	switch {
	case t.drives(q.plan) != nil:
		return t.name + " AS " + aliasDocs + " NOT INDEXED" // the set gives the numbers
	case q.plan.Index == nil || t.side(q.plan.Index.Fields[0]) != nil:
		return t.name + " AS " + aliasDocs + " INDEXED BY " + t.indexName(nil)
	default:
		return t.name + " AS " + aliasDocs + " INDEXED BY " + t.indexName(q.plan.Index)
	}
}

func (q *selection) whereText() string {
	if len(q.where) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(q.where, " AND ")
}

// column is the place of a single field: in the driving side table if it has a copy.
func (q *selection) column(path string) string {
	if q.side != nil && (path == store.IDField || q.side.has(q.table, path)) {
		return aliasDrive + "." + quote(path)
	}
	q.docs = true
	return aliasDocs + "." + quote(path)
}

// number is the document's number.
func (q *selection) number() string {
	if q.side != nil {
		return aliasDrive + "." + colNumber
	}
	return aliasDocs + "." + colNumber
}

// bind adds an argument.
func (q *selection) bind(v any) string {
	q.args = append(q.args, bindable(v))
	return "?"
}

// condition is true where w holds, and false or NULL where it does not; only Not tells these apart.
func (q *selection) condition(w store.Where) string {
	switch w := w.(type) {
	case nil:
		return "TRUE"
	case store.And:
		return q.joined(w, " AND ", "TRUE")
	case store.Or:
		return q.joined(w, " OR ", "FALSE")
	case store.Not:
		return "(" + q.condition(w.Part) + ") IS NOT TRUE"
	case store.Tokens:
		return q.tokens(w)
	case store.Eq:
		return q.has(w.Field, func(c string) string { return c + " = " + q.bind(w.Value) })
	case store.PerParent:
		return q.has(w.Field, func(c string) string {
			q.parent = len(q.args)
			return c + " = " + q.bind("")
		})
	case store.In:
		return q.has(w.Field, func(c string) string { return q.in(c, w.Values) })
	case store.Range:
		return q.has(w.Field, func(c string) string { return q.between(c, w) })
	case store.Exists:
		present := q.has(w.Field, func(c string) string { return c + " IS NOT NULL" })
		if !w.Present {
			return "(" + present + ") IS NOT TRUE"
		}
		return present
	default:
		return "FALSE" // unreachable: the plan was made of a checked query
	}
}

func (q *selection) joined(parts []store.Where, by, empty string) string {
	if len(parts) == 0 {
		return empty
	}
	texts := make([]string, len(parts))
	for i, p := range parts {
		texts[i] = q.condition(p)
	}
	return "(" + strings.Join(texts, by) + ")"
}

// has is the test of a field's column, or that one of the rows of its side table passes it.
func (q *selection) has(path string, test func(column string) string) string {
	d := q.table.side(path)
	if d == nil {
		return "(" + test(q.column(path)) + ")"
	}
	return "EXISTS (SELECT 1 FROM " + d.name + " AS m WHERE m." + colNumber + " = " + q.number() + " AND " + test("m."+colValue) + ")"
}

// in repeats the last value up to a power of two, so that lists of any length need few statements.
func (q *selection) in(column string, values []any) string {
	if len(values) == 0 {
		return "FALSE"
	}
	marks := make([]string, paddedLen(len(values)))
	for i := range marks {
		marks[i] = q.bind(values[min(i, len(values)-1)])
	}
	return column + " IN (" + strings.Join(marks, ", ") + ")"
}

func paddedLen(n int) int {
	padded := 1
	for padded < n {
		padded *= 2
	}
	return padded
}

func (q *selection) between(column string, w store.Range) string {
	test := column + " IS NOT NULL"
	if w.From != nil {
		op := " >= "
		if w.After {
			op = " > "
		}
		test += " AND " + column + op + q.bind(w.From)
	}
	if w.To != nil {
		op := " < "
		if w.UpToIncl {
			op = " <= "
		}
		test += " AND " + column + op + q.bind(w.To)
	}
	return test
}

// startsWith bounds the strings that begin with a prefix, as bytes.
func (q *selection) startsWith(column, prefix string) string {
	test := column + " >= " + q.bind(prefix)
	if next, ok := after(prefix); ok {
		test += " AND " + column + " < " + q.bind(next)
	}
	return test
}

// after is the least string greater than all that begin with the prefix; there is none after bytes of 0xFF alone.
func after(prefix string) (string, bool) {
	b := []byte(prefix)
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] < 0xFF {
			b[i]++
			return string(b[:i+1]), true
		}
	}
	return "", false
}

func (q *selection) tokens(w store.Tokens) string {
	if len(w.Terms) == 0 {
		return "FALSE"
	}
	tests := make([]string, len(w.Terms))
	for i, term := range w.Terms {
		tests[i] = q.has(w.Field, func(c string) string {
			if w.Prefix && i == len(w.Terms)-1 {
				return q.startsWith(c, term)
			}
			return c + " = " + q.bind(term)
		})
	}
	return strings.Join(tests, " AND ")
}
