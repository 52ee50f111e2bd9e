package graph

import (
	"context"
	"slices"

	"thidua/graph/connection"
	"thidua/graph/gen"
	"thidua/internal/access"
	"thidua/internal/custom"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/store"
)

func (r *Resolver) drafts(ctx context.Context, ids []string) (map[string]*newsroom.Draft, error) {
	return r.Desk.DraftsByID(ctx, r.viewer(ctx), ids, store.Light)
}

func (r queryResolver) Drafts(
	ctx context.Context, where *newsroom.DraftFilter, order newsroom.DraftOrder,
	first *int64, after *string, last *int64, before *string,
) (*connection.Drafts, error) {
	v := r.viewer(ctx)
	if err := r.completeDrafts(ctx, where); err != nil {
		return nil, err
	}
	return list(ctx, order.Order(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*newsroom.Draft, error) {
			return r.Desk.Drafts(ctx, v, where, order, p)
		},
		func(ctx context.Context) (int64, error) { return r.Desk.CountDrafts(ctx, v, where) })
}

// completeDrafts adds to a filter of drafts what others know of what it names: the register of a record that is not for the
// viewer, and the definitions of custom fields.
func (r *Resolver) completeDrafts(ctx context.Context, where *newsroom.DraftFilter) (err error) {
	if where == nil {
		return nil
	}
	if len(where.Custom) > 0 {
		if where.Fields, err = r.fieldsOf(ctx, custom.Article); err != nil {
			return err
		}
	}
	if where.LinksTo != nil {
		where.Nowhere, err = r.Register.HidesID(ctx, r.viewer(ctx), *where.LinksTo)
	}
	return err
}

func (r queryResolver) Draft(ctx context.Context, slug string) (*newsroom.Draft, error) {
	d, err := r.Desk.DraftBySlug(ctx, r.viewer(ctx), slug)
	return found(ctx, d, err)
}

func (r queryResolver) Scheduler(ctx context.Context) (*gen.Scheduler, error) {
	late, err := r.Desk.Lateness(ctx, r.viewer(ctx))
	if err != nil {
		return nil, err
	}
	return &gen.Scheduler{LateSeconds: int64(late.Seconds())}, nil
}

// Draft returns the resolvers of drafts.
func (r *Resolver) Draft() gen.DraftResolver {
	return draftResolver{contentResolver[newsroom.Draft]{
		Resolver: r,
		content:  func(d *newsroom.Draft) *newsroom.Content { return &d.Content },
		whole: func(ctx context.Context, ids []string) (map[string]*newsroom.Draft, error) {
			return r.Desk.DraftsByID(ctx, r.viewer(ctx), ids, store.Whole)
		},
		shown: func(ctx context.Context, fields *custom.Set, d *newsroom.Draft) []custom.Typed {
			return d.Shown(r.viewer(ctx), fields)
		},
	}}
}

type draftResolver struct {
	contentResolver[newsroom.Draft]
}

func (r draftResolver) Steps(ctx context.Context, d *newsroom.Draft) ([]newsroom.Step, error) {
	return r.Desk.Open(r.viewer(ctx), d), nil
}

func (r draftResolver) OwnerUnit(ctx context.Context, d *newsroom.Draft) (*register.Unit, error) {
	return one(ctx, d, func(d *newsroom.Draft) string { return d.OwnerUnitID }, r.units)
}

// people loads all who had to do with the drafts: one call, whichever of them is asked for first.
func (r draftResolver) people(ctx context.Context, d *newsroom.Draft) (map[string]*access.User, error) {
	return edgeAs(ctx, d, "people", func(ctx context.Context, drafts []*newsroom.Draft) (map[string]*access.User, error) {
		return fetch(ctx, drafts, func(d *newsroom.Draft) []string {
			ids := append([]string{d.CreatedBy, d.SavedBy, d.SubmittedBy, d.ApprovedBy, d.ScheduledBy}, d.WriterIDs...)
			return slices.DeleteFunc(ids, func(id string) bool { return id == access.SystemActor })
		}, r.users)
	})
}

func (r draftResolver) person(ctx context.Context, d *newsroom.Draft, id string) (*access.User, error) {
	if id == "" {
		return nil, nil //nolint:nilnil // null in GraphQL
	}
	all, err := r.people(ctx, d)
	return all[id], err
}

func (r draftResolver) CreatedBy(ctx context.Context, d *newsroom.Draft) (*access.User, error) {
	return r.person(ctx, d, d.CreatedBy)
}

func (r draftResolver) SavedBy(ctx context.Context, d *newsroom.Draft) (*access.User, error) {
	return r.person(ctx, d, d.SavedBy)
}

func (r draftResolver) SubmittedBy(ctx context.Context, d *newsroom.Draft) (*access.User, error) {
	return r.person(ctx, d, d.SubmittedBy)
}

func (r draftResolver) ApprovedBy(ctx context.Context, d *newsroom.Draft) (*access.User, error) {
	return r.person(ctx, d, d.ApprovedBy)
}

func (r draftResolver) ScheduledBy(ctx context.Context, d *newsroom.Draft) (*access.User, error) {
	return r.person(ctx, d, d.ScheduledBy)
}

func (r draftResolver) Writers(ctx context.Context, d *newsroom.Draft) ([]*access.User, error) {
	if len(d.WriterIDs) == 0 {
		return []*access.User{}, nil
	}
	all, err := r.people(ctx, d)
	return pick(d.WriterIDs, all), err
}

func (r draftResolver) Article(ctx context.Context, d *newsroom.Draft) (*newsroom.Article, error) {
	return one(ctx, d, func(d *newsroom.Draft) string {
		if d.Live == nil {
			return ""
		}
		return d.ArticleID()
	}, r.articles)
}

func (r draftResolver) IsAhead(_ context.Context, d *newsroom.Draft) (bool, error) {
	return d.State != newsroom.Published, nil
}

func (r draftResolver) PreviousSlugs(_ context.Context, d *newsroom.Draft) ([]string, error) {
	return slices.DeleteFunc(slices.Clone(d.PublicSlugs), func(s string) bool { return s == d.Slug }), nil
}
