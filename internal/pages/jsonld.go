package pages

import (
	"cmp"
	"time"

	"thidua/internal/outreach"
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
	Location  *place `json:"location,omitempty"`
}

type place struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

// linkedData describes an article. The byline of an office is a body, not a person.
func (a *article) linkedData(site outreach.Site, address string) newsArticle {
	ld := newsArticle{
		Context: "https://schema.org", Type: "NewsArticle", ID: address, Headline: a.Title, Description: a.Lead(), Language: a.Language,
		DatePublished: a.PublishedAt.UTC().Format(time.RFC3339), DateModified: a.UpdatedAt.UTC().Format(time.RFC3339),
		Author:    organization{Type: "Organization", Name: cmp.Or(a.Byline, site.Name)},
		Publisher: organization{Type: "Organization", Name: site.Name, URL: site.URL},
	}
	if a.Cover != nil {
		ld.Image = []string{a.Cover.URL}
	}
	for _, u := range a.Units {
		ld.Mentions = append(ld.Mentions, organization{Type: "GovernmentOrganization", Name: u.OfficialName, URL: site.At(outreach.UnitPath + u.Slug)})
	}
	if e := a.Event; e != nil {
		ld.About = &occasion{Type: "Event", Name: e.Title, StartDate: e.StartsOn}
		if e.VenueText != "" {
			ld.About.Location = &place{Type: "Place", Name: e.VenueText}
		}
	}
	for _, c := range a.Corrections {
		ld.Correction = append(ld.Correction, c.Notice)
	}
	return ld
}
