package store

import (
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// Write is one conditional change of one document. It is atomic: the document, its archived predecessor and its
// journal entry are all there, or none is.
type Write struct {
	Schema *Schema
	ID     string
	// IfVersion is the version that the writer read; 0 if the document must not exist yet. The write fails with
	// [errs.Conflict] when the stored version is another, or [errs.NotFound] when there is no document.
	IfVersion int64
	// Doc is the new document, whole, with "_id" = ID and "version" = IfVersion+1; nil removes it. A removed document
	// is found no more, and its unique values are free, but its ID is never used again: the version chain goes on.
	Doc bson.Raw
	// Entry is this change's journal entry; nil if and only if the schema is Unjournaled. The store fills nothing in.
	Entry *Entry
}

// Entry is the record of one change, on its way from a document's outbox to the journal.
type Entry struct {
	ID         string    `bson:"id"` // a ULID: entries sort by time of making
	At         time.Time `bson:"at"`
	Actor      string    `bson:"actor"`          // ID of the user, or "system"
	Action     string    `bson:"action"`         // noun and verb, such as "article.publish"
	Collection string    `bson:"coll"`           // name of the document's schema
	Document   string    `bson:"doc"`            // ID of the document
	Version    int64     `bson:"version"`        // the version that the change made
	Changed    []string  `bson:"changed"`        // top-level fields that differ from the version before, sorted
	Note       string    `bson:"note,omitempty"` // the reason that the actor gave
	From       string    `bson:"from,omitempty"` // the state that the change left; empty if it changed none, or made the document
	To         string    `bson:"to,omitempty"`   // the state that it led to; empty if it changed none, or removed the document
}
