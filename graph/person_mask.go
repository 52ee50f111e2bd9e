package graph

import (
	"context"

	"thidua/graph/shape"
	"thidua/internal/access"
	"thidua/internal/register"
)

func (r mutationResolver) PersonMask(ctx context.Context, input register.PersonMasking) (*shape.PersonPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.MaskPerson)
}

func (r mutationResolver) PersonUnmask(ctx context.Context, input register.PersonUnmasking) (*shape.PersonPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.UnmaskPerson)
}

func (r awardResolver) RecipientFullName(ctx context.Context, a *register.Award) (*string, error) {
	v := r.viewer(ctx)
	if v.Reach(access.See, access.Records) != access.Anywhere {
		return nil, nil //nolint:nilnil // null in GraphQL
	}
	name := a.RecipientNameFor(v)
	return &name, nil
}
