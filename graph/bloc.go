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

func (r queryResolver) Bloc(ctx context.Context, slug string) (*register.Bloc, error) {
	b, err := r.Register.BlocBySlug(ctx, r.viewer(ctx), slug)
	return found(ctx, b, err)
}

func (r queryResolver) Blocs(
	ctx context.Context, where *register.BlocFilter, order register.BlocOrder, first *int64, after *string, last *int64, before *string,
) (*blocPage, error) {
	f, v := or(where), r.viewer(ctx)
	return list(ctx, order.Order(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*register.Bloc, error) {
			return r.Register.Blocs(ctx, v, f, order, p)
		},
		func(ctx context.Context) (int64, error) { return r.Register.CountBlocs(ctx, v, f) })
}

// Bloc returns the resolvers of blocs.
func (r *Resolver) Bloc() gen.BlocResolver { return blocResolver{r} }

type blocResolver struct{ *Resolver }

// Name is the present one without a day, also of a bloc that is to be renamed.
func (r blocResolver) Name(_ context.Context, b *register.Bloc, asOf *viet.Date) (string, error) {
	if asOf == nil {
		return b.Name, nil
	}
	return b.NameAsOf(*asOf), nil
}

func (r blocResolver) Parent(ctx context.Context, b *register.Bloc) (*register.Bloc, error) {
	return one(ctx, b, func(b *register.Bloc) string { return b.ParentID }, r.blocs)
}

func (r blocResolver) SubBlocs(
	ctx context.Context, b *register.Bloc, first *int64, after *string, last *int64, before *string,
) (*blocPage, error) {
	v := r.viewer(ctx)
	return page(ctx, b, register.BlocsByName.Order(), pageArgs(first, after, last, before), pages[register.Bloc]{
		load: func(ctx context.Context, ids []string, p store.Page) (map[string][]*register.Bloc, error) {
			return r.Register.BlocsOfParents(ctx, v, ids, register.BlocFilter{}, register.BlocsByName, p)
		},
		count: func(ctx context.Context, ids []string) (map[string]int64, error) {
			return r.Register.CountBlocsPer(ctx, v, register.OfParent, ids, register.BlocFilter{})
		},
	})
}

func (r blocResolver) Supervisor(ctx context.Context, b *register.Bloc) (*register.Unit, error) {
	return one(ctx, b, func(b *register.Bloc) string { return b.SupervisorID }, r.units)
}

func (r blocResolver) EstablishedBy(ctx context.Context, b *register.Bloc) (*register.LegalReference, error) {
	return one(ctx, b, func(b *register.Bloc) string { return b.EstablishedByID }, r.legalReferences)
}

func (r blocResolver) Successors(ctx context.Context, b *register.Bloc) ([]*register.Bloc, error) {
	return many(ctx, b, func(b *register.Bloc) []string { return b.SuccessorIDs }, r.blocs)
}

func (r blocResolver) Members(
	ctx context.Context, b *register.Bloc, asOf *viet.Date, first *int64, after *string, last *int64, before *string,
) (*membershipPage, error) {
	day, v := r.day(asOf), r.viewer(ctx)
	return page(ctx, b, register.MembershipsByOrdinal.Order(), pageArgs(first, after, last, before), pages[register.BlocMembership]{
		load: func(ctx context.Context, ids []string, p store.Page) (map[string][]*register.BlocMembership, error) {
			return r.Register.MembershipsOfBlocs(ctx, v, ids, &day, p)
		},
		count: func(ctx context.Context, ids []string) (map[string]int64, error) {
			return r.Register.CountMembershipsPer(ctx, v, register.OfBloc, ids, &day)
		},
	})
}

// Units goes through the memberships of the day: one store call for those, one for the units.
func (r blocResolver) Units(
	ctx context.Context, b *register.Bloc, asOf *viet.Date, first *int64, after *string, last *int64, before *string,
) (*unitPage, error) {
	members, err := r.Members(ctx, b, asOf, first, after, last, before)
	if err != nil {
		return nil, err
	}
	if len(members.Nodes()) == 0 {
		return connection.Through(members, func(*register.BlocMembership) *register.Unit { return nil }), nil
	}
	units, err := edge(ctx, members.Nodes()[0], func(ctx context.Context, all []*register.BlocMembership) (map[string]*register.Unit, error) {
		return fetch(ctx, all, func(m *register.BlocMembership) []string { return []string{m.UnitID} }, r.units)
	})
	if err != nil {
		return nil, err
	}
	return connection.Through(members, func(m *register.BlocMembership) *register.Unit { return units[m.UnitID] }), nil
}

func (r blocResolver) Year(ctx context.Context, b *register.Bloc, year int64) (*register.BlocYear, error) {
	years, err := edge(ctx, b, func(ctx context.Context, blocs []*register.Bloc) (map[register.BlocYearKey]*register.BlocYear, error) {
		keys := make([]register.BlocYearKey, len(blocs))
		for i, id := range idsOf(blocs) {
			keys[i] = register.BlocYearKey{BlocID: id, Year: year}
		}
		byKey, err := r.Register.BlocYearsByKey(ctx, r.viewer(ctx), keys)
		if err != nil {
			return nil, err
		}
		adopt(ctx, pick(keys, byKey))
		return byKey, nil
	})
	return years[register.BlocYearKey{BlocID: b.ID, Year: year}], err
}

func (r blocResolver) Years(
	ctx context.Context, b *register.Bloc, first *int64, after *string, last *int64, before *string,
) (*connection.Connection[register.BlocYear], error) {
	v := r.viewer(ctx)
	return page(ctx, b, register.BlocYearsNewest.Order(), pageArgs(first, after, last, before), pages[register.BlocYear]{
		load: func(ctx context.Context, ids []string, p store.Page) (map[string][]*register.BlocYear, error) {
			return r.Register.BlocYearsOfBlocs(ctx, v, ids, register.BlocYearFilter{}, register.BlocYearsNewest, p)
		},
		count: func(ctx context.Context, ids []string) (map[string]int64, error) {
			return r.Register.CountBlocYearsPer(ctx, v, register.OfBloc, ids, register.BlocYearFilter{})
		},
	})
}

func (r blocResolver) OfficeTerms(
	ctx context.Context, b *register.Bloc, year *int64, first *int64, after *string, last *int64, before *string,
) (*connection.Connection[register.OfficeTerm], error) {
	v, f := r.viewer(ctx), register.OfficeFilter{Year: year}
	return page(ctx, b, register.OfficesNewest.Order(), pageArgs(first, after, last, before), pages[register.OfficeTerm]{
		load: func(ctx context.Context, ids []string, p store.Page) (map[string][]*register.OfficeTerm, error) {
			return r.Register.OfficeTermsOfBlocs(ctx, v, ids, f, p)
		},
		count: func(ctx context.Context, ids []string) (map[string]int64, error) {
			return r.Register.CountOfficeTermsPer(ctx, v, register.OfBloc, ids, f)
		},
	})
}

func (r blocResolver) Awards(
	ctx context.Context, b *register.Bloc, where *register.AwardFilter, order register.AwardOrder,
	first *int64, after *string, last *int64, before *string,
) (*awardPage, error) {
	return awardsOf(ctx, r.Resolver, b, register.OfBloc, r.Register.AwardsOfBlocs, or(where), order, pageArgs(first, after, last, before))
}

func (r blocResolver) Articles(
	ctx context.Context, b *register.Bloc, first *int64, after *string, last *int64, before *string,
) (*articlePage, error) {
	return articlesBy(ctx, r.Resolver, b, newsroom.ByBloc, first, after, last, before)
}

// BlocMembership returns the resolvers of memberships.
func (r *Resolver) BlocMembership() gen.BlocMembershipResolver { return membershipResolver{r} }

type membershipResolver struct{ *Resolver }

func (r membershipResolver) Bloc(ctx context.Context, m *register.BlocMembership) (*register.Bloc, error) {
	return one(ctx, m, func(m *register.BlocMembership) string { return m.BlocID }, r.blocs)
}

func (r membershipResolver) Unit(ctx context.Context, m *register.BlocMembership) (*register.Unit, error) {
	return one(ctx, m, func(m *register.BlocMembership) string { return m.UnitID }, r.units)
}

func (r membershipResolver) Document(ctx context.Context, m *register.BlocMembership) (*register.LegalReference, error) {
	return one(ctx, m, func(m *register.BlocMembership) string { return m.DocumentID }, r.legalReferences)
}

// OfficeTerm returns the resolvers of office terms.
func (r *Resolver) OfficeTerm() gen.OfficeTermResolver { return officeTermResolver{r} }

type officeTermResolver struct{ *Resolver }

func (r officeTermResolver) BlocYear(ctx context.Context, t *register.OfficeTerm) (*register.BlocYear, error) {
	return one(ctx, t, func(t *register.OfficeTerm) string { return t.BlocYearID }, r.blocYears)
}

func (r officeTermResolver) Bloc(ctx context.Context, t *register.OfficeTerm) (*register.Bloc, error) {
	return one(ctx, t, func(t *register.OfficeTerm) string { return t.BlocID }, r.blocs)
}

func (r officeTermResolver) Unit(ctx context.Context, t *register.OfficeTerm) (*register.Unit, error) {
	return one(ctx, t, func(t *register.OfficeTerm) string { return t.UnitID }, r.units)
}

func (r officeTermResolver) Person(ctx context.Context, t *register.OfficeTerm) (*register.Person, error) {
	return one(ctx, t, func(t *register.OfficeTerm) string { return t.PersonID }, r.people)
}
