package viet

// numeral is what a word does in a number that is spelled out.
type numeral uint8

const (
	notNumeral numeral = iota
	ones               // a digit
	ten                // mười: ten by itself, or mươi: the tens of the digit before
	hundred            // trăm
	thousand           // nghìn, ngàn
	million            // triệu
	zeroTens           // linh, lẻ: no tens
)

// numeralOf returns what a word does and, of a digit, its value. A word typed without marks will do.
func numeralOf(t Token) (numeral, int) {
	is := func(accents ...string) bool {
		for _, accent := range accents {
			if t.Accent == accent {
				return true
			}
		}
		return !t.Marked
	}
	switch t.Fold {
	case "khong":
		return either(is("không"), ones), 0
	case "mot":
		return either(is("môt6", "môt5"), ones), 1
	case "hai":
		return either(is("hai"), ones), 2
	case "ba":
		return either(is("ba"), ones), 3
	case "bon":
		return either(is("bôn5"), ones), 4
	case "tu":
		return either(is("tư"), ones), 4
	case "nam":
		return either(is("năm"), ones), 5
	case "lam":
		return either(is("lăm"), ones), 5
	case "sau":
		return either(is("sau5"), ones), 6
	case "bay":
		return either(is("bay3", "bây3"), ones), 7
	case "tam":
		return either(is("tam5"), ones), 8
	case "chin":
		return either(is("chin5"), ones), 9
	case "muoi":
		return either(is("mươi2", "mươi"), ten), 0
	case "tram":
		return either(is("trăm"), hundred), 0
	case "nghin":
		return either(is("nghin2"), thousand), 0
	case "ngan":
		return either(is("ngan2"), thousand), 0
	case "trieu":
		return either(is("triêu6"), million), 0
	case "linh":
		return either(is("linh"), zeroTens), 0
	case "le":
		return either(is("le3"), zeroTens), 0
	}
	return notNumeral, 0
}

// either returns n if ok.
func either(ok bool, n numeral) numeral {
	if ok {
		return n
	}
	return notNumeral
}

// spokenNumber reads a number below a thousand million that is spelled out: groups below a thousand, of millions, of
// thousands and of ones, each at most once and in this order.
func spokenNumber(tokens []Token) (int, bool) {
	if len(tokens) == 1 && tokens[0].Fold == "khong" {
		kind, _ := numeralOf(tokens[0])
		return 0, kind == ones
	}
	total, limit := 0, 1_000_000_000
	for len(tokens) > 0 {
		value, rest, ok := spokenGroup(tokens, total > 0)
		if !ok {
			return 0, false
		}
		if total > 0 && len(tokens) == 1 { // "một nghìn hai" is 1.200 to most, 1.002 to some
			return 0, false
		}
		unit := 1
		if len(rest) > 0 {
			switch kind, _ := numeralOf(rest[0]); kind {
			case million:
				unit = 1_000_000
			case thousand:
				unit = 1_000
			default:
				return 0, false
			}
			rest = rest[1:]
		}
		if unit >= limit {
			return 0, false
		}
		total, limit, tokens = total+value*unit, unit, rest
	}
	return total, total > 0
}

// spokenGroup reads a number of 1–999 and returns the tokens behind it. Only a group that follows another may start with
// "không trăm" or with linh.
func spokenGroup(tokens []Token, follows bool) (value int, rest []Token, ok bool) {
	peek := func(i int) (numeral, int) {
		if i >= len(tokens) {
			return notNumeral, 0
		}
		return numeralOf(tokens[i])
	}
	at, hundreds := 0, false
	if kind, n := peek(0); kind == ones {
		if next, _ := peek(1); next == hundred {
			if n == 0 && !follows {
				return 0, nil, false
			}
			value, at, hundreds = 100*n, 2, true
		}
	}
	kind, n := peek(at)
	next, _ := peek(at + 1)
	switch {
	case kind == ones && n > 0 && next == ten && tokens[at+1].Accent != "mươi2": // hai mươi
		value, at = value+10*n, at+2
	case kind == ten && tokens[at].Accent != "mươi": // mười
		value, at = value+10, at+1
	case kind == zeroTens && (hundreds || follows): // linh
		if last, digit := peek(at + 1); last != ones || digit == 0 {
			return 0, nil, false
		}
		at++
	case kind == ones && n > 0 && !hundreds: // hai
		return n, tokens[at+1:], true
	default: // nothing behind the hundreds
		return value, tokens[at:], hundreds
	}
	if kind, n := peek(at); kind == ones && n > 0 {
		value, at = value+n, at+1
	}
	return value, tokens[at:], true
}
