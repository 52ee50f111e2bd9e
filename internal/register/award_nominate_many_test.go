package register_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/register"
	"thidua/internal/store"
)

// ofHousehold is a nomination of a household, told by its code.
func ofHousehold(w *world, n int) register.Nomination {
	return register.Nomination{
		Code: fmt.Sprintf("NH-%03d", n), AwardTypeID: w.cert.ID, Kind: register.Merit, Year: 2021, BlocYearID: w.year.ID,
		Recipient: register.Recipient{Kind: register.HouseholdRecipient, Name: fmt.Sprintf("Hộ số %03d", n)},
	}
}

// Ensure that five hundred are nominated in as many store calls as two, each with its own result.
func TestNominateFiveHundred(t *testing.T) {
	t.Parallel()
	onBothStores(t, func(t *testing.T, w *world) {
		nominate := func(items []register.Nomination) ([]register.NominationResult, int64) {
			counted, calls := store.WithCalls(t.Context())
			results := made[[]register.NominationResult](t)(w.NominateAwards(counted, w.editor, items))
			return results, calls.Count()
		}
		_, few := nominate([]register.Nomination{ofHousehold(w, 1000), ofHousehold(w, 1001)})
		var items []register.Nomination
		for i := range register.MaxBatch {
			items = append(items, ofHousehold(w, i))
		}
		items[7].Year = 2020
		items[8].Code = items[9].Code
		results, many := nominate(items)
		if many > few+1 || many > 12 { // one more behind the code that is there twice
			t.Errorf("%d store calls for two, %d for five hundred", few, many)
		}
		said7, said9 := said(results[7].Err), said(results[9].Err)
		if said7 != "INVALID items.7.year" || said9 != "DUPLICATE items.9.code" {
			t.Errorf("they said %q and %q", said7, said9)
		}
		for i, r := range results {
			if i != 7 && i != 9 && (r.Err != nil || r.Record == nil || r.Record.State != register.Nominated) {
				t.Fatalf("item %d: %+v", i, r)
			}
		}
		if n := made[int64](t)(w.CountAwards(t.Context(), w.editor, register.AwardFilter{BlocYear: &w.year.ID})); n != register.MaxBatch {
			t.Errorf("there are %d awards", n)
		}
	})
}

// Ensure that the rules of one nomination are those of many, within the list too.
func TestNominateManyByTheRules(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	of := func(u *register.Unit, a *register.AwardType) register.Nomination {
		return register.Nomination{
			AwardTypeID: a.ID, Kind: register.Merit, Year: 2021, BlocYearID: w.year.ID, NominatedOn: "2022-01-14",
			Recipient: register.Recipient{Kind: register.UnitRecipient, ID: u.ID},
		}
	}
	granted := of(w.one, w.certOfState)
	granted.State = register.Granted
	items := []register.Nomination{
		of(w.one, w.flag), of(w.two, w.flag), // the quota is one
		of(w.one, w.cert), of(w.one, w.cert), // twice
		granted, of(&register.Unit{Head: store.Head{ID: "uni_0"}}, w.cert),
	}
	want := []string{"", "LIMIT items.1", "", "INVALID items.3.recipient", "INVALID items.4.state", "NOT_FOUND items.5.recipient.id"}
	results := made[[]register.NominationResult](t)(w.NominateAwards(ctx, w.editor, items))
	for i, r := range results {
		if got := said(r.Err); got != want[i] || (got == "") != (r.Record != nil) {
			t.Errorf("item %d said %q, want %q", i, got, want[i])
		}
	}
	again := made[[]register.NominationResult](t)(w.NominateAwards(ctx, w.editor, items[2:3]))
	if again[0].Err != nil || again[0].Record.ID != results[2].Record.ID {
		t.Errorf("again: %+v", again[0])
	}
	items[2].NominatedOn = "2022-01-15"
	if again = made[[]register.NominationResult](t)(w.NominateAwards(ctx, w.editor, items[2:3])); said(again[0].Err) != "DUPLICATE items.0.recipient" {
		t.Errorf("on another day: %+v", again[0])
	}
	if _, err := w.NominateAwards(ctx, w.editor, nil); said(err) != "INVALID items" {
		t.Errorf("none at all said %v", err)
	}
	stranger := access.Viewer{Actor: "usr_2", Role: access.RecordsOfficer, UnitID: w.two.ID}
	if _, err := w.NominateAwards(ctx, stranger, items[2:3]); said(err) != "FORBIDDEN" {
		t.Errorf("another unit was told %v", err)
	}
}

// beforeWrites is a store in which something else happens once, before the first writes.
type beforeWrites struct {
	store.Store
	do func() error
}

// Apply implements [store.Writer].
func (s *beforeWrites) Apply(ctx context.Context, writes ...store.Write) (int, error) {
	if do := s.do; do != nil {
		s.do = nil
		if err := do(); err != nil {
			return 0, err
		}
	}
	return s.Store.Apply(ctx, writes...)
}

// Ensure that a list of nominations and the closing of its year do not miss each other.
func TestInvariant17ManyAtOnceAsTheYearIsClosed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.reviewed(t)
	ctx := t.Context()
	closed := func() error { return closing(ctx, w.Register, w) }
	late := register.New(&beforeWrites{Store: w.store, do: closed}, time.Now, store.NewIDs())
	results, err := late.NominateAwards(ctx, w.editor, []register.Nomination{ofHousehold(w, 1), ofHousehold(w, 2)})
	if err != nil || said(results[0].Err) != "WRONG_STATE items.0" || said(results[1].Err) != "WRONG_STATE items.1" {
		t.Errorf("they were told %+v, %v", results, err)
	}
	if state, open := w.settled(t); state != register.Closed || open != 0 {
		t.Errorf("the year is %s with %d open awards", state, open)
	}
}
