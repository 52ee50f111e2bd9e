package sqlitestore

import (
	"context"
	"database/sql/driver"
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"sync/atomic"

	"github.com/maypok86/otter/v2"
	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
)

// pages keeps what questions to tables found, for all connections together: to walk an index again for a page that was found
// before, or to look fifteen terms up, costs more than anything else that a read does.
//
// Every table has a state, a number in the database that each transaction which changes its documents moves. What was found
// in a snapshot is kept with the state that the table had in that snapshot, and holds for as long as the database says that
// it is in that state. It is asked every time: one step, by a key. So nothing is invalidated, no answer is older than the
// question, and a write by another process counts as one by this.
//
// Only what was asked twice is kept. Many questions are asked once and never again, those as of this moment above all: they
// would push out what is asked again, and pay for it.
type pages struct {
	cache *otter.Cache[pageKey, page]
	seed  maphash.Seed
	asked [askedSlots]atomic.Uint64 // hashes of the questions that were asked of late, each at its place
}

// pageKey is a question to the table of a layout: Ensure makes new tables, and so forgets all.
type pageKey struct {
	table    *table
	question string
}

// page is what was found when the table was in a state. Nobody changes it.
type page struct {
	state int64
	found any
	size  uint32
}

// The bounds of what is kept: of all bytes in it, if nothing else is configured, of one page, and how many questions are known
// to have been asked.
const (
	defaultPages = 32 << 20
	maxPage      = 1 << 20
	askedSlots   = 1 << 14
)

// newPages returns nil, which keeps nothing, if the size is negative.
func newPages(size int64) *pages {
	if size < 0 {
		return nil
	}
	return &pages{seed: maphash.MakeSeed(), cache: otter.Must(&otter.Options[pageKey, page]{
		MaximumWeight: uint64(size),
		Weigher:       func(k pageKey, p page) uint32 { return 256 + uint32(len(k.question)) + p.size },
	})}
}

// askedBefore reports whether a question was asked of late, and notes that it was asked now.
func (p *pages) askedBefore(q pageKey) bool {
	if p == nil || len(q.question) > maxPage {
		return false
	}
	hash := maphash.Comparable(p.seed, q)
	return p.asked[hash%askedSlots].Swap(hash) == hash
}

// find returns what a question to a table finds: what is kept of it, if the table is in the same state, or else what f finds
// with a connection. It belongs to the pages if they keep it, so that callers get it through a copy.
func find[T any](ctx context.Context, s *Store, q pageKey, size func(T) int, f func(*conn) (T, error)) (found T, err error) {
	keep := s.pages.askedBefore(q)
	err = s.read(ctx, func(c *conn) (err error) {
		if !keep {
			found, err = f(c)
			return err
		}
		state, err := q.table.state(ctx, c)
		if err != nil {
			return err
		}
		if kept, ok := s.pages.cache.GetIfPresent(q); ok && kept.state == state {
			found, _ = kept.found.(T)
			return nil
		}
		return c.snapshot(ctx, func() (err error) {
			if state, err = q.table.state(ctx, c); err != nil {
				return err
			}
			if found, err = f(c); err != nil {
				return err
			}
			if n := size(found); n <= maxPage {
				s.pages.cache.Set(q, page{state, found, uint32(n)}) // bounded by maxPage
			}
			return nil
		})
	})
	return found, err
}

// state is a number that is another after each change of the table's documents.
func (t *table) state(ctx context.Context, c *conn) (int64, error) {
	return c.int(context.WithoutCancel(ctx), "SELECT n FROM "+statesTable+" WHERE name = ?", t.schema.Name)
}

// moveStates moves the states of the tables whose documents were changed, in the transaction that did.
func moveStates(ctx context.Context, c *conn, done []*prepared) error {
	for i, p := range done {
		if i > 0 && done[i-1].table == p.table { // most writes that come together are to one table
			continue
		}
		_, err := c.exec(ctx, "INSERT INTO "+statesTable+" VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET n = n + 1", p.table.schema.Name)
		if err != nil {
			return err
		}
	}
	return nil
}

// question is the key of a statement with its arguments, and of the parents that it is run for.
func question(t *table, text string, args []driver.Value, parents ...string) pageKey {
	b := appendValues(make([]byte, 0, len(text)+32*(len(args)+len(parents)+1)), text)
	b = appendValues(b, args...)
	for _, parent := range parents {
		b = appendValues(b, parent)
	}
	return pageKey{t, string(b)}
}

// appendValues appends values so that no two lists of them look the same.
func appendValues(b []byte, values ...driver.Value) []byte {
	for _, v := range values {
		switch v := v.(type) {
		case string:
			b = append(binary.AppendUvarint(append(b, 's'), uint64(len(v))), v...)
		case int64:
			b = binary.AppendVarint(append(b, 'i'), v)
		default: // a condition has no other kinds
			b = fmt.Appendf(b, "%T %v;", v, v)
		}
	}
	return b
}

// sizeOf is how many bytes documents take.
func sizeOf(docs []bson.Raw) int {
	n := 24 * len(docs)
	for _, doc := range docs {
		n += len(doc)
	}
	return n
}

// sizeOfAll is [sizeOf] for those of several parents.
func sizeOfAll(docs map[string][]bson.Raw) int {
	n := 0
	for parent, some := range docs {
		n += 64 + len(parent) + sizeOf(some)
	}
	return n
}

// sizeOfHits is [sizeOf] for hits.
func sizeOfHits(hits []store.Hit) int {
	n := 32 * len(hits)
	for _, hit := range hits {
		n += len(hit.Doc)
	}
	return n
}

// sizeOfGroups is how many bytes groups take, about.
func sizeOfGroups(groups []store.Group) int {
	n := 0
	for _, g := range groups {
		n += 32 + 48*len(g.Values)
	}
	return n
}
