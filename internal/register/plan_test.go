package register

import (
	"fmt"
	"reflect"
	"testing"

	"thidua/internal/access"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// offer is what a noun lets readers ask for: filters, orders and edges.
type offer struct {
	noun   string
	schema *store.Schema
	// wheres holds the condition of each filter field alone, then of each pair, for each kind of viewer.
	wheres map[string]store.Where
	sorts  []store.Sort
	edges  []string // parent fields of FindPer
	groups [][]string
}

// filterWheres sets every field of a filter alone, and every two together, and returns their conditions.
func filterWheres[F any](full F, where func(F) store.Where) map[string]store.Where {
	from := reflect.ValueOf(full)
	wheres := map[string]store.Where{"no filter": where(*new(F))}
	for i := range from.NumField() {
		for j := i; j < from.NumField(); j++ {
			var f F
			to := reflect.ValueOf(&f).Elem()
			to.Field(i).Set(from.Field(i))
			to.Field(j).Set(from.Field(j))
			wheres[from.Type().Field(i).Name+" and "+from.Type().Field(j).Name] = where(f)
		}
	}
	return wheres
}

// forBoth joins the conditions of an editor and of an anonymous reader.
func forBoth[F any](full F, where func(F, access.Viewer) store.Where) map[string]store.Where {
	wheres := map[string]store.Where{}
	for who, v := range map[string]access.Viewer{"editor": access.System(), "anonymous": access.Anonymous()} {
		for name, w := range filterWheres(full, func(f F) store.Where { return where(f, v) }) {
			wheres[who+", "+name] = w
		}
	}
	return wheres
}

func ptr[T any](v T) *T { return &v }

func offers() []offer {
	text, day, year := ptr("Sở Xây dựng"), ptr(viet.Date("2022-01-14")), ptr(int64(2021))
	number := ptr("263/QĐ-UBND")
	levels := []AdminLevel{ProvinceLevel, StateLevel}
	var dimensions [][]string
	all := []AwardDimension{ByYear, ByType, ByForm, ByLevel, ByState, ByUnit, ByBloc}
	for i := range all {
		for j := range all {
			if i < j {
				dimensions = append(dimensions, []string{all[i].field(), all[j].field()})
			}
		}
		dimensions = append(dimensions, []string{all[i].field()})
	}
	return []offer{
		{
			noun: "units", schema: unitSchema(), edges: []string{"parentId", "lineage"},
			wheres: filterWheres(UnitFilter{Name: text, Type: []UnitType{Department, Fund}, Level: levels, Province: text, Parent: text, ExistsOn: day}, UnitFilter.where),
			sorts:  []store.Sort{UnitsByName.Order().Sort},
		},
		{
			noun: "blocs", schema: blocSchema(), edges: []string{"parentId"},
			wheres: filterWheres(BlocFilter{Name: text, Kind: ptr(Cum), Level: levels, Parent: text, ExistsOn: day}, BlocFilter.where),
			sorts:  []store.Sort{BlocsByName.Order().Sort},
		},
		{
			noun: "bloc-years", schema: blocYearSchema(), edges: []string{"blocId"},
			wheres: filterWheres(BlocYearFilter{Bloc: text, Year: year, State: []BlocYearState{Opened, Closed}}, BlocYearFilter.where),
			sorts:  []store.Sort{BlocYearsNewest.Order().Sort, BlocYearsOldest.Order().Sort},
		},
		{
			noun: "awards", schema: awardSchema(),
			edges: []string{"blocYearId", "blocId", "recipient.id", "decisionId", "awardTypeId", "presentedAtEventId"},
			wheres: forBoth(AwardFilter{
				Bloc: text, BlocYear: text, Recipient: text, AwardType: text, Decision: text,
				Form: []AwardForm{Flag, Certificate}, Level: levels, Kind: []CommendationKind{Merit, Foreign},
				State: []AwardState{Granted, Revoked}, Year: year, YearFrom: year, YearTo: year, RecipientName: text,
				Province: text, CommentOpenOn: day,
			}, AwardFilter.where),
			sorts:  []store.Sort{AwardsNewest.Order().Sort, AwardsOldest.Order().Sort, AwardsByRecipient.Order().Sort},
			groups: dimensions,
		},
		{
			noun: "tasks", schema: taskSchema(), edges: []string{"blocYearId", "ownerIds", "citationIds"},
			wheres: filterWheres(TaskFilter{
				Bloc: text, BlocYear: text, Owner: text, Citation: text, Year: year, OverdueOn: day,
				Category: []TaskCategory{Propaganda, OtherTask}, State: []TaskState{Planned, Done},
			}, TaskFilter.where),
			sorts:  []store.Sort{TasksByOrdinal.Order().Sort},
			groups: [][]string{{"state"}, {"year", "state"}, {"blocId", "state"}, {"category", "state"}, {"year", "blocId", "category", "state"}},
		},
		{
			noun: "events", schema: eventSchema(), edges: []string{"blocYearIds", "hostUnitId", "participantIds"},
			wheres: filterWheres(EventFilter{BlocYear: text, Host: text, Participant: text, Type: []EventType{Opening, Ceremony}, From: day, To: day}, EventFilter.where),
			sorts:  []store.Sort{EventsNewest.Order().Sort, EventsOldest.Order().Sort},
		},
		{
			noun: "people", schema: personSchema(),
			wheres: forBoth(PersonFilter{Name: text, Unit: text}, PersonFilter.where),
			sorts:  []store.Sort{PeopleByName.Order().Sort},
		},
		{
			noun: "decisions", schema: decisionSchema(), edges: []string{"issuerId", "amendments.decisionId"},
			wheres: forBoth(DecisionFilter{Number: number, Issuer: text, Year: year, IssuedOn: day}, DecisionFilter.where),
			sorts:  []store.Sort{DecisionsNewest.Order().Sort, DecisionsOldest.Order().Sort},
		},
		{
			noun: "movements", schema: movementSchema(), edges: []string{"blocYearIds"},
			wheres: filterWheres(MovementFilter{BlocYear: text, Form: ptr(Thematic), Level: levels}, MovementFilter.where),
			sorts:  []store.Sort{MovementsByName.Order().Sort},
		},
		{
			noun: "award types", schema: awardTypeSchema(),
			wheres: filterWheres(AwardTypeFilter{Family: ptr(TitleFamily), Form: []AwardForm{Flag, Order}, Level: levels, ValidOn: day}, AwardTypeFilter.where),
			sorts:  []store.Sort{AwardTypesByName.Order().Sort},
		},
		{
			noun: "legal references", schema: legalReferenceSchema(),
			wheres: filterWheres(LegalReferenceFilter{Text: text, Number: number, Kind: []DocumentKind{ChiThi, Luat}}, LegalReferenceFilter.where),
			sorts:  []store.Sort{LegalReferencesByName.Order().Sort},
		},
		{
			noun: "eligibility rules", schema: eligibilityRuleSchema(), edges: []string{"awardTypeId"},
			wheres: filterWheres(EligibilityRuleFilter{AwardType: text, ValidOn: day, Certainty: []Certainty{ReadInSource, Unverified}}, EligibilityRuleFilter.where),
			sorts:  []store.Sort{EligibilityRulesByCode.Order().Sort},
		},
		{
			noun: "memberships of blocs", schema: membershipSchema(), edges: []string{"blocId"},
			wheres: map[string]store.Where{"all": nil, "on a day": lasting("from", "to", day)},
			sorts:  []store.Sort{MembershipsByOrdinal.Order().Sort},
		},
		{
			noun: "memberships of units", schema: membershipSchema(), edges: []string{"unitId"},
			wheres: map[string]store.Where{"all": nil, "on a day": lasting("from", "to", day)},
			sorts:  []store.Sort{MembershipsOldest.Order().Sort},
		},
		{
			noun: "offices of blocs and units", schema: officeTermSchema(), edges: []string{"blocId", "unitId"},
			wheres: filterWheres(OfficeFilter{Role: ptr(HeadRole), Status: []OfficeStatus{OfficeProposed, OfficeEnded}, Year: year}, OfficeFilter.where),
			sorts:  []store.Sort{OfficesNewest.Order().Sort},
		},
		{
			noun: "title registrations", schema: titleSchema(), edges: []string{"blocYearId"},
			wheres: forBoth(TitleFilter{
				Bloc: text, BlocYear: text, Unit: text, Recipient: text, AwardType: text, Form: []AwardForm{Flag, Certificate},
				State: []TitleState{TitleRegistered, TitleWithdrawn}, Year: year, RecipientName: text,
			}, TitleFilter.where),
			sorts:  []store.Sort{TitlesNewest.Order().Sort, TitlesByRecipient.Order().Sort},
			groups: [][]string{{"blocYearId"}, {"blocYearId", "unitId"}},
		},
		{
			noun: "review sessions", schema: reviewSchema(), edges: []string{"blocYearId"},
			wheres: forBoth(ReviewFilter{BlocYear: text, Council: text, Method: []VoteMethod{Consensus, OpenVote}, From: day, To: day}, ReviewFilter.where),
			sorts:  []store.Sort{ReviewsNewest.Order().Sort, ReviewsOldest.Order().Sort},
		},
		{
			noun: "offices of bloc-years", schema: officeTermSchema(), edges: []string{"blocYearId"},
			wheres: filterWheres(OfficeFilter{Role: ptr(HeadRole), Status: []OfficeStatus{OfficeProposed, OfficeEnded}, Year: year}, OfficeFilter.where),
			sorts:  []store.Sort{OfficesByRole.Order().Sort},
		},
		{
			noun: "scoring templates", schema: scoringTemplateSchema(),
			wheres: forBoth(ScoringTemplateFilter{
				Bloc: text, Level: levels, Year: year, State: []ScoringTemplateState{TemplateDrafted, TemplateInUse},
			}, ScoringTemplateFilter.where),
			sorts: []store.Sort{TemplatesNewest.Order().Sort, TemplatesByName.Order().Sort},
		},
		{
			noun: "score sheets", schema: scoreSheetSchema(), edges: []string{"blocYearId", "unitId"},
			wheres: filterWheres(ScoreSheetFilter{Year: year, State: []ScoreSheetState{SelfScoring, ScoresAgreed}}, func(f ScoreSheetFilter) store.Where {
				return store.All(f.where(), store.Or{store.Eq{Field: "public", Value: true}, store.Eq{Field: "unitId", Value: "u"}, store.Eq{Field: "crossUnitIds", Value: "u"}, store.AnyOf("blocId", "b")})
			}),
			sorts: []store.Sort{SheetsByName.Order().Sort, SheetsNewest.Order().Sort},
		},
		{
			noun: "statistics of scores", schema: scoreSheetSchema(),
			wheres: forBoth(ScoreStatFilter{Bloc: text, BlocYear: text, Year: year}, ScoreStatFilter.where),
			groups: [][]string{{"state", "totals.agreed"}, {"year", "state", "totals.agreed"}, {"year", "blocId", "state", "totals.agreed"}},
		},
	}
}

// onlyEdges names the offers that are read from a parent alone.
func onlyEdges(o offer) bool {
	return o.schema.Name == membershipsName || o.schema.Name == officeTermsName || o.schema.Name == scoreSheetsName
}

func TestEveryFilterAndOrderIsServed(t *testing.T) {
	t.Parallel()
	for _, o := range offers() {
		t.Run(o.noun, func(t *testing.T) {
			t.Parallel()
			for name, where := range o.wheres {
				for _, sort := range o.sorts {
					q := store.Query{Where: where, Sort: sort, Limit: 20}
					if !onlyEdges(o) {
						if _, err := store.NewPlan(o.schema, q); err != nil {
							t.Errorf("%s by %v: %v", name, sort.By, err)
						}
					}
					for _, edge := range o.edges {
						if _, err := store.NewPerPlan(o.schema, edge, q); err != nil {
							t.Errorf("%s of each %s by %v: %v", name, edge, sort.By, err)
						}
					}
				}
				if onlyEdges(o) {
					continue
				}
				for _, by := range append([][]string{nil}, o.groups...) {
					if _, err := store.NewCountPlan(o.schema, where, by); err != nil {
						t.Errorf("count %s by %v: %v", name, by, err)
					}
				}
			}
		})
	}
}

// A filter by one value has an index of its own, which gives the order too unless the filter is selective.
func TestFiltersByOneValueAreRead(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		schema *store.Schema
		where  store.Where
		sort   store.Sort
		sorted bool
	}{
		{"units of a type by name", unitSchema(), UnitFilter{Type: []UnitType{Department}}.where(), UnitsByName.Order().Sort, true},
		{"units of a former province by name", unitSchema(), UnitFilter{Province: ptr("62")}.where(), UnitsByName.Order().Sort, true},
		{"units by how texts name them", unitSchema(), store.AnyOf("nameKeys", "so xay dung", "so cong thuong"), store.Sort{}, false},
		{"blocs of a level by name", blocSchema(), BlocFilter{Level: []AdminLevel{ProvinceLevel}}.where(), BlocsByName.Order().Sort, true},
		{"years of a bloc", blocYearSchema(), BlocYearFilter{Bloc: ptr("b")}.where(), BlocYearsNewest.Order().Sort, true},
		{"awards of a recipient, newest", awardSchema(), AwardFilter{Recipient: ptr("u")}.where(access.Anonymous()), AwardsNewest.Order().Sort, true},
		{"awards of a recipient by name", awardSchema(), AwardFilter{Recipient: ptr("u")}.where(access.Anonymous()), AwardsByRecipient.Order().Sort, false},
		{"awards of a year by name", awardSchema(), AwardFilter{Year: ptr(int64(2021))}.where(access.System()), AwardsByRecipient.Order().Sort, true},
		{"awards of a decision by name", awardSchema(), AwardFilter{Decision: ptr("d")}.where(access.Anonymous()), AwardsByRecipient.Order().Sort, true},
		{"granted awards, newest", awardSchema(), AwardFilter{State: []AwardState{Granted}}.where(access.Anonymous()), AwardsNewest.Order().Sort, true},
		{"public awards, newest", awardSchema(), AwardFilter{}.where(access.Anonymous()), AwardsNewest.Order().Sort, true},
		{"tasks of a bloc-year", taskSchema(), TaskFilter{BlocYear: ptr("y")}.where(), TasksByOrdinal.Order().Sort, true},
		{"tasks that cite a document", taskSchema(), TaskFilter{Citation: ptr("l")}.where(), TasksByOrdinal.Order().Sort, true},
		{"events at a unit", eventSchema(), EventFilter{Host: ptr("u")}.where(), EventsNewest.Order().Sort, true},
		{"registrations of a bloc-year by name", titleSchema(), TitleFilter{BlocYear: ptr("y")}.where(access.Anonymous()), TitlesByRecipient.Order().Sort, true},
		{"sessions of a bloc-year", reviewSchema(), ReviewFilter{BlocYear: ptr("y")}.where(access.Anonymous()), ReviewsOldest.Order().Sort, true},
		{"a decision by its number", decisionSchema(), DecisionFilter{Number: ptr("263/qđ-ubnd")}.where(access.Anonymous()), DecisionsNewest.Order().Sort, true},
		{"public people by name", personSchema(), PersonFilter{}.where(access.Anonymous()), PeopleByName.Order().Sort, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			plan, err := store.NewPlan(tt.schema, store.Query{Where: tt.where, Sort: tt.sort, Limit: 20})
			if err != nil {
				t.Fatal(err)
			}
			if plan.Sorted != tt.sorted {
				t.Errorf("plan by %v is sorted: %v, want %v", plan.Index, plan.Sorted, tt.sorted)
			}
		})
	}
}

func TestSchemas(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, s := range Schemas() {
		if err := s.Check(); err != nil {
			t.Error(err)
		}
		if seen[s.Name] || !s.History {
			t.Errorf("schema %s is declared twice or without history", s.Name)
		}
		seen[s.Name] = true
		for _, x := range s.Indexes {
			if len(x.Name()) > 127 {
				t.Errorf("schema %s: the index name %s is too long for MongoDB", s.Name, fmt.Sprintf("%.40s…", x.Name()))
			}
		}
	}
}
