package register

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// AwardDimension is something that awards are counted by.
type AwardDimension string

// The dimensions.
const (
	ByYear  AwardDimension = "YEAR"
	ByType  AwardDimension = "TYPE"
	ByForm  AwardDimension = "FORM"
	ByLevel AwardDimension = "LEVEL"
	ByState AwardDimension = "STATE"
	ByUnit  AwardDimension = "UNIT" // only awards of units are counted
	ByBloc  AwardDimension = "BLOC"
)

// field returns the path of the dimension in an award, "" for no dimension.
func (d AwardDimension) field() string {
	switch d {
	case ByYear:
		return "year"
	case ByType:
		return "awardTypeId"
	case ByForm:
		return "form"
	case ByLevel:
		return "level"
	case ByState:
		return "state"
	case ByUnit:
		return "recipient.id"
	case ByBloc:
		return "blocId"
	default:
		return ""
	}
}

// AwardCount is one line of a count. Only the fields of the dimensions asked for are set; BlocID is empty also for the
// awards that no bloc nominated.
type AwardCount struct {
	Year        *int64
	AwardTypeID string
	Form        AwardForm
	Level       AdminLevel
	State       AwardState
	UnitID      string
	BlocID      string
	Count       int64
}

// CountAwardsBy counts awards by one or more dimensions, each named once; the lines are in the order of the dimensions'
// values. It fails with [errs.Limit] where there are too many lines.
func (r *Register) CountAwardsBy(ctx context.Context, v access.Viewer, f AwardFilter, by []AwardDimension) ([]AwardCount, error) {
	where, err := r.shown(ctx, v, f)
	if err != nil {
		return nil, err
	}
	fields := make([]string, len(by))
	for i, d := range by {
		if fields[i] = d.field(); fields[i] == "" || slices.Contains(by[:i], d) {
			return nil, errs.InvalidField("by",
				"Mỗi tiêu chí thống kê chỉ được nêu một lần.",
				"Each dimension must be a known one, named once.")
		}
		if d == ByUnit {
			where = store.All(where, store.Eq{Field: "recipient.kind", Value: string(UnitRecipient)})
		}
	}
	if len(by) == 0 {
		return nil, errs.InvalidField("by", "Hãy chọn ít nhất một tiêu chí thống kê.", "Name at least one dimension.")
	}
	groups, err := r.awards.CountBy(ctx, where, fields...)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(groups, compareGroups)
	counts := make([]AwardCount, len(groups))
	for i, g := range groups {
		counts[i].Count = g.Count
		for at, d := range by {
			counts[i].set(d, g.Values[at])
		}
	}
	return counts, nil
}

// set fills in the field of a dimension; a nil value leaves it empty.
func (c *AwardCount) set(d AwardDimension, value any) {
	if year, ok := value.(int64); ok {
		c.Year = &year
		return
	}
	text, _ := value.(string)
	switch d {
	case ByType:
		c.AwardTypeID = text
	case ByForm:
		c.Form = AwardForm(text)
	case ByLevel:
		c.Level = AdminLevel(text)
	case ByState:
		c.State = AwardState(text)
	case ByUnit:
		c.UnitID = text
	case ByBloc:
		c.BlocID = text
	case ByYear: // a number, set above
	}
}

// compareGroups orders groups by their values, an absent one first.
func compareGroups(a, b store.Group) int {
	for i := range a.Values {
		x, xIsNumber := a.Values[i].(int64)
		y, yIsNumber := b.Values[i].(int64)
		order := cmp.Compare(x, y)
		if !xIsNumber && !yIsNumber {
			s, _ := a.Values[i].(string)
			t, _ := b.Values[i].(string)
			order = strings.Compare(s, t)
		}
		if order != 0 {
			return order
		}
	}
	return 0
}
