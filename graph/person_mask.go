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

func (r mutationResolver) AwardMaskRecipient(ctx context.Context, input register.RecipientMasking) (*shape.AwardPayload, error) {
	a, warnings, err := r.Register.MaskRecipient(ctx, r.viewer(ctx), input)
	return warned(ctx, a, warnings, err)
}

func (r mutationResolver) AwardUnmaskRecipient(ctx context.Context, input register.RecipientUnmasking) (*shape.AwardPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.UnmaskRecipient)
}

func (r mutationResolver) TitleMaskRecipient(ctx context.Context, input register.RecipientMasking) (*shape.TitleRegistrationPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.MaskTitleRecipient)
}

func (r mutationResolver) TitleUnmaskRecipient(ctx context.Context, input register.RecipientUnmasking) (*shape.TitleRegistrationPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.UnmaskTitleRecipient)
}

func (r awardResolver) RecipientMask(ctx context.Context, a *register.Award) (*register.Mask, error) {
	return r.maskForOffice(ctx, a.HouseholdMask), nil
}

func (r titleResolver) RecipientMask(ctx context.Context, t *register.TitleRegistration) (*register.Mask, error) {
	return r.maskForOffice(ctx, t.HouseholdMask), nil
}

// maskForOffice is a mask as those see it who see every record; nil for others.
func (r *Resolver) maskForOffice(ctx context.Context, mask *register.Mask) *register.Mask {
	if r.viewer(ctx).Reach(access.See, access.Records) != access.Anywhere {
		return nil
	}
	return mask
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
