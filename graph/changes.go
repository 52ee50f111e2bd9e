package graph

import (
	"context"
	"time"

	"thidua/graph/connection"
	"thidua/graph/gen"
	"thidua/graph/scalar"
	"thidua/graph/shape"
	"thidua/internal/changefeed"
	"thidua/internal/store"
)

func (r queryResolver) Changes(
	ctx context.Context, after *string, since *time.Time, nouns []changefeed.Noun, first int64,
) (*shape.ChangePage, error) {
	if err := within("first", first, connection.MaxSize); err != nil {
		return nil, err
	}
	p, err := r.Feed.Changes(ctx, changefeed.Question{After: after, Since: since, Nouns: nouns, First: int(first)})
	if err != nil {
		return nil, err
	}
	return pageOf(p), nil
}

// pageOf returns a page of the feed as it is shown.
func pageOf(p *changefeed.Page) *shape.ChangePage {
	page := &shape.ChangePage{Nodes: make([]*shape.Change, len(p.Lines)), Cursor: p.Cursor, HasMore: p.More, IsReset: p.Reset}
	for i, l := range p.Lines {
		page.Nodes[i] = &shape.Change{DocumentID: l.ID, Noun: l.Noun, Kind: p.KindOf(l), ChangedAt: l.At}
	}
	return page
}

// ChangePage returns the resolvers of pages of changes.
func (r *Resolver) ChangePage() gen.ChangePageResolver { return changePageResolver{r} }

type changePageResolver struct{ *Resolver }

// Nodes makes siblings of the changes here, where a page of a stream is shown too.
func (changePageResolver) Nodes(ctx context.Context, p *shape.ChangePage) ([]*shape.Change, error) {
	adopt(ctx, p.Nodes)
	return p.Nodes, nil
}

// Change returns the resolvers of changes.
func (r *Resolver) Change() gen.ChangeResolver { return changeResolver{r} }

type changeResolver struct{ *Resolver }

// Node is what a change is about. The old ID of a duplicate leads to another record: that is not it, but what took its place.
func (r changeResolver) Node(ctx context.Context, c *shape.Change) (scalar.Node, error) {
	node, err := r.changed(ctx, c)
	if doc, ok := node.(store.Document); ok && doc.DocumentHead().ID != c.DocumentID {
		return nil, err
	}
	return node, err
}

func (r changeResolver) ReplacedBy(ctx context.Context, c *shape.Change) (scalar.Node, error) {
	node, err := r.changed(ctx, c)
	if doc, ok := node.(store.Document); ok && doc.DocumentHead().ID != c.DocumentID {
		return node, err
	}
	return nil, err
}

// changedKey is the key of what the changes of a page are about, which two fields have in common.
type changedKey struct{}

// changed loads what the changes of a page are about: one call for each noun, and one more for those that are gone.
func (r changeResolver) changed(ctx context.Context, c *shape.Change) (scalar.Node, error) {
	all, err := edgeAs(ctx, c, changedKey{}, func(ctx context.Context, changes []*shape.Change) (map[string]scalar.Node, error) {
		ids := make([]string, len(changes))
		for i, c := range changes {
			ids[i] = c.DocumentID
		}
		return r.nodes(ctx, ids)
	})
	return all[c.DocumentID], err
}
