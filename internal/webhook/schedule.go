package webhook

import "time"

// How long is tried.
const (
	// GiveUpAfter is how long after the first attempt a delivery may be tried again.
	GiveUpAfter = 72 * time.Hour
	// DisableAfter is how long nothing may arrive at a webhook before it is disabled.
	DisableAfter = 5 * 24 * time.Hour
	// maxRetryAfter is how long a receiver may ask us to wait.
	maxRetryAfter = 6 * time.Hour
)

// delays are the times between one attempt and the next, before they are spread. The last is repeated until [GiveUpAfter].
func delays() []time.Duration {
	return []time.Duration{
		5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour,
	}
}

// spread is how much longer or shorter a delay becomes, so that what failed together is not tried together again.
const spread = 0.2

// next returns when a delivery is tried again after its nth attempt failed, n from 1; false if it is given up. random is
// from [0, 1), asked is how long the receiver wants us to wait.
func next(n int, first, now time.Time, random float64, asked time.Duration) (at time.Time, ok bool) {
	all := delays()
	delay := all[min(n, len(all))-1]
	delay += time.Duration((2*random - 1) * spread * float64(delay))
	delay = max(delay, min(asked, maxRetryAfter))
	at = now.Add(delay).UTC().Truncate(time.Millisecond)
	return at, at.Sub(first) <= GiveUpAfter
}
