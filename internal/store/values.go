package store

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/errs"
)

// MaxDocument is the largest document, in bytes of BSON. MongoDB's own limit is 16 MiB; the rest is left for the outbox.
const MaxDocument = 15 << 20

// Values returns the values that a document has at the path, in document order, as string, int64, bool or time.Time.
// Nulls and missing parts are left out. A value of another kind, an array where one value is declared, and an array
// within an array are errors, so that both stores index alike.
func (f Field) Values(doc bson.Raw) ([]any, error) {
	var values []any
	err := f.collect(bson.RawValue{Type: bson.TypeEmbeddedDocument, Value: doc}, f.Path, &values)
	if err != nil {
		return nil, fmt.Errorf("field %s: %w", f.Path, err)
	}
	return values, nil
}

// collect appends the values of v at the path, which is empty when v is what was sought.
func (f Field) collect(v bson.RawValue, path string, values *[]any) error {
	switch v.Type {
	case bson.TypeArray:
		return f.collectAll(v.Array(), path, values)
	case bson.TypeEmbeddedDocument:
		if path == "" {
			return errors.New("a document where a value is declared")
		}
		name, rest, _ := strings.Cut(path, ".")
		part, err := v.Document().LookupErr(name)
		if err != nil {
			return nil //nolint:nilerr // a missing part has no values
		}
		return f.collect(part, rest, values)
	case bson.TypeNull, bson.TypeUndefined:
		return nil
	default:
		if path != "" {
			return nil
		}
		value, err := plain(v)
		if err != nil {
			return err
		}
		if !f.Kind.Accepts(value) {
			return fmt.Errorf("a %s where another kind is declared", v.Type)
		}
		*values = append(*values, value)
		return nil
	}
}

func (f Field) collectAll(array bson.RawArray, path string, values *[]any) error {
	if !f.Many {
		return errors.New("an array where one value is declared")
	}
	elements, err := array.Values()
	if err != nil {
		return err
	}
	for _, e := range elements {
		if e.Type == bson.TypeArray {
			return errors.New("an array within an array")
		}
		if err := f.collect(e, path, values); err != nil {
			return err
		}
	}
	return nil
}

func plain(v bson.RawValue) (any, error) {
	switch v.Type {
	case bson.TypeString:
		return v.StringValue(), nil
	case bson.TypeInt32:
		return int64(v.Int32()), nil
	case bson.TypeInt64:
		return v.Int64(), nil
	case bson.TypeBoolean:
		return v.Boolean(), nil
	case bson.TypeDateTime:
		return time.UnixMilli(v.DateTime()).UTC(), nil
	default:
		return nil, fmt.Errorf("a %s, which no kind holds", v.Type)
	}
}

// Check reports what is wrong with a write before it reaches a database. Stores call it first.
func (w Write) Check() error {
	s := w.Schema
	if w.ID == "" || w.IfVersion < 0 || (w.Doc == nil && w.IfVersion == 0) {
		return fmt.Errorf("schema %s: write of %q at version %d is malformed", s.Name, w.ID, w.IfVersion)
	}
	if (w.Entry == nil) != s.Unjournaled {
		return fmt.Errorf("schema %s: write of %s has a wrong number of journal entries", s.Name, w.ID)
	}
	if e := w.Entry; e != nil && (e.ID == "" || e.Collection != s.Name || e.Document != w.ID || e.Version != w.IfVersion+1) {
		return fmt.Errorf("schema %s: the journal entry of %s is about another change", s.Name, w.ID)
	}
	if w.Doc == nil {
		return nil
	}
	if len(w.Doc) > MaxDocument {
		return errs.New(errs.Limit,
			fmt.Sprintf("Tài liệu quá lớn: %d byte, tối đa %d.", len(w.Doc), MaxDocument),
			fmt.Sprintf("The document is too large: %d bytes, at most %d.", len(w.Doc), MaxDocument))
	}
	if err := w.Doc.Validate(); err != nil {
		return fmt.Errorf("schema %s: document %s: %w", s.Name, w.ID, err)
	}
	if id, ok := w.Doc.Lookup(IDField).StringValueOK(); !ok || id != w.ID {
		return fmt.Errorf("schema %s: document %s has the ID %q", s.Name, w.ID, id)
	}
	if v, ok := w.Doc.Lookup(VersionField).AsInt64OK(); !ok || v != w.IfVersion+1 {
		return fmt.Errorf("schema %s: document %s has version %d, not %d", s.Name, w.ID, v, w.IfVersion+1)
	}
	if _, err := w.Doc.LookupErr(OutboxField); err == nil {
		return fmt.Errorf("schema %s: document %s has a field %s, which is the store's own", s.Name, w.ID, OutboxField)
	}
	for _, f := range s.Fields {
		values, err := f.Values(w.Doc)
		if err != nil {
			return fmt.Errorf("schema %s: document %s: %w", s.Name, w.ID, err)
		}
		if f.Required && len(values) == 0 {
			return fmt.Errorf("schema %s: document %s lacks the required field %s", s.Name, w.ID, f.Path)
		}
	}
	if s.Postings != nil {
		if _, err := s.Postings.Terms(w.Doc); err != nil {
			return fmt.Errorf("schema %s: document %s: %w", s.Name, w.ID, err)
		}
	}
	return nil
}
