package graph

import (
	"context"

	"thidua/graph/connection"
	"thidua/graph/gen"
	"thidua/internal/newsroom"
	"thidua/internal/partner"
	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/viet"
)

func (r *Resolver) partners(ctx context.Context, ids []string) (map[string]*partner.Partner, error) {
	return r.Partners.ByID(ctx, r.viewer(ctx), ids)
}

func (r queryResolver) Partners(
	ctx context.Context, first *int64, after *string, last *int64, before *string,
) (*connection.Partners, error) {
	v := r.viewer(ctx)
	return list(ctx, partner.Order(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*partner.Partner, error) {
			return r.Resolver.Partners.List(ctx, v, p)
		},
		func(ctx context.Context) (int64, error) { return r.Resolver.Partners.Count(ctx, v) })
}

func (r queryResolver) Partner(ctx context.Context, id string) (*partner.Partner, error) {
	p, err := r.Resolver.Partners.Partner(ctx, r.viewer(ctx), id)
	return found(ctx, p, err)
}

func (r queryResolver) PartnerUsage(ctx context.Context, partnerID string, from, to viet.Date) (*partner.Usage, error) {
	u, err := r.Resolver.Partners.Usage(ctx, r.viewer(ctx), partnerID, from, to)
	return found(ctx, u, err)
}

// Partner returns the resolvers of partners.
func (r *Resolver) Partner() gen.PartnerResolver { return partnerResolver{r} }

type partnerResolver struct{ *Resolver }

func (r partnerResolver) Blocs(ctx context.Context, p *partner.Partner) ([]*register.Bloc, error) {
	return many(ctx, p, func(p *partner.Partner) []string { return p.BlocIDs }, r.blocs)
}

func (r partnerResolver) Categories(ctx context.Context, p *partner.Partner) ([]*newsroom.Category, error) {
	return many(ctx, p, func(p *partner.Partner) []string { return p.CategoryIDs }, r.categories)
}

func (r partnerResolver) Credit(_ context.Context, p *partner.Partner) (string, error) {
	return p.CreditOr(r.SiteName), nil
}

func (r partnerResolver) State(_ context.Context, p *partner.Partner) (partner.State, error) {
	return p.StateAt(r.Now()), nil
}
