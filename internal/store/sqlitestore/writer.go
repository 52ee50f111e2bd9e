package sqlitestore

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
)

// maxGroup bounds the tasks that share a transaction, and so how long the first of them waits for the last.
const maxGroup = 256

// writer is the one goroutine that changes the database. Tasks that arrive while it works are run in its next
// transaction together: with many callers, the price of a commit (an fsync) is shared.
type writer struct {
	conns *pool
	queue chan *task
	done  chan struct{} // closed when the goroutine ends
}

// task is a piece of work for the writer.
type task struct {
	run   func(ctx context.Context, c *conn) error
	alone bool         // manages its own transactions
	begun atomic.Bool  // set by whoever comes first: the writer to run it, or the caller to drop it
	done  chan outcome // has room for one
}

// outcome is how a task ended. A task may fail and what it did before all the same be committed.
type outcome struct {
	committed bool
	err       error
}

// newWriter starts the goroutine. It takes ctx without its end: a statement that was interrupted would undo the work of
// others.
func newWriter(ctx context.Context, conns *pool) *writer {
	w := &writer{conns: conns, queue: make(chan *task, maxGroup), done: make(chan struct{})}
	go w.loop(context.WithoutCancel(ctx))
	return w
}

// do runs f within a transaction, of which f may be a part only. Once do returns, the transaction is on the disk, or
// committed is false. If ctx ends before f began, f is dropped; after that, do waits, so that it always tells what
// happened.
func (w *writer) do(ctx context.Context, f func(ctx context.Context, c *conn) error) (committed bool, err error) {
	return w.submit(ctx, &task{run: f, done: make(chan outcome, 1)})
}

// doAlone runs f outside a transaction.
func (w *writer) doAlone(ctx context.Context, f func(ctx context.Context, c *conn) error) error {
	_, err := w.submit(ctx, &task{run: f, alone: true, done: make(chan outcome, 1)})
	return err
}

func (w *writer) submit(ctx context.Context, t *task) (committed bool, err error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	select {
	case w.queue <- t:
	case <-ctx.Done():
		return false, ctx.Err()
	}
	var o outcome
	select {
	case o = <-t.done:
	case <-ctx.Done():
		if t.begun.CompareAndSwap(false, true) {
			return false, ctx.Err()
		}
		o = <-t.done
	}
	return o.committed, translate(o.err)
}

// stop ends the goroutine. No call may be under way.
func (w *writer) stop() {
	close(w.queue)
	<-w.done
}

// loop runs the tasks until the queue is closed.
func (w *writer) loop(ctx context.Context) {
	defer close(w.done)
	for t := range w.queue {
		var next *task // a task that could not join the group
		for ; t != nil; t, next = next, nil {
			if !t.begun.CompareAndSwap(false, true) {
				continue
			}
			if t.alone {
				t.done <- outcome{err: w.conns.with(ctx, func(c *conn) error { return t.run(ctx, c) })}
				continue
			}
			next = w.group(ctx, t)
		}
	}
}

// group runs the first task, and those that wait behind it, in one transaction. It returns the task that stopped it,
// if one did.
func (w *writer) group(ctx context.Context, first *task) (next *task) {
	tasks := []*task{first}
	var results []error
	err := w.conns.with(ctx, func(c *conn) error {
		if _, err := c.exec(ctx, "BEGIN IMMEDIATE"); err != nil {
			return err
		}
		for t := first; t != nil; {
			err := t.run(ctx, c)
			if err != nil && !harmless(err) {
				_, undone := c.exec(ctx, "ROLLBACK") // fails if SQLite has already rolled back
				return errors.Join(err, undone)
			}
			if results = append(results, err); len(results) == maxGroup {
				break
			}
			if t, next = w.poll(); t != nil {
				tasks = append(tasks, t)
			}
		}
		if _, err := c.exec(ctx, "COMMIT"); err != nil {
			_, undone := c.exec(ctx, "ROLLBACK")
			return errors.Join(fmt.Errorf("commit: %w", err), undone)
		}
		return nil
	})
	for i, t := range tasks {
		if err != nil {
			t.done <- outcome{err: err}
		} else {
			t.done <- outcome{committed: true, err: results[i]}
		}
	}
	return next
}

// poll returns a waiting task for the group, or one that must not join it.
func (w *writer) poll() (joins, stops *task) {
	for {
		select {
		case t := <-w.queue:
			switch {
			case t == nil: // the queue is closed
				return nil, nil
			case t.alone:
				return nil, t
			case t.begun.CompareAndSwap(false, true):
				return t, nil
			}
		default:
			return nil, nil
		}
	}
}
