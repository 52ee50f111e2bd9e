package sheet_test

import (
	"bytes"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"thidua/internal/errs"
	"thidua/internal/sheet"
)

// awards is the layout of most tests: a list of what was awarded.
func awards() sheet.Layout {
	return sheet.Layout{Columns: []sheet.Column{
		{Key: "unit", Names: []string{"Tên đơn vị", "Đơn vị", "Tên tập thể", "Tên tập thể, cá nhân"}, Kind: sheet.UnitName, Required: true},
		{Key: "award", Names: []string{"Hình thức khen thưởng", "Danh hiệu"}, Kind: sheet.Choice, Required: true, Choices: []sheet.Option{
			{Value: "FLAG", Names: []string{"Cờ thi đua của UBND tỉnh", "Cờ thi đua"}},
			{Value: "CERT", Names: []string{"Bằng khen của UBND tỉnh", "Bằng khen"}},
			{Value: "LABOUR", Names: []string{"Tập thể lao động xuất sắc", "TTLĐXS"}},
		}},
		{Key: "number", Names: []string{"Số quyết định", "Quyết định"}, Kind: sheet.DocumentNumber},
		{Key: "on", Names: []string{"Ngày quyết định", "Ngày ký", "Ngày tháng"}, Kind: sheet.Date},
		{Key: "year", Names: []string{"Năm", "Năm thành tích"}, Kind: sheet.Integer},
		{Key: "score", Names: []string{"Điểm", "Tổng điểm"}, Kind: sheet.Decimal},
		{Key: "given", Names: []string{"Đã trao"}, Kind: sheet.YesNo},
		{Key: "note", Names: []string{"Ghi chú"}, Kind: sheet.Paragraphs},
	}}
}

// xlsx makes a file; build fills its first sheet, named Sheet1.
func xlsx(t testing.TB, build func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer func() {
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}()
	build(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// rows fills rows of a sheet from a row on.
func rows(t testing.TB, f *excelize.File, name string, from int, values ...[]any) {
	t.Helper()
	for i, row := range values {
		if err := f.SetSheetRow(name, "A"+strconv.Itoa(from+i), &row); err != nil {
			t.Fatal(err)
		}
	}
}

// merge merges areas such as A1:B2.
func merge(t testing.TB, f *excelize.File, name string, areas ...string) {
	t.Helper()
	for _, area := range areas {
		from, to, _ := strings.Cut(area, ":")
		if err := f.MergeCell(name, from, to); err != nil {
			t.Fatal(err)
		}
	}
}

// table opens a file and finds its table.
func table(file []byte, layout sheet.Layout, options sheet.Options, limits sheet.Limits) (*sheet.Table, error) {
	book, err := sheet.Open(bytes.NewReader(file), int64(len(file)), limits)
	if err != nil {
		return nil, err
	}
	return book.Table(layout, options)
}

// outcome is what was read of a file, in lines for comparing.
type outcome struct {
	Rows   []string
	Report sheet.Report
}

// read reads a whole file.
func read(t testing.TB, file []byte, layout sheet.Layout, options sheet.Options) outcome {
	t.Helper()
	found, err := table(file, layout, options, sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	o := outcome{}
	for row, err := range found.Rows() {
		if err != nil {
			t.Fatal(err)
		}
		o.Rows = append(o.Rows, line(layout, row))
	}
	o.Report = found.Report()
	return o
}

// refusal returns the error of reading a file to its end.
func refusal(t testing.TB, file []byte, layout sheet.Layout, options sheet.Options, limits sheet.Limits) *errs.Error {
	t.Helper()
	found, err := table(file, layout, options, limits)
	if err == nil {
		for _, bad := range found.Rows() {
			if bad != nil {
				err = bad
			}
		}
	}
	if err == nil {
		t.Fatal("the file was read")
	}
	e := errs.As(err)
	if e == nil {
		t.Fatalf("the error is not for clients: %v", err)
	}
	return e
}

// line writes a row as one line: its number, its ordinal, its groups, and each cell with content.
func line(layout sheet.Layout, row sheet.Row) string {
	parts := []string{fmt.Sprintf("%d #%s", row.Number, row.Ordinal)}
	if len(row.Group) > 0 {
		parts = append(parts, "["+strings.Join(row.Group, " > ")+"]")
	}
	if row.Hidden {
		parts = append(parts, "hidden")
	}
	for i, c := range row.Cells {
		if c.Err != nil {
			parts = append(parts, layout.Columns[i].Key+"=!"+c.Err.Vi)
			continue
		}
		if !c.Value.Given {
			continue
		}
		parts = append(parts, layout.Columns[i].Key+"="+value(layout.Columns[i].Kind, c.Value)+notes(c))
	}
	for _, o := range row.Others {
		parts = append(parts, o.Column+"?"+o.Raw)
	}
	return strings.Join(parts, " | ")
}

func value(kind sheet.Kind, v sheet.Value) string {
	switch kind {
	case sheet.Integer, sheet.Decimal, sheet.Rank:
		return strconv.FormatFloat(v.Number, 'f', -1, 64)
	case sheet.Date:
		return v.Date.FormatAs(v.Precision)
	case sheet.YesNo:
		return strconv.FormatBool(v.Yes)
	default:
		return v.Text
	}
}

func notes(c sheet.Cell) string {
	if len(c.Notes) == 0 {
		return ""
	}
	var all []string
	for _, n := range c.Notes {
		all = append(all, string(n))
	}
	sort.Strings(all)
	return " (" + strings.Join(all, " ") + ")"
}

// skipped writes what a report skipped, in lines.
func skipped(r sheet.Report) []string {
	var lines []string
	for _, s := range r.Skipped {
		lines = append(lines, fmt.Sprintf("%d %s %s", s.Row, s.Reason, s.Text))
	}
	return lines
}

// mapping writes which column is which, in lines.
func mapping(r sheet.Report) []string {
	var lines []string
	for _, m := range r.Mapping {
		lines = append(lines, m.Column+" "+m.Key+" “"+m.Header+"”")
	}
	for _, u := range r.Unknown {
		lines = append(lines, strings.TrimRight(u.Column+" ? “"+u.Header+"” "+u.Suggest, " "))
	}
	return lines
}
