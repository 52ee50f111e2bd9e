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

// byTiers is create for a store that reads no more than two documents at once, and so mostly tier by tier.
func byTiers(t *testing.T) storetest.Open {
	t.Helper()
	uri := mongotest.OwnDatabase(t)
	return func(now func() time.Time) store.Store {
		s := open(t, Config{URI: uri, Now: now})
		s.few = few{lookedAt: 5, read: 2, bytes: 1 << 10}
		return s
	}
}

func TestRankedByTiers(t *testing.T) {
	t.Parallel()
	mongotest.RequireServer(t)
	storetest.Ranked(t, byTiers)
}

// TestDifferential compares the store with the model. Each of its checks has a database of its own, which takes about a
// second to make: -rapid.checks says how many. Every other one reads tier by tier.
func TestDifferential(t *testing.T) {
	t.Parallel()
	mongotest.RequireServer(t)
	checks := 0
	storetest.Differential(t, func(t *testing.T) storetest.Open {
		t.Helper()
		if checks++; checks%2 == 0 {
			return byTiers(t)
		}
		return create(t)
	}, func(*testing.T) storetest.Open { return storetest.NewModel() })
}
