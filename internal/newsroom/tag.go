package newsroom

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// checked returns the tag cleaned, with a slug made from its name if it has none, or what is wrong with it.
func (t Tag) checked() (Tag, error) {
	t.Name = viet.CleanTitle(t.Name)
	if err := lengthWithin("name", t.Name, 1, 100); err != nil {
		return t, err
	}
	if t.Slug == "" {
		t.Slug = viet.Slug(t.Name)
	}
	return t, validSlug(t.Slug)
}

// CreateTag saves a new tag; its slug is made from the name if it has none.
func (d *Desk) CreateTag(ctx context.Context, v access.Viewer, t Tag) (*Tag, error) {
	if err := v.Require(access.Create, access.Subject{Noun: access.Tags}); err != nil {
		return nil, err
	}
	t, err := t.checked()
	if err != nil {
		return nil, err
	}
	if err := d.tags.Insert(ctx, &t, store.Act{Actor: v.Actor, Action: "tag.create"}); err != nil {
		return nil, taken(t.Slug, err)
	}
	return &t, nil
}

// UpdateTag changes a tag at the version that the caller read.
func (d *Desk) UpdateTag(ctx context.Context, v access.Viewer, ref Ref, edits ...func(*Tag)) (*Tag, error) {
	if err := v.Require(access.Update, access.Subject{Noun: access.Tags}); err != nil {
		return nil, err
	}
	var slug string
	doc, err := replace(ctx, d.tags, ref, store.Act{Actor: v.Actor, Action: "tag.update"}, func(t Tag) (Tag, error) {
		for _, edit := range edits {
			edit(&t)
		}
		t, err := t.checked()
		slug = t.Slug
		return t, err
	})
	return doc, taken(slug, err)
}

// RemoveTag removes a tag that no public article has. Drafts lose it.
func (d *Desk) RemoveTag(ctx context.Context, v access.Viewer, ref Ref) error {
	if err := v.Require(access.Remove, access.Subject{Noun: access.Tags}); err != nil {
		return err
	}
	return remove(ctx, d.tags, ref, store.Act{Actor: v.Actor, Action: "tag.remove"}, func(ctx context.Context) error {
		return d.unused(ctx, "tagIds", ref.ID)
	})
}

// TagBySlug returns one tag; [errs.NotFound] if there is none.
func (d *Desk) TagBySlug(ctx context.Context, slug string) (*Tag, error) {
	return d.tags.First(ctx, store.Query{Where: store.Eq{Field: "slug", Value: slug}}, slug)
}

// TagOrder is the order of [Reader.Tags]: as a Vietnamese dictionary has them.
func TagOrder() store.Order[Tag] {
	return store.Order[Tag]{
		Sort:   store.Sort{By: []string{"sortKey"}},
		Values: func(t *Tag) []any { return []any{t.SortKey} },
	}
}

// Tags returns a page of all tags.
func (r *Reader) Tags(ctx context.Context, p store.Page) ([]*Tag, error) {
	return r.tags.Find(ctx, store.Query{Sort: TagOrder().Sort}.Paged(p))
}

// CountTags counts all tags.
func (r *Reader) CountTags(ctx context.Context) (int64, error) { return r.tags.Count(ctx, nil) }
