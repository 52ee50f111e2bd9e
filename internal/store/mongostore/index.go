package mongostore

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"thidua/internal/store"
)

// Names of what we make beside the schemas' collections. Ensure drops no index without our prefix.
const (
	indexPrefix  = "thidua_"
	walkPrefix   = indexPrefix + "x_"
	uniquePrefix = indexPrefix + "u_"
	outboxIndex  = indexPrefix + "outbox"
	// postingsIndex is the name of the search index of a schema that has one.
	postingsIndex = indexPrefix + "postings"
	primaryKey    = "_id_"

	leasesName    = "leases"
	archiveSuffix = "_history"
)

// indexingTimeout bounds the making of indexes for a caller that has no deadline: it takes as long as there are documents, a server
// works for hours on those of a million, and whoever stops waiting would only have to wait again.
const indexingTimeout = 24 * time.Hour

func archiveName(s *store.Schema) string { return s.Name + archiveSuffix }

// walkName is the name of the index that queries walk.
func walkName(x store.Index) string { return walkPrefix + x.Name() }

// Ensure implements [store.Store].
func (s *Store) Ensure(ctx context.Context, schemas ...*store.Schema) error {
	if err := s.calls.enter(); err != nil {
		return err
	}
	defer s.calls.leave()
	names := map[string]bool{leasesName: true}
	for _, schema := range schemas {
		if err := schema.Check(); err != nil {
			return err
		}
		if names[schema.Name] || (schema.History && names[archiveName(schema)]) {
			return fmt.Errorf("schema %s: its name, or that of its history, is taken", schema.Name)
		}
		names[schema.Name] = true
		if schema.History {
			names[archiveName(schema)] = true
		}
	}
	for _, schema := range schemas {
		if err := s.reconcile(ctx, schema); err != nil {
			return fmt.Errorf("schema %s: %w", schema.Name, translate(ctx, err))
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, schema := range schemas {
		s.schemas[schema.Name] = schema
	}
	return nil
}

// indexes returns what the schema needs, by name. A unique index is two: the one that queries walk has every document
// and ends with the ID, like all others; the one that guards has the declared fields alone, of those documents that
// have a value for each.
func indexes(s *store.Schema) map[string]bson.D {
	specs := map[string]bson.D{}
	for _, x := range s.Indexes {
		keys, guarded := bson.D{}, bson.D{}
		for _, path := range x.Fields {
			f, _ := s.Field(path)
			keys = append(keys, bson.E{Key: path, Value: int32(1)})
			guarded = append(guarded, present(f)...)
		}
		if x.Unique {
			name := uniquePrefix + x.Name()
			specs[name] = bson.D{
				{Key: "key", Value: keys},
				{Key: "name", Value: name},
				{Key: "unique", Value: true},
				{Key: "partialFilterExpression", Value: guarded},
			}
		}
		specs[walkName(x)] = bson.D{
			{Key: "key", Value: append(slices.Clone(keys), bson.E{Key: store.IDField, Value: int32(1)})},
			{Key: "name", Value: walkName(x)},
		}
	}
	if p := s.Postings; p != nil {
		specs[postingsIndex] = bson.D{
			{Key: "key", Value: bson.D{{Key: p.Field, Value: int32(1)}, {Key: p.Place, Value: int32(1)}}},
			{Key: "name", Value: postingsIndex},
		}
	}
	if !s.Unjournaled {
		specs[outboxIndex] = bson.D{
			{Key: "key", Value: bson.D{{Key: outboxFirst, Value: int32(1)}}},
			{Key: "name", Value: outboxIndex},
			{Key: "partialFilterExpression", Value: pendingFilter()},
		}
	}
	return specs
}

// reconcile drops our indexes that the schema does not declare (any more, or so), then creates what is missing, in one
// command. Another process may do the same at the same time: what it has dropped or created already is no error.
func (s *Store) reconcile(ctx context.Context, schema *store.Schema) error {
	want := indexes(schema)
	have, err := s.existing(ctx, schema.Name)
	if err != nil {
		return err
	}
	view := s.db.Collection(schema.Name).Indexes()
	for name, spec := range have {
		if !strings.HasPrefix(name, indexPrefix) {
			continue
		}
		if wanted, ok := want[name]; ok && sameIndex(wanted, spec) {
			delete(want, name)
			continue
		}
		if err := view.DropOne(ctx, name); err != nil && !hasCode(err, codeIndexNotFound) {
			return fmt.Errorf("drop index %s: %w", name, err)
		}
	}
	if len(want) == 0 {
		return nil
	}
	specs := bson.A{}
	for _, name := range sortedKeys(want) {
		specs = append(specs, want[name])
	}
	create := bson.D{
		{Key: "createIndexes", Value: schema.Name},
		{Key: "indexes", Value: specs},
		{Key: "writeConcern", Value: bson.D{{Key: "w", Value: "majority"}}},
	}
	// A deadline of the context's own takes the place of the one that the driver gives each call.
	if _, ok := ctx.Deadline(); !ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, indexingTimeout)
		defer cancel()
	}
	if err := s.db.RunCommand(ctx, create).Err(); err != nil {
		return fmt.Errorf("create indexes: %w", err)
	}
	return nil
}

// existing returns the definitions of a collection's indexes by name; none if there is no collection.
func (s *Store) existing(ctx context.Context, name string) (map[string]bson.Raw, error) {
	specs := map[string]bson.Raw{}
	cursor, err := s.db.Collection(name).Indexes().List(ctx)
	if hasCode(err, codeNamespaceNotFound) {
		return specs, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list indexes: %w", err)
	}
	err = drain(ctx, cursor, func(spec bson.Raw) error {
		specs[spec.Lookup("name").StringValue()] = spec
		return nil
	})
	return specs, err
}

// sameIndex compares what decides an index's contents. Numbers are compared by value: servers widen them.
func sameIndex(want bson.D, have bson.Raw) bool {
	raw, err := bson.Marshal(want)
	if err != nil {
		return false
	}
	spec := bson.Raw(raw)
	unique := func(r bson.Raw) bool { b, _ := r.Lookup("unique").BooleanOK(); return b }
	return unique(spec) == unique(have) &&
		sameDocument(spec.Lookup("key"), have.Lookup("key")) &&
		sameDocument(spec.Lookup("partialFilterExpression"), have.Lookup("partialFilterExpression"))
}

func sameDocument(a, b bson.RawValue) bool {
	if n, ok := a.AsInt64OK(); ok {
		m, ok := b.AsInt64OK()
		return ok && n == m
	}
	d, ok := a.DocumentOK()
	e, ok2 := b.DocumentOK()
	if !ok || !ok2 {
		return ok == ok2 && a.Equal(b)
	}
	parts, err := d.Elements()
	others, err2 := e.Elements()
	if err != nil || err2 != nil || len(parts) != len(others) {
		return false
	}
	for i, p := range parts {
		if p.Key() != others[i].Key() || !sameDocument(p.Value(), others[i].Value()) {
			return false
		}
	}
	return true
}

// hasCode reports whether the server refused a command with the code.
func hasCode(err error, code int) bool {
	var answer mongo.ServerError
	return errors.As(err, &answer) && answer.HasErrorCode(code)
}
