package exposure

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/register"
	"thidua/internal/viet"
)

// scoreItems are criteria that are not in use yet, and score sheets: one that is not published, and one that is, of which what
// supports the scores stays with those who score.
func scoreItems() []item {
	return []item{
		{name: "criteria that are being written", plant: func(ctx context.Context, p *planter) error {
			secret := p.record("")
			level := register.MinistryLevel
			t, err := p.register().CreateScoringTemplate(ctx, access.System(), register.NewScoringTemplate{
				Name: "Bảng tiêu chí " + p.word("name"), Year: secretYear, Level: &level, Lines: p.criteria(),
			})
			if err != nil {
				return err
			}
			p.id(secret, "id", t.ID)
			p.text(secret, "name", t.Name)
			p.text(secret, "group", t.Lines[0].Group)
			p.text(secret, "criterion", t.Lines[0].Text)
			return nil
		}},
		{name: "a score sheet that is published", public: true, plant: plantPublished},
		{name: "a score sheet that is not published", plant: func(ctx context.Context, p *planter) error {
			b, err := p.register().BlocBySlug(ctx, access.System(), scoredBloc)
			if err != nil {
				return err
			}
			s, err := p.sheet(ctx, b.ID, "", "2002-12-31", p.places.home)
			if err != nil {
				return err
			}
			secret := p.record(p.places.home)
			p.id(secret, "id", s.ID)
			p.supports(secret)
			return nil
		}},
	}
}

// scoredBloc is the slug of a bloc that is there for its score sheets.
const scoredBloc = "khoi-co-bang-diem"

// scoredYear is the year in which they were scored.
const scoredYear = 2002

// plantPublished plants a public bloc whose members are scored: the one of the away unit is public, that of the home unit,
// which is a member since the summer, comes later.
func plantPublished(ctx context.Context, p *planter) error {
	r, v := p.register(), access.System()
	b, err := r.CreateBloc(ctx, v, register.NewBloc{
		Name: "Khối có bảng điểm", Slug: scoredBloc, Kind: register.Khoi, Level: register.ProvinceLevel, ValidFrom: "2002-01-01",
	})
	if err != nil {
		return err
	}
	for _, m := range []register.BlocJoining{{UnitID: p.places.home, From: "2002-07-01"}, {UnitID: p.places.away, From: "2002-01-01"}} {
		m.BlocID, m.To = b.ID, "2002-12-31"
		if _, err := r.JoinBloc(ctx, v, m); err != nil {
			return err
		}
	}
	if _, err := r.OpenBlocYear(ctx, v, register.NewBlocYear{BlocID: b.ID, Year: scoredYear}); err != nil {
		return err
	}
	t, err := r.CreateScoringTemplate(ctx, v, register.NewScoringTemplate{
		Name: "Bảng tiêu chí", Year: scoredYear, BlocID: b.ID, BonusMax: register.FullMarks, DeductionMax: register.FullMarks,
		Lines: []register.Criterion{{Code: "I", Text: "Tiêu chí", Max: register.FullMarks}},
	})
	if err != nil {
		return err
	}
	s, err := p.sheet(ctx, b.ID, t.ID, "2002-06-30", p.places.away)
	if err != nil {
		return err
	}
	fill := register.SelfColumn
	for _, step := range []func() (*register.ScoreSheet, error){
		func() (*register.ScoreSheet, error) { return r.SubmitScores(ctx, v, ref(s)) },
		func() (*register.ScoreSheet, error) {
			return r.ScoreAgreed(ctx, v, register.Scoring{ID: s.ID, Version: s.Version, Fill: &fill})
		},
		func() (*register.ScoreSheet, error) { return r.AgreeScores(ctx, v, ref(s)) },
		func() (*register.ScoreSheet, error) { return r.PublishScores(ctx, v, ref(s)) },
	} {
		if s, err = step(); err != nil {
			return err
		}
	}
	p.supports(p.record(p.places.away))
	return nil
}

func ref(s *register.ScoreSheet) register.Ref { return register.Ref{ID: s.ID, Version: s.Version} }

func (p *planter) criteria() []register.Criterion {
	return []register.Criterion{{Code: "I", Group: "Nhóm " + p.word("group"), Text: "Tiêu chí " + p.word("criterion"), Max: register.FullMarks}}
}

// sheet opens the score sheets of a bloc's members on a day, and scores that of a unit. Without a template it is the one that the
// bloc-year has already.
func (p *planter) sheet(ctx context.Context, blocID, templateID string, day viet.Date, unit string) (*register.ScoreSheet, error) {
	r, v := p.register(), access.System()
	key := register.BlocYearKey{BlocID: blocID, Year: scoredYear}
	years, err := r.BlocYearsByKey(ctx, v, []register.BlocYearKey{key})
	if err != nil {
		return nil, err
	}
	sheets, err := r.OpenScoreSheets(ctx, v, register.ScoreOpening{
		BlocYear: register.Ref{ID: years[key].ID, Version: years[key].Version}, TemplateID: cmp.Or(templateID, years[key].ScoringTemplateID), MemberOn: day,
	})
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(sheets, func(s *register.ScoreSheet) bool { return s.UnitID == unit })
	if i < 0 {
		return nil, fmt.Errorf("no score sheet of %s", unit)
	}
	full, comment := new(register.Points), "Nhận xét "+p.word("comment")
	*full = register.FullMarks
	bonus, deduction := "Cộng "+p.word("bonus"), "Trừ "+p.word("deduction")
	return r.ScoreSelf(ctx, v, register.Scoring{
		ID: sheets[i].ID, Version: sheets[i].Version,
		Scores: []register.LineScoring{{
			Code: "I", Points: &full, Comment: &comment,
			Evidence: &[]register.Evidence{{Text: "Báo cáo " + p.word("evidence"), Number: "1/" + p.word("number")}},
		}},
		Bonus: &register.ExtraScoring{Reason: &bonus}, Deduction: &register.ExtraScoring{Reason: &deduction},
	})
}

// supports notes what supports the scores of a sheet.
func (p *planter) supports(s access.Subject) {
	for _, part := range [][2]string{{"comment", "Nhận xét "}, {"bonus", "Cộng "}, {"deduction", "Trừ "}, {"evidence", "Báo cáo "}, {"number", "1/"}} {
		p.text(s, part[0], part[1]+p.word(part[0]))
	}
}
