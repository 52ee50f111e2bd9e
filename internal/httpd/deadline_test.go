package httpd

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

type deadlineKey struct{}

func TestDeadline(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		parent, cancel := context.WithCancel(context.WithValue(t.Context(), deadlineKey{}, "kept"))
		defer cancel()
		started := time.Now()

		d := withTimeout(parent, time.Second)
		defer d.end()
		if at, has := d.Deadline(); !has || !at.Equal(started.Add(time.Second)) || d.Err() != nil || d.Value(deadlineKey{}) != "kept" {
			t.Errorf("a new one ends at %v, %v; value %v", at, d.Err(), d.Value(deadlineKey{}))
		}
		child, stop := context.WithCancel(d)
		defer stop()
		<-child.Done() // by the timer
		if time.Since(started) != time.Second || !errors.Is(d.Err(), context.DeadlineExceeded) || !errors.Is(context.Cause(child), context.DeadlineExceeded) {
			t.Errorf("after %v: %v, of its child %v", time.Since(started), d.Err(), context.Cause(child))
		}

		unwatched := withTimeout(parent, time.Second)
		defer unwatched.end()
		time.Sleep(time.Second) // of the bubble's own time, which takes none
		if err := unwatched.Err(); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("one that nobody waits for: %v", err)
		}

		over := withTimeout(parent, time.Second)
		watched := withTimeout(parent, time.Second)
		done := watched.Done()
		over.end()
		watched.end()
		<-over.Done()
		<-done
		if !errors.Is(over.Err(), context.Canceled) || !errors.Is(watched.Err(), context.Canceled) {
			t.Errorf("ended ones: %v, %v", over.Err(), watched.Err())
		}

		long := withTimeout(parent, time.Hour)
		defer long.end()
		sooner := withTimeout(long, 2*time.Hour)
		defer sooner.end()
		if at, _ := sooner.Deadline(); !at.Equal(long.at) {
			t.Errorf("it ends at %v, after its parent", at)
		}
		cancel()
		if !errors.Is(long.Err(), context.Canceled) || !errors.Is(sooner.Err(), context.Canceled) {
			t.Errorf("of a parent that has ended: %v, %v", long.Err(), sooner.Err())
		}
		<-sooner.Done()
	})
}
