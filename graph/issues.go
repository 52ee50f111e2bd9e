package graph

import (
	"context"

	"thidua/graph/connection"
	"thidua/graph/shape"
	"thidua/internal/gate"
	"thidua/internal/newsroom"
	"thidua/internal/store"
)

// maxLookedThrough is how many drafts one request looks through for issues: their texts are read for that.
const maxLookedThrough = 50

func (r queryResolver) DraftIssues(
	ctx context.Context, where *newsroom.DraftFilter, codes []gate.Code, first *int64, after *string,
) (*connection.DraftIssues, error) {
	if first != nil {
		if err := within("first", *first, maxLookedThrough); err != nil {
			return nil, err
		}
	}
	if err := r.completeDrafts(ctx, where); err != nil {
		return nil, err
	}
	v := r.viewer(ctx)
	page, err := list(ctx, newsroom.LastChanged.Order(), pageArgs(first, after, nil, nil),
		func(ctx context.Context, p store.Page) ([]*newsroom.Draft, error) {
			p.Read = store.Whole
			return r.Desk.Drafts(ctx, v, where, newsroom.LastChanged, p)
		},
		func(ctx context.Context) (int64, error) { return r.Desk.CountDrafts(ctx, v, where) })
	if err != nil {
		return nil, err
	}
	found, err := r.Gate.Issues(ctx, page.Nodes(), codes)
	if err != nil {
		return nil, err
	}
	var all []*gate.Finding
	for _, d := range page.Nodes() {
		all = append(all, found[d.ID]...)
	}
	adopt(ctx, all)
	return connection.Through(page, func(d *newsroom.Draft) *shape.DraftIssue {
		if len(found[d.ID]) == 0 {
			return nil
		}
		return &shape.DraftIssue{Draft: d, Findings: found[d.ID]}
	}), nil
}
