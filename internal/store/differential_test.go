package store_test

import (
	"os"
	"testing"

	"thidua/internal/store/storetest"
)

// TestStoresAnswerAlike compares SQLite with the model, and MongoDB with SQLite where there is a server.
func TestStoresAnswerAlike(t *testing.T) {
	t.Parallel()
	t.Run("SQLite and the model", func(t *testing.T) {
		t.Parallel()
		storetest.Differential(t, newSQLite, newModel)
	})
	t.Run("MongoDB and SQLite", func(t *testing.T) {
		t.Parallel()
		if os.Getenv("MONGODB_TEST_URI") == "" {
			t.Skip("MONGODB_TEST_URI is not set")
		}
		storetest.Differential(t, newMongo, newSQLite)
	})
}
