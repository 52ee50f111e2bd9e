package viet

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// kind says what a [unit] is to a reader of words.
type kind uint8

const (
	gap     kind = iota // ends a word: space, punctuation, a sign, a byte that is not UTF-8
	letter              // a Latin letter, base a–z, with its Vietnamese shape and tone
	digit               // an ASCII digit
	foreign             // a letter or digit of another script, in lower case
)

// shape is the mark that makes another letter of a base letter; tones are not shapes.
type shape uint8

const (
	plain shape = iota
	breve
	circumflex
	horn
	stroke
)

// Tones as the digits that keys use, in dictionary order. The level tone, ngang, has no mark; it is '1' where a digit is
// needed and is left out of search keys.
const (
	toneNone  byte = 0
	toneLevel byte = '1' // ngang
	toneFall  byte = '2' // huyền
	toneHook  byte = '3' // hỏi
	toneTilde byte = '4' // ngã
	toneAcute byte = '5' // sắc
	toneDot   byte = '6' // nặng
)

// unit is one letter, digit or gap of a text with everything that the keys need to know of it.
type unit struct {
	kind       kind
	char       rune // letter: 'a'–'z'; digit: '0'–'9'; foreign: its lower case; gap: the code point itself
	shape      shape
	tone       byte
	upper      bool
	symbol     bool // comes from a sign such as ² or ™ taken apart, not from a letter or digit of the text
	start, end int  // where in the text it stands, in bytes, marks included
}

// unitReader reads a text in any normalisation form as units: compatibility forms are taken apart (ﬁ, ＵＢＮＤ), marks join
// their letter, invisible characters and apostrophes inside words are skipped. It allocates nothing.
type unitReader struct {
	text     string
	next     int    // first byte not yet read
	start    int    // where the code point at hand stands
	symbol   bool   // the code point at hand is neither a letter nor a digit
	rest     []byte // what is left of its decomposition
	queued   byte   // second letter of a letter that is spelled as two, such as ß
	inLetter bool   // the unit before was a letter
}

// read returns the next unit, and false at the end.
func (rd *unitReader) read() (unit, bool) {
	if c := rd.queued; c != 0 {
		rd.queued = 0
		return unit{kind: letter, char: rune(c), start: rd.start, end: rd.next}, true
	}
	for {
		r, ok := rd.code()
		if !ok {
			return unit{}, false
		}
		if skipped(r) || isMark(r) || (rd.inLetter && apostrophe(r) && rd.letterFollows()) {
			continue
		}
		u := unit{char: r, symbol: rd.symbol, start: rd.start}
		switch {
		case 'a' <= r && r <= 'z':
			u.kind = letter
		case 'A' <= r && r <= 'Z':
			u.kind, u.char, u.upper = letter, r-'A'+'a', true
		case '0' <= r && r <= '9':
			u.kind = digit
		case r >= utf8.RuneSelf:
			rd.spell(&u)
		}
		if u.kind != gap {
			rd.takeMarks(&u)
		}
		rd.inLetter = u.kind == letter || u.kind == foreign
		u.end = rd.next
		return u, true
	}
}

// code returns the next code point of the compatibility decomposition; a byte that is not UTF-8 becomes U+FFFD. A letter
// that is taken apart stays within its word: the spaces of an Arabic ligature, for one, are left out.
func (rd *unitReader) code() (rune, bool) {
	for len(rd.rest) > 0 {
		r, n := utf8.DecodeRune(rd.rest)
		rd.rest = rd.rest[n:]
		if rd.symbol || isWord(r) {
			return r, true
		}
	}
	if rd.next >= len(rd.text) {
		return 0, false
	}
	rd.start = rd.next
	if c := rd.text[rd.next]; c < utf8.RuneSelf {
		rd.next++
		rd.symbol = false
		return rune(c), true
	}
	r, n := utf8.DecodeRuneInString(rd.text[rd.next:])
	rd.next += n
	rd.symbol = !isWord(r)
	if r == utf8.RuneError || apostrophe(r) {
		return r, true
	}
	if d := norm.NFKD.PropertiesString(rd.text[rd.start:]).Decomposition(); len(d) > 0 {
		r, n = utf8.DecodeRune(d)
		rd.rest = d[n:]
	}
	return r, true
}

// spell fills in the unit of a code point beyond ASCII.
func (rd *unitReader) spell(u *unit) {
	r := u.char
	if !isWord(r) {
		return
	}
	u.upper = unicode.IsUpper(r)
	u.kind, u.char = foreign, unicode.ToLower(r)
	two := func(first, second byte) { u.kind, u.char, rd.queued = letter, rune(first), second }
	switch u.char {
	case 'đ', 'ð', 'ɖ':
		u.kind, u.char, u.shape = letter, 'd', stroke
	case 'ø':
		two('o', 0)
	case 'ł':
		two('l', 0)
	case 'ı':
		two('i', 0)
	case 'ħ':
		two('h', 0)
	case 'ß':
		two('s', 's')
	case 'æ':
		two('a', 'e')
	case 'œ':
		two('o', 'e')
	case 'þ':
		two('t', 'h')
	}
}

// takeMarks reads the marks that follow a letter or digit, over invisible characters if need be.
func (rd *unitReader) takeMarks(u *unit) {
	for len(rd.rest) > 0 {
		r, n := utf8.DecodeRune(rd.rest)
		if !isMark(r) {
			return
		}
		u.mark(r)
		rd.rest = rd.rest[n:]
	}
	for at := rd.next; at < len(rd.text); {
		if c := rd.text[at]; ' ' <= c && c < 0x7F {
			return
		}
		r, n := utf8.DecodeRuneInString(rd.text[at:])
		at += n
		switch {
		case isMark(r):
			u.mark(r)
			rd.next = at
		case !skipped(r):
			return
		}
	}
}

// mark applies a combining mark. One that Vietnamese does not write on this letter is forgotten, and of two shapes or two
// tones on one letter the first in canonical order counts: a horn or a dot below, then as written.
func (u *unit) mark(r rune) {
	if u.kind != letter {
		return
	}
	shaped := plain
	tone := toneNone
	switch r {
	case 0x0302:
		shaped = circumflex
	case 0x0306:
		shaped = breve
	case 0x031B:
		shaped = horn
	case 0x0300, 0x0340:
		tone = toneFall
	case 0x0309:
		tone = toneHook
	case 0x0303:
		tone = toneTilde
	case 0x0301, 0x0341:
		tone = toneAcute
	case 0x0323:
		tone = toneDot
	}
	if shaped != plain && (u.shape == plain || shaped == horn) && wears(u.char, shaped) {
		u.shape = shaped
	}
	if tone != toneNone && (u.tone == toneNone || tone == toneDot) && isVowel(u.char) {
		u.tone = tone
	}
}

// wears reports whether Vietnamese has the base letter in this shape.
func wears(base rune, s shape) bool {
	switch s {
	case breve:
		return base == 'a'
	case circumflex:
		return base == 'a' || base == 'e' || base == 'o'
	case horn:
		return base == 'o' || base == 'u'
	case stroke:
		return base == 'd'
	default:
		return true
	}
}

// isVowel reports whether a base letter can carry a tone.
func isVowel(base rune) bool {
	switch base {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return true
	}
	return false
}

// letterFollows reports whether the text goes on with a letter.
func (rd *unitReader) letterFollows() bool {
	for _, r := range rd.text[rd.next:] {
		if !skipped(r) {
			return unicode.IsLetter(r) && !apostrophe(r)
		}
	}
	return false
}

// skipped reports whether a code point is as good as absent: keys are the same before and after [CleanTitle].
func skipped(r rune) bool {
	return (r < ' ' || r >= 0x7F) && dropped(r, true)
}

// isWord reports whether a code point is a letter or a decimal digit. Superscripts are not: they are footnote marks.
func isWord(r rune) bool {
	if 0x1E00 <= r && r <= 0x1EFF {
		return true
	}
	return !apostrophe(r) && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// isMark reports whether a code point combines with the one before. The test of the block is for speed.
func isMark(r rune) bool {
	if r < 0x0300 || (0x1E00 <= r && r <= 0x1EFF) {
		return false
	}
	return r <= 0x036F || unicode.IsMark(r)
}

// apostrophe reports whether a code point is used as an apostrophe in names such as H’Drai.
func apostrophe(r rune) bool {
	switch r {
	case '\'', '`', '´', 'ʹ', 'ʻ', 'ʼ', 'ʽ', 'ˈ', '‘', '’', '‛', '′', '＇':
		return true
	}
	return false
}

// ignorable reports whether a code point is invisible and without meaning in Vietnamese: soft hyphen, zero-width space,
// joiners, byte order mark, and the controls of writing direction, which can make a text look like another.
func ignorable(r rune) bool {
	switch {
	case r < 0x00AD:
		return false
	case r == 0x00AD, r == 0x2060, r == 0xFEFF:
		return true
	case 0x200B <= r && r <= 0x200F, 0x202A <= r && r <= 0x202E, 0x2066 <= r && r <= 0x2069:
		return true
	}
	return false
}
