package signin_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/signin"
	"thidua/internal/store"
	"thidua/internal/store/sqlitestore"
	"thidua/internal/store/storetest"
)

func newDoor(t *testing.T, c signin.Config) *signin.Door {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), sqlitestore.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close(t.Context()) })
	if err := s.Ensure(t.Context(), access.Schemas()...); err != nil {
		t.Fatal(err)
	}
	c.Accounts, err = access.NewAccounts(t.Context(), access.Config{
		Store: s, Now: storetest.NewClock().Now, IDs: store.NewIDs(), Cost: access.Cost{MemoryKiB: 64, Passes: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	d, err := signin.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestCookie(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name        string
		url         string
		behindProxy bool
		proto       string
		want        string
	}{
		{"plain HTTP", "http://127.0.0.1:8080/graphql", false, "", "thidua=s; Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict"},
		{"HTTPS", "https://thidua.example.vn/graphql", false, "", "__Host-thidua=s; Path=/; Max-Age=2592000; HttpOnly; Secure; SameSite=Strict"},
		{"HTTPS up to our proxy", "http://thidua.example.vn/graphql", true, "https", "__Host-thidua=s; Path=/; Max-Age=2592000; HttpOnly; Secure; SameSite=Strict"},
		{"a client that claims HTTPS", "http://thidua.example.vn/graphql", false, "https", "thidua=s; Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, tt.url, nil)
			if tt.proto != "" {
				r.Header.Set("X-Forwarded-Proto", tt.proto)
			}
			d := newDoor(t, signin.Config{BehindProxy: tt.behindProxy})
			if got := d.Cookie(r, "s").String(); got != tt.want {
				t.Errorf("the cookie is %q, want %q", got, tt.want)
			}
			if got := d.Cookie(r, ""); got.MaxAge >= 0 || got.Value != "" {
				t.Errorf("the cookie that makes the browser forget is %v", got)
			}
		})
	}
}

func TestAddress(t *testing.T) {
	t.Parallel()
	claimed := []string{"203.0.113.9, 198.51.100.7", "192.0.2.44"}
	tests := []struct {
		name        string
		behindProxy bool
		forwarded   []string
		want        string
	}{
		{"that of the connection", false, nil, "192.0.2.1"},
		{"what a client claims is nothing", false, claimed, "192.0.2.1"},
		{"what our proxy saw", true, claimed, "192.0.2.44"},
		{"a proxy that says nothing", true, nil, "192.0.2.1"},
		{"a proxy that says no address", true, []string{"unknown"}, "192.0.2.1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil) // from 192.0.2.1:1234
			for _, line := range tt.forwarded {
				r.Header.Add("X-Forwarded-For", line)
			}
			if got := newDoor(t, signin.Config{BehindProxy: tt.behindProxy}).Address(r); got != tt.want {
				t.Errorf("the address is %q, want %q", got, tt.want)
			}
		})
	}
}

// Ensure that plain HTTP handlers get the viewer, and that refusals say why.
func TestHandler(t *testing.T) {
	t.Parallel()
	d := newDoor(t, signin.Config{Origins: []string{"https://bientap.example.vn", "https://*.example.vn"}})
	var viewer access.Viewer
	handler := d.Handler(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { viewer = access.ViewerFrom(r.Context()) }))
	knock := func(change func(*http.Request)) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "https://thidua.example.vn/media", nil)
		change(r)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		return w
	}
	if w := knock(func(*http.Request) {}); w.Code != http.StatusOK || !viewer.IsAnonymous() {
		t.Errorf("an anonymous request: %d as %+v", w.Code, viewer)
	}
	w := knock(func(r *http.Request) { r.Header.Set("Authorization", "Bearer thidua_x") })
	if w.Code != http.StatusUnauthorized || !strings.Contains(w.Body.String(), `"INVALID_CREDENTIALS"`) {
		t.Errorf("a wrong token: %d %s", w.Code, w.Body)
	}
	for origin, want := range map[string]string{
		"https://xau.example.com": "CROSS_ORIGIN", "https://khac.example.vn": "CROSS_ORIGIN", // a wildcard trusts nobody
		"https://bientap.example.vn": "SESSION_ENDED",
	} {
		w := knock(func(r *http.Request) {
			r.AddCookie(&http.Cookie{Name: "__Host-thidua", Value: "x"})
			r.Header.Set("Origin", origin)
		})
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("a cookie from %s: %d %s, want %s", origin, w.Code, w.Body, want)
		}
	}
}

// Ensure that whoever knows tokens of partners is asked for those alone, and that a page of a partner never acts for a person who
// is signed in: only origins that the operator named do.
func TestPartners(t *testing.T) {
	t.Parallel()
	const page = "https://baochi.example.vn"
	var asked []string
	d := newDoor(t, signin.Config{Partners: func(_ context.Context, secret, origin string) (access.Viewer, error) {
		asked = append(asked, secret+" "+origin)
		if strings.HasSuffix(secret, "often") {
			e := errs.New(errs.RateLimited, "Hãy đợi.", "Wait.")
			e.RetryAfter = 7 * time.Second
			return access.Viewer{}, e
		}
		return access.Viewer{Actor: "par_1"}, nil
	}})
	knock := func(change func(*http.Request)) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "https://thidua.example.vn/media", nil)
		change(r)
		w := httptest.NewRecorder()
		d.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, access.ViewerFrom(r.Context()).Actor)
		})).ServeHTTP(w, r)
		return w
	}
	bearer := func(secret string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+secret); r.Header.Set("Origin", page) }
	}
	if w := knock(bearer("thidua_partner_a")); w.Code != http.StatusOK || w.Body.String() != "par_1" {
		t.Errorf("a partner: %d %s", w.Code, w.Body)
	}
	if w := knock(bearer("thidua_partner_often")); w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") != "7" {
		t.Errorf("too often: %d %v", w.Code, w.Header())
	}
	if w := knock(bearer("thidua_a")); w.Code != http.StatusUnauthorized {
		t.Errorf("another token: %d %s", w.Code, w.Body)
	}
	if want := []string{"thidua_partner_a " + page, "thidua_partner_often " + page}; !slices.Equal(asked, want) {
		t.Errorf("asked for %v", asked)
	}
	w := knock(func(r *http.Request) {
		r.AddCookie(&http.Cookie{Name: "__Host-thidua", Value: "x"})
		r.Header.Set("Origin", page)
	})
	if w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), `"CROSS_ORIGIN"`) {
		t.Errorf("a session from a page of a partner: %d %s", w.Code, w.Body)
	}
}

func TestOriginThatIsNone(t *testing.T) {
	t.Parallel()
	if _, err := signin.New(signin.Config{Origins: []string{"bientap.example.vn/x"}}); err == nil {
		t.Error("it is trusted")
	}
}
