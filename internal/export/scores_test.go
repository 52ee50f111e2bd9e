package export_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/export"
	"thidua/internal/register"
	"thidua/internal/sheet"
)

// scoredOffice is an office with a bloc of four members and their sheets of 2021: two tie and are published, one is agreed on and not
// public, and one is with those who cross-score it.
type scoredOffice struct {
	*office
	year   *register.BlocYear
	sheets map[string]*register.ScoreSheet // by the unit's name
}

func newScoredOffice(t *testing.T) *scoredOffice {
	t.Helper()
	o := &scoredOffice{office: newOffice(t, sqlite(t), 0), sheets: map[string]*register.ScoreSheet{}}
	ctx, system := t.Context(), access.System()
	bloc, err := o.records.CreateBloc(ctx, system, register.NewBloc{Name: "Khối Mẫu", Kind: register.Khoi, Level: register.ProvinceLevel, ValidFrom: "2020-01-01"})
	fail(t, err)
	for _, name := range []string{"Sở Dê", "Sở An", "Sở Bình", "Sở Cúc"} {
		u, err := o.records.CreateUnit(ctx, system, register.NewUnit{OfficialName: name, Type: register.Department, Level: register.ProvinceLevel})
		fail(t, err)
		_, err = o.records.JoinBloc(ctx, system, register.BlocJoining{BlocID: bloc.ID, UnitID: u.ID, From: "2020-01-01"})
		fail(t, err)
	}
	o.year, err = o.records.OpenBlocYear(ctx, system, register.NewBlocYear{BlocID: bloc.ID, Year: 2021})
	fail(t, err)
	template, err := o.records.CreateScoringTemplate(ctx, system, register.NewScoringTemplate{
		Name: "Bảng tiêu chí", Year: 2021, BlocID: bloc.ID, BonusMax: 500, DeductionMax: 500,
		Lines: []register.Criterion{{Code: "I", Text: "Nhiệm vụ", Max: 8000}, {Code: "II", Text: "Thi đua", Max: 2000}},
	})
	fail(t, err)
	sheets, err := o.records.OpenScoreSheets(ctx, system, register.ScoreOpening{
		BlocYear: register.Ref{ID: o.year.ID, Version: o.year.Version}, TemplateID: template.ID,
	})
	fail(t, err)
	for _, s := range sheets {
		o.sheets[s.UnitName] = s
	}
	bonus, none := register.Points(150), register.Points(0)
	o.score(t, "Sở An", 7950, 7725, "=đã trừ hồ sơ chậm", &register.ExtraScoring{Points: ptr(&bonus), Reason: ptr("Sáng kiến")})
	o.score(t, "Sở Bình", 7875, 7875, "", &register.ExtraScoring{Points: ptr(&none)})
	o.score(t, "Sở Cúc", 6000, 5000, "chưa công bố", nil)
	for _, name := range []string{"Sở An", "Sở Bình"} {
		o.sheets[name], err = o.records.PublishScores(ctx, system, o.ref(name))
		fail(t, err)
	}
	s := o.sheets["Sở Dê"]
	s, err = o.records.ScoreSelf(ctx, system, register.Scoring{ID: s.ID, Version: s.Version, Scores: []register.LineScoring{line("I", 7000, "")}})
	fail(t, err)
	o.sheets["Sở Dê"], err = o.records.SubmitScores(ctx, system, register.Ref{ID: s.ID, Version: s.Version})
	fail(t, err)
	return o
}

func ptr[T any](v T) *T { return &v }

func line(code string, n register.Points, comment string) register.LineScoring {
	p := &n
	return register.LineScoring{Code: code, Points: &p, Comment: &comment}
}

func (o *scoredOffice) ref(name string) register.Ref {
	return register.Ref{ID: o.sheets[name].ID, Version: o.sheets[name].Version}
}

// score takes a sheet through all steps: line I by itself and as agreed, and II with 18,25 both times.
func (o *scoredOffice) score(t *testing.T, name string, self, agreed register.Points, why string, bonus *register.ExtraScoring) {
	t.Helper()
	ctx, system, s := t.Context(), access.System(), o.sheets[name]
	s, err := o.records.ScoreSelf(ctx, system, register.Scoring{
		ID: s.ID, Version: s.Version, Scores: []register.LineScoring{line("I", self, ""), line("II", 1825, "")}, Bonus: bonus,
	})
	fail(t, err)
	s, err = o.records.SubmitScores(ctx, system, register.Ref{ID: s.ID, Version: s.Version})
	fail(t, err)
	from := register.SelfColumn
	s, err = o.records.ScoreAgreed(ctx, system, register.Scoring{ID: s.ID, Version: s.Version, Scores: []register.LineScoring{line("I", agreed, why)}, Fill: &from})
	fail(t, err)
	o.sheets[name], err = o.records.AgreeScores(ctx, system, register.Ref{ID: s.ID, Version: s.Version})
	fail(t, err)
}

// scoreRows reads an export of scores again, the columns of a row between bars.
func scoreRows(tb testing.TB, file []byte) []string {
	tb.Helper()
	layout := sheet.Layout{}
	for _, c := range []struct {
		name string
		kind sheet.Kind
	}{
		{"Năm", sheet.Integer},
		{"Khối, cụm thi đua", sheet.Text},
		{"Tên đơn vị", sheet.UnitName},
		{"Bước chấm điểm", sheet.Text},
		{"Điểm tự chấm", sheet.Decimal},
		{"Điểm chấm chéo", sheet.Decimal},
		{"Điểm thống nhất", sheet.Decimal},
		{"Xếp thứ", sheet.Integer},
		{"Đồng hạng", sheet.YesNo},
		{"Chênh lệch và lý do", sheet.Paragraphs},
	} {
		layout.Columns = append(layout.Columns, sheet.Column{Key: c.name, Names: []string{c.name}, Kind: c.kind, Required: c.kind == sheet.UnitName})
	}
	book, err := sheet.Open(bytes.NewReader(file), int64(len(file)), sheet.DefaultLimits())
	fail(tb, err)
	table, err := book.Table(layout, sheet.Options{})
	fail(tb, err)
	all := []string{}
	for row, err := range table.Rows() {
		fail(tb, err)
		var cells []string
		for i, c := range row.Cells {
			text := c.Value.Text
			switch kind := layout.Columns[i].Kind; {
			case c.Err != nil:
				tb.Error(c.Err)
			case !c.Value.Given:
				text = "-"
			case kind == sheet.Integer || kind == sheet.Decimal:
				text = fmt.Sprint(c.Value.Number)
			case kind == sheet.YesNo:
				text = fmt.Sprint(c.Value.Yes)
			}
			cells = append(cells, text)
		}
		all = append(all, strings.Join(cells, "|"))
	}
	return all
}

// Ensure that score sheets, opened again, have the same rows in both formats, and each viewer those that they see in the API.
func TestScores(t *testing.T) {
	t.Parallel()
	o := newScoredOffice(t)
	const (
		an, bonus = "2021|Khối Mẫu|Sở An|Đã thống nhất|99.25|-|97|1|true|I: tự chấm 79,5, thống nhất 77,25", "\nĐiểm thưởng: tự chấm 1,5, thống nhất 1,5"
		binh      = "2021|Khối Mẫu|Sở Bình|Đã thống nhất|97|-|97|1|true|-"
		cuc       = "2021|Khối Mẫu|Sở Cúc|Đã thống nhất|78.25|-|68.25|3|false|I: tự chấm 60, thống nhất 50 – chưa công bố"
		de        = "2021|Khối Mẫu|Sở Dê|Chấm chéo|-|-|-|-|-|-"
		why       = " – =đã trừ hồ sơ chậm"
	)
	whole := []string{an + why + bonus + " – Sáng kiến", binh, cuc, de}
	officer := access.Viewer{Actor: "usr_c", Role: access.RecordsOfficer, UnitID: o.sheets["Sở Cúc"].UnitID}
	other := "byr_01JZZZZZZZZZZZZZZZZZZZZZZZ"
	for name, tt := range map[string]struct {
		viewer access.Viewer
		where  string
		want   []string
	}{
		"the office, everything":                        {o.clerk, "", whole},
		"of a bloc-year":                                {o.clerk, `{"blocYear": "` + o.year.ID + `"}`, whole},
		"of a bloc and a year":                          {o.clerk, `{"bloc": "` + o.year.BlocID + `", "year": 2021}`, whole},
		"of a state, whose ranks are those of all":      {o.clerk, `{"year": 2021, "state": ["CROSS", "AGREED"]}`, whole},
		"of another state":                              {o.clerk, `{"state": ["CROSS"]}`, []string{de}},
		"of another year":                               {o.clerk, `{"year": 2022}`, []string{}},
		"of a bloc-year that is of another year":        {o.clerk, `{"blocYear": "` + o.year.ID + `", "year": 2022}`, []string{}},
		"of a bloc-year that there is none":             {o.clerk, `{"blocYear": "` + other + `"}`, []string{}},
		"a reader, what is published, without comments": {access.Viewer{Actor: "usr_b", Role: access.Reader}, "", []string{an + bonus, binh}},
		"people of a unit, their own besides":           {officer, "", []string{an + bonus, binh, cuc}},
	} {
		for _, format := range []export.Format{export.XLSX, export.CSV} {
			file, content := o.take(t, tt.viewer, export.Request{Listing: "scores", Format: format, Where: tt.where})
			if file != "Bảng tổng hợp điểm thi đua 22-11-2026."+string(format) {
				t.Errorf("the file is called %q", file)
			}
			if diff := cmp.Diff(tt.want, scoreRows(t, content)); diff != "" {
				t.Errorf("%s as %s (-want +got):\n%s", name, format, diff)
			}
		}
	}
}

// Ensure that sheets whose comments are longer than a cell are exported all the same, and say that more is in the sheet.
func TestDifferencesBeyondACell(t *testing.T) {
	t.Parallel()
	o := newScoredOffice(t)
	ctx, system := t.Context(), access.System()
	var criteria []register.Criterion
	var self, cross []register.LineScoring
	for i := range 20 {
		code := fmt.Sprint(i + 1)
		criteria = append(criteria, register.Criterion{Code: code, Text: "Tiêu chí " + code, Max: 500})
		self, cross = append(self, line(code, 500, "")), append(cross, line(code, 400, strings.Repeat("ư", 1001)))
	}
	year, err := o.records.OpenBlocYear(ctx, system, register.NewBlocYear{BlocID: o.year.BlocID, Year: 2022})
	fail(t, err)
	template, err := o.records.CreateScoringTemplate(ctx, system, register.NewScoringTemplate{Name: "Nhiều dòng", Year: 2022, BlocID: year.BlocID, Lines: criteria})
	fail(t, err)
	sheets, err := o.records.OpenScoreSheets(ctx, system, register.ScoreOpening{BlocYear: register.Ref{ID: year.ID, Version: year.Version}, TemplateID: template.ID})
	fail(t, err)
	s, err := o.records.ScoreSelf(ctx, system, register.Scoring{ID: sheets[0].ID, Version: sheets[0].Version, Scores: self})
	fail(t, err)
	s, err = o.records.SubmitScores(ctx, system, register.Ref{ID: s.ID, Version: s.Version})
	fail(t, err)
	_, err = o.records.ScoreCross(ctx, system, register.Scoring{ID: s.ID, Version: s.Version, Scores: cross})
	fail(t, err)
	for _, format := range []export.Format{export.XLSX, export.CSV} {
		_, content := o.take(t, o.clerk, export.Request{Listing: "scores", Format: format, Where: `{"year": 2022, "state": ["CROSS"]}`})
		got := scoreRows(t, content)
		if len(got) != 1 || !strings.Contains(got[0], "|1: tự chấm 5, chấm chéo 4 – "+strings.Repeat("ư", 1000)+"…\n2: ") ||
			!strings.HasSuffix(got[0], "ư…\n… và 6 dòng nữa, xem trong bảng điểm.") {
			t.Errorf("%s: got %d rows: %.200q", format, len(got), got)
		}
	}
}
