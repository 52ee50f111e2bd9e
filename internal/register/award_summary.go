package register

import (
	"cmp"
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/store"
)

// AwardSummary compares what was proposed with what was granted, for one type of award.
type AwardSummary struct {
	AwardTypeID string
	Proposed    int64 // nominated and not withdrawn, whatever came of them
	Granted     int64 // of these, given and not taken back
	Revoked     int64 // of these, given and taken back
}

// AwardSummaries compares proposed with granted for each bloc-year, by type of award, among the awards that the viewer
// may see. Registrations are not yet proposals.
func (r *Register) AwardSummaries(ctx context.Context, v access.Viewer, blocYearIDs []string) (map[string][]*AwardSummary, error) {
	where := store.All(store.AnyOf("blocYearId", blocYearIDs...), AwardFilter{}.where(v))
	groups, err := r.awards.CountBy(ctx, where, "blocYearId", "awardTypeId", "state")
	if err != nil {
		return nil, err
	}
	summaries := make(map[string][]*AwardSummary, len(blocYearIDs))
	for _, g := range groups {
		blocYear, _ := g.Values[0].(string)
		awardType, _ := g.Values[1].(string)
		state, _ := g.Values[2].(string)
		i := slices.IndexFunc(summaries[blocYear], func(s *AwardSummary) bool { return s.AwardTypeID == awardType })
		if i < 0 {
			i = len(summaries[blocYear])
			summaries[blocYear] = append(summaries[blocYear], &AwardSummary{AwardTypeID: awardType})
		}
		summaries[blocYear][i].add(AwardState(state), g.Count)
	}
	for _, list := range summaries {
		slices.SortFunc(list, func(a, b *AwardSummary) int { return cmp.Compare(a.AwardTypeID, b.AwardTypeID) })
	}
	return summaries, nil
}

func (s *AwardSummary) add(state AwardState, n int64) {
	switch state {
	case Registered, Withdrawn:
		return
	case Approved, Granted:
		s.Granted += n
	case Revoked:
		s.Revoked += n
	case Nominated, Voted, Submitted, Returned, Rejected:
	}
	s.Proposed += n
}
