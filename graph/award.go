package graph

import (
	"context"

	"thidua/graph/connection"
	"thidua/graph/gen"
	"thidua/graph/scalar"
	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/store"
)

func (r queryResolver) Award(ctx context.Context, code string) (*register.Award, error) {
	a, err := r.Register.AwardByCode(ctx, r.viewer(ctx), code)
	return found(ctx, a, err)
}

func (r queryResolver) Awards(
	ctx context.Context, where *register.AwardFilter, order register.AwardOrder, first *int64, after *string, last *int64, before *string,
) (*awardPage, error) {
	f, v := or(where), r.viewer(ctx)
	return list(ctx, order.Order(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*register.Award, error) {
			return r.Register.Awards(ctx, v, f, order, p)
		},
		func(ctx context.Context) (int64, error) { return r.Register.CountAwards(ctx, v, f) })
}

// maxDimensions is the largest number of dimensions of a count.
const maxDimensions = 3

func (r queryResolver) AwardCounts(ctx context.Context, where *register.AwardFilter, by []register.AwardDimension) ([]*register.AwardCount, error) {
	if len(by) < 1 || len(by) > maxDimensions {
		return nil, errs.InvalidField("by", "Cần từ một đến ba tiêu chí thống kê.", "Give one to three dimensions.")
	}
	counts, err := r.Register.CountAwardsBy(ctx, r.viewer(ctx), or(where), by)
	if err != nil {
		return nil, err
	}
	lines := make([]*register.AwardCount, len(counts))
	for i := range counts {
		lines[i] = &counts[i]
	}
	adopt(ctx, lines)
	return lines, nil
}

func (r queryResolver) AwardType(ctx context.Context, code string) (*register.AwardType, error) {
	t, err := r.Register.AwardTypeByCode(ctx, r.viewer(ctx), code)
	return found(ctx, t, err)
}

func (r queryResolver) AwardTypes(
	ctx context.Context, where *register.AwardTypeFilter, order register.AwardTypeOrder,
	first *int64, after *string, last *int64, before *string,
) (*connection.Connection[register.AwardType], error) {
	f, v := or(where), r.viewer(ctx)
	return list(ctx, order.Order(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*register.AwardType, error) {
			return r.Register.AwardTypes(ctx, v, f, order, p)
		},
		func(ctx context.Context) (int64, error) { return r.Register.CountAwardTypes(ctx, v, f) })
}

func (r queryResolver) Decisions(
	ctx context.Context, where *register.DecisionFilter, order register.DecisionOrder,
	first *int64, after *string, last *int64, before *string,
) (*connection.Connection[register.Decision], error) {
	f, v := or(where), r.viewer(ctx)
	return list(ctx, order.Order(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*register.Decision, error) {
			return r.Register.Decisions(ctx, v, f, order, p)
		},
		func(ctx context.Context) (int64, error) { return r.Register.CountDecisions(ctx, v, f) })
}

// awardsOf resolves the awards that belong to a document.
func awardsOf[P any](
	ctx context.Context, r *Resolver, node *P, parent register.Parent,
	load func(context.Context, access.Viewer, []string, register.AwardFilter, register.AwardOrder, store.Page) (map[string][]*register.Award, error),
	f register.AwardFilter, order register.AwardOrder, args connection.Args,
) (*awardPage, error) {
	v := r.viewer(ctx)
	return page(ctx, node, order.Order(), args, pages[register.Award]{
		load: func(ctx context.Context, ids []string, p store.Page) (map[string][]*register.Award, error) {
			return load(ctx, v, ids, f, order, p)
		},
		count: func(ctx context.Context, ids []string) (map[string]int64, error) {
			return r.Register.CountAwardsPer(ctx, v, parent, ids, f)
		},
	})
}

// Award returns the resolvers of awards.
func (r *Resolver) Award() gen.AwardResolver { return awardResolver{r} }

type awardResolver struct{ *Resolver }

func (r awardResolver) AwardType(ctx context.Context, a *register.Award) (*register.AwardType, error) {
	return one(ctx, a, func(a *register.Award) string { return a.AwardTypeID }, r.awardTypes)
}

func (r awardResolver) Recipient(ctx context.Context, a *register.Award) (scalar.AwardRecipient, error) {
	return recipient(ctx, r.Resolver, a, func(a *register.Award) register.Recipient { return a.Recipient })
}

// recipient resolves who a record is about. It loads units and people each in one store call, for all siblings.
func recipient[T any](ctx context.Context, r *Resolver, node *T, who func(*T) register.Recipient) (scalar.AwardRecipient, error) {
	recipients, err := edge(ctx, node, func(ctx context.Context, nodes []*T) (map[string]scalar.AwardRecipient, error) {
		of := func(kind register.RecipientKind) func(*T) []string {
			return func(n *T) []string {
				if who(n).Kind != kind {
					return nil
				}
				return []string{who(n).ID}
			}
		}
		units, err := fetch(ctx, nodes, of(register.UnitRecipient), r.units)
		if err != nil {
			return nil, err
		}
		people, err := fetch(ctx, nodes, of(register.PersonRecipient), r.people)
		if err != nil {
			return nil, err
		}
		all := make(map[string]scalar.AwardRecipient, len(units)+len(people))
		for id, u := range units {
			all[id] = u
		}
		for id, p := range people {
			all[id] = p
		}
		return all, nil
	})
	return recipients[who(node).ID], err
}

func (r awardResolver) BlocYear(ctx context.Context, a *register.Award) (*register.BlocYear, error) {
	return one(ctx, a, func(a *register.Award) string { return a.BlocYearID }, r.blocYears)
}

func (r awardResolver) Bloc(ctx context.Context, a *register.Award) (*register.Bloc, error) {
	return one(ctx, a, func(a *register.Award) string { return a.BlocID }, r.blocs)
}

func (r awardResolver) NominatedByBloc(ctx context.Context, a *register.Award) (*register.Bloc, error) {
	return one(ctx, a, func(a *register.Award) string { return a.NominatedByBlocID }, r.blocs)
}

func (r awardResolver) NominatedByUnit(ctx context.Context, a *register.Award) (*register.Unit, error) {
	return one(ctx, a, func(a *register.Award) string { return a.NominatedByUnitID }, r.units)
}

func (r awardResolver) NominatedAt(ctx context.Context, a *register.Award) (*register.Event, error) {
	return one(ctx, a, func(a *register.Award) string { return a.NominatedAtID }, r.events)
}

func (r awardResolver) Decision(ctx context.Context, a *register.Award) (*register.Decision, error) {
	return one(ctx, a, func(a *register.Award) string { return a.DecisionID }, r.decisions)
}

func (r awardResolver) PresentedAt(ctx context.Context, a *register.Award) (*register.Event, error) {
	return one(ctx, a, func(a *register.Award) string { return a.PresentedAtEventID }, r.events)
}

func (r awardResolver) Revocation(ctx context.Context, a *register.Award) (*register.Revocation, error) {
	if a.Revocation == nil {
		return nil, nil //nolint:nilnil // null in GraphQL
	}
	revocations, err := parts(ctx, a, func(a *register.Award) []register.Revocation {
		if a.Revocation == nil {
			return nil
		}
		return []register.Revocation{*a.Revocation}
	})
	if err != nil {
		return nil, err
	}
	return revocations[0], nil
}

func (r awardResolver) Articles(
	ctx context.Context, a *register.Award, first *int64, after *string, last *int64, before *string,
) (*articlePage, error) {
	return articlesBy(ctx, r.Resolver, a, newsroom.ByAward, first, after, last, before)
}

// Revocation returns the resolvers of revocations.
func (r *Resolver) Revocation() gen.RevocationResolver { return revocationResolver{r} }

type revocationResolver struct{ *Resolver }

func (r revocationResolver) Decision(ctx context.Context, rev *register.Revocation) (*register.Decision, error) {
	return one(ctx, rev, func(rev *register.Revocation) string { return rev.DecisionID }, r.decisions)
}

// AwardCount returns the resolvers of award counts.
func (r *Resolver) AwardCount() gen.AwardCountResolver { return awardCountResolver{r} }

type awardCountResolver struct{ *Resolver }

func (r awardCountResolver) AwardType(ctx context.Context, c *register.AwardCount) (*register.AwardType, error) {
	return one(ctx, c, func(c *register.AwardCount) string { return c.AwardTypeID }, r.awardTypes)
}

func (r awardCountResolver) Unit(ctx context.Context, c *register.AwardCount) (*register.Unit, error) {
	return one(ctx, c, func(c *register.AwardCount) string { return c.UnitID }, r.units)
}

func (r awardCountResolver) Bloc(ctx context.Context, c *register.AwardCount) (*register.Bloc, error) {
	return one(ctx, c, func(c *register.AwardCount) string { return c.BlocID }, r.blocs)
}

// AwardType returns the resolvers of award types.
func (r *Resolver) AwardType() gen.AwardTypeResolver { return awardTypeResolver{r} }

type awardTypeResolver struct{ *Resolver }

func (r awardTypeResolver) LegalBasis(ctx context.Context, t *register.AwardType) ([]*register.LegalReference, error) {
	return many(ctx, t, func(t *register.AwardType) []string { return t.LegalBasisIDs }, r.legalReferences)
}

// Decision returns the resolvers of decisions.
func (r *Resolver) Decision() gen.DecisionResolver { return decisionResolver{r} }

type decisionResolver struct{ *Resolver }

func (r decisionResolver) Issuer(ctx context.Context, d *register.Decision) (*register.Unit, error) {
	return one(ctx, d, func(d *register.Decision) string { return d.IssuerID }, r.units)
}

func (r decisionResolver) Awards(
	ctx context.Context, d *register.Decision, where *register.AwardFilter, order register.AwardOrder,
	first *int64, after *string, last *int64, before *string,
) (*awardPage, error) {
	return awardsOf(ctx, r.Resolver, d, register.OfDecision, r.Register.AwardsOfDecisions, or(where), order, pageArgs(first, after, last, before))
}
