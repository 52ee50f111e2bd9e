package graph_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"thidua/graph"
	"thidua/internal/errs"
	"thidua/internal/newsroom"
	"thidua/internal/signin"
)

// Ensure that a page of a partner follows a subscription of ours where readers may run saved queries alone, as a reader whoever asks, that
// nothing but a subscription is followed, and that the places are those of all streams.
func TestFollow(t *testing.T) {
	t.Parallel()
	s := newExampleServer(t, openSQLite(t), func(c *graph.Config) { c.Streams, c.TrustedOnly = graph.Streams{All: 3, Client: 2}, true })
	s.tell(t)
	if behind := time.Since(s.clock.Now()); behind > 0 {
		s.clock.Advance(behind)
	}
	query := live
	var after string
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		variables := map[string]any{}
		if after != "" {
			variables["after"] = after
		}
		s.api.Follow(w, r, query, variables)
	}))
	t.Cleanup(web.Close)
	p := newPlayer(s)
	p.signIn(t, []string{"an", "EDITOR"})
	asEditor := func(r *http.Request) {
		r.Header.Set("Cookie", "thidua="+p.cookies["an"].Value)
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		r.Header.Set(signin.LookAs, "EDITOR") // for which nobody is signed in here
	}

	first := subscribe(t, web.URL, "", nil, asEditor)
	begun := first.next(t)
	if begun.page.Cursor == "" || len(begun.page.Nodes) > 0 {
		t.Fatalf("it begins with %s", begun.data)
	}
	publish(t, s, newsroom.Content{Title: "Tin cho đối tác"})
	s.tell(t)
	if got := first.next(t); len(got.page.Nodes) != 1 {
		t.Errorf("of a publication: %s", got.data)
	}
	// The editor's session is not the page's: its end does not end the stream.
	p.ask(t, "an", `mutation { sessionEnd { userErrors { code } } }`)
	publish(t, s, newsroom.Content{Title: "Tin sau khi đăng xuất"})
	s.tell(t)
	if got := first.next(t); len(got.codes) > 0 || len(got.page.Nodes) != 1 {
		t.Errorf("after the end of the editor's session: %s", got.data)
	}

	after = begun.page.Cursor
	second := subscribe(t, web.URL, "", nil)
	if got := second.next(t); len(got.page.Nodes) != 2 {
		t.Errorf("after a cursor: %s", got.data)
	}
	if third := subscribe(t, web.URL, "", nil); third.response.StatusCode != http.StatusTooManyRequests {
		t.Errorf("the third of a client: %d", third.response.StatusCode)
	}
	first.close()
	second.close()

	query = `{ service { name } }`
	for begun := time.Now(); time.Since(begun) < 10*time.Second; { // until the server has seen that the clients are gone
		l := subscribe(t, web.URL, "", nil)
		if l.response.StatusCode == http.StatusTooManyRequests {
			continue
		}
		if got := l.next(t); len(got.codes) != 1 || got.codes[0] != errs.Code("OPERATION_UNSUPPORTED") {
			t.Errorf("a query: %d %s", l.response.StatusCode, got.data)
		}
		break
	}
}
