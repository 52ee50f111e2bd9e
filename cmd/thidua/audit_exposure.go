package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"thidua/graph/exposure"
	"thidua/graph/gen"
	"thidua/internal/access"
	"thidua/internal/httpd"
	"thidua/internal/media"
	"thidua/internal/media/disk"
	"thidua/internal/store/sqlitestore"
	"thidua/internal/verify"
	"thidua/internal/webhook"
)

// errExposed is the failure of an audit that found something; what, it has printed.
var errExposed = errors.New("something secret shows, or the audit could not look everywhere")

// auditExposure looks for ways by which something secret shows, and prints what it did and found.
func auditExposure(ctx context.Context, c auditExposureConfig, stdout io.Writer) error {
	report, err := exposure.Run(ctx, exposure.Config{
		Schema: gen.NewExecutableSchema(gen.Config{}).Schema(),
		Open:   openScratch, Viewers: c.As,
		Paths: []string{
			"/", "/healthz", "/readyz", "/{id}", "/media/{id}/a.png", "/media/{id}/w320/a.png", "/v/{id}", "/v/{id}/signed",
			"/tin-tuc", "/bai-viet/{id}", "/chuyen-muc/{id}", "/khoi-thi-dua/{id}", "/don-vi/{id}", "/khen-thuong", "/khen-thuong/{id}",
			"/feeds/tin-tuc.rss", "/feeds/tin-tuc.atom", "/feeds/khen-thuong.json", "/feeds/don-vi/{id}.rss",
			"/oembed?url=http://thidua.invalid/bai-viet/{id}", "/sitemap.xml", "/sitemaps/don-vi.xml",
			"/export/awards.csv?where={%22recipient%22:%22{id}%22}", "/export/people.csv", "/export/granted.csv?where={%22decision%22:%22{id}%22}",
		},
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
	files, err := os.MkdirTemp("", "thidua-audit-")
	if err != nil {
		return nil, errors.Join(fmt.Errorf("make a scratch directory: %w", err), s.Close(ctx))
	}
	h := &house{logger: slog.New(slog.DiscardHandler), now: seeds.Now, ids: seeds.IDs, store: s, embedded: true}
	done := func() {
		h.close(ctx)
		_ = os.RemoveAll(files) // it is the system's temporary directory
	}
	server, blobs, err := h.scratchServer(ctx, files)
	if err != nil {
		done()
		return nil, err
	}
	return &exposure.House{Handler: server.Handler(), Store: s, Blobs: blobs, Settle: h.index.CatchUp, Close: done}, nil
}

// scratchServer puts the parts of a scratch house together, whose files lie in a directory.
func (h *house) scratchServer(ctx context.Context, dir string) (*httpd.Server, media.Blobs, error) {
	blobs, err := disk.Open(dir)
	if err != nil {
		return nil, nil, err
	}
	c := config{
		Serve: serveConfig{Addr: "127.0.0.1:0", Introspection: true, TwoPerson: true, SiteURL: "http://thidua.invalid", SiteName: "thidua", VerifyRate: 1_000_000, Pages: true},
		Media: mediaConfig{MaxBytes: 1 << 20, MaxPixels: 1_000_000},
	}
	if err := h.furnish(ctx, c, blobs, access.Cost{MemoryKiB: 64, Passes: 1}); err != nil { // passwords of scratch accounts
		return nil, nil, err
	}
	key, err := verify.OpenPrivateKey(filepath.Join(dir, "verify-key.pem"))
	if err == nil {
		err = h.sealWith(key)
	}
	if err != nil {
		return nil, nil, err
	}
	seal, err := webhook.OpenKey(filepath.Join(dir, "webhook-key"))
	if err == nil {
		err = h.hookWith(seal, c.Serve)
	}
	if err != nil {
		return nil, nil, err
	}
	h.gate.SiteURL, h.verifier.SiteURL = c.Serve.SiteURL, c.Serve.SiteURL
	server, _, err := h.newServer(httpd.DefaultConfig(), c.Serve, c.Media)
	return server, blobs, err
}
