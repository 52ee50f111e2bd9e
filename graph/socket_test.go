package graph_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/google/go-cmp/cmp"

	"thidua/graph"
	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/newsroom"
	"thidua/internal/richtext"
)

// socketClient is a socket as a client has it.
type socketClient struct{ conn *websocket.Conn }

// told is a message of the server.
type told struct {
	Type    string
	ID      string
	Payload json.RawMessage
}

// dialSocket opens a socket, or returns the answer that refused it.
func dialSocket(t *testing.T, address string, header http.Header, protocols ...string) (*socketClient, *http.Response) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	if header == nil {
		header = http.Header{}
	}
	header.Set("Accept-Language", "en")
	conn, response, err := websocket.Dial(ctx, address, &websocket.DialOptions{HTTPHeader: header, Subprotocols: protocols})
	if err != nil {
		if response == nil {
			t.Fatal(err)
		}
		return nil, response
	}
	t.Cleanup(func() { _ = conn.CloseNow() })
	conn.SetReadLimit(1 << 20)
	return &socketClient{conn}, response
}

// openSocket opens a socket and introduces itself, with a payload if it is not empty.
func openSocket(t *testing.T, address, payload string, change ...func(http.Header)) *socketClient {
	t.Helper()
	header := http.Header{}
	for _, c := range change {
		c(header)
	}
	k, response := dialSocket(t, address, header, "graphql-transport-ws")
	if k == nil {
		t.Fatalf("refused: %s", response.Status)
	}
	if payload == "" {
		k.say(t, `{"type":"connection_init"}`)
	} else {
		k.say(t, `{"type":"connection_init","payload":`+payload+`}`)
	}
	return k
}

// say sends a message.
func (k *socketClient) say(t *testing.T, text string) {
	t.Helper()
	if err := k.conn.Write(t.Context(), websocket.MessageText, []byte(text)); err != nil {
		t.Fatalf("say %.100s: %v", text, err)
	}
}

// subscribe starts an operation.
func (k *socketClient) subscribe(t *testing.T, id, query string, variables map[string]any) {
	t.Helper()
	text, err := json.Marshal(map[string]any{"type": "subscribe", "id": id, "payload": map[string]any{"query": query, "variables": variables}})
	if err != nil {
		t.Fatal(err)
	}
	k.say(t, string(text))
}

// hear returns the next message, or the code by which the socket was closed, and why.
func (k *socketClient) hear(t *testing.T) (m told, code websocket.StatusCode, reason string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	_, text, err := k.conn.Read(ctx)
	if err != nil {
		var closed websocket.CloseError
		if !errors.As(err, &closed) {
			return m, -1, err.Error()
		}
		return m, closed.Code, closed.Reason
	}
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return m, 0, ""
}

// expect returns the next message, which must be of a type.
func (k *socketClient) expect(t *testing.T, kind, id string) told {
	t.Helper()
	m, code, reason := k.hear(t)
	if m.Type != kind || m.ID != id {
		t.Fatalf("heard %s %q %s, %d %s; want %s %q", m.Type, m.ID, m.Payload, code, reason, kind, id)
	}
	return m
}

// closed reads on until the socket is closed, and returns the code and the reason.
func (k *socketClient) closed(t *testing.T) (code websocket.StatusCode, reason string) {
	t.Helper()
	for {
		if _, code, reason = k.hear(t); code != 0 {
			return code, reason
		}
	}
}

// page returns the page of changes that an answer has, and the codes of its errors.
func (m told) page(t *testing.T) event {
	t.Helper()
	e := event{data: string(m.Payload)}
	if m.Type == "error" {
		var list []answerError
		if err := json.Unmarshal(m.Payload, &list); err != nil {
			t.Fatalf("%v: %s", err, m.Payload)
		}
		for _, one := range list {
			e.codes = append(e.codes, one.Extensions.Code)
		}
		return e
	}
	var answer struct {
		Data   map[string]json.RawMessage
		Errors []answerError
	}
	if err := json.Unmarshal(m.Payload, &answer); err != nil {
		t.Fatalf("%v: %s", err, m.Payload)
	}
	for _, one := range answer.Errors {
		e.codes = append(e.codes, one.Extensions.Code)
	}
	for _, page := range answer.Data {
		if err := json.Unmarshal(page, &e.page); err != nil {
			t.Fatalf("%v: %s", err, m.Payload)
		}
	}
	return e
}

// Ensure that a socket tells what becomes of articles as it happens, goes on after a break, misses nothing and tells of nothing that
// is not public, and answers queries beside; on each store.
func TestSockets(t *testing.T) {
	t.Parallel()
	for _, backend := range backends(t) {
		t.Run(backend.name, func(t *testing.T) {
			t.Parallel()
			s := newExampleServer(t, backend.open(t))
			s.tell(t)
			address := listening(t, s)
			k := openSocket(t, address, "")
			k.expect(t, "connection_ack", "")
			k.subscribe(t, "1", live, nil)
			begun := k.expect(t, "next", "1").page(t)
			if begun.page.Cursor == "" || len(begun.page.Nodes) > 0 {
				t.Fatalf("it begins with %s", begun.data)
			}
			k.subscribe(t, "2", `query($n: Int!) { articles(first: $n) { nodes { title } } }`, map[string]any{"n": 1})
			if got := k.expect(t, "next", "2").page(t); len(got.codes) > 0 || len(got.page.Nodes) != 1 || !strings.Contains(got.data, `"title":"`) {
				t.Errorf("a query: %s", got.data)
			}
			k.expect(t, "complete", "2")
			if _, err := s.desk.CreateDraft(t.Context(), access.System(), newsroom.Content{Title: "Bí mật"}, ""); err != nil {
				t.Fatal(err)
			}
			d := publish(t, s, newsroom.Content{Title: "Tin vừa đăng"})
			s.tell(t)
			news := k.expect(t, "next", "1").page(t)
			if len(news.page.Nodes) != 1 || news.page.Nodes[0].Kind != "CREATED" || news.page.Nodes[0].Node == nil || news.page.Nodes[0].Node.Title != "Tin vừa đăng" || strings.Contains(news.data, "Bí mật") {
				t.Fatalf("told %s", news.data)
			}
			_ = k.conn.CloseNow()

			// What happens while the line is broken comes first after it.
			if _, err := s.desk.Unpublish(t.Context(), access.System(), newsroom.Ref{ID: d.ID, Version: d.Version}, ""); err != nil {
				t.Fatal(err)
			}
			s.tell(t)
			k = openSocket(t, address, "{}")
			k.expect(t, "connection_ack", "")
			k.subscribe(t, "1", live, map[string]any{"after": news.page.Cursor})
			again := k.expect(t, "next", "1").page(t)
			if len(again.page.Nodes) != 1 || again.page.Nodes[0].Kind != "REMOVED" || again.page.Nodes[0].DocumentID != news.page.Nodes[0].DocumentID {
				t.Errorf("after the break: %s", again.data)
			}
			// What the client has completed tells no more, and its name is free.
			k.say(t, `{"type":"complete","id":"1"}`)
			k.subscribe(t, "1", live, map[string]any{"after": again.page.Cursor})
			k.say(t, `{"type":"ping","payload":{"a":1}}`)
			if got := k.expect(t, "pong", ""); string(got.Payload) != `{"a":1}` { // what was said before it is done
				t.Errorf("the pong has %s", got.Payload)
			}
			publish(t, s, newsroom.Content{Title: "Tin sau cùng"})
			s.tell(t)
			if got := k.expect(t, "next", "1").page(t); !strings.Contains(got.data, "Tin sau cùng") {
				t.Errorf("told %s", got.data)
			}
			k.say(t, `{"type":"ping"}`)
			if got := k.expect(t, "pong", ""); got.Payload != nil { // and nothing is told twice
				t.Errorf("the pong has %s", got.Payload)
			}
		})
	}
}

// Ensure that what is wrong with an operation is its answer, and the socket goes on.
func TestRefusedOperationsOfSockets(t *testing.T) {
	t.Parallel()
	s := newExampleServer(t, openSQLite(t))
	k := openSocket(t, listening(t, s), "")
	k.expect(t, "connection_ack", "")
	for _, tt := range []struct {
		name, query string
		variables   map[string]any
		code        errs.Code
	}{
		{"a mutation", `mutation { sessionEnd { userErrors { code } } }`, nil, "OPERATION_UNSUPPORTED"},
		{"no GraphQL", `subscription {`, nil, "PARSE_ERROR"},
		{"a field that is not there", `{ nothing }`, nil, "VALIDATION_ERROR"},
		{"two streams", `subscription { changes { cursor } articleChanged(id: "art_1") { cursor } }`, nil, "VALIDATION_ERROR"},
		{"the name of the root", `subscription { __typename }`, nil, "VALIDATION_ERROR"},
		{"a page that is too large", `{ articles(first: 1000) { nodes { id } } }`, nil, "PAGE_TOO_LARGE"},
		{"a cursor that is none", live, map[string]any{"after": "x"}, errs.Invalid},
		{"the ID of something else", `subscription { articleChanged(id: "uni_1") { cursor } }`, nil, errs.Invalid},
		{"a document that is not saved", "", nil, ""},
	} {
		if tt.query == "" {
			k.say(t, `{"type":"subscribe","id":"a","payload":{"documentId":"none"}}`)
			tt.code = "DOCUMENT_NOT_FOUND"
		} else {
			k.subscribe(t, "a", tt.query, tt.variables)
		}
		got := k.expect(t, "error", "a").page(t)
		if diff := cmp.Diff([]errs.Code{tt.code}, got.codes); diff != "" {
			t.Errorf("%s: %s", tt.name, got.data)
		}
	}
	k.subscribe(t, "a", `{ service { name } }`, nil)
	k.expect(t, "next", "a")
	k.expect(t, "complete", "a")
}

// Ensure that each breach of the protocol closes the socket with the code that it has for it.
func TestProtocolOfSockets(t *testing.T) {
	t.Parallel()
	s := newExampleServer(t, openSQLite(t), func(c *graph.Config) {
		c.Streams = graph.Streams{Introduction: 200 * time.Millisecond, Message: 4 << 10}
	})
	address := listening(t, s)
	const hello, ask = `{"type":"connection_init"}`, `{"type":"subscribe","id":"1","payload":{"query":"subscription { changes { cursor } }"}}`
	for _, tt := range []struct {
		name   string
		say    []string
		code   websocket.StatusCode
		reason string
	}{
		{"nothing", nil, 4408, "Connection initialisation timeout"},
		{"a ping and no introduction", []string{`{"type":"ping"}`}, 4408, "Connection initialisation timeout"},
		{"an operation before the introduction", []string{ask}, 4401, "Unauthorized"},
		{"two introductions", []string{hello, hello}, 4429, "Too many initialisation requests"},
		{"two operations of one name", []string{hello, ask, ask}, 4409, "Subscriber for 1 already exists"},
		{"no JSON", []string{"hello"}, 4400, "Invalid message: The body is not valid JSON."},
		{"nothing at all", []string{""}, 4400, "Invalid message: The body is not valid JSON."},
		{"a list", []string{"[" + hello + "]"}, 4400, "Invalid message: The message must be a JSON object."},
		{"a key that is there twice", []string{`{"type":"ping","type":"connection_init"}`}, 4400, `Invalid message: The key "type" is there twice.`},
		{"a key of another protocol", []string{`{"type":"connection_init","query":"a"}`}, 4400, `Invalid message: The key "query" does not belong in a message.`},
		{"something behind the message", []string{hello + hello}, 4400, "Invalid message: The body is not valid JSON."},
		{"a type of another protocol", []string{`{"type":"start","id":"1","payload":{}}`}, 4400, "Invalid message: unknown type"},
		{"no type", []string{`{}`}, 4400, "Invalid message: unknown type"},
		{"a type that is a number", []string{`{"type":1}`}, 4400, "Invalid message: type has the wrong type."},
		{"a payload that is a list", []string{`{"type":"ping","payload":[]}`}, 4400, "Invalid message: payload has the wrong type."},
		{"an operation without a name", []string{hello, `{"type":"subscribe","payload":{"query":"{ a }"}}`}, 4400, "Invalid message: subscribe has an id and a payload"},
		{"an operation without a payload", []string{hello, `{"type":"subscribe","id":"1"}`}, 4400, "Invalid message: subscribe has an id and a payload"},
		{"an operation without a query", []string{hello, `{"type":"subscribe","id":"1","payload":{}}`}, 4400, "Invalid message: The query is missing."},
		{"a payload with a key in another case", []string{hello, `{"type":"subscribe","id":"1","payload":{"Query":"{ a }"}}`}, 4400, `Invalid message: The key "Query" does not belong in a GraphQL request.`},
		{"a name without an end", []string{`{"type":"complete","id":"` + strings.Repeat("a", 300) + `"}`}, 4400, "Invalid message: The id is longer than 200 bytes."},
		{"the end of nothing", []string{hello, `{"type":"complete"}`}, 4400, "Invalid message: complete has an id, and nothing else"},
		{"a message of the server", []string{hello, `{"type":"next","id":"1","payload":{}}`}, 4400, "Invalid message: unknown type"},
		{"text that is not UTF-8", []string{"\xff"}, 1007, "Text is UTF-8"},
		{"half a character", []string{`{"type":"ping","payload":{"a":"` + "\xe1\xba" + `"}}`}, 1007, "Text is UTF-8"},
		{"a message that is too large", []string{`{"type":"ping","payload":{"a":"` + strings.Repeat("a", 5<<10) + `"}}`}, 1009, "read limited at 4097 bytes"},
		{"credentials that are none", []string{`{"type":"connection_init","payload":{"authorization":"Bearer wrong"}}`}, 4403, "Forbidden: INVALID_CREDENTIALS"},
		{"credentials of another kind", []string{`{"type":"connection_init","payload":{"Authorization":"Basic YTpi"}}`}, 4403, "Forbidden: INVALID_CREDENTIALS"},
		{"credentials that are a list", []string{`{"type":"connection_init","payload":{"authorization":["Bearer a"]}}`}, 4400, "Invalid message: authorization must be one string."},
		{"credentials twice", []string{`{"type":"connection_init","payload":{"authorization":"Bearer a","Authorization":"Bearer b"}}`}, 4400, "Invalid message: authorization must be one string."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			k, response := dialSocket(t, address, nil, "graphql-transport-ws")
			if k == nil {
				t.Fatal(response.Status)
			}
			if got := k.conn.Subprotocol(); got != "graphql-transport-ws" {
				t.Errorf("it speaks %q", got)
			}
			for _, text := range tt.say {
				k.say(t, text)
			}
			if code, reason := k.closed(t); code != tt.code || reason != tt.reason {
				t.Errorf("closed with %d %q, want %d %q", code, reason, tt.code, tt.reason)
			}
		})
	}
	t.Run("bytes that are no text", func(t *testing.T) {
		t.Parallel()
		k, _ := dialSocket(t, address, nil, "graphql-transport-ws")
		if err := k.conn.Write(t.Context(), websocket.MessageBinary, []byte(hello)); err != nil {
			t.Fatal(err)
		}
		if code, reason := k.closed(t); code != 4400 || reason != "Messages are text" {
			t.Errorf("closed with %d %q", code, reason)
		}
	})
}

// Ensure that a socket is opened only for those who speak the protocol, and to pages that may read the API.
func TestHandshakesOfSockets(t *testing.T) {
	t.Parallel()
	s := newExampleServer(t, openSQLite(t))
	address := listening(t, s)
	for _, tt := range []struct {
		name      string
		header    http.Header
		protocols []string
		status    int
		code      string
	}{
		{"no protocol", nil, nil, 400, "UNSUPPORTED_SUBPROTOCOL"},
		{"the protocol before", nil, []string{"graphql-ws"}, 400, "UNSUPPORTED_SUBPROTOCOL"},
		{"the protocol in another case", nil, []string{"GraphQL-Transport-WS"}, 400, "UNSUPPORTED_SUBPROTOCOL"},
		{"the protocol among others", nil, []string{"graphql-ws", "graphql-transport-ws"}, 101, ""},
		{"its own page", http.Header{"Origin": {strings.TrimSuffix(address, "/graphql")}}, []string{"graphql-transport-ws"}, 101, ""},
		{"a page of another site", http.Header{"Origin": {"https://evil.example"}}, []string{"graphql-transport-ws"}, 403, "CROSS_ORIGIN"},
		{"a page that hides where it is from", http.Header{"Origin": {"null"}}, []string{"graphql-transport-ws"}, 403, "CROSS_ORIGIN"},
		{"a token that is none", http.Header{"Authorization": {"Bearer wrong"}}, []string{"graphql-transport-ws"}, 401, "INVALID_CREDENTIALS"},
		{"a session that is none", http.Header{"Cookie": {"thidua=wrong"}}, []string{"graphql-transport-ws"}, 401, "SESSION_ENDED"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, response := dialSocket(t, address, tt.header, tt.protocols...)
			if response.StatusCode != tt.status {
				t.Fatalf("status %s", response.Status)
			}
			if tt.code == "" {
				return
			}
			text := make([]byte, 1024)
			n, _ := response.Body.Read(text)
			if !strings.Contains(string(text[:n]), `"code":"`+tt.code+`"`) {
				t.Errorf("answered %s", text[:n])
			}
		})
	}
}

// Ensure that a page of another site cannot use the session of who looks at it, whatever the browser sends along.
func TestSocketsAreNotHijacked(t *testing.T) {
	t.Parallel()
	s := newExampleServer(t, openSQLite(t))
	address := listening(t, s)
	p := newPlayer(s)
	p.signIn(t, []string{"an", "EDITOR"})
	own := strings.TrimSuffix(address, "/graphql")
	for _, tt := range []struct {
		name         string
		origin, site string
		status       int
	}{
		{"the own page", own, "same-origin", 101},
		{"the own page in an old browser", own, "", 101},
		{"a program", "", "", 101},
		{"another site", "https://evil.example", "cross-site", 403},
		{"another site in an old browser", "https://evil.example", "", 403},
		{"another host of the site", "https://other.thidua.example.vn", "same-site", 403},
		{"no site", "null", "cross-site", 403},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			header := http.Header{"Cookie": {"thidua=" + p.cookies["an"].Value}}
			if tt.origin != "" {
				header.Set("Origin", tt.origin)
			}
			if tt.site != "" {
				header.Set("Sec-Fetch-Site", tt.site)
			}
			k, response := dialSocket(t, address, header, "graphql-transport-ws")
			if response.StatusCode != tt.status {
				t.Fatalf("status %s", response.Status)
			}
			if k == nil {
				return
			}
			k.say(t, `{"type":"connection_init"}`)
			k.expect(t, "connection_ack", "")
			k.subscribe(t, "1", `{ viewer { role } }`, nil)
			if got := k.expect(t, "next", "1"); !strings.Contains(string(got.Payload), `"EDITOR"`) {
				t.Errorf("it is %s", got.Payload)
			}
		})
	}
}

// Ensure that a socket ends with the session or the token by which it was opened: nothing more comes.
func TestSocketsEndWithTheSession(t *testing.T) {
	t.Parallel()
	s := newExampleServer(t, openSQLite(t))
	s.tell(t)
	address := listening(t, s)
	p := newPlayer(s)
	p.signIn(t, []string{"an", "EDITOR"})
	token, secret, err := s.accounts.CreateToken(t.Context(), access.System(), access.Token{Name: "Báo", Role: access.Editor, Nouns: []access.Noun{}, States: []string{}, Origins: []string{}})
	if err != nil {
		t.Fatal(err)
	}
	bySession := openSocket(t, address, "", func(h http.Header) { h.Set("Cookie", "thidua="+p.cookies["an"].Value) })
	byHeader := openSocket(t, address, "", func(h http.Header) { h.Set("Authorization", "Bearer "+secret) })
	byMessage := openSocket(t, address, `{"authorization":"Bearer `+secret+`"}`)
	all := map[string]*socketClient{"session": bySession, "header": byHeader, "message": byMessage}
	for name, k := range all {
		k.expect(t, "connection_ack", "")
		k.subscribe(t, "1", live, nil)
		k.expect(t, "next", "1")
		k.subscribe(t, "2", `{ viewer { role } }`, nil)
		if got := k.expect(t, "next", "2"); name == "session" && !strings.Contains(string(got.Payload), `"EDITOR"`) {
			t.Errorf("by %s it is %s", name, got.Payload)
		}
		k.expect(t, "complete", "2")
	}
	p.ask(t, "an", `mutation { sessionEnd { userErrors { code } } }`)
	if _, err := s.accounts.RevokeToken(t.Context(), access.System(), token.ID, token.Version); err != nil {
		t.Fatal(err)
	}
	publish(t, s, newsroom.Content{Title: "Tin sau khi đăng xuất", Body: richtext.Body{}})
	s.tell(t)
	for name, k := range all {
		want := "Forbidden: INVALID_CREDENTIALS"
		if name == "session" {
			want = "Forbidden: SESSION_ENDED"
		}
		if m, code, reason := k.hear(t); code != 4403 || reason != want {
			t.Errorf("by %s: %s %s, %d %s", name, m.Type, m.Payload, code, reason)
		}
	}
}
