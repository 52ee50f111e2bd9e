package newsroom

import (
	"context"
	"slices"
	"strings"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// MaxCategories is the largest number of categories that a site may have.
const MaxCategories = 200

// Reader answers readers. It holds the published snapshots and cannot reach a draft. It is safe for concurrent use.
type Reader struct {
	collections
	now func() time.Time
}

// NewReader returns a Reader over a store.
func NewReader(s store.Store, now func() time.Time, ids *store.IDs) *Reader {
	return &Reader{collections: newCollections(s, now, ids), now: now}
}

// Articles returns a page of published articles. A light page has no bodies.
func (r *Reader) Articles(ctx context.Context, f *ArticleFilter, o ArticleOrder, p store.Page) ([]*Article, error) {
	where, err := f.where()
	if err != nil {
		return nil, err
	}
	q := store.Query{Where: store.All(where, public(r.now())), Sort: o.Order().Sort}
	return r.articles.Find(ctx, q.Paged(p))
}

// CountArticles counts published articles.
func (r *Reader) CountArticles(ctx context.Context, f *ArticleFilter) (int64, error) {
	where, err := f.where()
	if err != nil {
		return 0, err
	}
	return r.articles.Count(ctx, store.All(where, public(r.now())))
}

// Link is a field of an article that holds IDs of other documents.
type Link string

// The links.
const (
	ByCategory Link = "categoryIds"
	ByEvent    Link = "eventId"
	ByBloc     Link = "blocIds"
	ByBlocYear Link = "blocYearIds"
	ByUnit     Link = "unitIds"
	ByPerson   Link = "personIds"
	ByAward    Link = "awardIds"
	ByTask     Link = "taskIds"
	ByCitation Link = "citationIds"
	ByMovement Link = "movementIds"
	ByDecision Link = "decisionIds"
	ByMedia    Link = "mediaIds"
)

// ArticlesBy returns for each ID a page of the published articles that link to it, the newest first.
func (r *Reader) ArticlesBy(ctx context.Context, link Link, ids []string, p store.Page) (map[string][]*Article, error) {
	q := store.Query{Where: public(r.now()), Sort: Newest.Order().Sort}
	return r.articles.FindPer(ctx, string(link), ids, q.Paged(p))
}

// linkOf returns the link that holds IDs of a prefix; "" if none does.
func linkOf(prefix string) Link {
	switch prefix {
	case "cat":
		return ByCategory
	case "eve":
		return ByEvent
	case "blo":
		return ByBloc
	case "bly":
		return ByBlocYear
	case "uni":
		return ByUnit
	case "per":
		return ByPerson
	case "awa":
		return ByAward
	case "tas":
		return ByTask
	case "leg":
		return ByCitation
	case "mov":
		return ByMovement
	case "dec":
		return ByDecision
	default:
		return ""
	}
}

// CountLinking counts the published articles that link to a document, whatever it is.
func (r *Reader) CountLinking(ctx context.Context, id string) (int64, error) {
	prefix, _, _ := strings.Cut(id, "_")
	link := linkOf(prefix)
	if link == "" {
		return 0, nil
	}
	return r.articles.Count(ctx, store.All(store.Eq{Field: string(link), Value: id}, public(r.now())))
}

// CountLinkingEach counts for each document of one noun the published articles that link to it, in one store call. A
// document without articles has no key.
func (r *Reader) CountLinkingEach(ctx context.Context, ids []string) (map[string]int64, error) {
	if len(ids) == 0 {
		return map[string]int64{}, nil
	}
	prefix, _, _ := strings.Cut(ids[0], "_")
	link := linkOf(prefix)
	if link == "" {
		return map[string]int64{}, nil
	}
	return r.CountArticlesBy(ctx, link, ids)
}

// CountArticlesBy counts for each ID the published articles that link to it. An ID without articles has no key.
func (r *Reader) CountArticlesBy(ctx context.Context, link Link, ids []string) (map[string]int64, error) {
	groups, err := r.articles.CountBy(ctx, store.All(store.AnyOf(string(link), ids...), public(r.now())), string(link))
	if err != nil {
		return nil, err
	}
	asked := make(map[string]bool, len(ids))
	for _, id := range ids {
		asked[id] = true
	}
	counts := make(map[string]int64, len(ids))
	for _, g := range groups {
		// The articles that link to one of the IDs are counted by their other links too.
		if id, ok := g.Values[0].(string); ok && asked[id] {
			counts[id] = g.Count
		}
	}
	return counts, nil
}

// IsCommentCall reports whether an ID is that of an article which is public and calls for comments of citizens.
func (r *Reader) IsCommentCall(ctx context.Context, id string) (bool, error) {
	articles, err := r.ArticlesByID(ctx, []string{id}, store.Light)
	a := articles[id]
	return a != nil && a.Kind == CommentCall, err
}

// ArticlesByID returns those of the articles that are published.
func (r *Reader) ArticlesByID(ctx context.Context, ids []string, read store.Read) (map[string]*Article, error) {
	articles, err := r.articles.ByIDs(ctx, ids, read)
	if err != nil {
		return nil, err
	}
	now := r.now()
	for id, a := range articles {
		if !isPublic(a, now) {
			delete(articles, id)
		}
	}
	return articles, nil
}

// ArticleBySlug returns the published article of a present or former slug; [errs.NotFound] if there is none.
func (r *Reader) ArticleBySlug(ctx context.Context, slug string, read store.Read) (*Article, error) {
	a, err := r.articles.First(ctx, store.Query{Where: store.Eq{Field: "slugs", Value: slug}, Read: read}, slug)
	if err != nil {
		return nil, err
	}
	if !isPublic(a, r.now()) {
		return nil, errs.Missing(r.articles.Noun.Vi, r.articles.Noun.En, slug)
	}
	return a, nil
}

// Categories returns all categories in the order of the menu.
func (r *Reader) Categories(ctx context.Context) ([]*Category, error) {
	return r.categories.Find(ctx, store.Query{Sort: store.Sort{By: []string{"ordinal"}}, Limit: MaxCategories})
}

// CategoryBySlug returns one category; [errs.NotFound] if there is none.
func (r *Reader) CategoryBySlug(ctx context.Context, slug string) (*Category, error) {
	return r.categories.First(ctx, store.Query{Where: store.Eq{Field: "slug", Value: slug}}, slug)
}

// CategoriesByID returns those of the categories that exist.
func (r *Reader) CategoriesByID(ctx context.Context, ids []string) (map[string]*Category, error) {
	return r.categories.ByIDs(ctx, ids, store.Whole)
}

// TagsByID returns those of the tags that exist.
func (r *Reader) TagsByID(ctx context.Context, ids []string) (map[string]*Tag, error) {
	return r.tags.ByIDs(ctx, ids, store.Whole)
}

// MediaByID returns those of the files that exist for the viewer: what they may see as somebody who works here, and
// what a public article shows or offers.
func (r *Reader) MediaByID(ctx context.Context, v access.Viewer, ids []string) (map[string]*Media, error) {
	all, err := r.media.ByIDs(ctx, ids, store.Whole)
	if err != nil {
		return nil, err
	}
	var doubtful []string
	for id, m := range all {
		if !v.Decide(access.See, m.subject()).Allowed {
			doubtful = append(doubtful, id)
		}
	}
	shown, err := r.shownMedia(ctx, doubtful)
	if err != nil {
		return nil, err
	}
	for _, id := range doubtful {
		if !shown[id] {
			delete(all, id)
		}
	}
	return all, nil
}

// MediaOfArticles returns those of the files that exist, to callers who have their IDs from articles that they have just
// read as public: these show the files, so nothing more has to be asked.
func (r *Reader) MediaOfArticles(ctx context.Context, ids []string) (map[string]*Media, error) {
	return r.media.ByIDs(ctx, ids, store.Whole)
}

// MediaForReading returns one file and whether it is public, or else for the viewer alone; [errs.NotFound] if it does
// not exist for the viewer.
func (r *Reader) MediaForReading(ctx context.Context, v access.Viewer, id string) (m *Media, isPublic bool, err error) {
	if m, err = r.media.ByID(ctx, id); err != nil {
		return nil, false, err
	}
	shown, err := r.shownMedia(ctx, []string{id})
	if err != nil {
		return nil, false, err
	}
	if !shown[id] && !v.Decide(access.See, m.subject()).Allowed {
		return nil, false, errs.Missing(r.media.Noun.Vi, r.media.Noun.En, id)
	}
	return m, shown[id], nil
}

// shownMedia says which files a public article shows or offers: one store call, which finds for each file one such article
// by the index.
func (r *Reader) shownMedia(ctx context.Context, ids []string) (map[string]bool, error) {
	slices.Sort(ids)
	articles, err := r.ArticlesBy(ctx, ByMedia, ids, store.Page{Limit: 1, Read: store.Light})
	if err != nil {
		return nil, err
	}
	shown := make(map[string]bool, len(articles))
	for id, a := range articles {
		shown[id] = len(a) > 0
	}
	return shown, nil
}
