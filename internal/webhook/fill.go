package webhook

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"thidua/internal/changefeed"
	"thidua/internal/store"
)

// window is how many deliveries to one webhook are pending at one time. What happens beyond waits in the feed, where each
// document has one line however often it changes: so a receiver that is away costs no more than this, and misses nothing.
const window = 500

// fillPage is how many changes are looked at together.
const fillPage = 100

// fill makes deliveries of the changes behind the cursor of a webhook, as long as the window has room, and returns the
// track as it is then. The holder of the webhook's lease calls it. A process that dies in the middle leaves deliveries that
// the next one finds: their IDs follow from the changes.
func (h *Hooks) fill(ctx context.Context, w *Webhook, t *track) (*track, error) {
	for {
		n, err := h.deliveries.Count(ctx, Filter{WebhookID: w.ID, State: Pending}.where())
		if err != nil || n >= window {
			return t, err
		}
		page, err := h.feed.Changes(ctx, changefeed.Question{After: &t.Cursor, First: int(min(fillPage, window-n))})
		if err != nil {
			return t, fmt.Errorf("read what has changed: %w", err)
		}
		if page.Cursor == t.Cursor {
			return t, nil
		}
		if err := h.add(ctx, w, page); err != nil {
			return t, err
		}
		is := *t
		is.Cursor = page.Cursor
		if err := h.tracks.Replace(ctx, t, &is, system("")); err != nil {
			return t, err
		}
		if t = &is; !page.More {
			return t, nil
		}
	}
}

// add makes deliveries of those changes of a page that a webhook wants, and of which there are none yet.
func (h *Hooks) add(ctx context.Context, w *Webhook, page *changefeed.Page) error {
	var made []*Delivery
	var ids []string
	for _, l := range page.Lines {
		if kind := page.KindOf(l); w.wants(l.Noun, kind) {
			d := &Delivery{
				WebhookID: w.ID, DocumentID: l.ID, Noun: l.Noun, Kind: kind, Cursor: page.CursorOf(l), Seq: l.Seq, At: l.At,
				State: Pending, DueAt: h.instant(), Attempts: []Attempt{},
			}
			d.ID = deliveryID(h.deliveries.Prefix, w.ID, d.Cursor, l.UpdatedAt)
			made, ids = append(made, d), append(ids, d.ID)
		}
	}
	known, err := h.deliveries.ByIDs(ctx, ids, store.Light)
	if err != nil {
		return err
	}
	var writes []store.Write
	for _, d := range made {
		if known[d.ID] != nil {
			continue
		}
		write, err := h.deliveries.Inserting(d, system(""))
		if err != nil {
			return err
		}
		writes = append(writes, write)
	}
	if len(writes) == 0 {
		return nil
	}
	if _, err := h.store.Apply(ctx, writes...); err != nil {
		return fmt.Errorf("keep what a webhook is to be told: %w", err)
	}
	return nil
}

// deliveryID is the ID of the delivery of a change to a webhook: always the same, and like any other to look at.
func deliveryID(prefix, webhookID, cursor string, at time.Time) string {
	sum := sha256.Sum256([]byte(webhookID + " " + cursor))
	return store.NewIDsFrom(bytes.NewReader(sum[:])).Next(prefix, at)
}
