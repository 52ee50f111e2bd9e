package viet

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// CleanTitle returns a one-line text, such as a title or a name, as it is stored: NFC, without invisible characters, every
// run of white space (no-break spaces, tabs and line breaks too) one space, none at the ends.
//
// Bytes that are not UTF-8 become U+FFFD, one for each run, so that an editor sees the damage; control characters go.
// Ð and Ɖ become Đ (and small alike) where the text is Vietnamese and the word can be: not in Guðrún, nor in an
// Icelandic sentence. A clean text is returned as it is, without allocating. CleanTitle(CleanTitle(s)) = CleanTitle(s).
func CleanTitle(s string) string { return clean(s, true) }

// CleanBody is [CleanTitle] for text of many lines, which is kept as its author set it: no-break and double spaces, tabs
// and spaces at the ends stay. Line breaks of every kind become "\n".
func CleanBody(s string) string { return clean(s, false) }

// CleanSource is [CleanBody] for text that is to stay as it was published, its mistakes too: a look-alike of Đ is not
// repaired. What it changes, nobody sees: control and invisible characters, line breaks, decomposed letters.
func CleanSource(s string) string {
	if dirty, _ := inspect(s, false); dirty {
		s = strip(s, false)
	}
	return norm.NFC.String(s)
}

func clean(s string, title bool) string {
	dirty, eth := inspect(s, title)
	if dirty {
		s = strip(s, title)
	}
	s = norm.NFC.String(s)
	if eth {
		s = repairEth(s)
	}
	return s
}

// inspect reports whether [strip] would change s, and whether s has a look-alike of Đ.
func inspect(s string, title bool) (dirty, eth bool) {
	afterSpace := title // a leading space is dirt in a title
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		i += n
		switch {
		case title && r == ' ':
			dirty = dirty || afterSpace
			afterSpace = true
			continue
		case (r > ' ' && r < 0x7F) || (0x1E00 <= r && r <= 0x1EFF): // most of a Vietnamese text
		case isEth(r):
			eth = true
		case dropped(r, title), r == utf8.RuneError && n == 1, lineBreak(r) && r != '\n':
			dirty = true
		case title && unicode.IsSpace(r):
			dirty = true
		}
		afterSpace = false
	}
	return dirty || (title && afterSpace && s != ""), eth
}

// strip removes what does not belong into a stored text, and in a title collapses white space.
func strip(s string, title bool) string {
	var b strings.Builder
	b.Grow(len(s))
	space, broken := false, false
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		bad := r == utf8.RuneError && n == 1
		i += n
		switch {
		case dropped(r, title):
			continue
		case bad && broken:
			continue
		case title && unicode.IsSpace(r):
			space, broken = true, false
			continue
		case r == '\r' && i < len(s) && s[i] == '\n':
			continue
		case lineBreak(r):
			r = '\n'
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space, broken = false, bad
		b.WriteRune(r)
	}
	return b.String()
}

// dropped reports whether a code point never enters a stored text. White space is never dropped.
func dropped(r rune, title bool) bool {
	if r == '\t' || lineBreak(r) {
		return false
	}
	return ignorable(r) || (unicode.IsControl(r) && (!title || !unicode.IsSpace(r)))
}

// lineBreak reports whether a code point ends a line.
func lineBreak(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', 0x0085, 0x2028, 0x2029:
		return true
	}
	return false
}

// isEth reports whether a code point is a look-alike of đ from another alphabet.
func isEth(r rune) bool {
	return r == 'Ð' || r == 'ð' || r == 'Ɖ' || r == 'ɖ'
}

// repairEth replaces the look-alikes of đ that stand in Vietnamese. The text is Vietnamese if it has a letter that only
// Vietnamese has. Without one, marked vowels must do if no letter speaks against it, and then only at the start of a
// word: no Icelandic word starts so. Inside a word, where Vietnamese has no đ, only abbreviations (QÐ, HÐND) and words
// with a letter of Vietnamese alone are repaired. đ itself is no evidence, so a second pass finds what the first did.
func repairEth(s string) string {
	sure, likely, against := evidence(s)
	if !sure && (!likely || against) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		word := wordAt(s[i:])
		if word == "" {
			_, n := utf8.DecodeRuneInString(s[i:])
			b.WriteString(s[i : i+n])
			i += n
			continue
		}
		i += len(word)
		inside := sure && admitsInnerEth(word)
		for at, r := range word {
			if isEth(r) && (at == 0 || inside) {
				r = repaired(r)
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// repaired returns the Vietnamese letter that a look-alike stands for.
func repaired(r rune) rune {
	if r == 'Ð' || r == 'Ɖ' {
		return 'Đ'
	}
	return 'đ'
}

// evidence weighs whether an NFC text is Vietnamese: sure if it has a letter that only Vietnamese has, likely if it has
// one that Vietnamese shares, against if it has one that Vietnamese lacks.
func evidence(s string) (sure, likely, against bool) {
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf || isEth(r) || r == 'đ' || r == 'Đ' || !unicode.IsLetter(r):
		case onlyVietnamese(r):
			sure = true
		case sharedVowel(r):
			likely = true
		default:
			against = true
		}
	}
	return sure, likely, against
}

// onlyVietnamese reports whether a letter is, in practice, written in Vietnamese alone.
func onlyVietnamese(r rune) bool {
	switch r {
	case 'ă', 'Ă', 'ơ', 'Ơ', 'ư', 'Ư':
		return true
	}
	return 0x1EA0 <= r && r <= 0x1EF9
}

// sharedVowel reports whether a letter beyond ASCII is in the Vietnamese alphabet and in others.
func sharedVowel(r rune) bool {
	switch unicode.ToLower(r) {
	case 'à', 'á', 'â', 'ã', 'è', 'é', 'ê', 'ì', 'í', 'ĩ', 'ò', 'ó', 'ô', 'õ', 'ù', 'ú', 'ũ', 'ý':
		return true
	}
	return false
}

// wordAt returns the letters and marks that s starts with.
func wordAt(s string) string {
	for i, r := range s {
		if !unicode.IsLetter(r) && (i == 0 || !isMark(r)) {
			return s[:i]
		}
	}
	return s
}

// admitsInnerEth reports whether a word can have đ behind its first letter: it has a letter of Vietnamese alone, or is in
// capitals, or is an abbreviation without vowels.
func admitsInnerEth(word string) bool {
	small, vowel := false, false
	for _, r := range word {
		if onlyVietnamese(r) {
			return true
		}
		small = small || unicode.IsLower(r)
		vowel = vowel || sharedVowel(r) || isVowel(unicode.ToLower(r))
	}
	return !small || !vowel
}
