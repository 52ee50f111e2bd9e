package register

import "thidua/internal/store"

// Names of the collections.
const (
	unitsName           = "units"
	blocsName           = "blocs"
	membershipsName     = "bloc_memberships"
	blocYearsName       = "bloc_years"
	officeTermsName     = "office_terms"
	peopleName          = "people"
	awardTypesName      = "award_types"
	awardsName          = "awards"
	decisionsName       = "decisions"
	tasksName           = "tasks"
	eventsName          = "events"
	movementsName       = "movements"
	legalReferencesName = "legal_references"

	scoringTemplatesName = "scoring_templates"
	scoreSheetsName      = "score_sheets"
)

// Schemas returns the declarations of the register's collections, newly made at each call; [store.Store.Ensure] wants
// them before anything else.
//
// How the indexes are chosen: every filter that selects by value has an index for each order that its noun offers, so
// that a page is read in order; selective filters, such as one recipient's awards, have it for one order and the few
// matches are put in order in memory. Every order has an index of its own for reads without a filter. Filters by a
// range of days select too much for an index of their own; one that covers them serves the counts.
func Schemas() []*store.Schema {
	return []*store.Schema{
		unitSchema(), blocSchema(), membershipSchema(), blocYearSchema(), officeTermSchema(), personSchema(),
		awardTypeSchema(), awardSchema(), decisionSchema(), taskSchema(), eventSchema(), movementSchema(),
		legalReferenceSchema(),
		compactSchema(), titleSchema(), reviewSchema(), dossierRuleSchema(),
		scoringTemplateSchema(), scoreSheetSchema(),
		dismissalSchema(), duplicateJoinSchema(),
		eligibilityRuleSchema(),
	}
}

func unitSchema() *store.Schema {
	return &store.Schema{
		Name: unitsName, History: true, Public: true,
		Fields: []store.Field{
			required("slug"), required("sortKey"), required("type"), required("level"),
			single("code"), single("parentId"), single("validFrom"), single("validTo"),
			many("terms"), many("provinces.code"), many("lineage"), many("nameKeys"), many("successions.documentId"),
			single(store.OriginField), many("likeKeys"), many("joinedIds"), many("joinedSlugs"),
		},
		Indexes: joined(
			index("joinedIds"), index("joinedSlugs"),
			unique("slug"), unique("code"), index("terms"), index("nameKeys"), index("lineage", "sortKey"), index("validFrom", "validTo"),
			index("successions.documentId"), index("likeKeys"), ordered("sortKey", "type", "level", "parentId", "provinces.code"),
			index(store.OriginField),
		),
	}
}

func blocSchema() *store.Schema {
	return &store.Schema{
		Name: blocsName, History: true, Public: true,
		Fields: []store.Field{
			required("slug"), required("sortKey"), required("kind"), required("level"), required("validFrom"),
			single("parentId"), single("validTo"), single("supervisorId"), single("establishedById"),
			many("terms"), many("successorIds"),
		},
		Indexes: joined(
			unique("slug"), index("terms"), index("validFrom", "validTo"),
			index("supervisorId"), index("establishedById"), index("successorIds"),
			ordered("sortKey", "kind", "level", "parentId"),
		),
	}
}

func membershipSchema() *store.Schema {
	return &store.Schema{
		Name: membershipsName, History: true, Public: true,
		Fields: []store.Field{
			required("blocId"), required("unitId"), required("from"), integer("ordinal"), single("to"),
			single("documentId"), single("turnClaim"),
		},
		Indexes: joined(
			// Two memberships of a unit in a bloc that begin on the same day overlap.
			unique("blocId", "unitId", "from"), unique("turnClaim"), index("blocId", "ordinal"), index("unitId", "from"),
			index("documentId"),
		),
	}
}

func blocYearSchema() *store.Schema {
	return &store.Schema{
		Name: blocYearsName, History: true, Public: true,
		Fields: []store.Field{
			required("blocId"), required("state"), integer("year"), many("transitions.eventId"),
			single("scoringTemplateId"), single("closing"),
		},
		Indexes: joined(
			unique("blocId", "year"), index("transitions.eventId"), ordered("year", "state"), index("closing"),
			index("scoringTemplateId"),
		),
	}
}

func officeTermSchema() *store.Schema {
	return &store.Schema{
		Name: officeTermsName, History: true, Public: true,
		Fields: []store.Field{
			required("blocYearId"), required("blocId"), required("unitId"), required("role"), required("status"),
			integer("year"), single("headship"), single("office"), single("personId"),
		},
		Indexes: joined(
			unique("headship"), unique("office"),
			index("blocYearId", "role"), index("blocId", "year"), index("unitId", "year"), index("personId"),
		),
	}
}

func personSchema() *store.Schema {
	return &store.Schema{
		Name: peopleName, History: true, Public: true,
		Fields: []store.Field{
			required("sortKey"), publicness(), single("masking"),
			many("terms"), many("positions.unitId"),
			single(store.OriginField), many("likeKeys"), many("joinedIds"),
		},
		Indexes: joined(
			index("joinedIds"),
			index("terms"), index("masking"), index("likeKeys"), ordered("sortKey", "positions.unitId", "public"),
			index(store.OriginField),
		),
	}
}

func awardTypeSchema() *store.Schema {
	return &store.Schema{
		Name: awardTypesName, History: true, Public: true,
		Fields: []store.Field{
			required("code"), required("sortKey"), required("family"), required("form"), required("level"),
			single("validFrom"), single("validTo"), many("legalBasisIds"),
		},
		Indexes: joined(
			unique("code"), index("validFrom", "validTo"), index("legalBasisIds"), ordered("sortKey", "family", "form", "level"),
		),
	}
}

func awardSchema() *store.Schema {
	return &store.Schema{
		Name: awardsName, History: true, Public: true,
		Fields: []store.Field{
			required("code"), required("sortKey"), required("awardTypeId"), required("form"), required("level"),
			required("kind"), required("state"), integer("year"), publicness(),
			required("recipient.kind"), single("recipient.id"), single("province.code"), single("blocId"),
			single("blocYearId"), single("decisionId"), single("presentedAtEventId"), single("claim"),
			single("commentPeriod.opensOn"), single("commentPeriod.closesOn"), many("terms"),
			single("nominatedByUnitId"), single("nominatedByBlocId"), single("nominatedAtId"), single("vote.sessionId"),
			single("revocation.decisionId"), single("begun"), single("placeClaim"), single("registrationId"),
			single(store.OriginField),
			single("paperCode"),
		},
		Indexes: joined(
			unique("paperCode"),
			unique("code"), unique("claim"), index("terms"), unique("begun"), unique("placeClaim"), index("registrationId"),
			index("blocYearId", "year"), index("decisionId", "sortKey"), index("recipient.id", "year"),
			index("presentedAtEventId", "sortKey"), index("nominatedByUnitId"), index("nominatedByBlocId"), index("nominatedAtId"),
			index("vote.sessionId"), index("revocation.decisionId"),
			index(store.OriginField),
			ordered("year", "awardTypeId", "form", "level", "kind", "state", "province.code", "blocId"),
			ordered("sortKey", "awardTypeId", "form", "level", "kind", "state", "province.code", "blocId", "year"),
			// Covers the counts by group. It does not begin with public, lest it be taken for a way to anonymous readers' lists,
			// which nearly every award meets.
			index("year", "awardTypeId", "form", "level", "state", "recipient.kind", "recipient.id", "blocId", "public"),
		),
	}
}

func decisionSchema() *store.Schema {
	return &store.Schema{
		Name: decisionsName, History: true, Public: true,
		Fields: []store.Field{
			required("numberKey"), required("issuerId"), required("issuedOn"), integer("year"),
			publicness(), many("amendments.decisionId"), many("amendments.corrections.awardId"),
			single(store.OriginField),
			single("paperCode"),
		},
		Indexes: joined(
			index(store.OriginField),
			unique("paperCode"),
			index("amendments.decisionId"), index("amendments.corrections.awardId"),
			unique("numberKey", "issuerId", "issuedOn"),
			ordered("issuedOn", "numberKey", "issuerId", "year", "public"),
		),
	}
}

func taskSchema() *store.Schema {
	return &store.Schema{
		Name: tasksName, History: true, Public: true,
		Fields: []store.Field{
			required("blocYearId"), required("blocId"), required("category"), required("state"),
			integer("year"), integer("ordinal"), many("ownerIds"), many("citationIds"),
			single("adoptedAtId"),
			single(store.OriginField), many("openDue"), single("dueOn"),
		},
		Indexes: joined(
			index(store.OriginField),
			unique("blocYearId", "ordinal"), index("year", "ordinal"), index("openDue"), index("adoptedAtId"),
			index("blocYearId", "year", "ordinal"), index("blocId", "year", "ordinal"),
			index("category", "year", "ordinal"), index("state", "year", "ordinal"),
			index("ownerIds", "year", "ordinal"), index("citationIds", "year", "ordinal"),
			index("year", "blocId", "category", "state", "dueOn"), // covers the counts by group
		),
	}
}

func eventSchema() *store.Schema {
	return &store.Schema{
		Name: eventsName, History: true, Public: true,
		Fields: []store.Field{
			required("startsOn"), required("type"), single("hostUnitId"), many("blocYearIds"), many("participantIds"),
			single("organizerUnitId"), single("organizerBlocId"),
		},
		Indexes: joined(
			ordered("startsOn", "type", "hostUnitId", "blocYearIds", "participantIds"),
			index("organizerUnitId"), index("organizerBlocId"),
		),
	}
}

func movementSchema() *store.Schema {
	return &store.Schema{
		Name: movementsName, History: true, Public: true,
		Fields: []store.Field{
			required("sortKey"), required("form"), required("level"), many("blocYearIds"),
			single("launchedByUnitId"), single("launchedByBlocId"), single("parentId"),
		},
		Indexes: joined(
			ordered("sortKey", "form", "level", "blocYearIds"),
			index("launchedByUnitId"), index("launchedByBlocId"), index("parentId"),
		),
	}
}

func legalReferenceSchema() *store.Schema {
	return &store.Schema{
		Name: legalReferencesName, History: true, Public: true,
		Fields: []store.Field{
			required("sortKey"), required("kind"), single("numberKey"), many("terms"), many("relations.toId"),
		},
		Indexes: joined(index("terms"), index("relations.toId"), ordered("sortKey", "kind", "numberKey")),
	}
}

// required declares a string that every document has.
func required(path string) store.Field {
	return store.Field{Path: path, Kind: store.String, Required: true}
}

// single declares a string that some documents lack.
func single(path string) store.Field { return store.Field{Path: path, Kind: store.String} }

// many declares a list of strings.
func many(path string) store.Field { return store.Field{Path: path, Kind: store.String, Many: true} }

// integer declares a number that every document has.
func integer(path string) store.Field {
	return store.Field{Path: path, Kind: store.Int, Required: true}
}

// publicness declares whether readers may see a document.
func publicness() store.Field {
	return store.Field{Path: "public", Kind: store.Bool, Required: true}
}

func index(fields ...string) []store.Index { return []store.Index{{Fields: fields}} }

func unique(fields ...string) []store.Index { return []store.Index{{Fields: fields, Unique: true}} }

// ordered returns an index for the order alone, and one for each filter in that order.
func ordered(by string, filters ...string) []store.Index {
	indexes := index(by)
	for _, f := range filters {
		indexes = append(indexes, store.Index{Fields: []string{f, by}})
	}
	return indexes
}

func joined(groups ...[]store.Index) []store.Index {
	var indexes []store.Index
	for _, g := range groups {
		indexes = append(indexes, g...)
	}
	return indexes
}
