package main

import (
	"context"
	"fmt"

	"thidua/internal/catalogue"
	"thidua/internal/journal"
	"thidua/internal/store"
)

// loadCatalogue loads the starting catalogue into a store that has none, on either database: without award types there is
// nothing to nominate for.
func (h *house) loadCatalogue(ctx context.Context) error {
	loaded, err := catalogue.Load(ctx, catalogue.Deps{Register: h.register, Store: store.Counted(journal.Poking(h.store, h.relay)), Now: h.now, IDs: h.ids})
	if err != nil {
		return fmt.Errorf("load the starting catalogue: %w", err)
	}
	if !loaded {
		return nil
	}
	if err := h.relay.Drain(ctx); err != nil {
		return fmt.Errorf("journal the starting catalogue: %w", err)
	}
	h.logger.InfoContext(ctx, "The starting catalogue of awards is loaded: check it against the law in force")
	return nil
}
