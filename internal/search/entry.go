package search

import (
	"slices"
	"time"

	"thidua/internal/store"
)

// Entry is what the index keeps of a document, under the document's ID. That of a document that is not public (any more)
// stays, emptied: it has no terms and is never found.
type Entry struct {
	store.Head `bson:",inline"`
	Noun       Noun       `bson:"noun"`
	Kind       string     `bson:"kind,omitempty"`
	Year       int64      `bson:"year,omitempty"`
	BlocIDs    []string   `bson:"blocIds"`
	UnitIDs    []string   `bson:"unitIds"`
	Place      int64      `bson:"place"` // unique; see Card.place
	Until      *time.Time `bson:"until,omitempty"`
	Of         int64      `bson:"of"`    // version of the document, 0 of an emptied one
	Build      int64      `bson:"build"` // which making of the whole index it is of
	// Terms are what it is found by. They are written and never read.
	Terms []string `bson:"terms,omitempty"`
}

// entryOf is the entry of a card.
func entryOf(c Card, terms []string, build int64) *Entry {
	return &Entry{
		Head: store.Head{ID: c.ID}, Noun: c.Noun, Kind: c.Kind, Year: c.Year, BlocIDs: distinct(c.BlocIDs), UnitIDs: distinct(c.UnitIDs),
		Place: c.place(), Until: c.Until, Of: c.Version, Build: build, Terms: terms,
	}
}

// emptied is the entry of a document that is not public.
func (e *Entry) emptied(build int64) *Entry {
	return &Entry{Head: store.Head{ID: e.ID}, Noun: e.Noun, BlocIDs: []string{}, UnitIDs: []string{}, Place: e.Place, Build: build}
}

// Names of the collections.
const (
	entriesName = "search_entries"
	wordsName   = "search_words"
	stateName   = "search_state"
)

// Schemas declares the collections of the index.
func Schemas() []*store.Schema {
	return []*store.Schema{entrySchema(), wordSchema(), stateSchema(), tableSchema()}
}

func entrySchema() *store.Schema {
	return &store.Schema{
		Name: entriesName, Unjournaled: true,
		Fields: []store.Field{
			{Path: "noun", Kind: store.String, Required: true},
			{Path: "kind", Kind: store.String},
			{Path: "year", Kind: store.Int},
			{Path: "blocIds", Kind: store.String, Many: true},
			{Path: "unitIds", Kind: store.String, Many: true},
			{Path: "place", Kind: store.Int, Required: true},
			{Path: "until", Kind: store.Time},
			{Path: "build", Kind: store.Int, Required: true},
		},
		Indexes: []store.Index{
			{Fields: []string{"place"}, Unique: true},
			{Fields: []string{"until"}},
			{Fields: []string{"build"}},
		},
		Postings: &store.Postings{Field: "terms", Place: "place", Follows: follows},
	}
}

func stateSchema() *store.Schema { return &store.Schema{Name: stateName, Unjournaled: true} }

// state is how far the index is: one document, which only the holder of the lease changes.
type state struct {
	store.Head `bson:",inline"`
	Cursor     int64  `bson:"cursor"`  // the last journal record that was followed
	Keys       int64  `bson:"keys"`    // indexVersion of the last making that was begun
	Table      int64  `bson:"table"`   // the version of the abbreviations that it was begun with
	Build      int64  `bson:"build"`   // its number
	Done       bool   `bson:"done"`    // it is complete
	Ordinal    int64  `bson:"ordinal"` // of the noun that it is at
	After      string `bson:"after"`   // the last document of the noun that is done
}

// stateID is the ID of the one state.
const stateID = "sst_index"

// distinct returns the IDs that are not empty, each once, sorted.
func distinct(ids []string) []string {
	sorted := slices.Sorted(slices.Values(named(ids...)))
	if sorted == nil {
		return []string{}
	}
	return slices.Compact(sorted)
}
