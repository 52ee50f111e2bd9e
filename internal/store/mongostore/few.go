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
	lookedAt int64 // the most documents that the rarest term of a tier may have: the server looks at them
	read     int   // the most of them that have the other terms too: they are read with all their terms
	bytes    int   // the most that these are, some 10 kB each, in all
}

func fewDocuments() few { return few{lookedAt: maxFrequency - 1, read: 100, bytes: 8 << 20} }

// errTooMany ends a reading of what turned out not to be few.
var errTooMany = errors.New("more documents than are read at once")

// candidate is a document in one of the tiers.
type candidate struct {
	store.Hit
	place int64
}

// findFew answers a query that few documents can answer; all is false if there are more. Those in any tier are read with their terms,
// by one find for each tier that others follow from, mostly the last alone, and are put in order here: a query of rare words would
// otherwise be a find for each of a dozen tiers, each through the same documents. What nobody wrote is answered by a count.
func (s *Store) findFew(ctx context.Context, c *mongo.Collection, schema *store.Schema, r store.Ranked) (hits []store.Hit, all bool, err error) {
	var finds []page
	var of []termsOf
	for _, tier := range schema.Postings.Weakest(r.Tiers) {
		terms, least, err := s.rarestFirst(ctx, c, schema, slices.Concat(schema.Postings.Needed(tier), r.All))
		if err != nil || least > s.few.lookedAt || len(terms) == 1 && least > int64(s.few.read) {
			return nil, false, err
		}
		if least == 0 {
			continue
		}
		together := termsTogether(schema, terms)
		if s.many(together) {
			return nil, false, nil
		}
		p := page{filter: every(schema, terms), hint: postingsIndex, projection: withTerms(schema), limit: s.few.read + 1}
		if least <= int64(s.few.read) {
			p.sort = byPlace(schema) // a walk of the rarest term's documents
		} // else in no order: FerretDB then finds where the lists of all the terms meet, and reads no document beside
		finds = append(finds, p)
		of = append(of, together)
	}
	j := newJudge(schema, r)
	for i, p := range finds {
		n, bytes := 0, 0
		err := findEach(ctx, c, p, func(doc bson.Raw) error {
			n, bytes = n+1, bytes+len(doc)
			if n > s.few.read || bytes > s.few.bytes {
				return errTooMany
			}
			return j.judge(doc)
		})
		if errors.Is(err, errTooMany) {
			s.noteMany(of[i])
			return nil, false, nil
		}
		if err != nil {
			return nil, false, err
		}
	}
	return j.page(), true, nil
}

// many reports whether it is known that the documents that have all of the terms are more than are read at once.
func (s *Store) many(terms termsOf) bool {
	n, _ := s.terms.known.GetIfPresent(terms)
	return n > int64(s.few.read)
}

func (s *Store) noteMany(terms termsOf) { s.terms.known.Set(terms, int64(s.few.read)+1) }

// withTerms is the projection of a light read together with the terms.
func withTerms(s *store.Schema) bson.D {
	return slices.DeleteFunc(projection(s, store.Light), func(e bson.E) bool { return e.Key == s.Postings.Field })
}

// judge puts documents in tiers.
type judge struct {
	schema *store.Schema
	asked  store.Ranked
	place  store.Field
	tiers  [][]string      // what a document of each needs to have
	terms  map[string]bool // all of these
	found  map[string]candidate
}

func newJudge(s *store.Schema, r store.Ranked) *judge {
	j := &judge{schema: s, asked: r, tiers: make([][]string, len(r.Tiers)), terms: map[string]bool{}, found: map[string]candidate{}}
	j.place, _ = s.Field(s.Postings.Place)
	for i, tier := range r.Tiers {
		j.tiers[i] = s.Postings.Needed(tier)
		for _, term := range j.tiers[i] {
			j.terms[term] = true
		}
	}
	return j
}

// judge notes a document, without its terms, in the first tier that it stands in.
func (j *judge) judge(doc bson.Raw) error {
	elements, err := doc.Elements()
	if err != nil {
		return err
	}
	has, rest := map[string]bool{}, make(bson.D, 0, len(elements))
	for _, e := range elements {
		if e.Key() != j.schema.Postings.Field {
			rest = append(rest, bson.E{Key: e.Key(), Value: e.Value()})
			continue
		}
		terms, _ := e.Value().ArrayOK()
		values, err := terms.Values()
		if err != nil {
			return err
		}
		for _, v := range values {
			if term, ok := v.StringValueOK(); ok && j.terms[term] {
				has[term] = true
			}
		}
	}
	places, err := j.place.Values(doc)
	if err != nil {
		return err
	}
	tier := slices.IndexFunc(j.tiers, func(tier []string) bool {
		return len(tier) > 0 && !slices.ContainsFunc(tier, func(term string) bool { return !has[term] })
	})
	if tier < 0 || len(places) != 1 {
		return nil // somebody else's document: ours have a place, and this one was found by a tier's terms
	}
	place, _ := places[0].(int64)
	light, err := bson.Marshal(rest)
	j.found[doc.Lookup(store.IDField).StringValue()] = candidate{store.Hit{Tier: tier, Doc: light}, place}
	return err
}

// page is the page of all that were found.
func (j *judge) page() []store.Hit {
	all := slices.SortedFunc(maps.Values(j.found), func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.Tier, b.Tier), cmp.Compare(b.place, a.place))
	})
	if at := j.asked.After; at != nil {
		all = slices.DeleteFunc(all, func(d candidate) bool { return d.Tier < at.Tier || d.Tier == at.Tier && d.place >= at.Place })
	}
	hits := make([]store.Hit, 0, j.asked.Limit)
	for _, d := range all[:min(len(all), j.asked.Limit)] {
		hits = append(hits, d.Hit)
	}
	return hits
}
