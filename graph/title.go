package graph

import (
	"context"
	"fmt"

	"thidua/graph/connection"
	"thidua/graph/gen"
	"thidua/graph/scalar"
	"thidua/graph/shape"
	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/viet"
)

func (r queryResolver) TitleRegistrations(
	ctx context.Context, where *register.TitleFilter, order register.TitleOrder, first *int64, after *string, last *int64, before *string,
) (*connection.TitleRegistrations, error) {
	f, v := or(where), r.viewer(ctx)
	return list(ctx, order.Order(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*register.TitleRegistration, error) {
			return r.Register.Titles(ctx, v, f, order, p)
		},
		func(ctx context.Context) (int64, error) { return r.Register.CountTitles(ctx, v, f) })
}

func (r blocYearResolver) TitleRegistrations(
	ctx context.Context, y *register.BlocYear, where *register.TitleFilter, order register.TitleOrder,
	first *int64, after *string, last *int64, before *string,
) (*connection.TitleRegistrations, error) {
	f, v := or(where), r.viewer(ctx)
	return page(ctx, y, order.Order(), pageArgs(first, after, last, before), pages[register.TitleRegistration]{
		load: func(ctx context.Context, ids []string, p store.Page) (map[string][]*register.TitleRegistration, error) {
			return r.Register.TitlesOfBlocYears(ctx, v, ids, f, order, p)
		},
		count: func(ctx context.Context, ids []string) (map[string]int64, error) {
			return r.Register.CountTitlesPer(ctx, v, register.OfBlocYear, ids, f)
		},
	})
}

// UnitsWithoutRegistration is null for those who do not see all records: it would tell of what is not public.
func (r blocYearResolver) UnitsWithoutRegistration(ctx context.Context, y *register.BlocYear, asOf *viet.Date) ([]*register.Unit, error) {
	if !r.Register.SeesRecords(r.viewer(ctx)) {
		return nil, nil
	}
	type answer struct {
		ids   map[string][]string
		units map[string]*register.Unit
	}
	without, err := edge(ctx, y, func(ctx context.Context, years []*register.BlocYear) (a answer, err error) {
		day := func(y *register.BlocYear) viet.Date { return dayIn(y, asOf) }
		if a.ids, err = r.Register.UnitsWithoutTitles(ctx, r.viewer(ctx), years, day); err != nil {
			return a, err
		}
		a.units, err = fetch(ctx, years, func(y *register.BlocYear) []string { return a.ids[y.ID] }, r.units)
		return a, err
	})
	return pick(without.ids[y.ID], without.units), err
}

// dayIn returns the day at which a bloc-year is looked at: its last if none is given.
func dayIn(y *register.BlocYear, asOf *viet.Date) viet.Date {
	if asOf != nil {
		return *asOf
	}
	return viet.Date(fmt.Sprintf("%04d-12-31", y.Year))
}

func (r awardResolver) Registration(ctx context.Context, a *register.Award) (*register.TitleRegistration, error) {
	return one(ctx, a, func(a *register.Award) string { return a.RegistrationID }, r.titles)
}

// TitleRegistration returns the resolvers of registrations.
func (r *Resolver) TitleRegistration() gen.TitleRegistrationResolver { return titleResolver{r} }

type titleResolver struct{ *Resolver }

func (r titleResolver) BlocYear(ctx context.Context, t *register.TitleRegistration) (*register.BlocYear, error) {
	return one(ctx, t, func(t *register.TitleRegistration) string { return t.BlocYearID }, r.blocYears)
}

func (r titleResolver) Bloc(ctx context.Context, t *register.TitleRegistration) (*register.Bloc, error) {
	return one(ctx, t, func(t *register.TitleRegistration) string { return t.BlocID }, r.blocs)
}

func (r titleResolver) Unit(ctx context.Context, t *register.TitleRegistration) (*register.Unit, error) {
	return one(ctx, t, func(t *register.TitleRegistration) string { return t.UnitID }, r.units)
}

func (r titleResolver) AwardType(ctx context.Context, t *register.TitleRegistration) (*register.AwardType, error) {
	return one(ctx, t, func(t *register.TitleRegistration) string { return t.AwardTypeID }, r.awardTypes)
}

func (r titleResolver) Recipient(ctx context.Context, t *register.TitleRegistration) (scalar.AwardRecipient, error) {
	return recipient(ctx, r.Resolver, t, func(t *register.TitleRegistration) register.Recipient { return t.Recipient })
}

func (r titleResolver) Award(ctx context.Context, t *register.TitleRegistration) (*register.Award, error) {
	awards, err := edge(ctx, t, func(ctx context.Context, titles []*register.TitleRegistration) (map[string]*register.Award, error) {
		byTitle, err := r.Register.AwardsOfTitles(ctx, r.viewer(ctx), idsOf(titles))
		adopt(ctx, pick(idsOf(titles), byTitle))
		return byTitle, err
	})
	return awards[t.ID], err
}

func (r titleResolver) WithdrawnReason(ctx context.Context, t *register.TitleRegistration) (*string, error) {
	return r.forOffice(ctx, t.WithdrawnReason), nil
}

func (r titleResolver) Note(ctx context.Context, t *register.TitleRegistration) (*string, error) {
	return r.forOffice(ctx, t.Note), nil
}

// forOffice is a text of a record for those who see all records: null for others, or if it is empty.
func (r *Resolver) forOffice(ctx context.Context, text string) *string {
	if text == "" || !r.Register.SeesRecords(r.viewer(ctx)) {
		return nil
	}
	return &text
}

func (r mutationResolver) TitleRegister(ctx context.Context, input gen.TitleRegisterInput) (*shape.TitleBatch, error) {
	in := register.TitleEntries{BlocYearID: input.BlocYearID, Items: make([]register.TitleEntry, len(input.Items))}
	for i, item := range input.Items {
		in.Items[i] = *item
	}
	y, results, err := r.Register.RegisterTitles(ctx, r.viewer(ctx), in)
	payload := &shape.TitleBatch{BlocYear: y, Results: make([]*shape.TitleResult, len(results))}
	titles := []*register.TitleRegistration{}
	for i, result := range results {
		problems, _ := userErrors(ctx, result.Err) // others have ended the batch
		payload.Results[i] = &shape.TitleResult{Registration: result.Record, UserErrors: problems}
		if result.Record != nil {
			titles = append(titles, result.Record)
		}
	}
	adopt(ctx, titles)
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) TitleUpdate(ctx context.Context, input gen.TitleUpdateInput) (*shape.TitleRegistrationPayload, error) {
	change := register.TitleChange{ID: input.ID, Version: input.Version, Note: givenOrEmpty(input.Note)}
	var err error
	if change.Public, err = given(input.IsPublic, "isPublic"); err != nil {
		return answer[register.TitleRegistration](ctx, nil, err)
	}
	return recorded(ctx, r.viewer(ctx), change, r.Register.UpdateTitle)
}

func (r mutationResolver) TitleWithdraw(ctx context.Context, input register.TitleReason) (*shape.TitleRegistrationPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.WithdrawTitle)
}

func (r mutationResolver) TitleNominate(ctx context.Context, input register.TitleNomination) (*shape.AwardPayload, error) {
	a, warnings, err := r.Register.NominateTitle(ctx, r.viewer(ctx), input)
	return warned(ctx, a, warnings, err)
}

func (r mutationResolver) TitleRemove(ctx context.Context, input register.Ref) (*shape.Removal, error) {
	return removed(ctx, r.viewer(ctx), input, r.Register.RemoveTitle)
}
