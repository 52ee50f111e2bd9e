package sqlitestore

import (
	"bytes"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
)

// entries is a schema with a search index.
func entries() *store.Schema {
	return &store.Schema{
		Name: "entries", Unjournaled: true,
		Fields:   []store.Field{{Path: "place", Kind: store.Int, Required: true}},
		Indexes:  []store.Index{{Fields: []string{"place"}, Unique: true}},
		Postings: &store.Postings{Field: "terms", Place: "place"},
	}
}

// enterOne saves the ith of n entries, whose place is not in the order in which they come.
func enterOne(t *testing.T, s *Store, i, n int) {
	t.Helper()
	id := fmt.Sprintf("ent_%02d", i)
	doc, err := bson.Marshal(bson.D{
		{Key: "_id", Value: id},
		{Key: "version", Value: int64(1)},
		{Key: "place", Value: int64(i * 7 % n)},
		{Key: "terms", Value: []string{"all", fmt.Sprintf("half%d", i%2)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Apply(t.Context(), store.Write{Schema: entries(), ID: id, Doc: doc}); err != nil {
		t.Fatal(err)
	}
}

// TestTidy merges what many writes leave, without a change of what is found.
func TestTidy(t *testing.T) {
	t.Parallel()
	schema := entries()
	s := openFile(t, schema)
	const writes = 60
	for i := range writes {
		enterOne(t, s, i, writes)
	}
	segments := func() (n int) {
		t.Helper()
		err := s.read(t.Context(), func(c *conn) (err error) {
			n, _, _, err = (*s.tables.Load())[schema.Name].postings.segments(t.Context(), c)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	ranked := store.Ranked{Tiers: [][]string{{"half1"}, {"all"}}, Limit: writes}
	before, err := s.FindRanked(t.Context(), schema, ranked)
	if err != nil || len(before) != writes || segments() <= fewSegments {
		t.Fatalf("%d of %d found, %v, in %d segments", len(before), writes, err, segments())
	}
	for step := 0; ; step++ {
		more, err := s.Tidy(t.Context(), schema)
		if err != nil || step == 100 {
			t.Fatalf("step %d: %v", step, err)
		}
		if !more {
			break
		}
	}
	if n := segments(); n > fewSegments {
		t.Errorf("%d segments are left", n)
	}
	after, err := s.FindRanked(t.Context(), schema, ranked)
	if err != nil || len(after) != writes {
		t.Fatalf("%d found, %v", len(after), err)
	}
	for i := range after {
		if after[i].Tier != before[i].Tier || !bytes.Equal(after[i].Doc, before[i].Doc) {
			t.Errorf("the %dth is another than before", i)
		}
	}
	if more, err := s.Tidy(t.Context(), news()); err == nil || more {
		t.Error("a schema that was not given to Ensure is tidied")
	}
}

// TestPagesOfEarlierVersions opens a search index that has pages of FTS5's own size: what was written is found as before, and what is
// written from then on has smaller ones.
func TestPagesOfEarlierVersions(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "old.db")
	schema := entries()
	s := openAt(t, path, schema)
	const writes = 60
	large := func(c *conn) error {
		if err := c.run(t.Context(), `INSERT INTO "entries:postings" ("entries:postings", rank) VALUES ('pgsz', 4050)`); err != nil {
			return err
		}
		indexes := strings.Join(slices.Sorted(maps.Values(newTable(schema).createIndexes())), "\n")
		_, err := c.exec(t.Context(), "UPDATE "+schemasTable+" SET indexes = ?", indexes)
		return err
	}
	if err := s.writer.conns.with(t.Context(), large); err != nil {
		t.Fatal(err)
	}
	for i := range writes / 2 {
		enterOne(t, s, i, writes)
	}
	s = reopen(t, s, path)
	if err := s.Ensure(t.Context(), schema); err != nil {
		t.Fatal(err)
	}
	size := int64(0)
	err := s.read(t.Context(), func(c *conn) (err error) {
		size, err = c.int(t.Context(), (*s.tables.Load())[schema.Name].postings.paged)
		return err
	})
	if err != nil || size != postingsPage {
		t.Errorf("pages have %d bytes, %v", size, err)
	}
	for i := writes / 2; i < writes; i++ {
		enterOne(t, s, i, writes)
	}
	found, err := s.FindRanked(t.Context(), schema, store.Ranked{Tiers: [][]string{{"half1"}, {"all"}}, Limit: writes})
	if err != nil || len(found) != writes || found[0].Tier != 0 || found[writes-1].Tier != 1 {
		t.Errorf("%d of %d found, %v", len(found), writes, err)
	}
}
