// Package connection has the Relay connections of the schema, one generic type for all nouns, and their cursors.
package connection

import (
	"context"
	"fmt"
	"reflect"
	"slices"

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
	if r.Page.After, err = position(order, "after", a.After); err != nil {
		return r, err
	}
	if r.Page.Before, err = position(order, "before", a.Before); err != nil {
		return r, err
	}
	r.Page.Limit = r.size + 1
	r.Page.Read = store.Light
	return r, nil
}

// position reads the cursor that a client gave in an argument.
func position[T any](order store.Order[T], argument string, cursor *string) (*store.Position, error) {
	if cursor == nil {
		return nil, nil //nolint:nilnil // no cursor, no position
	}
	p, ok := decode(order.Sort.By, *cursor)
	if !ok || !fits(order, p) {
		return nil, errs.InvalidField(argument,
			"Con trỏ trang không đọc được, hoặc thuộc thứ tự khác; hãy dùng đúng giá trị endCursor hoặc startCursor đã nhận.",
			"The cursor cannot be read, or belongs to another order; use an endCursor or startCursor as it was given.")
	}
	return &p, nil
}

// fits reports whether the position has values of the kinds that the order has, as a document without any shows them.
func fits[T any](order store.Order[T], p store.Position) bool {
	if order.Values == nil {
		return len(p.Values) == 0
	}
	return slices.EqualFunc(order.Values(new(T)), p.Values, func(a, b any) bool { return reflect.TypeOf(a) == reflect.TypeOf(b) })
}

// Connection is a page of a list.
type Connection[T any] struct {
	nodes  []*T
	cursor func(i int) string         // of the i-th node
	ends   func() (start, end string) // the first and the last cursor of the page; empty on an empty one
	info   PageInfo                   // without its cursors
	count  func(ctx context.Context) (int64, error)
}

// New makes the page of the documents that a store returned for r; count is called only when a client asks for the
// total.
func New[T any](r Request[T], docs []*T, count func(ctx context.Context) (int64, error)) *Connection[T] {
	// The document of a cursor counts as one beyond the page, even if it is gone by now.
	c := &Connection[T]{count: count, info: PageInfo{HasPreviousPage: r.Page.After != nil, HasNextPage: r.Page.Before != nil}}
	if len(docs) > r.size {
		if r.Page.Last {
			docs = docs[len(docs)-r.size:]
			c.info.HasPreviousPage = true
		} else {
			docs = docs[:r.size]
			c.info.HasNextPage = true
		}
	}
	c.nodes = docs
	c.cursor = func(i int) string { return encode(r.Order.Sort.By, r.Order.Position(docs[i])) }
	c.ends = func() (string, string) {
		if len(docs) == 0 {
			return "", ""
		}
		return c.cursor(0), c.cursor(len(docs) - 1)
	}
	return c
}

// Through makes of a page its counterpart of another noun, such as the units of a page of memberships: in the same
// order, with the same cursors. Nodes that pick returns nil for are left out, but the page begins and ends where it did,
// so that reading goes on behind them.
func Through[T, U any](c *Connection[T], pick func(*T) *U) *Connection[U] {
	through := &Connection[U]{nodes: make([]*U, 0, len(c.nodes)), ends: c.ends, info: c.info, count: c.count}
	places := make([]int, 0, len(c.nodes))
	for i, n := range c.nodes {
		if u := pick(n); u != nil {
			through.nodes = append(through.nodes, u)
			places = append(places, i)
		}
	}
	through.cursor = func(i int) string { return c.cursor(places[i]) }
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
	info := c.info
	info.StartCursor, info.EndCursor = c.ends()
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
func (e Edge[T]) Cursor() string { return e.page.cursor(e.place) }

// PageInfo tells where a page stands; the cursors are empty on an empty page.
type PageInfo struct {
	HasNextPage     bool
	HasPreviousPage bool
	StartCursor     string
	EndCursor       string
}
