package newsroom

import (
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/custom"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// Restoration says which version of a draft is to be its content again.
type Restoration struct {
	Number int64
	Slug   string // instead of the version's own; empty to take that
	Note   string
	// Vet, if set, sees the content first: it refuses it, or leaves out what may not come back.
	Vet func(context.Context, *Content) error
}

// Restore makes of an older version's content a new version, which needs approval again. A slug that another article has
// in the meantime is refused.
func (d *Desk) Restore(ctx context.Context, v access.Viewer, ref Ref, r Restoration) (*Draft, error) {
	return d.step(ctx, v, ref, Restoring, r.Note, func(before, after *Draft) error {
		if r.Number == before.Version || r.Number == before.number() {
			return errs.InvalidField("restore", "Đây đã là phiên bản hiện tại.", "This is the present version already.")
		}
		old, err := d.VersionAt(ctx, v, store.Revision{ID: ref.ID, Version: r.Number})
		if err != nil {
			return inField("restore", err)
		}
		c := old.Content
		if c.Values, err = d.restored(ctx, before.Values, c.Values); err != nil {
			return err
		}
		if r.Slug != "" {
			c.Slug = r.Slug
		}
		if r.Vet != nil {
			if err := r.Vet(ctx, &c); err != nil {
				return err
			}
		}
		if c, err = c.checked(); err != nil {
			return err
		}
		slug := after.Slug
		after.Content = c
		if c.Slug != slug {
			after.rename(c.Slug)
		}
		after.written(v.Actor)
		return nil
	})
}

// Duplicate makes a new draft for a unit, or for the office if that is empty, with the content of a version of another,
// of the present one if its number is 0. It has a slug of its own, and neither a history nor a time of expiry.
func (d *Desk) Duplicate(ctx context.Context, v access.Viewer, of store.Revision, ownerUnitID string) (*Draft, error) {
	if err := v.Require(access.Create, access.Subject{Noun: access.Drafts, UnitID: ownerUnitID}); err != nil {
		return nil, err
	}
	c, number, err := d.contentOf(ctx, v, of)
	if err != nil {
		return nil, err
	}
	c.Slug, c.ExpiresAt = "", nil
	if c.Values, err = d.restored(ctx, custom.Values{}, c.Values); err != nil {
		return nil, err
	}
	note := fmt.Sprintf("Bản sao của %s / a copy", VersionID(of.ID, number))
	return d.create(ctx, v, c, ownerUnitID, store.Act{Actor: v.Actor, Action: "article.duplicate", Note: note}, Duplicating)
}

// contentOf returns the content of a version, the present one for 0, and its number.
func (d *Desk) contentOf(ctx context.Context, v access.Viewer, of store.Revision) (Content, int64, error) {
	if of.Version == 0 {
		draft, err := d.visible(ctx, v, of.ID)
		if err != nil {
			return Content{}, 0, err
		}
		return draft.Content, draft.number(), nil
	}
	old, err := d.VersionAt(ctx, v, of)
	if err != nil {
		return Content{}, 0, inField("version", err)
	}
	return old.Content, old.Number(), nil
}

// inField names the field that an error is about.
func inField(field string, err error) error {
	e := errs.As(err)
	if e == nil {
		return err
	}
	placed := *e
	placed.Field = slices.Concat([]string{field}, e.Field)
	return &placed
}
