package httpd

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/rs/cors"

	"thidua/internal/reqid"
)

// requestIDHeader carries the ID of a request in both directions.
const requestIDHeader = "X-Request-Id"

// wrap puts around the routes what every request passes, the outermost first: ID and deadline, log, panics, headers, CORS.
func (s *Server) wrap(routes http.Handler) http.Handler {
	return s.begin(s.log(s.contain(s.secure(s.crossOrigin(routes)))))
}

// count counts the requests that are under way.
func (s *Server) count(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.under.Add(1)
		defer s.under.Done()
		next.ServeHTTP(w, r)
	})
}

// lingering is how long the rest of a body is listened to after its request was answered.
const lingering = 2 * time.Second

// hearOut reads what a client still sends of a body that its request was answered without, for a while, if the connection ends with
// the answer. Closed at once, as net/http does then, the connection would be reset, and the client, or a proxy that asks without
// keeping connections, would often see that and not why it was refused.
func hearOut(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r)
		if !r.Close || r.ContentLength == 0 || r.Header.Get("Expect") != "" { // the last waits for leave to send its body
			return
		}
		control := http.NewResponseController(w)
		if control.Flush() != nil || control.SetReadDeadline(time.Now().Add(lingering)) != nil { //nolint:forbidigo // the kernel's clock
			return // the connection has been taken over
		}
		_, _ = io.Copy(io.Discard, r.Body) // until its end, or the deadline
	})
}

// begin gives each request an ID, the client's or proxy's if it looks like one or else a new one, and a deadline.
func (s *Server) begin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get(requestIDHeader)
		if !isRequestID(id) {
			id = s.config.NewRequestID()
		}
		w.Header()[requestIDHeader] = []string{id}
		ctx := withTimeout(reqid.With(r.Context(), id), s.timeout(r))
		defer ctx.end()
		next.ServeHTTP(w, r.WithContext(ctx)) //nolint:contextcheck // it is made of the request's
	})
}

// isRequestID reports whether text is fit for logs and responses.
func isRequestID(text string) bool {
	if text == "" || len(text) > 64 {
		return false
	}
	for _, c := range []byte(text) {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '_', c == '.':
		default:
			return false
		}
	}
	return true
}

// log writes one line for each request, after it. The path is logged without its query, which may hold a whole GraphQL
// document and its variables. Probes are logged at debug level.
func (s *Server) log(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, start := r.Context(), s.config.Now()
		counted := &countingWriter{ResponseWriter: w}
		defer func() {
			level := slog.LevelInfo
			if r.URL.Path == "/healthz" || r.URL.Path == "/readyz" {
				level = slog.LevelDebug
			}
			s.logger.LogAttrs(ctx, level, "http: request",
				slog.String("request_id", reqid.From(ctx)),
				slog.String("method", r.Method),
				slog.String("path", r.URL.Path),
				slog.Int("status", counted.status),
				slog.Int64("bytes", counted.bytes),
				slog.Duration("duration", s.config.Now().Sub(start)),
				slog.String("remote", r.RemoteAddr))
		}()
		next.ServeHTTP(counted, r)
	})
}

// contain turns a panic into a 500 and a line with the stack. If the response has begun, the connection is cut instead,
// so that no client takes half an answer for a whole one.
func (s *Server) contain(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := r.Context()
		defer func() {
			value := recover()
			if value == nil {
				return
			}
			if err, ok := value.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(http.ErrAbortHandler)
			}
			s.logger.LogAttrs(ctx, slog.LevelError, "http: panic",
				slog.String("request_id", reqid.From(ctx)),
				slog.String("error", fmt.Sprint(value)),
				slog.String("stack", string(debug.Stack())))
			if counted, ok := w.(*countingWriter); ok && counted.status != 0 {
				panic(http.ErrAbortHandler)
			}
			writeText(w, http.StatusInternalServerError, "internal error "+reqid.From(ctx))
		}()
		next.ServeHTTP(w, r)
	})
}

// secure sets headers that make browsers careful: of what is no page, as what comes by another method than GET and HEAD, only that it
// is what it says. Handlers may replace them, as embeds must to be framed.
//
// A request whose body came in chunks is the last of its connection. If it has a length as well, net/http goes by the chunks and
// hides the length, so that nobody can tell; a proxy in front that goes by the length would take what follows for a part of it.
func (s *Server) secure(next http.Handler) http.Handler {
	noSniff, deny, sameOrigin := []string{"nosniff"}, []string{"DENY"}, []string{"same-origin"} // lists that nobody changes
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		if len(r.TransferEncoding) > 0 {
			h.Set("Connection", "close")
		}
		h["X-Content-Type-Options"] = noSniff
		if r.Method == http.MethodGet || r.Method == http.MethodHead {
			h["X-Frame-Options"] = deny
			h["Referrer-Policy"] = sameOrigin
			h["Cross-Origin-Opener-Policy"] = sameOrigin
		}
		next.ServeHTTP(w, r)
	})
}

// crossOrigin lets pages of the configured origins read responses. Cookies are not for them: their requests carry tokens. Pages of
// origins that are allowed besides carry nothing.
func (s *Server) crossOrigin(next http.Handler) http.Handler {
	if len(s.config.CORSOrigins) == 0 && s.config.AllowsOrigin == nil {
		return next
	}
	options := cors.Options{
		AllowedMethods: []string{http.MethodGet, http.MethodPost},
		AllowedHeaders: []string{
			"Accept", "Accept-Language", "Content-Type", requestIDHeader, "GraphQL-Cost",
			"Apollo-Require-Preflight", "GraphQL-Require-Preflight", "X-Requested-With",
		},
		ExposedHeaders: []string{requestIDHeader, "RateLimit", "RateLimit-Policy", "Retry-After"},
		MaxAge:         600,
	}
	others := options
	others.AllowOriginVaryRequestFunc = func(r *http.Request, origin string) (bool, []string) {
		return s.config.AllowsOrigin != nil && s.config.AllowsOrigin(r.Context(), origin), nil
	}
	theirs := cors.New(others).Handler(next)
	if len(s.config.CORSOrigins) == 0 {
		return theirs // to the library, no origin would mean all
	}
	options.AllowedOrigins = s.config.CORSOrigins
	options.AllowedHeaders = append([]string{"Authorization"}, options.AllowedHeaders...)
	configured := cors.New(options)
	mine := configured.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if configured.OriginAllowed(r) {
			mine.ServeHTTP(w, r)
			return
		}
		theirs.ServeHTTP(w, r)
	})
}

// timeout returns how long a request may take. Files are given more time to go on; the connection's own deadlines stay as short as any
// until a handler that knows who asks prolongs them.
func (s *Server) timeout(r *http.Request) time.Duration {
	switch {
	case carriesFiles(r):
		return s.config.TransferTimeout
	case (r.URL.Path == "/graphql" || r.URL.Path == "/embed/v1/events") && isStream(r.Header):
		return s.config.StreamTimeout
	default:
		return s.config.RequestTimeout
	}
}

// isStream reports whether a request asks for a stream of events or for a socket.
func isStream(header http.Header) bool {
	return strings.HasPrefix(strings.TrimSpace(header.Get("Accept")), "text/event-stream") ||
		strings.EqualFold(strings.TrimSpace(header.Get("Upgrade")), "websocket")
}

// carriesFiles reports whether a request may send or fetch files.
func carriesFiles(r *http.Request) bool {
	if r.URL.Path == "/media" || strings.HasPrefix(r.URL.Path, "/media/") || strings.HasPrefix(r.URL.Path, "/export/") {
		return true
	}
	return r.Method == http.MethodPost && strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data")
}

// countingWriter remembers what the log wants to know. Other abilities of the writer are reached through Unwrap, by
// [http.ResponseController].
type countingWriter struct {
	http.ResponseWriter
	status int // 0 until the response begins
	bytes  int64
}

// WriteHeader remembers the first status; the server ignores later ones.
func (w *countingWriter) WriteHeader(status int) {
	if w.status == 0 && (status >= http.StatusOK || status == http.StatusSwitchingProtocols) {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write counts, and begins the response if need be.
func (w *countingWriter) Write(p []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(p)
	w.bytes += int64(n)
	return n, err
}

// Unwrap returns the writer below.
func (w *countingWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
