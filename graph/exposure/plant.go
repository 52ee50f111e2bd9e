package exposure

import (
	"context"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"thidua/internal/access"
	"thidua/internal/media"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/store"
)

// item is something to plant: one document with what belongs to it.
type item struct {
	name string
	// public is true of what readers see a part of, such as a tombstone: it stands in every world from the beginning, and
	// only its marks must not show.
	public bool
	plant  func(context.Context, *planter) error
}

// items lists all that is planted, in this order. Whatever the product keeps from some of its viewers belongs here.
func items() []item {
	var all []item
	for _, group := range [][]item{peopleItems(), accountItems(), documentItems(), customItems(), recordItems(), yearItems(), importItems(), mediaItems(), draftItems(), publicItems(), scoreItems(), webhookItems(), partnerItems()} {
		all = append(all, group...)
	}
	return all
}

// places are the documents of the example content that secrets are tied to.
type places struct {
	home, away string // units
	bloc       string
	blocYear   string
	awardType  string
	event      string
	category   string
	tag        string
}

// planter plants one item, through the domain's own use cases. Each item has a clock and IDs of its own: the same
// in every world, whatever else was planted before.
type planter struct {
	item    string
	places  places
	actors  map[string]*viewer
	store   store.Store
	blobs   media.Blobs
	clock   time.Time
	ids     *store.IDs
	marks   []*Mark
	strings []string          // more values that arguments may have
	known   map[string]string // IDs of what other items plant, by name
}

// now moves the item's clock by a second with each look at it.
func (p *planter) now() time.Time {
	p.clock = p.clock.Add(time.Second)
	return p.clock
}

// idsOf returns the source of IDs of an item.
func idsOf(item string) *store.IDs {
	return store.NewIDsFrom(rand.NewChaCha8(sha256.Sum256([]byte(item))))
}

func (p *planter) desk() *newsroom.Desk {
	return newsroom.NewDesk(p.store, p.now, p.ids, newsroom.Rules{})
}

func (p *planter) register() *register.Register { return register.New(p.store, p.now, p.ids) }

func (p *planter) accounts(ctx context.Context) (*access.Accounts, error) {
	return access.NewAccounts(ctx, access.Config{
		Store: p.store, Now: p.now, IDs: p.ids, Cost: access.Cost{MemoryKiB: 64, Passes: 1},
	})
}

// viewer returns one of those who ask, as the server will know them.
func (p *planter) viewer(name string) access.Viewer { return p.actors[name].as }

// word makes up the mark of a field. What is written may surround it with other words.
func (p *planter) word(field string) string { return word(p.item + "/" + field) }

// mark notes what was planted in a field; token is the part of value that is looked for.
func (p *planter) mark(s access.Subject, field string, k kind, value, token string) *Mark {
	m := &Mark{Item: p.item, Field: field, Value: value, Subject: s, kind: k, token: strings.ToLower(token)}
	p.marks = append(p.marks, m)
	return m
}

// id notes the ID of what was planted.
func (p *planter) id(s access.Subject, field, id string) { p.mark(s, field, idMark, id, id) }

// text notes a text that holds the field's word.
func (p *planter) text(s access.Subject, field, value string) {
	p.mark(s, field, textMark, value, p.word(field))
}

// begin is the time of the first item; each has an hour of its own, all before the server's time, so that secrets stand
// between, before and after what is public in every order by time.
func begin() time.Time { return serverTime().Add(-60 * time.Hour) }

// serverTime is when everybody asks.
func serverTime() time.Time { return time.Date(2026, time.December, 24, 3, 0, 0, 0, time.UTC) }

// plantItem plants the item of a number and returns its marks.
func (w *world) plantItem(ctx context.Context, i int, it item) ([]*Mark, error) {
	p := &planter{
		item: it.name, places: w.places, actors: w.viewers, known: w.known, store: w.house.Store, blobs: w.house.Blobs,
		clock: begin().Add(time.Duration(i) * time.Hour), ids: idsOf(it.name),
	}
	if err := it.plant(ctx, p); err != nil {
		return nil, fmt.Errorf("plant %s: %w", it.name, err)
	}
	w.strings = append(w.strings, p.strings...)
	for _, m := range p.marks {
		if m.kind == idMark {
			w.known[m.name()] = m.Value
		}
	}
	return p.marks, nil
}
