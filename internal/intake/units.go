package intake

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"thidua/internal/errs"
	"thidua/internal/register"
	"thidua/internal/viet"
)

// unitsKnown is what a rehearsal of units remembers from page to page.
type unitsKnown struct {
	taken register.Taken
	named map[string][]*register.Unit // units of the list by the key of their name, as far as rows below them need to know
	byID  map[string]*register.Unit   // likewise
}

// unitDraft is a row on its way to a unit.
type unitDraft struct {
	line
	entry register.UnitEntry
}

// units turns the rows of a page into units. A unit may be below one of a row before; then that row is prepared first.
func (r *reading) units(ctx context.Context, page *Page) error {
	var texts []string
	for _, row := range r.cells {
		texts = append(texts, row.Cells[unitName].Value.Text, row.Cells[unitParent].Value.Text)
	}
	if err := r.names.look(ctx, texts); err != nil {
		return err
	}
	var waiting []*unitDraft
	names := map[string]bool{} // of those that wait
	for i, row := range page.Rows {
		d := &unitDraft{line: line{row: row, cells: r.cells[i].Cells, columns: r.plan.layout.Columns, column: columnOf(unitFields())}}
		if names[r.names.key(d.text(unitParent))] {
			if err := r.prepareUnits(ctx, waiting); err != nil {
				return err
			}
			waiting, names = nil, map[string]bool{}
		}
		if err := r.describeUnit(ctx, d); err != nil {
			return err
		}
		if row.Verdict != IsWrong {
			waiting = append(waiting, d)
			names[r.names.key(d.entry.OfficialName)] = true
		}
	}
	return r.prepareUnits(ctx, waiting)
}

// describeUnit finds what the row says of the unit.
func (r *reading) describeUnit(ctx context.Context, d *unitDraft) error {
	o := r.m.Options.Units
	d.lacks(unitName, "Thiếu tên đơn vị.", "The name of the unit is missing.")
	d.entry = register.UnitEntry{NewUnit: register.NewUnit{
		OfficialName: d.text(unitName), ShortName: d.text(unitShortName), Code: d.text(unitCode), Type: register.UnitType(d.text(unitType)),
		Level: register.AdminLevel(d.text(unitLevel)), ParentID: o.ParentID, Province: o.Province, Aliases: pieces(d.text(unitAliases)),
	}}
	d.entry.ValidFrom, d.entry.ValidTo = d.day(unitFrom), d.day(unitTo)
	r.spell(d.entry.OfficialName)
	code, name := d.text(unitProvinceCode), d.text(unitProvince)
	if code != "" && name != "" {
		d.entry.Province = &register.Province{Code: code, Name: name}
	} else if code+name != "" {
		d.row.wrong(d.at(unitProvince), errs.New(errs.Invalid, "Hãy ghi cả mã và tên tỉnh.", "Write both code and name of the province."))
	}
	if text := d.text(unitParent); text != "" {
		above, err := r.unitAbove(ctx, d, text)
		if err != nil || above == nil {
			return err
		}
		d.entry.ParentID = above.ID
		if p := above.ProvinceAsOf(cmp.Or(d.entry.ValidFrom, r.today())); d.entry.Province == nil && p != nil {
			d.entry.Province = &register.Province{Code: p.Code, Name: p.Name}
		}
	}
	r.guessUnit(d)
	return nil
}

// guessUnit fills in what a row does not say of a unit: as the whole list has it, or as its name says.
func (r *reading) guessUnit(d *unitDraft) {
	o := r.m.Options.Units
	of, level := r.names.told(d.entry.OfficialName)
	if d.entry.Type == "" && d.cells[unitType].Err == nil {
		if d.entry.Type = cmp.Or(o.Type, of); o.Type == "" && of != "" {
			d.row.remark(d.at(unitType), "Loại đơn vị được hiểu theo tên.", "The kind of unit is taken from its name.")
		}
		if d.entry.Type == "" {
			d.lacks(unitType, "Thiếu loại đơn vị; hãy thêm cột Loại đơn vị hoặc chọn loại chung cho cả danh sách.",
				"The kind of unit is missing: add the column, or give one for the whole list.")
		}
	}
	if d.entry.Level != "" || d.cells[unitLevel].Err != nil {
		return
	}
	if d.entry.Level = cmp.Or(o.Level, level); o.Level == "" && level != "" {
		d.row.remark(d.at(unitLevel), "Cấp được hiểu theo tên.", "The level is taken from the name.")
	}
	if d.entry.Level == "" {
		d.lacks(unitLevel, "Thiếu cấp; hãy thêm cột Cấp hoặc chọn cấp chung cho cả danh sách.",
			"The level is missing: add the column, or give one for the whole list.")
	}
}

// unitAbove finds the unit that a row is below: one of a row before, or one that is there.
func (r *reading) unitAbove(ctx context.Context, d *unitDraft, text string) (*register.Unit, error) {
	key := r.names.key(text)
	if own := r.known.units.named[key]; len(own) == 1 {
		return own[0], nil
	} else if len(own) > 1 {
		d.row.wrong(d.at(unitParent), errs.New(errs.Invalid,
			fmt.Sprintf("Danh sách có %d đơn vị tên “%s”; hãy nhập riêng các đơn vị bên dưới.", len(own), cut(text)),
			fmt.Sprintf("The list has %d units called “%s”: take those below them in apart.", len(own), cut(text))))
		return nil, nil //nolint:nilnil // the row says what is wrong
	}
	return r.names.unit(ctx, d.row, d.at(unitParent), text, cmp.Or(d.entry.ValidFrom, r.today()))
}

// prepareUnits has the register make the units of rows.
func (r *reading) prepareUnits(ctx context.Context, drafts []*unitDraft) error {
	entries := make([]register.UnitEntry, len(drafts))
	var with register.Intake
	for i, d := range drafts {
		entries[i] = d.entry
		if above := r.known.units.byID[d.entry.ParentID]; above != nil {
			with.Units = append(with.Units, above)
		}
	}
	prepared, err := r.x.register.PrepareUnits(ctx, r.names.viewer, entries, with, r.known.units.taken)
	if err != nil {
		return err
	}
	for i, p := range prepared {
		d := drafts[i]
		if p.Err != nil {
			if err := d.refused(p.Err); err != nil {
				return err
			}
			continue
		}
		if !r.first(d.row, "cùng tên và cùng đơn vị cấp trên", "name and unit above", fmt.Sprintf("%s %s", viet.AccentKey(p.Record.OfficialName), p.Record.ParentID)) {
			continue
		}
		entries[i].ID, entries[i].Slug = p.Record.ID, p.Record.Slug
		d.row.UnitEntry, d.row.Unit = &entries[i], p.Record
		for _, w := range p.Warnings {
			d.row.advise(place{}, w.Vi, w.En)
		}
		stands := p.Record
		if p.Existing != nil {
			stands = p.Existing
			d.row.recorded(p.Existing.ID, register.UnitDifferences(p.Existing, p.Record),
				"Đã có đơn vị này với thông tin khác; hồ sơ đang có được giữ nguyên.", "This unit is there with other values, which stay.")
		}
		r.known.units.remember(r.names.key(d.entry.OfficialName), stands)
	}
	return nil
}

// remember keeps of a unit what rows below it need to know.
func (k *unitsKnown) remember(key string, u *register.Unit) {
	own := &register.Unit{Head: u.Head, OfficialName: u.OfficialName, Names: u.Names, Provinces: u.Provinces}
	k.named[key], k.byID[u.ID] = append(k.named[key], own), own
}

// units prepares the units of a page once more.
func (c *rechecking) units(ctx context.Context, page *Page) error {
	rows := page.coming()
	entries := make([]register.UnitEntry, len(rows))
	var with register.Intake
	for i, row := range rows {
		entries[i] = *row.UnitEntry
		c.unitsAbove[row.Unit.ID] = &register.Unit{Head: row.Unit.Head}
	}
	for _, e := range entries {
		if above := c.unitsAbove[e.ParentID]; above != nil {
			with.Units = append(with.Units, above)
		}
	}
	prepared, err := c.x.register.PrepareUnits(ctx, c.v, entries, with, c.taken)
	if err != nil {
		return err
	}
	for i, p := range prepared {
		if err := compare(c, rows[i], rows[i].Unit, p, c.x.register.SameUnit); err != nil {
			return err
		}
	}
	return nil
}

// pieces returns the names of a cell that has several: one a line, or with semicolons between them.
func pieces(text string) []string {
	var names []string
	for _, name := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == ';' }) {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// day returns the day of a column; what is no whole day is wrong.
func (l *line) day(col int) viet.Date {
	v := l.cells[col].Value
	if v.Given && v.Precision != viet.Day {
		l.row.wrong(l.at(col), errs.New(errs.Invalid, "Hãy ghi đủ ngày, tháng, năm.", "Write day, month and year."))
		return ""
	}
	return v.Date
}
