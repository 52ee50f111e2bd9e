package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"thidua/graph/connection"
	"thidua/graph/gen"
	"thidua/internal/errs"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/richtext"
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
	if where != nil && where.Unit != nil && where.IncludePredecessors {
		units, err := r.units(ctx, []string{*where.Unit})
		if err != nil {
			return nil, err
		}
		if u, ok := units[*where.Unit]; ok {
			where.Predecessors = u.Lineage
		}
	}
	return list(ctx, order.Order(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*newsroom.Article, error) {
			return r.News.Articles(ctx, where, order, p)
		},
		func(ctx context.Context) (int64, error) { return r.News.CountArticles(ctx, where) })
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
func (r *Resolver) Article() gen.ArticleResolver { return articleResolver{r} }

type articleResolver struct{ *Resolver }

// Body loads the bodies of all siblings: lists leave them in the database until one is asked for.
func (r articleResolver) Body(ctx context.Context, a *newsroom.Article) ([]richtext.Block, error) {
	return r.body(ctx, a)
}

// bodies is the edge that all fields which are made from the body share.
func (r articleResolver) bodies(ctx context.Context, a *newsroom.Article) (*bodies, error) {
	return edgeAs(ctx, a, "bodies", func(ctx context.Context, articles []*newsroom.Article) (*bodies, error) {
		whole, err := fetch(ctx, articles, func(a *newsroom.Article) []string { return []string{a.ID} },
			func(ctx context.Context, ids []string) (map[string]*newsroom.Article, error) {
				return r.News.ArticlesByID(ctx, ids, store.Whole)
			})
		of := make(map[string]richtext.Body, len(whole))
		for id, a := range whole {
			of[id] = a.Body
		}
		return newBodies(ctx, of), err
	})
}

func (r articleResolver) body(ctx context.Context, a *newsroom.Article) (richtext.Body, error) {
	all, err := r.bodies(ctx, a)
	if err != nil || all.of[a.ID] == nil {
		return richtext.Body{}, err
	}
	return all.of[a.ID], nil
}

func (r articleResolver) HTML(ctx context.Context, a *newsroom.Article, profile richtext.Profile) (string, error) {
	return r.written(ctx, a, func(b richtext.Body, s richtext.Scene) string { return b.HTML(profile, s) })
}

func (r articleResolver) Markdown(ctx context.Context, a *newsroom.Article) (string, error) {
	return r.written(ctx, a, richtext.Body.Markdown)
}

func (r articleResolver) written(ctx context.Context, a *newsroom.Article, write func(richtext.Body, richtext.Scene) string) (string, error) {
	all, err := r.bodies(ctx, a)
	if err != nil {
		return "", err
	}
	scene, err := r.scene(ctx, all)
	if err != nil {
		return "", err
	}
	return write(all.of[a.ID], scene), nil
}

func (r articleResolver) Text(ctx context.Context, a *newsroom.Article) (string, error) {
	all, err := r.bodies(ctx, a)
	if err != nil {
		return "", err
	}
	records, err := r.records(ctx, all)
	if err != nil {
		return "", err
	}
	return all.of[a.ID].TextWith(records), nil
}

func (r articleResolver) TableOfContents(ctx context.Context, a *newsroom.Article) ([]*richtext.Section, error) {
	body, err := r.body(ctx, a)
	return body.TableOfContents(), err
}

func (r articleResolver) ReadingMinutes(ctx context.Context, a *newsroom.Article) (int64, error) {
	body, err := r.body(ctx, a)
	return int64(body.ReadingMinutes()), err
}

func (r articleResolver) WordCount(ctx context.Context, a *newsroom.Article) (int64, error) {
	body, err := r.body(ctx, a)
	return int64(body.WordCount()), err
}

// maxExcerpt is the largest excerpt, in code points.
const maxExcerpt = 1000

func (r articleResolver) Excerpt(ctx context.Context, a *newsroom.Article, chars int64) (string, error) {
	if err := within("chars", chars, maxExcerpt); err != nil {
		return "", err
	}
	body, err := r.body(ctx, a)
	return body.Excerpt(int(chars)), err
}

// within refuses a number that is not 1 to most.
func within(argument string, n, most int64) error {
	if n >= 1 && n <= most {
		return nil
	}
	return errs.InvalidField(argument,
		fmt.Sprintf("%s là %d; phải từ 1 đến %d.", argument, n, most),
		fmt.Sprintf("%s is %d; it must be 1 to %d.", argument, n, most))
}

func (r articleResolver) Cover(ctx context.Context, a *newsroom.Article) (*newsroom.Media, error) {
	return one(ctx, a, func(a *newsroom.Article) string { return a.CoverID }, r.media)
}

func (r articleResolver) Gallery(ctx context.Context, a *newsroom.Article) ([]*newsroom.Media, error) {
	return many(ctx, a, func(a *newsroom.Article) []string { return a.GalleryIDs }, r.media)
}

func (r articleResolver) Attachments(ctx context.Context, a *newsroom.Article) ([]*newsroom.Media, error) {
	return many(ctx, a, func(a *newsroom.Article) []string { return a.AttachmentIDs }, r.media)
}

func (r articleResolver) Categories(ctx context.Context, a *newsroom.Article) ([]*newsroom.Category, error) {
	return many(ctx, a, func(a *newsroom.Article) []string { return a.CategoryIDs }, r.categories)
}

func (r articleResolver) Tags(ctx context.Context, a *newsroom.Article) ([]*newsroom.Tag, error) {
	return many(ctx, a, func(a *newsroom.Article) []string { return a.TagIDs }, r.tags)
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

func (r articleResolver) Event(ctx context.Context, a *newsroom.Article) (*register.Event, error) {
	return one(ctx, a, func(a *newsroom.Article) string { return a.EventID }, r.events)
}

func (r articleResolver) BlocYears(ctx context.Context, a *newsroom.Article) ([]*register.BlocYear, error) {
	return many(ctx, a, func(a *newsroom.Article) []string { return a.BlocYearIDs }, r.blocYears)
}

func (r articleResolver) Blocs(ctx context.Context, a *newsroom.Article) ([]*register.Bloc, error) {
	return many(ctx, a, func(a *newsroom.Article) []string { return a.BlocIDs }, r.blocs)
}

func (r articleResolver) Units(ctx context.Context, a *newsroom.Article, first *int64) ([]*register.Unit, error) {
	most := int64(connection.DefaultSize)
	if first != nil {
		most = *first
	}
	if err := within("first", most, connection.MaxSize); err != nil {
		return nil, err
	}
	return many(ctx, a, func(a *newsroom.Article) []string { return a.UnitIDs[:min(most, int64(len(a.UnitIDs)))] }, r.units)
}

func (r articleResolver) People(ctx context.Context, a *newsroom.Article) ([]*register.Person, error) {
	return many(ctx, a, func(a *newsroom.Article) []string { return a.PersonIDs }, r.people)
}

func (r articleResolver) Awards(ctx context.Context, a *newsroom.Article) ([]*register.Award, error) {
	return many(ctx, a, func(a *newsroom.Article) []string { return a.AwardIDs }, r.awards)
}

func (r articleResolver) Tasks(ctx context.Context, a *newsroom.Article) ([]*register.Task, error) {
	return many(ctx, a, func(a *newsroom.Article) []string { return a.TaskIDs }, r.tasks)
}

func (r articleResolver) Citations(ctx context.Context, a *newsroom.Article) ([]*register.LegalReference, error) {
	return many(ctx, a, func(a *newsroom.Article) []string { return a.CitationIDs }, r.legalReferences)
}

func (r articleResolver) Movements(ctx context.Context, a *newsroom.Article) ([]*register.Movement, error) {
	return many(ctx, a, func(a *newsroom.Article) []string { return a.MovementIDs }, r.movements)
}

func (r articleResolver) DeclaredAwards(ctx context.Context, a *newsroom.Article) ([]*newsroom.DeclaredAward, error) {
	return parts(ctx, a, func(a *newsroom.Article) []newsroom.DeclaredAward { return a.Declared })
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
