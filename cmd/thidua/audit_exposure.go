package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"thidua/graph/exposure"
	"thidua/graph/gen"
	"thidua/internal/access"
	"thidua/internal/store/sqlitestore"
)

// errExposed is the failure of an audit that found something; what, it has printed.
var errExposed = errors.New("something secret shows, or the audit could not look everywhere")

// auditExposure looks for ways by which something secret shows, and prints what it did and found.
func auditExposure(ctx context.Context, stdout io.Writer) error {
	report, err := exposure.Run(ctx, exposure.Config{
		Schema: gen.NewExecutableSchema(gen.Config{}).Schema(),
		Open:   openScratch,
		Paths:  []string{"/", "/healthz", "/readyz", "/{id}"},
	})
	if err != nil {
		return fmt.Errorf("audit exposure: %w", err)
	}
	if err := report.Print(stdout); err != nil {
		return err
	}
	if report.Failed() {
		return errExposed
	}
	return nil
}

// openScratch opens a house over a store in memory, wired like the one that serves.
func openScratch(ctx context.Context, seeds exposure.Seeds) (*exposure.House, error) {
	s, err := sqlitestore.Open(ctx, sqlitestore.Config{})
	if err != nil {
		return nil, fmt.Errorf("open a scratch store: %w", err)
	}
	h := &house{logger: slog.New(slog.DiscardHandler), now: seeds.Now, ids: seeds.IDs, store: s, embedded: true}
	c := serveConfig{Addr: "127.0.0.1:0", Introspection: true, TwoPerson: true, SiteURL: "http://thidua.invalid", SiteName: "thidua"}
	if err := h.furnish(ctx, c, access.Cost{MemoryKiB: 64, Passes: 1}); err != nil { // passwords of scratch accounts
		h.close(ctx)
		return nil, err
	}
	h.gate.SiteURL = c.SiteURL
	server, _, err := h.newServer(c)
	if err != nil {
		h.close(ctx)
		return nil, err
	}
	return &exposure.House{Handler: server.Handler(), Store: s, Close: func() { h.close(ctx) }}, nil
}
