package register

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// MembershipsOfBlocs returns the memberships of each bloc in the order of its list of members: those that held on the
// day, or all that ever were without one.
func (r *Register) MembershipsOfBlocs(ctx context.Context, _ access.Viewer, blocIDs []string, asOf *viet.Date, p store.Page) (map[string][]*BlocMembership, error) {
	return r.memberships.FindPer(ctx, "blocId", blocIDs,
		store.Query{Where: lasting("from", "to", asOf), Sort: MembershipsByOrdinal.Order().Sort}.Paged(p))
}

// MembershipsOfUnits returns the memberships of each unit, oldest first: those that held on the day, or all.
func (r *Register) MembershipsOfUnits(ctx context.Context, _ access.Viewer, unitIDs []string, asOf *viet.Date, p store.Page) (map[string][]*BlocMembership, error) {
	return r.memberships.FindPer(ctx, "unitId", unitIDs,
		store.Query{Where: lasting("from", "to", asOf), Sort: MembershipsOldest.Order().Sort}.Paged(p))
}

// MembershipsByID returns those of the memberships that exist.
func (r *Register) MembershipsByID(ctx context.Context, _ access.Viewer, ids []string) (map[string]*BlocMembership, error) {
	return r.memberships.ByIDs(ctx, ids, store.Whole)
}

// MembershipOrder is an order of memberships.
type MembershipOrder string

// The orders: a bloc's own list of members, or by first day.
const (
	MembershipsByOrdinal MembershipOrder = "ORDINAL"
	MembershipsOldest    MembershipOrder = "OLDEST"
)

// Order returns the order for the store.
func (o MembershipOrder) Order() store.Order[BlocMembership] {
	if o == MembershipsOldest {
		return sortBy(false, func(m *BlocMembership) []any { return []any{string(m.From)} }, "from")
	}
	return sortBy(false, func(m *BlocMembership) []any { return []any{m.Ordinal} }, "ordinal")
}
