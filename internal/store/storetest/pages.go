package storetest

import (
	"fmt"
	"slices"
	"testing"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// shelf is fifty things with many ties in every order.
func shelf(t *testing.T) (docs map[string]Fields, read map[string]values) {
	t.Helper()
	docs, read = map[string]Fields{}, map[string]values{}
	for i := range 50 {
		id := fmt.Sprintf("t%02d", i*37%50)
		docs[id] = Fields{
			"name": []string{"ấn", "bằng", "cờ", "đua"}[i%4], "rank": int64(i%3 - 1), "at": day(i % 5), "open": i%2 == 0,
			"kind": []string{"k1", "k2"}[i/3%2], "tags": [][]string{{"x"}, {"x", "y"}, {"y"}, {}, nil}[i/2%5],
		}
		var err error
		if read[id], err = valuesOf(Things(), Encode(t, id, 1, docs[id])); err != nil {
			t.Fatal(err)
		}
	}
	return docs, read
}

func testPages(t *testing.T, create func(t *testing.T) Open) {
	f := newFixture(t, create)
	docs, read := shelf(t)
	f.insert(t, docs)
	kind := store.Eq{Field: "kind", Value: "k1"}
	for _, c := range []struct {
		name  string
		by    []string
		where store.Where
	}{
		{"by ID", nil, nil},
		{"by one field", []string{"rank"}, nil},
		{"by three fields", []string{"rank", "at", "name"}, nil},
		{"by a field after a bound one", []string{"rank"}, kind},
		{"by a bool", []string{"open", "name"}, nil},
		{"by a field after two bound ones", []string{"at"}, store.And{kind, store.Eq{Field: "open", Value: true}}},
		{"by ID with a bound field", nil, kind},
		{"by a field after some of a bound one", []string{"rank"}, store.AnyOf("kind", "k1", "k2", "k3")},
		{"by a field of no index", []string{"weight", "name"}, kind},
		{"by a field after a Many one", []string{"at"}, store.Eq{Field: "tags", Value: "x"}},
		{"by a field after some of a Many one", []string{"at"}, store.AnyOf("tags", "x", "y")},
		{"by a field after tokens", []string{"rank"}, store.Tokens{Field: "tags", Terms: []string{"x", "y"}}},
		{"by a field with an unbound condition", []string{"name"}, store.Not{Part: store.And{kind, store.Range{Field: "rank", From: int64(0)}}}},
	} {
		for _, desc := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, descending %t", c.name, desc), func(t *testing.T) {
				q := store.Query{Where: c.where, Sort: store.Sort{By: c.by, Desc: desc}}
				var places []store.Position
				for _, v := range read {
					if v.hold(c.where) {
						places = append(places, v.position(c.by))
					}
				}
				slices.SortFunc(places, func(a, b store.Position) int { return comparePositions(q.Sort, a, b) })
				f.walk(t, q, places)
				if q.Walk = c.by == nil; q.Walk {
					f.walk(t, q, places)
				}
			})
		}
	}
	t.Run("positions of what is gone", func(t *testing.T) { testGone(t, create) })
	t.Run("positions that do not fit", func(t *testing.T) {
		for name, pos := range map[string]store.Position{
			"no values": {ID: "a"}, "too many values": {ID: "a", Values: []any{int64(1), "a"}},
			"another kind": {ID: "a", Values: []any{"1"}}, "no ID": {Values: []any{int64(1)}},
		} {
			q := store.Query{Sort: store.Sort{By: []string{"rank"}}, Limit: 1, After: &pos}
			if _, err := f.Find(t.Context(), f.things, q); errs.CodeOf(err) != errs.Invalid {
				t.Errorf("after %s: %v", name, err)
			}
			q.Before, q.After = &pos, nil
			if _, err := f.FindPer(t.Context(), f.things, "owner.id", []string{"o"}, q); errs.CodeOf(err) != errs.Invalid {
				t.Errorf("before %s: %v", name, err)
			}
		}
	})
}

// walk reads all pages of a query forwards, backwards and between two positions.
func (f *fixture) walk(t *testing.T, q store.Query, places []store.Position) {
	t.Helper()
	want := make([]string, len(places))
	for i, p := range places {
		want[i] = p.ID
	}
	if len(want) < 5 {
		t.Fatalf("%d documents are too few for pages", len(want))
	}
	q.Limit = 4
	var forward []string
	for at := 0; at < len(want); at += q.Limit {
		if at > 0 {
			q.After = &places[at-1]
		}
		forward = append(forward, f.found(t, q)...)
	}
	same(t, "forwards", want, forward)
	q.After = &places[len(places)-1]
	same(t, "after the last", []string{}, f.found(t, q))
	q.After, q.Last = nil, true

	var backward []string
	for at := len(want); at > 0; at -= q.Limit {
		if at < len(want) {
			q.Before = &places[at]
		}
		backward = append(f.found(t, q), backward...)
	}
	same(t, "backwards", want, backward)
	q.Before = &places[0]
	same(t, "before the first", []string{}, f.found(t, q))

	n := len(want)
	q.After, q.Before, q.Limit = &places[0], &places[n-2], 3
	same(t, "the last between two", want[max(1, n-5):n-2], f.found(t, q))
	q.Last = false
	same(t, "the first between two", want[1:min(4, n-2)], f.found(t, q))
	q.After, q.Before = &places[1], &places[2]
	same(t, "between neighbours", []string{}, f.found(t, q))
	q.After, q.Before = &places[2], &places[1]
	same(t, "between two that cross", []string{}, f.found(t, q))
	q.After, q.Before, q.Limit = nil, &places[3], store.MaxLimit
	same(t, "the first before", want[:3], f.found(t, q))
	q.After, q.Before, q.Last = &places[n-3], nil, true
	same(t, "the last after", want[n-2:], f.found(t, q))
}

// testGone checks pages at the places of removed and changed documents, and of documents that never were.
func testGone(t *testing.T, create func(t *testing.T) Open) {
	f := newFixture(t, create)
	ranks := map[string]int64{"a": 1, "b": 1, "c": 1, "d": 2, "e": 3}
	for id, rank := range ranks {
		f.do(t, f.thing(t, id, 0, Fields{"rank": rank}))
	}
	f.do(t, f.thing(t, "b", 1, nil), f.thing(t, "d", 1, Fields{"rank": int64(9)}))
	at := func(rank int64, id string) *store.Position { return &store.Position{Values: []any{rank}, ID: id} }
	for _, c := range []struct {
		name          string
		desc          bool
		after, before *store.Position
		want          []string
	}{
		{"after a removed one", false, at(1, "b"), nil, []string{"c", "e", "d"}},
		{"before a removed one", false, nil, at(1, "b"), []string{"a"}},
		{"after one that moved", false, at(2, "d"), nil, []string{"e", "d"}},
		{"after one that never was", false, at(1, "bb"), nil, []string{"c", "e", "d"}},
		{"between values", false, at(0, "zzz"), at(2, "a"), []string{"a", "c"}},
		{"after a removed one, descending", true, at(1, "b"), nil, []string{"a"}},
		{"before one that never was, descending", true, nil, at(1, "bb"), []string{"d", "e", "c"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := store.Query{Sort: store.Sort{By: []string{"rank"}, Desc: c.desc}, After: c.after, Before: c.before}
			same(t, "found", c.want, f.found(t, q))
		})
	}
}
