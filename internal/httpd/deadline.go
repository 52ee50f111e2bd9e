package httpd

import (
	"context"
	"sync"
	"time"
)

// deadline is a context that ends at an instant, as one of [context.WithDeadline]; but it starts a timer only if somebody waits for
// it, which who is answered at once does not. Safe for concurrent use.
type deadline struct {
	parent context.Context //nolint:containedctx // what it adds to
	at     time.Time

	mu     sync.Mutex
	timed  context.Context //nolint:containedctx // itself, with a timer; nil until somebody waits
	cancel context.CancelFunc
	isOver bool
}

// withTimeout returns parent with a deadline. It must be ended.
func withTimeout(parent context.Context, timeout time.Duration) *deadline {
	return &deadline{parent: parent, at: time.Now().Add(timeout)} //nolint:forbidigo // the clock by which timers go
}

// end cancels it, and all that was made of it.
func (d *deadline) end() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.isOver = true
	if d.cancel != nil {
		d.cancel()
	}
}

// begun returns the context that has the timer, which begins if wait says so; nil if it has not begun.
func (d *deadline) begun(wait bool) context.Context {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.timed == nil && (wait || d.isOver) {
		d.timed, d.cancel = context.WithDeadline(d.parent, d.at)
		if d.isOver {
			d.cancel()
		}
	}
	return d.timed
}

// Deadline implements [context.Context].
func (d *deadline) Deadline() (time.Time, bool) {
	if at, has := d.parent.Deadline(); has && at.Before(d.at) {
		return at, true
	}
	return d.at, true
}

// Done implements [context.Context]. The first call starts the timer.
func (d *deadline) Done() <-chan struct{} { return d.begun(true).Done() }

// Err implements [context.Context].
func (d *deadline) Err() error {
	if ctx := d.begun(false); ctx != nil {
		return ctx.Err()
	}
	if err := d.parent.Err(); err != nil {
		return err
	}
	if !time.Now().Before(d.at) { //nolint:forbidigo // as above
		return context.DeadlineExceeded
	}
	return nil
}

// Value implements [context.Context]. Once the timer runs, the package context finds its own there, and needs no goroutine to pass the
// end on to what is made of this one.
func (d *deadline) Value(key any) any {
	if ctx := d.begun(false); ctx != nil {
		return ctx.Value(key)
	}
	return d.parent.Value(key)
}
