package access

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"thidua/internal/store"
)

// Config is what [Accounts] is made of.
type Config struct {
	Store store.Store
	Now   func() time.Time
	IDs   *store.IDs
	// Cost of a password hash. The zero value means [DefaultCost].
	Cost Cost
}

// Accounts keeps who may sign in, and knows them again. It is safe for concurrent use.
type Accounts struct {
	users    *store.Collection[account]
	sessions *store.Collection[session]
	tokens   *store.Collection[token]
	attempts *store.Collection[attempt]
	now      func() time.Time
	cost     Cost
	hashing  chan struct{} // bounds the memory for hashes
	dummy    string        // a hash that no password has, for logins that do not exist
}

// NewAccounts returns the accounts in a store.
func NewAccounts(ctx context.Context, c Config) (*Accounts, error) {
	if c.Cost == (Cost{}) {
		c.Cost = DefaultCost()
	}
	a := &Accounts{
		users: &store.Collection[account]{
			Schema: userSchema(), Store: c.Store, Prefix: "usr", Now: c.Now, IDs: c.IDs, Noun: store.Noun{Vi: "tài khoản", En: "account"},
		},
		sessions: &store.Collection[session]{
			Schema: sessionSchema(), Store: c.Store, Prefix: "ses", Now: c.Now, IDs: c.IDs, Noun: store.Noun{Vi: "phiên đăng nhập", En: "session"},
		},
		tokens: &store.Collection[token]{
			Schema: tokenSchema(), Store: c.Store, Prefix: "tok", Now: c.Now, IDs: c.IDs, Noun: store.Noun{Vi: "khóa API", En: "API token"},
		},
		attempts: &store.Collection[attempt]{
			Schema: attemptSchema(), Store: c.Store, Prefix: "att", Now: c.Now, IDs: c.IDs, Noun: store.Noun{Vi: "lần đăng nhập", En: "attempt"},
		},
		now: c.Now, cost: c.Cost, hashing: make(chan struct{}, hashesAtOnce),
	}
	var err error
	if a.dummy, err = a.hash(ctx, rand.Text()); err != nil {
		return nil, fmt.Errorf("hash a password: %w", err)
	}
	return a, nil
}

// Schemas declares all collections of the accounts.
func Schemas() []*store.Schema {
	return []*store.Schema{userSchema(), sessionSchema(), tokenSchema(), attemptSchema()}
}

func (a *Accounts) instant() time.Time { return a.now().UTC().Truncate(time.Millisecond) }
