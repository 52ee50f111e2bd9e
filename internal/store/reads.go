package store

import (
	"context"
	"maps"
	"slices"
	"sync"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// Reads is what one request has read: the documents that it asked for by ID, there or not, and the collections that it
// searched, whatever it found. Whoever keeps the answer keeps it until one of these changes. Safe for concurrent use.
type Reads struct {
	mu       sync.Mutex
	searched map[*Schema]bool
	got      map[*Schema]map[string]bool
}

type readsKey struct{}

// WithReads returns a context whose reads are noted by stores of [Watched].
func WithReads(ctx context.Context) (context.Context, *Reads) {
	reads := &Reads{searched: map[*Schema]bool{}, got: map[*Schema]map[string]bool{}}
	return context.WithValue(ctx, readsKey{}, reads), reads
}

// WithoutReads returns a context whose reads are not noted, for what no change of the store can make wrong.
func WithoutReads(ctx context.Context) context.Context {
	return context.WithValue(ctx, readsKey{}, nil)
}

// Searched notes that an answer depends on every document of a collection. Stores of [Watched] do so by themselves; it is
// for what answers from memory instead.
func Searched(ctx context.Context, s *Schema) {
	if reads, ok := ctx.Value(readsKey{}).(*Reads); ok {
		reads.mu.Lock()
		defer reads.mu.Unlock()
		reads.searched[s] = true
	}
}

func got(ctx context.Context, s *Schema, ids []string) {
	reads, ok := ctx.Value(readsKey{}).(*Reads)
	if !ok {
		return
	}
	reads.mu.Lock()
	defer reads.mu.Unlock()
	of := reads.got[s]
	if of == nil {
		of = make(map[string]bool, len(ids))
		reads.got[s] = of
	}
	for _, id := range ids {
		of[id] = true
	}
}

// ArePublic reports whether nothing was read but collections whose schemas are Public.
func (r *Reads) ArePublic() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for s := range r.searched {
		if !s.Public {
			return false
		}
	}
	for s := range r.got {
		if !s.Public {
			return false
		}
	}
	return true
}

// Collections returns the names of the collections that were read, sorted.
func (r *Reads) Collections() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	names := map[string]bool{}
	for s := range r.searched {
		names[s.Name] = true
	}
	for s := range r.got {
		names[s.Name] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// Searches returns the names of the collections that were searched, sorted.
func (r *Reads) Searches() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	names := map[string]bool{}
	for s := range r.searched {
		names[s.Name] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// Documents calls see for each document that was asked for by its ID in a collection that was not searched as well, in no
// particular order.
func (r *Reads) Documents(see func(collection, id string)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	searched := map[string]bool{}
	for s := range r.searched {
		searched[s.Name] = true
	}
	for s, ids := range r.got {
		if searched[s.Name] {
			continue
		}
		for id := range ids {
			see(s.Name, id)
		}
	}
}

// Watched returns a store that notes the reads made with a context of [WithReads].
func Watched(s Store) Store { return watched{s} }

type watched struct{ Store }

var _ Store = watched{}

func (w watched) Get(ctx context.Context, s *Schema, ids []string, read Read) ([]bson.Raw, error) {
	got(ctx, s, ids)
	return w.Store.Get(ctx, s, ids, read)
}

func (w watched) Find(ctx context.Context, s *Schema, q Query) ([]bson.Raw, error) {
	Searched(ctx, s)
	return w.Store.Find(ctx, s, q)
}

func (w watched) FindPer(ctx context.Context, s *Schema, field string, parents []string, q Query) (map[string][]bson.Raw, error) {
	Searched(ctx, s)
	return w.Store.FindPer(ctx, s, field, parents, q)
}

func (w watched) Count(ctx context.Context, s *Schema, where Where) (int64, error) {
	Searched(ctx, s)
	return w.Store.Count(ctx, s, where)
}

func (w watched) CountBy(ctx context.Context, s *Schema, where Where, fields ...string) ([]Group, error) {
	Searched(ctx, s)
	return w.Store.CountBy(ctx, s, where, fields...)
}

func (w watched) History(ctx context.Context, s *Schema, id string, before int64, limit int) ([]bson.Raw, error) {
	Searched(ctx, s)
	return w.Store.History(ctx, s, id, before, limit)
}

func (w watched) Revisions(ctx context.Context, s *Schema, of []Revision, read Read) ([]bson.Raw, error) {
	Searched(ctx, s)
	return w.Store.Revisions(ctx, s, of, read)
}

func (w watched) Repeated(ctx context.Context, s *Schema, field, after string, limit int) ([]Group, error) {
	Searched(ctx, s)
	return w.Store.Repeated(ctx, s, field, after, limit)
}
