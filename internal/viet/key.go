package viet

import "unicode/utf8"

// maxKey bounds a token's fold key, in bytes: what follows in a longer word does not enter its keys, neither in texts
// nor in queries. The longest Vietnamese syllable has seven letters; the bound is for what is not a word.
const maxKey = 48

// Token is one word or number of a text with its search keys.
//
// A token is a run of letters and digits; everything else separates. So a document number or a date is several tokens,
// 34-CT/TW is 34, CT and TW, 14/01 is 14 and 01: it is found by its parts, and as it is written because [Match] ranks
// tokens that follow each other first, whatever stands between them. Leading zeros count: 01 is not 1. An apostrophe
// between two letters belongs to the word and is left out of the keys: H’Drai is hdrai.
type Token struct {
	Text       string // as it stands in the text
	Start, End int    // its place in the text, in bytes: the text's [Start:End] is Text
	Accent     string // letters in lower case with ă â đ ê ô ơ ư kept, then its tone as a digit 2–6: hoà and hòa are hoa2
	Fold       string // the same without any mark: hoa
	Marked     bool   // Accent says more than Fold
}

// Tokens returns the words of a text in order. The text may be in any normalisation form and need not be clean.
//
// In both keys a final y after h, k, l, m, s, t or qu is i: kỹ and kĩ are one word. A word with several tones, which no
// Vietnamese word has, keeps a digit for each. A word that really ends in a digit, such as hoa2, cannot be told from
// hoà by its accent key; the harm is a result too many.
func Tokens(s string) []Token {
	tokens := make([]Token, 0, len(s)/6+1)
	keys := make([]byte, 0, 2*len(s))
	lengths := make([]uint8, 0, 2*cap(tokens)) // of each accent key and fold key within keys
	words := newWordReader(s)
	for words.read() {
		keys = append(append(keys, words.accent...), words.fold...)
		lengths = append(lengths, uint8(len(words.accent)), uint8(len(words.fold)))
		tokens = append(tokens, Token{Text: s[words.start:words.end], Start: words.start, End: words.end})
	}
	rest := string(keys)
	for i := range tokens {
		t, accent, fold := &tokens[i], int(lengths[2*i]), int(lengths[2*i+1])
		t.Accent, t.Fold, rest = rest[:accent], rest[accent:accent+fold], rest[accent+fold:]
		t.Marked = t.Accent != t.Fold
	}
	return tokens
}

// AccentKey returns the accent keys of a text's tokens joined by spaces: two names with the same key are the same name
// but for case, punctuation, and habits of spelling.
func AccentKey(s string) string {
	return joinKeys(s, func(words *wordReader) []byte { return words.accent })
}

// FoldKey returns the fold keys of a text's tokens joined by spaces: what the text is to somebody who types no marks.
// FoldKey(FoldKey(s)) = FoldKey(s).
func FoldKey(s string) string {
	return joinKeys(s, func(words *wordReader) []byte { return words.fold })
}

func joinKeys(s string, key func(*wordReader) []byte) string {
	joined := make([]byte, 0, len(s))
	words := newWordReader(s)
	for words.read() {
		if len(joined) > 0 {
			joined = append(joined, ' ')
		}
		joined = append(joined, key(&words)...)
	}
	return string(joined)
}

// wordReader reads a text word by word. Its fields describe the word that read found, until the next read.
type wordReader struct {
	units        unitReader
	start, end   int    // the word's place in the text
	accent, fold []byte // its keys
	tones        []byte // tone digits of its vowels, in order
}

func newWordReader(s string) wordReader {
	room := make([]byte, 4*maxKey)
	return wordReader{
		units:  unitReader{text: s},
		accent: room[0:0:maxKey], fold: room[maxKey : maxKey : 2*maxKey], tones: room[2*maxKey : 2*maxKey],
	}
}

// read finds the next word, and returns false at the end.
func (w *wordReader) read() bool {
	w.accent, w.fold, w.tones = w.accent[:0], w.fold[:0], w.tones[:0]
	found := false
	for {
		u, ok := w.units.read()
		if ok && u.kind != gap && !u.symbol {
			if !found {
				found, w.start = true, u.start
			}
			w.end = u.end
			w.add(u)
			continue
		}
		if found {
			w.finish()
			return true
		}
		if !ok {
			return false
		}
	}
}

// add appends a unit to the keys, if there is room.
func (w *wordReader) add(u unit) {
	if len(w.fold) >= maxKey {
		return
	}
	w.fold = utf8.AppendRune(w.fold, u.char)
	w.accent = utf8.AppendRune(w.accent, u.shaped())
	if u.tone != toneNone {
		w.tones = append(w.tones, u.tone)
	}
}

// finish rewrites a final y and moves the tone behind the letters.
func (w *wordReader) finish() {
	if last := len(w.fold) - 1; endsInFreeY(w.fold) {
		w.fold[last], w.accent[len(w.accent)-1] = 'i', 'i'
	}
	w.accent = append(w.accent, w.tones...)
}

// endsInFreeY reports whether a word ends in a y that is also written i: after h, k, l, m, s, t or qu, but not in ay, uy.
func endsInFreeY(fold []byte) bool {
	n := len(fold)
	if n < 2 || fold[n-1] != 'y' {
		return false
	}
	switch fold[n-2] {
	case 'h', 'k', 'l', 'm', 's', 't':
		return true
	case 'u':
		return n > 2 && fold[n-3] == 'q'
	}
	return false
}

// shaped returns the unit's letter with its shape, in lower case.
func (u unit) shaped() rune {
	switch u.shape {
	case stroke:
		return 'đ'
	case breve:
		return 'ă'
	case horn:
		if u.char == 'o' {
			return 'ơ'
		}
		return 'ư'
	case circumflex:
		switch u.char {
		case 'a':
			return 'â'
		case 'e':
			return 'ê'
		default:
			return 'ô'
		}
	default:
		return u.char
	}
}
