package intake_test

import (
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/intake"
	"thidua/internal/register"
	"thidua/internal/sheet"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// TestWhatChangedSinceRefusesTheWhole changes what rows rest on between rehearsal and commit: nothing is stored, and the
// rows are named.
func TestWhatChangedSinceRefusesTheWhole(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		change func(t *testing.T, o *office)
	}{
		{"a unit had another name on the day", func(t *testing.T, o *office) {
			t.Helper()
			must[register.Unit](t)(o.records.RenameUnit(t.Context(), access.System(), register.UnitRename{
				ID: o.works.ID, Version: o.works.Version, Name: "Sở Xây dựng và Nhà ở", On: "2022-01-01",
			}))
		}},
		{"the same award was entered by hand", func(t *testing.T, o *office) {
			t.Helper()
			_, _, err := o.records.NominateAward(t.Context(), access.System(), register.Nomination{
				AwardTypeID: o.flag.ID, Kind: register.Merit, Year: 2021, Recipient: register.Recipient{Kind: register.UnitRecipient, ID: o.trade.ID},
			})
			if err != nil {
				t.Fatal(err)
			}
		}},
		{"the decision was entered by hand", func(t *testing.T, o *office) {
			t.Helper()
			must[register.Decision](t)(o.records.CreateDecision(t.Context(), access.System(), register.NewDecision{
				Number: "263/QĐ-UBND", IssuedOn: "2022-05-04", IssuerID: o.province.ID, Title: "Khen thưởng",
			}))
		}},
		{"the award is given no more", func(t *testing.T, o *office) {
			t.Helper()
			ended := viet.Date("2020-12-31")
			must[register.AwardType](t)(o.records.UpdateAwardType(t.Context(), access.System(), register.AwardTypeChange{
				ID: o.flag.ID, Version: o.flag.Version, ValidTo: &ended,
			}))
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			onEachStore(t, func(t *testing.T, o *office) {
				m := o.rehearse(t, list)
				test.change(t, o)
				before := o.awards(t)
				m = must[intake.Import](t)(o.Commit(t.Context(), o.clerk, ref(m), false))
				if m.State != intake.Rehearsed || m.Refusal == nil || len(m.Refusal.Items) == 0 || m.Refusal.Items[0].Row == 0 {
					t.Errorf("it is %s: %+v", m.State, m.Refusal)
				}
				if n := o.awards(t); n != before {
					t.Errorf("%d awards were stored", n-before)
				}
			})
		})
	}
}

// TestWhoMayImport: the office brings in everything; people of a unit what is on its way to that unit, and nothing that was
// given; nobody else anything. Nobody but the office sees what others rehearse.
func TestWhoMayImport(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, o *office) {
		ctx := t.Context()
		for _, v := range []access.Viewer{access.Anonymous(), {Actor: "usr_e", Role: access.Editor}, {Actor: "usr_r", Role: access.Reader}} {
			if _, err := o.Rehearse(ctx, v, listOf(list)); errs.CodeOf(err) != errs.Forbidden && errs.CodeOf(err) != errs.Unauthenticated {
				t.Errorf("%s is answered %v", v.Role, err)
			}
		}
		given := must[intake.Import](t)(o.Rehearse(ctx, o.colleague, listOf(list)))
		if given.Counts.New != 0 || given.Counts.Errors != 4 {
			t.Errorf("a unit's officer brings in what was given: %+v", given.Counts)
		}
		coming := must[intake.Import](t)(o.Rehearse(ctx, o.colleague, listOf(list, func(p *intake.Options) { p.Awards.State = register.Nominated })))
		if coming.Counts.New != 2 || coming.Counts.Errors != 2 { // Sở Xây dựng, and Lan of it
			t.Errorf("a unit's officer brings in nominations: %+v", coming.Counts)
		}
		stranger := access.Viewer{Actor: "usr_other", Role: access.RecordsOfficer, UnitID: o.trade.ID}
		if found, err := o.ImportsByID(ctx, stranger, []string{given.ID}); err != nil || len(found) != 0 {
			t.Errorf("another unit sees it: %v", err)
		}
		if _, err := o.Commit(ctx, stranger, ref(coming), true); said(err) != "NOT_FOUND id" {
			t.Errorf("another unit is answered %v", err)
		}
		if found, err := o.ImportsByID(ctx, o.clerk, []string{given.ID}); err != nil || len(found) != 1 {
			t.Errorf("the office does not see it: %v", err)
		}
	})
}

// TestWhatIsReferredToStays refuses to take an import back of whose decision somebody has made use since.
func TestWhatIsReferredToStays(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, o *office) {
		ctx := t.Context()
		m := o.rehearse(t, list)
		m = must[intake.Import](t)(o.Commit(ctx, o.clerk, ref(m), false))
		number := "263/QĐ-UBND"
		decisions, err := o.records.Decisions(ctx, access.System(), register.DecisionFilter{Number: &number}, register.DecisionsNewest, storePage())
		if err != nil || len(decisions) != 1 {
			t.Fatalf("%d decisions: %v", len(decisions), err)
		}
		_, _, err = o.records.ImportAward(ctx, access.System(), register.ImportedAward{
			Nomination: register.Nomination{AwardTypeID: o.cert.ID, Kind: register.Merit, Year: 2021, Recipient: register.Recipient{Kind: register.UnitRecipient, ID: o.trade.ID}},
			DecisionID: decisions[0].ID,
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := o.Undo(ctx, o.clerk, ref(m)); said(err) != "WRONG_STATE" {
			t.Errorf("it is answered %v", err)
		}
		if n := o.awards(t); n != 5 {
			t.Errorf("%d awards are seen", n)
		}
	})
}

// TestTheVeilIsTold: whoever keeps answers hears of every change of the veil: it goes up and comes off, for a commit and
// for an undo.
func TestTheVeilIsTold(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, o *office) {
		changes := 0
		o.Importer = intake.New(intake.Config{
			Store: o.store, Register: o.records, Now: o.clock.Now, IDs: store.NewIDs(), Inline: time.Hour, Limits: sheet.DefaultLimits(),
			Changed: func() { changes++ },
		})
		m := o.rehearse(t, list)
		if changes != 0 {
			t.Errorf("a rehearsal changes the veil %d times", changes)
		}
		m = must[intake.Import](t)(o.Commit(t.Context(), o.clerk, ref(m), false))
		if changes != 2 {
			t.Errorf("after a commit it has changed %d times", changes)
		}
		must[intake.Import](t)(o.Undo(t.Context(), o.clerk, ref(m)))
		if changes != 4 {
			t.Errorf("after an undo it has changed %d times", changes)
		}
	})
}
