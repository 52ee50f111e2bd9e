package newsroom

import (
	"thidua/internal/store"
	"thidua/internal/viet"
)

// Category (chuyên mục) is a section of the news.
type Category struct {
	store.Head  `bson:",inline"`
	Name        string `bson:"name"`
	Slug        string `bson:"slug"`
	Description string `bson:"description,omitempty"`
	ParentID    string `bson:"parentId,omitempty"`
	Ordinal     int64  `bson:"ordinal"` // place in the menu
}

// Tag (thẻ) is a free word on articles.
type Tag struct {
	store.Head `bson:",inline"`
	Name       string `bson:"name"`
	Slug       string `bson:"slug"`
	SortKey    string `bson:"sortKey"` // derived
}

// Derive computes the sort key.
func (t *Tag) Derive() { t.SortKey = viet.SortKey(t.Name) }

// Media (tệp phương tiện) describes a picture or file; the bytes lie elsewhere, at URL.
type Media struct {
	store.Head `bson:",inline"`
	URL        string `bson:"url"`
	MimeType   string `bson:"mimeType"`
	Alt        string `bson:"alt,omitempty"` // what it shows; needed for pictures
	Caption    string `bson:"caption,omitempty"`
	Credit     string `bson:"credit,omitempty"`
	Width      *int64 `bson:"width,omitempty"`  // pixels
	Height     *int64 `bson:"height,omitempty"` // pixels
	Bytes      int64  `bson:"bytes"`
}
