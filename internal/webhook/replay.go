package webhook

import (
	"context"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// Test sends an event that stands for nothing, once, whatever the state of the webhook, and returns what came of it.
func (h *Hooks) Test(ctx context.Context, v access.Viewer, id string) (*Delivery, error) {
	if err := v.Require(access.Update, subject()); err != nil {
		return nil, err
	}
	w, err := h.webhooks.ByID(ctx, id)
	if err != nil {
		return nil, err
	}
	secrets, err := h.secretsOf(w)
	if err != nil {
		return nil, err
	}
	now := h.instant()
	d := &Delivery{
		Head: store.Head{ID: h.ids.Next(h.deliveries.Prefix, now)}, WebhookID: w.ID, At: now, State: Pending, DueAt: now, Attempts: []Attempt{},
	}
	a, _, err := h.attempt(ctx, w, secrets, d)
	if err != nil {
		return nil, err
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	d = d.after(a, 0, 0, nil)
	return d, h.deliveries.Insert(ctx, d, system(""))
}

// Replay sends a settled delivery again, under its own webhook-id, and tries as long as it did the first time.
func (h *Hooks) Replay(ctx context.Context, v access.Viewer, at store.Revision) (*Delivery, error) {
	if err := v.Require(access.Update, subject()); err != nil {
		return nil, err
	}
	d, err := h.deliveries.ByID(ctx, at.ID)
	if err != nil {
		return nil, err
	}
	if d.Version != at.Version {
		return nil, h.deliveries.Conflict(ctx, at.Version, d)
	}
	if err := d.mayReplay(); err != nil {
		return nil, err
	}
	if err := h.announce(ctx, v, d.WebhookID); err != nil {
		return nil, err
	}
	is := d.replayed(h.instant())
	return is, h.deliveries.Replace(ctx, d, is, system(""))
}

// mayReplay refuses what waits already, and what stands for nothing.
func (d *Delivery) mayReplay() error {
	switch {
	case d.IsTest():
		return errs.New(errs.WrongState, "Đây là lần gửi thử; hãy gửi thử lần nữa (webhookTest).", "This was a test: send another one (webhookTest).")
	case d.State == Pending:
		return errs.New(errs.WrongState, "Thông báo này đang chờ gửi.", "This delivery is pending already.")
	}
	return nil
}

// announce notes in the journal that somebody replays what a webhook was sent, and so wakes whoever works for it.
func (h *Hooks) announce(ctx context.Context, v access.Viewer, webhookID string) error {
	w, err := h.webhooks.ByID(ctx, webhookID)
	if err != nil {
		return err
	}
	after := *w
	return h.webhooks.Replace(ctx, w, &after, store.Act{Actor: v.Actor, Action: "webhook.replay"})
}

// replayPage is how many deliveries are replayed in one step.
const replayPage = 500

// ReplaySince sends again what a webhook was to be told since a time and what was given up, or with delivered all of it. It
// returns how many that are. Who was interrupted calls it again.
func (h *Hooks) ReplaySince(ctx context.Context, v access.Viewer, at store.Revision, since time.Time, delivered bool) (w *Webhook, n int64, err error) {
	if w, err = h.replace(ctx, v, at, "webhook.replay", func(*Webhook) error { return nil }); err != nil {
		return nil, 0, err
	}
	states := []DeliveryState{Dead}
	if delivered {
		states = append(states, Delivered)
	}
	for _, state := range states {
		m, err := h.replayAll(ctx, Filter{WebhookID: w.ID, State: state}, since)
		n += m
		if err != nil {
			return nil, n, err
		}
	}
	return w, n, nil
}

// replayAll replays all that a filter leaves of what was made since a time.
func (h *Hooks) replayAll(ctx context.Context, f Filter, since time.Time) (n int64, err error) {
	var after *store.Position
	order := store.Order[Delivery]{Sort: store.Sort{By: []string{"createdAt"}}, Values: DeliveryOrder().Values}
	for {
		found, err := h.deliveries.Find(ctx, store.Query{
			Where: store.All(f.where(), store.Range{Field: "createdAt", From: since.UTC().Truncate(time.Millisecond)}),
			Sort:  order.Sort, After: after, Limit: replayPage,
		})
		if err != nil || len(found) == 0 {
			return n, err
		}
		var writes []store.Write
		for _, d := range found {
			if d.IsTest() {
				continue
			}
			write, err := h.deliveries.Replacing(d, d.replayed(h.instant()), system(""))
			if err != nil {
				return n, err
			}
			writes = append(writes, write)
		}
		if len(writes) > 0 {
			if _, err := h.store.Apply(ctx, writes...); err != nil {
				return n, err
			}
		}
		n += int64(len(writes))
		place := order.Position(found[len(found)-1])
		after = &place
	}
}
