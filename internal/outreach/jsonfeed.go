package outreach

import (
	"bytes"
	"encoding/json"
)

// jsonFeed is a JSON Feed, version 1.1.
type jsonFeed struct {
	Version     string         `json:"version"`
	Title       string         `json:"title"`
	HomePageURL string         `json:"home_page_url"`
	FeedURL     string         `json:"feed_url"`
	Description string         `json:"description,omitempty"`
	Language    string         `json:"language"`
	Authors     []jsonAuthor   `json:"authors"`
	Items       []jsonFeedItem `json:"items"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

// jsonFeedItem has the whole text as HTML, or else the summary as text: one of the two must be there.
type jsonFeedItem struct {
	ID            string           `json:"id"`
	URL           string           `json:"url"`
	Title         string           `json:"title"`
	ContentHTML   string           `json:"content_html,omitempty"`
	ContentText   string           `json:"content_text,omitempty"`
	Summary       string           `json:"summary,omitempty"`
	Image         string           `json:"image,omitempty"`
	DatePublished string           `json:"date_published"`
	DateModified  string           `json:"date_modified"`
	Authors       []jsonAuthor     `json:"authors,omitempty"`
	Tags          []string         `json:"tags,omitempty"`
	Language      string           `json:"language,omitempty"`
	Attachments   []jsonAttachment `json:"attachments,omitempty"`
}

type jsonAttachment struct {
	URL      string `json:"url"`
	MimeType string `json:"mime_type"`
	Title    string `json:"title,omitempty"`
	Bytes    int64  `json:"size_in_bytes,omitempty"`
}

// json writes a feed as JSON Feed.
func (f *feed) json() ([]byte, error) {
	document := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: f.title, HomePageURL: f.home, FeedURL: f.self, Description: f.description,
		Language: "vi", Authors: []jsonAuthor{{f.publisher}}, Items: make([]jsonFeedItem, len(f.items)),
	}
	for n, i := range f.items {
		entry := jsonFeedItem{
			ID: i.id, URL: i.url, Title: i.title, ContentHTML: i.html, Summary: i.summary, Tags: i.topics, Language: i.language,
			DatePublished: atomTime(i.published), DateModified: atomTime(i.updated),
		}
		if entry.ContentHTML == "" {
			entry.ContentText = i.summary
		}
		if i.author != "" {
			entry.Authors = []jsonAuthor{{i.author}}
		}
		if p := i.picture; p != nil {
			entry.Image = p.URL
			entry.Attachments = []jsonAttachment{{URL: p.URL, MimeType: p.MimeType, Title: p.Alt, Bytes: p.Bytes}}
		}
		document.Items[n] = entry
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false) // no page has it inside
	e.SetIndent("", " ")
	err := e.Encode(document)
	return out.Bytes(), err
}
