package pages

import (
	"context"
	"net/http"
	"net/url"

	"thidua/internal/outreach"
)

// newsPage is what theme/news.html writes.
type newsPage struct {
	Heading, Description string
	Cards                []card
	Next                 string // the address of the page with older news
	Categories           []category
}

// news is the page of the newest articles.
func (h *handler) news(ctx context.Context, r *http.Request) (*written, error) {
	return h.newsOf(ctx, r, "")
}

// category is the page of the newest articles of a category.
func (h *handler) category(ctx context.Context, r *http.Request) (*written, error) {
	return h.newsOf(ctx, r, r.PathValue("slug"))
}

func (h *handler) newsOf(ctx context.Context, r *http.Request, slug string) (*written, error) {
	var menu struct{ Categories []category }
	if err := h.Asker.Ask(ctx, h.requests["categories"], nil, &menu); err != nil {
		return nil, err
	}
	site := h.Site()
	page := newsPage{Heading: "Tin tức", Categories: menu.Categories}
	path, feed, where := outreach.NewsPath, outreach.NewsPath, map[string]any{}
	if slug != "" {
		found := false
		for _, c := range menu.Categories {
			if c.Slug == slug {
				page.Heading, page.Description, found = c.Name, c.Description, true
				where["category"] = c.ID
			}
		}
		if !found {
			return nil, missing()
		}
		path, feed = outreach.CategoryPath+slug, outreach.CategoryPath+slug
	}
	var answer struct {
		Articles struct {
			Nodes    []card
			PageInfo pageInfo
		}
	}
	variables := map[string]any{"where": where}
	after := r.URL.Query().Get("sau")
	if after != "" {
		variables["after"] = after
	}
	if err := h.Asker.Ask(ctx, h.requests["news"], variables, &answer); err != nil {
		return nil, err
	}
	page.Cards = answer.Articles.Nodes
	if answer.Articles.PageInfo.HasNextPage {
		page.Next = path + "?" + url.Values{"sau": {answer.Articles.PageInfo.EndCursor}}.Encode()
	}
	v := view{
		Title: page.Heading, Description: page.Description, Canonical: site.At(path), Links: feedLinks(site, feed, page.Heading), Page: page,
		Hidden: after != "", // older news are found by their own addresses
	}
	return &written{template: "news", status: http.StatusOK, view: v}, nil
}

// article is the page of an article, or says that it was withdrawn.
func (h *handler) article(ctx context.Context, r *http.Request) (*written, error) {
	slug := r.PathValue("slug")
	var answer struct{ Publication *publication }
	if err := h.Asker.Ask(ctx, h.requests["article"], map[string]any{"slug": slug}, &answer); err != nil {
		return nil, err
	}
	p := answer.Publication
	switch {
	case p == nil:
		return nil, missing()
	case p.Article == nil && p.Tombstone != nil:
		return &written{
			template: "withdrawn", status: http.StatusGone,
			view: view{Title: "Bài viết đã được gỡ", Hidden: true, Page: p.Tombstone},
		}, nil
	case p.Article == nil:
		return nil, missing()
	case p.Article.Slug != slug:
		return &written{redirect: outreach.ArticlePath + p.Article.Slug}, nil
	}
	a, site := p.Article, h.Site()
	address := site.At(outreach.ArticlePath + a.Slug)
	v := view{
		Title: a.Title, Description: a.Lead(), Canonical: address, Kind: "article", Language: a.Language,
		Links: append(oEmbedLinks(site, address, a.Title), feedLinks(site, outreach.NewsPath, "Tin tức")...), LD: a.JSONLd, Page: a,
	}
	if a.Cover != nil {
		v.Picture = a.Cover.Card
	}
	return &written{template: "article", status: http.StatusOK, view: v}, nil
}
