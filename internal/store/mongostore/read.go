package mongostore

import (
	"context"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"thidua/internal/store"
)

// Get implements [store.Reader]. Tombstones are left out here, not by the filter, so that the server's fast path for
// the primary key stays open; they are tiny.
func (s *Store) Get(ctx context.Context, schema *store.Schema, ids []string, read store.Read) ([]bson.Raw, error) {
	if err := s.calls.enter(); err != nil {
		return nil, err
	}
	defer s.calls.leave()
	if len(ids) > store.MaxLimit {
		return nil, fmt.Errorf("schema %s: %d IDs are more than %d", schema.Name, len(ids), store.MaxLimit)
	}
	c, err := s.collection(schema)
	if err != nil {
		return nil, err
	}
	docs := []bson.Raw{}
	if len(ids) == 0 {
		return docs, nil
	}
	byID := on(store.IDField, op("$in", ids))
	if len(ids) == 1 {
		byID = on(store.IDField, op("$eq", ids[0]))
	}
	cursor, err := c.Find(ctx, byID, options.Find().SetProjection(projection(schema, read)).SetBatchSize(batch(len(ids))))
	if err == nil {
		err = drain(ctx, cursor, func(doc bson.Raw) error {
			if !isTombstone(doc) {
				docs = append(docs, doc)
			}
			return nil
		})
	}
	if err != nil {
		return nil, fmt.Errorf("find by ID in %s: %w", schema.Name, translate(ctx, err))
	}
	return docs, nil
}

// Find implements [store.Reader].
func (s *Store) Find(ctx context.Context, schema *store.Schema, q store.Query) ([]bson.Raw, error) {
	if err := s.calls.enter(); err != nil {
		return nil, err
	}
	defer s.calls.leave()
	c, err := s.collection(schema)
	if err != nil {
		return nil, err
	}
	plan, err := store.NewPlan(schema, q)
	if err != nil {
		return nil, err
	}
	docs, err := find(ctx, c, compile(plan, q))
	if err != nil {
		return nil, fmt.Errorf("find in %s: %w", schema.Name, err)
	}
	return docs, nil
}

func find(ctx context.Context, c *mongo.Collection, p page) ([]bson.Raw, error) {
	docs := make([]bson.Raw, 0, p.limit)
	err := findEach(ctx, c, p, func(doc bson.Raw) error {
		docs = append(docs, doc)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if p.backwards {
		slices.Reverse(docs)
	}
	return docs, nil
}

// findEach hands over the documents in the order in which they come, until one is refused.
func findEach(ctx context.Context, c *mongo.Collection, p page, each func(bson.Raw) error) error {
	o := options.Find().SetHint(p.hint).SetProjection(p.projection).SetLimit(int64(p.limit)).SetBatchSize(batch(p.limit))
	if len(p.sort) > 0 {
		o.SetSort(p.sort)
	}
	cursor, err := c.Find(ctx, p.filter, o)
	if err != nil {
		return translate(ctx, err)
	}
	var refused error
	err = drain(ctx, cursor, func(doc bson.Raw) error {
		refused = each(doc)
		return refused
	})
	if refused != nil {
		return refused
	}
	return translate(ctx, err)
}

// batch is the batch size with which n documents, unless they are very large, come with the first answer, and the server
// sees that there are no more.
func batch(n int) int32 { return int32(n) + 1 } // n is at most MaxLimit

func isTombstone(doc bson.Raw) bool {
	removed, _ := doc.Lookup(removedField).BooleanOK()
	return removed
}
