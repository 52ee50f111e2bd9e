package connection

import (
	"thidua/internal/newsroom"
	"thidua/internal/register"
)

// The connections and edges of the schema by the names that gqlgen.yml binds them to.
type (
	Articles           = Connection[newsroom.Article]
	ArticleEdge        = Edge[newsroom.Article]
	Units              = Connection[register.Unit]
	UnitEdge           = Edge[register.Unit]
	Blocs              = Connection[register.Bloc]
	BlocEdge           = Edge[register.Bloc]
	BlocMemberships    = Connection[register.BlocMembership]
	BlocMembershipEdge = Edge[register.BlocMembership]
	BlocYears          = Connection[register.BlocYear]
	BlocYearEdge       = Edge[register.BlocYear]
	OfficeTerms        = Connection[register.OfficeTerm]
	OfficeTermEdge     = Edge[register.OfficeTerm]
	Awards             = Connection[register.Award]
	AwardEdge          = Edge[register.Award]
	AwardTypes         = Connection[register.AwardType]
	AwardTypeEdge      = Edge[register.AwardType]
	Decisions          = Connection[register.Decision]
	DecisionEdge       = Edge[register.Decision]
	Tasks              = Connection[register.Task]
	TaskEdge           = Edge[register.Task]
	LegalReferences    = Connection[register.LegalReference]
	LegalReferenceEdge = Edge[register.LegalReference]
	Events             = Connection[register.Event]
	EventEdge          = Edge[register.Event]
	Movements          = Connection[register.Movement]
	MovementEdge       = Edge[register.Movement]
	People             = Connection[register.Person]
	PersonEdge         = Edge[register.Person]
)
