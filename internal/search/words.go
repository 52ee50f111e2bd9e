package search

import (
	"context"
	"slices"
	"sync"
	"unicode"
	"unicode/utf8"

	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// knownWord is a word, folded, that stood in a public text when it was entered. Its ID is the word. It only proposes: a
// correction is offered if it finds something that is public now.
type knownWord struct {
	store.Head `bson:",inline"`
	Near       []string `bson:"near"` // the word, and what it is with one letter less
}

func wordSchema() *store.Schema {
	return &store.Schema{
		Name: wordsName, Unjournaled: true,
		Fields:  []store.Field{{Path: "near", Kind: store.String, Many: true}},
		Indexes: []store.Index{{Fields: []string{"near"}}},
	}
}

// The bounds of a word that is known, in letters. Shorter ones are near to everything, longer ones are no words.
const (
	minKnown = 2
	maxKnown = 16
)

// spelt reports whether the spelling of a word can be wrong: that of a number cannot.
func spelt(fold string) bool {
	n := utf8.RuneCountInString(fold)
	return n >= minKnown && n <= maxKnown && !containsDigit(fold)
}

func containsDigit(s string) bool { return slices.ContainsFunc([]rune(s), unicode.IsDigit) }

// shortened returns the word, and the word with each of its letters left out, sorted, each once. Two words that differ by
// one letter, or by two that changed places, have one of these in common.
func shortened(fold string) []string {
	letters := []rune(fold)
	all := []string{fold}
	for i := range letters {
		if rest := string(slices.Delete(slices.Clone(letters), i, i+1)); rest != "" {
			all = append(all, rest)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// wordMemory remembers words that are known already, so that most texts cost no look-up.
type wordMemory struct {
	mu    sync.Mutex
	words map[string]bool
}

// maxWordMemory bounds the words that a process remembers.
const maxWordMemory = 100_000

func newWordMemory() *wordMemory { return &wordMemory{words: map[string]bool{}} }

// unknown returns those of the words that are not remembered.
func (m *wordMemory) unknown(words map[string]bool) []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []string
	for word := range words {
		if !m.words[word] {
			all = append(all, word)
		}
	}
	slices.Sort(all)
	return all
}

func (m *wordMemory) remember(words []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.words)+len(words) > maxWordMemory {
		clear(m.words)
	}
	for _, word := range words {
		m.words[word] = true
	}
}

// learn enters the words of cards that are not yet known.
func (x *Index) learn(ctx context.Context, cards map[string]*Card) error {
	words := map[string]bool{}
	for _, c := range cards {
		if c == nil {
			continue
		}
		for _, text := range append([]string{c.Title, c.Summary, c.Body}, c.Names...) {
			for _, t := range viet.Tokens(text) {
				if spelt(t.Fold) {
					words[t.Fold] = true
				}
			}
		}
	}
	for part := range slices.Chunk(x.known.unknown(words), store.MaxLimit) {
		there, err := x.words.ByIDs(ctx, part, store.Light)
		if err != nil {
			return err
		}
		for _, word := range part {
			if _, ok := there[word]; ok {
				continue
			}
			err := x.words.Insert(ctx, &knownWord{Head: store.Head{ID: word}, Near: shortened(word)}, system())
			if err != nil && errs.CodeOf(err) != errs.Conflict { // another process was faster
				return err
			}
		}
		x.known.remember(part)
	}
	return nil
}
