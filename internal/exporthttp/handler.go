// Package exporthttp gives exports out over plain HTTP: the handler of /export/.
//
//	GET /export/{listing}.{format}?where={…}   such as /export/granted.xlsx?where={"year":2021}
//
// It translates only: what an export has, and who gets it, says export. It may import errs, access, export and signin.
package exporthttp

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/export"
	"thidua/internal/signin"
)

// Config is what a handler is made of. All is required.
type Config struct {
	Exporter *export.Exporter
	Door     *signin.Door
	Logger   *slog.Logger
	Now      func() time.Time
}

// New returns the handler of /export/ and everything below.
func New(c Config) http.Handler {
	h := &handler{c}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /export/{file}", h.give)
	return c.Door.Handler(mux)
}

type handler struct{ Config }

// longestPause is how long a reader may take for one part of a file.
const longestPause = 30 * time.Second

// give writes an export. A page of another site cannot fetch one in a visitor's name: the session's cookie does not come
// along with its requests.
func (h *handler) give(w http.ResponseWriter, r *http.Request) {
	listing, format, _ := strings.Cut(r.PathValue("file"), ".")
	f, done, err := h.Exporter.Open(r.Context(), access.ViewerFrom(r.Context()), export.Request{
		Listing: listing, Format: export.Format(format), Where: r.URL.Query().Get("where"),
	})
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	defer done()
	header := w.Header()
	header.Set("Content-Type", f.ContentType)
	header.Set("Content-Disposition", `attachment; filename="export.`+format+`"; filename*=UTF-8''`+strings.ReplaceAll(url.QueryEscape(f.Name), "+", "%20"))
	header.Set("Cache-Control", "private, no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	out := &pacedWriter{ResponseWriter: w, now: h.Now}
	if err := f.Write(out); err != nil {
		if !out.begun {
			header.Del("Content-Disposition")
			h.refuse(w, r, err)
			return
		}
		h.Logger.WarnContext(r.Context(), "export: broken off", slog.String("path", r.URL.Path), slog.String("error", err.Error()))
		panic(http.ErrAbortHandler) // nobody is to take half a list for the whole
	}
}

// pacedWriter waits for a slow reader as long as they take something now and then.
type pacedWriter struct {
	http.ResponseWriter
	now   func() time.Time
	begun bool
}

// Write implements [io.Writer].
func (w *pacedWriter) Write(p []byte) (int, error) {
	w.begun = true
	// Where deadlines cannot be moved, as in tests without a connection, the server's own stay.
	_ = http.NewResponseController(w.ResponseWriter).SetWriteDeadline(w.now().Add(longestPause))
	return w.ResponseWriter.Write(p)
}

// refuse answers with an error as JSON.
func (h *handler) refuse(w http.ResponseWriter, r *http.Request, err error) {
	e := errs.As(err)
	if e == nil {
		if r.Context().Err() == nil || !errors.Is(err, context.Canceled) {
			h.Logger.ErrorContext(r.Context(), "export: answer a request", slog.String("path", r.URL.Path), slog.String("error", err.Error()))
		}
		e = errs.New(errs.Internal, "Lỗi nội bộ.", "Internal error.")
	}
	status := http.StatusUnprocessableEntity
	switch e.Code {
	case errs.NotFound:
		status = http.StatusNotFound
	case errs.Unauthenticated:
		status = http.StatusUnauthorized
	case errs.Forbidden:
		status = http.StatusForbidden
	case errs.Unavailable:
		status = http.StatusServiceUnavailable
	case errs.Internal:
		status = http.StatusInternalServerError
	default:
	}
	body, err := json.Marshal(map[string]any{"error": map[string]any{"code": e.Code, "field": e.Field, "vi": e.Vi, "en": e.En}})
	if err != nil {
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", mime.FormatMediaType("application/json", map[string]string{"charset": "utf-8"}))
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n')) // a client that has gone needs no answer
}
