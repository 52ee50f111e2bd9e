package graph

import (
	"context"
	"strings"

	"thidua/graph/shape"
	"thidua/internal/changefeed"
	"thidua/internal/errs"
)

func (r subscriptionResolver) Changes(ctx context.Context, nouns []changefeed.Noun, after *string) (<-chan *shape.ChangePage, error) {
	pages, err := r.Feed.Stream(ctx, after, nouns)
	if err != nil {
		return nil, err
	}
	return follow(ctx, pages), nil
}

func (r subscriptionResolver) ArticleChanged(ctx context.Context, id string, after *string) (<-chan *shape.ChangePage, error) {
	if !strings.HasPrefix(id, "art_") {
		return nil, errs.InvalidField("id", "Đây không phải mã của một bài viết.", "This is not the ID of an article.")
	}
	pages, err := r.Feed.StreamOf(ctx, id, after)
	if err != nil {
		return nil, err
	}
	return follow(ctx, pages), nil
}

// follow gives the pages of a stream, one when the one before was taken, until ctx ends. Before each it is asked again whether the
// viewer may have it; what ends the stream otherwise is left in the exchange.
func follow(ctx context.Context, from *changefeed.Stream) <-chan *shape.ChangePage {
	pages, s := make(chan *shape.ChangePage), exchangeOf(ctx).stream
	go func() {
		defer close(pages)
		defer func() {
			if value := recover(); value != nil { // nobody else would, outside the request's own goroutine
				s.broken = recovered(ctx, value)
			}
		}()
		for {
			p, err := from.Next(ctx)
			if err == nil {
				err = s.permit(ctx)
			}
			if err != nil {
				s.broken = err // read when the channel is closed
				return
			}
			select {
			case pages <- pageOf(p):
			case <-ctx.Done():
				return
			}
		}
	}()
	return pages
}
