package embed

import (
	"encoding/json"
	"time"
)

// Shown is what an embed shows, as the script is told it. It is the contract of version 1: fields are added, never changed.
type Shown struct {
	Heading   string     `json:"heading"`
	Link      string     `json:"link"` // the same on our site, where there is more
	Credit    string     `json:"credit"`
	Licence   *Licence   `json:"licence,omitempty"`
	Items     []Item     `json:"items,omitempty"`
	Article   *Article   `json:"article,omitempty"`
	Withdrawn *Withdrawn `json:"withdrawn,omitempty"`
}

// Item is a line of a list: an article or an award.
type Item struct {
	URL     string    `json:"url"`
	Title   string    `json:"title"`
	Text    string    `json:"text,omitempty"`
	Note    string    `json:"note,omitempty"` // what must be seen at once: a correction, or how far an award is
	At      time.Time `json:"at,omitzero"`
	Picture *Picture  `json:"picture,omitempty"`
}

// Picture is a picture of a list or an article.
type Picture struct {
	URL    string `json:"url"`
	Alt    string `json:"alt"`
	Width  int64  `json:"width,omitempty"`
	Height int64  `json:"height,omitempty"`
}

// Article is a whole article.
type Article struct {
	Title       string       `json:"title"`
	Lead        string       `json:"lead,omitempty"`
	Byline      string       `json:"byline,omitempty"`
	Language    string       `json:"language"`
	PublishedAt time.Time    `json:"publishedAt"`
	Corrections []Correction `json:"corrections,omitempty"`
	Cover       *Picture     `json:"cover,omitempty"`
	Body        []Node       `json:"body"`
	HTML        string       `json:"-"` // the same for a frame
}

// Correction is what was corrected, and when.
type Correction struct {
	At     time.Time `json:"at"`
	Notice string    `json:"notice"`
}

// Withdrawn is what is left of an article that was taken off.
type Withdrawn struct {
	At     time.Time `json:"at"`
	Notice string    `json:"notice,omitempty"`
}

// Node is a part of a text: an element with attributes and children, or words. As JSON it is ["p", {…}, child, …] or "words".
type Node struct {
	Words    string
	Element  string
	Attrs    map[string]string
	Children []Node
}

// MarshalJSON writes the node as the script reads it.
func (n Node) MarshalJSON() ([]byte, error) {
	if n.Element == "" {
		return json.Marshal(n.Words)
	}
	parts := make([]any, 2, len(n.Children)+2)
	parts[0], parts[1] = n.Element, n.Attrs
	if n.Attrs == nil {
		parts[1] = struct{}{}
	}
	for _, c := range n.Children {
		parts = append(parts, c)
	}
	return json.Marshal(parts)
}

// Licence says under which terms a partner shows what is ours.
type Licence struct {
	Text string `json:"text"`
	URL  string `json:"url,omitempty"`
}
