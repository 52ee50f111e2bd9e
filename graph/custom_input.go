package graph

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"thidua/graph/gen"
	"thidua/internal/custom"
	"thidua/internal/errs"
	"thidua/internal/newsroom"
)

// editCustom adds the edit of the custom values that an input has, and the checks of what they refer to. By what field each
// value goes, the desk checks.
func (r *Resolver) editCustom(e *editor, in graphql.Omittable[[]*gen.CustomChangeInput]) error {
	given := in.Value()
	if len(given) > custom.MaxFields {
		return fieldError(errs.Limit, []string{"custom"},
			fmt.Sprintf("Có %d giá trị, tối đa %d.", len(given), custom.MaxFields),
			fmt.Sprintf("There are %d values, at most %d.", len(given), custom.MaxFields))
	}
	if len(given) == 0 {
		return nil
	}
	changes := make([]custom.Change, len(given))
	referred := references{ids: map[string][]string{}, paths: map[string][]string{}}
	for i, change := range given {
		n := strconv.Itoa(i)
		value, isSet := change.Value.ValueOK()
		if !isSet {
			return errs.InvalidField("custom."+n+".value",
				"Cần giá trị mới, hoặc null để xóa giá trị.", "Give the new value, or null to take the value away.")
		}
		if slices.ContainsFunc(given[:i], func(other *gen.CustomChangeInput) bool { return other.Key == change.Key }) {
			return errs.InvalidField("custom."+n+".key", "Trường này được ghi hai lần; chỉ ghi một lần.", "The field is given twice; give it once.")
		}
		changes[i] = custom.Change{Key: change.Key, Value: value}
		if value != nil {
			referred.add(*value, "custom", n, "value")
		}
	}
	known := r.referable()
	for _, prefix := range slices.Sorted(maps.Keys(referred.ids)) {
		if load, ok := known[prefix]; ok { // of other IDs the desk says that they do not fit
			ids := referred.ids[prefix]
			e.check(ids, load, func(i int) []string { return referred.paths[ids[i]] })
		}
	}
	e.edits = append(e.edits, newsroom.Valuing(changes...))
	return nil
}

// references are IDs in custom values by their prefixes, each once, and where each stands first.
type references struct{ ids, paths map[string][]string }

func (r references) add(v custom.Value, path ...string) {
	if v.Reference != nil && r.paths[*v.Reference] == nil {
		prefix, _, _ := strings.Cut(*v.Reference, "_")
		r.ids[prefix] = append(r.ids[prefix], *v.Reference)
		r.paths[*v.Reference] = path
	}
	if len(v.List) > custom.MaxListSize { // more than any list takes: the desk says so
		return
	}
	for i, item := range v.List {
		r.add(item, append(slices.Clone(path), "list", strconv.Itoa(i))...)
	}
}

// referable says of each kind of document that custom values may refer to, by the prefix of its IDs, which exist for the
// viewer.
func (r *Resolver) referable() map[string]existence {
	return map[string]existence{
		"art": exist(r.articles), "cat": exist(r.categories), "med": exist(r.media), "uni": exist(r.units), "blo": exist(r.blocs),
		"bly": exist(r.blocYears), "per": exist(r.people), "awt": exist(r.awardTypes), "awa": exist(r.awards), "dec": exist(r.decisions),
		"tas": exist(r.tasks), "eve": exist(r.events), "mov": exist(r.movements), "leg": exist(r.legalReferences),
	}
}

// atChange puts an error about custom.<key> at the place of the change in the input.
func atChange(in graphql.Omittable[[]*gen.CustomChangeInput], err error) error {
	e := errs.As(err)
	if e == nil || len(e.Field) < 2 || e.Field[0] != "custom" {
		return err
	}
	i := slices.IndexFunc(in.Value(), func(c *gen.CustomChangeInput) bool { return c.Key == e.Field[1] })
	if i < 0 {
		return err
	}
	place := []string{strconv.Itoa(i)}
	if len(e.Field) > 2 {
		place = append(place, "value", "list", e.Field[2])
	}
	return at("custom", err, place...)
}
