package sqlitestore_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"thidua/internal/store"
	"thidua/internal/store/sqlitestore"
	"thidua/internal/store/storetest"
)

func TestContract(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) storetest.Open {
		t.Helper()
		path := filepath.Join(t.TempDir(), "thidua.db")
		return func(now func() time.Time) store.Store {
			return open(t, sqlitestore.Config{Path: path, Now: now})
		}
	})
}

// A private database in memory has one connection, so it is compared on its own.
func TestDifferential(t *testing.T) {
	t.Parallel()
	model := func(*testing.T) storetest.Open { return storetest.NewModel() }
	memory := func(t *testing.T) storetest.Open {
		t.Helper()
		return func(now func() time.Time) store.Store { return open(t, sqlitestore.Config{Now: now}) }
	}
	storetest.Differential(t, model, memory)
}

// open opens a store that is closed at the end of the test, at the latest.
func open(t testing.TB, cfg sqlitestore.Config) *sqlitestore.Store {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return s
}
