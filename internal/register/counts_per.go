package register

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// Parent is a field by which documents belong to others, in counts of many parents' edges: one call to the store
// counts for all of them. A parent without documents has no key.
type Parent string

// The parents of blocs, units, bloc-years, memberships, offices, tasks, awards, events and movements.
const (
	OfParent       Parent = "parentId"
	OfBloc         Parent = "blocId"
	OfUnit         Parent = "unitId"
	OfBlocYear     Parent = "blocYearId"
	OfBlocYears    Parent = "blocYearIds" // of an event or movement, which may serve several
	OfOwner        Parent = "ownerIds"
	OfCitation     Parent = "citationIds"
	OfRecipient    Parent = "recipient.id"
	OfDecision     Parent = "decisionId"
	OfPresentation Parent = "presentedAtEventId"
	OfParticipant  Parent = "participantIds"
)

// CountUnitsPer counts the units of each parent.
func (r *Register) CountUnitsPer(ctx context.Context, _ access.Viewer, parent Parent, ids []string, f UnitFilter) (map[string]int64, error) {
	return countPer(ctx, r.units, parent, ids, f.where())
}

// CountBlocsPer counts the blocs of each parent.
func (r *Register) CountBlocsPer(ctx context.Context, _ access.Viewer, parent Parent, ids []string, f BlocFilter) (map[string]int64, error) {
	return countPer(ctx, r.blocs, parent, ids, f.where())
}

// CountBlocYearsPer counts the bloc-years of each parent.
func (r *Register) CountBlocYearsPer(ctx context.Context, _ access.Viewer, parent Parent, ids []string, f BlocYearFilter) (map[string]int64, error) {
	return countPer(ctx, r.blocYears, parent, ids, f.where())
}

// CountMembershipsPer counts the memberships of each parent that hold on a day, or all without one.
func (r *Register) CountMembershipsPer(ctx context.Context, _ access.Viewer, parent Parent, ids []string, asOf *viet.Date) (map[string]int64, error) {
	return countPer(ctx, r.memberships, parent, ids, lasting("from", "to", asOf))
}

// CountOfficeTermsPer counts the office terms of each parent.
func (r *Register) CountOfficeTermsPer(ctx context.Context, _ access.Viewer, parent Parent, ids []string, f OfficeFilter) (map[string]int64, error) {
	return countPer(ctx, r.officeTerms, parent, ids, f.where())
}

// CountTasksPer counts the tasks of each parent.
func (r *Register) CountTasksPer(ctx context.Context, _ access.Viewer, parent Parent, ids []string, f TaskFilter) (map[string]int64, error) {
	return countPer(ctx, r.tasks, parent, ids, f.where())
}

// CountAwardsPer counts the awards of each parent that the viewer may see.
func (r *Register) CountAwardsPer(ctx context.Context, v access.Viewer, parent Parent, ids []string, f AwardFilter) (map[string]int64, error) {
	where, err := r.shown(ctx, v, f)
	if err != nil {
		return nil, err
	}
	return countPer(ctx, r.awards, parent, ids, where)
}

// CountEventsPer counts the events of each parent.
func (r *Register) CountEventsPer(ctx context.Context, _ access.Viewer, parent Parent, ids []string, f EventFilter) (map[string]int64, error) {
	return countPer(ctx, r.events, parent, ids, f.where())
}

// CountMovementsPer counts the movements of each parent.
func (r *Register) CountMovementsPer(ctx context.Context, _ access.Viewer, parent Parent, ids []string, f MovementFilter) (map[string]int64, error) {
	return countPer(ctx, r.movements, parent, ids, f.where())
}

func countPer[T any](ctx context.Context, c *store.Collection[T], parent Parent, ids []string, where store.Where) (map[string]int64, error) {
	groups, err := c.CountBy(ctx, store.All(store.AnyOf(string(parent), ids...), where), string(parent))
	if err != nil {
		return nil, err
	}
	counts := make(map[string]int64, len(groups))
	for _, g := range groups {
		if id, ok := g.Values[0].(string); ok {
			counts[id] = g.Count
		}
	}
	return counts, nil
}
