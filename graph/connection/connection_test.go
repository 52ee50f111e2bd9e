package connection

import (
	"context"
	"encoding/base64"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/store/sqlitestore"
	"thidua/internal/store/storetest"
	"thidua/internal/viet"
)

// thing is a document with a field of each kind to sort by.
type thing struct {
	store.Head `bson:",inline"`
	Name       string    `bson:"name"`
	Rank       int64     `bson:"rank"`
	Done       bool      `bson:"done"`
	At         time.Time `bson:"at"`
}

func things() *store.Schema {
	s := &store.Schema{Name: "things", Fields: []store.Field{
		{Path: "name", Kind: store.String, Required: true},
		{Path: "rank", Kind: store.Int, Required: true},
		{Path: "done", Kind: store.Bool, Required: true},
		{Path: "at", Kind: store.Time, Required: true},
	}}
	for _, o := range orders() {
		if len(o.Sort.By) > 0 && !o.Sort.Desc {
			s.Indexes = append(s.Indexes, store.Index{Fields: o.Sort.By})
		}
	}
	return s
}

// orders has an order by each kind, by none and by several fields, each in both directions.
func orders() map[string]store.Order[thing] {
	up := map[string]store.Order[thing]{
		"ID":   {},
		"name": {Sort: store.Sort{By: []string{"name"}}, Values: func(t *thing) []any { return []any{t.Name} }},
		"rank": {Sort: store.Sort{By: []string{"rank"}}, Values: func(t *thing) []any { return []any{t.Rank} }},
		"done": {Sort: store.Sort{By: []string{"done"}}, Values: func(t *thing) []any { return []any{t.Done} }},
		"at":   {Sort: store.Sort{By: []string{"at"}}, Values: func(t *thing) []any { return []any{t.At} }},
		"rank and name": {
			Sort: store.Sort{By: []string{"rank", "name"}}, Values: func(t *thing) []any { return []any{t.Rank, t.Name} },
		},
	}
	all := make(map[string]store.Order[thing], 2*len(up))
	for name, o := range up {
		all[name] = o
		o.Sort.Desc = true
		all[name+", descending"] = o
	}
	return all
}

func TestCursorsAreReadAsTheyWereWritten(t *testing.T) {
	t.Parallel()
	for name, o := range orders() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				doc := &thing{
					Head: store.Head{ID: rapid.StringN(1, 40, -1).Draw(t, "ID")}, Name: rapid.StringN(0, 200, -1).Draw(t, "name"),
					Rank: rapid.Int64().Draw(t, "rank"), Done: rapid.Bool().Draw(t, "done"),
					At: time.UnixMilli(rapid.Int64Range(math.MinInt64, math.MaxInt64).Draw(t, "at")).UTC(),
				}
				want := o.Position(doc)
				got, ok := decode(o.Sort.By, encode(o.Sort.By, want))
				if diff := cmp.Diff(want, got); !ok || diff != "" {
					t.Fatalf("%t %s", ok, diff)
				}
			})
		})
	}
}

func TestTheCursorOfALongSortKeyIsWithinTheBound(t *testing.T) {
	t.Parallel()
	for _, text := range []string{strings.Repeat("Ự", 1000), strings.Repeat("a\u0001\"<", 1000), strings.Repeat("9", 1000), strings.Repeat("\u2028", 1000)} {
		p := store.Position{ID: "art_01J00000000000000000000000", Values: []any{viet.SortKey(text)}}
		got, ok := decode([]string{"sortKey"}, encode([]string{"sortKey"}, p))
		if diff := cmp.Diff(p, got); !ok || diff != "" {
			t.Errorf("%t %s", ok, diff)
		}
	}
}

func TestHostileCursorsAreRefused(t *testing.T) {
	t.Parallel()
	raw := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
	byRank := orders()["rank"]
	good := encode(byRank.Sort.By, store.Position{ID: "a", Values: []any{int64(1)}})
	for _, c := range []struct{ name, cursor string }{
		{"an empty one", ""},
		{"one that is no base64", "???"},
		{"padded base64", good + "="},
		{"base64 of the other alphabet", base64.StdEncoding.EncodeToString([]byte(`["1","rank","\u00ff??>>","i1"]`))},
		{"a cursor that is cut off", good[:len(good)-1]},
		{"a cursor with something behind it", good + good},
		{"a huge one", strings.Repeat("A", 1<<20)},
		{"a huge one of the right form", raw(`["1","rank","` + strings.Repeat("a", 1<<16) + `","i1"]`)},
		{"no JSON", raw("rank")},
		{"another JSON", raw(`{"1":"rank"}`)},
		{"JSON with something behind it", raw(`["1","rank","a","i1"] []`)},
		{"a list that is not of strings", raw(`["1","rank","a",1]`)},
		{"no version", raw(`[]`)},
		{"another version", raw(`["2","rank","a","i1"]`)},
		{"a form without the fields", raw(`["1","a","i1"]`)},
		{"no ID", raw(`["1","rank","","i1"]`)},
		{"no value", raw(`["1","rank","a"]`)},
		{"an empty value", raw(`["1","rank","a",""]`)},
		{"too many values", raw(`["1","rank","a","i1","i1"]`)},
		{"a value without a kind", raw(`["1","rank","a","1"]`)},
		{"a value of another kind", raw(`["1","rank","a","s1"]`)},
		{"a value that is no number", raw(`["1","rank","a","ione"]`)},
		{"a value beyond all numbers", raw(`["1","rank","a","i9223372036854775808"]`)},
		{"a cursor of another order of the same kind", raw(`["1","score","a","i1"]`)},
		{"a cursor of an order by ID", encode(nil, store.Position{ID: "a"})},
		{"a cursor of an order by more", raw(`["1","rank name","a","i1","s"]`)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for argument, args := range map[string]Args{"after": {After: &c.cursor}, "before": {Before: &c.cursor}} {
				_, err := NewRequest(byRank, args)
				e := errs.As(err)
				if e == nil || e.Code != errs.Invalid || !slices.Equal(e.Field, []string{argument}) || e.Vi == "" || e.En == "" || e.Vi == e.En {
					t.Errorf("%s: %v", argument, err)
				}
			}
		})
	}
	for name, o := range orders() {
		own := encode(o.Sort.By, o.Position(&thing{Head: store.Head{ID: "a"}}))
		for other, p := range orders() {
			_, err := NewRequest(p, Args{After: &own})
			if want := slices.Equal(o.Sort.By, p.Sort.By); (err == nil) != want {
				t.Errorf("a cursor by %s in the order by %s: %v", name, other, err)
			}
		}
	}
}

func FuzzDecode(f *testing.F) {
	by := []string{"name", "rank", "done", "at"}
	good := store.Position{ID: "a", Values: []any{"tên", int64(1), true, time.UnixMilli(5).UTC()}}
	f.Add(encode(by, good))
	f.Add(strings.Repeat("A", 5000))
	f.Fuzz(func(t *testing.T, cursor string) {
		p, ok := decode(by, cursor)
		if !ok {
			return
		}
		again, ok := decode(by, encode(by, p))
		if diff := cmp.Diff(p, again); !ok || diff != "" {
			t.Errorf("%t %s", ok, diff)
		}
	})
}

func TestPageSizes(t *testing.T) {
	t.Parallel()
	n := func(n int64) *int64 { return &n }
	for _, c := range []struct {
		name  string
		args  Args
		limit int // of the store's page; 0 if it is refused
		last  bool
		field string
	}{
		{name: "none given", limit: DefaultSize + 1},
		{name: "first", args: Args{First: n(5)}, limit: 6},
		{name: "last", args: Args{Last: n(5)}, limit: 6, last: true},
		{name: "the largest", args: Args{First: n(MaxSize)}, limit: MaxSize + 1},
		{name: "one more", args: Args{First: n(MaxSize + 1)}, field: "first"},
		{name: "the largest of all", args: Args{Last: n(math.MaxInt64)}, field: "last"},
		{name: "none", args: Args{First: n(0)}, field: "first"},
		{name: "less than none", args: Args{Last: n(-1)}, field: "last"},
		{name: "both", args: Args{First: n(5), Last: n(5)}, field: "last"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r, err := NewRequest(orders()["ID"], c.args)
			if c.limit == 0 {
				e := errs.As(err)
				if e == nil || e.Code != errs.Invalid || !slices.Equal(e.Field, []string{c.field}) || e.Vi == "" || e.En == "" {
					t.Fatalf("error = %v", err)
				}
				return
			}
			if diff := cmp.Diff(store.Page{Limit: c.limit, Last: c.last, Read: store.Light}, r.Page); err != nil || diff != "" {
				t.Errorf("%v %s", err, diff)
			}
		})
	}
}

// list is a store of n things, some of which are equal in every field but the ID.
func list(t *testing.T, n int) *store.Collection[thing] {
	t.Helper()
	ctx, clock := context.WithoutCancel(t.Context()), storetest.NewClock()
	s, err := sqlitestore.Open(ctx, sqlitestore.Config{Now: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(ctx); err != nil {
			t.Error(err)
		}
	})
	c := &store.Collection[thing]{Schema: things(), Store: s, Prefix: "thg", Now: clock.Now, IDs: store.NewIDs()}
	if err := s.Ensure(ctx, c.Schema); err != nil {
		t.Fatal(err)
	}
	for i := range n {
		doc := &thing{Name: []string{"", "Ðảng", "a\x00b", "😀"}[i%4], Rank: int64(i % 3), Done: i%2 == 0, At: clock.Now().Add(time.Duration(i/5) * time.Hour)}
		if err := c.Insert(ctx, doc, store.Act{Actor: "usr_1", Action: "thing.create"}); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

func ask(t rapid.TB, c *store.Collection[thing], o store.Order[thing], a Args) *Connection[thing] {
	t.Helper()
	r, err := NewRequest(o, a)
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	docs, err := c.Find(ctx, store.Query{Sort: o.Sort}.Paged(r.Page))
	if err != nil {
		t.Fatal(err)
	}
	return New(r, docs, func(ctx context.Context) (int64, error) { return c.Count(ctx, nil) })
}

func TestPagingReadsAListExactlyOnce(t *testing.T) {
	t.Parallel()
	const n = 37
	c := list(t, n)
	for name, o := range orders() {
		whole, err := c.Find(t.Context(), store.Query{Sort: o.Sort, Limit: store.MaxLimit})
		if err != nil || len(whole) != n {
			t.Fatal(len(whole), err)
		}
		want := idsOf(whole)
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				size := rapid.Int64Range(1, n+2).Draw(t, "size")
				backwards := rapid.Bool().Draw(t, "backwards")
				var got []string
				args := Args{First: &size}
				if backwards {
					args = Args{Last: &size}
				}
				for page := 0; ; page++ {
					p := ask(t, c, o, args)
					info, ids := p.PageInfo(), idsOf(p.Nodes())
					if len(ids) == 0 || int64(len(ids)) > size {
						t.Fatalf("a page of %d", len(ids))
					}
					if first, last := p.Edges()[0], p.Edges()[len(ids)-1]; first.Cursor() != info.StartCursor || last.Cursor() != info.EndCursor {
						t.Fatalf("cursors of the page: %v", info)
					}
					more := info.HasNextPage
					if backwards {
						got = append(ids, got...)
						more = info.HasPreviousPage
						args.Before = &info.StartCursor
					} else {
						got = append(got, ids...)
						args.After = &info.EndCursor
					}
					if begun := info.HasPreviousPage && !backwards || info.HasNextPage && backwards; begun != (page > 0) {
						t.Fatalf("page %d: %v", page, info)
					}
					if !more {
						break
					}
					if page > n {
						t.Fatal("it never ends")
					}
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatal(diff)
				}
			})
		})
	}
}

func idsOf(docs []*thing) []string {
	ids := make([]string, len(docs))
	for i, d := range docs {
		ids[i] = d.ID
	}
	return ids
}

func TestPageInfo(t *testing.T) {
	t.Parallel()
	const n = 10
	c, o := list(t, n), store.Order[thing]{}
	size := func(n int64) *int64 { return &n }
	all := ask(t, c, o, Args{First: size(n)})
	at := func(i int) *string { s := all.Edges()[i].Cursor(); return &s }
	for _, k := range []struct {
		name           string
		args           Args
		from, to       int
		previous, next bool
	}{
		{"everything", Args{First: size(n)}, 0, 10, false, false},
		{"everything from the end", Args{Last: size(n)}, 0, 10, false, false},
		{"the first", Args{First: size(3)}, 0, 3, false, true},
		{"the last", Args{Last: size(3)}, 7, 10, true, false},
		{"the next", Args{First: size(3), After: at(2)}, 3, 6, true, true},
		{"what is left", Args{First: size(3), After: at(7)}, 8, 10, true, false},
		{"the ones before", Args{Last: size(3), Before: at(5)}, 2, 5, true, true},
		{"what is left before", Args{Last: size(3), Before: at(2)}, 0, 2, false, true},
		{"between, from the beginning", Args{First: size(3), After: at(1), Before: at(8)}, 2, 5, true, true},
		{"between, from the end", Args{Last: size(3), After: at(1), Before: at(8)}, 5, 8, true, true},
		{"between, all of it", Args{First: size(9), After: at(1), Before: at(4)}, 2, 4, true, true},
		{"the first before", Args{First: size(9), Before: at(4)}, 0, 4, false, true},
		{"the last after", Args{Last: size(9), After: at(4)}, 5, 10, true, false},
		{"nothing after", Args{First: size(3), After: at(9)}, 10, 10, true, false},
		{"nothing before", Args{Last: size(3), Before: at(0)}, 0, 0, false, true},
	} {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			p := ask(t, c, o, k.args)
			if diff := cmp.Diff(idsOf(all.Nodes()[k.from:k.to]), idsOf(p.Nodes())); diff != "" {
				t.Error(diff)
			}
			want := PageInfo{HasPreviousPage: k.previous, HasNextPage: k.next}
			if k.to > k.from {
				want.StartCursor, want.EndCursor = *at(k.from), *at(k.to - 1)
			}
			if diff := cmp.Diff(want, p.PageInfo()); diff != "" {
				t.Error(diff)
			}
			if total, err := p.TotalCount(t.Context()); err != nil || *total != n {
				t.Errorf("total %v, %v", total, err)
			}
		})
	}
}

func TestThroughKeepsCursors(t *testing.T) {
	t.Parallel()
	type other struct{ name string }
	c, size := list(t, 7), int64(5)
	page := ask(t, c, store.Order[thing]{}, Args{First: &size})
	through := Through(page, func(d *thing) *other {
		if d.ID == page.Nodes()[1].ID || d.ID == page.Nodes()[4].ID {
			return nil
		}
		return &other{d.ID}
	})
	kept := []int{0, 2, 3}
	if len(through.Nodes()) != len(kept) || len(through.Edges()) != len(kept) {
		t.Fatalf("%d nodes", len(through.Nodes()))
	}
	for i, e := range through.Edges() {
		if want := page.Edges()[kept[i]]; e.Cursor() != want.Cursor() || e.Node.name != want.Node.ID || e.Node != through.Nodes()[i] {
			t.Errorf("edge %d is %s at %s", i, e.Node.name, e.Cursor())
		}
	}
	if diff := cmp.Diff(page.PageInfo(), through.PageInfo()); diff != "" {
		t.Error(diff)
	}
	none := Through(page, func(*thing) *other { return nil })
	if diff := cmp.Diff(page.PageInfo(), none.PageInfo()); diff != "" || len(none.Nodes()) != 0 {
		t.Errorf("with no node left, reading cannot go on: %s", diff)
	}
	if total, err := none.TotalCount(t.Context()); err != nil || *total != 7 {
		t.Errorf("total %v, %v", total, err)
	}
}

func TestTheTotalIsCountedOnlyWhenAskedFor(t *testing.T) {
	t.Parallel()
	counted := 0
	failure := errors.New("no count")
	r, err := NewRequest(store.Order[thing]{}, Args{})
	if err != nil {
		t.Fatal(err)
	}
	c := New(r, []*thing{{Head: store.Head{ID: "a"}}}, func(context.Context) (int64, error) { counted++; return 5, failure })
	c.PageInfo()
	for _, e := range c.Edges() {
		e.Cursor()
	}
	if counted != 0 {
		t.Error("it was counted before")
	}
	if total, err := c.TotalCount(t.Context()); total != nil || !errors.Is(err, failure) || counted != 1 {
		t.Errorf("%v, %v after %d counts", total, err, counted)
	}
}
