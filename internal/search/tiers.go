package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"thidua/internal/viet"
)

// tiers returns what a document must have to answer a query, the best answers first: exact marks above folded ones, the
// phrase above scattered words, the title above other names above the summary above the body. The last tier is every
// word anywhere; a document that has any of the others has it too. A query without words has no tiers.
func tiers(query []viet.QueryToken) [][]string {
	if len(query) == 0 {
		return nil
	}
	q := asked(query)
	anyhow := q.words(anywhere)
	all := [][]string{
		q.whole(inTitle, 'x'),
		slices.Concat(q.whole(inTitle, 'w'), anyhow),
		slices.Concat(q.whole(inNames, 'w'), anyhow),
		slices.Concat(q.pairs(inTitle), q.exactly(inTitle)),
		slices.Concat(q.pairs(inTitle), q.words(inTitle)),
		slices.Concat(q.pairs(inNames), q.exactly(inNames)),
		slices.Concat(q.pairs(inNames), q.words(inNames)),
		q.words(inTitle),
		q.words(inNames),
		slices.Concat(q.pairs(inSummary), q.words(inSummary), anyhow),
		slices.Concat(q.pairs(anywhere), q.exactly(anywhere)),
		slices.Concat(q.pairs(anywhere), anyhow),
		slices.Concat(q.words(inSummary), anyhow),
		anyhow,
	}
	var distinct [][]string
	for _, tier := range all {
		slices.Sort(tier)
		tier = slices.Compact(tier)
		if !slices.ContainsFunc(distinct, func(better []string) bool { return slices.Equal(better, tier) }) {
			distinct = append(distinct, tier)
		}
	}
	return distinct
}

// follows reports whether every document that has the other term has this one, see [keys]: what is in the title, the names or the
// summary is anywhere too, and of words in a row there is each.
func follows(term, other string) bool {
	const textAt = 3 // behind level, kind and colon
	if len(term) < textAt || len(other) < textAt || term[0] != other[0] && term[0] != byte(anywhere) {
		return false
	}
	kind, text, words, separator := other[1], other[textAt:], byte('f'), " "
	switch {
	case term[1] == kind:
		return term[0] != other[0] && term[textAt:] == text
	case kind == 'f' || kind == 'a':
		return wordFollows(term[1], term[textAt:], kind, text)
	case kind == 'g':
		separator = between
	case kind == 'x':
		words = 'a'
	case kind != 'w':
		return false
	}
	for word := range strings.SplitSeq(text, separator) {
		if wordFollows(term[1], term[textAt:], words, word) {
			return true
		}
	}
	return false
}

// wordFollows reports whether a key of a word, its fold key, its accent key or its beginning, follows from its fold or accent key.
func wordFollows(kind byte, text string, of byte, word string) bool {
	if of == 'a' {
		if kind == 'a' {
			return text == word
		}
		if strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") != "" && strings.Trim(word, "0123456789") != "" {
			return false // it has marks, or a digit behind a letter, which may be one
		}
	}
	if n := utf8.RuneCountInString(text); kind == 'p' && n >= 2 && n <= maxPrefix {
		return strings.HasPrefix(word, text)
	}
	return kind == 'f' && text == word
}

// titleTiers is [tiers] for what is found by its title or names alone.
func titleTiers(query []viet.QueryToken) [][]string {
	return slices.DeleteFunc(tiers(query), func(tier []string) bool {
		return !slices.ContainsFunc(tier, func(term string) bool { return term[0] == byte(inTitle) || term[0] == byte(inNames) })
	})
}

// asked is the words of a query.
type asked []viet.QueryToken

// words are the keys that hold when every word is there.
func (q asked) words(l level) []string {
	terms := make([]string, len(q))
	for i, word := range q {
		switch {
		case word.Prefix && l == inSummary: // of which no beginnings are kept
			terms[i] = key(l, 'f', word.Fold)
		case word.Prefix:
			terms[i] = key(l, 'p', cutPrefix(word.Fold))
		case word.Marked:
			terms[i] = key(l, 'a', word.Key)
		default:
			terms[i] = key(l, 'f', word.Fold)
		}
	}
	return terms
}

// exactly are the keys that hold when every word is there with the marks that were typed, and none that were not.
func (q asked) exactly(l level) []string {
	terms := make([]string, len(q))
	for i, word := range q {
		terms[i] = key(l, 'a', word.Key)
	}
	return terms
}

// pairs are the keys that hold when the words follow each other.
func (q asked) pairs(l level) []string {
	var terms []string
	for i := 1; i < len(q); i++ {
		terms = append(terms, key(l, 'g', pair(q[i-1].Fold, q[i].Fold)))
	}
	return terms
}

// whole is the key that holds when the words are all that is there.
func (q asked) whole(l level, kind byte) []string {
	words := make([]string, len(q))
	for i, word := range q {
		if words[i] = word.Fold; kind == 'x' {
			words[i] = word.Key
		}
	}
	return []string{key(l, kind, strings.Join(words, " "))}
}

// stopWords are words that say nothing alone: a query of nothing else is answered with nothing.
func stopWords() []string {
	return []string{
		"và", "của", "là", "các", "những", "thì", "mà", "bị", "được", "đã", "sẽ", "với", "va", "cua", "cac", "nhung",
	}
}

// parse reads what was typed. A text without words, or of stop words alone, is no query.
func parse(text string) []viet.QueryToken {
	query := viet.ParseQuery(text)
	stop := map[string]bool{}
	for _, word := range stopWords() {
		stop[viet.AccentKey(word)] = true
	}
	if !slices.ContainsFunc(query, func(q viet.QueryToken) bool { return !stop[q.Key] }) {
		return nil
	}
	return query
}
