package custom

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/store"
	"thidua/internal/viet"
)

func TestAFilterIsOneConditionOnTerms(t *testing.T) {
	t.Parallel()
	settings := Settings{Filterable: true, Public: true}
	set := NewSet(
		&Field{Key: "text", Kind: Text, Settings: settings},
		&Field{Key: "number", Kind: Numeric, Settings: settings},
		&Field{Key: "dates", Kind: List, ItemKind: Date, Settings: settings},
		&Field{Key: "plain", Kind: Text, Settings: Settings{Public: true}},
	)
	text := func(s string) *Value { return &Value{Text: &s} }
	date := func(d viet.Date) *Value { return &Value{Date: &d} }
	number := func(n Number) *Value { return &Value{Number: &n} }
	within := func(from, to string, incl bool) store.Where {
		return store.Range{Field: TermsField, From: from, To: to, UpToIncl: incl}
	}
	for _, c := range []struct {
		name   string
		filter Filter
		want   store.Where
		field  string // at fault
	}{
		{"a text", Filter{Key: "text", Equals: text(" Hội  An")}, store.Eq{Field: TermsField, Value: "text:Hội An"}, ""},
		{"some texts", Filter{Key: "text", In: []Value{*text("a"), *text("b")}}, store.AnyOf(TermsField, "text:a", "text:b"), ""},
		{"no texts", Filter{Key: "text", In: []Value{}}, store.AnyOf[string](TermsField), ""},
		{"an item of a list", Filter{Key: "dates", Equals: date("2022-01-14")}, store.Eq{Field: TermsField, Value: "dates:2022-01-14"}, ""},
		{"from", Filter{Key: "dates", From: date("2022-01-14")}, within("dates:2022-01-14", "dates;", false), ""},
		{"up to", Filter{Key: "dates", UpTo: date("2022-01-14")}, within("dates:", "dates:2022-01-14", true), ""},
		{"from and up to", Filter{Key: "number", From: number(-1), UpTo: number(1)}, within("number:7fffffffffffffff", "number:8000000000000001", true), ""},
		{"a range of texts", Filter{Key: "text", From: text("a")}, nil, "where.custom.0"},
		{"no condition", Filter{Key: "text"}, nil, "where.custom.0"},
		{"two conditions", Filter{Key: "text", Equals: text("a"), In: []Value{}}, nil, "where.custom.0"},
		{"a value and a range", Filter{Key: "number", Equals: number(1), UpTo: number(1)}, nil, "where.custom.0"},
		{"a value of another kind", Filter{Key: "number", Equals: text("1")}, nil, "where.custom.0.equals"},
		{"a bound of another kind", Filter{Key: "number", From: text("1")}, nil, "where.custom.0.from"},
		{"one of another kind", Filter{Key: "number", In: []Value{*number(1), *text("1")}}, nil, "where.custom.0.in.1"},
		{"a long text", Filter{Key: "text", Equals: text(strings.Repeat("a", maxTermText+1))}, nil, "where.custom.0.equals"},
		{"too many values", Filter{Key: "text", In: make([]Value, MaxListSize+1)}, nil, "where.custom.0.in"},
		{"a field that is not filterable", Filter{Key: "plain", Equals: text("a")}, nil, "where.custom.0.key"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := set.Where([]Filter{c.filter}, Readers)
			fails(t, err, c.field)
			if c.field == "" {
				if diff := cmp.Diff(c.want, got); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
	if got, err := set.Where(nil, Readers); got != nil || err != nil {
		t.Errorf("no filters are %v, %v", got, err)
	}
	_, err := set.Where(make([]Filter, MaxFilters+1), Readers)
	fails(t, err, "where.custom")
}
