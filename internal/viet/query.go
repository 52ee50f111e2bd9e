package viet

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// The first bytes of search terms: what kind of key follows.
const (
	accentTerm = "a:"
	foldTerm   = "f:"
)

// MaxQueryWords bounds the words of a query that count.
const MaxQueryWords = 32

// QueryToken is one word of a query: what a text's token must be to answer it.
type QueryToken struct {
	Key    string // the accent key if Marked, or else the fold key
	Fold   string // the fold key in any case
	Marked bool   // typed with marks: only words with these marks answer
	Prefix bool   // the word may go on: people search while they type
}

// ParseQuery returns the first [MaxQueryWords] words of a query; all must be found. Punctuation, signs and quotation marks mean nothing, so a
// query of nothing else has no words, and is to be answered with nothing.
//
// The last word is a prefix if it has no marks and two letters or more, unless its final y was rewritten: ly is a whole
// word, and should not find liên.
func ParseQuery(s string) []QueryToken {
	tokens := Tokens(s)
	query := make([]QueryToken, min(len(tokens), MaxQueryWords))
	for i, t := range tokens[:len(query)] {
		query[i] = QueryToken{Key: t.Fold, Fold: t.Fold, Marked: t.Marked}
		if t.Marked {
			query[i].Key = t.Accent
		}
		rewritten := strings.HasSuffix(t.Fold, "i") && (strings.HasSuffix(t.Text, "y") || strings.HasSuffix(t.Text, "Y"))
		query[i].Prefix = i == len(tokens)-1 && !t.Marked && !rewritten && utf8.RuneCountInString(t.Fold) >= 2
	}
	return query
}

// Unmarked returns the query as if it had been typed without marks, to try when it found nothing. The result is no
// answer to what was asked, so a caller that shows it says so.
func Unmarked(query []QueryToken) []QueryToken {
	loose := slices.Clone(query)
	for i := range loose {
		loose[i].Key, loose[i].Marked = loose[i].Fold, false
	}
	return loose
}

// Term returns the search term that a text must have, or, for a prefix, that one of its terms must start with.
func (q QueryToken) Term() string {
	if q.Marked {
		return accentTerm + q.Key
	}
	return foldTerm + q.Key
}

// QueryTerms returns what a store looks up: terms that a text must have, sorted, each once, and a prefix that one of its
// terms must start with, or "".
func QueryTerms(query []QueryToken) (all []string, prefix string) {
	all = make([]string, 0, len(query))
	for _, q := range query {
		if q.Prefix {
			prefix = q.Term()
			continue
		}
		all = append(all, q.Term())
	}
	slices.Sort(all)
	return slices.Compact(all), prefix
}

// Terms returns the search terms of a text, sorted, each once: the fold key of every token behind "f:" and the accent key
// of every marked token behind "a:". (No query asks for the accent key of an unmarked word: it would be its fold key.)
// A store keeps them beside the document, and needs to know nothing more of Vietnamese.
func Terms(s string) []string { return TokenTerms(Tokens(s)) }

// TokenTerms is [Terms] for tokens at hand, such as those of several fields, and of [Abbreviations.Expand].
func TokenTerms(lists ...[]Token) []string {
	size, count := 0, 0
	for _, tokens := range lists {
		for _, t := range tokens {
			size += len(accentTerm) + len(t.Accent) + len(foldTerm) + len(t.Fold)
			count += 2
		}
	}
	var b strings.Builder // one string for all terms
	b.Grow(size)
	terms := make([]string, 0, count)
	add := func(kind, key string) {
		from := b.Len()
		b.WriteString(kind)
		b.WriteString(key)
		terms = append(terms, b.String()[from:])
	}
	for _, tokens := range lists {
		for _, t := range tokens {
			add(foldTerm, t.Fold)
			if t.Marked {
				add(accentTerm, t.Accent)
			}
		}
	}
	slices.Sort(terms)
	return slices.Compact(terms)
}

// Rank says how well a text answers a query; the greater the better.
type Rank int

// The ranks, worst first.
const (
	NoMatch      Rank = iota // a word is missing, or there is none in the query
	AllWords                 // every word is there
	PhraseFolded             // the words follow each other as in the query, marks aside
	PhraseExact              // they do, with marks as they were typed, and none that were not
)

// Match ranks a text against a query by reading its tokens. [QueryTerms] on [Terms] finds exactly the texts that Match
// does not rank NoMatch.
func Match(text []Token, query []QueryToken) Rank {
	if len(query) == 0 {
		return NoMatch
	}
	for _, q := range query {
		if !slices.ContainsFunc(text, q.answers) {
			return NoMatch
		}
	}
	best := AllWords
	for at := 0; at+len(query) <= len(text); at++ {
		if best = max(best, phrase(text[at:], query)); best == PhraseExact {
			break
		}
	}
	return best
}

// answers reports whether a token is what the query's word asks for.
func (q QueryToken) answers(t Token) bool {
	switch {
	case q.Marked:
		return t.Accent == q.Key
	case q.Prefix:
		return strings.HasPrefix(t.Fold, q.Key)
	default:
		return t.Fold == q.Key
	}
}

// phrase ranks the text's first tokens against a query's words in order.
func phrase(text []Token, query []QueryToken) Rank {
	rank := PhraseExact
	for i, q := range query {
		t := text[i]
		loose := QueryToken{Key: q.Fold, Prefix: q.Prefix}
		if !loose.answers(t) {
			return NoMatch
		}
		if q.Marked != t.Marked || !q.answers(t) {
			rank = PhraseFolded
		}
	}
	return rank
}
