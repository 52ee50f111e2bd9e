package sqlitestore

import (
	"context"
	"database/sql/driver"
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"slices"
	"sync/atomic"

	"github.com/maypok86/otter/v2"
	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
)

// findings keeps what questions to tables found, for all connections together: to walk an index again for a page that was
// found before, or to look fifteen terms up, costs more than anything else that a read does.
//
// Every table has a state, a number in the database that each transaction which changes its documents draws anew. What was
// found in a snapshot is kept with the state that the table had in that snapshot, and holds for as long as the database says
// that it is in that state. It is asked every time: one step, by a key. So nothing is invalidated, no answer is older than
// the question, and a write by another process counts as one by this.
//
// Only what was asked twice is kept. Many questions are asked once and never again, those as of this moment above all: they
// would push out what is asked again, and pay for it.
type findings struct {
	cache *otter.Cache[question, finding]
	seed  maphash.Seed
	asked [askedSlots]atomic.Uint64 // hashes of the questions that were asked of late, each at its place
}

// question is one to the table of a layout. [Store.Ensure] makes new tables of the schemas that it is given, and so forgets
// what was found in the old ones.
type question struct {
	table *table
	text  string // what is asked, of which no two questions have the same
}

// finding is what was found when the table was in a state. Nobody changes it: callers get copies of all but the bytes of
// documents and the values of groups, see [store.Reader].
type finding struct {
	state int64
	found any
	size  uint32
}

// The bounds of what is kept: of all bytes in it, if nothing else is configured, of one question and what it found, and how
// many questions are known to have been asked.
const (
	defaultFindings = 32 << 20
	maxFinding      = 1 << 20
	askedSlots      = 1 << 14
)

// newFindings returns nil, which keeps nothing, if the size is negative.
func newFindings(size int64) *findings {
	if size < 0 {
		return nil
	}
	return &findings{seed: maphash.MakeSeed(), cache: otter.Must(&otter.Options[question, finding]{
		MaximumWeight: uint64(size),
		Weigher:       func(q question, f finding) uint32 { return 256 + uint32(len(q.text)) + f.size },
	})}
}

// askedBefore reports whether a question was asked of late, and notes that it was asked now.
func (f *findings) askedBefore(q question) bool {
	if f == nil || len(q.text) > maxFinding {
		return false
	}
	hash := maphash.Comparable(f.seed, q)
	return f.asked[hash%askedSlots].Swap(hash) == hash
}

// find returns what a question finds: what is kept of it, if its table is in the same state, or else what look finds with a
// connection. The caller hands out copies of it.
func find[T any](ctx context.Context, s *Store, q question, size func(T) int, look func(*conn) (T, error)) (found T, err error) {
	keep := s.findings.askedBefore(q)
	err = s.read(ctx, func(c *conn) (err error) {
		if !keep {
			found, err = look(c)
			return err
		}
		if known, ok := s.findings.cache.GetIfPresent(q); ok {
			state, err := q.table.state(ctx, c)
			if err != nil {
				return err
			}
			if held, ok := known.found.(T); ok && known.state == state {
				found = held
				return nil
			}
		}
		return c.snapshot(ctx, func() error {
			state, err := q.table.state(ctx, c)
			if err != nil {
				return err
			}
			if found, err = look(c); err != nil {
				return err
			}
			if n := size(found); n <= maxFinding {
				s.findings.cache.Set(q, finding{state, found, uint32(n)}) // bounded by maxFinding
			}
			return nil
		})
	})
	return found, err
}

// state is a number that is another after each change of the table's documents; 0 before the first.
func (t *table) state(ctx context.Context, c *conn) (int64, error) {
	return c.int(context.WithoutCancel(ctx), "SELECT n FROM "+statesTable+" WHERE name = ?", t.schema.Name)
}

// moveStates gives the tables whose documents were changed new states, in the transaction that changed them. They are drawn:
// a file that an older copy was restored into, while processes have it open, does not count up to a state that they know.
func moveStates(ctx context.Context, c *conn, done []*prepared) error {
	for i, p := range done {
		if i > 0 && done[i-1].table == p.table { // most writes that come together are to one table
			continue
		}
		_, err := c.exec(ctx, "INSERT INTO "+statesTable+" VALUES (?, random()) ON CONFLICT (name) DO UPDATE SET n = excluded.n", p.table.schema.Name)
		if err != nil {
			return err
		}
	}
	return nil
}

// ask makes a question of its kind, which says how what the statements find becomes what is kept, and all that these depend on.
func ask(t *table, kind string, of ...driver.Value) question {
	return question{t, string(appendValues(appendValues(make([]byte, 0, 512), kind), of...))}
}

// and is the question with more that it depends on.
func (q question) and(of ...driver.Value) question {
	b := append(make([]byte, 0, len(q.text)+32*len(of)), q.text...)
	q.text = string(appendValues(b, of...))
	return q
}

// appendValues appends values so that no two lists of them look the same.
func appendValues(b []byte, values ...driver.Value) []byte {
	for _, v := range values {
		switch v := v.(type) {
		case string:
			b = append(binary.AppendUvarint(append(b, 's'), uint64(len(v))), v...)
		case int64:
			b = binary.AppendVarint(append(b, 'i'), v)
		case []string:
			b = binary.AppendUvarint(append(b, 'l'), uint64(len(v)))
			for _, text := range v {
				b = append(binary.AppendUvarint(b, uint64(len(text))), text...)
			}
		default: // a condition has no other kinds
			b = fmt.Appendf(b, "%T %v;", v, v)
		}
	}
	return b
}

// The next ones say how many bytes are kept of what was found, with the room that slices have left.

func sizeOf(docs []bson.Raw) int {
	n := 24 * cap(docs)
	for _, doc := range docs {
		n += len(doc)
	}
	return n
}

func sizeOfAll(docs map[string][]bson.Raw) int {
	n := 64
	for parent, some := range docs {
		n += 96 + len(parent) + sizeOf(some)
	}
	return n
}

func sizeOfHits(hits []store.Hit) int {
	n := 32 * cap(hits)
	for _, hit := range hits {
		n += len(hit.Doc)
	}
	return n
}

func sizeOfGroups(groups []store.Group) int {
	n := 32 * cap(groups)
	for _, g := range groups {
		for _, v := range g.Values {
			n += 40
			if text, ok := v.(string); ok {
				n += len(text)
			}
		}
	}
	return n
}

// ordered are copies of the documents of parents, in the order that was asked for: a query whose Last is set walks the other
// way round.
func ordered(found map[string][]bson.Raw, last bool) map[string][]bson.Raw {
	own := make(map[string][]bson.Raw, len(found))
	for parent, docs := range found {
		own[parent] = slices.Clone(docs)
		if last {
			slices.Reverse(own[parent])
		}
	}
	return own
}
