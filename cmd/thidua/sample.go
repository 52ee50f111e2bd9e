package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"thidua/internal/access"
	"thidua/internal/newsroom"
	"thidua/internal/richtext"
)

// loadSample saves generated articles in bulk, for measurements. It streams: memory does not grow with their number.
func (h *house) loadSample(ctx context.Context, c sampleConfig) error {
	start := time.Now()
	shown := start
	err := h.desk.Load(ctx, access.System(), sampleArticles(c.Articles, start), func(saved int) {
		if now := time.Now(); now.Sub(shown) >= time.Second || saved == c.Articles {
			shown = now
			h.logger.InfoContext(ctx, "Loading articles", slog.Int("saved", saved), slog.Int("of", c.Articles),
				slog.Int("per_second", int(float64(saved)/max(now.Sub(start).Seconds(), 1e-3))))
		}
	})
	if err != nil {
		return err
	}
	return h.drain(ctx)
}

// progressEvery is how often a long journaling says how far it is.
const progressEvery = 5 * time.Second

// drain journals what is pending and shows how far it is.
func (h *house) drain(ctx context.Context) error {
	h.logger.InfoContext(ctx, "Journaling the articles")
	all, ctx := errgroup.WithContext(ctx)
	watched, done := context.WithCancel(ctx)
	all.Go(func() error {
		defer done()
		return h.relay.Drain(ctx)
	})
	all.Go(func() error {
		tick := time.NewTicker(progressEvery)
		defer tick.Stop()
		for {
			select {
			case <-watched.Done():
				return nil
			case <-tick.C:
			}
			if end, err := h.journal.End(watched); err == nil {
				h.logger.InfoContext(ctx, "Journaling the articles", slog.Any("records", end))
			}
		}
	})
	return all.Wait()
}

// sampleArticles makes n articles, a minute apart, ending at a time. Their slugs begin with that time, so that several
// samples fit into one store.
func sampleArticles(n int, until time.Time) func(yield func(newsroom.Content, time.Time) bool) {
	stamp := until.Unix()
	return func(yield func(newsroom.Content, time.Time) bool) {
		for i := range n {
			content := newsroom.Content{
				Title:   fmt.Sprintf("Tin mẫu số %d về phong trào thi đua", i+1),
				Slug:    fmt.Sprintf("tin-mau-%d-%d", stamp, i+1),
				Summary: "Bài được tạo tự động để đo tốc độ.",
				Body: richtext.Body{&richtext.Paragraph{Content: []richtext.Inline{{
					Text: fmt.Sprintf("Đây là nội dung của tin mẫu số %d. Các đơn vị trong khối thi đua sôi nổi, lập nhiều thành tích.", i+1),
				}}}},
				Byline: "Tin mẫu",
			}
			if !yield(content, until.Add(-time.Duration(n-i)*time.Minute)) {
				return
			}
		}
	}
}

func slogError(err error) slog.Attr { return slog.Any("error", err) }
