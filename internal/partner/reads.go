package partner

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/store"
)

// Everything here is for administrators.

// Order is the order of [Partners.List]: the oldest first.
func Order() store.Order[Partner] { return store.Order[Partner]{} }

// List returns a page of all partners.
func (p *Partners) List(ctx context.Context, v access.Viewer, page store.Page) ([]*Partner, error) {
	if err := v.Require(access.See, subject()); err != nil {
		return nil, err
	}
	return p.partners.Find(ctx, store.Query{}.Paged(page))
}

// Count counts all partners.
func (p *Partners) Count(ctx context.Context, v access.Viewer) (int64, error) {
	if err := v.Require(access.See, subject()); err != nil {
		return 0, err
	}
	return p.partners.Count(ctx, nil)
}

// Partner returns one; [errs.NotFound] if there is none.
func (p *Partners) Partner(ctx context.Context, v access.Viewer, id string) (*Partner, error) {
	if err := v.Require(access.See, subject()); err != nil {
		return nil, err
	}
	return p.partners.ByID(ctx, id)
}

// ByID returns those of the partners that exist for the viewer.
func (p *Partners) ByID(ctx context.Context, v access.Viewer, ids []string) (map[string]*Partner, error) {
	if !v.Decide(access.See, subject()).Allowed {
		return map[string]*Partner{}, nil
	}
	return p.partners.ByIDs(ctx, ids, store.Whole)
}
