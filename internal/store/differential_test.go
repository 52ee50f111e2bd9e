package store_test

import (
	"testing"

	"thidua/internal/store/mongostore/mongotest"
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
		mongotest.RequireServer(t)
		storetest.Differential(t, newMongo, newSQLite)
	})
}
