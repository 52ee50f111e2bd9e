package graph

import (
	"context"
	"time"

	"thidua/graph/connection"
	"thidua/graph/gen"
	"thidua/internal/store"
	"thidua/internal/webhook"
)

func (r *Resolver) webhooks(ctx context.Context, ids []string) (map[string]*webhook.Webhook, error) {
	return r.Hooks.ByID(ctx, r.viewer(ctx), ids)
}

func (r *Resolver) webhookDeliveries(ctx context.Context, ids []string) (map[string]*webhook.Delivery, error) {
	return r.Hooks.DeliveriesByID(ctx, r.viewer(ctx), ids)
}

func (r queryResolver) Webhooks(
	ctx context.Context, first *int64, after *string, last *int64, before *string,
) (*connection.Webhooks, error) {
	v := r.viewer(ctx)
	return list(ctx, webhook.Order(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*webhook.Webhook, error) { return r.Hooks.List(ctx, v, p) },
		func(ctx context.Context) (int64, error) { return r.Hooks.Count(ctx, v) })
}

func (r queryResolver) Webhook(ctx context.Context, id string) (*webhook.Webhook, error) {
	w, err := r.Hooks.Webhook(ctx, r.viewer(ctx), id)
	return found(ctx, w, err)
}

func (r queryResolver) WebhookDeliveries(
	ctx context.Context, webhookID *string, state *webhook.DeliveryState, first *int64, after *string, last *int64, before *string,
) (*connection.WebhookDeliveries, error) {
	v, f := r.viewer(ctx), webhook.Filter{WebhookID: or(webhookID), State: or(state)}
	return list(ctx, webhook.DeliveryOrder(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*webhook.Delivery, error) {
			return r.Hooks.Deliveries(ctx, v, f, p)
		},
		func(ctx context.Context) (int64, error) { return r.Hooks.CountDeliveries(ctx, v, f) })
}

// Webhook returns the resolvers of webhooks.
func (r *Resolver) Webhook() gen.WebhookResolver { return webhookResolver{r} }

type webhookResolver struct{ *Resolver }

func (r webhookResolver) FailingSince(ctx context.Context, w *webhook.Webhook) (*time.Time, error) {
	since, err := edge(ctx, w, func(ctx context.Context, all []*webhook.Webhook) (map[string]*time.Time, error) {
		return r.Hooks.FailingSince(ctx, r.viewer(ctx), idsOf(all))
	})
	return since[w.ID], err
}

// WebhookDelivery returns the resolvers of deliveries.
func (r *Resolver) WebhookDelivery() gen.WebhookDeliveryResolver { return webhookDeliveryResolver{r} }

type webhookDeliveryResolver struct{ *Resolver }

func (r webhookDeliveryResolver) Webhook(ctx context.Context, d *webhook.Delivery) (*webhook.Webhook, error) {
	return one(ctx, d, func(d *webhook.Delivery) string { return d.WebhookID }, r.webhooks)
}
