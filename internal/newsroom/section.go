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
