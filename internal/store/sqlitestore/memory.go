package sqlitestore

import (
	"context"
	"database/sql/driver"
	"fmt"

	"github.com/maypok86/otter/v2"
	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
)

// memory keeps the bytes of light documents that were read, for all connections together. A statement asks for the IDs and
// versions of its documents alone, and only those that are not in memory are read: copying a document out of the database
// costs more than finding it.
//
// A version of a document is never written twice, and the ID of a removed one is never used again, so the bytes of an ID and a
// version are always the same. Which documents answer a query, and which version of each, the database says every time:
// nothing has to be invalidated, and what other processes write is seen at once.
type memory struct {
	cache *otter.Cache[memoryKey, remembered]
}

// memoryKey is a document of a layout. Ensure makes new tables, and so forgets all.
type memoryKey struct {
	table *table
	id    string
}

// remembered is the bytes of a version. Nobody changes them.
type remembered struct {
	version int64
	doc     bson.Raw
}

// The bounds of a memory: of all bytes in it, if nothing else is configured, and of one document.
const (
	defaultMemory = 32 << 20
	maxRemembered = 64 << 10
)

func newMemory(size uint64) *memory {
	return &memory{otter.Must(&otter.Options[memoryKey, remembered]{
		MaximumWeight: size,
		Weigher: func(_ memoryKey, r remembered) uint32 {
			return uint32(256 + len(r.doc)) // bounded by maxRemembered
		},
	})}
}

// identity are the columns of which [Store.collect] makes documents, if they are kept in memory: those of history are not, and
// neither is what is read with its heavy fields.
func (t *table) identity(alias string, read store.Read) string {
	if !t.light(read) {
		return t.bodies(alias, read)
	}
	return alias + "." + colID + ", " + alias + "." + colVersion
}

// light reports whether a read is of light documents alone.
func (t *table) light(read store.Read) bool { return read == store.Light || len(t.schema.Heavy) == 0 }

// collect appends the document of each row of [table.identity]. It reads those that are not in memory while the statement
// that found them is still open, and so within its transaction: they are of the versions that it saw.
func (s *Store) collect(ctx context.Context, c *conn, t *table, read store.Read, docs *[]bson.Raw) func(row []driver.Value) error {
	if !t.light(read) {
		return collect(docs)
	}
	return func(row []driver.Value) error {
		doc, err := s.remember(ctx, c, t, row)
		*docs = append(*docs, doc)
		return err
	}
}

// remember returns the document of a row that begins with the columns of [table.identity].
func (s *Store) remember(ctx context.Context, c *conn, t *table, row []driver.Value) (bson.Raw, error) {
	id, _ := row[0].(string)
	version, _ := row[1].(int64)
	key := memoryKey{t, id}
	if known, ok := s.memory.cache.GetIfPresent(key); ok && known.version == version {
		return known.doc, nil
	}
	doc, err := t.readLight(ctx, c, id)
	if err == nil && len(doc) <= maxRemembered {
		s.memory.cache.Set(key, remembered{version, doc})
	}
	return doc, err
}

// readLight reads a document that a statement which is still open has found.
func (t *table) readLight(ctx context.Context, c *conn, id string) (doc bson.Raw, err error) {
	err = c.query(context.WithoutCancel(ctx), t.one, []driver.Value{id}, func(row []driver.Value) (err error) {
		doc, err = document(row)
		return err
	})
	if err == nil && doc == nil {
		err = damaged(fmt.Errorf("the document %s is in an index only", id))
	}
	return doc, err
}
