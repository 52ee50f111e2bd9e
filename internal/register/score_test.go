package register_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/register"
	"thidua/internal/store"
)

// criteria are two lines that add up to 100.
func criteria() []register.Criterion {
	return []register.Criterion{{Code: "I", Text: "Nhiệm vụ", Max: 8000}, {Code: "II", Text: "Thi đua", Max: 2000}}
}

func (w *world) template(t *testing.T) *register.ScoringTemplate {
	t.Helper()
	return made[*register.ScoringTemplate](t)(w.CreateScoringTemplate(t.Context(), w.editor, register.NewScoringTemplate{
		Name: "Bảng tiêu chí", Year: 2021, BlocID: w.bloc.ID, Lines: criteria(),
	}))
}

// sheets opens the sheets of the world's year, of which the second is cross-scored by the first.
func (w *world) sheets(t *testing.T) []*register.ScoreSheet {
	t.Helper()
	return made[[]*register.ScoreSheet](t)(w.OpenScoreSheets(t.Context(), w.editor, register.ScoreOpening{
		BlocYear: register.Ref{ID: w.year.ID, Version: w.year.Version}, TemplateID: w.template(t).ID,
		Cross: []register.CrossAssignment{{UnitID: w.two.ID, ByUnitIDs: []string{w.one.ID}}},
	}))
}

func points(code string, n register.Points) register.LineScoring {
	p := &n
	return register.LineScoring{Code: code, Points: &p}
}

// agreedOn takes a sheet of the office through all steps; the total is the points.
func (w *world) agreedOn(t *testing.T, s *register.ScoreSheet, total register.Points) *register.ScoreSheet {
	t.Helper()
	ctx, v := t.Context(), w.editor
	sheet := made[*register.ScoreSheet](t)
	s = sheet(w.ScoreSelf(ctx, v, register.Scoring{ID: s.ID, Version: s.Version, Scores: []register.LineScoring{points("I", total-2000), points("II", 2000)}}))
	s = sheet(w.SubmitScores(ctx, v, register.Ref{ID: s.ID, Version: s.Version}))
	s = sheet(w.ScoreAgreed(ctx, v, register.Scoring{ID: s.ID, Version: s.Version, Fill: ptr(register.SelfColumn)}))
	return sheet(w.AgreeScores(ctx, v, register.Ref{ID: s.ID, Version: s.Version}))
}

func TestInvariant02ScoreSheetsAreOfMembersOnTheDay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	open := register.ScoreOpening{BlocYear: register.Ref{ID: w.year.ID, Version: w.year.Version}, TemplateID: w.template(t).ID, MemberOn: "2020-12-31"}
	if got := said(second(w.OpenScoreSheets(ctx, w.editor, open))); got != "INVALID memberOn" {
		t.Errorf("a day without members said %q", got)
	}
	open.MemberOn = ""
	opened := made[[]*register.ScoreSheet](t)(w.OpenScoreSheets(ctx, w.editor, open))
	if len(opened) != 2 || opened[0].MemberOn != "2021-12-31" {
		t.Errorf("the sheets are %+v", opened)
	}
	members := made[map[string][]*register.BlocMembership](t)(w.MembershipsOfUnits(ctx, w.editor, []string{w.two.ID}, nil, page()))
	m := members[w.two.ID][0]
	leave := register.BlocLeaving{ID: m.ID, Version: m.Version, On: "2021-12-30"}
	if got := said(second(w.LeaveBloc(ctx, w.editor, leave))); got != "INVALID on" {
		t.Errorf("leaving before the day said %q", got)
	}
	leave.On = "2021-12-31"
	made[*register.BlocMembership](t)(w.LeaveBloc(ctx, w.editor, leave))
}

// Ensure that sheets opened at the same moment are opened once each.
func TestOpeningSheetsAtTheSameMoment(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	w.sheets(t)
	for i := range 6 {
		u := w.department(t, fmt.Sprintf("Sở Mới %d", i))
		made[*register.BlocMembership](t)(w.JoinBloc(ctx, w.editor, register.BlocJoining{BlocID: w.bloc.ID, UnitID: u.ID, From: "2021-06-01"}))
	}
	year := made[map[string]*register.BlocYear](t)(w.BlocYearsByID(ctx, w.editor, []string{w.year.ID}))[w.year.ID]
	race(t, func(int) error {
		return second(w.OpenScoreSheets(ctx, w.editor, register.ScoreOpening{
			BlocYear: register.Ref{ID: year.ID, Version: year.Version}, TemplateID: year.ScoringTemplateID,
		}))
	})
	rankings := made[map[string][]*register.RankedSheet](t)(w.Rankings(ctx, w.editor, []string{year.ID}))
	var units []string
	for _, r := range rankings[year.ID] {
		units = append(units, r.Sheet.UnitID)
	}
	slices.Sort(units)
	if len(slices.Compact(units)) != 8 || len(rankings[year.ID]) != 8 {
		t.Errorf("%d sheets of %d units", len(rankings[year.ID]), len(units))
	}
}

// Ensure that of two who score the same sheet at the same moment one is told which lines the other scored.
func TestScoringAtTheSameMoment(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.sheets(t)[0]
	var (
		wg   sync.WaitGroup
		lock sync.Mutex
		said []string
	)
	for i, code := range []string{"I", "II"} {
		wg.Go(func() {
			_, err := w.ScoreSelf(t.Context(), w.editor, register.Scoring{
				ID: s.ID, Version: s.Version, Scores: []register.LineScoring{points(code, register.Points(100*(i+1)))},
			})
			lock.Lock()
			defer lock.Unlock()
			if e := errs.As(err); e != nil && e.Change != nil {
				said = append(said, string(e.Code)+" "+strings.Join(e.Change.Fields, " "))
			}
		})
	}
	wg.Wait()
	if len(said) != 1 || (said[0] != "CONFLICT lines.I.self" && said[0] != "CONFLICT lines.II.self") {
		t.Errorf("they were told %q", said)
	}
}

// Ensure who sees a sheet, and of what is published who sees what supports it.
func TestWhoSeesScoreSheets(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	bloc := made[*register.Bloc](t)(w.UpdateBloc(ctx, w.editor, register.BlocChange{ID: w.bloc.ID, Version: w.bloc.Version, SupervisorID: &w.province.ID}))
	w.bloc = bloc
	sheets := w.sheets(t)
	two := sheets[0]
	if two.UnitID != w.two.ID {
		two = sheets[1]
	}
	two = made[*register.ScoreSheet](t)(w.ScoreSelf(ctx, w.editor, register.Scoring{ID: two.ID, Version: two.Version, Scores: []register.LineScoring{
		{Code: "I", Evidence: &[]register.Evidence{{Text: "Báo cáo"}}, Comment: ptr("Nhận xét")},
	}}))
	two = w.agreedOn(t, two, 9550)
	officer := func(unit string) access.Viewer {
		return access.Viewer{Actor: "usr_a", Role: access.RecordsOfficer, UnitID: unit}
	}
	viewers := map[string]access.Viewer{
		"nobody": access.Anonymous(), "a reader": {Actor: "usr_a", Role: access.Reader}, "the office": {Actor: "usr_a", Role: access.RecordsOfficer},
		"the unit": officer(w.two.ID), "who cross-scores": officer(w.one.ID), "who supervises": officer(w.province.ID), "another": officer("uni_x"),
		"a contributor of the unit": {Actor: "usr_a", Role: access.Contributor, UnitID: w.two.ID},
		"a token for drafts":        {Actor: "tok_a", Role: access.Administrator, Scope: &access.TokenScope{Nouns: []access.Noun{access.Drafts}}},
	}
	insiders := []string{"the office", "the unit", "who cross-scores", "who supervises"}
	look := func(published bool) {
		for who, v := range viewers {
			inside := slices.Contains(insiders, who)
			want := 0
			if inside || published {
				want = 1
			}
			byID := made[map[string]*register.ScoreSheet](t)(w.ScoreSheetsByID(ctx, v, []string{two.ID}, store.Whole))
			if len(byID) != want {
				t.Errorf("published %v: by ID %s sees %d", published, who, len(byID))
			}
			for _, s := range byID {
				if supported := len(s.Lines[0].Evidence) == 1 && s.Lines[0].Comment != ""; supported != inside || *s.Lines[0].Agreed != 7550 {
					t.Errorf("published %v: %s sees %+v", published, who, s.Lines[0])
				}
			}
			ofUnits := made[map[string][]*register.ScoreSheet](t)(w.ScoreSheetsOfUnits(ctx, v, []string{w.two.ID}, register.ScoreSheetFilter{}, register.SheetsNewest, page()))
			counts := made[map[string]int64](t)(w.CountScoreSheetsPer(ctx, v, register.OfUnit, []string{w.two.ID}, register.ScoreSheetFilter{}))
			if len(ofUnits[w.two.ID]) != want || int(counts[w.two.ID]) != want {
				t.Errorf("published %v: of the unit %s sees %d and counts %d", published, who, len(ofUnits[w.two.ID]), counts[w.two.ID])
			}
			ranked := slices.ContainsFunc(made[map[string][]*register.RankedSheet](t)(w.Rankings(ctx, v, []string{w.year.ID}))[w.year.ID],
				func(r *register.RankedSheet) bool { return r.Sheet.ID == two.ID })
			day := register.BlocDay{BlocID: w.bloc.ID, Day: "2021-12-31"}
			without := made[map[string][]string](t)(w.UnitsWithoutScoreSheet(ctx, v, map[string]register.BlocDay{w.year.ID: day}))
			if ranked != (want == 1) || slices.Contains(without[w.year.ID], w.two.ID) != (want == 0) {
				t.Errorf("published %v: %s sees it ranked %v, and units without a sheet %v", published, who, ranked, without)
			}
		}
	}
	look(false)
	two = made[*register.ScoreSheet](t)(w.PublishScores(ctx, w.editor, register.Ref{ID: two.ID, Version: two.Version}))
	look(true)
	made[*register.ScoreSheet](t)(w.ReopenScores(ctx, w.editor, register.ScoreReopening{ID: two.ID, Version: two.Version, Reason: "Khiếu nại"}))
	look(false)
}

// Ensure who may do which step with a sheet.
func TestWhoScores(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	w.bloc = made[*register.Bloc](t)(w.UpdateBloc(ctx, w.editor, register.BlocChange{ID: w.bloc.ID, Version: w.bloc.Version, SupervisorID: &w.province.ID}))
	sheets := w.sheets(t)
	slices.SortFunc(sheets, func(a, b *register.ScoreSheet) int { return strings.Compare(a.UnitName, b.UnitName) })
	s := sheets[0] // Sở Hai, which Sở Một cross-scores
	do := map[string]func(access.Viewer) error{
		"self": func(v access.Viewer) error {
			return second(w.ScoreSelf(ctx, v, register.Scoring{ID: s.ID, Version: 99, Scores: []register.LineScoring{points("I", 1)}}))
		},
		"submit": func(v access.Viewer) error {
			return second(w.SubmitScores(ctx, v, register.Ref{ID: s.ID, Version: 99}))
		},
		"cross": func(v access.Viewer) error {
			return second(w.ScoreCross(ctx, v, register.Scoring{ID: s.ID, Version: 99, Scores: []register.LineScoring{points("I", 1)}}))
		},
		"agreed": func(v access.Viewer) error {
			return second(w.ScoreAgreed(ctx, v, register.Scoring{ID: s.ID, Version: 99, Scores: []register.LineScoring{points("I", 1)}}))
		},
		"agree": func(v access.Viewer) error { return second(w.AgreeScores(ctx, v, register.Ref{ID: s.ID, Version: 99})) },
		"publish": func(v access.Viewer) error {
			return second(w.PublishScores(ctx, v, register.Ref{ID: s.ID, Version: 99}))
		},
		"reopen": func(v access.Viewer) error {
			return second(w.ReopenScores(ctx, v, register.ScoreReopening{ID: s.ID, Version: 99, Reason: "Lý do"}))
		},
		"assign": func(v access.Viewer) error {
			return second(w.AssignCrossScoring(ctx, v, register.CrossAssigning{ID: s.ID, Version: 99}))
		},
		"remove": func(v access.Viewer) error { return w.RemoveScoreSheet(ctx, v, register.Ref{ID: s.ID, Version: 99}) },
	}
	for _, tt := range []struct {
		who   string
		unit  string
		may   string // the steps, which fail by the version alone
		other string
	}{
		{"the unit", w.two.ID, "self submit", "FORBIDDEN"},
		{"who cross-scores", w.one.ID, "cross", "FORBIDDEN"},
		{"who supervises", w.province.ID, "agreed agree publish reopen assign remove", "FORBIDDEN"},
		{"another unit", "uni_x", "", "NOT_FOUND id"},
		{"the office", "", "self submit cross agreed agree publish reopen assign remove", ""},
	} {
		for step, act := range do {
			want := tt.other
			if slices.Contains(strings.Fields(tt.may), step) {
				want = "CONFLICT"
			}
			if got := said(act(access.Viewer{Actor: "usr_a", Role: access.RecordsOfficer, UnitID: tt.unit})); got != want {
				t.Errorf("%s, %s: said %q, want %q", tt.who, step, got, want)
			}
		}
	}
	for step, act := range do {
		if got := said(act(access.Anonymous())); got != "UNAUTHENTICATED" {
			t.Errorf("nobody, %s: said %q", step, got)
		}
	}
}

// Ensure that criteria stay as they are once sheets use them, that copies are numbered, and that a year has one template.
func TestTemplatesStayOnceTheyAreUsed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, v := t.Context(), w.editor
	first := w.template(t)
	change := register.ScoringTemplateChange{ID: first.ID, Version: first.Version, Name: ptr("Tên mới")}
	first = made[*register.ScoringTemplate](t)(w.UpdateScoringTemplate(ctx, v, change))
	open := register.ScoreOpening{BlocYear: register.Ref{ID: w.year.ID, Version: w.year.Version}, TemplateID: first.ID}
	opened := made[[]*register.ScoreSheet](t)(w.OpenScoreSheets(ctx, v, open))
	change.Version = first.Version + 1 // frozen
	if got := said(second(w.UpdateScoringTemplate(ctx, v, change))); got != "WRONG_STATE" {
		t.Errorf("a change said %q", got)
	}
	if got := said(w.RemoveScoringTemplate(ctx, v, register.Ref{ID: first.ID, Version: change.Version})); got != "WRONG_STATE" {
		t.Errorf("a removal said %q", got)
	}
	var revisions []int64
	lock := sync.Mutex{}
	race(t, func(int) error {
		next, err := w.CopyScoringTemplate(ctx, v, register.ScoringTemplateCopy{ID: first.ID})
		if err == nil {
			lock.Lock()
			defer lock.Unlock()
			revisions = append(revisions, next.Revision)
		}
		return err
	})
	slices.Sort(revisions)
	if len(revisions) == 0 || revisions[0] != 2 || len(slices.Compact(slices.Clone(revisions))) != len(revisions) {
		t.Errorf("the revisions are %v", revisions)
	}
	next := made[*register.ScoringTemplate](t)(w.CopyScoringTemplate(ctx, v, register.ScoringTemplateCopy{ID: first.ID, Year: 2022, Name: "Năm sau"}))
	if diff := cmp.Diff(criteria(), next.Lines); diff != "" || next.Revision != 1 || next.CopiedFromID != first.ID {
		t.Errorf("the copy is %+v (-want +got):\n%s", next, diff)
	}
	other := made[*register.ScoringTemplate](t)(w.CopyScoringTemplate(ctx, v, register.ScoringTemplateCopy{ID: first.ID}))
	open.BlocYear.Version, open.TemplateID = w.year.Version+1, other.ID
	if got := said(second(w.OpenScoreSheets(ctx, v, open))); got != "WRONG_STATE" {
		t.Errorf("a second template of a year said %q", got)
	}
	for _, s := range opened {
		if err := w.RemoveScoreSheet(ctx, v, register.Ref{ID: s.ID, Version: s.Version}); err != nil {
			t.Error(err)
		}
	}
	made[[]*register.ScoreSheet](t)(w.OpenScoreSheets(ctx, v, open))
}
