package intake

import (
	"context"
	"fmt"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/store/sqlitestore"
)

// TestNamesAreFoundAgain: a list may name more than is remembered; what was forgotten is looked for again.
func TestNamesAreFoundAgain(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	s, err := sqlitestore.Open(ctx, sqlitestore.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	if err := s.Ensure(ctx, register.Schemas()...); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)
	records := register.New(s, func() time.Time { return now }, store.NewIDs())
	if _, err := records.CreateUnit(ctx, access.System(), register.NewUnit{
		OfficialName: "Sở Xây dựng", Type: register.Department, Level: register.ProvinceLevel,
	}); err != nil {
		t.Fatal(err)
	}
	n := newNames(records, access.System())
	n.most = 2
	for i := range 5 {
		if err := n.look(ctx, []string{"Sở Xây dựng", fmt.Sprintf("Hộ ông Mẫu %d", i)}); err != nil {
			t.Fatal(err)
		}
		row := &Row{Verdict: IsNew}
		if u, err := n.unit(ctx, row, place{}, "Sở Xây dựng", "2021-12-31"); err != nil || u == nil {
			t.Fatalf("after %d names it is not found: %v %v", i, err, row.Issues)
		}
	}
}
