package changefeed

import (
	"maps"
	"slices"
	"time"

	"thidua/internal/store"
)

// Line is a document that is or was public. Its ID is that of the document.
type Line struct {
	// Head has in UpdatedAt when the line was last written, which partners may ask from.
	store.Head `bson:",inline"`
	Noun       Noun      `bson:"noun"`
	Seq        int64     `bson:"seq"`      // its place among the changes: every change moves it behind all others
	Appeared   int64     `bson:"appeared"` // the place that it had when it became public, this time
	Public     bool      `bson:"public"`
	Told       int64     `bson:"told"` // the version of the document that the line is about
	At         time.Time `bson:"at"`   // when the document was changed
}

// Noun is a kind of document that partners may copy.
type Noun string

// The nouns.
const (
	Article        Noun = "ARTICLE"
	Category       Noun = "CATEGORY"
	Tag            Noun = "TAG"
	Unit           Noun = "UNIT"
	Bloc           Noun = "BLOC"
	BlocMembership Noun = "BLOC_MEMBERSHIP"
	BlocYear       Noun = "BLOC_YEAR"
	OfficeTerm     Noun = "OFFICE_TERM"
	Person         Noun = "PERSON"
	AwardType      Noun = "AWARD_TYPE"
	Award          Noun = "AWARD"
	Decision       Noun = "DECISION"
	Task           Noun = "TASK"
	Event          Noun = "EVENT"
	Movement       Noun = "MOVEMENT"
	LegalReference Noun = "LEGAL_REFERENCE"
)

// Nouns lists all nouns.
func Nouns() []Noun {
	return []Noun{
		Article, Category, Tag, Unit, Bloc, BlocMembership, BlocYear, OfficeTerm, Person, AwardType, Award, Decision, Task, Event,
		Movement, LegalReference,
	}
}

// nounOf returns the noun of the documents of a collection; "" if partners do not copy them.
func nounOf(collection string) Noun { return nouns()[collection] }

// nouns are the nouns by the collections of their documents.
func nouns() map[string]Noun {
	return map[string]Noun{
		"articles":         Article,
		"categories":       Category,
		"tags":             Tag,
		"units":            Unit,
		"blocs":            Bloc,
		"bloc_memberships": BlocMembership,
		"bloc_years":       BlocYear,
		"office_terms":     OfficeTerm,
		"people":           Person,
		"award_types":      AwardType,
		"awards":           Award,
		"decisions":        Decision,
		"tasks":            Task,
		"events":           Event,
		"movements":        Movement,
		"legal_references": LegalReference,
	}
}

// collections are those of which partners copy documents, sorted.
func collections() []string { return slices.Sorted(maps.Keys(nouns())) }

// progress is how far the feed has followed the journal.
type progress struct {
	store.Head `bson:",inline"`
	Epoch      string `bson:"epoch"`  // of this feed: another one's cursors begin anew here
	Cursor     int64  `bson:"cursor"` // the last record of the journal that was looked at
}

// progressID is the ID of the one document of its kind.
const progressID = "feed"

// Schemas declares the collections of the feed. They are made from others, so their writes are not journaled.
func Schemas() []*store.Schema { return []*store.Schema{lineSchema(), progressSchema()} }

func lineSchema() *store.Schema {
	return &store.Schema{
		Name: "public_changes",
		Fields: []store.Field{
			{Path: "noun", Kind: store.String, Required: true},
			{Path: "seq", Kind: store.Int, Required: true},
			{Path: "updatedAt", Kind: store.Time, Required: true},
		},
		Indexes: []store.Index{
			{Fields: []string{"seq"}, Unique: true}, // of two who write the feed at once, one fails
			{Fields: []string{"noun", "seq"}},
			{Fields: []string{"updatedAt", "seq"}},
		},
		Unjournaled: true,
	}
}

func progressSchema() *store.Schema {
	return &store.Schema{Name: "public_changes_progress", Unjournaled: true}
}
