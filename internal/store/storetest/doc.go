// Package storetest is the definition of the store contract in the form of tests.
//
// [Run] is the suite that every implementation passes. [Differential] compares two stores on random operations;
// [NewModel] is a store in memory that answers by evaluating conditions one document at a time, slow and plain enough
// to be judged by reading, so that the comparison needs no service. The model keeps nothing on disk and is no store
// to run on.
//
// Only tests import storetest.
package storetest

import (
	"testing"
	"time"

	"thidua/internal/store"
)

// Open opens a store on a database, once for each process that a test plays. Stores read the time from now, so that a
// test decides when a lease runs out. The store is not yet ensured, and is closed at the end of the test at the latest;
// a test may close it earlier.
type Open func(now func() time.Time) store.Store

// Ranked is the part of [Run] about what is found by terms, for a store that has several ways to it.
func Ranked(t *testing.T, create func(t *testing.T) Open) {
	t.Helper()
	testRanked(t, create)
}

// Run checks a store against the whole contract. For every test, create makes a new, empty database and returns how to
// open it.
func Run(t *testing.T, create func(t *testing.T) Open) {
	t.Helper()
	for _, part := range []struct {
		name string
		run  func(t *testing.T, create func(t *testing.T) Open)
	}{
		{"writes", testWrites},
		{"refused writes", testRefusedWrites},
		{"unique indexes", testUniques},
		{"removed documents", testRemoved},
		{"batches", testBatches},
		{"reads", testReads},
		{"history", testHistory},
		{"revisions", testRevisions},
		{"conditions", testConditions},
		{"order", testOrder},
		{"pages", testPages},
		{"parents", testParents},
		{"counts", testCounts},
		{"ranked", testRanked},
		{"plans", testPlans},
		{"sizes", testSizes},
		{"outbox", testOutbox},
		{"leases", testLeases},
		{"races", testRaces},
		{"lifecycle", testLifecycle},
	} {
		t.Run(part.name, func(t *testing.T) {
			t.Parallel()
			part.run(t, create)
		})
	}
}
