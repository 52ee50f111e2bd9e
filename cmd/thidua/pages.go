package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"

	"thidua/graph"
	"thidua/internal/embed"
	"thidua/internal/errs"
	"thidua/internal/httpd"
	"thidua/internal/outreach"
	"thidua/internal/pages"
	"thidua/internal/signin"
)

// pages returns what else the server answers besides the API, by the patterns of the paths: reading pages, feeds, oEmbed,
// sitemaps and embeds, which ask the API as readers do, and previews of drafts for who is signed in. None if they are switched off.
func (h *house) pages(c serveConfig, api *graph.Server, resolver *graph.Resolver, door *signin.Door) (httpd.Paths, error) {
	more := httpd.Paths{}
	if !c.Pages {
		return more, nil
	}
	site := func() outreach.Site { return outreach.Site{Name: resolver.SiteName, URL: resolver.SiteURL} }
	var theme fs.FS
	if c.Theme != "" {
		if info, err := os.Stat(c.Theme); err != nil || !info.IsDir() {
			return nil, fmt.Errorf("--theme: %s is no directory", c.Theme)
		}
		theme = os.DirFS(c.Theme)
	}
	reading, err := pages.New(pages.Config{Asker: api, Viewer: graph.Previews{Server: api}, Site: site, Theme: theme, Logger: h.logger, Now: h.now})
	if err != nil {
		return nil, err
	}
	feeds, err := outreach.New(outreach.Config{Asker: api, Site: site, Saved: h.savedText, Logger: h.logger, Now: h.now})
	if err != nil {
		return nil, err
	}
	embeds, err := embed.New(embed.Config{Asker: api, Follower: api, Site: site, Gate: h.partners, Logger: h.logger})
	if err != nil {
		return nil, err
	}
	more[embed.Prefix] = embeds
	for _, pattern := range pages.Routes() {
		more[pattern] = reading
	}
	more[pages.PreviewPrefix] = door.Handler(reading)
	for _, pattern := range outreach.Routes() {
		more[pattern] = feeds
	}
	return more, nil
}

// savedText returns the text of a query that was saved under a name and may be run.
func (h *house) savedText(ctx context.Context, name string) (string, error) {
	d, err := h.saved.Find(ctx, name)
	switch {
	case err != nil:
		return "", err
	case !d.IsAllowed():
		return "", errs.Missing("câu truy vấn đã lưu", "saved query", name)
	}
	return d.Text, nil
}
