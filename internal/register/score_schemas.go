package register

import "thidua/internal/store"

func scoringTemplateSchema() *store.Schema {
	return &store.Schema{
		Name: scoringTemplatesName, History: true, Public: true,
		Fields: []store.Field{
			required("sortKey"), required("scope"), required("level"), required("state"), integer("year"), integer("revision"),
			publicness(), single("blocId"), single("copiedFromId"),
		},
		Indexes: joined(
			unique("scope", "year", "revision"), index("copiedFromId"),
			index("year", "revision"), index("blocId", "year", "revision"), index("level", "year", "revision"),
			index("state", "year", "revision"), index("public", "year", "revision"),
			ordered("sortKey", "blocId", "level", "year", "state", "public"),
			// Covers the counts of any filter.
			index("year", "level", "state", "blocId", "public"),
		),
	}
}

// scoreSheetSchema leaves the lines, which are nearly all of a sheet, out of what lists read: totals are kept beside them.
// Sheets are read by bloc-year or unit, so that of these few the ones that exist for a viewer need no index.
func scoreSheetSchema() *store.Schema {
	return &store.Schema{
		Name: scoreSheetsName, History: true, Public: true, Heavy: []string{"lines"},
		Fields: []store.Field{
			required("blocYearId"), required("blocId"), required("unitId"), required("templateId"), required("state"),
			required("sortKey"), integer("year"), publicness(), many("crossUnitIds"),
			single(store.OriginField),
			{Path: "totals.agreed", Kind: store.Int},
		},
		Indexes: joined(
			index(store.OriginField),
			unique("blocYearId", "unitId"), index("templateId"), index("blocId"), index("crossUnitIds"),
			index("blocYearId", "sortKey"), index("blocYearId", "year"), index("unitId", "year"), index("unitId", "sortKey"),
			index("year", "blocId", "state", "totals.agreed", "public"), // covers the statistics
		),
	}
}
