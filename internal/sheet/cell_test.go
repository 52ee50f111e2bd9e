package sheet_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"thidua/internal/sheet"
)

// oneColumn is a layout of a single column of a kind.
func oneColumn(kind sheet.Kind) sheet.Layout {
	c := sheet.Column{Key: "v", Names: []string{"Giá trị"}, Kind: kind}
	if kind == sheet.Choice {
		c.Choices = []sheet.Option{{Value: "A", Names: []string{"Bằng khen"}}, {Value: "B", Names: []string{"Giấy khen"}}}
	}
	return sheet.Layout{Columns: []sheet.Column{c}}
}

// understood returns what a cell's content means in a column of a kind: its value with notes, or ! with the error.
func understood(t *testing.T, kind sheet.Kind, content any, year int) string {
	t.Helper()
	layout := oneColumn(kind)
	file := xlsx(t, func(f *excelize.File) { rows(t, f, "Sheet1", 1, []any{"STT", "Giá trị"}, []any{1, content}) })
	got := read(t, file, layout, sheet.Options{Year: year}).Rows
	if len(got) != 1 {
		t.Fatalf("got %d rows", len(got))
	}
	_, text, _ := strings.Cut(got[0], " | v=")
	return strings.TrimPrefix(text, "!Dòng 2, cột B (Giá trị): ")
}

func TestCellsAreUnderstood(t *testing.T) {
	t.Parallel()
	day := time.Date(2022, 1, 14, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		kind    sheet.Kind
		content any
		want    string
	}{
		{sheet.Date, day, "14/01/2022"},
		{sheet.Date, day.Add(15 * time.Hour), "14/01/2022"},
		{sheet.Date, 44575, "14/01/2022 (SERIAL)"},
		{sheet.Date, 2021, "2021"},
		{sheet.Date, "2021", "2021"},
		{sheet.Date, "18-5-2021", "18/05/2021"},
		{sheet.Date, "7.4.2014", "07/04/2014"},
		{sheet.Date, "ngày 07 tháng 4 năm 2014", "07/04/2014"},
		{sheet.Date, "tháng 01/2022", "01/2022"},
		{sheet.Date, "2022-01-14 00:00:00", "14/01/2022"},
		{sheet.Date, "2022-01-14T00:00:00.000Z", "14/01/2022"},
		{sheet.Date, "14/01", "14/01/2022 (YEAR_INFERRED)"},
		{sheet.Date, 5.0, "số “5” không phải là ngày. Hãy ghi như 14/01/2022."},
		{sheet.Date, true, "không nhận giá trị TRUE/FALSE ở cột này."},
		{sheet.Integer, 1, "1"},
		{sheet.Integer, "01", "1"},
		{sheet.Integer, "một", "1"},
		{sheet.Integer, "1.234", "1234"},
		{sheet.Integer, 30.000000000000004, "30"},
		{sheet.Integer, 1.5, "cần số nguyên, không phải “1,5”."},
		{sheet.Integer, day, "Excel đã đổi nội dung thành ngày tháng. Hãy định dạng ô là Văn bản rồi nhập lại."},
		{sheet.Decimal, 95.5, "95.5"},
		{sheet.Decimal, "1.234,25", "1234.25"},
		{sheet.DocumentNumber, "số 34 - ct/tw", "34-CT/TW"},
		{sheet.DocumentNumber, day, "Excel đã đổi nội dung thành ngày tháng. Hãy định dạng ô là Văn bản rồi nhập lại."},
		{sheet.Rank, "hạng Nhất", "1"},
		{sheet.Rank, 3, "3"},
		{sheet.Rank, "III", "3"},
		{sheet.Choice, "bằng khen", "A"},
		{sheet.Choice, "giay khen", "B (RESPELLED)"},
		{sheet.Choice, "khen", "không có lựa chọn “khen”. Hãy dùng một trong: “Bằng khen”, “Giấy khen”."},
		{sheet.YesNo, "x", "true"},
		{sheet.YesNo, "✓", "true"},
		{sheet.YesNo, false, "false"},
		{sheet.YesNo, 1, "true"},
		{sheet.Text, 0.1 + 0.2, "0,3"},
		{sheet.Text, 123456789012, "123456789012"},
		{sheet.Text, day, "14/01/2022 (SERIAL)"},
		{sheet.Text, "a \u200b b", "a b (INVISIBLE SPACES)"},
		{sheet.Text, "Guðrún", "Guðrún"},
		{sheet.PersonName, "Nguyễn  Văn A ", "Nguyễn Văn A (SPACES)"},
		{sheet.PersonName, "Nguyễn Văn A 2", "họ tên “Nguyễn Văn A 2” có chữ số."},
		{sheet.UnitName, "Sở\nY tế", "Sở Y tế (SPACES)"},
		{sheet.Paragraphs, "a\nb ", "a\nb (SPACES)"},
	} {
		t.Run(fmt.Sprintf("%s %v", c.kind, c.content), func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, understood(t, c.kind, c.content, 2022)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDaysOfTheOldAndTheOtherCount(t *testing.T) {
	t.Parallel()
	file := func(date1904 bool, serial any) []byte {
		return xlsx(t, func(f *excelize.File) {
			if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &date1904}); err != nil {
				t.Fatal(err)
			}
			style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
			if err != nil {
				t.Fatal(err)
			}
			rows(t, f, "Sheet1", 1, []any{"STT", "Giá trị"}, []any{1, serial})
			if err := f.SetCellStyle("Sheet1", "B2", "B2", style); err != nil {
				t.Fatal(err)
			}
		})
	}
	for _, c := range []struct {
		name     string
		date1904 bool
		serial   int
		want     string
	}{
		{"the first day", false, 1, "01/01/1900"},
		{"the day before the one that never was", false, 59, "28/02/1900"},
		{"the day after", false, 61, "01/03/1900"},
		{"the day that never was", false, 60, "!Dòng 2, cột B (Giá trị): số “60” không phải là ngày. Hãy ghi như 14/01/2022."},
		{"of 1904", true, 43113, "14/01/2022"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := read(t, file(c.date1904, c.serial), oneColumn(sheet.Date), sheet.Options{}).Rows
			if diff := cmp.Diff([]string{"2 #1 | v=" + c.want}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
