package custom

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/errs"
)

// refs is a list of references.
func refs(ids ...string) Value {
	list := Value{}
	for _, id := range ids {
		list.List = append(list.List, Value{Reference: &id})
	}
	return list
}

func TestValuesAreCompared(t *testing.T) {
	t.Parallel()
	text := func(s string) Value { return Value{Text: &s} }
	one := newValues([]Entry{{"a", text("một")}, {"b", refs("uni_1", "uni_2")}})
	for _, c := range []struct {
		name  string
		other Values
		want  []string
	}{
		{"the same", newValues([]Entry{{"b", refs("uni_1", "uni_2")}, {"a", text("một")}}), []string{}},
		{"none", Values{}, []string{"custom.a", "custom.b"}},
		{"another text", newValues([]Entry{{"a", text("hai")}, {"b", refs("uni_1", "uni_2")}}), []string{"custom.a"}},
		{"another order of a list", newValues([]Entry{{"a", text("một")}, {"b", refs("uni_2", "uni_1")}}), []string{"custom.b"}},
		{"one more", newValues([]Entry{{"a", text("một")}, {"b", refs("uni_1", "uni_2")}, {"c", text("ba")}}), []string{"custom.c"}},
		{"another kind", newValues([]Entry{{"a", refs("uni_1")}, {"b", refs("uni_1", "uni_2")}}), []string{"custom.a"}},
	} {
		for _, got := range [][]string{one.Differing(c.other), c.other.Differing(one)} {
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s: %s", c.name, diff)
			}
		}
		if one.Same(c.other) != (len(c.want) == 0) {
			t.Errorf("%s is the same: %t", c.name, one.Same(c.other))
		}
	}
	if twice := one.With(Change{"c", some(text("ba"))}, Change{"c", some(text("ba"))}); twice.Same(one.With(Change{"c", some(text("ba"))})) {
		t.Error("a value that is there twice is not told from one")
	}
}

func TestReferencesAreLeftOut(t *testing.T) {
	t.Parallel()
	values := newValues([]Entry{
		{"a", Value{Reference: some("uni_1")}}, {"b", refs("uni_1", "uni_2")}, {"c", refs("uni_1")}, {"d", Value{Text: some("uni_1")}},
	})
	if diff := cmp.Diff([]string{"uni_1", "uni_1", "uni_2", "uni_1"}, values.References()); diff != "" {
		t.Error(diff)
	}
	got := values.Without([]string{"uni_1"})
	if diff := cmp.Diff(newValues([]Entry{{"b", refs("uni_2")}, {"d", Value{Text: some("uni_1")}}}), got); diff != "" {
		t.Error(diff)
	}
	if len(values.Custom) != 4 || len(values.Custom[1].Value.List) != 2 {
		t.Error("what was before has changed")
	}
}

func TestOlderValuesComeBackInFieldsInUse(t *testing.T) {
	t.Parallel()
	text := func(s string) Value { return Value{Text: &s} }
	set := NewSet(
		&Field{Key: "a", Kind: Text, Settings: Settings{MaxLength: some[int64](1)}},
		&Field{Key: "b", Kind: Text}, &Field{Key: "gone", Kind: Text, Retired: true},
	)
	now := newValues([]Entry{{"b", text("nay")}, {"gone", text("nay")}})
	older := newValues([]Entry{{"a", text("xưa")}, {"gone", text("xưa")}, {"none", text("xưa")}})
	want := newValues([]Entry{{"a", text("xưa")}, {"gone", text("nay")}})
	if diff := cmp.Diff(want, set.Restored(now, older)); diff != "" {
		t.Error(diff)
	}
}

func TestErrorsSayWhatPeopleCallTheField(t *testing.T) {
	t.Parallel()
	set := NewSet(&Field{Key: "a", Kind: Text, Settings: Settings{Label: "Nơi", LabelEn: "Place"}}, &Field{Key: "b", Kind: Numeric, Settings: Settings{Label: "Điểm"}})
	for key, want := range map[string][2]string{"a": {"“Nơi”: ", "“Place”: "}, "b": {"“Điểm”: ", "“Điểm”: "}} {
		_, err := set.Apply(Values{}, Change{key, &Value{}})
		if e := errs.As(err); e == nil || !strings.HasPrefix(e.Vi, want[0]) || !strings.HasPrefix(e.En, want[1]) {
			t.Errorf("%s: %v", key, err)
		}
	}
}
