package storetest

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// Cards returns the suite's schema of documents that are searched by terms.
func Cards() *store.Schema {
	return &store.Schema{
		Name: "cards",
		Fields: []store.Field{
			{Path: "place", Kind: store.Int, Required: true},
			{Path: "kind", Kind: store.String, Required: true},
			{Path: "year", Kind: store.Int},
			{Path: "units", Kind: store.String, Many: true},
			{Path: "until", Kind: store.Time},
		},
		Indexes:     []store.Index{{Fields: []string{"place"}, Unique: true}, {Fields: []string{"until"}}},
		Heavy:       []string{"body"},
		Unjournaled: true,
		Postings:    &store.Postings{Field: "terms", Place: "place", Follows: follows},
	}
}

// follows holds for the parts of a term that has an underscore: every card of the suite that has the whole has its parts.
func follows(term, other string) bool {
	parts := strings.Split(other, "_")
	return len(parts) > 1 && slices.Contains(parts, term)
}

// card is the write of a card; nil fields remove it.
func card(tb failer, id string, ifVersion int64, fields Fields) store.Write {
	tb.Helper()
	w := store.Write{Schema: Cards(), ID: id, IfVersion: ifVersion}
	if fields != nil {
		w.Doc = Encode(tb, id, ifVersion+1, fields)
	}
	return w
}

// deck is the cards of the tests: term lists by ID, placed in the order of the IDs.
func deck(t *testing.T, f *fixture) {
	t.Helper()
	for i, terms := range [][]string{
		{"thi", "đua", "thi_đua", "hội"},
		{"thi", "cử"},
		{"đua", "thi", "hội", "nghị"},
		{"", "a b", `a" OR "b`, "x\x00y", "*", "thi*"},
		{strings.Repeat("dài", 5000), "thi", "hội", "nghị"},
		{},
		{"thi", "đua", "thi_đua", "khen", "nghị"},
	} {
		id := fmt.Sprintf("c%d", i)
		f.do(t, card(t, id, 0, Fields{
			"terms": terms, "place": int64(i) * 10, "kind": []string{"tin", "sổ"}[i%2], "body": "nặng",
			"units": []string{"u1", "u2"}[:i%3], "year": map[bool]any{true: int64(2020 + i), false: nil}[i < 4],
		}))
	}
}

func testRanked(t *testing.T, create func(t *testing.T) Open) {
	f := newFixture(t, create)
	if err := f.Ensure(t.Context(), Cards()); err != nil {
		t.Fatal(err)
	}
	deck(t, f)
	find := func(t *testing.T, r store.Ranked) []string {
		t.Helper()
		hits, err := f.FindRanked(t.Context(), Cards(), r)
		if err != nil {
			t.Fatal(err)
		}
		found := make([]string, len(hits))
		for i, h := range hits {
			found[i] = fmt.Sprintf("%s@%d", h.Doc.Lookup(store.IDField).StringValue(), h.Tier)
		}
		return found
	}
	both, phrase := []string{"thi", "đua"}, []string{"thi_đua"}
	for _, c := range []struct {
		name string
		r    store.Ranked
		want []string
	}{
		{"one term, the greatest place first", store.Ranked{Tiers: [][]string{{"thi"}}}, []string{"c6@0", "c4@0", "c2@0", "c1@0", "c0@0"}},
		{"every term of a tier", store.Ranked{Tiers: [][]string{both}}, []string{"c6@0", "c2@0", "c0@0"}},
		{"the better tier first, and each document once", store.Ranked{Tiers: [][]string{phrase, both, {"thi"}}}, []string{"c6@0", "c0@0", "c2@1", "c4@2", "c1@2"}},
		{"a tier of a common term and a rare one", store.Ranked{Tiers: [][]string{{"khen", "thi"}, {"thi"}}}, []string{"c6@0", "c4@1", "c2@1", "c1@1", "c0@1"}},
		{"a tier of two terms that meet in few", store.Ranked{Tiers: [][]string{{"hội", "nghị"}, {"thi"}}}, []string{"c4@0", "c2@0", "c6@1", "c1@1", "c0@1"}},
		{"a limit within such a tier", store.Ranked{Tiers: [][]string{{"hội", "nghị"}, {"thi"}}, Limit: 1}, []string{"c4@0"}},
		{"a limit within a tier", store.Ranked{Tiers: [][]string{phrase, both}, Limit: 1}, []string{"c6@0"}},
		{"a limit beyond a tier", store.Ranked{Tiers: [][]string{phrase, both}, Limit: 3}, []string{"c6@0", "c0@0", "c2@1"}},
		{"after a place in a tier", store.Ranked{Tiers: [][]string{phrase, both, {"thi"}}, After: &store.Standing{Tier: 0, Place: 60}}, []string{"c0@0", "c2@1", "c4@2", "c1@2"}},
		{"after a place where nothing stands", store.Ranked{Tiers: [][]string{phrase, both, {"thi"}}, After: &store.Standing{Tier: 2, Place: 15}}, []string{"c1@2"}},
		{"after the last", store.Ranked{Tiers: [][]string{both}, After: &store.Standing{Tier: 0, Place: 0}}, []string{}},
		{"with a term that all have", store.Ranked{All: []string{"khen"}, Tiers: [][]string{phrase, both}}, []string{"c6@0"}},
		{"with one that none has", store.Ranked{All: []string{"không"}, Tiers: [][]string{both}}, []string{}},
		{"an empty tier holds for nothing", store.Ranked{Tiers: [][]string{{}, phrase, {}}}, []string{"c6@1", "c0@1"}},
		{"no tier at all", store.Ranked{}, []string{}},
		{"the same term twice", store.Ranked{Tiers: [][]string{{"cử", "cử"}}}, []string{"c1@0"}},
		{"an empty term", store.Ranked{Tiers: [][]string{{""}}}, []string{"c3@0"}},
		{"a term with a space", store.Ranked{Tiers: [][]string{{"a b"}}}, []string{"c3@0"}},
		{"a part of a term", store.Ranked{Tiers: [][]string{{"a"}}}, []string{}},
		{"quotes and operators", store.Ranked{Tiers: [][]string{{`a" OR "b`}}}, []string{"c3@0"}},
		{"a NUL byte", store.Ranked{Tiers: [][]string{{"x\x00y"}}}, []string{"c3@0"}},
		{"an asterisk is no prefix", store.Ranked{Tiers: [][]string{{"thi*"}, {"*"}}}, []string{"c3@0"}},
		{"other capitals are another term", store.Ranked{Tiers: [][]string{{"THI"}}}, []string{}},
		{"without marks is another term", store.Ranked{Tiers: [][]string{{"dua"}}}, []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.r.Limit == 0 {
				c.r.Limit = 10
			}
			same(t, "found", c.want, find(t, c.r))
		})
	}
	t.Run("tallies", func(t *testing.T) { testTallies(t, f, both, phrase) })
	t.Run("reads leave the terms out", func(t *testing.T) {
		docs, err := f.Get(t.Context(), Cards(), []string{"c0"}, store.Whole)
		if err != nil || len(docs) != 1 {
			t.Fatal(docs, err)
		}
		_, terms := docs[0].LookupErr("terms")
		body, _ := docs[0].Lookup("body").StringValueOK()
		same(t, "terms are missing, body", []any{true, "nặng"}, []any{terms != nil, body})
		hits, err := f.FindRanked(t.Context(), Cards(), store.Ranked{Tiers: [][]string{phrase}, Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		_, heavy := hits[0].Doc.LookupErr("body")
		same(t, "a hit is light", true, heavy != nil)
	})
	t.Run("refusals", func(t *testing.T) { refuseRanked(t, f) })
	t.Run("changes", func(t *testing.T) { changeCards(t, f, find) })
}

func testTallies(t *testing.T, f *fixture, both, phrase []string) {
	for _, c := range []struct {
		name  string
		r     store.Ranked
		limit int
		by    []string
		want  []string
	}{
		{"of all", store.Ranked{Tiers: [][]string{{"thi"}}}, 100, nil, []string{"5"}},
		{"of the best placed", store.Ranked{Tiers: [][]string{{"thi"}}}, 3, nil, []string{"3"}},
		{"of several tiers, each document once", store.Ranked{Tiers: [][]string{phrase, both, {"cử"}}}, 100, nil, []string{"4"}},
		{"by a field", store.Ranked{Tiers: [][]string{{"thi"}}}, 100, []string{"kind"}, []string{"sổ 1", "tin 4"}},
		{"by a field of the best placed", store.Ranked{Tiers: [][]string{{"thi"}}}, 3, []string{"kind"}, []string{"tin 3"}},
		{"by one that some lack", store.Ranked{Tiers: [][]string{both}}, 100, []string{"year"}, []string{"2020 1", "2022 1", "nil 1"}},
		{"by many values", store.Ranked{Tiers: [][]string{{"thi"}}}, 100, []string{"units"}, []string{"nil 2", "u1 3", "u2 1"}},
		{"by two fields", store.Ranked{Tiers: [][]string{both}}, 100, []string{"kind", "units"}, []string{"tin nil 2", "tin u1 1", "tin u2 1"}},
		{"with a term that all have", store.Ranked{All: []string{"khen"}, Tiers: [][]string{{"thi"}, both}}, 100, []string{"kind"}, []string{"tin 1"}},
		{"of nothing", store.Ranked{Tiers: [][]string{{"không"}}}, 100, nil, []string{}},
		{"of no tier", store.Ranked{}, 100, []string{"kind"}, []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			groups, err := f.CountRanked(t.Context(), Cards(), c.r, c.limit, c.by...)
			if err != nil {
				t.Fatal(err)
			}
			same(t, "groups", c.want, lines(groups))
		})
	}
}

func refuseRanked(t *testing.T, f *fixture) {
	tooMany := make([][]string, store.MaxTiers+1)
	for _, c := range []struct {
		name   string
		schema *store.Schema
		r      store.Ranked
		code   errs.Code
	}{
		{"a schema without postings", f.things, store.Ranked{Limit: 1}, errs.CodeOf(fmt.Errorf("any"))},
		{"no limit", Cards(), store.Ranked{}, errs.CodeOf(fmt.Errorf("any"))},
		{"too large a limit", Cards(), store.Ranked{Limit: store.MaxLimit + 1}, errs.CodeOf(fmt.Errorf("any"))},
		{"too many tiers", Cards(), store.Ranked{Limit: 1, Tiers: tooMany}, errs.Limit},
		{"too many terms", Cards(), store.Ranked{Limit: 1, Tiers: [][]string{make([]string, 5000)}}, errs.Limit},
		{"a place behind the last tier", Cards(), store.Ranked{Limit: 1, Tiers: [][]string{{"a"}}, After: &store.Standing{Tier: 1}}, errs.Invalid},
		{"a place before the first tier", Cards(), store.Ranked{Limit: 1, Tiers: [][]string{{"a"}}, After: &store.Standing{Tier: -1}}, errs.Invalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := f.FindRanked(t.Context(), c.schema, c.r); err == nil || errs.CodeOf(err) != c.code {
				t.Errorf("FindRanked = %v, want code %q", err, c.code)
			}
		})
	}
	if _, err := f.CountRanked(t.Context(), Cards(), store.Ranked{}, store.MaxTallied+1); err == nil {
		t.Error("a tally without a bound is not refused")
	}
	if _, err := f.CountRanked(t.Context(), Cards(), store.Ranked{}, 1, "terms"); err == nil {
		t.Error("a tally by terms is not refused")
	}
	if _, err := f.Find(t.Context(), Cards(), store.Query{Where: store.Eq{Field: "terms", Value: "thi"}, Limit: 1}); err == nil {
		t.Error("an ordinary condition on terms is not refused")
	}
	if n, err := f.Apply(t.Context(), card(t, "bad", 0, Fields{"place": int64(99), "terms": []any{int64(1)}})); err == nil || n != 0 {
		t.Errorf("a term that is no string: Apply = %d, %v", n, err)
	}
	f.refuse(t, errs.Duplicate, card(t, "twin", 0, Fields{"place": int64(60), "terms": []string{"thi"}}))
	f.refuse(t, errs.Conflict, card(t, "c0", 0, Fields{"place": int64(70), "terms": []string{"thi"}}))
}

func changeCards(t *testing.T, f *fixture, find func(*testing.T, store.Ranked) []string) {
	query := func(terms ...string) store.Ranked { return store.Ranked{Tiers: [][]string{terms}, Limit: 10} }
	f.do(t, card(t, "c0", 1, Fields{"place": int64(0), "terms": []string{"mới"}}))
	same(t, "old terms find nothing", []string{"c6@0"}, find(t, query("thi_đua")))
	same(t, "new terms find it", []string{"c0@0"}, find(t, query("mới")))
	f.do(t, card(t, "c0", 2, Fields{"place": int64(math.MaxInt64), "terms": []string{"thi"}}))
	same(t, "at its new place", []string{"c0@0", "c6@0"}, find(t, query("thi"))[:2])
	f.do(t, card(t, "c2", 1, Fields{"place": int64(math.MinInt64), "terms": []string{"thi"}}))
	all := find(t, query("thi"))
	same(t, "at the last place", "c2@0", all[len(all)-1])
	f.refuse(t, errs.Duplicate, card(t, "c2", 2, Fields{"place": int64(60), "terms": []string{"hỏng"}}))
	same(t, "a refused change leaves nothing", []string{}, find(t, query("hỏng")))
	f.do(t, card(t, "c2", 2, Fields{"place": int64(0), "terms": []string{}}))
	f.do(t, card(t, "c2", 3, Fields{"place": int64(1), "terms": nil}))
	same(t, "without terms it is not found", false, slices.Contains(find(t, query("thi")), "c2@0"))
	f.do(t, card(t, "c2", 4, Fields{"place": int64(1), "terms": []string{"thi"}}))
	same(t, "and with terms again it is", true, slices.Contains(find(t, query("thi")), "c2@0"))
	thi := []string{"thi"}
	f.do(t, card(t, "c0", 3, Fields{"place": int64(70), "terms": thi}), card(t, "c2", 5, Fields{"place": int64(math.MaxInt64), "terms": thi}),
		card(t, "c0", 4, Fields{"place": int64(1), "terms": thi}))
	all = find(t, query("thi"))
	same(t, "two that change places at once are each found once", []string{"c2@0", "c0@0"}, []string{all[0], all[len(all)-1]})
	same(t, "and there are as many as before", 5, len(all))
	f.do(t, card(t, "c6", 1, nil))
	same(t, "a removed one is not found", []string{}, find(t, query("thi_đua")))
	other := f.another(t)
	if err := other.Ensure(t.Context(), Cards()); err != nil {
		t.Fatal(err)
	}
	hits, err := other.FindRanked(t.Context(), Cards(), query("thi"))
	if err != nil || len(hits) != 4 {
		t.Errorf("another process finds %d, %v", len(hits), err)
	}
}

// writeCard, findRanked and countRanked are operations of the differential test.

func (p *pair) writeCard(rt *rapid.T) {
	id := rapid.SampledFrom(cardIDs()).Draw(rt, "card")
	var fields Fields
	if p.removed[id] {
		return
	}
	if p.versions[id] == 0 || rapid.IntRange(0, 9).Draw(rt, "remove") > 0 {
		fields = drawCard(rt)
	}
	w := card(rt, id, p.versions[id], fields)
	if agree(rt, p, fmt.Sprintf("write of card %s after %d: %v", id, w.IfVersion, fields), func(s store.Store) (int, error) { return s.Apply(p.ctx, w) }) == 1 {
		p.versions[id], p.removed[id] = w.IfVersion+1, fields == nil
	}
}

func cardIDs() []string { return []string{"k0", "k1", "k2", "k3", "k4", "k5", "k6", "k7"} }

// drawTerms draws terms of a card or a query: words, and some two of them as one term.
func drawTerms(rt *rapid.T, atMost int, label string) []string {
	few := words()[1:4]
	return rapid.SliceOfN(rapid.OneOf(
		rapid.SampledFrom(words()), rapid.SampledFrom(few), rapid.SampledFrom([]string{few[0] + "_" + few[1], few[1] + "_" + few[2]}),
	), 0, atMost).Draw(rt, label)
}

func drawCard(rt *rapid.T) Fields {
	terms := drawTerms(rt, 5, "terms")
	for _, term := range terms {
		if strings.Contains(term, "_") {
			terms = append(terms, strings.Split(term, "_")...)
		}
	}
	return Fields{
		"place": rapid.Int64Range(-4, 12).Draw(rt, "place"), "kind": rapid.SampledFrom(words()).Draw(rt, "kind"),
		"terms": terms,
		"units": rapid.SliceOfN(rapid.SampledFrom(words()), 0, 3).Draw(rt, "units"),
	}
}

func drawRanked(rt *rapid.T) store.Ranked {
	r := store.Ranked{Limit: rapid.IntRange(1, 6).Draw(rt, "limit")}
	for range rapid.IntRange(0, 4).Draw(rt, "tiers") {
		r.Tiers = append(r.Tiers, drawTerms(rt, 3, "tier"))
	}
	if rapid.Bool().Draw(rt, "narrowed") {
		r.All = drawTerms(rt, 3, "all")
	}
	if len(r.Tiers) > 0 && rapid.Bool().Draw(rt, "continued") {
		r.After = &store.Standing{Tier: rapid.IntRange(0, len(r.Tiers)-1).Draw(rt, "tier"), Place: rapid.Int64Range(-5, 13).Draw(rt, "after")}
	}
	return r
}

func (p *pair) findRanked(rt *rapid.T) {
	r := drawRanked(rt)
	ask(rt, p, fmt.Sprintf("FindRanked(%+v)", r), func(s store.Store) ([]string, error) {
		hits, err := s.FindRanked(p.ctx, Cards(), r)
		found := make([]string, len(hits))
		for i, h := range hits {
			found[i] = fmt.Sprint(h.Tier, " ", text(h.Doc))
		}
		return found, err
	})
}

func (p *pair) countRanked(rt *rapid.T) {
	r, limit := drawRanked(rt), rapid.IntRange(1, 9).Draw(rt, "most")
	by := rapid.SampledFrom([][]string{nil, {"kind"}, {"units"}, {"year"}, {"units", "kind"}}).Draw(rt, "by")
	ask(rt, p, fmt.Sprintf("CountRanked(%+v, %d, %v)", r, limit, by), func(s store.Store) ([]string, error) {
		groups, err := s.CountRanked(p.ctx, Cards(), r, limit, by...)
		return lines(groups), err
	})
}
