package changefeed_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/changefeed"
	"thidua/internal/errs"
	"thidua/internal/journal"
	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/store/mongostore"
	"thidua/internal/store/mongostore/mongotest"
	"thidua/internal/store/sqlitestore"
	"thidua/internal/store/storetest"
)

// desk is a feed over documents that a test makes: units, which a switch makes public, and notes, which nobody copies.
type desk struct {
	*changefeed.Feed
	store store.Store
	clock *storetest.Clock
	units *store.Collection[thing]
	notes *store.Collection[thing]
	relay *journal.Relay
	diary *journal.Journal

	lists    *store.Collection[thing] // imports
	imported []string                 // the IDs of the units of a list, sorted
	settled  bool                     // whether readers see these
}

type thing struct {
	store.Head `bson:",inline"`
	Public     bool `bson:"public"`
}

func onEachStore(t *testing.T, run func(t *testing.T, d *desk)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) {
		t.Parallel()
		s, err := sqlitestore.Open(t.Context(), sqlitestore.Config{})
		if err != nil {
			t.Fatal(err)
		}
		run(t, newDesk(t, s))
	})
	t.Run("MongoDB", func(t *testing.T) {
		t.Parallel()
		s, err := mongostore.Open(t.Context(), mongostore.Config{URI: mongotest.OwnDatabase(t)})
		if err != nil {
			t.Fatal(err)
		}
		run(t, newDesk(t, s))
	})
}

func newDesk(t *testing.T, s store.Store) *desk {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	t.Cleanup(func() {
		if err := s.Close(ctx); err != nil {
			t.Error(err)
		}
	})
	units, notes, lists := &store.Schema{Name: "units"}, &store.Schema{Name: "notes"}, &store.Schema{Name: register.ImportsCollection}
	if err := s.Ensure(ctx, append(changefeed.Schemas(), units, notes, lists, journal.Schema())...); err != nil {
		t.Fatal(err)
	}
	d := &desk{store: s, clock: storetest.NewClock()}
	ids := store.NewIDs()
	d.units = &store.Collection[thing]{Schema: units, Store: s, Prefix: "uni", Now: d.clock.Now, IDs: ids}
	d.notes = &store.Collection[thing]{Schema: notes, Store: s, Prefix: "not", Now: d.clock.Now, IDs: ids}
	d.lists = &store.Collection[thing]{Schema: lists, Store: s, Prefix: "imp", Now: d.clock.Now, IDs: ids}
	d.diary = journal.New(s, journal.Config{Now: d.clock.Now})
	d.relay = journal.NewRelay(d.diary)
	d.Feed = d.another(s)
	return d
}

// another is the feed of another process.
func (d *desk) another(s store.Store) *changefeed.Feed {
	return changefeed.New(s, d.clock.Now, store.NewIDs(), d.diary, func(ctx context.Context, noun changefeed.Noun, ids []string) (map[string]int64, error) {
		if noun != changefeed.Unit {
			return nil, fmt.Errorf("asked for %s", noun)
		}
		docs, err := d.units.ByIDs(ctx, ids, store.Whole)
		versions := map[string]int64{}
		for id, doc := range docs {
			if doc.Public && (d.settled || !slices.Contains(d.imported, id)) {
				versions[id] = doc.Version
			}
		}
		return versions, err
	}, &changefeed.Imports{
		Unveil: func(context.Context) error { d.settled = true; return nil },
		IDs: func(_ context.Context, collection, importID, after string) ([]string, error) {
			if collection != "units" || importID != "imp_1" {
				return nil, nil
			}
			rest := slices.DeleteFunc(slices.Clone(d.imported), func(id string) bool { return id <= after })
			return rest[:min(2, len(rest))], nil
		},
	})
}

func act() store.Act { return store.Act{Actor: "usr_1", Action: "thing.save"} }

func (d *desk) add(t *testing.T, id string, public bool) *thing {
	t.Helper()
	doc := &thing{Head: store.Head{ID: id}, Public: public}
	if err := d.units.Insert(t.Context(), doc, act()); err != nil {
		t.Fatal(err)
	}
	return doc
}

func (d *desk) set(t *testing.T, doc *thing, public bool) *thing {
	t.Helper()
	after := &thing{Public: public}
	if err := d.units.Replace(t.Context(), doc, after, act()); err != nil {
		t.Fatal(err)
	}
	return after
}

// tell moves what happened into the journal and the feed, a minute later.
func (d *desk) tell(t *testing.T) {
	t.Helper()
	d.clock.Advance(time.Minute)
	if err := d.relay.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := d.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// read asks for everything after a cursor, page by page, and returns it with the next cursor.
func (d *desk) read(t *testing.T, after *string) (changes []string, cursor string) {
	t.Helper()
	for {
		p, err := d.Changes(t.Context(), changefeed.Question{After: after, First: 2})
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range p.Lines {
			changes = append(changes, l.ID+" "+string(p.KindOf(l)))
		}
		cursor, after = p.Cursor, &p.Cursor
		if !p.More {
			return changes, cursor
		}
	}
}

func (d *desk) expect(t *testing.T, what string, after *string, want ...string) string {
	t.Helper()
	got, cursor := d.read(t, after)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
	return cursor
}

// Ensure that a partner who goes on by cursors has at each time what is public, and learns of nothing else.
func TestPartnersFollowWhatIsPublic(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, d *desk) {
		empty := d.expect(t, "before anything", nil)
		a, b, secret := d.add(t, "uni_a", true), d.add(t, "uni_b", true), d.add(t, "uni_secret", false)
		if err := d.notes.Insert(t.Context(), &thing{Public: true}, act()); err != nil {
			t.Fatal(err)
		}
		d.tell(t)
		d.expect(t, "from the beginning", nil, "uni_a CREATED", "uni_b CREATED")
		first := d.expect(t, "after nothing", &empty, "uni_a CREATED", "uni_b CREATED")
		d.expect(t, "when nothing has changed", &first)

		a = d.set(t, a, true)
		b = d.set(t, b, false)
		secret = d.set(t, secret, false)
		d.tell(t)
		second := d.expect(t, "a change and one that was hidden", &first, "uni_a UPDATED", "uni_b REMOVED")
		d.expect(t, "from the beginning, each once", nil, "uni_a CREATED", "uni_b REMOVED")

		d.set(t, secret, true)
		d.set(t, d.set(t, b, true), false) // public for a moment that nobody saw
		c := d.add(t, "uni_c", true)
		d.tell(t)
		third := d.expect(t, "one that has become public", &second, "uni_secret CREATED", "uni_c CREATED")
		d.expect(t, "all of it after the first page", &first, "uni_a UPDATED", "uni_b REMOVED", "uni_secret CREATED", "uni_c CREATED")

		if err := d.units.Remove(t.Context(), c, act()); err != nil {
			t.Fatal(err)
		}
		gone := d.add(t, "uni_gone", true)
		if err := d.units.Remove(t.Context(), gone, act()); err != nil {
			t.Fatal(err)
		}
		d.set(t, a, true)
		d.tell(t)
		d.expect(t, "what was removed, but not what came and went between two looks", &third, "uni_c REMOVED", "uni_a UPDATED")
	})
}

// Ensure that partners are told of the records of a list when all of it is there, though the journal names each before.
func TestPartnersAreToldOfWholeImports(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, d *desk) {
		d.imported = []string{"uni_a", "uni_b", "uni_c"}
		d.add(t, "uni_a", true)
		d.add(t, "uni_b", false)
		d.tell(t)
		before := d.expect(t, "while it comes in", nil)
		d.add(t, "uni_c", true)
		list := &thing{Head: store.Head{ID: "imp_1"}}
		if err := d.lists.Insert(t.Context(), list, act()); err != nil {
			t.Fatal(err)
		}
		d.tell(t)
		d.expect(t, "when all is stored", &before)
		if err := d.lists.Replace(t.Context(), list, &thing{}, store.Act{Actor: "usr_1", Action: register.ImportApplied}); err != nil {
			t.Fatal(err)
		}
		d.tell(t)
		after := d.expect(t, "when it is there", &before, "uni_a CREATED", "uni_c CREATED")
		d.tell(t)
		d.expect(t, "later", &after)
	})
}

// Ensure that a hidden change moves nothing that a partner sees, so that places do not count hidden changes.
func TestWhatIsHiddenTakesNoPlace(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, d *desk) {
		secret := d.add(t, "uni_secret", false)
		d.add(t, "uni_a", true)
		d.tell(t)
		_, before := d.read(t, nil)
		for range 3 {
			secret = d.set(t, secret, false)
			d.tell(t)
		}
		if _, after := d.read(t, nil); after != before {
			t.Errorf("the cursor was %s and is %s", before, after)
		}
		d.add(t, "uni_b", true)
		d.tell(t)
		p, err := d.Changes(t.Context(), changefeed.Question{First: 10})
		if err != nil || len(p.Lines) != 2 || p.Lines[1].Seq != p.Lines[0].Seq+1 {
			t.Errorf("places %+v, %v", p, err)
		}
	})
}

// Ensure that two processes that believe to be the only one tell everything once.
func TestTwoWhoTellTheSame(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, d *desk) {
		want := []string{}
		for i := range 30 {
			id := fmt.Sprintf("uni_%02d", i)
			d.add(t, id, true)
			want = append(want, id+" CREATED")
		}
		if err := d.relay.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		other := d.another(d.store)
		done := make(chan error, 2)
		for _, f := range []*changefeed.Feed{d.Feed, other} {
			go func() {
				var err error
				for range 20 {
					if _, err = f.CatchUp(t.Context()); err == nil {
						break
					}
				}
				done <- err
			}()
		}
		if err := errors.Join(<-done, <-done); err != nil {
			t.Fatal(err)
		}
		d.expect(t, "all of it", nil, want...)
	})
}

// Ensure that a process that dies after any store call leaves nothing untold and nothing told twice.
func TestDyingWhileTelling(t *testing.T) {
	t.Parallel()
	for calls := range 12 {
		t.Run(fmt.Sprint("after ", calls, " calls"), func(t *testing.T) {
			t.Parallel()
			s, err := sqlitestore.Open(t.Context(), sqlitestore.Config{})
			if err != nil {
				t.Fatal(err)
			}
			d := newDesk(t, s)
			d.set(t, d.add(t, "uni_a", true), true)
			d.set(t, d.add(t, "uni_b", true), false)
			d.add(t, "uni_c", true)
			if err := d.relay.Drain(t.Context()); err != nil {
				t.Fatal(err)
			}
			_, _ = d.another(&dying{Store: s, left: calls}).CatchUp(t.Context()) // it dies, or is done
			d.tell(t)
			d.expect(t, "all of it", nil, "uni_a CREATED", "uni_c CREATED")
		})
	}
}

// dying is a store that fails after some calls.
type dying struct {
	store.Store
	left int
}

func (d *dying) Apply(ctx context.Context, writes ...store.Write) (int, error) {
	for i, w := range writes {
		if d.left--; d.left < 0 {
			return i, errors.New("died")
		}
		if _, err := d.Store.Apply(ctx, w); err != nil {
			return i, err
		}
	}
	return len(writes), nil
}

func TestCursorsOfOtherFeeds(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, d *desk) {
		d.add(t, "uni_a", true)
		d.tell(t)
		s, err := sqlitestore.Open(t.Context(), sqlitestore.Config{})
		if err != nil {
			t.Fatal(err)
		}
		foreign := newDesk(t, s)
		for i := range 5 {
			foreign.add(t, fmt.Sprint("uni_", i), true)
		}
		foreign.tell(t)
		_, cursor := foreign.read(t, nil)
		p, err := d.Changes(t.Context(), changefeed.Question{After: &cursor, First: 5})
		if err != nil || !p.Reset || len(p.Lines) != 1 || p.KindOf(p.Lines[0]) != changefeed.Created {
			t.Errorf("a cursor of another database: %+v, %v", p, err)
		}
		if p, err = d.Changes(t.Context(), changefeed.Question{After: &p.Cursor, First: 5}); err != nil || p.Reset {
			t.Errorf("the cursor after that: %+v, %v", p, err)
		}
		for _, wrong := range []string{"", "x", "!!!", "MTphOi01"} {
			if _, err := d.Changes(t.Context(), changefeed.Question{After: &wrong, First: 5}); errs.CodeOf(err) != errs.Invalid {
				t.Errorf("the cursor %q: %v", wrong, err)
			}
		}
	})
}

func TestChangesSinceATimeAndOfSomeKinds(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, d *desk) {
		d.add(t, "uni_a", true)
		d.tell(t)
		d.clock.Advance(time.Hour)
		since := d.clock.Now()
		d.add(t, "uni_c", true)
		d.add(t, "uni_b", true)
		d.tell(t)
		later := d.clock.Now().Add(time.Hour)
		for name, tt := range map[string]struct {
			q    changefeed.Question
			want int
		}{
			"since a time":      {changefeed.Question{Since: &since, First: 5}, 2},
			"since the future":  {changefeed.Question{Since: &later, First: 5}, 0},
			"of one kind":       {changefeed.Question{Nouns: []changefeed.Noun{changefeed.Unit}, First: 5}, 3},
			"of two, one twice": {changefeed.Question{Nouns: []changefeed.Noun{changefeed.Unit, changefeed.Award, changefeed.Unit}, First: 2}, 2},
			"of none there":     {changefeed.Question{Nouns: []changefeed.Noun{changefeed.Award}, First: 5}, 0},
		} {
			p, err := d.Changes(t.Context(), tt.q)
			if err != nil || len(p.Lines) != tt.want || p.More != (name == "of two, one twice") {
				t.Errorf("%s: %+v, %v", name, p, err)
			}
		}
	})
}
