package main

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/partner"
	"thidua/internal/register"
)

// newPartners makes the partners, who may show the blocs and categories that there are. The house has its records and readers.
func (h *house) newPartners() *partner.Partners {
	return partner.New(partner.Config{
		Store: h.counted, Now: h.now, IDs: h.ids,
		Blocs: partner.Known(func(ctx context.Context, ids []string) (map[string]*register.Bloc, error) {
			return h.register.BlocsByID(ctx, access.System(), ids)
		}),
		Categories: partner.Known(h.reader.CategoriesByID),
	})
}

// countPartners writes what pages of partners ask for until ctx ends.
func (h *house) countPartners(ctx context.Context) {
	h.partners.Run(ctx, func(err error) {
		h.logger.ErrorContext(ctx, "Cannot write what pages of partners ask for", slogError(err))
	})
}

// flushPartners writes what was counted while the server ended.
func (h *house) flushPartners(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
	defer cancel()
	if err := h.partners.Flush(ctx); err != nil {
		h.logger.ErrorContext(ctx, "Lost counts of what pages of partners asked for", slogError(err))
	}
}

// countPage counts what a page of a partner asks the API for, and takes it from the partner's rate.
func (h *house) countPage(ctx context.Context, origin string) error {
	return h.partners.Page(ctx, origin, string(partner.API))
}
