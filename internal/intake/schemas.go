package intake

import (
	"thidua/internal/register"
	"thidua/internal/store"
)

// Names of the collections.
const (
	importsName  = register.ImportsCollection
	progressName = "import_progress"
	pagesName    = "import_pages"
	piecesName   = "import_pieces"
)

// Schemas returns the declarations of the collections, newly made at each call. What is read and rehearsed is kept for a
// while only, and is no record: but for the import itself, nothing of it is journaled.
func Schemas() []*store.Schema {
	return []*store.Schema{importSchema(), progressSchema(), pageSchema(), pieceSchema()}
}

func importSchema() *store.Schema {
	text := func(path string) store.Field { return store.Field{Path: path, Kind: store.String, Required: true} }
	when := func(path string) store.Field { return store.Field{Path: path, Kind: store.Time, Required: true} }
	return &store.Schema{
		Name:   importsName,
		Fields: []store.Field{text("state"), text("kind"), text("authorId"), when("createdAt"), when("expiresAt")},
		Indexes: []store.Index{
			{Fields: []string{"createdAt"}},
			{Fields: []string{"state", "createdAt"}},
			{Fields: []string{"authorId", "createdAt"}},
			{Fields: []string{"kind", "createdAt"}},
			{Fields: []string{"expiresAt"}},
		},
	}
}

func progressSchema() *store.Schema { return &store.Schema{Name: progressName, Unjournaled: true} }

func pageSchema() *store.Schema {
	return &store.Schema{
		Name: pagesName, Unjournaled: true,
		Fields: []store.Field{
			{Path: "importId", Kind: store.String, Required: true},
			{Path: "place", Kind: store.String, Required: true},
			{Path: "number", Kind: store.Int, Required: true},
			{Path: "firstRow", Kind: store.Int, Required: true},
			{Path: "lastRow", Kind: store.Int, Required: true},
			{Path: "verdicts", Kind: store.String, Many: true},
		},
		Indexes: []store.Index{
			{Fields: []string{"place", "number"}, Unique: true},
			{Fields: []string{"importId"}},
		},
	}
}

func pieceSchema() *store.Schema {
	return &store.Schema{
		Name: piecesName, Unjournaled: true,
		Fields: []store.Field{
			{Path: "importId", Kind: store.String, Required: true},
			{Path: "number", Kind: store.Int, Required: true},
		},
		Indexes: []store.Index{{Fields: []string{"importId", "number"}, Unique: true}},
	}
}
