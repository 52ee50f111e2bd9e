package httpd_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/httpd"
)

func TestStopDrainsWhatIsUnderWay(t *testing.T) {
	t.Parallel()
	begun, finish := make(chan struct{}), make(chan struct{})
	s := start(t, func(_ *httpd.Config, r *httpd.Routes) {
		r.GraphQL = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			close(begun)
			<-finish
			_, _ = fmt.Fprint(w, r.Context().Err())
		})
	})
	replies := make(chan reply, 1)
	go func() { replies <- do(t, http.MethodGet, s.url+"/graphql", nil) }()
	<-begun
	s.stop()
	select {
	case err := <-s.done:
		t.Fatalf("it stopped with a request under way: %v", err)
	case <-time.After(20 * time.Millisecond):
	}
	close(finish)
	if diff := cmp.Diff("<nil>", (<-replies).body); diff != "" {
		t.Errorf("the request was disturbed (-want +got):\n%s", diff)
	}
	if err := <-s.done; err != nil {
		t.Errorf("run: %v", err)
	}
	s.done <- nil
}

// Ensure that the server waits for a handler that has taken its connection over, as sockets do, which the library forgets; and that
// the log has its status.
func TestStopWaitsForSockets(t *testing.T) {
	t.Parallel()
	begun, finish := make(chan struct{}), make(chan struct{})
	s := start(t, func(_ *httpd.Config, r *httpd.Routes) {
		r.GraphQL = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusSwitchingProtocols)
			conn, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				t.Errorf("take the connection over: %v", err)
				return
			}
			defer conn.Close()
			close(begun)
			<-finish
			_, _ = io.WriteString(conn, "goodbye")
		})
	})
	conn := dial(t, s)
	if _, err := io.WriteString(conn, "GET /graphql HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	<-begun
	s.stop()
	select {
	case err := <-s.done:
		t.Fatalf("it stopped with a socket open: %v", err)
	case <-time.After(20 * time.Millisecond):
	}
	close(finish)
	if said, err := io.ReadAll(conn); err != nil || !strings.HasPrefix(string(said), "HTTP/1.1 101 ") || !strings.HasSuffix(string(said), "goodbye") {
		t.Errorf("it said %q, %v", said, err)
	}
	if err := <-s.done; err != nil {
		t.Errorf("run: %v", err)
	}
	s.done <- nil
}

func TestStopDoesNotWaitForEver(t *testing.T) {
	t.Parallel()
	begun := make(chan struct{})
	s := start(t, func(c *httpd.Config, r *httpd.Routes) {
		c.ShutdownTimeout = 10 * time.Millisecond
		r.GraphQL = http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			close(begun)
			<-r.Context().Done() // the connection is cut
		})
	})
	conn := dial(t, s)
	if _, err := io.WriteString(conn, "GET /graphql HTTP/1.1\r\nHost: a\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	<-begun
	s.stop()
	if err := <-s.done; !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("run: %v", err)
	}
	s.done <- nil
}

func TestNewRefuses(t *testing.T) {
	t.Parallel()
	routes := httpd.Routes{GraphQL: respond(""), Playground: respond(""), Media: respond(""), Ready: func(context.Context) error { return nil }}
	for want, change := range map[string]func(*httpd.Config, *httpd.Routes){
		"ReadHeaderTimeout":             func(c *httpd.Config, _ *httpd.Routes) { c.ReadHeaderTimeout = 0 },
		"RequestTimeout":                func(c *httpd.Config, _ *httpd.Routes) { c.RequestTimeout = -1 },
		"MaxHeaderBytes":                func(c *httpd.Config, _ *httpd.Routes) { c.MaxHeaderBytes = 0 },
		"MaxConnections":                func(c *httpd.Config, _ *httpd.Routes) { c.MaxConnections = 0 },
		"Now":                           func(c *httpd.Config, _ *httpd.Routes) { c.Now = nil },
		"NewRequestID":                  func(c *httpd.Config, _ *httpd.Routes) { c.NewRequestID = nil },
		`CORS origin "example.vn"`:      func(c *httpd.Config, _ *httpd.Routes) { c.CORSOrigins = []string{"example.vn"} },
		`CORS origin "https://a.vn/"`:   func(c *httpd.Config, _ *httpd.Routes) { c.CORSOrigins = []string{"https://a.vn/"} },
		`CORS origin "null"`:            func(c *httpd.Config, _ *httpd.Routes) { c.CORSOrigins = []string{"null"} },
		"a route or the logger is miss": func(_ *httpd.Config, r *httpd.Routes) { r.Ready = nil },
	} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			config, routes := httpd.DefaultConfig(), routes
			config.Now, config.NewRequestID = time.Now, func() string { return "" }
			change(&config, &routes)
			if _, err := httpd.New(config, routes, slog.New(slog.DiscardHandler)); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("error %v, want %q", err, want)
			}
		})
	}
}

func TestListenNamesTheAddress(t *testing.T) {
	t.Parallel()
	taken := start(t, nil)
	config := httpd.DefaultConfig()
	config.Addr = strings.TrimPrefix(taken.url, "http://")
	config.Now, config.NewRequestID = time.Now, func() string { return "" }
	s, err := httpd.New(config, httpd.Routes{GraphQL: respond(""), Playground: respond(""), Media: respond(""), Ready: func(context.Context) error { return nil }}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Run(t.Context()); err == nil || !strings.Contains(err.Error(), config.Addr) {
		t.Errorf("error %v", err)
	}
	if s.URL() != "" {
		t.Errorf("URL %q without a port", s.URL())
	}
}
