package custom

import (
	"cmp"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"thidua/internal/viet"
)

// Ensure that the terms of a field sort as its values do, and stay apart from those of every other field.
func TestTermsSortAsValuesDo(t *testing.T) {
	t.Parallel()
	key := rapid.StringMatching(`[a-z][a-zA-Z0-9]{0,39}`)
	number := rapid.Map(rapid.Int64Range(-999_999_999_999_999_999, 999_999_999_999_999_999), func(n int64) Number { return Number(n) })
	small := rapid.Map(rapid.Int64Range(-2_000_000, 2_000_000), func(n int64) Number { return Number(n) })
	day := rapid.Map(rapid.IntRange(0, 73_000), func(n int) viet.Date {
		return viet.Date(time.Date(1900, 1, 1+n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
	})
	of := func(rt *rapid.T, key string, v Value) string {
		t, ok := term(key, v)
		if !ok {
			rt.Fatalf("no term of %+v", v)
		}
		return t
	}
	t.Run("numbers", rapid.MakeCheck(func(rt *rapid.T) {
		k, numbers := key.Draw(rt, "key"), rapid.OneOf(number, small)
		a, b := numbers.Draw(rt, "a"), numbers.Draw(rt, "b")
		if got := cmp.Compare(of(rt, k, Value{Number: &a}), of(rt, k, Value{Number: &b})); got != cmp.Compare(a, b) {
			rt.Fatalf("%s and %s compare as %d", a, b, got)
		}
	}))
	t.Run("days", rapid.MakeCheck(func(rt *rapid.T) {
		k, a, b := key.Draw(rt, "key"), day.Draw(rt, "a"), day.Draw(rt, "b")
		if got := cmp.Compare(of(rt, k, Value{Date: &a}), of(rt, k, Value{Date: &b})); got != a.Time().Compare(b.Time()) {
			rt.Fatalf("%s and %s compare as %d", a, b, got)
		}
	}))
	t.Run("fields", rapid.MakeCheck(func(rt *rapid.T) {
		k, other, n := key.Draw(rt, "key"), key.Draw(rt, "other"), number.Draw(rt, "n")
		is := of(rt, other, Value{Number: &n})
		if within := is >= k+separator && is < k+afterSeparator; within != (k == other) {
			rt.Fatalf("%q is within the terms of %s: %t", is, k, within)
		}
	}))
}

func TestTermsOfValues(t *testing.T) {
	t.Parallel()
	text, long, choice, day, id, n := "Hội An", string(make([]rune, maxTermText+1)), "A", viet.Date("2022-01-14"), "uni_1", Number(-1)
	got := terms([]Entry{
		{"text", Value{Text: &text}},
		{"long", Value{Text: &long}},
		{"choice", Value{Choice: &choice}},
		{"number", Value{Number: &n}},
		{"days", Value{List: []Value{{Date: &day}, {Date: &day}}}},
		{"unit", Value{Reference: &id}},
	})
	want := []string{"choice:A", "days:2022-01-14", "number:7fffffffffffffff", "text:Hội An", "unit:uni_1"}
	if diff := gocmp.Diff(want, got); diff != "" || !slices.IsSorted(got) {
		t.Error(diff)
	}
}

func TestNumbersAreReadAndWrittenExactly(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, want string // of no wish, refused
	}{
		{"0", "0"},
		{"-0", "0"},
		{"12", "12"},
		{"-12.5", "-12.5"},
		{"0.1", "0.1"},
		{"007.250", "7.25"},
		{"1e3", "1000"},
		{"2.5E-3", "0.0025"},
		{"999999999999", "999999999999"},
		{"123456789.123456", "123456789.123456"},
		{"1000000000000", ""},
		{"1e300", ""},
		{"1e-7", ""},
		{"0.1234567", ""},
		{"1234567890.123456", ""},
		{"", ""},
		{"-", ""},
		{".", ""},
		{"1.2.3", ""},
		{"1,5", ""},
		{"NaN", ""},
		{"+1", ""},
		{"0x10", ""},
		{"١", ""},
	} {
		n, err := ParseNumber(c.text)
		if (err != nil) != (c.want == "") || err == nil && n.String() != c.want {
			t.Errorf("%q is %s, %v; want %q", c.text, n, err, c.want)
		}
	}
	t.Run("again", rapid.MakeCheck(func(rt *rapid.T) {
		n := Number(rapid.Int64Range(-999_999_999_999_999, 999_999_999_999_999).Draw(rt, "n"))
		if again, err := ParseNumber(n.String()); err != nil || again != n {
			rt.Fatalf("%s is read as %s, %v", n, again, err)
		}
	}))
}
