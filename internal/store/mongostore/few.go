package mongostore

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"thidua/internal/store"
)

// few bounds what is read at once.
type few struct {
	lookedAt int64 // how many documents the rarest term of a tier has, which the server looks at
	read     int   // how many of them have the other terms too, which are read with all their terms, of some 10 kB each
}

func fewDocuments() few { return few{lookedAt: maxFrequency - 1, read: 400} }

// candidate is a document in one of the tiers.
type candidate struct {
	store.Hit
	place int64
}

// findFew answers a query that few documents can answer; all is false if there are more. Those in any tier are read with their terms,
// by one find for each tier that others follow from, mostly the last alone, and are put in order here: a query of rare words would else
// be a find for each of a dozen tiers, each through the same documents. What nobody wrote is answered by a count.
func (s *Store) findFew(ctx context.Context, c *mongo.Collection, schema *store.Schema, r store.Ranked) (hits []store.Hit, all bool, err error) {
	var finds []page
	for _, tier := range schema.Postings.Weakest(r.Tiers) {
		terms, least, err := s.rarestFirst(ctx, c, schema, slices.Concat(schema.Postings.Needed(tier), r.All))
		if err != nil || least > s.few.lookedAt {
			return nil, false, err
		}
		if least > 0 {
			// In no order: FerretDB then finds where the lists of all the terms meet, and reads no document beside.
			finds = append(finds, page{filter: every(schema, terms), hint: postingsIndex, projection: withTerms(schema), limit: s.few.read + 1})
		}
	}
	found := map[string]candidate{} // by ID: one may be in the tiers of several finds
	for _, p := range finds {
		docs, err := find(ctx, c, p)
		if err != nil || len(docs) > s.few.read {
			return nil, false, err
		}
		for _, doc := range docs {
			id, d, err := judged(schema, r, doc)
			if err != nil {
				return nil, false, err
			}
			found[id] = d
		}
	}
	return pageOf(slices.Collect(maps.Values(found)), r), true, nil
}

// withTerms is the projection of a light read together with the terms.
func withTerms(s *store.Schema) bson.D {
	return slices.DeleteFunc(projection(s, store.Light), func(e bson.E) bool { return e.Key == s.Postings.Field })
}

// judged finds the first tier that a document stands in, and takes its terms out of it.
func judged(schema *store.Schema, r store.Ranked, doc bson.Raw) (id string, d candidate, err error) {
	terms, err := schema.Postings.Terms(doc)
	if err != nil {
		return "", d, err
	}
	d.Tier = slices.IndexFunc(r.Tiers, func(tier []string) bool {
		return len(tier) > 0 && !slices.ContainsFunc(schema.Postings.Needed(tier), func(term string) bool {
			_, has := slices.BinarySearch(terms, term)
			return !has
		})
	})
	place, _ := schema.Field(schema.Postings.Place)
	values, err := place.Values(doc)
	if err != nil {
		return "", d, err
	}
	if d.Tier < 0 || len(values) != 1 {
		return "", d, errors.New("a document that was found by its terms lacks them, or its place")
	}
	d.place, _ = values[0].(int64)
	elements, err := doc.Elements()
	if err != nil {
		return "", d, err
	}
	var rest bson.D
	for _, e := range elements {
		if e.Key() != schema.Postings.Field {
			rest = append(rest, bson.E{Key: e.Key(), Value: e.Value()})
		}
	}
	d.Doc, err = bson.Marshal(rest)
	return doc.Lookup(store.IDField).StringValue(), d, err
}

// pageOf is the page of all that were found.
func pageOf(found []candidate, r store.Ranked) []store.Hit {
	if at := r.After; at != nil {
		found = slices.DeleteFunc(found, func(d candidate) bool {
			return d.Tier < at.Tier || d.Tier == at.Tier && d.place >= at.Place
		})
	}
	slices.SortFunc(found, func(a, b candidate) int { return cmp.Or(cmp.Compare(a.Tier, b.Tier), cmp.Compare(b.place, a.place)) })
	hits := make([]store.Hit, 0, r.Limit)
	for _, d := range found[:min(len(found), r.Limit)] {
		hits = append(hits, d.Hit)
	}
	return hits
}
