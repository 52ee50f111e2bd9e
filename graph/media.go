package graph

import (
	"context"

	"thidua/graph/connection"
	"thidua/graph/gen"
	"thidua/graph/shape"
	"thidua/internal/access"
	"thidua/internal/media"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/store"
)

func (r *Resolver) media(ctx context.Context, ids []string) (map[string]*newsroom.Media, error) {
	return r.News.MediaByID(ctx, r.viewer(ctx), ids)
}

func (r queryResolver) Media(
	ctx context.Context, where *newsroom.MediaFilter, first *int64, after *string, last *int64, before *string,
) (*connection.MediaFiles, error) {
	v := r.viewer(ctx)
	return list(ctx, newsroom.MediaOrder(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*newsroom.Media, error) {
			return r.Library.Media(ctx, v, where, p)
		},
		func(ctx context.Context) (int64, error) { return r.Library.CountMedia(ctx, v, where) })
}

// Media returns the resolvers of files.
func (r *Resolver) Media() gen.MediaResolver { return mediaResolver{r} }

type mediaResolver struct{ *Resolver }

// addressOf returns where a file, or a variant of it, is fetched.
func (r *Resolver) addressOf(m *newsroom.Media, variant string) string {
	return r.MediaURL + m.Path(variant)
}

func (r mediaResolver) URL(_ context.Context, m *newsroom.Media) (string, error) {
	return r.addressOf(m, ""), nil
}

func (r mediaResolver) Variant(_ context.Context, m *newsroom.Media, width int64, crop media.Crop) (*shape.MediaVariant, error) {
	spec, err := media.NewSpec(width, crop)
	if err != nil || m.Width == nil {
		return nil, err
	}
	w, h := spec.Size(number(m.Width), number(m.Height))
	return &shape.MediaVariant{URL: r.addressOf(m, spec.String()), Width: w, Height: h}, nil
}

func (r mediaResolver) OwnerUnit(ctx context.Context, m *newsroom.Media) (*register.Unit, error) {
	if r.viewer(ctx).IsAnonymous() {
		return nil, nil //nolint:nilnil // null in GraphQL
	}
	return one(ctx, m, func(m *newsroom.Media) string { return m.OwnerUnitID }, r.units)
}

func (r mediaResolver) CreatedBy(ctx context.Context, m *newsroom.Media) (*access.User, error) {
	if r.viewer(ctx).IsAnonymous() {
		return nil, nil //nolint:nilnil // null in GraphQL
	}
	return one(ctx, m, func(m *newsroom.Media) string { return m.CreatedBy }, r.users)
}

func (r mutationResolver) MediaUpload(ctx context.Context, input gen.MediaUploadInput) (*gen.MediaUploadPayload, error) {
	v := r.viewer(ctx)
	unit := v.UnitID
	if given := givenOrEmpty(input.OwnerUnitID); given != nil {
		unit = *given
	}
	m, err := r.Library.Add(ctx, v, newsroom.NewMedia{
		Alt: value(input.Alt), Caption: value(input.Caption), Credit: value(input.Credit), FocalPoint: input.FocalPoint.Value(),
		OwnerUnitID: unit, File: input.File.File,
	})
	payload := &gen.MediaUploadPayload{Media: m}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) MediaUpdate(ctx context.Context, input gen.MediaUpdateInput) (*gen.MediaUpdatePayload, error) {
	m, err := r.Library.Update(ctx, r.viewer(ctx), newsroom.Ref{ID: input.ID, Version: input.Version}, func(m *newsroom.Media) {
		set(&m.Alt, givenOrEmpty(input.Alt))
		set(&m.Caption, givenOrEmpty(input.Caption))
		set(&m.Credit, givenOrEmpty(input.Credit))
		if focus, isSet := input.FocalPoint.ValueOK(); isSet {
			m.FocalPoint = focus
		}
	})
	payload := &gen.MediaUpdatePayload{Media: m}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) MediaRemove(ctx context.Context, input gen.MediaRemoveInput) (*gen.MediaRemovePayload, error) {
	payload := &gen.MediaRemovePayload{}
	err := r.Library.Remove(ctx, r.viewer(ctx), newsroom.Ref{ID: input.ID, Version: input.Version})
	if err == nil {
		payload.RemovedID = &input.ID
	}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}
