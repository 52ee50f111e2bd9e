package graph_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"thidua/internal/access"
)

// answer is what the tests of the door look at.
type doorAnswer struct {
	status int
	code   string // of the first error
	role   string // of the viewer
	cookie *http.Cookie
}

// knock asks who the viewer is.
func (s *exampleServer) knock(t *testing.T, change func(*http.Request)) doorAnswer {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "https://thidua.example.vn/graphql", strings.NewReader(`{"query":"{ viewer { role } }"}`))
	r.Header.Set("Content-Type", "application/json")
	change(r)
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	var body struct {
		Data   struct{ Viewer *struct{ Role string } }
		Errors []struct{ Extensions struct{ Code string } }
	}
	if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil {
		t.Fatalf("%v: %s", err, w.Body)
	}
	a := doorAnswer{status: w.Code}
	if len(body.Errors) > 0 {
		a.code = body.Errors[0].Extensions.Code
	}
	if body.Data.Viewer != nil {
		a.role = body.Data.Viewer.Role
	}
	if cookies := w.Result().Cookies(); len(cookies) > 0 {
		a.cookie = cookies[0]
	}
	return a
}

func TestDoor(t *testing.T) {
	t.Parallel()
	server := newExampleServer(t, openSQLite(t))
	expiry := today().Add(time.Hour)
	_, _, err := server.accounts.CreateUser(t.Context(), access.System(), access.NewUser{
		Login: "an", Name: "An", Role: access.Editor, Password: scenarioPassword,
	})
	if err != nil {
		t.Fatal(err)
	}
	token := func(origins ...string) string {
		_, secret, err := server.accounts.CreateToken(t.Context(), access.System(), access.Token{
			Name: "Báo", Role: access.Reader, Nouns: []access.Noun{}, States: []string{}, Origins: origins, ExpiresAt: &expiry,
		})
		if err != nil {
			t.Fatal(err)
		}
		return secret
	}
	signIn := func() string {
		_, _, secret, err := server.accounts.SignIn(t.Context(), access.Attempt{Login: "an", Password: scenarioPassword, Address: "192.0.2.1"})
		if err != nil {
			t.Fatal(err)
		}
		return secret
	}
	anywhere, elsewhere, session, ended := token(), token("https://baochi.example.vn"), signIn(), signIn()
	v, err := server.accounts.OfSession(t.Context(), ended)
	if err == nil {
		err = server.accounts.SignOut(t.Context(), v, "")
	}
	if err != nil {
		t.Fatal(err)
	}
	bearer := func(secret string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+secret) }
	}
	cookie := func(name, secret string, headers ...string) func(*http.Request) {
		return func(r *http.Request) {
			r.AddCookie(&http.Cookie{Name: name, Value: secret})
			for i := 0; i < len(headers); i += 2 {
				r.Header.Set(headers[i], headers[i+1])
			}
		}
	}
	const secure, plain = "__Host-thidua", "thidua"
	for _, tt := range []struct {
		name   string
		change func(*http.Request)
		want   doorAnswer
	}{
		{"nobody", func(*http.Request) {}, doorAnswer{status: 200}},
		{"a session from a page of our own", cookie(secure, session, "Sec-Fetch-Site", "same-origin"), doorAnswer{status: 200, role: "EDITOR"}},
		{"a session from a page of another site", cookie(secure, session, "Sec-Fetch-Site", "cross-site"), doorAnswer{status: 403, code: "CROSS_ORIGIN"}},
		{"a session from a page of another host of the site", cookie(secure, session, "Sec-Fetch-Site", "same-site"), doorAnswer{status: 403, code: "CROSS_ORIGIN"}},
		{"a session from an old browser on another site", cookie(secure, session, "Origin", "https://xau.example.com"), doorAnswer{status: 403, code: "CROSS_ORIGIN"}},
		{"the cookie of plain HTTP over HTTPS", cookie(plain, session), doorAnswer{status: 200}},
		{"no session", cookie(secure, "x"), doorAnswer{status: 401, code: "SESSION_ENDED"}},
		{"a session that was ended", cookie(secure, ended), doorAnswer{status: 401, code: "SESSION_ENDED"}},
		{"a token", bearer(anywhere), doorAnswer{status: 200, role: "READER"}},
		{"a token on its site", func(r *http.Request) { bearer(elsewhere)(r); r.Header.Set("Origin", "https://baochi.example.vn") }, doorAnswer{status: 200, role: "READER"}},
		{"a token on another site", func(r *http.Request) { bearer(elsewhere)(r); r.Header.Set("Origin", "https://xau.example.com") }, doorAnswer{status: 403, code: "ORIGIN_NOT_ALLOWED"}},
		{"no token", bearer("thidua_x"), doorAnswer{status: 401, code: "INVALID_CREDENTIALS"}},
		{"an empty token", bearer(""), doorAnswer{status: 401, code: "INVALID_CREDENTIALS"}},
		{"another scheme", func(r *http.Request) { r.SetBasicAuth("an", scenarioPassword) }, doorAnswer{status: 401, code: "INVALID_CREDENTIALS"}},
	} {
		got := server.knock(t, tt.change)
		if got.cookie != nil != (tt.want.code == "SESSION_ENDED") {
			t.Errorf("%s: the cookie is %v", tt.name, got.cookie)
		}
		got.cookie = nil
		if got != tt.want {
			t.Errorf("%s: got %+v, want %+v", tt.name, got, tt.want)
		}
	}

	server.clock.Advance(2 * time.Hour)
	if got := server.knock(t, bearer(anywhere)); got.code != "TOKEN_EXPIRED" || got.status != 401 {
		t.Errorf("an expired token: %+v", got)
	}
	server.clock.Advance(12 * time.Hour)
	if got := server.knock(t, cookie(secure, session)); got.code != "SESSION_ENDED" {
		t.Errorf("a session that was idle for too long: %+v", got)
	}
}
