package storetest

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
)

// FindRanked implements [store.Reader].
func (m *Model) FindRanked(ctx context.Context, s *store.Schema, r store.Ranked) ([]store.Hit, error) {
	if err := r.Check(s); err != nil {
		return nil, err
	}
	hits := []store.Hit{}
	err := m.read(ctx, s, func(all []*record) error {
		for _, found := range standing(s, r, all) {
			if a := r.After; a != nil && (found.tier < a.Tier || found.tier == a.Tier && found.place >= a.Place) || len(hits) == r.Limit {
				continue
			}
			docs, err := documents(s, []*record{found.record}, store.Light)
			if err != nil {
				return err
			}
			hits = append(hits, store.Hit{Tier: found.tier, Doc: docs[0]})
		}
		return nil
	})
	return hits, err
}

// CountRanked implements [store.Reader].
func (m *Model) CountRanked(ctx context.Context, s *store.Schema, r store.Ranked, limit int, fields ...string) ([]store.Group, error) {
	if err := r.CheckTally(s, limit, fields...); err != nil {
		return nil, err
	}
	groups := []store.Group{}
	err := m.read(ctx, s, func(all []*record) error {
		found := standing(s, r, all)
		slices.SortFunc(found, func(a, b placed) int { return cmp.Compare(b.place, a.place) })
		counts := map[string]int{} // key → place in groups
		for _, one := range found[:min(limit, len(found))] {
			for _, combination := range one.record.values.combinations(fields) {
				key := fmt.Sprintf("%#v", combination)
				if _, ok := counts[key]; !ok {
					counts[key] = len(groups)
					groups = append(groups, store.Group{Values: combination})
				}
				groups[counts[key]].Count++
			}
		}
		return nil
	})
	return groups, err
}

// placed is a record that a ranked query finds, and where it stands.
type placed struct {
	record *record
	tier   int
	place  int64
}

// standing returns the records that a ranked query finds, in its order.
func standing(s *store.Schema, r store.Ranked, all []*record) []placed {
	var found []placed
	for _, one := range all {
		terms := termsOf(s, one.doc)
		has := func(wanted []string) bool {
			return !slices.ContainsFunc(wanted, func(term string) bool { return !slices.Contains(terms, term) })
		}
		tier := slices.IndexFunc(r.Tiers, func(tier []string) bool { return len(tier) > 0 && has(tier) })
		if tier >= 0 && has(r.All) {
			found = append(found, placed{one, tier, one.values[s.Postings.Place][0].(int64)})
		}
	}
	slices.SortFunc(found, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.tier, b.tier), cmp.Compare(b.place, a.place))
	})
	return found
}

// termsOf reads the terms as they stand in the document.
func termsOf(s *store.Schema, doc bson.Raw) []string {
	var terms []string
	list, _ := doc.Lookup(s.Postings.Field).ArrayOK()
	values, _ := list.Values()
	for _, v := range values {
		if term, ok := v.StringValueOK(); ok {
			terms = append(terms, term)
		}
	}
	return terms
}

// Tidy implements [store.Writer].
func (m *Model) Tidy(context.Context, *store.Schema) (more bool, err error) { return false, nil }
