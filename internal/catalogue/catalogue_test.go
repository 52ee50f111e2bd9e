package catalogue

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/store/sqlitestore"
)

// open returns an empty store in memory.
func open(t *testing.T) store.Store {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), sqlitestore.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close(context.WithoutCancel(t.Context())) })
	if err := s.Ensure(t.Context(), append(register.Schemas(), Schemas()...)...); err != nil {
		t.Fatal(err)
	}
	return s
}

func over(s store.Store) Deps {
	ids := store.NewIDs()
	return Deps{Register: register.New(s, time.Now, ids), Store: s, Now: time.Now, IDs: ids}
}

func whole() store.Page { return store.Page{Limit: store.MaxLimit} }

func TestEntriesSayWhereTheyAreFrom(t *testing.T) {
	t.Parallel()
	d := over(open(t))
	r := d.Register
	ctx, anyone := t.Context(), access.Anonymous()
	if loaded, err := Load(ctx, d); err != nil || !loaded {
		t.Fatal(loaded, err)
	}
	types, err := r.AwardTypes(ctx, anyone, register.AwardTypeFilter{}, register.AwardTypesByName, whole())
	if err != nil || len(types) != len(AwardTypes()) {
		t.Fatalf("%d of %d award types, %v", len(types), len(AwardTypes()), err)
	}
	for _, a := range types {
		if a.Certainty == "" || a.Basis == "" || len(a.Authorities) == 0 || len(a.Deciders) == 0 || len(a.LegalBasisIDs) == 0 {
			t.Errorf("%s does not say where it is from: %+v", a.Code, a)
		}
		for _, by := range a.Authorities {
			if by.Basis == "" || (by.Level == register.DistrictLevel && by.ValidTo != lastOfDistricts) {
				t.Errorf("%s: %+v", a.Code, by)
			}
		}
	}
	all, err := r.EligibilityRules(ctx, anyone, register.EligibilityRuleFilter{}, register.EligibilityRulesByCode, whole())
	if err != nil || len(all) != len(rules()) {
		t.Fatalf("%d of %d rules, %v", len(all), len(rules()), err)
	}
	for _, e := range all {
		if e.Basis == "" || e.Certainty == "" || e.Note == "" || len(e.LegalBasisIDs) == 0 {
			t.Errorf("%s does not say where it is from: %+v", e.Code, e)
		}
	}
}

// What administrators change or remove does not come back at the next start.
func TestItIsLoadedOnce(t *testing.T) {
	t.Parallel()
	d := over(open(t))
	r := d.Register
	ctx, v := t.Context(), access.System()
	if _, err := Load(ctx, d); err != nil {
		t.Fatal(err)
	}
	letter, err := r.AwardTypeByCode(ctx, v, "GIAY_KHEN")
	if err != nil {
		t.Fatal(err)
	}
	if err := r.RemoveAwardType(ctx, v, register.Ref{ID: letter.ID, Version: letter.Version}); err != nil {
		t.Fatal(err)
	}
	if loaded, err := Load(ctx, d); err != nil || loaded {
		t.Errorf("it was loaded again: %v, %v", loaded, err)
	}
	if n, err := r.CountAwardTypes(ctx, v, register.AwardTypeFilter{}); err != nil || int(n) != len(AwardTypes())-1 {
		t.Errorf("there are %d award types, %v", n, err)
	}
}

func TestAnOfficesOwnCatalogueIsLeftAlone(t *testing.T) {
	t.Parallel()
	d := over(open(t))
	r := d.Register
	ctx := t.Context()
	own := AwardTypes()[0]
	if _, err := r.CreateAwardType(ctx, access.Viewer{Actor: "usr_1", Role: access.Administrator}, own); err != nil {
		t.Fatal(err)
	}
	if loaded, err := Load(ctx, d); err != nil || loaded {
		t.Errorf("it was loaded: %v, %v", loaded, err)
	}
}

// cut fails every write after the first so many, as if the process had been killed there.
type cut struct {
	store.Store
	left int
}

var errCut = errors.New("cut short")

func (s *cut) Apply(ctx context.Context, writes ...store.Write) (int, error) {
	for i, w := range writes {
		if s.left == 0 {
			return i, errCut
		}
		s.left--
		if _, err := s.Store.Apply(ctx, w); err != nil {
			return i, err
		}
	}
	return len(writes), nil
}

func TestALoadCutShortGoesOn(t *testing.T) {
	t.Parallel()
	s := open(t)
	all := len(legalReferences()) + len(AwardTypes()) + len(rules())
	for _, after := range []int{0, 3, 7, 9, 12, 1} {
		if _, err := Load(t.Context(), over(&cut{Store: s, left: after})); !errors.Is(err, errCut) {
			t.Fatalf("after %d writes it was not cut short: %v", after, err)
		}
	}
	d := over(s)
	r := d.Register
	if loaded, err := Load(t.Context(), d); err != nil || !loaded {
		t.Fatal(loaded, err)
	}
	types, err := r.AwardTypes(t.Context(), access.Anonymous(), register.AwardTypeFilter{}, register.AwardTypesByName, whole())
	if err != nil {
		t.Fatal(err)
	}
	n, err := r.CountEligibilityRules(t.Context(), access.Anonymous(), register.EligibilityRuleFilter{})
	if err != nil || len(legalReferences())+len(types)+int(n) != all {
		t.Errorf("there are %d types and %d rules, %v", len(types), n, err)
	}
	codes := []string{}
	for _, a := range types {
		codes = append(codes, a.Code)
	}
	slices.Sort(codes)
	if !slices.Equal(codes, codesOf(AwardTypes())) {
		t.Errorf("the codes are %v", codes)
	}
}

// codesOf returns the codes of entries, sorted.
func codesOf(entries []register.NewAwardType) []string {
	codes := make([]string, len(entries))
	for i, e := range entries {
		codes[i] = e.Code
	}
	slices.Sort(codes)
	return codes
}
