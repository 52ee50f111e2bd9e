package graph

import (
	"context"

	"thidua/graph/connection"
	"thidua/graph/gen"
	"thidua/internal/access"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/store"
)

func (r queryResolver) Events(
	ctx context.Context, where *register.EventFilter, order register.EventOrder, first *int64, after *string, last *int64, before *string,
) (*eventPage, error) {
	f, v := or(where), r.viewer(ctx)
	return list(ctx, order.Order(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*register.Event, error) {
			return r.Register.Events(ctx, v, f, order, p)
		},
		func(ctx context.Context) (int64, error) { return r.Register.CountEvents(ctx, v, f) })
}

func (r queryResolver) Movements(
	ctx context.Context, where *register.MovementFilter, order register.MovementOrder,
	first *int64, after *string, last *int64, before *string,
) (*connection.Connection[register.Movement], error) {
	f, v := or(where), r.viewer(ctx)
	return list(ctx, order.Order(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*register.Movement, error) {
			return r.Register.Movements(ctx, v, f, order, p)
		},
		func(ctx context.Context) (int64, error) { return r.Register.CountMovements(ctx, v, f) })
}

func (r queryResolver) People(
	ctx context.Context, where *register.PersonFilter, order register.PersonOrder,
	first *int64, after *string, last *int64, before *string,
) (*connection.Connection[register.Person], error) {
	f, v := or(where), r.viewer(ctx)
	return list(ctx, order.Order(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*register.Person, error) {
			return r.Register.People(ctx, v, f, order, p)
		},
		func(ctx context.Context) (int64, error) { return r.Register.CountPeople(ctx, v, f) })
}

// eventsOf resolves the events that belong to a document.
func eventsOf[P any](
	ctx context.Context, r *Resolver, node *P, parent register.Parent,
	load func(context.Context, access.Viewer, []string, register.EventFilter, register.EventOrder, store.Page) (map[string][]*register.Event, error),
	order register.EventOrder, args connection.Args,
) (*eventPage, error) {
	v := r.viewer(ctx)
	return page(ctx, node, order.Order(), args, pages[register.Event]{
		load: func(ctx context.Context, ids []string, p store.Page) (map[string][]*register.Event, error) {
			return load(ctx, v, ids, register.EventFilter{}, order, p)
		},
		count: func(ctx context.Context, ids []string) (map[string]int64, error) {
			return r.Register.CountEventsPer(ctx, v, parent, ids, register.EventFilter{})
		},
	})
}

// Event returns the resolvers of events.
func (r *Resolver) Event() gen.EventResolver { return eventResolver{r} }

type eventResolver struct{ *Resolver }

func (r eventResolver) HostUnit(ctx context.Context, e *register.Event) (*register.Unit, error) {
	return one(ctx, e, func(e *register.Event) string { return e.HostUnitID }, r.units)
}

func (r eventResolver) OrganizerBloc(ctx context.Context, e *register.Event) (*register.Bloc, error) {
	return one(ctx, e, func(e *register.Event) string { return e.OrganizerBlocID }, r.blocs)
}

func (r eventResolver) OrganizerUnit(ctx context.Context, e *register.Event) (*register.Unit, error) {
	return one(ctx, e, func(e *register.Event) string { return e.OrganizerUnitID }, r.units)
}

func (r eventResolver) BlocYears(ctx context.Context, e *register.Event) ([]*register.BlocYear, error) {
	return many(ctx, e, func(e *register.Event) []string { return e.BlocYearIDs }, r.blocYears)
}

func (r eventResolver) Participants(ctx context.Context, e *register.Event) ([]*register.Unit, error) {
	return many(ctx, e, func(e *register.Event) []string { return e.ParticipantIDs }, r.units)
}

func (r eventResolver) AwardsPresented(
	ctx context.Context, e *register.Event, first *int64, after *string, last *int64, before *string,
) (*awardPage, error) {
	return awardsOf(ctx, r.Resolver, e, register.OfPresentation, r.Register.AwardsPresentedAt, register.AwardFilter{},
		register.AwardsByRecipient, pageArgs(first, after, last, before))
}

func (r eventResolver) Articles(
	ctx context.Context, e *register.Event, first *int64, after *string, last *int64, before *string,
) (*articlePage, error) {
	return articlesBy(ctx, r.Resolver, e, newsroom.ByEvent, first, after, last, before)
}

// Movement returns the resolvers of movements.
func (r *Resolver) Movement() gen.MovementResolver { return movementResolver{r} }

type movementResolver struct{ *Resolver }

func (r movementResolver) LaunchedByUnit(ctx context.Context, m *register.Movement) (*register.Unit, error) {
	return one(ctx, m, func(m *register.Movement) string { return m.LaunchedByUnitID }, r.units)
}

func (r movementResolver) LaunchedByBloc(ctx context.Context, m *register.Movement) (*register.Bloc, error) {
	return one(ctx, m, func(m *register.Movement) string { return m.LaunchedByBlocID }, r.blocs)
}

func (r movementResolver) Parent(ctx context.Context, m *register.Movement) (*register.Movement, error) {
	return one(ctx, m, func(m *register.Movement) string { return m.ParentID }, r.movements)
}

func (r movementResolver) BlocYears(ctx context.Context, m *register.Movement) ([]*register.BlocYear, error) {
	return many(ctx, m, func(m *register.Movement) []string { return m.BlocYearIDs }, r.blocYears)
}

func (r movementResolver) Articles(
	ctx context.Context, m *register.Movement, first *int64, after *string, last *int64, before *string,
) (*articlePage, error) {
	return articlesBy(ctx, r.Resolver, m, newsroom.ByMovement, first, after, last, before)
}

// Person returns the resolvers of people.
func (r *Resolver) Person() gen.PersonResolver { return personResolver{r} }

type personResolver struct{ *Resolver }

func (r personResolver) Positions(ctx context.Context, p *register.Person) ([]*register.Position, error) {
	return parts(ctx, p, func(p *register.Person) []register.Position { return p.Positions })
}

func (r personResolver) Awards(
	ctx context.Context, p *register.Person, where *register.AwardFilter, order register.AwardOrder,
	first *int64, after *string, last *int64, before *string,
) (*awardPage, error) {
	return awardsOf(ctx, r.Resolver, p, register.OfRecipient, r.Register.AwardsOfRecipients, or(where), order, pageArgs(first, after, last, before))
}

func (r personResolver) Articles(
	ctx context.Context, p *register.Person, first *int64, after *string, last *int64, before *string,
) (*articlePage, error) {
	if len(p.JoinedIDs) == 0 {
		return articlesBy(ctx, r.Resolver, p, newsroom.ByPerson, first, after, last, before)
	}
	f := &newsroom.ArticleFilter{Person: &p.ID, Same: p.JoinedIDs}
	return list(ctx, newsroom.Newest.Order(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*newsroom.Article, error) {
			return r.News.Articles(ctx, f, newsroom.Newest, p)
		},
		func(ctx context.Context) (int64, error) { return r.News.CountArticles(ctx, f) })
}

// Position returns the resolvers of positions.
func (r *Resolver) Position() gen.PositionResolver { return positionResolver{r} }

type positionResolver struct{ *Resolver }

func (r positionResolver) Unit(ctx context.Context, p *register.Position) (*register.Unit, error) {
	return one(ctx, p, func(p *register.Position) string { return p.UnitID }, r.units)
}
