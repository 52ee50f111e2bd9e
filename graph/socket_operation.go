package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"thidua/graph/guard"
	"thidua/internal/errs"
)

// subscribe starts an operation; false if it ends the socket.
func (k *socket) subscribe(m guard.Message) bool {
	switch {
	case !k.introduced:
		k.close(closeUnauthorized, "Unauthorized")
		return false
	case m.ID == "" || m.Payload == nil:
		k.close(closeInvalid, "Invalid message: subscribe has an id and a payload")
		return false
	}
	request, err := k.server.limits.Request(m.Payload)
	if errs.CodeOf(err) == guard.BadRequest {
		k.invalid(err)
		return false
	}
	ctx, cancel := context.WithCancel(k.ctx)
	op := &operation{socket: k, id: m.ID, cancel: cancel}
	twice, full := k.start(op)
	if twice {
		cancel()
		k.close(closeDuplicate, "Subscriber for "+m.ID+" already exists")
		return false
	}
	if err == nil {
		err = full
	}
	k.work.Go(func() {
		defer cancel()
		op.run(ctx, request, err)
	})
	return true
}

// operation is one that a client runs on a socket.
type operation struct {
	socket *socket
	id     string
	cancel context.CancelFunc
}

// start notes an operation and takes a place for it, unless one is free. Without a place it is noted all the same, so that the
// refusal is its answer.
func (k *socket) start(op *operation) (twice bool, full error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.running[op.id] != nil {
		return true, nil
	}
	k.running[op.id] = op
	k.active++
	if k.active > k.places {
		if full = k.server.streams.take(k.client); full == nil {
			k.places++
		}
	}
	return false, full
}

// finish forgets an operation and gives its place back; the last one is that of the socket.
func (k *socket) finish(op *operation) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.running[op.id] == op {
		delete(k.running, op.id)
	}
	k.active--
	if k.places > max(1, k.active) {
		k.places--
		k.server.streams.leave(k.client)
	}
}

// run answers an operation, or refuses it, and says that it is over.
func (o *operation) run(ctx context.Context, request guard.Request, refusal error) {
	k, s, r := o.socket, o.socket.server, o.socket.opener()
	ctx = s.withExchange(ctx, r.Header.Get("Accept-Language"))
	x := exchangeOf(ctx)
	x.purse = s.purseOf(r)
	err := refusal
	if err == nil {
		err = o.answer(ctx, r, request)
	}
	if guard.IsRefusal(err) {
		x.purse.charge()
	}
	if credentialsFail(err) {
		k.forbid(err)
	}
	k.finish(o) // before it is told, as the client may use the name again then
	switch {
	case errors.Is(err, errGone):
	case err == nil:
		o.send(ctx, messageComplete, nil)
	default:
		list, encodeErr := json.Marshal(s.describeAll(ctx, err))
		if encodeErr != nil {
			k.drop()
			return
		}
		o.send(ctx, messageError, list)
	}
}

// send sends a message about the operation; false if the client does not wait for it any more.
func (o *operation) send(ctx context.Context, kind string, payload []byte) bool {
	return ctx.Err() == nil && o.socket.write(message(kind, o.id, payload)) //nolint:contextcheck // a write that is broken off would end the socket
}

// answer finds out who asks, as anew for each operation, and runs it.
func (o *operation) answer(ctx context.Context, r *http.Request, request guard.Request) (err error) {
	defer func() {
		if value := recover(); value != nil { // outside any resolver
			err = recovered(ctx, value)
		}
	}()
	s, x := o.socket.server, exchangeOf(ctx)
	if err := x.purse.take(requestPoints); err != nil {
		return err
	}
	ctx, _, err = s.enterStream(ctx, r)
	if err != nil {
		return err
	}
	// Clients send again what was not answered when a socket breaks, so that a change could be made twice: changes come by POST.
	ready, err := s.ready(ctx, request, r.Header, ast.Subscription, ast.Query)
	if err == nil {
		err = x.purse.take(x.price)
	}
	if err != nil {
		return err
	}
	if ready.Operation.Operation == ast.Subscription {
		return s.stream(ctx, ready, func(answer []byte) bool { return o.next(ctx, answer) })
	}
	return o.query(ctx, ready)
}

// next sends an answer.
func (o *operation) next(ctx context.Context, answer []byte) bool {
	return o.send(ctx, messageNext, bytes.TrimRight(answer, "\n"))
}

// query answers a query, as over HTTP.
func (o *operation) query(ctx context.Context, ready *graphql.OperationContext) error {
	s, x := o.socket.server, exchangeOf(ctx)
	x.stream = nil
	if err := s.metered(ctx, ready); err != nil {
		return err
	}
	limited, cancel := context.WithTimeout(ctx, s.streams.bounds.Answer)
	defer cancel()
	response, err := s.run(limited, ready)
	if err != nil {
		return err
	}
	if !o.next(ctx, s.body(ctx, response, s.costOf(x, true))) {
		return errGone
	}
	return nil
}
