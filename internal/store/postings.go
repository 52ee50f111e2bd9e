package store

import (
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/errs"
)

// Postings declares that documents of a schema are found by very many terms each, the best first: a search index. A
// document may have thousands of terms, which would be thousands of rows of an ordinary index; databases have a
// denser one for this (FTS5 in SQLite, a multikey index in MongoDB), which answers [Reader.FindRanked] and
// [Reader.CountRanked] and nothing else.
type Postings struct {
	// Field is the top-level list of strings that holds the terms. It is not among the schema's Fields, and reads leave
	// it out: the terms are for the index alone, which need not be able to give them back.
	Field string
	// Place is the declared field, a required Int with a unique index of its own, that orders the documents that answer
	// equally well: the greatest first.
	Place string
	// Follows, if it is set, reports whether every document that has the other term has this one as well. Then no query asks for both:
	// each is a list of documents that is walked, and the terms that follow from others have the longest. Of two terms it holds one way
	// at most, and what follows from what follows from a term follows from that.
	Follows func(term, other string) bool
}

// Needed returns the terms that do not follow from others among them, sorted, each once: what is left holds for the same documents.
func (p *Postings) Needed(terms []string) []string {
	needed := make([]string, 0, len(terms))
	for _, term := range terms {
		if p.Follows == nil || !slices.ContainsFunc(terms, func(other string) bool { return other != term && p.Follows(term, other) }) {
			needed = append(needed, term)
		}
	}
	slices.Sort(needed)
	return slices.Compact(needed)
}

// implies reports whether documents that have all terms of a tier have all of these.
func (p *Postings) implies(tier, terms []string) bool {
	return !slices.ContainsFunc(terms, func(term string) bool {
		return !slices.ContainsFunc(tier, func(other string) bool { return term == other || p.Follows != nil && p.Follows(term, other) })
	})
}

// The bounds of a ranked query: tiers, and terms in all of them together.
const (
	MaxTiers       = 32
	maxRankedTerms = 2000
)

// MaxTallied is the largest number of documents that one CountRanked looks at.
const MaxTallied = 100_000

// Ranked asks for documents by their terms, in the order of the tiers: a document stands in the first tier all of whose
// terms it has, and is not found if there is none. A tier without terms holds for no document.
type Ranked struct {
	All   []string // terms that every document found has besides; none is no condition
	Tiers [][]string
	After *Standing // exclusive
	Limit int       // 1 to [MaxLimit]
}

// Weakest leaves out the tiers that have no terms and those that hold for no other documents than another one: what is left holds for
// the same documents.
func (p *Postings) Weakest(tiers [][]string) [][]string {
	var least [][]string
	for i, tier := range tiers {
		needless := len(tier) == 0
		for k, other := range tiers {
			// Of two that hold for the same documents the first stays.
			needless = needless || k != i && len(other) > 0 && p.implies(tier, other) && (k < i || !p.implies(other, tier))
		}
		if !needless {
			least = append(least, tier)
		}
	}
	return least
}

// Standing is a place in the order of a [Ranked]: the tier, counted from 0, and the value of the place field of the
// document that stands there, which need not exist any more.
type Standing struct {
	Tier  int
	Place int64
}

// Hit is a document that a [Ranked] found, light, and the tier that it stands in.
type Hit struct {
	Tier int
	Doc  bson.Raw
}

// Check reports what is wrong with a ranked query before it reaches a database. Stores call it first.
func (r Ranked) Check(s *Schema) error {
	if s.Postings == nil {
		return fmt.Errorf("schema %s: has no postings", s.Name)
	}
	if r.Limit < 1 || r.Limit > MaxLimit {
		return fmt.Errorf("schema %s: limit %d is not within 1 and %d", s.Name, r.Limit, MaxLimit)
	}
	if r.After != nil && (r.After.Tier < 0 || r.After.Tier >= max(len(r.Tiers), 1)) {
		return errs.New(errs.Invalid,
			"Con trỏ trang không thuộc câu tìm này; hãy lấy lại từ trang đầu.",
			"The cursor does not belong to this search; start from the first page again.")
	}
	return r.checkTerms(s)
}

func (r Ranked) checkTerms(s *Schema) error {
	terms := len(r.All)
	for _, tier := range r.Tiers {
		terms += len(tier)
	}
	if len(r.Tiers) > MaxTiers || terms > maxRankedTerms {
		return errs.New(errs.Limit, "Câu tìm có quá nhiều từ.", "The search has too many words.").
			Because(fmt.Errorf("schema %s: %d tiers of %d terms", s.Name, len(r.Tiers), terms))
	}
	return nil
}

// CheckTally reports what is wrong with a CountRanked. Stores call it first.
func (r Ranked) CheckTally(s *Schema, limit int, fields ...string) error {
	if s.Postings == nil {
		return fmt.Errorf("schema %s: has no postings", s.Name)
	}
	if limit < 1 || limit > MaxTallied {
		return fmt.Errorf("schema %s: a tally of %d is not within 1 and %d", s.Name, limit, MaxTallied)
	}
	for _, path := range fields {
		if _, ok := s.Field(path); !ok {
			return fmt.Errorf("schema %s: grouped by the undeclared field %q", s.Name, path)
		}
	}
	return r.checkTerms(s)
}

// Terms returns the terms of a document, sorted, each once.
func (p *Postings) Terms(doc bson.Raw) ([]string, error) {
	values, err := Field{Path: p.Field, Kind: String, Many: true}.Values(doc)
	if err != nil {
		return nil, err
	}
	terms := make([]string, len(values))
	for i, v := range values {
		terms[i], _ = v.(string)
	}
	slices.Sort(terms)
	return slices.Compact(terms), nil
}

// checkPostings reports the first mistake in the declaration of the search index.
func (s *Schema) checkPostings() error {
	p := s.Postings
	if p == nil {
		return nil
	}
	if _, declared := s.Field(p.Field); declared || p.Field == "" || slices.Contains(s.Heavy, p.Field) {
		return fmt.Errorf("schema %s: the terms %q must not be a declared or a heavy field", s.Name, p.Field)
	}
	place, ok := s.Field(p.Place)
	if !ok || place.Kind != Int || !place.Required || !slices.ContainsFunc(s.Indexes, func(x Index) bool {
		return x.Unique && slices.Equal(x.Fields, []string{p.Place})
	}) {
		return fmt.Errorf("schema %s: the place %q must be a required Int with a unique index of its own", s.Name, p.Place)
	}
	if s.History || !s.Unjournaled {
		return fmt.Errorf("schema %s: what is searched is derived from other documents: it has neither history nor journal", s.Name)
	}
	return nil
}
