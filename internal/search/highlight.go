package search

import (
	"context"
	"slices"

	"thidua/internal/store"
	"thidua/internal/viet"
)

// Segment is a piece of an original text; the pieces in a row are that text, or a part of it. Whoever shows them escapes
// them as any text: there is no markup in them but what an author wrote as words.
type Segment struct {
	Text  string
	Match bool // it answers a word of the query
}

// Part is what of a document a highlight is from.
type Part string

// The parts.
const (
	TitlePart   Part = "TITLE"
	NamePart    Part = "NAME"
	SummaryPart Part = "SUMMARY"
	BodyPart    Part = "BODY"
)

// Highlight is a text of a document, or of a long one the piece that answers best, with the words that answer marked.
type Highlight struct {
	Part     Part
	Segments []*Segment
}

// snippet is how long a piece of a body or a summary is, in words, and lead how many of them stand before the first match.
const (
	snippet = 40
	lead    = 8
)

// Highlights returns for each hit what of it answers the query: the title always, the rest where a word answers. Bodies
// are read for it, once: one store call for the articles of the page, none without.
func (r *Results) Highlights(ctx context.Context) (map[string][]*Highlight, error) {
	if r.marked != nil {
		return r.marked, nil
	}
	short, err := r.index.abbreviations(ctx)
	if err != nil {
		return nil, err
	}
	hits := slices.DeleteFunc(slices.Clone(r.Hits), func(h *Hit) bool { return h.Doc == nil })
	bodies := map[string]any{}
	if ids := articleIDs(hits); len(ids) > 0 {
		source, err := r.index.source(Articles)
		if err != nil {
			return nil, err
		}
		if bodies, err = source.load(ctx, r.viewer, ids, store.Whole); err != nil {
			return nil, err
		}
	}
	all := make(map[string][]*Highlight, len(hits))
	for _, h := range hits {
		source, err := r.index.source(h.Noun)
		if err != nil {
			return nil, err
		}
		doc := h.Doc
		if h.Noun == Articles {
			if doc = bodies[h.ID]; doc == nil { // withdrawn in this moment
				all[h.ID] = []*Highlight{}
				continue
			}
		}
		all[h.ID] = highlight(source.card(doc), r.query, short)
	}
	r.marked = all
	return all, nil
}

func articleIDs(hits []*Hit) []string {
	var ids []string
	for _, h := range hits {
		if h.Noun == Articles {
			ids = append(ids, h.ID)
		}
	}
	return ids
}

// highlight marks a card's texts.
func highlight(c Card, query []viet.QueryToken, short viet.Abbreviations) []*Highlight {
	title, _ := mark(c.Title, query, short, false)
	all := []*Highlight{{Part: TitlePart, Segments: title}}
	for _, name := range c.Names {
		if segments, found := mark(name, query, short, false); found {
			all = append(all, &Highlight{Part: NamePart, Segments: segments})
			break
		}
	}
	for _, long := range []struct {
		part Part
		text string
	}{{SummaryPart, c.Summary}, {BodyPart, c.Body}} {
		if segments, found := mark(long.text, query, short, true); found {
			all = append(all, &Highlight{Part: long.part, Segments: segments})
		}
	}
	return all
}

// mark cuts a text into segments, or of a long one the piece in which most of the query stands, and reports whether a word
// answers.
func mark(text string, query []viet.QueryToken, short viet.Abbreviations, cut bool) ([]*Segment, bool) {
	tokens := viet.Tokens(text)
	spans, answers := matches(text, tokens, query, short)
	if len(spans) == 0 {
		if text == "" {
			return []*Segment{}, false
		}
		return []*Segment{{Text: text}}, false
	}
	begin, end := 0, len(text)
	if cut && len(tokens) > snippet {
		begin, end = piece(text, tokens, spans, answers, len(query))
	}
	var segments []*Segment
	plain := func(s string) {
		if n := len(segments); s != "" && n > 0 && !segments[n-1].Match {
			segments[n-1].Text += s
		} else if s != "" {
			segments = append(segments, &Segment{Text: s})
		}
	}
	if begin > 0 {
		plain("… ")
	}
	at := begin
	for _, s := range spans {
		if s.start < at || s.end > end {
			continue
		}
		plain(text[at:s.start])
		segments = append(segments, &Segment{Text: text[s.start:s.end], Match: true})
		at = s.end
	}
	plain(text[at:end])
	if end < len(text) {
		plain(" …")
	}
	return segments, true
}

// span is a place in a text, in bytes.
type span struct{ start, end int }

// matches returns the places that answer a word of the query, in order, without overlaps, and for each which words.
func matches(text string, tokens []viet.Token, query []viet.QueryToken, short viet.Abbreviations) ([]span, [][]int) {
	type found struct {
		span
		words []int
	}
	var all []found
	for _, t := range slices.Concat(tokens, short.Expand(text, tokens)) {
		var words []int
		for i, q := range query {
			if viet.Match([]viet.Token{t}, []viet.QueryToken{q}) != viet.NoMatch {
				words = append(words, i)
			}
		}
		if len(words) > 0 {
			all = append(all, found{span{t.Start, t.End}, words})
		}
	}
	slices.SortStableFunc(all, func(a, b found) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return b.end - a.end
	})
	var spans []span
	var words [][]int
	for _, f := range all {
		if n := len(spans); n > 0 && f.start < spans[n-1].end {
			words[n-1] = append(words[n-1], f.words...)
			continue
		}
		spans, words = append(spans, f.span), append(words, slices.Clone(f.words))
	}
	return spans, words
}

// piece returns the bounds of the best piece of a text: that in which most of the query's words stand, of those the one in
// which most of them follow each other, of those the first.
func piece(text string, tokens []viet.Token, spans []span, words [][]int, asked int) (begin, end int) {
	first, best := 0, -1
	for i := range spans {
		seen, score := make([]bool, asked), 0
		last := -2
		limit := tokenAt(tokens, spans[i].start) + snippet - lead
		for j := i; j < len(spans) && (limit >= len(tokens) || spans[j].end <= tokens[limit].Start); j++ {
			for _, w := range words[j] {
				if !seen[w] {
					seen[w] = true
					score += 100
				}
				if w == last+1 {
					score++
				}
				last = w
			}
		}
		if score > best {
			first, best = i, score
		}
	}
	from := max(0, tokenAt(tokens, spans[first].start)-lead)
	to := min(len(tokens), from+snippet) - 1
	begin, end = tokens[from].Start, tokens[to].End
	if from == 0 {
		begin = 0
	}
	if to == len(tokens)-1 {
		end = len(text)
	}
	return begin, max(end, spans[first].end)
}

// tokenAt returns the number of the token that stands at a place.
func tokenAt(tokens []viet.Token, start int) int {
	i, _ := slices.BinarySearchFunc(tokens, start, func(t viet.Token, at int) int { return t.Start - at })
	return min(i, len(tokens)-1)
}
