package storetest

import (
	"maps"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
)

// Things returns the suite's main schema: fields of every kind, single and Many, required and not, nested and through
// arrays; indexes of every shape; heavy fields and history.
func Things() *store.Schema {
	return &store.Schema{
		Name: "things",
		Fields: []store.Field{
			{Path: "name", Kind: store.String, Required: true},
			{Path: "rank", Kind: store.Int, Required: true},
			{Path: "open", Kind: store.Bool, Required: true},
			{Path: "at", Kind: store.Time, Required: true},
			{Path: "kind", Kind: store.String, Required: true},
			{Path: "weight", Kind: store.Int, Required: true}, // in no index
			{Path: "code", Kind: store.String},
			{Path: "year", Kind: store.Int},
			{Path: "owner.id", Kind: store.String},
			{Path: "score", Kind: store.Int},
			{Path: "done", Kind: store.Bool},
			{Path: "seen", Kind: store.Time},
			{Path: "tags", Kind: store.String, Many: true},
			{Path: "slugs", Kind: store.String, Many: true},
			{Path: "parts.word", Kind: store.String, Many: true},
			{Path: "marks", Kind: store.Int, Many: true},
			{Path: "ticks", Kind: store.Bool, Many: true},
			{Path: "days", Kind: store.Time, Many: true},
		},
		Indexes: []store.Index{
			{Fields: []string{"name"}},
			{Fields: []string{"rank"}},
			{Fields: []string{"at"}},
			{Fields: []string{"open", "name"}},
			{Fields: []string{"rank", "at", "name"}},
			{Fields: []string{"kind", "rank"}},
			{Fields: []string{"kind", "open", "at"}},
			{Fields: []string{"owner.id", "rank"}},
			{Fields: []string{"owner.id", "kind", "at"}},
			{Fields: []string{"code"}, Unique: true},
			{Fields: []string{"kind", "year"}, Unique: true},
			{Fields: []string{"slugs"}, Unique: true},
			{Fields: []string{"score"}},
			{Fields: []string{"done"}},
			{Fields: []string{"seen"}},
			{Fields: []string{"tags", "at"}},
			{Fields: []string{"tags", "kind", "rank"}},
			{Fields: []string{"parts.word"}},
			{Fields: []string{"marks"}},
			{Fields: []string{"ticks"}},
			{Fields: []string{"days"}},
		},
		Heavy:   []string{"body", "draft"},
		History: true,
	}
}

// Notes returns a second journaled schema, which keeps no history.
func Notes() *store.Schema {
	return &store.Schema{
		Name: "notes",
		Fields: []store.Field{
			{Path: "name", Kind: store.String, Required: true},
			{Path: "colour", Kind: store.String}, // in no index
		},
		Indexes: []store.Index{{Fields: []string{"name"}}},
	}
}

// Logs returns a schema whose writes carry no journal entry.
func Logs() *store.Schema {
	return &store.Schema{
		Name:        "logs",
		Fields:      []store.Field{{Path: "name", Kind: store.String, Required: true}, {Path: "line", Kind: store.Int}},
		Indexes:     []store.Index{{Fields: []string{"name"}}, {Fields: []string{"line"}, Unique: true}},
		Unjournaled: true,
	}
}

// failer is the part of testing.TB that rapid's tests have too.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// Fields are the top-level fields of a test document; nil is an explicit null.
type Fields map[string]any

// with returns a copy of f in which the fields of more take precedence.
func (f Fields) with(more Fields) Fields {
	both := maps.Clone(f)
	maps.Copy(both, more)
	return both
}

// Encode returns the document with this ID and version: the fields that every schema of the suite requires, and then
// those given, by name.
func Encode(tb failer, id string, version int64, fields Fields) bson.Raw {
	tb.Helper()
	all := Fields{
		"name": "tên " + id, "rank": int64(0), "open": false, "at": day(1), "kind": "thường", "weight": int64(1),
	}.with(fields)
	doc := bson.D{{Key: store.IDField, Value: id}, {Key: store.VersionField, Value: version}}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		doc = append(doc, bson.E{Key: name, Value: all[name]})
	}
	raw, err := bson.Marshal(doc)
	if err != nil {
		tb.Fatalf("encode %s: %v", id, err)
	}
	return raw
}

// day returns midnight of the nth day of 2026, or before it if n is not positive.
func day(n int) time.Time { return time.Date(2026, time.January, n, 0, 0, 0, 0, time.UTC) }
