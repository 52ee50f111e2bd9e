package graph

import (
	"context"
	"maps"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"thidua/graph/connection"
	"thidua/internal/store"
)

// Nodes that were loaded together, across all their parents, are siblings. The first of them that is asked for an edge
// loads that edge for all of them, in one store call, and the others find it done. Fields are resolved one after the
// other (package inorder), so this needs no lock, no timer and no goroutine, and the number of store calls of a request
// is always the same.

// loaded is what one operation has loaded: for each node, by its pointer, the siblings that it came with.
type loaded map[any]any

type loadedKey struct{}

// WithSiblings prepares the context of one operation; its fields must be resolved by one goroutine.
func WithSiblings(ctx context.Context) context.Context {
	return context.WithValue(ctx, loadedKey{}, loaded{})
}

// siblings are the nodes of one load and the edges that were loaded for them, by the field that asked.
type siblings[P any] struct {
	nodes []*P
	edges map[any]any
}

// adopt makes siblings of nodes that were loaded together.
func adopt[P any](ctx context.Context, nodes []*P) {
	known, ok := ctx.Value(loadedKey{}).(loaded)
	if !ok {
		return
	}
	group := &siblings[P]{nodes: nodes}
	for _, n := range nodes {
		known[n] = group
	}
}

// siblingsOf returns the siblings of a node, which is alone if it was never adopted.
func siblingsOf[P any](ctx context.Context, node *P) *siblings[P] {
	known, _ := ctx.Value(loadedKey{}).(loaded)
	if group, ok := known[node].(*siblings[P]); ok {
		return group
	}
	group := &siblings[P]{nodes: []*P{node}}
	if known != nil {
		known[node] = group
	}
	return group
}

// edge returns what load answers for all siblings of the node. It is called once for them and for the present field
// of the request: the same field has the same arguments for all of them.
func edge[P, A any](ctx context.Context, node *P, load func(ctx context.Context, nodes []*P) (A, error)) (A, error) {
	var field *ast.Field
	if fc := graphql.GetFieldContext(ctx); fc != nil {
		field = fc.Field.Field
	}
	return edgeAs(ctx, node, field, load)
}

// edgeAs is [edge] for what several fields share under one key, such as the bodies of articles.
func edgeAs[P, A any](ctx context.Context, node *P, key any, load func(ctx context.Context, nodes []*P) (A, error)) (A, error) {
	type answer struct {
		value A
		err   error
	}
	group := siblingsOf(ctx, node)
	if done, ok := group.edges[key].(answer); ok {
		return done.value, done.err
	}
	var a answer
	a.value, a.err = load(ctx, group.nodes)
	if group.edges == nil {
		group.edges = map[any]any{}
	}
	group.edges[key] = a
	return a.value, a.err
}

// byID is a load of documents by their IDs.
type byID[C any] func(ctx context.Context, ids []string) (map[string]*C, error)

// fetch loads the documents that the nodes refer to and makes them siblings.
func fetch[P, C any](ctx context.Context, nodes []*P, refs func(*P) []string, load byID[C]) (map[string]*C, error) {
	var ids []string
	for _, n := range nodes {
		ids = append(ids, refs(n)...)
	}
	ids = distinct(ids)
	found := make(map[string]*C, len(ids))
	group := make([]*C, 0, len(ids))
	for part := range slices.Chunk(ids, store.MaxLimit) {
		docs, err := load(ctx, part)
		if err != nil {
			return nil, err
		}
		for _, id := range part {
			if doc, ok := docs[id]; ok {
				found[id] = doc
				group = append(group, doc)
			}
		}
	}
	adopt(ctx, group)
	return found, nil
}

// distinct returns the IDs that are not empty, each once, in their order.
func distinct(ids []string) []string {
	seen := make(map[string]bool, len(ids))
	out := make([]string, 0, len(ids))
	for _, id := range ids {
		if id != "" && !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

// one resolves an edge to the one document that a node refers to; nil if it refers to none, or to one that the viewer
// may not see.
func one[P, C any](ctx context.Context, node *P, ref func(*P) string, load byID[C]) (*C, error) {
	id := ref(node)
	if id == "" {
		return nil, nil //nolint:nilnil // null in GraphQL
	}
	found, err := edge(ctx, node, func(ctx context.Context, nodes []*P) (map[string]*C, error) {
		return fetch(ctx, nodes, func(n *P) []string { return []string{ref(n)} }, load)
	})
	if err != nil {
		return nil, err
	}
	return found[id], nil
}

// many resolves an edge to the documents that a node refers to, in the order of its references, without those that the
// viewer may not see.
func many[P, C any](ctx context.Context, node *P, refs func(*P) []string, load byID[C]) ([]*C, error) {
	if len(refs(node)) == 0 {
		return []*C{}, nil
	}
	found, err := edge(ctx, node, func(ctx context.Context, nodes []*P) (map[string]*C, error) {
		return fetch(ctx, nodes, refs, load)
	})
	if err != nil {
		return nil, err
	}
	return pick(refs(node), found), nil
}

// pick returns the documents of the keys that were found, in the order of the keys.
func pick[K comparable, C any](keys []K, found map[K]*C) []*C {
	docs := make([]*C, 0, len(keys))
	for _, key := range keys {
		if doc, ok := found[key]; ok {
			docs = append(docs, doc)
		}
	}
	return docs
}

// pages is a load of a page for each parent, and a count for each.
type pages[C any] struct {
	load  func(ctx context.Context, parents []string, p store.Page) (map[string][]*C, error)
	count func(ctx context.Context, parents []string) (map[string]int64, error)
}

// page resolves an edge to a list: for all siblings in one store call, and the totals in a second if they are asked
// for.
func page[P, C any](
	ctx context.Context, node *P, order store.Order[C], args connection.Args, p pages[C],
) (*connection.Connection[C], error) {
	request, err := connection.NewRequest(order, args)
	if err != nil {
		return nil, err
	}
	byParent, err := edge(ctx, node, func(ctx context.Context, nodes []*P) (map[string][]*C, error) {
		return perParent(ctx, nodes, func(ctx context.Context, ids []string) (map[string][]*C, error) {
			return p.load(ctx, ids, needed(ctx, request.Page))
		})
	})
	if err != nil {
		return nil, err
	}
	return connection.New(request, byParent[idOf(node)], func(ctx context.Context) (int64, error) {
		counts, err := edge(ctx, node, func(ctx context.Context, nodes []*P) (map[string]int64, error) {
			return countPerParent(ctx, nodes, p.count)
		})
		return counts[idOf(node)], err
	}), nil
}

// needed is the page without the document that is read beyond it, if nobody asks where the page stands: of many short lists, that
// one is a good part.
func needed(ctx context.Context, p store.Page) store.Page {
	field := graphql.GetFieldContext(ctx)
	if field == nil || !graphql.HasOperationContext(ctx) {
		return p
	}
	fields := graphql.CollectFields(graphql.GetOperationContext(ctx), field.Field.Selections, nil)
	if !slices.ContainsFunc(fields, func(f graphql.CollectedField) bool { return f.Name == "pageInfo" }) {
		p.Limit--
	}
	return p
}

// countPerParent counts for each node.
func countPerParent[P any](
	ctx context.Context, nodes []*P, count func(ctx context.Context, ids []string) (map[string]int64, error),
) (map[string]int64, error) {
	all := make(map[string]int64, len(nodes))
	for part := range slices.Chunk(idsOf(nodes), store.MaxLimit) {
		counts, err := count(ctx, part)
		if err != nil {
			return nil, err
		}
		maps.Copy(all, counts)
	}
	return all, nil
}

// perParent loads a list for each node and makes siblings of all that it finds, in the order of the nodes.
func perParent[P, C any](
	ctx context.Context, nodes []*P, load func(ctx context.Context, ids []string) (map[string][]*C, error),
) (map[string][]*C, error) {
	all := make(map[string][]*C, len(nodes))
	var group []*C
	for part := range slices.Chunk(idsOf(nodes), store.MaxLimit) {
		byParent, err := load(ctx, part)
		if err != nil {
			return nil, err
		}
		for _, id := range part {
			if docs, ok := byParent[id]; ok {
				all[id] = docs
				group = append(group, docs...)
			}
		}
	}
	adopt(ctx, group)
	return all, nil
}

// idOf returns the ID of a document. It panics for a node that is none, which no edge that calls it has.
func idOf[P any](node *P) string { return any(node).(store.Document).DocumentHead().ID }

func idsOf[P any](nodes []*P) []string {
	ids := make([]string, len(nodes))
	for i, n := range nodes {
		ids[i] = idOf(n)
	}
	return distinct(ids)
}

// parts makes siblings of the parts that documents hold, such as the successions of units, so that the edges of the
// parts are loaded together too, and returns the node's own.
func parts[P, C any](ctx context.Context, node *P, of func(*P) []C) ([]*C, error) {
	all, err := edge(ctx, node, func(ctx context.Context, nodes []*P) (map[*P][]*C, error) {
		byNode := make(map[*P][]*C, len(nodes))
		var group []*C
		for _, n := range nodes {
			list := slices.Clone(of(n)) // a document's parts are shared with other reads, siblings are told apart by address
			pointers := make([]*C, len(list))
			for i := range list {
				pointers[i] = &list[i]
			}
			byNode[n] = pointers
			group = append(group, pointers...)
		}
		adopt(ctx, group)
		return byNode, nil
	})
	return all[node], err
}

// list resolves a list of the root.
func list[C any](
	ctx context.Context, order store.Order[C], args connection.Args,
	load func(ctx context.Context, p store.Page) ([]*C, error), count func(ctx context.Context) (int64, error),
) (*connection.Connection[C], error) {
	request, err := connection.NewRequest(order, args)
	if err != nil {
		return nil, err
	}
	docs, err := load(ctx, needed(ctx, request.Page))
	if err != nil {
		return nil, err
	}
	adopt(ctx, docs)
	return connection.New(request, docs, count), nil
}
