package store

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/errs"
)

// planned is a schema whose indexes compete.
func planned() *Schema {
	return &Schema{
		Name: "planned",
		Fields: []Field{
			{Path: "slug", Kind: String},
			{Path: "kind", Kind: String, Required: true},
			{Path: "rank", Kind: Int, Required: true},
			{Path: "at", Kind: Time, Required: true},
			{Path: "name", Kind: String, Required: true},
			{Path: "tags", Kind: String, Many: true},
			{Path: "loose", Kind: Int, Required: true},
		},
		Indexes: []Index{
			{Fields: []string{"rank"}},
			{Fields: []string{"kind", "rank"}},
			{Fields: []string{"kind", "at", "rank"}},
			{Fields: []string{"slug"}, Unique: true},
			{Fields: []string{"tags", "at"}},
			{Fields: []string{"name", "at"}},
		},
	}
}

// shape writes a plan in one line: its index, the fields it binds, whether it is in order, and what is left to check.
func shape(p Plan) string {
	name := "_id"
	if p.Index != nil {
		name = p.Index.Name()
	}
	return fmt.Sprintf("%s binds %d sorted %t rest %d", name, len(p.Prefix), p.Sorted, len(p.Rest))
}

func TestNewPlan(t *testing.T) {
	t.Parallel()
	eq := func(path string) Where {
		if path == "rank" || path == "loose" {
			return Eq{Field: path, Value: int64(1)}
		}
		return Eq{Field: path, Value: "x"}
	}
	some := func(path string) Where { return AnyOf(path, "x", "y") }
	for _, c := range []struct {
		name  string
		where Where
		by    []string
		want  string // shape of the plan; "" if refused
	}{
		{"everything by ID", nil, nil, "_id binds 0 sorted true rest 0"},
		{"everything in an index's order", nil, []string{"rank"}, "rank binds 0 sorted true rest 0"},
		{"everything in the order of a whole index", nil, []string{"name", "at"}, "name__at binds 0 sorted true rest 0"},
		{"everything in the order of an index's first field alone", nil, []string{"name"}, ""},
		{"everything in no index's order", nil, []string{"loose"}, ""},
		{"everything in the order after a Many field", nil, []string{"at"}, ""},
		{"one ID", eq("_id"), nil, "_id binds 1 sorted true rest 0"},
		{"some IDs", some("_id"), nil, "_id binds 1 sorted false rest 0"},
		{"one ID in another order", eq("_id"), []string{"loose"}, "_id binds 1 sorted false rest 0"},
		{"one ID before a better order", And{eq("_id"), eq("kind")}, []string{"rank"}, "_id binds 1 sorted false rest 1"},
		{"a unique value", And{eq("kind"), eq("slug")}, []string{"rank"}, "slug binds 1 sorted false rest 1"},
		{"some unique values in an order that another index has", And{eq("kind"), some("slug")}, []string{"rank"}, "kind__rank binds 1 sorted true rest 1"},
		{"a bound field and its order", eq("kind"), []string{"rank"}, "kind__rank binds 1 sorted true rest 0"},
		{"a bound field and the order of two", eq("kind"), []string{"at", "rank"}, "kind__at__rank binds 1 sorted true rest 0"},
		{"a bound field with an unbound one", And{eq("kind"), eq("loose")}, []string{"rank"}, "kind__rank binds 1 sorted true rest 1"},
		{"a bound field and another order", eq("kind"), []string{"loose"}, "kind__rank binds 1 sorted false rest 0"},
		{"a bound field by ID", And{eq("kind"), eq("rank")}, nil, "kind__rank binds 2 sorted true rest 0"},
		{"some values in an index's order", some("kind"), []string{"rank"}, "kind__rank binds 1 sorted false rest 0"},
		{"one of one value", AnyOf("kind", "x"), []string{"rank"}, "kind__rank binds 1 sorted true rest 0"},
		{"of no values", AnyOf[string]("kind"), []string{"rank"}, "kind__rank binds 1 sorted false rest 0"},
		{"an unbound field by ID", eq("loose"), nil, "_id binds 0 sorted true rest 1"},
		{"an unbound field in no index's order", eq("loose"), []string{"loose"}, ""},
		{"a negation", Not{Part: eq("kind")}, []string{"rank"}, "rank binds 0 sorted true rest 1"},
		{"a choice", Or{eq("kind"), eq("slug")}, []string{"loose"}, ""},
		{"a range", Range{Field: "kind", From: "x"}, []string{"rank"}, "rank binds 0 sorted true rest 1"},
		{"a range of a field that not every document has", Range{Field: "slug", To: "x"}, nil, "slug binds 1 sorted false rest 0"},
		{"such a range and an order", Range{Field: "slug", To: "x"}, []string{"rank"}, "rank binds 0 sorted true rest 1"},
		{"such a range without bounds", Range{Field: "slug"}, nil, "_id binds 0 sorted true rest 1"},
		{"such a range and a bound condition", And{Range{Field: "slug", To: "x"}, eq("kind")}, nil, "kind__rank binds 1 sorted false rest 1"},
		{"nested conditions", And{And{eq("kind"), nil}, And{And{eq("rank")}}}, nil, "kind__rank binds 2 sorted true rest 0"},
		{"a Many field and its order", eq("tags"), []string{"at"}, "tags__at binds 1 sorted true rest 0"},
		{"two values of a Many field", And{eq("tags"), eq("tags")}, []string{"at"}, "tags__at binds 1 sorted true rest 1"},
		{"tokens", Tokens{Field: "tags", Terms: []string{"x"}}, []string{"at"}, "tags__at binds 1 sorted false rest 0"},
		{"no tokens", Tokens{Field: "tags"}, []string{"rank"}, "rank binds 0 sorted true rest 1"},
		{"a range of a Many field", Range{Field: "tags", From: "x"}, []string{"at"}, "tags__at binds 1 sorted false rest 0"},
		{"a boundless range of a Many field", Range{Field: "tags"}, []string{"rank"}, "rank binds 0 sorted true rest 1"},
		{"a range and a value of a Many field", And{Range{Field: "tags", To: "x"}, eq("tags")}, []string{"at"}, "tags__at binds 1 sorted true rest 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p, err := NewPlan(planned(), Query{Where: c.where, Sort: Sort{By: c.by}, Limit: 10})
			if c.want == "" {
				if errs.CodeOf(err) != errs.Invalid {
					t.Errorf("NewPlan = %s, %v; want it refused", shape(p), err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, shape(p)); d != "" {
				t.Error(d)
			}
			if got, want := len(p.Prefix)+len(p.Rest), len(conditions(c.where)); got != want {
				t.Errorf("the plan has %d conditions of %d", got, want)
			}
		})
	}
}

func TestNewPerPlan(t *testing.T) {
	t.Parallel()
	kind := Eq{Field: "kind", Value: "x"}
	for _, c := range []struct {
		name  string
		field string
		where Where
		by    []string
		want  string
	}{
		{"in an index's order", "kind", nil, []string{"rank"}, "kind__rank binds 1 sorted true rest 0"},
		{"in another order", "kind", nil, []string{"loose"}, "kind__rank binds 1 sorted false rest 0"},
		{"a Many parent", "tags", nil, []string{"at"}, "tags__at binds 1 sorted true rest 0"},
		{"a Many parent with a condition that has a better index", "tags", kind, []string{"rank"}, "tags__at binds 1 sorted false rest 1"},
		{"a parent with a unique condition", "kind", Eq{Field: "slug", Value: "x"}, []string{"rank"}, "kind__rank binds 1 sorted true rest 1"},
		{"a parent and a condition on the ID", "kind", Eq{Field: "_id", Value: "x"}, []string{"rank"}, "kind__rank binds 1 sorted true rest 1"},
		{"the ID as parent", "_id", nil, nil, "_id binds 1 sorted true rest 0"},
		{"a parent that is no index's first", "loose", nil, nil, ""},
		{"an undeclared parent", "body", nil, nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p, err := NewPerPlan(planned(), c.field, Query{Where: c.where, Sort: Sort{By: c.by}, Limit: 10})
			if c.want == "" {
				if err == nil {
					t.Errorf("NewPerPlan = %s; want it refused", shape(p))
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, shape(p)); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff(Where(PerParent{Field: c.field}), p.Prefix[0]); d != "" {
				t.Errorf("the first condition bound (-want +got):\n%s", d)
			}
		})
	}
}

func TestNewCountPlan(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		where Where
		by    []string
		want  string // index and number of conditions bound; "" if refused
	}{
		{"everything", nil, nil, "_id binds 0"},
		{"everything by a field", nil, []string{"kind"}, "kind__rank binds 0"},
		{"everything by two fields", nil, []string{"rank", "kind"}, "kind__rank binds 0"},
		{"everything by a Many field", nil, []string{"tags"}, "tags__at binds 0"},
		{"everything by a field of no index", nil, []string{"loose"}, ""},
		{"everything by fields of two indexes", nil, []string{"kind", "name"}, ""},
		{"a bound condition", Eq{Field: "kind", Value: "x"}, nil, "kind__rank binds 1"},
		{"a bound condition by any field", Eq{Field: "kind", Value: "x"}, []string{"loose"}, "kind__rank binds 1"},
		{"a bound condition by a field of the index", Eq{Field: "kind", Value: "x"}, []string{"at"}, "kind__at__rank binds 1"},
		{"a condition that an index covers", Range{Field: "rank", From: int64(1)}, nil, "rank binds 0"},
		{"a condition on a field of no index", Eq{Field: "loose", Value: int64(1)}, nil, ""},
		{"a range of a Many field and a condition on one of no index", And{Eq{Field: "loose", Value: int64(1)}, Range{Field: "tags", From: "x", To: "y"}}, nil, "tags__at binds 1"},
		{"one ID", Eq{Field: "_id", Value: "x"}, []string{"loose"}, "_id binds 1"},
		{"an undeclared group", nil, []string{"body"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p, err := NewCountPlan(planned(), c.where, c.by)
			got := ""
			if err == nil {
				got, _, _ = strings.Cut(shape(p), " sorted")
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("%v (-want +got):\n%s", err, d)
			}
		})
	}
}

func TestPlanOfAWalk(t *testing.T) {
	t.Parallel()
	walk := Query{Where: And{Eq{Field: "kind", Value: "x"}, Eq{Field: "slug", Value: "x"}}, Limit: 10, Walk: true}
	p, err := NewPlan(planned(), walk)
	if diff := cmp.Diff("_id binds 0 sorted true rest 2", shape(p)); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if p, err := NewPerPlan(planned(), "kind", walk); err == nil {
		t.Errorf("a walk of each parent has the plan %s", shape(p))
	}
	page := Query{Sort: Sort{By: []string{"rank"}, Desc: true}}.Paged(Page{Limit: 10, Walk: true})
	if diff := cmp.Diff(Query{Limit: 10, Walk: true}, page); diff != "" {
		t.Errorf("a page of a walk (-want +got):\n%s", diff)
	}
}

func TestPlanLeavesTheQueryAlone(t *testing.T) {
	t.Parallel()
	where := And{Eq{Field: "loose", Value: int64(1)}, Eq{Field: "rank", Value: int64(1)}, Eq{Field: "kind", Value: "x"}}
	before := fmt.Sprint(where)
	if _, err := NewPlan(planned(), Query{Where: where, Sort: Sort{By: []string{"at", "rank"}}, Limit: 1}); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(before, fmt.Sprint(where)); d != "" {
		t.Errorf("the condition changed (-want +got):\n%s", d)
	}
}
