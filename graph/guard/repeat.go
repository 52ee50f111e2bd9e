package guard

import (
	"github.com/vektah/gqlparser/v2/ast"
)

// merger expands a document as execution does: selections with the same response key become one, at every level. It
// may expand because the number of expanded fields is known to be within limits.
type merger struct {
	limits    Limits
	fragments map[string]*ast.FragmentDefinition
	met       map[string]bool // fragments that some root reaches
}

// checkRepeats refuses a document in which one response key stands too often in one place.
func (l Limits) checkRepeats(tree *ast.QueryDocument, fragments map[string]*ast.FragmentDefinition) error {
	m := merger{limits: l, fragments: fragments, met: map[string]bool{}}
	for _, op := range tree.Operations {
		if err := m.merge([]ast.SelectionSet{op.SelectionSet}); err != nil {
			return err
		}
	}
	for _, f := range tree.Fragments {
		if m.met[f.Name] && fragments[f.Name] == f {
			continue // every place in it is a place in an operation
		}
		if err := m.merge([]ast.SelectionSet{f.SelectionSet}); err != nil {
			return err
		}
	}
	return nil
}

// merge checks the place that all the sets select from, and the places below it.
func (m *merger) merge(sets []ast.SelectionSet) error {
	place := place{merger: m, counts: map[string]int{}, below: map[string][]ast.SelectionSet{}, seen: map[string]bool{}}
	for _, set := range sets {
		if err := place.collect(set); err != nil {
			return err
		}
	}
	for _, sub := range place.below {
		if err := m.merge(sub); err != nil {
			return err
		}
	}
	return nil
}

// place is one position of the response.
type place struct {
	*merger
	counts map[string]int
	below  map[string][]ast.SelectionSet
	seen   map[string]bool // fragments that were collected here
}

// collect adds the fields of a set to the place.
func (p *place) collect(set ast.SelectionSet) error {
	for _, selection := range set {
		var err error
		switch sel := selection.(type) {
		case *ast.Field:
			p.counts[sel.Alias]++
			if p.counts[sel.Alias]-1 > p.limits.Repeats {
				return p.limits.Refuse(TooManyRepeatedFields)
			}
			if len(sel.SelectionSet) > 0 {
				p.below[sel.Alias] = append(p.below[sel.Alias], sel.SelectionSet)
			}
		case *ast.InlineFragment:
			err = p.collect(sel.SelectionSet)
		case *ast.FragmentSpread:
			f := p.fragments[sel.Name]
			if f == nil || p.seen[sel.Name] {
				continue
			}
			p.seen[sel.Name], p.met[sel.Name] = true, true
			err = p.collect(f.SelectionSet)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
