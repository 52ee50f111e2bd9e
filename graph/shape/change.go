package shape

import (
	"time"

	"thidua/internal/changefeed"
)

// ChangePage is a page of what partners are told.
type ChangePage struct {
	Nodes   []*Change
	Cursor  string
	HasMore bool
	IsReset bool
}

// Change is what became of a document since a cursor.
type Change struct {
	DocumentID string
	Noun       changefeed.Noun
	Kind       changefeed.Kind
	ChangedAt  time.Time
}
