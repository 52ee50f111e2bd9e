package register_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/register"
	"thidua/internal/viet"
)

// Ensure that tasks are counted by state in each line, and that those overdue follow from the day.
func TestTasksByStateAndOverdue(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	adopt := func(title string, category register.TaskCategory, due bool) *register.Task {
		in := register.NewTask{BlocYearID: w.year.ID, Title: title, Category: category}
		if due {
			in.DueOn = "2021-06-30"
		}
		return made[*register.Task](t)(w.AdoptTask(ctx, w.editor, in))
	}
	adopt("Chưa đến hạn", register.OtherTask, false)
	adopt("Quá hạn", register.OtherTask, true)
	done := adopt("Đã xong", register.OtherTask, true)
	made[*register.Task](t)(w.FinishTask(ctx, w.editor, register.Ref{ID: done.ID, Version: done.Version}))
	started := adopt("Đang làm", register.Capacity, true)
	made[*register.Task](t)(w.StartTask(ctx, w.editor, register.Ref{ID: started.ID, Version: started.Version}))
	lines := func(today string, by ...register.TaskDimension) []string {
		counts := made[[]register.TaskCount](t)(w.CountTasksBy(ctx, access.Anonymous(), register.TaskFilter{}, by, viet.Date(today)))
		var all []string
		for _, c := range counts {
			all = append(all, fmt.Sprintf("%s %s %d/%d", c.Category, c.State, c.Overdue, c.Count))
		}
		return all
	}
	for _, tt := range []struct {
		name  string
		today string
		by    []register.TaskDimension
		want  []string
	}{
		{"on the last day", "2021-06-30", nil, []string{" DONE 0/1", " IN_PROGRESS 0/1", " PLANNED 0/2"}},
		{"the day after", "2021-07-01", nil, []string{" DONE 0/1", " IN_PROGRESS 1/1", " PLANNED 1/2"}},
		{
			"by category", "2021-07-01", []register.TaskDimension{register.TasksByCategory},
			[]string{"CAPACITY IN_PROGRESS 1/1", "OTHER DONE 0/1", "OTHER PLANNED 1/2"},
		},
	} {
		if diff := cmp.Diff(tt.want, lines(tt.today, tt.by...)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	for _, by := range [][]register.TaskDimension{{"STATE"}, {register.TasksByYear, register.TasksByYear}} {
		if got := said(second(w.CountTasksBy(ctx, w.editor, register.TaskFilter{}, by, "2021-07-01"))); got != "INVALID by" {
			t.Errorf("by %v it said %q", by, got)
		}
	}
}

// Ensure that proposed is what was nominated and not withdrawn, and that readers count what readers see.
func TestProposedAgainstGranted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	grant := made[*register.Decision](t)(w.CreateDecision(ctx, w.editor, register.NewDecision{Number: "1/QĐ-UBND", IssuedOn: "2022-05-04", IssuerID: w.province.ID, Title: "Khen"}))
	given := w.submit(t, made[*register.Award](t)(w.nominate(ctx, w.one, w.cert, 2021, true)))
	made[*register.Award](t)(w.ApproveAward(ctx, w.editor, register.AwardApproval{ID: given.ID, Version: given.Version, DecisionID: grant.ID}))
	made[*register.Award](t)(w.nominate(ctx, w.two, w.cert, 2021, true))
	made[*register.Award](t)(w.nominate(ctx, w.two, w.cert, 2020, false))
	gone := made[*register.Award](t)(w.nominate(ctx, w.one, w.cert, 2019, true))
	made[*register.Award](t)(w.WithdrawAward(ctx, w.editor, register.AwardReason{ID: gone.ID, Version: gone.Version, Reason: "Rút"}))
	for _, tt := range []struct {
		who    string
		viewer access.Viewer
		want   []string
	}{
		{"the office", w.editor, []string{"2020: 1, 0, 0", "2021: 2, 1, 0"}},
		{"a reader", access.Anonymous(), []string{"2021: 2, 1, 0"}},
	} {
		outcomes := made[[]register.AwardOutcome](t)(w.AwardOutcomesBy(ctx, tt.viewer, register.AwardFilter{}, []register.AwardDimension{register.ByYear}))
		var got []string
		for _, o := range outcomes {
			got = append(got, fmt.Sprintf("%d: %d, %d, %d", *o.Year, o.Proposed, o.Granted, o.Revoked))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.who, diff)
		}
	}
	by := []register.AwardDimension{register.ByYear, register.ByState}
	if got := said(second(w.AwardOutcomesBy(ctx, w.editor, register.AwardFilter{}, by))); got != "INVALID by" {
		t.Errorf("by state it said %q", got)
	}
}

// Ensure that agreed totals are counted by bands, exactly, and that readers count what is published.
func TestScoresByBands(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	for i := range 3 {
		u := w.department(t, fmt.Sprintf("Sở Thêm %d", i))
		made[*register.BlocMembership](t)(w.JoinBloc(ctx, w.editor, register.BlocJoining{BlocID: w.bloc.ID, UnitID: u.ID, From: "2021-01-01"}))
	}
	sheets := w.sheets(t)
	totals := []register.Points{9550, 9499, 9550, 9000}
	for i, total := range totals {
		s := w.agreedOn(t, sheets[i], total)
		if i < 2 {
			made[*register.ScoreSheet](t)(w.PublishScores(ctx, w.editor, register.Ref{ID: s.ID, Version: s.Version}))
		}
	}
	for _, tt := range []struct {
		who    string
		viewer access.Viewer
		want   string
	}{
		{"the office", w.editor, "2021: 1, 0, 4; 90 to 95.5, mean 94; [90 95): 2 [95 100): 2"},
		{"a reader", access.Anonymous(), "2021: 0, 0, 2; 94.99 to 95.5, mean 95.25; [90 95): 1 [95 100): 1"},
	} {
		lines := made[[]*register.ScoreStatistic](t)(w.ScoreStatistics(ctx, tt.viewer, register.ScoreStatFilter{}, []register.ScoreDimension{register.ScoresByYear}, 5))
		if len(lines) != 1 {
			t.Fatalf("%s sees %d lines", tt.who, len(lines))
		}
		s := lines[0]
		got := fmt.Sprintf("%d: %d, %d, %d; %s to %s, mean %s;", *s.Year, s.Self, s.Cross, s.Agreed, s.Lowest, s.Highest, s.Mean)
		for _, b := range s.Bands {
			got += fmt.Sprintf(" [%s %s): %d", b.From, b.To, b.Count)
		}
		if got != tt.want {
			t.Errorf("%s sees %s, want %s", tt.who, got, tt.want)
		}
	}
	if got := said(second(w.ScoreStatistics(ctx, w.editor, register.ScoreStatFilter{}, nil, 0))); got != "INVALID band" {
		t.Errorf("bands of nothing said %q", got)
	}
}
