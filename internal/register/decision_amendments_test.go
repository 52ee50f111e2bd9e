package register_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// issued makes a public decision of the province.
func (w *world) issued(tb testing.TB, number string, on viet.Date) *register.Decision {
	tb.Helper()
	return made[*register.Decision](tb)(w.CreateDecision(tb.Context(), w.editor, register.NewDecision{
		Number: number, IssuedOn: on, IssuerID: w.province.ID, Title: "Khen thưởng " + number, Public: true,
	}))
}

// granted makes an award of 2021 that a decision gave.
func (w *world) granted(tb testing.TB, u *register.Unit, t *register.AwardType, d *register.Decision) *register.Award {
	tb.Helper()
	a, _, err := w.ImportAward(tb.Context(), w.editor, register.ImportedAward{
		Nomination: register.Nomination{
			AwardTypeID: t.ID, Kind: register.Merit, Year: 2021, Public: true, Recipient: register.Recipient{Kind: register.UnitRecipient, ID: u.ID},
		},
		DecisionID: d.ID,
	})
	if err != nil {
		tb.Fatal(err)
	}
	return a
}

func TestAnAmendedDecisionKeepsItsWords(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	first, later := w.issued(t, "1/QĐ-UBND", "2022-05-04"), w.issued(t, "9/QĐ-UBND", "2022-06-01")
	a := w.granted(t, w.one, w.cert, first)
	in := register.DecisionAmending{ID: first.ID, Version: first.Version, ByID: later.ID, Corrections: []register.DecisionCorrection{
		{Part: register.RecipientNamePart, AwardID: a.ID, Is: "Sở Một (đúng)"}, {Part: register.NumberPart, Is: "01/QĐ-UBND"},
	}}
	amended := made[*register.Decision](t)(w.AmendDecision(ctx, w.editor, in))
	again := made[*register.Decision](t)(w.AmendDecision(ctx, w.editor, in))
	if diff := cmp.Diff(amended, again); diff != "" {
		t.Errorf("the same again: %s", diff)
	}
	want := []register.Amendment{{DecisionID: later.ID, On: "2022-06-01", Corrections: []register.DecisionCorrection{
		{Part: register.RecipientNamePart, AwardID: a.ID, Was: "Sở Một", Is: "Sở Một (đúng)"},
		{Part: register.NumberPart, Was: "1/QĐ-UBND", Is: "01/QĐ-UBND"},
	}}}
	if diff := cmp.Diff(want, amended.Amendments); diff != "" || amended.Number != "1/QĐ-UBND" {
		t.Errorf("%s: %s", amended.Number, diff)
	}
	award := func() *register.Award {
		return made[map[string]*register.Award](t)(w.AwardsByID(ctx, w.editor, []string{a.ID}))[a.ID]
	}
	if got := award(); got.Recipient.Name != "Sở Một" || got.CorrectedName != "Sở Một (đúng)" {
		t.Errorf("the award is %+v", got)
	}
	name := "so mot dung"
	if found := made[[]*register.Award](t)(w.Awards(ctx, access.Anonymous(), register.AwardFilter{RecipientName: &name}, register.AwardsNewest, page())); len(found) != 1 {
		t.Errorf("by the corrected name %d awards are found", len(found))
	}
	if got := said(w.RemoveDecision(ctx, w.editor, register.Ref{ID: later.ID, Version: later.Version})); got != "WRONG_STATE" {
		t.Errorf("removing the decision that amends said %q", got)
	}
	amends := made[map[string][]*register.Decision](t)(w.DecisionsAmended(ctx, access.Anonymous(), []string{later.ID, first.ID}))
	if len(amends[later.ID]) != 1 || len(amends[first.ID]) != 0 {
		t.Errorf("it amends %v", amends)
	}
	back := register.AmendmentWithdrawal{ID: first.ID, Version: amended.Version, ByID: later.ID, Reason: "Nhầm"}
	amended = made[*register.Decision](t)(w.UnamendDecision(ctx, w.editor, back))
	seen := made[map[string][]*register.Amendment](t)(w.AmendmentsOf(ctx, w.editor, []*register.Decision{amended}))
	if got := award(); got.CorrectedName != "" || len(seen) != 0 {
		t.Errorf("taken back, the award is %+v, and %v amends the decision", got, seen)
	}
}

func TestAmendmentsAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	early, first, later := w.issued(t, "1/QĐ-UBND", "2022-05-03"), w.issued(t, "2/QĐ-UBND", "2022-05-04"), w.issued(t, "9/QĐ-UBND", "2022-06-01")
	a := w.granted(t, w.one, w.cert, early)
	base := register.DecisionAmending{ID: first.ID, Version: first.Version, ByID: later.ID, Note: "Đính chính"}
	amending := func(change func(*register.DecisionAmending)) error {
		in := base
		change(&in)
		return second(w.AmendDecision(ctx, w.editor, in))
	}
	correcting := func(c register.DecisionCorrection) error {
		return amending(func(in *register.DecisionAmending) { in.Corrections = []register.DecisionCorrection{c} })
	}
	for name, c := range map[string]struct {
		want string
		err  error
	}{
		"by itself":                  {"INVALID byId", amending(func(in *register.DecisionAmending) { in.ByID = first.ID })},
		"by an earlier one":          {"INVALID byId", amending(func(in *register.DecisionAmending) { in.ByID = early.ID })},
		"by none":                    {"NOT_FOUND byId", amending(func(in *register.DecisionAmending) { in.ByID = "dec_0" })},
		"of nothing":                 {"INVALID corrections", amending(func(in *register.DecisionAmending) { in.Note = " " })},
		"of an older version":        {"CONFLICT", amending(func(in *register.DecisionAmending) { in.Version = 7 })},
		"to what it is":              {"INVALID corrections.0.is", correcting(register.DecisionCorrection{Part: register.TitlePart, Is: "Khen thưởng 2/QĐ-UBND"})},
		"to no number":               {"INVALID corrections.0.is", correcting(register.DecisionCorrection{Part: register.NumberPart, Is: "QĐ"})},
		"to no day":                  {"INVALID corrections.0.is", correcting(register.DecisionCorrection{Part: register.DayPart, Is: "2022-02-30"})},
		"of no known part":           {"INVALID corrections.0.part", correcting(register.DecisionCorrection{Part: "SEAL", Is: "a"})},
		"of nobody's name":           {"INVALID corrections.0.awardId", correcting(register.DecisionCorrection{Part: register.RecipientNamePart, Is: "a"})},
		"of a name in the title":     {"INVALID corrections.0.awardId", correcting(register.DecisionCorrection{Part: register.TitlePart, AwardID: a.ID, Is: "a"})},
		"of another decision's name": {"NOT_FOUND corrections.0.awardId", correcting(register.DecisionCorrection{Part: register.RecipientNamePart, AwardID: a.ID, Is: "a"})},
		"never made, taken back":     {"INVALID byId", second(w.UnamendDecision(ctx, w.editor, register.AmendmentWithdrawal{ID: first.ID, Version: 1, ByID: later.ID, Reason: "Nhầm"}))},
		"by nobody":                  {"UNAUTHENTICATED", second(w.AmendDecision(ctx, access.Anonymous(), base))},
	} {
		if got := said(c.err); got != c.want {
			t.Errorf("an amendment %s said %q, want %q", name, got, c.want)
		}
	}
	made[*register.Decision](t)(w.AmendDecision(ctx, w.editor, base))
	if got := said(amending(func(in *register.DecisionAmending) { in.Note = "Khác" })); got != "DUPLICATE byId" {
		t.Errorf("another amendment by the same decision said %q", got)
	}
}

// Readers are not told of an amendment whose decision they may not see.
func TestAmendmentsByHiddenDecisions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	first := w.issued(t, "1/QĐ-UBND", "2022-05-04")
	hidden := made[*register.Decision](t)(w.CreateDecision(ctx, w.editor, register.NewDecision{Number: "9/QĐ-UBND", IssuedOn: "2022-06-01", IssuerID: w.province.ID, Title: "Sửa"}))
	first = made[*register.Decision](t)(w.AmendDecision(ctx, w.editor, register.DecisionAmending{ID: first.ID, Version: 1, ByID: hidden.ID, Note: "Sửa"}))
	for name, c := range map[string]struct {
		viewer access.Viewer
		want   int
	}{"a reader": {access.Anonymous(), 0}, "the office": {w.editor, 1}} {
		if got := made[map[string][]*register.Amendment](t)(w.AmendmentsOf(ctx, c.viewer, []*register.Decision{first})); len(got[first.ID]) != c.want {
			t.Errorf("%s sees %d amendments, want %d", name, len(got[first.ID]), c.want)
		}
	}
}

// Nor of a correction of an award that they may not see.
func TestCorrectionsOfHiddenAwards(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	first, later := w.issued(t, "1/QĐ-UBND", "2022-05-04"), w.issued(t, "9/QĐ-UBND", "2022-06-01")
	shown, hidden := w.granted(t, w.one, w.cert, first), w.granted(t, w.two, w.cert, first)
	hidden = made[*register.Award](t)(w.UpdateAward(ctx, w.editor, register.AwardChange{ID: hidden.ID, Version: hidden.Version, Public: ptr(false)}))
	in := register.DecisionAmending{ID: first.ID, Version: 1, ByID: later.ID}
	for _, a := range []*register.Award{shown, hidden} {
		in.Corrections = append(in.Corrections, register.DecisionCorrection{Part: register.RecipientNamePart, AwardID: a.ID, Is: "Đúng"})
	}
	first = made[*register.Decision](t)(w.AmendDecision(ctx, w.editor, in))
	for name, c := range map[string]struct {
		viewer access.Viewer
		want   int
	}{"a reader": {access.Anonymous(), 1}, "the office": {w.editor, 2}} {
		got := made[map[string][]*register.Amendment](t)(w.AmendmentsOf(ctx, c.viewer, []*register.Decision{first}))
		if n := len(got[first.ID][0].Corrections); n != c.want || len(first.Amendments[0].Corrections) != 2 {
			t.Errorf("%s sees %d corrections, want %d", name, n, c.want)
		}
	}
}

func TestAmendmentCutShortIsCompletedByTheSameCall(t *testing.T) {
	t.Parallel()
	for cut := range 3 { // the decision, two awards
		t.Run(fmt.Sprintf("after %d writes", cut), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			ctx := t.Context()
			first, later := w.issued(t, "1/QĐ-UBND", "2022-05-04"), w.issued(t, "9/QĐ-UBND", "2022-06-01")
			awards := []*register.Award{w.granted(t, w.one, w.cert, first), w.granted(t, w.two, w.cert, first)}
			in := register.DecisionAmending{ID: first.ID, Version: 1, ByID: later.ID}
			for _, a := range awards {
				in.Corrections = append(in.Corrections, register.DecisionCorrection{Part: register.RecipientNamePart, AwardID: a.ID, Is: "Đúng"})
			}
			broken := register.New(&failing{Store: w.store, left: cut}, time.Now, store.NewIDs())
			if _, err := broken.AmendDecision(ctx, w.editor, in); !errors.Is(err, errCut) {
				t.Fatalf("the amendment was not cut short: %v", err)
			}
			made[*register.Decision](t)(w.AmendDecision(ctx, w.editor, in))
			for _, a := range made[[]*register.Award](t)(w.Awards(ctx, w.editor, register.AwardFilter{Decision: &first.ID}, register.AwardsNewest, page())) {
				if a.CorrectedName != "Đúng" || a.Version != 2 {
					t.Errorf("the award is %+v", a)
				}
			}
		})
	}
}
