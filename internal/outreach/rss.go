package outreach

import (
	"encoding/xml"
	"strings"
	"time"
)

// The namespaces of what RSS 2.0 itself has no element for.
const (
	nsAtom    = "http://www.w3.org/2005/Atom"
	nsContent = "http://purl.org/rss/1.0/modules/content/"
	nsDC      = "http://purl.org/dc/elements/1.1/"
)

// rssRoot is an RSS 2.0 document.
type rssRoot struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Atom    string     `xml:"xmlns:atom,attr"`
	Content string     `xml:"xmlns:content,attr"`
	DC      string     `xml:"xmlns:dc,attr"`
	Channel rssChannel `xml:"channel"`
}

type rssChannel struct {
	Title         string    `xml:"title"`
	Link          string    `xml:"link"`
	Description   string    `xml:"description"`
	Language      string    `xml:"language"`
	LastBuildDate string    `xml:"lastBuildDate"`
	Generator     string    `xml:"generator"`
	TTL           int       `xml:"ttl"` // minutes until it is worth asking again
	Self          atomLink  `xml:"atom:link"`
	Items         []rssItem `xml:"item"`
}

type rssItem struct {
	Title       string        `xml:"title"`
	Link        string        `xml:"link"`
	GUID        rssGUID       `xml:"guid"`
	PubDate     string        `xml:"pubDate"`
	Updated     string        `xml:"atom:updated"`
	Creator     string        `xml:"dc:creator,omitempty"`
	Categories  []string      `xml:"category"`
	Description string        `xml:"description"`
	Content     *cdata        `xml:"content:encoded"`
	Enclosure   *rssEnclosure `xml:"enclosure"`
}

type rssGUID struct {
	IsPermaLink bool   `xml:"isPermaLink,attr"`
	ID          string `xml:",chardata"`
}

type rssEnclosure struct {
	URL    string `xml:"url,attr"`
	Length int64  `xml:"length,attr"`
	Type   string `xml:"type,attr"`
}

// cdata is HTML that stays readable in the source of a feed.
type cdata struct {
	Text string `xml:",cdata"`
}

// rss writes a feed as RSS 2.0.
func (f *feed) rss() ([]byte, error) {
	channel := rssChannel{
		Title: f.title, Link: f.home, Description: f.description, Language: "vi", LastBuildDate: f.updated().UTC().Format(rssTime),
		Generator: "thidua", TTL: 15, Self: atomLink{Rel: "self", Type: "application/rss+xml", Href: f.self},
	}
	for _, i := range f.items {
		entry := rssItem{
			Title: i.title, Link: i.url, GUID: rssGUID{ID: i.id}, PubDate: i.published.UTC().Format(rssTime),
			Updated: i.updated.UTC().Format(time.RFC3339), Creator: i.author, Categories: i.topics, Description: i.summary,
		}
		if i.html != "" {
			entry.Content = &cdata{legible(i.html)}
		}
		if p := i.picture; p != nil {
			entry.Enclosure = &rssEnclosure{URL: p.URL, Length: p.Bytes, Type: p.MimeType}
		}
		channel.Items = append(channel.Items, entry)
	}
	return writeXML(rssRoot{Version: "2.0", Atom: nsAtom, Content: nsContent, DC: nsDC, Channel: channel})
}

// rssTime is how RSS writes times: RFC 822 with a year of four digits.
const rssTime = "Mon, 02 Jan 2006 15:04:05 -0700"

// writeXML writes a document with its declaration.
func writeXML(document any) ([]byte, error) {
	body, err := xml.MarshalIndent(document, "", " ")
	if err != nil {
		return nil, err
	}
	return append([]byte(xml.Header), append(body, '\n')...), nil
}

// legible leaves out what no XML document may hold, where nothing else takes it out.
func legible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r == '\r', r >= ' ' && r <= 0xD7FF, r >= 0xE000 && r <= 0xFFFD, r >= 0x10000:
			return r
		default:
			return -1
		}
	}, text)
}
