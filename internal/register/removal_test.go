package register_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/errs"
	"thidua/internal/register"
	"thidua/internal/store"
)

// Ensure that what others refer to is not removed, and that it is once they do no more.
func TestInvariant18WhatIsReferredToIsNotRemoved(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, v := t.Context(), w.editor
	law := made[*register.LegalReference](t)(w.CreateLegalReference(ctx, v, register.NewLegalReference{Kind: register.Luat, RawText: "Luật"}))
	event := made[*register.Event](t)(w.HoldEvent(ctx, v, register.NewEvent{Type: register.Ceremony, Title: "Lễ", StartsOn: "2022-07-22", HostUnitID: w.one.ID, BlocYearIDs: []string{w.year.ID}}))
	task := made[*register.Task](t)(w.AdoptTask(ctx, v, register.NewTask{BlocYearID: w.year.ID, Title: "Việc", Category: register.OtherTask, CitationIDs: []string{law.ID}, AdoptedAtID: event.ID}))
	award := made[*register.Award](t)(w.nominate(ctx, w.one, w.cert, 2021, true))
	refused := map[string]func() error{
		"a unit with awards":        func() error { return w.RemoveUnit(ctx, v, refOf(&w.one.Head)) },
		"a unit with others below":  func() error { return w.RemoveUnit(ctx, v, refOf(&w.province.Head)) },
		"a bloc with members":       func() error { return w.RemoveBloc(ctx, v, refOf(&w.bloc.Head)) },
		"a bloc-year with tasks":    func() error { return w.RemoveBlocYear(ctx, v, refOf(&w.year.Head)) },
		"an award type with awards": func() error { return w.RemoveAwardType(ctx, v, refOf(&w.cert.Head)) },
		"a document that is cited":  func() error { return w.RemoveLegalReference(ctx, v, refOf(&law.Head)) },
		"an event that adopted":     func() error { return w.RemoveEvent(ctx, v, refOf(&event.Head)) },
	}
	for name, remove := range refused {
		if got := said(remove()); got != "WRONG_STATE" {
			t.Errorf("%s: said %q", name, got)
		}
	}
	if got := said(w.RemoveTask(ctx, v, register.Ref{ID: task.ID, Version: 9})); got != "CONFLICT" {
		t.Errorf("the removal of an old version said %q", got)
	}
	for _, err := range []error{ // each before what it refers to
		w.RemoveAward(ctx, v, refOf(&award.Head)), w.RemoveAwardType(ctx, v, refOf(&w.cert.Head)),
		w.RemoveTask(ctx, v, refOf(&task.Head)), w.RemoveEvent(ctx, v, refOf(&event.Head)), w.RemoveLegalReference(ctx, v, refOf(&law.Head)),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	if got := said(w.RemoveTask(ctx, v, refOf(&task.Head))); got != "NOT_FOUND id" {
		t.Errorf("the second removal said %q", got)
	}
}

func refOf(h *store.Head) register.Ref { return register.Ref{ID: h.ID, Version: h.Version} }

// Ensure that a record to which an article links stays too.
func TestWhatArticlesLinkToIsNotRemoved(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	linked := made[*register.Award](t)(w.nominate(ctx, w.one, w.cert, 2021, true))
	free := made[*register.Award](t)(w.nominate(ctx, w.two, w.cert, 2021, true))
	asking := register.New(w.store, time.Now, store.NewIDs(), register.WithArticles(func(_ context.Context, id string) (int64, error) {
		if id == linked.ID {
			return 3, nil
		}
		return 0, nil
	}))
	err := asking.RemoveAward(ctx, w.editor, refOf(&linked.Head))
	if e := errs.As(err); e == nil || e.Code != errs.WrongState || !strings.Contains(e.Vi, "3 bài viết") {
		t.Errorf("it said %v", err)
	}
	if err := asking.RemoveAward(ctx, w.editor, refOf(&free.Head)); err != nil {
		t.Error(err)
	}
}

// Ensure that a record to which only a draft links stays, and that the refusal does not say how many drafts there are.
func TestWhatDraftsLinkToIsNotRemoved(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	linked := made[*register.Award](t)(w.nominate(ctx, w.one, w.cert, 2021, true))
	free := made[*register.Award](t)(w.nominate(ctx, w.two, w.cert, 2021, true))
	asking := register.New(w.store, time.Now, store.NewIDs(), register.WithDrafts(func(_ context.Context, id string) (int64, error) {
		if id == linked.ID {
			return 7, nil
		}
		return 0, nil
	}))
	err := asking.RemoveAward(ctx, w.editor, refOf(&linked.Head))
	if e := errs.As(err); e == nil || e.Code != errs.WrongState || !strings.Contains(e.Vi, "bản thảo") || strings.Contains(e.Vi+e.En, "7") {
		t.Errorf("it said %v", err)
	}
	if err := asking.RemoveAward(ctx, w.editor, refOf(&free.Head)); err != nil {
		t.Error(err)
	}
}

// Ensure that what was given stays on record, and that only an import can be taken out again.
func TestGivenAwardsAreNotRemoved(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, v := t.Context(), w.editor
	grant := made[*register.Decision](t)(w.CreateDecision(ctx, v, register.NewDecision{Number: "10/QĐ-UBND", IssuedOn: "2022-05-04", IssuerID: w.province.ID, Title: "Khen"}))
	a := w.submit(t, made[*register.Award](t)(w.nominate(ctx, w.one, w.cert, 2021, true)))
	a = made[*register.Award](t)(w.ApproveAward(ctx, v, register.AwardApproval{ID: a.ID, Version: a.Version, DecisionID: grant.ID}))
	if got := said(w.RemoveAward(ctx, v, refOf(&a.Head))); got != "WRONG_STATE" {
		t.Errorf("the removal of a given award said %q", got)
	}
	imported, _, err := w.ImportAward(ctx, v, register.ImportedAward{DecisionID: grant.ID, Nomination: register.Nomination{
		AwardTypeID: w.cert.ID, Kind: register.Merit, Year: 2021, Recipient: register.Recipient{Kind: register.UnitRecipient, ID: w.two.ID},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.RemoveAward(ctx, v, refOf(&imported.Head)); err != nil {
		t.Error(err)
	}
	if got := said(w.RemoveDecision(ctx, v, refOf(&grant.Head))); got != "WRONG_STATE" {
		t.Errorf("the removal of the decision said %q", got)
	}
	moved := register.DecisionChange{ID: grant.ID, Version: grant.Version, IssuedOn: ptr(grant.IssuedOn + "")}
	if _, err := w.UpdateDecision(ctx, v, moved); err != nil {
		t.Errorf("the same day said %v", err)
	}
	moved.Version++
	*moved.IssuedOn = "2022-05-05"
	if _, err := w.UpdateDecision(ctx, v, moved); said(err) != "WRONG_STATE issuedOn" {
		t.Errorf("another day of a decision that gave an award said %v", err)
	}
}

// TestOneDecisionForManyAwards approves hundreds in one call: each has its own result, and the same call again completes
// one that was cut short.
func TestOneDecisionForManyAwards(t *testing.T) {
	t.Parallel()
	const many = 300
	w := newWorld(t)
	ctx, v := t.Context(), w.editor
	grant := made[*register.Decision](t)(w.CreateDecision(ctx, v, register.NewDecision{Number: "10/QĐ-UBND", IssuedOn: "2022-05-04", IssuerID: w.province.ID, Title: "Khen", Public: true}))
	var batch []register.Ref
	for i := range many {
		a, _, err := w.NominateAward(ctx, v, register.Nomination{
			AwardTypeID: w.cert.ID, Kind: register.Extraordinary, Year: 2021, State: register.Submitted, Public: true,
			Recipient: register.Recipient{Kind: register.HouseholdRecipient, Name: fmt.Sprintf("Hộ %03d", i)},
		})
		if err != nil {
			t.Fatal(err)
		}
		batch = append(batch, refOf(&a.Head))
	}
	nominated := made[*register.Award](t)(w.nominate(ctx, w.one, w.cert, 2021, true))
	bad := []register.Ref{{ID: "awa_0", Version: 1}, {ID: batch[3].ID, Version: 1}, refOf(&nominated.Head)}
	batch[7].Version = 9
	batch = append(batch, bad...)

	broken := register.New(&failing{Store: w.store, left: 100}, time.Now, store.NewIDs())
	if _, _, err := broken.ApproveAwards(ctx, v, grant.ID, batch); err == nil {
		t.Fatal("it was not cut short")
	}
	counted, calls := store.WithCalls(ctx)
	_, results, err := w.ApproveAwards(counted, v, grant.ID, batch)
	if err != nil {
		t.Fatal(err)
	}
	if n := calls.Count(); n > 8 {
		t.Errorf("it took %d store calls", n)
	}
	refused := map[int]string{}
	for i, r := range results {
		if r.ID != batch[i].ID || (r.Err == nil) != (r.Award != nil) {
			t.Fatalf("result %d is %+v", i, r)
		}
		if r.Err != nil {
			refused[i] = said(r.Err)
		} else if r.Award.State != register.Approved || r.Award.Version != 2 {
			t.Errorf("award %d is %s at version %d", i, r.Award.State, r.Award.Version)
		}
	}
	want := map[int]string{7: "CONFLICT items.7", many: "NOT_FOUND items.300.id", many + 1: "INVALID items.301.id", many + 2: "WRONG_STATE items.302"}
	if diff := cmp.Diff(want, refused); diff != "" {
		t.Error(diff)
	}
	given := made[int64](t)(w.CountAwards(ctx, v, register.AwardFilter{Decision: &grant.ID}))
	if given != many-1 {
		t.Errorf("%d awards are given", given)
	}
	if _, _, err := w.ApproveAwards(ctx, v, grant.ID, make([]register.Ref, register.MaxBatch+1)); said(err) != "INVALID items" {
		t.Errorf("too many at once said %v", err)
	}
}
