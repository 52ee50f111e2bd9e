package store_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/store"
)

// isPart is a rule by which a term follows from those that it is a part of.
func isPart(term, other string) bool { return len(term) < len(other) && strings.Contains(other, term) }

func TestTermsThatFollow(t *testing.T) {
	t.Parallel()
	p := &store.Postings{Follows: isPart}
	for name, c := range map[string]struct {
		tiers, weakest [][]string
		needed         []string // of the first tier
	}{
		"a part of another":         {[][]string{{"thi dua", "thi"}}, [][]string{{"thi dua", "thi"}}, []string{"thi dua"}},
		"a part of a part":          {[][]string{{"t", "thi dua", "thi"}}, [][]string{{"t", "thi dua", "thi"}}, []string{"thi dua"}},
		"others":                    {[][]string{{"khen", "dua", "khen"}}, [][]string{{"khen", "dua", "khen"}}, []string{"dua", "khen"}},
		"a tier that follows":       {[][]string{{"thi dua", "khen"}, {"thi", "dua"}, {"thi"}}, [][]string{{"thi"}}, []string{"khen", "thi dua"}},
		"one that follows in part":  {[][]string{{"thi dua"}, {"thi", "khen"}}, [][]string{{"thi dua"}, {"thi", "khen"}}, []string{"thi dua"}},
		"two for the same":          {[][]string{{"thi dua", "thi"}, {"thi dua"}}, [][]string{{"thi dua", "thi"}}, []string{"thi dua"}},
		"a tier before the weakest": {[][]string{{"thi"}, {"thi dua"}}, [][]string{{"thi"}}, []string{"thi"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.weakest, p.Weakest(c.tiers)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.needed, p.Needed(c.tiers[0])); diff != "" {
				t.Error(diff)
			}
		})
	}
}

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
			plain, following := &store.Postings{}, &store.Postings{Follows: isPart}
			for _, p := range []*store.Postings{plain, following} {
				if diff := cmp.Diff(c.want, p.Weakest(c.tiers)); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}
