package graph

import (
	"cmp"
	"context"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"thidua/graph/gen"
)

// schemaVersion changes by semantic versioning; see CHANGELOG.md.
const schemaVersion = "0.1.0"

func (r queryResolver) Service(context.Context) (*gen.Service, error) {
	return &gen.Service{
		Name: "thidua", SchemaVersion: schemaVersion,
		Deprecations: deprecations(gen.NewExecutableSchema(gen.Config{}).Schema()),
	}, nil
}

// deprecations lists what the schema marks as deprecated, by name.
func deprecations(schema *ast.Schema) []*gen.Deprecation {
	found := []*gen.Deprecation{}
	add := func(element string, directives ast.DirectiveList) {
		d := directives.ForName("deprecated")
		if d == nil {
			return
		}
		reason := ""
		if arg := d.Arguments.ForName("reason"); arg != nil {
			reason = arg.Value.Raw
		}
		found = append(found, &gen.Deprecation{Element: element, Reason: reason})
	}
	for _, t := range schema.Types {
		for _, f := range t.Fields {
			add(t.Name+"."+f.Name, f.Directives)
			for _, a := range f.Arguments {
				add(t.Name+"."+f.Name+"("+a.Name+":)", a.Directives)
			}
		}
		for _, v := range t.EnumValues {
			add(t.Name+"."+v.Name, v.Directives)
		}
	}
	slices.SortFunc(found, func(a, b *gen.Deprecation) int { return cmp.Compare(a.Element, b.Element) })
	return found
}
