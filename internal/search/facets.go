package search

import (
	"cmp"
	"context"
	"slices"
	"strconv"
)

// Facet is a property by which a search can be narrowed.
type Facet string

// The facets.
const (
	ByNoun Facet = "NOUN"
	ByKind Facet = "KIND"
	ByYear Facet = "YEAR"
	ByBloc Facet = "BLOC"
	ByUnit Facet = "UNIT"
)

// path returns the field of the entries that has the property.
func (f Facet) path() string {
	switch f {
	case ByNoun:
		return "noun"
	case ByKind:
		return "kind"
	case ByYear:
		return "year"
	case ByBloc:
		return "blocIds"
	case ByUnit:
		return "unitIds"
	default:
		return ""
	}
}

// FacetCount is how many of what was found have a value of a facet: a noun, a kind, a year in digits, or an ID.
type FacetCount struct {
	Of    Facet
	Value string
	Count int64
}

// maxFacetValues is how many values of a facet are told.
const maxFacetValues = 30

// Facet counts what the text finds by a property, the most frequent value first, at most 30 of them. Of more than
// [MaxCounted] documents it counts the latest.
func (r *Results) Facet(ctx context.Context, f Facet) ([]*FacetCount, error) {
	groups, err := r.tally(ctx, MaxCounted, f.path())
	if err != nil {
		return nil, err
	}
	counts := make([]*FacetCount, 0, len(groups))
	for _, g := range groups {
		switch value := g.Values[0].(type) {
		case string:
			counts = append(counts, &FacetCount{Of: f, Value: value, Count: g.Count})
		case int64:
			if value != 0 {
				counts = append(counts, &FacetCount{Of: f, Value: strconv.FormatInt(value, 10), Count: g.Count})
			}
		}
	}
	slices.SortFunc(counts, func(a, b *FacetCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return counts[:min(len(counts), maxFacetValues)], nil
}
