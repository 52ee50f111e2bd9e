package search_test

import (
	"strings"
	"testing"

	"thidua/internal/access"
	"thidua/internal/intake"
	"thidua/internal/register"
)

// TestAnImportIsFoundWhenItIsThere: the records of a list are found as soon as they are all there, and not any more when they
// were taken back, though the journal named each of them while it was hidden.
func TestAnImportIsFoundWhenItIsThere(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, h *house) {
		ctx, v := t.Context(), access.System()
		if _, err := h.register.CreateAwardType(ctx, v, register.NewAwardType{
			Code: "GK", Label: "Giấy khen", Form: register.Letter, Level: register.Grassroots, RecipientKinds: []register.RecipientKind{register.HouseholdRecipient},
		}); err != nil {
			t.Fatal(err)
		}
		const list = "Tên hộ gia đình,Hình thức khen thưởng,Năm\nHộ ông Mẫu Thử,Giấy khen,2021\n"
		m, err := h.intake.Rehearse(ctx, v, intake.Rehearsal{
			Kind: intake.Awards, File: strings.NewReader(list), Bytes: int64(len(list)),
			Options: intake.Options{Awards: intake.AwardPlan{State: register.Nominated, Public: true}},
		})
		if err != nil || m.Counts.New != 1 {
			t.Fatalf("it is rehearsed as %+v: %v", m, err)
		}
		count := func() int {
			h.settle(t)
			return len(titles(h.find(t, "Mẫu Thử")))
		}
		if n := count(); n != 0 {
			t.Errorf("a rehearsal is found %d times", n)
		}
		h.register.Cover([]string{m.ID}) // as if the import went on while it is looked for
		m, err = h.intake.Commit(ctx, v, intake.Ref{ID: m.ID, Version: m.Version}, false)
		if err != nil || m.State != intake.Applied {
			t.Fatalf("it is stored as %+v: %v", m, err)
		}
		h.register.Cover([]string{m.ID})
		if n := count(); n != 1 {
			t.Errorf("what was imported is found %d times", n)
		}
		if m, err = h.intake.Undo(ctx, v, intake.Ref{ID: m.ID, Version: m.Version}); err != nil || m.State != intake.Undone {
			t.Fatalf("it is taken back as %+v: %v", m, err)
		}
		if n := count(); n != 0 {
			t.Errorf("what was taken back is found %d times", n)
		}
	})
}
