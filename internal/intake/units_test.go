package intake_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/intake"
	"thidua/internal/register"
)

// rehearsal is a list of a kind.
func rehearsal(kind intake.Kind, csv string, options ...func(*intake.Options)) intake.Rehearsal {
	in := listOf(csv, options...)
	in.Kind = kind
	return in
}

// outcome is what became of each row: its verdict, and where it is wrong or looked at.
func (o *office) outcome(tb testing.TB, m *intake.Import) []string {
	tb.Helper()
	var got []string
	for _, r := range o.rows(tb, m, intake.RowFilter{}) {
		line := fmt.Sprintf("%d %s", r.Number, r.Verdict)
		for _, issue := range r.Issues {
			if issue.Severity != intake.Remark {
				line += fmt.Sprintf(" | %s %s %v", issue.Severity, issue.Means, issue.Suggestions)
			}
		}
		got = append(got, line)
	}
	return got
}

const unitsList = `STT,Tên đơn vị,Tên viết tắt,Mã,Loại đơn vị,Cấp,Đơn vị cấp trên,Từ ngày,Đến ngày
1,Sở Tài chính,STC,H34.01,,,UBND tỉnh Kon Tum,01/10/1991,
2,Phòng Ngân sách,,,,Cơ sở,Sở Tài chính,,
3,Phòng Ngân sách,,,,Cơ sở,Sở  Tài chính,,
4,Trường Cao đẳng Mẫu,,,,,UBND tỉnh Kon Tum,,
5,so xay dung,,,Sở,Tỉnh,UBND tỉnh Kon Tum,,
6,Sở Công Thương,SCT,,Sở,Tỉnh,,,
7,Tổ công tác số 3,,,,,Sở Tài chính,,
8,Ban Quản lý khu kinh tế,,H34.01,,Tỉnh,,,
9,Trung tâm Mẫu,,,,,Sở Không Có,2020,
10,Quỹ Mẫu,,,,Tỉnh,,02/02/2020,01/01/2019
`

// TestAListOfUnits: units below each other, found again by name and code, and understood by what their names say.
func TestAListOfUnits(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, o *office) {
		ctx := t.Context()
		before := countUnits(t, o)
		m := must[intake.Import](t)(o.Rehearse(ctx, o.clerk, rehearsal(intake.Units, unitsList)))
		want := []string{
			"2 NEW",
			"3 NEW",
			"4 WRONG | ERROR  []",
			"5 NEW",
			"6 DIFFERENT | WARNING  []",
			"7 DIFFERENT | WARNING  []",
			"8 WRONG | ERROR Loại đơn vị [] | ERROR Cấp []",
			"9 WRONG | ERROR Mã []",
			"10 WRONG | ERROR Từ ngày [] | ERROR Đơn vị cấp trên []",
			"11 WRONG | ERROR Đến ngày []",
		}
		got := o.outcome(t, m)
		if diff := cmp.Diff(want, got); diff != "" || m.State != intake.Rehearsed {
			t.Fatalf("it is %s, the rows differ (-want +got):\n%s", m.State, diff)
		}
		m = must[intake.Import](t)(o.Commit(ctx, o.clerk, ref(m), true))
		if m.State != intake.Applied || countUnits(t, o) != before+3 {
			t.Fatalf("it is %s with %d units: %+v", m.State, countUnits(t, o), m.Refusal)
		}
		room := unitBySlug(t, o, "phong-ngan-sach")
		above := must[register.Unit](t)(o.records.UnitBySlug(ctx, access.System(), "so-tai-chinh"))
		if room.ParentID != above.ID || room.ProvinceAsOf("2026-01-01").Code != "62" || room.ImportID != m.ID || above.Code != "H34.01" || above.Level != register.ProvinceLevel {
			t.Errorf("below %s is %+v", above.ID, room)
		}
		again := must[intake.Import](t)(o.Rehearse(ctx, o.clerk, rehearsal(intake.Units, strings.Join(strings.Split(unitsList, "\n")[:3], "\n"))))
		if diff := cmp.Diff([]string{"2 SAME", "3 SAME"}, o.outcome(t, again)); diff != "" {
			t.Errorf("the same list once more (-want +got):\n%s", diff)
		}
		if m = must[intake.Import](t)(o.Undo(ctx, o.clerk, ref(m))); m.State != intake.Undone || countUnits(t, o) != before {
			t.Errorf("it is %s with %d units", m.State, countUnits(t, o))
		}
	})
}

// TestUnitsAreTheOffices: people of one unit take in no units.
func TestUnitsAreTheOffices(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, o *office) {
		if _, err := o.Rehearse(t.Context(), o.colleague, rehearsal(intake.Units, unitsList)); said(err) != "FORBIDDEN" {
			t.Errorf("it is answered %v", err)
		}
	})
}

// TestAUnitEnteredSince refuses the whole list, and names the row.
func TestAUnitEnteredSince(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, o *office) {
		list := "Tên đơn vị,Cấp\nSở Tài chính,Tỉnh\nSở Nội vụ,Tỉnh\n"
		for name, change := range map[string]register.NewUnit{
			"by name":             {OfficialName: "Sở Nội vụ", Type: register.Department, Level: register.ProvinceLevel},
			"the address is gone": {OfficialName: "Nội vụ", Slug: "so-tai-chinh", Type: register.OtherUnit, Level: register.Grassroots},
		} {
			m := must[intake.Import](t)(o.Rehearse(t.Context(), o.clerk, rehearsal(intake.Units, list)))
			before := countUnits(t, o)
			must[register.Unit](t)(o.records.CreateUnit(t.Context(), access.System(), change))
			m = must[intake.Import](t)(o.Commit(t.Context(), o.clerk, ref(m), false))
			if m.State != intake.Rehearsed || m.Refusal == nil || len(m.Refusal.Items) != 1 || countUnits(t, o) != before+1 {
				t.Errorf("%s: it is %s: %+v", name, m.State, m.Refusal)
			}
		}
	})
}

func countUnits(tb testing.TB, o *office) int64 {
	tb.Helper()
	n, err := o.records.CountUnits(tb.Context(), access.System(), register.UnitFilter{})
	if err != nil {
		tb.Fatal(err)
	}
	return n
}

func unitBySlug(tb testing.TB, o *office, slug string) *register.Unit {
	tb.Helper()
	return must[register.Unit](tb)(o.records.UnitBySlug(tb.Context(), access.System(), slug))
}
