package persisted

import (
	"context"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"time"

	"github.com/maypok86/otter/v2"

	"thidua/internal/errs"
	"thidua/internal/ratelimit"
	"thidua/internal/store"
)

// query is a document that a client sent with its hash, in one of a fixed number of places.
//
// Places are what bounds the collection: a query that comes takes the place of one that has not been used for long, so it
// holds at most [places] of [MaxRemembered] bytes for ever, in every store, without anybody who cleans up, and without the
// tombstones that removed documents leave.
type query struct {
	store.Head `bson:",inline"`
	Hash       string    `bson:"hash"`
	Text       string    `bson:"text"`
	SeenAt     time.Time `bson:"seenAt"` // to a day: when it was last asked for
	Client     int64     `bson:"client"` // one of 4096 groups of clients, of which nobody can be told from another
}

// The bounds of what is remembered: 2048 places of 32 KiB are 64 MiB.
const (
	MaxRemembered = 32 << 10 // bytes of one text; larger ones are sent each time
	sets          = 256      // a query may be in any place of the set that its hash says
	ways          = 8        // places of a set
	share         = ways / 2 // of them that one group of clients may have
	groups        = 4096

	forgottenAfter = 30 * 24 * time.Hour // since a query was last used, its place is free
	seenEvery      = 24 * time.Hour
	recalledBytes  = 8 << 20 // of texts that are known without asking the store
)

// clientRate is how many bytes one client can make the server remember: a large app at once, and then a query a minute.
func clientRate() ratelimit.Rate { return ratelimit.Rate{PerSecond: 64, Burst: 256 << 10} }

func rememberedSchema() *store.Schema {
	return &store.Schema{
		Name: "remembered_queries", Public: true,
		Fields:  []store.Field{{Path: "hash", Kind: store.String, Required: true}},
		Indexes: []store.Index{{Fields: []string{"hash"}}},
		Heavy:   []string{"text"},
		// Anybody can cause these writes, and nobody is responsible for them.
		Unjournaled: true,
	}
}

// Remembered keeps what clients sent with its hash, for all processes. Safe for concurrent use.
type Remembered struct {
	queries  *store.Collection[query]
	now      func() time.Time
	limit    *ratelimit.Limiter
	recalled *otter.Cache[string, string] // texts by hash; they cannot change
}

// NewRemembered returns the remembered queries of a store.
func NewRemembered(s store.Store, now func() time.Time, ids *store.IDs) *Remembered {
	return &Remembered{
		queries: &store.Collection[query]{
			Schema: rememberedSchema(), Store: s, Prefix: "apq", Now: now, IDs: ids,
			Noun: store.Noun{Vi: "câu truy vấn", En: "query"},
		},
		now: now, limit: ratelimit.New(clientRate(), now),
		recalled: otter.Must(&otter.Options[string, string]{
			MaximumWeight: recalledBytes, Weigher: func(hash, text string) uint32 { return uint32(256 + len(hash) + len(text)) },
		}),
	}
}

// Recall returns the text with the hash; [errs.NotFound] if it is not remembered.
func (c *Remembered) Recall(ctx context.Context, hash string) (string, error) {
	if text, ok := c.recalled.GetIfPresent(hash); ok {
		return text, nil
	}
	ctx = store.WithoutReads(ctx) // the hash says which text it is, whatever happens here
	q, err := c.queries.First(ctx, store.Query{Where: store.Eq{Field: "hash", Value: hash}}, hash)
	if err != nil {
		return "", err
	}
	if HashOf(q.Text) != hash {
		return "", fmt.Errorf("recall %s: the stored text has another hash", hash)
	}
	if now := c.now(); now.Sub(q.SeenAt) >= seenEvery {
		seen := *q
		seen.SeenAt = now
		if err := c.queries.Replace(ctx, q, &seen, store.Act{}); err != nil && errs.CodeOf(err) != errs.Conflict {
			return "", err // after a conflict somebody else saw it, or it has just been pushed out
		}
	}
	c.recalled.Set(hash, q.Text)
	return q.Text, nil
}

// Remember keeps the text of a hash, which the caller has compared, for a client. That it does not is no error: the client
// sends the text again. Texts that are too large are not kept, nor those of clients that send too much.
func (c *Remembered) Remember(ctx context.Context, client, hash, text string) error {
	if _, ok := c.recalled.GetIfPresent(hash); ok || len(text) > MaxRemembered {
		return nil
	}
	if _, ok := c.limit.Take(client, max(len(text), 1)); !ok {
		return nil
	}
	ids := placesOf(hash)
	taken, err := c.queries.ByIDs(ctx, ids, store.Light)
	if err != nil {
		return err
	}
	next := &query{Hash: hash, Text: text, SeenAt: c.now(), Client: groupOf(client)}
	place, known := choose(ids, taken, next)
	if known {
		return nil
	}
	if before := taken[place]; before != nil {
		err = c.queries.Replace(ctx, before, next, store.Act{})
	} else {
		next.ID = place
		err = c.queries.Insert(ctx, next, store.Act{})
	}
	if code := errs.CodeOf(err); code == errs.Conflict || code == errs.Duplicate { // another took the place
		return nil
	}
	if err == nil {
		c.recalled.Set(hash, text)
	}
	return err
}

// placesOf returns the IDs of the places where a query may be.
func placesOf(hash string) []string {
	first, err := hex.DecodeString(hash[:2])
	if err != nil { // callers have checked it
		first = []byte{0}
	}
	ids := make([]string, ways)
	for i := range ids {
		ids[i] = fmt.Sprintf("apq_%03d_%d", int(first[0])%sets, i)
	}
	return ids
}

// groupOf puts a client into a group: enough to share fairly, too little to know anybody by.
func groupOf(client string) int64 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(client)) // a hash never fails to be written to
	return int64(h.Sum32() % groups)
}

// choose returns the place of a set that a query takes: one that is free or forgotten; or else that which was not used for
// the longest time, of the query's own group if that has its share already. known is true if the query is there.
func choose(ids []string, taken map[string]*query, next *query) (place string, known bool) {
	own := 0
	for _, q := range taken {
		if q.Hash == next.Hash {
			return "", true
		}
		if q.Client == next.Client && next.SeenAt.Sub(q.SeenAt) < forgottenAfter {
			own++
		}
	}
	var oldest *query
	for _, id := range ids {
		q := taken[id]
		switch {
		case own >= share: // whatever is free is for others
			if q != nil && q.Client == next.Client && (oldest == nil || q.SeenAt.Before(oldest.SeenAt)) {
				oldest = q
			}
		case q == nil, next.SeenAt.Sub(q.SeenAt) >= forgottenAfter:
			return id, false
		case oldest == nil || q.SeenAt.Before(oldest.SeenAt):
			oldest = q
		}
	}
	return oldest.ID, false
}
