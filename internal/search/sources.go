package search

import (
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/store"
)

// source is where the documents of a noun come from.
type source struct {
	noun       Noun
	collection string // as the journal calls it
	// load returns those of the documents that exist for the viewer; of an article, without its body unless whole.
	load func(ctx context.Context, v access.Viewer, ids []string, read store.Read) (map[string]any, error)
	// walk returns the next documents for anybody, after the one with the ID, and the ID of the last; "" if there are none.
	walk func(ctx context.Context, after string, limit int) (docs []any, last string, err error)
	// card says what of a document is searched.
	card func(doc any) Card
}

// loading is a noun's look-up by ID, and listing a page of it.
type (
	loading[T any] func(ctx context.Context, v access.Viewer, ids []string, read store.Read) (map[string]*T, error)
	listing[T any] func(ctx context.Context, v access.Viewer, p store.Page) ([]*T, error)
)

func sourceOf[T any](noun Noun, collection string, load loading[T], list listing[T], card func(*T) Card) source {
	return source{
		noun: noun, collection: collection,
		load: func(ctx context.Context, v access.Viewer, ids []string, read store.Read) (map[string]any, error) {
			docs, err := load(ctx, v, ids, read)
			found := make(map[string]any, len(docs))
			for id, doc := range docs {
				found[id] = doc
			}
			return found, err
		},
		walk: func(ctx context.Context, after string, limit int) ([]any, string, error) {
			return walk(ctx, list, after, limit)
		},
		card: func(doc any) Card { return card(doc.(*T)) },
	}
}

// walk reads on by ID: some servers put in order in memory what any other index has in order.
func walk[T any](ctx context.Context, list listing[T], after string, limit int) (docs []any, last string, err error) {
	p := store.Page{Limit: limit, Read: store.Whole, Walk: true}
	if after != "" {
		p.After = &store.Position{ID: after}
	}
	page, err := list(ctx, access.Anonymous(), p)
	if err != nil {
		return nil, "", err
	}
	for _, doc := range page {
		docs, last = append(docs, doc), store.Order[T]{}.Position(doc).ID
	}
	return docs, last, nil
}

// whole makes a look-up that knows no light reads one of [loading].
func whole[T any](load byIDs[T]) loading[T] {
	return func(ctx context.Context, v access.Viewer, ids []string, _ store.Read) (map[string]*T, error) {
		return load(ctx, v, ids)
	}
}

// byIDs is a look-up of records by their IDs.
type byIDs[T any] func(context.Context, access.Viewer, []string) (map[string]*T, error)

// itself is a look-up that does not lead from a duplicate to the record into which it was joined: that one has its own entry.
func itself[T any](load byIDs[T]) byIDs[T] {
	return func(ctx context.Context, v access.Viewer, ids []string) (map[string]*T, error) {
		return register.Itself(load(ctx, v, ids))
	}
}

// of makes a listing of a list, without conditions. The order is left open: it is walked.
func of[T, F, O any](list func(context.Context, access.Viewer, F, O, store.Page) ([]*T, error)) listing[T] {
	return func(ctx context.Context, v access.Viewer, p store.Page) ([]*T, error) {
		var (
			all   F
			order O
		)
		return list(ctx, v, all, order, p)
	}
}

// sources lists all sources, in the order of [Nouns].
func sources(news *newsroom.Reader, r *register.Register) []source {
	all := []source{
		sourceOf(Units, "units", whole(itself(r.UnitsByID)), of(r.Units), unitCard),
		sourceOf(Blocs, "blocs", whole(r.BlocsByID), of(r.Blocs), blocCard),
		sourceOf(People, "people", whole(itself(r.PeopleByID)), of(r.People), personCard),
		sourceOf(AwardTypes, "award_types", whole(r.AwardTypesByID), of(r.AwardTypes), awardTypeCard),
		sourceOf(Awards, "awards", whole(r.AwardsByID), of(r.Awards), awardCard),
		sourceOf(Decisions, "decisions", whole(r.DecisionsByID), of(r.Decisions), decisionCard),
		sourceOf(Tasks, "tasks", whole(r.TasksByID), of(r.Tasks), taskCard),
		sourceOf(Events, "events", whole(r.EventsByID), of(r.Events), eventCard),
		sourceOf(Movements, "movements", whole(r.MovementsByID), of(r.Movements), movementCard),
		sourceOf(LegalReferences, "legal_references", whole(r.LegalReferencesByID), of(r.LegalReferences), legalReferenceCard),
		sourceOf(Articles, "articles",
			func(ctx context.Context, _ access.Viewer, ids []string, read store.Read) (map[string]*newsroom.Article, error) {
				return news.ArticlesByID(ctx, ids, read)
			},
			func(ctx context.Context, _ access.Viewer, p store.Page) ([]*newsroom.Article, error) {
				return news.Articles(ctx, nil, newsroom.Newest, p)
			}, articleCard),
	}
	slices.SortFunc(all, func(a, b source) int { return slices.Index(Nouns(), a.noun) - slices.Index(Nouns(), b.noun) })
	return all
}

// sourceOf returns the source of a noun.
func (x *Index) source(n Noun) (source, error) {
	i := slices.IndexFunc(x.sources, func(s source) bool { return s.noun == n })
	if i < 0 {
		return source{}, fmt.Errorf("search: the noun %q is not known", n)
	}
	return x.sources[i], nil
}
