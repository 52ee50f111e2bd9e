package mongostore

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// FindRanked implements [store.Reader]: what few documents can answer by one find, see [Store.findFew]; else by one find for each tier,
// until the page is full. A tier walks the search index at its rarest term, in the order of places, and tests the others on
// the documents.
func (s *Store) FindRanked(ctx context.Context, schema *store.Schema, r store.Ranked) ([]store.Hit, error) {
	if err := s.calls.enter(); err != nil {
		return nil, err
	}
	defer s.calls.leave()
	if err := r.Check(schema); err != nil {
		return nil, err
	}
	c, err := s.collection(schema)
	if err != nil {
		return nil, err
	}
	hits, all, err := s.findFew(ctx, c, schema, r)
	if err == nil && !all {
		hits, err = s.findTiers(ctx, c, schema, r)
	}
	if err != nil {
		return nil, fmt.Errorf("search %s: %w", schema.Name, err)
	}
	return hits, nil
}

// findTiers reads tier by tier.
func (s *Store) findTiers(ctx context.Context, c *mongo.Collection, schema *store.Schema, r store.Ranked) (hits []store.Hit, err error) {
	hits = []store.Hit{}
	first := 0
	if r.After != nil {
		first = r.After.Tier
	}
	for tier := first; tier < len(r.Tiers) && len(hits) < r.Limit; tier++ {
		if len(r.Tiers[tier]) == 0 {
			continue
		}
		terms, least := slices.Concat(schema.Postings.Needed(r.Tiers[tier]), r.All), int64(0)
		if len(terms) > 1 { // to walk one costs as much as to count it
			if terms, least, err = s.rarestFirst(ctx, c, schema, terms); err != nil {
				return nil, err
			}
			if least == 0 {
				continue
			}
		}
		p := page{
			filter: both(every(schema, terms), noneOf(schema, r.Tiers[:tier])),
			sort:   byPlace(schema),
			hint:   postingsIndex, projection: projection(schema, store.Light), limit: r.Limit - len(hits),
		}
		if r.After != nil && tier == first {
			p.filter = both(p.filter, on(schema.Postings.Place, op("$lt", r.After.Place)))
		}
		docs, err := s.findTier(ctx, c, schema, p, termsTogether(schema, terms), least)
		if err != nil {
			return nil, err
		}
		for _, doc := range docs {
			hits = append(hits, store.Hit{Tier: tier, Doc: doc})
		}
	}
	return hits, nil
}

// findTier reads the page of a tier, whose rarest term least documents have. Where these are too many to walk, and those that have the
// other terms too may be few, it reads them in no order first, see [Store.findFew], and puts them in order here.
func (s *Store) findTier(ctx context.Context, c *mongo.Collection, schema *store.Schema, p page, terms termsOf, least int64) ([]bson.Raw, error) {
	if least <= int64(s.few.read) || least > s.few.lookedAt || s.many(terms) {
		return find(ctx, c, p)
	}
	some := p
	some.sort, some.limit = nil, s.few.read+1
	docs, err := find(ctx, c, some)
	if err != nil {
		return nil, err
	}
	if len(docs) > s.few.read {
		s.noteMany(terms)
		return find(ctx, c, p)
	}
	found := make([]candidate, len(docs))
	place, _ := schema.Field(schema.Postings.Place)
	for i, doc := range docs {
		values, err := place.Values(doc)
		if err != nil {
			return nil, err
		}
		found[i].Doc = doc
		if len(values) == 1 {
			found[i].place, _ = values[0].(int64)
		}
	}
	slices.SortFunc(found, func(a, b candidate) int { return cmp.Compare(b.place, a.place) })
	docs = docs[:min(len(docs), p.limit)]
	for i := range docs {
		docs[i] = found[i].Doc
	}
	return docs, nil
}

// byPlace is the order within a tier.
func byPlace(s *store.Schema) bson.D { return bson.D{{Key: s.Postings.Place, Value: int32(-1)}} }

// noneOf holds for documents that stand in none of the tiers.
func noneOf(s *store.Schema, tiers [][]string) bson.D {
	var held bson.A
	for _, tier := range s.Postings.Weakest(tiers) {
		held = append(held, every(s, longestFirst(s.Postings.Needed(tier))))
	}
	if len(held) == 0 {
		return bson.D{}
	}
	return op("$nor", held)
}

// CountRanked implements [store.Reader]: one aggregation over the best placed.
func (s *Store) CountRanked(ctx context.Context, schema *store.Schema, r store.Ranked, limit int, fields ...string) ([]store.Group, error) {
	if err := s.calls.enter(); err != nil {
		return nil, err
	}
	defer s.calls.leave()
	if err := r.CheckTally(schema, limit, fields...); err != nil {
		return nil, err
	}
	c, err := s.collection(schema)
	if err != nil {
		return nil, err
	}
	groups := []store.Group{}
	var either bson.A
	for _, tier := range schema.Postings.Weakest(r.Tiers) {
		either = append(either, every(schema, longestFirst(slices.Concat(schema.Postings.Needed(tier), r.All))))
	}
	if len(either) == 0 {
		return groups, nil
	}
	matched := op("$or", either)
	if len(either) == 1 {
		matched = either[0].(bson.D)
	}
	stages := append(bson.A{
		op("$match", matched),
		op("$sort", byPlace(schema)),
		op("$limit", limit),
	}, grouping(schema, fields)...)
	cursor, err := c.Aggregate(ctx, stages, options.Aggregate().SetHint(postingsIndex).SetBatchSize(batch(store.MaxGroups)))
	if err == nil {
		err = drain(ctx, cursor, func(row bson.Raw) error {
			g, err := groupOf(schema, fields, row)
			groups = append(groups, g)
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("count what is found in %s: %w", schema.Name, translate(ctx, err))
	}
	if len(groups) > store.MaxGroups {
		return nil, errs.New(errs.Limit,
			fmt.Sprintf("Quá %d nhóm; hãy thêm bộ lọc.", store.MaxGroups),
			fmt.Sprintf("There are more than %d groups; add a filter.", store.MaxGroups))
	}
	return groups, nil
}

// Tidy has nothing to do: the index is one tree, which the server keeps in order.
func (s *Store) Tidy(context.Context, *store.Schema) (more bool, err error) { return false, nil }
