package storetest

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
)

// values are what a document has at each declared path.
type values map[string][]any

// valuesOf reads the declared fields of a document.
func valuesOf(s *store.Schema, doc bson.Raw) (values, error) {
	id, _ := s.Field(store.IDField)
	all := make(values, len(s.Fields)+1)
	for _, f := range append([]store.Field{id}, s.Fields...) {
		v, err := f.Values(doc)
		if err != nil {
			return nil, err
		}
		all[f.Path] = v
	}
	return all, nil
}

// hold reports whether the condition holds, word for word as [store.Where] says.
func (v values) hold(w store.Where) bool {
	switch w := w.(type) {
	case nil:
		return true
	case store.Eq:
		return v.some(w.Field, func(have any) bool { return compare(have, w.Value) == 0 })
	case store.In:
		return v.some(w.Field, func(have any) bool {
			return slices.ContainsFunc(w.Values, func(one any) bool { return compare(have, one) == 0 })
		})
	case store.Range:
		return v.some(w.Field, func(have any) bool { return within(w, have) })
	case store.Exists:
		return (len(v[w.Field]) > 0) == w.Present
	case store.Tokens:
		return v.holdTokens(w)
	case store.And:
		return !slices.ContainsFunc(w, func(part store.Where) bool { return !v.hold(part) })
	case store.Or:
		return slices.ContainsFunc(w, v.hold)
	case store.Not:
		return !v.hold(w.Part)
	default:
		panic("a condition that passed the check of the plan is of an unknown type")
	}
}

func (v values) some(path string, holds func(any) bool) bool {
	return slices.ContainsFunc(v[path], holds)
}

func (v values) holdTokens(w store.Tokens) bool {
	for i, term := range w.Terms {
		begin := w.Prefix && i == len(w.Terms)-1
		if !v.some(w.Field, func(have any) bool {
			return have == term || begin && strings.HasPrefix(have.(string), term)
		}) {
			return false
		}
	}
	return len(w.Terms) > 0
}

func within(w store.Range, have any) bool {
	if w.From != nil {
		if c := compare(have, w.From); c < 0 || c == 0 && w.After {
			return false
		}
	}
	if w.To != nil {
		if c := compare(have, w.To); c > 0 || c == 0 && !w.UpToIncl {
			return false
		}
	}
	return true
}

// compare orders two values of the same kind: strings by their bytes, false before true.
func compare(a, b any) int {
	switch a := a.(type) {
	case string:
		return bytes.Compare([]byte(a), []byte(b.(string)))
	case int64:
		return cmp.Compare(a, b.(int64))
	case bool:
		if a == b.(bool) {
			return 0
		}
		if a {
			return 1
		}
		return -1
	case time.Time:
		return a.Compare(b.(time.Time))
	default:
		panic("a value of no kind")
	}
}

// position is where a document stands in an order.
func (v values) position(by []string) store.Position {
	pos := store.Position{ID: v[store.IDField][0].(string), Values: []any{}}
	for _, path := range by {
		pos.Values = append(pos.Values, v[path][0])
	}
	return pos
}

// comparePositions orders two positions of one sort.
func comparePositions(o store.Sort, a, b store.Position) int {
	c := 0
	for i := 0; i < len(o.By) && c == 0; i++ {
		c = compare(a.Values[i], b.Values[i])
	}
	if c == 0 {
		c = strings.Compare(a.ID, b.ID)
	}
	if o.Desc {
		return -c
	}
	return c
}

// page returns the part of the records that the query asks for, in its order.
func page(q store.Query, records []*record) []*record {
	at := func(r *record) store.Position { return r.values.position(q.Sort.By) }
	var left []*record
	for _, r := range records {
		if !r.values.hold(q.Where) ||
			q.After != nil && comparePositions(q.Sort, at(r), *q.After) <= 0 ||
			q.Before != nil && comparePositions(q.Sort, at(r), *q.Before) >= 0 {
			continue
		}
		left = append(left, r)
	}
	slices.SortFunc(left, func(a, b *record) int { return comparePositions(q.Sort, at(a), at(b)) })
	n := min(len(left), q.Limit)
	if q.Last {
		return left[len(left)-n:]
	}
	return left[:n]
}
