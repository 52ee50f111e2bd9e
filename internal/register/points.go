package register

import (
	"fmt"
	"strconv"
	"strings"

	"thidua/internal/errs"
)

// Points are points of a score sheet, in hundredths: exact, so that sums and ties are what people compute on paper.
type Points int64

// Bounds of points.
const (
	onePoint  Points = 100
	maxPoints        = 1000 * onePoint // of one line, of bonus and of deduction
	// FullMarks is what the lines of a template add up to, unless it is flagged.
	FullMarks = 100 * onePoint
)

// ParsePoints reads points as people write them, such as "95", "95,5" or "95.25": a decimal comma and a decimal point are
// both taken, since points have no thousands to separate. At most two decimals are read, so "1.000" is refused and not
// guessed at; so are signs, since what is deducted is written without one.
func ParsePoints(s string) (Points, error) {
	text := strings.TrimSpace(s)
	whole, fraction, cut := strings.Cut(strings.Replace(text, ",", ".", 1), ".")
	digits := whole + fraction
	wrong := whole == "" || (cut && fraction == "") || len(whole) > 9 || len(fraction) > 2 || strings.Trim(digits, "0123456789") != ""
	if !wrong {
		if n, err := strconv.ParseInt(digits+strings.Repeat("0", 2-len(fraction)), 10, 64); err == nil {
			return Points(n), nil
		}
	}
	return 0, errs.New(errs.Invalid,
		"Điểm phải là số không âm với tối đa hai chữ số thập phân, ví dụ 95 hoặc 95,5.",
		"Points must be a number that is not negative, with at most two decimals, such as 95 or 95.5.")
}

// String writes points with a decimal point and no zeros at the end, as JSON has it.
func (p Points) String() string {
	sign, n := "", p
	if n < 0 {
		sign, n = "-", -n
	}
	text := sign + strconv.FormatInt(int64(n/onePoint), 10)
	if rest := n % onePoint; rest != 0 {
		text += strings.TrimRight(fmt.Sprintf(".%02d", rest), "0")
	}
	return text
}

// Format writes points as Vietnamese texts have them, with a decimal comma.
func (p Points) Format() string { return strings.Replace(p.String(), ".", ",", 1) }

// Float returns points as the floating-point number next to them, for programs that know no others.
func (p Points) Float() float64 { return float64(p) / float64(onePoint) }

// within refuses points outside zero and a maximum; the path is that of the input.
func (p Points) within(path string, most Points) error {
	if p >= 0 && p <= most {
		return nil
	}
	return errs.InvalidField(path,
		fmt.Sprintf("Điểm phải từ 0 đến %s.", most.Format()),
		fmt.Sprintf("Points must be within 0 and %s.", most))
}
