package mongostore

import (
	"context"
	"testing"
	"time"

	"thidua/internal/store"
	"thidua/internal/store/mongostore/mongotest"
	"thidua/internal/store/storetest"
)

// open opens a store that is closed at the end of the test.
func open(tb testing.TB, c Config) *Store {
	tb.Helper()
	ctx := context.WithoutCancel(tb.Context())
	s, err := Open(ctx, c)
	if err != nil {
		tb.Fatalf("Open: %v", err)
	}
	tb.Cleanup(func() {
		if err := s.Close(ctx); err != nil {
			tb.Errorf("Close: %v", err)
		}
	})
	return s
}

func TestContract(t *testing.T) {
	t.Parallel()
	mongotest.RequireServer(t)
	storetest.Run(t, create)
}

// create makes a new database for one test of the suite.
func create(t *testing.T) storetest.Open {
	t.Helper()
	uri := mongotest.OwnDatabase(t)
	return func(now func() time.Time) store.Store {
		return open(t, Config{URI: uri, Now: now})
	}
}

// TestDifferential compares the store with the model. Each of its checks has a database of its own, which takes about a
// second to make: -rapid.checks says how many.
func TestDifferential(t *testing.T) {
	t.Parallel()
	mongotest.RequireServer(t)
	storetest.Differential(t, create, func(*testing.T) storetest.Open { return storetest.NewModel() })
}
