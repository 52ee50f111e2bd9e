package search

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"thidua/internal/store"
	"thidua/internal/viet"
)

// maxMeant is how many corrections of a query are tried.
const maxMeant = 24

// Meant returns another spelling of the query that finds something which the viewer may see; "" if there is none, or if
// the query itself finds something. The words are written as they are in the document that is found.
func (r *Results) Meant(ctx context.Context) (string, error) {
	if !r.first || len(r.query) == 0 || slices.ContainsFunc(r.Hits, func(h *Hit) bool { return h.Doc != nil }) {
		return "", nil
	}
	near, keyed, err := r.index.near(ctx, r.query)
	if err != nil {
		return "", err
	}
	for _, words := range corrections(r.query, near, keyed) {
		text, err := r.tryWords(ctx, words)
		if text != "" || err != nil {
			return text, err
		}
	}
	return "", nil
}

// tryWords returns a corrected query as the first document that it finds writes it; "" if it finds none.
func (r *Results) tryWords(ctx context.Context, words []string) (string, error) {
	corrected := &Results{Hits: []*Hit{}, index: r.index, viewer: r.viewer, query: viet.ParseQuery(strings.Join(words, " ")), filter: r.filter}
	for i := range corrected.query {
		corrected.query[i].Prefix = false
	}
	if err := corrected.find(ctx, nil, 1); err != nil {
		return "", err
	}
	if len(corrected.Hits) == 0 || corrected.Hits[0].Doc == nil {
		return "", nil
	}
	highlights, err := corrected.Highlights(ctx)
	if err != nil {
		return "", err
	}
	return strings.Join(written(words, highlights[corrected.Hits[0].ID]), " "), nil
}

// written returns folded words as the highlights of a document write them: first the longest rows of them that stand there, since a word
// apart from the others may be another, with other marks. A word that is not there stays as it is.
func written(words []string, highlights []*Highlight) []string {
	var there, folds []string // the words that match, in their order; "" where another text is between them
	for _, h := range highlights {
		for _, s := range h.Segments {
			if s.Match || len(viet.Tokens(s.Text)) > 0 {
				there, folds = append(there, ""), append(folds, "")
			}
			if s.Match {
				there[len(there)-1], folds[len(folds)-1] = strings.ToLower(s.Text), viet.FoldKey(s.Text)
			}
		}
		there, folds = append(there, ""), append(folds, "")
	}
	all := make([]string, len(words))
	for size := len(words); size > 0; size-- {
		for i := range len(words) - size + 1 {
			row := words[i : i+size]
			if slices.ContainsFunc(all[i:i+size], func(word string) bool { return word != "" }) {
				continue
			}
			for j := range len(folds) - size + 1 {
				if slices.Equal(folds[j:j+size], row) {
					copy(all[i:], there[j:j+size])
					break
				}
			}
		}
	}
	for i, word := range words {
		all[i] = cmp.Or(all[i], word)
	}
	return all
}

// near returns for each word of a query the known words like it: itself first if it is known, then the word that it would be if it
// was typed while the input method was off, which keyed has too, then those that differ by a letter, or by two that changed places. A word
// with a digit is never among the known words, and may be right. One store call.
func (x *Index) near(ctx context.Context, query []viet.QueryToken) (near [][]string, keyed []string, err error) {
	var asked []any
	guesses := make([]string, len(query))
	for i, q := range query {
		if guesses[i] = viet.Unkeyed(q.Fold); guesses[i] != "" {
			asked = append(asked, guesses[i])
		}
		if spelt(q.Fold) {
			for _, s := range shortened(q.Fold) {
				asked = append(asked, s)
			}
		}
	}
	if len(asked) > store.MaxLimit {
		asked = asked[:store.MaxLimit]
	}
	found, err := x.words.Find(ctx, store.Query{Where: store.In{Field: "near", Values: asked}, Limit: store.MaxLimit})
	if err != nil {
		return nil, nil, err
	}
	near, keyed = make([][]string, len(query)), make([]string, len(query))
	for i, q := range query {
		var itself, meant, like []string
		if !spelt(q.Fold) {
			itself = []string{q.Fold}
		}
		for _, w := range found {
			switch {
			case w.ID == q.Fold:
				itself = append(itself, w.ID)
			case w.ID == guesses[i]:
				meant, keyed[i] = append(meant, w.ID), w.ID
			case spelt(q.Fold) && distance(q.Fold, w.ID) == 1:
				like = append(like, w.ID)
			}
		}
		near[i] = slices.Concat(itself, meant, like)
	}
	return near, keyed, nil
}

// corrections returns queries in which as few words as possible are replaced by near ones: those that are not known, or,
// if all are, one at a time. In one of them all words are what they would be if they were typed while the input method was off.
func corrections(query []viet.QueryToken, near [][]string, keyed []string) [][]string {
	base := make([]string, len(query))
	unknown := 0
	for i, q := range query {
		base[i] = q.Fold
		if len(near[i]) == 0 {
			return nil // nothing is like this word
		}
		if near[i][0] != q.Fold {
			base[i] = near[i][0]
			unknown++
		}
	}
	var all [][]string
	if unknown > 0 {
		all = append(all, slices.Clone(base))
	}
	typed := slices.Clone(base)
	for i, word := range keyed {
		typed[i] = cmp.Or(word, typed[i])
	}
	if !slices.Equal(typed, base) {
		all = append(all, typed)
	}
	for i, q := range query {
		if unknown > 0 && near[i][0] == q.Fold {
			continue
		}
		for _, word := range near[i][1:] {
			one := slices.Clone(base)
			one[i] = word
			all = append(all, one)
		}
	}
	return all[:min(len(all), maxMeant)]
}

// distance is 0 for the same word, 1 for one that differs by a letter or by two neighbours that changed places, 2 for any
// other.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	switch {
	case len(x) == 0 && len(y) == 0:
		return 0
	case len(x) <= 1 && len(y) <= 1:
		return 1
	case len(x) == 2 && len(y) == 2 && x[0] == y[1] && x[1] == y[0]:
		return 1
	default:
		return 2
	}
}
