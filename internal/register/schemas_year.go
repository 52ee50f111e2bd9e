package register

import "thidua/internal/store"

// Names of the collections of what completes a bloc's year.
const (
	compactsName = "compacts"
	titlesName   = "title_registrations"
	reviewsName  = "review_sessions"

	dossierRulesName = "dossier_rules"
)

func compactSchema() *store.Schema {
	return &store.Schema{
		Name: compactsName, History: true, Public: true,
		Fields: []store.Field{
			required("blocYearId"), required("blocId"), single("eventId"), many("signatories.unitId"), many("signatories.personId"),
		},
		Indexes: joined(
			unique("blocYearId"), index("eventId"), index("signatories.unitId", "blocId"), index("signatories.personId"),
		),
	}
}

func titleSchema() *store.Schema {
	return &store.Schema{
		Name: titlesName, History: true, Public: true,
		Fields: []store.Field{
			required("blocYearId"), required("blocId"), required("unitId"), required("awardTypeId"), required("form"),
			required("state"), required("sortKey"), integer("year"), hideable(), single("recipient.id"), single("entry"),
			many("terms"),
		},
		Indexes: joined(
			unique("entry"), index("terms"), index("recipient.id", "year"), index("unitId", "year"),
			// Counts who has registered in a bloc-year.
			index("blocYearId", "state", "unitId"),
			ordered("year", "blocYearId", "blocId", "awardTypeId", "form", "state", "public"),
			ordered("sortKey", "blocYearId", "blocId", "awardTypeId", "form", "state", "public", "year"),
		),
	}
}

func reviewSchema() *store.Schema {
	return &store.Schema{
		Name: reviewsName, History: true, Public: true,
		Fields: []store.Field{
			required("heldOn"), required("method"), required("meeting"), hideable(), single("blocYearId"), single("councilId"),
			single("eventId"), many("items.awardId"),
		},
		Indexes: joined(
			unique("meeting"), index("eventId"), index("items.awardId"),
			ordered("heldOn", "blocYearId", "councilId", "method", "public"),
		),
	}
}

func dossierRuleSchema() *store.Schema {
	return &store.Schema{
		Name: dossierRulesName, History: true, Public: true,
		Fields:  []store.Field{required("kind")},
		Indexes: index("kind"), // they are few, and read together
	}
}

// hideable declares whether readers may see a document.
func hideable() store.Field { return store.Field{Path: "public", Kind: store.Bool, Required: true} }
