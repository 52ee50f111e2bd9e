package graph

import (
	"context"

	"thidua/graph/gen"
	"thidua/graph/shape"
	"thidua/internal/access"
	"thidua/internal/newsroom"
	"thidua/internal/store"
)

// previewPath is the page of the site that shows previews. The token follows behind "#", which browsers send to no server.
const previewPath = "/xem-truoc#"

func (r queryResolver) ArticlePreview(ctx context.Context, token string) (*shape.Preview, error) {
	version, link, err := r.Desk.Previewed(ctx, token)
	if err != nil {
		return nil, err
	}
	return &shape.Preview{Content: version, ExpiresAt: link.ExpiresAt}, nil
}

func (r *Resolver) previews(ctx context.Context, ids []string) (map[string]*newsroom.Preview, error) {
	return r.Desk.PreviewsByID(ctx, r.viewer(ctx), ids)
}

// Previews loads the links of all siblings.
func (r draftResolver) Previews(ctx context.Context, d *newsroom.Draft) ([]*newsroom.Preview, error) {
	links, err := edge(ctx, d, func(ctx context.Context, drafts []*newsroom.Draft) (map[string][]*newsroom.Preview, error) {
		found, err := r.Desk.Previews(ctx, r.viewer(ctx), drafts)
		var all []*newsroom.Preview
		for _, d := range drafts {
			all = append(all, found[d.ID]...)
		}
		adopt(ctx, all)
		return found, err
	})
	return links[d.ID], err
}

// ArticlePreviewLink returns the resolvers of preview links.
func (r *Resolver) ArticlePreviewLink() gen.ArticlePreviewLinkResolver { return previewLinkResolver{r} }

type previewLinkResolver struct{ *Resolver }

func (r previewLinkResolver) CreatedBy(ctx context.Context, p *newsroom.Preview) (*access.User, error) {
	return one(ctx, p, func(p *newsroom.Preview) string { return p.CreatedBy }, r.users)
}

func (r mutationResolver) ArticlePreviewCreate(
	ctx context.Context, input gen.ArticlePreviewCreateInput,
) (*gen.ArticlePreviewCreatePayload, error) {
	link, token, err := r.Desk.CreatePreview(ctx, r.viewer(ctx), store.Revision{ID: input.ID, Version: input.Version}, input.Hours)
	payload := &gen.ArticlePreviewCreatePayload{Link: link}
	if err == nil {
		url := r.SiteURL + previewPath + token
		payload.Token, payload.URL = &token, &url
	}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) ArticlePreviewRevoke(
	ctx context.Context, input gen.ArticlePreviewRevokeInput,
) (*gen.ArticlePreviewRevokePayload, error) {
	payload := &gen.ArticlePreviewRevokePayload{}
	err := r.Desk.RevokePreview(ctx, r.viewer(ctx), input.ID)
	if err == nil {
		payload.RevokedID = &input.ID
	}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}
