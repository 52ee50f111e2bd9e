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
	"thidua/internal/exporthttp"
	"thidua/internal/httpd"
	"thidua/internal/media"
	"thidua/internal/mediahttp"
	"thidua/internal/newsroom"
	"thidua/internal/signin"
	"thidua/internal/upload"
	"thidua/internal/verify"
	"thidua/internal/verifyhttp"
	"thidua/internal/web"
)

// serve answers requests until ctx ends.
func (h *house) serve(ctx context.Context, c serveConfig, limits mediaConfig, stdout io.Writer) error {
	h.ending = ctx
	server, resolver, err := h.newServer(httpd.DefaultConfig(), c, limits)
	if err != nil {
		return err
	}
	if err := h.loadCatalogue(ctx); err != nil {
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
	h.gate.SiteURL, h.verifier.SiteURL = resolver.SiteURL, resolver.SiteURL
	if err := h.verifyKeys.Publish(ctx); err != nil {
		return fmt.Errorf("publish the key for verification: %w", err)
	}
	if resolver.MediaURL = strings.TrimSuffix(resolver.MediaURL, "/"); resolver.MediaURL == "" {
		resolver.MediaURL = resolver.SiteURL
	}
	if _, err := fmt.Fprintf(stdout, ready, site); err != nil {
		return err
	}
	if err := h.firstAdministrator(ctx, stdout); err != nil {
		return err
	}
	all, ctx := errgroup.WithContext(ctx)
	all.Go(func() error { return server.Run(ctx) })
	all.Go(func() error { h.relay.Run(ctx); return nil })
	all.Go(func() error { h.index.Run(ctx); return nil })
	if h.answers != nil {
		all.Go(func() error { h.answers.Follow(ctx, h.journal, h.logger); return nil })
	}
	all.Go(func() error { h.partners.Follow(ctx, h.journal, h.logger); return nil })
	all.Go(func() error { h.countPartners(ctx); return nil })
	all.Go(func() error { return h.sweep(ctx) })
	all.Go(func() error { h.runImports(ctx); return nil })
	all.Go(func() error { h.finishRecords(ctx); return nil })
	all.Go(func() error {
		h.feed.Run(ctx, func(err error) { h.logger.ErrorContext(ctx, "Cannot tell partners what has changed", slogError(err)) })
		return nil
	})
	if c.Webhooks {
		all.Go(func() error { h.tellWebhooks(ctx); return nil })
	}
	all.Go(func() error {
		h.feed.Listen(ctx, func(err error) { h.logger.ErrorContext(ctx, "Cannot look for changes for streams", slogError(err)) })
		return nil
	})
	all.Go(func() error {
		h.desk.RunScheduler(ctx, func(ran newsroom.Ran, err error) { h.reportRun(ctx, ran, err) })
		return nil
	})
	err = all.Wait()
	h.flushPartners(ctx)
	return ignoreCanceled(err)
}

// newServer puts the HTTP server together, which does not listen yet, within the times and sizes of a config whose address,
// origins, clock and request IDs are set here. The site's address in the resolver may be set until it listens.
func (h *house) newServer(config httpd.Config, c serveConfig, limits mediaConfig) (*httpd.Server, *graph.Resolver, error) {
	embeds, err := c.providers()
	if err != nil {
		return nil, nil, err
	}
	door, err := signin.New(signin.Config{Accounts: h.accounts, Partners: h.partners.OfToken, Origins: c.CORSOrigins, BehindProxy: c.BehindProxy})
	if err != nil {
		return nil, nil, err
	}
	uploads := &upload.Receiver{Tray: media.NewTray("", limits.MaxBytes, uploadsAtOnce), Now: h.now}
	resolver := &graph.Resolver{
		News: h.reader, Desk: h.desk, Library: h.mediaLibrary, Register: h.register, Gate: h.gate, Intake: h.intake, Accounts: h.accounts, Fields: h.fields, Diary: h.journal, Index: h.index, Feed: h.feed, Now: h.now,
		Verifier: h.verifier, Documents: h.saved, Hooks: h.hooks, Partners: h.partners,
		SiteURL: c.SiteURL, MediaURL: c.MediaURL, SiteName: c.SiteName, Embeds: embeds,
	}
	turns, err := verify.NewTurns(c.VerifyRate, h.now)
	if err != nil {
		return nil, nil, fmt.Errorf("--verify-rate: %w", err)
	}
	api, err := graph.NewServer(graph.Config{
		Meter:  meterOf(turns),
		Pages:  h.countPage,
		Schema: gen.NewExecutableSchema(gen.Config{Resolvers: resolver}), Logger: h.logger, Now: h.now, Door: door, Uploads: uploads,
		Introspection: c.Introspection, Prepare: graph.WithSiblings,
		Documents: h.saved, Remembered: h.queries, TrustedOnly: c.TrustedOnly, Answers: h.answers,
		Streams: graph.Streams{All: c.Streams, Client: c.StreamsClient, Answer: config.RequestTimeout}, Ending: h.ending,
		Points: graph.Points{Address: c.RateAddress, Account: c.RateAccount},
	})
	if err != nil {
		return nil, nil, err
	}
	config.MaxConnections = max(config.MaxConnections, 2*c.Streams) // they leave room for requests
	config.Addr, config.CORSOrigins, config.Now = c.Addr, c.CORSOrigins, time.Now
	config.AllowsOrigin = h.partners.AllowsOrigin
	config.NewRequestID = func() string { return h.ids.Next("", h.now()) }
	files := mediahttp.New(mediahttp.Config{
		News: h.reader, Library: h.mediaLibrary, Files: h.files, Uploads: uploads, Door: door, Logger: h.logger, Now: h.now,
	})
	more, err := h.pages(c, api, resolver, door)
	if err != nil {
		return nil, nil, err
	}
	more["/v/"] = verifyhttp.New(verifyhttp.Config{
		Verifier: h.verifier, Keys: h.verifyKeys, Turns: turns, Address: door.Address, Logger: h.logger, SiteName: c.SiteName,
	})
	more["/export/"] = exporthttp.New(exporthttp.Config{Exporter: h.exporter, Door: door, Logger: h.logger, Now: h.now})
	routes := httpd.Routes{GraphQL: api, Media: files, More: more, Playground: web.Handler(), Ready: h.store.Ready}
	server, err := httpd.New(config, routes, h.logger)
	return server, resolver, err
}

// uploadsAtOnce is how many files are received at one time.
const uploadsAtOnce = 16

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

// How often files that were left behind are looked for, and the name under which one process at a time does it.
const (
	sweepEvery = 6 * time.Hour
	sweepLease = "media-sweep"
)

// sweep takes away what files were left behind, at the start and then every six hours.
func (h *house) sweep(ctx context.Context) error {
	holder := h.ids.Next("", time.Now())
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		mine, err := h.store.Acquire(ctx, sweepLease, holder, sweepEvery)
		swept := 0
		if err == nil && mine {
			swept, err = h.mediaLibrary.Sweep(ctx)
		}
		if err != nil && ctx.Err() == nil {
			h.logger.ErrorContext(ctx, "Cannot take away files that were left behind", slogError(err))
		}
		if swept > 0 {
			h.logger.InfoContext(ctx, "Took away files that were left behind", slog.Int("files", swept))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
