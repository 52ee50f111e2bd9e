package mongostore

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/maypok86/otter/v2"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"thidua/internal/store"
)

// frequencies keeps how many documents have a term, about, of terms that were searched for of late. A tier is walked at one of its
// terms, and the others are tested on each document that this one has: at a word that most documents have, a tier that few or none
// stand in is a walk through all of them. No server chooses by itself, since none knows how often a value stands in a list.
type frequencies struct {
	known *otter.Cache[termsOf, int64]
}

// termsOf is a term of a schema, or several together.
type termsOf struct{ schema, terms string }

func termsTogether(s *store.Schema, terms []string) termsOf {
	return termsOf{s.Name, strings.Join(slices.Sorted(slices.Values(terms)), "\x00")}
}

// The bounds of frequencies: how many are kept, for how long, of how many bytes of terms; up to which number documents are counted,
// which takes a server 5 ms; with how few a term is rare enough to look for no rarer one, and among how many it is looked for.
const (
	maxFrequencies  = 20_000
	frequencyFor    = 10 * time.Minute
	maxFrequentTerm = 100
	maxFrequency    = 10_000
	rareEnough      = 100
	maxCounted      = 8
)

func newFrequencies() frequencies {
	return frequencies{otter.Must(&otter.Options[termsOf, int64]{
		MaximumSize:      maxFrequencies,
		ExpiryCalculator: otter.ExpiryWriting[termsOf, int64](frequencyFor),
	})}
}

// rarestFirst puts the term that the fewest documents have in front of the others, and says how many these are, up to maxFrequency: no
// more have all. The longest are counted first, since a long term most likely is a rare one, and the others only until one is rare.
func (s *Store) rarestFirst(ctx context.Context, c *mongo.Collection, schema *store.Schema, terms []string) (sorted []string, least int64, err error) {
	sorted = longestFirst(terms)
	rarest := 0
	for i, term := range sorted {
		n, err := s.frequency(ctx, c, schema, term)
		if err != nil {
			return nil, 0, err
		}
		if i == 0 || n < least {
			rarest, least = i, n
		}
		if n <= rareEnough || i+1 == maxCounted {
			break
		}
	}
	term := sorted[rarest]
	return slices.Insert(slices.Delete(sorted, rarest, rarest+1), 0, term), least, nil
}

// frequency returns how many documents have a term, up to maxFrequency. That none has it is never remembered: it decides what is
// found, where any other number decides how fast.
func (s *Store) frequency(ctx context.Context, c *mongo.Collection, schema *store.Schema, term string) (int64, error) {
	key := termsOf{schema.Name, term}
	if n, ok := s.terms.known.GetIfPresent(key); ok {
		return n, nil
	}
	n, err := c.CountDocuments(ctx, on(schema.Postings.Field, op("$eq", term)), options.Count().SetHint(postingsIndex).SetLimit(maxFrequency))
	if err != nil {
		return 0, translate(ctx, err)
	}
	if n > 0 && len(term) <= maxFrequentTerm {
		s.terms.known.Set(key, n)
	}
	return n, nil
}

// longestFirst sorts terms by their lengths.
func longestFirst(terms []string) []string {
	return slices.SortedStableFunc(slices.Values(terms), func(a, b string) int { return cmp.Compare(len(b), len(a)) })
}

// every holds for documents with all the terms. The server walks the index at the first of them.
func every(s *store.Schema, terms []string) bson.D {
	parts := make([]any, len(terms))
	for i, term := range terms {
		parts[i] = on(s.Postings.Field, op("$eq", term))
	}
	return both(parts...)
}
