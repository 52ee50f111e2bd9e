package viet

// MaxSortKey bounds a sort key, in bytes.
const MaxSortKey = 512

// Bytes of a sort key below all others, in this order.
const (
	levelEnd = ' ' // ends the letters, the tones and the capitals
	wordGap  = '-' // stands between words
)

// SortKey returns a string whose byte order is the order of the Vietnamese dictionaries, so that stores need no collation.
//
// Letters are compared first, across the whole text: a ă â b c d đ e ê … y z, words before longer words that start with
// them, numbers by value and before letters (Khối 2, Khối 10), punctuation only as the end of a word. Then tones, word by
// word: ngang, huyền, hỏi, ngã, sắc, nặng. Then case, small letters first. What is still equal, such as hoà and hòa, is
// told apart by the code points of the clean text, so that keys are equal only where [CleanTitle] is.
//
// A key is printable ASCII and at most [MaxSortKey] bytes, about 150 characters of text in full. A longer one is cut;
// texts that differ only behind the cut have the same key, and never the wrong order. The key of an empty text is "".
func SortKey(s string) string {
	text := CleanTitle(s)
	if text == "" {
		return ""
	}
	var room [192]byte // for the short levels of an ordinary text
	w := sortWriter{
		key:    make([]byte, 0, min(3*len(text)+16, MaxSortKey+16)),
		number: room[0:0:64], tones: room[64:64:128], cases: room[128:128:192],
	}
	units := unitReader{text: text}
	for len(w.key) < MaxSortKey {
		u, ok := units.read()
		if !ok {
			break
		}
		w.add(u)
	}
	return string(w.finish(text))
}

// sortWriter gathers the levels of a sort key: the letters in the key itself, the others beside it.
type sortWriter struct {
	key    []byte
	number []byte // digits of the number at hand, without leading zeros
	tones  []byte // for each word its tones, or level
	cases  []byte // six letters a byte, capitals as ones
	toned  bool   // the word at hand has a tone
	inWord bool
	letter int // letters so far
}

// add appends one unit to every level.
func (w *sortWriter) add(u unit) {
	if u.kind == gap {
		w.endWord()
		return
	}
	if !w.inWord && len(w.tones) > 0 {
		w.key = append(w.key, wordGap)
	}
	w.inWord = true
	if u.kind == digit {
		if len(w.number) == 1 && w.number[0] == '0' {
			w.number = w.number[:0]
		}
		w.number = append(w.number, byte(u.char))
		return
	}
	w.endNumber()
	if u.kind == letter {
		w.key = append(w.key, letterRank(u))
	} else {
		w.key = appendCode(append(w.key, '~'), u.char)
	}
	if u.tone != toneNone {
		w.tones, w.toned = append(w.tones, u.tone), true
	}
	if w.letter%6 == 0 {
		w.cases = append(w.cases, '0')
	}
	if u.upper {
		w.cases[len(w.cases)-1] += 1 << (5 - w.letter%6)
	}
	w.letter++
}

// endWord ends the word at hand, if there is one.
func (w *sortWriter) endWord() {
	if !w.inWord {
		return
	}
	w.endNumber()
	if !w.toned {
		w.tones = append(w.tones, toneLevel)
	}
	w.inWord, w.toned = false, false
}

// endNumber writes the number at hand: how many digits it has, in base 15 tallies, then the digits. The bytes of the
// count lie between the gap and the letters.
func (w *sortWriter) endNumber() {
	if len(w.number) == 0 {
		return
	}
	count := len(w.number)
	for ; count >= 15; count -= 15 {
		w.key = append(w.key, '0'+15)
	}
	w.key = append(append(w.key, '0'+byte(count)), w.number...)
	w.number = w.number[:0]
}

// finish joins the levels. What a level ends with by default, level tones and small letters, is left out: the end of the
// level sorts as they do.
func (w *sortWriter) finish(text string) []byte {
	w.endWord()
	key := append(append(w.key, levelEnd), trimmed(w.tones, toneLevel)...)
	key = append(key, levelEnd)
	key = append(append(key, trimmed(w.cases, '0')...), levelEnd)
	for _, r := range text {
		if len(key) >= MaxSortKey {
			break
		}
		key = appendCode(key, r)
	}
	return key[:min(len(key), MaxSortKey)]
}

// trimmed returns level without the bytes of one kind at its end.
func trimmed(level []byte, fill byte) []byte {
	for len(level) > 0 && level[len(level)-1] == fill {
		level = level[:len(level)-1]
	}
	return level
}

// letterRank returns the byte of a letter: 33 letters, the 29 of Vietnamese and f, j, w, z, from 'A' on.
func letterRank(u unit) byte {
	const ranks = "" + // of a–z; a letter with a shape follows its base
		"\x00\x03\x04\x05\x07\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x15\x16\x17\x18\x19\x1a\x1c\x1d\x1e\x1f\x20"
	rank := 'A' + ranks[u.char-'a']
	switch u.shape {
	case plain:
	case breve, stroke:
		rank++
	case circumflex:
		rank++
		if u.char == 'a' {
			rank++
		}
	case horn:
		rank++
		if u.char == 'o' {
			rank++
		}
	}
	return rank
}

// appendCode appends a code point as printable ASCII in code point order: one byte for ASCII up to '|', three up to
// U+21C8, where Vietnamese lies, and five beyond.
func appendCode(dst []byte, r rune) []byte {
	const base, zero = 93, '!'
	switch {
	case ' ' <= r && r <= '|':
		return append(dst, byte(r))
	case r < base*base:
		return append(dst, '}', zero+byte(r/base), zero+byte(r%base))
	}
	low := r % (base * base)
	high := r / (base * base)
	return append(dst, '~', zero+byte(high/base), zero+byte(high%base), zero+byte(low/base), zero+byte(low%base))
}
