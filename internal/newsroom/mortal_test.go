package newsroom

import (
	"context"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// mortal is the store of a process that dies at the nth call: before it, or behind it, when the call has taken effect
// but nobody hears of it. From then on nothing is done.
type mortal struct {
	store.Store
	mu     sync.Mutex
	left   int
	behind bool
}

// calls counts down, and reports whether a call may begin and whether its answer arrives.
func (m *mortal) calls() (begins, answers bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.left--
	return m.left > 0 || m.left == 0 && m.behind, m.left > 0
}

// dead reports whether it died.
func (m *mortal) dead() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.left <= 0
}

func died() error { return errs.New(errs.Unavailable, "Hỏng.", "Dead.") }

func live[T any](m *mortal, call func() (T, error)) (T, error) {
	var none T
	begins, answers := m.calls()
	if !begins {
		return none, died()
	}
	got, err := call()
	if !answers {
		return none, died()
	}
	return got, err
}

func (m *mortal) Get(ctx context.Context, s *store.Schema, ids []string, read store.Read) ([]bson.Raw, error) {
	return live(m, func() ([]bson.Raw, error) { return m.Store.Get(ctx, s, ids, read) })
}

func (m *mortal) Find(ctx context.Context, s *store.Schema, q store.Query) ([]bson.Raw, error) {
	return live(m, func() ([]bson.Raw, error) { return m.Store.Find(ctx, s, q) })
}

func (m *mortal) History(ctx context.Context, s *store.Schema, id string, before int64, limit int) ([]bson.Raw, error) {
	return live(m, func() ([]bson.Raw, error) { return m.Store.History(ctx, s, id, before, limit) })
}

func (m *mortal) Revisions(ctx context.Context, s *store.Schema, of []store.Revision, read store.Read) ([]bson.Raw, error) {
	return live(m, func() ([]bson.Raw, error) { return m.Store.Revisions(ctx, s, of, read) })
}

func (m *mortal) Apply(ctx context.Context, writes ...store.Write) (int, error) {
	return live(m, func() (int, error) { return m.Store.Apply(ctx, writes...) })
}

func (m *mortal) Acquire(ctx context.Context, name, holder string, ttl time.Duration) (bool, error) {
	return live(m, func() (bool, error) { return m.Store.Acquire(ctx, name, holder, ttl) })
}

func (m *mortal) Release(ctx context.Context, name, holder string) error {
	_, err := live(m, func() (struct{}, error) { return struct{}{}, m.Store.Release(ctx, name, holder) })
	return err
}
