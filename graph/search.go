package graph

import (
	"context"

	"thidua/graph/connection"
	"thidua/graph/gen"
	"thidua/graph/scalar"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/search"
)

func (r queryResolver) Search(
	ctx context.Context, text string, where *search.Filter, first *int64, after *string,
) (*connection.SearchPage, error) {
	request, err := connection.NewRequest(search.Order(), pageArgs(first, after, nil, nil))
	if err != nil {
		return nil, err
	}
	results, err := r.Index.Find(ctx, r.viewer(ctx), text, or(where), request.Page)
	if err != nil {
		return nil, err
	}
	adoptFound(ctx, results.Hits)
	return connection.NewSearchPage(request, results), nil
}

// maxSuggestions is the largest number of suggestions.
const maxSuggestions = 20

func (r queryResolver) Suggest(ctx context.Context, text string, where *search.Filter, first int64) ([]*search.Suggestion, error) {
	if err := within("first", first, maxSuggestions); err != nil {
		return nil, err
	}
	suggestions, err := r.Index.Suggest(ctx, r.viewer(ctx), text, or(where), int(first))
	hits := make([]*search.Hit, len(suggestions))
	for i, s := range suggestions {
		hits[i] = &s.Hit
	}
	adoptFound(ctx, hits)
	return suggestions, err
}

// adoptFound makes siblings of the documents of each noun that were found.
func adoptFound(ctx context.Context, hits []*search.Hit) {
	adoptOf[newsroom.Article](ctx, hits)
	adoptOf[register.Unit](ctx, hits)
	adoptOf[register.Bloc](ctx, hits)
	adoptOf[register.Person](ctx, hits)
	adoptOf[register.AwardType](ctx, hits)
	adoptOf[register.Award](ctx, hits)
	adoptOf[register.Decision](ctx, hits)
	adoptOf[register.Task](ctx, hits)
	adoptOf[register.Event](ctx, hits)
	adoptOf[register.Movement](ctx, hits)
	adoptOf[register.LegalReference](ctx, hits)
}

func adoptOf[T any](ctx context.Context, hits []*search.Hit) {
	var docs []*T
	for _, h := range hits {
		if doc, ok := h.Doc.(*T); ok {
			docs = append(docs, doc)
		}
	}
	if len(docs) > 0 {
		adopt(ctx, docs)
	}
}

// SearchConnection returns the resolvers of pages of what was found.
func (r *Resolver) SearchConnection() gen.SearchConnectionResolver { return searchResolver{r} }

type searchResolver struct{ *Resolver }

func (r searchResolver) Facet(ctx context.Context, page *connection.SearchPage, by search.Facet) ([]*search.FacetCount, error) {
	counts, err := page.Facet(ctx, by)
	adopt(ctx, counts)
	return counts, err
}

// SearchFacetCount returns the resolvers of the lines of a facet.
func (r *Resolver) SearchFacetCount() gen.SearchFacetCountResolver { return facetResolver{r} }

type facetResolver struct{ *Resolver }

func (r facetResolver) Node(ctx context.Context, c *search.FacetCount) (scalar.Node, error) {
	found, err := edge(ctx, c, func(ctx context.Context, counts []*search.FacetCount) (map[string]scalar.Node, error) {
		var ids []string
		for _, c := range counts {
			if c.Of == search.ByBloc || c.Of == search.ByUnit {
				ids = append(ids, c.Value)
			}
		}
		return r.nodes(ctx, ids)
	})
	return found[c.Value], err
}

// SearchHit returns the resolvers of what was found.
func (r *Resolver) SearchHit() gen.SearchHitResolver { return hitResolver{} }

type hitResolver struct{}

func (hitResolver) Node(_ context.Context, h *search.Hit) (scalar.Node, error) { return h.Doc, nil }

// SearchSuggestion returns the resolvers of suggestions.
func (r *Resolver) SearchSuggestion() gen.SearchSuggestionResolver { return searchSuggestionResolver{} }

type searchSuggestionResolver struct{}

func (searchSuggestionResolver) Node(_ context.Context, s *search.Suggestion) (scalar.Node, error) {
	return s.Doc, nil
}
