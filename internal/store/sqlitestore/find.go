package sqlitestore

import (
	"context"
	"database/sql/driver"
	"fmt"
	"math"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
)

// Get reads by the index on the ID.
func (s *Store) Get(ctx context.Context, schema *store.Schema, ids []string, read store.Read) ([]bson.Raw, error) {
	t, err := s.table(schema)
	if err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return []bson.Raw{}, nil
	}
	if len(ids) > store.MaxLimit {
		return nil, fmt.Errorf("schema %s: get of %d documents, at most %d", schema.Name, len(ids), store.MaxLimit)
	}
	q := newSelection(t, store.Plan{Schema: schema, Prefix: []store.Where{store.AnyOf(store.IDField, ids...)}})
	text := "SELECT " + t.identity(aliasDocs, read) + " FROM " + q.from() + q.whereText()
	look := func(c *conn) ([]bson.Raw, error) {
		docs := make([]bson.Raw, 0, len(ids))
		err := c.query(context.WithoutCancel(ctx), text, q.args, s.collect(ctx, c, t, read, &docs)) // bounded, see watched
		return docs, err
	}
	if len(ids) <= fewIDs {
		var docs []bson.Raw
		err := s.read(ctx, func(c *conn) (err error) {
			docs, err = look(c)
			return err
		})
		return docs, err
	}
	docs, err := find(ctx, s, ask(t, "get", text).and(q.args...), sizeOf, look)
	return slices.Clone(docs), err
}

// fewIDs is how many documents are as quickly found as it is known whether what was found of them still holds.
const fewIDs = 4

// Find reads a page.
func (s *Store) Find(ctx context.Context, schema *store.Schema, query store.Query) ([]bson.Raw, error) {
	plan, err := store.NewPlan(schema, query)
	if err != nil {
		return nil, err
	}
	var docs []bson.Raw
	if parts := perValue(schema, plan, query); parts != nil {
		docs, err = s.findMerged(ctx, schema, query, parts)
	} else {
		docs, err = s.findPlanned(ctx, plan, query)
	}
	if err != nil {
		return nil, err
	}
	if query.Last {
		slices.Reverse(docs)
	}
	return docs, nil
}

// findPlanned reads a page by one statement, in the order in which the query walks.
func (s *Store) findPlanned(ctx context.Context, plan store.Plan, query store.Query) ([]bson.Raw, error) {
	text, q, err := s.compile(plan, query)
	if err != nil {
		return nil, err
	}
	docs, err := find(ctx, s, ask(q.table, "find", text).and(q.args...), sizeOf, func(c *conn) ([]bson.Raw, error) {
		docs := make([]bson.Raw, 0, min(query.Limit, 100))
		err := c.query(q.watched(ctx), text, q.args, s.collect(ctx, c, q.table, query.Read, &docs))
		return docs, err
	})
	return slices.Clone(docs), err
}

func (s *Store) compile(plan store.Plan, query store.Query) (string, *selection, error) {
	t, err := s.table(plan.Schema)
	if err != nil {
		return "", nil, err
	}
	q := newSelection(t, plan)
	return q.page(query), q, nil
}

// watched returns ctx for a statement that may walk far before it has its page. One that finds each document of the
// page by a step in an index is over soon, and spared the goroutine that the driver sets to watch a context.
func (q *selection) watched(ctx context.Context) context.Context {
	if q.plan.Sorted && len(q.plan.Rest) == 0 {
		return context.WithoutCancel(ctx)
	}
	return ctx
}

// page is the statement for a page of the selection. Its last argument is the limit.
//
// When the index does not give the order, the numbers of the page's documents are found first, and only these
// documents are read: SQLite's sorter would carry them all.
func (q *selection) page(query store.Query) string {
	desc := query.Sort.Desc != query.Last
	keys := make([]string, 0, len(query.Sort.By)+1)
	for _, path := range query.Sort.By {
		keys = append(keys, q.column(path))
	}
	keys = append(keys, q.column(store.IDField))
	q.bound(keys, query.After, query.Sort.Desc)
	q.bound(keys, query.Before, !query.Sort.Desc)
	if q.plan.Sorted {
		q.docs = true
		if x := q.plan.Index; x != nil && x.Unique { // its fields are all bound or sorted by, and no two documents tie
			keys = keys[:len(keys)-1]
		}
		text := "SELECT " + q.table.identity(aliasDocs, query.Read) + " FROM " + q.from() + q.whereText() + orderBy(keys, desc) + " LIMIT ?"
		q.args = append(q.args, int64(query.Limit))
		return text
	}
	columns, outer := []string{q.number() + " AS n"}, make([]string, len(keys))
	for i, key := range keys {
		outer[i] = fmt.Sprintf("k.k%d", i)
		columns = append(columns, fmt.Sprintf("%s AS k%d", key, i))
	}
	text := "SELECT " + q.table.identity("d", query.Read) + " FROM (SELECT " + strings.Join(columns, ", ") +
		" FROM " + q.from() + q.whereText() + orderBy(keys, desc) + " LIMIT ?) AS k CROSS JOIN " +
		q.table.name + " AS d ON d." + colNumber + " = k.n" + orderBy(outer, desc)
	q.args = append(q.args, int64(query.Limit))
	return text
}

// bound leaves what comes after the position in the given direction.
func (q *selection) bound(keys []string, pos *store.Position, desc bool) {
	if pos == nil {
		return
	}
	op := " > "
	if desc {
		op = " < "
	}
	marks := strings.Repeat("?, ", len(keys)-1) + "?"
	q.where = append(q.where, "("+strings.Join(keys, ", ")+")"+op+"("+marks+")")
	for _, v := range pos.Values {
		q.args = append(q.args, bindable(v))
	}
	q.args = append(q.args, pos.ID)
}

func orderBy(keys []string, desc bool) string {
	if len(keys) == 0 {
		return ""
	}
	if desc {
		return " ORDER BY " + strings.Join(keys, " DESC, ") + " DESC"
	}
	return " ORDER BY " + strings.Join(keys, ", ")
}

// bodies are the columns of a document's bytes.
func (t *table) bodies(alias string, read store.Read) string {
	if read == store.Light || len(t.schema.Heavy) == 0 {
		return alias + "." + colDoc
	}
	return alias + "." + colDoc + ", " + alias + "." + colHeavy
}

// collect appends the document of each row of [table.bodies].
func collect(docs *[]bson.Raw) func(row []driver.Value) error {
	return func(row []driver.Value) error {
		doc, err := document(row)
		*docs = append(*docs, doc)
		return err
	}
}

func document(row []driver.Value) (bson.Raw, error) {
	light, ok := row[0].([]byte)
	if !ok || len(light) < 5 {
		return nil, damaged(fmt.Errorf("a document of %d bytes", len(light)))
	}
	if len(row) == 1 {
		return light, nil
	}
	heavy, _ := row[1].([]byte)
	return join(light, heavy)
}

// History reads the archive of a document.
func (s *Store) History(ctx context.Context, schema *store.Schema, id string, before int64, limit int) ([]bson.Raw, error) {
	t, err := s.table(schema)
	if err != nil {
		return nil, err
	}
	docs := []bson.Raw{}
	if !schema.History {
		return docs, nil
	}
	if before <= 0 {
		before = math.MaxInt64
	}
	text := fmt.Sprintf("SELECT h.%s, h.%s FROM %s AS h WHERE h.%s = ? AND h.%s < ? ORDER BY h.%s DESC LIMIT ?",
		colDoc, colHeavy, t.history, colID, colVersion, colVersion)
	err = s.read(ctx, func(c *conn) error {
		return c.query(ctx, text, []driver.Value{id, before, int64(max(limit, 0))}, collect(&docs))
	})
	return docs, err
}

// Revisions reads from the archive by its primary key.
func (s *Store) Revisions(ctx context.Context, schema *store.Schema, of []store.Revision, read store.Read) ([]bson.Raw, error) {
	t, err := s.table(schema)
	if err != nil {
		return nil, err
	}
	docs := make([]bson.Raw, 0, len(of))
	if !schema.History || len(of) == 0 {
		return docs, ctx.Err()
	}
	if len(of) > store.MaxLimit {
		return nil, fmt.Errorf("schema %s: %d versions, at most %d", schema.Name, len(of), store.MaxLimit)
	}
	args := make([]driver.Value, 0, 2*len(of))
	for _, r := range of {
		args = append(args, r.ID, r.Version)
	}
	err = s.read(ctx, func(c *conn) error {
		return c.query(context.WithoutCancel(ctx), t.revisions(len(of), read), args, collect(&docs)) // bounded, see watched
	})
	return docs, err
}

// revisions is the statement for n versions. The two columns of a list of values have names that SQLite gives them. A version
// that is asked for twice is found once.
func (t *table) revisions(n int, read store.Read) string {
	return "SELECT " + t.bodies("h", read) + " FROM (SELECT DISTINCT column1, column2 FROM (VALUES " +
		strings.Repeat("(?, ?), ", n-1) + "(?, ?))) AS k CROSS JOIN " + t.history + " AS h ON h." + colID + " = k.column1 AND h." +
		colVersion + " = k.column2"
}
