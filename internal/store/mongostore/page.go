package mongostore

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
)

// page is a compiled query: the parts of a find command, or of the pipeline of each parent.
type page struct {
	filter     bson.D
	sort       bson.D // none is any order
	hint       string
	projection bson.D
	limit      int
	backwards  bool // the documents come in the opposite of the query's order
}

// compile follows a plan. The condition on the parent, if there is one, is left to the caller.
func compile(p store.Plan, q store.Query) page {
	s := p.Schema
	back := q.Sort.Desc != q.Last
	direction := int32(1)
	if back {
		direction = -1
	}
	c := page{hint: hintOf(p), projection: projection(s, q.Read), limit: q.Limit, backwards: q.Last}
	for _, path := range q.Sort.By {
		c.sort = append(c.sort, bson.E{Key: path, Value: direction})
	}
	c.sort = append(c.sort, bson.E{Key: store.IDField, Value: direction})
	c.filter = both(
		conditions(p),
		beyond(q.Sort.By, q.After, q.Sort.Desc),
		beyond(q.Sort.By, q.Before, !q.Sort.Desc),
	)
	return c
}

// conditions joins a plan's conditions, and leaves out the tombstones. These lack every declared field, so that any
// condition that binds an index excludes them; else a bound on a required field of the index does; only where there
// is neither is the document itself looked at.
func conditions(p store.Plan) bson.D {
	parts := []any{bson.D{}}
	for _, w := range p.Prefix {
		if _, ok := w.(store.PerParent); !ok {
			parts = append(parts, filter(p.Schema, w))
		}
	}
	parts = append(parts, all(p.Schema, p.Rest))
	if p.Index == nil {
		return both(append(parts, notRemoved())...)
	}
	if len(p.Prefix) > 0 {
		return both(parts...)
	}
	for _, path := range p.Index.Fields {
		if f, _ := p.Schema.Field(path); f.Required {
			return both(append(parts, present(f))...)
		}
	}
	return both(append(parts, notRemoved())...)
}

// beyond holds for what stands after a position; before it, if descending. The exact form, (a > x) or (a = x and
// (b > y or …)), is joined by the bound on the first field alone, which narrows the walk of the index.
func beyond(by []string, pos *store.Position, descending bool) bson.D {
	if pos == nil {
		return bson.D{}
	}
	strict := either(descending, "$lt", "$gt")
	exact := on(store.IDField, op(strict, pos.ID))
	for i := len(by) - 1; i >= 0; i-- {
		exact = op("$or", bson.A{
			on(by[i], op(strict, pos.Values[i])),
			both(on(by[i], op("$eq", pos.Values[i])), exact),
		})
	}
	if len(by) == 0 {
		return exact
	}
	return both(on(by[0], op(strict+"e", pos.Values[0])), exact)
}

// hintOf names the index to walk. It is always said: the plan has chosen, and a server that chooses for itself may
// take another one when the statistics change.
func hintOf(p store.Plan) string {
	if p.Index == nil {
		return primaryKey
	}
	return walkName(*p.Index)
}

// projection leaves out what is ours, the terms of the search index, and of a light read what is heavy.
func projection(s *store.Schema, read store.Read) bson.D {
	out := bson.D{{Key: store.OutboxField, Value: int32(0)}}
	if s.Postings != nil {
		out = append(out, bson.E{Key: s.Postings.Field, Value: int32(0)})
	}
	if read == store.Light {
		for _, name := range s.Heavy {
			out = append(out, bson.E{Key: name, Value: int32(0)})
		}
	}
	return out
}
