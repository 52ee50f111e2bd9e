package graph

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"thidua/graph/guard"
	"thidua/internal/access"
	"thidua/internal/errs"
)

// mediaEvents is the media type of streams, by the protocol graphql-sse in its mode of distinct connections.
const mediaEvents = "text/event-stream"

// Streams bounds the streams that are open at once; zero means the default.
type Streams struct {
	// All is how many there may be; 1,000 by default. Each holds a connection.
	All int
	// Client is how many one address may have, or one account or API token; 50 by default.
	Client int
	// Pause is how long a client may take to read what is sent; 10 seconds by default. One that is slower is dropped.
	Pause time.Duration
}

// streamBeat is the time between comments that keep a silent line open, and find out that it is broken.
const streamBeat = 12 * time.Second

// streams counts the streams that are open. Safe for concurrent use.
type streams struct {
	bounds Streams
	mu     sync.Mutex
	all    int
	of     map[string]int
}

// newStreams returns a count of none.
func newStreams(bounds Streams) *streams {
	if bounds.All == 0 {
		bounds.All = 1_000
	}
	if bounds.Client == 0 {
		bounds.Client = 50
	}
	if bounds.Pause == 0 {
		bounds.Pause = 10 * time.Second
	}
	return &streams{bounds: bounds, of: map[string]int{}}
}

// open counts one more of a client, until leave is called; or refuses it.
func (s *streams) open(client string) (leave func(), err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all >= s.bounds.All {
		return nil, errs.New(errs.Unavailable, "Máy chủ đang có quá nhiều kết nối theo dõi; hãy thử lại sau.", "The server has too many streams open: try again later.")
	}
	if s.of[client] >= s.bounds.Client {
		e := errs.New(errs.RateLimited,
			fmt.Sprintf("Mỗi nơi chỉ mở được %d kết nối theo dõi cùng lúc; hãy đóng bớt.", s.bounds.Client),
			fmt.Sprintf("One client may have %d streams open at once: close some.", s.bounds.Client))
		e.RetryAfter = s.bounds.Pause
		return nil, e
	}
	s.all++
	s.of[client]++
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.all--
		if s.of[client]--; s.of[client] == 0 {
			delete(s.of, client)
		}
	}, nil
}

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

// serveStream answers a request with a stream of events. What is no GraphQL request is refused as any other; what is wrong with the
// operation is an event.
func (s *Server) serveStream(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithCancel(s.withExchange(r.Context(), r.Header.Get("Accept-Language")))
	defer cancel()
	x := exchangeOf(ctx)
	x.purse = s.purseOf(r)
	w.Header().Set("Vary", vary)
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Robots-Tag", "noindex")
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
	operation, err := s.subscription(ctx, w, r)
	if err == nil {
		err = x.purse.take(x.price)
	}
	if err != nil && status(mediaJSON, err) != http.StatusOK {
		refuse(err)
		return
	}
	leave, full := s.streams.open(client)
	if full != nil {
		refuse(full)
		return
	}
	defer leave()
	events := newEvents(w, s.now, s.streams.bounds.Pause)
	if err != nil {
		if guard.IsRefusal(err) {
			x.purse.charge(refusedPoints)
		}
		events.next(s.encode(ctx, &graphql.Response{Errors: s.describeAll(ctx, err)}, s.costOf(x, true)))
		events.complete()
		return
	}
	defer events.beat(ctx, cancel)()
	if s.ending != nil {
		defer context.AfterFunc(s.ending, cancel)() //nolint:contextcheck // the end of the server is not that of a request
	}
	s.stream(ctx, operation, events)
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
		now, err := s.door.Viewer(r.WithContext(ctx))
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
	request, from, err := s.resolve(ctx, request)
	if err != nil {
		return nil, err
	}
	operation, err := s.operation(ctx, request, r.Header, func(op *ast.OperationDefinition) error {
		if op.Operation != ast.Subscription {
			return s.limits.Refuse(guard.OperationUnsupported)
		}
		return s.trusted(ctx, from, op)
	})
	if err == nil && hasMeta(operation.Operation.SelectionSet) { // validated, so that every fragment is there
		err = s.limits.Refuse(guard.OperationUnsupported)
	}
	return operation, err
}

// stream sends the events of an operation until it ends, or the client is gone or has no points left.
func (s *Server) stream(ctx context.Context, operation *graphql.OperationContext, events *events) {
	x := exchangeOf(ctx)
	fail := func(err error) {
		events.next(s.encode(ctx, &graphql.Response{Errors: s.describeAll(ctx, err)}, s.costOf(x, true)))
		events.complete()
	}
	next, err := s.begin(ctx, operation)
	if err != nil {
		fail(err)
		return
	}
	for first := true; ; first = false {
		response, err := s.event(ctx, operation, next)
		switch {
		case ctx.Err() != nil: // the client has gone, or the server ends: it goes on elsewhere by its cursor
			return
		case err == nil && response == nil:
			err = x.stream.broken
		}
		if err == nil && response != nil && !first {
			err = x.purse.take(x.price)
		}
		if err != nil {
			fail(err)
			return
		}
		if response == nil {
			events.complete()
			return
		}
		if !events.next(s.encode(ctx, response, s.costOf(x, true))) {
			return
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
	ctx = graphql.WithOperationContext(s.prepare(ctx), operation)
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
	ctx = graphql.WithOperationContext(s.prepare(ctx), operation)
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
