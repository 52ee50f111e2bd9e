package graph_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"thidua/graph"
	"thidua/graph/guard"
	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/persisted"
)

// request is what a client sends: by GET if it has a URL, or else the body.
type request struct {
	params url.Values
	body   map[string]any
	accept string
	cookie *http.Cookie
}

// do sends it.
func (s *exampleServer) do(t *testing.T, q request) answer {
	t.Helper()
	var r *http.Request
	if q.params != nil {
		r = httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/graphql?"+q.params.Encode(), nil)
	} else {
		body, err := json.Marshal(q.body)
		if err != nil {
			t.Fatal(err)
		}
		r = httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", strings.NewReader(string(body)))
		r.Header.Set("Content-Type", "application/json")
	}
	r.Header.Set("Accept", q.accept)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if q.cookie != nil {
		r.AddCookie(q.cookie)
	}
	return send(t, s.handler, r)
}

// apq is the extension of automatic persisted queries.
func apq(text string) map[string]any {
	return map[string]any{"persistedQuery": map[string]any{"version": 1, "sha256Hash": persisted.HashOf(text)}}
}

func encoded(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Ensure that the protocol goes as clients of it expect, by POST and by GET, and that what one process remembers another
// knows.
func TestAutomaticPersistedQueries(t *testing.T) {
	t.Parallel()
	for _, backend := range backends(t) {
		t.Run(backend.name, func(t *testing.T) {
			t.Parallel()
			s := newExampleServer(t, backend.open(t))
			const text, other = `query Q($n: Int) { blocs(first: $n) { nodes { name } } }`, `{ service { schemaVersion } }`
			miss := func(q request) {
				t.Helper()
				a := s.do(t, q)
				if a.Status != http.StatusOK || len(a.Errors) != 1 || a.Errors[0].Message != "PersistedQueryNotFound" ||
					a.Errors[0].Extensions.Code != "PERSISTED_QUERY_NOT_FOUND" || a.Header.Get("Cache-Control") != "no-store" {
					t.Errorf("a hash that is not known: %d %s %v", a.Status, a.Body, a.Header)
				}
			}
			hit := func(q request, want string) {
				t.Helper()
				if a := s.do(t, q); a.Status != http.StatusOK || !strings.Contains(string(a.Data), want) || len(a.Errors) > 0 {
					t.Errorf("want %s: %d %s", want, a.Status, a.Body)
				}
			}
			variables := map[string]any{"n": 1}
			miss(request{body: map[string]any{"extensions": apq(text), "variables": variables}, accept: "application/json"})
			miss(request{params: url.Values{"extensions": {encoded(t, apq(text))}}, accept: "application/graphql-response+json"})
			hit(request{body: map[string]any{"query": text, "extensions": apq(text), "variables": variables}}, `"blocs"`)
			hit(request{body: map[string]any{"extensions": apq(text), "variables": variables}}, `"blocs"`)
			hit(request{params: url.Values{"extensions": {encoded(t, apq(text))}, "variables": {`{"n":1}`}}}, `"blocs"`)
			hit(request{params: url.Values{"query": {other}, "extensions": {encoded(t, apq(other))}}}, `"service"`)

			neighbour := newServerOver(t, s)
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/graphql?"+url.Values{"extensions": {encoded(t, apq(other))}}.Encode(), nil)
			if a := send(t, neighbour, r); !strings.Contains(string(a.Data), `"service"`) {
				t.Errorf("another process: %s", a.Body)
			}
		})
	}
}

// newServerOver returns another process over the store of a server.
func newServerOver(t *testing.T, s *exampleServer) http.Handler {
	t.Helper()
	config := s.config
	config.Documents = persisted.New(s.store, s.clock.Now, s.ids)
	config.Remembered = persisted.NewRemembered(s.store, s.clock.Now, s.ids)
	server, err := graph.NewServer(config)
	if err != nil {
		t.Fatal(err)
	}
	return server
}

func TestWhatIsNotRightIsNotRemembered(t *testing.T) {
	t.Parallel()
	s := newExampleServer(t, openSQLite(t))
	for name, text := range map[string]string{
		"no GraphQL": "{ blocs(", "another schema": "{ blocks { id } }", "too expensive": `{ blocs(first: 100) { nodes { units(first: 100) { nodes { awards(first: 100) { nodes { id } } } } } } }`,
	} {
		s.do(t, request{body: map[string]any{"query": text, "extensions": apq(text)}})
		a := s.do(t, request{body: map[string]any{"extensions": apq(text)}})
		if len(a.Errors) != 1 || a.Errors[0].Extensions.Code != guard.HashNotFound {
			t.Errorf("%s is remembered: %s", name, a.Body)
		}
	}
	const text = `{ service { name } }`
	wrong := apq(text + " ")
	if a := s.do(t, request{body: map[string]any{"query": text, "extensions": wrong}}); a.codes()[0] != guard.HashMismatch {
		t.Errorf("a query with the hash of another: %s", a.Body)
	}
	if a := s.do(t, request{body: map[string]any{"extensions": wrong}}); a.codes()[0] != guard.HashNotFound {
		t.Errorf("the other: %s", a.Body)
	}
}

func TestReferencesThatAreWrong(t *testing.T) {
	t.Parallel()
	s := newExampleServer(t, openSQLite(t))
	const hash = "6f3b1f1ac1f6d6f8b9a1f3a7b0f3d4c2e1a09f8e7d6c5b4a392817060504030f"
	denied, err := s.saved.Save(t.Context(), access.System(), persisted.Saving{Name: "cam", Text: "{ service { name } }"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.saved.Allow(t.Context(), access.System(), denied.ID, denied.Version, false); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		q      request
		status int
		code   errs.Code
	}{
		{"a name that nothing has", request{params: url.Values{"documentId": {"khong-co"}}}, 200, guard.DocumentNotFound},
		{"the same, to a client of the newer media type", request{params: url.Values{"documentId": {"khong-co"}}, accept: "application/graphql-response+json"}, 400, guard.DocumentNotFound},
		{"a hash that nothing has", request{body: map[string]any{"documentId": "sha256:" + hash}}, 200, guard.DocumentNotFound},
		{"no hash", request{params: url.Values{"documentId": {"sha256:1234"}}}, 400, guard.BadRequest},
		{"another kind of hash", request{params: url.Values{"documentId": {"md5:" + hash[:32]}}}, 400, guard.BadRequest},
		{"a denied one", request{params: url.Values{"documentId": {"cam"}}}, 200, guard.DocumentDenied},
		{"a query as well", request{params: url.Values{"documentId": {"cam"}, "query": {"{ service { name } }"}}}, 400, guard.BadRequest},
		{"a hash as well", request{body: map[string]any{"documentId": "cam", "extensions": apq("x")}}, 400, guard.BadRequest},
		{"twice", request{params: url.Values{"documentId": {"cam", "cam"}}}, 400, guard.BadRequest},
		{"none of them", request{params: url.Values{"documentId": {""}}}, 400, guard.BadRequest},
		{"a number", request{body: map[string]any{"documentId": 7}}, 400, guard.BadRequest},
		{"a version of the protocol that is not there", request{body: map[string]any{"extensions": map[string]any{"persistedQuery": map[string]any{"version": 2, "sha256Hash": hash}}}}, 400, guard.BadRequest},
		{"a hash in capitals", request{body: map[string]any{"extensions": map[string]any{"persistedQuery": map[string]any{"version": 1, "sha256Hash": strings.ToUpper(hash)}}}}, 400, guard.BadRequest},
		{"an extension of another form", request{body: map[string]any{"extensions": map[string]any{"persistedQuery": hash}}}, 400, guard.BadRequest},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := s.do(t, tt.q)
			if a.Status != tt.status || len(a.Errors) != 1 || a.Errors[0].Extensions.Code != tt.code || a.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("%d %s, want %d %s, not stored", a.Status, a.Body, tt.status, tt.code)
			}
		})
	}
}

// Ensure that a mutation does not run by GET, whatever it is called by.
func TestSavedMutationNeedsPost(t *testing.T) {
	t.Parallel()
	s := newExampleServer(t, openSQLite(t))
	save(t, s, persisted.Saving{Name: "ra", Text: "mutation { sessionEnd { userErrors { code } } }"})
	if a := s.do(t, request{params: url.Values{"documentId": {"ra"}}}); a.Status != http.StatusMethodNotAllowed || a.Header.Get("Allow") != "POST" {
		t.Errorf("%d %s", a.Status, a.Body)
	}
}

func save(t *testing.T, s *exampleServer, what persisted.Saving) {
	t.Helper()
	if _, err := s.saved.Save(t.Context(), access.System(), what); err != nil {
		t.Fatal(err)
	}
}

// Ensure that strangers run what was saved, by whatever reference, and otherwise can only sign in.
func TestTrustedDocumentsOnly(t *testing.T) {
	t.Parallel()
	s := newExampleServer(t, openSQLite(t), func(c *graph.Config) { c.TrustedOnly = true })
	const text = `{ service { name } }`
	save(t, s, persisted.Saving{Text: text})
	save(t, s, persisted.Saving{Text: text, Name: "dich-vu"})
	p := newPlayer(s)
	p.signIn(t, []string{"an", "EDITOR"})
	tests := []struct {
		name string
		q    request
		code errs.Code
	}{
		{"by name", request{params: url.Values{"documentId": {"dich-vu"}}}, ""},
		{"by hash", request{params: url.Values{"documentId": {persisted.HashPrefix + persisted.HashOf(text)}}}, ""},
		{"by hash, as Apollo has it", request{body: map[string]any{"extensions": apq(text)}}, ""},
		{"by its text", request{body: map[string]any{"query": text}}, ""},
		{"by its text and hash", request{body: map[string]any{"query": text, "extensions": apq(text)}}, ""},
		{"another text", request{body: map[string]any{"query": text + " "}}, guard.DocumentRequired},
		{"another text with its hash", request{body: map[string]any{"query": text + " ", "extensions": apq(text + " ")}}, guard.DocumentRequired},
		{"which is not remembered", request{body: map[string]any{"extensions": apq(text + " ")}}, guard.HashNotFound},
		{"introspection", request{body: map[string]any{"query": "{ __schema { queryType { name } } }"}}, guard.DocumentRequired},
		{"who am I", request{body: map[string]any{"query": "{ viewer { name } __typename }"}}, ""},
		{"who am I and something else", request{body: map[string]any{"query": "{ viewer { name } blocs { totalCount } }"}}, guard.DocumentRequired},
		{"the same in a fragment", request{body: map[string]any{"query": "{ ...f } fragment f on Query { blocs { totalCount } }"}}, guard.DocumentRequired},
		{"a sign-in", request{body: map[string]any{"query": `mutation { sessionStart(input: {login: "ai", password: "do"}) { userErrors { code } } }`}}, ""},
		{"another mutation", request{body: map[string]any{"query": `mutation { sessionEnd { userErrors { code } } }`}}, guard.DocumentRequired},
		{"whoever has signed in", request{body: map[string]any{"query": "{ blocs { totalCount } }"}, cookie: p.cookies["an"]}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := s.do(t, tt.q)
			switch {
			case tt.code == "" && (len(a.Errors) > 0 || len(a.Data) == 0):
				t.Errorf("refused: %s", a.Body)
			case tt.code != "" && (len(a.Errors) != 1 || a.Errors[0].Extensions.Code != tt.code):
				t.Errorf("%s, want %s", a.Body, tt.code)
			}
		})
	}
}

// Ensure that caches may keep what is the same for every reader, and nothing else.
func TestCachesKeepPublicAnswersAlone(t *testing.T) {
	t.Parallel()
	s := newExampleServer(t, openSQLite(t))
	const text = `{ blocs { totalCount } }`
	minute, never := int64(60), int64(0)
	save(t, s, persisted.Saving{Text: text, Name: "mot-phut", MaxAge: &minute})
	save(t, s, persisted.Saving{Text: text, Name: "luon-hoi", MaxAge: &never})
	save(t, s, persisted.Saving{Text: `{ viewer { name } }`, Name: "ai", MaxAge: &minute})
	save(t, s, persisted.Saving{Text: `query($t: String!) { articlePreview(token: $t) { expiresAt } }`, Name: "xem-truoc", MaxAge: &minute})
	p := newPlayer(s)
	p.signIn(t, []string{"an", "EDITOR"})
	tests := []struct {
		name   string
		q      request
		want   string
		tagged bool
	}{
		{"a query by GET is asked for again each time", request{params: url.Values{"query": {text}}}, "public, no-cache", true},
		{"a document with an age", request{params: url.Values{"documentId": {"mot-phut"}}}, "public, max-age=60", true},
		{"a document with the age zero", request{params: url.Values{"documentId": {"luon-hoi"}}}, "public, no-cache", true},
		{"the answer to a POST", request{body: map[string]any{"documentId": "mot-phut"}}, "no-store", false},
		{"an answer to somebody", request{params: url.Values{"documentId": {"mot-phut"}}, cookie: p.cookies["an"]}, "no-store", false},
		{"an answer with an error", request{params: url.Values{"query": {`{ blocs(first: 101) { totalCount } }`}}}, "no-store", false},
		{"an error beside data", request{params: url.Values{"query": {`{ blocs { totalCount } drafts { nodes { id } } }`}}}, "no-store", false},
		{"what a secret link shows", request{params: url.Values{"documentId": {"xem-truoc"}, "variables": {`{"t":"khong-co"}`}}}, "no-store", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := s.do(t, tt.q)
			if got := a.Header.Get("Cache-Control"); got != tt.want || (a.Header.Get("ETag") != "") != tt.tagged {
				t.Errorf("Cache-Control %q, ETag %q, want %q: %s", got, a.Header.Get("ETag"), tt.want, a.Body)
			}
		})
	}
}

// Ensure that an answer is not sent again to whom has it, and that languages and media types have tags of their own.
func TestConditionalRequests(t *testing.T) {
	t.Parallel()
	s := newExampleServer(t, openSQLite(t))
	get := func(change func(http.Header)) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/graphql?query="+url.QueryEscape("{ blocs { totalCount } }"), nil)
		change(r.Header)
		w := httptest.NewRecorder()
		s.handler.ServeHTTP(w, r)
		return w
	}
	first := get(func(http.Header) {})
	tag := first.Header().Get("ETag")
	for _, tt := range []struct {
		name, sent string
		want       int
	}{
		{"the tag", tag, 304},
		{"the tag among others", `"a", ` + tag, 304},
		{"the tag without its weakness", strings.TrimPrefix(tag, "W/"), 304},
		{"any", "*", 304},
		{"another", `W/"a"`, 200},
		{"none", "", 200},
		{"nonsense", fmt.Sprintf("%s%s", tag, tag), 200},
	} {
		w := get(func(h http.Header) { h.Set("If-None-Match", tt.sent) })
		if w.Code != tt.want || (w.Body.Len() == 0) != (tt.want == 304) || w.Header().Get("ETag") != tag || w.Header().Get("Vary") == "" {
			t.Errorf("%s: %d %v", tt.name, w.Code, w.Header())
		}
	}
	if newer := get(func(h http.Header) { h.Set("Accept", "application/graphql-response+json") }); newer.Header().Get("ETag") == tag {
		t.Error("another media type has the same tag")
	}
}
