package scalar

import (
	"io"
	"strconv"

	"github.com/99designs/gqlgen/graphql"

	"thidua/internal/errs"
	"thidua/internal/register"
)

// MarshalPoints writes exact points as a JSON number.
func MarshalPoints(p register.Points) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) {
		_, _ = io.WriteString(w, p.String())
	})
}

// UnmarshalPoints reads a JSON number. A floating-point number is read as its shortest decimal form, which is the one that was
// written, as points have few digits.
func UnmarshalPoints(v any) (register.Points, error) {
	switch v := v.(type) {
	case int:
		return register.ParsePoints(strconv.Itoa(v))
	case int64:
		return register.ParsePoints(strconv.FormatInt(v, 10))
	case float64:
		return register.ParsePoints(strconv.FormatFloat(v, 'f', -1, 64))
	default:
		return 0, errs.New(errs.Invalid, "Điểm phải là một số, ví dụ 95.5, không đặt trong ngoặc kép.", "Points must be a number such as 95.5, without quotation marks.")
	}
}
