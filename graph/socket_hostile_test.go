package graph_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"thidua/graph"
	"thidua/internal/access"
	"thidua/internal/newsroom"
	"thidua/internal/richtext"
)

// rawSocket is a socket whose frames a test writes itself, and reads.
type rawSocket struct {
	conn   net.Conn
	reader *bufio.Reader
}

// dialRaw opens a socket by hand.
func dialRaw(t *testing.T, address string) *rawSocket {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", u.Host)
	if err == nil {
		err = conn.SetDeadline(time.Now().Add(20 * time.Second))
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if _, err := fmt.Fprintf(conn, "GET /graphql HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"+
		"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n", u.Host); err != nil {
		t.Fatal(err)
	}
	k := &rawSocket{conn, bufio.NewReader(conn)}
	response, err := http.ReadResponse(k.reader, nil)
	if err != nil {
		t.Fatal(err)
	}
	if response.StatusCode == http.StatusServiceUnavailable && t.Context().Err() == nil { // the one before is being closed
		return dialRaw(t, address)
	}
	if response.StatusCode != http.StatusSwitchingProtocols || response.Header.Get("Sec-WebSocket-Extensions") != "" {
		t.Fatalf("%s, %v", response.Status, response.Header)
	}
	return k
}

// The opcodes of frames.
const (
	frameMore = iota
	frameText
	frameClose = 8
	framePing  = 9
	framePong  = 10
	frameLast  = 0x80 // of a message; alone, the last fragment
)

// frame returns a frame as clients send it, whose header may say another length than the payload has.
func frame(first byte, length int, payload string) []byte {
	f := []byte{first}
	switch {
	case length < 126:
		f = append(f, 0x80|byte(length))
	case length < 1<<16:
		f = binary.BigEndian.AppendUint16(append(f, 0x80|126), uint16(length))
	default:
		f = binary.BigEndian.AppendUint64(append(f, 0x80|127), uint64(length))
	}
	f = append(f, 0, 0, 0, 0) // a mask that leaves all as it is
	return append(f, payload...)
}

// frameOf returns a whole message in one frame.
func frameOf(message string) []byte { return frame(frameLast|frameText, len(message), message) }

// send writes frames; that the server has closed the socket meanwhile is no error here.
func (k *rawSocket) send(frames ...[]byte) { _, _ = k.conn.Write(bytes.Join(frames, nil)) }

// hear returns the next frame of the server; ok is false at the end of the connection.
func (k *rawSocket) hear(t *testing.T) (opcode byte, payload []byte, ok bool) {
	t.Helper()
	var head [2]byte
	if _, err := io.ReadFull(k.reader, head[:]); err != nil {
		if errors.Is(err, os.ErrDeadlineExceeded) {
			t.Fatal("the server keeps the socket")
		}
		return 0, nil, false
	}
	length := int(head[1])
	if length == 126 {
		var more [2]byte
		if _, err := io.ReadFull(k.reader, more[:]); err != nil {
			t.Fatal(err)
		}
		length = int(binary.BigEndian.Uint16(more[:]))
	}
	payload = make([]byte, length)
	if _, err := io.ReadFull(k.reader, payload); err != nil {
		return 0, nil, false
	}
	return head[0] & 0x0f, payload, true
}

// closed reads until the server ends the connection, and returns the code that it closed the socket with; 0 if it just ended it.
func (k *rawSocket) closed(t *testing.T) (code int) {
	t.Helper()
	for {
		opcode, payload, ok := k.hear(t)
		if !ok {
			return code
		}
		if opcode == frameClose && len(payload) >= 2 {
			code = int(binary.BigEndian.Uint16(payload))
			_ = k.conn.Close()
			return code
		}
	}
}

// Ensure that what hostile clients send ends their socket, and that the only place there is is free for the next one after it.
func TestHostileSockets(t *testing.T) {
	t.Parallel()
	s := newExampleServer(t, openSQLite(t), func(c *graph.Config) {
		c.Now = time.Now // floods are counted by it
		c.Streams = graph.Streams{
			All: 1, Pause: 300 * time.Millisecond, Introduction: 300 * time.Millisecond, Beat: 200 * time.Millisecond, Message: 16 << 10, Messages: 5, Bytes: 32 << 10,
		}
	})
	address := listening(t, s)
	const hello = `{"type":"connection_init"}`
	for _, tt := range []struct {
		name string
		send func(k *rawSocket)
		code int // 0: it is just cut off
	}{
		{"silence", func(*rawSocket) {}, 4408},
		{"silence after the introduction, and no answer to pings", func(k *rawSocket) { k.send(frameOf(hello)) }, 0},
		{"more messages than there may be", func(k *rawSocket) {
			k.send(frameOf(hello), bytes.Repeat(frameOf(`{"type":"pong"}`), 60))
		}, 1008},
		{"more pings than there may be", func(k *rawSocket) {
			k.send(frameOf(hello), bytes.Repeat(frame(frameLast|framePing, 4, "ping"), 60))
		}, 1008},
		{"more pongs than there may be", func(k *rawSocket) {
			k.send(frameOf(hello), bytes.Repeat(frame(frameLast|framePong, 0, ""), 60))
		}, 1008},
		{"a frame that says it is huge", func(k *rawSocket) {
			k.send(frameOf(hello), frame(frameLast|frameText, 1<<40, strings.Repeat("a", 20<<10)))
		}, 1009},
		{"a huge message in many frames", func(k *rawSocket) {
			k.send(frameOf(hello), frame(frameText, 10, strings.Repeat("a", 10)), bytes.Repeat(frame(frameMore, 1000, strings.Repeat("a", 1000)), 20))
		}, 1009},
		{"a message that never ends, without content", func(k *rawSocket) {
			k.send(frameOf(hello), frame(frameText, 0, ""))
			for begun := time.Now(); time.Since(begun) < 5*time.Second; {
				if _, err := k.conn.Write(bytes.Repeat(frame(frameMore, 0, ""), 1000)); err != nil {
					return
				}
			}
		}, 0},
		{"half a message", func(k *rawSocket) { k.send(frameOf(hello), frame(frameLast|frameText, 100, "{")) }, 0},
		{"half a head", func(k *rawSocket) { k.send(frameOf(hello), []byte{frameLast | frameText}) }, 0},
		{"a frame without a mask", func(k *rawSocket) { k.send(append([]byte{frameLast | frameText, byte(len(hello))}, hello...)) }, 1002},
		{"an opcode that is none", func(k *rawSocket) { k.send(frame(frameLast|3, 0, "")) }, 1002},
		{"reserved bits", func(k *rawSocket) { k.send(frame(frameLast|0x40|frameText, 2, "{}")) }, 1002},
		{"a ping that is too long", func(k *rawSocket) { k.send(frame(frameLast|framePing, 200, strings.Repeat("a", 200))) }, 1002},
		{"a ping in fragments", func(k *rawSocket) { k.send(frame(framePing, 1, "a")) }, 1002},
		{"the end of nothing", func(k *rawSocket) { k.send(frame(frameLast, 2, "{}")) }, 1002},
		{"a message within another", func(k *rawSocket) { k.send(frame(frameText, 1, "{"), frameOf(hello)) }, 1002},
	} {
		t.Run(tt.name, func(t *testing.T) { //nolint:paralleltest // there is one place
			k := dialRaw(t, address)
			tt.send(k)
			if code := k.closed(t); code != tt.code {
				t.Errorf("closed with %d, want %d", code, tt.code)
			}
			waitForPlace(t, address)
		})
	}
}

// waitForPlace waits until a socket can be opened, and leaves it again.
func waitForPlace(t *testing.T, address string) {
	t.Helper()
	for begun := time.Now(); time.Since(begun) < 10*time.Second; {
		if k, _ := dialSocket(t, address, nil, "graphql-transport-ws"); k != nil {
			k.say(t, `{"type":"connection_init"}`)
			k.expect(t, "connection_ack", "")
			_ = k.conn.Close(1000, "")
			return
		}
	}
	t.Fatal("there is no place")
}

// Ensure that a message may come in fragments, with pings between them, as the standard of WebSockets has it.
func TestFragmentsOfSockets(t *testing.T) {
	t.Parallel()
	s := newExampleServer(t, openSQLite(t))
	k := dialRaw(t, listening(t, s))
	k.send(frame(frameText, 9, `{"type":"`), frame(frameLast|framePing, 2, "hi"), frame(frameMore, 0, ""), frame(frameLast, 17, `connection_init"}`))
	if opcode, payload, _ := k.hear(t); opcode != framePong || string(payload) != "hi" {
		t.Errorf("heard %d %s", opcode, payload)
	}
	if opcode, payload, _ := k.hear(t); opcode != frameText || string(payload) != `{"type":"connection_ack"}` {
		t.Errorf("heard %d %s", opcode, payload)
	}
}

// Ensure that who does not read what a socket tells is dropped, and nothing is kept for them: their place is free for others.
func TestSlowReadersOfSocketsAreDropped(t *testing.T) {
	t.Parallel()
	s := newExampleServer(t, openSQLite(t), func(c *graph.Config) {
		c.Streams, c.Now = graph.Streams{All: 1, Pause: 100 * time.Millisecond, Beat: time.Hour}, time.Now
	})
	s.tell(t)
	web := httptest.NewUnstartedServer(s.handler)
	web.Listener = narrow{web.Listener}
	web.Start()
	t.Cleanup(web.Close)
	slow := dialRaw(t, web.URL+"/graphql")
	if tcp, ok := slow.conn.(*net.TCPConn); ok {
		_ = tcp.SetReadBuffer(4 << 10) // a hint
	}
	var titles strings.Builder
	for i := range 40 {
		fmt.Fprintf(&titles, "t%d: title ", i)
	}
	slow.send(frameOf(`{"type":"connection_init"}`), frameOf(fmt.Sprintf(
		`{"type":"subscribe","id":"1","payload":{"query":"subscription { changes(nouns: [ARTICLE]) { nodes { node { ... on Article { %s } } } } }"}}`, titles.String())))
	taken := func() bool {
		l := subscribe(t, web.URL+"/graphql", live, nil)
		defer l.close()
		return l.response.StatusCode == http.StatusServiceUnavailable
	}
	if !taken() {
		t.Fatal("the slow reader has no place")
	}
	for begun := time.Now(); taken(); {
		if time.Since(begun) > 20*time.Second {
			t.Fatal("who reads nothing keeps their place")
		}
		publish(t, s, newsroom.Content{Title: strings.Repeat("Tin dài ", 30), Body: richtext.Body{}})
		s.tell(t)
	}
}

// Ensure that sockets and what runs on them take places as streams do, for each client and in all, that a place is free again when an
// operation is over, and that all are told to go elsewhere when the server is to stop.
func TestSocketsAreBounded(t *testing.T) {
	t.Parallel()
	ending, end := context.WithCancel(t.Context())
	s := newExampleServer(t, openSQLite(t), func(c *graph.Config) { c.Streams, c.Ending = graph.Streams{All: 4, Client: 3}, ending })
	s.tell(t)
	address := listening(t, s)
	first, second := openSocket(t, address, ""), openSocket(t, address, "")
	first.expect(t, "connection_ack", "")
	second.expect(t, "connection_ack", "")
	for _, id := range []string{"1", "2"} { // the place of the socket, and the last of the client
		first.subscribe(t, id, live, nil)
		first.expect(t, "next", id)
	}
	first.subscribe(t, "3", live, nil)
	if got := first.expect(t, "error", "3").page(t); len(got.codes) != 1 || got.codes[0] != "RATE_LIMITED" {
		t.Errorf("the fourth of a client: %s", got.data)
	}
	if _, response := dialSocket(t, address, nil, "graphql-transport-ws"); response.StatusCode != http.StatusTooManyRequests || response.Header.Get("Retry-After") != "10" {
		t.Errorf("the fourth of a client: %s %v", response.Status, response.Header)
	}
	if l := subscribe(t, address, live, nil); l.response.StatusCode != http.StatusTooManyRequests {
		t.Errorf("a stream of the client: %s", l.response.Status)
	}

	// An account has its own, of those that are left.
	_, secret, err := s.accounts.CreateToken(t.Context(), access.System(), access.Token{Name: "Báo", Role: access.Reader, Nouns: []access.Noun{}, States: []string{}, Origins: []string{}})
	if err != nil {
		t.Fatal(err)
	}
	account := openSocket(t, address, "", func(h http.Header) { h.Set("Authorization", "Bearer "+secret) })
	account.expect(t, "connection_ack", "")
	account.subscribe(t, "1", live, nil)
	account.expect(t, "next", "1")
	account.subscribe(t, "2", live, nil)
	if got := account.expect(t, "error", "2").page(t); len(got.codes) != 1 || got.codes[0] != "UNAVAILABLE" {
		t.Errorf("the fifth of all: %s", got.data)
	}

	first.say(t, `{"type":"complete","id":"1"}`)
	for begun := time.Now(); ; { // until what was completed has ended
		second.subscribe(t, "1", live, nil)
		m, _, _ := second.hear(t)
		if m.Type == "next" {
			break
		}
		if m.Type != "error" || time.Since(begun) > 10*time.Second {
			t.Fatalf("no place is free: %s %s", m.Type, m.Payload)
		}
	}
	end()
	for name, k := range map[string]*socketClient{"first": first, "second": second, "account": account} {
		if code, reason := k.closed(t); code != 1001 || reason != "Going away: connect again" {
			t.Errorf("the %s socket: %d %s", name, code, reason)
		}
	}
}

// Ensure that a socket ends by itself with the session, though nothing is told by it.
func TestIdleSocketsEndWithTheSession(t *testing.T) {
	t.Parallel()
	s := newExampleServer(t, openSQLite(t), func(c *graph.Config) { c.Streams = graph.Streams{Beat: 20 * time.Millisecond} })
	address := listening(t, s)
	p := newPlayer(s)
	p.signIn(t, []string{"an", "EDITOR"})
	k := openSocket(t, address, "", func(h http.Header) { h.Set("Cookie", "thidua="+p.cookies["an"].Value) })
	k.expect(t, "connection_ack", "")
	p.ask(t, "an", `mutation { sessionEnd { userErrors { code } } }`)
	if code, reason := k.closed(t); code != 4403 || reason != "Forbidden: SESSION_ENDED" {
		t.Errorf("closed with %d %s", code, reason)
	}
}

// Ensure that what is asked and told by a socket is paid, and that who has nothing left is told so.
func TestSocketsArePaid(t *testing.T) {
	t.Parallel()
	s := newExampleServer(t, openSQLite(t), points(graph.Points{Address: 30_010}))
	k := openSocket(t, listening(t, s), "")
	k.expect(t, "connection_ack", "")
	const dear = `{ articles(first: 5) { nodes { title a: units { awards(first: 100) { nodes { id } } } } } }`
	for i := range 20 {
		id := fmt.Sprint(i)
		k.subscribe(t, id, dear, nil)
		m, _, _ := k.hear(t)
		if m.Type == "error" {
			if got := m.page(t); i == 0 || len(got.codes) != 1 || got.codes[0] != "RATE_LIMITED" {
				t.Errorf("answer %d: %s", i, got.data)
			}
			return
		}
		k.expect(t, "complete", id)
	}
	t.Error("twenty dear answers for the points of one")
}
