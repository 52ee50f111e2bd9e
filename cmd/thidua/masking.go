package main

import (
	"context"
	"time"
)

// maskEvery is how often it is looked for people whose masking was cut short.
const maskEvery = 30 * time.Second

// finishMasking completes what processes that died have begun, at the start and then every half minute.
func (h *house) finishMasking(ctx context.Context) {
	tick := time.NewTicker(maskEvery)
	defer tick.Stop()
	for {
		if err := h.register.FinishMasking(ctx); err != nil && ctx.Err() == nil {
			h.logger.ErrorContext(ctx, "Cannot mask people", slogError(err))
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
