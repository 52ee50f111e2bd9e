// Package httpd is the HTTP server around the handlers that it is given: routes, request IDs, log, limits, CORS, health
// and shutdown. It knows neither GraphQL nor the domain; cmd puts them together. It may import internal/reqid only.
package httpd

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// Paths are handlers by the patterns of the paths that they answer, such as "/feeds/".
type Paths map[string]http.Handler

// Routes are the handlers of a server. All but More are required.
type Routes struct {
	// GraphQL answers /graphql.
	GraphQL http.Handler
	// Media answers /media and all below.
	Media http.Handler
	// More answers further paths. It may be empty.
	More Paths
	// Playground answers every other path that has no route of its own.
	Playground http.Handler
	// Ready returns an error while the server cannot do its work, for instance without its store. It is asked often.
	Ready func(context.Context) error
}

// Server is one HTTP server. It runs once.
type Server struct {
	config   Config
	logger   *slog.Logger
	handler  http.Handler
	listener net.Listener
	draining atomic.Bool    // readiness fails from here on
	under    sync.WaitGroup // requests under way, those included that have taken their connection over
}

// New returns a server that does not listen yet. It fails on a config or routes that are not complete.
func New(c Config, routes Routes, logger *slog.Logger) (*Server, error) {
	if err := c.check(); err != nil {
		return nil, fmt.Errorf("new http server: %w", err)
	}
	if routes.GraphQL == nil || routes.Media == nil || routes.Playground == nil || routes.Ready == nil || logger == nil {
		return nil, errors.New("new http server: a route or the logger is missing")
	}
	s := &Server{config: c, logger: logger}
	s.handler = s.wrap(s.mux(routes))
	return s, nil
}

// Handler answers as the server does, for those who ask within the process.
func (s *Server) Handler() http.Handler { return s.handler }

// Listen opens the port, so that [Server.URL] is known before [Server.Run], which closes it.
func (s *Server) Listen(ctx context.Context) error {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", s.config.Addr)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", s.config.Addr, err)
	}
	tcp, ok := l.(*net.TCPListener)
	if !ok {
		return fmt.Errorf("listen on %s: got a %T", s.config.Addr, l)
	}
	s.listener = limit(tcp, s.config.MaxConnections)
	return nil
}

// URL returns where a browser on this machine finds the server, without a slash at the end; "" before [Server.Listen].
func (s *Server) URL() string {
	if s.listener == nil {
		return ""
	}
	host, port, err := net.SplitHostPort(s.listener.Addr().String())
	if err != nil {
		return ""
	}
	if ip := net.ParseIP(host); ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// Run serves until ctx is done, then stops accepting, lets requests under way finish within the shutdown timeout, sockets among
// them, and cuts those that do not. It returns nil after an orderly stop. It listens first if [Server.Listen] was not called.
func (s *Server) Run(ctx context.Context) error {
	if s.listener == nil {
		if err := s.Listen(ctx); err != nil {
			return err
		}
	}
	requests := context.WithoutCancel(ctx) // requests under way outlive ctx
	server := &http.Server{
		Handler:           s.count(hearOut(s.handler)),
		ReadHeaderTimeout: s.config.ReadHeaderTimeout,
		ReadTimeout:       s.config.ReadTimeout,
		WriteTimeout:      s.config.WriteTimeout,
		IdleTimeout:       s.config.IdleTimeout,
		MaxHeaderBytes:    s.config.MaxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(s.logger.Handler(), slog.LevelWarn),
		BaseContext:       func(net.Listener) context.Context { return requests },
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(s.listener) }()
	select {
	case err := <-served:
		return fmt.Errorf("serve http: %w", err)
	case <-ctx.Done():
	}
	s.draining.Store(true)
	limited, cancel := context.WithTimeout(requests, s.config.ShutdownTimeout)
	defer cancel()
	if err := server.Shutdown(limited); err != nil {
		return fmt.Errorf("stop http server: %w", errors.Join(err, server.Close()))
	}
	return s.finish(limited)
}

// finish waits for handlers that have taken their connections over, of which the server of the library knows nothing.
func (s *Server) finish(ctx context.Context) error {
	finished := make(chan struct{})
	go func() {
		s.under.Wait()
		close(finished)
	}()
	select {
	case <-finished:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("stop http server: sockets go on: %w", ctx.Err())
	}
}

// readyTimeout bounds one question for readiness: a probe that waits longer has given up.
const readyTimeout = 2 * time.Second

// mux returns the routes.
func (s *Server) mux(routes Routes) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/graphql", routes.GraphQL)
	mux.Handle("/media", routes.Media)
	mux.Handle("/media/", routes.Media)
	for pattern, handler := range routes.More {
		mux.Handle(pattern, handler)
	}
	mux.Handle("/", routes.Playground)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		writeText(w, http.StatusOK, "ok")
	})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if s.draining.Load() {
			writeText(w, http.StatusServiceUnavailable, "stopping")
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), readyTimeout)
		defer cancel()
		if err := routes.Ready(ctx); err != nil {
			s.logger.WarnContext(ctx, "http: not ready", slog.String("error", err.Error()))
			writeText(w, http.StatusServiceUnavailable, "not ready")
			return
		}
		writeText(w, http.StatusOK, "ready")
	})
	return mux
}

// writeText answers with one line.
func writeText(w http.ResponseWriter, status int, line string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = fmt.Fprintln(w, line) // a client that has gone needs no answer
}
