package search

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"thidua/internal/viet"
)

// A key is a term of the search index: what of the document it is about, what kind of key, a colon, and the key itself.
//
//	f  a word's fold key            a  a word's accent key, which is the fold key of a word without marks
//	g  two words in a row, folded   p  the beginning of a word, folded, of two letters or more, the word itself included
//	w  all words in a row, folded   x  the same by their accent keys
//
// So a phrase is found by its pairs, a word that is still being typed by its beginning, and no query needs more than
// exact terms. Longer runs than pairs are not kept: a text that has every pair of a phrase almost always has the phrase.
type level byte

// What of a document a key is about.
const (
	anywhere  level = 'A' // title, names, summary or body
	inTitle   level = 'T'
	inNames   level = 'N'
	inSummary level = 'S'
)

// The bounds of keys: of the beginnings of words, in letters, of a whole title, in words, and of all keys of a document.
const (
	maxPrefix = 12
	maxWhole  = 24
	maxKeys   = 40_000
)

// indexVersion changes when the keys of one and the same document change, or the abbreviations that thidua ships, so that
// all entries are made anew.
const indexVersion = 2

func key(l level, kind byte, text string) string {
	var b strings.Builder
	b.Grow(3 + len(text))
	b.WriteByte(byte(l))
	b.WriteByte(kind)
	b.WriteByte(':')
	b.WriteString(text)
	return b.String()
}

// between stands between two words in a row; no word has it.
const between = "_"

func pair(a, b string) string { return a + between + b }

// Filters are terms too.
func nounTerm(n Noun) string    { return "=n:" + string(n) }
func kindTerm(k string) string  { return "=k:" + k }
func yearTerm(y int64) string   { return "=y:" + strconv.FormatInt(y, 10) }
func blocTerm(id string) string { return "=b:" + id }
func unitTerm(id string) string { return "=u:" + id }

// keys returns the terms of a card, sorted, each once. Abbreviations are found in both forms.
func keys(c Card, short viet.Abbreviations) []string {
	k := keyring{seen: map[string]bool{}, short: short}
	k.add(nounTerm(c.Noun))
	if c.Kind != "" {
		k.add(kindTerm(c.Kind))
	}
	if c.Year != 0 {
		k.add(yearTerm(c.Year))
	}
	for _, id := range c.BlocIDs {
		k.add(blocTerm(id))
	}
	for _, id := range c.UnitIDs {
		k.add(unitTerm(id))
	}
	k.text(inTitle, c.Title)
	for _, name := range c.Names {
		k.text(inNames, name)
	}
	k.text(inSummary, c.Summary)
	k.text(anywhere, c.Body)
	all := make([]string, 0, len(k.seen))
	for term := range k.seen {
		all = append(all, term)
	}
	slices.Sort(all)
	return all
}

// keyring collects keys.
type keyring struct {
	seen  map[string]bool
	short viet.Abbreviations
}

func (k *keyring) add(term string) {
	if len(k.seen) < maxKeys {
		k.seen[term] = true
	}
}

// text adds the keys of a text at its level and anywhere.
func (k *keyring) text(l level, text string) {
	if text == "" {
		return
	}
	tokens := viet.Tokens(text)
	for _, line := range k.lines(text, tokens) {
		for i, t := range line {
			k.word(l, t)
			if i > 0 {
				k.pair(l, line[i-1], t)
			}
		}
	}
	if (l == inTitle || l == inNames) && len(tokens) <= maxWhole {
		k.add(key(l, 'w', viet.FoldKey(text)))
		k.add(key(l, 'x', viet.AccentKey(text)))
	}
}

func (k *keyring) word(l level, t viet.Token) {
	levels := []level{anywhere}
	if l != anywhere {
		levels = append(levels, l)
	}
	for _, l := range levels {
		k.add(key(l, 'f', t.Fold))
		k.add(key(l, 'a', t.Accent))
		if l == inSummary {
			continue
		}
		letters := 0
		for at := range t.Fold {
			if letters >= 2 && letters <= maxPrefix {
				k.add(key(l, 'p', t.Fold[:at]))
			}
			letters++
		}
		if letters >= 2 && letters <= maxPrefix {
			k.add(key(l, 'p', t.Fold))
		}
	}
}

func (k *keyring) pair(l level, a, b viet.Token) {
	k.add(key(anywhere, 'g', pair(a.Fold, b.Fold)))
	if l != anywhere {
		k.add(key(l, 'g', pair(a.Fold, b.Fold)))
	}
}

// lines returns the words of a text in a row, and for each other form of an abbreviation in it a row of that form between
// the words around it.
func (k *keyring) lines(text string, tokens []viet.Token) [][]viet.Token {
	all := [][]viet.Token{tokens}
	added := k.short.Expand(text, tokens)
	for len(added) > 0 {
		n := 1
		for n < len(added) && added[n].Start == added[0].Start && added[n].End == added[0].End {
			n++
		}
		line := make([]viet.Token, 0, n+2)
		first := slices.IndexFunc(tokens, func(t viet.Token) bool { return t.Start >= added[0].Start })
		if first > 0 {
			line = append(line, tokens[first-1])
		}
		line = append(line, added[:n]...)
		if next := slices.IndexFunc(tokens, func(t viet.Token) bool { return t.Start >= added[0].End }); next >= 0 {
			line = append(line, tokens[next])
		}
		all = append(all, line)
		added = added[n:]
	}
	return all
}

// cutPrefix is the beginning of a word of which keys are kept.
func cutPrefix(fold string) string {
	if utf8.RuneCountInString(fold) <= maxPrefix {
		return fold
	}
	return string([]rune(fold)[:maxPrefix])
}
