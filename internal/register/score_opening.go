package register

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// ScoreOpening is the input that opens the score sheets of a bloc-year.
type ScoreOpening struct {
	BlocYear   Ref
	TemplateID string
	MemberOn   viet.Date // the day whose members are scored; the last of the year if empty
	Cross      []CrossAssignment
}

// CrossAssignment says which members cross-score a member.
type CrossAssignment struct {
	UnitID    string
	ByUnitIDs []string
}

// OpenScoreSheets opens a sheet for each member of a bloc-year on a day, and returns all sheets of the year by name. Members
// that have a sheet keep it, so what was cut short is completed by asking again, and so are members who joined later.
//
// Three documents are written one after the other: the template is frozen, the bloc-year takes it for its own, then come the
// sheets. A bloc-year has one template; it takes another as long as there are no sheets.
func (r *Register) OpenScoreSheets(ctx context.Context, v access.Viewer, in ScoreOpening) ([]*ScoreSheet, error) {
	d, err := begin(v, access.Create, "scoresheet.open", "")
	if err = cmp.Or(err, optionalDay("memberOn", in.MemberOn)); err != nil {
		return nil, err
	}
	o, err := r.opening(ctx, d, in)
	if err != nil {
		return nil, err
	}
	if o.year.State == Closed {
		return nil, errs.New(errs.WrongState, "Năm công tác đã kết thúc.", "The bloc-year is closed.")
	}
	if err := o.assign(in.Cross); err != nil {
		return nil, err
	}
	if o.template.State == TemplateDrafted {
		if err := r.scoringTemplates.Replace(ctx, o.template, o.template.inUse(), d.act()); err != nil {
			return nil, overtaken(ctx, r.scoringTemplates, Ref{o.template.ID, o.template.Version}, err)
		}
	}
	if o.year.ScoringTemplateID != o.template.ID {
		next := *o.year
		next.ScoringTemplateID = o.template.ID
		if err := r.blocYears.Replace(ctx, o.year, &next, d.act()); err != nil {
			return nil, overtaken(ctx, r.blocYears, in.BlocYear, err)
		}
	}
	return r.insertSheets(ctx, d, o)
}

// opening is what the sheets of a bloc-year are opened from.
type opening struct {
	year     *BlocYear
	template *ScoringTemplate
	memberOn viet.Date
	units    []*Unit // the members on the day, in the bloc's order
	cross    map[string][]string
}

// opening reads and checks what the sheets are opened from.
func (r *Register) opening(ctx context.Context, d doing, in ScoreOpening) (*opening, error) {
	y, err := at(ctx, r, r.blocYears, d, "blocYear", in.BlocYear)
	if err != nil {
		return nil, err
	}
	b, err := r.blocs.ByID(ctx, y.BlocID)
	if err != nil {
		return nil, err
	}
	t, err := shown(ctx, r, r.scoringTemplates, d, "templateId", in.TemplateID)
	if err != nil {
		return nil, err
	}
	if err := t.serves(y, b); err != nil {
		return nil, err
	}
	if y.ScoringTemplateID != "" && y.ScoringTemplateID != t.ID {
		n, err := r.scoreSheets.Count(ctx, store.Eq{Field: "blocYearId", Value: y.ID})
		if err != nil {
			return nil, err
		}
		if n > 0 {
			return nil, errs.New(errs.WrongState,
				fmt.Sprintf("Năm công tác đã có %d bảng điểm theo bảng tiêu chí khác; mọi thành viên được chấm theo một bảng tiêu chí.", n),
				fmt.Sprintf("The bloc-year has %d score sheets by other criteria: all members are scored by the same.", n))
		}
	}
	day := BlocDay{BlocID: y.BlocID, Day: cmp.Or(in.MemberOn, lastDayOf(y.Year))}
	members, err := r.MembershipsOnDays(ctx, d.viewer, []BlocDay{day}, store.Page{Limit: store.MaxLimit})
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(members[day]))
	for i, m := range members[day] {
		ids[i] = m.UnitID
	}
	if len(ids) == 0 {
		return nil, errs.InvalidField("memberOn",
			fmt.Sprintf("Khối không có thành viên nào vào ngày %s.", day.Day.Format()), fmt.Sprintf("The bloc has no member on %s.", day.Day))
	}
	units, err := r.units.ByIDs(ctx, ids, store.Whole)
	if err != nil {
		return nil, err
	}
	o := &opening{year: y, template: t, memberOn: day.Day}
	for _, id := range ids {
		if u := units[id]; u != nil {
			o.units = append(o.units, u)
		}
	}
	return o, nil
}

// assign notes who cross-scores whom: members of the day, and nobody themselves.
func (o *opening) assign(assignments []CrossAssignment) error {
	if err := notMore("cross", len(assignments)); err != nil {
		return err
	}
	o.cross = make(map[string][]string, len(assignments))
	for i, a := range assignments {
		if o.member(a.UnitID) == nil {
			return noMember(fmt.Sprintf("cross.%d.unitId", i), o.memberOn, o.year.Year)
		}
		by, err := crossUnits(fmt.Sprintf("cross.%d.byUnitIds", i), a.UnitID, a.ByUnitIDs)
		if err != nil {
			return err
		}
		for j, id := range by {
			if o.member(id) == nil {
				return noMember(fmt.Sprintf("cross.%d.byUnitIds.%d", i, j), o.memberOn, o.year.Year)
			}
		}
		o.cross[a.UnitID] = listed(append(o.cross[a.UnitID], by...))
	}
	return nil
}

// crossUnits returns the units that cross-score another, each once. None scores itself.
func crossUnits(path, unitID string, by []string) ([]string, error) {
	if err := notMore(path, len(by)); err != nil {
		return nil, err
	}
	if i := slices.Index(by, unitID); i >= 0 {
		return nil, errs.InvalidField(fmt.Sprintf("%s.%d", path, i),
			"Đơn vị không chấm chéo cho chính mình.", "A unit does not cross-score itself.")
	}
	return listed(by), nil
}

// sheet is the empty sheet of a member.
func (o *opening) sheet(u *Unit) *ScoreSheet {
	t := o.template
	s := &ScoreSheet{
		BlocYearID: o.year.ID, BlocID: o.year.BlocID, Year: o.year.Year, UnitID: u.ID, UnitName: u.NameAsOf(o.memberOn), MemberOn: o.memberOn,
		TemplateID: t.ID, State: SelfScoring, CrossUnitIDs: listed(o.cross[u.ID]), Lines: make([]ScoreLine, len(t.Lines)),
		Bonus: ScoreExtra{Max: t.BonusMax}, Deduction: ScoreExtra{Max: t.DeductionMax},
	}
	for i, c := range t.Lines {
		s.Lines[i] = ScoreLine{Criterion: c, Evidence: []Evidence{}}
	}
	return s
}

// insertSheets inserts the sheets that are not there yet. Should somebody else open them at the same time, each inserts what
// the other did not.
func (r *Register) insertSheets(ctx context.Context, d doing, o *opening) ([]*ScoreSheet, error) {
	for tried := 1; ; tried++ {
		sheets, err := r.sheetsOf(ctx, o.year.ID, store.Whole)
		if err != nil {
			return nil, err
		}
		var writes []store.Write
		for _, u := range o.units {
			if slices.ContainsFunc(sheets, func(s *ScoreSheet) bool { return s.UnitID == u.ID }) {
				continue
			}
			s := o.sheet(u)
			w, err := r.scoreSheets.Inserting(s, d.act())
			if err != nil {
				return nil, err
			}
			writes = append(writes, w)
			sheets = append(sheets, s)
		}
		if len(writes) > 0 {
			_, err = r.store.Apply(ctx, writes...)
		}
		if err == nil {
			slices.SortFunc(sheets, byUnitName)
			return sheets, nil
		}
		if errs.CodeOf(err) != errs.Duplicate || tried == len(o.units) {
			return nil, fmt.Errorf("open score sheets: %w", err)
		}
	}
}

// sheetsOf returns all sheets of a bloc-year.
func (r *Register) sheetsOf(ctx context.Context, blocYearID string, read store.Read) ([]*ScoreSheet, error) {
	return r.scoreSheets.Find(ctx, store.Query{
		Where: store.Eq{Field: "blocYearId", Value: blocYearID}, Sort: SheetsByName.Order().Sort, Limit: store.MaxLimit, Read: read,
	})
}

// keepsScoreSheets refuses to take the day out of a membership on which the unit is scored as a member (invariant 2).
func (r *Register) keepsScoreSheets(ctx context.Context, before, after *BlocMembership, path string) error {
	sheets, err := r.scoreSheets.FindPer(ctx, "unitId", []string{before.UnitID},
		store.Query{Sort: SheetsNewest.Order().Sort, Limit: store.MaxLimit, Read: store.Light})
	if err != nil {
		return err
	}
	for _, s := range sheets[before.UnitID] {
		if s.BlocID == before.BlocID && within(s.MemberOn, before.From, before.To) && !within(s.MemberOn, after.From, after.To) {
			return errs.InvalidField(path,
				fmt.Sprintf("Đơn vị có bảng chấm điểm với tư cách thành viên ngày %s; hãy xóa bảng điểm mở nhầm trước.", s.MemberOn.Format()),
				fmt.Sprintf("The unit is scored as a member on %s: remove the score sheet first if it was opened by mistake.", s.MemberOn))
		}
	}
	return nil
}
