package intake_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/intake"
	"thidua/internal/register"
	"thidua/internal/store"
)

const list = `STT,Tên tập thể cá nhân,Đơn vị công tác,Chức vụ,Hình thức khen thưởng,Năm,Số quyết định,Ngày quyết định,Cơ quan ban hành
1,Sở Công Thương,,,Cờ thi đua của UBND tỉnh,2021,263/QĐ-UBND,04/5/2022,UBND tỉnh Kon Tum
2,so xay dung,,,Bằng khen UBND tỉnh,2021,263/QĐ-UBND,4-5-2022,Chủ tịch UBND tỉnh Kon Tum
3,Bà Nguyễn Thị Lan,Sở Xây dựng,Chuyên viên,Bằng khen của UBND tỉnh,2021,263/QĐ-UBND,04/5/2022,UBND tỉnh Kon Tum
4,Trần Văn Hùng,Sở Công Thương,Trưởng phòng,Bằng khen của UBND tỉnh,2021,263/QĐ-UBND,04/5/2022,UBND tỉnh Kon Tum
`

// TestAListIsRehearsedAppliedAndTakenBack follows a list of four awards on its way in and out again.
func TestAListIsRehearsedAppliedAndTakenBack(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, o *office) {
		ctx := t.Context()
		m := o.rehearse(t, list)
		want := intake.Counts{Rows: 4, New: 4, Warnings: 2, People: 1, Decisions: 1}
		if diff := cmp.Diff(want, m.Counts); diff != "" || m.State != intake.Rehearsed {
			for _, r := range o.rows(t, m, intake.RowFilter{}) {
				t.Logf("%d %s %+v", r.Number, r.Verdict, r.Issues)
			}
			t.Fatalf("it is %s (-want +got):\n%s", m.State, diff)
		}
		if n := o.awards(t); n != 0 {
			t.Fatalf("a rehearsal stored %d awards", n)
		}
		m = must[intake.Import](t)(o.Commit(ctx, o.clerk, ref(m), false))
		if m.State != intake.Applied || m.Refusal != nil {
			t.Fatalf("it is %s: %+v", m.State, m.Refusal)
		}
		awards, err := o.records.Awards(ctx, o.clerk, register.AwardFilter{}, register.AwardsByRecipient, store.Page{Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, a := range awards {
			got = append(got, a.Recipient.Name+" | "+a.TypeName+" | "+string(a.State)+" | "+a.IssuerName)
			if !a.Imported || a.ImportID != m.ID || a.Version != 1 || a.CreatedBy != o.clerk.Actor {
				t.Errorf("%s does not say where it comes from: %+v", a.Recipient.Name, a.Head)
			}
		}
		if diff := cmp.Diff([]string{
			"Nguyễn Thị Lan | Bằng khen của UBND tỉnh | GRANTED | Ủy ban nhân dân tỉnh Kon Tum",
			"Sở Công Thương | Cờ thi đua của UBND tỉnh | GRANTED | Ủy ban nhân dân tỉnh Kon Tum",
			"Sở Xây dựng | Bằng khen của UBND tỉnh | GRANTED | Ủy ban nhân dân tỉnh Kon Tum",
			"Trần Văn Hùng | Bằng khen của UBND tỉnh | GRANTED | Ủy ban nhân dân tỉnh Kon Tum",
		}, got); diff != "" {
			t.Errorf("the awards differ (-want +got):\n%s", diff)
		}
		again := o.rehearse(t, list)
		if diff := cmp.Diff(intake.Counts{Rows: 4, Same: 4, Warnings: 1}, again.Counts); diff != "" {
			t.Errorf("the same list once more differs (-want +got):\n%s", diff)
		}
		m = must[intake.Import](t)(o.Undo(ctx, o.clerk, ref(m)))
		if n := o.awards(t); m.State != intake.Undone || n != 0 {
			t.Errorf("it is %s and %d awards are left", m.State, n)
		}
		people, err := o.records.CountPeople(ctx, access.System(), register.PersonFilter{})
		if err != nil || people != 1 {
			t.Errorf("%d people are left: %v", people, err)
		}
		decisions, err := o.records.CountDecisions(ctx, access.System(), register.DecisionFilter{})
		if err != nil || decisions != 0 {
			t.Errorf("%d decisions are left: %v", decisions, err)
		}
	})
}
