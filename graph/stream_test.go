package graph_test

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/graph"
	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/newsroom"
	"thidua/internal/richtext"
)

// line is a stream as a client reads it.
type line struct {
	response *http.Response
	scanner  *bufio.Scanner
	close    context.CancelFunc
}

// event is one event of a stream.
type event struct {
	kind, data string
	page       struct {
		Cursor  string
		IsReset bool
		Nodes   []struct {
			DocumentID, Kind string
			Node             *struct{ Title string }
		}
	}
	codes []errs.Code
}

// subscribe begins a stream on a server that listens.
func subscribe(t *testing.T, address, query string, variables map[string]any, change ...func(*http.Request)) *line {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(string(body)))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "text/event-stream")
	r.Header.Set("Accept-Language", "en")
	for _, c := range change {
		c(r)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = response.Body.Close() })
	return &line{response, bufio.NewScanner(response.Body), cancel}
}

// next reads the next event; its kind is "" at the end of the stream.
func (l *line) next(t *testing.T) event {
	t.Helper()
	var e event
	for l.scanner.Scan() {
		text := l.scanner.Text()
		switch {
		case strings.HasPrefix(text, "event: "):
			e.kind = strings.TrimPrefix(text, "event: ")
		case strings.HasPrefix(text, "data: "):
			e.data = strings.TrimPrefix(text, "data: ")
		case text == "" && e.kind != "":
			var answer struct {
				Data   map[string]json.RawMessage
				Errors []answerError
			}
			if e.kind == "next" {
				if err := json.Unmarshal([]byte(e.data), &answer); err != nil {
					t.Fatalf("%v: %s", err, e.data)
				}
			}
			for _, one := range answer.Errors {
				e.codes = append(e.codes, one.Extensions.Code)
			}
			for _, page := range answer.Data {
				if err := json.Unmarshal(page, &e.page); err != nil {
					t.Fatalf("%v: %s", err, e.data)
				}
			}
			return e
		}
	}
	return event{}
}

// listening serves the API of an example server on a port. Its clock goes on to now at least: deadlines of connections are by it.
func listening(t *testing.T, s *exampleServer) string {
	t.Helper()
	if behind := time.Since(s.clock.Now()); behind > 0 {
		s.clock.Advance(behind)
	}
	web := httptest.NewServer(s.handler)
	t.Cleanup(web.Close)
	return web.URL + "/graphql"
}

// tell lets the feed and the streams know what was written.
func (s *exampleServer) tell(t *testing.T) {
	t.Helper()
	if err := s.journal.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.feed.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.feed.Look(t.Context()); err != nil {
		t.Fatal(err)
	}
}

const live = `subscription($after: String) { changes(nouns: [ARTICLE], after: $after) { cursor isReset nodes { documentId kind node { ... on Article { title } } } } }`

// Ensure that a reader is told of what becomes of articles as it happens, goes on after a break, misses nothing and learns of
// nothing that is not public; on each store.
func TestStreams(t *testing.T) {
	t.Parallel()
	for _, backend := range backends(t) {
		t.Run(backend.name, func(t *testing.T) {
			t.Parallel()
			s := newExampleServer(t, backend.open(t))
			s.tell(t)
			address := listening(t, s)
			l := subscribe(t, address, live, nil)
			if got := l.response.Header.Get("Content-Type"); got != "text/event-stream; charset=utf-8" || l.response.Header.Get("Cache-Control") != "no-store" {
				t.Fatalf("%s, %v", got, l.response.Header)
			}
			begun := l.next(t)
			if begun.page.Cursor == "" || len(begun.page.Nodes) > 0 {
				t.Fatalf("it begins with %s", begun.data)
			}
			if _, err := s.desk.CreateDraft(t.Context(), access.System(), newsroom.Content{Title: "Bí mật"}, ""); err != nil {
				t.Fatal(err)
			}
			d := publish(t, s, newsroom.Content{Title: "Tin vừa đăng"})
			s.tell(t)
			told := l.next(t)
			if len(told.page.Nodes) != 1 || told.page.Nodes[0].Kind != "CREATED" || told.page.Nodes[0].Node == nil || told.page.Nodes[0].Node.Title != "Tin vừa đăng" || strings.Contains(told.data, "Bí mật") {
				t.Fatalf("told %s", told.data)
			}
			article := told.page.Nodes[0].DocumentID
			l.close()

			// What happens while the line is broken comes first after it.
			if _, err := s.desk.Unpublish(t.Context(), access.System(), newsroom.Ref{ID: d.ID, Version: d.Version}, ""); err != nil {
				t.Fatal(err)
			}
			s.tell(t)
			l = subscribe(t, address, live, map[string]any{"after": told.page.Cursor})
			if again := l.next(t); len(again.page.Nodes) != 1 || again.page.Nodes[0].Kind != "REMOVED" || again.page.Nodes[0].DocumentID != article {
				t.Errorf("after the break: %s", again.data)
			}
			const one = `subscription($id: ID!, $after: String) { articleChanged(id: $id, after: $after) { cursor nodes { documentId kind } } }`
			l = subscribe(t, address, one, map[string]any{"id": article, "after": begun.page.Cursor})
			if got := l.next(t); len(got.page.Nodes) != 1 || got.page.Nodes[0].Kind != "REMOVED" {
				t.Errorf("of the one article: %s", got.data)
			}
		})
	}
}

// Ensure that what is no subscription, or a wrong one, is told so in the way of the protocol, and a request that is none by status.
func TestRefusedStreams(t *testing.T) {
	t.Parallel()
	s := newExampleServer(t, openSQLite(t))
	address := listening(t, s)
	for _, tt := range []struct {
		name, query string
		variables   map[string]any
		code        errs.Code
	}{
		{"a query", `{ service { name } }`, nil, "OPERATION_UNSUPPORTED"},
		{"a mutation", `mutation { sessionEnd { userErrors { code } } }`, nil, "OPERATION_UNSUPPORTED"},
		{"no GraphQL", `subscription {`, nil, "PARSE_ERROR"},
		{"two streams", `subscription { changes { cursor } articleChanged(id: "art_1") { cursor } }`, nil, "VALIDATION_ERROR"},
		{"the name of the root", `subscription { __typename }`, nil, "VALIDATION_ERROR"},
		{"a cursor that is none", live, map[string]any{"after": "x"}, errs.Invalid},
		{"the ID of something else", `subscription { articleChanged(id: "uni_1") { cursor } }`, nil, errs.Invalid},
	} {
		l := subscribe(t, address, tt.query, tt.variables)
		got := l.next(t)
		if diff := cmp.Diff([]errs.Code{tt.code}, got.codes); diff != "" {
			t.Errorf("%s: %s", tt.name, got.data)
		}
		if last := l.next(t); last.kind != "complete" {
			t.Errorf("%s: then %+v", tt.name, last)
		}
	}
	l := subscribe(t, address, live, nil, func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") })
	if l.response.StatusCode != http.StatusUnsupportedMediaType {
		t.Errorf("plain text: %d", l.response.StatusCode)
	}
	plain, _ := s.ask(t, posting(t, `subscription { changes { cursor } }`))
	if !strings.Contains(plain.Body.String(), "OPERATION_UNSUPPORTED") {
		t.Errorf("a subscription without a stream: %s", plain.Body)
	}
	l = subscribe(t, address+"?query="+url.QueryEscape(`subscription { changes { cursor } }`), "", nil, func(r *http.Request) { r.Method, r.Body, r.ContentLength = http.MethodGet, nil, 0 })
	if got := l.next(t); got.page.Cursor == "" {
		t.Errorf("by GET, as browsers do: %s", got.data)
	}
}

// Ensure that a stream ends with the session that began it: nothing more comes.
func TestStreamsEndWithTheSession(t *testing.T) {
	t.Parallel()
	s := newExampleServer(t, openSQLite(t))
	s.tell(t)
	address := listening(t, s)
	p := newPlayer(s)
	p.signIn(t, []string{"an", "EDITOR"})
	cookie := p.cookies["an"]
	l := subscribe(t, address, live, nil, func(r *http.Request) {
		r.Header.Set("Cookie", "thidua="+cookie.Value)
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	})
	if begun := l.next(t); begun.page.Cursor == "" {
		t.Fatalf("it begins with %s", begun.data)
	}
	p.ask(t, "an", `mutation { sessionEnd { userErrors { code } } }`)
	publish(t, s, newsroom.Content{Title: "Tin sau khi đăng xuất"})
	s.tell(t)
	if got := l.next(t); len(got.codes) != 1 || got.codes[0] != errs.SessionEnded || strings.Contains(got.data, "Tin sau") {
		t.Errorf("after the end of the session: %s", got.data)
	}
	if last := l.next(t); last.kind != "complete" {
		t.Errorf("then %+v", last)
	}
}

// Ensure that streams are bounded for each client and in all, that a place is free again when a stream is left, and that all end
// when the server is to stop.
func TestStreamsAreBounded(t *testing.T) {
	t.Parallel()
	ending, end := context.WithCancel(t.Context())
	s := newExampleServer(t, openSQLite(t), func(c *graph.Config) { c.Streams, c.Ending = graph.Streams{All: 3, Client: 2}, ending })
	s.tell(t)
	address := listening(t, s)
	first, second := subscribe(t, address, live, nil), subscribe(t, address, live, nil)
	first.next(t)
	second.next(t)
	third := subscribe(t, address, live, nil)
	if third.response.StatusCode != http.StatusTooManyRequests || third.response.Header.Get("Retry-After") != "10" {
		t.Errorf("the third of a client: %d %v", third.response.StatusCode, third.response.Header)
	}
	first.close()
	for begun := time.Now(); time.Since(begun) < 10*time.Second; { // until the server has seen that the client is gone
		if third = subscribe(t, address, live, nil); third.response.StatusCode == http.StatusOK {
			break
		}
	}
	if got := third.next(t); got.page.Cursor == "" {
		t.Fatalf("no place is free: %d", third.response.StatusCode)
	}
	end()
	for _, l := range []*line{second, third} {
		if got := l.next(t); got.kind != "" {
			t.Errorf("a stream goes on while the server stops: %+v", got)
		}
	}
}

// Ensure that each event is paid, and that who has nothing left is told so.
func TestStreamsArePaid(t *testing.T) {
	t.Parallel()
	s := newExampleServer(t, openSQLite(t), points(graph.Points{Address: 30_010}))
	s.tell(t)
	const dear = `subscription { changes { cursor nodes { documentId kind node { ... on Article { title
		a: units { awards(first: 100) { nodes { id } } } b: units { awards(first: 100) { nodes { id } } } } } } } }`
	l := subscribe(t, listening(t, s), dear, nil)
	begun := l.next(t)
	if begun.page.Cursor == "" {
		t.Fatalf("it begins with %s", begun.data)
	}
	publish(t, s, newsroom.Content{Title: "Tin", Body: richtext.Body{}})
	s.tell(t)
	told := costTold(t, begun.data)
	if told == nil || told.Remaining == nil || *told.Remaining > 30_000-told.Requested {
		t.Fatalf("told %+v", told)
	}
	for range 30_010 / told.Requested {
		if got := l.next(t); len(got.codes) == 1 && got.codes[0] == errs.RateLimited {
			return
		}
		publish(t, s, newsroom.Content{Title: "Tin nữa"})
		s.tell(t)
	}
	if got := l.next(t); len(got.codes) != 1 || got.codes[0] != errs.RateLimited {
		t.Errorf("with nothing left: %s", got.data)
	}
}
