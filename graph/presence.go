package graph

import (
	"context"

	"thidua/graph/gen"
	"thidua/internal/access"
	"thidua/internal/newsroom"
)

// Editing loads who has the drafts open, for all siblings.
func (r draftResolver) Editing(ctx context.Context, d *newsroom.Draft) (*newsroom.Presence, error) {
	editing, err := edge(ctx, d, func(ctx context.Context, drafts []*newsroom.Draft) (map[string]*newsroom.Presence, error) {
		found, err := r.Desk.Editing(ctx, r.viewer(ctx), drafts)
		all := make([]*newsroom.Presence, 0, len(found))
		for _, d := range drafts {
			if p := found[d.ID]; p != nil {
				all = append(all, p)
			}
		}
		adopt(ctx, all)
		return found, err
	})
	return editing[d.ID], err
}

// DraftEditing returns the resolvers of who has a draft open.
func (r *Resolver) DraftEditing() gen.DraftEditingResolver { return editingResolver{r} }

type editingResolver struct{ *Resolver }

func (r editingResolver) By(ctx context.Context, p *newsroom.Presence) (*access.User, error) {
	return one(ctx, p, func(p *newsroom.Presence) string { return p.UserID }, r.users)
}

func (r editingResolver) IsViewer(ctx context.Context, p *newsroom.Presence) (bool, error) {
	return p.UserID == r.viewer(ctx).Actor, nil
}

func (r mutationResolver) ArticleEditBegin(ctx context.Context, input gen.ArticleEditBeginInput) (*gen.ArticleEditBeginPayload, error) {
	p, isMine, err := r.Desk.BeginEditing(ctx, r.viewer(ctx), input.ID, input.TakeOver)
	payload := &gen.ArticleEditBeginPayload{Editing: p}
	if isMine {
		payload.EditID = &p.EditID
	}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) ArticleEditKeep(ctx context.Context, input gen.ArticleEditKeepInput) (*gen.ArticleEditKeepPayload, error) {
	p, isMine, err := r.Desk.KeepEditing(ctx, r.viewer(ctx), input.ID, input.EditID)
	payload := &gen.ArticleEditKeepPayload{Editing: p, IsTakenOver: err == nil && !isMine}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) ArticleEditEnd(ctx context.Context, input gen.ArticleEditEndInput) (*gen.ArticleEditEndPayload, error) {
	err := r.Desk.EndEditing(ctx, r.viewer(ctx), input.ID, input.EditID)
	payload := &gen.ArticleEditEndPayload{}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}
