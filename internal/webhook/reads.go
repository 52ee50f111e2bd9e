package webhook

import (
	"context"
	"time"

	"thidua/internal/access"
	"thidua/internal/store"
)

// Everything here is for administrators.

// Order is the order of [Hooks.List]: the oldest first.
func Order() store.Order[Webhook] { return store.Order[Webhook]{} }

// List returns a page of all webhooks.
func (h *Hooks) List(ctx context.Context, v access.Viewer, p store.Page) ([]*Webhook, error) {
	if err := v.Require(access.See, subject()); err != nil {
		return nil, err
	}
	return h.webhooks.Find(ctx, store.Query{}.Paged(p))
}

// Count counts all webhooks.
func (h *Hooks) Count(ctx context.Context, v access.Viewer) (int64, error) {
	if err := v.Require(access.See, subject()); err != nil {
		return 0, err
	}
	return h.webhooks.Count(ctx, nil)
}

// Webhook returns one; [errs.NotFound] if there is none.
func (h *Hooks) Webhook(ctx context.Context, v access.Viewer, id string) (*Webhook, error) {
	if err := v.Require(access.See, subject()); err != nil {
		return nil, err
	}
	return h.webhooks.ByID(ctx, id)
}

// ByID returns those of the webhooks that exist for the viewer.
func (h *Hooks) ByID(ctx context.Context, v access.Viewer, ids []string) (map[string]*Webhook, error) {
	if !v.Decide(access.See, subject()).Allowed {
		return map[string]*Webhook{}, nil
	}
	return h.webhooks.ByIDs(ctx, ids, store.Whole)
}

// FailingSince returns since when nothing has arrived at those of the webhooks of which that is so.
func (h *Hooks) FailingSince(ctx context.Context, v access.Viewer, ids []string) (map[string]*time.Time, error) {
	if err := v.Require(access.See, subject()); err != nil {
		return nil, err
	}
	tracks, err := h.tracks.ByIDs(ctx, ids, store.Whole)
	since := map[string]*time.Time{}
	for id, t := range tracks {
		since[id] = t.FailingSince
	}
	return since, err
}

// Filter narrows a list of deliveries; what is empty does not.
type Filter struct {
	WebhookID string
	State     DeliveryState
}

func (f Filter) where() store.Where {
	var and []store.Where
	if f.WebhookID != "" {
		and = append(and, store.Eq{Field: "webhookId", Value: f.WebhookID})
	}
	if f.State != "" {
		and = append(and, store.Eq{Field: "state", Value: string(f.State)})
	}
	return store.All(and...)
}

// DeliveryOrder is the order of [Hooks.Deliveries]: the newest first.
func DeliveryOrder() store.Order[Delivery] {
	return store.Order[Delivery]{
		Sort:   store.Sort{By: []string{"createdAt"}, Desc: true},
		Values: func(d *Delivery) []any { return []any{d.CreatedAt} },
	}
}

// Deliveries returns a page of what was or is to be sent.
func (h *Hooks) Deliveries(ctx context.Context, v access.Viewer, f Filter, p store.Page) ([]*Delivery, error) {
	if err := v.Require(access.See, subject()); err != nil {
		return nil, err
	}
	return h.deliveries.Find(ctx, store.Query{Where: f.where(), Sort: DeliveryOrder().Sort}.Paged(p))
}

// CountDeliveries counts them.
func (h *Hooks) CountDeliveries(ctx context.Context, v access.Viewer, f Filter) (int64, error) {
	if err := v.Require(access.See, subject()); err != nil {
		return 0, err
	}
	return h.deliveries.Count(ctx, f.where())
}

// DeliveriesByID returns those of the deliveries that exist for the viewer.
func (h *Hooks) DeliveriesByID(ctx context.Context, v access.Viewer, ids []string) (map[string]*Delivery, error) {
	if !v.Decide(access.See, subject()).Allowed {
		return map[string]*Delivery{}, nil
	}
	return h.deliveries.ByIDs(ctx, ids, store.Whole)
}
