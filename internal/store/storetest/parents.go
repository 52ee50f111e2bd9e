package storetest

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
)

func testParents(t *testing.T, create func(t *testing.T) Open) {
	f := newFixture(t, create)
	for i := range 40 {
		f.do(t, f.thing(t, fmt.Sprintf("t%02d", i), 0, Fields{
			"owner": Fields{"id": []string{"o0", "o1", "o2", "ố3"}[i%4]}, "rank": int64(i / 8 % 2), "kind": []string{"k1", "k2"}[i/20],
			"at": day(-i), "tags": [][]string{{"x", "y", "x"}, {"y"}, {"z", "x"}, {}}[i/10], "parts": bson.A{Fields{"word": "w"}, Fields{"word": "w"}},
		}))
	}
	f.do(t, f.thing(t, "orphan", 0, Fields{"owner": nil}), f.thing(t, "nobody", 0, Fields{"owner": Fields{"id": ""}}))
	byRank, byAt := store.Sort{By: []string{"rank"}}, store.Sort{By: []string{"at"}}
	type pages = map[string][]string
	for _, c := range []struct {
		name    string
		field   string
		parents []string
		q       store.Query
		want    pages
	}{
		{
			"the first of some parents", "owner.id",
			[]string{"o1", "none", "ố3"},
			store.Query{Sort: byRank, Limit: 3},
			pages{"o1": {"t01", "t05", "t17"}, "ố3": {"t03", "t07", "t19"}},
		},
		{
			"the last, descending", "owner.id",
			[]string{"o0"},
			store.Query{Sort: store.Sort{By: byRank.By, Desc: true}, Limit: 2, Last: true},
			pages{"o0": {"t04", "t00"}},
		},
		{
			"parents named twice", "owner.id",
			[]string{"o1", "o1", "o2", "o1"},
			store.Query{Limit: 1},
			pages{"o1": {"t01"}, "o2": {"t02"}},
		},
		{
			"the empty parent, not the absent one", "owner.id",
			[]string{""},
			store.Query{Limit: 5},
			pages{"": {"nobody"}},
		},
		{
			"after a position", "owner.id",
			[]string{"o0", "o2"},
			store.Query{Sort: byRank, Limit: 2, After: &store.Position{Values: []any{int64(0)}, ID: "t20"}},
			pages{"o0": {"t32", "t36"}, "o2": {"t22", "t34"}},
		},
		{
			"between positions", "owner.id",
			[]string{"o0", "o2"},
			store.Query{
				Sort: byRank, Limit: 9, After: &store.Position{Values: []any{int64(0)}, ID: "t20"}, Before: &store.Position{Values: []any{int64(0)}, ID: "t34"},
			},
			pages{"o0": {"t32"}, "o2": {"t22"}},
		},
		{
			"with a condition of the index", "owner.id",
			[]string{"o0", "o1"},
			store.Query{Where: store.Eq{Field: "kind", Value: "k2"}, Sort: byAt, Limit: 2},
			pages{"o0": {"t36", "t32"}, "o1": {"t37", "t33"}},
		},
		{
			"with a condition outside the index", "owner.id",
			[]string{"o0", "o1"},
			store.Query{Where: store.Not{Part: store.Eq{Field: "tags", Value: "x"}}, Sort: byRank, Limit: 2},
			pages{"o0": {"t16", "t32"}, "o1": {"t17", "t33"}},
		},
		{
			"in an order of no index", "owner.id",
			[]string{"o0", "o1"},
			store.Query{Sort: store.Sort{By: []string{"weight", "at"}}, Limit: 1},
			pages{"o0": {"t36"}, "o1": {"t37"}},
		},
		{
			"in the order of IDs, descending", "owner.id",
			[]string{"o0", "o1"},
			store.Query{Sort: store.Sort{Desc: true}, Limit: 1},
			pages{"o0": {"t36"}, "o1": {"t37"}},
		},
		{
			"a Many parent", "tags",
			[]string{"x", "y", "none"},
			store.Query{Sort: byAt, Limit: 2},
			pages{"x": {"t29", "t28"}, "y": {"t19", "t18"}},
		},
		{
			"a Many parent, the first of which are shared", "tags",
			[]string{"y", "x"},
			store.Query{Sort: store.Sort{By: byAt.By, Desc: true}, Limit: 2},
			pages{"x": {"t00", "t01"}, "y": {"t00", "t01"}},
		},
		{
			"a Many parent with conditions", "tags",
			[]string{"x", "y", "z"},
			store.Query{Where: store.And{store.Eq{Field: "kind", Value: "k1"}, store.Range{Field: "rank", From: int64(1)}}, Sort: byRank, Limit: 2},
			pages{"x": {"t08", "t09"}, "y": {"t08", "t09"}},
		},
		{
			"a Many parent that a condition names too", "tags",
			[]string{"x", "y"},
			store.Query{Where: store.Eq{Field: "tags", Value: "z"}, Sort: byAt, Limit: 1},
			pages{"x": {"t29"}},
		},
		{
			"a document that has the parent twice", "parts.word",
			[]string{"w"},
			store.Query{Limit: 3},
			pages{"w": {"t00", "t01", "t02"}},
		},
		{"no parents", "owner.id", nil, store.Query{Limit: 3}, pages{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := f.FindPer(t.Context(), f.things, c.field, c.parents, c.q)
			if err != nil {
				t.Fatal(err)
			}
			ids := pages{}
			for parent, docs := range got {
				ids[parent] = idsOf(docs)
			}
			same(t, "pages", c.want, ids)
		})
	}
	t.Run("as many parents as may be", func(t *testing.T) {
		parents := make([]string, store.MaxLimit)
		for i := range parents {
			parents[i] = fmt.Sprintf("o%d", i)
		}
		got, err := f.FindPer(t.Context(), f.things, "owner.id", parents, store.Query{Sort: byRank, Limit: store.MaxLimit})
		if err != nil {
			t.Fatal(err)
		}
		same(t, "parents with documents", []string{"o0", "o1", "o2"}, slices.Sorted(maps.Keys(got)))
		same(t, "documents of one", 10, len(got["o2"]))
		if _, err := f.FindPer(t.Context(), f.things, "owner.id", append(parents, "one more"), store.Query{Limit: 1}); err == nil {
			t.Error("one parent more than may be was accepted")
		}
	})
}
