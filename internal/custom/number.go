package custom

import (
	"fmt"
	"strconv"
	"strings"

	"thidua/internal/errs"
)

// Number is an exact decimal number, in millionths. Its value has at most [MaxDecimals] decimal places and is below a
// million million, either way from zero, with at most 15 digits in all: as many as clients that only know floating point
// give back as they got them.
type Number int64

// The bounds of a number.
const (
	MaxDecimals = 6
	million     = 1_000_000
	maxWhole    = 12 // digits before the decimal point
	maxDigits   = 15
)

// ParseNumber reads a number as JSON and GraphQL write it, such as "-12.5" or "1e3".
func ParseNumber(s string) (Number, error) {
	if n, ok := parseNumber(s); ok {
		return n, nil
	}
	return 0, errs.New(errs.Invalid,
		fmt.Sprintf("Số phải có tối đa %d chữ số, trong đó tối đa %d chữ số trước và %d chữ số sau dấu thập phân.", maxDigits, maxWhole, MaxDecimals),
		fmt.Sprintf("A number must have at most %d digits, of which at most %d stand before and %d behind the decimal point.", maxDigits, maxWhole, MaxDecimals))
}

func parseNumber(s string) (Number, bool) {
	if len(s) > 64 {
		return 0, false
	}
	if strings.ContainsAny(s, "eE") {
		f, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return 0, false
		}
		s = strconv.FormatFloat(f, 'f', -1, 64)
	}
	unsigned := strings.TrimPrefix(s, "-")
	whole, fraction, _ := strings.Cut(unsigned, ".")
	whole, fraction = strings.TrimLeft(whole, "0"), strings.TrimRight(fraction, "0")
	if !strings.ContainsAny(unsigned, digits) || strings.Trim(whole+fraction, digits) != "" ||
		len(whole) > maxWhole || len(fraction) > MaxDecimals || len(whole+fraction) > maxDigits {
		return 0, false
	}
	n, err := strconv.ParseInt("0"+whole+fraction+strings.Repeat("0", MaxDecimals-len(fraction)), 10, 64)
	if err != nil {
		return 0, false
	}
	if len(unsigned) < len(s) {
		n = -n
	}
	return Number(n), true
}

// String writes the number with a decimal point and no zeros at the end, as JSON has it.
func (n Number) String() string {
	sign, magnitude := "", int64(n)
	if n < 0 {
		sign, magnitude = "-", -magnitude
	}
	text := sign + strconv.FormatInt(magnitude/million, 10)
	if rest := magnitude % million; rest != 0 {
		text += strings.TrimRight(fmt.Sprintf(".%06d", rest), "0")
	}
	return text
}

// Decimals returns how many decimal places the number needs.
func (n Number) Decimals() int64 {
	_, fraction, _ := strings.Cut(n.String(), ".")
	return int64(len(fraction))
}
