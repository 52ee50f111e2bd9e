package graph_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/newsroom"
)

// refusal is how the server says no.
type refusal struct {
	status int
	codes  []string // of the errors, then of the user errors, each where it first stands
}

// caller sends requests over a connection to the server.
type caller struct {
	t   *testing.T
	url string
}

// call sends a request and returns how it is refused.
func (c caller) call(method, body string, headers ...string) refusal {
	c.t.Helper()
	status, text := c.send(method, body, headers...)
	var answer struct {
		Data   map[string]*struct{ UserErrors []struct{ Code string } }
		Errors []struct{ Extensions struct{ Code string } }
	}
	if err := json.Unmarshal(text, &answer); err != nil {
		c.t.Fatalf("%v: %s", err, text)
	}
	said := refusal{status: status}
	for _, e := range answer.Errors {
		said.codes = append(said.codes, e.Extensions.Code)
	}
	for _, key := range []string{"a", "b", "c"} {
		if payload := answer.Data[key]; payload != nil {
			for _, e := range payload.UserErrors {
				said.codes = append(said.codes, e.Code)
			}
		}
	}
	return said
}

// send sends a request and returns the answer.
func (c caller) send(method, body string, headers ...string) (status int, text []byte) {
	c.t.Helper()
	target, content := c.url, io.Reader(strings.NewReader(body))
	if method == http.MethodGet {
		target, content = c.url+"?query="+url.QueryEscape(body), nil
	}
	r, err := http.NewRequestWithContext(c.t.Context(), method, target, content)
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/graphql-response+json")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err = io.ReadAll(response.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return response.StatusCode, text
}

// ask sends a document by POST.
func (c caller) ask(document string, headers ...string) refusal {
	c.t.Helper()
	return c.call(http.MethodPost, c.body(document), headers...)
}

// text sends a document by POST and returns the answer.
func (c caller) text(document string, headers ...string) string {
	c.t.Helper()
	_, text := c.send(http.MethodPost, c.body(document), headers...)
	return string(text)
}

// body is the body of a request for a document.
func (c caller) body(document string) string {
	c.t.Helper()
	body, err := json.Marshal(map[string]string{"query": document})
	if err != nil {
		c.t.Fatal(err)
	}
	return string(body)
}

// refused is a server with those who must be refused, and what they try.
type refused struct {
	caller
	server  *exampleServer
	headers map[string][]string // of those who ask, by who they are
	draft   *newsroom.Draft     // of the home unit, by its contributor
}

func newRefused(t *testing.T) *refused {
	t.Helper()
	server := newExampleServer(t, openSQLite(t))
	site := httptest.NewServer(server.handler)
	t.Cleanup(site.Close)
	f := &refused{caller: caller{t, site.URL}, server: server, headers: map[string][]string{}}
	ctx := t.Context()
	for _, person := range []struct {
		login, unit string
		role        access.Role
	}{
		{"contributor", "uni_home", access.Contributor},
		{"stranger", "uni_away", access.Contributor},
		{"editor-away", "uni_away", access.Editor},
		{"leaver", "", access.Administrator},
	} {
		user, _, err := server.accounts.CreateUser(ctx, access.System(), access.NewUser{
			Login: person.login, Name: person.login, Role: person.role, UnitID: person.unit, Password: scenarioPassword,
		})
		if err != nil {
			t.Fatal(err)
		}
		session, _, secret, err := server.accounts.SignIn(ctx, access.Attempt{Login: person.login, Password: scenarioPassword, Address: "192.0.2.1"})
		if err != nil {
			t.Fatal(err)
		}
		f.headers[person.login] = []string{"Cookie", "thidua=" + secret, "Sec-Fetch-Site", "same-origin"}
		viewer := user.Viewer(session)
		switch person.login {
		case "contributor":
			f.draft, err = server.desk.CreateDraft(ctx, viewer, newsroom.Content{Title: "Bài của đơn vị"}, "uni_home")
		case "leaver":
			err = server.accounts.SignOut(ctx, viewer, "")
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	f.tokens(t)
	return f
}

// tokens adds programs whose tokens are no good any more.
func (f *refused) tokens(t *testing.T) {
	t.Helper()
	soon := today().Add(time.Minute)
	for name, expires := range map[string]*time.Time{"expired": &soon, "revoked": nil} {
		token, secret, err := f.server.accounts.CreateToken(t.Context(), access.System(), access.Token{Name: name, Role: access.Administrator, ExpiresAt: expires})
		if err == nil && name == "revoked" {
			_, err = f.server.accounts.RevokeToken(t.Context(), access.System(), token.ID, token.Version)
		}
		if err != nil {
			t.Fatal(err)
		}
		f.headers[name] = []string{"Authorization", "Bearer " + secret}
	}
	f.server.clock.Advance(time.Hour)
}

// TestRefusals is what must be refused, over HTTP, each with its code. What a viewer may not see does not exist for them,
// so a wrong unit is told the same as a wrong ID.
func TestRefusals(t *testing.T) {
	t.Parallel()
	f := newRefused(t)
	const (
		publish = `mutation { a: articlePublish(input: {id: %q, version: 1}) { userErrors { code } } }`
		update  = `mutation { a: articleUpdate(input: {id: %q, version: 1, content: {title: "Khác"}}) { userErrors { code } } }`
		create  = `mutation { a: articleCreate(input: {ownerUnitId: "uni_home", content: {title: "Bài"}}) { userErrors { code } } }`
		users   = `{ users { totalCount } }`
	)
	ofDraft := func(document string) string { return fmt.Sprintf(document, f.draft.ID) }
	forged := func(headers ...string) []string {
		return append(slices.Clone(f.headers["contributor"][:2]), headers...)
	}
	post, err := json.Marshal(map[string]string{"query": ofDraft(update)})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		got  func() refusal
		want refusal
	}{
		{"a wrong role publishes", func() refusal { return f.ask(ofDraft(publish), f.headers["contributor"]...) }, refusal{200, []string{"FORBIDDEN"}}},
		{"a wrong role lists accounts", func() refusal { return f.ask(users, f.headers["contributor"]...) }, refusal{200, []string{"FORBIDDEN"}}},
		{"nobody writes without signing in", func() refusal { return f.ask(ofDraft(update)) }, refusal{200, []string{"UNAUTHENTICATED"}}},
		{"a wrong unit changes a draft", func() refusal { return f.ask(ofDraft(update), f.headers["stranger"]...) }, refusal{200, []string{"NOT_FOUND"}}},
		{"an editor of a wrong unit publishes it", func() refusal { return f.ask(ofDraft(publish), f.headers["editor-away"]...) }, refusal{200, []string{"NOT_FOUND"}}},
		{"a wrong unit writes for another", func() refusal { return f.ask(create, f.headers["editor-away"]...) }, refusal{200, []string{"FORBIDDEN"}}},
		{"an expired token", func() refusal { return f.ask(users, f.headers["expired"]...) }, refusal{401, []string{"TOKEN_EXPIRED"}}},
		{"a revoked token", func() refusal { return f.ask(users, f.headers["revoked"]...) }, refusal{401, []string{"INVALID_CREDENTIALS"}}},
		{"a revoked session", func() refusal { return f.ask(users, f.headers["leaver"]...) }, refusal{401, []string{"SESSION_ENDED"}}},
		{"a request replayed by a page of another site", func() refusal {
			return f.call(http.MethodPost, string(post), forged("Sec-Fetch-Site", "cross-site")...)
		}, refusal{403, []string{"CROSS_ORIGIN"}}},
		{"replayed in an old browser", func() refusal {
			return f.call(http.MethodPost, string(post), forged("Origin", "https://xau.example.com")...)
		}, refusal{403, []string{"CROSS_ORIGIN"}}},
		{"replayed as a form, which no browser asks about first", func() refusal {
			return f.call(http.MethodPost, string(post), forged("Content-Type", "text/plain")...)
		}, refusal{415, []string{"UNSUPPORTED_MEDIA_TYPE"}}},
		{"replayed as a link", func() refusal { return f.call(http.MethodGet, ofDraft(update), forged()...) }, refusal{405, []string{"METHOD_NOT_ALLOWED"}}},
	} {
		if got := tt.got(); got.status != tt.want.status || !slices.Equal(got.codes, tt.want.codes) {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
	now, err := f.server.desk.Draft(t.Context(), access.System(), f.draft.ID)
	if err != nil || now.Version != f.draft.Version {
		t.Errorf("the draft has the version %d, %v", now.Version, err)
	}
}

// Ensure that aliases give nobody more tries than one a request, and that tries run out: also for whoever knows the password
// by then, and the same for a login that does not exist.
func TestAliasedGuessingOfPasswords(t *testing.T) {
	t.Parallel()
	f := newRefused(t)
	for _, login := range []string{"contributor", "khong-co-ai"} {
		guess := fmt.Sprintf(`mutation {
			a: sessionStart(input: {login: %[1]q, password: "mat-khau-doan-1"}) { userErrors { code } }
			b: sessionStart(input: {login: %[1]q, password: "mat-khau-doan-2"}) { userErrors { code } }
			c: sessionStart(input: {login: %[1]q, password: %[2]q}) { userErrors { code } }
		}`, login, scenarioPassword)
		var first []string
		for range 8 {
			first = append(first, f.ask(guess).codes...)
		}
		want := slices.Repeat([]string{"INVALID_CREDENTIALS", "LIMIT", "LIMIT"}, 5)
		want = append(want, slices.Repeat([]string{"LOCKED_OUT", "LIMIT", "LIMIT"}, 3)...)
		if !slices.Equal(first, want) {
			t.Errorf("%s: %v, want %v", login, first, want)
		}
		right := fmt.Sprintf(`mutation { a: sessionStart(input: {login: %q, password: %q}) { userErrors { code } } }`, login, scenarioPassword)
		if got := f.ask(right).codes; !slices.Equal(got, []string{"LOCKED_OUT"}) {
			t.Errorf("%s with the right password: %v", login, got)
		}
	}
}
