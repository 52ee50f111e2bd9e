package example_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/custom"
	"thidua/internal/example"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/store/sqlitestore"
)

// errCut is how a store fails whose process was killed.
var errCut = errors.New("cut short")

// cutStore fails every write after the first so many, as if the process had been killed there.
type cutStore struct {
	store.Store
	left   int // writes that still succeed; negative for all
	writes atomic.Int64
}

func (s *cutStore) Apply(ctx context.Context, writes ...store.Write) (int, error) {
	for i, w := range writes {
		if s.left == 0 {
			return i, errCut
		}
		if _, err := s.Store.Apply(ctx, w); err != nil {
			return i, err
		}
		s.left--
		s.writes.Add(1)
	}
	return len(writes), nil
}

func now() time.Time { return time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC) }

// open returns an empty store in memory.
func open(tb testing.TB) *cutStore {
	tb.Helper()
	s, err := sqlitestore.Open(tb.Context(), sqlitestore.Config{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(context.WithoutCancel(tb.Context())); err != nil {
			tb.Error(err)
		}
	})
	if err := s.Ensure(tb.Context(), schemas()...); err != nil {
		tb.Fatal(err)
	}
	return &cutStore{Store: s, left: -1}
}

func schemas() []*store.Schema {
	return slices.Concat(custom.Schemas(), register.Schemas(), newsroom.Schemas())
}

// load loads the example content over a store, as a process of its own would.
func load(ctx context.Context, s store.Store) error {
	return example.Load(ctx, deps(s), func(string) {})
}

func deps(s store.Store) example.Deps {
	return example.Deps{Register: register.New(s, now, store.NewIDs()), Desk: newsroom.NewDesk(s, now, store.NewIDs(), newsroom.Rules{TwoPerson: true})}
}

// told reports whether a field belongs to the content. An article's versions do not: its publication, cut short, may take
// one more.
func told(schema *store.Schema, field string) bool {
	switch field {
	case "createdAt", "updatedAt", "paperCode": // the code is made of the ID
		return false
	case "version", "draftVersion":
		return schema.Name != "drafts" && schema.Name != "articles"
	default:
		return true
	}
}

// dump returns every document of every collection as text that does not depend on IDs: an ID is written as what its
// document says, without the IDs in it.
func dump(tb testing.TB, s store.Store) []string {
	tb.Helper()
	type document struct{ schema, id, text string }
	var docs []document
	for _, schema := range schemas() {
		raws, err := s.Find(tb.Context(), schema, store.Query{Limit: store.MaxLimit})
		if err != nil {
			tb.Fatal(err)
		}
		for _, raw := range raws {
			var d bson.D
			if err := bson.Unmarshal(raw, &d); err != nil {
				tb.Fatal(err)
			}
			d = slices.DeleteFunc(d, func(e bson.E) bool { return !told(schema, e.Key) })
			docs = append(docs, document{schema.Name, raw.Lookup(store.IDField).StringValue(), fmt.Sprint(d)})
		}
	}
	var blind, named []string
	for _, d := range docs {
		blind = append(blind, d.id, "<"+d.schema+">")
	}
	withoutIDs := strings.NewReplacer(blind...)
	for _, d := range docs {
		named = append(named, d.id, fmt.Sprintf("<%x>", withoutIDs.Replace(d.text)))
	}
	withNames := strings.NewReplacer(named...)
	texts := make([]string, len(docs))
	for i, d := range docs {
		texts[i] = d.schema + " " + withNames.Replace(d.text)
	}
	slices.Sort(texts)
	return texts
}

func TestLoadingTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	s := open(t)
	loaded := func() bool {
		t.Helper()
		ok, err := example.Loaded(t.Context(), deps(s))
		if err != nil {
			t.Fatal(err)
		}
		return ok
	}
	if loaded() {
		t.Error("an empty store is said to be loaded")
	}
	if err := load(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	if !loaded() {
		t.Error("a loaded store is said to be not loaded")
	}
	writes, before := s.writes.Load(), dump(t, s)
	if err := load(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	if n := s.writes.Load() - writes; n != 0 {
		t.Errorf("the second loading made %d writes", n)
	}
	if diff := cmp.Diff(before, dump(t, s)); diff != "" {
		t.Error(diff)
	}
	t.Logf("%d writes, %d documents", writes, len(before))
}

// The loading is killed after a few writes, again and again, until it is through. The two rows of lifetimes between them
// cut it after every write. Single writes alone would not do: to publish an article takes three.
func TestLoadingCutShortIsCompletedByTheNext(t *testing.T) {
	t.Parallel()
	whole := open(t)
	if err := load(t.Context(), whole); err != nil {
		t.Fatal(err)
	}
	want := dump(t, whole)
	for _, lifetimes := range [][]int{{1, 1, 1, 4}, {4, 1, 1, 1}} {
		t.Run(fmt.Sprint(lifetimes), func(t *testing.T) {
			t.Parallel()
			s := open(t)
			for n := 0; ; n++ {
				s.left = lifetimes[n%len(lifetimes)]
				err := load(t.Context(), s)
				if err == nil {
					break
				}
				if !errors.Is(err, errCut) || n > len(want)*3 {
					t.Fatalf("loading %d: %v", n, err)
				}
			}
			if diff := cmp.Diff(want, dump(t, s)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
