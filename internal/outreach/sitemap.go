package outreach

import (
	"context"
	"encoding/xml"
	"fmt"
	"time"

	"thidua/internal/viet"
)

// The namespaces of sitemaps.
const (
	nsSitemap = "http://www.sitemaps.org/schemas/sitemap/0.9"
	nsNews    = "http://www.google.com/schemas/sitemap-news/0.9"
)

// maxURLs is how many addresses a sitemap may hold, by its standard.
const maxURLs = 50_000

// sitemapIndex lists the sitemaps of a site.
type sitemapIndex struct {
	XMLName  xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Sitemaps []sitemapURL `xml:"sitemap"`
}

// urlSet lists addresses.
type urlSet struct {
	XMLName xml.Name     `xml:"urlset"`
	Sitemap string       `xml:"xmlns,attr"`
	News    string       `xml:"xmlns:news,attr,omitempty"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Loc     string       `xml:"loc"`
	LastMod string       `xml:"lastmod,omitempty"`
	News    *sitemapNews `xml:"news:news"`
}

// sitemapNews is what search engines for news ask besides.
type sitemapNews struct {
	Publication struct {
		Name     string `xml:"news:name"`
		Language string `xml:"news:language"`
	} `xml:"news:publication"`
	Date  string `xml:"news:publication_date"`
	Title string `xml:"news:title"`
}

// sitemaps lists one sitemap for each year in which articles were published, and one each of blocs and units.
func (h *handler) sitemaps(ctx context.Context) (*sitemapIndex, error) {
	var answer struct{ Oldest, Newest articles }
	if err := h.Asker.Ask(ctx, h.requests["sitemap_bounds"], nil, &answer); err != nil {
		return nil, err
	}
	index := &sitemapIndex{Sitemaps: []sitemapURL{{Loc: h.Site().At("/sitemaps/khoi-thi-dua.xml")}, {Loc: h.Site().At("/sitemaps/don-vi.xml")}}}
	if len(answer.Oldest.Nodes) == 0 || len(answer.Newest.Nodes) == 0 {
		return index, nil
	}
	last := answer.Newest.Nodes[0].PublishedAt.In(viet.Zone()).Year()
	for year := answer.Oldest.Nodes[0].PublishedAt.In(viet.Zone()).Year(); year <= last; year++ {
		index.Sitemaps = append(index.Sitemaps, sitemapURL{Loc: h.Site().At(fmt.Sprintf("/sitemaps/tin-tuc-%d.xml", year))})
	}
	return index, nil
}

// articlesOf is the sitemap of the articles of a year.
func (h *handler) articlesOf(ctx context.Context, year int) (*urlSet, error) {
	from := time.Date(year, time.January, 1, 0, 0, 0, 0, viet.Zone())
	return h.articlesBetween(ctx, from, from.AddDate(1, 0, 0), func(a article) sitemapURL {
		return sitemapURL{Loc: a.URL, LastMod: atomTime(a.UpdatedAt)}
	})
}

// freshFor is how old news may be, to search engines for news.
const freshFor = 48 * time.Hour

// freshNews is the sitemap of the articles of the last two days.
func (h *handler) freshNews(ctx context.Context) (*urlSet, error) {
	now := h.Now()
	set, err := h.articlesBetween(ctx, now.Add(-freshFor), now.Add(time.Second), func(a article) sitemapURL {
		news := &sitemapNews{Date: atomTime(a.PublishedAt), Title: a.Title}
		news.Publication.Name, news.Publication.Language = h.Site().Name, a.Language
		return sitemapURL{Loc: a.URL, LastMod: atomTime(a.UpdatedAt), News: news}
	})
	if err != nil {
		return nil, err
	}
	set.News = nsNews
	return set, nil
}

// next is where a page of a list ends.
type next struct {
	HasNextPage bool
	EndCursor   string
}

func (h *handler) articlesBetween(ctx context.Context, from, before time.Time, as func(article) sitemapURL) (*urlSet, error) {
	set := &urlSet{Sitemap: nsSitemap}
	where := map[string]any{"publishedFrom": atomTime(from), "publishedBefore": atomTime(before)}
	variables := map[string]any{"where": where}
	for len(set.URLs) < maxURLs {
		var answer struct {
			Articles struct {
				Nodes    []article
				PageInfo next
			}
		}
		if err := h.Asker.Ask(ctx, h.requests["sitemap_articles"], variables, &answer); err != nil {
			return nil, err
		}
		for _, a := range answer.Articles.Nodes {
			set.URLs = append(set.URLs, as(a))
		}
		if !answer.Articles.PageInfo.HasNextPage {
			break
		}
		variables["after"] = answer.Articles.PageInfo.EndCursor
	}
	return set, nil
}

// records is the sitemap of all blocs or all units.
func (h *handler) records(ctx context.Context, request, path string) (*urlSet, error) {
	set := &urlSet{Sitemap: nsSitemap}
	variables := map[string]any{}
	for len(set.URLs) < maxURLs {
		var answer struct {
			Page struct {
				Nodes    []struct{ Slug string }
				PageInfo next
			}
		}
		if err := h.Asker.Ask(ctx, h.requests[request], variables, &answer); err != nil {
			return nil, err
		}
		for _, record := range answer.Page.Nodes {
			set.URLs = append(set.URLs, sitemapURL{Loc: h.Site().At(path + record.Slug)})
		}
		if !answer.Page.PageInfo.HasNextPage {
			break
		}
		variables["after"] = answer.Page.PageInfo.EndCursor
	}
	return set, nil
}
