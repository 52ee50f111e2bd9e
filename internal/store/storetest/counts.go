package storetest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"thidua/internal/errs"
	"thidua/internal/store"
)

func testCounts(t *testing.T, create func(t *testing.T) Open) {
	f := newFixture(t, create)
	f.insert(t, corpus())
	f.do(t, f.thing(t, "t6", 0, Fields{"kind": "khác", "score": int64(10), "rank": int64(1)}))
	thường := store.Eq{Field: "kind", Value: "thường"}
	for _, c := range []struct {
		name  string
		where store.Where
		by    []string
		want  []string // values and count of each group, sorted
	}{
		{"by a string", nil, []string{"kind"}, []string{"khác 1", "thường 5"}},
		{"by an int that some lack", nil, []string{"score"}, []string{"-10 1", "0 1", "10 2", "nil 2"}},
		{"by a bool that some lack", thường, []string{"done"}, []string{"false 1", "nil 3", "true 1"}},
		{"by a time that some lack", thường, []string{"seen"}, []string{"2024-11-26 1", "2026-01-05 1", "2026-01-06 1", "nil 2"}},
		{"by a nested field that some lack", nil, []string{"owner.id"}, []string{"nil 4", "o1 1", "o2 1"}},
		{"by an empty string too", nil, []string{"code"}, []string{" 1", "A 1", "B 1", "nil 3"}},
		{"by many strings", nil, []string{"tags"}, []string{"nil 3", "vàng 1", "xanh 2", "đỏ 1", "đỏ thắm 1"}},
		{"by many ints", thường, []string{"marks"}, []string{"-1 1", "1 1", "10 1", "20 1", "5 2", "nil 2"}},
		{"by many bools", nil, []string{"ticks"}, []string{"false 2", "nil 3", "true 2"}},
		{"by an array's documents", nil, []string{"parts.word"}, []string{"khen 1", "nil 3", "thi 2", "thưởng 1", "đua 1"}},
		{"by two fields", nil, []string{"kind", "rank"}, []string{"khác 1 1", "thường 1 1", "thường 2 1", "thường 3 1", "thường 4 1", "thường 5 1"}},
		{"by two fields the other way", nil, []string{"rank", "kind"}, []string{"1 khác 1", "1 thường 1", "2 thường 1", "3 thường 1", "4 thường 1", "5 thường 1"}},
		{"by many and one", thường, []string{"tags", "done"}, []string{"nil nil 2", "vàng nil 1", "xanh false 1", "xanh true 1", "đỏ thắm nil 1", "đỏ true 1"}},
		{"by many and many", store.And{thường, store.Eq{Field: "rank", Value: int64(4)}}, []string{"tags", "ticks"}, []string{"xanh false 1", "xanh true 1"}},
		{"by the Many field of the condition", store.Eq{Field: "tags", Value: "xanh"}, []string{"tags"}, []string{"xanh 2", "đỏ 1"}},
		{"by the field of the condition", store.AnyOf("kind", "khác", "thường"), []string{"kind"}, []string{"khác 1", "thường 5"}},
		{"with an unbound condition", store.And{thường, store.Not{Part: store.Exists{Field: "code"}}}, []string{"kind"}, []string{"thường 3"}},
		{"of nothing", store.Eq{Field: "kind", Value: "không"}, []string{"kind"}, []string{}},
		{"by nothing", thường, nil, []string{"5"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			groups, err := f.CountBy(t.Context(), f.things, c.where, c.by...)
			if err != nil {
				t.Fatal(err)
			}
			same(t, "groups", c.want, lines(groups))
		})
	}
	t.Run("one count", func(t *testing.T) {
		for want, where := range map[int64]store.Where{6: nil, 5: thường, 2: store.Eq{Field: "tags", Value: "xanh"}, 3: store.AnyOf("tags", "xanh", "vàng")} {
			if n, err := f.Count(t.Context(), f.things, where); err != nil || n != want {
				t.Errorf("Count(%v) = %d, %v; want %d", where, n, err, want)
			}
		}
	})
	for _, c := range []struct {
		name, field, after string
		limit              int
		want               []string
	}{
		{"what one field repeats", "kind", "", 10, []string{"thường 5"}},
		{"what is repeated among many", "tags", "", 10, []string{"xanh 2"}},
		{"what an array's documents repeat", "parts.word", "", 10, []string{"thi 2"}},
		{"what is repeated after a value", "kind", "thườn", 1, []string{"thường 5"}},
		{"nothing after the last", "kind", "thường", 10, []string{}},
		{"nothing that each has for itself", "code", "", 10, []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			groups, err := f.Repeated(t.Context(), f.things, c.field, c.after, c.limit)
			if err != nil {
				t.Fatal(err)
			}
			same(t, "groups", c.want, lines(groups))
		})
	}
	t.Run("what is repeated, in order and a page at a time", func(t *testing.T) {
		f := newFixture(t, create)
		for i, tags := range [][]string{{"a", "đ"}, {"b", "đ", "a"}, {"b", "c"}, {"a"}} {
			f.do(t, f.thing(t, fmt.Sprint("r", i), 0, Fields{"tags": tags}))
		}
		gone := f.thing(t, "gone", 0, Fields{"tags": []string{"c"}})
		f.do(t, gone)
		f.do(t, store.Write{Schema: f.things, ID: "gone", IfVersion: 1, Entry: f.thing(t, "gone", 1, Fields{}).Entry})
		var got []string
		for after := ""; ; {
			groups, err := f.Repeated(t.Context(), f.things, "tags", after, 1)
			if err != nil {
				t.Fatal(err)
			}
			if len(groups) == 0 {
				break
			}
			got = append(got, lines(groups)...)
			after = groups[0].Values[0].(string)
		}
		same(t, "pages", []string{"a 3", "b 2", "đ 2"}, got)
	})
	t.Run("what no index serves is refused", func(t *testing.T) {
		for _, field := range []string{"done", "rank", "nothing"} {
			if _, err := f.Repeated(t.Context(), f.things, field, "", 1); err == nil {
				t.Errorf("%s is served", field)
			}
		}
	})
	t.Run("of a schema whose every index leaves documents out", func(t *testing.T) {
		sparse := &store.Schema{
			Name:   "sparse",
			Fields: []store.Field{{Path: "code", Kind: store.String}, {Path: "tags", Kind: store.String, Many: true}},
			Indexes: []store.Index{
				{Fields: []string{"code"}, Unique: true}, {Fields: []string{"tags"}},
			},
			Unjournaled: true,
		}
		s := create(t)(NewClock().Now)
		if err := s.Ensure(t.Context(), sparse); err != nil {
			t.Fatal(err)
		}
		for id, fields := range corpus() {
			if _, err := s.Apply(t.Context(), store.Write{Schema: sparse, ID: id, Doc: Encode(t, id, 1, fields)}); err != nil {
				t.Fatal(err)
			}
		}
		if n, err := s.Count(t.Context(), sparse, nil); err != nil || n != 5 {
			t.Errorf("Count = %d, %v; want 5", n, err)
		}
		if n, err := s.Count(t.Context(), sparse, store.Exists{Field: "code"}); err != nil || n != 2 {
			t.Errorf("Count of those without a code = %d, %v; want 2", n, err)
		}
		if n, err := s.Count(t.Context(), sparse, store.Not{Part: store.Eq{Field: "tags", Value: "xanh"}}); err != nil || n != 3 {
			t.Errorf("Count of those without a tag = %d, %v; want 3", n, err)
		}
	})
	t.Run("more groups than may be", func(t *testing.T) {
		f := newFixture(t, create)
		marks := make([]int64, store.MaxGroups)
		for i := range marks {
			marks[i] = int64(i)
		}
		f.do(t, f.thing(t, "a", 0, Fields{"marks": marks}))
		groups, err := f.CountBy(t.Context(), f.things, nil, "marks")
		if err != nil || len(groups) != store.MaxGroups {
			t.Errorf("as many groups as may be = %d, %v", len(groups), err)
		}
		f.do(t, f.thing(t, "b", 0, Fields{}))
		if _, err := f.CountBy(t.Context(), f.things, nil, "marks"); errs.CodeOf(err) != errs.Limit {
			t.Errorf("one group more = %v; want %s", err, errs.Limit)
		}
	})
}

// lines shows groups in a fixed order.
func lines(groups []store.Group) []string {
	all := make([]string, len(groups))
	for i, g := range groups {
		for _, v := range g.Values {
			switch v := v.(type) {
			case nil:
				all[i] += "nil "
			case time.Time:
				all[i] += v.Format(time.DateOnly) + " "
			default:
				all[i] += fmt.Sprint(v) + " "
			}
		}
		all[i] += fmt.Sprint(g.Count)
	}
	slices.Sort(all)
	return all
}
