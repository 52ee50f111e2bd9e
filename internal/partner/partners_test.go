package partner

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/journal"
	"thidua/internal/store"
	"thidua/internal/store/mongostore"
	"thidua/internal/store/mongostore/mongotest"
	"thidua/internal/store/sqlitestore"
	"thidua/internal/store/storetest"
)

// office is partners over a store whose calls are counted.
type office struct {
	*Partners
	store store.Store
	clock *storetest.Clock
	diary *journal.Journal
	relay *journal.Relay
}

func onEachStore(t *testing.T, test func(t *testing.T, o *office)) {
	t.Helper()
	t.Parallel()
	run := func(name string, open func(t *testing.T, now func() time.Time) (store.Store, error)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clock := storetest.NewClock()
			s, err := open(t, clock.Now)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := s.Close(context.WithoutCancel(t.Context())); err != nil {
					t.Error(err)
				}
			})
			if err := s.Ensure(t.Context(), append(Schemas(), journal.Schema())...); err != nil {
				t.Fatal(err)
			}
			o := &office{store: store.Counted(s), clock: clock}
			o.diary = journal.New(s, journal.Config{Now: clock.Now, Poll: 5 * time.Millisecond})
			o.relay = journal.NewRelay(o.diary)
			o.Partners = o.process()
			test(t, o)
		})
	}
	run("SQLite", func(t *testing.T, now func() time.Time) (store.Store, error) {
		t.Helper()
		return sqlitestore.Open(context.WithoutCancel(t.Context()), sqlitestore.Config{Now: now})
	})
	if mongotest.ServerURI() == "" {
		t.Log("MONGODB_TEST_URI is not set: MongoDB is left out")
		return
	}
	run("MongoDB", func(t *testing.T, now func() time.Time) (store.Store, error) {
		t.Helper()
		return mongostore.Open(t.Context(), mongostore.Config{URI: mongotest.OwnDatabase(t), Now: now})
	})
}

// process is the partners of a process of its own. There is one bloc, blo_1, and one category, cat_1.
func (o *office) process() *Partners {
	known := func(id string) Exist {
		return func(context.Context, []string) (map[string]bool, error) { return map[string]bool{id: true}, nil }
	}
	return New(Config{Store: o.store, Now: o.clock.Now, IDs: store.NewIDs(), Blocs: known("blo_1"), Categories: known("cat_1")})
}

func (o *office) register(t *testing.T, change func(*Settings)) *Partner {
	t.Helper()
	s := site()
	if change != nil {
		change(&s)
	}
	p, err := o.Create(t.Context(), access.System(), s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func at(p *Partner) store.Revision { return store.Revision{ID: p.ID, Version: p.Version} }

// free fails if a call of what is asked on every request costs a store call.
func free(t *testing.T, ask func(ctx context.Context)) {
	t.Helper()
	ctx, calls := store.WithCalls(t.Context())
	ask(ctx)
	if n := calls.Count(); n != 0 {
		t.Errorf("%d store calls", n)
	}
}

func TestOnlyAdministratorsKeepPartners(t *testing.T) {
	onEachStore(t, func(t *testing.T, o *office) {
		ctx, p := t.Context(), o.register(t, nil)
		for _, v := range []access.Viewer{
			access.Anonymous(), {Actor: "usr_2", Role: access.Editor}, {Actor: "usr_3", Role: access.RecordsOfficer}, {Actor: p.ID, Role: access.Reader},
		} {
			want := errs.Forbidden
			if v.IsAnonymous() {
				want = errs.Unauthenticated
			}
			for name, call := range map[string]func() error{
				"create": func() error { _, err := o.Create(ctx, v, site()); return err },
				"update": func() error { _, err := o.Update(ctx, v, at(p), Change{}); return err },
				"pause":  func() error { _, err := o.Pause(ctx, v, at(p)); return err },
				"resume": func() error { _, err := o.Resume(ctx, v, at(p)); return err },
				"rotate": func() error { _, _, err := o.RotateToken(ctx, v, at(p)); return err },
				"remove": func() error { return o.Remove(ctx, v, at(p)) },
				"list":   func() error { _, err := o.List(ctx, v, store.Page{Limit: 1}); return err },
				"count":  func() error { _, err := o.Count(ctx, v); return err },
				"one":    func() error { _, err := o.Partner(ctx, v, p.ID); return err },
				"usage of another": func() error {
					_, err := o.Usage(ctx, v, "par_other", "2026-01-01", "2026-01-02")
					return err
				},
			} {
				if err := call(); errs.CodeOf(err) != want {
					t.Errorf("%s %s: %v, want %s", v.Role, name, err, want)
				}
			}
			if found, err := o.ByID(ctx, v, []string{p.ID}); err != nil || len(found) != 0 {
				t.Errorf("%s finds %v, %v", v.Role, found, err)
			}
		}
	})
}

func TestAPartnerIsRegisteredChangedAndRemoved(t *testing.T) {
	onEachStore(t, func(t *testing.T, o *office) {
		ctx, p := t.Context(), o.register(t, func(s *Settings) { s.BlocIDs, s.CategoryIDs = []string{"blo_1"}, []string{"cat_1"} })
		if !strings.HasPrefix(p.ID, "par_") || p.PerMinute != DefaultPerMinute || p.Paused {
			t.Errorf("registered %+v", p)
		}
		for field, c := range map[string]Change{
			"blocIds.1":     {BlocIDs: &[]string{"blo_1", "blo_2"}},
			"categoryIds.0": {CategoryIDs: &[]string{"cat_9"}},
		} {
			if _, err := o.Update(ctx, access.System(), at(p), c); errs.CodeOf(err) != errs.Invalid || strings.Join(errs.As(err).Field, ".") != field {
				t.Errorf("%s: %v", field, err)
			}
		}
		name := "Báo Khác"
		is, err := o.Update(ctx, access.System(), at(p), Change{Name: &name})
		if err != nil || is.Name != name || is.Version != 2 || !slices.Equal(is.Origins, p.Origins) {
			t.Fatalf("%+v, %v", is, err)
		}
		if _, err := o.Update(ctx, access.System(), at(p), Change{}); errs.CodeOf(err) != errs.Conflict || !slices.Equal(errs.As(err).Change.Fields, []string{"name"}) {
			t.Errorf("the last writer wins: %v", err)
		}
		if _, err := o.Resume(ctx, access.System(), at(is)); errs.CodeOf(err) != errs.WrongState {
			t.Errorf("resumed what goes on: %v", err)
		}
		if err := o.Remove(ctx, access.System(), at(p)); errs.CodeOf(err) != errs.Conflict {
			t.Errorf("removed another version: %v", err)
		}
		if err := o.Remove(ctx, access.System(), at(is)); err != nil {
			t.Fatal(err)
		}
		if _, err := o.Admit(ctx, p.ID, "", "news"); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("a removed partner: %v", err)
		}
	})
}

// Ensure that what a page of an origin asks for belongs to one partner, but on machines where people try things.
func TestAnOriginBelongsToOnePartner(t *testing.T) {
	onEachStore(t, func(t *testing.T, o *office) {
		ctx, local := t.Context(), "http://localhost:3000"
		first := o.register(t, func(s *Settings) { s.Origins = append(s.Origins, local) })
		taken := site()
		taken.Origins = []string{"https://khac.example.vn", "https://BAOCHI.example.vn"}
		_, err := o.Create(ctx, access.System(), taken)
		if e := errs.As(err); e == nil || e.Code != errs.Duplicate || !slices.Equal(e.Field, []string{"origins"}) {
			t.Errorf("one origin for two: %v", err)
		}
		second := o.register(t, func(s *Settings) { s.Origins = []string{"https://khac.example.vn", local} })
		if _, err := o.Update(ctx, access.System(), at(second), Change{Origins: &taken.Origins}); errs.CodeOf(err) != errs.Duplicate {
			t.Errorf("one origin for two, by a change: %v", err)
		}
		if err := o.Remove(ctx, access.System(), at(first)); err != nil {
			t.Fatal(err)
		}
		if _, err := o.Update(ctx, access.System(), at(second), Change{Origins: &taken.Origins}); err != nil {
			t.Errorf("the origin of a removed partner is not free: %v", err)
		}
	})
}

func TestPagesFollowTheRegistrationAtOnce(t *testing.T) {
	onEachStore(t, func(t *testing.T, o *office) {
		ctx := t.Context()
		const mine, other = "https://baochi.example.vn", "https://xau.example.com"
		if o.AllowsOrigin(ctx, mine) {
			t.Fatal("allowed before it is registered")
		}
		expiry := o.clock.Now().Add(48 * time.Hour)
		p := o.register(t, func(s *Settings) { s.ExpiresAt = &expiry })
		check := func(what string, allowed bool, codes map[string]errs.Code) {
			t.Helper()
			free(t, func(ctx context.Context) {
				if o.AllowsOrigin(ctx, mine) != allowed || o.AllowsOrigin(ctx, other) || o.AllowsOrigin(ctx, "") {
					t.Errorf("%s: CORS is wrong", what)
				}
				for origin, want := range codes {
					if _, err := o.Admit(ctx, p.ID, origin, "news"); errs.CodeOf(err) != want {
						t.Errorf("%s, from %q: %v", what, origin, err)
					}
				}
			})
		}
		active := map[string]errs.Code{mine: "", "": "", other: errs.Forbidden, "null": errs.Forbidden, "HTTPS://baochi.example.vn": errs.Forbidden}
		check("registered", true, active)
		p, err := o.Pause(ctx, access.System(), at(p))
		if err != nil {
			t.Fatal(err)
		}
		check("paused", false, map[string]errs.Code{mine: errs.Forbidden, "": errs.Forbidden})
		if p, err = o.Resume(ctx, access.System(), at(p)); err != nil {
			t.Fatal(err)
		}
		check("resumed", true, active)
		o.clock.Advance(48 * time.Hour)
		check("expired", false, map[string]errs.Code{mine: errs.Forbidden, "": errs.Forbidden})
		never := (*time.Time)(nil)
		if p, err = o.Update(ctx, access.System(), at(p), Change{ExpiresAt: &never, Origins: &[]string{"https://moi.example.vn"}}); err != nil {
			t.Fatal(err)
		}
		check("moved", false, map[string]errs.Code{mine: errs.Forbidden, "https://moi.example.vn": ""})
		if _, err := o.Admit(ctx, p.ID, mine, "refused"); err == nil || errs.CodeOf(err) != errs.Internal {
			t.Errorf("a kind that is none: %v", err)
		}
		if _, err := o.Admit(ctx, "par_none", mine, "news"); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("nobody: %v", err)
		}
	})
}

// Ensure that other processes follow by the journal, also when one of them reads while another writes.
func TestOtherProcessesFollow(t *testing.T) {
	onEachStore(t, func(t *testing.T, o *office) {
		ctx, stop := context.WithCancel(t.Context())
		other := o.process()
		done := make(chan struct{})
		go func() {
			defer close(done)
			other.Follow(ctx, o.diary, slog.New(slog.DiscardHandler))
		}()
		defer func() { stop(); <-done }()
		const mine = "https://baochi.example.vn"
		soon := func(what string, want bool) {
			t.Helper()
			if err := o.relay.Drain(ctx); err != nil {
				t.Fatal(err)
			}
			for begun := time.Now(); other.AllowsOrigin(ctx, mine) != want; time.Sleep(time.Millisecond) { // it follows by itself, and says nothing
				if time.Since(begun) > 10*time.Second {
					t.Fatalf("%s: the other process does not follow", what)
				}
			}
		}
		p := o.register(t, nil)
		soon("registered", true)
		p, err := o.Pause(ctx, access.System(), at(p))
		if err != nil {
			t.Fatal(err)
		}
		soon("paused", false)
		if p, err = o.Resume(ctx, access.System(), at(p)); err != nil {
			t.Fatal(err)
		}
		soon("resumed", true)
		if err := o.Remove(ctx, access.System(), at(p)); err != nil {
			t.Fatal(err)
		}
		soon("removed", false)
	})
}

// Ensure that what was read before a change cannot undo it in memory.
func TestAnOlderReadIsNoNews(t *testing.T) {
	onEachStore(t, func(t *testing.T, o *office) {
		ctx, old := t.Context(), o.register(t, nil)
		paused, err := o.Pause(ctx, access.System(), at(old))
		if err != nil {
			t.Fatal(err)
		}
		o.learn(old)
		if o.AllowsOrigin(ctx, old.Origins[0]) {
			t.Error("a paused partner is back")
		}
		if err := o.Remove(ctx, access.System(), at(paused)); err != nil {
			t.Fatal(err)
		}
		o.learn(paused)
		if _, err := o.Admit(ctx, old.ID, "", "news"); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("a removed partner is back: %v", err)
		}
	})
}

func TestRates(t *testing.T) {
	onEachStore(t, func(t *testing.T, o *office) {
		ctx, p := t.Context(), o.register(t, func(s *Settings) { s.PerMinute = 3 })
		mine := p.Origins[0]
		ask := func(origin string) error { _, err := o.Admit(ctx, p.ID, origin, "news"); return err }
		for range 5 {
			if err := ask("https://xau.example.com"); errs.CodeOf(err) != errs.Forbidden {
				t.Fatal(err)
			}
		}
		for range 3 { // what others asked for took nothing
			if err := ask(mine); err != nil {
				t.Fatal(err)
			}
		}
		err := ask(mine)
		if e := errs.As(err); e == nil || e.Code != errs.RateLimited || e.RetryAfter != 20*time.Second {
			t.Errorf("a fourth in a minute: %v", err)
		}
		name := "Báo Khác"
		if p, err = o.Update(ctx, access.System(), at(p), Change{Name: &name}); err != nil {
			t.Fatal(err)
		}
		if err := ask(mine); errs.CodeOf(err) != errs.RateLimited {
			t.Errorf("another name gives a new minute: %v", err)
		}
		if err := o.Page(ctx, mine, "api"); errs.CodeOf(err) != errs.RateLimited {
			t.Errorf("the API is asked by another way: %v", err)
		}
		if err := o.Page(ctx, "https://khac.example.vn", "api"); err != nil {
			t.Errorf("a page of nobody: %v", err)
		}
		o.clock.Advance(20 * time.Second)
		if err := ask(mine); err != nil {
			t.Error(err)
		}
		more := int64(100)
		if _, err = o.Update(ctx, access.System(), at(p), Change{PerMinute: &more}); err != nil {
			t.Fatal(err)
		}
		for range 100 {
			if err := ask(mine); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestTokens(t *testing.T) {
	onEachStore(t, func(t *testing.T, o *office) {
		ctx, p := t.Context(), o.register(t, func(s *Settings) { s.PerMinute = 2 })
		p, first, err := o.RotateToken(ctx, access.System(), at(p))
		if err != nil || !strings.HasPrefix(first, access.PartnerTokenPrefix) || p.TokenSince == nil || strings.Contains(p.TokenHash, first) {
			t.Fatalf("%q, %+v, %v", first, p, err)
		}
		p, second, err := o.RotateToken(ctx, access.System(), at(p))
		if err != nil || second == first {
			t.Fatal(second, err)
		}
		code := func(secret, origin string) errs.Code {
			_, err := o.OfToken(ctx, secret, origin)
			return errs.CodeOf(err)
		}
		for _, wrong := range []string{first, "", access.PartnerTokenPrefix, p.TokenHash} {
			if got := code(wrong, ""); got != errs.InvalidCredentials {
				t.Errorf("%q: %s", wrong, got)
			}
		}
		if got := code(second, p.Origins[0]); got != errs.OriginNotAllowed {
			t.Errorf("a token that a page has: %s", got)
		}
		free(t, func(ctx context.Context) {
			v, err := o.OfToken(ctx, second, "")
			if err != nil || v.Actor != p.ID || v.IsAnonymous() {
				t.Fatalf("%+v, %v", v, err)
			}
			for _, action := range access.Actions() {
				for _, noun := range access.Nouns() {
					if v.Decide(action, access.Subject{Noun: noun, CreatedBy: v.Actor}).Allowed || v.Reach(action, noun) != access.Nowhere {
						t.Errorf("a partner may %s %s", action, noun)
					}
				}
			}
		})
		o.clock.Advance(time.Minute)
		for range 2 {
			if got := code(second, ""); got != "" {
				t.Error(got)
			}
		}
		if got := code(second, ""); got != errs.RateLimited {
			t.Errorf("a third in a minute: %s", got)
		}
		soon := o.clock.Now().Add(time.Minute)
		until := &soon
		if p, err = o.Update(ctx, access.System(), at(p), Change{ExpiresAt: &until}); err != nil {
			t.Fatal(err)
		}
		o.clock.Advance(time.Minute)
		if got := code(second, ""); got != errs.TokenExpired {
			t.Errorf("expired: %s", got)
		}
		if _, err = o.Pause(ctx, access.System(), at(p)); err != nil {
			t.Fatal(err)
		}
		if got := code(second, ""); got != errs.InvalidCredentials {
			t.Errorf("paused: %s", got)
		}
	})
}
