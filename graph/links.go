package graph

import (
	"context"

	"thidua/graph/connection"
	"thidua/internal/access"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/store"
)

// draftsLinking resolves the drafts that link to a document, those changed last first; nil for viewers to whom no draft is
// shown.
func draftsLinking[P any](
	ctx context.Context, r *Resolver, node *P, first *int64, after *string, last *int64, before *string,
) (*connection.Drafts, error) {
	v := r.viewer(ctx)
	if v.Reach(access.See, access.Drafts) == access.Nowhere {
		return nil, nil //nolint:nilnil // null in GraphQL
	}
	return page(ctx, node, newsroom.LastChanged.Order(), pageArgs(first, after, last, before), pages[newsroom.Draft]{
		load: func(ctx context.Context, ids []string, p store.Page) (map[string][]*newsroom.Draft, error) {
			return r.Desk.DraftsLinking(ctx, v, ids, p)
		},
		count: func(ctx context.Context, ids []string) (map[string]int64, error) {
			return r.Desk.CountDraftsLinking(ctx, v, ids)
		},
	})
}

func (r queryResolver) DraftCounts(ctx context.Context, where *newsroom.DraftFilter) ([]*newsroom.DraftCount, error) {
	if err := r.completeDrafts(ctx, where); err != nil {
		return nil, err
	}
	counts, err := r.Desk.CountDraftsByState(ctx, r.viewer(ctx), where)
	return pointers(counts), err
}

// pointers returns the places of a list's items, as generated code wants them.
func pointers[T any](items []T) []*T {
	all := make([]*T, len(items))
	for i := range items {
		all[i] = &items[i]
	}
	return all
}

func (r unitResolver) Drafts(
	ctx context.Context, node *register.Unit, first *int64, after *string, last *int64, before *string,
) (*connection.Drafts, error) {
	return draftsLinking(ctx, r.Resolver, node, first, after, last, before)
}

func (r blocResolver) Drafts(
	ctx context.Context, node *register.Bloc, first *int64, after *string, last *int64, before *string,
) (*connection.Drafts, error) {
	return draftsLinking(ctx, r.Resolver, node, first, after, last, before)
}

func (r blocYearResolver) Drafts(
	ctx context.Context, node *register.BlocYear, first *int64, after *string, last *int64, before *string,
) (*connection.Drafts, error) {
	return draftsLinking(ctx, r.Resolver, node, first, after, last, before)
}

func (r personResolver) Drafts(
	ctx context.Context, node *register.Person, first *int64, after *string, last *int64, before *string,
) (*connection.Drafts, error) {
	return draftsLinking(ctx, r.Resolver, node, first, after, last, before)
}

func (r awardTypeResolver) Drafts(
	ctx context.Context, node *register.AwardType, first *int64, after *string, last *int64, before *string,
) (*connection.Drafts, error) {
	return draftsLinking(ctx, r.Resolver, node, first, after, last, before)
}

func (r awardResolver) Drafts(
	ctx context.Context, node *register.Award, first *int64, after *string, last *int64, before *string,
) (*connection.Drafts, error) {
	return draftsLinking(ctx, r.Resolver, node, first, after, last, before)
}

func (r decisionResolver) Articles(
	ctx context.Context, node *register.Decision, first *int64, after *string, last *int64, before *string,
) (*articlePage, error) {
	return articlesBy(ctx, r.Resolver, node, newsroom.ByDecision, first, after, last, before)
}

func (r decisionResolver) Drafts(
	ctx context.Context, node *register.Decision, first *int64, after *string, last *int64, before *string,
) (*connection.Drafts, error) {
	return draftsLinking(ctx, r.Resolver, node, first, after, last, before)
}

func (r eventResolver) Drafts(
	ctx context.Context, node *register.Event, first *int64, after *string, last *int64, before *string,
) (*connection.Drafts, error) {
	return draftsLinking(ctx, r.Resolver, node, first, after, last, before)
}

func (r taskResolver) Drafts(
	ctx context.Context, node *register.Task, first *int64, after *string, last *int64, before *string,
) (*connection.Drafts, error) {
	return draftsLinking(ctx, r.Resolver, node, first, after, last, before)
}

func (r movementResolver) Drafts(
	ctx context.Context, node *register.Movement, first *int64, after *string, last *int64, before *string,
) (*connection.Drafts, error) {
	return draftsLinking(ctx, r.Resolver, node, first, after, last, before)
}

func (r legalReferenceResolver) Drafts(
	ctx context.Context, node *register.LegalReference, first *int64, after *string, last *int64, before *string,
) (*connection.Drafts, error) {
	return draftsLinking(ctx, r.Resolver, node, first, after, last, before)
}
