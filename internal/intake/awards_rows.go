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

// draft is a row on its way to an award.
type draft struct {
	line
	entry  register.AwardEntry
	year   int64
	day    viet.Date // as of which the row names things
	kind   *register.AwardType
	brings register.Intake
}

// awards turns the rows of a page into awards.
func (r *reading) awards(ctx context.Context, page *Page) error {
	if err := r.lookForNames(ctx); err != nil {
		return err
	}
	var drafts []*draft
	for i, row := range page.Rows {
		d := &draft{line: line{row: row, cells: r.cells[i].Cells, columns: r.plan.layout.Columns, column: columnOf(awardFields())}}
		drafts = append(drafts, d)
		d.dated(r.m.Options)
		if err := r.describe(ctx, d); err != nil {
			return err
		}
	}
	if err := r.decide(ctx, page, drafts); err != nil {
		return err
	}
	if err := r.receive(ctx, page, drafts); err != nil {
		return err
	}
	return r.prepare(ctx, drafts)
}

// lookForNames finds all units that the page names, in one store call.
func (r *reading) lookForNames(ctx context.Context) error {
	if err := r.names.loadTypes(ctx); err != nil {
		return err
	}
	var texts []string
	for _, row := range r.cells {
		for _, col := range []int{colRecipient, colUnit, colIssuer} {
			if text := row.Cells[col].Value.Text; text != "" {
				texts = append(texts, text)
			}
		}
	}
	return r.names.look(ctx, texts)
}

// dated finds the year of a row, and the day as of which it names things: that of its decision, or the last of the year.
func (d *draft) dated(o Options) {
	d.year = o.Year
	if v := d.cells[colYear].Value; v.Given {
		d.year = int64(v.Number)
	}
	decided := d.cells[colDecidedOn]
	switch {
	case decided.Value.Given && decided.Value.Precision == viet.Day:
		d.day = decided.Value.Date
	case decided.Value.Given:
		d.row.wrong(d.at(colDecidedOn), errs.New(errs.Invalid, "Hãy ghi đủ ngày, tháng, năm của quyết định.", "Write day, month and year of the decision."))
	case o.Awards.IssuedOn != "":
		d.day = o.Awards.IssuedOn
	}
	if d.year == 0 {
		d.row.wrong(d.at(colYear), errs.New(errs.Invalid,
			"Thiếu năm thành tích; hãy thêm cột Năm hoặc chọn năm chung cho cả danh sách.",
			"The year of the achievement is missing: add the column, or give one year for the whole list."))
		return
	}
	if d.day == "" {
		d.day = register.LastDayOf(min(max(d.year, 1), 9999))
	}
}

// describe finds what the row says of the award itself.
func (r *reading) describe(_ context.Context, d *draft) error {
	o := r.m.Options.Awards
	d.entry = register.AwardEntry{Given: o.State == register.Granted, ImportedAward: register.ImportedAward{Nomination: register.Nomination{
		Code: d.text(colCode), AwardTypeID: o.AwardTypeID, Year: d.year, BlocYearID: r.m.Options.BlocYearID, State: o.State,
		Kind:   cmp.Or(register.CommendationKind(d.text(colKind)), o.Kind, register.Merit),
		Public: o.Public, Note: d.text(colNote),
	}}}
	if presented := d.cells[colPresentedOn].Value; presented.Given {
		if presented.Precision != viet.Day {
			d.row.wrong(d.at(colPresentedOn), errs.New(errs.Invalid, "Hãy ghi đủ ngày, tháng, năm trao.", "Write day, month and year of the presentation."))
		}
		d.entry.PresentedOn = presented.Date
	}
	if d.year == 0 {
		return nil
	}
	if text := d.text(colType); text != "" {
		if d.kind = r.names.awardType(d.row, d.at(colType), text, d.day); d.kind != nil {
			d.entry.AwardTypeID = d.kind.ID
		}
		return nil
	}
	for _, t := range r.names.types {
		if t.of.ID == o.AwardTypeID {
			d.kind = t.of
		}
	}
	if d.kind == nil && d.cells[colType].Err == nil {
		d.row.wrong(d.at(colType), errs.New(errs.Invalid,
			"Thiếu danh hiệu hoặc hình thức khen thưởng.", "The kind of award is missing."))
	}
	return nil
}

// decide finds the decisions that the rows name, and makes those that are not there.
func (r *reading) decide(ctx context.Context, page *Page, drafts []*draft) error {
	o := r.m.Options.Awards
	if o.State != register.Granted {
		return nil
	}
	var keys []string
	for _, d := range drafts {
		if key := register.DecisionKey(cmp.Or(d.text(colNumber), o.Number)); key != "" {
			keys = append(keys, key)
		}
	}
	known, err := r.x.register.DecisionsNumbered(ctx, r.names.viewer, keys)
	if err != nil {
		return err
	}
	for _, d := range drafts {
		if d.year == 0 {
			continue
		}
		if d.text(colNumber) == "" && o.DecisionID != "" {
			d.entry.DecisionID = o.DecisionID
			continue
		}
		if err := r.decision(ctx, page, d, known); err != nil {
			return err
		}
	}
	return nil
}

// decision finds the decision of one row by number, issuer and day, or makes it.
func (r *reading) decision(ctx context.Context, page *Page, d *draft, known map[string][]*register.Decision) error {
	o := r.m.Options.Awards
	number := cmp.Or(d.text(colNumber), o.Number)
	issued := d.cells[colDecidedOn].Value.Date
	if issued == "" && d.cells[colDecidedOn].Err == nil {
		issued = o.IssuedOn
	}
	if number == "" || issued == "" {
		if d.cells[colNumber].Err == nil && d.cells[colDecidedOn].Err == nil {
			d.row.wrong(d.at(colNumber), errs.New(errs.Invalid,
				"Thiếu số hoặc ngày quyết định; hãy bổ sung cột, hoặc nêu một quyết định chung cho cả danh sách.",
				"Number or day of the decision is missing: add the column, or name one decision for the whole list."))
		}
		return nil
	}
	issuer, err := r.issuer(ctx, d, issued)
	if err != nil {
		return err
	}
	var fit []*register.Decision
	for _, candidate := range known[register.DecisionKey(number)] {
		if candidate.IssuedOn == issued && (issuer == nil || candidate.IssuerID == issuer.ID) {
			fit = append(fit, candidate)
		}
	}
	switch {
	case len(fit) == 1:
		d.entry.DecisionID = fit[0].ID
		return nil
	case d.row.Verdict == IsWrong && issuer == nil:
		return nil // the issuer is wrong, which the row says
	case issuer == nil:
		d.row.wrong(d.at(colIssuer), errs.New(errs.Invalid,
			fmt.Sprintf("Chưa có quyết định %s ngày %s; hãy ghi nơi ban hành để tạo mới.", number, issued.Format()),
			fmt.Sprintf("There is no decision %s of %s: name its issuer, and it will be made.", number, issued)))
		return nil
	}
	key := fmt.Sprintf("%s %s %s", register.DecisionKey(number), issuer.ID, issued)
	if made := r.known.decisions[key]; made != nil {
		d.entry.DecisionID = made.ID
		d.brings.Decisions = append(d.brings.Decisions, made)
		return nil
	}
	if o.KnownOnly {
		d.row.wrong(d.at(colNumber), unknownName(number, "quyết định", "decision"))
		return nil
	}
	if len(r.known.decisions) >= maxNewDecisions {
		return errs.New(errs.Limit, fmt.Sprintf("Danh sách có quá %d quyết định mới.", maxNewDecisions), fmt.Sprintf("The list has more than %d new decisions.", maxNewDecisions))
	}
	made, err := r.x.register.PrepareDecision(ctx, r.names.viewer, register.NewDecision{
		Number: number, IssuedOn: issued, IssuerID: issuer.ID, Title: "Về việc khen thưởng", Public: o.Public,
	}, issuer, "")
	if err != nil {
		return d.refused(err)
	}
	r.known.decisions[key] = made
	page.Along.Decisions = append(page.Along.Decisions, made)
	d.entry.DecisionID = made.ID
	d.brings.Decisions = append(d.brings.Decisions, made)
	d.row.advise(d.at(colNumber),
		fmt.Sprintf("Quyết định %s ngày %s của %s chưa có và sẽ được tạo.", made.Number, made.IssuedOn.Format(), made.IssuerName),
		fmt.Sprintf("The decision %s of %s by %s is not there, and will be made.", made.Number, made.IssuedOn, made.IssuerName))
	return nil
}

// issuer finds who issued the decision of a row; nil if the row does not say, or says it wrong.
func (r *reading) issuer(ctx context.Context, d *draft, day viet.Date) (*register.Unit, error) {
	if text := d.text(colIssuer); text != "" {
		return r.names.unit(ctx, d.row, d.at(colIssuer), withoutChair(text), day)
	}
	id := r.m.Options.Awards.IssuerID
	if id == "" {
		return nil, nil //nolint:nilnil // none is named
	}
	found, err := r.x.register.UnitsByID(ctx, r.names.viewer, []string{id})
	return found[id], err
}

// withoutChair takes the office away from who issued a decision: Chủ tịch UBND tỉnh stands for the UBND.
func withoutChair(text string) string {
	for _, office := range []string{"Chủ tịch ", "Giám đốc ", "Thủ trưởng "} {
		if rest, ok := strings.CutPrefix(text, office); ok && (strings.HasPrefix(rest, "UBND") || strings.HasPrefix(rest, "Ủy ban") || strings.HasPrefix(rest, "Uỷ ban") || strings.HasPrefix(rest, "Sở")) {
			return rest
		}
	}
	return text
}
