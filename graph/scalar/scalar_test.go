package scalar_test

import (
	"bytes"
	"encoding/json"
	"math"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"thidua/graph/scalar"
	"thidua/internal/errs"
	"thidua/internal/viet"
)

func written(m graphql.Marshaler) string {
	var w bytes.Buffer
	m.MarshalGQL(&w)
	return w.String()
}

// refused fails unless the error is for the client, in both languages.
func refused(t *testing.T, err error) {
	t.Helper()
	if e := errs.As(err); e == nil || e.Code != errs.Invalid || e.Vi == "" || e.En == "" || e.Vi == e.En {
		t.Errorf("error = %v", err)
	}
}

func TestDate(t *testing.T) {
	t.Parallel()
	for _, good := range []string{"2022-01-14", "2024-02-29"} {
		d, err := scalar.UnmarshalDate(good)
		if err != nil || written(scalar.MarshalDate(d)) != `"`+good+`"` {
			t.Errorf("%s is read as %q, %v", good, d, err)
		}
	}
	if d, err := scalar.UnmarshalDate(nil); d != "" || err != nil { // where the schema allows null
		t.Errorf("null is read as %q, %v", d, err)
	}
	if got := written(scalar.MarshalDate("")); got != "null" {
		t.Errorf("an unknown date is %s", got)
	}
	for _, bad := range []any{"", "2022-02-30", "2022-1-14", "14/01/2022", "2022-01-14T00:00:00Z", " 2022-01-14", `2022-01-1"`, json.Number("20220114"), true} {
		d, err := scalar.UnmarshalDate(bad)
		refused(t, err)
		if d != viet.Date("") {
			t.Errorf("%v is read as %q", bad, d)
		}
	}
}

func TestDecimal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		given any
		want  string
	}{
		{int64(0), "0"},
		{7, "7"},
		{int64(-12), "-12"},
		{0.1, "0.1"},
		{-97.5, "-97.5"},
		{1e3, "1000"},
		{123456789.123456, "123456789.123456"},
		{int64(999_999_999_999), "999999999999"},
	} {
		n, err := scalar.UnmarshalDecimal(c.given)
		if got := written(scalar.MarshalDecimal(n)); err != nil || got != c.want {
			t.Errorf("%v is read and written as %s, %v; want %s", c.given, got, err, c.want)
		}
		var again float64
		if err := json.Unmarshal([]byte(c.want), &again); err != nil {
			t.Fatal(err)
		}
		if same, err := scalar.UnmarshalDecimal(again); err != nil || same != n {
			t.Errorf("a client that knows floating point gives %v back as %s, %v", c.given, same, err)
		}
	}
	for _, bad := range []any{"1", json.Number("1"), nil, true, 1e12, int64(1_000_000_000_000), 1e300, 0.0000001, math.NaN(), math.Inf(1), map[string]any{}} {
		_, err := scalar.UnmarshalDecimal(bad)
		refused(t, err)
	}
}

func TestDateTime(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2022-01-14T02:00:00Z":                `"2022-01-14T02:00:00.000Z"`,
		"2022-01-14T09:00:00+07:00":           `"2022-01-14T02:00:00.000Z"`,
		"2022-01-14T02:00:00.1239Z":           `"2022-01-14T02:00:00.123Z"`,
		"2022-12-31T23:59:59.999999999-00:30": `"2023-01-01T00:29:59.999Z"`,
	} {
		at, err := scalar.UnmarshalDateTime(text)
		if err != nil || at.Location() != time.UTC {
			t.Errorf("%s is read as %v, %v", text, at, err)
		}
		if got := written(scalar.MarshalDateTime(at)); got != want {
			t.Errorf("%s is written as %s, not %s", text, got, want)
		}
	}
	if got := written(scalar.MarshalDateTime(time.Time{})); got != "null" {
		t.Errorf("an unknown time is %s", got)
	}
	for _, bad := range []any{
		"", "2022-01-14", "2022-01-14T02:00:00", "2022-01-14 02:00:00Z", "2022-02-30T02:00:00Z", "2022-01-14T2:00:00Z", "2022-01-14T02:00:00,5Z",
		"2022-01-14T24:00:00Z", "2022-01-14T02:00:00+24:00", json.Number("1642125600"), nil, 1642125600,
	} {
		_, err := scalar.UnmarshalDateTime(bad)
		refused(t, err)
	}
}
