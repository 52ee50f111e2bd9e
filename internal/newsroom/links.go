package newsroom

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"thidua/internal/access"
	"thidua/internal/store"
)

// ArticlePath begins the path of an article's address on the site, before its slug.
const ArticlePath = "/bai-viet/"

// textLinks returns the other articles to which the text links, in its order, each once: by "article:" and an ID, of which the ID
// is kept, or by an address, which is kept without query and fragment and may be another site's.
func (c *Content) textLinks() []string {
	keys := []string{}
	for _, content := range c.Body.Texts() {
		for _, run := range content {
			if id, ok := strings.CutPrefix(run.Href, "article:"); ok {
				keys = append(keys, id)
			} else if before, slug, ok := articleAddress(run.Href); ok {
				keys = append(keys, before+ArticlePath+slug)
			}
		}
	}
	return once(keys)
}

// once returns the keys that are not empty, each once, in their order.
func once(keys []string) []string {
	seen := make(map[string]bool, len(keys))
	return slices.DeleteFunc(keys, func(key string) bool {
		again := key == "" || seen[key]
		seen[key] = true
		return again
	})
}

// articleAddress divides the address of an article, here or elsewhere, into what stands before [ArticlePath], which is
// empty for an address on this site, and the slug.
func articleAddress(href string) (before, slug string, ok bool) {
	before, slug, ok = strings.Cut(strings.TrimSpace(href), ArticlePath)
	if !ok || before != "" && !strings.HasPrefix(before, "https://") && !strings.HasPrefix(before, "http://") {
		return "", "", false
	}
	slug, _, _ = strings.Cut(slug, "#")
	slug, _, _ = strings.Cut(slug, "?")
	slug = strings.Trim(slug, "/")
	if unescaped, err := url.PathUnescape(slug); err == nil {
		slug = unescaped
	}
	return before, slug, slug != ""
}

// addressesOf returns the keys under which texts link to an article: its ID, and its addresses by all its slugs, on this
// site or with the site's address before them.
func addressesOf(articleID, siteURL string, slugs []string) []string {
	keys := []string{articleID}
	for _, slug := range slugs {
		keys = append(keys, ArticlePath+slug)
		if siteURL != "" {
			keys = append(keys, siteURL+ArticlePath+slug)
		}
	}
	return keys
}

// customLink begins the key of what a custom field refers to. Such a field need not be for everybody who sees the draft, so
// nobody looks for drafts by it; it only keeps what it refers to from being removed.
const customLink = "custom:"

// linkKeys returns whatever the content refers to, each once: the IDs of sections and records, and
// [Content.textLinks]. IDs tell what they are of, so one index answers for all.
func (c *Content) linkKeys() []string {
	refs := c.Body.References()
	keys := slices.Concat(
		c.CategoryIDs, c.TagIDs, []string{c.EventID}, c.BlocIDs, c.BlocYearIDs, c.UnitIDs, c.PersonIDs, c.AwardIDs, c.TaskIDs,
		c.CitationIDs, c.MovementIDs, c.DecisionIDs, refs.Awards, refs.Tasks, refs.LegalReferences, c.textLinks(),
	)
	for _, id := range c.References() {
		keys = append(keys, customLink+id)
	}
	for _, d := range c.Declared {
		keys = append(keys, d.AwardTypeID)
	}
	return once(keys)
}

// DraftsLinking returns for each document a page of the drafts that link to it and exist for the viewer, those changed
// last first; for readers none does.
func (d *Desk) DraftsLinking(ctx context.Context, v access.Viewer, ids []string, p store.Page) (map[string][]*Draft, error) {
	within, err := within(v)
	if err != nil {
		return nil, err
	}
	q := store.Query{Where: within, Sort: LastChanged.Order().Sort}
	return d.drafts.FindPer(ctx, "linkKeys", ids, q.Paged(p))
}

// CountDraftsLinking counts for each document the drafts that link to it and exist for the viewer. One without drafts has
// no key.
func (d *Desk) CountDraftsLinking(ctx context.Context, v access.Viewer, ids []string) (map[string]int64, error) {
	within, err := within(v)
	if err != nil {
		return nil, err
	}
	groups, err := d.drafts.CountBy(ctx, store.All(store.AnyOf("linkKeys", ids...), within), "linkKeys")
	if err != nil {
		return nil, err
	}
	counts := make(map[string]int64, len(ids))
	for _, g := range groups {
		if id, ok := g.Values[0].(string); ok && slices.Contains(ids, id) {
			counts[id] = g.Count
		}
	}
	return counts, nil
}

// CountLinking counts the drafts that link to a document, whoever may see them; those in the trash hold nothing up.
func (d *Desk) CountLinking(ctx context.Context, id string) (int64, error) {
	return d.drafts.Count(ctx, store.And{
		store.AnyOf("linkKeys", id, customLink+id), store.Not{Part: store.Eq{Field: "state", Value: string(Trashed)}},
	})
}

// Target is an article as texts link to it.
type Target struct {
	Draft   *Draft
	SiteURL string // begins the addresses of our articles, without a slash at the end
}

// linked holds for the documents, but for one of them, that link to the article under any of its addresses.
func (t Target) linked(field, but string) store.Where {
	return store.And{
		store.AnyOf(field, addressesOf(t.Draft.ArticleID(), t.SiteURL, t.Draft.Slugs)...),
		store.Not{Part: store.Eq{Field: store.IDField, Value: but}},
	}
}

// ArticlesLinkingTo returns a page of the published articles whose text links to an article, the newest first.
func (r *Reader) ArticlesLinkingTo(ctx context.Context, t Target, p store.Page) ([]*Article, error) {
	where := store.All(t.linked("textLinks", t.Draft.ArticleID()), public(r.now()))
	return r.articles.Find(ctx, store.Query{Where: where, Sort: Newest.Order().Sort}.Paged(p))
}

// CountArticlesLinkingTo counts what [Reader.ArticlesLinkingTo] lists.
func (r *Reader) CountArticlesLinkingTo(ctx context.Context, t Target) (int64, error) {
	return r.articles.Count(ctx, store.All(t.linked("textLinks", t.Draft.ArticleID()), public(r.now())))
}

// DraftsLinkingTo returns a page of the drafts that exist for the viewer and whose text links to an article, those changed
// last first.
func (d *Desk) DraftsLinkingTo(ctx context.Context, v access.Viewer, t Target, p store.Page) ([]*Draft, error) {
	within, err := within(v)
	if err != nil {
		return nil, err
	}
	where := store.All(t.linked("linkKeys", t.Draft.ID), within)
	return d.drafts.Find(ctx, store.Query{Where: where, Sort: LastChanged.Order().Sort}.Paged(p))
}

// CountDraftsLinkingTo counts what [Desk.DraftsLinkingTo] lists.
func (d *Desk) CountDraftsLinkingTo(ctx context.Context, v access.Viewer, t Target) (int64, error) {
	within, err := within(v)
	if err != nil {
		return 0, err
	}
	return d.drafts.Count(ctx, store.All(t.linked("linkKeys", t.Draft.ID), within))
}

// OnlyReported returns those of the awards, events and tasks that a published article reports of which no other published
// article does.
func (r *Reader) OnlyReported(ctx context.Context, a *Article) ([]string, error) {
	only := []string{}
	for _, kind := range []struct {
		link Link
		ids  []string
	}{{ByAward, a.AwardIDs}, {ByEvent, []string{a.EventID}}, {ByTask, a.TaskIDs}} {
		ids := slices.DeleteFunc(slices.Clone(kind.ids), func(id string) bool { return id == "" })
		if len(ids) == 0 {
			continue
		}
		counts, err := r.CountArticlesBy(ctx, kind.link, ids)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			if counts[id] == 1 {
				only = append(only, id)
			}
		}
	}
	return only, nil
}

// AnyLinking reports whether a draft that is not trashed links to any of these documents: one store call. At most half of
// [store.MaxLimit] IDs.
func (d *Desk) AnyLinking(ctx context.Context, ids []string) (bool, error) {
	keys := make([]string, 0, 2*len(ids))
	for _, id := range ids {
		keys = append(keys, id, customLink+id)
	}
	n, err := d.drafts.Count(ctx, store.And{
		store.AnyOf("linkKeys", keys...), store.Not{Part: store.Eq{Field: "state", Value: string(Trashed)}},
	})
	return n > 0, err
}
