package store

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// Store is a document database. It is safe for concurrent use. All errors that a caller can act on are [errs.Error]s,
// translated from the driver's by code: Conflict, Duplicate (Field names the index's fields), NotFound, Unavailable,
// and Invalid for a query that no declared index serves.
type Store interface {
	Reader
	Writer
	Outbox
	Leases
	// Ensure creates what the schemas need, and brings existing collections to their present indexes. It is called once, before
	// anything else, with all schemas of the process.
	Ensure(ctx context.Context, schemas ...*Schema) error
	// Ready reports whether the database answers.
	Ready(ctx context.Context) error
	// Close releases the database after the calls under way are done.
	Close(ctx context.Context) error
}

// Reader reads documents. A removed document is never found. Slices and maps belong to the caller; the bytes of documents and the
// values of groups may be those of other reads, and are not to be changed.
type Reader interface {
	// Get returns the documents with these IDs that exist, in no particular order. At most [MaxLimit] IDs.
	Get(ctx context.Context, s *Schema, ids []string, read Read) ([]bson.Raw, error)
	// Find returns a page, in the order of the query's Sort.
	Find(ctx context.Context, s *Schema, q Query) ([]bson.Raw, error)
	// FindPer returns for each parent the page of the query among the documents whose field has the parent's value, all
	// in one call. A parent without documents has no key. At most [MaxLimit] parents.
	FindPer(ctx context.Context, s *Schema, field string, parents []string, q Query) (map[string][]bson.Raw, error)
	// Count counts the documents for which the condition holds.
	Count(ctx context.Context, s *Schema, where Where) (int64, error)
	// CountBy counts them by the values of one or more fields, in no particular order. A document counts once for each
	// of its values of a Many field.
	CountBy(ctx context.Context, s *Schema, where Where, fields ...string) ([]Group, error)
	// FindRanked returns a page of the documents of a schema with postings, those of the first tier first, and within a
	// tier those of the greatest place. They are light.
	FindRanked(ctx context.Context, s *Schema, r Ranked) ([]Hit, error)
	// CountRanked takes of the documents that have all terms of r.All and of one of the tiers those of the greatest
	// places, at most limit, and counts them by the values of fields, in no particular order, as CountBy does. r.After and
	// r.Limit mean nothing. At most [MaxTallied].
	CountRanked(ctx context.Context, s *Schema, r Ranked, limit int, fields ...string) ([]Group, error)
	// Repeated returns the values of a string field that more than one document has, with how many do: the least ones after a
	// value, ascending. The field must be the first of an index. A document counts once for each of its values.
	Repeated(ctx context.Context, s *Schema, field, after string, limit int) ([]Group, error)
	// History returns the overwritten versions of a document, newest first, at most limit of those before a version (0 = all).
	History(ctx context.Context, s *Schema, id string, before int64, limit int) ([]bson.Raw, error)
	// Revisions returns those of the overwritten versions that exist, of any documents, in no particular order. At most
	// [MaxLimit]. Versions have no gaps, so a page of a history is asked for by its numbers.
	Revisions(ctx context.Context, s *Schema, of []Revision, read Read) ([]bson.Raw, error)
	// Explain tells how the database would run Find.
	Explain(ctx context.Context, s *Schema, q Query) (Explanation, error)
}

// Writer changes documents.
type Writer interface {
	// Apply runs the writes in order and stops at the first that fails; it returns how many were done. Each is atomic
	// by itself, the whole is not. What it reports as done survives a kill of the process and of the machine.
	Apply(ctx context.Context, writes ...Write) (int, error)
	// Tidy does a part of what makes the postings of a schema faster to read after many writes, and reports whether there is
	// more to do. It changes no answer, and is for when nothing else is to be written.
	Tidy(ctx context.Context, s *Schema) (more bool, err error)
}

// Outbox hands the entries of finished writes to the journal's relay.
type Outbox interface {
	// Pending returns entries not yet marked as sent, of all collections, oldest first by their ID.
	Pending(ctx context.Context, limit int) ([]Entry, error)
	// Sent forgets entries that are in the journal. Those already forgotten are no error.
	Sent(ctx context.Context, entries []Entry) error
}

// Leases gives one process at a time the right to do something.
type Leases interface {
	// Acquire takes or prolongs the named lease for ttl, and reports whether the holder has it now. A lease that ran
	// out may be taken by anyone; holders' clocks may differ by less than half the ttl.
	Acquire(ctx context.Context, name, holder string, ttl time.Duration) (bool, error)
	// Release gives the lease back; one that is not held is no error.
	Release(ctx context.Context, name, holder string) error
}
