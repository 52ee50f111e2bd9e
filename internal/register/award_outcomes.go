package register

import (
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/errs"
)

// AwardOutcome compares what was proposed with what was granted, for one line of a statistic. Of the dimensions only those
// asked for are set, as in [AwardCount].
type AwardOutcome struct {
	Year        *int64
	AwardTypeID string
	Form        AwardForm
	Level       AdminLevel
	UnitID      string
	BlocID      string
	Proposed    int64 // as in [AwardSummary]
	Granted     int64
	Revoked     int64
}

// AwardOutcomesBy compares proposed with granted by one or more dimensions other than the state, among the awards that the
// viewer may see, in the order of the dimensions' values. It is one count, by the state as well.
func (r *Register) AwardOutcomesBy(ctx context.Context, v access.Viewer, f AwardFilter, by []AwardDimension) ([]AwardOutcome, error) {
	if slices.Contains(by, ByState) {
		return nil, errs.InvalidField("by",
			"So sánh đề nghị và được tặng đã tính theo tình trạng; hãy bỏ tiêu chí này.",
			"Proposed and granted follow from the state, which cannot be a dimension too.")
	}
	counts, err := r.CountAwardsBy(ctx, v, f, append(slices.Clone(by), ByState))
	if err != nil {
		return nil, err
	}
	var (
		outcomes []AwardOutcome
		line     AwardCount // of the last of them
	)
	for _, c := range counts {
		if len(outcomes) == 0 || !line.sameLine(c) {
			line = c
			outcomes = append(outcomes, AwardOutcome{
				Year: c.Year, AwardTypeID: c.AwardTypeID, Form: c.Form, Level: c.Level, UnitID: c.UnitID, BlocID: c.BlocID,
			})
		}
		var s AwardSummary
		s.add(c.State, c.Count)
		last := &outcomes[len(outcomes)-1]
		last.Proposed, last.Granted, last.Revoked = last.Proposed+s.Proposed, last.Granted+s.Granted, last.Revoked+s.Revoked
	}
	// What was only registered, or withdrawn, was not proposed.
	return slices.DeleteFunc(outcomes, func(o AwardOutcome) bool { return o.Proposed == 0 }), nil
}

// sameLine reports whether two counts are of the same values but for the state, whatever their numbers.
func (c AwardCount) sameLine(o AwardCount) bool {
	if (c.Year == nil) != (o.Year == nil) || (c.Year != nil && *c.Year != *o.Year) {
		return false
	}
	c.Year, o.Year, c.State, o.State, c.Count, o.Count = nil, nil, "", "", 0, 0
	return c == o
}
