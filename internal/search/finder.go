package search

import (
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// Filter narrows a search; an empty field is no condition.
type Filter struct {
	Noun *Noun
	Kind *string
	Year *int64
	Bloc *string // its ID
	Unit *string
}

func (f Filter) terms() []string {
	var all []string
	if f.Noun != nil {
		all = append(all, nounTerm(*f.Noun))
	}
	if f.Kind != nil {
		all = append(all, kindTerm(*f.Kind))
	}
	if f.Year != nil {
		all = append(all, yearTerm(*f.Year))
	}
	if f.Bloc != nil {
		all = append(all, blocTerm(*f.Bloc))
	}
	if f.Unit != nil {
		all = append(all, unitTerm(*f.Unit))
	}
	return all
}

// Hit is an entry that was found, with its document as it is for the viewer; that is nil if it does not exist for them:
// then nothing of the hit may show.
type Hit struct {
	Entry
	Tier int64 // how well it answers, 0 the best; of a loosened query, so many times looser more
	Doc  any

	results *Results // that it is of
}

// Highlights returns what of the hit answers the query; see [Results.Highlights].
func (h *Hit) Highlights(ctx context.Context) ([]*Highlight, error) {
	all, err := h.results.Highlights(ctx)
	return all[h.ID], err
}

// looser is added to the tiers of a query for each step by which it was loosened, so that a cursor tells which it belongs to.
const looser = 100

// Order is the order of hits: how well they answer, then the place.
func Order() store.Order[Hit] {
	return store.Order[Hit]{
		Sort:   store.Sort{By: []string{"tier", "place"}},
		Values: func(h *Hit) []any { return []any{h.Tier, h.Place} },
	}
}

// Results is a page of what was found.
type Results struct {
	Hits []*Hit // as many as were asked for, hidden ones included, so that paging goes on
	// Loosened is true if nothing answers what was typed, and it was taken without its marks, or without a last letter.
	Loosened bool

	index  *Index
	viewer access.Viewer
	query  []viet.QueryToken
	filter Filter
	first  bool  // it is the first page
	step   int64 // by how many steps the query was loosened

	marked map[string][]*Highlight // once they were asked for
	total  *total                  // likewise
}

// total is how many documents were found, or that there are more than are counted.
type total struct {
	n    int64
	more bool
}

// Find returns a page of the documents that answer a text. Only After and Limit of the page count. A text without
// words finds nothing.
func (x *Index) Find(ctx context.Context, v access.Viewer, text string, f Filter, p store.Page) (*Results, error) {
	r := &Results{Hits: []*Hit{}, index: x, viewer: v, query: parse(text), filter: f, first: p.After == nil}
	if len(r.query) == 0 {
		return r, nil
	}
	after, step := standing(p.After)
	readings := readings(r.query)
	if step >= len(readings) {
		return r, nil
	}
	for ; step < len(readings); step++ {
		r.query, r.step, r.Loosened = readings[step], int64(step), step > 0
		if err := r.find(ctx, after, p.Limit); err != nil || len(r.Hits) > 0 || after != nil {
			return r, err
		}
	}
	r.query, r.Loosened = readings[0], false
	return r, nil
}

// readings are the ways to take a query, one after the other until something is found: as it was typed, without its marks,
// and without a last word of which one letter is typed.
func readings(query []viet.QueryToken) [][]viet.QueryToken {
	all := [][]viet.QueryToken{query}
	if slices.ContainsFunc(query, func(q viet.QueryToken) bool { return q.Marked }) {
		all = append(all, viet.Unmarked(query))
	}
	if shorter := typing(query); len(shorter) < len(query) {
		all = append(all, viet.Unmarked(shorter))
	}
	return all
}

// standing reads a position of [Order], and by how many steps the query was loosened.
func standing(p *store.Position) (after *store.Standing, step int) {
	if p == nil || len(p.Values) != 2 {
		return nil, 0
	}
	tier, _ := p.Values[0].(int64)
	place, _ := p.Values[1].(int64)
	if tier < 0 || tier > looser*store.MaxTiers {
		tier = store.MaxTiers // which no query has
	}
	return &store.Standing{Tier: int(tier % looser), Place: place}, int(tier / looser)
}

// find fills the page and loads its documents.
func (r *Results) find(ctx context.Context, after *store.Standing, limit int) error {
	found, err := r.index.entries.FindRanked(ctx, store.Ranked{All: r.filter.terms(), Tiers: tiers(r.query), After: after, Limit: limit})
	if err != nil {
		return err
	}
	for _, f := range found {
		r.Hits = append(r.Hits, &Hit{Entry: *f.Doc, Tier: int64(f.Tier) + looser*r.step, results: r})
	}
	return r.index.load(ctx, r.viewer, r.Hits, store.Light)
}

// load gives each hit its document for the viewer: one store call for each noun among them.
func (x *Index) load(ctx context.Context, v access.Viewer, hits []*Hit, read store.Read) error {
	for _, source := range x.sources {
		var ids []string
		for _, h := range hits {
			if h.Noun == source.noun {
				ids = append(ids, h.ID)
			}
		}
		if len(ids) == 0 {
			continue
		}
		docs, err := source.load(ctx, v, ids, read)
		if err != nil {
			return err
		}
		for _, h := range hits {
			if h.Noun == source.noun {
				h.Doc = docs[h.ID]
			}
		}
	}
	return nil
}

// MaxCounted is how many documents are counted exactly.
const MaxCounted = 10_000

// Count counts what the text finds, once. If there are more than [MaxCounted], n is that number and more is true.
func (r *Results) Count(ctx context.Context) (n int64, more bool, err error) {
	if r.total == nil {
		groups, err := r.tally(ctx, MaxCounted+1)
		if err != nil {
			return 0, false, err
		}
		r.total = &total{}
		if len(groups) > 0 {
			r.total.n, r.total.more = min(groups[0].Count, MaxCounted), groups[0].Count > MaxCounted
		}
	}
	return r.total.n, r.total.more, nil
}

// TotalCount returns how many documents were found, at most [MaxCounted].
func (r *Results) TotalCount(ctx context.Context) (*int64, error) {
	n, _, err := r.Count(ctx)
	return &n, err
}

// IsTotalEstimated reports whether there are more documents than [Results.TotalCount] says.
func (r *Results) IsTotalEstimated(ctx context.Context) (*bool, error) {
	_, more, err := r.Count(ctx)
	return &more, err
}

// tally counts the best placed by fields. The last tier holds for all that is found.
func (r *Results) tally(ctx context.Context, limit int, fields ...string) ([]store.Group, error) {
	all := tiers(r.query)
	if len(all) == 0 {
		return nil, nil
	}
	return r.index.entries.CountRanked(ctx, store.Ranked{All: r.filter.terms(), Tiers: all[len(all)-1:]}, limit, fields...)
}
