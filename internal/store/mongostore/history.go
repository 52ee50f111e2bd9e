package mongostore

import (
	"context"
	"errors"
	"fmt"

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
