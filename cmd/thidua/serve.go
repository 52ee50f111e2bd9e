package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"thidua/graph"
	"thidua/graph/gen"
	"thidua/internal/httpd"
	"thidua/internal/newsroom"
	"thidua/internal/signin"
	"thidua/internal/web"
)

// serve answers requests until ctx ends.
func (h *house) serve(ctx context.Context, c serveConfig, stdout io.Writer) error {
	server, resolver, err := h.newServer(c)
	if err != nil {
		return err
	}
	if !c.NoExample {
		needed, err := h.needsExample(ctx)
		if err != nil {
			return fmt.Errorf("look for content: %w", err)
		}
		if needed {
			if err := h.loadExample(ctx); err != nil {
				return err
			}
		}
	}
	if err := server.Listen(ctx); err != nil {
		return err
	}
	site := strings.TrimSuffix(server.URL(), "/")
	if resolver.SiteURL = strings.TrimSuffix(resolver.SiteURL, "/"); resolver.SiteURL == "" {
		resolver.SiteURL = site
	}
	h.gate.SiteURL = resolver.SiteURL
	if _, err := fmt.Fprintf(stdout, ready, site); err != nil {
		return err
	}
	if err := h.firstAdministrator(ctx, stdout); err != nil {
		return err
	}
	all, ctx := errgroup.WithContext(ctx)
	all.Go(func() error { return server.Run(ctx) })
	all.Go(func() error { h.relay.Run(ctx); return nil })
	all.Go(func() error {
		h.desk.RunScheduler(ctx, func(ran newsroom.Ran, err error) { h.reportRun(ctx, ran, err) })
		return nil
	})
	return ignoreCanceled(all.Wait())
}

// newServer puts the HTTP server together, which does not listen yet. The site's address in the resolver may be set
// until it does.
func (h *house) newServer(c serveConfig) (*httpd.Server, *graph.Resolver, error) {
	embeds, err := c.providers()
	if err != nil {
		return nil, nil, err
	}
	door, err := signin.New(signin.Config{Accounts: h.accounts, Origins: c.CORSOrigins, BehindProxy: c.BehindProxy})
	if err != nil {
		return nil, nil, err
	}
	resolver := &graph.Resolver{
		News: h.reader, Desk: h.desk, Register: h.register, Gate: h.gate, Accounts: h.accounts, Fields: h.fields, Diary: h.journal, Now: h.now,
		SiteURL: c.SiteURL, SiteName: c.SiteName, Embeds: embeds,
	}
	api, err := graph.NewServer(graph.Config{
		Schema: gen.NewExecutableSchema(gen.Config{Resolvers: resolver}), Logger: h.logger, Now: h.now, Door: door,
		Introspection: c.Introspection, Prepare: graph.WithSiblings,
	})
	if err != nil {
		return nil, nil, err
	}
	config := httpd.DefaultConfig()
	config.Addr, config.CORSOrigins, config.Now = c.Addr, c.CORSOrigins, time.Now
	config.NewRequestID = func() string { return h.ids.Next("", h.now()) }
	server, err := httpd.New(config, httpd.Routes{GraphQL: api, Playground: web.Handler(), Ready: h.store.Ready}, h.logger)
	return server, resolver, err
}

// reportRun logs what the scheduler did; what went wrong is tried again.
func (h *house) reportRun(ctx context.Context, ran newsroom.Ran, err error) {
	if err != nil {
		h.logger.ErrorContext(ctx, "Cannot do all that is scheduled", slogError(err))
	}
	if ran.Finished > 0 {
		h.logger.InfoContext(ctx, "Finished what a process that died had decided", slog.Int("articles", ran.Finished))
	}
	if ran.Done > 0 {
		h.logger.InfoContext(ctx, "Did what was scheduled", slog.Int("articles", ran.Done), slog.Duration("lateness", ran.Lateness))
	}
}

// ready is what a person sees when the server is up.
const ready = `thidua is ready / thidua đã sẵn sàng:
  playground   %[1]s/
  GraphQL API  %[1]s/graphql
  health       %[1]s/healthz  %[1]s/readyz
Press Ctrl+C to stop.
`
