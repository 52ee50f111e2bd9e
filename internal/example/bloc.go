package example

import (
	"context"

	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// Keys of the events.
const (
	conference   = "conference"
	ceremony2019 = "ceremony of 2019"
	opening2024  = "opening of 2024"
)

// dayOfConference is the day of the bloc's conference, which closed its year 2021 and opened 2022.
const dayOfConference viet.Date = "2022-01-14"

// whole is a page of everything that the content may have of one kind.
func whole() store.Page { return store.Page{Limit: store.MaxLimit} }

func (l *loader) loadBloc(ctx context.Context) error {
	const slug = "khoi-kinh-te-ky-thuat-tinh-kon-tum"
	bloc, err := ensure(
		func() (*register.Bloc, error) { return l.Register.BlocBySlug(ctx, l.viewer, slug) },
		func() (*register.Bloc, error) {
			return l.Register.CreateBloc(ctx, l.viewer, register.NewBloc{
				Name:      "Khối thi đua các cơ quan tham mưu quản lý nhà nước về kinh tế - kỹ thuật",
				ShortName: "Khối kinh tế - kỹ thuật",
				Aliases: []string{
					"Khối thi đua các cơ quan tham mưu QLNN về kinh tế kỹ thuật",
					"Khối thi đua các cơ quan tham mưu quản lý nhà nước về kinh tế-kỹ thuật tỉnh",
				},
				Slug: slug, Kind: register.Khoi, Level: register.ProvinceLevel, SupervisorID: l.units[konTum].ID,
				EstablishedByID: l.references["blocs"], ValidFrom: "2018-07-20",
			})
		},
	)
	if err != nil {
		return err
	}
	l.bloc = bloc
	for i, slug := range members() {
		if err := l.member(ctx, slug, int64(i+1)); err != nil {
			return err
		}
	}
	return nil
}

// member makes a unit a member of the bloc since the beginning of 2021, the first year that the conference speaks of.
func (l *loader) member(ctx context.Context, slug string, ordinal int64) error {
	const since viet.Date = "2021-01-01"
	unit := l.units[slug]
	_, err := ensure(
		func() (*register.BlocMembership, error) {
			all, err := l.Register.MembershipsOfBlocs(ctx, l.viewer, []string{l.bloc.ID}, nil, whole())
			return pick(all[l.bloc.ID], err, func(m *register.BlocMembership) bool { return m.UnitID == unit.ID && m.From == since })
		},
		func() (*register.BlocMembership, error) {
			return l.Register.JoinBloc(ctx, l.viewer, register.BlocJoining{
				BlocID: l.bloc.ID, UnitID: unit.ID, Ordinal: ordinal, From: since,
				Reason: "Có trong danh sách thành viên của năm 2021; ngày vào khối chính xác không rõ.",
			})
		},
	)
	return err
}

// blocYear makes a year of the bloc, unless it is there.
func (l *loader) blocYear(ctx context.Context, in register.NewBlocYear) error {
	in.BlocID = l.bloc.ID
	year, err := ensure(
		func() (*register.BlocYear, error) {
			found, err := l.Register.BlocYears(ctx, l.viewer,
				register.BlocYearFilter{Bloc: &in.BlocID, Year: &in.Year}, register.BlocYearsNewest, whole())
			return pick(found, err, func(*register.BlocYear) bool { return true })
		},
		func() (*register.BlocYear, error) { return l.Register.OpenBlocYear(ctx, l.viewer, in) },
	)
	if err != nil {
		return err
	}
	l.years[in.Year] = year
	return nil
}

// advance takes a year of the bloc to a state, unless it has been there.
func (l *loader) advance(ctx context.Context, year int64, step register.BlocYearStep) error {
	y := l.years[year]
	for _, t := range y.Transitions {
		if t.To == step.To {
			return nil
		}
	}
	step.ID, step.Version = y.ID, y.Version
	next, err := l.Register.AdvanceBlocYear(ctx, l.viewer, step)
	if err != nil {
		return err
	}
	l.years[year] = next
	return nil
}

// event makes an event, unless one of its title is there on its day.
func (l *loader) event(ctx context.Context, key string, in register.NewEvent) error {
	got, err := ensure(
		func() (*register.Event, error) {
			found, err := l.Register.Events(ctx, l.viewer,
				register.EventFilter{From: &in.StartsOn, To: &in.StartsOn}, register.EventsNewest, whole())
			return pick(found, err, func(e *register.Event) bool { return e.Title == in.Title })
		},
		func() (*register.Event, error) { return l.Register.HoldEvent(ctx, l.viewer, in) },
	)
	if err != nil {
		return err
	}
	l.events[key] = got.ID
	return nil
}

// ids returns the IDs of units by their slugs.
func (l *loader) ids(slugs ...string) []string {
	ids := make([]string, len(slugs))
	for i, slug := range slugs {
		ids[i] = l.units[slug].ID
	}
	return ids
}
