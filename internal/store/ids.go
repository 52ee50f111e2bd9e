package store

import (
	"crypto/rand"
	"io"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"
)

// IDs makes document and entry IDs: ULIDs, which sort by the time of making and, within one process, never go back
// within a millisecond. It is safe for concurrent use.
type IDs struct {
	mu      sync.Mutex
	entropy *ulid.MonotonicEntropy
}

// NewIDs returns a source of IDs with randomness of the operating system.
func NewIDs() *IDs { return NewIDsFrom(rand.Reader) }

// NewIDsFrom returns a source of IDs with the given randomness, for tests that need the same IDs each time.
func NewIDsFrom(random io.Reader) *IDs {
	return &IDs{entropy: ulid.Monotonic(random, 0)}
}

// Next returns a new ID, such as "art_01J…" for the prefix "art"; without a prefix, the bare ULID.
func (s *IDs) Next(prefix string, at time.Time) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := ulid.MustNew(ulid.Timestamp(at), s.entropy).String()
	if prefix == "" {
		return id
	}
	return prefix + "_" + id
}
