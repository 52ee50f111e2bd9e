package webhook

import (
	"context"
	"fmt"
	"time"

	"thidua/internal/store"
)

// What is thrown away, and when.
const (
	tidyEvery = 10 * time.Minute
	tidyLease = "webhooks-tidy"
	// tidyAge is how old what belongs to no webhook must be: one may be about to come.
	tidyAge = 10 * time.Minute
)

// Tidy throws away what is too old or too much of the log, and what removed webhooks left. It does nothing if another
// process is at it.
func (h *Hooks) Tidy(ctx context.Context) error {
	held, err := h.store.Acquire(ctx, tidyLease, h.holder, tidyEvery/2)
	if err != nil || !held {
		return err
	}
	tracks, err := h.tracks.Find(ctx, store.Query{Limit: store.MaxLimit})
	if err != nil {
		return err
	}
	ids := make([]string, len(tracks))
	for i, t := range tracks {
		ids[i] = t.ID
	}
	webhooks, err := h.webhooks.ByIDs(ctx, ids, store.Light)
	if err != nil {
		return err
	}
	old := store.Range{Field: "createdAt", To: h.now().Add(-KeptFor).UTC().Truncate(time.Millisecond)}
	for _, t := range tracks {
		if webhooks[t.ID] == nil && h.now().Sub(t.CreatedAt) > tidyAge {
			if err := h.clear(ctx, t.ID); err != nil {
				return err
			}
			continue
		}
		for _, state := range []DeliveryState{Delivered, Dead} {
			settled := Filter{WebhookID: t.ID, State: state}.where()
			if err := h.discard(ctx, store.All(settled, old), store.MaxLimit); err != nil {
				return err
			}
			n, err := h.deliveries.Count(ctx, settled)
			if err == nil && n > MaxSettled {
				err = h.discard(ctx, settled, int(min(n-MaxSettled, store.MaxLimit)))
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// clear takes away all that belongs to a webhook which is removed.
func (h *Hooks) clear(ctx context.Context, webhookID string) error {
	all := Filter{WebhookID: webhookID}.where()
	for {
		n, err := h.deliveries.Count(ctx, all)
		if err != nil {
			return err
		}
		if n == 0 {
			break
		}
		if err := h.discard(ctx, all, store.MaxLimit); err != nil {
			return err
		}
	}
	tracks, err := h.tracks.ByIDs(ctx, []string{webhookID}, store.Whole)
	if err != nil || tracks[webhookID] == nil {
		return err
	}
	return h.tracks.Remove(ctx, tracks[webhookID], system(""))
}

// discard removes the oldest deliveries of which a condition holds, at most so many.
func (h *Hooks) discard(ctx context.Context, where store.Where, most int) error {
	found, err := h.deliveries.Find(ctx, store.Query{Where: where, Sort: store.Sort{By: []string{"createdAt"}}, Limit: most})
	if err != nil || len(found) == 0 {
		return err
	}
	writes := make([]store.Write, len(found))
	for i, d := range found {
		writes[i] = h.deliveries.Removing(d, system(""))
	}
	if _, err := h.store.Apply(ctx, writes...); err != nil {
		return fmt.Errorf("throw away deliveries: %w", err)
	}
	return nil
}
