// Package scalar has the hand-written scalars of the schema, and the Go types of its abstract types.
package scalar

import (
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"thidua/internal/custom"
	"thidua/internal/errs"
	"thidua/internal/viet"
)

// Node is any document that has a global ID.
type Node any

// AwardRecipient is a unit or a person.
type AwardRecipient any

// MarshalDate writes a calendar day; an unknown one as null.
func MarshalDate(d viet.Date) graphql.Marshaler {
	if d == "" {
		return graphql.Null
	}
	return graphql.WriterFunc(func(w io.Writer) {
		_, _ = io.WriteString(w, `"`+string(d)+`"`) // a Date is checked when it is made, and has nothing to escape
	})
}

// UnmarshalDate reads a calendar day of the form yyyy-mm-dd.
func UnmarshalDate(v any) (viet.Date, error) {
	if v == nil { // where the schema lets it be: no day
		return "", nil
	}
	s, ok := v.(string)
	if d := viet.Date(s); ok && d.Valid() {
		return d, nil
	}
	return "", errs.New(errs.Invalid,
		"Ngày phải có dạng yyyy-mm-dd và có thật, ví dụ \"2022-01-14\".",
		"A date must have the form yyyy-mm-dd and exist, such as \"2022-01-14\".")
}

// MarshalDecimal writes an exact number as a JSON number.
func MarshalDecimal(n custom.Number) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) {
		_, _ = io.WriteString(w, n.String())
	})
}

// UnmarshalDecimal reads a JSON number. A floating-point number is read as its shortest decimal form, which is the one that
// was written as long as that has no more than 15 digits.
func UnmarshalDecimal(v any) (custom.Number, error) {
	switch v := v.(type) {
	case int:
		return custom.ParseNumber(strconv.Itoa(v))
	case int64:
		return custom.ParseNumber(strconv.FormatInt(v, 10))
	case float64:
		return custom.ParseNumber(strconv.FormatFloat(v, 'f', -1, 64))
	default:
		return 0, errs.New(errs.Invalid, "Cần một số, ví dụ 12.5, không đặt trong ngoặc kép.", "It must be a number such as 12.5, without quotation marks.")
	}
}

// dateTimeLayout is RFC 3339 in UTC with milliseconds, which is what the stores keep.
const dateTimeLayout = "2006-01-02T15:04:05.000Z"

// MarshalDateTime writes an instant in UTC to the millisecond.
func MarshalDateTime(t time.Time) graphql.Marshaler {
	if t.IsZero() {
		return graphql.Null
	}
	return graphql.WriterFunc(func(w io.Writer) {
		_, _ = io.WriteString(w, strconv.Quote(t.UTC().Format(dateTimeLayout)))
	})
}

// UnmarshalDateTime reads an instant of RFC 3339, in any zone.
func UnmarshalDateTime(v any) (time.Time, error) {
	if s, ok := v.(string); ok {
		if t, err := time.Parse(time.RFC3339Nano, s); err == nil && strict(s) {
			return t.UTC(), nil
		}
	}
	return time.Time{}, errs.New(errs.Invalid,
		"Thời điểm phải theo RFC 3339, ví dụ \"2022-01-14T02:00:00Z\".",
		"A time must be of RFC 3339, such as \"2022-01-14T02:00:00Z\".")
}

// strict refuses what time.Parse takes beyond RFC 3339: an hour of one digit, a comma before the fraction, and a zone a
// day away.
func strict(s string) bool {
	const hourEnd = len("2006-01-02T15")
	zone := s[len(s)-min(len(s), len("+07:00")):]
	return s[hourEnd] == ':' && !strings.Contains(s, ",") && (strings.HasSuffix(s, "Z") || zone[1:3] < "24" && zone[4:] < "60")
}
