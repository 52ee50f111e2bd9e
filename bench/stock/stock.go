// Package stock answers a part of thidua's schema from memory with gqlgen as it comes: generated code that nobody
// rewrote, and gqlgen's own HTTP handler. It is what the benchmarks compare with; only package bench imports it.
package stock

import (
	"context"
	"net/http"

	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/vektah/gqlparser/v2/ast"

	"thidua/bench/stock/gen"
	"thidua/internal/newsroom"
	"thidua/internal/register"
)

// Content is all documents, in the orders in which they are listed. It is not changed while a handler uses it.
type Content struct {
	Articles       []*newsroom.Article
	Found          map[string][]*newsroom.Article // by what is searched for
	ArticlesBySlug map[string]*newsroom.Article
	Blocs          []*register.Bloc
	BlocsByID      map[string]*register.Bloc
	Units          map[string][]*register.Unit  // by bloc
	Awards         map[string][]*register.Award // by unit
}

// documentCache is how many parsed documents the handler keeps, as in gqlgen's example server.
const documentCache = 1000

// NewHandler returns gqlgen's handler over the content.
func NewHandler(c *Content) http.Handler {
	server := handler.New(gen.NewExecutableSchema(gen.Config{Resolvers: resolver{c}}))
	server.AddTransport(transport.POST{})
	server.SetQueryCache(lru.New[*ast.QueryDocument](documentCache))
	return server
}

type resolver struct{ *Content }

func (r resolver) Query() gen.QueryResolver     { return queryResolver(r) }
func (r resolver) Article() gen.ArticleResolver { return articleResolver(r) }
func (r resolver) Bloc() gen.BlocResolver       { return blocResolver(r) }
func (r resolver) Unit() gen.UnitResolver       { return unitResolver(r) }

type queryResolver resolver

func (r queryResolver) Article(_ context.Context, slug string) (*newsroom.Article, error) {
	return r.ArticlesBySlug[slug], nil
}

func (r queryResolver) Articles(_ context.Context, first int64) (*gen.ArticleConnection, error) {
	nodes, info := head(r.Content.Articles, first)
	return &gen.ArticleConnection{Nodes: nodes, PageInfo: info}, nil
}

func (r queryResolver) Blocs(_ context.Context, first int64) (*gen.BlocConnection, error) {
	nodes, info := head(r.Content.Blocs, first)
	return &gen.BlocConnection{Nodes: nodes, PageInfo: info}, nil
}

func (r queryResolver) Search(_ context.Context, text string, first int64) (*gen.SearchConnection, error) {
	found, info := head(r.Found[text], first)
	hits := make([]*gen.SearchHit, len(found))
	for i, a := range found {
		hits[i] = &gen.SearchHit{Node: a}
	}
	return &gen.SearchConnection{Nodes: hits, PageInfo: info}, nil
}

type articleResolver resolver

func (r articleResolver) Blocs(_ context.Context, a *newsroom.Article) ([]*register.Bloc, error) {
	blocs := make([]*register.Bloc, len(a.BlocIDs))
	for i, id := range a.BlocIDs {
		blocs[i] = r.BlocsByID[id]
	}
	return blocs, nil
}

type blocResolver resolver

func (r blocResolver) Units(_ context.Context, b *register.Bloc, first int64) (*gen.UnitConnection, error) {
	nodes, info := head(r.Content.Units[b.ID], first)
	return &gen.UnitConnection{Nodes: nodes, PageInfo: info}, nil
}

type unitResolver resolver

func (r unitResolver) Awards(_ context.Context, u *register.Unit, first int64) (*gen.AwardConnection, error) {
	nodes, info := head(r.Content.Awards[u.ID], first)
	return &gen.AwardConnection{Nodes: nodes, PageInfo: info}, nil
}

// head returns the first n of a list.
func head[T any](list []T, n int64) ([]T, *gen.PageInfo) {
	if int64(len(list)) <= n {
		return list, &gen.PageInfo{}
	}
	return list[:n], &gen.PageInfo{HasNextPage: true}
}
