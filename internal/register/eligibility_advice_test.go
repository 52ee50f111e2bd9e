package register_test

import (
	"context"
	"fmt"
	"testing"

	"thidua/internal/access"
	"thidua/internal/register"
	"thidua/internal/store"
)

// lawful adds to a world an award that asks for three certificates running, and its rule.
func (w *world) lawful(tb testing.TB, countsPredecessors bool) *register.AwardType {
	tb.Helper()
	higher := made[*register.AwardType](tb)(w.CreateAwardType(tb.Context(), w.editor, register.NewAwardType{
		Code: "CAO", Label: "Cao hơn", Form: register.Certificate, Level: register.StateLevel, RecipientKinds: []register.RecipientKind{register.UnitRecipient},
	}))
	made[*register.EligibilityRule](tb)(w.CreateEligibilityRule(tb.Context(), w.editor, register.NewEligibilityRule{
		Code: "CAO_1", AwardTypeID: higher.ID, RecipientKinds: []register.RecipientKind{register.UnitRecipient}, CountsPredecessors: countsPredecessors,
		Conditions: []register.EligibilityCondition{
			{Kind: register.YearsRunning, AwardTypeIDs: []string{w.cert.ID}, Years: 2, IncludesYear: true},
			{Kind: register.RatioCap, AwardTypeIDs: []string{w.cert.ID}, Percent: 100},
		},
		Certainty: register.Unverified,
	}))
	return higher
}

func TestEligibilityThroughMergers(t *testing.T) {
	t.Parallel()
	for counts, want := range map[bool]register.EligibilityState{true: register.Satisfied, false: register.Unsatisfied} {
		t.Run(fmt.Sprint("predecessors count: ", counts), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			ctx := t.Context()
			higher, heirUnit := w.lawful(t, counts), w.department(t, "Sở Mới")
			d := w.issued(t, "1/QĐ-UBND", "2024-05-04")
			grant := func(u *register.Unit, year int64) {
				_, _, err := w.ImportAward(ctx, w.editor, register.ImportedAward{DecisionID: d.ID, Nomination: register.Nomination{
					AwardTypeID: w.cert.ID, Kind: register.Merit, Year: year, Public: true, Recipient: register.Recipient{Kind: register.UnitRecipient, ID: u.ID}, NominatedByUnitID: w.province.ID,
				}})
				if err != nil {
					t.Fatal(err)
				}
			}
			grant(w.one, 2022)
			grant(heirUnit, 2023)
			made[*register.Unit](t)(w.MergeUnits(ctx, w.editor, register.UnitMerger{From: refs(w.one), Into: heir(heirUnit), On: "2023-03-01"}))
			ask := register.EligibilityAsk{RecipientID: heirUnit.ID, AwardTypeID: higher.ID, Year: 2023, Kind: register.Merit, NominatorID: w.province.ID}
			got := made[*register.Eligibility](t)(w.Eligibility(ctx, w.editor, ask))
			if got.Checks[0].State != want || got.Rule.Code != "CAO_1" || *got.RuleVersion() != 1 || got.Partial {
				t.Errorf("it is %+v", got)
			}
			if c := got.Checks[1]; c.State != register.Satisfied { // one for one
				t.Errorf("the ratio is %+v", c)
			}
			reader := access.Viewer{Actor: "usr_1", Role: access.Editor, UnitID: "uni_other"}
			if got := made[*register.Eligibility](t)(w.Eligibility(ctx, reader, ask)); !got.Partial || (want == register.Unsatisfied && got.State != register.Unknown) {
				t.Errorf("with partial sight it is %+v", got)
			}
		})
	}
}

func TestWhoIsAdvised(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	higher := w.lawful(t, true)
	ask := register.EligibilityAsk{RecipientID: w.one.ID, AwardTypeID: higher.ID, Year: 2023, Kind: register.Merit}
	with := func(v access.Viewer, change func(*register.EligibilityAsk)) string {
		q := ask
		change(&q)
		return said(second(w.Eligibility(ctx, v, q)))
	}
	none := func(*register.EligibilityAsk) {}
	for name, c := range map[string]struct{ got, want string }{
		"a reader":                     {with(access.Anonymous(), none), "UNAUTHENTICATED"},
		"the office":                   {with(w.editor, none), ""},
		"about nobody":                 {with(w.editor, func(q *register.EligibilityAsk) { q.RecipientID = "uni_0" }), "NOT_FOUND recipient"},
		"about no award":               {with(w.editor, func(q *register.EligibilityAsk) { q.AwardTypeID = "awt_0" }), "NOT_FOUND awardType"},
		"about a year before all time": {with(w.editor, func(q *register.EligibilityAsk) { q.Year = 1 }), "INVALID year"},
	} {
		if c.got != c.want {
			t.Errorf("%s: said %q, want %q", name, c.got, c.want)
		}
	}
}

func TestEligibilityRulesAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	higher := w.lawful(t, true)
	rule := func(change func(*register.NewEligibilityRule)) error {
		in := register.NewEligibilityRule{
			Code: "KHAC", AwardTypeID: w.cert.ID, RecipientKinds: []register.RecipientKind{register.UnitRecipient},
			Conditions: []register.EligibilityCondition{{Kind: register.NoDiscipline}},
		}
		change(&in)
		return second(w.CreateEligibilityRule(ctx, w.editor, in))
	}
	asking := func(c register.EligibilityCondition) error {
		return rule(func(in *register.NewEligibilityRule) { in.Conditions = []register.EligibilityCondition{c} })
	}
	for name, c := range map[string]struct {
		want string
		err  error
	}{
		"of no award":                 {"NOT_FOUND awardTypeId", rule(func(in *register.NewEligibilityRule) { in.AwardTypeID = "awt_0" })},
		"for nobody":                  {"INVALID recipientKinds", rule(func(in *register.NewEligibilityRule) { in.RecipientKinds = nil })},
		"of nothing":                  {"INVALID conditions", rule(func(in *register.NewEligibilityRule) { in.Conditions = nil })},
		"by no law":                   {"NOT_FOUND legalBasisIds.0", rule(func(in *register.NewEligibilityRule) { in.LegalBasisIDs = []string{"leg_0"} })},
		"that ends before it begins":  {"INVALID validTo", rule(func(in *register.NewEligibilityRule) { in.ValidFrom, in.ValidTo = "2024-01-01", "2023-01-01" })},
		"beside another of that time": {"INVALID validFrom", rule(func(in *register.NewEligibilityRule) { in.AwardTypeID = higher.ID })},
		"with a taken code":           {"DUPLICATE code", rule(func(in *register.NewEligibilityRule) { in.Code = "CAO_1" })},
		"of an unknown kind":          {"INVALID conditions.0.kind", asking(register.EligibilityCondition{Kind: "LUCK"})},
		"of years of no award":        {"INVALID conditions.0.awardTypeIds", asking(register.EligibilityCondition{Kind: register.YearsRunning, Years: 3})},
		"of awards that are none":     {"NOT_FOUND conditions.0.awardTypeIds.0", asking(register.EligibilityCondition{Kind: register.HoldsInYear, AwardTypeIDs: []string{"awt_0"}})},
		"of no years":                 {"INVALID conditions.0.years", asking(register.EligibilityCondition{Kind: register.YearsRunning, AwardTypeIDs: []string{w.cert.ID}})},
		"of a thousand years":         {"INVALID conditions.0.years", asking(register.EligibilityCondition{Kind: register.Outstanding, Years: 1000})},
		"of more times than years":    {"INVALID conditions.0.times", asking(register.EligibilityCondition{Kind: register.TimesWithin, AwardTypeIDs: []string{w.cert.ID}, Times: 3, Years: 2})},
		"of 101 percent":              {"INVALID conditions.0.percent", asking(register.EligibilityCondition{Kind: register.RatioCap, AwardTypeIDs: []string{w.cert.ID}, Percent: 101})},
		"of words without words":      {"INVALID conditions.0.text", asking(register.EligibilityCondition{Kind: register.OtherCondition})},
		"by a records officer":        {"FORBIDDEN", second(w.CreateEligibilityRule(ctx, access.Viewer{Actor: "usr_1", Role: access.RecordsOfficer}, register.NewEligibilityRule{}))},
	} {
		if got := said(c.err); got != c.want {
			t.Errorf("a rule %s said %q, want %q", name, got, c.want)
		}
	}
	if got := said(w.RemoveAwardType(ctx, w.editor, register.Ref{ID: w.cert.ID, Version: 1})); got != "WRONG_STATE" {
		t.Errorf("removing an award that a rule speaks of said %q", got)
	}
}

// nominees makes units with three years of certificates each, and the questions about them.
func (w *world) nominees(tb testing.TB, n int) []register.EligibilityAsk {
	tb.Helper()
	higher := w.lawful(tb, true)
	d := w.issued(tb, "1/QĐ-UBND", "2024-05-04")
	asks := make([]register.EligibilityAsk, n)
	for i := range asks {
		u := w.department(tb, fmt.Sprintf("Sở Thứ %d", i))
		for year := int64(2021); year <= 2023; year++ {
			_, _, err := w.ImportAward(tb.Context(), w.editor, register.ImportedAward{DecisionID: d.ID, Nomination: register.Nomination{
				AwardTypeID: w.cert.ID, Kind: register.Merit, Year: year, Recipient: register.Recipient{Kind: register.UnitRecipient, ID: u.ID}, NominatedByUnitID: w.province.ID,
			}})
			if err != nil {
				tb.Fatal(err)
			}
		}
		asks[i] = register.EligibilityAsk{RecipientKind: register.UnitRecipient, RecipientID: u.ID, AwardTypeID: higher.ID, Year: 2023, Kind: register.Merit, NominatorID: w.province.ID}
	}
	return asks
}

// The number of store calls is the same for one nominee and for three hundred.
func TestEligibilityOfManyCostsFiveStoreCalls(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	asks := w.nominees(t, 300)
	for _, n := range []int{1, 300} {
		ctx, calls := store.WithCalls(t.Context())
		got := made[[]*register.Eligibility](t)(w.Eligibilities(ctx, w.editor, asks[:n]))
		if calls.Count() != 5 {
			t.Errorf("%d nominees took %d store calls", n, calls.Count())
		}
		for i, e := range got {
			if e.Checks[0].State != register.Satisfied {
				t.Fatalf("nominee %d: %+v", i, e.Checks[0])
			}
		}
	}
}

func BenchmarkEligibilityOf300Nominees(b *testing.B) {
	w := newWorld(b)
	asks := w.nominees(b, 300)
	ctx := context.WithoutCancel(b.Context())
	for b.Loop() {
		if _, err := w.Eligibilities(ctx, w.editor, asks); err != nil {
			b.Fatal(err)
		}
	}
}
