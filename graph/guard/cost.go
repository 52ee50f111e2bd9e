package guard

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"thidua/internal/errs"
)

// The parts of the published formula that are not limits.
const (
	defaultPage = 20 // of a paged field whose first has no default in the schema
	defaultList = 3  // of a list that states no bound: a part of a document that is read anyway
)

// pricer walks one validated operation. A fragment costs the same wherever it is spread at the same distance from a
// page, so it is walked once for each.
type pricer struct {
	limits    Limits
	variables map[string]any
	known     map[fragmentAt]int
}

// fragmentAt is a fragment, and whether it is spread directly below a paged field.
type fragmentAt struct {
	definition *ast.FragmentDefinition
	paged      bool
}

// Price prices an operation of a validated document by the formula in the package comment, with variables as coerced.
// It returns the price, and refuses a page or a price above its limit.
func (l Limits) Price(op *ast.OperationDefinition, variables map[string]any) (int, error) {
	p := pricer{limits: l, variables: variables}
	cost, err := p.set(op.SelectionSet, false)
	if err != nil {
		return 0, err
	}
	if cost > l.Cost {
		return cost, l.Refuse(TooComplex)
	}
	return cost, nil
}

// set prices a selection set; paged says that it is directly below a paged field.
func (p *pricer) set(set ast.SelectionSet, paged bool) (int, error) {
	sum := 0
	for _, selection := range set {
		var cost int
		var err error
		switch sel := selection.(type) {
		case *ast.Field:
			cost, err = p.field(sel, paged)
		case *ast.InlineFragment:
			cost, err = p.set(sel.SelectionSet, paged)
		case *ast.FragmentSpread:
			cost, err = p.fragment(sel.Definition, paged)
		}
		if err != nil {
			return 0, err
		}
		sum = add(sum, cost)
	}
	return sum, nil
}

// fragment prices a fragment once for each distance from a page. Validated documents have no cycles.
func (p *pricer) fragment(f *ast.FragmentDefinition, paged bool) (int, error) {
	key := fragmentAt{f, paged}
	if cost, ok := p.known[key]; ok {
		return cost, nil
	}
	cost, err := p.set(f.SelectionSet, paged)
	if err != nil {
		return 0, err
	}
	if p.known == nil {
		p.known = map[fragmentAt]int{}
	}
	p.known[key] = cost
	return cost, nil
}

// field prices one field.
func (p *pricer) field(f *ast.Field, paged bool) (int, error) {
	if f.Name == "__schema" || f.Name == "__type" {
		return 1, nil
	}
	size, isPage, err := p.size(f, paged)
	if err != nil {
		return 0, err
	}
	below, err := p.set(f.SelectionSet, isPage)
	if err != nil {
		return 0, err
	}
	// Both factors are at most the ceiling, whose square is far from overflow.
	return add(1, min(size*below, ceiling)), nil
}

// size returns how many values the field may have, and whether its arguments make it a page of them.
func (p *pricer) size(f *ast.Field, paged bool) (size int, isPage bool, err error) {
	given, byID := -1, false
	for _, arg := range f.Definition.Arguments {
		switch {
		case arg.Name == "first" || arg.Name == "last":
			n, ok, err := p.page(f, arg)
			if err != nil {
				return 0, false, err
			}
			if ok {
				given = max(given, n)
			}
			isPage = true
		case arg.Name == "ids" && arg.Type.Elem != nil:
			byID = true
		case arg.Name == "input":
			n, ok, err := p.items(f)
			if err != nil {
				return 0, false, err
			}
			if ok {
				given, isPage = n, true
			}
		}
	}
	switch {
	case isPage && given >= 0:
		return given, true, nil
	case isPage:
		return defaultPage, true, nil
	case byID:
		size, err = p.ids(f)
		return size, false, err
	case f.Definition.Type.Elem == nil, paged && (f.Name == "nodes" || f.Name == "edges" || f.Name == "results"):
		return 1, false, nil
	}
	return assumedSize(f.Definition), false, nil
}

// assumedSize is the bound that the schema states for a list.
func assumedSize(field *ast.FieldDefinition) int {
	if d := field.Directives.ForName("listSize"); d != nil {
		if arg := d.Arguments.ForName("assumedSize"); arg != nil {
			if n, err := strconv.Atoi(arg.Value.Raw); err == nil && n >= 0 {
				return min(n, ceiling)
			}
		}
	}
	return defaultList
}

// page returns the value of a first or last argument, or its default; ok is false if it has neither.
func (p *pricer) page(f *ast.Field, arg *ast.ArgumentDefinition) (n int, ok bool, err error) {
	value := arg.DefaultValue
	if given := f.Arguments.ForName(arg.Name); given != nil {
		value = given.Value
	}
	raw, ok := p.number(value)
	if !ok && arg.DefaultValue != nil {
		raw, ok = p.number(arg.DefaultValue)
	}
	if !ok {
		return 0, false, nil
	}
	n, err = strconv.Atoi(raw)
	switch {
	case strings.HasPrefix(raw, "-"):
		return 0, false, errs.InvalidField(arg.Name, fmt.Sprintf("%s không được âm.", arg.Name), fmt.Sprintf("%s must not be negative.", arg.Name))
	case err != nil, n > p.limits.Page:
		e := p.limits.Refuse(PageTooLarge)
		e.Field = []string{arg.Name}
		return 0, false, e
	}
	return n, true, nil
}

// number returns the digits of an integer literal or variable. A variable that has no value, and null, have none.
func (p *pricer) number(value *ast.Value) (digits string, ok bool) {
	switch {
	case value == nil, value.Kind == ast.NullValue:
		return "", false
	case value.Kind != ast.Variable:
		return value.Raw, true
	}
	v := p.variables[value.Raw]
	return fmt.Sprint(v), v != nil
}

// ids returns the number of ids that the field asks for.
func (p *pricer) ids(f *ast.Field) (int, error) {
	n := 1 // a single value stands for a list of one
	if given := f.Arguments.ForName("ids"); given != nil {
		switch given.Value.Kind {
		case ast.ListValue:
			n = len(given.Value.Children)
		case ast.Variable:
			if list, ok := p.variables[given.Value.Raw].([]any); ok {
				n = len(list)
			}
		default: // null or a single value
		}
	}
	if n > p.limits.Page {
		e := p.limits.Refuse(PageTooLarge)
		e.Field = []string{"ids"}
		return 0, e
	}
	return n, nil
}

// items returns the number of items of the field's input; ok is false if it has none to count.
func (p *pricer) items(f *ast.Field) (n int, ok bool, err error) {
	given := f.Arguments.ForName("input")
	if given == nil {
		return 0, false, nil
	}
	var list any // the items, as coerced or as written
	switch given.Value.Kind {
	case ast.Variable:
		input, _ := p.variables[given.Value.Raw].(map[string]any)
		list = input["items"]
	case ast.ObjectValue:
		if items := given.Value.Children.ForName("items"); items != nil && items.Kind == ast.Variable {
			list = p.variables[items.Raw]
		} else if items != nil {
			list = items
		}
	default: // null
	}
	switch list := list.(type) {
	case nil:
		return 0, false, nil
	case []any:
		n = len(list)
	case *ast.Value:
		n = 1 // a single value stands for a list of one
		if list.Kind == ast.ListValue {
			n = len(list.Children)
		}
	default:
		n = 1
	}
	if n > p.limits.Items {
		e := p.limits.Refuse(TooManyItems)
		e.Field = []string{"input", "items"}
		return 0, false, e
	}
	return n, true, nil
}
