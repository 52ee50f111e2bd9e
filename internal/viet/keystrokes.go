package viet

import "strings"

// Unkeyed returns the fold key of the word whose keystrokes a word's fold key is, if it was typed by the Telex or the VNI method while the
// input method was off: thuong of thuwowngr and of thu7o7ng3, dua of ddua and of d9ua. It returns "" where they would say nothing else
// than what was typed. The answer is a guess, which is worth something if it is a word that is known.
//
// In Telex a doubled letter and w say which letter it is, and s f r x j, which no Vietnamese syllable has behind its vowels, its tone. In
// VNI digits say both: 1 to 5 the tone, and 6 to 9 one of a letter that can have a mark. So khoa10 and covid19 are none, and lop2 may be one.
func Unkeyed(fold string) string {
	guess := unkeyedTelex(fold)
	if strings.ContainsAny(fold, "0123456789") {
		guess = unkeyedVNI(fold)
	}
	if guess = FoldKey(guess); guess == fold || !strings.ContainsAny(guess, vowels) {
		return ""
	}
	return guess
}

const vowels = "aeiouy"

// unkeyedVNI leaves the digits out, if they can be keystrokes; else it returns the word as it is.
func unkeyedVNI(fold string) string {
	word, tones := make([]byte, 0, len(fold)), 0
	marks := map[byte]int{ // how many letters of the word may have the mark of a digit
		'6': min(1, strings.Count(fold, "a")+strings.Count(fold, "e")+strings.Count(fold, "o")),
		'7': min(1, strings.Count(fold, "o")) + min(1, strings.Count(fold, "u")),
		'8': min(1, strings.Count(fold, "a")),
	}
	if fold[0] == 'd' {
		marks['9'] = 1
	}
	for i := range len(fold) {
		switch c := fold[i]; {
		case c < '0' || c > '9':
			word = append(word, c)
		case i == 0 || c == '0':
			return fold
		case c <= '5':
			tones++
		default:
			marks[c]--
		}
	}
	if tones > 1 || marks['6'] < 0 || marks['7'] < 0 || marks['8'] < 0 || marks['9'] < 0 {
		return fold
	}
	return string(word)
}

func unkeyedTelex(fold string) string {
	word := make([]byte, 0, len(fold))
	open, closed := false, false // whether the vowels have begun, and whether consonants have followed them
	for i := range len(fold) {
		c, last := fold[i], byte(0)
		if i > 0 {
			last = fold[i-1]
		}
		switch isVowel := strings.IndexByte(vowels, c) >= 0; {
		case c == 'w' && !open: // a w alone is ư
			word = append(word, 'u')
			open = true
		case c == 'w', open && strings.IndexByte("sfrxjz", c) >= 0:
		case c == 'd' && len(word) > 0 && word[0] == 'd' && (last == 'd' || open):
		case isVowel && (c == last && c != 'i' && c != 'u' || closed && strings.IndexByte(string(word), c) >= 0):
		default:
			word = append(word, c)
			closed = open && !isVowel
			open = open || isVowel
		}
	}
	return string(word)
}
