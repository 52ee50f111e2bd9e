package exposure

import (
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// shaper writes requests from the schema alone: a field that is added tomorrow is asked for tomorrow.
type shaper struct {
	schema *ast.Schema
}

// piece is one field to ask for, by the way that leads to it from a root field.
type piece struct {
	path   []string // selections from the root field on, each with its arguments, or "... on Type"
	prices []int    // of each of them, by the formula of the guard
	text   string   // what is selected at the end of it
	of     string   // the type and the field that it asks for
	cost   int      // by the formula of the guard
	size   int      // in fields
	// aliases is how many aliases it needs.
	aliases int
}

// Bounds of one request, well below those of the guard.
const (
	maxCost    = 24_000
	fillCost   = 12_000 // of several pieces: lists behind a search cost more than the walk knows
	maxFields  = 900
	maxAliases = 60
	maxRoots   = 16
	maxSteps   = 12 // of a path: the guard allows fields fifteen deep
)

// walk is one walk through the schema from a root field: every type is taken in whole once, where the way to it is
// shortest, and every field that leads to an object is followed.
type walk struct {
	*shaper
	pages  []int // how many to ask for: of the first page on the way, the second, …; then 1
	steps  int   // how long a path may become
	seen   map[string]bool
	pieces []piece
	// skipped has the fields that cannot be asked for, because a value for an argument is not known.
	skipped []string
}

// stop is a place on a walk.
type stop struct {
	path   []string
	prices []int
	def    *ast.Definition
	factor int // how often what stands here is counted
	paged  int // pages on the way
	above  *ast.Definition
}

// pieces walks from a type, to which the path leads.
func (s *shaper) pieces(from stop, pages []int, steps int) ([]piece, []string) {
	w := &walk{shaper: s, pages: pages, steps: steps, seen: map[string]bool{}}
	queue := []stop{from}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		if w.seen[at.def.Name] {
			continue
		}
		w.seen[at.def.Name] = true
		queue = append(queue, w.visit(at)...)
	}
	return w.pieces, w.skipped
}

// visit asks for all that stands at a place and returns where it leads.
func (w *walk) visit(at stop) []stop {
	if at.def.IsAbstractType() {
		w.add(at, "__typename", "__typename", 1, 1, 0)
		if at.def.Name == anyObject && len(at.path) > 1 {
			return nil
		}
		var next []stop
		for _, possible := range w.schema.GetPossibleTypes(at.def) {
			path := append(slices.Clone(at.path), "... on "+possible.Name)
			next = append(next, stop{path: path, prices: append(slices.Clone(at.prices), 0), def: possible, factor: at.factor, paged: at.paged, above: at.def})
		}
		return next
	}
	var next []stop
	for _, f := range at.def.Fields {
		if strings.HasPrefix(f.Name, "__") {
			continue
		}
		text, size, isPage, ok := w.call(f, at)
		aliases := 0
		if w.responseKey(f, at.def, at.above) != f.Name {
			aliases = 1
		}
		if !ok {
			w.skipped = append(w.skipped, at.def.Name+"."+f.Name)
			continue
		}
		def := w.schema.Types[f.Type.Name()]
		if def.IsLeafType() {
			w.add(at, f.Name, text, 1, 1, aliases)
			continue
		}
		brief, fields := w.brief(def, isPage)
		w.add(at, f.Name, text+" { "+brief+" }", 1+size*fields, 1+fields, aliases)
		if len(at.path) < w.steps {
			paged := at.paged
			if isPage {
				paged++
			}
			next = append(next, stop{
				path: append(slices.Clone(at.path), text), prices: append(slices.Clone(at.prices), at.factor),
				def: def, factor: at.factor * size, paged: paged,
			})
		}
	}
	return next
}

// anyObject is the interface of every object that has an ID. Behind a field of that type stands the whole schema once more:
// which objects show there is asked for, and what stands around each of them is asked for by its ID (nodePieces).
const anyObject = "Node"

func (w *walk) add(at stop, field, text string, cost, size, aliases int) {
	w.pieces = append(w.pieces, piece{path: at.path, prices: at.prices, of: at.def.Name + "." + field, text: text, cost: at.factor * cost, size: size, aliases: aliases})
}

// call writes a field with its arguments, and says how many values it may have.
func (w *walk) call(f *ast.FieldDefinition, at stop) (text string, size int, isPage, ok bool) {
	size = 1
	var args []string
	for _, a := range f.Arguments {
		switch {
		case a.Name == "first":
			isPage = true
			size = 1
			if at.paged < len(w.pages) {
				size = w.pages[at.paged]
			}
			args = append(args, "first: "+strconv.Itoa(size))
		case a.Type.NonNull && a.DefaultValue == nil:
			values := w.constants(a.Type)
			if name, ok := names()[a.Name]; ok && a.Type.NamedType == string(textMark) {
				values = []string{strconv.Quote(name)}
			}
			if len(values) == 0 {
				return "", 0, false, false
			}
			args = append(args, a.Name+": "+values[0])
		}
	}
	if !isPage && f.Type.Elem != nil && !ofPage(at.def, f) {
		size = listSize(f)
	}
	text = f.Name
	if key := w.responseKey(f, at.def, at.above); key != f.Name {
		text = key + ": " + text
	}
	if len(args) > 0 {
		text += "(" + strings.Join(args, ", ") + ")"
	}
	return text, size, isPage, true
}

// responseKey is the field's name, or another one where another type of the same abstract type has a field of that name
// with another type: the two may not be merged.
func (s *shaper) responseKey(f *ast.FieldDefinition, def, above *ast.Definition) string {
	if above == nil {
		return f.Name
	}
	for _, possible := range s.schema.GetPossibleTypes(above) {
		if other := possible.Fields.ForName(f.Name); other != nil && other.Type.String() != f.Type.String() {
			return f.Name + "Of" + def.Name
		}
	}
	return f.Name
}

// ofPage reports whether a field is the list of a connection, which is counted with the page already.
func ofPage(def *ast.Definition, f *ast.FieldDefinition) bool {
	return strings.HasSuffix(def.Name, "Connection") && (f.Name == "nodes" || f.Name == "edges")
}

// listSize is how many values the guard assumes that a list has.
func listSize(f *ast.FieldDefinition) int {
	if d := f.Directives.ForName("listSize"); d != nil {
		if a := d.Arguments.ForName("assumedSize"); a != nil {
			if n, err := strconv.Atoi(a.Value.Raw); err == nil {
				return n
			}
		}
	}
	return 3
}

// brief is the least that shows which object it is: its ID; of a list the number and the IDs; else all that is no object.
func (s *shaper) brief(def *ast.Definition, isPage bool) (text string, fields int) {
	if nodes := def.Fields.ForName("nodes"); isPage && nodes != nil {
		inner, n := s.brief(s.schema.Types[nodes.Type.Name()], false)
		text, fields = "nodes { "+inner+" }", n+1
		if def.Fields.ForName("totalCount") != nil {
			text, fields = "totalCount "+text, fields+1
		}
		return text, fields
	}
	if def.IsAbstractType() {
		parts := []string{"__typename"}
		for _, possible := range s.schema.GetPossibleTypes(def) {
			leaves := s.leaves(possible, def)
			if possible.Fields.ForName("id") != nil {
				leaves = []string{"id"}
			}
			parts = append(parts, "... on "+possible.Name+" { "+strings.Join(leaves, " ")+" }")
			fields += len(leaves)
		}
		return strings.Join(parts, " "), fields + 1
	}
	if def.Fields.ForName("id") != nil {
		return "id", 1
	}
	leaves := s.leaves(def, nil)
	return strings.Join(leaves, " "), len(leaves)
}

// leaves selects the fields of a type that are no objects; above is the abstract type through which one comes to it, if any.
func (s *shaper) leaves(def, above *ast.Definition) []string {
	parts := []string{"__typename"}
	for _, f := range def.Fields {
		if !s.schema.Types[f.Type.Name()].IsLeafType() || strings.HasPrefix(f.Name, "__") || needsArgument(f) {
			continue
		}
		text := f.Name
		if key := s.responseKey(f, def, above); key != text {
			text = key + ": " + text
		}
		parts = append(parts, text)
	}
	return parts
}

func needsArgument(f *ast.FieldDefinition) bool {
	for _, a := range f.Arguments {
		if a.Type.NonNull && a.DefaultValue == nil {
			return true
		}
	}
	return false
}

// constants are literals for an argument that names nothing in the store.
func (s *shaper) constants(t *ast.Type) []string {
	if t.Elem != nil {
		var lists []string
		for _, v := range s.constants(t.Elem) {
			lists = append(lists, "["+v+"]")
		}
		return lists
	}
	def := s.schema.Types[t.NamedType]
	if def.Kind == ast.Enum {
		var values []string
		for _, v := range def.EnumValues {
			values = append(values, v.Name)
		}
		return values
	}
	switch t.NamedType {
	case "Int":
		return []string{"1"}
	case "Float":
		return []string{"0.5"}
	case "Boolean":
		return []string{"true"}
	case "Date":
		return []string{`"2000-01-01"`}
	case "DateTime":
		return []string{`"2000-01-01T00:00:00Z"`}
	default:
		return nil
	}
}

// tree is a request that is being put together.
type tree struct {
	order    []string
	children map[string]*tree
	texts    []string
}

func (t *tree) child(step string) *tree {
	if t.children == nil {
		t.children = map[string]*tree{}
	}
	c := t.children[step]
	if c == nil {
		c = &tree{}
		t.children[step] = c
		t.order = append(t.order, step)
	}
	return c
}

func (t *tree) write(b *strings.Builder) {
	b.WriteString("{ ")
	for _, text := range t.texts {
		b.WriteString(text + " ")
	}
	for _, step := range t.order {
		b.WriteString(step + " ")
		t.children[step].write(b)
	}
	b.WriteString("} ")
}

// fits reports whether the piece is small enough for a request.
func (p piece) fits() bool {
	whole := p.cost
	for _, price := range p.prices {
		whole += price
	}
	return whole <= maxCost
}

// pack puts pieces into as few requests as the bounds allow, but for those that fit into none.
func pack(pieces []piece) (requests []string) {
	root, cost, fields, aliases := &tree{}, 0, 0, 0
	flush := func() {
		if fields > 0 {
			var b strings.Builder
			root.write(&b)
			requests = append(requests, strings.TrimSpace(b.String()))
		}
		root, cost, fields, aliases = &tree{}, 0, 0, 0
	}
	for _, p := range pieces {
		if !p.fits() {
			continue
		}
		if cost > 0 && cost+p.cost > fillCost || fields+p.size+len(p.path) > maxFields || aliases+p.aliases > maxAliases ||
			len(root.order) == maxRoots && root.children[p.path[0]] == nil {
			flush()
		}
		at := root
		for i, step := range p.path {
			if at.children[step] == nil {
				fields++
				cost += p.prices[i]
			}
			at = at.child(step)
		}
		at.texts = append(at.texts, p.text)
		cost, fields, aliases = cost+p.cost, fields+p.size, aliases+p.aliases
	}
	flush()
	return requests
}
