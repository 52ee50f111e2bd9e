package graph

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"thidua/graph/guard"
	"thidua/graph/inorder"
	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/signin"
)

// mediaEvents is the media type of streams, by the protocol graphql-sse in its mode of distinct connections.
const mediaEvents = "text/event-stream"

// stream is one subscription of one client.
type stream struct {
	// permit reports whether who began it may have what comes next.
	permit func(ctx context.Context) error
	// broken is what ended it; read after the last page.
	broken error
}

// wantsEvents reports whether a request asks for a stream, as clients of the protocol and browsers do.
func wantsEvents(header http.Header) bool {
	return strings.HasPrefix(strings.TrimSpace(header.Get("Accept")), mediaEvents)
}

// Follow answers a request with the stream of a subscription of our own, as a reader without an account has it, whoever asks: for pages
// of partners, which do not ask in GraphQL. It has the protocol, the bounds and the points of any stream. Whether the page may have it,
// the caller has found out.
func (s *Server) Follow(w http.ResponseWriter, r *http.Request, subscription string, variables map[string]any) {
	r = r.Clone(r.Context())
	for _, name := range []string{"Authorization", "Cookie", "Origin", signin.LookAs} {
		r.Header.Del(name)
	}
	s.serveOperation(w, r, func(ctx context.Context) (*graphql.OperationContext, error) {
		return s.operation(ctx, guard.Request{Query: subscription, Variables: variables}, nil, func(op *ast.OperationDefinition) error {
			if op.Operation != ast.Subscription {
				return s.limits.Refuse(guard.OperationUnsupported)
			}
			return nil
		})
	})
}

// serveStream answers a request with the stream of events of the subscription that it has.
func (s *Server) serveStream(w http.ResponseWriter, r *http.Request) {
	s.serveOperation(w, r, func(ctx context.Context) (*graphql.OperationContext, error) { return s.subscription(ctx, w, r) })
}

// serveOperation answers a request with the stream of events of an operation. What is no GraphQL request is refused as any other; what is
// wrong with the operation is an event.
func (s *Server) serveOperation(w http.ResponseWriter, r *http.Request, read func(context.Context) (*graphql.OperationContext, error)) {
	ctx, cancel := context.WithCancel(s.withExchange(r.Context(), r.Header.Get("Accept-Language")))
	defer cancel()
	x := exchangeOf(ctx)
	x.purse = s.purseOf(r)
	introduce(w.Header(), r.Method)
	refuse := func(err error) { s.refuse(ctx, w, mediaJSON, err) }
	if err := x.purse.take(requestPoints); err != nil {
		refuse(err)
		return
	}
	ctx, client, err := s.enterStream(ctx, r)
	if err != nil {
		refuse(err)
		return
	}
	operation, err := read(ctx)
	if err == nil {
		err = x.purse.take(x.price)
	}
	if err != nil && status(mediaJSON, err) != http.StatusOK {
		refuse(err)
		return
	}
	if full := s.streams.take(client); full != nil {
		refuse(full)
		return
	}
	defer s.streams.leave(client)
	events := newEvents(w, s.now, s.streams.bounds.Pause)
	fail := func(err error) {
		events.next(s.body(ctx, &graphql.Response{Errors: s.describeAll(ctx, err)}, s.costOf(x, true)))
		events.complete()
	}
	if err != nil {
		if guard.IsRefusal(err) {
			x.purse.charge()
		}
		fail(err)
		return
	}
	defer events.beat(ctx, cancel)()
	if s.ending != nil {
		defer context.AfterFunc(s.ending, cancel)() //nolint:contextcheck // the end of the server is not that of a request
	}
	switch err := s.stream(ctx, operation, events.next); {
	case err == nil:
		events.complete()
	case !errors.Is(err, errGone):
		fail(err)
	}
}

// enterStream finds out who asks, and how to find it out again, and whose stream it is.
func (s *Server) enterStream(ctx context.Context, r *http.Request) (entered context.Context, client string, err error) {
	x := exchangeOf(ctx)
	x.stream = &stream{permit: func(context.Context) error { return nil }}
	if s.door == nil {
		return ctx, "", nil
	}
	ctx, _, err = s.door.Enter(ctx, r)
	if err != nil {
		return ctx, "", err
	}
	began := access.ViewerFrom(ctx)
	if began.IsAnonymous() {
		return ctx, s.door.Address(r), nil
	}
	x.purse = purse{s.budget.accounts, began.Actor}
	x.stream.permit = func(ctx context.Context) error {
		now, err := s.door.Still(r.WithContext(ctx))
		if err == nil && !reflect.DeepEqual(now, began) {
			err = errs.New(errs.SessionEnded, "Quyền của bạn đã thay đổi; hãy kết nối lại.", "What you may do has changed: connect again.")
		}
		return err
	}
	return ctx, began.Actor, nil
}

// subscription reads the request and makes its operation ready, which must be a subscription.
func (s *Server) subscription(ctx context.Context, w http.ResponseWriter, r *http.Request) (*graphql.OperationContext, error) {
	var request guard.Request
	var err error
	switch r.Method {
	case http.MethodPost:
		request, err = s.readPost(w, r)
	case http.MethodGet:
		request, err = s.readGet(r)
	default:
		err = notAllowed("GET, POST")
	}
	if err != nil {
		return nil, err
	}
	return s.ready(ctx, request, r.Header, ast.Subscription)
}

// ready makes an operation ready to run on a line that stays open, if it is of a kind that runs there.
func (s *Server) ready(ctx context.Context, request guard.Request, header http.Header, kinds ...ast.Operation) (*graphql.OperationContext, error) {
	request, from, err := s.resolve(ctx, request)
	if err != nil {
		return nil, err
	}
	operation, err := s.operation(ctx, request, header, func(op *ast.OperationDefinition) error {
		if !slices.Contains(kinds, op.Operation) {
			return s.limits.Refuse(guard.OperationUnsupported)
		}
		return s.trusted(ctx, from, op)
	})
	if err == nil && operation.Operation.Operation == ast.Subscription && hasMeta(operation.Operation.SelectionSet) { // validated, so that every fragment is there
		err = s.limits.Refuse(guard.OperationUnsupported)
	}
	return operation, err
}

// errGone ends a stream whose client has gone, or whose server ends: the client goes on elsewhere by its cursor.
var errGone = errors.New("nobody is there to be told")

// stream sends the events of an operation until it ends, which is no error, or the client has no points left or may not have what
// comes next. Send is false, or ctx ends, when the client is gone.
func (s *Server) stream(ctx context.Context, operation *graphql.OperationContext, send func(answer []byte) bool) error {
	x := exchangeOf(ctx)
	next, err := s.begin(ctx, operation)
	if err != nil {
		return err
	}
	for first := true; ; first = false {
		response, err := s.event(ctx, operation, next)
		switch {
		case ctx.Err() != nil:
			return errGone
		case err != nil:
			return err
		case response == nil:
			return x.stream.broken
		}
		if !first {
			if err := x.purse.take(x.price); err != nil {
				return err
			}
		}
		if !send(s.body(ctx, response, s.costOf(x, true))) {
			return errGone
		}
	}
}

// begin starts an operation; it fails with what its resolver refuses.
func (s *Server) begin(ctx context.Context, operation *graphql.OperationContext) (next graphql.ResponseHandler, err error) {
	defer func() {
		if value := recover(); value != nil {
			next, err = nil, recovered(ctx, value)
		}
	}()
	ctx = graphql.WithOperationContext(inorder.WithArgs(s.prepare(ctx)), operation)
	ctx = graphql.WithResponseContext(ctx, s.present, recovered)
	next = s.schema.Exec(ctx)
	if list := graphql.GetErrors(ctx); len(list) > 0 {
		return nil, list
	}
	if next == nil {
		return nil, errors.New("begin a stream: nothing to run")
	}
	return next, nil
}

// event waits for the next event, which is answered as a request of its own: nothing that was loaded before is used again.
func (s *Server) event(ctx context.Context, operation *graphql.OperationContext, next graphql.ResponseHandler) (response *graphql.Response, err error) {
	defer func() {
		if value := recover(); value != nil {
			response, err = nil, recovered(ctx, value)
		}
	}()
	x := exchangeOf(ctx)
	ctx = context.WithValue(ctx, exchangeKey{}, &exchange{lang: x.lang, check: x.check, stream: x.stream, purse: x.purse})
	ctx = graphql.WithOperationContext(inorder.WithArgs(s.prepare(ctx)), operation)
	ctx = graphql.WithResponseContext(ctx, s.present, recovered)
	if response = next(ctx); response != nil {
		response.Errors = append(response.Errors, graphql.GetErrors(ctx)...)
	}
	return response, nil
}

// hasMeta reports whether something but a stream stands at the root, which the executor does not know there.
func hasMeta(set ast.SelectionSet) bool {
	for _, selection := range set {
		switch sel := selection.(type) {
		case *ast.Field:
			if strings.HasPrefix(sel.Name, "__") {
				return true
			}
		case *ast.InlineFragment:
			if hasMeta(sel.SelectionSet) {
				return true
			}
		case *ast.FragmentSpread:
			if hasMeta(sel.Definition.SelectionSet) {
				return true
			}
		}
	}
	return false
}
