package intake

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"thidua/internal/errs"
	"thidua/internal/register"
	"thidua/internal/viet"
)

// receive finds who receives the awards of the rows, and makes people who are not there.
func (r *reading) receive(ctx context.Context, page *Page, drafts []*draft) error {
	var keys []string
	for _, d := range drafts {
		if d.text(colRecipient) != "" {
			d.entry.Recipient.Kind = r.recipientKind(d)
		}
		if d.entry.Recipient.Kind == register.PersonRecipient {
			name, _ := untitled(d.text(colRecipient))
			keys = append(keys, register.PersonKey(name))
		}
	}
	namesakes, err := r.x.register.PeopleNamed(ctx, r.names.viewer, keys)
	if err != nil {
		return err
	}
	for _, d := range drafts {
		if err := r.recipient(ctx, page, d, namesakes); err != nil {
			return err
		}
	}
	return nil
}

// recipientKind tells what kind of recipient a row names: by its column, by the headings that it stands under, by whom the
// award is for, by what only people have, and last by whether a unit has the name.
func (r *reading) recipientKind(d *draft) register.RecipientKind {
	if kind := d.text(colRecipientKind); kind != "" {
		return register.RecipientKind(kind)
	}
	for _, heading := range slices.Backward(d.row.Group) {
		folded := " " + viet.FoldKey(heading) + " "
		for _, k := range []struct {
			words string
			kind  register.RecipientKind
		}{
			{" ca nhan ", register.PersonRecipient}, {" gia dinh ", register.HouseholdRecipient}, {" tap the ", register.UnitRecipient},
		} {
			if strings.Contains(folded, k.words) {
				return k.kind
			}
		}
	}
	if d.kind != nil && len(d.kind.RecipientKinds) == 1 {
		return d.kind.RecipientKinds[0]
	}
	if d.text(colPosition) != "" || d.text(colUnit) != "" && len(r.names.units[r.names.key(d.text(colRecipient))]) == 0 {
		return register.PersonRecipient
	}
	folded := viet.FoldKey(d.text(colRecipient)) + " "
	for _, beginning := range []string{"ho ong ", "ho ba ", "gia dinh ", "ho gia dinh "} {
		if strings.HasPrefix(folded, beginning) {
			return register.HouseholdRecipient
		}
	}
	for _, beginning := range []string{"ong ", "ba ", "dong chi ", "d/c "} {
		if strings.HasPrefix(folded, beginning) {
			return register.PersonRecipient
		}
	}
	return register.UnitRecipient
}

// recipient fills in who receives the award of a row.
func (r *reading) recipient(ctx context.Context, page *Page, d *draft, namesakes map[string][]*register.Person) error {
	text := d.text(colRecipient)
	if text == "" || d.year == 0 {
		if text == "" && d.cells[colRecipient].Err == nil {
			d.row.wrong(d.at(colRecipient), errs.New(errs.Invalid, "Thiếu tên đối tượng được khen thưởng.", "The name of the recipient is missing."))
		}
		return nil
	}
	switch d.entry.Recipient.Kind {
	case register.HouseholdRecipient:
		d.entry.Recipient.Name = text
		return nil
	case register.PersonRecipient:
		return r.person(ctx, page, d, namesakes)
	default:
		r.spell(text)
		u, err := r.names.unit(ctx, d.row, d.at(colRecipient), text, d.day)
		if u != nil {
			d.entry.Recipient.ID = u.ID
		}
		return err
	}
}

// untitled takes what stands before a name off it: Bà Nguyễn Thị Lan.
func untitled(text string) (name, honorific string) {
	for _, title := range []string{"Ông", "Bà", "Đồng chí", "Đ/c"} {
		if len(text) > len(title) && strings.EqualFold(text[:len(title)], title) && strings.HasPrefix(text[len(title):], " ") {
			return strings.TrimSpace(text[len(title):]), title
		}
	}
	return text, ""
}

// person finds a person by name and unit, or makes one. Namesakes are never taken for each other: where the unit does not
// decide, the row is refused.
func (r *reading) person(ctx context.Context, page *Page, d *draft, namesakes map[string][]*register.Person) error {
	name, honorific := untitled(d.text(colRecipient))
	var unit *register.Unit
	if text := d.text(colUnit); text != "" {
		r.spell(text)
		found, err := r.names.unit(ctx, d.row, d.at(colUnit), text, d.day)
		if err != nil || found == nil {
			return err
		}
		unit = found
		if unit.ID == r.names.viewer.UnitID && !d.entry.Given { // people of a unit propose their own
			d.entry.NominatedByUnitID = unit.ID
		}
	}
	candidates := namesakes[register.PersonKey(name)]
	if unit != nil {
		var there []*register.Person
		for _, p := range candidates {
			if p.Held(append([]string{unit.ID}, unit.Lineage...)...) {
				there = append(there, p)
			}
		}
		if len(there) == 1 {
			d.entry.Recipient.ID = there[0].ID
			return nil
		}
		if len(there) > 1 {
			d.row.wrong(d.at(colRecipient), errs.New(errs.Invalid,
				fmt.Sprintf("Có %d người tên %s ở %s; hãy nhập dòng này bằng tay.", len(there), name, unit.OfficialName),
				fmt.Sprintf("%d people are called %s at %s: enter this row by hand.", len(there), name, unit.OfficialName)))
			return nil
		}
	}
	key := register.PersonKey(name)
	if unit != nil {
		key += " " + unit.ID
	}
	if id := r.known.people[key]; id != "" {
		d.entry.Recipient.ID = id
		d.brings.People = append(d.brings.People, comingPerson(id, name, r.names.viewer.Actor))
		return nil
	}
	return r.newPerson(ctx, page, d, key, name, honorific, unit, candidates)
}

// comingPerson is a person whom the same import brings, as far as awards need to know of them.
func comingPerson(id, name, actor string) *register.Person {
	p := &register.Person{FullName: name}
	p.ID, p.CreatedBy = id, actor
	return p
}

// newPerson makes a person whom no record has.
func (r *reading) newPerson(
	ctx context.Context, page *Page, d *draft, key, name, honorific string, unit *register.Unit, namesakes []*register.Person,
) error {
	switch {
	case r.m.Options.Awards.KnownOnly:
		d.row.wrong(d.at(colRecipient), unknownName(name, "cá nhân", "person"))
		return nil
	case unit == nil && len(namesakes) > 0:
		d.row.wrong(d.at(colUnit), errs.New(errs.Invalid,
			fmt.Sprintf("Đã có %d người tên %s; hãy ghi đơn vị công tác để phân biệt.", len(namesakes), name),
			fmt.Sprintf("%d people are called %s: write the unit, to tell them apart.", len(namesakes), name)))
		return nil
	}
	person := register.NewPerson{FullName: name, Honorific: honorific, Public: r.m.Options.Awards.Public}
	title := d.text(colPosition)
	if unit != nil {
		person.Positions = []register.Position{{UnitID: unit.ID, Title: cmp.Or(title, "Chưa rõ chức vụ")}}
	}
	made, err := r.x.register.PreparePerson(ctx, r.names.viewer, person, "")
	if err != nil {
		return d.refused(err)
	}
	r.known.people[key] = made.ID
	page.Along.People = append(page.Along.People, made)
	d.entry.Recipient.ID = made.ID
	d.brings.People = append(d.brings.People, made)
	switch {
	case unit == nil:
		d.row.advise(d.at(colUnit), "Không ghi đơn vị công tác: về sau khó phân biệt người trùng tên.", "No unit is written: namesakes will be hard to tell apart.")
	case len(namesakes) > 0:
		d.row.advise(d.at(colRecipient),
			fmt.Sprintf("Đã có %d người cùng tên ở đơn vị khác; dòng này sẽ tạo người mới.", len(namesakes)),
			fmt.Sprintf("%d people at other units have this name; the row makes a new one.", len(namesakes)))
	}
	return nil
}

// prepare has the register make the awards of the rows, and compares them with what is there and with the rows before.
func (r *reading) prepare(ctx context.Context, drafts []*draft) error {
	drafts = slices.DeleteFunc(drafts, func(d *draft) bool { return d.row.Verdict == IsWrong })
	var with register.Intake
	entries := make([]register.AwardEntry, len(drafts))
	for i, d := range drafts {
		entries[i] = d.entry
		with.People = append(with.People, d.brings.People...)
		with.Decisions = append(with.Decisions, d.brings.Decisions...)
	}
	prepared, err := r.x.register.PrepareAwards(ctx, r.names.viewer, entries, with, r.known.quotas)
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
		entries[i].ID, entries[i].Code = p.Record.ID, p.Record.Code
		d.row.Entry, d.row.Award = &entries[i], p.Record
		for _, w := range p.Warnings {
			d.row.advise(place{}, w.Vi, w.En)
		}
		r.judge(d.row, p)
	}
	return nil
}

// judge says whether the award of a row is new.
func (r *reading) judge(row *Row, p register.Prepared[register.Award]) {
	if p.Existing != nil {
		row.recorded(p.Existing.ID, register.AwardDifferences(p.Existing, p.Record),
			"Đã có hồ sơ này với thông tin khác; hồ sơ đang có được giữ nguyên.", "This award is there with other values, which stay.")
		return
	}
	claim := p.Record.Claim
	if claim == "" { // a household: its name, type, year and kind
		claim = fmt.Sprintf("%s %s %d %s", viet.AccentKey(p.Record.Recipient.Name), p.Record.AwardTypeID, p.Record.Year, p.Record.Kind)
	}
	r.first(row, "cùng đối tượng, danh hiệu, năm và loại hình, hoặc cùng mã hồ sơ", "recipient, award, year and kind, or the code",
		"claim "+claim, "code "+p.Record.Code)
}

// awards prepares the awards of a page once more.
func (c *rechecking) awards(ctx context.Context, page *Page) error {
	for _, p := range page.Along.People {
		c.people[p.ID] = comingPerson(p.ID, p.FullName, p.CreatedBy)
	}
	c.decisions = append(c.decisions, page.Along.Decisions...)
	if err := c.newDecisions(ctx, page); err != nil {
		return err
	}
	with := register.Intake{Decisions: c.decisions}
	rows := page.coming()
	entries := make([]register.AwardEntry, len(rows))
	for i, row := range rows {
		entries[i] = *row.Entry
		if p := c.people[row.Entry.Recipient.ID]; p != nil {
			with.People = append(with.People, p)
		}
	}
	prepared, err := c.x.register.PrepareAwards(ctx, c.v, entries, with, c.quotas)
	if err != nil {
		return err
	}
	for i, p := range prepared {
		if err := compare(c, rows[i], rows[i].Award, p, c.x.register.SameAward); err != nil {
			return err
		}
	}
	return nil
}

// newDecisions notes decisions that somebody has entered since they were rehearsed as new.
func (c *rechecking) newDecisions(ctx context.Context, page *Page) error {
	var keys []string
	for _, d := range page.Along.Decisions {
		keys = append(keys, d.NumberKey)
	}
	known, err := c.x.register.DecisionsNumbered(ctx, c.v, keys)
	if err != nil {
		return err
	}
	for _, d := range page.Along.Decisions {
		for _, other := range known[d.NumberKey] {
			if other.IssuedOn == d.IssuedOn && other.IssuerID == d.IssuerID {
				c.name(page.FirstRow, d.Number, "quyết định này đã được nhập sau khi rà soát", "this decision was entered after the rehearsal", other.ID)
			}
		}
	}
	return nil
}
