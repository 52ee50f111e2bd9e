package register

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"thidua/internal/access"
	"thidua/internal/store"
)

// RankedSheet is a score sheet with its place among those of its bloc-year.
type RankedSheet struct {
	Rank  *int64 // nil without an agreed total
	Tied  bool   // another one has the same rank
	Sheet *ScoreSheet
}

// rank puts sheets in order by their agreed totals. Equal totals share a rank, and the next one is as many further: 1, 2, 2, 4
// (standard competition ranking). Sheets that are not agreed on have none and come last. Within a rank the order is that
// of the units' names, and then of the IDs, so that it is always the same.
func rank(sheets []*ScoreSheet) []*RankedSheet {
	ordered := slices.Clone(sheets)
	slices.SortFunc(ordered, func(a, b *ScoreSheet) int {
		x, y := a.ranked(), b.ranked()
		switch {
		case x == nil && y == nil:
			return byUnitName(a, b)
		case x == nil:
			return 1
		case y == nil:
			return -1
		}
		return cmp.Or(cmp.Compare(*y, *x), byUnitName(a, b))
	})
	ranked := make([]*RankedSheet, len(ordered))
	for i, s := range ordered {
		ranked[i] = &RankedSheet{Sheet: s}
		total := s.ranked()
		if total == nil {
			continue
		}
		place := int64(i + 1)
		if i > 0 && samePoints(total, ordered[i-1].ranked()) {
			place = *ranked[i-1].Rank
			ranked[i].Tied, ranked[i-1].Tied = true, true
		}
		ranked[i].Rank = &place
	}
	return ranked
}

func byUnitName(a, b *ScoreSheet) int {
	return cmp.Or(strings.Compare(a.SortKey, b.SortKey), strings.Compare(a.ID, b.ID))
}

// Rankings returns the score sheets of each bloc-year that exist for the viewer in their order, in one store call whatever
// their number; one more for people of a unit. A rank is one among these sheets, so that it tells nothing of others.
func (r *Register) Rankings(ctx context.Context, v access.Viewer, blocYearIDs []string) (map[string][]*RankedSheet, error) {
	byYear, err := r.sheetsPer(ctx, v, OfBlocYear, blocYearIDs, ScoreSheetFilter{}, SheetsByName, store.Page{Limit: store.MaxLimit, Read: store.Light})
	if err != nil {
		return nil, err
	}
	rankings := make(map[string][]*RankedSheet, len(byYear))
	for id, sheets := range byYear {
		rankings[id] = rank(sheets)
	}
	return rankings, nil
}

// UnitsWithoutScoreSheet returns for each bloc-year the IDs of the members on its last day, or on another day, that have no
// score sheet which exists for the viewer, in the bloc's order.
func (r *Register) UnitsWithoutScoreSheet(ctx context.Context, v access.Viewer, days map[string]BlocDay) (map[string][]string, error) {
	years, all := make([]string, 0, len(days)), make([]BlocDay, 0, len(days))
	for id, day := range days {
		years, all = append(years, id), append(all, day)
	}
	slices.Sort(years)
	members, err := r.MembershipsOnDays(ctx, v, all, store.Page{Limit: store.MaxLimit})
	if err != nil {
		return nil, err
	}
	sheets, err := r.sheetsPer(ctx, v, OfBlocYear, years, ScoreSheetFilter{}, SheetsByName, store.Page{Limit: store.MaxLimit, Read: store.Light})
	if err != nil {
		return nil, err
	}
	without := make(map[string][]string, len(days))
	for _, id := range years {
		for _, m := range members[days[id]] {
			if !slices.ContainsFunc(sheets[id], func(s *ScoreSheet) bool { return s.UnitID == m.UnitID }) {
				without[id] = append(without[id], m.UnitID)
			}
		}
	}
	return without, nil
}
