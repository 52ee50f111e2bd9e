package gate

import (
	"strings"

	"thidua/internal/viet"
)

// sentence is a sentence of a text, with its phrases.
type sentence struct {
	text     *text
	words    []viet.Token
	stops    []stop // before each word
	marks    []mark // what the lexicon knows in it, in order, none over another
	unmarked bool   // no word of it has marks: it was typed without
}

// stop is the punctuation before a word.
type stop uint8

const (
	noStop    stop = iota
	comma          // , : and dashes
	semicolon      // ;
)

// mark is a phrase at its place: from the word at to before the word end.
type mark struct {
	phrase
	at, end int
}

// maxSentence bounds the words that are read as one sentence, so that the cost of a text is that of its length.
const maxSentence = 150

// sentences yields the sentences of a text. They end with the punctuation of the end of a sentence, with lines, and with
// [maxSentence] words.
func (t *text) sentences() func(yield func(*sentence) bool) {
	return func(yield func(*sentence) bool) {
		for from := 0; from < len(t.words); {
			s := &sentence{text: t, unmarked: true}
			to := from
			for ; to < len(t.words); to++ {
				between := t.before(to)
				if to > from && (to-from == maxSentence || endsSentence(between, t.words[to-1])) {
					break
				}
				s.stops = append(s.stops, stopIn(between))
				s.unmarked = s.unmarked && !t.words[to].Marked
			}
			s.words = t.words[from:to]
			if !yield(s) {
				return
			}
			from = to
		}
	}
}

// before returns what stands between a word and the one before it.
func (t *text) before(i int) string {
	end := 0
	if i > 0 {
		end = t.words[i-1].End
	}
	if start := t.words[i].Start; start > end {
		return t.text[end:start]
	}
	return "" // both are of one abbreviation
}

// endsSentence reports whether what stands behind a word ends a sentence. The dots of "1.234" and of "TP. Kon Tum" do not.
func endsSentence(between string, word viet.Token) bool {
	if strings.ContainsAny(between, "\n!?…") {
		return true
	}
	dot := strings.IndexByte(between, '.')
	return dot >= 0 && dot < len(between)-1 && word.Fold != "tp" && word.Fold != "ts" && word.Fold != "ths"
}

func stopIn(between string) stop {
	switch {
	case strings.ContainsRune(between, ';'):
		return semicolon
	case strings.ContainsAny(between, ",:–—") || strings.Contains(between, " - "):
		return comma
	default:
		return noStop
	}
}

// find finds the phrases of the lexicon in the sentence.
func (s *sentence) find(l *lexicon) {
	for at := 0; at < len(s.words); {
		p, ok := l.at(s.words[at:], s.unmarked)
		if !ok {
			at++
			continue
		}
		end := at + len(p.words)
		if p.role != idle {
			s.marks = append(s.marks, mark{p, at, end})
		}
		at = end
	}
}

// has reports whether a phrase of a role is in the sentence.
func (s *sentence) has(r role) bool { return s.hasBetween(r, 0, len(s.words)) }

// hasBetween reports whether a phrase of a role is between two words.
func (s *sentence) hasBetween(r role, from, to int) bool {
	for _, m := range s.marks {
		if m.role == r && m.at >= from && m.end <= to {
			return true
		}
	}
	return false
}

// stopped reports whether punctuation of at least a strength stands between two words.
func (s *sentence) stopped(least stop, from, to int) bool {
	for i := from; i <= to && i < len(s.stops); i++ {
		if i > 0 && s.stops[i] >= least {
			return true
		}
	}
	return false
}

// years returns the years that the sentence names.
func (s *sentence) years() []int64 {
	var years []int64
	for _, w := range s.words {
		if y, ok := year(w.Text); ok {
			years = append(years, y)
		}
	}
	return years
}

// year reads a year of four digits.
func year(word string) (int64, bool) {
	if len(word) != 4 {
		return 0, false
	}
	n := int64(0)
	for _, c := range []byte(word) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = 10*n + int64(c-'0')
	}
	return n, n >= 1940 && n <= 2100
}
