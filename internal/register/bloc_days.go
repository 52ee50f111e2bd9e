package register

import (
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// BlocDay is a bloc on a day.
type BlocDay struct {
	BlocID string
	Day    viet.Date
}

// MembershipsOnDays returns the memberships that held in each bloc on its day, in the order of the bloc's list of
// members. Blocs may occur with several days: all are answered by one store call, which reads what held on any of them.
// A bloc with more than [store.MaxLimit] memberships on the days together is cut there.
func (r *Register) MembershipsOnDays(ctx context.Context, _ access.Viewer, days []BlocDay, p store.Page) (map[BlocDay][]*BlocMembership, error) {
	var (
		blocs []string
		held  store.Or
		seen  = map[viet.Date]bool{}
	)
	for _, d := range days {
		blocs = append(blocs, d.BlocID)
		if !seen[d.Day] {
			seen[d.Day] = true
			held = append(held, lasting("from", "to", &d.Day))
		}
	}
	wide := p
	wide.Limit = store.MaxLimit
	byBloc, err := r.memberships.FindPer(ctx, "blocId", blocs,
		store.Query{Where: held, Sort: MembershipsByOrdinal.Order().Sort}.Paged(wide))
	if err != nil {
		return nil, err
	}
	byDay := make(map[BlocDay][]*BlocMembership, len(days))
	for _, d := range days {
		members := slices.DeleteFunc(slices.Clone(byBloc[d.BlocID]), func(m *BlocMembership) bool {
			return !within(d.Day, m.From, m.To)
		})
		switch {
		case len(members) <= p.Limit:
		case p.Last:
			members = members[len(members)-p.Limit:]
		default:
			members = members[:p.Limit]
		}
		byDay[d] = members
	}
	return byDay, nil
}

// CountMembershipsOnDays counts the memberships that held in each bloc on its day, in one store call.
func (r *Register) CountMembershipsOnDays(ctx context.Context, v access.Viewer, days []BlocDay) (map[BlocDay]int64, error) {
	byDay, err := r.MembershipsOnDays(ctx, v, days, store.Page{Limit: store.MaxLimit})
	if err != nil {
		return nil, err
	}
	counts := make(map[BlocDay]int64, len(days))
	for d, members := range byDay {
		counts[d] = int64(len(members))
	}
	return counts, nil
}

// Label returns what a bloc-year has reached, in Vietnamese.
func (s BlocYearState) Label() string {
	switch s {
	case Opened:
		return "Triển khai nhiệm vụ năm"
	case CompactSigned:
		return "Ký giao ước thi đua"
	case MidYearReviewed:
		return "Sơ kết 6 tháng đầu năm"
	case FinalReviewed:
		return "Tổng kết năm"
	case Closed:
		return "Kết thúc năm"
	default:
		return string(s)
	}
}
