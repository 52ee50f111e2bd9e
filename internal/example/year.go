package example

import (
	"context"

	"thidua/internal/errs"
	"thidua/internal/register"
)

// signatories are signatures of units on a day that is not known.
func (l *loader) signatories(slugs ...string) []register.Signatory {
	all := make([]register.Signatory, len(slugs))
	for i, id := range l.ids(slugs...) {
		all[i] = register.Signatory{UnitID: id}
	}
	return all
}

// compact makes the compact of a year of the bloc, unless it is there, and takes the year to where it leads.
func (l *loader) compact(ctx context.Context, year int64, in register.CompactToSign) error {
	y := l.years[year]
	if y.State != register.Opened {
		return nil
	}
	in.BlocYearID, in.Version = y.ID, y.Version
	if _, err := l.Register.SignCompact(ctx, l.viewer, in); err != nil {
		return err
	}
	years, err := l.Register.BlocYearsByID(ctx, l.viewer, []string{y.ID})
	if err != nil {
		return err
	}
	l.years[year] = years[y.ID]
	return nil
}

// loadReview makes the session of the conference, which agreed to all four nominations without a count.
func (l *loader) loadReview(ctx context.Context) error {
	year := l.years[2021].ID
	awards, err := l.Register.AwardsByID(ctx, l.viewer, l.nominated)
	if err != nil {
		return err
	}
	items := make([]register.AwardBallot, len(l.nominated))
	for i, id := range l.nominated {
		items[i] = register.AwardBallot{ID: id, Version: awards[id].Version}
	}
	session, err := ensure(
		func() (*register.ReviewSession, error) {
			found, err := l.Register.Reviews(ctx, l.viewer, register.ReviewFilter{BlocYear: &year}, register.ReviewsOldest, whole())
			return pick(found, err, func(*register.ReviewSession) bool { return true })
		},
		func() (*register.ReviewSession, error) {
			s, _, _, err := l.Register.RecordReview(ctx, l.viewer, register.NewReview{
				BlocYearID: year, HeldOn: dayOfConference, Method: register.Consensus, EventID: l.events[conference], Public: true, Items: items,
			})
			return s, err
		},
	)
	if err != nil {
		return err
	}
	_, results, _, err := l.Register.VoteInReview(ctx, l.viewer, register.ReviewVotes{ID: session.ID, Version: session.Version, Items: items})
	for _, result := range results { // of awards that have gone on since, the vote stands
		if code := errs.CodeOf(result.Err); code != "" && code != errs.WrongState {
			return result.Err
		}
	}
	return err
}

// Slugs and names of the invented bloc.
const (
	sampleSchool = "truong-vi-du"
	sampleBloc   = "khoi-vi-du"
)

// loadSampleBloc makes a bloc of an invented province with a year that has begun: one member has registered for an award, the
// other for none.
func (l *loader) loadSampleBloc(ctx context.Context) error {
	school := register.NewUnit{
		OfficialName: "Trường Ví Dụ (dữ liệu mẫu)", Slug: sampleSchool, Type: register.School, Level: register.Grassroots,
		Province: &register.Province{Code: "00", Name: "Ví Dụ"},
	}
	if err := l.unit(ctx, school); err != nil {
		return err
	}
	bloc, err := ensure(
		func() (*register.Bloc, error) { return l.Register.BlocBySlug(ctx, l.viewer, sampleBloc) },
		func() (*register.Bloc, error) {
			return l.Register.CreateBloc(ctx, l.viewer, register.NewBloc{
				Name: "Khối Ví Dụ (dữ liệu mẫu)", Slug: sampleBloc, Kind: register.Khoi, Level: register.Grassroots,
				SupervisorID: l.units[sampleProvince].ID, ValidFrom: "2025-01-01",
			})
		},
	)
	if err != nil {
		return err
	}
	for i, slug := range []string{sampleCooperative, sampleSchool} {
		_, err := ensure(
			func() (*register.BlocMembership, error) {
				all, err := l.Register.MembershipsOfBlocs(ctx, l.viewer, []string{bloc.ID}, nil, whole())
				return pick(all[bloc.ID], err, func(m *register.BlocMembership) bool { return m.UnitID == l.units[slug].ID })
			},
			func() (*register.BlocMembership, error) {
				return l.Register.JoinBloc(ctx, l.viewer, register.BlocJoining{
					BlocID: bloc.ID, UnitID: l.units[slug].ID, Ordinal: int64(i + 1), From: "2025-01-01",
				})
			},
		)
		if err != nil {
			return err
		}
	}
	return l.loadSampleTitle(ctx, bloc)
}

// loadSampleTitle makes the year 2025 of the invented bloc, and its one registration.
func (l *loader) loadSampleTitle(ctx context.Context, bloc *register.Bloc) error {
	key := register.BlocYearKey{BlocID: bloc.ID, Year: 2025}
	year, err := ensure(
		func() (*register.BlocYear, error) {
			found, err := l.Register.BlocYearsByKey(ctx, l.viewer, []register.BlocYearKey{key})
			return pick([]*register.BlocYear{found[key]}, err, func(y *register.BlocYear) bool { return y != nil })
		},
		func() (*register.BlocYear, error) {
			return l.Register.OpenBlocYear(ctx, l.viewer, register.NewBlocYear{BlocID: bloc.ID, Year: 2025, On: "2025-02-10"})
		},
	)
	if err != nil {
		return err
	}
	_, results, err := l.Register.RegisterTitles(ctx, l.viewer, register.TitleEntries{BlocYearID: year.ID, Items: []register.TitleEntry{{
		AwardTypeID: l.awardTypes[provinceCertificate], RegisteredOn: "2025-02-20", Public: true, Note: "Dữ liệu mẫu.",
		Recipient: register.Recipient{Kind: register.UnitRecipient, ID: l.units[sampleCooperative].ID},
	}}})
	if err != nil {
		return err
	}
	return results[0].Err
}

// loadNotice says under which article citizens are asked about the invented award.
func (l *loader) loadNotice(ctx context.Context) error {
	notice, err := l.Desk.DraftBySlug(ctx, l.viewer, noticeSlug)
	if err != nil {
		return err
	}
	id := l.awards[commentedCode]
	awards, err := l.Register.AwardsByID(ctx, l.viewer, []string{id})
	if err != nil {
		return err
	}
	_, results, err := l.Register.OpenComments(ctx, l.viewer, register.CommentCall{
		Items: []register.Ref{{ID: id, Version: awards[id].Version}}, OpensOn: "2026-11-16", ClosesOn: "2026-12-31",
		Unit: register.CalendarDays, NoticeID: notice.ArticleID(),
	})
	if err != nil {
		return err
	}
	return results[0].Err
}
