// Package mongotest gives tests databases of their own on a MongoDB server. Only tests import it. It does not import
// mongostore, whose own tests use it too.
package mongotest

import (
	"context"
	"crypto/rand"
	"os"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// ServerURI returns the connection string of the server to test with, which MONGODB_TEST_URI holds; "" if there is none.
func ServerURI() string { return os.Getenv("MONGODB_TEST_URI") }

// RequireServer skips the test if there is no server to test with.
func RequireServer(tb testing.TB) {
	tb.Helper()
	if ServerURI() == "" {
		tb.Skip("MONGODB_TEST_URI is not set; scripts/mongodb-compatible.sh start prints one")
	}
}

// OwnDatabase returns the connection string of a new, empty database, which is dropped when the test ends. Stores that
// the test opens on it later are closed before that. Without a server, the test is skipped.
func OwnDatabase(tb testing.TB) string {
	tb.Helper()
	RequireServer(tb)
	head, query, _ := strings.Cut(ServerURI(), "?")
	scheme, rest, _ := strings.Cut(head, "://")
	hosts, _, _ := strings.Cut(rest, "/")
	name := "thidua_test_" + strings.ToLower(rand.Text()[:12])
	tb.Cleanup(func() { drop(tb, name) })
	return scheme + "://" + hosts + "/" + name + "?" + query
}

// drop removes a database when its test has ended.
func drop(tb testing.TB, name string) {
	tb.Helper()
	ctx := context.WithoutCancel(tb.Context())
	client, err := mongo.Connect(options.Client().ApplyURI(ServerURI()))
	if err != nil {
		tb.Errorf("connect to drop the test's database: %v", err)
		return
	}
	if err := client.Database(name).Drop(ctx); err != nil {
		tb.Errorf("drop the test's database: %v", err)
	}
	if err := client.Disconnect(ctx); err != nil {
		tb.Errorf("disconnect: %v", err)
	}
}
