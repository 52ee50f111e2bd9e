package graph

import (
	"context"

	"thidua/graph/connection"
	"thidua/graph/gen"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/viet"
)

type (
	articlePage    = connection.Connection[newsroom.Article]
	unitPage       = connection.Connection[register.Unit]
	blocPage       = connection.Connection[register.Bloc]
	membershipPage = connection.Connection[register.BlocMembership]
	awardPage      = connection.Connection[register.Award]
	taskPage       = connection.Connection[register.Task]
	eventPage      = connection.Connection[register.Event]
)

func (r queryResolver) Unit(ctx context.Context, slug string) (*register.Unit, error) {
	u, err := r.Register.UnitBySlug(ctx, r.viewer(ctx), slug)
	return found(ctx, u, err)
}

func (r queryResolver) Units(
	ctx context.Context, where *register.UnitFilter, order register.UnitOrder, first *int64, after *string, last *int64, before *string,
) (*unitPage, error) {
	f, v := or(where), r.viewer(ctx)
	return list(ctx, order.Order(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*register.Unit, error) {
			return r.Register.Units(ctx, v, f, order, p)
		},
		func(ctx context.Context) (int64, error) { return r.Register.CountUnits(ctx, v, f) })
}

// Unit returns the resolvers of units.
func (r *Resolver) Unit() gen.UnitResolver { return unitResolver{r} }

type unitResolver struct{ *Resolver }

func (r unitResolver) Name(_ context.Context, u *register.Unit, asOf *viet.Date) (string, error) {
	return u.NameAsOf(r.day(asOf)), nil
}

func (r unitResolver) Exists(_ context.Context, u *register.Unit, asOf *viet.Date) (bool, error) {
	return u.ExistsOn(r.day(asOf)), nil
}

func (r unitResolver) Province(_ context.Context, u *register.Unit, asOf *viet.Date) (*register.ProvinceSpan, error) {
	return u.ProvinceAsOf(r.day(asOf)), nil
}

func (r unitResolver) Parent(ctx context.Context, u *register.Unit) (*register.Unit, error) {
	return one(ctx, u, func(u *register.Unit) string { return u.ParentID }, r.units)
}

func (r unitResolver) Children(
	ctx context.Context, u *register.Unit, first *int64, after *string, last *int64, before *string,
) (*unitPage, error) {
	v := r.viewer(ctx)
	return page(ctx, u, register.UnitsByName.Order(), pageArgs(first, after, last, before), pages[register.Unit]{
		load: func(ctx context.Context, ids []string, p store.Page) (map[string][]*register.Unit, error) {
			return r.Register.UnitsOfParents(ctx, v, ids, register.UnitFilter{}, register.UnitsByName, p)
		},
		count: func(ctx context.Context, ids []string) (map[string]int64, error) {
			return r.Register.CountUnitsPer(ctx, v, register.OfParent, ids, register.UnitFilter{})
		},
	})
}

func (r unitResolver) Successions(ctx context.Context, u *register.Unit) ([]*register.Succession, error) {
	return parts(ctx, u, func(u *register.Unit) []register.Succession { return u.Successions })
}

func (r unitResolver) Predecessors(ctx context.Context, u *register.Unit) ([]*register.Unit, error) {
	return many(ctx, u, func(u *register.Unit) []string { return u.Lineage }, r.units)
}

func (r unitResolver) Memberships(
	ctx context.Context, u *register.Unit, asOf *viet.Date, first *int64, after *string, last *int64, before *string,
) (*membershipPage, error) {
	v := r.viewer(ctx)
	return page(ctx, u, register.MembershipsOldest.Order(), pageArgs(first, after, last, before), pages[register.BlocMembership]{
		load: func(ctx context.Context, ids []string, p store.Page) (map[string][]*register.BlocMembership, error) {
			return r.Register.MembershipsOfUnits(ctx, v, ids, asOf, p)
		},
		count: func(ctx context.Context, ids []string) (map[string]int64, error) {
			return r.Register.CountMembershipsPer(ctx, v, register.OfUnit, ids, asOf)
		},
	})
}

func (r unitResolver) Awards(
	ctx context.Context, u *register.Unit, where *register.AwardFilter, includePredecessors bool, order register.AwardOrder,
	first *int64, after *string, last *int64, before *string,
) (*awardPage, error) {
	if includePredecessors {
		return r.awardsThroughLineage(ctx, u, or(where), order, pageArgs(first, after, last, before))
	}
	return awardsOf(ctx, r.Resolver, u, register.OfRecipient, r.Register.AwardsOfRecipients, or(where), order, pageArgs(first, after, last, before))
}

// awardsThroughLineage is the edge to the awards of a unit and of all that it continues.
func (r unitResolver) awardsThroughLineage(
	ctx context.Context, u *register.Unit, f register.AwardFilter, order register.AwardOrder, args connection.Args,
) (*awardPage, error) {
	v := r.viewer(ctx)
	request, err := connection.NewRequest(order.Order(), args)
	if err != nil {
		return nil, err
	}
	byUnit, err := edge(ctx, u, func(ctx context.Context, units []*register.Unit) (map[string][]*register.Award, error) {
		awards, err := r.Register.AwardsThroughLineage(ctx, v, units, f, order, request.Page)
		if err != nil {
			return nil, err
		}
		var group []*register.Award
		for _, id := range idsOf(units) {
			group = append(group, awards[id]...)
		}
		adopt(ctx, group)
		return awards, nil
	})
	if err != nil {
		return nil, err
	}
	return connection.New(request, byUnit[u.ID], func(ctx context.Context) (int64, error) {
		counts, err := edge(ctx, u, func(ctx context.Context, units []*register.Unit) (map[string]int64, error) {
			return r.Register.CountAwardsPer(ctx, v, register.OfRecipient, lineages(units), f)
		})
		return total(u, counts), err
	}), nil
}

// lineages returns the IDs of the units and of all that they continue.
func lineages(units []*register.Unit) []string {
	var ids []string
	for _, u := range units {
		ids = append(append(ids, u.ID), u.Lineage...)
	}
	return distinct(ids)
}

// total adds up the counts of a unit and of all that it continues.
func total(u *register.Unit, counts map[string]int64) int64 {
	sum := counts[u.ID]
	for _, id := range u.Lineage {
		sum += counts[id]
	}
	return sum
}

func (r unitResolver) Tasks(
	ctx context.Context, u *register.Unit, where *register.TaskFilter, order register.TaskOrder,
	first *int64, after *string, last *int64, before *string,
) (*taskPage, error) {
	return tasksOf(ctx, r.Resolver, u, register.OfOwner, r.Register.TasksOfOwners, or(where), order, pageArgs(first, after, last, before))
}

func (r unitResolver) Events(
	ctx context.Context, u *register.Unit, first *int64, after *string, last *int64, before *string,
) (*eventPage, error) {
	return eventsOf(ctx, r.Resolver, u, register.OfParticipant, r.Register.EventsOfParticipants, register.EventsNewest,
		pageArgs(first, after, last, before))
}

func (r unitResolver) Articles(
	ctx context.Context, u *register.Unit, includePredecessors bool, first *int64, after *string, last *int64, before *string,
) (*articlePage, error) {
	through := includePredecessors && len(u.Lineage) > 0
	if !through && len(u.JoinedIDs) == 0 {
		return articlesBy(ctx, r.Resolver, u, newsroom.ByUnit, first, after, last, before)
	}
	f := &newsroom.ArticleFilter{Unit: &u.ID, Same: u.JoinedIDs, IncludePredecessors: through, Predecessors: u.Lineage}
	return list(ctx, newsroom.Newest.Order(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*newsroom.Article, error) {
			return r.News.Articles(ctx, f, newsroom.Newest, p)
		},
		func(ctx context.Context) (int64, error) { return r.News.CountArticles(ctx, f) })
}

// Succession returns the resolvers of successions.
func (r *Resolver) Succession() gen.SuccessionResolver { return successionResolver{r} }

type successionResolver struct{ *Resolver }

func (r successionResolver) To(ctx context.Context, s *register.Succession) (*register.Unit, error) {
	return one(ctx, s, func(s *register.Succession) string { return s.ToID }, r.units)
}

func (r successionResolver) Document(ctx context.Context, s *register.Succession) (*register.LegalReference, error) {
	return one(ctx, s, func(s *register.Succession) string { return s.DocumentID }, r.legalReferences)
}
