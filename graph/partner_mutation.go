package graph

import (
	"context"

	"thidua/graph/gen"
	"thidua/graph/shape"
	"thidua/internal/partner"
	"thidua/internal/store"
)

func (r mutationResolver) PartnerCreate(ctx context.Context, input gen.PartnerCreateInput) (*gen.PartnerCreatePayload, error) {
	p, err := r.Partners.Create(ctx, r.viewer(ctx), partner.Settings{
		Name: input.Name, Origins: input.Origins, BlocIDs: items(input.BlocIds), CategoryIDs: items(input.CategoryIds),
		PerMinute: value(input.PerMinute), Credit: value(input.Credit), Licence: value(input.Licence),
		LicenceURL: value(input.LicenceURL), ExpiresAt: input.ExpiresAt.Value(), Note: value(input.Note),
	})
	payload := &gen.PartnerCreatePayload{Partner: p}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) PartnerUpdate(ctx context.Context, input gen.PartnerUpdateInput) (*gen.PartnerUpdatePayload, error) {
	payload := &gen.PartnerUpdatePayload{}
	name, err := given(input.Name, "name")
	if err == nil {
		payload.Partner, err = r.Partners.Update(ctx, r.viewer(ctx), store.Revision{ID: input.ID, Version: input.Version}, partner.Change{
			Name: name, Origins: givenList(input.Origins), BlocIDs: givenList(input.BlocIds), CategoryIDs: givenList(input.CategoryIds),
			PerMinute: givenOrEmpty(input.PerMinute), Credit: givenOrEmpty(input.Credit), Licence: givenOrEmpty(input.Licence),
			LicenceURL: givenOrEmpty(input.LicenceURL), ExpiresAt: givenOrNull(input.ExpiresAt), Note: givenOrEmpty(input.Note),
		})
	}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) PartnerPause(ctx context.Context, input gen.PartnerPauseInput) (*gen.PartnerPausePayload, error) {
	p, err := r.Partners.Pause(ctx, r.viewer(ctx), store.Revision{ID: input.ID, Version: input.Version})
	payload := &gen.PartnerPausePayload{Partner: p}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) PartnerResume(ctx context.Context, input gen.PartnerResumeInput) (*gen.PartnerResumePayload, error) {
	p, err := r.Partners.Resume(ctx, r.viewer(ctx), store.Revision{ID: input.ID, Version: input.Version})
	payload := &gen.PartnerResumePayload{Partner: p}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) PartnerRotateToken(
	ctx context.Context, input gen.PartnerRotateTokenInput,
) (*gen.PartnerRotateTokenPayload, error) {
	p, secret, err := r.Partners.RotateToken(ctx, r.viewer(ctx), store.Revision{ID: input.ID, Version: input.Version})
	payload := &gen.PartnerRotateTokenPayload{Partner: p, Token: orNull(secret)}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) PartnerRemove(ctx context.Context, input gen.PartnerRemoveInput) (*shape.Removal, error) {
	payload := &shape.Removal{}
	err := r.Partners.Remove(ctx, r.viewer(ctx), store.Revision{ID: input.ID, Version: input.Version})
	if err == nil {
		payload.RemovedID = &input.ID
	}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}
