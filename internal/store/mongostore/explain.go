package mongostore

import (
	"context"
	"fmt"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
)

// Explain implements [store.Reader]. It reads MongoDB's winning plan, or PostgreSQL's plan from FerretDB.
func (s *Store) Explain(ctx context.Context, schema *store.Schema, q store.Query) (store.Explanation, error) {
	if err := s.calls.enter(); err != nil {
		return store.Explanation{}, err
	}
	defer s.calls.leave()
	plan, err := store.NewPlan(schema, q)
	if err != nil {
		return store.Explanation{}, err
	}
	p := compile(plan, q)
	answer, err := s.db.RunCommand(ctx, bson.D{
		{Key: "explain", Value: bson.D{
			{Key: "find", Value: schema.Name},
			{Key: "filter", Value: p.filter},
			{Key: "sort", Value: p.sort},
			{Key: "projection", Value: p.projection},
			{Key: "hint", Value: p.hint},
			{Key: "limit", Value: int64(p.limit)},
		}},
		{Key: "verbosity", Value: "queryPlanner"},
	}).Raw()
	if err != nil {
		return store.Explanation{}, fmt.Errorf("explain in %s: %w", schema.Name, translate(ctx, err))
	}
	return explanation(answer), nil
}

// explanation judges a server's answer.
func explanation(answer bson.Raw) store.Explanation {
	planner := answer.Lookup("queryPlanner")
	e := store.Explanation{Text: planner.String()}
	parts, _ := planner.DocumentOK()
	for _, name := range []string{"winningPlan", "Plan"} {
		if plan, err := parts.LookupErr(name); err == nil {
			steps(plan, func(step bson.Raw) {
				stage, _ := step.Lookup("stage").StringValueOK()
				node, _ := step.Lookup("Node Type").StringValueOK()
				e.FullScan = e.FullScan || stage == "COLLSCAN" || node == "Seq Scan" || wholeTable(step)
				e.Sorts = e.Sorts || stage == "SORT" || node == "Sort" || node == "Incremental Sort"
			})
		}
	}
	return e
}

// wholeTable recognises FerretDB's walk of a whole collection: by the primary key, which begins with the shard,
// bound by nothing but the shard.
func wholeTable(step bson.Raw) bool {
	index, _ := step.Lookup("Index Name").StringValueOK()
	bounds, _ := step.Lookup("Index Cond").StringValueOK()
	return index == primaryKey && !strings.Contains(bounds, "object_id")
}

// steps visits every document within a plan.
func steps(v bson.RawValue, visit func(bson.Raw)) {
	var inner []bson.RawValue
	if a, ok := v.ArrayOK(); ok {
		inner, _ = a.Values()
	}
	if d, ok := v.DocumentOK(); ok {
		visit(d)
		inner, _ = d.Values()
	}
	for _, part := range inner {
		steps(part, visit)
	}
}
