package viet

import "strings"

// Unkeyed returns the fold key of the word whose keystrokes a word's fold key is, if it was typed by the Telex or the VNI method while the
// input method was off: thuong of thuwowngr and of thu7o7ng3, dua of ddua and of d9ua. It returns "" where they would say nothing else
// than what was typed. The answer is a guess, which is worth something if it is a word that is known.
//
// In Telex a doubled letter and w say which letter it is, and s f r x j, which no Vietnamese syllable has behind its vowels, its tone. In
// VNI digits say both.
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

// unkeyedVNI leaves out the digits behind a letter.
func unkeyedVNI(fold string) string {
	if fold[0] >= '0' && fold[0] <= '9' {
		return fold
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, fold)
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
