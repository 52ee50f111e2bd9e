package graph

import (
	"context"
	"maps"
	"slices"

	"thidua/graph/gen"
	"thidua/graph/scalar"
	"thidua/internal/custom"
	"thidua/internal/store"
)

// fieldsKey is the key of the custom fields of a noun in what an operation has loaded.
type fieldsKey custom.Noun

// fieldsOf returns the custom fields of a noun as they were when the request first asked for them: one store call, however many
// documents, filters and totals need them.
func (r *Resolver) fieldsOf(ctx context.Context, n custom.Noun) (*custom.Set, error) {
	known, _ := ctx.Value(loadedKey{}).(loaded)
	if set, ok := known[fieldsKey(n)].(*custom.Set); ok {
		return set, nil
	}
	set, err := r.Fields.Set(ctx, n)
	if err == nil && known != nil {
		known[fieldsKey(n)] = set
	}
	return set, err
}

// fieldsChanged makes the rest of the request ask again for the custom fields.
func fieldsChanged(ctx context.Context) {
	known, _ := ctx.Value(loadedKey{}).(loaded)
	for _, n := range custom.Nouns() {
		delete(known, fieldsKey(n))
	}
}

func (r *Resolver) customFields(ctx context.Context, ids []string) (map[string]*custom.Field, error) {
	return r.Fields.ByID(ctx, r.viewer(ctx), ids)
}

func (r queryResolver) CustomFields(ctx context.Context, noun custom.Noun) ([]*custom.Field, error) {
	set, err := r.fieldsOf(ctx, noun)
	if err != nil {
		return nil, err
	}
	return set.Listed(r.viewer(ctx)), nil
}

// maxKeys is the largest number of keys that may be asked for at once.
const maxKeys = custom.MaxFields

// customValues resolves the custom values of a document that are asked for: for all siblings at once, so that what these refer
// to is loaded together too. Nil keys ask for all. The fields are read only where there is a value.
func customValues[P any](
	ctx context.Context, doc *P, keys []string, fields func(context.Context) (*custom.Set, error), show func(context.Context, *custom.Set, *P) []custom.Typed,
) ([]custom.Typed, error) {
	shown, err := edge(ctx, doc, func(ctx context.Context, docs []*P) (map[*P][]custom.Typed, error) {
		set, err := fields(ctx)
		if err != nil {
			return nil, err
		}
		of := make(map[*P][]custom.Typed, len(docs))
		var references []*custom.ReferenceValue
		for _, d := range docs {
			of[d] = slices.DeleteFunc(show(ctx, set, d), func(v custom.Typed) bool {
				return keys != nil && !slices.Contains(keys, v.Of().Key)
			})
			references = append(references, custom.References(of[d])...)
		}
		adopt(ctx, references)
		return of, nil
	})
	return shown[doc], err
}

// Custom resolves the values of articles and drafts in custom fields.
func (r contentResolver[T]) Custom(ctx context.Context, doc *T, keys []string) ([]custom.Typed, error) {
	if len(keys) > maxKeys {
		return nil, within("keys", int64(len(keys)), maxKeys)
	}
	if len(r.content(doc).Custom) == 0 {
		return []custom.Typed{}, nil
	}
	return customValues(ctx, doc, keys, func(ctx context.Context) (*custom.Set, error) { return r.fieldsOf(ctx, custom.Article) }, r.shown)
}

// CustomValue is Custom for one field.
func (r contentResolver[T]) CustomValue(ctx context.Context, doc *T, key string) (custom.Typed, error) {
	values, err := r.Custom(ctx, doc, []string{key})
	if err != nil || len(values) == 0 {
		return nil, err
	}
	return values[0], nil
}

// ReferenceValue returns the resolvers of values that refer to other documents.
func (r *Resolver) ReferenceValue() gen.ReferenceValueResolver { return referenceValueResolver{r} }

type referenceValueResolver struct{ *Resolver }

// Node loads what all siblings refer to, one call a kind of document.
func (r referenceValueResolver) Node(ctx context.Context, v *custom.ReferenceValue) (scalar.Node, error) {
	nodes, err := edge(ctx, v, func(ctx context.Context, values []*custom.ReferenceValue) (map[string]scalar.Node, error) {
		ids := make([]string, len(values))
		for i, v := range values {
			ids[i] = v.ID
		}
		all := map[string]scalar.Node{}
		for part := range slices.Chunk(distinct(ids), store.MaxLimit) {
			found, err := r.nodes(ctx, part)
			if err != nil {
				return nil, err
			}
			maps.Copy(all, found)
		}
		return all, nil
	})
	return nodes[v.ID], err
}

// CustomField returns the resolvers of custom fields.
func (r *Resolver) CustomField() gen.CustomFieldResolver { return customFieldResolver{} }

type customFieldResolver struct{}

func (customFieldResolver) DisplayLabel(ctx context.Context, f *custom.Field) (string, error) {
	if exchangeOf(ctx).lang == english {
		return f.EnglishLabel(), nil
	}
	return f.Label, nil
}

// CustomChoice returns the resolvers of what a choice offers.
func (r *Resolver) CustomChoice() gen.CustomChoiceResolver { return customChoiceResolver{} }

type customChoiceResolver struct{}

func (customChoiceResolver) DisplayLabel(ctx context.Context, o *custom.Option) (string, error) {
	if exchangeOf(ctx).lang == english {
		return o.EnglishLabel(), nil
	}
	return o.Label, nil
}
