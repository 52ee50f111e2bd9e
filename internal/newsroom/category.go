package newsroom

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// CreateCategory saves a new category; its slug is made from the name if it has none.
func (d *Desk) CreateCategory(ctx context.Context, v access.Viewer, c Category) (*Category, error) {
	if err := v.Require(access.Create, access.Subject{Noun: access.Categories}); err != nil {
		return nil, err
	}
	c.Name = viet.CleanTitle(c.Name)
	if err := lengthWithin("name", c.Name, 1, 100); err != nil {
		return nil, err
	}
	if c.Slug == "" {
		c.Slug = viet.Slug(c.Name)
	}
	if err := validSlug(c.Slug); err != nil {
		return nil, err
	}
	n, err := d.categories.Count(ctx, nil)
	if err != nil {
		return nil, err
	}
	if n >= MaxCategories {
		return nil, errs.New(errs.Limit,
			fmt.Sprintf("Đã có %d chuyên mục, tối đa %d.", n, MaxCategories),
			fmt.Sprintf("There are %d categories already, at most %d.", n, MaxCategories))
	}
	if err := d.categories.Insert(ctx, &c, store.Act{Actor: v.Actor, Action: "category.create"}); err != nil {
		return nil, err
	}
	return &c, nil
}

// CreateTag saves a new tag; its slug is made from the name if it has none.
func (d *Desk) CreateTag(ctx context.Context, v access.Viewer, t Tag) (*Tag, error) {
	if err := v.Require(access.Create, access.Subject{Noun: access.Tags}); err != nil {
		return nil, err
	}
	t.Name = viet.CleanTitle(t.Name)
	if err := lengthWithin("name", t.Name, 1, 100); err != nil {
		return nil, err
	}
	if t.Slug == "" {
		t.Slug = viet.Slug(t.Name)
	}
	if err := validSlug(t.Slug); err != nil {
		return nil, err
	}
	if err := d.tags.Insert(ctx, &t, store.Act{Actor: v.Actor, Action: "tag.create"}); err != nil {
		return nil, err
	}
	return &t, nil
}

// TagBySlug returns one tag; [errs.NotFound] if there is none.
func (d *Desk) TagBySlug(ctx context.Context, slug string) (*Tag, error) {
	return d.tags.First(ctx, store.Query{Where: store.Eq{Field: "slug", Value: slug}}, slug)
}

// CategoryBySlug returns one category; [errs.NotFound] if there is none.
func (d *Desk) CategoryBySlug(ctx context.Context, slug string) (*Category, error) {
	return d.categories.First(ctx, store.Query{Where: store.Eq{Field: "slug", Value: slug}}, slug)
}
