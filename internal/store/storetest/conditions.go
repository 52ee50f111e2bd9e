package storetest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
)

// corpus is what the conditions are tried on: t1 has everything, t2 and t3 nothing, by nulls and by absence.
func corpus() map[string]Fields {
	return map[string]Fields{
		"t1": {
			"rank": int64(1), "code": "A", "score": int64(10), "done": true, "seen": day(5), "owner": Fields{"id": "o1"},
			"tags": []string{"đỏ", "xanh"}, "marks": []int64{1, 10}, "ticks": []bool{true}, "days": []time.Time{day(1), day(9)},
			"parts": bson.A{Fields{"word": "thi"}, Fields{"word": "đua"}, Fields{"other": int64(1)}},
		},
		"t2": {
			"rank": int64(2), "code": nil, "score": nil, "done": nil, "seen": nil, "owner": nil,
			"tags": nil, "marks": bson.A{}, "ticks": bson.A{nil}, "days": nil, "parts": bson.A{},
		},
		"t3": {"rank": int64(3)},
		"t4": {
			"rank": int64(4), "code": "", "score": int64(0), "done": false, "seen": day(-400), "owner": Fields{"id": nil},
			"tags": bson.A{"xanh", nil, "xanh"}, "marks": bson.A{int32(5)}, "ticks": []bool{false, true}, "days": []time.Time{day(5)},
			"parts": bson.A{Fields{"word": nil}, Fields{"word": "thi"}},
		},
		"t5": {
			"rank": int64(5), "code": "B", "score": int64(-10), "seen": day(6), "owner": Fields{"id": "o2", "name": "ai"},
			"tags": []string{"đỏ thắm", "vàng"}, "marks": []int64{-1, 5, 20}, "ticks": []bool{false}, "days": []time.Time{day(-1)},
			"parts": Fields{"word": bson.A{"khen", "thưởng"}},
		},
	}
}

func testConditions(t *testing.T, create func(t *testing.T) Open) {
	f := newFixture(t, create)
	f.insert(t, corpus())
	all := []string{"t1", "t2", "t3", "t4", "t5"}
	type ids = []string
	eq := func(path string, v any) store.Where { return store.Eq{Field: path, Value: v} }
	in := func(path string, v ...any) store.Where { return store.In{Field: path, Values: v} }
	tokens := func(prefix bool, terms ...string) store.Where {
		return store.Tokens{Field: "tags", Terms: terms, Prefix: prefix}
	}
	for _, c := range []struct {
		name  string
		where store.Where
		want  []string
	}{
		{"no condition", nil, all},
		{"a string", eq("code", "A"), ids{"t1"}},
		{"an empty string", eq("code", ""), ids{"t4"}},
		{"an int", eq("score", int64(-10)), ids{"t5"}},
		{"zero", eq("score", int64(0)), ids{"t4"}},
		{"true", eq("done", true), ids{"t1"}},
		{"false", eq("done", false), ids{"t4"}},
		{"a time", eq("seen", day(5)), ids{"t1"}},
		{"a nested field", eq("owner.id", "o2"), ids{"t5"}},
		{"an ID", eq("_id", "t3"), ids{"t3"}},
		{"a value that no document has", eq("code", "Z"), ids{}},
		{"one of many strings", eq("tags", "xanh"), ids{"t1", "t4"}},
		{"one of many ints", eq("marks", int64(5)), ids{"t4", "t5"}},
		{"one of many bools", eq("ticks", true), ids{"t1", "t4"}},
		{"one of many times", eq("days", day(9)), ids{"t1"}},
		{"a field of an array's documents", eq("parts.word", "thi"), ids{"t1", "t4"}},
		{"a field of one document with an array", eq("parts.word", "thưởng"), ids{"t5"}},

		{"one of some strings", in("code", "A", "B", "Z"), ids{"t1", "t5"}},
		{"one of one string", in("code", "B"), ids{"t5"}},
		{"one of no strings", in("code"), ids{}},
		{"one of some IDs", in("_id", "t5", "t2", "t2", "zz"), ids{"t2", "t5"}},
		{"many of some strings", in("tags", "đỏ", "xanh", "vàng"), ids{"t1", "t4", "t5"}},
		{"many of some ints", in("marks", int64(20), int64(1)), ids{"t1", "t5"}},
		{"both bools", in("done", true, false), ids{"t1", "t4"}},
		{"words of strings", store.AnyOf("code", "A", "B"), ids{"t1", "t5"}},

		{"from", store.Range{Field: "score", From: int64(0)}, ids{"t1", "t4"}},
		{"after", store.Range{Field: "score", From: int64(0), After: true}, ids{"t1"}},
		{"below", store.Range{Field: "score", To: int64(0)}, ids{"t5"}},
		{"up to", store.Range{Field: "score", To: int64(0), UpToIncl: true}, ids{"t4", "t5"}},
		{"from and below", store.Range{Field: "score", From: int64(-10), To: int64(10)}, ids{"t4", "t5"}},
		{"after and up to", store.Range{Field: "score", From: int64(-10), To: int64(10), After: true, UpToIncl: true}, ids{"t1", "t4"}},
		{"bounds that cross", store.Range{Field: "score", From: int64(10), To: int64(-10)}, ids{}},
		{"no bounds", store.Range{Field: "score"}, ids{"t1", "t4", "t5"}},
		{"a range of strings", store.Range{Field: "code", From: "", To: "B"}, ids{"t1", "t4"}},
		{"a range of times", store.Range{Field: "seen", From: day(-1000), To: day(6)}, ids{"t1", "t4"}},
		{"a range of bools", store.Range{Field: "done", From: false, After: true}, ids{"t1"}},
		{"a range of IDs", store.Range{Field: "_id", From: "t2", To: "t4"}, ids{"t2", "t3"}},
		{"a range that two of many values meet apart", store.Range{Field: "marks", From: int64(6), To: int64(9)}, ids{}},
		{"a range that one of many values meets", store.Range{Field: "marks", From: int64(2), To: int64(6)}, ids{"t4", "t5"}},
		{"an open range of many values", store.Range{Field: "marks", To: int64(1), UpToIncl: true}, ids{"t1", "t5"}},
		{"a boundless range of many values", store.Range{Field: "marks"}, ids{"t1", "t4", "t5"}},
		{"a range of many times", store.Range{Field: "days", From: day(2), To: day(6)}, ids{"t4"}},
		{"a range of many strings", store.Range{Field: "tags", From: "x", To: "y"}, ids{"t1", "t4"}},
		{"a range within an array's documents", store.Range{Field: "parts.word", From: "l", To: "u"}, ids{"t1", "t4", "t5"}},

		{"present", store.Exists{Field: "code", Present: true}, ids{"t1", "t4", "t5"}},
		{"absent", store.Exists{Field: "code"}, ids{"t2", "t3"}},
		{"nested present", store.Exists{Field: "owner.id", Present: true}, ids{"t1", "t5"}},
		{"nested absent", store.Exists{Field: "owner.id"}, ids{"t2", "t3", "t4"}},
		{"a present bool", store.Exists{Field: "done", Present: true}, ids{"t1", "t4"}},
		{"some of many", store.Exists{Field: "tags", Present: true}, ids{"t1", "t4", "t5"}},
		{"none of many", store.Exists{Field: "tags"}, ids{"t2", "t3"}},
		{"some bool of many", store.Exists{Field: "ticks", Present: true}, ids{"t1", "t4", "t5"}},
		{"no bool of many", store.Exists{Field: "ticks"}, ids{"t2", "t3"}},
		{"no int of many", store.Exists{Field: "marks"}, ids{"t2", "t3"}},
		{"some of an array's documents", store.Exists{Field: "parts.word", Present: true}, ids{"t1", "t4", "t5"}},
		{"none of an array's documents", store.Exists{Field: "parts.word"}, ids{"t2", "t3"}},
		{"an ID", store.Exists{Field: "_id", Present: true}, all},

		{"one token", tokens(false, "đỏ"), ids{"t1"}},
		{"two tokens", tokens(false, "xanh", "đỏ"), ids{"t1"}},
		{"a token twice", tokens(false, "xanh", "xanh"), ids{"t1", "t4"}},
		{"two tokens of different documents", tokens(false, "vàng", "xanh"), ids{}},
		{"a beginning", tokens(true, "đỏ"), ids{"t1", "t5"}},
		{"a token and a beginning", tokens(true, "vàng", "đỏ th"), ids{"t5"}},
		{"a beginning that is not last", tokens(true, "đ", "vàng"), ids{}},
		{"the empty beginning", tokens(true, ""), ids{"t1", "t4", "t5"}},
		{"the empty token", tokens(false, ""), ids{}},
		{"no tokens", tokens(false), ids{}},
		{"no tokens but a beginning", tokens(true), ids{}},

		{"all of nothing", store.And{}, all},
		{"all of two", store.And{eq("score", int64(10)), eq("tags", "xanh")}, ids{"t1"}},
		{"two values of one Many field", store.And{eq("marks", int64(5)), eq("marks", int64(20))}, ids{"t5"}},
		{"two values of one single field", store.And{eq("code", "A"), eq("code", "B")}, ids{}},
		{"all within all", store.And{store.And{eq("done", true)}, store.And{}, nil}, ids{"t1"}},
		{"one of nothing", store.Or{}, ids{}},
		{"one of two", store.Or{eq("code", "A"), eq("tags", "vàng")}, ids{"t1", "t5"}},
		{"one of which is nothing", store.Or{eq("code", "A"), nil}, all},
		{"one of two that both hold", store.Or{eq("tags", "xanh"), eq("tags", "đỏ")}, ids{"t1", "t4"}},
		{"one of some with all of some", store.Or{store.And{eq("score", int64(0)), eq("done", false)}, store.Exists{Field: "seen"}}, ids{"t2", "t3", "t4"}},
		{"all of some with one of some", store.And{store.Or{eq("code", "A"), eq("code", "B")}, store.Or{eq("marks", int64(10)), store.Exists{Field: "done"}}}, ids{"t1", "t5"}},
		{"not everything", store.Not{Part: nil}, ids{}},
		{"not one of two", store.Not{Part: store.Or{eq("code", "A"), store.Exists{Field: "tags"}}}, ids{"t4", "t5"}},
		{"not all of two", store.Not{Part: store.And{eq("tags", "xanh"), eq("done", true)}}, ids{"t2", "t3", "t4", "t5"}},
		{"nots within ors within nots", store.Not{Part: store.Or{store.Not{Part: eq("done", true)}, eq("code", "Z")}}, ids{"t1"}},
		{"a bound field and a range of it", store.And{eq("rank", int64(4)), store.Range{Field: "rank", From: int64(1), To: int64(5)}}, ids{"t4"}},
		{"two ranges of one Many field", store.And{store.Range{Field: "marks", From: int64(10)}, store.Range{Field: "marks", To: int64(1)}}, ids{"t5"}},
		{"tokens with another condition", store.And{tokens(true, "x"), eq("kind", "thường"), store.Not{Part: eq("code", "A")}}, ids{"t4"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			rest := []string{}
			for _, id := range all {
				if !slices.Contains(c.want, id) {
					rest = append(rest, id)
				}
			}
			for i, shape := range []struct {
				where store.Where
				want  []string
			}{
				{c.where, c.want},
				{store.Not{Part: c.where}, rest},
				{store.Not{Part: store.Not{Part: c.where}}, c.want},
				{store.And{c.where, eq("kind", "thường")}, c.want},
				{store.Or{c.where, eq("kind", "khác")}, c.want},
			} {
				what := fmt.Sprintf("in shape %d", i)
				same(t, what, shape.want, f.found(t, store.Query{Where: shape.where}))
				same(t, what+" by rank", shape.want, f.found(t, store.Query{Where: shape.where, Sort: store.Sort{By: []string{"rank"}}}))
				if _, err := store.NewCountPlan(f.things, shape.where, nil); err != nil {
					continue
				}
				n, err := f.Count(t.Context(), f.things, shape.where)
				if err != nil || n != int64(len(shape.want)) {
					t.Errorf("Count %s = %d, %v; want %d", what, n, err, len(shape.want))
				}
			}
		})
	}
}
