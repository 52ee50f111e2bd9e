package store

import (
	"fmt"
	"slices"

	"thidua/internal/errs"
)

// Plan is how a query is served: by which index, and which of its conditions the index answers. Both stores follow
// it, so that a query is fast on both or refused on both.
type Plan struct {
	Schema *Schema
	// Index is the one to walk; nil is the primary key.
	Index *Index
	// Prefix holds the conditions that bind the first fields of Index, one each, in order: Eq, In, [PerParent], or for
	// the first alone Tokens, or a Range of a field that is Many or not Required.
	Prefix []Where
	// Rest holds the other conditions.
	Rest []Where
	// Sorted says that the index, walked in either direction, gives the documents in the query's order; if not, the
	// documents that Prefix leaves are put in order in memory.
	Sorted bool
}

// PerParent stands for "the field has this parent's value" in the plan of a FindPer.
type PerParent struct{ Field string }

func (PerParent) where() {}

// NewPlan checks a query and picks its index.
//
// The best index is a unique one that the conditions bind whole; then the one that binds most fields and gives the
// order; then the one that binds most fields; then one that gives the order alone; last, one that a range of a field without
// order narrows. A query that none of these serves is refused. One that walks has the primary key.
func NewPlan(s *Schema, q Query) (Plan, error) {
	if err := q.check(s); err != nil {
		return Plan{}, err
	}
	if q.Walk {
		return Plan{Schema: s, Rest: conditions(q.Where), Sorted: true}, nil
	}
	return newPlan(s, conditions(q.Where), q.Sort.By, nil)
}

// NewPerPlan is [NewPlan] for the page of each parent.
func NewPerPlan(s *Schema, field string, q Query) (Plan, error) {
	if err := q.check(s); err != nil {
		return Plan{}, err
	}
	if q.Walk {
		return Plan{}, fmt.Errorf("schema %s: a walk by ID has no pages of parents", s.Name)
	}
	if f, ok := s.Field(field); !ok || f.Kind != String {
		return Plan{}, fmt.Errorf("schema %s: parent field %q is not a declared string", s.Name, field)
	}
	parent := PerParent{Field: field}
	return newPlan(s, append([]Where{parent}, conditions(q.Where)...), q.Sort.By, parent)
}

// NewCountPlan picks the index for a count, grouped by zero or more fields: one that binds conditions, or else one
// that has all the fields in question, so that no document is read.
func NewCountPlan(s *Schema, where Where, by []string) (Plan, error) {
	if err := checkWhere(s, where); err != nil {
		return Plan{}, err
	}
	need := fieldsOf(where, nil)
	for _, path := range by {
		if _, ok := s.Field(path); !ok {
			return Plan{}, fmt.Errorf("schema %s: grouped by the undeclared field %q", s.Name, path)
		}
		need = append(need, path)
	}
	best, bestRank := Plan{}, -1
	parts := conditions(where)
	for i := range s.Indexes {
		p := bind(s, &s.Indexes[i], parts, len(s.Indexes[i].Fields))
		covers := !slices.ContainsFunc(need, func(path string) bool { return !slices.Contains(p.Index.Fields, path) })
		rank := 2 * len(p.Prefix)
		if covers {
			rank++
		}
		if rank > bestRank && (len(p.Prefix) > 0 || covers) {
			best, bestRank = p, rank
		}
	}
	if p := bind(s, nil, parts, 1); len(p.Prefix) > 0 || len(need) == 0 {
		return p, nil
	}
	if bestRank < 0 {
		return Plan{}, refused(s, "count")
	}
	return best, nil
}

// newPlan picks the best index among those that bind the condition must; nil is none that they must bind.
func newPlan(s *Schema, parts []Where, by []string, must Where) (Plan, error) {
	fits := func(p Plan) bool { return must == nil || slices.Contains(p.Prefix, must) }
	best, bestRank := bind(s, nil, parts, 1), 0
	best.Sorted = len(by) == 0 && allEq(best.Prefix)
	switch {
	case !fits(best):
	case len(best.Prefix) > 0:
		bestRank = 5000
	case best.Sorted:
		bestRank = 1
	}
	for i := range s.Indexes {
		x := &s.Indexes[i]
		for bound := 0; bound <= len(x.Fields); bound++ {
			p := bind(s, x, parts, bound)
			if len(p.Prefix) < bound {
				break
			}
			p.Sorted = allEq(p.Prefix) && slices.Equal(x.Fields[bound:], undecided(by, p.Prefix))
			rank := 0
			switch {
			case x.Unique && bound == len(x.Fields) && allEq(p.Prefix):
				rank = 4000
			case bound > 0 && loose(s, p):
				rank = 400
			case bound > 0 && p.Sorted:
				rank = 2000 + narrowness(s, x, bound)
			case bound > 0:
				rank = 1000 + narrowness(s, x, bound)
			case p.Sorted && !manyFirst(s, x):
				rank = 500
			}
			if rank > bestRank && fits(p) {
				best, bestRank = p, rank
			}
		}
	}
	if bestRank == 0 {
		return Plan{}, refused(s, fmt.Sprintf("sort by %v with %v", by, must))
	}
	return best, nil
}

// bind finds conditions for at most the first n fields of the index; a nil index is the primary key.
func bind(s *Schema, x *Index, parts []Where, n int) Plan {
	p := Plan{Schema: s, Index: x, Rest: slices.Clone(parts)}
	fields := []string{IDField}
	if x != nil {
		fields = x.Fields
	}
	for i, path := range fields[:n] {
		at := slices.IndexFunc(p.Rest, func(w Where) bool { return binds(w, path, i == 0) })
		if at < 0 && i == 0 && x != nil {
			at = slices.IndexFunc(p.Rest, func(w Where) bool { return bounds(s, w, path) })
		}
		if at < 0 {
			break
		}
		p.Prefix = append(p.Prefix, p.Rest[at])
		p.Rest = slices.Delete(p.Rest, at, at+1)
	}
	return p
}

func binds(w Where, path string, first bool) bool {
	switch w := w.(type) {
	case Eq:
		return w.Field == path
	case In:
		return w.Field == path
	case PerParent:
		return w.Field == path
	case Tokens:
		return w.Field == path && first && len(w.Terms) > 0
	default:
		return false
	}
}

// bounds reports whether the condition is a range that narrows an index at a field that nothing can be sorted by, because it
// has many values or none. By a field that every document has one of, queries are sorted, and the databases bound a walk in
// its order by themselves.
func bounds(s *Schema, w Where, path string) bool {
	r, ok := w.(Range)
	f, _ := s.Field(path)
	return ok && r.Field == path && (r.From != nil || r.To != nil) && (f.Many || !f.Required)
}

// loose reports whether the plan begins with a range of a single field, which may leave any number of documents to put in
// order: better than a walk of all of them, and worse than one in the order that is asked for.
func loose(s *Schema, p Plan) bool {
	r, ok := p.Prefix[0].(Range)
	if !ok {
		return false
	}
	f, _ := s.Field(r.Field)
	return !f.Many
}

// narrowness ranks what the first n fields of an index leave: the more fields the less, and of equally many, links to
// other documents, which are the Many fields, leave less than the few values that states and kinds have.
func narrowness(s *Schema, x *Index, n int) int {
	if manyFirst(s, x) {
		return 2*n + 1
	}
	return 2 * n
}

// undecided returns the fields of an order that the conditions leave open: one that is bound to a value orders nothing.
func undecided(by []string, prefix []Where) []string {
	return slices.DeleteFunc(slices.Clone(by), func(path string) bool {
		return slices.ContainsFunc(prefix, func(w Where) bool {
			eq, ok := w.(Eq)
			return ok && eq.Field == path
		})
	})
}

func allEq(parts []Where) bool {
	return !slices.ContainsFunc(parts, func(w Where) bool {
		switch w.(type) {
		case Eq, PerParent:
			return false
		default:
			return true
		}
	})
}

func manyFirst(s *Schema, x *Index) bool {
	f, _ := s.Field(x.Fields[0])
	return f.Many
}

// conditions flattens nested Ands and turns an In of one value into an Eq.
func conditions(w Where) []Where {
	switch w := w.(type) {
	case nil:
		return nil
	case And:
		var parts []Where
		for _, p := range w {
			parts = append(parts, conditions(p)...)
		}
		return parts
	case In:
		if len(w.Values) == 1 {
			return []Where{Eq{Field: w.Field, Value: w.Values[0]}}
		}
	}
	return []Where{w}
}

// refused tells that no declared index serves the query. A client can cause it by a combination of filter and order
// that its noun does not offer, so the message is for them.
func refused(s *Schema, what string) error {
	return errs.New(errs.Invalid,
		"Không hỗ trợ kết hợp bộ lọc và thứ tự này; hãy bớt điều kiện hoặc chọn thứ tự khác.",
		"This combination of filter and order is not offered; drop a condition or choose another order.",
	).Because(fmt.Errorf("schema %s: no index serves %s", s.Name, what))
}
