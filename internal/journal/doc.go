// Package journal is what happened: one record of every change, in a chain that shows when a record was altered.
//
// A write leaves its entry in the outbox of its document. A [Relay] moves the entries into the journal, each exactly
// once, those of one document in the order of its versions; [Journal.Follow] and [Journal.Tail] hand the records to
// what reacts to changes (caches, subscriptions, webhooks), and [Journal.Verify] checks the chain.
//
// The chain shows that a record inside it was changed, removed, moved or put in. It cannot show that its end was cut
// off, or that all of it was computed anew by someone who may write to the database: against that, note the last
// record's number and hash elsewhere and compare.
//
// Every domain package and the server may import journal. It imports only store and errs, and knows no store's
// implementation.
package journal

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"thidua/internal/store"
)

// Config is how a process takes part in the journal. The zero Config has the defaults.
type Config struct {
	// Poll is how often entries and records of other processes are looked for; 250 ms if zero.
	Poll time.Duration
	// Lease is how long a relay that was killed keeps the others waiting; 30 s if zero.
	Lease time.Duration
	// Batch is how many entries a relay reads from the outbox at once; 500 if zero.
	Batch int
	// Now is the clock; time.Now if nil.
	Now func() time.Time
	// Log gets what a relay cannot do now and will try again; slog.Default() if nil.
	Log *slog.Logger
}

func (c Config) withDefaults() Config {
	if c.Poll <= 0 {
		c.Poll = 250 * time.Millisecond
	}
	if c.Lease <= 0 {
		c.Lease = 30 * time.Second
	}
	if c.Batch <= 0 {
		c.Batch = 500
	}
	if c.Now == nil {
		c.Now = time.Now //nolint:forbidigo // the field's default
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	return c
}

// Journal reads the records. It is safe for concurrent use.
type Journal struct {
	config  Config
	records *store.Collection[Record]

	mu       sync.Mutex
	appended chan struct{} // closed and replaced when this process appended records
}

// New returns the journal in a store that was or will be ensured with [Schema].
func New(s store.Store, c Config) *Journal {
	c = c.withDefaults()
	return &Journal{
		config: c,
		records: &store.Collection[Record]{
			Schema: Schema(), Store: s, Noun: store.Noun{Vi: "bản ghi nhật ký", En: "journal record"}, Now: c.Now, IDs: store.NewIDs(),
		},
		appended: make(chan struct{}),
	}
}

// news returns a channel that is closed when this process appends records after the call.
func (j *Journal) news() <-chan struct{} {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.appended
}

// announce wakes those who wait for news.
func (j *Journal) announce() {
	j.mu.Lock()
	defer j.mu.Unlock()
	close(j.appended)
	j.appended = make(chan struct{})
}

// last returns the newest record, or the zero Record if there is none.
func (j *Journal) last(ctx context.Context) (Record, error) {
	found, err := j.records.Find(ctx, store.Query{Sort: store.Sort{Desc: true}, Limit: 1})
	if err != nil || len(found) == 0 {
		return Record{}, err
	}
	return *found[0], nil
}
