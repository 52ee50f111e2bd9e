package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"
)

// rebuildSearch makes the search index anew. It may run beside servers, and goes on where it was after a kill.
func (h *house) rebuildSearch(ctx context.Context) error {
	start := time.Now()
	if err := h.relay.Drain(ctx); err != nil {
		return fmt.Errorf("journal what is pending: %w", err)
	}
	if err := h.index.Rebuild(ctx); err != nil {
		return fmt.Errorf("make the search index: %w", err)
	}
	h.logger.InfoContext(ctx, "The search index is made anew", slog.Duration("took", time.Since(start)))
	return nil
}
