package ratelimit

import (
	"fmt"
	"net/netip"
	"sync"
	"time"

	"github.com/maypok86/otter/v2"
	"golang.org/x/time/rate"
)

// Rate is how much a client may use: so much per second in the long run, and so much at once after a rest.
type Rate struct {
	PerSecond float64
	Burst     int
}

// Limiter is a bucket for each client. Safe for concurrent use.
type Limiter struct {
	rate    Rate
	now     func() time.Time
	mu      sync.Mutex // lets one bucket be made for a client that asks twice at once
	buckets *otter.Cache[string, *rate.Limiter]
}

// maxClients is how many clients a limiter remembers: about 20 MB. It forgets first who has not been there for long; whoever
// has so many addresses that this matters could have used each of them once.
const maxClients = 100_000

// New returns a limiter in which every client is rested.
func New(r Rate, now func() time.Time) *Limiter {
	return &Limiter{rate: r, now: now, buckets: otter.Must(&otter.Options[string, *rate.Limiter]{MaximumSize: maxClients})}
}

// Take uses n of what the client has, or nothing if there is not so much; then it says how long to wait for it.
func (l *Limiter) Take(client string, n int) (wait time.Duration, ok bool) {
	return l.rate.take(l.bucket(client), l.now(), n)
}

// take is what [Limiter.Take] and [Bucket.Take] have in common.
func (r Rate) take(bucket *rate.Limiter, now time.Time, n int) (wait time.Duration, ok bool) {
	if bucket.AllowN(now, n) {
		return 0, true
	}
	if n > r.Burst { // more than there ever is at once
		n = r.Burst
	}
	missing := float64(n) - bucket.TokensAt(now)
	return max(time.Second, time.Duration(missing/r.PerSecond*float64(time.Second))), false
}

// Bucket is what one client has, for those whose clients each have a rate of their own. Safe for concurrent use.
type Bucket struct {
	rate   Rate
	now    func() time.Time
	bucket *rate.Limiter
}

// NewBucket returns what a client has that is rested.
func NewBucket(r Rate, now func() time.Time) *Bucket {
	return &Bucket{rate: r, now: now, bucket: rate.NewLimiter(rate.Limit(r.PerSecond), r.Burst)}
}

// Take is [Limiter.Take] of the one client.
func (b *Bucket) Take(n int) (wait time.Duration, ok bool) { return b.rate.take(b.bucket, b.now(), n) }

// Charge uses n of what the client has, and more than there is if it must be: the client waits the longer. For what is known
// only when it is done. A charge is at most what there ever is at once.
func (l *Limiter) Charge(client string, n int) {
	l.bucket(client).ReserveN(l.now(), min(n, l.rate.Burst))
}

// Left returns how much the client could use at once now.
func (l *Limiter) Left(client string) int {
	bucket, ok := l.buckets.GetIfPresent(client)
	if !ok {
		return l.rate.Burst
	}
	return max(0, int(bucket.TokensAt(l.now())))
}

func (l *Limiter) bucket(client string) *rate.Limiter {
	if b, ok := l.buckets.GetIfPresent(client); ok {
		return b
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if b, ok := l.buckets.GetIfPresent(client); ok {
		return b
	}
	b := rate.NewLimiter(rate.Limit(l.rate.PerSecond), l.rate.Burst)
	l.buckets.Set(client, b)
	return b
}

// Seconds returns a wait in whole seconds, as people and the header Retry-After are told it.
func Seconds(wait time.Duration) int { return int((wait + time.Second - 1) / time.Second) }

// ClientOf returns what stands for a client's network address: the address itself, or of IPv6 the network of 64 bits, all of
// which one client has. What is no address stands for itself.
func ClientOf(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is4() {
		return ip.String()
	}
	network, err := ip.Prefix(64)
	if err != nil {
		return fmt.Sprint(ip)
	}
	return network.String()
}
