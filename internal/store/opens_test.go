package store_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"thidua/internal/store"
	"thidua/internal/store/mongostore"
	"thidua/internal/store/sqlitestore"
	"thidua/internal/store/storetest"
)

// open opens a database that is named by its kind: "sqlite:" and a path, or "mongo:" and a connection string.
func open(ctx context.Context, database string, now func() time.Time) (store.Store, error) {
	switch kind, place, _ := strings.Cut(database, ":"); kind {
	case "sqlite":
		return sqlitestore.Open(ctx, sqlitestore.Config{Path: place, Now: now})
	case "mongo":
		return mongostore.Open(ctx, mongostore.Config{URI: place, Now: now})
	default:
		return nil, fmt.Errorf("%s is no kind of database", kind)
	}
}

// opener opens the database until the end of the test.
func opener(t *testing.T, database string) storetest.Open {
	t.Helper()
	return func(now func() time.Time) store.Store {
		ctx := context.WithoutCancel(t.Context())
		s, err := open(ctx, database, now)
		if err != nil {
			t.Fatalf("open %s: %v", database, err)
		}
		t.Cleanup(func() {
			if err := s.Close(ctx); err != nil {
				t.Errorf("close %s: %v", database, err)
			}
		})
		return s
	}
}

// sqliteDatabase names a new, empty database in a file.
func sqliteDatabase(t *testing.T) string {
	t.Helper()
	return "sqlite:" + filepath.Join(t.TempDir(), "thidua.db")
}

// mongoDatabase names a new, empty database, which is dropped at the end of the test, on the server to test with. If
// there is none, the test is skipped.
func mongoDatabase(t *testing.T) string {
	t.Helper()
	uri := os.Getenv("MONGODB_TEST_URI")
	if uri == "" {
		t.Skip("MONGODB_TEST_URI is not set")
	}
	head, query, _ := strings.Cut(uri, "?")
	scheme, rest, _ := strings.Cut(head, "://")
	hosts, _, _ := strings.Cut(rest, "/")
	name := "thidua_test_" + strings.ToLower(rand.Text()[:12])
	t.Cleanup(func() {
		ctx := context.WithoutCancel(t.Context())
		client, err := mongo.Connect(options.Client().ApplyURI(uri))
		if err != nil {
			t.Errorf("drop the test's database: %v", err)
			return
		}
		if err := client.Database(name).Drop(ctx); err != nil {
			t.Errorf("drop the test's database: %v", err)
		}
		if err := client.Disconnect(ctx); err != nil {
			t.Errorf("disconnect: %v", err)
		}
	})
	return "mongo:" + scheme + "://" + hosts + "/" + name + "?" + query
}

func newModel(*testing.T) storetest.Open { return storetest.NewModel() }

func newSQLite(t *testing.T) storetest.Open {
	t.Helper()
	return opener(t, sqliteDatabase(t))
}

func newMongo(t *testing.T) storetest.Open {
	t.Helper()
	return opener(t, mongoDatabase(t))
}
