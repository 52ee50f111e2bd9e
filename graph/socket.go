package graph

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/coder/websocket"
	"golang.org/x/time/rate"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/signin"
)

// socketProtocol is the one protocol that is spoken on sockets.
const socketProtocol = "graphql-transport-ws"

// The codes by which sockets are closed: those of the protocol, and those of WebSockets themselves.
const (
	closeInvalid      websocket.StatusCode = 4400 // what came is no message of the protocol
	closeUnauthorized websocket.StatusCode = 4401 // an operation came before the introduction
	closeForbidden    websocket.StatusCode = 4403 // the credentials are wrong, or hold no longer
	closeSilent       websocket.StatusCode = 4408 // no introduction came in time
	closeDuplicate    websocket.StatusCode = 4409 // an operation of that ID is running
	closeTwice        websocket.StatusCode = 4429 // a second introduction came

	closeGoingAway  = websocket.StatusGoingAway               // the server stops, or the socket is old: connect again
	closeMisencoded = websocket.StatusInvalidFramePayloadData // text that is not UTF-8
	closeFlooded    = websocket.StatusPolicyViolation         // more messages than one may send
	closeProtocol   = websocket.StatusProtocolError           // frames that are none
	closeTryLater   = websocket.StatusTryAgainLater           // there is no place or no store now
)

// closePatience is how long a client may take to say that it has read why its socket is closed.
const closePatience = 2 * time.Second

// socket is one connection of one client, on which it runs operations by the protocol graphql-transport-ws.
//
// One goroutine reads messages. Each operation runs in one of its own, and writes its answers itself, one after the other: nothing is
// queued, so that an operation whose answers are not read waits, and then ends the socket.
type socket struct {
	server *Server
	conn   *websocket.Conn
	wire   *wire
	// ctx is that of all that runs on it, and ends when it is closed.
	ctx context.Context //nolint:containedctx // the life of the socket, whose methods are called by several goroutines
	// stop ends ctx.
	stop context.CancelFunc
	// client is whose places it takes.
	client string
	// introduced says that the introduction was accepted.
	introduced bool
	messages   *rate.Limiter // what comes on it
	writing    sync.Mutex
	ending     sync.Once
	work       sync.WaitGroup // all goroutines but the reader

	mu sync.Mutex
	// request is the one that opened it, later with the token of the introduction. It says who makes each operation.
	request *http.Request
	running map[string]*operation // that the client waits for, by their IDs
	active  int                   // operations that have not ended
	places  int                   // that it has taken
}

// opensSocket reports whether a request wants to become a socket.
func opensSocket(header http.Header) bool {
	return strings.EqualFold(strings.TrimSpace(header.Get("Upgrade")), "websocket")
}

// serveSocket opens a socket and serves it until it is closed.
func (s *Server) serveSocket(w http.ResponseWriter, r *http.Request) {
	ctx := s.withExchange(r.Context(), r.Header.Get("Accept-Language"))
	x := exchangeOf(ctx)
	x.purse = s.purseOf(r)
	introduce(w.Header(), r.Method)
	client, visit, err := s.admit(ctx, r)
	if err == nil {
		err = s.streams.take(client)
	}
	if err != nil {
		leave(w, visit)
		s.refuse(ctx, w, mediaJSON, err)
		return
	}
	k := &socket{
		server: s, request: r, client: client, places: 1, running: map[string]*operation{},
		messages: rate.NewLimiter(rate.Limit(s.streams.bounds.Messages), 10*s.streams.bounds.Messages),
	}
	wiring := &wiring{ResponseWriter: w, bytes: s.streams.bounds.Bytes, now: s.now}
	conn, err := websocket.Accept(wiring, r, &websocket.AcceptOptions{
		Subprotocols: []string{socketProtocol}, CompressionMode: websocket.CompressionDisabled,
		InsecureSkipVerify: s.door != nil, // which was asked
		OnPingReceived:     func(context.Context, []byte) bool { return k.allow() },
		OnPongReceived:     func(context.Context, []byte) { k.allow() },
	})
	if err != nil { // and the client was told
		s.streams.leave(client)
		return
	}
	k.conn, k.wire = conn, wiring.wire
	k.ctx, k.stop = context.WithCancel(r.Context())
	k.serve() //nolint:contextcheck // it has its own life, which is that of the request
}

// admit says whose socket it would be, or why there shall be none.
func (s *Server) admit(ctx context.Context, r *http.Request) (client string, visit *signin.Visit, err error) {
	x := exchangeOf(ctx)
	if err := x.purse.take(requestPoints); err != nil {
		return "", nil, err
	}
	if !slices.Contains(protocolsOf(r.Header), socketProtocol) {
		return "", nil, errs.New(unsupportedProtocol,
			"Kết nối WebSocket phải dùng giao thức "+socketProtocol+".", "A WebSocket must speak the subprotocol "+socketProtocol+".")
	}
	if s.door == nil {
		return "", nil, nil
	}
	if err := s.door.Handshake(r); err != nil {
		return "", nil, err
	}
	ctx, visit, err = s.door.Enter(ctx, r)
	if err != nil {
		return "", visit, err
	}
	if viewer := access.ViewerFrom(ctx); !viewer.IsAnonymous() {
		return viewer.Actor, visit, nil
	}
	return s.door.Address(r), visit, nil
}

// protocolsOf returns the subprotocols that a client offers.
func protocolsOf(header http.Header) []string {
	var all []string
	for _, line := range header.Values("Sec-WebSocket-Protocol") {
		for name := range strings.SplitSeq(line, ",") {
			all = append(all, strings.TrimSpace(name))
		}
	}
	return all
}

// serve serves the socket until it is closed, and everything on it has ended.
func (k *socket) serve() {
	bounds := k.server.streams.bounds
	k.conn.SetReadLimit(int64(bounds.Message))
	silent := time.AfterFunc(bounds.Introduction, func() { k.close(closeSilent, "Connection initialisation timeout") })
	defer silent.Stop()
	goingAway := func() { k.close(closeGoingAway, "Going away: connect again") }
	defer context.AfterFunc(k.ctx, goingAway)() // at the end of its time
	if ending := k.server.ending; ending != nil {
		defer context.AfterFunc(ending, goingAway)()
	}
	k.work.Go(k.beat)
	k.read(silent)
	k.drop() // if it was not closed: nothing begins after it
	k.work.Wait()
	_ = k.conn.CloseNow() // it may be closed already
	for range k.places {
		k.server.streams.leave(k.client)
	}
}

// close ends the socket and tells the client why. The first reason holds. It returns at once: who does not read the reason is cut off.
func (k *socket) close(code websocket.StatusCode, reason string) {
	k.ending.Do(func() {
		k.stop()
		k.work.Go(func() {
			cut := time.AfterFunc(closePatience, func() { _ = k.wire.Close() })
			defer cut.Stop()
			_ = k.conn.Close(code, clipReason(reason)) // whoever has gone need not know
		})
	})
}

// drop ends the socket of a client who is gone or too slow.
func (k *socket) drop() {
	k.ending.Do(func() {
		k.stop()
		_ = k.wire.Close()
	})
}

// clipReason cuts a reason to what fits into the frame that closes a socket.
func clipReason(reason string) string {
	const most = 123
	for len(reason) > most || !utf8.ValidString(reason) {
		reason = reason[:min(len(reason)-1, most)]
	}
	return reason
}

// beat pings until the socket is closed, and asks whether the credentials still hold: a sign-out ends it though nothing is told. Who
// does not answer is gone.
func (k *socket) beat() {
	tick := time.NewTicker(k.server.streams.bounds.Beat)
	defer tick.Stop()
	for {
		select {
		case <-k.ctx.Done():
			return
		case <-tick.C:
		}
		if err := k.stillHolds(); credentialsFail(err) {
			k.forbid(err)
			return
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(k.ctx), k.server.streams.bounds.Pause)
		err := k.conn.Ping(ctx)
		cancel()
		if err != nil {
			k.drop()
			return
		}
	}
}

// stillHolds looks at the credentials once more. That it cannot be found out now is no reason to end a socket: nothing is told by it
// without asking.
func (k *socket) stillHolds() error {
	if k.server.door == nil {
		return nil
	}
	_, err := k.server.door.Still(k.opener().WithContext(k.ctx))
	return err
}

// opener returns the request that says who makes the operations.
func (k *socket) opener() *http.Request {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.request
}

// write sends a message; false if the client is gone or too slow, which ends the socket.
func (k *socket) write(message []byte) bool {
	k.writing.Lock() // so that each has its own time
	defer k.writing.Unlock()
	if k.ctx.Err() != nil {
		return false
	}
	// Not that of the operation: a write that is broken off would end the socket.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(k.ctx), k.server.streams.bounds.Pause)
	defer cancel()
	if err := k.conn.Write(ctx, websocket.MessageText, message); err != nil {
		k.drop()
		return false
	}
	return true
}

// credentialsFail reports whether an error says that who opened the socket may not have anything by it any more.
func credentialsFail(err error) bool {
	switch errs.CodeOf(err) {
	case errs.InvalidCredentials, errs.SessionEnded, errs.TokenExpired, errs.OriginNotAllowed, errs.CrossOrigin:
		return true
	default:
		return false
	}
}

// forbid closes the socket of somebody whose credentials fail.
func (k *socket) forbid(err error) { k.close(closeForbidden, "Forbidden: "+string(errs.CodeOf(err))) }
