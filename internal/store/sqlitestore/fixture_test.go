package sqlitestore

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
)

// news is a schema like that of the published articles: a heavy body, Many fields with and without continuations.
func news() *store.Schema {
	return &store.Schema{
		Name: "news",
		Fields: []store.Field{
			{Path: "status", Kind: store.String, Required: true},
			{Path: "publishedAt", Kind: store.Time, Required: true},
			{Path: "slug", Kind: store.String},
			{Path: "featured", Kind: store.Bool},
			{Path: "parent", Kind: store.String},
			{Path: "blocs", Kind: store.String, Many: true},
			{Path: "terms", Kind: store.String, Many: true},
		},
		Indexes: []store.Index{
			{Fields: []string{"publishedAt"}},
			{Fields: []string{"status", "publishedAt"}},
			{Fields: []string{"parent", "publishedAt"}},
			{Fields: []string{"slug"}, Unique: true},
			{Fields: []string{"blocs", "publishedAt"}},
			{Fields: []string{"terms", "publishedAt"}},
		},
		Heavy:   []string{"body", "terms"},
		History: true,
	}
}

var epoch = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC) //nolint:gochecknoglobals // a constant instant

// article is the nth document of [news], of about 600 bytes without its body.
func article(tb testing.TB, n int, version int64) bson.Raw {
	tb.Helper()
	raw, err := bson.Marshal(bson.D{
		{Key: "_id", Value: articleID(n)},
		{Key: "version", Value: version},
		{Key: "status", Value: []string{"PUBLISHED", "ARCHIVED"}[n%2]},
		{Key: "body", Value: strings.Repeat("Nội dung bài viết. ", 100)},
		{Key: "publishedAt", Value: epoch.Add(time.Duration(n) * time.Minute)},
		{Key: "slug", Value: fmt.Sprintf("bai-viet-%d", n)},
		{Key: "featured", Value: n%10 == 0},
		{Key: "parent", Value: fmt.Sprintf("prt_%06d", n/5)},
		{Key: "blocs", Value: []string{fmt.Sprintf("blc_%d", n%7), fmt.Sprintf("blc_%d", n%11+7)}},
		{Key: "terms", Value: []string{"thi", "dua", fmt.Sprintf("tu%d", n%100), fmt.Sprintf("so%d", n)}},
		{Key: "excerpt", Value: strings.Repeat("Tóm tắt. ", 40)},
	})
	if err != nil {
		tb.Fatal(err)
	}
	return raw
}

func articleID(n int) string { return fmt.Sprintf("art_%022d", n) }

// articleWrite inserts the nth article, or replaces it when version is not 1.
func articleWrite(tb testing.TB, s *store.Schema, n int, version int64) store.Write {
	tb.Helper()
	return store.Write{
		Schema: s, ID: articleID(n), IfVersion: version - 1, Doc: article(tb, n, version),
		Entry: &store.Entry{
			ID: fmt.Sprintf("%026d", int64(n)*100+version), At: epoch, Actor: "usr_1", Action: "article.save",
			Collection: s.Name, Document: articleID(n), Version: version, Changed: []string{"body"},
		},
	}
}

// openFile opens a store in a new file and ensures the schemas.
func openFile(tb testing.TB, schemas ...*store.Schema) *Store {
	tb.Helper()
	return openAt(tb, filepath.Join(tb.TempDir(), "thidua.db"), schemas...)
}

func openAt(tb testing.TB, path string, schemas ...*store.Schema) *Store {
	tb.Helper()
	return openWith(tb, Config{Path: path}, schemas...)
}

func openWith(tb testing.TB, config Config, schemas ...*store.Schema) *Store {
	tb.Helper()
	s, err := Open(tb.Context(), config)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			tb.Error(err)
		}
	})
	if err := s.Ensure(tb.Context(), schemas...); err != nil {
		tb.Fatal(err)
	}
	return s
}

// fill inserts n articles, numbered from 0.
func fill(tb testing.TB, s *Store, schema *store.Schema, n int) {
	tb.Helper()
	for next := 0; next < n; {
		batch := make([]store.Write, 0, 1000)
		for ; next < n && len(batch) < cap(batch); next++ {
			batch = append(batch, articleWrite(tb, schema, next, 1))
		}
		if done, err := s.Apply(tb.Context(), batch...); err != nil || done != len(batch) {
			tb.Fatalf("Apply = %d, %v", done, err)
		}
	}
}
