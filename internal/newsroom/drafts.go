package newsroom

import (
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/custom"
	"thidua/internal/store"
)

// DraftFilter is a set of conditions that hold together; an absent one is no condition.
type DraftFilter struct {
	State     []State
	OwnerUnit *string // ID
	CreatedBy *string // ID of a user
	Kind      []Kind
	// Mine asks for the drafts that the viewer began, AwaitsMyReview for those that are handed in and that the viewer may
	// approve: by the two-person rule not what they wrote. False is no condition.
	Mine, AwaitsMyReview *bool
	// LinksTo is the ID of a document that the content refers to.
	LinksTo *string
	// Nowhere is true if LinksTo does not exist for the viewer, which the register knows: no draft is found by it.
	Nowhere bool
	// Custom are conditions on custom fields, at most [custom.MaxFilters]; Fields are those of articles as they are stored
	// now, without which there are none to ask about.
	Custom []custom.Filter
	Fields *custom.Set
}

// where is the condition of the filter among the drafts that exist for the viewer.
func (d *Desk) where(v access.Viewer, f *DraftFilter) (store.Where, error) {
	within, err := within(v)
	if err != nil || f == nil {
		return within, err
	}
	if f.Nowhere {
		return store.AnyOf[string]("kind"), nil
	}
	var and store.And
	if len(f.State) > 0 {
		and = append(and, store.AnyOf("state", f.State...))
	}
	if f.OwnerUnit != nil {
		and = append(and, store.Eq{Field: "ownerUnitId", Value: *f.OwnerUnit})
	}
	if f.CreatedBy != nil {
		and = append(and, store.Eq{Field: "createdBy", Value: *f.CreatedBy})
	}
	if len(f.Kind) > 0 {
		and = append(and, store.AnyOf("kind", f.Kind...))
	}
	if f.LinksTo != nil {
		and = append(and, store.Eq{Field: "linkKeys", Value: *f.LinksTo})
	}
	if f.Mine != nil && *f.Mine {
		and = append(and, store.Eq{Field: "createdBy", Value: v.Actor})
	}
	if f.AwaitsMyReview != nil && *f.AwaitsMyReview {
		and = append(and, d.awaitingReview(v))
	}
	values, err := f.Fields.Where(f.Custom, custom.Seeing(v, access.Subject{UnitID: v.UnitID, CreatedBy: v.Actor}))
	return store.All(and, values, within), err
}

// awaitingReview holds for the drafts that are handed in and that the viewer may approve.
func (d *Desk) awaitingReview(v access.Viewer) store.Where {
	and := store.And{store.Eq{Field: "state", Value: string(InReview)}}
	switch v.Reach(access.Review, access.Drafts) {
	case access.Anywhere:
	case access.OwnUnit:
		and = append(and, store.AnyOf("audience", v.Actor, v.UnitID))
	case access.Own:
		and = append(and, store.AnyOf("audience", v.Actor))
	default:
		return store.AnyOf[string]("state")
	}
	if d.rules.TwoPerson {
		and = append(and, store.Not{Part: store.Eq{Field: "writerIds", Value: v.Actor}})
	}
	return and
}

// DraftCount is how many drafts are in a state.
type DraftCount struct {
	State State
	Count int64
}

// CountDraftsByState counts the drafts that exist for the viewer by state, in the order of [States]; states without drafts
// have no line.
func (d *Desk) CountDraftsByState(ctx context.Context, v access.Viewer, f *DraftFilter) ([]DraftCount, error) {
	where, err := d.where(v, f)
	if err != nil {
		return nil, err
	}
	groups, err := d.drafts.CountBy(ctx, where, "state")
	if err != nil {
		return nil, err
	}
	counts := make([]DraftCount, len(groups))
	for i, g := range groups {
		state, _ := g.Values[0].(string)
		counts[i] = DraftCount{State: State(state), Count: g.Count}
	}
	slices.SortFunc(counts, func(a, b DraftCount) int {
		return slices.Index(States(), a.State) - slices.Index(States(), b.State)
	})
	return counts, nil
}

// DraftOrder is an order of drafts.
type DraftOrder string

// The orders of drafts, by time of the last change.
const (
	LastChanged  DraftOrder = "LAST_CHANGED"
	FirstChanged DraftOrder = "FIRST_CHANGED"
)

// Order returns how the store reads it.
func (o DraftOrder) Order() store.Order[Draft] {
	return store.Order[Draft]{
		Sort:   store.Sort{By: []string{"updatedAt"}, Desc: o != FirstChanged},
		Values: func(d *Draft) []any { return []any{d.UpdatedAt} },
	}
}

// Drafts returns a page of the drafts that exist for the viewer.
func (d *Desk) Drafts(ctx context.Context, v access.Viewer, f *DraftFilter, o DraftOrder, p store.Page) ([]*Draft, error) {
	where, err := d.where(v, f)
	if err != nil {
		return nil, err
	}
	return d.drafts.Find(ctx, store.Query{Where: where, Sort: o.Order().Sort}.Paged(p))
}

// CountDrafts counts the drafts that exist for the viewer.
func (d *Desk) CountDrafts(ctx context.Context, v access.Viewer, f *DraftFilter) (int64, error) {
	where, err := d.where(v, f)
	if err != nil {
		return 0, err
	}
	return d.drafts.Count(ctx, where)
}

// DraftsByID returns those of the drafts that exist for the viewer; for anonymous readers none does.
func (d *Desk) DraftsByID(ctx context.Context, v access.Viewer, ids []string, read store.Read) (map[string]*Draft, error) {
	if v.Reach(access.See, access.Drafts) == access.Nowhere {
		return map[string]*Draft{}, nil
	}
	drafts, err := d.drafts.ByIDs(ctx, ids, read)
	if err != nil {
		return nil, err
	}
	for id, draft := range drafts {
		if !v.Decide(access.See, draft.subject()).Allowed {
			delete(drafts, id)
		}
	}
	return drafts, nil
}

// Draft returns one draft; [errs.NotFound] if there is none for the viewer.
func (d *Desk) Draft(ctx context.Context, v access.Viewer, id string) (*Draft, error) {
	return d.visible(ctx, v, id)
}

// MayAudit returns nil if the viewer may read who did what with a draft.
func (d *Desk) MayAudit(ctx context.Context, v access.Viewer, id string) error {
	draft, err := d.visible(ctx, v, id)
	if err != nil {
		return err
	}
	return v.Require(access.Audit, draft.subject())
}

// within holds for the drafts that exist for the viewer.
func within(v access.Viewer) (store.Where, error) {
	var states store.Where
	if v.Scope != nil && len(v.Scope.States) > 0 {
		states = store.AnyOf("state", v.Scope.States...)
	}
	switch v.Reach(access.See, access.Drafts) {
	case access.Anywhere:
		return states, nil
	case access.OwnUnit:
		return store.All(states, store.AnyOf("audience", v.Actor, v.UnitID)), nil
	case access.Own:
		return store.All(states, store.AnyOf("audience", v.Actor)), nil
	default:
		return nil, v.Require(access.See, access.Subject{Noun: access.Drafts})
	}
}
