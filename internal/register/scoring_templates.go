package register

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/store"
)

// ScoringTemplateFilter chooses scoring templates; an empty field is no condition.
type ScoringTemplateFilter struct {
	Bloc  *string
	Level []AdminLevel
	Year  *int64
	State []ScoringTemplateState
}

func (f ScoringTemplateFilter) where(v access.Viewer) store.Where {
	return store.All(is("blocId", f.Bloc), oneOf("level", f.Level), inYear(f.Year), oneOf("state", f.State), public(v))
}

// ScoringTemplateOrder is an order of scoring templates.
type ScoringTemplateOrder string

// The orders: by year and revision, the newest first, or by name.
const (
	TemplatesNewest ScoringTemplateOrder = "NEWEST"
	TemplatesByName ScoringTemplateOrder = "NAME"
)

// Order returns the order for the store.
func (o ScoringTemplateOrder) Order() store.Order[ScoringTemplate] {
	if o == TemplatesByName {
		return sortBy(false, func(t *ScoringTemplate) []any { return []any{t.SortKey} }, "sortKey")
	}
	return sortBy(true, func(t *ScoringTemplate) []any { return []any{t.Year, t.Revision} }, "year", "revision")
}

// ScoringTemplates returns a page of scoring templates.
func (r *Register) ScoringTemplates(ctx context.Context, v access.Viewer, f ScoringTemplateFilter, o ScoringTemplateOrder, p store.Page) ([]*ScoringTemplate, error) {
	return r.scoringTemplates.Find(ctx, store.Query{Where: f.where(v), Sort: o.Order().Sort}.Paged(p))
}

// CountScoringTemplates counts scoring templates.
func (r *Register) CountScoringTemplates(ctx context.Context, v access.Viewer, f ScoringTemplateFilter) (int64, error) {
	return r.scoringTemplates.Count(ctx, f.where(v))
}

// ScoringTemplatesByID returns those of the scoring templates that exist for the viewer: one in use for everybody, a draft
// for the office and the unit that supervises its bloc.
func (r *Register) ScoringTemplatesByID(ctx context.Context, v access.Viewer, ids []string) (map[string]*ScoringTemplate, error) {
	sight, err := r.templateSight(ctx, v)
	if err != nil || len(ids) == 0 || sight == nil {
		if err != nil {
			return nil, err
		}
		return r.scoringTemplates.ByIDs(ctx, ids, store.Whole)
	}
	docs, err := r.scoringTemplates.Find(ctx, store.Query{Where: store.All(store.AnyOf(store.IDField, ids...), sight), Limit: len(ids)})
	if err != nil {
		return nil, err
	}
	byID := make(map[string]*ScoringTemplate, len(docs))
	for _, doc := range docs {
		byID[doc.ID] = doc
	}
	return byID, nil
}

// templateSight is the condition that the templates which exist for a viewer meet; nil for all.
func (r *Register) templateSight(ctx context.Context, v access.Viewer) (store.Where, error) {
	all := public(v)
	if all == nil {
		return nil, nil //nolint:nilnil // no condition
	}
	blocs, err := r.supervisedBy(ctx, v)
	if err != nil || len(blocs) == 0 {
		return all, err
	}
	return store.Or{all, store.AnyOf("blocId", blocs...)}, nil
}

// supervisedBy returns the blocs that the unit of a viewer oversees, if the policy lets the viewer see what is its unit's.
func (r *Register) supervisedBy(ctx context.Context, v access.Viewer) ([]string, error) {
	if v.UnitID == "" || v.Reach(access.See, access.Records) != access.OwnUnit {
		return nil, nil
	}
	blocs, err := r.blocs.Find(ctx, store.Query{Where: store.Eq{Field: "supervisorId", Value: v.UnitID}, Limit: store.MaxLimit})
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(blocs))
	for i, b := range blocs {
		ids[i] = b.ID
	}
	return ids, nil
}
