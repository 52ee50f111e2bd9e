package access_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/store/mongostore"
	"thidua/internal/store/mongostore/mongotest"
	"thidua/internal/store/sqlitestore"
	"thidua/internal/store/storetest"
)

// desk is the accounts on a store, with a clock that the test moves.
type desk struct {
	*access.Accounts
	clock *storetest.Clock
	store store.Store
}

const password = "mật khẩu rất dài"

func onEachStore(t *testing.T, run func(t *testing.T, d *desk)) {
	t.Helper()
	open := func(t *testing.T, open func(ctx context.Context, now func() time.Time) (store.Store, error)) *desk {
		t.Helper()
		ctx, clock := context.WithoutCancel(t.Context()), storetest.NewClock()
		s, err := open(ctx, clock.Now)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := s.Close(ctx); err != nil {
				t.Error(err)
			}
		})
		if err := s.Ensure(ctx, access.Schemas()...); err != nil {
			t.Fatal(err)
		}
		return &desk{Accounts: accounts(t, s, clock), clock: clock, store: s}
	}
	t.Run("SQLite", func(t *testing.T) {
		t.Parallel()
		run(t, open(t, func(ctx context.Context, now func() time.Time) (store.Store, error) {
			return sqlitestore.Open(ctx, sqlitestore.Config{Now: now})
		}))
	})
	t.Run("MongoDB", func(t *testing.T) {
		t.Parallel()
		uri := mongotest.OwnDatabase(t)
		run(t, open(t, func(ctx context.Context, now func() time.Time) (store.Store, error) {
			return mongostore.Open(ctx, mongostore.Config{URI: uri, Now: now})
		}))
	})
}

// accounts is what one process has. Its hashes are cheap.
func accounts(t *testing.T, s store.Store, clock *storetest.Clock) *access.Accounts {
	t.Helper()
	a, err := access.NewAccounts(t.Context(), access.Config{
		Store: s, Now: clock.Now, IDs: store.NewIDs(), Cost: access.Cost{MemoryKiB: 64, Passes: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// an adds the account that most tests are about.
func (d *desk) an(t *testing.T, role access.Role) *access.User {
	t.Helper()
	u, _, err := d.CreateUser(t.Context(), access.System(), access.NewUser{Login: "an", Name: "Lê Thị An", Role: role, UnitID: "uni_1", Password: password})
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func attempt(login, password, code string) access.Attempt {
	return access.Attempt{Login: login, Password: password, Code: code, Address: "192.0.2.1"}
}

// signIn returns the secret of a new session and who it is.
func (d *desk) signIn(t *testing.T, login, code string) (string, access.Viewer) {
	t.Helper()
	_, _, secret, err := d.SignIn(t.Context(), attempt(login, password, code))
	if err != nil {
		t.Fatal(err)
	}
	v, err := d.OfSession(t.Context(), secret)
	if err != nil {
		t.Fatal(err)
	}
	return secret, v
}

func code(t *testing.T, err error, want errs.Code) {
	t.Helper()
	if got := errs.CodeOf(err); got != want {
		t.Errorf("error = %v; want %s", err, want)
	}
}

func TestSignIn(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, d *desk) {
		u := d.an(t, access.Editor)
		secret, v := d.signIn(t, " AN ", "")
		if v.Actor != u.ID || v.Role != access.Editor || v.UnitID != "uni_1" || v.Name != "Lê Thị An" || v.IsAnonymous() {
			t.Errorf("the viewer is %+v", v)
		}
		for name, a := range map[string]access.Attempt{
			"a wrong password": attempt("an", "mật khẩu rất dà", ""), "no such login": attempt("binh", password, ""),
			"an endless password": attempt("an", strings.Repeat("a", 1<<20), ""), "nothing": {},
		} {
			_, _, _, err := d.SignIn(t.Context(), a)
			t.Run(name, func(t *testing.T) { code(t, err, errs.InvalidCredentials) })
		}
		_, err := d.OfSession(t.Context(), secret+"x")
		code(t, err, errs.SessionEnded)
		if err := d.SignOut(t.Context(), v, ""); err != nil {
			t.Fatal(err)
		}
		_, err = d.OfSession(t.Context(), secret)
		code(t, err, errs.SessionEnded)
	})
}

func TestSessionsEnd(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		u := d.an(t, access.Editor)
		idle, _ := d.signIn(t, "an", "")
		d.clock.Advance(access.SessionIdle + time.Second)
		_, err := d.OfSession(ctx, idle)
		code(t, err, errs.SessionEnded)

		used, v := d.signIn(t, "an", "")
		for range 70 {
			d.clock.Advance(11 * time.Hour)
			if _, err = d.OfSession(ctx, used); err != nil {
				break
			}
		}
		code(t, err, errs.SessionEnded)

		first, _ := d.signIn(t, "an", "")
		second, v2 := d.signIn(t, "an", "")
		if open, err := d.Sessions(ctx, v2); err != nil || len(open) != 2 {
			t.Errorf("%d sessions, %v", len(open), err)
		}
		if _, err := d.ChangePassword(ctx, v2, password, "một mật khẩu khác"); err != nil {
			t.Fatal(err)
		}
		_, err = d.OfSession(ctx, first)
		code(t, err, errs.SessionEnded)
		if _, err := d.OfSession(ctx, second); err != nil {
			t.Errorf("the session in which the password was changed: %v", err)
		}
		if err := d.SignOutEverywhere(ctx, v); err != nil {
			t.Fatal(err)
		}
		_, err = d.OfSession(ctx, second)
		code(t, err, errs.SessionEnded)
		_, _, _, err = d.SignIn(ctx, attempt("an", password, ""))
		code(t, err, errs.InvalidCredentials)

		_, _, third, err := d.SignIn(ctx, attempt("an", "một mật khẩu khác", ""))
		if err != nil {
			t.Fatal(err)
		}
		disabled := true
		if _, err := d.UpdateUser(ctx, access.System(), u.ID, 2, access.UserChange{Disabled: &disabled}); err != nil {
			t.Fatal(err)
		}
		_, err = d.OfSession(ctx, third)
		code(t, err, errs.SessionEnded)
		_, _, _, err = d.SignIn(ctx, attempt("an", "một mật khẩu khác", ""))
		code(t, err, errs.InvalidCredentials)
	})
}

func TestARoleActsAtOnce(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, d *desk) {
		u := d.an(t, access.Editor)
		secret, own := d.signIn(t, "an", "")
		role := access.Reader
		if _, err := d.UpdateUser(t.Context(), access.System(), u.ID, 1, access.UserChange{Role: &role}); err != nil {
			t.Fatal(err)
		}
		if v, err := d.OfSession(t.Context(), secret); err != nil || v.Role != access.Reader {
			t.Errorf("the role is %s, %v", v.Role, err)
		}
		role = access.Administrator
		_, err := d.UpdateUser(t.Context(), own, u.ID, 2, access.UserChange{Role: &role})
		code(t, err, errs.Forbidden)
		_, err = d.UpdateUser(t.Context(), access.System(), u.ID, 1, access.UserChange{Role: &role})
		code(t, err, errs.Conflict)
	})
}

// Ensure that many tries at once are no more than one after the other, and that the wait grows.
func TestLockOut(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, d *desk) {
		d.an(t, access.Editor)
		other := accounts(t, d.store, d.clock) // another process
		var (
			mu    sync.Mutex
			wg    sync.WaitGroup
			codes = map[errs.Code]int{}
		)
		for i := range 50 {
			wg.Go(func() {
				_, _, _, err := []*access.Accounts{d.Accounts, other}[i%2].SignIn(t.Context(), attempt("an", fmt.Sprint("mật khẩu sai ", i), ""))
				mu.Lock()
				defer mu.Unlock()
				codes[errs.CodeOf(err)]++
			})
		}
		wg.Wait()
		if codes[errs.InvalidCredentials] != 5 || codes[errs.LockedOut] != 45 {
			t.Errorf("the tries ended as %v", codes)
		}
		_, _, _, err := d.SignIn(t.Context(), attempt("an", password, ""))
		code(t, err, errs.LockedOut)
		elsewhere := attempt("an", password, "")
		elsewhere.Address = "192.0.2.2"
		if _, _, _, err := d.SignIn(t.Context(), elsewhere); err != nil {
			t.Errorf("the owner, from elsewhere: %v", err)
		}
		for _, wait := range []time.Duration{time.Minute, 2 * time.Minute, 4 * time.Minute} {
			d.clock.Advance(wait - time.Second)
			_, _, _, err = d.SignIn(t.Context(), attempt("an", "sai sai sai sai", ""))
			code(t, err, errs.LockedOut)
			d.clock.Advance(2 * time.Second)
			_, _, _, err = d.SignIn(t.Context(), attempt("an", "sai sai sai sai", ""))
			code(t, err, errs.InvalidCredentials)
		}
		d.clock.Advance(8 * time.Minute)
		if _, _, _, err := d.SignIn(t.Context(), attempt("an", password, "")); err != nil {
			t.Errorf("after the wait: %v", err)
		}
		_, _, _, err = d.SignIn(t.Context(), attempt("an", "sai sai sai sai", ""))
		code(t, err, errs.InvalidCredentials)
		if _, _, _, err := d.SignIn(t.Context(), attempt("an", password, "")); err != nil {
			t.Errorf("a success does not clear the count: %v", err)
		}
	})
}

func TestTOTP(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		d.an(t, access.Editor)
		_, v := d.signIn(t, "an", "")
		_, err := d.BeginTOTP(ctx, v, "sai sai sai sai")
		code(t, err, errs.Invalid)
		key, err := d.BeginTOTP(ctx, v, password)
		if err != nil {
			t.Fatal(err)
		}
		now := func() string {
			c, err := totp.GenerateCode(key.Secret, d.clock.Now())
			if err != nil {
				t.Fatal(err)
			}
			return c
		}
		_, _, err = d.ConfirmTOTP(ctx, v, "000000x")
		code(t, err, errs.Invalid)
		_, recovery, err := d.ConfirmTOTP(ctx, v, now())
		if err != nil || len(recovery) != 10 {
			t.Fatalf("%v, %v", recovery, err)
		}
		_, _, _, err = d.SignIn(ctx, attempt("an", password, ""))
		code(t, err, errs.CodeRequired)
		_, _, _, err = d.SignIn(ctx, attempt("an", password, now()))
		code(t, err, errs.InvalidCredentials) // it was used to confirm
		d.clock.Advance(30 * time.Second)
		d.signIn(t, "an", now())
		_, _, _, err = d.SignIn(ctx, attempt("an", password, now()))
		code(t, err, errs.InvalidCredentials)
		d.signIn(t, "an", recovery[3])
		_, _, _, err = d.SignIn(ctx, attempt("an", password, recovery[3]))
		code(t, err, errs.InvalidCredentials)
		if _, err := d.DisableTOTP(ctx, v, password); err != nil {
			t.Fatal(err)
		}
		d.signIn(t, "an", "")
	})
}

func TestTokens(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		at := d.clock.Now().Add(time.Hour)
		tok, secret, err := d.CreateToken(ctx, access.System(), access.Token{
			Name: "Trang đối tác", Role: access.Editor, Nouns: []access.Noun{access.Drafts}, States: []string{"PUBLISHED"},
			Origins: []string{"https://baochi.example.vn"}, ExpiresAt: &at,
		})
		if err != nil || !strings.HasPrefix(secret, access.TokenPrefix) {
			t.Fatalf("%v", err)
		}
		v, err := d.OfToken(ctx, secret, "https://baochi.example.vn")
		if err != nil || v.Actor != tok.ID {
			t.Fatalf("%+v, %v", v, err)
		}
		for _, c := range []struct {
			action  access.Action
			subject access.Subject
			allowed bool
		}{
			{access.See, access.Subject{Noun: access.Drafts, State: "PUBLISHED"}, true},
			{access.See, access.Subject{Noun: access.Drafts, State: "DRAFT"}, false},
			{access.See, access.Subject{Noun: access.MediaFiles}, false},
			{access.See, access.Subject{Noun: access.Users}, false},
		} {
			if got := v.Decide(c.action, c.subject).Allowed; got != c.allowed {
				t.Errorf("%s %+v: %t", c.action, c.subject, got)
			}
		}
		_, err = d.OfToken(ctx, secret, "https://khac.example.vn")
		code(t, err, errs.OriginNotAllowed)
		_, err = d.OfToken(ctx, secret, "")
		code(t, err, errs.OriginNotAllowed)
		_, err = d.OfToken(ctx, secret+"x", "https://baochi.example.vn")
		code(t, err, errs.InvalidCredentials)
		_, _, err = d.CreateToken(ctx, v, access.Token{Name: "Con", Role: access.Administrator})
		code(t, err, errs.Forbidden)
		d.clock.Advance(time.Hour)
		_, err = d.OfToken(ctx, secret, "https://baochi.example.vn")
		code(t, err, errs.TokenExpired)
		if _, err := d.RevokeToken(ctx, access.System(), tok.ID, 1); err != nil {
			t.Fatal(err)
		}
		_, err = d.OfToken(ctx, secret, "https://baochi.example.vn")
		code(t, err, errs.InvalidCredentials)
	})
}

func TestFirstAdministratorIsMadeOnce(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, d *desk) {
		var (
			wg   sync.WaitGroup
			mu   sync.Mutex
			made []string
		)
		for range 8 {
			wg.Go(func() {
				_, password, err := d.FirstAdministrator(t.Context())
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				if password != "" {
					made = append(made, password)
				}
			})
		}
		wg.Wait()
		if len(made) != 1 {
			t.Fatalf("made %d times", len(made))
		}
		if _, _, _, err := d.SignIn(t.Context(), attempt("admin", made[0], "")); err != nil {
			t.Error(err)
		}
	})
}

func TestSecretsStayInside(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, d *desk) {
		u := d.an(t, access.Administrator)
		secret, v := d.signIn(t, "an", "")
		sessions, err := d.Sessions(t.Context(), v)
		if err != nil {
			t.Fatal(err)
		}
		tok, tokenSecret, err := d.CreateToken(t.Context(), v, access.Token{Name: "Khóa", Role: access.Reader})
		if err != nil {
			t.Fatal(err)
		}
		pending, err := d.store.Pending(t.Context(), 100)
		if err != nil || len(pending) == 0 {
			t.Fatalf("%v", err)
		}
		for _, shown := range []any{u, sessions, tok, v, pending} {
			text, err := json.Marshal(shown)
			if err != nil {
				t.Fatal(err)
			}
			for _, private := range []string{password, secret, tokenSecret, "argon2", "$"} {
				if strings.Contains(string(text), private) {
					t.Errorf("%T shows %q: %s", shown, private, text)
				}
			}
		}
	})
}

func TestAccountsAreChecked(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, d *desk) {
		d.an(t, access.Editor)
		for name, c := range map[string]struct {
			user  access.NewUser
			field string
		}{
			"a login with marks":   {access.NewUser{Login: "bình", Name: "Bình", Role: access.Reader}, "login"},
			"no name":              {access.NewUser{Login: "binh", Name: " ", Role: access.Reader}, "name"},
			"no role":              {access.NewUser{Login: "binh", Name: "Bình"}, "role"},
			"a short password":     {access.NewUser{Login: "binh", Name: "Bình", Role: access.Reader, Password: "ngắn"}, "password"},
			"a common password":    {access.NewUser{Login: "binh", Name: "Bình", Role: access.Reader, Password: "Password123"}, "password"},
			"one letter again":     {access.NewUser{Login: "binh", Name: "Bình", Role: access.Reader, Password: "bbbbbbbbbbbb"}, "password"},
			"a login that is used": {access.NewUser{Login: "an", Name: "An", Role: access.Reader}, "login"},
		} {
			_, _, err := d.CreateUser(t.Context(), access.System(), c.user)
			if e := errs.As(err); e == nil || e.Code != errs.Invalid || len(e.Field) != 1 || e.Field[0] != c.field {
				t.Errorf("%s: %v", name, err)
			}
		}
		_, own := d.signIn(t, "an", "")
		for name, do := range map[string]func(access.Viewer) error{
			"create": func(v access.Viewer) error {
				_, _, err := d.CreateUser(t.Context(), v, access.NewUser{Login: "chi", Name: "Chi", Role: access.Administrator})
				return err
			},
			"list":  func(v access.Viewer) error { _, err := d.Users(t.Context(), v, store.Page{Limit: 10}); return err },
			"reset": func(v access.Viewer) error { _, _, err := d.ResetPassword(t.Context(), v, own.Actor); return err },
			"end":   func(v access.Viewer) error { return d.EndSessions(t.Context(), v, own.Actor) },
		} {
			t.Run(name, func(t *testing.T) {
				code(t, do(own), errs.Forbidden)
				code(t, do(access.Anonymous()), errs.Unauthenticated)
			})
		}
	})
}
