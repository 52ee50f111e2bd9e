package sqlitestore

import (
	"context"
	"database/sql/driver"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// reopen closes the store and opens its file again with another schema.
func reopen(t *testing.T, s *Store, path string) *Store {
	t.Helper()
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	return openAt(t, path)
}

// schemaVersion grows with every change of the database's tables and indexes.
func schemaVersion(t *testing.T, s *Store) (n int64) {
	t.Helper()
	err := s.read(t.Context(), func(c *conn) (err error) {
		n, err = c.int(t.Context(), "PRAGMA schema_version")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func indexNames(t *testing.T, s *Store) []string {
	t.Helper()
	var names []string
	err := s.read(t.Context(), func(c *conn) error {
		return c.query(t.Context(), "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name", nil,
			func(row []driver.Value) error { names = append(names, row[0].(string)); return nil })
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestEnsureOfAnUnchangedSchemaChangesNothing(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "thidua.db")
	s := openAt(t, path, news())
	before := schemaVersion(t, s)
	s = reopen(t, s, path)
	if err := s.Ensure(t.Context(), news()); err != nil {
		t.Fatal(err)
	}
	if after := schemaVersion(t, s); after != before {
		t.Errorf("schema version went from %d to %d", before, after)
	}
}

func TestEnsureMakesAndDropsIndexes(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "thidua.db")
	first := news()
	s := openAt(t, path, first)
	fill(t, s, first, 20)
	s = reopen(t, s, path)
	second := news()
	second.Indexes = []store.Index{{Fields: []string{"status", "publishedAt"}}, {Fields: []string{"slug"}}, {Fields: []string{"featured"}}}
	if err := s.Ensure(t.Context(), second); err != nil {
		t.Fatal(err)
	}
	want := []string{"news:index:_id", "news:index:featured", "news:index:slug", "news:index:status__publishedAt"}
	if d := cmp.Diff(want, indexNames(t, s)); d != "" {
		t.Error(d)
	}
	if n, err := s.Count(t.Context(), second, store.Eq{Field: "featured", Value: true}); err != nil || n != 2 {
		t.Errorf("Count of the new index = %d, %v; want 2", n, err)
	}
}

func TestEnsureFillsNewFieldsFromTheDocuments(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "thidua.db")
	first := news()
	first.Fields = first.Fields[:3]
	first.Indexes = first.Indexes[:2]
	first.Heavy = nil
	s := openAt(t, path, first)
	fill(t, s, first, 50)
	s = reopen(t, s, path)
	second := news()
	if err := s.Ensure(t.Context(), second); err != nil {
		t.Fatal(err)
	}
	for _, where := range []store.Where{
		store.Eq{Field: "featured", Value: true},
		store.Eq{Field: "parent", Value: "prt_000001"},
		store.Tokens{Field: "terms", Terms: []string{"thi", "so1"}, Prefix: true},
	} {
		q := store.Query{Where: where, Sort: store.Sort{By: []string{"publishedAt"}}, Limit: 100}
		docs, err := s.Find(t.Context(), second, q)
		if err != nil {
			t.Fatal(err)
		}
		if len(docs) == 0 {
			t.Errorf("%+v finds nothing", where)
		}
		for _, doc := range docs {
			if d := cmp.Diff(article(t, int(doc.Lookup("publishedAt").Time().Sub(epoch).Minutes()), 1), doc); d != "" {
				t.Error(d)
			}
		}
	}
	if n, err := s.Apply(t.Context(), articleWrite(t, second, 7, 2)); n != 1 || err != nil {
		t.Errorf("replacing a rebuilt document: %d, %v", n, err)
	}
}

func TestEnsureThatFailsLeavesTheTables(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		change func(*store.Schema)
		code   errs.Code
	}{
		{"a field of another kind", func(s *store.Schema) { s.Fields[2].Kind = store.Int }, errs.Internal},
		{"a required field that is missing", func(s *store.Schema) {
			s.Fields = append(s.Fields, store.Field{Path: "none", Kind: store.Int, Required: true})
		}, errs.Internal},
		{"a unique index over equal values", func(s *store.Schema) {
			s.Indexes = append(s.Indexes, store.Index{Fields: []string{"status"}, Unique: true})
		}, errs.Duplicate},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "thidua.db")
			schema := news()
			s := openAt(t, path, schema)
			fill(t, s, schema, 20)
			before := indexNames(t, s)
			s = reopen(t, s, path)
			changed := news()
			tt.change(changed)
			if err := s.Ensure(t.Context(), changed); errs.CodeOf(err) != tt.code {
				t.Errorf("Ensure = %v; want %s", err, tt.code)
			}
			if err := s.Ensure(t.Context(), schema); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(before, indexNames(t, s)); d != "" {
				t.Error(d)
			}
			if n, err := s.Count(t.Context(), schema, nil); err != nil || n != 20 {
				t.Errorf("Count = %d, %v; want 20", n, err)
			}
		})
	}
}

func TestEnsureEndsWithItsContext(t *testing.T) {
	t.Parallel()
	s := openFile(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Ensure(ctx, news()); err == nil || errs.CodeOf(err) != errs.Internal {
		t.Errorf("Ensure = %v; want the context's error", err)
	}
	if got := indexNames(t, s); got != nil {
		t.Errorf("made %v", got)
	}
}
