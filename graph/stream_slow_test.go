package graph_test

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"thidua/graph"
	"thidua/internal/changefeed"
	"thidua/internal/journal"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/richtext"
)

// narrow is a listener whose connections hold little that the client has not read yet.
type narrow struct{ net.Listener }

func (n narrow) Accept() (net.Conn, error) {
	c, err := n.Listener.Accept()
	if tcp, ok := c.(*net.TCPConn); ok {
		_ = tcp.SetWriteBuffer(4 << 10) // a hint: where it is not taken, more must be sent until the client is too slow
	}
	return c, err
}

// Ensure that who does not read what is sent is dropped, and nothing is kept for them: their place is free for others.
func TestSlowReadersAreDropped(t *testing.T) {
	t.Parallel()
	s := newExampleServer(t, openSQLite(t), func(c *graph.Config) {
		c.Streams, c.Now = graph.Streams{All: 1, Pause: 50 * time.Millisecond}, time.Now // connections have no clock of tests
	})
	s.tell(t)
	web := httptest.NewUnstartedServer(s.handler)
	web.Listener = narrow{web.Listener}
	web.Start()
	t.Cleanup(web.Close)
	address := web.URL + "/graphql"

	slow, err := net.Dial("tcp", web.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = slow.Close() })
	if tcp, ok := slow.(*net.TCPConn); ok {
		_ = tcp.SetReadBuffer(4 << 10) // likewise
	}
	var titles strings.Builder
	for i := range 40 {
		fmt.Fprintf(&titles, "t%d: title ", i)
	}
	body := fmt.Sprintf(`{"query": "subscription { changes(nouns: [ARTICLE]) { nodes { node { ... on Article { %s } } } } }"}`, titles.String())
	if _, err := fmt.Fprintf(slow, "POST /graphql HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nAccept: text/event-stream\r\nContent-Length: %d\r\n\r\n%s",
		web.Listener.Addr(), len(body), body); err != nil {
		t.Fatal(err)
	}
	taken := func() bool {
		l := subscribe(t, address, live, nil)
		defer l.close()
		return l.response.StatusCode == http.StatusServiceUnavailable
	}
	for begun := time.Now(); !taken(); {
		if time.Since(begun) > 10*time.Second {
			t.Fatal("the slow reader has no stream")
		}
	}
	for begun := time.Now(); taken(); {
		if time.Since(begun) > 20*time.Second {
			t.Fatal("who reads nothing keeps their place")
		}
		publish(t, s, newsroom.Content{Title: strings.Repeat("Tin dài ", 30), Body: richtext.Body{}})
		s.tell(t)
	}
}

// Ensure that a stream tells what another process published and told: the feed of this one only looks.
func TestStreamsTellWhatOthersPublish(t *testing.T) {
	t.Parallel()
	for _, backend := range backends(t) {
		t.Run(backend.name, func(t *testing.T) {
			t.Parallel()
			s := newExampleServer(t, backend.open(t))
			s.tell(t)
			l := subscribe(t, listening(t, s), live, nil)
			l.next(t)
			publish(t, s, newsroom.Content{Title: "Tin của tiến trình khác", Body: richtext.Body{}})
			if err := s.journal.Drain(t.Context()); err != nil {
				t.Fatal(err)
			}
			other := changefeed.New(s.store, s.clock.Now, s.ids, journal.New(s.store, journal.Config{Now: s.clock.Now}),
				changefeed.Readers(newsroom.NewReader(s.store, s.clock.Now, s.ids), register.New(s.store, s.clock.Now, s.ids)), nil)
			if _, err := other.CatchUp(t.Context()); err != nil {
				t.Fatal(err)
			}
			if err := s.feed.Look(t.Context()); err != nil {
				t.Fatal(err)
			}
			if told := l.next(t); len(told.page.Nodes) != 1 || told.page.Nodes[0].Node == nil || told.page.Nodes[0].Node.Title != "Tin của tiến trình khác" {
				t.Errorf("told %s", told.data)
			}
		})
	}
}
