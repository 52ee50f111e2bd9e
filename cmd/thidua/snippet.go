package main

import (
	"fmt"
	"html"
	"io"
	"net/url"
	"strings"

	"thidua/internal/embed"
)

// snippetConfig is the settings of the snippet. No store is opened.
type snippetConfig struct {
	Kind     string `arg:"" help:"What is embedded: news, article or awards." enum:"news,article,awards"`
	Partner  string `help:"The ID of the partner, as the API gives it." required:"" placeholder:"ID"`
	SiteURL  string `help:"Where partners' readers reach this server, such as https://thidua.example.vn." required:"" placeholder:"URL"`
	Bloc     string `help:"Of news: the slug of a bloc." placeholder:"SLUG"`
	Category string `help:"Of news: the slug of a category." placeholder:"SLUG"`
	Slug     string `help:"Of an article: its slug." placeholder:"SLUG"`
	Unit     string `help:"Of awards: the slug of the unit." placeholder:"SLUG"`
	Year     int    `help:"Of awards: the year; all if absent."`
	Limit    int    `help:"Of news and awards: how many to show, at most 20." default:"5"`
}

// printSnippet prints what a partner puts into a page: the script with the hash of its bytes, the element, and, for pages without scripts,
// the frame in it.
func printSnippet(c snippetConfig, stdout io.Writer) error {
	site, err := url.Parse(c.SiteURL)
	if err != nil || site.Host == "" || (site.Scheme != "https" && site.Scheme != "http") {
		return fmt.Errorf("--site-url must be like https://thidua.example.vn")
	}
	var attributes strings.Builder
	query := url.Values{"partner": {c.Partner}}
	add := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&attributes, ` %s="%s"`, name, html.EscapeString(value))
			query.Set(name, value)
		}
	}
	limit := fmt.Sprint(c.Limit)
	switch c.Kind {
	case "news":
		add("bloc", c.Bloc)
		add("category", c.Category)
		add("limit", limit)
	case "article":
		if c.Slug == "" {
			return fmt.Errorf("--slug is missing: the article's slug, the last part of its address")
		}
		add("slug", c.Slug)
	case "awards":
		if c.Unit == "" {
			return fmt.Errorf("--unit is missing: the unit's slug, the last part of its address")
		}
		add("unit", c.Unit)
		if c.Year > 0 {
			add("year", fmt.Sprint(c.Year))
		}
		add("limit", limit)
	}
	base := strings.TrimSuffix(site.String(), "/")
	element := fmt.Sprintf("<thidua-%s%s>\n  <noscript><iframe src=\"%s\" title=\"Thi đua – khen thưởng\" width=\"100%%\" height=\"480\" loading=\"lazy\"></iframe></noscript>\n</thidua-%[1]s>",
		c.Kind, attributes.String(), html.EscapeString(base+embed.Prefix+c.Kind+"?"+query.Encode()))
	text, err := embed.Snippet(base, c.Partner, element)
	if err != nil {
		return err
	}
	_, err = io.WriteString(stdout, text)
	return err
}
