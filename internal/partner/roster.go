package partner

import (
	"cmp"
	"context"
	"log/slog"
	"maps"
	"slices"
	"time"

	"thidua/internal/journal"
	"thidua/internal/ratelimit"
	"thidua/internal/store"
)

// roster is all partners as they were at one moment. It is never changed: a change makes the next one.
type roster struct {
	byID     map[string]*member
	byOrigin map[string][]*member // by ID; more than one only of origins that are no claims
	byToken  map[string]*member   // by the digest of the token
}

// member is a partner and what is left of its rate, which goes on from version to version.
type member struct {
	*Partner
	bucket *ratelimit.Bucket
}

func newRoster(members map[string]*member) *roster {
	r := &roster{byID: members, byOrigin: map[string][]*member{}, byToken: map[string]*member{}}
	inOrder := slices.SortedFunc(maps.Values(members), func(a, b *member) int { return cmp.Compare(a.ID, b.ID) })
	for _, m := range inOrder {
		for _, origin := range m.Origins {
			r.byOrigin[origin] = append(r.byOrigin[origin], m)
		}
		if m.TokenHash != "" {
			r.byToken[m.TokenHash] = m
		}
	}
	return r
}

// learn puts partners into the roster, of each the latest version that was ever seen.
func (p *Partners) learn(docs ...*Partner) {
	p.mu.Lock()
	defer p.mu.Unlock()
	members := maps.Clone(p.roster.Load().byID)
	if members == nil {
		members = map[string]*member{}
	}
	for _, doc := range docs {
		was := members[doc.ID]
		if p.gone[doc.ID] || was != nil && was.Version >= doc.Version { // read before what is known was written
			continue
		}
		is := &member{Partner: doc}
		if was != nil && was.PerMinute == doc.PerMinute {
			is.bucket = was.bucket
		} else {
			is.bucket = ratelimit.NewBucket(ratelimit.Rate{PerSecond: float64(doc.PerMinute) / 60, Burst: int(doc.PerMinute)}, p.now)
		}
		members[doc.ID] = is
	}
	p.roster.Store(newRoster(members))
}

// forget takes removed partners out of the roster, for good: no ID is used twice.
func (p *Partners) forget(ids ...string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	members := maps.Clone(p.roster.Load().byID)
	for _, id := range ids {
		p.gone[id] = true
		delete(members, id)
	}
	p.roster.Store(newRoster(members))
}

// present returns the roster, which it reads first if nobody did.
func (p *Partners) present(ctx context.Context) (*roster, error) {
	if !p.loaded.Load() {
		p.loading.Lock()
		defer p.loading.Unlock()
		if !p.loaded.Load() {
			if err := p.load(ctx); err != nil {
				return nil, err
			}
		}
	}
	return p.roster.Load(), nil
}

// load reads all partners.
func (p *Partners) load(ctx context.Context) error {
	before := p.roster.Load()
	found := map[string]bool{}
	for after := (*store.Position)(nil); ; {
		docs, err := p.partners.Find(ctx, store.Query{After: after, Limit: store.MaxLimit})
		if err != nil {
			return err
		}
		for _, doc := range docs {
			found[doc.ID] = true
		}
		p.learn(docs...)
		if len(docs) < store.MaxLimit {
			break
		}
		after = &store.Position{ID: docs[len(docs)-1].ID}
	}
	var removed []string
	for id := range before.byID {
		if !found[id] { // it was there before the reads began, and is not now
			removed = append(removed, id)
		}
	}
	p.forget(removed...)
	p.loaded.Store(true)
	return nil
}

// refresh reads one partner anew.
func (p *Partners) refresh(ctx context.Context, id string) error {
	docs, err := p.partners.ByIDs(ctx, []string{id}, store.Whole)
	if err != nil {
		return err
	}
	if doc := docs[id]; doc != nil {
		p.learn(doc)
	} else {
		p.forget(id)
	}
	return nil
}

// retry is how long [Partners.Follow] waits after it failed.
const retry = time.Second

// Follow takes over what other processes change, by the journal, until ctx ends. While the journal cannot be read, what was known
// last holds: nobody can change it through us then, and a partner's page goes on.
func (p *Partners) Follow(ctx context.Context, j *journal.Journal, log *slog.Logger) {
	for {
		end, err := j.End(ctx)
		if err == nil {
			err = p.load(ctx) // what changed while nobody followed is not known
		}
		if err == nil {
			err = j.Follow(ctx, end, func(r journal.Record) error {
				if r.Entry.Collection != p.partners.Schema.Name {
					return nil
				}
				return p.refresh(ctx, r.Entry.Document)
			})
		}
		if ctx.Err() != nil {
			return
		}
		log.LogAttrs(ctx, slog.LevelWarn, "partner: cannot follow the journal", slog.Any("error", err))
		select {
		case <-time.After(retry):
		case <-ctx.Done():
			return
		}
	}
}
