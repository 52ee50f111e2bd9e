package newsroom

import (
	"context"
	"time"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// ChangeOrder is the order of [Reader.Changes]: what changed last comes last.
func ChangeOrder() store.Order[Article] {
	return store.Order[Article]{
		Sort:   store.Sort{By: []string{"updatedAt"}},
		Values: func(a *Article) []any { return []any{a.UpdatedAt} },
	}
}

// Changes returns a page of the articles and tombstones that changed since a time, each once, at its last change, for
// partners who keep copies. What is not public comes as a tombstone.
func (r *Reader) Changes(ctx context.Context, since time.Time, p store.Page) ([]*Article, error) {
	articles, err := r.articles.Find(ctx, store.Query{
		Where: store.Range{Field: "updatedAt", From: since.UTC().Truncate(time.Millisecond)},
		Sort:  ChangeOrder().Sort,
	}.Paged(p))
	if err != nil {
		return nil, err
	}
	for i, a := range articles {
		articles[i] = r.shown(a)
	}
	return articles, nil
}

// CountChanges counts what [Reader.Changes] lists.
func (r *Reader) CountChanges(ctx context.Context, since time.Time) (int64, error) {
	return r.articles.Count(ctx, store.Range{Field: "updatedAt", From: since.UTC().Truncate(time.Millisecond)})
}

// Publications returns, of articles that are or were public, what readers may have: the article or its tombstone.
func (r *Reader) Publications(ctx context.Context, ids []string, read store.Read) (map[string]*Article, error) {
	articles, err := r.articles.ByIDs(ctx, ids, read)
	if err != nil {
		return nil, err
	}
	for id, a := range articles {
		articles[id] = r.shown(a)
	}
	return articles, nil
}

// PublicationsBySlug returns, of present and former slugs, the article or its tombstone. A slug under which nothing was
// public has no key.
func (r *Reader) PublicationsBySlug(ctx context.Context, slugs []string) (map[string]*Article, error) {
	bySlug := make(map[string]*Article, len(slugs))
	if len(slugs) == 0 {
		return bySlug, nil
	}
	found, err := r.articles.Find(ctx, store.Query{
		Where: store.AnyOf("slugs", slugs...), Limit: min(len(slugs), store.MaxLimit), Read: store.Light,
	})
	if err != nil {
		return nil, err
	}
	for _, a := range found {
		if a.PublishedAt.After(r.now()) {
			continue
		}
		for _, slug := range a.Slugs {
			bySlug[slug] = r.shown(a)
		}
	}
	return bySlug, nil
}

// Publication returns what is or was public under a slug: the article or its tombstone. [errs.NotFound] if nothing was.
func (r *Reader) Publication(ctx context.Context, slug string, read store.Read) (*Article, error) {
	a, err := r.articles.First(ctx, store.Query{Where: store.Eq{Field: "slugs", Value: slug}, Read: read}, slug)
	if err != nil {
		return nil, err
	}
	if a.PublishedAt.After(r.now()) {
		return nil, errs.Missing(r.articles.Noun.Vi, r.articles.Noun.En, slug)
	}
	return r.shown(a), nil
}

// shown is the article as readers may have it: one that has expired, which the scheduler has not come to yet, is shown
// as its tombstone. One that another process has just published is shown also where the clock is a moment behind.
func (r *Reader) shown(a *Article) *Article {
	if a.Tombstone != nil || a.ExpiresAt == nil || a.ExpiresAt.After(r.now()) {
		return a
	}
	return &Article{
		Head: a.Head, Content: Content{Slug: a.Slug, Kind: a.Kind, Language: a.Language}, PublishedAt: a.PublishedAt,
		DraftVersion: a.DraftVersion, Slugs: a.Slugs, Corrections: []Correction{},
		Tombstone: &Tombstone{Kind: HasExpired, At: *a.ExpiresAt},
	}
}
