package search

// Noun is what kind of document is found.
type Noun string

// The nouns that are searched.
const (
	Articles        Noun = "ARTICLE"
	Units           Noun = "UNIT"
	Blocs           Noun = "BLOC"
	People          Noun = "PERSON"
	AwardTypes      Noun = "AWARD_TYPE"
	Awards          Noun = "AWARD"
	Decisions       Noun = "DECISION"
	Tasks           Noun = "TASK"
	Events          Noun = "EVENT"
	Movements       Noun = "MOVEMENT"
	LegalReferences Noun = "LEGAL_REFERENCE"
)

// Nouns lists all nouns, in the order in which they are indexed anew.
func Nouns() []Noun {
	return []Noun{Units, Blocs, LegalReferences, AwardTypes, Movements, Events, Tasks, Decisions, People, Awards, Articles}
}
