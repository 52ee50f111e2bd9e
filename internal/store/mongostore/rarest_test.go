package mongostore

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/store"
	"thidua/internal/store/mongostore/mongotest"
	"thidua/internal/store/storetest"
)

// TestRarestFirst has a long term that many documents have, and a short one that one has.
func TestRarestFirst(t *testing.T) {
	t.Parallel()
	s, cards := open(t, Config{URI: mongotest.OwnDatabase(t)}), storetest.Cards()
	if err := s.Ensure(t.Context(), cards); err != nil {
		t.Fatal(err)
	}
	var writes []store.Write
	for i := range rareEnough + 1 {
		terms := []string{"phong trào", "thi đua"}
		if i == 7 {
			terms = append(terms, "cờ")
		}
		writes = append(writes, writeOf(t, cards, fmt.Sprintf("c%d", i), 0, storetest.Fields{
			"terms": terms, "place": int64(i), "kind": "k", "units": []string{},
		}))
	}
	if _, err := s.Apply(t.Context(), writes...); err != nil {
		t.Fatal(err)
	}
	c, err := s.collection(cards)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name  string
		terms []string
		want  []string
		least int64
	}{
		{"the rarest", []string{"thi đua", "cờ", "phong trào"}, []string{"cờ", "phong trào", "thi đua"}, 1},
		{"the longest of equals", []string{"thi đua", "phong trào"}, []string{"phong trào", "thi đua"}, rareEnough + 1},
		{"one that none has", []string{"thi đua", "không"}, []string{"không", "thi đua"}, 0},
		{"one alone", []string{"cờ"}, []string{"cờ"}, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sorted, least, err := s.rarestFirst(t.Context(), c, cards, tt.terms)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, sorted); diff != "" {
				t.Errorf("the order (-want +got):\n%s", diff)
			}
			if least != tt.least {
				t.Errorf("the rarest is of %d documents, want %d", least, tt.least)
			}
		})
	}
}
