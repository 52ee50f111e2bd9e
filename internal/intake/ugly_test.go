package intake_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"thidua/internal/errs"
	"thidua/internal/intake"
)

// uglyBook is a workbook as offices keep them: merged titles, a header over two rows, dates in all shapes, letters and marks
// apart, an Eth, spaces, a unit in two spellings, a formula, a hidden row, a total that is wrong, and signatures.
func uglyBook(tb testing.TB) []byte {
	tb.Helper()
	f := excelize.NewFile()
	defer func() {
		if err := f.Close(); err != nil {
			tb.Fatal(err)
		}
	}()
	const name = "Sheet1"
	rows := [][]any{
		{"ỦY BAN NHÂN DÂN TỈNH KON TUM"},
		{"DANH SÁCH KHEN THƯỞNG NĂM 2021"},
		{},
		{"STT", "Tên tập thể, cá nhân", "Hình thức khen thưởng", "Năm", "Quyết định", "", "Cơ quan ban hành", "Tiền thưởng"},
		{"", "", "", "", "Số QĐ", "Ngày QĐ", "", ""},
		{"I", "Tập thể"},
		{1, norm.NFD.String("Sở Công Thương"), "Cờ thi đua của UBND tỉnh", 2021, "263/QĐ-UBND", "04/5/2022", "UBND tỉnh Kon Tum", 1000},
		{2, "  Sở Xây  dựng ", "Bằng khen của UBND tỉnh", "2021", "263/QÐ-UBND", "ngày 04 tháng 5 năm 2022", "UBND tỉnh Kon Tum"},
		{3, "Sở công thuơng", "Cờ thi đua UBND tỉnh", 2021, "263/QĐ-UBND", "4.5.2022", "UBND tỉnh Kon Tum"},
		{4, "Sở Nội vụ", "Bằng khen của UBND tỉnh", 2021, "263/QĐ-UBND", "4-5-2022", "UBND tỉnh Kon Tum"},
		{5, "Sở CT", "Bằng khen của UBND tỉnh", 2021, "263/QĐ-UBND", "2022", "UBND tỉnh Kon Tum"},
		{6, "Sở Xây dựng", "Bằng khen hạng Bét", 2021, "số hai", "04/5/2022", "UBND tỉnh Kon Tum"},
		{7, "Sở Xây dựng", "Cờ thi đua của UBND tỉnh", 2023, "263/QĐ-UBND", "04/5/2022", "UBND tỉnh Kon Tum"},
		{"Tổng cộng: 09 tập thể"},
		{},
		{"", "", "", "", "", "NGƯỜI LẬP BIỂU"},
	}
	for i, row := range rows {
		if err := f.SetSheetRow(name, fmt.Sprintf("A%d", i+1), &row); err != nil {
			tb.Fatal(err)
		}
	}
	for _, merge := range [][2]string{{"A1", "H1"}, {"A2", "H2"}, {"E4", "F4"}, {"A4", "A5"}, {"B4", "B5"}, {"C4", "C5"}, {"D4", "D5"}, {"G4", "G5"}, {"H4", "H5"}, {"B6", "H6"}} {
		if err := f.MergeCell(name, merge[0], merge[1]); err != nil {
			tb.Fatal(err)
		}
	}
	if err := f.SetRowVisible(name, 8, false); err != nil {
		tb.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// TestAnUglyBook rehearses it, with the right errors at the right cells, leaves the wrong rows out, and takes the rest back.
func TestAnUglyBook(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, o *office) {
		book := uglyBook(t)
		m, err := o.Rehearse(t.Context(), o.clerk, intake.Rehearsal{
			Kind: intake.Awards, FileName: "Danh sách.xlsx", File: bytes.NewReader(book), Bytes: int64(len(book)),
		})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range o.rows(t, m, intake.RowFilter{}) {
			line := fmt.Sprintf("%d %s", r.Number, r.Verdict)
			for _, issue := range r.Issues {
				if issue.Severity == intake.Wrong {
					line += fmt.Sprintf(" | %s %s %v", issue.Column, issue.Means, issue.Suggestions)
				}
			}
			got = append(got, line)
		}
		want := []string{
			"7 NEW",
			"8 NEW",
			"9 WRONG |   []",
			"10 WRONG | B Tên tập thể, cá nhân []",
			"11 WRONG | F Ngày quyết định []",
			"12 WRONG | E Số quyết định [] | C Hình thức khen thưởng []",
			"13 WRONG | D Năm thành tích []",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("the rows differ (-want +got):\n%s", diff)
		}
		if len(m.Report.Unknown) != 1 || m.Report.Unknown[0].Column != "H" || m.Report.HiddenRows != 1 || len(m.Report.Similar) == 0 {
			t.Errorf("the report: %+v", m.Report)
		}
		if _, err := o.Commit(t.Context(), o.clerk, ref(m), false); said(err) != "WRONG_STATE" {
			t.Errorf("with wrong rows it is answered %v", err)
		}
		m = must[intake.Import](t)(o.Commit(t.Context(), o.clerk, ref(m), true))
		if n := o.awards(t); m.State != intake.Applied || n != 2 {
			t.Errorf("it is %s, with %d awards", m.State, n)
		}
		m = must[intake.Import](t)(o.Undo(t.Context(), o.clerk, ref(m)))
		if n := o.awards(t); m.State != intake.Undone || n != 0 {
			t.Errorf("it is %s, with %d awards", m.State, n)
		}
	})
}

// TestHostileFiles are refused with what to do, and leave nothing.
func TestHostileFiles(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, o *office) {
		book := string(uglyBook(t))
		for _, test := range []struct {
			name, content string
			code          errs.Code
		}{
			{"nothing", "", errs.Invalid},
			{"no table", "Kính gửi các đơn vị\nĐề nghị nộp danh sách\n", errs.Invalid},
			{"a header without rows", "STT,Họ và tên,Hình thức khen thưởng\n", ""},
			{"a book that breaks off", book[:len(book)/2], errs.Invalid},
			{"a picture", "\x89PNG\r\n\x1a\n0000", errs.Invalid},
			{"a million columns", "Họ và tên" + strings.Repeat(",x", 1_000_000) + "\n", errs.Limit},
			{"a cell without end", "Họ và tên\n" + strings.Repeat("a", 4<<20), ""},
		} {
			t.Run(test.name, func(t *testing.T) {
				m, err := o.Rehearse(t.Context(), o.clerk, listOf(test.content))
				switch {
				case err != nil && (errs.CodeOf(err) == errs.Internal || test.code != "" && errs.CodeOf(err) != test.code):
					t.Errorf("it is answered %v; want %s", err, test.code)
				case err == nil && (m.State != intake.Failed || m.Refusal == nil):
					t.Errorf("it is %s: %+v", m.State, m.Counts)
				}
			})
		}
		if n := o.awards(t); n != 0 {
			t.Errorf("%d awards are there", n)
		}
	})
}

// TestEncodings reads the same list in UTF-16, as Excel saves it.
func TestEncodings(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, o *office) {
		var b strings.Builder
		for _, unit := range append([]uint16{0xFEFF}, utf16.Encode([]rune(strings.ReplaceAll(list, ",", "\t")))...) {
			b.WriteByte(byte(unit))
			b.WriteByte(byte(unit >> 8))
		}
		if m := o.rehearse(t, b.String()); m.Counts.New != 4 || m.Report.Encoding != "UTF-16LE" {
			t.Errorf("it is read as %s: %+v", m.Report.Encoding, m.Counts)
		}
	})
}
