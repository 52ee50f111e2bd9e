package httpd_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"thidua/internal/httpd"
	"thidua/internal/reqid"
)

// logBuffer is a log that tests read.
type logBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write adds to the log.
func (b *logBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

// String returns the log so far.
func (b *logBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// running is a server under test.
type running struct {
	url  string
	log  *logBuffer
	stop context.CancelFunc
	done chan error // gets the result of Run
}

// respond is a handler that says which route answered.
func respond(text string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, text) })
}

// start runs a server on a free port until the test ends.
func start(t *testing.T, change func(*httpd.Config, *httpd.Routes)) running {
	t.Helper()
	config := httpd.DefaultConfig()
	config.Addr = "127.0.0.1:0"
	config.Now = func() time.Time { return time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC) }
	config.NewRequestID = func() string { return "made-1" }
	routes := httpd.Routes{GraphQL: respond("graphql"), Playground: respond("playground"), Media: respond("media"), Ready: func(context.Context) error { return nil }}
	if change != nil {
		change(&config, &routes)
	}
	r := running{log: &logBuffer{}, done: make(chan error, 1)}
	logger := slog.New(slog.NewTextHandler(r.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	s, err := httpd.New(config, routes, logger)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Listen(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.url = s.URL()
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	r.stop = stop
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		r.done <- s.Run(ctx)
	}()
	t.Cleanup(func() {
		stop()
		<-finished
	})
	return r
}

// reply is a response that was read to its end.
type reply struct {
	status int
	header http.Header
	body   string
}

// do sends a request on a connection of its own.
func do(t *testing.T, method, url string, header http.Header) reply {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, values := range header {
		r.Header[name] = values
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 10 * time.Second}
	response, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{response.StatusCode, response.Header, string(body)}
}

func TestRoutes(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	for path, want := range map[string]string{
		"/graphql": "graphql", "/graphql?query={a}": "graphql", "/": "playground", "/assets/a.js": "playground", "/graphql/x": "playground",
		"/healthz": "ok\n", "/readyz": "ready\n",
	} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			got := do(t, http.MethodGet, s.url+path, nil)
			if got.status != http.StatusOK || got.body != want {
				t.Errorf("status %d, body %q, want %q", got.status, got.body, want)
			}
			for name, value := range map[string]string{
				"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
				"Cross-Origin-Opener-Policy": "same-origin", "Access-Control-Allow-Origin": "",
			} {
				if got.header.Get(name) != value {
					t.Errorf("%s is %q, want %q", name, got.header.Get(name), value)
				}
			}
		})
	}
}

// Ensure that an answer that no browser shows as a page has no headers about pages.
func TestAnswersAreNoPages(t *testing.T) {
	t.Parallel()
	got := do(t, http.MethodPost, start(t, nil).url+"/graphql", nil)
	if got.header.Get("X-Content-Type-Options") != "nosniff" || got.header.Get("X-Frame-Options") != "" || got.header.Get("Referrer-Policy") != "" {
		t.Errorf("headers %v", got.header)
	}
}

func TestReadinessSaysNoWithoutSayingWhy(t *testing.T) {
	t.Parallel()
	s := start(t, func(_ *httpd.Config, r *httpd.Routes) {
		r.Ready = func(context.Context) error { return errors.New("dial mongodb://admin:hunter2@db") }
	})
	if got := do(t, http.MethodGet, s.url+"/readyz", nil); got.status != http.StatusServiceUnavailable || got.body != "not ready\n" {
		t.Errorf("status %d, body %q", got.status, got.body)
	}
	if !strings.Contains(s.log.String(), "hunter2") {
		t.Errorf("the log lacks the cause: %s", s.log.String())
	}
	if got := do(t, http.MethodGet, s.url+"/healthz", nil); got.status != http.StatusOK {
		t.Errorf("health %d: the process itself is well", got.status)
	}
}

func TestRequestIDs(t *testing.T) {
	t.Parallel()
	s := start(t, func(_ *httpd.Config, r *httpd.Routes) {
		r.GraphQL = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, reqid.From(r.Context())) })
	})
	tests := []struct{ name, sent, want string }{
		{"one is made if there is none", "", "made-1"},
		{"the client's is kept", "Web.2026_a-b", "Web.2026_a-b"},
		{"the longest is kept", strings.Repeat("a", 64), strings.Repeat("a", 64)},
		{"a longer one is replaced", strings.Repeat("a", 65), "made-1"},
		{"one that could forge a line of the log is replaced", "a level=ERROR", "made-1"},
		{"one that is not ASCII is replaced", "é", "made-1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := do(t, http.MethodGet, s.url+"/graphql", http.Header{"X-Request-Id": {tt.sent}})
			if got.body != tt.want || got.header.Get("X-Request-ID") != tt.want {
				t.Errorf("context %q, header %q, want %q", got.body, got.header.Get("X-Request-ID"), tt.want)
			}
		})
	}
}

func TestLogHasOneLineAndNoQuery(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	do(t, http.MethodGet, s.url+"/graphql?query={hunter2}", http.Header{"X-Request-Id": {"abc"}})
	s.stop()
	if err := <-s.done; err != nil {
		t.Errorf("run: %v", err)
	}
	s.done <- nil
	got := s.log.String()
	for _, want := range []string{"request_id=abc", "method=GET", "path=/graphql ", "status=200", "bytes=7", "level=INFO"} {
		if !strings.Contains(got, want) {
			t.Errorf("the log lacks %q: %s", want, got)
		}
	}
	if strings.Contains(got, "hunter2") || strings.Count(got, "\n") != 1 {
		t.Errorf("the log: %s", got)
	}
}

func TestPanics(t *testing.T) {
	t.Parallel()
	s := start(t, func(_ *httpd.Config, r *httpd.Routes) {
		r.GraphQL = http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("hunter2") })
		r.Playground = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			_, _ = io.WriteString(w, "half")
			_ = http.NewResponseController(w).Flush()
			panic("too late")
		})
	})
	t.Run("before the response are a 500 without the reason", func(t *testing.T) {
		got := do(t, http.MethodGet, s.url+"/graphql", nil)
		if got.status != http.StatusInternalServerError || got.body != "internal error made-1\n" {
			t.Errorf("status %d, body %q", got.status, got.body)
		}
		if log := s.log.String(); !strings.Contains(log, "error=hunter2") || !strings.Contains(log, "server_test.go") {
			t.Errorf("the log lacks value or stack: %s", log)
		}
	})
	t.Run("within the response cut the connection", func(t *testing.T) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+"/", nil)
		if err != nil {
			t.Fatal(err)
		}
		response, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = response.Body.Close() }()
		if body, err := io.ReadAll(response.Body); err == nil {
			t.Errorf("the client took %q for a whole answer", body)
		}
	})
	t.Run("leave the server running", func(t *testing.T) {
		if got := do(t, http.MethodGet, s.url+"/healthz", nil); got.status != http.StatusOK {
			t.Errorf("status %d", got.status)
		}
	})
}

func TestCORS(t *testing.T) {
	t.Parallel()
	const mine, other = "https://baochi.example.vn", "https://evil.example"
	tests := []struct {
		name    string
		origins []string
		origin  string
		allowed string
	}{
		{"no origin by default", nil, mine, ""},
		{"a configured origin", []string{mine}, mine, mine},
		{"no other origin", []string{mine}, other, ""},
		{"a part of the host", []string{"https://*.example.vn"}, mine, mine},
		{"all origins if that is what the administrator wants", []string{"*"}, other, "*"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := start(t, func(c *httpd.Config, _ *httpd.Routes) { c.CORSOrigins = tt.origins })
			preflight := do(t, http.MethodOptions, s.url+"/graphql", http.Header{
				"Origin": {tt.origin}, "Access-Control-Request-Method": {"POST"}, "Access-Control-Request-Headers": {"authorization,content-type"},
			})
			request := do(t, http.MethodGet, s.url+"/graphql", http.Header{"Origin": {tt.origin}})
			for name, got := range map[string]reply{"preflight": preflight, "request": request} {
				if allowed := got.header.Get("Access-Control-Allow-Origin"); allowed != tt.allowed {
					t.Errorf("%s allows %q, want %q", name, allowed, tt.allowed)
				}
				if got.header.Get("Access-Control-Allow-Credentials") != "" {
					t.Errorf("%s allows cookies", name)
				}
			}
			if headers := preflight.header.Get("Access-Control-Allow-Headers"); (headers != "") != (tt.allowed != "") {
				t.Errorf("preflight allows the headers %q", headers)
			}
		})
	}
}

// Ensure that origins which somebody else knows are asked for anew each time, and may send no credentials of any kind.
func TestCORSOfOthers(t *testing.T) {
	t.Parallel()
	const mine, theirs = "https://bientap.example.vn", "https://baochi.example.vn"
	for _, configured := range [][]string{nil, {mine}} {
		var registered atomic.Bool
		s := start(t, func(c *httpd.Config, _ *httpd.Routes) {
			c.CORSOrigins = configured
			c.AllowsOrigin = func(_ context.Context, origin string) bool { return origin == theirs && registered.Load() }
		})
		ask := func(origin, header string) (preflight, request reply) {
			return do(t, http.MethodOptions, s.url+"/graphql", http.Header{
				"Origin": {origin}, "Access-Control-Request-Method": {"POST"}, "Access-Control-Request-Headers": {header},
			}), do(t, http.MethodPost, s.url+"/graphql", http.Header{"Origin": {origin}, "Cookie": {"thidua=a"}})
		}
		for _, on := range []bool{false, true, false} {
			registered.Store(on)
			want := ""
			if on {
				want = theirs
			}
			preflight, request := ask(theirs, "content-type")
			for name, got := range map[string]reply{"preflight": preflight, "request": request} {
				if allowed := got.header.Get("Access-Control-Allow-Origin"); allowed != want {
					t.Errorf("registered %v: %s allows %q", on, name, allowed)
				}
				if got.header.Get("Access-Control-Allow-Credentials") != "" || !strings.Contains(strings.Join(got.header.Values("Vary"), ","), "Origin") {
					t.Errorf("registered %v: %s has the headers %v", on, name, got.header)
				}
			}
			if preflight, _ := ask(theirs, "authorization"); preflight.header.Get("Access-Control-Allow-Headers") != "" {
				t.Error("a page of others may send a token")
			}
			if preflight, _ := ask("https://evil.example", "content-type"); preflight.header.Get("Access-Control-Allow-Origin") != "" {
				t.Error("anybody is allowed")
			}
		}
		if preflight, _ := ask(mine, "authorization"); (preflight.header.Get("Access-Control-Allow-Headers") != "") != (configured != nil) {
			t.Errorf("a configured page may send %v", preflight.header)
		}
		if got := do(t, http.MethodGet, s.url+"/graphql", nil); !strings.Contains(strings.Join(got.header.Values("Vary"), ","), "Origin") {
			t.Error("a cache may give the answer for no page to one")
		}
	}
}

func TestRequestsHaveADeadline(t *testing.T) {
	t.Parallel()
	s := start(t, func(c *httpd.Config, r *httpd.Routes) {
		c.RequestTimeout = 10 * time.Millisecond
		r.GraphQL = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			<-r.Context().Done()
			_, _ = io.WriteString(w, context.Cause(r.Context()).Error())
		})
	})
	if got := do(t, http.MethodGet, s.url+"/graphql", nil); got.body != context.DeadlineExceeded.Error() {
		t.Errorf("body %q", got.body)
	}
}

// dial opens a plain connection to the server, for what a client library would not send.
func dial(t *testing.T, s running) net.Conn {
	t.Helper()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	return conn
}

func TestSlowHeadersAreCutOff(t *testing.T) {
	t.Parallel()
	s := start(t, func(c *httpd.Config, _ *httpd.Routes) { c.ReadHeaderTimeout = 50 * time.Millisecond })
	conn := dial(t, s)
	if _, err := io.WriteString(conn, "POST /graphql HTTP/1.1\r\nHost: a\r\nX-Slow: "); err != nil {
		t.Fatal(err)
	}
	// The rest never comes. The server must be the one that ends it, well before the test's own deadline.
	if got, err := io.ReadAll(conn); err != nil || strings.Contains(string(got), "200 OK") {
		t.Errorf("read %q, %v; want the end of the connection", got, err)
	}
}

func TestBigHeadersAreRefused(t *testing.T) {
	t.Parallel()
	s := start(t, func(c *httpd.Config, _ *httpd.Routes) { c.MaxHeaderBytes = 8 << 10 })
	got := do(t, http.MethodGet, s.url+"/graphql", http.Header{"X-Big": {strings.Repeat("a", 16<<10)}})
	if got.status != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("status %d", got.status)
	}
}

// A client that reads only after it has sent everything, and keeps no connection, still learns why it was refused.
func TestRefusedBodiesAreHeardOut(t *testing.T) {
	t.Parallel()
	s := start(t, func(_ *httpd.Config, routes *httpd.Routes) {
		routes.GraphQL = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "not this", http.StatusUnsupportedMediaType)
		})
	})
	body := strings.Repeat("a", 16<<20) // more than the kernel keeps for a server that does not read
	for _, head := range []string{
		"POST /graphql HTTP/1.1\r\nHost: a\r\nConnection: close\r\n",
		"POST /graphql HTTP/1.0\r\n",
	} {
		conn := dial(t, s)
		if _, err := io.WriteString(conn, head+"Content-Length: "+strconv.Itoa(len(body))+"\r\n\r\n"+body); err != nil {
			t.Errorf("%q: sent half: %v", head, err)
		}
		if got, err := io.ReadAll(conn); err != nil || !strings.Contains(string(got), " 415 ") || !strings.Contains(string(got), "not this") {
			t.Errorf("%q: read %q, %v", head, got, err)
		}
	}
	// One that does not go on sending is not waited for without an end.
	conn := dial(t, s)
	if _, err := io.WriteString(conn, "POST /graphql HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 9\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(conn); err != nil || !strings.Contains(string(got), "not this") {
		t.Errorf("read %q, %v; want the answer and the end of the connection", got, err)
	}
}

func TestConnectionsAreLimited(t *testing.T) {
	t.Parallel()
	s := start(t, func(c *httpd.Config, _ *httpd.Routes) { c.MaxConnections = 1 })
	first, second := dial(t, s), dial(t, s)
	ask := func(conn net.Conn) {
		t.Helper()
		if _, err := io.WriteString(conn, "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
	}
	ask(first)
	if line, err := bufio.NewReader(first).ReadString('\n'); err != nil || !strings.Contains(line, "200") {
		t.Fatalf("first connection: %q, %v", line, err)
	}
	ask(second)
	if err := second.SetReadDeadline(time.Now().Add(50 * time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	if n, err := second.Read(make([]byte, 1)); err == nil {
		t.Fatalf("the second connection was served beside the first: %d bytes", n)
	}
	if err := errors.Join(first.Close(), second.SetReadDeadline(time.Now().Add(10*time.Second))); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(second).ReadString('\n'); err != nil || !strings.Contains(line, "200") {
		t.Errorf("the second connection after the first: %q, %v", line, err)
	}
}
