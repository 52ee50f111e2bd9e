package register_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/register"
	"thidua/internal/store"
)

// family makes the world's certificate one for households too, and returns the registration of a family in the world's year.
func (w *world) family(t *testing.T, name string) *register.TitleRegistration {
	t.Helper()
	ctx := t.Context()
	if w.cert.Version == 1 {
		kinds := append([]register.RecipientKind{register.HouseholdRecipient}, w.cert.RecipientKinds...)
		w.cert = made[*register.AwardType](t)(w.UpdateAwardType(ctx, access.System(), register.AwardTypeChange{ID: w.cert.ID, Version: 1, RecipientKinds: &kinds}))
	}
	_, results, err := w.RegisterTitles(ctx, w.editor, register.TitleEntries{BlocYearID: w.year.ID, Items: []register.TitleEntry{{
		AwardTypeID: w.cert.ID, Recipient: register.Recipient{Kind: register.HouseholdRecipient, Name: name}, UnitID: w.one.ID, RegisteredOn: "2021-02-01", Public: true,
	}}})
	if err != nil || results[0].Err != nil {
		t.Fatal(err, results)
	}
	return results[0].Record
}

// household makes a public award that only names a household.
func (w *world) household(t *testing.T, name string) *register.Award {
	t.Helper()
	a, _, err := w.NominateAward(t.Context(), w.editor, register.Nomination{
		AwardTypeID: w.cert.ID, Kind: register.Merit, Year: 2021, Public: true, Recipient: register.Recipient{Kind: register.HouseholdRecipient, Name: name},
	})
	return made[*register.Award](t)(a, err)
}

// registered is what a viewer sees of the names of registrations.
func registered(t *testing.T, w *world, v access.Viewer, f register.TitleFilter) []string {
	t.Helper()
	titles := made[[]*register.TitleRegistration](t)(w.Titles(t.Context(), v, f, register.TitlesByRecipient, page()))
	names := []string{}
	for _, title := range titles {
		names = append(names, title.Recipient.ShownFor(v))
	}
	return names
}

func nominateTitle(ctx context.Context, r *register.Register, w *world, title *register.TitleRegistration) (*register.Award, error) {
	a, _, err := r.NominateTitle(ctx, w.editor, register.TitleNomination{ID: title.ID, Version: title.Version, Public: true})
	return a, err
}

func TestMaskedHouseholds(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, reader := t.Context(), access.Anonymous()
	title := w.family(t, "Hộ ông Nguyễn Văn Ánh")
	begun := made[*register.Award](t)(nominateTitle(ctx, w.Register, w, title))
	alone := w.household(t, "Hộ ông Nguyễn Văn Ánh")

	masked, warnings, err := w.MaskRecipient(ctx, w.editor, register.RecipientMasking{
		ID: begun.ID, Version: begun.Version, Reason: "Theo đề nghị của gia đình.", LegalBasis: "Nghị định 13/2023/NĐ-CP",
	})
	if err != nil || len(warnings) != 1 || warnings[0].En[:1] != "1" {
		t.Fatalf("masked with %v, %v", warnings, err)
	}
	if masked.Recipient.Name != "Hộ ông Nguyễn Văn Ánh" || masked.HouseholdMask == nil || masked.HouseholdMask.LegalBasis != "Nghị định 13/2023/NĐ-CP" {
		t.Errorf("the award is %+v", masked)
	}
	if diff := cmp.Diff([]string{"H. O. N. V. A.", "Hộ ông Nguyễn Văn Ánh"}, shownNames(t, w, reader, register.AwardFilter{})); diff != "" {
		t.Error(diff)
	}
	if _, _, err := w.MaskRecipient(ctx, w.editor, register.RecipientMasking{ID: alone.ID, Version: alone.Version, Reason: "Cùng một hộ.", LegalBasis: "Luật"}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Nguyễn Văn Ánh", "nguyen", "anh", "hộ"} {
		if got := shownNames(t, w, reader, register.AwardFilter{RecipientName: &name}); len(got) != 0 {
			t.Errorf("a reader finds %q by %s", got, name)
		}
		if got := registered(t, w, reader, register.TitleFilter{RecipientName: &name}); len(got) != 0 {
			t.Errorf("a reader finds the registration of %q by %s", got, name)
		}
	}
	if diff := cmp.Diff([]string{"H. O. N. V. A."}, registered(t, w, reader, register.TitleFilter{})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Hộ ông Nguyễn Văn Ánh"}, registered(t, w, w.editor, register.TitleFilter{})); diff != "" {
		t.Error(diff)
	}

	// Another family with the same initials registers beside it, and may be masked too.
	other := w.family(t, "Hộ ông Nguyễn Viết An")
	other = made[*register.TitleRegistration](t)(w.MaskTitleRecipient(ctx, w.editor, register.RecipientMasking{ID: other.ID, Version: other.Version, Reason: "Đề nghị.", LegalBasis: "Luật"}))
	late := made[*register.Award](t)(nominateTitle(ctx, w.Register, w, other))
	if !late.Recipient.Masked || late.RecipientName() != "H. O. N. V. A." {
		t.Errorf("what begins from a masked registration names %q", late.RecipientName())
	}
	made[*register.TitleRegistration](t)(w.UnmaskTitleRecipient(ctx, w.editor, register.RecipientUnmasking{ID: other.ID, Version: other.Version, Reason: "Gia đình đồng ý."}))
	if diff := cmp.Diff([]string{"H. O. N. V. A.", "H. O. N. V. A.", "Hộ ông Nguyễn Viết An"}, shownNames(t, w, reader, register.AwardFilter{})); diff != "" {
		t.Error(diff)
	}
	made[*register.Award](t)(w.UnmaskRecipient(ctx, w.editor, register.RecipientUnmasking{ID: masked.ID, Version: masked.Version, Reason: "Gia đình đồng ý."}))
	if diff := cmp.Diff([]string{"Hộ ông Nguyễn Văn Ánh", "Hộ ông Nguyễn Viết An"}, registered(t, w, reader, register.TitleFilter{})); diff != "" {
		t.Error(diff)
	}
}

func TestWhatMaskingARecipientRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	_, ofPerson := named(t, w, "Trần Thị Bình")
	ofUnit := made[*register.Award](t)(w.nominate(ctx, w.one, w.cert, 2020, true))
	w.family(t, "Hộ bà Ba")
	ofHousehold := w.household(t, "Hộ bà Hai")
	mask := func(v access.Viewer, a *register.Award, version int64, reason string) error {
		_, _, err := w.MaskRecipient(ctx, v, register.RecipientMasking{ID: a.ID, Version: version, Reason: reason, LegalBasis: "Luật"})
		return err
	}
	for name, tt := range map[string]struct {
		err  error
		want string
	}{
		"a person":                       {mask(w.editor, ofPerson, 1, "Lý do"), "INVALID id"},
		"a unit":                         {mask(w.editor, ofUnit, 1, "Lý do"), "INVALID id"},
		"an old version":                 {mask(w.editor, ofHousehold, 9, "Lý do"), "CONFLICT"},
		"no reason":                      {mask(w.editor, ofHousehold, 1, " "), "INVALID reason"},
		"a reason with an identity":      {mask(w.editor, ofHousehold, 1, "CCCD 001199012345"), "INVALID reason"},
		"a reader":                       {mask(access.Viewer{Actor: "usr_r", Role: access.Reader}, ofHousehold, 1, "Lý do"), "FORBIDDEN"},
		"to show what nobody has hidden": {second(w.UnmaskRecipient(ctx, w.editor, register.RecipientUnmasking{ID: ofHousehold.ID, Version: 1, Reason: "Lý do"})), "WRONG_STATE"},
	} {
		if got := said(tt.err); got != tt.want {
			t.Errorf("%s: said %q, want %q", name, got, tt.want)
		}
	}
}

// Ensure that the same call completes a masking that was cut short, and that an award which begins at the same moment is masked.
func TestMaskingOfHouseholdsCutShortAndOvertaken(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	title := w.family(t, "Hộ ông Bảy")
	award := made[*register.Award](t)(nominateTitle(ctx, w.Register, w, title))
	mask := register.RecipientMasking{ID: title.ID, Version: title.Version, Reason: "Lý do", LegalBasis: "Luật"}
	for _, left := range []int{1, 2} { // the second finds the award masked, and masks the registration
		if _, err := register.New(&dying{w.store, left}, time.Now, store.NewIDs()).MaskTitleRecipient(ctx, w.editor, mask); (err == nil) != (left == 2) {
			t.Fatalf("%d writes: %v", left, err)
		}
	}
	if !made[map[string]*register.Award](t)(w.AwardsByID(ctx, w.editor, []string{award.ID}))[award.ID].Recipient.Masked {
		t.Error("the award is not masked")
	}

	other := w.family(t, "Hộ ông Tám")
	s := &interposed{Store: w.store, prefix: "awa_", before: func() error {
		return second(w.MaskTitleRecipient(ctx, w.editor, register.RecipientMasking{ID: other.ID, Version: other.Version, Reason: "Lý do", LegalBasis: "Luật"}))
	}}
	late, err := nominateTitle(ctx, register.New(s, time.Now, store.NewIDs()), w, other)
	if err != nil || !late.Recipient.Masked {
		t.Errorf("an award of the same moment is %+v, %v", late, err)
	}
	if got := shownNames(t, w, access.Anonymous(), register.AwardFilter{}); len(got) != 2 || got[0] != "H. O. B." || got[1] != "H. O. T." {
		t.Errorf("a reader sees %q", got)
	}
}
