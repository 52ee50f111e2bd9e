package sheet_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"thidua/internal/errs"
	"thidua/internal/sheet"
	"thidua/internal/viet"
)

// writer is one of the two ways to write.
type writer func(io.Writer, sheet.Listing, iter.Seq2[[]sheet.Value, error]) error

// given yields rows.
func given(rows [][]sheet.Value) iter.Seq2[[]sheet.Value, error] {
	return func(yield func([]sheet.Value, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}

// everyKind is a layout with a column of each kind.
func everyKind() sheet.Layout {
	l := awards()
	l.Columns[0].Required, l.Columns[1].Required = false, false
	l.Columns = append(l.Columns,
		sheet.Column{Key: "person", Names: []string{"Họ và tên"}, Kind: sheet.PersonName},
		sheet.Column{Key: "rank", Names: []string{"Hạng"}, Kind: sheet.Rank},
		sheet.Column{Key: "text", Names: []string{"Nội dung"}, Kind: sheet.Text},
	)
	return l
}

// anyText draws a clean text, with a taste for what a spreadsheet program would do something with.
func anyText(t *rapid.T, label string, clean func(string) string) sheet.Value {
	s := rapid.OneOf(
		rapid.SampledFrom([]string{
			"=1+1", "+84 260", "-5", "@SUM(A1)", "'=1", "''+2", "'a", "\t=x", "007", "1e5", "TRUE", "#ghi", "_x000D_", "_x005F_x000D_", "a_x0041_b",
			`"ngoặc"`, "a;b,c", "dòng 1\ndòng 2", "14/01/2022", "I. Tập thể", "Tổng cộng: 3", "<&>", "Sở Công Thương", "sep=;", "=cmd|' /C calc'!A0", "＝1",
		}),
		rapid.String(),
	).Draw(t, label)
	s = clean(s)
	if strings.ContainsRune(s, '\uFFFD') || strings.HasPrefix(s, "#") {
		s = ""
	}
	return sheet.TextValue(s)
}

// anyValue draws a value that a column may hold.
func anyValue(t *rapid.T, c sheet.Column) sheet.Value {
	if rapid.IntRange(0, 5).Draw(t, "blank") == 0 {
		return sheet.Value{}
	}
	switch c.Kind {
	case sheet.Paragraphs:
		return anyText(t, c.Key, func(s string) string { return strings.TrimSpace(viet.CleanBody(strings.TrimSpace(viet.CleanBody(s)))) })
	case sheet.PersonName:
		v := anyText(t, c.Key, viet.CleanTitle)
		if strings.ContainsAny(v.Text, "0123456789") {
			return sheet.Value{}
		}
		return v
	case sheet.Integer:
		return sheet.NumberValue(float64(rapid.IntRange(-999_999_999, 999_999_999).Draw(t, c.Key)))
	case sheet.Decimal:
		return sheet.NumberValue(float64(rapid.IntRange(-9_999_999, 9_999_999).Draw(t, c.Key)) / 100)
	case sheet.Date:
		d, ok := viet.NewDate(rapid.IntRange(1900, 2100).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day"))
		if !ok {
			t.Fatal("no such day")
		}
		v := sheet.DateValue(d)
		switch v.Precision = rapid.SampledFrom([]viet.Precision{viet.Day, viet.Month, viet.Year}).Draw(t, "precision"); v.Precision {
		case viet.Month:
			v.Date = d[:8] + "01"
		case viet.Year:
			v.Date = d[:5] + "01-01"
		case viet.Day:
		}
		return v
	case sheet.DocumentNumber:
		return sheet.TextValue(rapid.SampledFrom([]string{"263/QĐ-UBND", "37-QĐ/TW", "152/2025/NĐ-CP"}).Draw(t, c.Key))
	case sheet.Rank:
		return sheet.NumberValue(float64(rapid.IntRange(1, 3).Draw(t, c.Key)))
	case sheet.Choice:
		return sheet.TextValue(rapid.SampledFrom(c.Choices).Draw(t, c.Key).Value)
	case sheet.YesNo:
		return sheet.YesValue(rapid.Bool().Draw(t, c.Key))
	default:
		return anyText(t, c.Key, viet.CleanTitle)
	}
}

func TestWhatIsWrittenIsReadAsTheSameRows(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		write writer
	}{{"XLSX", sheet.WriteXLSX}, {"CSV", sheet.WriteCSV}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				layout := everyKind()
				want := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) []sheet.Value {
					row := make([]sheet.Value, len(layout.Columns))
					for i, column := range layout.Columns {
						row[i] = anyValue(t, column)
					}
					return row
				}), 0, 8).Draw(t, "rows")
				listing := sheet.Listing{Sheet: "Khen thưởng", Title: []string{"UBND TỈNH", "DANH SÁCH"}, Layout: layout}
				var file bytes.Buffer
				if err := c.write(&file, listing, given(want)); err != nil {
					t.Fatal(err)
				}
				found, err := table(file.Bytes(), layout, sheet.Options{}, sheet.DefaultLimits())
				if err != nil {
					t.Fatal(err)
				}
				var got [][]sheet.Value
				for row, err := range found.Rows() {
					if err != nil {
						t.Fatal(err)
					}
					values := make([]sheet.Value, len(row.Cells))
					for i, cell := range row.Cells {
						if values[i] = cell.Value; cell.Err != nil {
							t.Fatal(cell.Err)
						}
					}
					got = append(got, values)
				}
				if len(got) == 0 && len(want) == 0 {
					return
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatal(diff)
				}
			})
		})
	}
}

// hostileTexts begin like formulas.
func hostileTexts() [][]sheet.Value {
	var all [][]sheet.Value
	for _, s := range []string{"=1+1", "+1", "-1+2", "@A1", "\t=1", "＝1", "=HYPERLINK(\"http://a\",\"b\")", "'=1"} {
		all = append(all, []sheet.Value{sheet.TextValue(s)})
	}
	return all
}

func oneText() sheet.Listing {
	return sheet.Listing{Layout: sheet.Layout{Columns: []sheet.Column{{Key: "text", Names: []string{"Nội dung"}, Kind: sheet.Paragraphs}}}}
}

func TestNoTextBecomesAFormula(t *testing.T) {
	t.Parallel()
	var book, text bytes.Buffer
	if err := sheet.WriteXLSX(&book, oneText(), given(hostileTexts())); err != nil {
		t.Fatal(err)
	}
	if err := sheet.WriteCSV(&text, oneText(), given(hostileTexts())); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&book)
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range hostileTexts() {
		name := fmt.Sprintf("B%d", i+2)
		formula, err1 := f.GetCellFormula("Danh sách", name)
		got, err2 := f.GetCellValue("Danh sách", name)
		id, err3 := f.GetCellStyle("Danh sách", name)
		style, err4 := f.GetStyle(id)
		if err := errors.Join(err1, err2, err3, err4); err != nil {
			t.Fatal(err)
		}
		if formula != "" || got != row[0].Text || style.NumFmt != 49 {
			t.Errorf("%s is %q, formula %q, format %d; want the text %q", name, got, formula, style.NumFmt, row[0].Text)
		}
	}
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text.String(), "\uFEFF"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range lines[1:] {
		if want := "'" + hostileTexts()[i][0].Text; line[1] != want {
			t.Errorf("got %q, want %q", line[1], want)
		}
	}
}

func TestTheSheetIsReadyToPrint(t *testing.T) {
	t.Parallel()
	on, _ := viet.NewDate(2022, 5, 4)
	listing := sheet.Listing{
		Sheet: "Danh sách: 2021/2022 [của UBND tỉnh] dài hơn ba mươi mốt ký tự", Title: []string{"UBND TỈNH", "DANH SÁCH KHEN THƯỞNG"},
		Layout: sheet.Layout{Columns: []sheet.Column{
			{Key: "unit", Names: []string{"Tên đơn vị"}, Kind: sheet.UnitName}, {Key: "on", Names: []string{"Ngày ký"}, Kind: sheet.Date, Width: 20},
		}},
	}
	var b bytes.Buffer
	if err := sheet.WriteXLSX(&b, listing, given([][]sheet.Value{{sheet.TextValue("Sở Y tế"), sheet.DateValue(on)}})); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	name := f.GetSheetList()[0]
	layout, err1 := f.GetPageLayout(name)
	props, err2 := f.GetSheetProps(name)
	panes, err3 := f.GetPanes(name)
	width, err4 := f.GetColWidth(name, "C")
	shown, err5 := f.GetCellValue(name, "C5")
	footer, err6 := f.GetHeaderFooter(name)
	merged, err7 := f.GetMergeCells(name)
	if err := errors.Join(err1, err2, err3, err4, err5, err6, err7); err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprintf("%s | %d %s %d %t | %t %d | %g | %s | %s | %s %s | %s", name, *layout.Size, *layout.Orientation, *layout.FitToWidth, *props.FitToPage,
		panes.Freeze, panes.YSplit, width, shown, footer.OddFooter, f.GetDefinedName()[0].Name, f.GetDefinedName()[0].RefersTo, merged[1][0])
	want := "Danh sách 2021 2022 của UBND tỉ | 9 landscape 1 true | true 4 | 20 | 04/05/2022 | &CTrang &P/&N | _xlnm.Print_Titles 'Danh sách 2021 2022 của UBND tỉ'!$4:$4 | A2:C2"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWritingStops(t *testing.T) {
	t.Parallel()
	broken := errors.New("the store is away")
	for _, c := range []struct {
		name string
		rows iter.Seq2[[]sheet.Value, error]
		want func(error) bool
	}{
		{"at an error of the rows", func(yield func([]sheet.Value, error) bool) { yield(nil, broken) }, func(err error) bool { return errors.Is(err, broken) }},
		{
			"at a text that Excel would cut", given([][]sheet.Value{{sheet.TextValue(strings.Repeat("ư", 32_768))}}),
			func(err error) bool { return errs.CodeOf(err) == errs.Limit },
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var b bytes.Buffer
			if err := sheet.WriteXLSX(&b, oneText(), c.rows); !c.want(err) || b.Len() > 0 {
				t.Errorf("got %v and %d bytes", err, b.Len())
			}
		})
	}
}
