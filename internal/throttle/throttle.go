// Package throttle bounds how often one client may ask for something that could be guessed at. Its memory is bounded
// whatever the number of clients. It may import errs and the libraries that count.
package throttle

import (
	"fmt"
	"net/netip"
	"time"

	"github.com/maypok86/otter/v2"
	"golang.org/x/time/rate"

	"thidua/internal/errs"
)

// maxClients is how many clients are remembered: some 16 MB. One that is pushed out begins anew.
const maxClients = 50_000

// Limiter lets each client ask so often. Safe for concurrent use.
type Limiter struct {
	clients *otter.Cache[string, *rate.Limiter]
	every   rate.Limit
	burst   int
	now     func() time.Time
}

// New returns a limiter that lets each client ask perMinute times a minute on the long run, and as often at once.
func New(perMinute int, now func() time.Time) (*Limiter, error) {
	if perMinute < 1 {
		return nil, fmt.Errorf("a rate of %d a minute lets nobody ask", perMinute)
	}
	clients, err := otter.New(&otter.Options[string, *rate.Limiter]{
		MaximumSize:      maxClients,
		ExpiryCalculator: otter.ExpiryAccessing[string, *rate.Limiter](10 * time.Minute), // by then every bucket is full again
	})
	if err != nil {
		return nil, fmt.Errorf("make the memory of clients: %w", err)
	}
	return &Limiter{clients: clients, every: rate.Limit(float64(perMinute) / 60), burst: perMinute, now: now}, nil
}

// Take takes n turns of the client at an address, or refuses with [errs.RateLimited], which says how long to wait.
func (l *Limiter) Take(address string, n int) error {
	bucket, _ := l.clients.ComputeIfAbsent(clientOf(address), func() (*rate.Limiter, bool) {
		return rate.NewLimiter(l.every, l.burst), false
	})
	now := l.now()
	if bucket.AllowN(now, n) {
		return nil
	}
	missing := min(float64(n), float64(l.burst)) - bucket.TokensAt(now)
	wait := time.Duration(missing / float64(l.every) * float64(time.Second))
	seconds := max(1, int(wait.Seconds()+0.999))
	e := errs.New(errs.RateLimited,
		fmt.Sprintf("Bạn tra cứu quá nhiều lần; hãy đợi %d giây rồi thử lại.", seconds),
		fmt.Sprintf("You have asked too often: wait %d seconds, then try again.", seconds))
	e.RetryAfter = time.Duration(seconds) * time.Second
	return e
}

// clientOf is who counts as one client: an address, and of IPv6 the 64 bits that one subscriber has to choose addresses
// from.
func clientOf(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return "unknown" // all of them together: a proxy that says nothing sensible
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is6() {
		prefix, err := ip.Prefix(64)
		if err == nil {
			return prefix.String()
		}
	}
	return ip.String()
}
