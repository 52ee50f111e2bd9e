package graph

import (
	"context"

	"thidua/graph/gen"
	"thidua/graph/shape"
	"thidua/internal/newsroom"
	"thidua/internal/richtext"
)

func (r queryResolver) TextHygiene(ctx context.Context, id string) (*shape.TextHygiene, error) {
	if err := study(ctx, 1); err != nil {
		return nil, err
	}
	d, suggestions, err := r.Desk.Hygiene(ctx, r.viewer(ctx), id)
	if d, err = found(ctx, d, err); d == nil {
		return nil, err
	}
	hygiene := &shape.TextHygiene{Version: d.Version, Suggestions: make([]*richtext.Suggestion, len(suggestions))}
	for i := range suggestions {
		hygiene.Suggestions[i] = &suggestions[i]
	}
	return hygiene, nil
}

func (r mutationResolver) ArticleApplyHygiene(ctx context.Context, input gen.ArticleApplyHygieneInput) (*shape.DraftPayload, error) {
	var d *newsroom.Draft
	err := study(ctx, 1)
	if err == nil {
		d, err = r.Desk.Tidy(ctx, r.viewer(ctx), newsroom.Ref{ID: input.ID, Version: input.Version}, input.Suggestions, value(input.Note))
	}
	return r.answer(ctx, d, err)
}

// HygieneSuggestion returns the resolvers of suggestions.
func (r *Resolver) HygieneSuggestion() gen.HygieneSuggestionResolver { return suggestionResolver{} }

type suggestionResolver struct{}

func (suggestionResolver) Path(_ context.Context, s *richtext.Suggestion) ([]string, error) {
	return newsroom.SuggestionPath(*s), nil
}

func (suggestionResolver) Message(ctx context.Context, s *richtext.Suggestion) (string, error) {
	if exchangeOf(ctx).lang == english {
		return s.En, nil
	}
	return s.Vi, nil
}
