package viet

import (
	"slices"
	"strconv"

	"thidua/internal/errs"
)

// Abbreviation is a short form and the words that it stands for.
type Abbreviation struct {
	Short string // "UBND"
	Long  string // "ủy ban nhân dân"
}

// Abbreviations is a table of abbreviations, ready for use. A short form may stand for several long ones and the other way
// round. The zero value is an empty table; a table never changes and is safe for concurrent use.
type Abbreviations struct {
	pairs []Abbreviation
	rules map[string][]expansion // by the fold key of the first word
	short map[string][]expansion // those from short to long, the longest short form first
}

// expansion says that where one phrase stands, another is meant too.
type expansion struct {
	from []QueryToken // the words to find, never prefixes
	to   []Token      // the words to add
}

// The bounds of a table: entries, and bytes of one form.
const (
	MaxAbbreviations = 1000
	MaxAbbreviation  = 120
)

// NewAbbreviations makes a table, usually of an editor's pairs. It refuses, with an [errs.Invalid] error about the entry,
// a form without words or too long, a pair of the same words, a pair given twice, and more than [MaxAbbreviations].
func NewAbbreviations(pairs []Abbreviation) (Abbreviations, error) {
	if len(pairs) > MaxAbbreviations {
		return Abbreviations{}, errs.InvalidField("abbreviations", "Bảng viết tắt có tối đa 1000 mục.",
			"The table of abbreviations has at most 1000 entries.")
	}
	a := Abbreviations{pairs: slices.Clone(pairs), rules: make(map[string][]expansion, 2*len(pairs)), short: make(map[string][]expansion, len(pairs))}
	seen := make(map[Abbreviation]bool, len(pairs))
	for i, pair := range pairs {
		if len(pair.Short) > MaxAbbreviation || len(pair.Long) > MaxAbbreviation {
			return Abbreviations{}, badAbbreviation(i, "quá dài", "is too long")
		}
		short, long := Tokens(pair.Short), Tokens(pair.Long)
		if len(short) == 0 || len(long) == 0 {
			return Abbreviations{}, badAbbreviation(i, "thiếu chữ", "has no words")
		}
		key := Abbreviation{Short: AccentKey(pair.Short), Long: AccentKey(pair.Long)}
		if key.Short == key.Long || seen[key] {
			return Abbreviations{}, badAbbreviation(i, "bị lặp", "repeats itself or another")
		}
		seen[key] = true
		a.add(a.rules, short, long)
		a.add(a.rules, long, short)
		a.add(a.short, short, long)
	}
	for _, rules := range a.short {
		slices.SortStableFunc(rules, func(r, s expansion) int { return len(s.from) - len(r.from) })
	}
	return a, nil
}

// add enters one direction of a pair.
func (a *Abbreviations) add(rules map[string][]expansion, from, to []Token) {
	rule := expansion{from: make([]QueryToken, len(from)), to: to}
	for i, t := range from {
		rule.from[i] = QueryToken{Key: t.Accent, Fold: t.Fold, Marked: t.Marked}
	}
	rules[from[0].Fold] = append(rules[from[0].Fold], rule)
}

// Pairs returns the table's entries as they were given.
func (a Abbreviations) Pairs() []Abbreviation { return slices.Clone(a.pairs) }

// Expand returns the tokens that a text means beside those that it has: the long forms of its abbreviations and the short
// forms of its phrases. Only whole tokens count, in any case, and words typed without marks do. What it returns is not
// expanded again. tokens are those of text; each that is added has the Text, Start and End of the whole phrase that it
// stands for, so that highlights mark that.
//
// Expand is for texts, not for queries: see [Abbreviations.Terms].
func (a Abbreviations) Expand(text string, tokens []Token) []Token {
	var added []Token
	for at := range tokens {
		for _, rule := range a.rules[tokens[at].Fold] {
			if !rule.startsAt(tokens[at:]) {
				continue
			}
			first, last := tokens[at], tokens[at+len(rule.from)-1]
			for _, t := range rule.to {
				t.Text, t.Start, t.End = text[first.Start:last.End], first.Start, last.End
				added = append(added, t)
			}
		}
	}
	return added
}

// SpellOut returns the tokens of a text with every short form replaced by the words that it stands for; where it stands
// for several, by those of the first pair. tokens are those of text. Each word that is put in has the Text, Start and End
// of the whole short form.
func (a Abbreviations) SpellOut(text string, tokens []Token) []Token {
	spelled := make([]Token, 0, len(tokens))
	for at := 0; at < len(tokens); {
		rule, ok := first(a.short[tokens[at].Fold], tokens[at:])
		if !ok {
			spelled = append(spelled, tokens[at])
			at++
			continue
		}
		from, to := tokens[at], tokens[at+len(rule.from)-1]
		for _, t := range rule.to {
			t.Text, t.Start, t.End = text[from.Start:to.End], from.Start, to.End
			spelled = append(spelled, t)
		}
		at += len(rule.from)
	}
	return spelled
}

// first returns the first of the rules whose phrase the tokens start with.
func first(rules []expansion, tokens []Token) (expansion, bool) {
	for _, rule := range rules {
		if rule.startsAt(tokens) {
			return rule, true
		}
	}
	return expansion{}, false
}

// Terms returns the search terms of a text and of what it means: a query for either form of an abbreviation finds the
// text without being expanded itself. The price is that a new table asks for stored terms to be made anew.
func (a Abbreviations) Terms(text string) []string {
	tokens := Tokens(text)
	return TokenTerms(tokens, a.Expand(text, tokens))
}

// startsAt reports whether the tokens start with the rule's phrase.
func (e expansion) startsAt(tokens []Token) bool {
	if len(tokens) < len(e.from) {
		return false
	}
	for i, word := range e.from {
		t := tokens[i]
		if t.Fold != word.Fold || (t.Marked && t.Accent != word.Key) {
			return false
		}
	}
	return true
}

// badAbbreviation returns the error about one entry of a table.
func badAbbreviation(i int, vi, en string) error {
	return errs.InvalidField("abbreviations."+strconv.Itoa(i), "Mục viết tắt này "+vi+".", "This abbreviation "+en+".")
}
