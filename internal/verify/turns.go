package verify

import (
	"fmt"
	"time"

	"thidua/internal/errs"
	"thidua/internal/ratelimit"
)

// Turns bounds how often one client may have something verified, by whichever door. Safe for concurrent use.
type Turns struct{ clients *ratelimit.Limiter }

// NewTurns returns turns of which each client has perMinute a minute on the long run, and as many at once.
func NewTurns(perMinute int, now func() time.Time) (*Turns, error) {
	if perMinute < 1 {
		return nil, fmt.Errorf("a rate of %d a minute lets nobody ask", perMinute)
	}
	return &Turns{ratelimit.New(ratelimit.Rate{PerSecond: float64(perMinute) / 60, Burst: perMinute}, now)}, nil
}

// Take takes n turns of the client at an address, or refuses with [errs.RateLimited], which says how long to wait.
func (t *Turns) Take(address string, n int) error {
	wait, ok := t.clients.Take(ratelimit.ClientOf(address), n)
	if ok {
		return nil
	}
	seconds := ratelimit.Seconds(wait)
	e := errs.New(errs.RateLimited,
		fmt.Sprintf("Bạn tra cứu quá nhiều lần; hãy đợi %d giây rồi thử lại.", seconds),
		fmt.Sprintf("You have asked too often: wait %d seconds, then try again.", seconds))
	e.RetryAfter = time.Duration(seconds) * time.Second
	return e
}
