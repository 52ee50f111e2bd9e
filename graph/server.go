package graph

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/klauspost/compress/gzhttp"
	"github.com/maypok86/otter/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator"
	"golang.org/x/text/language"

	"thidua/graph/guard"
	"thidua/graph/inorder"
	"thidua/internal/access"
	"thidua/internal/answers"
	"thidua/internal/errs"
	"thidua/internal/persisted"
	"thidua/internal/signin"
	"thidua/internal/store"
	"thidua/internal/upload"
)

// Config is what a [Server] is made of.
type Config struct {
	// Schema is the generated schema with its resolvers. Required.
	Schema graphql.ExecutableSchema
	// Logger gets internal errors. Required.
	Logger *slog.Logger
	// Now is the clock. Required.
	Now func() time.Time
	// Door says who makes each HTTP request. Without it everybody is an anonymous reader.
	Door *signin.Door
	// Limits bounds every request; the zero value means [guard.DefaultLimits].
	Limits guard.Limits
	// Documents has the saved documents that requests may name. Without it, there are none.
	Documents *persisted.Documents
	// Remembered keeps the queries that clients sent with their hash. Without it, clients are told to send each query.
	Remembered *persisted.Remembered
	// TrustedOnly lets readers who have not signed in run saved documents only.
	TrustedOnly bool
	// Answers keeps the answers to readers who have not signed in. Without it, each is found anew.
	Answers *answers.Cache
	// Uploads receives the files of forms. Without it, forms are refused.
	Uploads *upload.Receiver
	// Points bounds what clients may use a minute; the zero value bounds nothing.
	Points Points
	// Streams bounds the streams and sockets that are open at once, and what they may do.
	Streams Streams
	// Ending, if set, ends when the server is to stop: streams end then, which others would wait for.
	Ending context.Context //nolint:containedctx // the life of the server, not of a request
	// Introspection lets clients ask for the schema, and suggests names in validation errors.
	Introspection bool
	// DocumentCacheBytes bounds the memory of validated documents that are kept for their next use. Zero means 32 MiB.
	DocumentCacheBytes uint64
	// Meter, if set, counts the root fields of a query that a client may not ask for at any rate, by their names and
	// how often an operation asks. It runs after the guard; its refusal is that of the whole request.
	Meter func(ctx context.Context, field string, times int) error
	// Pages, if set, is told the origin of each page that asks, before anything is read. Its refusal is that of the whole request.
	Pages func(ctx context.Context, origin string) error
	// Prepare, if set, gives the context of each operation what resolvers expect there, such as its loaders. It runs
	// after the guard, so refused requests do not pay for it.
	Prepare func(context.Context) context.Context
}

// Server runs GraphQL operations: it is the handler of /graphql, and the one way by which any transport reaches the
// schema. It keeps no state between requests but a cache of validated documents. Safe for concurrent use.
type Server struct {
	schema        graphql.ExecutableSchema
	logger        *slog.Logger
	now           func() time.Time
	door          *signin.Door
	limits        guard.Limits
	saved         *persisted.Documents
	remembered    *persisted.Remembered
	trustedOnly   bool
	answers       *answers.Cache
	budget        budget
	streams       *streams
	ending        context.Context //nolint:containedctx // the life of the server, not of a request
	headers       *headers
	compress      func(http.Handler) http.HandlerFunc
	uploads       *upload.Receiver
	introspection bool
	prepare       func(context.Context) context.Context
	meter         func(ctx context.Context, field string, times int) error
	pages         func(ctx context.Context, origin string) error
	rules         []validator.Rule
	documents     *otter.Cache[string, *guard.Document]
	languages     language.Matcher
}

// The default of [Config.DocumentCacheBytes].
const defaultDocumentCache = 32 << 20

// NewServer returns a server for the schema. It fails if a required part of the config is missing.
func NewServer(c Config) (*Server, error) {
	switch {
	case c.Schema == nil:
		return nil, errors.New("new graphql server: no schema")
	case c.Logger == nil:
		return nil, errors.New("new graphql server: no logger")
	case c.Now == nil:
		return nil, errors.New("new graphql server: no clock")
	case c.TrustedOnly && c.Documents == nil:
		return nil, errors.New("new graphql server: only saved documents, and none to run")
	}
	if c.Limits == (guard.Limits{}) {
		c.Limits = guard.DefaultLimits()
	}
	if c.DocumentCacheBytes == 0 {
		c.DocumentCacheBytes = defaultDocumentCache
	}
	if c.Prepare == nil {
		c.Prepare = func(ctx context.Context) context.Context { return ctx }
	}
	budget, err := newBudget(c.Points, c.Limits.Cost, c.Now)
	if err != nil {
		return nil, fmt.Errorf("new graphql server: %w", err)
	}
	documents, err := otter.New(&otter.Options[string, *guard.Document]{
		MaximumWeight: c.DocumentCacheBytes,
		Weigher:       weigh,
	})
	if err != nil {
		return nil, fmt.Errorf("make document cache: %w", err)
	}
	compress, err := gzhttp.NewWrapper()
	if err != nil {
		return nil, fmt.Errorf("make compression: %w", err)
	}
	languages := language.NewMatcher([]language.Tag{vietnamese: language.Vietnamese, english: language.English})
	return &Server{
		schema:        c.Schema,
		logger:        c.Logger,
		now:           c.Now,
		door:          c.Door,
		limits:        c.Limits,
		saved:         c.Documents,
		remembered:    c.Remembered,
		trustedOnly:   c.TrustedOnly,
		answers:       c.Answers,
		budget:        budget,
		streams:       newStreams(c.Streams),
		ending:        c.Ending,
		headers:       newHeaders(languages),
		compress:      compress,
		uploads:       c.Uploads,
		introspection: c.Introspection,
		prepare:       c.Prepare,
		meter:         c.Meter,
		pages:         c.Pages,
		rules:         validationRules(c.Introspection),
		documents:     documents,
		languages:     languages,
	}, nil
}

// ServeHTTP answers one GraphQL request over HTTP, as the GraphQL-over-HTTP specification says.
//
// It is safe against cross-site request forgery without tokens: a POST must be application/json, or a form with a header
// of its own, which a browser sends to another site only after a preflight, a GET runs queries only, which change nothing,
// and the session cookie is refused from pages of other origins besides.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if origin := r.Header.Get("Origin"); origin != "" && s.pages != nil {
		if err := s.pages(r.Context(), origin); err != nil {
			s.turnAway(w, r, err)
			return
		}
	}
	switch {
	case opensSocket(r.Header):
		s.serveSocket(w, r)
		return
	case wantsEvents(r.Header):
		s.serveStream(w, r)
		return
	}
	purse := s.purseOf(r)
	if purse.take(keptPoints) != nil || s.answers == nil || s.door != nil && !s.door.IsStranger(r) || r.Header[costHeader] != nil {
		s.serveAnew(w, r, nil) // which says so, if there are no points
		return
	}
	s.serveKept(w, r, purse)
}

// serveAnew finds the answer to a request, with a lead for others who ask the same too.
func (s *Server) serveAnew(w http.ResponseWriter, r *http.Request, lead *answers.Lead) {
	s.compress(http.HandlerFunc(s.serve)).ServeHTTP(w, r.WithContext(withLead(r.Context(), lead)))
}

// serve finds the answer to a request.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	ctx := s.withExchange(r.Context(), r.Header.Get("Accept-Language"))
	x := exchangeOf(ctx)
	x.purse = s.purseOf(r)
	introduce(w.Header(), r.Method)

	media, err := negotiate(r.Header.Values("Accept"))
	if err != nil {
		s.refuse(ctx, w, mediaJSON, err)
		return
	}
	if err := x.purse.take(requestPoints - keptPoints); err != nil {
		s.refuse(ctx, w, media, err)
		return
	}
	var visit *signin.Visit
	if s.door != nil {
		if ctx, visit, err = s.door.Enter(ctx, r); err != nil {
			leave(w, visit)
			s.refuse(ctx, w, media, err)
			return
		}
	}
	if viewer := access.ViewerFrom(ctx); !viewer.IsAnonymous() {
		x.purse = purse{s.budget.accounts, viewer.Actor}
	}
	request, form, err := s.readRequest(ctx, w, r)
	defer form.close()
	if err != nil {
		s.refuse(ctx, w, media, err)
		return
	}
	ctx, reads := store.WithReads(ctx)
	request, source, err := s.resolve(ctx, request)
	if err != nil {
		s.refuse(ctx, w, media, err)
		return
	}
	opCtx, err := s.operation(ctx, request, r.Header, func(op *ast.OperationDefinition) error {
		if err := s.transportable(r.Method, op); err != nil {
			return err
		}
		return s.trusted(ctx, source, op)
	})
	if err == nil {
		err = x.purse.take(x.price)
	}
	if err == nil {
		err = s.metered(ctx, opCtx)
	}
	if err != nil {
		s.refuse(ctx, w, media, err)
		return
	}
	s.remember(ctx, request, visit)
	if err := form.receive(ctx); err != nil {
		s.refuse(ctx, w, media, err)
		return
	}
	response, err := s.run(ctx, opCtx)
	if err != nil {
		s.refuse(ctx, w, media, err)
		return
	}
	leave(w, visit)
	if r.Header[costHeader] == nil && isForAll(ctx, opCtx, response, reads, visit) {
		s.writeForAll(ctx, w, r, media, response, reads, source)
		return
	}
	s.write(ctx, w, media, http.StatusOK, response)
}

// turnAway answers a request that is refused before it is read.
func (s *Server) turnAway(w http.ResponseWriter, r *http.Request, err error) {
	ctx := s.withExchange(r.Context(), r.Header.Get("Accept-Language"))
	introduce(w.Header(), r.Method)
	media, unread := negotiate(r.Header.Values("Accept"))
	if unread != nil { // of a stream, or nothing that we write
		media = mediaJSON
	}
	s.refuse(ctx, w, media, err)
}

// leave sets the cookie of a sign-in or sign-out.
func leave(w http.ResponseWriter, visit *signin.Visit) {
	if visit == nil {
		return
	}
	if cookie := visit.Left(); cookie != nil {
		http.SetCookie(w, cookie)
	}
}

// refuse answers a request that was not run, and charges for what was done to find out that it should not.
func (s *Server) refuse(ctx context.Context, w http.ResponseWriter, media string, err error) {
	var method *methodError
	if errors.As(err, &method) {
		w.Header().Set("Allow", method.allow)
	}
	if e := errs.As(err); e != nil && e.Code == errs.RateLimited {
		w.Header().Set("Retry-After", strconv.Itoa(int(e.RetryAfter.Seconds())))
	}
	if guard.IsRefusal(err) || errs.CodeOf(err) == errs.InvalidCredentials {
		exchangeOf(ctx).purse.charge()
	}
	s.write(ctx, w, media, status(media, err), &graphql.Response{Errors: s.describeAll(ctx, err)})
}

// run runs an operation that was prepared by [Server.operation]. Its error is a panic outside any resolver.
func (s *Server) run(ctx context.Context, opCtx *graphql.OperationContext) (response *graphql.Response, err error) {
	defer func() {
		if value := recover(); value != nil {
			response, err = nil, recovered(ctx, value)
		}
	}()
	ctx = graphql.WithOperationContext(inorder.WithArgs(s.prepare(ctx)), opCtx)
	ctx = graphql.WithResponseContext(ctx, s.present, recovered)
	response = s.schema.Exec(ctx)(ctx)
	if response == nil {
		return nil, errors.New("run operation: no response")
	}
	response.Errors = append(response.Errors, graphql.GetErrors(ctx)...)
	if extensions := graphql.GetExtensions(ctx); len(extensions) > 0 {
		response.Extensions = extensions
	}
	return response, nil
}

// weigh estimates, from above, the memory of a cached document: its text, and what the parser makes of each token.
func weigh(query string, d *guard.Document) uint32 {
	const perToken = 256 // measured: 100 to 225 bytes, by how much of the text is fields and values
	return uint32(len(query) + perToken*d.Tokens)
}
