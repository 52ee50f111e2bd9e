package store

import (
	"errors"
	"testing"
	"time"

	"thidua/internal/errs"
)

func TestSchemaCheck(t *testing.T) {
	t.Parallel()
	a := Field{Path: "a", Kind: String}
	many := Field{Path: "m", Kind: String, Many: true}
	for _, c := range []struct {
		name string
		s    Schema
		ok   bool
	}{
		{"a schema", Schema{Name: "news_items", Fields: []Field{a, many}, Indexes: []Index{{Fields: []string{"m", "a"}}, {Fields: []string{"a"}}}}, true},
		{"no name", Schema{}, false},
		{"capital letters", Schema{Name: "News"}, false},
		{"a digit", Schema{Name: "news2"}, false},
		{"a field twice", Schema{Name: "x", Fields: []Field{a, a}}, false},
		{"the ID", Schema{Name: "x", Fields: []Field{{Path: "_id", Kind: String}}}, false},
		{"the version", Schema{Name: "x", Fields: []Field{{Path: "version", Kind: Int}}}, false},
		{"the outbox", Schema{Name: "x", Fields: []Field{{Path: "_outbox", Kind: String}}}, false},
		{"no kind", Schema{Name: "x", Fields: []Field{{Path: "a"}}}, false},
		{"a kind that is none", Schema{Name: "x", Fields: []Field{{Path: "a", Kind: Time + 1}}}, false},
		{"many that are required", Schema{Name: "x", Fields: []Field{{Path: "a", Kind: String, Many: true, Required: true}}}, false},
		{"an empty index", Schema{Name: "x", Fields: []Field{a}, Indexes: []Index{{}}}, false},
		{"an index twice", Schema{Name: "x", Fields: []Field{a}, Indexes: []Index{{Fields: []string{"a"}}, {Fields: []string{"a"}, Unique: true}}}, false},
		{"an index of an undeclared field", Schema{Name: "x", Fields: []Field{a}, Indexes: []Index{{Fields: []string{"b"}}}}, false},
		{"an index of the ID", Schema{Name: "x", Fields: []Field{a}, Indexes: []Index{{Fields: []string{"_id"}}}}, false},
		{"a Many field that is not first", Schema{Name: "x", Fields: []Field{a, many}, Indexes: []Index{{Fields: []string{"a", "m"}}}}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if err := c.s.Check(); (err == nil) != c.ok {
				t.Errorf("Check() = %v", err)
			}
		})
	}
}

func TestQueryCheckTellsWhoseMistakeItIs(t *testing.T) {
	t.Parallel()
	deep := Where(Eq{Field: "kind", Value: "x"})
	for range maxWhereNodes {
		deep = Not{Part: deep}
	}
	values := make([]string, MaxLimit+1)
	for _, c := range []struct {
		name string
		q    Query
		code errs.Code // "" if accepted
	}{
		{"a query", Query{Limit: 1, Where: Eq{Field: "at", Value: time.Unix(0, 0)}}, ""},
		{"the largest limit", Query{Limit: MaxLimit}, ""},
		{"no limit", Query{}, errs.Internal},
		{"too large a limit", Query{Limit: MaxLimit + 1}, errs.Internal},
		{"an order that some lack", Query{Limit: 1, Sort: Sort{By: []string{"slug"}}}, errs.Internal},
		{"an order of many", Query{Limit: 1, Sort: Sort{By: []string{"tags"}}}, errs.Internal},
		{"an undeclared field", Query{Limit: 1, Where: Exists{Field: "body"}}, errs.Internal},
		{"a value of another kind", Query{Limit: 1, Where: Eq{Field: "kind", Value: int64(1)}}, errs.Internal},
		{"no value", Query{Limit: 1, Where: Eq{Field: "kind"}}, errs.Internal},
		{"a bound of another kind", Query{Limit: 1, Where: Range{Field: "at", To: "x"}}, errs.Internal},
		{"tokens of a single field", Query{Limit: 1, Where: Tokens{Field: "kind", Terms: []string{"x"}}}, errs.Internal},
		{"a cursor of this order", Query{Limit: 1, Sort: Sort{By: []string{"rank"}}, After: &Position{ID: "x", Values: []any{int64(1)}}}, ""},
		{"a cursor of another order", Query{Limit: 1, Sort: Sort{By: []string{"rank"}}, After: &Position{ID: "x"}}, errs.Invalid},
		{"a cursor of another kind", Query{Limit: 1, Sort: Sort{By: []string{"rank"}}, Before: &Position{ID: "x", Values: []any{"1"}}}, errs.Invalid},
		{"a cursor of nothing", Query{Limit: 1, Before: &Position{}}, errs.Invalid},
		{"as many values as may be", Query{Limit: 1, Where: AnyOf("kind", values[1:]...)}, ""},
		{"more values", Query{Limit: 1, Where: AnyOf("kind", values...)}, errs.Limit},
		{"more words", Query{Limit: 1, Where: Tokens{Field: "tags", Terms: values}}, errs.Limit},
		{"more conditions, deep", Query{Limit: 1, Where: deep}, errs.Limit},
		{"as many conditions as may be, deep", Query{Limit: 1, Where: deep.(Not).Part}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if err := c.q.check(planned()); errs.CodeOf(err) != c.code {
				t.Errorf("check() = %v; want %q", err, c.code)
			}
		})
	}
}

func TestWalkWhereStopsAtTheFirstError(t *testing.T) {
	t.Parallel()
	stop, visits := errors.New("stop"), 0
	err := walkWhere(And{Or{nil, Exists{}}, Not{Part: Exists{}}, Exists{}}, func(w Where) error {
		visits++
		if _, ok := w.(Not); ok {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) || visits != 4 {
		t.Errorf("walkWhere = %v after %d visits; want %v after 4", err, visits, stop)
	}
}
