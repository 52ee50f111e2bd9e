package mongostore

import (
	"context"
	"fmt"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// Count implements [store.Reader].
func (s *Store) Count(ctx context.Context, schema *store.Schema, where store.Where) (int64, error) {
	if err := s.calls.enter(); err != nil {
		return 0, err
	}
	defer s.calls.leave()
	c, err := s.collection(schema)
	if err != nil {
		return 0, err
	}
	plan, err := store.NewCountPlan(schema, where, nil)
	if err != nil {
		return 0, err
	}
	n, err := c.CountDocuments(ctx, conditions(plan), options.Count().SetHint(hintOf(plan)))
	if err != nil {
		return 0, fmt.Errorf("count in %s: %w", schema.Name, translate(ctx, err))
	}
	return n, nil
}

// CountBy implements [store.Reader].
func (s *Store) CountBy(ctx context.Context, schema *store.Schema, where store.Where, fields ...string) ([]store.Group, error) {
	if err := s.calls.enter(); err != nil {
		return nil, err
	}
	defer s.calls.leave()
	c, err := s.collection(schema)
	if err != nil {
		return nil, err
	}
	plan, err := store.NewCountPlan(schema, where, fields)
	if err != nil {
		return nil, err
	}
	groups := []store.Group{}
	cursor, err := c.Aggregate(ctx, groupPipeline(plan, fields), options.Aggregate().
		SetHint(hintOf(plan)).SetBatchSize(batch(store.MaxGroups)))
	if err == nil {
		err = drain(ctx, cursor, func(row bson.Raw) error {
			g, err := groupOf(schema, fields, row)
			groups = append(groups, g)
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("count in %s by %v: %w", schema.Name, fields, translate(ctx, err))
	}
	if len(groups) > store.MaxGroups {
		return nil, errs.New(errs.Limit,
			fmt.Sprintf("Quá %d nhóm; hãy thêm bộ lọc.", store.MaxGroups),
			fmt.Sprintf("There are more than %d groups; add a filter.", store.MaxGroups))
	}
	return groups, nil
}

// groupPipeline counts by the fields' values. It gives at most one group more than is allowed. Nothing but these values
// goes on from the first step, so that an index with all of them is enough, and unwinding Many values copies little.
func groupPipeline(p store.Plan, fields []string) bson.A {
	return append(bson.A{op("$match", conditions(p))}, grouping(p.Schema, fields)...)
}

// grouping is the stages that count what comes to them by fields.
func grouping(s *store.Schema, fields []string) bson.A {
	values, key, unwound := bson.D{{Key: store.IDField, Value: 0}}, bson.D{}, bson.A{}
	for i, path := range fields {
		name := groupKey(i)
		value := op("$ifNull", bson.A{"$" + path, nil})
		if f, _ := s.Field(path); f.Many {
			value = distinct(path)
			unwound = append(unwound, op("$unwind", "$"+name))
		}
		values = append(values, bson.E{Key: name, Value: value})
		key = append(key, bson.E{Key: name, Value: "$" + name})
	}
	stages := bson.A{op("$project", values)}
	return append(append(stages, unwound...),
		op("$group", bson.D{{Key: store.IDField, Value: key}, {Key: "count", Value: op("$sum", int64(1))}}),
		op("$limit", store.MaxGroups+1),
	)
}

// Repeated implements [store.Reader].
func (s *Store) Repeated(ctx context.Context, schema *store.Schema, field, after string, limit int) ([]store.Group, error) {
	if err := s.calls.enter(); err != nil {
		return nil, err
	}
	defer s.calls.leave()
	c, err := s.collection(schema)
	if err != nil {
		return nil, err
	}
	if err := store.CheckRepeated(schema, field, limit); err != nil {
		return nil, err
	}
	groups := []store.Group{}
	cursor, err := c.Aggregate(ctx, repeatedPipeline(schema, field, after, limit), options.Aggregate().SetBatchSize(batch(limit)))
	if err == nil {
		err = drain(ctx, cursor, func(row bson.Raw) error {
			g, err := groupOf(schema, []string{field}, row)
			groups = append(groups, g)
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("find what is repeated in %s: %w", schema.Name, translate(ctx, err))
	}
	return groups, nil
}

// repeatedPipeline counts the values after one. No tombstone has the field.
func repeatedPipeline(s *store.Schema, path, after string, limit int) bson.A {
	name := groupKey(0)
	above := op("$gt", after)
	stages := bson.A{op("$match", bson.D{{Key: path, Value: above}})}
	if f, _ := s.Field(path); f.Many {
		stages = append(stages, op("$project", bson.D{{Key: store.IDField, Value: 0}, {Key: name, Value: distinct(path)}}), op("$unwind", "$"+name))
	} else {
		stages = append(stages, op("$project", bson.D{{Key: store.IDField, Value: 0}, {Key: name, Value: "$" + path}}))
	}
	return append(stages,
		op("$match", bson.D{{Key: name, Value: above}}),
		op("$group", bson.D{{Key: store.IDField, Value: bson.D{{Key: name, Value: "$" + name}}}, {Key: "count", Value: op("$sum", int64(1))}}),
		op("$match", bson.D{{Key: "count", Value: op("$gt", int64(1))}}),
		op("$sort", bson.D{{Key: store.IDField + "." + name, Value: 1}}),
		op("$limit", int64(limit)),
	)
}

// groupKey names the nth field of a group's key; a path may have dots, which a key may not.
func groupKey(i int) string { return fmt.Sprintf("_by%d", i) }

// distinct is the list of the different values at a Many path; one null if there are none. Beyond the list that the path
// may end with, each dot of it may stand for a list of lists.
func distinct(path string) bson.D {
	values := listed("$" + path)
	for range strings.Count(path, ".") {
		values = op("$let", bson.D{
			{Key: "vars", Value: bson.D{{Key: "values", Value: values}}},
			{Key: "in", Value: op("$cond", bson.A{
				op("$anyElementTrue", bson.A{op("$map", bson.D{
					{Key: "input", Value: "$$values"},
					{Key: "in", Value: op("$isArray", bson.A{"$$this"})},
				})}),
				op("$reduce", bson.D{ // its cost is quadratic, so only where there is need
					{Key: "input", Value: "$$values"},
					{Key: "initialValue", Value: bson.A{}},
					{Key: "in", Value: op("$concatArrays", bson.A{"$$value", listed("$$this")})},
				}),
				"$$values",
			})},
		})
	}
	return op("$let", bson.D{
		{Key: "vars", Value: bson.D{{Key: "different", Value: op("$setDifference", bson.A{values, bson.A{nil}})}}},
		{Key: "in", Value: op("$cond", bson.A{
			op("$eq", bson.A{op("$size", "$$different"), 0}), bson.A{nil}, "$$different",
		})},
	})
}

// listed makes a list of one of what is not a list, and of nothing an empty one.
func listed(v any) bson.D {
	return op("$switch", bson.D{
		{Key: "branches", Value: bson.A{
			bson.D{{Key: "case", Value: op("$isArray", bson.A{v})}, {Key: "then", Value: v}},
			bson.D{{Key: "case", Value: op("$eq", bson.A{op("$ifNull", bson.A{v, nil}), nil})}, {Key: "then", Value: bson.A{}}},
		}},
		{Key: "default", Value: bson.A{v}},
	})
}

func groupOf(s *store.Schema, fields []string, row bson.Raw) (store.Group, error) {
	g := store.Group{Values: make([]any, len(fields)), Count: row.Lookup("count").AsInt64()}
	for i, path := range fields {
		f, _ := s.Field(path)
		values, err := store.Field{Path: store.IDField + "." + groupKey(i), Kind: f.Kind}.Values(row)
		if err != nil {
			return g, err
		}
		if len(values) > 0 {
			g.Values[i] = values[0]
		}
	}
	return g, nil
}
