package intake_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"thidua/internal/access"
	"thidua/internal/intake"
	"thidua/internal/register"
	"thidua/internal/store"
)

// blocYear is 2025 of a bloc with both departments of the office as members.
func (o *office) blocYear(tb testing.TB) *register.BlocYear {
	tb.Helper()
	ctx, admin := tb.Context(), access.System()
	b := must[register.Bloc](tb)(o.records.CreateBloc(ctx, admin, register.NewBloc{
		Name: "Khối thi đua số 1", Kind: register.Khoi, Level: register.ProvinceLevel, SupervisorID: o.works.ID, ValidFrom: "2020-01-01",
	}))
	for _, u := range []*register.Unit{o.trade, o.works} {
		must[register.BlocMembership](tb)(o.records.JoinBloc(ctx, admin, register.BlocJoining{BlocID: b.ID, UnitID: u.ID, From: "2020-01-01"}))
	}
	return must[register.BlocYear](tb)(o.records.OpenBlocYear(ctx, admin, register.NewBlocYear{BlocID: b.ID, Year: 2025}))
}

const tasksList = `STT,Nội dung nhiệm vụ,Chủ trì,Hạn hoàn thành,Tiến độ (%),Tình trạng,Kết quả,Ngày báo cáo
1.,Tuyên truyền Luật mới,"Sở Công Thương, Sở Xây dựng",30/6/2025,100,,Đã mở 5 lớp,15/6/2025
2.,"Tổ chức phong trào
Theo kế hoạch riêng",Sở Văn hóa,tháng 12/2025,40,,,
3.,Rà soát hồ sơ,Sở Xây dựng,2025,,Chưa thực hiện,,
4.,Tập huấn nghiệp vụ,Sở XD; Sở CT,31/02/2025,,,,
5.,Ứng dụng phần mềm,Sở CT,,20,Đã hoàn thành,,
6.,Sơ kết,,,,Đang thực hiện,Đã sơ kết,
`

// TestAListOfTasks: whose they are, until when, and how far they have come.
func TestAListOfTasks(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, o *office) {
		ctx, y := t.Context(), o.blocYear(t)
		of := func(op *intake.Options) { op.BlocYearID = y.ID }
		m := must[intake.Import](t)(o.Rehearse(ctx, o.colleague, rehearsal(intake.Tasks, tasksList, of)))
		want := []string{
			"2 NEW",
			"3 WRONG | ERROR Đơn vị thực hiện []",
			"4 NEW",
			"5 WRONG | ERROR Hạn hoàn thành [] | ERROR Đơn vị thực hiện []",
			"6 WRONG | ERROR Tiến độ (%) []",
			"7 NEW | WARNING Ngày báo cáo []",
		}
		if diff := cmp.Diff(want, o.outcome(t, m)); diff != "" {
			t.Fatalf("the rows differ (-want +got):\n%s", diff)
		}
		m = must[intake.Import](t)(o.Commit(ctx, o.colleague, ref(m), true))
		tasks, err := o.records.Tasks(ctx, o.clerk, register.TaskFilter{BlocYear: &y.ID}, register.TasksByOrdinal, store.Page{Limit: 10})
		if err != nil || m.State != intake.Applied || len(tasks) != 3 {
			t.Fatalf("it is %s with %d tasks: %v", m.State, len(tasks), err)
		}
		first, second, third := tasks[0], tasks[1], tasks[2]
		if first.Ordinal != 1 || first.State != register.Done || len(first.OwnerIDs) != 2 || len(first.Results) != 1 || first.Results[0].On != "2025-06-15" || first.Label != "1." {
			t.Errorf("the first: %+v", first)
		}
		if second.State != register.Planned || second.DueOn != "2025-12-31" || third.State != register.InProgress || third.Results[0].On != "2025-12-31" {
			t.Errorf("the others: %+v %+v", second, third)
		}
		again := must[intake.Import](t)(o.Rehearse(ctx, o.clerk, rehearsal(intake.Tasks, "Nhiệm vụ,Tiến độ\nRà soát hồ sơ,50\nNhiệm vụ khác,\n", of)))
		if diff := cmp.Diff([]string{"2 DIFFERENT | WARNING  []", "3 NEW"}, o.outcome(t, again)); diff != "" {
			t.Errorf("once more (-want +got):\n%s", diff)
		}
		if m = must[intake.Import](t)(o.Undo(ctx, o.colleague, ref(m))); m.State != intake.Undone {
			t.Errorf("it is %s", m.State)
		}
		if n, err := o.records.CountTasks(ctx, o.clerk, register.TaskFilter{}); n != 0 || err != nil {
			t.Errorf("%d tasks are left: %v", n, err)
		}
	})
}

// TestTasksNeedTheirYear: a list of tasks or scores says which bloc-year it is about, and belongs to those who keep it.
func TestTasksNeedTheirYear(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, o *office) {
		y := o.blocYear(t)
		of := func(id string) func(*intake.Options) { return func(op *intake.Options) { op.BlocYearID = id } }
		stranger := access.Viewer{Actor: "usr_stranger", Role: access.RecordsOfficer, UnitID: o.trade.ID}
		for _, test := range []struct {
			name, want string
			viewer     access.Viewer
			kind       intake.Kind
			id         string
		}{
			{"no year", "INVALID blocYearId", o.clerk, intake.Tasks, ""},
			{"a year that is not there", "NOT_FOUND blocYearId", o.clerk, intake.Tasks, "bly_none"},
			{"another unit's bloc", "FORBIDDEN", stranger, intake.Tasks, y.ID},
			{"scores of no year", "INVALID blocYearId", o.clerk, intake.ScoreSheets, ""},
			{"scores without criteria", "INVALID templateId", o.clerk, intake.ScoreSheets, y.ID},
			{"scores of another unit's bloc", "FORBIDDEN", stranger, intake.ScoreSheets, y.ID},
			{"an unknown kind", "INVALID kind", o.clerk, "PEOPLE", y.ID},
		} {
			if _, err := o.Rehearse(t.Context(), test.viewer, rehearsal(test.kind, tasksList, of(test.id))); said(err) != test.want {
				t.Errorf("%s: it is answered %v; want %s", test.name, err, test.want)
			}
		}
	})
}

func (o *office) criteria(tb testing.TB, y *register.BlocYear, lines ...register.Criterion) *register.ScoringTemplate {
	tb.Helper()
	return must[register.ScoringTemplate](tb)(o.records.CreateScoringTemplate(tb.Context(), access.System(), register.NewScoringTemplate{
		Name: "Bảng tiêu chí", Year: y.Year, BlocID: y.BlocID, Lines: lines, BonusMax: 500, DeductionMax: 500,
	}))
}

// TestTotalsOfAYear takes in a table that has totals alone, of a year that is closed: three columns, one criterion.
func TestTotalsOfAYear(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, o *office) {
		ctx, y := t.Context(), o.blocYear(t)
		template := o.criteria(t, y, register.Criterion{Text: "Tổng điểm", Max: 10000})
		o.close(t, y)
		plan := func(op *intake.Options) {
			op.BlocYearID, op.Scores = y.ID, intake.ScorePlan{TemplateID: template.ID, Public: true}
		}
		list := "STT,Đơn vị,Điểm tự chấm,Điểm chấm chéo,Điểm thống nhất,Điểm thưởng,Tổng điểm,Xếp hạng\n" +
			"1,Sở Công Thương,\"98,5\",97,97.25,1,\"98,25\",1\n" +
			"2,Sở Xây dựng,95,,96,,97,2\n" +
			"3,UBND tỉnh Kon Tum,95,,96,,,3\n" +
			"4,Sở Xây dựng,\"95,125\",,-3,,,4\n" +
			"5,Sở Xây dựng,,,,,,5\n" +
			"6,Sở Xây dựng,95,90,,,,6\n"
		m := must[intake.Import](t)(o.Rehearse(ctx, o.clerk, rehearsal(intake.ScoreSheets, list, plan)))
		want := []string{
			"2 NEW | WARNING Lý do cộng, trừ điểm []",
			"3 WRONG | ERROR Tổng điểm []",
			"4 WRONG | ERROR Tên đơn vị []",
			"5 WRONG | ERROR Điểm tự chấm [] | ERROR Điểm thống nhất []",
			"6 WRONG | ERROR  []",
			"7 WRONG | ERROR Tên đơn vị []",
		}
		if diff := cmp.Diff(want, o.outcome(t, m)); diff != "" {
			t.Fatalf("the rows differ (-want +got):\n%s", diff)
		}
		if len(m.Report.Unknown) != 1 || m.Report.Unknown[0].Header != "Xếp hạng" {
			t.Errorf("unknown columns: %+v", m.Report.Unknown)
		}
		m = must[intake.Import](t)(o.Commit(ctx, o.clerk, ref(m), true))
		sheets := o.sheets(t, access.Anonymous(), y.ID)
		if m.State != intake.Applied || len(sheets) != 1 {
			t.Fatalf("it is %s with %d public sheets: %+v", m.State, len(sheets), m.Refusal)
		}
		s := sheets[0]
		if s.State != register.ScoresAgreed || *s.Totals.Self != 9850 || *s.Totals.Cross != 9700 || *s.Totals.Agreed != 9825 {
			t.Errorf("the totals: %s %+v", s.State, s.Totals)
		}
		if m = must[intake.Import](t)(o.Undo(ctx, o.clerk, ref(m))); m.State != intake.Undone {
			t.Errorf("it is %s: %+v", m.State, m.Refusal)
		}
		if left := o.sheets(t, o.clerk, y.ID); len(left) != 0 {
			t.Errorf("%d sheets are left", len(left))
		}
	})
}

// close takes a bloc-year to its end.
func (o *office) close(tb testing.TB, y *register.BlocYear) {
	tb.Helper()
	ctx, admin := tb.Context(), access.System()
	must[register.Compact](tb)(o.records.SignCompact(ctx, admin, register.CompactToSign{
		BlocYearID: y.ID, Version: y.Version, On: "2025-01-20", Contents: []string{"Thi đua lập thành tích"},
		Signatories: []register.Signatory{{UnitID: o.trade.ID}, {UnitID: o.works.ID}},
	}))
	for _, step := range []register.BlocYearState{register.FinalReviewed, register.Closed} {
		y = o.year(tb, y.ID)
		must[register.BlocYear](tb)(o.records.AdvanceBlocYear(ctx, admin, register.BlocYearStep{ID: y.ID, Version: y.Version, To: step, On: "2026-01-15"}))
	}
}

func (o *office) year(tb testing.TB, id string) *register.BlocYear {
	tb.Helper()
	found, err := o.records.BlocYearsByID(tb.Context(), access.System(), []string{id})
	return must[register.BlocYear](tb)(found[id], err)
}

// sheets returns the score sheets of a bloc-year that a viewer sees, by name.
func (o *office) sheets(tb testing.TB, v access.Viewer, blocYearID string) []*register.ScoreSheet {
	tb.Helper()
	found, err := o.records.ScoreSheetsOfBlocYears(tb.Context(), v, []string{blocYearID}, register.ScoreSheetFilter{}, register.SheetsByName, store.Page{Limit: 10})
	if err != nil {
		tb.Fatal(err)
	}
	return found[blocYearID]
}

// TestScoresByCriteria takes in a workbook with a column for each criterion, and refuses sums that are wrong.
func TestScoresByCriteria(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, o *office) {
		ctx, y := t.Context(), o.blocYear(t)
		template := o.criteria(t, y,
			register.Criterion{Code: "I", Text: "Thực hiện nhiệm vụ chính trị", Max: 6000}, register.Criterion{Code: "II", Text: "Xây dựng Đảng, chính quyền", Max: 3000},
			register.Criterion{Code: "III", Text: "Công tác thi đua", Max: 1000})
		plan := func(op *intake.Options) { op.BlocYearID, op.Scores.TemplateID = y.ID, template.ID }
		book := scoreBook(t)
		in := rehearsal(intake.ScoreSheets, "", plan)
		in.FileName, in.File, in.Bytes = "Bang diem.xlsx", bytes.NewReader(book), int64(len(book))
		m := must[intake.Import](t)(o.Rehearse(ctx, o.colleague, in))
		want := []string{"5 NEW", "6 WRONG | ERROR Công tác thi đua []"}
		if diff := cmp.Diff(want, o.outcome(t, m)); diff != "" {
			t.Fatalf("the rows differ (-want +got):\n%s\n%+v", diff, m.Report)
		}
		m = must[intake.Import](t)(o.Commit(ctx, o.colleague, ref(m), true))
		sheets := o.sheets(t, o.clerk, y.ID)
		if m.State != intake.Applied || len(sheets) != 1 || sheets[0].Public || *sheets[0].Totals.Agreed != 9535 {
			t.Fatalf("it is %s with %+v: %+v", m.State, sheets, m.Refusal)
		}
		if year := o.year(t, y.ID); year.ScoringTemplateID != template.ID {
			t.Errorf("the year is scored by %q", year.ScoringTemplateID)
		}
	})
}

// scoreBook is a table of scores with a title, a header over two rows, numbers of the columns, and a sum that Excel computed.
func scoreBook(tb testing.TB) []byte {
	tb.Helper()
	f := excelize.NewFile()
	defer func() {
		if err := f.Close(); err != nil {
			tb.Fatal(err)
		}
	}()
	for i, row := range [][]any{
		{"BẢNG ĐIỂM THI ĐUA NĂM 2025"},
		{"TT", "Đơn vị", "Điểm thống nhất theo tiêu chí", "", "", "Tổng điểm"},
		{"", "", "I. Thực hiện nhiệm vụ chính trị", "Xây dựng Đảng, chính quyền", "Tiêu chí III", ""},
		{"(1)", "(2)", "(3)", "(4)", "(5)", "(6)"},
		{1, "Sở Công Thương", 58.35, 28.1, 8.9, 95.35000000000001},
		{2, "Sở Xây dựng", 58, 28, 12, 98},
	} {
		if err := f.SetSheetRow("Sheet1", "A"+string(rune('1'+i)), &row); err != nil {
			tb.Fatal(err)
		}
	}
	for _, merge := range [][2]string{{"A1", "F1"}, {"A2", "A3"}, {"B2", "B3"}, {"C2", "E2"}, {"F2", "F3"}} {
		if err := f.MergeCell("Sheet1", merge[0], merge[1]); err != nil {
			tb.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}
