package exposure

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"thidua/internal/papercode"
	"thidua/internal/viet"
)

// slot is a place in the arguments of a field where a value may stand.
type slot struct {
	field *ast.FieldDefinition
	name  string // such as "articles(where.person)"
	kind  kind
	arg   string // the argument that it belongs to
	// write writes that argument with a value.
	write func(value string) string
	// others are the field's other arguments that are needed.
	others []string
	// nested is true of a member of an input object.
	nested bool
}

// call writes the field with a value in the slot.
func (s slot) call(value string) string {
	args := append([]string{s.arg + ": " + s.write(value)}, s.others...)
	return s.field.Name + "(" + strings.Join(args, ", ") + ")"
}

// slots lists where values may stand in the arguments of a field. Needed arguments besides are taken from sample, by
// name, or made up.
func (s *shaper) slots(f *ast.FieldDefinition, sample map[string]string) []slot {
	var all []slot
	for _, a := range f.Arguments {
		if slices.Contains([]string{"first", "last", "after", "before"}, a.Name) {
			continue
		}
		var others []string
		complete := true
		for _, o := range f.Arguments {
			if o == a || !o.Type.NonNull || o.DefaultValue != nil {
				continue
			}
			text, ok := sample[o.Name]
			if !ok {
				text, ok = s.literal(o.Type)
			}
			complete = complete && ok
			others = append(others, o.Name+": "+text)
		}
		if !complete {
			continue
		}
		s.slotsIn(a.Type, f.Name+"("+a.Name, 0, func(name string, k kind, write func(string) string) {
			all = append(all, slot{
				field: f, name: name + ")", kind: k, arg: a.Name, write: write, others: others, nested: s.schema.Types[a.Type.Name()].Kind == ast.InputObject,
			})
		})
	}
	return all
}

// maxInputDepth is how deep input objects are followed.
const maxInputDepth = 4

func (s *shaper) slotsIn(t *ast.Type, name string, depth int, found func(string, kind, func(string) string)) {
	if depth > maxInputDepth {
		return
	}
	if t.Elem != nil {
		s.slotsIn(t.Elem, name, depth, func(name string, k kind, write func(string) string) {
			found(name, k, func(v string) string { return "[" + write(v) + "]" })
		})
		return
	}
	switch k := kind(t.NamedType); k {
	case idMark, textMark, dayMark, timeMark:
		found(name, k, strconv.Quote)
		return
	case yearMark:
		found(name, k, func(v string) string { return v })
		return
	}
	def := s.schema.Types[t.NamedType]
	if def.Kind != ast.InputObject {
		return
	}
	for _, member := range def.Fields {
		rest, ok := s.members(def, member.Name)
		if !ok {
			continue
		}
		s.slotsIn(member.Type, name+"."+member.Name, depth+1, func(name string, k kind, write func(string) string) {
			found(name, k, func(v string) string {
				return "{" + strings.Join(append([]string{member.Name + ": " + write(v)}, rest...), ", ") + "}"
			})
		})
	}
}

// members makes up the needed members of an input object but one.
func (s *shaper) members(def *ast.Definition, but string) (texts []string, ok bool) {
	for _, m := range def.Fields {
		if m.Name == but || !m.Type.NonNull || m.DefaultValue != nil {
			continue
		}
		text, ok := s.literal(m.Type)
		if !ok {
			return nil, false
		}
		texts = append(texts, m.Name+": "+text)
	}
	return texts, true
}

// literal makes up a value of a type.
func (s *shaper) literal(t *ast.Type) (string, bool) {
	if t.Elem != nil {
		text, ok := s.literal(t.Elem)
		return "[" + text + "]", ok
	}
	switch t.NamedType {
	case "ID":
		return strconv.Quote("drf_01000000000000000000000000"), true
	case "String":
		return `"` + filler + `"`, true
	}
	if values := s.constants(t); len(values) > 0 {
		return values[0], true
	}
	def := s.schema.Types[t.NamedType]
	if def.Kind != ast.InputObject {
		return "", false
	}
	if def.Directives.ForName("oneOf") != nil {
		text, ok := s.literal(def.Fields[0].Type)
		return "{" + def.Fields[0].Name + ": " + text + "}", ok
	}
	texts, ok := s.members(def, "")
	return "{" + strings.Join(texts, ", ") + "}", ok
}

// filler stands in made-up texts for something that is another each time, so that no two of them are in each other's way.
const filler = "FILLER"

// filled finds what came of it.
var filled = regexp.MustCompile(`(?i)filler\d+`)

// guess is a secret value that somebody asks with, and one like it that stands for nothing.
type guess struct {
	mark            *Mark
	value, nonsense string
}

// guesses are the values to ask with for a mark.
func guesses(m *Mark) []guess {
	if m.kind != textMark {
		return []guess{{m, m.Value, nonsense(m)}}
	}
	if !strings.Contains(m.Value, m.token) { // a document number, in other letters
		return []guess{{m, m.Value, nonsense(m)}}
	}
	other := word("nonsense for " + m.name())
	all := []guess{{m, m.Value, strings.ReplaceAll(m.Value, m.token, other)}}
	if plain := strings.ReplaceAll(viet.Slug(m.Value), "-", " "); plain != m.Value {
		all = append(all, guess{m, plain, strings.ReplaceAll(plain, m.token, other)})
	}
	return all
}

// nonsense is a value like that of the mark which stands nowhere.
func nonsense(m *Mark) string {
	switch m.kind {
	case idMark:
		prefix, ulid, _ := strings.Cut(m.Value, "_")
		return prefix + "_" + ulid[:10] + strings.ToUpper(word("no " + m.Value)[len(wordBegin):][:4]) + "000000000000"
	case yearMark:
		n, _ := strconv.Atoi(m.Value)
		return strconv.Itoa(n - 1)
	case dayMark:
		return m.Value[:len(m.Value)-1] + "8"
	case timeMark:
		return strings.Replace(m.Value, "-07T", "-08T", 1)
	default:
		if code, kind, ok := papercode.Parse(m.Value); ok {
			return papercode.Of(kind, "nonsense for "+code)
		}
		return strings.Replace(m.Value, "7919", "7927", 1)
	}
}

// hide replaces what was asked with, so that two answers can be compared.
func (g guess) hide(text string, value string) string {
	text = filled.ReplaceAllString(text, "~")
	for _, form := range []string{value, strings.ToLower(value)} {
		text = strings.ReplaceAll(text, form, "§")
	}
	if g.mark.kind == idMark { // an article is found by its draft, whose ID goes on alike
		text = strings.ReplaceAll(text, value[len("art_"):], "§")
		text = strings.ReplaceAll(text, "art_§", "§")
		text = strings.ReplaceAll(text, "drf_§", "§")
	}
	for _, w := range words(value) {
		text = strings.ReplaceAll(text, w, "§")
	}
	return text
}

// words returns the marked words of a text.
func words(text string) []string {
	var all []string
	for at := 0; ; {
		i := strings.Index(text[at:], wordBegin)
		if i < 0 || at+i+wordSize > len(text) {
			return all
		}
		all = append(all, text[at+i:at+i+wordSize])
		at += i + wordSize
	}
}
