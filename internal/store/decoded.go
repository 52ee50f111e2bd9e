package store

import (
	"bytes"
	"fmt"
	"hash/maphash"

	"github.com/maypok86/otter/v2"
	"go.mongodb.org/mongo-driver/v2/bson"
)

// Decoded remembers what the bytes of documents decode to, for several [Collection]s together. Decoding is most of the
// price of a read, and the same documents are read again and again. Every read still takes the bytes from the database,
// and only the very same bytes are known again, so what is remembered is never out of date. Safe for concurrent use.
type Decoded struct {
	seed  maphash.Seed
	cache *otter.Cache[uint64, decoded]
}

// decoded is a document's bytes and the struct that they decode to, a pointer to which it holds.
type decoded struct {
	raw bson.Raw
	doc any
}

// maxRemembered is the largest document, in bytes of BSON, that is remembered: a few large ones would push out
// thousands of small ones.
const maxRemembered = 64 << 10

// keyBytes is how much of a document makes the key: its beginning, which has the ID and the version.
const keyBytes = 96

// NewDecoded returns an empty memory of about so many bytes at most.
func NewDecoded(size uint64) *Decoded {
	return &Decoded{
		seed: maphash.MakeSeed(),
		cache: otter.Must(&otter.Options[uint64, decoded]{
			MaximumWeight: size,
			Weigher: func(_ uint64, d decoded) uint32 {
				return uint32(512 + 4*len(d.raw)) // bounded by maxRemembered; measured: a struct takes 2 to 3 times its bytes
			},
		}),
	}
}

// decode returns the document of the bytes: always a struct of its own, whose slices, maps and pointers may be those of
// other reads. Without a memory, which may be nil, every document is decoded.
func decode[T any](d *Decoded, raw bson.Raw) (*T, error) {
	if d == nil || len(raw) > maxRemembered {
		return decodeAnew[T](raw)
	}
	key := maphash.Bytes(d.seed, raw[:min(len(raw), keyBytes)])
	if known, ok := d.cache.GetIfPresent(key); ok && bytes.Equal(known.raw, raw) {
		if doc, ok := known.doc.(*T); ok {
			own := *doc
			return &own, nil
		}
	}
	doc, err := decodeAnew[T](raw)
	if err != nil {
		return nil, err
	}
	kept := *doc
	d.cache.Set(key, decoded{raw: bytes.Clone(raw), doc: &kept})
	return doc, nil
}

func decodeAnew[T any](raw bson.Raw) (*T, error) {
	doc := new(T)
	if err := bson.Unmarshal(raw, doc); err != nil {
		return nil, fmt.Errorf("decode a document: %w", err)
	}
	return doc, nil
}
