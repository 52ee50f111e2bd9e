package register

import (
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/store"
)

// ScoreSheetFilter chooses score sheets among those of bloc-years or units; an empty field is no condition.
type ScoreSheetFilter struct {
	Year  *int64
	State []ScoreSheetState
}

func (f ScoreSheetFilter) where() store.Where {
	return store.All(inYear(f.Year), oneOf("state", f.State))
}

// ScoreSheetOrder is an order of score sheets.
type ScoreSheetOrder string

// The orders: by the unit's name in Vietnamese alphabetical order, or by year, the newest first.
const (
	SheetsByName ScoreSheetOrder = "NAME"
	SheetsNewest ScoreSheetOrder = "NEWEST"
)

// Order returns the order for the store.
func (o ScoreSheetOrder) Order() store.Order[ScoreSheet] {
	if o == SheetsNewest {
		return sortBy(true, func(s *ScoreSheet) []any { return []any{s.Year} }, "year")
	}
	return sortBy(false, func(s *ScoreSheet) []any { return []any{s.SortKey} }, "sortKey")
}

// sheetSight is which sheets exist for a viewer, and which show what supports their scores.
type sheetSight struct {
	where store.Where
	whole func(*ScoreSheet) bool
}

// sightOfSheets returns what a viewer sees of score sheets: the office everything; people of a unit the sheets of that unit,
// those that it cross-scores and those of the blocs that it supervises; others what is published, without evidence,
// comments and reasons.
func (r *Register) sightOfSheets(ctx context.Context, v access.Viewer) (sheetSight, error) {
	published := public(v)
	if published == nil {
		return sheetSight{whole: func(*ScoreSheet) bool { return true }}, nil
	}
	if v.UnitID == "" || v.Reach(access.See, access.Records) != access.OwnUnit {
		return sheetSight{where: published, whole: func(*ScoreSheet) bool { return false }}, nil
	}
	blocs, err := r.supervisedBy(ctx, v)
	if err != nil {
		return sheetSight{}, err
	}
	return sheetSight{
		where: store.Or{
			published, store.Eq{Field: "unitId", Value: v.UnitID}, store.Eq{Field: "crossUnitIds", Value: v.UnitID}, store.AnyOf("blocId", blocs...),
		},
		whole: func(s *ScoreSheet) bool {
			return s.UnitID == v.UnitID || slices.Contains(s.CrossUnitIDs, v.UnitID) || slices.Contains(blocs, s.BlocID)
		},
	}, nil
}

// shown returns the sheets as the viewer sees them.
func (s sheetSight) shown(sheets []*ScoreSheet) []*ScoreSheet {
	shown := make([]*ScoreSheet, len(sheets))
	for i, sheet := range sheets {
		if shown[i] = sheet; !s.whole(sheet) {
			shown[i] = sheet.withoutSupport()
		}
	}
	return shown
}

// withoutSupport returns the sheet as it is published: the scores, without what supports them.
func (s *ScoreSheet) withoutSupport() *ScoreSheet {
	shown := *s
	shown.Lines = slices.Clone(s.Lines)
	for i := range shown.Lines {
		shown.Lines[i].Evidence, shown.Lines[i].Comment = []Evidence{}, ""
	}
	shown.Bonus.Reason, shown.Deduction.Reason = "", ""
	return &shown
}

// unitsOfSheet returns the units to which a score sheet belongs for an action: its own scores are the unit's, cross scores
// those of the members assigned to it, and all else is for the unit that supervises the bloc. All of them may see it.
func (r *Register) unitsOfSheet(ctx context.Context, action access.Action, s *ScoreSheet) ([]string, error) {
	switch action {
	case access.Update:
		return []string{s.UnitID}, nil
	case access.Review:
		return s.CrossUnitIDs, nil
	case access.See:
		units, err := r.supervisor(ctx, s.BlocID)
		return append(append(units, s.UnitID), s.CrossUnitIDs...), err
	default:
		return r.supervisor(ctx, s.BlocID)
	}
}

// ScoreSheetsByID returns those of the score sheets that exist for the viewer.
func (r *Register) ScoreSheetsByID(ctx context.Context, v access.Viewer, ids []string, read store.Read) (map[string]*ScoreSheet, error) {
	byID := map[string]*ScoreSheet{}
	if len(ids) == 0 {
		return byID, nil
	}
	sight, err := r.sightOfSheets(ctx, v)
	if err != nil {
		return nil, err
	}
	sheets, err := r.scoreSheets.Find(ctx, store.Query{Where: store.All(store.AnyOf(store.IDField, ids...), sight.where), Limit: len(ids), Read: read})
	if err != nil {
		return nil, err
	}
	for _, s := range sight.shown(sheets) {
		byID[s.ID] = s
	}
	return byID, nil
}

// ScoreSheetsOfBlocYears returns the score sheets of each bloc-year that exist for the viewer.
func (r *Register) ScoreSheetsOfBlocYears(ctx context.Context, v access.Viewer, blocYearIDs []string, f ScoreSheetFilter, o ScoreSheetOrder, p store.Page) (map[string][]*ScoreSheet, error) {
	return r.sheetsPer(ctx, v, OfBlocYear, blocYearIDs, f, o, p)
}

// ScoreSheetsOfUnits returns the score sheets of each unit that exist for the viewer.
func (r *Register) ScoreSheetsOfUnits(ctx context.Context, v access.Viewer, unitIDs []string, f ScoreSheetFilter, o ScoreSheetOrder, p store.Page) (map[string][]*ScoreSheet, error) {
	return r.sheetsPer(ctx, v, OfUnit, unitIDs, f, o, p)
}

func (r *Register) sheetsPer(ctx context.Context, v access.Viewer, parent Parent, ids []string, f ScoreSheetFilter, o ScoreSheetOrder, p store.Page) (map[string][]*ScoreSheet, error) {
	sight, err := r.sightOfSheets(ctx, v)
	if err != nil {
		return nil, err
	}
	byParent, err := r.scoreSheets.FindPer(ctx, string(parent), ids, store.Query{Where: store.All(f.where(), sight.where), Sort: o.Order().Sort}.Paged(p))
	if err != nil {
		return nil, err
	}
	for id, sheets := range byParent {
		byParent[id] = sight.shown(sheets)
	}
	return byParent, nil
}

// CountScoreSheetsPer counts the score sheets of each parent that exist for the viewer.
func (r *Register) CountScoreSheetsPer(ctx context.Context, v access.Viewer, parent Parent, ids []string, f ScoreSheetFilter) (map[string]int64, error) {
	sight, err := r.sightOfSheets(ctx, v)
	if err != nil {
		return nil, err
	}
	return countPer(ctx, r.scoreSheets, parent, ids, store.All(f.where(), sight.where))
}
