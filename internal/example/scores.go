package example

import (
	"context"

	"thidua/internal/register"
	"thidua/internal/viet"
)

// sampleBloc is the slug of the invented bloc whose members are scored.
const sampleBloc = "khoi-vi-du"

// loadScores makes an invented bloc and its score sheets of 2022, all published: two members have the same total, and one has
// lines that it did not score itself. No real body is to be shown with points that nobody gave it.
func (l *loader) loadScores(ctx context.Context) error {
	bloc, err := ensure(
		func() (*register.Bloc, error) { return l.Register.BlocBySlug(ctx, l.viewer, sampleBloc) },
		func() (*register.Bloc, error) {
			return l.Register.CreateBloc(ctx, l.viewer, register.NewBloc{
				Name: "Khối Ví Dụ các hợp tác xã (dữ liệu mẫu)", Slug: sampleBloc, Kind: register.Khoi, Level: register.CommuneLevel, ValidFrom: "2022-01-01",
			})
		},
	)
	if err != nil {
		return err
	}
	for _, name := range []string{"Hợp tác xã An Ví Dụ", "Hợp tác xã Bình Ví Dụ", "Hợp tác xã Châu Ví Dụ", "Hợp tác xã Dương Ví Dụ"} {
		if err := l.sampleMember(ctx, bloc, name); err != nil {
			return err
		}
	}
	year, err := ensure(
		func() (*register.BlocYear, error) {
			key := register.BlocYearKey{BlocID: bloc.ID, Year: 2022}
			years, err := l.Register.BlocYearsByKey(ctx, l.viewer, []register.BlocYearKey{key})
			var found []*register.BlocYear
			if years[key] != nil {
				found = append(found, years[key])
			}
			return pick(found, err, func(*register.BlocYear) bool { return true })
		},
		func() (*register.BlocYear, error) {
			return l.Register.OpenBlocYear(ctx, l.viewer, register.NewBlocYear{BlocID: bloc.ID, Year: 2022})
		},
	)
	if err != nil {
		return err
	}
	return l.loadSheets(ctx, year)
}

// sampleMember makes an invented unit a member of the invented bloc.
func (l *loader) sampleMember(ctx context.Context, bloc *register.Bloc, name string) error {
	in := register.NewUnit{
		OfficialName: name + " (dữ liệu mẫu)", Type: register.Enterprise, Level: register.Grassroots,
		Province: &register.Province{Code: "00", Name: "Ví Dụ"}, Slug: viet.Slug(name),
	}
	if err := l.unit(ctx, in); err != nil {
		return err
	}
	u := l.units[in.Slug]
	_, err := ensure(
		func() (*register.BlocMembership, error) {
			all, err := l.Register.MembershipsOfUnits(ctx, l.viewer, []string{u.ID}, nil, whole())
			return pick(all[u.ID], err, func(m *register.BlocMembership) bool { return m.BlocID == bloc.ID })
		},
		func() (*register.BlocMembership, error) {
			return l.Register.JoinBloc(ctx, l.viewer, register.BlocJoining{BlocID: bloc.ID, UnitID: u.ID, From: "2022-01-01"})
		},
	)
	return err
}

// sampleSheet is the sheet of an invented member.
type sampleSheet struct {
	slug    string
	columns [3][3]register.Points
}

// sampleScores has what each member scored, line by line: by itself, which may be missing, by others, and as agreed, in
// hundredths.
func sampleScores() []sampleSheet {
	const missing = -1
	return []sampleSheet{
		{"hop-tac-xa-an-vi-du", [3][3]register.Points{{6500, 2000, 1000}, {6350, 1950, 950}, {6400, 1950, 950}}},
		{"hop-tac-xa-binh-vi-du", [3][3]register.Points{{6800, 1900, 1000}, {6450, 1900, 950}, {6450, 1900, 950}}},
		{"hop-tac-xa-chau-vi-du", [3][3]register.Points{{6950, 2000, 950}, {6750, 1950, 900}, {6800, 1975, 900}}},
		{"hop-tac-xa-duong-vi-du", [3][3]register.Points{{6000, missing, 900}, {5900, 1800, 850}, {5900, 1825, 850}}},
	}
}

// loadSheets opens the sheets of the year and takes each as far as it is published, from where it stands.
func (l *loader) loadSheets(ctx context.Context, year *register.BlocYear) error {
	template, err := ensure(
		func() (*register.ScoringTemplate, error) {
			all, err := l.Register.ScoringTemplates(ctx, l.viewer, register.ScoringTemplateFilter{Bloc: &year.BlocID}, register.TemplatesNewest, whole())
			return pick(all, err, func(*register.ScoringTemplate) bool { return true })
		},
		func() (*register.ScoringTemplate, error) {
			return l.Register.CreateScoringTemplate(ctx, l.viewer, register.NewScoringTemplate{
				Name: "Bảng tiêu chí chấm điểm năm 2022 (dữ liệu mẫu)", Year: 2022, BlocID: year.BlocID,
				BonusMax: 5 * register.FullMarks / 100, DeductionMax: 10 * register.FullMarks / 100,
				Lines: []register.Criterion{
					{Code: "I", Group: "I. Nhiệm vụ chuyên môn", Text: "Hoàn thành nhiệm vụ, kế hoạch năm", Max: 7000},
					{Code: "II", Group: "II. Chấp hành chủ trương, pháp luật; cải cách", Text: "Chấp hành chủ trương, pháp luật; cải cách thủ tục", Max: 2000},
					{Code: "III", Group: "III. Công tác thi đua, khen thưởng", Text: "Tổ chức phong trào, nộp báo cáo đúng hạn", Max: 1000},
				},
			})
		},
	)
	if err != nil {
		return err
	}
	sheets, err := l.Register.OpenScoreSheets(ctx, l.viewer, register.ScoreOpening{
		BlocYear: register.Ref{ID: year.ID, Version: year.Version}, TemplateID: template.ID,
	})
	if err != nil {
		return err
	}
	for _, sample := range sampleScores() {
		for _, s := range sheets {
			if s.UnitID != l.units[sample.slug].ID {
				continue
			}
			if err := l.score(ctx, s, sample.columns); err != nil {
				return err
			}
		}
	}
	return nil
}

// score takes a sheet through the steps that it has not taken.
func (l *loader) score(ctx context.Context, s *register.ScoreSheet, columns [3][3]register.Points) (err error) {
	column := func(i int) register.Scoring {
		in := register.Scoring{ID: s.ID, Version: s.Version}
		for line, p := range columns[i] {
			if p >= 0 {
				points := &p
				in.Scores = append(in.Scores, register.LineScoring{Code: []string{"I", "II", "III"}[line], Points: &points})
			}
		}
		return in
	}
	ref := func() register.Ref { return register.Ref{ID: s.ID, Version: s.Version} }
	lines := int64(len(columns[0]))
	for _, step := range []struct {
		due func() bool
		do  func() (*register.ScoreSheet, error)
	}{
		{
			func() bool { return s.State == register.SelfScoring && s.Totals.Missing.Self == lines },
			func() (*register.ScoreSheet, error) { return l.Register.ScoreSelf(ctx, l.viewer, column(0)) },
		},
		{
			func() bool { return s.State == register.SelfScoring },
			func() (*register.ScoreSheet, error) { return l.Register.SubmitScores(ctx, l.viewer, ref()) },
		},
		{
			func() bool { return s.State == register.CrossScoring && s.Totals.Missing.Cross > 0 },
			func() (*register.ScoreSheet, error) { return l.Register.ScoreCross(ctx, l.viewer, column(1)) },
		},
		{
			func() bool { return s.State == register.CrossScoring && s.Totals.Missing.Agreed > 0 },
			func() (*register.ScoreSheet, error) { return l.Register.ScoreAgreed(ctx, l.viewer, column(2)) },
		},
		{
			func() bool { return s.State == register.CrossScoring },
			func() (*register.ScoreSheet, error) { return l.Register.AgreeScores(ctx, l.viewer, ref()) },
		},
		{
			func() bool { return s.State == register.ScoresAgreed && !s.Public },
			func() (*register.ScoreSheet, error) { return l.Register.PublishScores(ctx, l.viewer, ref()) },
		},
	} {
		if !step.due() {
			continue
		}
		if s, err = step.do(); err != nil {
			return err
		}
	}
	return nil
}
