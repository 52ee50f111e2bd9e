package guard

import (
	"github.com/vektah/gqlparser/v2/ast"
)

// ceiling is where counts stop: far above any limit, and far below overflow when two are added or multiplied.
const ceiling = 1 << 30

// add returns a + b, or the ceiling.
func add(a, b int) int { return min(a+b, ceiling) }

// shape is the size of a selection set once its fragments are expanded. What is below __schema and __type is kept apart.
type shape struct {
	fields, depth                           int
	introspectionFields, introspectionDepth int
	top                                     int // fields at the root of the set
}

// plus returns the shape of two selection sets side by side.
func (s shape) plus(o shape) shape {
	return shape{
		fields:              add(s.fields, o.fields),
		depth:               max(s.depth, o.depth),
		introspectionFields: add(s.introspectionFields, o.introspectionFields),
		introspectionDepth:  max(s.introspectionDepth, o.introspectionDepth),
		top:                 add(s.top, o.top),
	}
}

// below returns the shape of a field called name with the selection set s.
func (s shape) below(name string) shape {
	if name == "__schema" || name == "__type" {
		return shape{
			introspectionFields: add(1, add(s.fields, s.introspectionFields)),
			introspectionDepth:  1 + max(s.depth, s.introspectionDepth),
			top:                 1,
		}
	}
	s.fields, s.depth, s.top = add(1, s.fields), 1+s.depth, 1
	return s
}

// check compares the shape with the limits.
func (s shape) check(l Limits) error {
	switch {
	case s.fields > l.Fields:
		return l.Refuse(TooManyFields)
	case s.depth > l.Depth:
		return l.Refuse(TooDeep)
	case s.introspectionFields > l.IntrospectionFields:
		return l.Refuse(IntrospectionTooLarge)
	case s.introspectionDepth > l.IntrospectionDepth:
		return l.Refuse(IntrospectionTooDeep)
	}
	return nil
}

// shaper walks a document. Each definition is walked once; a fragment's shape is remembered, so fragments that double
// are added up, not expanded.
type shaper struct {
	limits    Limits
	fragments map[string]*ast.FragmentDefinition
	known     map[string]shape
	open      map[string]bool // fragments that are being walked: meeting one again is a cycle

	spreads, aliases, directives int
}

// shapes measures every operation of the document, and refuses the document if a limit of shape is passed.
func (l Limits) shapes(tree *ast.QueryDocument) (map[*ast.OperationDefinition]shape, error) {
	switch {
	case len(tree.Operations) > l.Operations:
		return nil, l.Refuse(TooManyOperations)
	case len(tree.Fragments) > l.Fragments:
		return nil, l.Refuse(TooManyFragments)
	}
	w := shaper{
		limits:    l,
		fragments: fragmentsByName(tree),
		known:     make(map[string]shape, len(tree.Fragments)),
		open:      map[string]bool{},
	}
	var whole shape
	shapes := make(map[*ast.OperationDefinition]shape, len(tree.Operations))
	for _, op := range tree.Operations {
		s, err := w.operation(op)
		if err != nil {
			return nil, err
		}
		shapes[op] = s
		whole = whole.plus(s)
	}
	// Validation walks fragments that no operation uses, too.
	for _, f := range tree.Fragments {
		if _, used := w.known[f.Name]; used && w.fragments[f.Name] == f {
			continue
		}
		s, err := w.fragment(f)
		if err != nil {
			return nil, err
		}
		whole = whole.plus(s)
	}
	if err := whole.check(l); err != nil {
		return nil, err
	}
	return shapes, l.checkRepeats(tree, w.fragments)
}

// fragmentsByName indexes the fragments; of several with one name, validation takes the first, and so do we.
func fragmentsByName(tree *ast.QueryDocument) map[string]*ast.FragmentDefinition {
	byName := make(map[string]*ast.FragmentDefinition, len(tree.Fragments))
	for _, f := range tree.Fragments {
		if byName[f.Name] == nil {
			byName[f.Name] = f
		}
	}
	return byName
}

// operation returns the shape of one operation.
func (w *shaper) operation(op *ast.OperationDefinition) (shape, error) {
	if len(op.VariableDefinitions) > w.limits.VariableDefinitions {
		return shape{}, w.limits.Refuse(TooManyVariables)
	}
	for _, v := range op.VariableDefinitions {
		if err := w.countDirectives(v.Directives); err != nil {
			return shape{}, err
		}
	}
	if err := w.countDirectives(op.Directives); err != nil {
		return shape{}, err
	}
	s, err := w.set(op.SelectionSet)
	if err != nil {
		return shape{}, err
	}
	if s.top > w.limits.RootFields {
		return shape{}, w.limits.Refuse(TooManyRootFields)
	}
	return s, nil
}

// fragment returns the shape of one fragment, and walks it the first time only.
func (w *shaper) fragment(f *ast.FragmentDefinition) (shape, error) {
	first := w.fragments[f.Name] == f
	if s, ok := w.known[f.Name]; ok && first {
		return s, nil
	}
	if w.open[f.Name] {
		return shape{}, w.limits.Refuse(FragmentCycle)
	}
	w.open[f.Name] = true
	defer delete(w.open, f.Name)
	if err := w.countDirectives(f.Directives); err != nil {
		return shape{}, err
	}
	s, err := w.set(f.SelectionSet)
	if err == nil && first {
		w.known[f.Name] = s
	}
	return s, err
}

// set returns the shape of a selection set.
func (w *shaper) set(set ast.SelectionSet) (shape, error) {
	var sum shape
	for _, selection := range set {
		s, err := w.selection(selection)
		if err != nil {
			return shape{}, err
		}
		sum = sum.plus(s)
	}
	return sum, nil
}

// selection returns the shape of one field, spread or inline fragment.
func (w *shaper) selection(selection ast.Selection) (shape, error) {
	switch sel := selection.(type) {
	case *ast.Field:
		if sel.Alias != sel.Name {
			if w.aliases++; w.aliases > w.limits.Aliases {
				return shape{}, w.limits.Refuse(TooManyAliases)
			}
		}
		if err := w.countDirectives(sel.Directives); err != nil {
			return shape{}, err
		}
		s, err := w.set(sel.SelectionSet)
		return s.below(sel.Name), err
	case *ast.InlineFragment:
		if err := w.countDirectives(sel.Directives); err != nil {
			return shape{}, err
		}
		return w.set(sel.SelectionSet)
	case *ast.FragmentSpread:
		if w.spreads++; w.spreads > w.limits.Spreads {
			return shape{}, w.limits.Refuse(TooManySpreads)
		}
		if err := w.countDirectives(sel.Directives); err != nil {
			return shape{}, err
		}
		if f := w.fragments[sel.Name]; f != nil {
			return w.fragment(f)
		}
	}
	return shape{}, nil // validation names the fragment that is missing
}

// countDirectives counts the directives at one place.
func (w *shaper) countDirectives(list ast.DirectiveList) error {
	if len(list) > w.limits.LocalDirectives {
		return w.limits.Refuse(TooManyHere)
	}
	if w.directives += len(list); w.directives > w.limits.Directives {
		return w.limits.Refuse(TooManyDirectives)
	}
	return nil
}
