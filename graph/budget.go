package graph

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"thidua/internal/errs"
	"thidua/internal/ratelimit"
)

// Points is what clients may use a minute, in the points of the published cost formula (see [guard.Limits.Price]). Each has as
// many at once after a rest. Zero is no bound.
type Points struct {
	// Address is what one network address has: for each request, and for what readers who have not signed in ask for.
	Address int
	// Account is what one account or API token has for what it asks for, from wherever it does.
	Account int
}

// What requests take besides the cost of their operations, in points. A point is about a microsecond of work, which is measured
// by the workloads of bench.
const (
	keptPoints    = 1   // of an answer that is kept: it is looked up and sent
	requestPoints = 10  // of any other request: it is read, and who makes it is found out
	refusedPoints = 100 // of one that is malformed, too large, or does not fit the schema, besides: finding that out is work
)

// budget is what all clients have left. Each is nil for no bound.
type budget struct{ addresses, accounts *allowance }

// allowance is what the clients of a kind have left.
type allowance struct {
	*ratelimit.Limiter

	policy []string // its rate, as a header
}

// newBudget returns the budget of clients who are all rested. It fails if the dearest operation that the guard lets pass, which
// costs most, could never be paid.
func newBudget(p Points, most int, now func() time.Time) (budget, error) {
	limiter := func(perMinute int) (*allowance, error) {
		switch {
		case perMinute == 0:
			return nil, nil //nolint:nilnil // no limiter, and nothing wrong
		case perMinute < most+requestPoints:
			return nil, fmt.Errorf("%d points a minute would not do for one operation, which may cost %d", perMinute, most+requestPoints)
		}
		return &allowance{
			Limiter: ratelimit.New(ratelimit.Rate{PerSecond: float64(perMinute) / 60, Burst: perMinute}, now),
			policy:  []string{`"points";q=` + strconv.Itoa(perMinute) + `;w=60`},
		}, nil
	}
	addresses, err := limiter(p.Address)
	accounts, other := limiter(p.Account)
	return budget{addresses, accounts}, errors.Join(err, other)
}

// purse is what one client has left. The zero value has no bound.
type purse struct {
	limiter *allowance
	client  string
}

// purseOf returns what the address of a request has left. Without a door, which knows addresses, all are one client.
func (s *Server) purseOf(r *http.Request) purse {
	if s.budget.addresses == nil {
		return purse{}
	}
	client := ""
	if s.door != nil {
		client = ratelimit.ClientOf(s.door.Address(r))
	}
	return purse{s.budget.addresses, client}
}

// take takes n points, or none and fails with [errs.RateLimited] if there are not so many.
func (p purse) take(n int) error {
	if p.limiter == nil {
		return nil
	}
	wait, ok := p.limiter.Take(p.client, n)
	if ok {
		return nil
	}
	seconds := ratelimit.Seconds(wait)
	e := errs.New(errs.RateLimited,
		fmt.Sprintf("Bạn đã dùng hết số điểm truy vấn của phút này; hãy đợi %d giây rồi thử lại, hoặc hỏi ít hơn mỗi lần.", seconds),
		fmt.Sprintf("You have used up the points of this minute: wait %d seconds, then try again, or ask for less at once.", seconds))
	e.RetryAfter = time.Duration(seconds) * time.Second
	return e
}

// charge takes what finding out costs that a request is to be refused, also if there are not so many points.
func (p purse) charge() {
	if p.limiter != nil {
		p.limiter.Charge(p.client, refusedPoints)
	}
}

// left returns how many points there are; ok is false if there is no bound.
func (p purse) left() (n int, ok bool) {
	if p.limiter == nil {
		return 0, false
	}
	return p.limiter.Left(p.client), true
}

// tell sets the headers that say what is left, by the IETF's draft of rate limit headers. They are the client's own, and not for
// answers that caches give to others.
func (p purse) tell(h http.Header) {
	if left, ok := p.left(); ok {
		h["Ratelimit-Policy"] = p.limiter.policy
		h["Ratelimit"] = []string{`"points";r=` + strconv.Itoa(left)}
	}
}

// costHeader is the header by which readers who have not signed in ask for what they have left.
const costHeader = "Graphql-Cost"

// cost is what an answer tells of the cost of its operation, in extensions.
type cost struct {
	Requested int  `json:"requested"`           // what the operation costs
	Limit     int  `json:"limit"`               // what one operation may cost
	Remaining *int `json:"remaining,omitempty"` // what the client has left; only in an answer for this client alone
}

// costOf returns what the answer of an exchange tells of its cost; nil if nothing was priced. mine says that the answer is for this
// client alone.
func (s *Server) costOf(x *exchange, mine bool) *cost {
	if x.price == 0 {
		return nil
	}
	c := &cost{Requested: x.price, Limit: s.limits.Cost}
	if left, ok := x.purse.left(); ok && mine {
		c.Remaining = &left
	}
	return c
}
