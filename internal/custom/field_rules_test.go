package custom

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/errs"
	"thidua/internal/viet"
)

// some returns a pointer to a value, for what may be absent.
func some[T any](v T) *T { return &v }

// fails fails unless the error is Invalid about the field; "" is no error.
func fails(t *testing.T, err error, field string) {
	t.Helper()
	if field == "" {
		if err != nil {
			t.Errorf("error = %v", err)
		}
		return
	}
	e := errs.As(err)
	if e == nil || e.Code != errs.Invalid || strings.Join(e.Field, ".") != field || e.Vi == "" || e.En == "" {
		t.Errorf("error = %v; want %s of %s in both languages", err, errs.Invalid, field)
	}
}

// textField is a sound field, which each case spoils.
func textField() Field {
	return Field{Noun: Article, Key: "phatDong", Kind: Text, Settings: Settings{Label: "Nơi phát động"}}
}

func TestAFieldIsCheckedBeforeItIsSaved(t *testing.T) {
	t.Parallel()
	choice := func(options ...Option) func(*Field) {
		return func(f *Field) { f.Kind, f.Choices = Choice, options }
	}
	for _, c := range []struct {
		name  string
		spoil func(*Field)
		field string // at fault; "" for none
	}{
		{"a text", func(*Field) {}, ""},
		{"no noun", func(f *Field) { f.Noun = "" }, "noun"},
		{"no key", func(f *Field) { f.Key = "" }, "key"},
		{"a key with a capital first", func(f *Field) { f.Key = "Nơi" }, "key"},
		{"a key with a mark", func(f *Field) { f.Key = "nơi" }, "key"},
		{"a key with a separator", func(f *Field) { f.Key = "a:b" }, "key"},
		{"a key of 40", func(f *Field) { f.Key = strings.Repeat("a", 40) }, ""},
		{"a key of 41", func(f *Field) { f.Key = strings.Repeat("a", 41) }, "key"},
		{"no kind", func(f *Field) { f.Kind = "" }, "kind"},
		{"a kind of items where there is no list", func(f *Field) { f.ItemKind = Text }, "itemKind"},
		{"a list", func(f *Field) { f.Kind, f.ItemKind, f.MaxItems = List, Text, some[int64](3) }, ""},
		{"a list of nothing", func(f *Field) { f.Kind = List }, "itemKind"},
		{"a list of lists", func(f *Field) { f.Kind, f.ItemKind = List, List }, "itemKind"},
		{"a longest list that is too long", func(f *Field) { f.Kind, f.ItemKind, f.MaxItems = List, Text, some[int64](51) }, "maxItems"},
		{"a largest number of items where there is no list", func(f *Field) { f.MaxItems = some[int64](3) }, "maxItems"},
		{"a reference", func(f *Field) { f.Kind, f.Target = Reference, ToUnit }, ""},
		{"a list of references", func(f *Field) { f.Kind, f.ItemKind, f.Target = List, Reference, ToUnit }, ""},
		{"a reference to nothing", func(f *Field) { f.Kind = Reference }, "target"},
		{"a reference to an unknown noun", func(f *Field) { f.Kind, f.Target = Reference, "DRAFT" }, "target"},
		{"a target where there is no reference", func(f *Field) { f.Target = ToUnit }, "target"},
		{"no label", func(f *Field) { f.Label = " " }, "label"},
		{"a long help", func(f *Field) { f.Help = strings.Repeat("a", MaxHelp+1) }, "help"},
		{"lengths of a text", func(f *Field) { f.MinLength, f.MaxLength = some[int64](2), some[int64](2) }, ""},
		{"lengths that cross", func(f *Field) { f.MinLength, f.MaxLength = some[int64](3), some[int64](2) }, "maxLength"},
		{"a length beyond that of a filter", func(f *Field) { f.Filterable, f.MaxLength = true, some[int64](201) }, "maxLength"},
		{"a length of a number", func(f *Field) { f.Kind, f.MaxLength = Numeric, some[int64](2) }, "maxLength"},
		{"numbers that cross", func(f *Field) { f.Kind, f.MinNumber, f.MaxNumber = Numeric, some(Number(2)), some(Number(1)) }, "maxNumber"},
		{"a bound in numbers of a text", func(f *Field) { f.MinNumber = some(Number(2)) }, "minNumber"},
		{"too many decimals", func(f *Field) { f.Kind, f.Decimals = Numeric, 7 }, "decimals"},
		{"dates that cross", func(f *Field) {
			f.Kind, f.EarliestDate, f.LatestDate = Date, some(viet.Date("2022-01-02")), some(viet.Date("2022-01-01"))
		}, "latestDate"},
		{"a choice", choice(Option{"A", "Một", ""}, Option{"B_2", "Hai", "Two"}), ""},
		{"a choice of nothing", choice(), "choices"},
		{"a choice without a label", choice(Option{"A", "", ""}), "choices.0.label"},
		{"a choice with a value in lower case", choice(Option{"A", "Một", ""}, Option{"b", "Hai", ""}), "choices.1.value"},
		{"a choice that is there twice", choice(Option{"A", "Một", ""}, Option{"A", "Hai", ""}), "choices.1.value"},
		{"choices of a text", func(f *Field) { f.Choices = []Option{{"A", "Một", ""}} }, "choices"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := textField()
			c.spoil(&f)
			_, err := f.checked()
			fails(t, err, c.field)
		})
	}
}

func TestAValueIsCheckedByItsField(t *testing.T) {
	t.Parallel()
	text := func(s string) Value { return Value{Text: &s} }
	number := func(n Number) Value { return Value{Number: &n} }
	date := func(d viet.Date) Value { return Value{Date: &d} }
	pick := func(s string) Value { return Value{Choice: &s} }
	refer := func(s string) Value { return Value{Reference: &s} }
	set := NewSet(
		&Field{Key: "text", Kind: Text, Settings: Settings{MinLength: some[int64](2), MaxLength: some[int64](5)}},
		&Field{Key: "number", Kind: Numeric, Settings: Settings{Decimals: 1, MinNumber: some(Number(-1 * million)), MaxNumber: some(Number(10 * million))}},
		&Field{Key: "date", Kind: Date, Settings: Settings{EarliestDate: some(viet.Date("2021-01-01")), LatestDate: some(viet.Date("2022-12-31"))}},
		&Field{Key: "choice", Kind: Choice, Settings: Settings{Choices: []Option{{"A", "Một", ""}}}},
		&Field{Key: "unit", Kind: Reference, Target: ToUnit},
		&Field{Key: "list", Kind: List, ItemKind: Text, Settings: Settings{MaxItems: some[int64](2)}},
		&Field{Key: "gone", Kind: Text, Retired: true},
	)
	for i, c := range []struct {
		key   string
		value Value
		field string // at fault; "" for none
	}{
		{"text", text("  Hội   An "), "custom.text"}, // six letters and a space once it is cleaned
		{"text", text(" Hội  "), ""},
		{"text", text("a"), "custom.text"},
		{"text", text(""), "custom.text"},
		{"text", number(1), "custom.text"},
		{"text", Value{}, "custom.text"},
		{"text", Value{Text: some("Hội"), Number: some(Number(1))}, "custom.text"},
		{"text", Value{List: []Value{text("Hội")}}, "custom.text"},
		{"number", number(-1 * million), ""},
		{"number", number(10 * million), ""},
		{"number", number(10*million + 1), "custom.number"},
		{"number", number(-1*million - 100_000), "custom.number"},
		{"number", number(500_000), ""},
		{"number", number(550_000), "custom.number"},
		{"date", date("2021-01-01"), ""},
		{"date", date("2022-12-31"), ""},
		{"date", date("2020-12-31"), "custom.date"},
		{"date", date("2023-01-01"), "custom.date"},
		{"date", date("2022-02-30"), "custom.date"},
		{"choice", pick("A"), ""},
		{"choice", pick("B"), "custom.choice"},
		{"choice", text("A"), "custom.choice"},
		{"unit", refer("uni_1"), ""},
		{"unit", refer("per_1"), "custom.unit"},
		{"unit", refer("uni_"), "custom.unit"},
		{"unit", refer("uni_1 "), "custom.unit"},
		{"unit", refer("uni_" + strings.Repeat("a", maxID)), "custom.unit"},
		{"list", Value{List: []Value{text("a"), text("b")}}, ""},
		{"list", Value{List: []Value{text("a"), number(1)}}, "custom.list.1"},
		{"list", Value{List: []Value{{List: []Value{text("a")}}}}, "custom.list.0"},
		{"list", Value{List: []Value{}}, "custom.list"},
		{"list", Value{List: []Value{text("a"), text("b"), text("c")}}, "custom.list"},
		{"list", text("a"), "custom.list"},
		{"gone", text("a"), "custom.gone"},
		{"none", text("a"), "custom.none"},
	} {
		t.Run(fmt.Sprintf("%02d %s", i, c.key), func(t *testing.T) {
			t.Parallel()
			_, err := set.Apply(Values{}, Change{c.key, &c.value})
			fails(t, err, c.field)
		})
	}
}

func TestChangesKeepWhatTheyDoNotName(t *testing.T) {
	t.Parallel()
	set := NewSet(&Field{Key: "b", Kind: Text}, &Field{Key: "a", Kind: Text}, &Field{Key: "gone", Kind: Text, Retired: true})
	text := func(s string) *Value { return &Value{Text: &s} }
	before := newValues([]Entry{{"a", *text("một")}, {"gone", *text("cũ")}})
	for _, c := range []struct {
		name    string
		changes []Change
		want    []string // the terms
	}{
		{"nothing", nil, []string{"a:một", "gone:cũ"}},
		{"another", []Change{{"b", text("hai")}}, []string{"a:một", "b:hai", "gone:cũ"}},
		{"the same", []Change{{"a", text(" ba ")}}, []string{"a:ba", "gone:cũ"}},
		{"cleared", []Change{{"a", nil}}, []string{"gone:cũ"}},
		{"cleared without having been there", []Change{{"b", nil}, {"none", nil}}, []string{"a:một", "gone:cũ"}},
		{"a retired one cleared", []Change{{"gone", nil}}, []string{"a:một"}},
	} {
		got, err := set.Apply(before, c.changes...)
		if diff := cmp.Diff(c.want, got.CustomTerms); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", c.name, err, diff)
		}
	}
	if diff := cmp.Diff([]string{"a:một", "gone:cũ"}, before.CustomTerms); diff != "" || len(before.Custom) != 2 {
		t.Errorf("what was before has changed: %s", diff)
	}
	_, err := set.Apply(before, Change{"b", text("hai")}, Change{"b", text("hai")})
	fails(t, err, "custom.b")
}

func TestReadersSeePublicFieldsAlone(t *testing.T) {
	t.Parallel()
	set := NewSet(
		&Field{Key: "open", Kind: Text, Settings: Settings{Public: true, Required: true, Filterable: true}},
		&Field{Key: "inner", Kind: Text, Settings: Settings{Required: true, Filterable: true}},
		&Field{Key: "gone", Kind: Text, Retired: true, Settings: Settings{Public: true, Required: true, Filterable: true}},
	)
	text := func(s string) Value { return Value{Text: &s} }
	values := newValues([]Entry{{"gone", text("c")}, {"inner", text("b")}, {"open", text("a")}})
	if diff := cmp.Diff(newValues([]Entry{{"open", text("a")}}), set.Public(values)); diff != "" {
		t.Error(diff)
	}
	shown := set.Show(values, Readers)
	if len(shown) != 1 || shown[0].(*TextValue).Text != "a" {
		t.Errorf("readers are shown %v", shown)
	}
	fails(t, set.Complete(Values{}), "custom.inner")
	fails(t, set.Complete(newValues([]Entry{{"inner", text("b")}})), "custom.open")
	fails(t, set.Complete(newValues([]Entry{{"inner", text("b")}, {"open", text("a")}})), "")
	for _, key := range []string{"inner", "gone", "none"} {
		_, err := set.Where([]Filter{{Key: key, Equals: some(text("b"))}}, Readers)
		fails(t, err, "where.custom.0.key")
		_, first := set.Where([]Filter{{Key: "none", Equals: some(text("b"))}}, Readers)
		if err == nil || err.Error() != first.Error() {
			t.Errorf("%s is told from a field that is not there: %v", key, err)
		}
	}
}
