package exposure

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// guess asks with secret values, as somebody would who suspects them, and with values like them that stand for nothing:
// the answers must be the same, or the answer tells that there is something. It tries every argument and every
// condition of the root fields and of the lists around single objects, then every mutation.
func (a *audit) guess(ctx context.Context, w *world, v *viewer) error {
	secrets := a.secretsFrom(v)
	if v.refused != "" || len(secrets) == 0 {
		return nil
	}
	for _, f := range a.roots() {
		for _, s := range a.slots(f, a.firstSample(f)) {
			class := classOfSlot(s)
			if err := a.try(ctx, w, v, class, "{ ", a.selection(f)+" ", "}", s, secrets); err != nil {
				return err
			}
		}
	}
	if err := a.guessAround(ctx, w, v, secrets); err != nil {
		return err
	}
	return a.guessPaths(ctx, w, v, secrets)
}

func (a *audit) secretsFrom(v *viewer) []*Mark {
	return slices.DeleteFunc(slices.Clone(a.marks), func(m *Mark) bool { return v.seesMark(m) })
}

func (a *audit) firstSample(f *ast.FieldDefinition) map[string]string {
	if samples := a.known.samples[f.Name]; len(samples) > 0 {
		return samples[0]
	}
	return nil
}

// classOfSlot says what one asks for with a value in a slot.
func classOfSlot(s slot) Class {
	switch {
	case !s.nested:
		return Data
	case s.kind == textMark:
		return Search
	default:
		return Filters
	}
}

// atOnce is how many secrets one request asks for.
const atOnce = 15

// try puts the secrets into a slot, many in one request, and compares the answers with those for nonsense.
func (a *audit) try(ctx context.Context, w *world, v *viewer, class Class, begin, selection, end string, s slot, secrets []*Mark) error {
	var all []guess
	for _, m := range secrets {
		// What the other arguments name already is no guess.
		if m.kind == s.kind && !slices.ContainsFunc(s.others, func(other string) bool { return strings.Contains(other, m.Value) }) {
			all = append(all, guesses(m)...)
		}
	}
	for part := range slices.Chunk(all, atOnce) {
		var secret, none strings.Builder
		for i, g := range part {
			fmt.Fprintf(&secret, "g%d: %s%s", i, a.fill(s.call(g.value)), selection)
			fmt.Fprintf(&none, "g%d: %s%s", i, a.fill(s.call(g.nonsense)), selection)
		}
		asked, err := w.ask(ctx, v, begin+secret.String()+end)
		if err != nil {
			return err
		}
		empty, err := w.ask(ctx, v, begin+none.String()+end)
		if err != nil {
			return err
		}
		a.report.count(v.name, 2)
		a.checkAnswer(v, begin+secret.String()+end, asked)
		a.look(v, class, begin+secret.String()+end, asked)
		askedParts, emptyParts := partsOf(asked.body), partsOf(empty.body)
		for i, g := range part {
			key := fmt.Sprintf("g%d", i)
			x, y := askedParts(key), emptyParts(key)
			if x, y := g.hide(x, g.value), g.hide(y, g.nonsense); x != y && !accepted(s, g.mark) {
				a.leak(Leak{
					Class: class, Viewer: v.name, Mark: g.mark.name(), Request: begin + s.call(g.value) + selection + end,
					Detail: fmt.Sprintf("%s: the answer is %.300s, and for nonsense %.300s", s.name, x, y),
				})
			}
		}
	}
	return nil
}

// fill makes the made-up texts of a call unlike those of any other.
func (a *audit) fill(call string) string {
	return strings.ReplaceAll(call, filler, fmt.Sprint(filler, a.fillers.Add(1)))
}

// partsOf returns what an answer says under a key, wherever that is, and the errors about it.
func partsOf(body []byte) func(key string) string {
	var all struct {
		Data   any
		Errors []struct {
			Message    string
			Path       []any
			Extensions any
		}
	}
	if err := json.Unmarshal(body, &all); err != nil {
		return func(string) string { return string(body) }
	}
	return func(key string) string {
		value, _ := json.Marshal(under(all.Data, key)) // what was decoded can be encoded
		text := string(value)
		for _, e := range all.Errors {
			if slices.ContainsFunc(e.Path, func(step any) bool { return step == key }) {
				text += fmt.Sprint(" ", e.Message, e.Extensions)
			}
		}
		return text
	}
}

// under finds the value of a key, at any depth.
func under(value any, key string) any {
	object, ok := value.(map[string]any)
	if !ok {
		return nil
	}
	if found, ok := object[key]; ok {
		return found
	}
	for _, inner := range object {
		if found := under(inner, key); found != nil {
			return found
		}
	}
	return nil
}

// guessAround asks for the lists around an object of each type.
func (a *audit) guessAround(ctx context.Context, w *world, v *viewer, secrets []*Mark) error {
	few := onePerKind(secrets)
	for _, id := range a.centres() {
		def := a.schema.Types[a.known.types[id[:3]]]
		if def == nil {
			continue
		}
		begin := fmt.Sprintf("{ node(id: %q) { ... on %s { ", id, def.Name)
		for _, f := range def.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			for _, s := range a.slots(f, nil) {
				if err := a.try(ctx, w, v, classOfSlot(s), begin, a.selection(f)+" ", "} } }", s, few); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// centres are the objects around which secrets stand, one of each type that was found.
func (a *audit) centres() []string {
	chosen := map[string]string{}
	for prefix, ids := range a.known.ids {
		chosen[prefix] = ids[0]
	}
	for _, id := range a.placeIDs {
		chosen[id[:3]] = id
	}
	var all []string
	for _, id := range chosen {
		all = append(all, id)
	}
	slices.Sort(all)
	return all
}

// onePerKind picks a few secrets that stand for all: an ID of each type, and a value of each kind of each noun.
func onePerKind(secrets []*Mark) []*Mark {
	seen := map[string]bool{}
	var few []*Mark
	for _, m := range secrets {
		key := string(m.Subject.Noun)
		if m.kind == idMark {
			key = m.Value[:3]
		}
		if key = string(m.kind) + key; !seen[key] {
			seen[key] = true
			few = append(few, m)
		}
	}
	return few
}

// guessPaths asks for paths outside GraphQL.
func (a *audit) guessPaths(ctx context.Context, w *world, v *viewer, secrets []*Mark) error {
	for _, path := range a.config.Paths {
		for _, m := range secrets {
			if m.kind != idMark {
				continue
			}
			g := guesses(m)[0]
			secret, err := w.get(ctx, v, strings.ReplaceAll(path, "{id}", g.value))
			if err != nil {
				return err
			}
			none, err := w.get(ctx, v, strings.ReplaceAll(path, "{id}", g.nonsense))
			if err != nil {
				return err
			}
			a.report.count(v.name, 2)
			a.look(v, Paths, path+g.value, secret)
			if x, y := g.hide(secret.text(), g.value), g.hide(none.text(), g.nonsense); x != y {
				a.leak(Leak{Class: Paths, Viewer: v.name, Mark: m.name(), Request: path, Detail: fmt.Sprintf("the answer is %.300s, and for nonsense %.300s", x, y)})
			}
			if !strings.Contains(path, "{id}") {
				break
			}
		}
	}
	return nil
}
