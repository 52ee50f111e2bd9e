package mongostore

import (
	"context"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"thidua/internal/store"
)

// FindPer implements [store.Reader]. It is one aggregation: the parents are given as documents, and each looks its
// page up. So every parent is a walk of the index that ends at the limit, whatever number of children there is; and
// since a look-up that is unwound at once hands its documents on one by one, no intermediate document can outgrow the
// server's limit. A value's look-up among Many values is the same.
func (s *Store) FindPer(ctx context.Context, schema *store.Schema, field string, parents []string, q store.Query) (map[string][]bson.Raw, error) {
	if err := s.calls.enter(); err != nil {
		return nil, err
	}
	defer s.calls.leave()
	if len(parents) > store.MaxLimit {
		return nil, fmt.Errorf("schema %s: %d parents are more than %d", schema.Name, len(parents), store.MaxLimit)
	}
	if _, err := s.collection(schema); err != nil {
		return nil, err
	}
	plan, err := store.NewPerPlan(schema, field, q)
	if err != nil {
		return nil, err
	}
	pages := map[string][]bson.Raw{}
	if len(parents) == 0 {
		return pages, nil
	}
	cursor, err := s.db.Aggregate(ctx, perPipeline(compile(plan, q), schema, field, parents), options.Aggregate().
		SetBatchSize(batch(len(parents)*q.Limit)))
	if err == nil {
		err = drain(ctx, cursor, func(row bson.Raw) error {
			parent := row.Lookup("parent").StringValue()
			pages[parent] = append(pages[parent], row.Lookup("child").Document())
			return nil
		})
	}
	if err != nil {
		return nil, fmt.Errorf("find in %s per %s: %w", schema.Name, field, translate(ctx, err))
	}
	if q.Last {
		for _, docs := range pages {
			slices.Reverse(docs)
		}
	}
	return pages, nil
}

// perPipeline gives one row {parent, child} for each document of each page, the pages in their order.
func perPipeline(p page, schema *store.Schema, field string, parents []string) bson.A {
	rows := bson.A{}
	for _, parent := range slices.Compact(slices.Sorted(slices.Values(parents))) {
		rows = append(rows, bson.D{{Key: "parent", Value: op("$literal", parent)}})
	}
	return bson.A{
		op("$documents", rows),
		op("$lookup", bson.D{
			{Key: "from", Value: schema.Name},
			{Key: "localField", Value: "parent"},
			{Key: "foreignField", Value: field},
			{Key: "pipeline", Value: bson.A{
				op("$match", p.filter),
				op("$sort", p.sort),
				op("$limit", p.limit),
				op("$project", p.projection),
			}},
			{Key: "as", Value: "child"},
		}),
		op("$unwind", "$child"),
	}
}
