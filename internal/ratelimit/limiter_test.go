package ratelimit_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"thidua/internal/ratelimit"
)

// clock is a clock that a test sets.
type clock struct{ nanos atomic.Int64 }

func (c *clock) now() time.Time          { return time.Unix(1_700_000_000, c.nanos.Load()) }
func (c *clock) advance(d time.Duration) { c.nanos.Add(int64(d)) }

func TestLimiter(t *testing.T) {
	t.Parallel()
	var c clock
	l := ratelimit.New(ratelimit.Rate{PerSecond: 2, Burst: 4}, c.now)
	take := func(client string, n int, want bool) time.Duration {
		t.Helper()
		wait, ok := l.Take(client, n)
		if ok != want {
			t.Fatalf("take %d of %s: %v", n, client, ok)
		}
		return wait
	}
	take("a", 3, true)
	take("a", 1, true)
	if wait := take("a", 4, false); wait != 2*time.Second {
		t.Errorf("wait %v for all, want 2 s", wait)
	}
	take("b", 4, true) // another client has its own
	if left := l.Left("a"); left != 0 {
		t.Errorf("%d left of nothing", left)
	}
	c.advance(time.Second)
	if left := l.Left("a"); left != 2 {
		t.Errorf("%d left after a second, want 2", left)
	}
	take("a", 3, false)
	take("a", 2, true)
	if left := l.Left("c"); left != 4 {
		t.Errorf("%d left of somebody new", left)
	}
	take("a", 5, false) // more than there ever is
	c.advance(time.Hour)
	take("a", 5, false)
	take("a", 4, true)
}

// Ensure that a charge is taken from what is still to come, and that nobody owes more than there is at once.
func TestCharge(t *testing.T) {
	t.Parallel()
	var c clock
	l := ratelimit.New(ratelimit.Rate{PerSecond: 2, Burst: 4}, c.now)
	l.Charge("a", 3)
	if left := l.Left("a"); left != 1 {
		t.Errorf("%d left of 4 after a charge of 3", left)
	}
	l.Charge("a", 100) // as 4: 3 more than there is
	if left := l.Left("a"); left != 0 {
		t.Errorf("%d left of a debt", left)
	}
	if wait, ok := l.Take("a", 1); ok || wait != 2*time.Second {
		t.Errorf("took 1 of a debt of 3: %v, wait %v", ok, wait)
	}
	c.advance(2 * time.Second)
	if _, ok := l.Take("a", 1); !ok {
		t.Error("the debt does not end")
	}
	if _, ok := l.Take("b", 4); !ok {
		t.Error("another client pays")
	}
}

func TestSeconds(t *testing.T) {
	t.Parallel()
	for wait, want := range map[time.Duration]int{time.Second: 1, time.Second + 1: 2, 1500 * time.Millisecond: 2, time.Minute: 60} {
		if got := ratelimit.Seconds(wait); got != want {
			t.Errorf("%v is %d s, want %d", wait, got, want)
		}
	}
}

func TestManyAtOnceHaveNoMoreThanOne(t *testing.T) {
	t.Parallel()
	var c clock
	l := ratelimit.New(ratelimit.Rate{PerSecond: 1, Burst: 10}, c.now)
	var allowed atomic.Int64
	var group sync.WaitGroup
	for range 50 {
		group.Go(func() {
			if _, ok := l.Take("a", 1); ok {
				allowed.Add(1)
			}
		})
	}
	group.Wait()
	if n := allowed.Load(); n != 10 {
		t.Errorf("%d were allowed, want 10", n)
	}
}

func TestClientOf(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"192.0.2.7":           "192.0.2.7",
		"::ffff:192.0.2.7":    "192.0.2.7",
		"2001:db8:1:2:3::4":   "2001:db8:1:2::/64",
		"2001:db8:1:2:ffff::": "2001:db8:1:2::/64",
		"fe80::1%eth0":        "fe80::/64",
		"@":                   "@",
	} {
		if got := ratelimit.ClientOf(address); got != want {
			t.Errorf("%s is %s, want %s", address, got, want)
		}
	}
}
