package main

import (
	"context"
	"time"
)

// finishEvery is how often it is looked for changes of records that were cut short.
const finishEvery = 30 * time.Second

// finishRecords completes what processes that died have begun, at the start and then every half minute: people are masked in all
// that names them, what came into a year as it was closed is withdrawn, and nothing refers to duplicates that were joined.
func (h *house) finishRecords(ctx context.Context) {
	tick := time.NewTicker(finishEvery)
	defer tick.Stop()
	for {
		if err := h.register.FinishMasking(ctx); err != nil && ctx.Err() == nil {
			h.logger.ErrorContext(ctx, "Cannot mask people", slogError(err))
		}
		if err := h.register.FinishClosing(ctx); err != nil && ctx.Err() == nil {
			h.logger.ErrorContext(ctx, "Cannot settle years that were closed", slogError(err))
		}
		if err := h.register.FinishJoining(ctx); err != nil && ctx.Err() == nil {
			h.logger.ErrorContext(ctx, "Cannot finish joining duplicates", slogError(err))
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
