package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"thidua/internal/store"
	"thidua/internal/store/mongostore"
	"thidua/internal/store/mongostore/mongotest"
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

func newModel(*testing.T) storetest.Open { return storetest.NewModel() }

func newSQLite(t *testing.T) storetest.Open {
	t.Helper()
	return opener(t, sqliteDatabase(t))
}

func newMongo(t *testing.T) storetest.Open {
	t.Helper()
	return opener(t, "mongo:"+mongotest.OwnDatabase(t))
}
