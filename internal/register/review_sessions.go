package register

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// ReviewFilter chooses sessions; an empty field is no condition.
type ReviewFilter struct {
	BlocYear *string
	Council  *string
	Method   []VoteMethod
	From, To *viet.Date // both inclusive
}

func (f ReviewFilter) where(v access.Viewer) store.Where {
	var days store.Where
	if f.From != nil || f.To != nil {
		span := store.Range{Field: "heldOn", UpToIncl: true}
		if f.From != nil {
			span.From = string(*f.From)
		}
		if f.To != nil {
			span.To = string(*f.To)
		}
		days = span
	}
	return store.All(is("blocYearId", f.BlocYear), is("councilId", f.Council), oneOf("method", f.Method), days, public(v))
}

// ReviewOrder is an order of sessions.
type ReviewOrder string

// The orders, by day.
const (
	ReviewsNewest ReviewOrder = "NEWEST"
	ReviewsOldest ReviewOrder = "OLDEST"
)

// Order returns the order for the store.
func (o ReviewOrder) Order() store.Order[ReviewSession] {
	return sortBy(o != ReviewsOldest, func(s *ReviewSession) []any { return []any{string(s.HeldOn)} }, "heldOn")
}

// Reviews returns a page of sessions.
func (r *Register) Reviews(ctx context.Context, v access.Viewer, f ReviewFilter, o ReviewOrder, p store.Page) ([]*ReviewSession, error) {
	return r.reviews.Find(ctx, store.Query{Where: f.where(v), Sort: o.Order().Sort}.Paged(p))
}

// CountReviews counts sessions.
func (r *Register) CountReviews(ctx context.Context, v access.Viewer, f ReviewFilter) (int64, error) {
	return r.reviews.Count(ctx, f.where(v))
}

// ReviewsByID returns those of the sessions that exist for the viewer.
func (r *Register) ReviewsByID(ctx context.Context, v access.Viewer, ids []string) (map[string]*ReviewSession, error) {
	return visible(ctx, r.reviews, v, ids)
}

// ReviewsOfBlocYears returns the sessions of each bloc-year.
func (r *Register) ReviewsOfBlocYears(ctx context.Context, v access.Viewer, blocYearIDs []string, f ReviewFilter, o ReviewOrder, p store.Page) (map[string][]*ReviewSession, error) {
	return r.reviews.FindPer(ctx, "blocYearId", blocYearIDs, store.Query{Where: f.where(v), Sort: o.Order().Sort}.Paged(p))
}

// CountReviewsPer counts the sessions of each parent that the viewer may see.
func (r *Register) CountReviewsPer(ctx context.Context, v access.Viewer, parent Parent, ids []string, f ReviewFilter) (map[string]int64, error) {
	return countPer(ctx, r.reviews, parent, ids, f.where(v))
}
