package main

import (
	"context"
	"time"

	"thidua/internal/intake"
	"thidua/internal/sheet"
	"thidua/internal/store"
)

// settleImports is how long an import that was announced waits for the veils of other processes, which are brought up to
// date every second: also an embedded store may be open in two, the server and a command.
const settleImports = 2500 * time.Millisecond

// workInline is how long a request works on the import that it asked for, besides that wait.
const workInline = 8 * time.Second

func importConfig(s store.Store, h *house) intake.Config {
	return intake.Config{
		Store: s, Register: h.register, Now: h.now, IDs: h.ids, Settle: settleImports, Inline: workInline, Limits: sheet.DefaultLimits(),
		Changed: h.forgetAnswers,
	}
}

// forgetAnswers throws away the answers that were kept: when the veil changes, records show or vanish that were not written.
func (h *house) forgetAnswers() {
	if h.answers != nil {
		h.answers.PurgeAll()
	}
}

// runImports works on imports in the background until ctx ends.
func (h *house) runImports(ctx context.Context) {
	h.intake.Run(ctx, func(err error) {
		h.logger.ErrorContext(ctx, "Cannot do all that imports want", slogError(err))
	})
}
