package store

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Kind is the type of the values of a queryable field.
type Kind uint8

// The kinds. Strings compare by bytes: text that people sort carries its own sort key (viet.SortKey).
const (
	String Kind = iota + 1
	Int         // int64
	Bool
	Time // an instant, to the millisecond, as BSON keeps it
)

// Field is a queryable path of a document.
type Field struct {
	Path     string // dotted, such as "recipient.id"; on the way it may pass through arrays if Many is set
	Kind     Kind
	Many     bool // the document holds any number of values; a condition holds when one of them meets it
	Required bool // every document has a value; only such a field can be sorted by
}

// Index is an ordered list of declared fields, to which the document's ID is added as the last.
// A Many field can only be the first.
type Index struct {
	Fields []string
	Unique bool // no two documents hold the same values; a document that lacks one of them is not compared
}

// Name is the index's name in both databases.
func (x Index) Name() string {
	return strings.ReplaceAll(strings.Join(x.Fields, "__"), ".", "_")
}

// Schema declares a collection. It is built once, checked by [Schema.Check] when a store opens, and never changed.
type Schema struct {
	Name    string // collection or table; lower-case letters and underscores
	Fields  []Field
	Indexes []Index
	// Heavy lists top-level fields, such as an article's body, that a [Light] read leaves in the database.
	Heavy []string
	// History keeps every overwritten version, readable with Reader.History.
	History bool
	// Public says that what readers without an account are shown of these documents is the same for all of them, and depends
	// on nothing that a request must keep secret: caches may keep answers that are made of them. Who adds a collection
	// thinks of that first, so it is not the default.
	Public bool
	// Unjournaled is set by the journal's own collections, whose writes carry no entry.
	Unjournaled bool
	// Postings, if set, makes the documents searchable by terms.
	Postings *Postings
}

// IDField is the path of the document's ID, declared in every schema.
const IDField = "_id"

// VersionField is the path of the document's version.
const VersionField = "version"

// OutboxField is where MongoDB keeps the entries that a document has not yet handed to the journal. No document may
// have a field of that name.
const OutboxField = "_outbox"

// Field returns the declaration of a path.
func (s *Schema) Field(path string) (Field, bool) {
	if path == IDField {
		return Field{Path: IDField, Kind: String, Required: true}, true
	}
	i := slices.IndexFunc(s.Fields, func(f Field) bool { return f.Path == path })
	if i < 0 {
		return Field{}, false
	}
	return s.Fields[i], true
}

// Check reports the first mistake in the declaration.
func (s *Schema) Check() error {
	if s.Name == "" || strings.Trim(s.Name, "abcdefghijklmnopqrstuvwxyz_") != "" {
		return fmt.Errorf("schema %q: the name must be lower-case letters and underscores", s.Name)
	}
	seen := map[string]bool{IDField: true, VersionField: true, OutboxField: true}
	for _, f := range s.Fields {
		if seen[f.Path] {
			return fmt.Errorf("schema %s: field %q is declared twice or reserved", s.Name, f.Path)
		}
		seen[f.Path] = true
		if f.Kind < String || f.Kind > Time {
			return fmt.Errorf("schema %s: field %q has no kind", s.Name, f.Path)
		}
		if f.Many && f.Required {
			return fmt.Errorf("schema %s: field %q cannot be both Many and Required", s.Name, f.Path)
		}
	}
	names := map[string]bool{}
	for _, x := range s.Indexes {
		if len(x.Fields) == 0 || names[x.Name()] {
			return fmt.Errorf("schema %s: index %q is empty or declared twice", s.Name, x.Name())
		}
		names[x.Name()] = true
		for i, path := range x.Fields {
			f, ok := s.Field(path)
			if !ok || path == IDField {
				return fmt.Errorf("schema %s: index %q names the undeclared field %q", s.Name, x.Name(), path)
			}
			if f.Many && i > 0 {
				return fmt.Errorf("schema %s: index %q: the Many field %q must be the first", s.Name, x.Name(), path)
			}
		}
	}
	return s.checkPostings()
}

// Accepts reports whether v has the Go type of the kind: string, int64, bool or time.Time.
func (k Kind) Accepts(v any) bool {
	switch v.(type) {
	case string:
		return k == String
	case int64:
		return k == Int
	case bool:
		return k == Bool
	case time.Time:
		return k == Time
	default:
		return false
	}
}
