package answers

import (
	"hash/maphash"
	"sync"
	"sync/atomic"
)

// epochs says when what answers depend on changed last. It has one clock, which every change moves, and a fixed number of
// places; a document or collection is looked up in the place that its hash says. Two that share a place are purged together:
// that costs an answer, and never keeps one too long.
//
// An answer is tied to the epoch that was there before its first read. If a change came between, whether the reads saw it
// or not, the place has a later epoch, and the answer is worthless from the beginning. So an old answer that comes late does
// no harm, and needs no lock.
type epochs struct {
	seed    maphash.Seed
	purging sync.Mutex
	now     atomic.Int64
	places  [1 << 16]atomic.Int64
}

// place returns where a document or, without an ID, a collection is looked up.
func (e *epochs) place(collection, id string) uint32 {
	var h maphash.Hash
	h.SetSeed(e.seed)
	_, _ = h.WriteString(collection) // a hash never fails to be written to
	_ = h.WriteByte('/')
	_, _ = h.WriteString(id)
	return uint32(h.Sum64() % uint64(len(e.places)))
}

// purge moves the clock, for a change of the document. The places come first: who sees the new time sees them too.
func (e *epochs) purge(collection, id string) {
	whole, one := e.place(collection, ""), e.place(collection, id)
	e.purging.Lock()
	defer e.purging.Unlock()
	next := e.now.Load() + 1
	e.places[whole].Store(next)
	e.places[one].Store(next)
	e.now.Store(next)
}

// purgeAll makes all answers worthless.
func (e *epochs) purgeAll() {
	e.purging.Lock()
	defer e.purging.Unlock()
	next := e.now.Load() + 1
	for i := range e.places {
		e.places[i].Store(next)
	}
	e.now.Store(next)
}

// unchanged reports whether nothing in these places has changed since an epoch.
func (e *epochs) unchanged(places []uint32, since int64) bool {
	for _, p := range places {
		if e.places[p].Load() > since {
			return false
		}
	}
	return true
}
