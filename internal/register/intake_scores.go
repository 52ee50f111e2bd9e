package register

import (
	"cmp"
	"context"
	"strings"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// SheetEntry is what a list says of the scores of one unit, in the bloc-year that the list is about. Points that are nil are
// not known.
type SheetEntry struct {
	UnitID    string                 `bson:"unitId"`
	Lines     map[ScoreColumn][]Mark `bson:"lines"`
	Bonus     Scores                 `bson:"bonus"`
	Deduction Scores                 `bson:"deduction"`
	Reason    string                 `bson:"reason,omitempty"` // of bonus and deduction
	// ID is that of the record; a new one if empty.
	ID string `bson:"id"`
}

// Mark is the points of one criterion.
type Mark struct {
	Code   string `bson:"code"`
	Points Points `bson:"points"`
}

// SheetPlan is what a list of scores is about, read once for all its parts.
type SheetPlan struct {
	opening
	doing  doing
	public bool
	now    time.Time
	there  map[string]*ScoreSheet // by unit; saved or of the list
}

// SheetPlanning is the input of a list of scores.
type SheetPlanning struct {
	BlocYearID string
	TemplateID string    // the bloc-year's if empty
	MemberOn   viet.Date // the day whose members were scored; the last of the year if empty
	Public     bool      // whether everybody may see the scores that are agreed on
}

// SheetPlan begins a list of scores of a bloc-year, which may be closed, for those who decide on its scores.
func (r *Register) SheetPlan(ctx context.Context, v access.Viewer, in SheetPlanning) (*SheetPlan, error) {
	d, err := begin(v, access.Publish, "scoresheet.import", "")
	if err = cmp.Or(err, optionalDay("memberOn", in.MemberOn)); err != nil {
		return nil, err
	}
	if in.BlocYearID == "" {
		return nil, errs.InvalidField("blocYearId", "Hãy nêu năm công tác của khối mà bảng điểm này thuộc về.", "Name the bloc-year that these scores belong to.")
	}
	y, err := referred(ctx, r.blocYears, "blocYearId", in.BlocYearID)
	if err != nil {
		return nil, err
	}
	if err := r.may(ctx, d, &ScoreSheet{BlocYearID: y.ID, BlocID: y.BlocID}); err != nil {
		return nil, err
	}
	if in.TemplateID = cmp.Or(in.TemplateID, y.ScoringTemplateID); in.TemplateID == "" {
		return nil, errs.InvalidField("templateId",
			"Năm công tác chưa có bảng tiêu chí; hãy nêu bảng tiêu chí đã dùng để chấm (nếu chỉ có tổng điểm: một bảng với một tiêu chí 100 điểm).",
			"The bloc-year has no criteria yet: name those that were scored by (for totals alone: a template with one line of 100 points).")
	}
	o, err := r.opening(ctx, d, ScoreOpening{BlocYear: Ref{y.ID, y.Version}, TemplateID: in.TemplateID, MemberOn: in.MemberOn})
	if err != nil {
		return nil, err
	}
	sheets, err := r.sheetsOf(ctx, y.ID, store.Whole)
	if err != nil {
		return nil, err
	}
	plan := &SheetPlan{opening: *o, doing: d, public: in.Public, now: r.scoreSheets.Now().UTC().Truncate(time.Millisecond), there: map[string]*ScoreSheet{}}
	for _, s := range sheets {
		plan.there[s.UnitID] = s
	}
	return plan, nil
}

// Criteria are the lines of the template, in order.
func (p *SheetPlan) Criteria() []Criterion { return p.template.Lines }

// MemberOn is the day as of which units are named and are members.
func (p *SheetPlan) MemberOn() viet.Date { return p.memberOn }

// PrepareSheets returns for each entry the score sheet as it would be saved: as far on its way as the scores are known, by
// the rules of scores that are entered by hand. It saves nothing, and makes no store call.
func (r *Register) PrepareSheets(plan *SheetPlan, entries []SheetEntry) []Prepared[ScoreSheet] {
	prepared := make([]Prepared[ScoreSheet], len(entries))
	for i := range entries {
		p := &prepared[i]
		if p.Record, p.Err = r.sheetOf(plan, &entries[i]); p.Err != nil {
			p.Record = nil
			continue
		}
		switch other := plan.there[p.Record.UnitID]; {
		case other == nil:
			plan.there[p.Record.UnitID] = p.Record
		case other.Version > 0:
			p.Existing = other
		default:
			p.Record, p.Err = nil, errs.InvalidField("unitId", "Một dòng trước đã có điểm của đơn vị này.", "A row before has the scores of this unit.")
		}
	}
	return prepared
}

// sheetOf returns the sheet of an entry: scored by the unit itself, then by others, then agreed on, as far as there are
// scores.
func (r *Register) sheetOf(plan *SheetPlan, e *SheetEntry) (*ScoreSheet, error) {
	u := plan.member(e.UnitID)
	if u == nil {
		return nil, noMember("unitId", plan.memberOn, plan.year.Year)
	}
	s := plan.sheet(u)
	s.ID = cmp.Or(e.ID, r.scoreSheets.IDs.Next(r.scoreSheets.Prefix, r.scoreSheets.Now()))
	for _, c := range scoreColumns() {
		in := Scoring{Bonus: extraOf(e.Bonus, c, e.Reason), Deduction: extraOf(e.Deduction, c, e.Reason)}
		for _, mark := range e.Lines[c] {
			points := &mark.Points
			in.Scores = append(in.Scores, LineScoring{Code: mark.Code, Points: &points})
		}
		if len(in.Scores) == 0 && in.Bonus == nil && in.Deduction == nil {
			continue
		}
		if c == SelfColumn {
			s.State = SelfScoring
		} else {
			s.State = CrossScoring
		}
		next, err := s.scored(c, in)
		if err != nil {
			return nil, ofColumn(err, c)
		}
		s = next
	}
	if len(s.missing(SelfColumn)) < len(s.Lines) {
		s.State = CrossScoring // a list shows what was handed in
	}
	if len(s.missing(AgreedColumn)) == 0 {
		s.State = ScoresAgreed
	}
	s.Derive()
	if s.Totals.Missing.Self == int64(len(s.Lines)) && s.Totals.Missing.Cross == int64(len(s.Lines)) && s.Totals.Missing.Agreed == int64(len(s.Lines)) {
		return nil, errs.InvalidField("lines", "Dòng này không có điểm nào.", "This row has no score.")
	}
	if s.State == ScoresAgreed && plan.public {
		s.Public, s.PublishedAt = true, &plan.now
	}
	return s, nil
}

// member returns the unit of an ID if it is a member on the day; nil if not.
func (o *opening) member(id string) *Unit {
	for _, u := range o.units {
		if u.ID == id {
			return u
		}
	}
	return nil
}

// extraOf is a bonus or a deduction in one column; nil for none.
func extraOf(from Scores, c ScoreColumn, reason string) *ExtraScoring {
	points := *from.column(c)
	if points == nil {
		return nil
	}
	extra := &ExtraScoring{Points: &points}
	if reason != "" {
		extra.Reason = &reason
	}
	return extra
}

// ofColumn says of the refusal of a score in which column it stands.
func ofColumn(err error, c ScoreColumn) error {
	e := errs.As(err)
	if e == nil || len(e.Field) == 0 {
		return err
	}
	about := *e
	about.Field = append([]string{strings.ToLower(string(c))}, e.Field...)
	return &about
}

// adoptCriteria makes the template of score sheets that come in the one of their bloc-year, and keeps it as it is from then
// on, as opening sheets does. It does nothing where that is done.
func (r *Register) adoptCriteria(ctx context.Context, act store.Act, s *ScoreSheet) error {
	t, err := r.scoringTemplates.ByID(ctx, s.TemplateID)
	if err != nil {
		return err
	}
	if t.State == TemplateDrafted {
		if err := r.scoringTemplates.Replace(ctx, t, t.inUse(), act); err != nil {
			return err
		}
	}
	y, err := r.blocYears.ByID(ctx, s.BlocYearID)
	if err != nil || y.ScoringTemplateID == s.TemplateID {
		return err
	}
	next := *y
	next.ScoringTemplateID = s.TemplateID
	return r.blocYears.Replace(ctx, y, &next, act)
}

// SheetDifferences returns in which totals a score sheet of a list differs from the one that is there, by their names in the
// schema. What the list does not say differs from nothing.
func SheetDifferences(present, fromList *ScoreSheet) []Difference {
	total := func(p *Points) string {
		if p == nil {
			return ""
		}
		return p.Format()
	}
	return differences([]Difference{
		{"totals.self", total(present.Totals.Self), total(fromList.Totals.Self)},
		{"totals.cross", total(present.Totals.Cross), total(fromList.Totals.Cross)},
		{"totals.agreed", total(present.Totals.Agreed), total(fromList.Totals.Agreed)},
		{"state", string(present.State), string(fromList.State)},
	})
}

// SameSheet reports whether two preparations of one entry came to the same score sheet. When it was published does not
// count.
func (r *Register) SameSheet(a, b *ScoreSheet) (bool, error) {
	x, y := *a, *b
	x.PublishedAt, y.PublishedAt = nil, nil
	return same(r.scoreSheets, &x, &y)
}
