package viet

import (
	"strconv"
	"strings"

	"thidua/internal/errs"
)

// maxNumberText bounds the text of a number, in bytes.
const maxNumberText = 120

// ParseCount reads a count of things below a thousand million as texts write it: "3", "03", "(03)", "1.234" with dots
// between thousands, or in words, "mười hai", with or without marks. Spoken short forms such as "trăm hai" (120) are
// refused, as what they mean depends on the speaker. Errors are [errs.Invalid] about the field "count".
func ParseCount(s string) (int, error) {
	text := strings.TrimSpace(s)
	if inner, ok := strings.CutPrefix(text, "("); ok {
		if inner, ok = strings.CutSuffix(inner, ")"); ok {
			text = strings.TrimSpace(inner)
		}
	}
	if len(text) <= maxNumberText {
		if digits, ok := ungroup(text); ok && len(digits) <= 9 {
			return strconv.Atoi(digits)
		}
		if n, ok := spokenNumber(Tokens(text)); ok && !strings.ContainsAny(text, ".,;:()") {
			return n, nil
		}
	}
	return 0, errs.InvalidField("count",
		"Không đọc được số “"+excerpt(s)+"”. Hãy ghi 3, 03, 1.234 hoặc mười hai.",
		"Cannot read the number “"+excerpt(s)+"”. Write 3, 03, 1.234 or mười hai.")
}

// FormatCount writes a count with dots between thousands: 1.234.
func FormatCount(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	return sign + group(digits)
}

// ParseDecimal reads a number with a decimal comma, such as a score: "95,5", "1.234,25", "95". A dot is never decimal, so
// "95.5" is refused; a number has at most 15 digits, as many as a float64 keeps exactly as written. Errors are
// [errs.Invalid] about the field "number".
func ParseDecimal(s string) (float64, error) {
	text := strings.TrimSpace(s)
	unsigned := strings.TrimPrefix(text, "-")
	whole, fraction, comma := strings.Cut(unsigned, ",")
	digits, ok := ungroup(whole)
	if ok && len(digits)+len(fraction) <= 15 && (!comma || allDigits(fraction)) {
		if comma {
			digits += "." + fraction
		}
		n, err := strconv.ParseFloat(digits, 64)
		if err == nil {
			if len(unsigned) < len(text) && n != 0 {
				n = -n
			}
			return n, nil
		}
	}
	return 0, errs.InvalidField("number",
		"Không đọc được số “"+excerpt(s)+"”. Dùng dấu phẩy cho phần thập phân, dấu chấm cho hàng nghìn: 1.234,5.",
		"Cannot read the number “"+excerpt(s)+"”. Use a comma for decimals and dots for thousands: 1.234,5.")
}

// FormatDecimal writes a number with a decimal comma, dots between thousands and at most the given decimal places,
// without zeros at the end: 95,5. Infinities and what is not a number are "".
func FormatDecimal(n float64, places int) string {
	text := strconv.FormatFloat(n, 'f', max(places, 0), 64)
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign, text = "-", text[1:]
	}
	whole, fraction, _ := strings.Cut(text, ".")
	if !allDigits(whole) {
		return ""
	}
	fraction = strings.TrimRight(fraction, "0")
	if fraction == "" {
		if whole == "0" {
			return whole
		}
		return sign + group(whole)
	}
	return sign + group(whole) + "," + fraction
}

// ungroup returns the digits of a whole number, which may have dots between thousands but nowhere else.
func ungroup(s string) (string, bool) {
	if allDigits(s) {
		return s, true
	}
	parts := strings.Split(s, ".")
	for i, part := range parts {
		if !allDigits(part) || (i == 0 && (len(part) > 3 || part[0] == '0')) || (i > 0 && len(part) != 3) {
			return "", false
		}
	}
	return strings.Join(parts, ""), true
}

// group puts dots between the thousands of a whole number.
func group(digits string) string {
	var b strings.Builder
	for i, c := range []byte(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte('.')
		}
		b.WriteByte(c)
	}
	return b.String()
}

// allDigits reports whether s is one ASCII digit or more.
func allDigits(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}

// romanStep is one sign of Roman numbers, or two that subtract.
type romanStep struct {
	sign  string
	value int
}

// romanSteps returns the signs by falling value.
func romanSteps() [13]romanStep {
	return [13]romanStep{
		{"M", 1000},
		{"CM", 900},
		{"D", 500},
		{"CD", 400},
		{"C", 100},
		{"XC", 90},
		{"L", 50},
		{"XL", 40},
		{"X", 10},
		{"IX", 9},
		{"V", 5},
		{"IV", 4},
		{"I", 1},
	}
}

// FormatRoman writes 1–3999 as a Roman number, as terms (khóa XIII) have it, and "" for any other.
func FormatRoman(n int) string {
	if n < 1 || n > 3999 {
		return ""
	}
	var b strings.Builder
	for _, step := range romanSteps() {
		for ; n >= step.value; n -= step.value {
			b.WriteString(step.sign)
		}
	}
	return b.String()
}

// ParseRoman reads a Roman number of 1–3999 in either case, and false for anything else: IIII and IC are not numbers.
func ParseRoman(s string) (int, bool) {
	text := strings.ToUpper(strings.TrimSpace(s))
	n, rest := 0, text
	for _, step := range romanSteps() {
		for strings.HasPrefix(rest, step.sign) {
			n, rest = n+step.value, rest[len(step.sign):]
		}
	}
	if rest != "" || n == 0 || FormatRoman(n) != text {
		return 0, false
	}
	return n, true
}

// ParseRank reads the class of an order or medal, 1–3: "hạng Nhất", "Nhì", "hạng 3", "hạng III". Errors are
// [errs.Invalid] about the field "rank".
func ParseRank(s string) (int, error) {
	if len(s) <= maxNumberText {
		tokens := Tokens(s)
		if len(tokens) == 2 && said(tokens[0], "hang6", "hang") {
			tokens = tokens[1:]
		}
		if len(tokens) == 1 {
			for rank := 1; rank <= 3; rank++ {
				if t := tokens[0]; said(t, AccentKey(rankWord(rank)), FoldKey(rankWord(rank))) ||
					t.Text == strconv.Itoa(rank) || strings.ToUpper(t.Text) == FormatRoman(rank) {
					return rank, nil
				}
			}
		}
	}
	return 0, errs.InvalidField("rank",
		"Không có hạng “"+excerpt(s)+"”. Chỉ có hạng Nhất, hạng Nhì và hạng Ba.",
		"There is no class “"+excerpt(s)+"”. The classes are hạng Nhất, hạng Nhì and hạng Ba.")
}

// FormatRank writes a class, "hạng Nhất", and "" for a number that is none.
func FormatRank(rank int) string {
	if word := rankWord(rank); word != "" {
		return "hạng " + word
	}
	return ""
}

// rankWord returns the ordinal that classes use.
func rankWord(rank int) string {
	switch rank {
	case 1:
		return "Nhất"
	case 2:
		return "Nhì"
	case 3:
		return "Ba"
	}
	return ""
}
