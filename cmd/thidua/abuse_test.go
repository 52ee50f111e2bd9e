package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"thidua/internal/httpd"
)

// connections is how many connections the server under attack takes at once.
const connections = 16

// target is a whole server under attack: all its parts, with short times.
type target struct {
	host string // and port
	log  lockedBuffer
}

// lockedBuffer is a log that tests read while the server writes.
type lockedBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write adds to the log.
func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

// String returns the log so far.
func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// newTarget starts the server until the test ends.
func newTarget(t *testing.T) *target {
	t.Helper()
	h, err := open(t.Context(), config{Data: t.TempDir()}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	target := &target{}
	h.logger = slog.New(slog.NewTextHandler(&target.log, nil))
	times := httpd.DefaultConfig()
	times.ReadHeaderTimeout, times.ReadTimeout, times.IdleTimeout = 200*time.Millisecond, 400*time.Millisecond, 200*time.Millisecond
	times.RequestTimeout, times.WriteTimeout = 300*time.Millisecond, 500*time.Millisecond
	times.MaxConnections = connections
	server, _, err := h.newServer(times, serveConfig{Addr: "127.0.0.1:0", VerifyRate: 30, Introspection: true, CacheBytes: 1 << 20}, mediaConfig{MaxBytes: 1 << 20, MaxPixels: 1e6})
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Listen(t.Context()); err != nil {
		t.Fatal(err)
	}
	target.host = strings.TrimPrefix(server.URL(), "http://")
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- server.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		h.close(context.WithoutCancel(t.Context()))
	})
	return target
}

// patience is how long an attacker of the tests goes on: the server is expected to end it long before.
const patience = 20 * time.Second

func (s *target) dial(t *testing.T) *net.TCPConn {
	t.Helper()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", s.host)
	if err == nil {
		err = conn.SetDeadline(time.Now().Add(patience))
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	tcp, ok := conn.(*net.TCPConn)
	if !ok {
		t.Fatalf("a %T", conn)
	}
	return tcp
}

// ended waits until the server ends a connection, and returns what it said before. It fails if the attacker's patience ends first.
func ended(t *testing.T, conn net.Conn) string {
	t.Helper()
	said, err := io.ReadAll(conn)
	if errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("the server keeps the connection; it said %q", said)
	}
	return string(said)
}

// drip writes a text again and again, slowly, until the server ends the connection.
func drip(conn net.Conn, text string) {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for range tick.C {
		if _, err := io.WriteString(conn, text); err != nil {
			return
		}
	}
}

// fine fails unless a normal query is answered within a second.
func (s *target) fine(t *testing.T) {
	t.Helper()
	client := http.Client{Timeout: time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+s.host+"/graphql", strings.NewReader(`{"query":"{ service { name } }"}`))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	response, err := client.Do(r)
	if err != nil {
		t.Fatalf("a normal query: %v", err)
	}
	defer response.Body.Close()
	if answer, err := io.ReadAll(response.Body); err != nil || !strings.HasPrefix(string(answer), `{"data":{"service":{"name":"thidua"}}`) {
		t.Errorf("a normal query: %s, %v", answer, err)
	}
}

// heap returns the bytes that are in use, once what is not has been freed.
func heap() uint64 {
	var m runtime.MemStats
	for range 2 { // the second frees what finalizers held
		runtime.GC()
	}
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// everyConnection does something with as many connections at once as the server takes, and one more.
func everyConnection(t *testing.T, s *target, do func(*net.TCPConn)) {
	t.Helper()
	var group sync.WaitGroup
	for range connections + 1 {
		conn := s.dial(t)
		group.Go(func() { do(conn) })
	}
	group.Wait()
}

// schemaQuery is a request whose answer is long.
const schemaQuery = `{"query":"{ __schema { types { name fields { name description } } } }"}`

// head begins the requests of attackers.
const head = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"

// upgrade opens a WebSocket.
const upgrade = "GET /graphql HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
	"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"

// TestAttacks sends each attack to a whole server: the server ends it, answers a normal query within a second right after, and
// has its memory back. It is not parallel, for it looks at the memory of the process.
func TestAttacks(t *testing.T) { //nolint:paralleltest // see above
	s := newTarget(t)
	s.fine(t)
	s.posts(t, []byte(schemaQuery), http.StatusOK) // so that its document is kept before memory is looked at
	for _, attack := range []struct {
		name string
		send func(t *testing.T)
	}{
		{"sockets that say nothing", func(t *testing.T) {
			everyConnection(t, s, func(conn *net.TCPConn) { ended(t, conn) })
		}},
		{"sockets that say nothing after their first request", func(t *testing.T) {
			everyConnection(t, s, func(conn *net.TCPConn) {
				_, _ = io.WriteString(conn, "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n") // what was said is looked at
				if said := ended(t, conn); !strings.HasPrefix(said, "HTTP/1.1 200 OK") {
					t.Errorf("a normal request: %q", said)
				}
			})
		}},
		{"heads that never end", func(t *testing.T) {
			everyConnection(t, s, func(conn *net.TCPConn) {
				_, _ = io.WriteString(conn, head)
				drip(conn, "X-Slow: a\r\n")
			})
		}},
		{"bodies that come a byte at a time", func(t *testing.T) {
			everyConnection(t, s, func(conn *net.TCPConn) {
				_, _ = io.WriteString(conn, head+"Content-Length: 100000\r\n\r\n{")
				drip(conn, " ")
				if said := ended(t, conn); strings.Contains(said, " 200 OK") {
					t.Errorf("half a body was answered: %q", said)
				}
			})
		}},
		{"clients that ask and do not read", func(t *testing.T) {
			ask := []byte(head + fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(schemaQuery), schemaQuery))
			everyConnection(t, s, func(conn *net.TCPConn) {
				for {
					if _, err := conn.Write(ask); err != nil {
						if errors.Is(err, os.ErrDeadlineExceeded) {
							t.Error("the server waits for a client that does not read")
						}
						return
					}
				}
			})
		}},
		{"a head of a megabyte", func(t *testing.T) {
			everyConnection(t, s, func(conn *net.TCPConn) {
				go func() { _, _ = io.WriteString(conn, head+"X-Big: "+strings.Repeat("a", 1<<20)+"\r\n\r\n") }() // it is cut off
				if said := ended(t, conn); said != "" && !strings.HasPrefix(said, "HTTP/1.1 431 ") {
					t.Errorf("it said %q", said)
				}
			})
		}},
		{"a hundred thousand headers", func(t *testing.T) {
			everyConnection(t, s, func(conn *net.TCPConn) {
				go func() { _, _ = io.WriteString(conn, head+strings.Repeat("X: a\r\n", 100_000)+"\r\n") }() // it is cut off
				if said := ended(t, conn); said != "" && !strings.HasPrefix(said, "HTTP/1.1 431 ") {
					t.Errorf("it said %q", said)
				}
			})
		}},
		{"a body of two hundred megabytes, compressed", func(t *testing.T) {
			s.posts(t, bomb(t), 415, "Content-Encoding", "gzip")
		}},
		{"variables half a million levels deep", func(t *testing.T) {
			s.posts(t, []byte(`{"query":"{ service { name } }","variables":{"a":`+strings.Repeat("[", 500_000)), 400)
			s.posts(t, []byte(`{"query":"{ service { name } }","variables":{"a":`+strings.Repeat("[", 200_000)+strings.Repeat("]", 200_000)+"}}"), 400)
		}},
		{"WebSockets that say nothing", func(t *testing.T) {
			everyConnection(t, s, func(conn *net.TCPConn) {
				_, _ = io.WriteString(conn, upgrade)
				if said := ended(t, conn); !strings.HasPrefix(said, "HTTP/1.1 101 ") || !strings.Contains(said, "\x11\x38Connection initialisation timeout") {
					t.Errorf("it said %q", said)
				}
			})
		}},
		{"WebSockets that ping without an end", func(t *testing.T) {
			everyConnection(t, s, func(conn *net.TCPConn) {
				_, _ = io.WriteString(conn, upgrade)
				go func() { // until it is cut off
					for pings := strings.Repeat("\x89\x80\x00\x00\x00\x00", 1000); ; {
						if _, err := io.WriteString(conn, pings); err != nil {
							return
						}
					}
				}()
				ended(t, conn)
			})
		}},
		{"WebSockets that announce an exabyte", func(t *testing.T) {
			everyConnection(t, s, func(conn *net.TCPConn) {
				_, _ = io.WriteString(conn, upgrade+"\x81\xff\x10\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00")
				go func() { // until it is cut off
					for text := strings.Repeat("a", 64<<10); ; {
						if _, err := io.WriteString(conn, text); err != nil {
							return
						}
					}
				}()
				ended(t, conn)
			})
		}},
		{"a body without an end", func(t *testing.T) {
			conn := s.dial(t)
			chunk := "8000\r\n" + strings.Repeat(" ", 0x8000) + "\r\n"
			go func() {
				_, err := io.WriteString(conn, head+"Transfer-Encoding: chunked\r\n\r\n")
				for err == nil {
					_, err = io.WriteString(conn, chunk)
				}
			}()
			if said := ended(t, conn); said != "" && !strings.HasPrefix(said, "HTTP/1.1 413 ") {
				t.Errorf("it said %q", said)
			}
		}},
	} {
		t.Run(attack.name, func(t *testing.T) { //nolint:paralleltest // the attacks would disturb each other's measurements
			before := heap()
			attack.send(t)
			s.fine(t)
			const noise = 1 << 20 // of what the process does besides
			after := heap()
			for begun := time.Now(); after > before+before/5+noise && time.Since(begun) < patience; { // connections are being closed
				after = heap()
			}
			if after > before+before/5+noise {
				t.Errorf("%d bytes in use after it, %d before", after, before)
			}
		})
	}
}

// posts sends a body to the API on several connections at once, and expects a status.
func (s *target) posts(t *testing.T, body []byte, want int, headers ...string) {
	t.Helper()
	client := http.Client{Timeout: patience, Transport: &http.Transport{DisableKeepAlives: true, DisableCompression: true}}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+s.host+"/graphql", bytes.NewReader(body))
			if err != nil {
				t.Error(err)
				return
			}
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("Accept", "application/graphql-response+json")
			for i := 0; i < len(headers); i += 2 {
				r.Header.Set(headers[i], headers[i+1])
			}
			response, err := client.Do(r)
			if err != nil {
				t.Error(err)
				return
			}
			defer response.Body.Close()
			if answer, err := io.ReadAll(response.Body); err != nil || response.StatusCode != want {
				t.Errorf("%d, %.200s, %v; want %d", response.StatusCode, answer, err, want)
			}
		})
	}
	group.Wait()
}

// bomb returns two hundred megabytes of spaces, compressed.
func bomb(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	spaces := bytes.Repeat([]byte(" "), 1<<20)
	for range 200 {
		if _, err := w.Write(spaces); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestSmuggling sends requests whose length can be read in two ways, each with a second request in what one of the ways takes for
// the body. Each gets one answer, which refuses it, and the end of its connection.
func TestSmuggling(t *testing.T) {
	t.Parallel()
	s := newTarget(t)
	const hidden = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
	for _, tt := range []struct{ name, text string }{
		{"two lengths", head + "Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}" + hidden},
		{"a length and a coding", head + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden},
		{"a list of two lengths", head + "Content-Length: 2, 40\r\n\r\n{}" + hidden},
		{"a length with a sign", head + "Content-Length: +2\r\n\r\n{}" + hidden},
		{"a length in hexadecimal", head + "Content-Length: 0x2\r\n\r\n{}" + hidden},
		{"a length below zero", head + "Content-Length: -2\r\n\r\n{}" + hidden},
		{"a space before the colon of a length", head + "Content-Length : 2\r\n\r\n{}" + hidden},
		{"a space before the colon of a coding", head + "Transfer-Encoding : chunked\r\nContent-Length: 2\r\n\r\n{}" + hidden},
		{"a coding that is none", head + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + hidden},
		{"two codings", head + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + hidden},
		{"a list of two codings", head + "Transfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n" + hidden},
		{"a coding hidden in a folded line", head + "X-A: b\r\nTransfer-Encoding:\r\n chunked, x\r\n\r\n0\r\n\r\n" + hidden},
		{"a coding after a null byte", head + "Transfer-Encoding: \x00chunked\r\n\r\n0\r\n\r\n" + hidden},
		{"a chunk whose size is none", head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n" + hidden},
		{"a chunk whose size overflows", head + "Transfer-Encoding: chunked\r\n\r\n10000000000000000\r\n\r\n" + hidden},
		{"a chunk that is longer than it says", head + "Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n" + hidden},
		{"a head without a host", "POST /graphql HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}" + hidden},
		{"two hosts", "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" + hidden},
		{"a version that is none", "GET /healthz HTTP/1.1x\r\nHost: a\r\n\r\n" + hidden},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			conn := s.dial(t)
			if _, err := io.WriteString(conn, tt.text); err != nil {
				t.Fatal(err)
			}
			said := ended(t, conn)
			if n := strings.Count(said, "HTTP/1.1 "); n != 1 {
				t.Errorf("%d answers: %q", n, said)
			}
			response, err := http.ReadResponse(bufio.NewReader(strings.NewReader(said)), nil)
			if err != nil {
				t.Fatal(err)
			}
			_ = response.Body.Close()
			if response.StatusCode != 400 && response.StatusCode != 501 {
				t.Errorf("status %d: %q", response.StatusCode, said)
			}
		})
	}
	t.Cleanup(func() {
		if strings.Contains(s.log.String(), "smuggled") {
			t.Errorf("a hidden request was answered: %s", s.log.String())
		}
	})
}
