package mongostore

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
	"thidua/internal/store/storetest"
)

// extJSON shows a filter as people write it.
func extJSON(tb testing.TB, filter bson.D) string {
	tb.Helper()
	text, err := bson.MarshalExtJSON(filter, false, false)
	if err != nil {
		tb.Fatalf("show a filter: %v", err)
	}
	return string(text)
}

func TestFilter(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		where store.Where
		want  string
	}{
		{"of nothing", nil, `{}`},
		{"of an empty and", store.And{}, `{}`},
		{"of an empty or holds for none", store.Or{}, `{"_id":{"$in":[]}}`},
		{"of no values is a list all the same", store.In{Field: "code"}, `{"code":{"$in":[]}}`},
		{"of one part needs no and", store.And{store.Eq{Field: "code", Value: "a"}}, `{"code":{"$eq":"a"}}`},
		{
			"of two alternatives",
			store.Or{store.Eq{Field: "code", Value: "a"}, store.Eq{Field: "rank", Value: int64(1)}},
			`{"$or":[{"code":{"$eq":"a"}},{"rank":{"$eq":1}}]}`,
		},
		{"of a plain negation", store.Not{Part: store.Eq{Field: "code", Value: "a"}}, `{"$nor":[{"code":{"$eq":"a"}}]}`},
		{"of a present string is within an index's bounds", store.Exists{Field: "code", Present: true}, `{"code":{"$gte":""}}`},
		{"of an absent string", store.Exists{Field: "code"}, `{"code":{"$not":{"$gte":""}}}`},
		{"of a present bool", store.Exists{Field: "done", Present: true}, `{"done":{"$gte":false}}`},
		{"of a range without bounds", store.Range{Field: "score"}, `{"score":{"$gte":-9223372036854775808}}`},
		{
			"of a range of single values",
			store.Range{Field: "score", From: int64(1), To: int64(2), After: true, UpToIncl: true},
			`{"score":{"$gt":1,"$lte":2}}`,
		},
		{"of a half range of Many values", store.Range{Field: "marks", From: int64(1)}, `{"marks":{"$gte":1}}`},
		{
			"of a range that one of Many values must meet",
			store.Range{Field: "marks", From: int64(1), To: int64(2)},
			`{"$and":[{"marks":{"$gte":1,"$lt":2}},{"$or":[{"marks":{"$elemMatch":{"$gte":1,"$lt":2}}},` +
				`{"marks":{"$not":{"$type":"array"},"$gte":1,"$lt":2}}]}]}`,
		},
		{"of words", store.Tokens{Field: "tags", Terms: []string{"a", "b"}}, `{"$and":[{"tags":{"$eq":"a"}},{"tags":{"$eq":"b"}}]}`},
		{
			"of the beginning of a word takes it literally",
			store.Tokens{Field: "tags", Terms: []string{"a.*\x00"}, Prefix: true},
			`{"tags":{"$regex":{"$regularExpression":{"pattern":"^a\\.\\*\\x00","options":""}}}}`,
		},
		{"of no words", store.Tokens{Field: "tags"}, `{"_id":{"$in":[]}}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if d := cmp.Diff(c.want, extJSON(t, filter(storetest.Things(), c.where))); d != "" {
				t.Errorf("filter (-want +got):\n%s", d)
			}
		})
	}
}

func TestLongBeginningIsCutBetweenCharacters(t *testing.T) {
	t.Parallel()
	term := "a" + strings.Repeat("ệ", maxPattern)
	parts := beginning("tags", term)[0].Value.(bson.A)
	pattern := parts[0].(bson.D)[0].Value.(bson.D)[0].Value.(bson.Regex).Pattern
	if !utf8.ValidString(pattern) || len(pattern) > maxPattern+1 || !strings.HasPrefix("^"+term, pattern) {
		t.Errorf("pattern %q is no beginning of the term", pattern)
	}
}

func TestFollowing(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, term, want string }{
		{"of a letter", "ab", "ac"},
		{"before the surrogates", "a\uD7FF", "a\uE000"},
		{"of the last character", "a\U0010FFFF", "b"},
		{"of nothing but last characters", "\U0010FFFF\U0010FFFF", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := following(c.term); got != c.want {
				t.Errorf("following(%q) = %q; want %q", c.term, got, c.want)
			}
		})
	}
}

func TestCompile(t *testing.T) {
	t.Parallel()
	byRank := store.Sort{By: []string{"rank"}}
	for _, c := range []struct {
		name   string
		query  store.Query
		filter string
		sort   string
		hint   string
	}{
		{
			"the order alone bounds its index, so that no tombstone is met",
			store.Query{Sort: byRank},
			`{"rank":{"$gte":-9223372036854775808}}`, `{"rank":1,"_id":1}`, "thidua_x_rank",
		}, {
			"the order of IDs must look at the documents",
			store.Query{},
			`{"_removed":{"$exists":false}}`, `{"_id":1}`, "_id_",
		}, {
			"a bound index needs no more",
			store.Query{Where: store.Eq{Field: "kind", Value: "k"}, Sort: byRank},
			`{"kind":{"$eq":"k"}}`, `{"rank":1,"_id":1}`, "thidua_x_kind__rank",
		}, {
			"a unique value is found by the index that has all documents",
			store.Query{Where: store.Eq{Field: "code", Value: "k"}},
			`{"code":{"$eq":"k"}}`, `{"_id":1}`, "thidua_x_code",
		}, {
			"the last page walks backwards",
			store.Query{Where: store.Eq{Field: "kind", Value: "k"}, Sort: byRank, Last: true},
			`{"kind":{"$eq":"k"}}`, `{"rank":-1,"_id":-1}`, "thidua_x_kind__rank",
		}, {
			"a position narrows the walk",
			store.Query{Where: store.Eq{Field: "kind", Value: "k"}, Sort: byRank, After: &store.Position{Values: []any{int64(5)}, ID: "x"}},
			`{"$and":[{"kind":{"$eq":"k"}},{"$and":[{"rank":{"$gte":5}},{"$or":[{"rank":{"$gt":5}},{"$and":[{"rank":{"$eq":5}},{"_id":{"$gt":"x"}}]}]}]}]}`,
			`{"rank":1,"_id":1}`, "thidua_x_kind__rank",
		}, {
			"a position before in a falling order",
			store.Query{Sort: store.Sort{Desc: true}, Before: &store.Position{ID: "x"}},
			`{"$and":[{"_removed":{"$exists":false}},{"_id":{"$gt":"x"}}]}`, `{"_id":-1}`, "_id_",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.query.Limit = 10
			plan, err := store.NewPlan(storetest.Things(), c.query)
			if err != nil {
				t.Fatal(err)
			}
			p := compile(plan, c.query)
			got := []string{extJSON(t, p.filter), extJSON(t, p.sort), p.hint}
			if d := cmp.Diff([]string{c.filter, c.sort, c.hint}, got); d != "" {
				t.Errorf("compiled (-want +got):\n%s", d)
			}
		})
	}
}
