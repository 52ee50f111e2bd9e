package register_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// The invariants of the register by their numbers in docs/invariants.md, which names the test of each.

// racers is how many do the same at once.
const racers = 8

// race does the same many times at once, and returns how many times it was done.
func race(t *testing.T, do func(i int) error) int {
	t.Helper()
	var (
		wg   sync.WaitGroup
		lock sync.Mutex
		done int
	)
	for i := range racers {
		wg.Go(func() {
			err := do(i)
			lock.Lock()
			defer lock.Unlock()
			switch said := said(err); {
			case err == nil:
				done++
			case strings.HasPrefix(said, "internal"):
				t.Error(said)
			}
		})
	}
	wg.Wait()
	return done
}

func TestInvariant01OneHeadWhoIsNoDeputy(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	propose := func(u *register.Unit, role register.OfficeRole) error {
		return second(w.ProposeOfficer(t.Context(), w.editor, register.OfficeProposal{BlocYearID: w.year.ID, UnitID: u.ID, Role: role, On: "2021-03-01"}))
	}
	if n := race(t, func(i int) error { return propose([]*register.Unit{w.one, w.two}[i%2], register.HeadRole) }); n != 1 {
		t.Errorf("%d heads", n)
	}
	heads := made[map[string][]*register.OfficeTerm](t)(w.OfficeTermsOfBlocYears(t.Context(), w.editor, []string{w.year.ID}, register.OfficeFilter{}, page()))
	head := heads[w.year.ID][0]
	for _, u := range []*register.Unit{w.one, w.two} {
		if got := said(propose(u, register.DeputyRole)); (got != "") != (u.ID == head.UnitID) {
			t.Errorf("%s as deputy said %q; the head is %s", u.OfficialName, got, head.UnitName)
		}
	}
}

func TestInvariant02OfficersAreMembersOnTheDay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	members := made[map[string][]*register.BlocMembership](t)(w.MembershipsOfUnits(ctx, w.editor, []string{w.two.ID}, nil, page()))
	m := members[w.two.ID][0]
	office := register.OfficeProposal{BlocYearID: w.year.ID, UnitID: w.two.ID, Role: register.HeadRole, On: "2020-12-31"}
	if got := said(second(w.ProposeOfficer(ctx, w.editor, office))); got != "INVALID unitId" {
		t.Errorf("before the first day it said %q", got)
	}
	office.On = "2021-06-01"
	made[*register.OfficeTerm](t)(w.ProposeOfficer(ctx, w.editor, office))
	leave := register.BlocLeaving{ID: m.ID, Version: m.Version, On: "2021-05-31"}
	if got := said(second(w.LeaveBloc(ctx, w.editor, leave))); got != "INVALID on" {
		t.Errorf("leaving before the day of the proposal said %q", got)
	}
	leave.On = "2021-06-01"
	made[*register.BlocMembership](t)(w.LeaveBloc(ctx, w.editor, leave))
}

func TestInvariant03FlagsWithinTheQuota(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	nominate := func(u *register.Unit) error {
		_, _, err := w.NominateAward(t.Context(), w.editor, register.Nomination{
			AwardTypeID: w.flag.ID, Kind: register.Merit, Year: 2021, BlocYearID: w.year.ID, Recipient: register.Recipient{Kind: register.UnitRecipient, ID: u.ID},
		})
		return err
	}
	if got := said(nominate(w.one)); got != "" {
		t.Errorf("the first flag said %q", got)
	}
	if got := said(nominate(w.two)); got != "LIMIT" {
		t.Errorf("the second flag said %q", got)
	}
	made[*register.BlocYear](t)(w.UpdateBlocYear(t.Context(), w.editor, register.BlocYearUpdate{ID: w.year.ID, Version: w.year.Version, FlagQuota: ptr[*int64](nil)}))
	if got := said(nominate(w.two)); got != "" {
		t.Errorf("without a quota it said %q", got)
	}
}

func TestInvariant04OneAwardOfATypeYearAndKind(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	nominate := func(int) error { return second(w.nominate(t.Context(), w.one, w.cert, 2021, true)) }
	if n := race(t, nominate); n != 1 {
		t.Errorf("%d awards", n)
	}
	all := made[[]*register.Award](t)(w.Awards(t.Context(), w.editor, register.AwardFilter{}, register.AwardsNewest, page()))
	made[*register.Award](t)(w.WithdrawAward(t.Context(), w.editor, register.AwardReason{ID: all[0].ID, Version: 1, Reason: "Rút"}))
	if got := said(nominate(0)); got != "" {
		t.Errorf("after the withdrawal it said %q", got)
	}
}

func TestInvariant05AdviceOnTwoAwardsForOneAchievement(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	made[*register.Award](t)(w.nominate(t.Context(), w.one, w.flag, 2021, true))
	_, warnings, err := w.NominateAward(t.Context(), w.editor, register.Nomination{
		AwardTypeID: w.cert.ID, Kind: register.Merit, Year: 2021, Recipient: register.Recipient{Kind: register.UnitRecipient, ID: w.one.ID},
	})
	if err != nil || len(warnings) != 1 {
		t.Errorf("%v, %v", warnings, err)
	}
}

// decide makes a decision of the province.
func (w *world) decide(t *testing.T, number string, on viet.Date) *register.Decision {
	t.Helper()
	return made[*register.Decision](t)(w.CreateDecision(t.Context(), w.editor, register.NewDecision{Number: number, IssuedOn: on, IssuerID: w.province.ID, Title: "Khen"}))
}

func TestInvariant06TheAchievementIsNotAfterTheDecision(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.submit(t, made[*register.Award](t)(w.nominate(t.Context(), w.one, w.cert, 2021, true)))
	for _, tt := range []struct {
		on   viet.Date
		want string
	}{{"2020-12-31", "INVALID year"}, {"2021-01-01", ""}} {
		approve := register.AwardApproval{ID: a.ID, Version: a.Version, DecisionID: w.decide(t, "1/QĐ-UBND", tt.on).ID}
		if got := said(second(w.ApproveAward(t.Context(), w.editor, approve))); got != tt.want {
			t.Errorf("a decision of %s said %q", tt.on, got)
		}
	}
}

func TestInvariant07NominatedThenDecidedThenPresented(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, v := t.Context(), w.editor
	a := made[*register.Award](t)(w.nominate(ctx, w.one, w.cert, 2021, true))
	a = w.submit(t, made[*register.Award](t)(w.UpdateAward(ctx, v, register.AwardChange{ID: a.ID, Version: a.Version, NominatedOn: ptr(viet.Date("2022-01-14"))})))
	approve := register.AwardApproval{ID: a.ID, Version: a.Version, DecisionID: w.decide(t, "1/QĐ-UBND", "2022-01-13").ID}
	if got := said(second(w.ApproveAward(ctx, v, approve))); got != "INVALID decisionId" {
		t.Errorf("a decision before the nomination said %q", got)
	}
	approve.DecisionID = w.decide(t, "2/QĐ-UBND", "2022-05-04").ID
	a = made[*register.Award](t)(w.ApproveAward(ctx, v, approve))
	if got := said(second(w.PresentAward(ctx, v, register.Presentation{ID: a.ID, Version: a.Version, On: "2022-05-03"}))); got != "INVALID on" {
		t.Errorf("a presentation before the decision said %q", got)
	}
	made[*register.Award](t)(w.PresentAward(ctx, v, register.Presentation{ID: a.ID, Version: a.Version, On: "2022-05-04"}))
}

func TestInvariant09NamesAreNotRewritten(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	a := made[*register.Award](t)(w.nominate(ctx, w.one, w.cert, 2021, true))
	made[*register.Unit](t)(w.RenameUnit(ctx, w.editor, register.UnitRename{ID: w.one.ID, Version: 1, Name: "Sở Mới", On: "2025-01-01"}))
	a = made[*register.Award](t)(w.UpdateAward(ctx, w.editor, register.AwardChange{ID: a.ID, Version: a.Version, Note: ptr("Sửa")}))
	if a.Recipient.Name != "Sở Một" {
		t.Errorf("the recipient is %q now", a.Recipient.Name)
	}
}

func TestInvariant10TheDeciderIsOfTheLevel(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	grant := made[*register.Decision](t)(w.CreateDecision(ctx, w.editor, register.NewDecision{Number: "1/QĐ-UBND", IssuedOn: "2022-05-04", IssuerID: w.province.ID, Title: "Khen"}))
	a := w.submit(t, made[*register.Award](t)(w.nominate(ctx, w.one, w.certOfState, 2021, true)))
	if got := said(second(w.ApproveAward(ctx, w.editor, register.AwardApproval{ID: a.ID, Version: a.Version, DecisionID: grant.ID}))); got != "INVALID decisionId" {
		t.Errorf("a province that decides for the State said %q", got)
	}
}

func TestInvariant11MembershipsDoNotOverlapAndEndWithTheUnit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	join := func(int) error {
		return second(w.JoinBloc(ctx, w.editor, register.BlocJoining{BlocID: w.bloc.ID, UnitID: w.province.ID, From: "2022-01-01"}))
	}
	if n := race(t, join); n != 1 {
		t.Errorf("%d memberships", n)
	}
	made[*register.Unit](t)(w.DissolveUnit(ctx, w.editor, register.UnitDissolution{ID: w.two.ID, Version: 1, On: "2025-03-01"}))
	ended := made[map[string][]*register.BlocMembership](t)(w.MembershipsOfUnits(ctx, w.editor, []string{w.two.ID}, nil, page()))
	if m := ended[w.two.ID][0]; m.To != "2025-02-28" {
		t.Errorf("the membership ends on %q", m.To)
	}
}

func TestInvariant13OrdinalsOfTasksAreUnique(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	adopt := func(ordinal int64) error {
		return second(w.AdoptTask(t.Context(), w.editor, register.NewTask{BlocYearID: w.year.ID, Ordinal: ordinal, Title: "Việc", Category: register.OtherTask}))
	}
	if n := race(t, func(int) error { return adopt(5) }); n != 1 {
		t.Errorf("%d tasks", n)
	}
	if got := said(adopt(9)); got != "" {
		t.Errorf("a gap said %q", got)
	}
}

func TestInvariant17AYearIsClosedWhenAllIsSettled(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, v := t.Context(), w.editor
	a, _, err := w.NominateAward(ctx, v, register.Nomination{
		AwardTypeID: w.cert.ID, Kind: register.Merit, Year: 2021, BlocYearID: w.year.ID, Recipient: register.Recipient{Kind: register.UnitRecipient, ID: w.one.ID},
	})
	if err != nil {
		t.Fatal(err)
	}
	year := w.year
	advance := func(to register.BlocYearState) error {
		next, err := w.AdvanceBlocYear(ctx, v, register.BlocYearStep{ID: year.ID, Version: year.Version, To: to})
		if err == nil {
			year = next
		}
		return err
	}
	for _, to := range []register.BlocYearState{register.CompactSigned, register.FinalReviewed} {
		if err := advance(to); err != nil {
			t.Fatal(err)
		}
	}
	if got := said(advance(register.Closed)); got != "WRONG_STATE" {
		t.Errorf("with an unsettled award it said %q", got)
	}
	w.submit(t, a)
	if got := said(advance(register.Closed)); got != "" {
		t.Errorf("with a submitted award it said %q", got)
	}
}

func TestInvariant19EveryChangeIsInTheJournal(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	a := made[*register.Award](t)(w.nominate(ctx, w.one, w.cert, 2021, true))
	made[*register.Award](t)(w.WithdrawAward(ctx, w.editor, register.AwardReason{ID: a.ID, Version: 1, Reason: "Nhầm năm"}))
	entries := made[[]store.Entry](t)(w.store.Pending(ctx, 1000))
	var got []store.Entry
	for _, e := range entries {
		if e.Document == a.ID {
			got = append(got, e)
		}
	}
	if len(got) != 2 || got[0].Action != "award.nominate" || got[1].Action != "award.withdraw" || got[1].Note != "Nhầm năm" ||
		got[1].Actor != w.editor.Actor || !slices.Contains(got[1].Changed, "state") || got[1].At.IsZero() {
		t.Fatalf("the journal has %+v", got)
	}
	if from, to := got[1].From, got[1].To; got[0].From != "" || got[0].To != "NOMINATED" || from != "NOMINATED" || to != "WITHDRAWN" {
		t.Errorf("the steps lead from %q to %q, and from %q to %q", got[0].From, got[0].To, from, to)
	}
}
