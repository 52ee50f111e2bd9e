package intake

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"thidua/internal/errs"
	"thidua/internal/register"
	"thidua/internal/sheet"
	"thidua/internal/viet"
)

// The columns of a list of scores; behind them stands one for each criterion.
const (
	scoreUnit = iota
	scoreSelf
	scoreCross
	scoreAgreed
	scoreBonus
	scoreDeduction
	scoreReason
	scoreTotal
	scoreLines
)

// ScorePlan says of a list of scores what its rows do not.
type ScorePlan struct {
	TemplateID string    `bson:"templateId,omitempty"` // the bloc-year's if empty
	MemberOn   viet.Date `bson:"memberOn,omitempty"`   // the day whose members were scored; the last of the year if empty
	Public     bool      `bson:"public"`               // whether everybody may see the scores that are agreed on
}

// maxHeader bounds the code points of a criterion that stand for a column.
const maxHeader = 120

// scoreLayout returns the columns that a list of scores by some criteria may have, in the order of the constants above: one
// unit a row. By several criteria there is a column for the agreed points of each; by a single one the points that units,
// others and the bloc gave are three columns.
func scoreLayout(criteria []register.Criterion) sheet.Layout {
	columns := []sheet.Column{
		{Key: "unit", Kind: sheet.UnitName, Required: true, Names: []string{"Tên đơn vị", "Đơn vị", "Thành viên", "Cơ quan, đơn vị", "Đơn vị được chấm"}},
		{Key: "self", Kind: sheet.Text, Names: []string{"Điểm tự chấm", "Tự chấm", "Đơn vị tự chấm", "Điểm đơn vị tự chấm"}},
		{Key: "cross", Kind: sheet.Text, Names: []string{"Điểm chấm chéo", "Chấm chéo", "Điểm kiểm tra chéo"}},
		{Key: "agreed", Kind: sheet.Text, Names: []string{"Điểm thống nhất", "Thống nhất", "Điểm thẩm định", "Điểm khối thống nhất", "Điểm bình xét", "Điểm"}},
		{Key: "bonus", Kind: sheet.Text, Names: []string{"Điểm thưởng", "Điểm cộng", "Cộng điểm"}},
		{Key: "deduction", Kind: sheet.Text, Names: []string{"Điểm trừ", "Trừ điểm"}},
		{Key: "reason", Kind: sheet.Paragraphs, Names: []string{"Lý do cộng, trừ điểm", "Lý do", "Ghi chú"}},
		{Key: "total", Kind: sheet.Text, Names: []string{"Tổng điểm", "Tổng số điểm", "Cộng", "Tổng cộng"}},
	}
	if len(criteria) == 1 {
		return sheet.Layout{Columns: columns}
	}
	taken := map[string]bool{}
	for _, c := range columns {
		for _, name := range c.Names {
			taken[viet.AccentKey(name)] = true
		}
	}
	for i, c := range criteria {
		column := sheet.Column{Key: "line." + strconv.Itoa(i), Kind: sheet.Text}
		for _, name := range []string{c.Text, c.Code, "Tiêu chí " + c.Code, c.Code + " " + c.Text, c.Code + ". " + c.Text} {
			name = headerOf(name)
			if key := viet.AccentKey(name); key != "" && !taken[key] {
				taken[key] = true
				column.Names = append(column.Names, name)
			}
		}
		if len(column.Names) == 0 { // another has its code and its words
			column.Names = []string{fmt.Sprintf("Tiêu chí thứ %d", i+1)}
		}
		columns = append(columns, column)
	}
	return sheet.Layout{Columns: columns}
}

// headerOf returns what of a criterion stands in a header: its first line, or the beginning of that.
func headerOf(text string) string {
	text, _, _ = strings.Cut(viet.CleanBody(text), "\n")
	if runes := []rune(text); len(runes) > maxHeader {
		return string(runes[:maxHeader])
	}
	return text
}

// scoreDraft is a row on its way to a score sheet.
type scoreDraft struct {
	line
	criteria []register.Criterion
	entry    register.SheetEntry
}

// scoreColumn finds the column of a field of a score sheet by its path, such as agreed.scores.2.points.
func (d *scoreDraft) scoreColumn(path []string) int {
	at := map[string]int{"unitId": scoreUnit, "self": scoreSelf, "cross": scoreCross, "agreed": scoreAgreed}
	col, ok := at[path[0]]
	switch {
	case !ok:
		return -1
	case len(path) > 1 && path[1] == "bonus":
		return scoreBonus
	case len(path) > 1 && path[1] == "deduction":
		return scoreDeduction
	case len(path) > 2 && path[0] == "agreed" && len(d.criteria) > 1:
		n, err := strconv.Atoi(path[2])
		marks := d.entry.Lines[register.AgreedColumn]
		if err != nil || n >= len(marks) {
			return -1
		}
		for i, c := range d.criteria {
			if c.Code == marks[n].Code {
				return scoreLines + i
			}
		}
	}
	return col
}

// scores turns the rows of a page into score sheets.
func (r *reading) scores(ctx context.Context, page *Page) error {
	var texts []string
	for _, row := range r.cells {
		texts = append(texts, row.Cells[scoreUnit].Value.Text)
	}
	if err := r.names.look(ctx, texts); err != nil {
		return err
	}
	var waiting []*scoreDraft
	var entries []register.SheetEntry
	for i, row := range page.Rows {
		d := &scoreDraft{line: line{row: row, cells: r.cells[i].Cells, columns: r.plan.layout.Columns}, criteria: r.plan.scores.Criteria()}
		d.column = d.scoreColumn
		if err := r.describeScores(ctx, d); err != nil {
			return err
		}
		if row.Verdict != IsWrong {
			waiting, entries = append(waiting, d), append(entries, d.entry)
		}
	}
	for i, p := range r.x.register.PrepareSheets(r.plan.scores, entries) {
		d := waiting[i]
		if p.Err != nil {
			if err := d.refused(p.Err); err != nil {
				return err
			}
			continue
		}
		d.checkTotal(p.Record)
		entries[i].ID = p.Record.ID
		d.row.SheetEntry, d.row.ScoreSheet = &entries[i], p.Record
		if p.Existing != nil && d.row.Verdict != IsWrong {
			d.row.recorded(p.Existing.ID, register.SheetDifferences(p.Existing, p.Record),
				"Đã có bảng điểm của đơn vị này với số điểm khác; bảng điểm đang có được giữ nguyên.", "This unit has a score sheet with other points, which stay.")
		}
	}
	return nil
}

// describeScores finds what the row says of the scores.
func (r *reading) describeScores(ctx context.Context, d *scoreDraft) error {
	d.lacks(scoreUnit, "Thiếu tên đơn vị.", "The name of the unit is missing.")
	text := d.text(scoreUnit)
	if text == "" {
		return nil
	}
	r.spell(text)
	u, err := r.names.unit(ctx, d.row, d.at(scoreUnit), text, r.plan.scores.MemberOn())
	if err != nil || u == nil {
		return err
	}
	d.entry = register.SheetEntry{
		UnitID: u.ID, Reason: d.text(scoreReason), Lines: map[register.ScoreColumn][]register.Mark{},
		Bonus: register.Scores{Agreed: d.points(scoreBonus)}, Deduction: register.Scores{Agreed: d.points(scoreDeduction)},
	}
	if d.entry.Reason == "" && (positive(d.entry.Bonus.Agreed) || positive(d.entry.Deduction.Agreed)) {
		d.entry.Reason = "Không ghi trong danh sách."
		d.row.advise(d.at(scoreReason), "Không ghi lý do cộng, trừ điểm.", "No reason is written for bonus or deduction.")
	}
	if len(d.criteria) > 1 {
		d.byCriteria()
		return nil
	}
	code := d.criteria[0].Code
	for _, c := range []struct {
		column register.ScoreColumn
		at     int
	}{{register.SelfColumn, scoreSelf}, {register.CrossColumn, scoreCross}, {register.AgreedColumn, scoreAgreed}} {
		if p := d.points(c.at); p != nil {
			d.entry.Lines[c.column] = []register.Mark{{Code: code, Points: *p}}
		}
	}
	if p := d.points(scoreTotal); p != nil && d.entry.Lines[register.AgreedColumn] == nil { // the total alone says what was agreed on
		*p += zero(d.entry.Deduction.Agreed) - zero(d.entry.Bonus.Agreed)
		d.entry.Lines[register.AgreedColumn] = []register.Mark{{Code: code, Points: *p}}
	}
	return nil
}

// byCriteria finds the agreed points of each criterion. Totals of the other columns are not kept: a total is what lines add
// up to.
func (d *scoreDraft) byCriteria() {
	for i, c := range d.criteria {
		if p := d.points(scoreLines + i); p != nil {
			d.entry.Lines[register.AgreedColumn] = append(d.entry.Lines[register.AgreedColumn], register.Mark{Code: c.Code, Points: *p})
		}
	}
	for _, col := range []int{scoreSelf, scoreCross} {
		if d.given(col) {
			d.row.advise(d.at(col), "Tổng điểm này không được lưu: bảng tiêu chí có nhiều dòng.", "This total is not kept: there are several criteria.")
		}
	}
}

// checkTotal refuses a row whose total is not what its points add up to.
func (d *scoreDraft) checkTotal(s *register.ScoreSheet) {
	col := scoreTotal
	if len(d.criteria) > 1 && !d.given(col) {
		col = scoreAgreed
	}
	said := d.points(col)
	if said == nil || s.Totals.Agreed == nil || col == scoreAgreed && len(d.criteria) == 1 || *said == *s.Totals.Agreed {
		return
	}
	d.row.wrong(d.at(col), errs.New(errs.Invalid,
		fmt.Sprintf("Tổng ghi %s, nhưng các điểm cộng lại là %s.", said.Format(), s.Totals.Agreed.Format()),
		fmt.Sprintf("The total is %s, and the points add up to %s.", said, s.Totals.Agreed)))
}

// points returns the points of a column; nil if it has none, or wrong ones, which the row then says.
func (l *line) points(col int) *register.Points {
	if !l.given(col) {
		return nil
	}
	p, err := register.ParsePoints(l.text(col)) // "95.5" is no number of thousands here
	if e := errs.As(err); e != nil {
		l.row.wrong(l.at(col), e)
		return nil
	}
	return &p
}

func positive(p *register.Points) bool { return p != nil && *p > 0 }

func zero(p *register.Points) register.Points {
	if p == nil {
		return 0
	}
	return *p
}

// scores prepares the score sheets of a page once more.
func (c *rechecking) scores(page *Page) error {
	rows := page.coming()
	entries := make([]register.SheetEntry, len(rows))
	for i, row := range rows {
		entries[i] = *row.SheetEntry
	}
	for i, p := range c.x.register.PrepareSheets(c.plan.scores, entries) {
		if err := compare(c, rows[i], rows[i].ScoreSheet, p, c.x.register.SameSheet); err != nil {
			return err
		}
	}
	return nil
}
