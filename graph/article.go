package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"thidua/graph/connection"
	"thidua/graph/gen"
	"thidua/graph/shape"
	"thidua/internal/custom"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/store"
)

func (r queryResolver) Article(ctx context.Context, slug string) (*newsroom.Article, error) {
	a, err := r.News.ArticleBySlug(ctx, slug, store.Light)
	return found(ctx, a, err)
}

func (r queryResolver) ArticleAddress(ctx context.Context, slug string) (*gen.ArticleAddress, error) {
	a, err := r.Article(ctx, slug)
	if err != nil || a == nil {
		return nil, err
	}
	return &gen.ArticleAddress{Article: a, Slug: a.Slug, IsRedirect: a.Slug != slug}, nil
}

func (r queryResolver) Articles(
	ctx context.Context, where *newsroom.ArticleFilter, order newsroom.ArticleOrder,
	first *int64, after *string, last *int64, before *string,
) (*articlePage, error) {
	if err := r.complete(ctx, where); err != nil {
		return nil, err
	}
	return list(ctx, order.Order(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*newsroom.Article, error) {
			return r.News.Articles(ctx, where, order, p)
		},
		func(ctx context.Context) (int64, error) { return r.News.CountArticles(ctx, where) })
}

// complete adds to a filter of articles what others know of what it names: the register of units and of records that are not
// for the viewer, and the definitions of custom fields.
func (r *Resolver) complete(ctx context.Context, where *newsroom.ArticleFilter) error {
	if where == nil {
		return nil
	}
	var err error
	where.Same = nil
	if where.Unit != nil {
		units, err := r.units(ctx, []string{*where.Unit})
		if err != nil {
			return err
		}
		if u, ok := units[*where.Unit]; ok {
			where.Predecessors, where.Same = u.Lineage, append(where.Same, u.AllIDs()...)
		}
	}
	if where.Person != nil {
		people, err := r.people(ctx, []string{*where.Person})
		if err != nil {
			return err
		}
		if p, ok := people[*where.Person]; ok {
			where.Same = append(where.Same, p.AllIDs()...)
		}
	}
	if len(where.Custom) > 0 {
		if where.Fields, err = r.fieldsOf(ctx, custom.Article); err != nil {
			return err
		}
	}
	where.Nowhere, err = r.Register.Hides(ctx, r.viewer(ctx), register.Named{Person: where.Person, Award: where.Award, Decision: where.Decision})
	return err
}

func (r queryResolver) Publication(ctx context.Context, slug string) (*shape.Publication, error) {
	a, err := r.News.Publication(ctx, slug, store.Light)
	if a, err = found(ctx, a, err); a == nil {
		return nil, err
	}
	return shape.PublicationOf(a), nil
}

func (r queryResolver) ArticleChanges(
	ctx context.Context, since time.Time, first *int64, after *string,
) (*connection.Publications, error) {
	page, err := list(ctx, newsroom.ChangeOrder(), pageArgs(first, after, nil, nil),
		func(ctx context.Context, p store.Page) ([]*newsroom.Article, error) {
			return r.News.Changes(ctx, since, p)
		},
		func(ctx context.Context) (int64, error) { return r.News.CountChanges(ctx, since) })
	if err != nil {
		return nil, err
	}
	return connection.Through(page, shape.PublicationOf), nil
}

func (r queryResolver) Categories(ctx context.Context) ([]*newsroom.Category, error) {
	categories, err := r.News.Categories(ctx)
	adopt(ctx, categories)
	return categories, err
}

func (r queryResolver) Category(ctx context.Context, slug string) (*newsroom.Category, error) {
	c, err := r.News.CategoryBySlug(ctx, slug)
	return found(ctx, c, err)
}

// Article returns the resolvers of articles.
func (r *Resolver) Article() gen.ArticleResolver {
	return articleResolver{contentResolver[newsroom.Article]{
		Resolver: r,
		content:  func(a *newsroom.Article) *newsroom.Content { return &a.Content },
		whole: func(ctx context.Context, ids []string) (map[string]*newsroom.Article, error) {
			return r.News.ArticlesByID(ctx, ids, store.Whole)
		},
		shown: func(_ context.Context, fields *custom.Set, a *newsroom.Article) []custom.Typed {
			return a.Shown(fields)
		},
		mediaOf: r.News.MediaOfArticles,
	}}
}

type articleResolver struct {
	contentResolver[newsroom.Article]
}

// articlePath begins the address of an article on the site, before its slug.
const articlePath = "/bai-viet/"

func (r articleResolver) CanonicalURL(_ context.Context, a *newsroom.Article) (string, error) {
	return r.SiteURL + articlePath + a.Slug, nil
}

func (r articleResolver) Attribution(ctx context.Context, a *newsroom.Article) (string, error) {
	address, err := r.CanonicalURL(ctx, a)
	return fmt.Sprintf("Nguồn: %s – %s", r.SiteName, address), err
}

// Draft is the edge to the working copy; for readers there is none.
func (r articleResolver) Draft(ctx context.Context, a *newsroom.Article) (*newsroom.Draft, error) {
	return one(ctx, a, (*newsroom.Article).DraftID, r.drafts)
}

// maxRelated is the largest number of related articles.
const maxRelated = 20

// Related finds the articles of the same event and those of the same blocs: two store calls for all siblings.
func (r articleResolver) Related(ctx context.Context, a *newsroom.Article, first int64) ([]*newsroom.Article, error) {
	if err := within("first", first, maxRelated); err != nil {
		return nil, err
	}
	related, err := edge(ctx, a, func(ctx context.Context, articles []*newsroom.Article) (map[string][]*newsroom.Article, error) {
		return r.related(ctx, articles, int(first))
	})
	return related[a.ID], err
}

func (r articleResolver) related(ctx context.Context, articles []*newsroom.Article, most int) (map[string][]*newsroom.Article, error) {
	var events, blocs []string
	for _, a := range articles {
		events = append(events, a.EventID)
		blocs = append(blocs, a.BlocIDs...)
	}
	p := store.Page{Limit: most + 1, Read: store.Light} // one more: the article itself is among them
	byEvent, err := r.News.ArticlesBy(ctx, newsroom.ByEvent, distinct(events), p)
	if err != nil {
		return nil, err
	}
	byBloc, err := r.News.ArticlesBy(ctx, newsroom.ByBloc, distinct(blocs), p)
	if err != nil {
		return nil, err
	}
	related := make(map[string][]*newsroom.Article, len(articles))
	var group []*newsroom.Article
	for _, a := range articles {
		near := slices.Clone(byEvent[a.EventID])
		for _, bloc := range a.BlocIDs {
			near = append(near, byBloc[bloc]...)
		}
		related[a.ID] = newest(near, a.ID, most)
		group = append(group, related[a.ID]...)
	}
	adopt(ctx, group)
	return related, nil
}

// newest returns the newest articles, each once and without one of them.
func newest(articles []*newsroom.Article, without string, most int) []*newsroom.Article {
	slices.SortFunc(articles, func(a, b *newsroom.Article) int {
		return cmp.Or(b.PublishedAt.Compare(a.PublishedAt), cmp.Compare(b.ID, a.ID))
	})
	articles = slices.CompactFunc(articles, func(a, b *newsroom.Article) bool { return a.ID == b.ID })
	articles = slices.DeleteFunc(articles, func(a *newsroom.Article) bool { return a.ID == without })
	return articles[:min(most, len(articles))]
}

// Category returns the resolvers of categories.
func (r *Resolver) Category() gen.CategoryResolver { return categoryResolver{r} }

type categoryResolver struct{ *Resolver }

func (r categoryResolver) Parent(ctx context.Context, c *newsroom.Category) (*newsroom.Category, error) {
	return one(ctx, c, func(c *newsroom.Category) string { return c.ParentID }, r.categories)
}

func (r categoryResolver) ArticleCount(ctx context.Context, c *newsroom.Category) (*int64, error) {
	counts, err := edge(ctx, c, func(ctx context.Context, categories []*newsroom.Category) (map[string]int64, error) {
		return r.News.CountArticlesBy(ctx, newsroom.ByCategory, idsOf(categories))
	})
	if err != nil {
		return nil, err
	}
	n := counts[c.ID]
	return &n, nil
}

func (r categoryResolver) Articles(
	ctx context.Context, c *newsroom.Category, first *int64, after *string, last *int64, before *string,
) (*articlePage, error) {
	return articlesBy(ctx, r.Resolver, c, newsroom.ByCategory, first, after, last, before)
}

// DeclaredAward returns the resolvers of declared awards.
func (r *Resolver) DeclaredAward() gen.DeclaredAwardResolver { return declaredAwardResolver{r} }

type declaredAwardResolver struct{ *Resolver }

func (r declaredAwardResolver) AwardType(ctx context.Context, d *newsroom.DeclaredAward) (*register.AwardType, error) {
	return one(ctx, d, func(d *newsroom.DeclaredAward) string { return d.AwardTypeID }, r.awardTypes)
}
