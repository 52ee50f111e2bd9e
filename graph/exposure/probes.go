package exposure

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// probes are the requests that everybody sends before and after the secrets are planted.
func (a *audit) probes() []probe {
	var all []probe
	asked := map[string]bool{} // by type and field
	for _, class := range []struct {
		class  Class
		pieces []piece
		far    bool
	}{
		{Data, a.wholePieces(maxSteps), true},
		{Data, a.wholePieces(nearSteps), false},
		{Orders, a.orderPieces(), false},
		{Groupings, a.samplePieces(grouped), false},
		{Feeds, a.samplePieces(fed), false},
		{Data, a.samplePieces(func(f *ast.FieldDefinition) bool { return !grouped(f) && !fed(f) }), false},
		{Data, a.nodePieces(), false},
	} {
		for _, query := range pack(class.pieces) {
			all = append(all, probe{class.class, query, class.far})
		}
		for _, p := range class.pieces {
			asked[p.of] = asked[p.of] || p.fits()
		}
	}
	for _, field := range slices.Sorted(maps.Keys(asked)) {
		if !asked[field] {
			a.blind("no request is large enough for " + field)
		}
	}
	return all
}

// nearSteps is how far everybody walks: to what the items of a list lead to.
const nearSteps = 3

// wholePieces walks from every root field that needs no argument, with all steps through the whole schema.
func (a *audit) wholePieces(steps int) []piece {
	var all []piece
	for i, f := range a.roots() {
		if needsArgument(f) {
			continue
		}
		found, skipped := a.fieldPieces(i, f, nil, []int{100, 2}, steps)
		for _, s := range skipped {
			a.blind("no value is known for the arguments of " + s)
		}
		all = append(all, found...)
	}
	return all
}

// orderPieces asks for every list in every order, from both ends, and in pages of two.
func (a *audit) orderPieces() []piece {
	var all []piece
	n := 0
	add := func(f *ast.FieldDefinition, call string, factor int) {
		n++
		text := strings.TrimSuffix(strings.TrimPrefix(a.selection(f), " { "), " }")
		all = append(all, piece{path: []string{fmt.Sprintf("r%d: %s", n, call)}, prices: []int{1}, text: text, cost: factor * 8, size: 10, aliases: 1})
	}
	for _, f := range a.roots() {
		if needsArgument(f) || f.Arguments.ForName("first") == nil {
			continue
		}
		orders := [][]string{nil}
		for _, arg := range f.Arguments {
			if def := a.schema.Types[arg.Type.Name()]; def.Kind == ast.Enum {
				for _, v := range def.EnumValues {
					orders = append(orders, []string{arg.Name + ": " + v.Name})
				}
			}
		}
		for _, order := range orders {
			add(f, a.call(f, nil, "first: 100", order...), 100)
			if f.Arguments.ForName("last") != nil {
				add(f, a.call(f, nil, "last: 100", order...), 100)
			}
			add(f, a.call(f, nil, "", append([]string{"first: 2"}, order...)...), 2)
		}
	}
	return all
}

// grouped reports whether a field counts by what its arguments name.
func grouped(f *ast.FieldDefinition) bool {
	return slices.ContainsFunc(f.Arguments, func(a *ast.ArgumentDefinition) bool {
		return a.Type.NonNull && a.Type.Elem != nil && a.Type.Name() != "ID"
	})
}

// fed reports whether a field tells what has changed since a time.
func fed(f *ast.FieldDefinition) bool {
	return slices.ContainsFunc(f.Arguments, func(a *ast.ArgumentDefinition) bool { return a.Type.NonNull && a.Type.Name() == "DateTime" })
}

// samplePieces walks from the root fields that need arguments, with those that were found.
func (a *audit) samplePieces(fits func(*ast.FieldDefinition) bool) []piece {
	var all []piece
	n := 0
	for _, f := range a.roots() {
		if !needsArgument(f) || !fits(f) || f.Name == "node" || f.Name == "nodes" {
			continue
		}
		for i, sample := range a.known.samples[f.Name] {
			steps := maxSteps
			if i > 0 {
				steps = 3
			}
			n++
			found, _ := a.fieldPieces(1000+n, f, sample, []int{100, 2}, steps)
			all = append(all, found...)
		}
	}
	return all
}

// nodePieces asks for what is around single objects: a few of the public ones of each type, and every secret one.
func (a *audit) nodePieces() []piece {
	ids := map[string]bool{}
	for _, all := range a.known.ids {
		for i, id := range all {
			if i < nodesOfType {
				ids[id] = true
			}
		}
	}
	for _, m := range a.marks {
		if m.kind == idMark {
			ids[m.Value] = true
		}
	}
	for _, id := range a.placeIDs {
		ids[id] = true
	}
	var all []piece
	for n, id := range slices.Sorted(maps.Keys(ids)) {
		def := a.schema.Types[a.known.types[id[:3]]]
		if def == nil {
			a.blind("no object of the kind of " + id + " was found by its ID")
			continue
		}
		from := stop{path: []string{fmt.Sprintf("r%d: node(id: %q)", n, id), "... on " + def.Name}, prices: []int{1, 0}, def: def, factor: 1}
		found, _ := a.pieces(from, []int{30, 2}, aroundSteps)
		all = append(all, found...)
	}
	return all
}

// nodesOfType is how many objects of each type are looked at closely, and aroundSteps how far around each.
const (
	nodesOfType = 3
	aroundSteps = 4
)
