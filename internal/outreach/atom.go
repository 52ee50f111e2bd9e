package outreach

import (
	"encoding/xml"
	"time"
)

// nsTombstones is the namespace of RFC 6721, by which a feed says what was taken out of it.
const nsTombstones = "http://purl.org/atompub/tombstones/1.0"

// atomFeed is an Atom document (RFC 4287).
type atomFeed struct {
	XMLName    xml.Name       `xml:"http://www.w3.org/2005/Atom feed"`
	Tombstones string         `xml:"xmlns:at,attr"`
	Language   string         `xml:"xml:lang,attr"`
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Subtitle   string         `xml:"subtitle,omitempty"`
	Updated    string         `xml:"updated"`
	Author     atomPerson     `xml:"author"`
	Generator  string         `xml:"generator"`
	Links      []atomLink     `xml:"link"`
	Entries    []atomEntry    `xml:"entry"`
	Deleted    []atomDeletion `xml:"at:deleted-entry"`
}

type atomEntry struct {
	Language   string         `xml:"xml:lang,attr,omitempty"`
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Published  string         `xml:"published"`
	Updated    string         `xml:"updated"`
	Author     *atomPerson    `xml:"author"`
	Categories []atomCategory `xml:"category"`
	Links      []atomLink     `xml:"link"`
	Summary    string         `xml:"summary,omitempty"`
	Content    *atomContent   `xml:"content"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomLink struct {
	Rel    string `xml:"rel,attr"`
	Type   string `xml:"type,attr,omitempty"`
	Href   string `xml:"href,attr"`
	Length int64  `xml:"length,attr,omitempty"`
	Title  string `xml:"title,attr,omitempty"`
}

type atomContent struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

type atomDeletion struct {
	Ref     string `xml:"ref,attr"`
	When    string `xml:"when,attr"`
	Comment string `xml:"at:comment,omitempty"`
}

// atom writes a feed as Atom.
func (f *feed) atom() ([]byte, error) {
	document := atomFeed{
		Tombstones: nsTombstones, Language: "vi", ID: f.id, Title: f.title, Subtitle: f.description, Updated: atomTime(f.updated()),
		Author: atomPerson{f.publisher}, Generator: "thidua",
		Links: []atomLink{
			{Rel: "self", Type: "application/atom+xml", Href: f.self}, {Rel: "alternate", Type: "text/html", Href: f.home},
		},
	}
	for _, i := range f.items {
		entry := atomEntry{
			Language: i.language, ID: i.id, Title: i.title, Published: atomTime(i.published), Updated: atomTime(i.updated),
			Links: []atomLink{{Rel: "alternate", Type: "text/html", Href: i.url}}, Summary: i.summary,
		}
		if i.author != "" {
			entry.Author = &atomPerson{i.author}
		}
		for _, topic := range i.topics {
			entry.Categories = append(entry.Categories, atomCategory{topic})
		}
		if p := i.picture; p != nil {
			entry.Links = append(entry.Links, atomLink{Rel: "enclosure", Type: p.MimeType, Href: p.URL, Length: p.Bytes, Title: p.Alt})
		}
		if i.html != "" {
			entry.Content = &atomContent{Type: "html", Text: i.html}
		}
		document.Entries = append(document.Entries, entry)
	}
	for _, d := range f.deleted {
		document.Deleted = append(document.Deleted, atomDeletion{Ref: d.id, When: atomTime(d.at), Comment: d.reason})
	}
	return writeXML(document)
}

// atomTime writes a time as RFC 3339.
func atomTime(t time.Time) string { return t.UTC().Format(time.RFC3339) }
