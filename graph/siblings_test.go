package graph

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"

	"thidua/graph/connection"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// parent and child are nouns of these tests.
type (
	parent struct {
		store.Head
		ref   string
		refs  []string
		parts []part
	}
	part  struct{ ref string }
	child struct{ store.Head }
)

// archive answers loads, and notes the IDs of each.
type archive struct {
	loads [][]string
	fail  error
}

func (a *archive) children(_ context.Context, ids []string) (map[string]*child, error) {
	a.loads = append(a.loads, ids)
	if a.fail != nil {
		return nil, a.fail
	}
	docs := map[string]*child{}
	for _, id := range ids {
		if id != "hidden" {
			docs[id] = &child{store.Head{ID: id}}
		}
	}
	return docs, nil
}

// pages lists two children of each parent, and counts ten; an odd parent has none.
func (a *archive) pages() pages[child] {
	return pages[child]{
		load: func(_ context.Context, parents []string, _ store.Page) (map[string][]*child, error) {
			a.loads = append(a.loads, parents)
			lists := map[string][]*child{}
			for i, id := range parents {
				if i%2 == 0 {
					lists[id] = []*child{{store.Head{ID: id + ".1"}}, {store.Head{ID: id + ".2"}}}
				}
			}
			return lists, a.fail
		},
		count: func(_ context.Context, parents []string) (map[string]int64, error) {
			a.loads = append(a.loads, append([]string{"count"}, parents...))
			counts := map[string]int64{}
			for _, id := range parents {
				counts[id] = 10
			}
			return counts, a.fail
		},
	}
}

// field is the context of a field of a request.
func field(ctx context.Context, f *ast.Field) context.Context {
	return graphql.WithFieldContext(ctx, &graphql.FieldContext{Field: graphql.CollectedField{Field: f}})
}

// family is n parents that were loaded together.
func family(ctx context.Context, n int) []*parent {
	parents := make([]*parent, n)
	for i := range parents {
		ref := fmt.Sprintf("c%d", i/2)
		parents[i] = &parent{
			Head: store.Head{ID: fmt.Sprintf("p%d", i)}, ref: ref, refs: []string{ref, "", "hidden", "c9"}, parts: []part{{ref}, {"c9"}},
		}
	}
	adopt(ctx, parents)
	return parents
}

func refOf(p *parent) string    { return p.ref }
func refsOf(p *parent) []string { return p.refs }

func TestOneLoadServesAllSiblings(t *testing.T) {
	t.Parallel()
	ctx, a := field(WithSiblings(t.Context()), &ast.Field{}), &archive{}
	parents := family(ctx, 4)
	parents[3].ref = ""
	for i, p := range parents {
		c, err := one(ctx, p, refOf, a.children)
		if err != nil || i < 3 && c.ID != p.ref || i == 3 && c != nil {
			t.Errorf("%s has %v, %v", p.ID, c, err)
		}
	}
	if diff := cmp.Diff([][]string{{"c0", "c1"}}, a.loads); diff != "" {
		t.Error(diff)
	}
	t.Run("another field loads once more", func(t *testing.T) {
		a.loads = nil
		other := field(ctx, &ast.Field{})
		for _, p := range parents {
			list, err := many(other, p, refsOf, a.children)
			if err != nil || len(list) != 2 || list[0].ID != p.refs[0] || list[1].ID != "c9" {
				t.Errorf("%s has %v, %v", p.ID, list, err)
			}
		}
		if diff := cmp.Diff([][]string{{"c0", "hidden", "c9", "c1"}}, a.loads); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("what was loaded are siblings too", func(t *testing.T) {
		a.loads = nil
		c, err := one(ctx, parents[0], refOf, a.children)
		if err != nil {
			t.Fatal(err)
		}
		next := field(ctx, &ast.Field{})
		for range 2 {
			if _, err := one(next, c, func(c *child) string { return "of " + c.ID }, a.children); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff([][]string{{"of c0", "of c1"}}, a.loads); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("nothing to refer to loads nothing", func(t *testing.T) {
		a.loads = nil
		ctx := field(WithSiblings(t.Context()), &ast.Field{})
		lone := &parent{}
		adopt(ctx, []*parent{lone})
		c, err := one(ctx, lone, refOf, a.children)
		list, errOfMany := many(ctx, lone, refsOf, a.children)
		if c != nil || err != nil || list == nil || len(list) != 0 || errOfMany != nil || len(a.loads) != 0 {
			t.Errorf("%v, %v, %v, %v after %v", c, err, list, errOfMany, a.loads)
		}
	})
}

func TestPagesAndTotalsAreLoadedOnceForAllSiblings(t *testing.T) {
	t.Parallel()
	ctx, a := WithSiblings(t.Context()), &archive{}
	parents := family(ctx, 3)
	pageField, totalField := field(ctx, &ast.Field{}), field(ctx, &ast.Field{})
	first := int64(1)
	var lists []*connection.Connection[child]
	for _, p := range parents {
		list, err := page(pageField, p, store.Order[child]{}, connection.Args{First: &first}, a.pages())
		if err != nil {
			t.Fatal(err)
		}
		lists = append(lists, list)
	}
	if diff := cmp.Diff([][]string{{"p0", "p1", "p2"}}, a.loads); diff != "" {
		t.Error(diff)
	}
	for i, list := range lists {
		if want := 1 - i%2; len(list.Nodes()) != want || list.PageInfo().HasNextPage != (want == 1) {
			t.Errorf("%s has %d nodes, %+v", parents[i].ID, len(list.Nodes()), list.PageInfo())
		}
		if total, err := list.TotalCount(totalField); err != nil || *total != 10 {
			t.Errorf("%s has %v, %v", parents[i].ID, total, err)
		}
	}
	if diff := cmp.Diff([][]string{{"p0", "p1", "p2"}, {"count", "p0", "p1", "p2"}}, a.loads); diff != "" {
		t.Error(diff)
	}
	a.loads = nil
	next := field(ctx, &ast.Field{})
	for _, c := range append(lists[0].Nodes(), lists[2].Nodes()...) {
		if _, err := one(next, c, func(c *child) string { return "of " + c.ID }, a.children); err != nil {
			t.Fatal(err)
		}
	}
	// The store was asked for one more than the page, to see whether there are others: it is loaded along.
	if diff := cmp.Diff([][]string{{"of p0.1", "of p0.2", "of p2.1", "of p2.2"}}, a.loads); diff != "" {
		t.Error(diff)
	}
	_, err := page(pageField, parents[0], store.Order[child]{}, connection.Args{First: new(int64)}, a.pages())
	if errs.CodeOf(err) != errs.Invalid {
		t.Errorf("a page of none = %v", err)
	}
}

func TestLoadsStayWithinTheStoresBound(t *testing.T) {
	t.Parallel()
	ctx, a := field(WithSiblings(t.Context()), &ast.Field{}), &archive{}
	parents := family(ctx, 2*store.MaxLimit+2)
	last := parents[len(parents)-1]
	if c, err := one(ctx, last, refOf, a.children); err != nil || c.ID != last.ref {
		t.Fatal(c, err)
	}
	list, err := page(field(ctx, &ast.Field{}), last, store.Order[child]{}, connection.Args{}, a.pages())
	if err != nil {
		t.Fatal(err)
	}
	if total, err := list.TotalCount(field(ctx, &ast.Field{})); err != nil || *total != 10 {
		t.Fatal(total, err)
	}
	var sizes []int
	for _, ids := range a.loads {
		sizes = append(sizes, len(slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id == "count" })))
	}
	most := store.MaxLimit
	if diff := cmp.Diff([]int{most, 1, most, most, 2, most, most, 2}, sizes); diff != "" {
		t.Error(diff)
	}
}

func TestPartsOfSiblingsAreSiblings(t *testing.T) {
	t.Parallel()
	ctx, a := WithSiblings(t.Context()), &archive{}
	parents := family(ctx, 3)
	partField, refField := field(ctx, &ast.Field{}), field(ctx, &ast.Field{})
	for _, p := range parents {
		own, err := parts(partField, p, func(p *parent) []part { return p.parts })
		if err != nil || len(own) != 2 || *own[0] != p.parts[0] || *own[1] != p.parts[1] {
			t.Fatalf("%s has %v, %v", p.ID, own, err)
		}
		for _, s := range own {
			c, err := one(refField, s, func(s *part) string { return s.ref }, a.children)
			if err != nil || c.ID != s.ref {
				t.Errorf("%v, %v", c, err)
			}
		}
	}
	if diff := cmp.Diff([][]string{{"c0", "c9", "c1"}}, a.loads); diff != "" {
		t.Error(diff)
	}
}

func TestANodeOfNoLoadIsAlone(t *testing.T) {
	t.Parallel()
	ctx, a := field(WithSiblings(t.Context()), &ast.Field{}), &archive{}
	family(ctx, 2)
	stranger := &parent{Head: store.Head{ID: "p9"}, ref: "c5"}
	for range 2 {
		if c, err := one(ctx, stranger, refOf, a.children); err != nil || c.ID != "c5" {
			t.Errorf("%v, %v", c, err)
		}
	}
	if diff := cmp.Diff([][]string{{"c5"}}, a.loads); diff != "" {
		t.Error(diff)
	}
}

func TestEachSiblingGetsTheError(t *testing.T) {
	t.Parallel()
	ctx, a := WithSiblings(t.Context()), &archive{fail: errors.New("no store")}
	parents := family(ctx, 3)
	refField, listField, pageField := field(ctx, &ast.Field{}), field(ctx, &ast.Field{}), field(ctx, &ast.Field{})
	for _, p := range parents {
		if c, err := one(refField, p, refOf, a.children); c != nil || !errors.Is(err, a.fail) {
			t.Errorf("one = %v, %v", c, err)
		}
		if list, err := many(listField, p, refsOf, a.children); list != nil || !errors.Is(err, a.fail) {
			t.Errorf("many = %v, %v", list, err)
		}
		if list, err := page(pageField, p, store.Order[child]{}, connection.Args{}, a.pages()); list != nil || !errors.Is(err, a.fail) {
			t.Errorf("page = %v, %v", list, err)
		}
	}
	if len(a.loads) != 3 {
		t.Errorf("asked for %v", a.loads)
	}
}

func TestATotalThatFailsLeavesThePage(t *testing.T) {
	t.Parallel()
	ctx, a := WithSiblings(t.Context()), &archive{}
	p := family(ctx, 1)[0]
	list, err := page(field(ctx, &ast.Field{}), p, store.Order[child]{}, connection.Args{}, a.pages())
	if err != nil {
		t.Fatal(err)
	}
	a.fail = errors.New("no store")
	total, err := list.TotalCount(field(ctx, &ast.Field{}))
	if total != nil || !errors.Is(err, a.fail) || len(list.Nodes()) != 2 {
		t.Errorf("%v, %v, %d nodes", total, err, len(list.Nodes()))
	}
}

func TestWithoutSiblingsEveryNodeLoadsForItself(t *testing.T) {
	t.Parallel()
	ctx, a := t.Context(), &archive{} // no siblings, and no field either
	for _, p := range family(ctx, 2) {
		c, err := one(ctx, p, refOf, a.children)
		if err != nil || c.ID != "c0" {
			t.Errorf("one = %v, %v", c, err)
		}
		own, err := parts(ctx, p, func(p *parent) []part { return p.parts })
		if err != nil || len(own) != 2 {
			t.Errorf("parts = %v, %v", own, err)
		}
		list, err := page(ctx, p, store.Order[child]{}, connection.Args{}, a.pages())
		if err != nil || len(list.Nodes()) != 2 {
			t.Fatalf("page = %v, %v", list, err)
		}
		if total, err := list.TotalCount(ctx); err != nil || *total != 10 {
			t.Errorf("total = %v, %v", total, err)
		}
	}
	if diff := cmp.Diff([][]string{{"c0"}, {"p0"}, {"count", "p0"}, {"c0"}, {"p1"}, {"count", "p1"}}, a.loads); diff != "" {
		t.Error(diff)
	}
}

func TestListsOfTheRootAreSiblings(t *testing.T) {
	t.Parallel()
	ctx, a := WithSiblings(t.Context()), &archive{}
	counted := 0
	root := func(args connection.Args) (*connection.Connection[child], error) {
		return list(ctx, store.Order[child]{}, args, func(context.Context, store.Page) ([]*child, error) {
			return []*child{{store.Head{ID: "c1"}}, {store.Head{ID: "c2"}}}, a.fail
		}, func(context.Context) (int64, error) { counted++; return 7, nil })
	}
	found, err := root(connection.Args{})
	if err != nil || counted != 0 {
		t.Fatal(err, counted)
	}
	next := field(ctx, &ast.Field{})
	for _, c := range found.Nodes() {
		if _, err := one(next, c, func(c *child) string { return "of " + c.ID }, a.children); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([][]string{{"of c1", "of c2"}}, a.loads); diff != "" {
		t.Error(diff)
	}
	if total, err := found.TotalCount(ctx); err != nil || *total != 7 || counted != 1 {
		t.Errorf("%v, %v after %d counts", total, err, counted)
	}
	if _, err := root(connection.Args{First: new(int64)}); errs.CodeOf(err) != errs.Invalid {
		t.Errorf("a page of none = %v", err)
	}
	a.fail = errors.New("no store")
	if _, err := root(connection.Args{}); !errors.Is(err, a.fail) {
		t.Errorf("error = %v", err)
	}
}
