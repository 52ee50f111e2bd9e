package storetest

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"thidua/internal/store"
)

func testLeases(t *testing.T, create func(t *testing.T) Open) {
	const ttl = 30 * time.Second
	acquire := func(t *testing.T, s store.Store, name, holder string, want bool) {
		t.Helper()
		got, err := s.Acquire(t.Context(), name, holder, ttl)
		if err != nil || got != want {
			t.Fatalf("Acquire(%s, %s) = %t, %v; want %t", name, holder, got, err, want)
		}
	}
	release := func(t *testing.T, s store.Store, holder string) {
		t.Helper()
		if err := s.Release(t.Context(), "relay", holder); err != nil {
			t.Fatalf("Release by %s: %v", holder, err)
		}
	}
	t.Run("one holder at a time, in all processes", func(t *testing.T) {
		f := newFixture(t, create)
		other := f.another(t)
		acquire(t, f, "relay", "me", true)
		acquire(t, f, "relay", "you", false)
		acquire(t, other, "relay", "you", false)
		acquire(t, other, "clock", "you", true)
		acquire(t, other, "relay", "me", true)
	})
	t.Run("given back", func(t *testing.T) {
		f := newFixture(t, create)
		release(t, f, "me")
		acquire(t, f, "relay", "me", true)
		release(t, f, "you")
		acquire(t, f, "relay", "you", false)
		release(t, f, "me")
		release(t, f, "me")
		acquire(t, f, "relay", "you", true)
		acquire(t, f, "relay", "me", false)
	})
	t.Run("run out", func(t *testing.T) {
		f := newFixture(t, create)
		other := f.another(t)
		acquire(t, f, "relay", "me", true)
		f.clock.Advance(ttl - time.Second)
		acquire(t, other, "relay", "you", false)
		f.clock.Advance(2 * time.Second)
		acquire(t, other, "relay", "you", true)
		acquire(t, f, "relay", "me", false)
		release(t, f, "me")
		acquire(t, f, "relay", "me", false)
	})
	t.Run("prolonged", func(t *testing.T) {
		f := newFixture(t, create)
		for range 4 {
			acquire(t, f, "relay", "me", true)
			f.clock.Advance(ttl - time.Second)
			acquire(t, f, "relay", "you", false)
		}
		f.clock.Advance(2 * time.Second)
		acquire(t, f, "relay", "you", true)
	})
	t.Run("taken up again by the holder after it ran out", func(t *testing.T) {
		f := newFixture(t, create)
		acquire(t, f, "relay", "me", true)
		f.clock.Advance(2 * ttl)
		acquire(t, f, "relay", "me", true)
		acquire(t, f, "relay", "you", false)
	})
	t.Run("fought for", func(t *testing.T) {
		f := newFixture(t, create)
		for round := range 3 {
			var winners atomic.Int64
			var all sync.WaitGroup
			for i := range 16 {
				all.Go(func() {
					won, err := f.Acquire(t.Context(), "relay", fmt.Sprintf("holder %d of round %d", i, round), ttl)
					if err != nil {
						t.Errorf("Acquire: %v", err)
					}
					if won {
						winners.Add(1)
					}
				})
			}
			all.Wait()
			same(t, fmt.Sprintf("winners of round %d", round), 1, winners.Load())
			f.clock.Advance(2 * ttl)
		}
	})
}
