package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/store"
)

func TestWeakest(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ tiers, want [][]string }{
		"none":                     {nil, nil},
		"more terms":               {[][]string{{"a", "b"}, {"c", "a"}, {"a"}}, [][]string{{"a"}}},
		"more terms, and later":    {[][]string{{"a"}, {"b", "a"}}, [][]string{{"a"}}},
		"others":                   {[][]string{{"a", "b"}, {"b", "c"}}, [][]string{{"a", "b"}, {"b", "c"}}},
		"the same terms":           {[][]string{{"a", "b"}, {"b", "a"}, {"a", "b", "b"}}, [][]string{{"a", "b"}}},
		"no terms hold for nobody": {[][]string{{}, {"a"}, nil}, [][]string{{"a"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, store.Weakest(c.tiers)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
