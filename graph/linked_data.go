package graph

import (
	"cmp"
	"context"
	"encoding/json"
	"time"

	"thidua/internal/newsroom"
)

// newsArticle is an article as search engines read it: JSON-LD of schema.org.
type newsArticle struct {
	Context       string         `json:"@context"`
	Type          string         `json:"@type"`
	ID            string         `json:"@id"`
	Headline      string         `json:"headline"`
	Description   string         `json:"description,omitempty"`
	Language      string         `json:"inLanguage"`
	DatePublished string         `json:"datePublished"`
	DateModified  string         `json:"dateModified"`
	Image         []string       `json:"image,omitempty"`
	Author        organization   `json:"author"`
	Publisher     organization   `json:"publisher"`
	Mentions      []organization `json:"mentions,omitempty"`
	About         *occasion      `json:"about,omitempty"`
	Correction    []string       `json:"correction,omitempty"`
}

type organization struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

type occasion struct {
	Type      string `json:"@type"`
	Name      string `json:"name"`
	StartDate string `json:"startDate"`
	Location  *venue `json:"location,omitempty"`
}

type venue struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

// Bounds of what linked data says: units, and characters of a text that has no summary.
const (
	maxMentions    = 30
	maxDescription = 200
)

// unitPath begins the address of a unit on the site, before its slug.
const unitPath = "/don-vi/"

// JSONLd describes an article for search engines. The byline of an office is a body, not a person. What encoding/json writes has no < and no &, so
// that no text of an article ends the script that it stands in.
func (r articleResolver) JSONLd(ctx context.Context, a *newsroom.Article) (string, error) {
	address, err := r.CanonicalURL(ctx, a)
	if err != nil {
		return "", err
	}
	ld := newsArticle{
		Context: "https://schema.org", Type: "NewsArticle", ID: address, Headline: a.Title, Description: a.Summary, Language: a.Language,
		DatePublished: a.PublishedAt.UTC().Format(time.RFC3339), DateModified: a.UpdatedAt.UTC().Format(time.RFC3339),
		Author:    organization{Type: "Organization", Name: cmp.Or(a.Byline, r.SiteName)},
		Publisher: organization{Type: "Organization", Name: r.SiteName, URL: r.SiteURL},
	}
	if ld.Description == "" {
		if ld.Description, err = r.Excerpt(ctx, a, maxDescription); err != nil {
			return "", err
		}
	}
	for _, c := range a.Corrections {
		ld.Correction = append(ld.Correction, c.Notice)
	}
	if err := r.describe(ctx, a, &ld); err != nil {
		return "", err
	}
	text, err := json.Marshal(ld)
	return string(text), err
}

// describe adds what the article leads to.
func (r articleResolver) describe(ctx context.Context, a *newsroom.Article, ld *newsArticle) error {
	cover, err := r.Cover(ctx, a)
	if err != nil {
		return err
	}
	if cover != nil {
		ld.Image = []string{r.addressOf(cover, "")}
	}
	most := int64(maxMentions)
	units, err := r.Units(ctx, a, &most)
	if err != nil {
		return err
	}
	for _, u := range units {
		ld.Mentions = append(ld.Mentions, organization{Type: "GovernmentOrganization", Name: u.OfficialName, URL: r.SiteURL + unitPath + u.Slug})
	}
	e, err := r.Event(ctx, a)
	if err != nil || e == nil {
		return err
	}
	ld.About = &occasion{Type: "Event", Name: e.Title, StartDate: string(e.StartsOn)}
	if e.VenueText != "" {
		ld.About.Location = &venue{Type: "Place", Name: e.VenueText}
	}
	return nil
}
