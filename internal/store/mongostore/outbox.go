package mongostore

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"thidua/internal/store"
)

// Pending implements [store.Outbox]. It is one aggregation over all journaled collections: of each, the documents with
// the oldest entries, by the outbox's index. The oldest n entries are always among the oldest n documents' by their
// oldest entry.
func (s *Store) Pending(ctx context.Context, limit int) ([]store.Entry, error) {
	if err := s.calls.enter(); err != nil {
		return nil, err
	}
	defer s.calls.leave()
	entries := []store.Entry{}
	names := s.journaled()
	if limit < 1 || len(names) == 0 {
		return entries, ctx.Err()
	}
	pipeline := pendingPipeline(limit)
	for _, name := range names[1:] {
		pipeline = append(pipeline, op("$unionWith", bson.D{
			{Key: "coll", Value: name}, {Key: "pipeline", Value: pendingPipeline(limit)},
		}))
	}
	pipeline = append(pipeline, op("$sort", bson.D{{Key: "id", Value: 1}}), op("$limit", limit))
	cursor, err := s.db.Collection(names[0]).Aggregate(ctx, pipeline, options.Aggregate().SetBatchSize(batch(limit)))
	if err == nil {
		err = drain(ctx, cursor, func(raw bson.Raw) error {
			var e store.Entry
			if err := bson.Unmarshal(raw, &e); err != nil {
				return fmt.Errorf("decode entry: %w", err)
			}
			entries = append(entries, e)
			return nil
		})
	}
	if err != nil {
		return nil, fmt.Errorf("read outboxes: %w", translate(ctx, err))
	}
	return entries, nil
}

// pendingPipeline gives the oldest entries of one collection, and perhaps some more.
func pendingPipeline(limit int) bson.A {
	return bson.A{
		op("$match", pendingFilter()),
		op("$sort", bson.D{{Key: outboxFirst, Value: 1}}),
		op("$limit", limit),
		op("$project", bson.D{{Key: outboxEntries, Value: 1}}),
		op("$unwind", "$"+outboxEntries),
		op("$replaceWith", "$"+outboxEntries),
		op("$sort", bson.D{{Key: "id", Value: 1}}),
		op("$limit", limit),
	}
}

// journaled returns the names of the ensured schemas whose writes carry entries, sorted.
func (s *Store) journaled() []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var names []string
	for name, schema := range s.schemas {
		if !schema.Unjournaled {
			names = append(names, name)
		}
	}
	return slices.Sorted(slices.Values(names))
}

// Sent implements [store.Outbox]. It is one command for each collection. The documents' versions stay.
func (s *Store) Sent(ctx context.Context, entries []store.Entry) error {
	if err := s.calls.enter(); err != nil {
		return err
	}
	defer s.calls.leave()
	byDocument := map[string]map[string][]string{} // collection → document → entries
	for _, e := range entries {
		if byDocument[e.Collection] == nil {
			byDocument[e.Collection] = map[string][]string{}
		}
		byDocument[e.Collection][e.Document] = append(byDocument[e.Collection][e.Document], e.ID)
	}
	for _, name := range sortedKeys(byDocument) {
		var models []mongo.WriteModel
		for _, id := range sortedKeys(byDocument[name]) {
			models = append(models, sent(id, byDocument[name][id]))
		}
		if _, err := s.db.Collection(name).BulkWrite(ctx, models, options.BulkWrite().SetOrdered(false)); err != nil {
			return fmt.Errorf("clear outboxes of %s: %w", name, translate(ctx, err))
		}
	}
	return ctx.Err()
}

// sent is the update that takes entries out of a document's outbox. When none is left, the oldest is null, and the
// outbox's index forgets the document.
func sent(id string, entries []string) mongo.WriteModel {
	isSent := op("$in", bson.A{"$$this.id", op("$literal", entries)})
	return mongo.NewUpdateOneModel().
		SetFilter(bson.D{{Key: store.IDField, Value: id}, {Key: outboxEntries + ".id", Value: op("$in", entries)}}).
		SetUpdate(bson.A{
			op("$set", on(outboxEntries, op("$filter", bson.D{
				{Key: "input", Value: "$" + outboxEntries},
				{Key: "cond", Value: op("$not", bson.A{isSent})},
			}))),
			op("$set", on(outboxFirst, op("$min", "$"+outboxEntries+".id"))),
		})
}

// sortedKeys makes the order of commands the same every time.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
