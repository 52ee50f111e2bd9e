package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"thidua/graph/connection"
	"thidua/graph/gen"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/viet"
)

func (r queryResolver) BlocYear(ctx context.Context, bloc string, year int64) (*register.BlocYear, error) {
	b, err := r.Bloc(ctx, bloc)
	if err != nil || b == nil {
		return nil, err
	}
	key := register.BlocYearKey{BlocID: b.ID, Year: year}
	years, err := r.Register.BlocYearsByKey(ctx, r.viewer(ctx), []register.BlocYearKey{key})
	if err != nil || years[key] == nil {
		return nil, err
	}
	return found(ctx, years[key], nil)
}

// BlocYear returns the resolvers of bloc-years.
func (r *Resolver) BlocYear() gen.BlocYearResolver { return blocYearResolver{r} }

type blocYearResolver struct{ *Resolver }

func (r blocYearResolver) Bloc(ctx context.Context, y *register.BlocYear) (*register.Bloc, error) {
	return one(ctx, y, func(y *register.BlocYear) string { return y.BlocID }, r.blocs)
}

// maxTimelineEvents bounds the events of a timeline.
const maxTimelineEvents = 100

// Timeline joins the changes of state with the events; a change that an event brought about is one entry with it.
func (r blocYearResolver) Timeline(ctx context.Context, y *register.BlocYear) ([]*gen.TimelineEntry, error) {
	events, err := edge(ctx, y, func(ctx context.Context, years []*register.BlocYear) (map[string][]*register.Event, error) {
		return perParent(ctx, years, func(ctx context.Context, ids []string) (map[string][]*register.Event, error) {
			return r.Register.EventsOfBlocYears(ctx, r.viewer(ctx), ids, register.EventFilter{}, register.EventsOldest,
				store.Page{Limit: maxTimelineEvents})
		})
	})
	if err != nil {
		return nil, err
	}
	entries := []*gen.TimelineEntry{}
	at := map[string]*gen.TimelineEntry{}
	for _, e := range events[y.ID] {
		at[e.ID] = &gen.TimelineEntry{On: dated(e.StartsOn), Title: e.Title, Event: e}
		entries = append(entries, at[e.ID])
	}
	for _, c := range y.Transitions {
		state := c.To
		if entry := at[c.EventID]; entry != nil && entry.State == nil {
			entry.State = &state
			continue
		}
		entries = append(entries, &gen.TimelineEntry{On: dated(c.On), Title: fmt.Sprintf("%s %d", state.Label(), y.Year), State: &state})
	}
	slices.SortStableFunc(entries, func(a, b *gen.TimelineEntry) int { return strings.Compare(dayOf(a), dayOf(b)) })
	return entries, nil
}

func dated(d viet.Date) *viet.Date {
	if d == "" {
		return nil
	}
	return &d
}

func dayOf(e *gen.TimelineEntry) string {
	if e.On == nil {
		return ""
	}
	return string(*e.On)
}

// maxOfficers bounds the officers of one role in a bloc-year.
const maxOfficers = 20

// officers returns the office terms of a role that were proposed, confirmed or held, those that were held first.
func (r blocYearResolver) officers(ctx context.Context, y *register.BlocYear, role register.OfficeRole) ([]*register.OfficeTerm, error) {
	byYear, err := edge(ctx, y, func(ctx context.Context, years []*register.BlocYear) (map[string][]*register.OfficeTerm, error) {
		return perParent(ctx, years, func(ctx context.Context, ids []string) (map[string][]*register.OfficeTerm, error) {
			return r.Register.OfficeTermsOfBlocYears(ctx, r.viewer(ctx), ids, register.OfficeFilter{
				Role:   &role,
				Status: []register.OfficeStatus{register.OfficeProposed, register.OfficeConfirmed, register.OfficeEnded},
			}, store.Page{Limit: maxOfficers})
		})
	})
	if err != nil {
		return nil, err
	}
	terms := append([]*register.OfficeTerm{}, byYear[y.ID]...)
	slices.SortStableFunc(terms, func(a, b *register.OfficeTerm) int {
		return boolOrder(a.Status == register.OfficeProposed) - boolOrder(b.Status == register.OfficeProposed)
	})
	return terms, nil
}

func boolOrder(last bool) int {
	if last {
		return 1
	}
	return 0
}

func (r blocYearResolver) Head(ctx context.Context, y *register.BlocYear) (*register.OfficeTerm, error) {
	heads, err := r.officers(ctx, y, register.HeadRole)
	if err != nil || len(heads) == 0 {
		return nil, err
	}
	return heads[0], nil
}

func (r blocYearResolver) Deputies(ctx context.Context, y *register.BlocYear) ([]*register.OfficeTerm, error) {
	return r.officers(ctx, y, register.DeputyRole)
}

// Members looks at each bloc-year on its own last day unless a day is given; all days are read in one store call.
func (r blocYearResolver) Members(
	ctx context.Context, y *register.BlocYear, asOf *viet.Date, first *int64, after *string, last *int64, before *string,
) (*membershipPage, error) {
	v := r.viewer(ctx)
	request, err := connection.NewRequest(register.MembershipsByOrdinal.Order(), pageArgs(first, after, last, before))
	if err != nil {
		return nil, err
	}
	day := func(y *register.BlocYear) register.BlocDay {
		d := viet.Date(fmt.Sprintf("%04d-12-31", y.Year))
		if asOf != nil {
			d = *asOf
		}
		return register.BlocDay{BlocID: y.BlocID, Day: d}
	}
	days := func(years []*register.BlocYear) []register.BlocDay {
		all := make([]register.BlocDay, len(years))
		for i, y := range years {
			all[i] = day(y)
		}
		return all
	}
	members, err := edge(ctx, y, func(ctx context.Context, years []*register.BlocYear) (map[register.BlocDay][]*register.BlocMembership, error) {
		byDay, err := r.Register.MembershipsOnDays(ctx, v, days(years), request.Page)
		if err != nil {
			return nil, err
		}
		var group []*register.BlocMembership
		for _, d := range days(years) {
			group = append(group, byDay[d]...)
		}
		adopt(ctx, group)
		return byDay, nil
	})
	if err != nil {
		return nil, err
	}
	return connection.New(request, members[day(y)], func(ctx context.Context) (int64, error) {
		counts, err := edge(ctx, y, func(ctx context.Context, years []*register.BlocYear) (map[register.BlocDay]int64, error) {
			return r.Register.CountMembershipsOnDays(ctx, v, days(years))
		})
		return counts[day(y)], err
	}), nil
}

func (r blocYearResolver) Tasks(
	ctx context.Context, y *register.BlocYear, where *register.TaskFilter, order register.TaskOrder,
	first *int64, after *string, last *int64, before *string,
) (*taskPage, error) {
	return tasksOf(ctx, r.Resolver, y, register.OfBlocYear, r.Register.TasksOfBlocYears, or(where), order, pageArgs(first, after, last, before))
}

func (r blocYearResolver) Awards(
	ctx context.Context, y *register.BlocYear, where *register.AwardFilter, order register.AwardOrder,
	first *int64, after *string, last *int64, before *string,
) (*awardPage, error) {
	return awardsOf(ctx, r.Resolver, y, register.OfBlocYear, r.Register.AwardsOfBlocYears, or(where), order, pageArgs(first, after, last, before))
}

func (r blocYearResolver) AwardSummary(ctx context.Context, y *register.BlocYear) ([]*register.AwardSummary, error) {
	summaries, err := edge(ctx, y, func(ctx context.Context, years []*register.BlocYear) (map[string][]*register.AwardSummary, error) {
		return perParent(ctx, years, func(ctx context.Context, ids []string) (map[string][]*register.AwardSummary, error) {
			return r.Register.AwardSummaries(ctx, r.viewer(ctx), ids)
		})
	})
	if err != nil {
		return nil, err
	}
	return append([]*register.AwardSummary{}, summaries[y.ID]...), nil
}

func (r blocYearResolver) Events(
	ctx context.Context, y *register.BlocYear, first *int64, after *string, last *int64, before *string,
) (*eventPage, error) {
	return eventsOf(ctx, r.Resolver, y, register.OfBlocYears, r.Register.EventsOfBlocYears, register.EventsOldest,
		pageArgs(first, after, last, before))
}

func (r blocYearResolver) Movements(
	ctx context.Context, y *register.BlocYear, first *int64, after *string, last *int64, before *string,
) (*connection.Connection[register.Movement], error) {
	v := r.viewer(ctx)
	return page(ctx, y, register.MovementsByName.Order(), pageArgs(first, after, last, before), pages[register.Movement]{
		load: func(ctx context.Context, ids []string, p store.Page) (map[string][]*register.Movement, error) {
			return r.Register.MovementsOfBlocYears(ctx, v, ids, register.MovementFilter{}, register.MovementsByName, p)
		},
		count: func(ctx context.Context, ids []string) (map[string]int64, error) {
			return r.Register.CountMovementsPer(ctx, v, register.OfBlocYears, ids, register.MovementFilter{})
		},
	})
}

func (r blocYearResolver) Articles(
	ctx context.Context, y *register.BlocYear, first *int64, after *string, last *int64, before *string,
) (*articlePage, error) {
	return articlesBy(ctx, r.Resolver, y, newsroom.ByBlocYear, first, after, last, before)
}

// AwardSummary returns the resolvers of award summaries.
func (r *Resolver) AwardSummary() gen.AwardSummaryResolver { return awardSummaryResolver{r} }

type awardSummaryResolver struct{ *Resolver }

func (r awardSummaryResolver) AwardType(ctx context.Context, s *register.AwardSummary) (*register.AwardType, error) {
	return one(ctx, s, func(s *register.AwardSummary) string { return s.AwardTypeID }, r.awardTypes)
}
