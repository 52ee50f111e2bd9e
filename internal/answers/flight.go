package answers

import (
	"bytes"
	"context"
	"hash/maphash"
	"time"

	"thidua/internal/store"
)

// flight is a question that somebody is finding the answer to.
type flight struct {
	question []byte
	epoch    int64
	done     chan struct{}
	answer   *Answer // nil if there was none to be shared; read after done
}

// Lead is the task of finding the answer to a question, while others who ask the same wait. Who has it calls
// [Lead.Keep], or [Lead.Leave] if the answer is not for others; at the latest in a deferred call.
type Lead struct {
	cache  *Cache
	hash   uint64
	flight *flight
	asked  time.Time
	left   bool
}

// Join returns the answer that is kept for a question, or that another request is about to find, for which it waits. Without
// either the caller finds it: with a lead for all who ask the same, or alone, if another has just found an answer that was
// not for sharing. The question is copied if it is kept.
func (c *Cache) Join(ctx context.Context, question []byte) (*Answer, *Lead) {
	now := c.config.Now()
	hash := maphash.Bytes(c.seed, question)
	if a := c.get(hash, question, now); a != nil {
		return a, nil
	}
	if now.UnixNano() >= c.trusted.Load() {
		return nil, nil
	}
	current := c.epochs.now.Load() // before anything is read
	c.mu.Lock()
	other, flying := c.flights[hash]
	// Whoever began before the latest change may have read what was there before it: who asks now must not have that.
	if !flying || other.epoch != current || !bytes.Equal(other.question, question) {
		f := &flight{question: bytes.Clone(question), epoch: current, done: make(chan struct{})}
		c.flights[hash] = f
		c.mu.Unlock()
		return nil, &Lead{cache: c, hash: hash, flight: f, asked: now}
	}
	c.mu.Unlock()
	select {
	case <-other.done:
		return other.answer, nil
	case <-ctx.Done():
		return nil, nil
	}
}

// Keep keeps the answer, made of what was read, for all who ask the same; its error says why it is not kept. The reads must
// have begun after the lead was taken.
func (l *Lead) Keep(ctx context.Context, a *Answer, reads *store.Reads) error {
	if l == nil || l.left {
		return nil
	}
	defer l.Leave()
	c := l.cache
	expires, err := c.expiry(ctx, reads, l.asked)
	if err != nil || !c.config.Now().Before(expires) {
		return err
	}
	a.expires = expires
	e := &entry{question: l.flight.question, answer: a, epoch: l.flight.epoch, places: c.places(reads), expires: expires}
	if uint64(e.weight()) > c.config.Bytes/largest || !c.epochs.unchanged(e.places, e.epoch) {
		return nil
	}
	e.checked.Store(e.epoch)
	c.kept.Set(l.hash, e)
	l.flight.answer = a
	return nil
}

// Leave lets those who wait find the answer by themselves, if it was not kept.
func (l *Lead) Leave() {
	if l == nil || l.left {
		return
	}
	l.left = true
	c := l.cache
	c.mu.Lock()
	if c.flights[l.hash] == l.flight {
		delete(c.flights, l.hash)
	}
	c.mu.Unlock()
	close(l.flight.done)
}
