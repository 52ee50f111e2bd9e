package main

import (
	"context"
	"fmt"
	"path/filepath"

	"thidua/internal/webhook"
)

// webhookKey is where the key is that seals the secrets of webhooks.
func (c config) webhookKey() string {
	if c.WebhookKey != "" {
		return c.WebhookKey
	}
	return filepath.Join(c.Data, "webhook-key")
}

// hookWith makes the webhooks, whose secrets a key seals. The house is furnished.
func (h *house) hookWith(key webhook.Key, c serveConfig) error {
	allowed, err := webhook.ParseAllowed(c.WebhookAllow)
	if err != nil {
		return fmt.Errorf("--webhook-allow: %w", err)
	}
	h.hooks = webhook.New(webhook.Config{Store: h.counted, Feed: h.feed, Now: h.now, IDs: h.ids, Key: key, Allowed: allowed})
	return nil
}

// tellWebhooks tells the servers of partners what happens until ctx ends.
func (h *house) tellWebhooks(ctx context.Context) {
	h.hooks.Run(ctx, func(err error) {
		h.logger.ErrorContext(ctx, "Cannot tell all webhooks what has changed", slogError(err))
	})
}
