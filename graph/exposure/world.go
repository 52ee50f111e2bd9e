package exposure

import (
	"context"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"

	"thidua/internal/access"
	"thidua/internal/catalogue"
	"thidua/internal/changefeed"
	"thidua/internal/example"
	"thidua/internal/journal"
	"thidua/internal/media"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/store"
)

// House is a server over a scratch store.
type House struct {
	// Handler answers as the server does, with its guard and its door.
	Handler http.Handler
	// Store is what it answers from: empty, with all collections.
	Store store.Store
	// Blobs keeps the bytes of its files.
	Blobs media.Blobs
	// Settle brings what follows the journal, such as the search index, up to it; nil if nothing does.
	Settle func(context.Context) error
	// Close ends it and throws the store away.
	Close func()
}

// world is a house with content: the example's, what is planted of the secrets, and those who ask.
type world struct {
	house   *House
	places  places
	viewers map[string]*viewer
	strings []string          // values that arguments may have, besides slugs and codes
	known   map[string]string // IDs of marks by their names, of this world and of the rehearsal
}

// newWorld opens a house and loads the example content, months before anything is planted.
func newWorld(ctx context.Context, open func(context.Context, Seeds) (*House, error)) (*world, error) {
	house, err := open(ctx, Seeds{Now: serverTime, IDs: idsOf("server")})
	if err != nil {
		return nil, err
	}
	w := &world{house: house, viewers: map[string]*viewer{anonymous: {name: anonymous}}, known: map[string]string{}}
	if err := w.furnish(ctx); err != nil {
		house.Close()
		return nil, fmt.Errorf("furnish a world: %w", err)
	}
	return w, nil
}

// Seeds are what a house must be made with, so that the same request has the same answer in each.
type Seeds struct {
	Now func() time.Time
	IDs *store.IDs
}

// furnish loads the example content and finds the places in it.
func (w *world) furnish(ctx context.Context) error {
	now := func() time.Time { return serverTime().AddDate(0, -1, 0) }
	ids := store.NewIDsFrom(rand.NewChaCha8(sha256.Sum256([]byte("example"))))
	reg := register.New(w.house.Store, now, ids)
	desk := newsroom.NewDesk(w.house.Store, now, ids, newsroom.Rules{})
	if _, err := catalogue.Load(ctx, catalogue.Deps{Register: reg, Store: w.house.Store, Now: now, IDs: ids}); err != nil {
		return err
	}
	if err := example.Load(ctx, example.Deps{Register: reg, Desk: desk}, func(string) {}); err != nil {
		return err
	}
	// The feed begins before anything is planted, so that its cursors are of the same feed in all worlds.
	diary := journal.New(w.house.Store, journal.Config{Now: now})
	if _, err := changefeed.New(w.house.Store, now, ids, diary, changefeed.Readers(newsroom.NewReader(w.house.Store, now, ids), reg), nil).End(ctx); err != nil {
		return err
	}
	v := access.System()
	find := func(to *string, slug string, load func(string) (store.Document, error)) error {
		doc, err := load(slug)
		if err != nil {
			return err
		}
		*to = doc.DocumentHead().ID
		return nil
	}
	unit := func(slug string) (store.Document, error) { return reg.UnitBySlug(ctx, v, slug) }
	for _, place := range []struct {
		to   *string
		slug string
		load func(string) (store.Document, error)
	}{
		{&w.places.home, "ubnd-tinh-kon-tum", unit},
		{&w.places.away, "ubnd-tinh-quang-ngai-truoc-thang-7-2025", unit},
		{&w.places.awardType, "BANG_KHEN_TINH", func(code string) (store.Document, error) { return reg.AwardTypeByCode(ctx, v, code) }},
	} {
		if err := find(place.to, place.slug, place.load); err != nil {
			return err
		}
	}
	return w.findLists(ctx, reg)
}

// findLists finds the places that are the first of a list.
func (w *world) findLists(ctx context.Context, reg *register.Register) error {
	one, v := store.Page{Limit: 1}, access.System()
	blocs, err := reg.Blocs(ctx, v, register.BlocFilter{}, register.BlocsByName, one)
	if err != nil || len(blocs) == 0 {
		return fmt.Errorf("find a bloc: %w", err)
	}
	years, err := reg.BlocYears(ctx, v, register.BlocYearFilter{}, register.BlocYearsNewest, one)
	if err != nil || len(years) == 0 {
		return fmt.Errorf("find a bloc-year: %w", err)
	}
	events, err := reg.Events(ctx, v, register.EventFilter{}, register.EventsNewest, one)
	if err != nil || len(events) == 0 {
		return fmt.Errorf("find an event: %w", err)
	}
	reader := newsroom.NewReader(w.house.Store, serverTime, store.NewIDs())
	categories, err := reader.Categories(ctx)
	if err != nil || len(categories) == 0 {
		return fmt.Errorf("find a category: %w", err)
	}
	tags, err := reader.Tags(ctx, one)
	if err != nil || len(tags) == 0 {
		return fmt.Errorf("find a tag: %w", err)
	}
	w.places.bloc, w.places.blocYear, w.places.event = blocs[0].ID, years[0].ID, events[0].ID
	w.places.category, w.places.tag = categories[0].ID, tags[0].ID
	return nil
}

// journal moves what was planted into the journal, tells partners of it what is public, and lets what follows it see it.
func (w *world) journal(ctx context.Context) error {
	s, ids := w.house.Store, store.NewIDs()
	diary := journal.New(s, journal.Config{Now: serverTime})
	if err := journal.NewRelay(diary).Drain(ctx); err != nil {
		return err
	}
	public := changefeed.Readers(newsroom.NewReader(s, serverTime, ids), register.New(s, serverTime, ids))
	if _, err := changefeed.New(s, serverTime, ids, diary, public, nil).CatchUp(ctx); err != nil {
		return err
	}
	if w.house.Settle == nil {
		return nil
	}
	return w.house.Settle(ctx)
}

// plantAll plants those of the items that pick picks, in their order, and journals them.
func (w *world) plantAll(ctx context.Context, pick func(int, item) bool) ([]*Mark, error) {
	var marks []*Mark
	for i, it := range items() {
		if !pick(i, it) {
			continue
		}
		planted, err := w.plantItem(ctx, i, it)
		if err != nil {
			return nil, err
		}
		marks = append(marks, planted...)
	}
	return marks, w.journal(ctx)
}
