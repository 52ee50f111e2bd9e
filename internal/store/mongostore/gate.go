package mongostore

import (
	"context"
	"sync"

	"thidua/internal/errs"
)

// gate lets calls in until it is closed, and knows when the last of them has left.
type gate struct {
	mu     sync.Mutex
	closed bool
	inside sync.WaitGroup
}

// enter lets a call in; it fails with [errs.Unavailable] once the gate is closed. The caller must leave by leave.
func (g *gate) enter() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return errs.New(errs.Unavailable, "Kho dữ liệu đã đóng.", "The store is closed.")
	}
	g.inside.Add(1)
	return nil
}

func (g *gate) leave() { g.inside.Done() }

// close shuts the gate and waits until all are out or ctx ends. It reports whether it was open before.
func (g *gate) close(ctx context.Context) (first bool, err error) {
	g.mu.Lock()
	first, g.closed = !g.closed, true
	g.mu.Unlock()
	empty := make(chan struct{})
	go func() {
		g.inside.Wait()
		close(empty)
	}()
	select {
	case <-empty:
		return first, nil
	case <-ctx.Done():
		return first, ctx.Err()
	}
}
