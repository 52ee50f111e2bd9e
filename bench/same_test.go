package bench_test

import (
	"encoding/json"
	"slices"
	"testing"
)

// TestAnswersAndStoreCalls proves that the comparison is fair, both sides giving the same bytes, and that a request
// costs a store call for each kind of edge, however many documents it lists.
func TestAnswersAndStoreCalls(t *testing.T) {
	t.Parallel()
	for _, b := range backends(t) {
		t.Run(b.name, func(t *testing.T) {
			t.Parallel()
			s := b.open(t)
			fill(t, s)
			all := workloads()
			if b.name == "sqlite" {
				indexed(t, s)
			} else { // where an index of so many records takes minutes; package search has its tests on both
				all = slices.DeleteFunc(all, func(w workload) bool { return w.searches })
			}
			h := newHouse(t, s, now)
			gqlgen := newStock(t, h)
			for _, w := range all {
				t.Run(w.name, func(t *testing.T) {
					ours, calls := answer(t, h.handler, w.body(t))
					theirs, _ := answer(t, gqlgen, w.body(t))
					got, want := data(t, ours), data(t, theirs)
					if string(got) != string(want) {
						t.Errorf("the answers differ:\nthidua %s\ngqlgen %s", got, want)
					}
					if least := 250; len(want) < least {
						t.Errorf("the answer is too short to be about the content: %s", want)
					}
					if calls != w.calls {
						t.Errorf("%d store calls, want %d", calls, w.calls)
					}
				})
			}
		})
	}
}

// data returns the bytes of the data of a response that has no errors.
func data(t *testing.T, response []byte) json.RawMessage {
	t.Helper()
	var parts struct {
		Data   json.RawMessage
		Errors json.RawMessage
	}
	if err := json.Unmarshal(response, &parts); err != nil {
		t.Fatal(err)
	}
	if parts.Errors != nil {
		t.Fatalf("errors: %s", parts.Errors)
	}
	return parts.Data
}
