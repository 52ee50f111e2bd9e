package exposure

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// Exception is something that shows all the same, and why that is accepted.
type Exception struct {
	// Slot is where one asks; a name of an argument ends there.
	Slot string
	// Field is the field of a mark that shows there.
	Field string
	Why   string
}

// Exceptions lists all that is accepted. docs/adr/0016-exposure-audit.md says the same.
func Exceptions() []Exception {
	return []Exception{
		{"articleCreate(input.content.slug)", "slug", "Addresses are unique over all drafts, so whoever may write drafts learns that one is taken, and no more."},
		{"articleDuplicate(input.slug)", "slug", "Addresses are unique over all drafts, so whoever may write drafts learns that one is taken, and no more."},
	}
}

// accepted reports whether an exception covers what showed.
func accepted(s slot, m *Mark) bool {
	return slices.ContainsFunc(Exceptions(), func(e Exception) bool { return e.Slot == s.name && e.Field == m.Field })
}

// mutate tries every mutation with secret values, and with values like them that stand for nothing: it must be told the
// same.
func (a *audit) mutate(ctx context.Context, w *world, v *viewer) error {
	secrets := a.secretsFrom(v)
	if v.refused != "" || len(secrets) == 0 || a.schema.Mutation == nil {
		return nil
	}
	few := onePerKind(secrets)
	for _, f := range a.schema.Mutation.Fields {
		for _, s := range a.slots(f, nil) {
			if s.kind != idMark && (s.kind != textMark || a.checksPassword(f)) {
				continue
			}
			with := few
			if strings.HasSuffix(s.name, ".id)") {
				with = secrets
			}
			if s.kind == textMark {
				with = append(slices.Clone(few), fieldsOf(secrets, "slug", "login")...)
			}
			if err := a.try(ctx, w, v, Errors, "mutation { ", a.payload(f)+" ", "}", s, with); err != nil {
				return err
			}
		}
	}
	return nil
}

// fieldsOf picks the marks of some fields.
func fieldsOf(marks []*Mark, fields ...string) []*Mark {
	return slices.DeleteFunc(slices.Clone(marks), func(m *Mark) bool { return !slices.Contains(fields, m.Field) })
}

// checksPassword reports whether a mutation asks for a password: tries are counted, so that no two are answered alike.
func (a *audit) checksPassword(f *ast.FieldDefinition) bool {
	for _, arg := range f.Arguments {
		for _, m := range a.schema.Types[arg.Type.Name()].Fields {
			if name := strings.ToLower(m.Name); strings.Contains(name, "password") || name == "code" {
				return true
			}
		}
	}
	return false
}

// payload selects what a mutation says about the values that it was given: what is made new differs from one to the next.
func (a *audit) payload(f *ast.FieldDefinition) string {
	def := a.schema.Types[f.Type.Name()]
	if def.Fields.ForName("userErrors") == nil {
		a.blind("Mutation." + f.Name + " has no userErrors")
		return " { __typename }"
	}
	return " { userErrors { code message field conflict { __typename version } } }"
}

// state is what the administrator sees of the secrets: what was changed shows in it.
func (a *audit) state(ctx context.Context, w *world) (string, error) {
	var pieces []piece
	for i, m := range a.marks {
		if def := a.schema.Types[a.known.types[strings.SplitN(m.Value, "_", 2)[0]]]; m.kind == idMark && def != nil {
			pieces = append(pieces, piece{
				path: []string{fmt.Sprintf("r%d: node(id: %q)", i, m.Value), "... on " + def.Name}, prices: []int{1, 0},
				text: strings.Join(a.leaves(def, nil), " "), cost: len(def.Fields), size: len(def.Fields), aliases: 1,
			})
		}
	}
	requests := pack(pieces)
	var all strings.Builder
	for _, query := range requests {
		got, err := w.ask(ctx, w.viewers[administrator], query)
		if err != nil {
			return "", err
		}
		all.Write(got.body)
	}
	return all.String(), nil
}
