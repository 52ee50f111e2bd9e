package register_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/register"
	"thidua/internal/store"
)

// interposed is a store in which something else happens once, just before or just after a write to a document that begins with a prefix.
type interposed struct {
	store.Store
	prefix        string
	skip          int // so many such writes go by first
	before, after func() error
}

// Apply implements [store.Writer].
func (s *interposed) Apply(ctx context.Context, writes ...store.Write) (int, error) {
	if len(writes) != 1 || len(writes[0].ID) < len(s.prefix) || writes[0].ID[:len(s.prefix)] != s.prefix {
		return s.Store.Apply(ctx, writes...)
	}
	if s.skip > 0 {
		s.skip--
		return s.Store.Apply(ctx, writes...)
	}
	s.skip = 1 << 30
	if s.before != nil {
		if err := s.before(); err != nil {
			return 0, err
		}
	}
	n, err := s.Store.Apply(ctx, writes...)
	if err == nil && s.after != nil {
		err = s.after()
	}
	return n, err
}

// reviewed takes the world's year to its final review.
func (w *world) reviewed(t *testing.T) {
	t.Helper()
	made[*register.Compact](t)(w.sign(t))
	w.year = made[*register.BlocYear](t)(w.AdvanceBlocYear(t.Context(), w.editor, register.BlocYearStep{ID: w.year.ID, Version: w.year.Version + 1, To: register.FinalReviewed}))
}

func closing(ctx context.Context, r *register.Register, w *world) error {
	return second(r.AdvanceBlocYear(ctx, w.editor, register.BlocYearStep{ID: w.year.ID, Version: w.year.Version, To: register.Closed}))
}

func nominating(ctx context.Context, r *register.Register, w *world) error {
	_, _, err := r.NominateAward(ctx, w.editor, register.Nomination{
		AwardTypeID: w.cert.ID, Kind: register.Merit, Year: 2021, BlocYearID: w.year.ID, Recipient: register.Recipient{Kind: register.UnitRecipient, ID: w.one.ID},
	})
	return err
}

// settled returns the state of the world's year and how many of its awards are not submitted.
func (w *world) settled(t *testing.T) (register.BlocYearState, int) {
	t.Helper()
	y := made[map[string]*register.BlocYear](t)(w.BlocYearsByID(t.Context(), w.editor, []string{w.year.ID}))[w.year.ID]
	open := made[[]*register.Award](t)(w.Awards(t.Context(), w.editor, register.AwardFilter{
		BlocYear: &y.ID, State: []register.AwardState{register.Registered, register.Nominated, register.Voted},
	}, register.AwardsNewest, page()))
	return y.State, len(open)
}

// Ensure that of a nomination and the closing of its year, whichever comes between the steps of the other, one is refused and the
// other holds.
func TestInvariant17ANominationAsTheYearIsClosed(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name                string
		prefix              string // of the write around which the other comes
		skip                int
		after               bool
		slow, quick         func(context.Context, *register.Register, *world) error
		slowSaid, quickSaid string
		state               register.BlocYearState
		open                int
	}{
		{"closed before the award is saved", "awa_", 0, false, nominating, closing, "WRONG_STATE", "", register.Closed, 0},
		{"closed after the award is saved", "awa_", 0, true, nominating, closing, "", "WRONG_STATE", register.FinalReviewed, 1},
		{"nominated before the year is marked", "bly_", 0, false, closing, nominating, "WRONG_STATE", "", register.FinalReviewed, 1},
		{"nominated after the year is marked", "bly_", 0, true, closing, nominating, "WRONG_STATE", "", register.FinalReviewed, 1},
		{"nominated before the year is closed", "bly_", 1, false, closing, nominating, "WRONG_STATE", "", register.FinalReviewed, 1},
		{"nominated after the year is closed", "bly_", 1, true, closing, nominating, "", "WRONG_STATE", register.Closed, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			onBothStores(t, func(t *testing.T, w *world) {
				w.reviewed(t)
				var quick string
				other := func() error { quick = said(tt.quick(t.Context(), w.Register, w)); return nil }
				s := &interposed{Store: w.store, prefix: tt.prefix, skip: tt.skip, before: other}
				if tt.after {
					s.before, s.after = nil, other
				}
				slow := said(tt.slow(t.Context(), register.New(s, time.Now, store.NewIDs()), w))
				if slow != tt.slowSaid || quick != tt.quickSaid {
					t.Errorf("they were told %q and %q", slow, quick)
				}
				if state, open := w.settled(t); state != tt.state || open != tt.open {
					t.Errorf("the year is %s with %d awards that are not submitted", state, open)
				}
			})
		})
	}
}

// Ensure that many who nominate while many close leave either a closed year without open awards, or an open one.
func TestInvariant17ManyNominationsAsTheYearIsClosed(t *testing.T) {
	t.Parallel()
	onBothStores(t, func(t *testing.T, w *world) {
		w.reviewed(t)
		units := make([]*register.Unit, racers)
		for i := range units {
			units[i] = w.department(t, "Sở Mới "+string(rune('A'+i)))
		}
		closes, nominates := make([]bool, racers), make([]bool, racers)
		race(t, func(i int) error {
			if i%2 == 0 {
				err := closing(t.Context(), w.Register, w)
				closes[i] = err == nil
				return err
			}
			_, _, err := w.NominateAward(t.Context(), w.editor, register.Nomination{
				AwardTypeID: w.flag.ID, Kind: register.Extraordinary, Year: 2021, BlocYearID: w.year.ID, Recipient: register.Recipient{Kind: register.UnitRecipient, ID: units[i].ID},
			})
			nominates[i] = err == nil
			return err
		})
		count := func(of []bool) (n int) {
			for _, done := range of {
				if done {
					n++
				}
			}
			return n
		}
		state, open := w.settled(t)
		if (state == register.Closed) != (count(closes) == 1) || (state == register.Closed && open > 0) || count(nominates) != open {
			t.Errorf("the year is %s with %d open awards; %d were told that it is closed, and %d that they have nominated", state, open, count(closes), count(nominates))
		}
	})
}

// Ensure that a process that dies on the way leaves nothing that keeps others out, and that what came late is withdrawn.
func TestClosingCutShort(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	t.Run("who closes dies", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		w.reviewed(t)
		if err := closing(ctx, register.New(&dying{w.store, 1}, time.Now, store.NewIDs()), w); !errors.Is(err, errDied) {
			t.Fatal(err)
		}
		if got := said(nominating(ctx, w.Register, w)); got != "" {
			t.Errorf("a nomination said %q", got)
		}
		all := made[[]*register.Award](t)(w.Awards(ctx, w.editor, register.AwardFilter{BlocYear: &w.year.ID}, register.AwardsNewest, page()))
		w.submit(t, all[0])
		w.year.Version += 2 // marked, and kept open
		if got := said(closing(ctx, w.Register, w)); got != "" {
			t.Errorf("the next who closes was told %q", got)
		}
	})
	t.Run("who nominates dies", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		w.reviewed(t)
		now := time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)
		clock := func() time.Time { return now }
		alive := register.New(w.store, clock, store.NewIDs())
		s := &interposed{Store: w.store, prefix: "awa_", before: func() error { return closing(ctx, alive, w) }, after: func() error { return errDied }}
		if err := nominating(ctx, register.New(s, clock, store.NewIDs()), w); !errors.Is(err, errDied) {
			t.Fatal(err)
		}
		if state, open := w.settled(t); state != register.Closed || open != 1 {
			t.Fatalf("the year is %s with %d open awards", state, open)
		}
		for range 2 {
			if err := alive.FinishClosing(ctx); err != nil {
				t.Fatal(err)
			}
			if _, open := w.settled(t); open != 0 {
				t.Errorf("%d awards are open", open)
			}
		}
		all := made[[]*register.Award](t)(w.Awards(ctx, w.editor, register.AwardFilter{BlocYear: &w.year.ID}, register.AwardsNewest, page()))
		if len(all) != 1 || all[0].State != register.Withdrawn || all[0].Public || all[0].UpdatedBy != access.SystemActor {
			t.Errorf("the awards are %+v", all)
		}
		year := func() *register.BlocYear {
			return made[map[string]*register.BlocYear](t)(w.BlocYearsByID(ctx, w.editor, []string{w.year.ID}))[w.year.ID]
		}
		before := year().Version
		now = now.Add(2 * time.Minute)
		for range 2 { // it is noted once that nothing can come any more
			if err := alive.FinishClosing(ctx); err != nil {
				t.Fatal(err)
			}
		}
		if got := year().Version; got != before+1 {
			t.Errorf("the year's version is %d, after %d", got, before)
		}
	})
}
