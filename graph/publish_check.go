package graph

import (
	"context"
	"slices"

	"thidua/graph/gen"
	"thidua/graph/scalar"
	"thidua/internal/gate"
	"thidua/internal/register"
)

func (r queryResolver) PublishCheck(ctx context.Context, id string) (*gate.Report, error) {
	d, err := r.Desk.Draft(ctx, r.viewer(ctx), id)
	if d, err = found(ctx, d, err); d == nil || err != nil {
		return nil, err
	}
	report, err := r.Gate.Check(ctx, d)
	if err != nil {
		return nil, err
	}
	missing, err := r.Desk.Missing(ctx, d)
	if err != nil {
		return nil, err
	}
	report.Lacking(missing)
	adopt(ctx, slices.Concat(report.Blocking, report.Warnings))
	return report, nil
}

// PublishFinding returns the resolvers of what the gate finds.
func (r *Resolver) PublishFinding() gen.PublishFindingResolver { return publishFindingResolver{r} }

type publishFindingResolver struct{ *Resolver }

func (r publishFindingResolver) Message(ctx context.Context, f *gate.Finding) (string, error) {
	if exchangeOf(ctx).lang == english {
		return f.En, nil
	}
	return f.Vi, nil
}

func (r publishFindingResolver) Start(_ context.Context, f *gate.Finding) (*int64, error) {
	return quoted(f, f.Start), nil
}

func (r publishFindingResolver) End(_ context.Context, f *gate.Finding) (*int64, error) {
	return quoted(f, f.End), nil
}

// quoted returns a place of a finding's quote, or nil if it has none.
func quoted(f *gate.Finding, place int) *int64 {
	if f.Quote == "" {
		return nil
	}
	n := int64(place)
	return &n
}

// Subject loads what all findings are about: one call for each kind of document.
func (r publishFindingResolver) Subject(ctx context.Context, f *gate.Finding) (scalar.Node, error) {
	if f.SubjectID == "" {
		return nil, nil //nolint:nilnil // null in GraphQL
	}
	all, err := edge(ctx, f, r.subjects)
	return all[f.SubjectID], err
}

func (r publishFindingResolver) Units(ctx context.Context, f *gate.Finding) ([]*register.Unit, error) {
	return many(ctx, f, func(f *gate.Finding) []string { return f.UnitIDs }, r.units)
}

// subjects loads the documents that exist for the viewer.
func (r *Resolver) subjects(ctx context.Context, findings []*gate.Finding) (map[string]scalar.Node, error) {
	var ids []string
	for _, f := range findings {
		ids = append(ids, f.SubjectID)
	}
	all := map[string]scalar.Node{}
	for part := range slices.Chunk(distinct(ids), maxNodes) {
		nodes, err := (queryResolver{r}).Nodes(ctx, part)
		if err != nil {
			return nil, err
		}
		for i, node := range nodes {
			if node != nil {
				all[part[i]] = node
			}
		}
	}
	return all, nil
}
