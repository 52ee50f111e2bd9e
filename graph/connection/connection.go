// Package connection has the Relay connections of the schema, one generic type for all nouns, and their cursors.
package connection

import (
	"context"
	"fmt"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// Bounds of a page. They are published in the schema's descriptions.
const (
	DefaultSize = 20
	MaxSize     = 100
)

// Args are the paging arguments of a field, nil where the client gave none.
type Args struct {
	First  *int64
	After  *string
	Last   *int64
	Before *string
}

// Request is a checked page request: it reads one document more than asked for, to see whether there are others.
type Request[T any] struct {
	Order store.Order[T]
	Page  store.Page
	size  int
}

// NewRequest checks the arguments against the order that their cursors must belong to.
func NewRequest[T any](order store.Order[T], a Args) (Request[T], error) {
	r := Request[T]{Order: order, size: DefaultSize}
	field, size := "first", a.First
	if a.Last != nil {
		if a.First != nil {
			return r, errs.InvalidField("last", "Chỉ dùng một trong hai: first hoặc last.", "Give either first or last, not both.")
		}
		field, size = "last", a.Last
		r.Page.Last = true
	}
	if size != nil {
		if *size < 1 || *size > MaxSize {
			return r, errs.InvalidField(field,
				fmt.Sprintf("%s là %d; phải từ 1 đến %d.", field, *size, MaxSize),
				fmt.Sprintf("%s is %d; it must be 1 to %d.", field, *size, MaxSize))
		}
		r.size = int(*size)
	}
	var err error
	if r.Page.After, err = position("after", a.After); err != nil {
		return r, err
	}
	if r.Page.Before, err = position("before", a.Before); err != nil {
		return r, err
	}
	r.Page.Limit = r.size + 1
	r.Page.Read = store.Light
	return r, nil
}

func position(field string, cursor *string) (*store.Position, error) {
	if cursor == nil {
		return nil, nil //nolint:nilnil // no cursor, no position
	}
	p, ok := decode(*cursor)
	if !ok {
		return nil, errs.InvalidField(field,
			"Con trỏ trang không đọc được; hãy dùng đúng giá trị endCursor hoặc startCursor đã nhận.",
			"The cursor cannot be read; use an endCursor or startCursor as it was given.")
	}
	return &p, nil
}

// Connection is a page of a list.
type Connection[T any] struct {
	nodes    []*T
	position func(i int) store.Position // of the i-th node
	more     bool                       // there are documents beyond the page in the direction of reading
	backward bool
	bounded  bool // by a cursor, on the side where reading starts
	count    func(ctx context.Context) (int64, error)
}

// New makes the page of the documents that a store returned for r; count is called only when a client asks for the
// total.
func New[T any](r Request[T], docs []*T, count func(ctx context.Context) (int64, error)) *Connection[T] {
	c := &Connection[T]{nodes: docs, backward: r.Page.Last, count: count}
	if c.more = len(docs) > r.size; c.more {
		if c.backward {
			c.nodes = docs[len(docs)-r.size:]
		} else {
			c.nodes = docs[:r.size]
		}
	}
	nodes := c.nodes
	c.position = func(i int) store.Position { return r.Order.Position(nodes[i]) }
	c.bounded = (c.backward && r.Page.Before != nil) || (!c.backward && r.Page.After != nil)
	return c
}

// Through makes of a page its counterpart of another noun, such as the units of a page of memberships: in the same
// order, with the same cursors. Nodes that pick returns nil for are left out.
func Through[T, U any](c *Connection[T], pick func(*T) *U) *Connection[U] {
	through := &Connection[U]{more: c.more, backward: c.backward, bounded: c.bounded, count: c.count}
	places := make([]int, 0, len(c.nodes))
	for i, n := range c.nodes {
		if u := pick(n); u != nil {
			through.nodes = append(through.nodes, u)
			places = append(places, i)
		}
	}
	through.position = func(i int) store.Position { return c.position(places[i]) }
	return through
}

// Nodes returns the documents of the page.
func (c *Connection[T]) Nodes() []*T { return c.nodes }

// Edges returns the documents with their cursors.
func (c *Connection[T]) Edges() []Edge[T] {
	edges := make([]Edge[T], len(c.nodes))
	for i, n := range c.nodes {
		edges[i] = Edge[T]{Node: n, page: c, place: i}
	}
	return edges
}

// PageInfo tells where the page stands.
func (c *Connection[T]) PageInfo() PageInfo {
	info := PageInfo{HasNextPage: c.more, HasPreviousPage: c.bounded}
	if c.backward {
		info.HasNextPage, info.HasPreviousPage = c.bounded, c.more
	}
	if n := len(c.nodes); n > 0 {
		info.StartCursor = encode(c.position(0))
		info.EndCursor = encode(c.position(n - 1))
	}
	return info
}

// TotalCount counts the whole list.
func (c *Connection[T]) TotalCount(ctx context.Context) (*int64, error) {
	n, err := c.count(ctx)
	if err != nil {
		return nil, err
	}
	return &n, nil
}

// Edge is a document in a page.
type Edge[T any] struct {
	Node  *T
	page  *Connection[T]
	place int
}

// Cursor is the document's place in the list.
func (e Edge[T]) Cursor() string { return encode(e.page.position(e.place)) }

// PageInfo tells where a page stands; the cursors are empty on an empty page.
type PageInfo struct {
	HasNextPage     bool
	HasPreviousPage bool
	StartCursor     string
	EndCursor       string
}
