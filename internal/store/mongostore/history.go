package mongostore

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// archived is one version of a document in the archive of its schema.
type archived struct {
	ID       string   `bson:"_id"` // see archiveID
	Document string   `bson:"doc"`
	Version  int64    `bson:"version"`
	Body     bson.Raw `bson:"body"` // as it was written
}

// archiveID is "<id>:<version>", the version padded so that the primary key is in the order of versions.
func archiveID(id string, version int64) string { return fmt.Sprintf("%s:%019d", id, version) }

// preserve puts the version that is about to be overwritten into the archive. A version never changes, so that doing
// it twice, or for an overwriting that then fails, is harmless. It fails with [errs.NotFound] or [errs.Conflict] if
// the version is not the present one.
func (s *Store) preserve(ctx context.Context, c *mongo.Collection, w store.Write, present bson.D) error {
	doc, err := c.FindOne(ctx, present, options.FindOne().SetProjection(projection(w.Schema, store.Whole))).Raw()
	if errors.Is(err, mongo.ErrNoDocuments) {
		return s.unmatched(ctx, c, w.ID)
	}
	if err != nil {
		return err
	}
	version := archived{ID: archiveID(w.ID, w.IfVersion), Document: w.ID, Version: w.IfVersion, Body: doc}
	if _, err := s.archive(w.Schema).InsertOne(ctx, version); err != nil && !hasCode(err, codeDuplicateKey) {
		return err
	}
	return nil
}

// History implements [store.Reader]. The archive may hold the present version too, after an overwriting that failed;
// it is left out.
func (s *Store) History(ctx context.Context, schema *store.Schema, id string, before int64, limit int) ([]bson.Raw, error) {
	if err := s.calls.enter(); err != nil {
		return nil, err
	}
	defer s.calls.leave()
	c, err := s.collection(schema)
	if err != nil {
		return nil, err
	}
	docs := []bson.Raw{}
	if !schema.History || limit < 1 {
		return docs, ctx.Err()
	}
	present, err := versionOf(ctx, c, id)
	if err == nil {
		if before == 0 || before > present {
			before = present
		}
		docs, err = s.past(ctx, schema, id, before, limit)
	}
	if err != nil && errs.CodeOf(err) != errs.NotFound {
		return nil, fmt.Errorf("history of %s: %w", id, translate(ctx, err))
	}
	return docs, nil
}

// Revisions implements [store.Reader]. The archive may hold a present version too, which is left out as in History.
func (s *Store) Revisions(ctx context.Context, schema *store.Schema, of []store.Revision, read store.Read) ([]bson.Raw, error) {
	if err := s.calls.enter(); err != nil {
		return nil, err
	}
	defer s.calls.leave()
	if len(of) > store.MaxLimit {
		return nil, fmt.Errorf("schema %s: %d versions are more than %d", schema.Name, len(of), store.MaxLimit)
	}
	c, err := s.collection(schema)
	if err != nil {
		return nil, err
	}
	if !schema.History || len(of) == 0 {
		return []bson.Raw{}, ctx.Err()
	}
	present, err := versionsOf(ctx, c, of)
	if err != nil {
		return nil, fmt.Errorf("versions in %s: %w", schema.Name, translate(ctx, err))
	}
	docs, err := s.overwritten(ctx, schema, of, present, read)
	if err != nil {
		return nil, fmt.Errorf("versions in %s: %w", schema.Name, translate(ctx, err))
	}
	return docs, nil
}

// versionsOf returns the present versions of documents or tombstones, by ID.
func versionsOf(ctx context.Context, c *mongo.Collection, of []store.Revision) (map[string]int64, error) {
	ids := make([]string, len(of))
	for i, r := range of {
		ids[i] = r.ID
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	cursor, err := c.Find(ctx, on(store.IDField, op("$in", ids)), options.Find().
		SetProjection(bson.D{{Key: store.VersionField, Value: 1}}).SetBatchSize(batch(len(ids))))
	if err != nil {
		return nil, err
	}
	present := make(map[string]int64, len(ids))
	err = drain(ctx, cursor, func(doc bson.Raw) error {
		present[doc.Lookup(store.IDField).StringValue()] = doc.Lookup(store.VersionField).AsInt64()
		return nil
	})
	return present, err
}

// overwritten reads versions from the archive that are older than the present ones.
func (s *Store) overwritten(
	ctx context.Context, schema *store.Schema, of []store.Revision, present map[string]int64, read store.Read,
) ([]bson.Raw, error) {
	keys := make([]string, len(of))
	for i, r := range of {
		keys[i] = archiveID(r.ID, r.Version)
	}
	light := bson.D{}
	for _, field := range projection(schema, read) {
		light = append(light, bson.E{Key: "body." + field.Key, Value: field.Value})
	}
	cursor, err := s.archive(schema).Find(ctx, on(store.IDField, op("$in", keys)), options.Find().
		SetProjection(light).SetBatchSize(batch(len(keys))))
	if err != nil {
		return nil, err
	}
	docs := []bson.Raw{}
	err = drain(ctx, cursor, func(version bson.Raw) error {
		if version.Lookup(store.VersionField).AsInt64() < present[version.Lookup("doc").StringValue()] {
			docs = append(docs, version.Lookup("body").Document())
		}
		return nil
	})
	return docs, err
}

// versionOf returns the version of a document or tombstone.
func versionOf(ctx context.Context, c *mongo.Collection, id string) (int64, error) {
	doc, err := c.FindOne(ctx, on(store.IDField, op("$eq", id)), options.FindOne().
		SetProjection(bson.D{{Key: store.VersionField, Value: 1}})).Raw()
	if errors.Is(err, mongo.ErrNoDocuments) {
		return 0, missing(id)
	}
	if err != nil {
		return 0, err
	}
	return doc.Lookup(store.VersionField).AsInt64(), nil
}

// past reads from the archive, newest first.
func (s *Store) past(ctx context.Context, schema *store.Schema, id string, before int64, limit int) ([]bson.Raw, error) {
	versions := bson.D{{Key: "$gte", Value: archiveID(id, 0)}, {Key: "$lt", Value: archiveID(id, before)}}
	cursor, err := s.archive(schema).Find(ctx, both(on(store.IDField, versions), on("doc", op("$eq", id))), options.Find().
		SetSort(bson.D{{Key: store.IDField, Value: -1}}).
		SetHint(primaryKey).
		SetLimit(int64(limit)).SetBatchSize(batch(min(limit, store.MaxLimit))))
	if err != nil {
		return nil, err
	}
	docs := []bson.Raw{}
	err = drain(ctx, cursor, func(version bson.Raw) error {
		docs = append(docs, version.Lookup("body").Document())
		return nil
	})
	return docs, err
}
