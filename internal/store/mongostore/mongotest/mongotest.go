// Package mongotest opens MongoDB databases for the tests of other packages. Only tests import it.
package mongotest

import (
	"context"
	"crypto/rand"
	"os"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"thidua/internal/store/mongostore"
)

// ServerURI returns the connection string of the server to test with, which MONGODB_TEST_URI holds; "" if there is none.
func ServerURI() string { return os.Getenv("MONGODB_TEST_URI") }

// Open opens a store on a new database of the server, which is dropped when the test ends.
func Open(tb testing.TB) *mongostore.Store {
	tb.Helper()
	uri, name := ownDatabase(ServerURI())
	ctx := context.WithoutCancel(tb.Context())
	s, err := mongostore.Open(ctx, mongostore.Config{URI: uri})
	if err != nil {
		tb.Fatalf("open MongoDB: %v", err)
	}
	tb.Cleanup(func() {
		if err := s.Close(ctx); err != nil {
			tb.Errorf("close MongoDB: %v", err)
		}
		drop(ctx, tb, uri, name)
	})
	return s
}

// ownDatabase returns the connection string with the name of a new database, and the name.
func ownDatabase(server string) (uri, name string) {
	head, query, _ := strings.Cut(server, "?")
	scheme, rest, _ := strings.Cut(head, "://")
	hosts, _, _ := strings.Cut(rest, "/")
	name = "thidua_test_" + strings.ToLower(rand.Text()[:12])
	return scheme + "://" + hosts + "/" + name + "?" + query, name
}

func drop(ctx context.Context, tb testing.TB, uri, name string) {
	tb.Helper()
	client, err := mongo.Connect(options.Client().ApplyURI(uri))
	if err != nil {
		tb.Errorf("connect to drop the database: %v", err)
		return
	}
	if err := client.Database(name).Drop(ctx); err != nil {
		tb.Errorf("drop the database: %v", err)
	}
	if err := client.Disconnect(ctx); err != nil {
		tb.Errorf("disconnect: %v", err)
	}
}
