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
	return r.fullName(ctx, a.Recipient), nil
}

func (r titleResolver) RecipientFullName(ctx context.Context, t *register.TitleRegistration) (*string, error) {
	return r.fullName(ctx, t.Recipient), nil
}

// fullName is the name that those see who see every record; nil for others.
func (r *Resolver) fullName(ctx context.Context, who register.Recipient) *string {
	v := r.viewer(ctx)
	if v.Reach(access.See, access.Records) != access.Anywhere {
		return nil
	}
	name := who.ShownFor(v)
	return &name
}
