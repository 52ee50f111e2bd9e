package register

import (
	"context"
	"slices"
	"strings"

	"thidua/internal/access"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// TitleFilter chooses registrations; an empty field is no condition.
type TitleFilter struct {
	Bloc, BlocYear, Unit, Recipient, AwardType *string

	Form          []AwardForm
	State         []TitleState
	Year          *int64
	RecipientName *string // every word of it
}

func (f TitleFilter) where(v access.Viewer) store.Where {
	return store.All(
		is("blocId", f.Bloc), is("blocYearId", f.BlocYear), is("unitId", f.Unit), is("recipient.id", f.Recipient),
		is("awardTypeId", f.AwardType), oneOf("form", f.Form), oneOf("state", f.State), inYear(f.Year), words(f.RecipientName), public(v),
	)
}

// TitleOrder is an order of registrations.
type TitleOrder string

// The orders: by year, or by the recipient's name in Vietnamese alphabetical order.
const (
	TitlesNewest      TitleOrder = "NEWEST"
	TitlesByRecipient TitleOrder = "RECIPIENT"
)

// Order returns the order for the store.
func (o TitleOrder) Order() store.Order[TitleRegistration] {
	if o == TitlesByRecipient {
		return sortBy(false, func(t *TitleRegistration) []any { return []any{t.SortKey} }, "sortKey")
	}
	return sortBy(true, func(t *TitleRegistration) []any { return []any{t.Year} }, "year")
}

// Titles returns a page of registrations.
func (r *Register) Titles(ctx context.Context, v access.Viewer, f TitleFilter, o TitleOrder, p store.Page) ([]*TitleRegistration, error) {
	where, err := r.shownTitles(ctx, v, f)
	if err != nil {
		return nil, err
	}
	return r.titles.Find(ctx, store.Query{Where: where, Sort: o.Order().Sort}.Paged(p))
}

// CountTitles counts registrations.
func (r *Register) CountTitles(ctx context.Context, v access.Viewer, f TitleFilter) (int64, error) {
	where, err := r.shownTitles(ctx, v, f)
	if err != nil {
		return 0, err
	}
	return r.titles.Count(ctx, where)
}

// TitlesByID returns those of the registrations that exist for the viewer.
func (r *Register) TitlesByID(ctx context.Context, v access.Viewer, ids []string) (map[string]*TitleRegistration, error) {
	return visible(ctx, r.titles, v, ids)
}

// TitlesOfBlocYears returns the registrations of each bloc-year.
func (r *Register) TitlesOfBlocYears(ctx context.Context, v access.Viewer, blocYearIDs []string, f TitleFilter, o TitleOrder, p store.Page) (map[string][]*TitleRegistration, error) {
	where, err := r.shownTitles(ctx, v, f)
	if err != nil {
		return nil, err
	}
	return r.titles.FindPer(ctx, "blocYearId", blocYearIDs, store.Query{Where: where, Sort: o.Order().Sort}.Paged(p))
}

// CountTitlesPer counts the registrations of each parent that the viewer may see.
func (r *Register) CountTitlesPer(ctx context.Context, v access.Viewer, parent Parent, ids []string, f TitleFilter) (map[string]int64, error) {
	where, err := r.shownTitles(ctx, v, f)
	if err != nil {
		return nil, err
	}
	return countPer(ctx, r.titles, parent, ids, where)
}

// shownTitles is [TitleFilter.where] for lists and counts that name a recipient: by a person who is hidden from the viewer
// nothing is found.
func (r *Register) shownTitles(ctx context.Context, v access.Viewer, f TitleFilter) (store.Where, error) {
	if f.Recipient == nil || !strings.HasPrefix(*f.Recipient, r.people.Prefix+"_") {
		return f.where(v), nil
	}
	hidden, err := r.Hides(ctx, v, Named{Person: f.Recipient})
	if hidden {
		return store.All(f.where(v), store.AnyOf[string]("state")), err
	}
	return f.where(v), err
}

// AwardsOfTitles returns the award that began from each registration, if the viewer may see it.
func (r *Register) AwardsOfTitles(ctx context.Context, v access.Viewer, titleIDs []string) (map[string]*Award, error) {
	found, err := r.awards.FindPer(ctx, "begun", titleIDs, store.Query{Where: public(v), Limit: 1})
	if err != nil {
		return nil, err
	}
	byTitle := make(map[string]*Award, len(found))
	for id, list := range found {
		byTitle[id] = list[0]
	}
	return byTitle, nil
}

// SeesRecords reports whether the viewer may see all records of the office, also those that are not public, and with them
// what is said of records for the office alone.
func (r *Register) SeesRecords(v access.Viewer) bool { return public(v) == nil }

// UnitsWithoutTitles returns for each bloc-year the members of a day that have registered for nothing, nor anybody who
// belongs to them. It is for those who see all records: it would tell of registrations that are not public.
func (r *Register) UnitsWithoutTitles(ctx context.Context, v access.Viewer, years []*BlocYear, day func(*BlocYear) viet.Date) (map[string][]string, error) {
	if !r.SeesRecords(v) || len(years) == 0 {
		return map[string][]string{}, nil
	}
	ids, days := make([]string, len(years)), make([]BlocDay, len(years))
	for i, y := range years {
		ids[i], days[i] = y.ID, BlocDay{BlocID: y.BlocID, Day: day(y)}
	}
	members, err := r.MembershipsOnDays(ctx, v, days, store.Page{Limit: store.MaxLimit})
	if err != nil {
		return nil, err
	}
	groups, err := r.titles.CountBy(ctx, store.And{
		store.AnyOf("blocYearId", ids...), store.Eq{Field: "state", Value: string(TitleRegistered)},
	}, "blocYearId", "unitId")
	if err != nil {
		return nil, err
	}
	without := make(map[string][]string, len(years))
	for i, y := range years {
		for _, m := range members[days[i]] {
			if !slices.ContainsFunc(groups, func(g store.Group) bool { return g.Values[0] == y.ID && g.Values[1] == m.UnitID }) {
				without[y.ID] = append(without[y.ID], m.UnitID)
			}
		}
	}
	return without, nil
}
