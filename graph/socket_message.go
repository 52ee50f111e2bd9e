package graph

import (
	"context"
	"encoding/json"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/coder/websocket"

	"thidua/graph/guard"
	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/signin"
)

// The types of messages.
const (
	messageInit      = "connection_init"
	messageAck       = "connection_ack"
	messagePing      = "ping"
	messagePong      = "pong"
	messageSubscribe = "subscribe"
	messageNext      = "next"
	messageError     = "error"
	messageComplete  = "complete"
)

// message returns a message for the client, whose payload is JSON; nil for none.
func message(kind, id string, payload []byte) []byte {
	text := append(make([]byte, 0, len(payload)+len(id)+60), `{"type":"`...)
	text = append(append(text, kind...), '"')
	if id != "" {
		quoted, _ := json.Marshal(id) //nolint:errchkjson // a string always has a form
		text = append(append(text, `,"id":`...), quoted...)
	}
	if payload != nil {
		text = append(append(text, `,"payload":`...), payload...)
	}
	return append(text, '}')
}

// read takes messages until the socket is closed. An introduction stops what would close it as silent.
func (k *socket) read(silent *time.Timer) {
	for k.ctx.Err() == nil {
		text, ok := k.receive()
		if !ok || !k.allow() {
			return
		}
		m, err := k.server.limits.Message(text)
		if err != nil {
			k.invalid(err)
			return
		}
		if m.Type == messageInit && !silent.Stop() && !k.introduced {
			return // it came too late
		}
		if !k.take(m) {
			return
		}
	}
}

// allow counts a message; false if there were too many, which ends the socket.
func (k *socket) allow() bool {
	if k.messages.AllowN(k.server.now(), 1) {
		return true
	}
	k.close(closeFlooded, "Too many messages")
	return false
}

// receive returns the next text, which must come whole in time; false if the socket ends.
func (k *socket) receive() (text []byte, ok bool) {
	// Not that of the socket: a read that is broken off would end it before the client knows why.
	ctx, cancel := context.WithCancel(context.WithoutCancel(k.ctx))
	defer cancel()
	kind, r, err := k.conn.Reader(ctx)
	if err == nil {
		defer time.AfterFunc(k.server.streams.bounds.Pause, cancel).Stop()
		text, err = io.ReadAll(r)
	}
	switch {
	case err != nil && websocket.CloseStatus(err) != -1: // the client said goodbye, and was answered
		k.drop()
	case err != nil: // the frames were wrong, of which it was told, or broke off
		k.close(closeProtocol, "Protocol error")
	case kind != websocket.MessageText:
		k.close(closeInvalid, "Messages are text")
	case !utf8.Valid(text):
		k.close(closeMisencoded, "Text is UTF-8")
	default:
		return text, true
	}
	return nil, false
}

// invalid closes a socket on which something came that is no message.
func (k *socket) invalid(err error) {
	reason := "Invalid message"
	if e := errs.As(err); e != nil {
		reason += ": " + e.En
	}
	k.close(closeInvalid, reason)
}

// take does what a message asks for; false if it ends the socket.
func (k *socket) take(m guard.Message) bool {
	switch m.Type {
	case messageInit:
		return k.introduce(m)
	case messagePing:
		return k.write(message(messagePong, "", m.Payload))
	case messagePong:
		return true
	case messageSubscribe:
		return k.subscribe(m)
	case messageComplete:
		return k.complete(m)
	default:
		k.close(closeInvalid, "Invalid message: unknown type")
		return false
	}
}

// introduce accepts who opened the socket, by the token of the introduction if it has one.
func (k *socket) introduce(m guard.Message) bool {
	if k.introduced {
		k.close(closeTwice, "Too many initialisation requests")
		return false
	}
	authorization, err := k.authorization(m.Payload)
	if err != nil {
		k.invalid(err)
		return false
	}
	if authorization != "" && k.server.door != nil {
		if err := k.enter(authorization); err != nil {
			return false
		}
	}
	k.introduced = true
	return k.write(message(messageAck, "", nil))
}

// authorization returns what the payload of an introduction has under that name, by which pages give a token; "" for none.
func (k *socket) authorization(payload []byte) (string, error) {
	object, err := k.server.limits.Object("payload", string(payload))
	if err != nil {
		return "", err
	}
	found := ""
	for key, value := range object {
		if !strings.EqualFold(key, "authorization") || value == nil {
			continue
		}
		text, ok := value.(string)
		if !ok || text == "" || found != "" {
			return "", errs.New(guard.BadRequest, "authorization phải là một chuỗi.", "authorization must be one string.")
		}
		found = text
	}
	return found, nil
}

// enter makes the bearer of a token the one whose socket it is, or closes it.
func (k *socket) enter(authorization string) error {
	s := k.server
	r := signin.WithToken(k.opener(), authorization)
	ctx := s.withExchange(k.ctx, r.Header.Get("Accept-Language"))
	ctx, _, err := s.door.Enter(ctx, r)
	if err == nil {
		err = s.streams.move(k.client, access.ViewerFrom(ctx).Actor)
	}
	switch {
	case err == nil:
		k.client = access.ViewerFrom(ctx).Actor
		k.mu.Lock()
		k.request = r
		k.mu.Unlock()
	case credentialsFail(err):
		s.purseOf(r).charge()
		k.forbid(err)
	default:
		k.close(closeTryLater, "Try again later: "+string(errs.CodeOf(err)))
	}
	return err
}

// complete ends an operation that the client does not want any more. One that has ended by itself is no mistake.
func (k *socket) complete(m guard.Message) bool {
	if m.ID == "" || m.Payload != nil {
		k.close(closeInvalid, "Invalid message: complete has an id, and nothing else")
		return false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if op := k.running[m.ID]; op != nil {
		op.cancel()
		delete(k.running, m.ID) // another one may have its name now
	}
	return true
}
