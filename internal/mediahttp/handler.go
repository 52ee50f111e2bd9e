// Package mediahttp gives files out over plain HTTP, and takes them in without GraphQL: the handler of /media.
//
//	GET  /media/{id}/{fileName}            the file
//	GET  /media/{id}/{variant}/{fileName}  a picture in another size, such as w640-wide
//	POST /media                            a form with a part "file": adds one
//
// It translates only: who sees a file, and who may add one, says newsroom. It may import errs, access, newsroom, media,
// signin and upload.
package mediahttp

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/media"
	"thidua/internal/newsroom"
	"thidua/internal/signin"
	"thidua/internal/upload"
)

// Config is what a handler is made of. All is required.
type Config struct {
	News    *newsroom.Reader
	Library *newsroom.Library
	Files   *media.Files
	Uploads *upload.Receiver
	Door    *signin.Door
	Logger  *slog.Logger
	Now     func() time.Time
}

// New returns the handler of /media and everything below.
func New(c Config) http.Handler {
	h := &handler{c}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /media/{id}/{name}", h.original)
	mux.HandleFunc("GET /media/{id}/{variant}/{name}", h.variant)
	mux.HandleFunc("POST /media", h.add)
	return c.Door.Handler(mux)
}

type handler struct{ Config }

func (h *handler) original(w http.ResponseWriter, r *http.Request) {
	m, ok := h.find(w, r)
	if !ok {
		return
	}
	content, _, err := h.Files.Open(r.Context(), m.ID)
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	h.give(w, r, m, file{content: content, mimeType: m.MimeType, name: m.FileName, tag: m.Hash})
}

func (h *handler) variant(w http.ResponseWriter, r *http.Request) {
	spec, ok := media.ParseSpec(r.PathValue("variant"))
	if !ok {
		h.refuse(w, r, media.Missing(r.PathValue("variant")))
		return
	}
	m, ok := h.find(w, r)
	if !ok {
		return
	}
	v, err := h.Files.Variant(r.Context(), m.Picture(), spec)
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	h.give(w, r, m, file{content: v.Content, mimeType: v.MimeType, name: m.FileName, tag: m.Picture().Tag(m.Hash, spec)})
}

// find returns the file that is asked for if it exists for the viewer, and says how long the answer may be kept.
//
// A public file may be withdrawn with its article at any time, so caches keep it for a minute and then ask whether it
// is still there, which costs no bytes. Everything else is kept by nobody.
func (h *handler) find(w http.ResponseWriter, r *http.Request) (*newsroom.Media, bool) {
	m, isPublic, err := h.News.MediaForReading(r.Context(), access.ViewerFrom(r.Context()), r.PathValue("id"))
	if err != nil {
		h.refuse(w, r, err)
		return nil, false
	}
	header := w.Header()
	if isPublic {
		header.Set("Cache-Control", "public, max-age=60, must-revalidate")
		header.Set("Cross-Origin-Resource-Policy", "cross-origin") // pages of partners show it
		header.Set("Access-Control-Allow-Origin", "*")
	} else {
		header.Set("Cache-Control", "private, no-store")
		header.Set("Cross-Origin-Resource-Policy", "same-origin")
	}
	return m, true
}

// file is what is given out.
type file struct {
	content        io.ReadSeekCloser
	mimeType, name string
	tag            string // changes with the bytes
}

// give sends a file, whole or in part. Whatever it is, no browser runs anything of it: it is taken for what we say it is, as
// a document it stands alone without scripts, forms and requests, and only pictures are shown instead of being saved.
func (h *handler) give(w http.ResponseWriter, r *http.Request, m *newsroom.Media, f file) {
	defer func() { _ = f.content.Close() }() // it was only read
	disposition := "attachment"
	if strings.HasPrefix(f.mimeType, "image/") {
		disposition = "inline"
	}
	contentType := f.mimeType
	if strings.HasPrefix(contentType, "text/") {
		contentType += "; charset=utf-8"
	}
	header := w.Header()
	header.Set("Content-Type", contentType)
	header.Set("Content-Disposition", dispositionOf(disposition, f.name))
	header.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("ETag", `"`+f.tag+`"`)
	http.ServeContent(&pacedWriter{ResponseWriter: w, now: h.Now}, r, "", m.CreatedAt, f.content)
}

// dispositionOf writes a Content-Disposition of RFC 6266 with the name twice: in UTF-8, and for old programs in ASCII.
func dispositionOf(disposition, name string) string {
	plain := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || strings.ContainsRune(`"\%`, r) {
			return '_'
		}
		return r
	}, name)
	value := disposition + `; filename="` + plain + `"`
	if plain != name {
		value += "; filename*=UTF-8''" + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
	}
	return value
}

// longestPause is how long a reader may take for one part of a file.
const longestPause = 30 * time.Second

// pacedWriter waits for a slow reader as long as they take something now and then.
type pacedWriter struct {
	http.ResponseWriter
	now func() time.Time
}

// Write implements [io.Writer].
func (w *pacedWriter) Write(p []byte) (int, error) {
	// Where deadlines cannot be moved, as in tests without a connection, the server's own stay.
	_ = http.NewResponseController(w.ResponseWriter).SetWriteDeadline(w.now().Add(longestPause))
	return w.ResponseWriter.Write(p)
}

// Unwrap returns the writer below.
func (w *pacedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// refuse answers with an error as JSON.
func (h *handler) refuse(w http.ResponseWriter, r *http.Request, err error) {
	e := errs.As(err)
	if e == nil {
		if r.Context().Err() == nil || !errors.Is(err, context.Canceled) {
			h.Logger.ErrorContext(r.Context(), "media: answer a request", slog.String("path", r.URL.Path), slog.String("error", err.Error()))
		}
		e = errs.New(errs.Internal, "Lỗi nội bộ.", "Internal error.")
	}
	header := w.Header()
	header.Del("ETag")
	header.Del("Access-Control-Allow-Origin")
	h.answer(w, statusOf(e.Code), map[string]any{"error": map[string]any{"code": e.Code, "field": e.Field, "vi": e.Vi, "en": e.En}})
}

// answer writes JSON that nobody keeps.
func (h *handler) answer(w http.ResponseWriter, status int, value any) {
	body, err := json.Marshal(value)
	if err != nil {
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	header := w.Header()
	header.Set("Content-Type", mime.FormatMediaType("application/json", map[string]string{"charset": "utf-8"}))
	header.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n')) // a client that has gone needs no answer
}

// statusOf returns the HTTP status of an error.
func statusOf(code errs.Code) int {
	switch code {
	case errs.NotFound:
		return http.StatusNotFound
	case errs.Unauthenticated:
		return http.StatusUnauthorized
	case errs.Forbidden, upload.PreflightRequired:
		return http.StatusForbidden
	case errs.Limit:
		return http.StatusRequestEntityTooLarge
	case errs.Invalid:
		return http.StatusUnprocessableEntity
	case errs.Unavailable:
		return http.StatusServiceUnavailable
	case errs.Internal:
		return http.StatusInternalServerError
	default:
		return http.StatusBadRequest
	}
}
