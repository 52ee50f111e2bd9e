package exposure

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// Class is a way by which something secret may show.
type Class string

// The classes.
const (
	Data      Class = "data"
	Filters   Class = "filters"
	Orders    Class = "orders"
	Counts    Class = "counts"
	Groupings Class = "groupings"
	Search    Class = "search"
	Errors    Class = "errors"
	Feeds     Class = "feeds"
	Paths     Class = "paths"
)

// Classes lists all classes.
func Classes() []Class {
	return []Class{Data, Filters, Orders, Counts, Groupings, Search, Errors, Feeds, Paths}
}

// probe is a request that everybody sends.
type probe struct {
	class Class
	query string
	// far is true of what goes through the whole schema; of viewers who see the same, one asks it.
	far bool
}

// known is what the administrator found in the world that has everything: values to ask with.
type known struct {
	ids     map[string][]string // by prefix
	types   map[string]string   // the type of each prefix
	strings []string            // slugs and codes
	samples map[string][]map[string]string
}

// learn asks as the administrator for whatever needs no argument, and then finds values for the arguments that are needed.
func (a *audit) learn(ctx context.Context, w *world) error {
	a.known = known{ids: map[string][]string{}, types: map[string]string{}, samples: map[string][]map[string]string{}}
	admin := w.viewers[administrator]
	var pieces []piece
	for i, f := range a.roots() {
		if needsArgument(f) {
			continue
		}
		found, _ := a.fieldPieces(i, f, nil, []int{100, 5}, maxSteps)
		pieces = append(pieces, found...)
	}
	for _, query := range pack(pieces) {
		answer, err := w.ask(ctx, admin, query)
		if err != nil {
			return err
		}
		a.gather(answer.body)
	}
	for prefix, ids := range a.known.ids {
		slices.Sort(ids)
		a.known.ids[prefix] = slices.Compact(ids)
	}
	a.known.strings = append(a.known.strings, w.strings...)
	slices.Sort(a.known.strings)
	a.known.strings = slices.Compact(a.known.strings)
	if err := a.typesOfIDs(ctx, w, admin); err != nil {
		return err
	}
	return a.sample(ctx, w, admin)
}

// roots are the fields of the root of queries, but for those of the schema itself.
func (a *audit) roots() []*ast.FieldDefinition {
	return slices.DeleteFunc(slices.Clone(a.schema.Query.Fields), func(f *ast.FieldDefinition) bool {
		return strings.HasPrefix(f.Name, "__")
	})
}

// call writes a root field with a sample of its needed arguments and a page, such as "first: 100", if it has such pages.
func (a *audit) call(f *ast.FieldDefinition, sample map[string]string, page string, more ...string) string {
	args := append([]string{}, more...)
	for _, name := range slices.Sorted(maps.Keys(sample)) {
		args = append(args, name+": "+sample[name])
	}
	if name, _, _ := strings.Cut(page, ":"); f.Arguments.ForName(name) != nil {
		args = append(args, page)
	}
	if len(args) == 0 {
		return f.Name
	}
	return f.Name + "(" + strings.Join(args, ", ") + ")"
}

// smallPage is for what is too large on a page of the usual size.
const smallPage = 5

// fieldPieces walks from a root field. What does not fit into a request is taken from a smaller page.
func (a *audit) fieldPieces(n int, f *ast.FieldDefinition, sample map[string]string, pages []int, steps int) (all []piece, skipped []string) {
	all, skipped = a.piecesFrom(fmt.Sprintf("r%d", n), f, sample, pages, steps)
	large := map[string]bool{}
	for _, p := range all {
		if !p.fits() {
			large[p.of] = true
		}
	}
	if len(large) == 0 || f.Arguments.ForName("first") == nil {
		return all, skipped
	}
	small, _ := a.piecesFrom(fmt.Sprintf("small%d", n), f, sample, append([]int{smallPage}, pages[1:]...), steps)
	return append(all, slices.DeleteFunc(small, func(p piece) bool { return !large[p.of] })...), skipped
}

func (a *audit) piecesFrom(alias string, f *ast.FieldDefinition, sample map[string]string, pages []int, steps int) ([]piece, []string) {
	def := a.schema.Types[f.Type.Name()]
	call := a.call(f, sample, fmt.Sprintf("first: %d", pages[0]))
	from := stop{path: []string{alias + ": " + call}, prices: []int{1}, def: def, factor: 1}
	switch {
	case f.Arguments.ForName("first") != nil:
		from.factor, from.paged = pages[0], 1
	case f.Type.Elem != nil:
		from.factor = listSize(f)
	}
	return a.pieces(from, pages, steps)
}

// anyID finds the IDs in an answer.
var anyID = regexp.MustCompile(`"([a-z]{3})_[0-9A-Z]{26}"`)

// gather takes the IDs, slugs and codes out of an answer.
func (a *audit) gather(body []byte) {
	for _, m := range anyID.FindAllSubmatch(body, -1) {
		a.known.ids[string(m[1])] = append(a.known.ids[string(m[1])], strings.Trim(string(m[0]), `"`))
	}
	var value any
	if json.Unmarshal(body, &value) == nil {
		a.gatherNames(value)
	}
}

func (a *audit) gatherNames(value any) {
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			a.gatherNames(item)
		}
	case map[string]any:
		for key, item := range v {
			if s, ok := item.(string); ok && (key == "slug" || key == "code" || key == "paperCode") && !strings.Contains(s, wordBegin) {
				a.known.strings = append(a.known.strings, s)
			}
			a.gatherNames(item)
		}
	}
}

// typesOfIDs asks which type each prefix of IDs has.
func (a *audit) typesOfIDs(ctx context.Context, w *world, admin *viewer) error {
	for _, ids := range a.known.ids {
		answer, err := w.ask(ctx, admin, fmt.Sprintf("{ nodes(ids: [%q]) { __typename } }", ids[0]))
		if err != nil {
			return err
		}
		if m := regexp.MustCompile(`"__typename":\s*"(\w+)"`).FindSubmatch(answer.body); m != nil {
			a.known.types[ids[0][:3]] = string(m[1])
		}
	}
	return nil
}

// sample finds arguments with which each field that needs some has a value.
func (a *audit) sample(ctx context.Context, w *world, admin *viewer) error {
	for _, f := range a.roots() {
		if !needsArgument(f) {
			continue
		}
		brief := a.selection(f)
		combos := a.combinations(f)
		for len(combos) > 0 && len(a.known.samples[f.Name]) < maxSamples {
			n := min(maxRoots, len(combos))
			var b strings.Builder
			for i, sample := range combos[:n] {
				fmt.Fprintf(&b, "s%d: %s%s ", i, a.call(f, sample, ""), brief)
			}
			answer, err := w.ask(ctx, admin, "{ "+b.String()+"}")
			if err != nil {
				return err
			}
			var body struct{ Data map[string]json.RawMessage }
			_ = json.Unmarshal(answer.body, &body) // an answer that is none has no data
			for i, sample := range combos[:n] {
				value := string(body.Data[fmt.Sprintf("s%d", i)])
				if value != "" && value != "null" && value != "[]" && len(a.known.samples[f.Name]) < maxSamples {
					a.known.samples[f.Name] = append(a.known.samples[f.Name], sample)
				}
			}
			combos = combos[n:]
		}
		if len(a.known.samples[f.Name]) == 0 {
			a.blind("no arguments are known with which Query." + f.Name + " has a value")
		}
	}
	return nil
}

// Bounds of the search for arguments.
const (
	maxSamples      = 12
	maxCombinations = 4000
)

// combinations lists values for the needed arguments of a field: all, or of too many some that are spread evenly.
func (a *audit) combinations(f *ast.FieldDefinition) []map[string]string {
	var names []string
	var values [][]string
	all := 1
	for _, arg := range f.Arguments {
		if arg.Type.NonNull && arg.DefaultValue == nil {
			names, values = append(names, arg.Name), append(values, a.candidates(arg.Type))
			all *= len(values[len(values)-1])
		}
	}
	if len(names) == 1 && len(values[0]) > 0 && a.isID(f.Arguments.ForName(names[0]).Type) {
		values[0] = a.idsOfEach(maxOfPrefix) // where it is the only argument, a second record of each kind costs little
		all = len(values[0])
	}
	if len(names) == 2 && a.isID(f.Arguments.ForName(names[0]).Type) && a.isID(f.Arguments.ForName(names[1]).Type) {
		return a.pairs(names[0], names[1]) // of two that are compared, both are of a kind
	}
	step := 1
	if all > maxCombinations {
		step = all/maxCombinations | 1
		for gcd(step, all) > 1 {
			step += 2
		}
	}
	combos := make([]map[string]string, min(all, maxCombinations))
	for i := range combos {
		combos[i] = map[string]string{}
		at := i * step % all
		for k, name := range names {
			combos[i][name] = values[k][at%len(values[k])]
			at /= len(values[k])
		}
	}
	return combos
}

// pairs lists two IDs of each kind for two arguments, either way round.
func (a *audit) pairs(one, other string) []map[string]string {
	var combos []map[string]string
	for _, prefix := range slices.Sorted(maps.Keys(a.known.ids)) {
		if ids := a.known.ids[prefix]; len(ids) > 1 {
			first, second := strconv.Quote(ids[0]), strconv.Quote(ids[1])
			combos = append(combos, map[string]string{one: first, other: second}, map[string]string{one: second, other: first})
		}
	}
	return combos
}

func gcd(a, b int) int {
	for b > 0 {
		a, b = b, a%b
	}
	return a
}

// candidates are values that may name something in the world.
func (a *audit) candidates(t *ast.Type) []string {
	if t.Elem != nil {
		var lists []string
		all := a.candidates(t.Elem)
		for i, v := range all {
			lists = append(lists, "["+v+"]")
			if i > 0 {
				lists = append(lists, "["+all[i-1]+", "+v+"]")
			}
		}
		return lists
	}
	var values []string
	switch t.NamedType {
	case "Int":
		return []string{"2021", "2022", "1"}
	case "String":
		for _, s := range a.known.strings {
			values = append(values, fmt.Sprintf("%q", s))
		}
		return values
	case "ID":
		return a.idsOfEach(1)
	}
	def := a.schema.Types[t.NamedType]
	if def.Kind != ast.InputObject {
		return a.constants(t)
	}
	for _, m := range def.Fields {
		rest, ok := a.members(def, m.Name)
		if !ok && def.Directives.ForName("oneOf") == nil {
			continue
		}
		for _, v := range a.candidates(m.Type) {
			values = append(values, "{"+strings.Join(append([]string{m.Name + ": " + v}, rest...), ", ")+"}")
		}
	}
	return values
}

// maxOfPrefix is how many records of each kind are asked for by their ID alone.
const maxOfPrefix = 2

func (a *audit) isID(t *ast.Type) bool { return t.Elem == nil && t.NamedType == "ID" }

// idsOfEach returns up to n IDs of each prefix: the first of all prefixes, then the second of all, and so on.
func (a *audit) idsOfEach(n int) []string {
	var values []string
	for i := range n {
		for _, prefix := range slices.Sorted(maps.Keys(a.known.ids)) {
			if ids := a.known.ids[prefix]; i < len(ids) {
				values = append(values, fmt.Sprintf("%q", ids[i]))
			}
		}
	}
	return values
}

// selection is the least that shows what a field has: with a number, places and IDs for a list.
func (a *audit) selection(f *ast.FieldDefinition) string {
	def := a.schema.Types[f.Type.Name()]
	if def.IsLeafType() {
		return ""
	}
	text, _ := a.brief(def, f.Arguments.ForName("first") != nil)
	if edges := def.Fields.ForName("edges"); edges != nil {
		text += " pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor }"
	}
	return " { " + text + " }"
}
