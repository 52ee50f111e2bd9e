package sheet_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"thidua/internal/errs"
	"thidua/internal/sheet"
)

// people is a layout in which columns are easily taken for each other.
func people() sheet.Layout {
	return sheet.Layout{Columns: []sheet.Column{
		{Key: "name", Names: []string{"Họ và tên"}, Kind: sheet.PersonName, Required: true},
		{Key: "unit", Names: []string{"Đơn vị công tác", "Đơn vị"}, Kind: sheet.UnitName, Required: true},
		{Key: "male", Names: []string{"Nam"}, Kind: sheet.YesNo},
		{Key: "year", Names: []string{"Năm"}, Kind: sheet.Integer},
		{Key: "number", Names: []string{"Số quyết định"}, Kind: sheet.Text},
		{Key: "reward", Names: []string{"Thi đua khen thưởng"}, Kind: sheet.Text},
	}}
}

func TestHeadersInAnySpelling(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		header string // of a CSV
		want   []string
	}{
		{"as they are named", "Họ và tên,Đơn vị công tác,Nam,Năm", []string{"A name", "B unit", "C male", "D year"}},
		{"in capitals, with remarks and stars", "HỌ VÀ TÊN (*),ĐƠN VỊ CÔNG TÁC [ghi đầy đủ],NĂM:", []string{"A name", "B unit", "C year"}},
		{"without marks", "Ho va ten,don vi", []string{"A name", "B unit"}},
		{"without “và”, abbreviated", "Họ tên,ĐV công tác,Số QĐ,TĐKT", []string{"A name", "B unit", "C number", "D reward"}},
		{"in another order", "Tên và họ,Đơn vị,Quyết định số", []string{"A name", "B unit", "C number"}},
		{"decomposed, with hidden characters", "Ho\u0323 va\u0300 te\u0302n\u200b,\uFEFF\u00D0ơn vị\u00A0công tác", []string{"A name", "B unit"}},
		{"with a marked word that is another", "Họ và tên,Đơn vị,Nam,Ném", []string{"A name", "B unit", "C male", "D ?"}},
		{"with slips", "Họ và tên,Đơn vị,Số quyết địnhh,Nắm", []string{"A name", "B unit", "C ? number", "D ? male"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			report := read(t, []byte(c.header+"\n"), people(), sheet.Options{}).Report
			var got []string
			for _, m := range report.Mapping {
				got = append(got, m.Column+" "+m.Key)
			}
			for _, u := range report.Unknown {
				got = append(got, strings.TrimSpace(u.Column+" ? "+u.Suggest))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAColumnStandsInForOneThatIsMissing(t *testing.T) {
	t.Parallel()
	layout := sheet.Layout{Columns: []sheet.Column{
		{Key: "who", Names: []string{"Họ và tên"}, Kind: sheet.Text, Required: true, StandIn: "unit"},
		{Key: "unit", Names: []string{"Đơn vị"}, Kind: sheet.UnitName},
		{Key: "year", Names: []string{"Năm"}, Kind: sheet.Integer},
	}}
	for header, want := range map[string][]string{
		"Đơn vị,Năm":           {"A who", "B year"},
		"Năm,Họ và tên,Đơn vị": {"B who", "C unit", "A year"},
	} {
		var got []string
		for _, m := range read(t, []byte(header+"\nmột,2\n"), layout, sheet.Options{}).Report.Mapping {
			got = append(got, m.Column+" "+m.Key)
		}
		slices.Sort(got)
		slices.Sort(want)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", header, diff)
		}
	}
}

func TestHeadersThatAreRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, file, vi, en string
	}{
		{
			"none", "a,b\nc,d\n", "Không tìm thấy hàng tiêu đề trong 60 hàng đầu. Bảng cần các cột: “Họ và tên”, “Đơn vị công tác”, “Nam”, “Năm”.",
			"No header was found in the first 60 rows. The table needs the columns “Họ và tên”, “Đơn vị công tác”, “Nam”, “Năm”.",
		},
		{
			"a required column is missing", "\nHọ và tên,Năm\n", "Dòng 2: thiếu cột “Đơn vị công tác”.", "Row 2: the column “Đơn vị công tác” is missing.",
		},
		{
			"a required column is misspelled", "Họ và tên,Năm,Đon vị\n",
			"Dòng 1: thiếu cột “Đơn vị công tác”. Cột C “Đon vị” có phải là cột này không? Nếu phải, hãy sửa tiêu đề.",
			"Row 1: the column “Đơn vị công tác” is missing. Is it column C “Đon vị”? Then correct its header.",
		},
		{
			"two columns may be one", "Họ và tên,Đơn vị,Đơn vị công tác\n",
			"Dòng 1, cột C: cả cột B lẫn cột C đều có thể là “Đơn vị công tác”. Hãy xóa hoặc đổi tiêu đề một cột.",
			"Row 1, column C: columns B and C may both be “Đơn vị công tác”. Delete one or change its header.",
		},
		{
			"one column may be two", "ho ten,don vi,NAM,nam\n",
			"Dòng 1, cột D: cả cột C lẫn cột D đều có thể là “Nam”. Hãy xóa hoặc đổi tiêu đề một cột.",
			"Row 1, column D: columns C and D may both be “Nam”. Delete one or change its header.",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := refusal(t, []byte(c.file), people(), sheet.Options{}, sheet.DefaultLimits())
			if got.Code != errs.Invalid || got.Vi != c.vi || got.En != c.en {
				t.Errorf("got %s\n%s\n%s", got.Code, got.Vi, got.En)
			}
		})
	}
}

func TestTheSheetWithTheTableIsRead(t *testing.T) {
	t.Parallel()
	file := xlsx(t, func(f *excelize.File) {
		for _, name := range []string{"Danh mục", "Cá nhân", "Nháp"} {
			if _, err := f.NewSheet(name); err != nil {
				t.Fatal(err)
			}
		}
		rows(t, f, "Danh mục", 1, []any{"Đơn vị", "Mã"}, []any{"Sở Y tế", "H01"})
		rows(t, f, "Cá nhân", 4, []any{"STT", "Họ và tên", "Đơn vị", "Năm"}, []any{1, "Nguyễn Văn A", "Sở Y tế", 2021}, []any{2, "Trần Thị B", "Sở Y tế", 2022})
		rows(t, f, "Nháp", 1, []any{"STT", "Họ và tên", "Đơn vị", "Năm", "Nam"}, []any{1, "Lê C", "Sở Y tế", 2020, "x"})
		if err := f.SetSheetVisible("Nháp", false); err != nil {
			t.Fatal(err)
		}
		if err := f.SetRowVisible("Cá nhân", 6, false); err != nil {
			t.Fatal(err)
		}
		if err := f.SetColVisible("Cá nhân", "D", false); err != nil {
			t.Fatal(err)
		}
	})
	first, second := "5 #1 | name=Nguyễn Văn A | unit=Sở Y tế | year=2021", "6 #2 | hidden | name=Trần Thị B | unit=Sở Y tế | year=2022"
	for _, c := range []struct {
		name    string
		options sheet.Options
		rows    []string
		others  []sheet.Info
	}{
		{"the visible one that fits best", sheet.Options{}, []string{first, second}, []sheet.Info{{Name: "Sheet1"}, {Name: "Danh mục"}, {Name: "Nháp", Hidden: true}}},
		{"without hidden rows, if so asked", sheet.Options{SkipHidden: true}, []string{first}, []sheet.Info{{Name: "Sheet1"}, {Name: "Danh mục"}, {Name: "Nháp", Hidden: true}}},
		{
			"a hidden one by its name",
			sheet.Options{Sheet: "Nháp"},
			[]string{"2 #1 | name=Lê C | unit=Sở Y tế | male=true | year=2020"},
			[]sheet.Info{{Name: "Sheet1"}, {Name: "Danh mục"}, {Name: "Cá nhân"}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := read(t, file, people(), c.options)
			if diff := cmp.Diff(c.rows, got.Rows); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.others, got.Report.OtherSheets); diff != "" {
				t.Error(diff)
			}
		})
	}
	got := refusal(t, file, people(), sheet.Options{Sheet: "Không có"}, sheet.DefaultLimits())
	if got.Code != errs.Invalid || !strings.Contains(got.Vi, "“Không có”") {
		t.Error(got)
	}
	hidden := read(t, file, people(), sheet.Options{}).Report.Mapping[2]
	if diff := cmp.Diff(sheet.Mapped{Key: "year", Column: "D", Header: "Năm", Hidden: true}, hidden); diff != "" {
		t.Error(diff)
	}
}

func TestLayoutsThatAreNone(t *testing.T) {
	t.Parallel()
	text := func(key string, names ...string) sheet.Column {
		return sheet.Column{Key: key, Names: names, Kind: sheet.Text}
	}
	option := func(value string, names ...string) sheet.Option { return sheet.Option{Value: value, Names: names} }
	for _, c := range []struct {
		name    string
		columns []sheet.Column
	}{
		{"no columns", nil},
		{"no name", []sheet.Column{text("a")}},
		{"a name without letters", []sheet.Column{text("a", "***")}},
		{"a key twice", []sheet.Column{text("a", "b"), text("a", "c")}},
		{"a name twice", []sheet.Column{text("a", "Đơn vị"), text("b", "ĐƠN VỊ")}},
		{"an unknown kind", []sheet.Column{{Key: "a", Names: []string{"b"}, Kind: "COLOUR"}}},
		{"choices without the kind", []sheet.Column{{Key: "a", Names: []string{"b"}, Kind: sheet.Text, Choices: []sheet.Option{option("A", "b")}}}},
		{"the kind without choices", []sheet.Column{{Key: "a", Names: []string{"b"}, Kind: sheet.Choice}}},
		{"a choice twice", []sheet.Column{{Key: "a", Names: []string{"b"}, Kind: sheet.Choice, Choices: []sheet.Option{option("A", "hoà"), option("B", "Hòa")}}}},
		{"a choice without a value", []sheet.Column{{Key: "a", Names: []string{"b"}, Kind: sheet.Choice, Choices: []sheet.Option{option("", "a")}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := table([]byte("b,c\n"), sheet.Layout{Columns: c.columns}, sheet.Options{}, sheet.DefaultLimits())
			if err == nil || errs.As(err) != nil {
				t.Errorf("got %v, want an error for programmers", err)
			}
		})
	}
}
