package graph

import (
	"context"

	"thidua/graph/gen"
	"thidua/internal/search"
	"thidua/internal/viet"
)

func (r queryResolver) Abbreviations(ctx context.Context) (*search.Table, error) {
	return r.Index.Table(ctx)
}

func (r mutationResolver) AbbreviationAdd(ctx context.Context, input gen.AbbreviationAddInput) (*gen.AbbreviationAddPayload, error) {
	table, err := r.Index.AddAbbreviation(ctx, r.viewer(ctx), input.Version, viet.Abbreviation{Short: input.Short, Long: input.Long})
	payload := &gen.AbbreviationAddPayload{Abbreviations: table}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) AbbreviationRemove(ctx context.Context, input gen.AbbreviationRemoveInput) (*gen.AbbreviationRemovePayload, error) {
	table, err := r.Index.RemoveAbbreviation(ctx, r.viewer(ctx), input.Version, viet.Abbreviation{Short: input.Short, Long: input.Long})
	payload := &gen.AbbreviationRemovePayload{Abbreviations: table}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}
