package register_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/register"
	"thidua/internal/store"
)

// named makes a public person with a public award.
func named(t *testing.T, w *world, name string) (*register.Person, *register.Award) {
	t.Helper()
	p := made[*register.Person](t)(w.CreatePerson(t.Context(), w.editor, register.NewPerson{FullName: name, Public: true}))
	a, _, err := w.NominateAward(t.Context(), w.editor, register.Nomination{
		AwardTypeID: w.cert.ID, Kind: register.Merit, Year: 2021, Public: true,
		Recipient: register.Recipient{Kind: register.PersonRecipient, ID: p.ID},
	})
	return p, made[*register.Award](t)(a, err)
}

// shownNames is what readers find of awards: by a name, and in the order of names.
func shownNames(t *testing.T, w *world, v access.Viewer, f register.AwardFilter) []string {
	t.Helper()
	awards, err := w.Awards(t.Context(), v, f, register.AwardsByRecipient, page())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, a := range awards {
		names = append(names, a.RecipientNameFor(v))
	}
	return names
}

func TestMaskPerson(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, reader := t.Context(), access.Anonymous()
	p, a := named(t, w, "Nguyễn Văn Ánh")
	masked, err := w.MaskPerson(ctx, w.editor, register.PersonMasking{ID: p.ID, Version: p.Version, Reason: "Theo đề nghị của cá nhân.", LegalBasis: "Nghị định 13/2023/NĐ-CP"})
	if err != nil {
		t.Fatal(err)
	}
	if masked.Public || masked.Mask == nil || masked.Mask.Reason != "Theo đề nghị của cá nhân." {
		t.Errorf("the person is %+v", masked)
	}
	byName := func(name string) register.AwardFilter { return register.AwardFilter{RecipientName: &name} }
	if got := shownNames(t, w, reader, register.AwardFilter{}); len(got) != 1 || got[0] != "N. V. A." {
		t.Errorf("a reader sees %q", got)
	}
	for _, name := range []string{"Nguyễn Văn Ánh", "nguyen", "anh", "Ánh"} {
		if got := shownNames(t, w, reader, byName(name)); len(got) != 0 {
			t.Errorf("a reader finds %q by %s", got, name)
		}
	}
	if got := shownNames(t, w, reader, register.AwardFilter{Recipient: &p.ID}); len(got) != 0 {
		t.Errorf("a reader finds %q by the person", got)
	}
	if got := shownNames(t, w, w.editor, register.AwardFilter{Recipient: &p.ID}); len(got) != 1 || got[0] != "Nguyễn Văn Ánh" {
		t.Errorf("the office sees %q", got)
	}
	if people, err := w.PeopleByID(ctx, reader, []string{p.ID}); err != nil || len(people) != 0 {
		t.Errorf("a reader sees the person: %v, %v", people, err)
	}
	now := made[map[string]*register.Award](t)(w.AwardsByID(ctx, w.editor, []string{a.ID}))[a.ID]
	if now.Recipient.Name != "Nguyễn Văn Ánh" || now.SortKey == a.SortKey {
		t.Errorf("the record keeps %q, and is sorted by %q", now.Recipient.Name, now.SortKey)
	}

	public := true
	if _, err := w.UpdatePerson(ctx, w.editor, register.PersonChange{ID: p.ID, Version: masked.Version, Public: &public}); errs.CodeOf(err) != errs.Invalid {
		t.Errorf("made public under the mask: %v", err)
	}
	shown, err := w.UnmaskPerson(ctx, w.editor, register.PersonUnmasking{ID: p.ID, Version: masked.Version, Reason: "Cá nhân đồng ý."})
	if err != nil || shown.Mask != nil || shown.Public {
		t.Fatalf("unmasked: %v, %+v", err, shown)
	}
	if got := shownNames(t, w, reader, byName("Nguyễn Văn Ánh")); len(got) != 1 || got[0] != "Nguyễn Văn Ánh" {
		t.Errorf("without the mask a reader finds %q", got)
	}
	if _, err := w.UnmaskPerson(ctx, w.editor, register.PersonUnmasking{ID: p.ID, Version: shown.Version, Reason: "Lần nữa."}); errs.CodeOf(err) != errs.WrongState {
		t.Errorf("unmasked twice: %v", err)
	}
}

func TestAwardsOfAMaskedPersonAreMaskedFromTheBeginning(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p, a := named(t, w, "Trần Thị Bình")
	if _, err := w.MaskPerson(t.Context(), w.editor, register.PersonMasking{ID: p.ID, Version: p.Version, Reason: "An toàn.", LegalBasis: "Luật"}); err != nil {
		t.Fatal(err)
	}
	_, _, err := w.NominateAward(t.Context(), w.editor, register.Nomination{
		AwardTypeID: a.AwardTypeID, Kind: register.Merit, Year: 2022, Public: true,
		Recipient: register.Recipient{Kind: register.PersonRecipient, ID: p.ID},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := shownNames(t, w, access.Anonymous(), register.AwardFilter{}); len(got) != 2 || got[0] != "T. T. B." || got[1] != "T. T. B." {
		t.Errorf("a reader sees %q", got)
	}
}

// dying is a store that dies after some writes.
type dying struct {
	store.Store
	left int
}

// errDied is what it answers then.
var errDied = errors.New("the process died")

// Apply implements [store.Writer].
func (d *dying) Apply(ctx context.Context, writes ...store.Write) (int, error) {
	if d.left == 0 {
		return 0, errDied
	}
	d.left--
	return d.Store.Apply(ctx, writes...)
}

// Ensure that a masking which was cut short is completed, and is done with after a minute.
func TestFinishMasking(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	p, _ := named(t, w, "Lê Văn Cường")
	now := time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	mortal := register.New(&dying{w.store, 1}, clock, store.NewIDs())
	_, err := mortal.MaskPerson(ctx, w.editor, register.PersonMasking{ID: p.ID, Version: p.Version, Reason: "Lý do.", LegalBasis: "Luật"})
	if !errors.Is(err, errDied) {
		t.Fatal(err)
	}
	after := register.New(w.store, clock, store.NewIDs())
	for _, step := range []struct {
		wait    time.Duration
		pending bool
	}{{0, true}, {time.Second, true}, {2 * time.Minute, false}, {time.Second, false}} {
		now = now.Add(step.wait)
		if err := after.FinishMasking(ctx); err != nil {
			t.Fatal(err)
		}
		if got := shownNames(t, w, access.Anonymous(), register.AwardFilter{}); len(got) != 1 || got[0] != "L. V. C." {
			t.Errorf("a reader sees %q", got)
		}
		found := made[map[string]*register.Person](t)(w.PeopleByID(ctx, w.editor, []string{p.ID}))[p.ID]
		if pending := found.Masking != ""; pending != step.pending {
			t.Errorf("after %v it is pending: %v", step.wait, pending)
		}
	}
}
