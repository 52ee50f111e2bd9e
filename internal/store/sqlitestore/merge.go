package sqlitestore

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
)

// maxMerged is the largest number of values whose pages are merged. With more, sorting what they all find costs less
// than reading a page for each.
const maxMerged = 32

// perValue returns a query for each value of an In that keeps the plan's index from giving the order: each of them is
// read in order, and their pages merged are the page. It returns nil where that does not help.
//
// Without it, "the newest of two kinds" would sort every article of both kinds for a page of twenty.
func perValue(schema *store.Schema, plan store.Plan, query store.Query) []store.Query {
	if plan.Sorted || plan.Index == nil {
		return nil
	}
	at := -1
	for i, w := range plan.Prefix {
		switch w := w.(type) {
		case store.In:
			if at >= 0 || len(w.Values) > maxMerged {
				return nil
			}
			at = i
		case store.Tokens:
			return nil
		}
	}
	if at < 0 {
		return nil
	}
	in, _ := plan.Prefix[at].(store.In)
	rest := slices.Concat(store.And(slices.Delete(slices.Clone(plan.Prefix), at, at+1)), store.And(plan.Rest))
	queries := make([]store.Query, len(in.Values))
	for i, v := range in.Values {
		queries[i] = query
		queries[i].Where = append(store.And{store.Eq{Field: in.Field, Value: v}}, rest...)
		if p, err := store.NewPlan(schema, queries[i]); err != nil || !p.Sorted {
			return nil
		}
	}
	return queries
}

// findMerged reads a page for each query, in one snapshot, and merges them.
func (s *Store) findMerged(ctx context.Context, schema *store.Schema, query store.Query, parts []store.Query) ([]bson.Raw, error) {
	t, err := s.table(schema)
	if err != nil {
		return nil, err
	}
	statements := make([]struct {
		text string
		*selection
	}, len(parts))
	asked := ask(t, "merged", fmt.Sprint(query.Sort.Desc != query.Last))
	for i, part := range parts {
		plan, err := store.NewPlan(schema, part)
		if err != nil {
			return nil, err
		}
		st := &statements[i]
		if st.text, st.selection, err = s.compile(plan, part); err != nil {
			return nil, err
		}
		asked = asked.and(st.text).and(st.args...)
	}
	docs, err := find(ctx, s, asked, sizeOf, func(c *conn) ([]bson.Raw, error) {
		var docs []bson.Raw
		err := c.snapshot(ctx, func() error {
			for _, st := range statements {
				if err := c.query(st.watched(ctx), st.text, st.args, s.collect(ctx, c, t, query.Read, &docs)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		return merge(schema, query, docs)
	})
	return slices.Clone(docs), err
}

// placed is a document with its place in an order.
type placed struct {
	doc  bson.Raw
	keys []any
}

// merge puts documents in the order in which the query walks and cuts its page. A document that several values found
// is there once.
func merge(schema *store.Schema, query store.Query, docs []bson.Raw) ([]bson.Raw, error) {
	all := make([]placed, len(docs))
	for i, doc := range docs {
		all[i].doc = doc
		for _, path := range append(slices.Clone(query.Sort.By), store.IDField) {
			f, _ := schema.Field(path)
			values, err := f.Values(doc)
			if err != nil || len(values) != 1 {
				return nil, damaged(fmt.Errorf("a document without one %s: %w", path, err))
			}
			all[i].keys = append(all[i].keys, values[0])
		}
	}
	order := slices.CompareFunc[[]any, []any]
	desc := query.Sort.Desc != query.Last
	slices.SortFunc(all, func(a, b placed) int {
		if desc {
			a, b = b, a
		}
		return order(a.keys, b.keys, compare)
	})
	all = slices.CompactFunc(all, func(a, b placed) bool { return order(a.keys, b.keys, compare) == 0 })
	page := make([]bson.Raw, min(query.Limit, len(all)))
	for i := range page {
		page[i] = all[i].doc
	}
	return page, nil
}

// compare orders two values of one kind as SQLite does: false before true, strings by bytes.
func compare(a, b any) int {
	switch a := a.(type) {
	case string:
		b, _ := b.(string)
		return cmp.Compare(a, b)
	case int64:
		b, _ := b.(int64)
		return cmp.Compare(a, b)
	case time.Time:
		b, _ := b.(time.Time)
		return a.Compare(b)
	case bool:
		b, _ := b.(bool)
		switch {
		case a == b:
			return 0
		case b:
			return -1
		}
		return 1
	default:
		return 0
	}
}
