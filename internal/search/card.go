package search

import (
	"hash/fnv"
	"time"
)

// Card is what of a document is searched: what anybody may read of it, as plain text, and what it is filtered by.
type Card struct {
	ID      string
	Version int64 // of the document
	Noun    Noun
	Kind    string   // such as the kind of an article or the type of a unit; empty if the noun has none
	Year    int64    // 0 if there is none
	BlocIDs []string // the blocs and units that it is about
	UnitIDs []string
	Title   string
	Names   []string // other names of the same, its number or its code
	Summary string
	Body    string
	// At places it among those that answer a query as well: the latest first.
	At time.Time
	// Until is when it stops to be public by itself; nil if it does not.
	Until *time.Time
}

// placeBits is how many of a place's bits tell documents of one second apart.
const placeBits = 16

// place is where the entry stands by time. Documents of one second stand in an order that has no meaning and stays: by a
// hash of their IDs. Two may still fall on one place; then the later one takes the next.
func (c Card) place() int64 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(c.ID)) // never fails
	return c.At.Unix()<<placeBits | int64(h.Sum32()&(1<<placeBits-1))
}
