package search

import (
	"context"
	"unicode/utf8"

	"thidua/internal/access"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// Suggestion is a document whose title or name answers what somebody is typing.
type Suggestion struct {
	Hit
	Title []*Segment
}

// Suggest returns at most limit documents whose titles or names go on as what is being typed, the best first.
func (x *Index) Suggest(ctx context.Context, v access.Viewer, text string, f Filter, limit int) ([]*Suggestion, error) {
	query := typing(parse(text))
	tiers := titleTiers(query)
	if len(tiers) == 0 {
		return []*Suggestion{}, nil
	}
	found, err := x.entries.FindRanked(ctx, store.Ranked{All: f.terms(), Tiers: tiers, Limit: limit})
	if err != nil {
		return nil, err
	}
	hits := make([]*Hit, len(found))
	for i, one := range found {
		hits[i] = &Hit{Entry: *one.Doc, Tier: int64(one.Tier)}
	}
	if err := x.load(ctx, v, hits, store.Light); err != nil {
		return nil, err
	}
	short, err := x.abbreviations(ctx)
	if err != nil {
		return nil, err
	}
	suggestions := make([]*Suggestion, 0, len(hits))
	for _, h := range hits {
		if h.Doc == nil {
			continue
		}
		source, err := x.source(h.Noun)
		if err != nil {
			return nil, err
		}
		title, _ := mark(source.card(h.Doc).Title, query, short, false)
		suggestions = append(suggestions, &Suggestion{Hit: *h, Title: title})
	}
	return suggestions, nil
}

// typing is a query that is being typed: a last word of which there is one letter yet says too little, and is left out.
func typing(query []viet.QueryToken) []viet.QueryToken {
	if last := len(query) - 1; last > 0 && utf8.RuneCountInString(query[last].Fold) == 1 && !query[last].Marked && !containsDigit(query[last].Fold) {
		return query[:last]
	}
	return query
}
