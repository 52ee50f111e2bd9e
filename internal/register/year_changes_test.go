package register_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/register"
	"thidua/internal/store"
)

// Ensure that a compact takes its bloc-year further, whichever write the process died before.
func TestCompactCutShortIsCompleted(t *testing.T) {
	t.Parallel()
	for cut := range 3 {
		t.Run(fmt.Sprintf("after %d writes", cut), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			ctx := t.Context()
			in := register.CompactToSign{
				BlocYearID: w.year.ID, Version: w.year.Version, On: "2021-03-09", Contents: []string{"Đoàn kết."},
				Signatories: []register.Signatory{{UnitID: w.one.ID}},
			}
			broken := register.New(&failing{Store: w.store, left: cut}, time.Now, store.NewIDs())
			if _, err := broken.SignCompact(ctx, w.editor, in); (err == nil) != (cut == 2) {
				t.Fatalf("it was not cut short: %v", err)
			}
			if cut < 2 {
				made[*register.Compact](t)(w.SignCompact(ctx, w.editor, in))
			}
			years := made[map[string]*register.BlocYear](t)(w.BlocYearsByID(ctx, w.editor, []string{w.year.ID}))
			y := years[w.year.ID]
			if y.State != register.CompactSigned || len(y.Transitions) != 2 || y.Transitions[1].On != "2021-03-09" {
				t.Errorf("the bloc-year is %+v", y)
			}
			in.Version = y.Version
			in.Contents = []string{"Khác."}
			if got := said(second(w.SignCompact(ctx, w.editor, in))); got != "DUPLICATE blocYearId" {
				t.Errorf("another compact said %q", got)
			}
		})
	}
}

// Ensure that a review finds the compact that a process left without its follow-up.
func TestAReviewMakesUpForACompactCutShort(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	broken := register.New(&failing{Store: w.store, left: 1}, time.Now, store.NewIDs())
	if _, err := broken.SignCompact(ctx, w.editor, register.CompactToSign{BlocYearID: w.year.ID, Version: 1}); err == nil {
		t.Fatal("it was not cut short")
	}
	y := made[*register.BlocYear](t)(w.AdvanceBlocYear(ctx, w.editor, register.BlocYearStep{ID: w.year.ID, Version: 1, To: register.FinalReviewed}))
	var states []register.BlocYearState
	for _, change := range y.Transitions {
		states = append(states, change.To)
	}
	if diff := cmp.Diff([]register.BlocYearState{register.Opened, register.CompactSigned, register.FinalReviewed}, states); diff != "" {
		t.Error(diff)
	}
}

func TestOneCompactOfManyAtTheSameMoment(t *testing.T) {
	t.Parallel()
	onBothStores(t, func(t *testing.T, w *world) {
		n := race(t, func(i int) error {
			return second(w.SignCompact(t.Context(), w.editor, register.CompactToSign{
				BlocYearID: w.year.ID, Version: 1, Contents: []string{fmt.Sprintf("Bản %d", i)},
			}))
		})
		if n != 1 {
			t.Errorf("%d compacts", n)
		}
	})
}

// Ensure that each registration of a list has its own result, and that the same list again makes nothing twice.
func TestRegisteringTitles(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, v := t.Context(), w.editor
	below := made[*register.Unit](t)(w.CreateUnit(ctx, v, register.NewUnit{OfficialName: "Phòng Một", Type: register.OtherUnit, Level: register.Grassroots, ParentID: w.one.ID}))
	person := made[*register.Person](t)(w.CreatePerson(ctx, v, register.NewPerson{FullName: "Lê Ví Dụ", Positions: []register.Position{
		{UnitID: w.province.ID, Title: "Chuyên viên", To: "2020-12-31"}, {UnitID: below.ID, Title: "Trưởng phòng", From: "2021-01-01"},
	}}))
	with := func(change func(*register.TitleEntry)) register.TitleEntry {
		e := w.title(w.one)
		change(&e)
		return e
	}
	list := register.TitleEntries{BlocYearID: w.year.ID, Items: []register.TitleEntry{
		w.title(w.one),
		w.title(below),
		with(func(e *register.TitleEntry) {
			e.Recipient = register.Recipient{Kind: register.PersonRecipient, ID: person.ID}
		}),
		with(func(e *register.TitleEntry) {
			e.UnitID, e.Recipient = w.two.ID, register.Recipient{Kind: register.HouseholdRecipient, Name: " Hộ  ông Ví Dụ"}
		}),
		w.title(w.one),
		w.title(w.province),
		with(func(e *register.TitleEntry) { e.RegisteredOn = "2020-12-31" }),
		with(func(e *register.TitleEntry) { e.RegisteredOn = "2021-02-30" }),
		with(func(e *register.TitleEntry) { e.AwardTypeID = "awt_0" }),
		with(func(e *register.TitleEntry) { e.Recipient.ID = "uni_0" }),
		with(func(e *register.TitleEntry) { e.Recipient.Kind = "CLUB" }),
		with(func(e *register.TitleEntry) {
			e.Recipient = register.Recipient{Kind: register.HouseholdRecipient, Name: "Hộ ở đâu không rõ"}
		}),
	}}
	counted, calls := store.WithCalls(ctx)
	_, results, err := w.RegisterTitles(counted, v, list)
	if err != nil {
		t.Fatal(err)
	}
	if n := calls.Count(); n > 9 {
		t.Errorf("it took %d store calls", n)
	}
	var got []string
	for _, r := range results {
		line := said(r.Err)
		if r.Record != nil {
			line = r.Record.Recipient.Name + " · " + map[string]string{w.one.ID: "một", w.two.ID: "hai"}[r.Record.UnitID]
		}
		got = append(got, line)
	}
	want := []string{
		"Sở Một · một", "Phòng Một · một", "Lê Ví Dụ · một", "Hộ ông Ví Dụ · hai",
		"INVALID items.4.recipient", "INVALID items.5.recipient.id", "INVALID items.6.recipient.id", "INVALID items.7.registeredOn",
		"NOT_FOUND items.8.awardTypeId", "NOT_FOUND items.9.recipient.id", "INVALID items.10.recipient.kind", "INVALID items.11.unitId",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	_, again, err := w.RegisterTitles(ctx, v, list)
	if err != nil || again[0].Record == nil || again[0].ID != results[0].ID || again[3].ID != results[3].ID {
		t.Errorf("again it gives %+v, %v", again[0], err)
	}
	if n := made[int64](t)(w.CountTitles(ctx, v, register.TitleFilter{BlocYear: &w.year.ID})); n != 4 {
		t.Errorf("%d registrations", n)
	}
	if n := made[int64](t)(w.CountTitles(ctx, access.Anonymous(), register.TitleFilter{})); n != 0 {
		t.Errorf("readers see %d registrations", n)
	}
	if _, _, err := w.RegisterTitles(ctx, v, register.TitleEntries{BlocYearID: w.year.ID, Items: make([]register.TitleEntry, register.MaxBatch+1)}); said(err) != "INVALID items" {
		t.Errorf("too many said %v", err)
	}
}

func TestOneRegistrationOfManyAtTheSameMoment(t *testing.T) {
	t.Parallel()
	onBothStores(t, func(t *testing.T, w *world) {
		race(t, func(int) error {
			_, _, err := w.RegisterTitles(t.Context(), w.editor, register.TitleEntries{BlocYearID: w.year.ID, Items: []register.TitleEntry{w.title(w.one), w.title(w.two)}})
			return err
		})
		if n := made[int64](t)(w.CountTitles(t.Context(), w.editor, register.TitleFilter{})); n != 2 {
			t.Errorf("%d registrations", n)
		}
	})
}

// Ensure that an award begins from a registration once, and that neither goes without the other.
func TestNominatingFromARegistration(t *testing.T) {
	t.Parallel()
	onBothStores(t, func(t *testing.T, w *world) {
		ctx, v := t.Context(), w.editor
		_, results, err := w.RegisterTitles(ctx, v, register.TitleEntries{BlocYearID: w.year.ID, Items: []register.TitleEntry{w.title(w.one)}})
		if err != nil {
			t.Fatal(err)
		}
		title := results[0].Record
		kinds := []register.CommendationKind{register.Merit, register.ForMovement} // so that the award's own claim does not decide
		var a *register.Award
		n := race(t, func(i int) error {
			got, _, err := w.NominateTitle(ctx, v, register.TitleNomination{ID: title.ID, Version: title.Version, Kind: kinds[i%2], NominatedOn: "2022-01-14"})
			if err == nil {
				a = got
			}
			return err
		})
		if n != 1 || a.RegistrationID != title.ID || a.Recipient != title.Recipient || a.Year != 2021 || a.BlocYearID != w.year.ID {
			t.Fatalf("%d awards: %+v", n, a)
		}
		withdraw := register.TitleReason{ID: title.ID, Version: title.Version, Reason: "Không đạt"}
		if got := said(second(w.WithdrawTitle(ctx, v, withdraw))); got != "WRONG_STATE" {
			t.Errorf("withdrawing the registration said %q", got)
		}
		made[*register.Award](t)(w.WithdrawAward(ctx, v, register.AwardReason{ID: a.ID, Version: a.Version, Reason: "Rút"}))
		made[*register.TitleRegistration](t)(w.WithdrawTitle(ctx, v, withdraw))
		if got := said(second(w.WithdrawTitle(ctx, v, register.TitleReason{ID: title.ID, Version: 2, Reason: "Lại"}))); got != "WRONG_STATE" {
			t.Errorf("withdrawing again said %q", got)
		}
		if _, _, err := w.NominateTitle(ctx, v, register.TitleNomination{ID: title.ID, Version: 2}); said(err) != "WRONG_STATE" {
			t.Errorf("nominating from a withdrawn registration said %v", err)
		}
		if got := said(w.RemoveTitle(ctx, v, register.Ref{ID: title.ID, Version: 2})); got != "WRONG_STATE" {
			t.Errorf("removing it said %q", got)
		}
	})
}

// Ensure that a session takes what passed further and leaves the rest, and that it completes what was cut short.
func TestASessionAndItsAwards(t *testing.T) {
	t.Parallel()
	for cut := range 5 { // the session, three awards
		t.Run(fmt.Sprintf("after %d writes", cut), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			ctx, v := t.Context(), w.editor
			var items []register.AwardBallot
			for i, yes := range []int64{10, 9, 8, 10} {
				a, _, err := w.NominateAward(ctx, v, register.Nomination{
					AwardTypeID: w.cert.ID, Kind: register.Merit, Year: 2021, BlocYearID: w.year.ID,
					Recipient: register.Recipient{Kind: register.HouseholdRecipient, Name: fmt.Sprintf("Hộ %d", i)},
				})
				if err != nil {
					t.Fatal(err)
				}
				items = append(items, register.AwardBallot{ID: a.ID, Version: a.Version, Yes: ptr(yes), ThresholdPercent: ptr(int64(90))})
			}
			items[3].Version = 9
			in := register.NewReview{
				BlocYearID: w.year.ID, HeldOn: "2022-01-14", Method: register.SecretBallot, Eligible: ptr(int64(10)), Present: ptr(int64(10)), Items: items,
			}
			broken := register.New(&failing{Store: w.store, left: cut}, time.Now, store.NewIDs())
			if _, _, warnings, err := broken.RecordReview(ctx, v, in); (err == nil) != (cut == 4) || len(warnings) != 0 {
				t.Fatalf("it was not cut short: %v, %v", err, warnings)
			}
			again := said(fourth(w.RecordReview(ctx, v, in)))
			if want := map[bool]string{true: "DUPLICATE heldOn"}[cut > 0 && cut < 4]; cut < 4 && again != want {
				t.Errorf("the session again said %q, want %q", again, want)
			}
			sessions := made[[]*register.ReviewSession](t)(w.Reviews(ctx, v, register.ReviewFilter{BlocYear: &w.year.ID}, register.ReviewsNewest, page()))
			if len(sessions) != 1 {
				t.Fatalf("%d sessions", len(sessions))
			}
			s, results, _, err := w.VoteInReview(ctx, v, register.ReviewVotes{ID: sessions[0].ID, Version: 1, Items: items})
			if err != nil || len(s.Items) != 3 || s.Version != 1 {
				t.Fatalf("the session is %+v, %v", s, err)
			}
			var got []string
			for _, r := range results {
				line := said(r.Err)
				if r.Record != nil {
					line = fmt.Sprintf("%s %v %d", r.Record.State, r.Record.Vote.Passed, r.Record.Version)
				}
				got = append(got, line)
			}
			if diff := cmp.Diff([]string{"VOTED true 2", "VOTED true 2", "NOMINATED false 2", "CONFLICT items.3"}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Ensure that a session corrects its votes until the award is submitted, votes on its own bloc-year alone, and stays as long as
// an award has its vote.
func TestASessionCorrectsItself(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, v := t.Context(), w.editor
	elsewhere := made[*register.Award](t)(w.nominate(ctx, w.two, w.cert, 2021, true))
	a, _, err := w.NominateAward(ctx, v, register.Nomination{
		AwardTypeID: w.cert.ID, Kind: register.Merit, Year: 2021, BlocYearID: w.year.ID, Recipient: register.Recipient{Kind: register.UnitRecipient, ID: w.one.ID},
	})
	if err != nil {
		t.Fatal(err)
	}
	s, _, _, err := w.RecordReview(ctx, v, register.NewReview{BlocYearID: w.year.ID, HeldOn: "2022-01-14", Method: register.OpenVote, Present: ptr(int64(8))})
	if err != nil {
		t.Fatal(err)
	}
	vote := func(award *register.Award, yes int64, passed bool) (*register.Award, string) {
		next, results, _, err := w.VoteInReview(ctx, v, register.ReviewVotes{ID: s.ID, Version: s.Version, Items: []register.AwardBallot{
			{ID: award.ID, Version: award.Version, Yes: &yes, Passed: &passed},
		}})
		if err != nil {
			return nil, said(err)
		}
		s = next
		return results[0].Record, said(results[0].Err)
	}
	if _, got := vote(elsewhere, 8, true); got != "INVALID items.0.id" {
		t.Errorf("an award of no bloc-year said %q", got)
	}
	a, _ = vote(a, 8, true)
	a, _ = vote(a, 3, false)
	if a.State != register.Nominated || *a.Vote.Yes != 3 || len(s.Items) != 1 || s.Items[0].Passed {
		t.Errorf("the correction gives %+v of %+v", a, s)
	}
	a, _ = vote(a, 7, true)
	a = made[*register.Award](t)(w.SubmitAward(ctx, v, register.AwardSubmission{ID: a.ID, Version: a.Version}))
	if _, got := vote(a, 6, true); got != "WRONG_STATE items.0" {
		t.Errorf("a correction after the submission said %q", got)
	}
	if got := said(w.RemoveReview(ctx, v, refOf(&s.Head))); got != "WRONG_STATE" {
		t.Errorf("removing the session said %q", got)
	}
	if got := said(w.RemoveAward(ctx, v, refOf(&a.Head))); got != "WRONG_STATE" {
		t.Errorf("removing an award of a session said %q", got)
	}
}

func fourth[A, B, C any](_ A, _ B, _ C, err error) error { return err }
