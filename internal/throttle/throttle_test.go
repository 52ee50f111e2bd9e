package throttle_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"thidua/internal/errs"
	"thidua/internal/throttle"
)

// clock is a clock that stands until it is moved.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func newLimiter(t *testing.T, perMinute int) (*throttle.Limiter, *clock) {
	t.Helper()
	c := &clock{at: time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)}
	l, err := throttle.New(perMinute, c.now)
	if err != nil {
		t.Fatal(err)
	}
	return l, c
}

func TestTake(t *testing.T) {
	t.Parallel()
	l, c := newLimiter(t, 30)
	for n := range 30 {
		if err := l.Take("192.0.2.1", 1); err != nil {
			t.Fatalf("turn %d: %v", n+1, err)
		}
	}
	refused := errs.As(l.Take("192.0.2.1", 1))
	if refused == nil || refused.Code != errs.RateLimited || refused.RetryAfter != 2*time.Second {
		t.Fatalf("turn 31: %v", refused)
	}
	if err := l.Take("192.0.2.2", 1); err != nil {
		t.Errorf("somebody else: %v", err)
	}
	c.at = c.at.Add(refused.RetryAfter)
	if err := l.Take("192.0.2.1", 1); err != nil {
		t.Errorf("after the wait that was named: %v", err)
	}
	if err := l.Take("192.0.2.1", 1); errs.CodeOf(err) != errs.RateLimited {
		t.Errorf("once more: %v", err)
	}
}

func TestManyTurnsAtOnce(t *testing.T) {
	t.Parallel()
	l, _ := newLimiter(t, 30)
	if err := l.Take("192.0.2.1", 31); errs.CodeOf(err) != errs.RateLimited {
		t.Errorf("more than there ever are: %v", err)
	}
	if err := l.Take("192.0.2.1", 30); err != nil {
		t.Errorf("all that there are: %v", err)
	}
}

func TestWhoIsOneClient(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, one, other string
		same             bool
	}{
		{"two addresses", "192.0.2.1", "192.0.2.2", false},
		{"an address in both forms", "192.0.2.1", "::ffff:192.0.2.1", true},
		{"two addresses of one subscriber", "2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true},
		{"two subscribers", "2001:db8:1:2::1", "2001:db8:1:3::1", false},
		{"an address with a zone", "fe80::1%eth0", "fe80::1", true},
		{"what is no address", "", "@", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			l, _ := newLimiter(t, 1)
			if err := l.Take(tt.one, 1); err != nil {
				t.Fatal(err)
			}
			if err := l.Take(tt.other, 1); (err != nil) != tt.same {
				t.Errorf("the second: %v", err)
			}
		})
	}
}

func TestARateThatLetsNobodyAsk(t *testing.T) {
	t.Parallel()
	if _, err := throttle.New(0, time.Now); err == nil {
		t.Error("it is taken")
	}
}

// Ensure that the memory is bounded, however many clients there are.
func TestMemoryIsBounded(t *testing.T) {
	t.Parallel()
	l, _ := newLimiter(t, 30)
	ask := func(from, to int) {
		for n := from; n < to; n++ {
			if err := l.Take(fmt.Sprintf("10.%d.%d.%d", n>>16, n>>8&255, n&255), 1); err != nil {
				t.Fatal(err)
			}
		}
	}
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	ask(0, 100_000)
	before := heap()
	ask(100_000, 600_000)
	if after := heap(); after > before+32<<20 {
		t.Errorf("%d MB after 100,000 clients, %d MB after 600,000", before>>20, after>>20)
	}
	runtime.KeepAlive(l)
}
