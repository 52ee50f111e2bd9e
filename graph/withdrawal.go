package graph

import (
	"context"

	"thidua/graph/connection"
	"thidua/graph/gen"
	"thidua/graph/scalar"
	"thidua/graph/shape"
	"thidua/internal/gate"
	"thidua/internal/newsroom"
	"thidua/internal/store"
)

func (r queryResolver) WithdrawalCheck(ctx context.Context, id string) (*shape.WithdrawalCheck, error) {
	d, err := r.Desk.Draft(ctx, r.viewer(ctx), id)
	if d, err = found(ctx, d, err); d == nil || err != nil {
		return nil, err
	}
	return r.withdrawalOf(d), nil
}

func (r *Resolver) withdrawalOf(d *newsroom.Draft) *shape.WithdrawalCheck {
	if d == nil {
		return nil
	}
	return &shape.WithdrawalCheck{Of: newsroom.Target{Draft: d, SiteURL: r.SiteURL}}
}

// ArticleUnpublishPayload returns the resolvers of the answer of articleUnpublish.
func (r *Resolver) ArticleUnpublishPayload() gen.ArticleUnpublishPayloadResolver {
	return withdrawalPayloadResolver{r}
}

// ArticleRetractPayload returns the resolvers of the answer of articleRetract.
func (r *Resolver) ArticleRetractPayload() gen.ArticleRetractPayloadResolver {
	return withdrawalPayloadResolver{r}
}

type withdrawalPayloadResolver struct{ *Resolver }

func (r withdrawalPayloadResolver) WithdrawalCheck(_ context.Context, p *shape.DraftPayload) (*shape.WithdrawalCheck, error) {
	return r.withdrawalOf(p.Draft), nil
}

// WithdrawalCheck returns the resolvers of what hangs on an article.
func (r *Resolver) WithdrawalCheck() gen.WithdrawalCheckResolver { return withdrawalCheckResolver{r} }

type withdrawalCheckResolver struct{ *Resolver }

func (r withdrawalCheckResolver) Articles(
	ctx context.Context, c *shape.WithdrawalCheck, first *int64, after *string, last *int64, before *string,
) (*articlePage, error) {
	return list(ctx, newsroom.Newest.Order(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*newsroom.Article, error) {
			return r.News.ArticlesLinkingTo(ctx, c.Of, p)
		},
		func(ctx context.Context) (int64, error) { return r.News.CountArticlesLinkingTo(ctx, c.Of) })
}

func (r withdrawalCheckResolver) Drafts(
	ctx context.Context, c *shape.WithdrawalCheck, first *int64, after *string, last *int64, before *string,
) (*connection.Drafts, error) {
	v := r.viewer(ctx)
	return list(ctx, newsroom.LastChanged.Order(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*newsroom.Draft, error) {
			return r.Desk.DraftsLinkingTo(ctx, v, c.Of, p)
		},
		func(ctx context.Context) (int64, error) { return r.Desk.CountDraftsLinkingTo(ctx, v, c.Of) })
}

func (r withdrawalCheckResolver) OnlyReportOf(ctx context.Context, c *shape.WithdrawalCheck) ([]scalar.Node, error) {
	live, err := r.News.ArticlesByID(ctx, []string{c.Of.Draft.ArticleID()}, store.Light)
	a := live[c.Of.Draft.ArticleID()]
	if err != nil || a == nil {
		return []scalar.Node{}, err
	}
	ids, err := r.News.OnlyReported(ctx, a)
	if err != nil {
		return nil, err
	}
	all, err := r.nodes(ctx, ids)
	nodes := make([]scalar.Node, 0, len(ids))
	for _, id := range ids {
		if node, ok := all[id]; ok {
			nodes = append(nodes, node)
		}
	}
	return nodes, err
}

// Broken finds what is broken in the text; a payload's draft is whole, and so is one that was read by its ID.
func (r withdrawalCheckResolver) Broken(ctx context.Context, c *shape.WithdrawalCheck) ([]*gate.Finding, error) {
	found, err := r.Gate.Issues(ctx, []*newsroom.Draft{c.Of.Draft}, []gate.Code{
		gate.DeadLink, gate.MissingRecord, gate.HiddenRecord, gate.MissingMedia,
	})
	if err != nil {
		return nil, err
	}
	broken := append([]*gate.Finding{}, found[c.Of.Draft.ID]...)
	adopt(ctx, broken)
	return broken, nil
}
