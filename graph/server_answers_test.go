package graph_test

import (
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"thidua/graph"
	"thidua/internal/access"
	"thidua/internal/answers"
	"thidua/internal/newsroom"
	"thidua/internal/richtext"
	"thidua/internal/store"
)

// newKeepingServer returns a server that keeps answers, over a store.
func newKeepingServer(t *testing.T, s store.Store) *exampleServer {
	t.Helper()
	var server *exampleServer
	cache := answers.New(answers.Config{
		Bytes: 8 << 20, Now: func() time.Time { return server.clock.Now() },
		Changes: map[string]func(context.Context, time.Time) (time.Time, error){
			"articles": func(ctx context.Context, after time.Time) (time.Time, error) {
				return newsroom.NewReader(server.store, server.clock.Now, server.ids).NextChange(ctx, after)
			},
		},
	})
	cache.Trust(today().AddDate(1, 0, 0))
	server = newExampleServer(t, answers.Purging(s, cache), func(c *graph.Config) { c.Answers = cache })
	return server
}

// ask sends a request and returns the answer with the number of store calls.
func (s *exampleServer) ask(t *testing.T, r *http.Request) (w *httptest.ResponseRecorder, calls int64) {
	t.Helper()
	ctx, counter := store.WithCalls(r.Context())
	w = httptest.NewRecorder()
	s.handler.ServeHTTP(w, r.WithContext(ctx))
	return w, counter.Count()
}

func getting(t *testing.T, query string, change ...func(*http.Request)) *http.Request {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/graphql?query="+url.QueryEscape(query), nil)
	for _, c := range change {
		c(r)
	}
	return r
}

func posting(t *testing.T, query string, change ...func(*http.Request)) *http.Request {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", strings.NewReader(envelope(query)))
	r.Header.Set("Content-Type", "application/json")
	for _, c := range change {
		c(r)
	}
	return r
}

const latest = `{ articles(first: 20) { nodes { id title summary units { officialName } } } }`

// Ensure that the second who asks has the same answer without a store call, in the form that suits.
func TestKeptAnswersAreTheSame(t *testing.T) {
	t.Parallel()
	s := newKeepingServer(t, openSQLite(t))
	for name, ask := range map[string]func(...func(*http.Request)) *http.Request{
		"by POST": func(c ...func(*http.Request)) *http.Request { return posting(t, latest, c...) },
		"by GET":  func(c ...func(*http.Request)) *http.Request { return getting(t, latest, c...) },
	} {
		first, calls := s.ask(t, ask())
		again, none := s.ask(t, ask())
		if calls == 0 || none != 0 || first.Body.String() != again.Body.String() || !strings.Contains(first.Body.String(), `"articles"`) {
			t.Errorf("%s: %d and %d store calls, %d and %d bytes", name, calls, none, first.Body.Len(), again.Body.Len())
		}
		for _, h := range []string{"Cache-Control", "Content-Type", "ETag", "Vary", "Surrogate-Key", "X-Robots-Tag", "Content-Length"} {
			if h == "Vary" && name == "by POST" {
				continue // by which nobody chooses among copies that nobody keeps
			}
			if first.Header().Get(h) != again.Header().Get(h) {
				t.Errorf("%s: %s is %q and %q", name, h, first.Header().Get(h), again.Header().Get(h))
			}
		}
		for _, other := range []func(*http.Request){
			header("Accept-Language", "en"), header("Accept", "application/graphql-response+json"),
		} {
			if _, calls := s.ask(t, ask(other)); calls == 0 {
				t.Errorf("%s: another language or media type has the same answer", name)
			}
		}
		zipped, none := s.ask(t, ask(header("Accept-Encoding", "br, gzip;q=0.8")))
		reader, err := gzip.NewReader(zipped.Body)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(reader)
		if err != nil || string(text) != first.Body.String() || none != 0 || zipped.Header().Get("Content-Encoding") != "gzip" {
			t.Errorf("%s, compressed: %v, %d store calls", name, err, none)
		}
	}
	got, _ := s.ask(t, getting(t, latest))
	if keys := got.Header().Get("Surrogate-Key"); !strings.HasPrefix(keys, "articles units art_") || len(keys) > 4<<10 {
		t.Errorf("keys %q", keys)
	}
	same, calls := s.ask(t, getting(t, latest, header("If-None-Match", got.Header().Get("ETag"))))
	if same.Code != http.StatusNotModified || same.Body.Len() > 0 || calls != 0 {
		t.Errorf("the same again: %d, %d bytes, %d calls", same.Code, same.Body.Len(), calls)
	}
}

// Ensure that nobody is answered with what somebody who has signed in was, or the other way round, and that neither errors nor
// what secret links show are kept.
func TestOnlyWhatIsForAllIsKept(t *testing.T) {
	t.Parallel()
	s := newKeepingServer(t, openSQLite(t))
	p := newPlayer(s)
	p.signIn(t, []string{"an", "EDITOR"})
	as := func(r *http.Request) { r.AddCookie(p.cookies["an"]); r.Header.Set("Sec-Fetch-Site", "same-origin") }
	const secret = `{ viewer { name } service { name } }`
	for range 2 {
		mine, _ := s.ask(t, posting(t, secret, as))
		if !strings.Contains(mine.Body.String(), `"Người an"`) || mine.Header().Get("Cache-Control") != "no-store" {
			t.Fatalf("the editor: %s", mine.Body)
		}
		for range 2 {
			if theirs, _ := s.ask(t, posting(t, secret)); !strings.Contains(theirs.Body.String(), `"viewer":null`) {
				t.Fatalf("a stranger after an editor: %s", theirs.Body)
			}
		}
	}
	draft, err := s.desk.CreateDraft(t.Context(), access.System(), newsroom.Content{Title: "Bí mật trong bản thảo"}, "")
	if err != nil {
		t.Fatal(err)
	}
	_, token, err := s.desk.CreatePreview(t.Context(), access.System(), store.Revision{ID: draft.ID, Version: draft.Version}, 1)
	if err != nil {
		t.Fatal(err)
	}
	for name, query := range map[string]string{
		"an error":             `{ blocs(first: 101) { totalCount } }`,
		"an error beside data": `{ service { name } drafts { nodes { id } } }`,
		"a secret link":        `{ articlePreview(token: "` + token + `") { expiresAt content { title } } }`,
		"no GraphQL":           `{ blocs`,
	} {
		s.ask(t, getting(t, query))
		w, calls := s.ask(t, getting(t, query))
		if w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("ETag") != "" {
			t.Errorf("%s may be kept by others: %v", name, w.Header())
		}
		if name == "a secret link" && (calls == 0 || !strings.Contains(w.Body.String(), "Bí mật")) {
			t.Errorf("%s is kept: %d calls, %s", name, calls, w.Body)
		}
	}
	for range 2 { // a mutation does what it says each time
		w, calls := s.ask(t, posting(t, `mutation { sessionStart(input: {login: "an", password: "sai"}) { userErrors { code } } }`))
		if calls == 0 {
			t.Errorf("a mutation was answered from memory: %s", w.Body)
		}
	}
}

// Ensure that what is published shows at once where it was before: in lists, by an address that led nowhere, and when it is
// taken back.
func TestChangesShowAtOnce(t *testing.T) {
	t.Parallel()
	for _, backend := range backends(t) {
		t.Run(backend.name, func(t *testing.T) {
			t.Parallel()
			s := newKeepingServer(t, backend.open(t))
			shows := func(query string, want bool) {
				t.Helper()
				for range 2 {
					w, _ := s.ask(t, posting(t, query))
					if strings.Contains(w.Body.String(), "Tin vừa đăng") != want || strings.Contains(w.Body.String(), `"errors"`) {
						t.Errorf("%s: shown %v, want %v: %s", query, !want, want, w.Body)
					}
				}
			}
			const list, bySlug = `{ articles(first: 3) { nodes { title } } }`, `{ article(slug: "tin-vua-dang") { title } }`
			shows(list, false)
			shows(bySlug, false)
			d := publish(t, s, newsroom.Content{Title: "Tin vừa đăng"})
			shows(list, true)
			shows(bySlug, true)
			if _, err := s.desk.Unpublish(t.Context(), access.System(), newsroom.Ref{ID: d.ID, Version: d.Version}, ""); err != nil {
				t.Fatal(err)
			}
			shows(list, false)
			shows(bySlug, false)
		})
	}
}

// publish writes and publishes an article.
func publish(t *testing.T, s *exampleServer, c newsroom.Content) *newsroom.Draft {
	t.Helper()
	c.Body = richtext.Body{&richtext.Paragraph{Content: []richtext.Inline{{Text: "Tin."}}}}
	d, err := s.desk.CreateDraft(t.Context(), access.System(), c, "")
	for _, step := range []takeStep{s.desk.Submit, s.desk.Approve, s.desk.Publish} {
		if err != nil {
			t.Fatal(err)
		}
		d, err = step(t.Context(), access.System(), newsroom.Ref{ID: d.ID, Version: d.Version}, "")
	}
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Ensure that an article vanishes at the moment that it expires, from what is kept too, and that others may keep an answer no
// longer than that.
func TestExpiryIsNotServedLate(t *testing.T) {
	t.Parallel()
	for _, backend := range backends(t) {
		t.Run(backend.name, func(t *testing.T) {
			t.Parallel()
			s := newKeepingServer(t, backend.open(t))
			expires := s.clock.Now().Add(90 * time.Second)
			publish(t, s, newsroom.Content{Title: "Tin một lúc", ExpiresAt: &expires})
			get := func() *httptest.ResponseRecorder {
				w, _ := s.ask(t, getting(t, `{ articles(first: 2) { nodes { title } } }`))
				return w
			}
			for range 2 {
				if w := get(); !strings.Contains(w.Body.String(), "Tin một lúc") {
					t.Fatalf("it is not there: %s", w.Body)
				}
			}
			s.clock.Advance(expires.Sub(s.clock.Now()) - time.Millisecond)
			if w := get(); !strings.Contains(w.Body.String(), "Tin một lúc") {
				t.Errorf("it has gone early: %s", w.Body)
			}
			s.clock.Advance(time.Millisecond)
			for range 2 {
				if w := get(); strings.Contains(w.Body.String(), "Tin một lúc") {
					t.Errorf("it is still there: %s", w.Body)
				}
			}
		})
	}
}

// Ensure that what is as of today is not so tomorrow.
func TestTodayEndsAtMidnight(t *testing.T) {
	t.Parallel()
	s := newKeepingServer(t, openSQLite(t))
	const query = `{ tasks(first: 5) { nodes { isOverdue } } }`
	s.ask(t, posting(t, query))
	if _, calls := s.ask(t, posting(t, query)); calls != 0 {
		t.Errorf("%d calls for what is kept", calls)
	}
	s.clock.Advance(14 * time.Hour) // ten in the morning, plus fourteen hours
	if _, calls := s.ask(t, posting(t, query)); calls == 0 {
		t.Error("the answer of yesterday is served today")
	}
}

// Ensure that a body which is too large to be a question is read as any other.
func TestLargeRequestsPassTheCache(t *testing.T) {
	t.Parallel()
	s := newKeepingServer(t, openSQLite(t))
	query := "{ service { name } }" + strings.Repeat(" ", 20<<10)
	for range 2 {
		if w, _ := s.ask(t, posting(t, query)); !strings.Contains(w.Body.String(), `"thidua"`) {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	}
}
