package graph

import (
	"context"

	"thidua/graph/connection"
	"thidua/graph/gen"
	"thidua/internal/newsroom"
	"thidua/internal/store"
)

func (r queryResolver) Tags(ctx context.Context, first *int64, after *string, last *int64, before *string) (*connection.Tags, error) {
	return list(ctx, newsroom.TagOrder(), pageArgs(first, after, last, before), r.News.Tags, r.News.CountTags)
}

func (r mutationResolver) CategoryCreate(ctx context.Context, input gen.CategoryCreateInput) (*gen.CategoryCreatePayload, error) {
	c, err := r.Desk.CreateCategory(ctx, r.viewer(ctx), newsroom.Category{
		Head: store.Head{}, Name: input.Name, Slug: value(input.Slug), Description: value(input.Description),
		ParentID: value(input.ParentID), Ordinal: value(input.Ordinal),
	})
	payload := &gen.CategoryCreatePayload{Category: c}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) CategoryUpdate(ctx context.Context, input gen.CategoryUpdateInput) (*gen.CategoryUpdatePayload, error) {
	payload := &gen.CategoryUpdatePayload{}
	edit, err := categoryEdit(input)
	if err == nil {
		payload.Category, err = r.Desk.UpdateCategory(ctx, r.viewer(ctx), newsroom.Ref{ID: input.ID, Version: input.Version}, edit)
	}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func categoryEdit(input gen.CategoryUpdateInput) (func(*newsroom.Category), error) {
	name, err := given(input.Name, "name")
	if err != nil {
		return nil, err
	}
	slug, err := given(input.Slug, "slug")
	if err != nil {
		return nil, err
	}
	return func(c *newsroom.Category) {
		set(&c.Name, name)
		set(&c.Slug, slug)
		set(&c.Description, givenOrEmpty(input.Description))
		set(&c.ParentID, givenOrEmpty(input.ParentID))
		set(&c.Ordinal, givenOrEmpty(input.Ordinal))
	}, nil
}

func (r mutationResolver) CategoryRemove(ctx context.Context, input gen.CategoryRemoveInput) (*gen.CategoryRemovePayload, error) {
	payload := &gen.CategoryRemovePayload{}
	err := r.Desk.RemoveCategory(ctx, r.viewer(ctx), newsroom.Ref{ID: input.ID, Version: input.Version})
	if err == nil {
		payload.RemovedID = &input.ID
	}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) TagCreate(ctx context.Context, input gen.TagCreateInput) (*gen.TagCreatePayload, error) {
	t, err := r.Desk.CreateTag(ctx, r.viewer(ctx), newsroom.Tag{Name: input.Name, Slug: value(input.Slug)})
	payload := &gen.TagCreatePayload{Tag: t}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) TagUpdate(ctx context.Context, input gen.TagUpdateInput) (*gen.TagUpdatePayload, error) {
	payload := &gen.TagUpdatePayload{}
	name, err := given(input.Name, "name")
	if err == nil {
		payload.Tag, err = r.Desk.UpdateTag(ctx, r.viewer(ctx), newsroom.Ref{ID: input.ID, Version: input.Version}, func(t *newsroom.Tag) {
			set(&t.Name, name)
			set(&t.Slug, givenOrEmpty(input.Slug))
		})
	}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) TagRemove(ctx context.Context, input gen.TagRemoveInput) (*gen.TagRemovePayload, error) {
	payload := &gen.TagRemovePayload{}
	err := r.Desk.RemoveTag(ctx, r.viewer(ctx), newsroom.Ref{ID: input.ID, Version: input.Version})
	if err == nil {
		payload.RemovedID = &input.ID
	}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

// set changes a part if there is a value.
func set[T any](part, v *T) {
	if v != nil {
		*part = *v
	}
}
