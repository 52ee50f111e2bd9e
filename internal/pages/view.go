package pages

import (
	"net/url"

	"thidua/internal/outreach"
)

// view is what the layout writes around a page.
type view struct {
	Site        outreach.Site
	Title       string // without the site's name; empty for the site itself
	Description string
	Canonical   string
	Kind        string // of Open Graph
	Language    string
	Picture     *variant
	Links       []link
	LD          any // JSON-LD; nil for none
	Hidden      bool
	Style       string // the tag of the style sheet
	Page        any    // what the template of the page writes
}

// link leads to another form of a page.
type link struct{ Type, Href, Title string }

// feedLinks lead to the feeds of a page.
func feedLinks(site outreach.Site, path, title string) []link {
	links := make([]link, 0, 3)
	for _, form := range []struct{ mediaType, name string }{
		{"application/rss+xml", "rss"}, {"application/atom+xml", "atom"}, {"application/feed+json", "json"},
	} {
		links = append(links, link{form.mediaType, site.At("/feeds" + path + "." + form.name), title})
	}
	return links
}

// oEmbedLinks lead to what others may show of an article.
func oEmbedLinks(site outreach.Site, address, title string) []link {
	query := url.Values{"url": {address}}
	return []link{
		{"application/json+oembed", site.At("/oembed?" + query.Encode()), title},
		{"text/xml+oembed", site.At("/oembed?" + query.Encode() + "&format=xml"), title},
	}
}
