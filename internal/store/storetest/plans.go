package storetest

import (
	"fmt"
	"testing"

	"thidua/internal/errs"
	"thidua/internal/store"
)

func testPlans(t *testing.T, create func(t *testing.T) Open) {
	f := newFixture(t, create)
	docs, _ := shelf(t)
	f.insert(t, docs)
	t.Run("no declared index leaves a full scan", func(t *testing.T) {
		for _, x := range f.things.Indexes {
			for bound := range len(x.Fields) + 1 {
				if many, _ := f.things.Field(x.Fields[0]); many.Many && bound == 0 {
					continue // without its Many field the index gives no order
				}
				q := store.Query{Limit: 10}
				var where store.And
				for _, path := range x.Fields[:bound] {
					where = append(where, store.Eq{Field: path, Value: f.sample(path)})
				}
				q.Where = where
				for _, path := range x.Fields[bound:] {
					if field, _ := f.things.Field(path); field.Required {
						q.Sort.By = append(q.Sort.By, path)
					}
				}
				if bound == 0 && len(q.Sort.By) < len(x.Fields) {
					continue // what some documents lack gives no order
				}
				f.explain(t, fmt.Sprintf("%s, %d bound", x.Name(), bound), q)
			}
		}
	})
	t.Run("nor does another shape that is served", func(t *testing.T) {
		for name, q := range map[string]store.Query{
			"some of a field":                      {Where: store.AnyOf("kind", "k1", "k2"), Sort: store.Sort{By: []string{"rank"}}},
			"some IDs":                             {Where: store.AnyOf("_id", "t01", "t02")},
			"tokens":                               {Where: store.Tokens{Field: "tags", Terms: []string{"x", "y"}}},
			"a beginning":                          {Where: store.Tokens{Field: "tags", Terms: []string{"x"}, Prefix: true}},
			"a range of many values":               {Where: store.Range{Field: "tags", From: "x", To: "y"}, Sort: store.Sort{By: []string{"rank"}}},
			"bound with other conditions":          {Where: store.And{store.Eq{Field: "kind", Value: "k1"}, store.Not{Part: store.Eq{Field: "tags", Value: "x"}}}},
			"a page":                               {Sort: store.Sort{By: []string{"rank"}, Desc: true}, After: &store.Position{Values: []any{int64(0)}, ID: "t05"}},
			"the last page before":                 {Sort: store.Sort{By: []string{"rank"}}, Before: &store.Position{Values: []any{int64(0)}, ID: "t05"}, Last: true},
			"a walk past an index that would bind": {Where: store.Eq{Field: "kind", Value: "k1"}, After: &store.Position{ID: "t05"}, Walk: true},
			"a page of a bound field": {
				Where: store.Eq{Field: "kind", Value: "k1"}, Sort: store.Sort{By: []string{"rank"}}, After: &store.Position{Values: []any{int64(0)}, ID: "t05"},
			},
		} {
			q.Limit = 5
			f.explain(t, name, q)
		}
	})
	t.Run("what no index serves is refused", func(t *testing.T) { f.testUnserved(t) })
	t.Run("what is malformed is refused", func(t *testing.T) { f.testMalformed(t) })
}

// sample returns a value of a field of the things.
func (f *fixture) sample(path string) any {
	field, _ := f.things.Field(path)
	switch field.Kind {
	case store.Int:
		return int64(1)
	case store.Bool:
		return true
	case store.Time:
		return day(2)
	default:
		return "x"
	}
}

func (f *fixture) explain(t *testing.T, what string, q store.Query) {
	t.Helper()
	e, err := f.Explain(t.Context(), f.things, q)
	if err != nil || e.Text == "" {
		t.Errorf("%s: Explain = %+v, %v", what, e, err)
	}
	if e.FullScan {
		t.Errorf("%s reads every document:\n%s", what, e.Text)
	}
	plan, err := store.NewPlan(f.things, q)
	if err != nil {
		t.Fatal(err)
	}
	if plan.Sorted && e.Sorts {
		t.Errorf("%s puts in order what an index has in order:\n%s", what, e.Text)
	}
}

func (f *fixture) testUnserved(t *testing.T) {
	byWeight := store.Sort{By: []string{"weight"}}
	for name, call := range map[string]func() error{
		"find in an order of no index": func() error {
			_, err := f.Find(t.Context(), f.things, store.Query{Sort: byWeight, Limit: 1})
			return err
		},
		"find by a field of no index, ordered": func() error {
			q := store.Query{Where: store.Eq{Field: "weight", Value: int64(1)}, Sort: byWeight, Limit: 1}
			_, err := f.Find(t.Context(), f.things, q)
			return err
		},
		"explain an order of no index": func() error {
			_, err := f.Explain(t.Context(), f.things, store.Query{Sort: byWeight, Limit: 1})
			return err
		},
		"find per a field of no index": func() error {
			_, err := f.FindPer(t.Context(), f.notes, "colour", []string{"đỏ"}, store.Query{Limit: 1})
			return err
		},
		"count by a field of no index": func() error {
			_, err := f.CountBy(t.Context(), f.things, nil, "weight")
			return err
		},
		"count of a field of no index": func() error {
			_, err := f.Count(t.Context(), f.things, store.Range{Field: "weight", From: int64(1)})
			return err
		},
	} {
		if err := call(); errs.CodeOf(err) != errs.Invalid {
			t.Errorf("%s = %v; want %s", name, err, errs.Invalid)
		}
	}
}

func (f *fixture) testMalformed(t *testing.T) {
	for name, q := range map[string]store.Query{
		"no limit":                                {},
		"a limit beyond the largest":              {Limit: store.MaxLimit + 1},
		"an undeclared field":                     {Limit: 1, Where: store.Eq{Field: "body", Value: "x"}},
		"a value of another kind":                 {Limit: 1, Where: store.Eq{Field: "rank", Value: "1"}},
		"an int that is not an int64":             {Limit: 1, Where: store.Eq{Field: "rank", Value: 1}},
		"a null value":                            {Limit: 1, Where: store.Eq{Field: "code", Value: nil}},
		"a bound of another kind":                 {Limit: 1, Where: store.Not{Part: store.Range{Field: "at", From: int64(1)}}},
		"tokens of a single field":                {Limit: 1, Where: store.Tokens{Field: "name", Terms: []string{"a"}}},
		"an order by a field that some lack":      {Limit: 1, Sort: store.Sort{By: []string{"score"}}},
		"an order by a Many field":                {Limit: 1, Sort: store.Sort{By: []string{"tags"}}},
		"an order by an undeclared field":         {Limit: 1, Sort: store.Sort{By: []string{"body"}}},
		"a walk in another order than by ID":      {Limit: 1, Sort: store.Sort{By: []string{"rank"}}, Walk: true},
		"more values than may be":                 {Limit: 1, Where: store.In{Field: "code", Values: make([]any, store.MaxLimit+1)}},
		"more conditions than may be":             {Limit: 1, Where: make(store.Or, 300)},
		"a condition that stands for a parent":    {Limit: 1, Where: store.PerParent{Field: "owner.id"}},
		"a deep condition on an undeclared field": {Limit: 1, Where: store.Or{store.And{store.Exists{Field: "body"}}}},
	} {
		t.Run(name, func(t *testing.T) {
			if or, ok := q.Where.(store.Or); ok && len(or) == 300 {
				for i := range or {
					or[i] = store.Exists{Field: "code"}
				}
			}
			if docs, err := f.Find(t.Context(), f.things, q); err == nil {
				t.Errorf("Find = %v", idsOf(docs))
			}
			if docs, err := f.FindPer(t.Context(), f.things, "owner.id", []string{"o"}, q); err == nil {
				t.Errorf("FindPer = %v", docs)
			}
			if q.Where == nil {
				return
			}
			if n, err := f.Count(t.Context(), f.things, q.Where); err == nil {
				t.Errorf("Count = %d", n)
			}
		})
	}
}
