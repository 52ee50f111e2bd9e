package mongostore

import (
	"context"
	"crypto/rand"
	"os"
	"strings"
	"testing"
	"time"

	"thidua/internal/store"
	"thidua/internal/store/storetest"
)

// testURI returns the connection string of the server to test with; without one, the test is skipped.
func testURI(tb testing.TB) string {
	tb.Helper()
	uri := os.Getenv("MONGODB_TEST_URI")
	if uri == "" {
		tb.Skip("MONGODB_TEST_URI is not set; scripts/mongodb-compatible.sh start prints one")
	}
	return uri
}

// ownDatabase returns the connection string of a new database, which is dropped at the end of the test.
func ownDatabase(tb testing.TB) string {
	tb.Helper()
	head, query, _ := strings.Cut(testURI(tb), "?")
	scheme, rest, _ := strings.Cut(head, "://")
	hosts, _, _ := strings.Cut(rest, "/")
	uri := scheme + "://" + hosts + "/thidua_test_" + strings.ToLower(rand.Text()[:12]) + "?" + query
	tb.Cleanup(func() {
		s := open(tb, Config{URI: uri})
		if err := s.db.Drop(context.WithoutCancel(tb.Context())); err != nil {
			tb.Errorf("drop the test's database: %v", err)
		}
	})
	return uri
}

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
	testURI(t)
	storetest.Run(t, create)
}

// create makes a new database for one test of the suite.
func create(t *testing.T) storetest.Open {
	t.Helper()
	uri := ownDatabase(t)
	return func(now func() time.Time) store.Store {
		return open(t, Config{URI: uri, Now: now})
	}
}

// TestDifferential compares the store with the model. Each of its checks has a database of its own, which takes about a
// second to make: -rapid.checks says how many.
func TestDifferential(t *testing.T) {
	t.Parallel()
	testURI(t)
	storetest.Differential(t, create, func(*testing.T) storetest.Open { return storetest.NewModel() })
}
