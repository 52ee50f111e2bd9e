package embed

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"html/template"
	"log/slog"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"thidua/internal/errs"
	"thidua/internal/outreach"
	"thidua/internal/partner"
	"thidua/internal/viet"
)

// Prefix begins all addresses of this version of embeds.
const Prefix = "/embed/v1/"

// Config is what a handler is made of. All is required.
type Config struct {
	Asker    outreach.Asker
	Follower Follower
	Site     func() outreach.Site // asked at each request: the address is known only when the server listens
	Gate     Gate
	Logger   *slog.Logger
}

var (
	//go:embed requests/*.graphql
	requestFiles embed.FS
	//go:embed theme
	themeFiles embed.FS
)

// Gate admits partners. It must be safe for concurrent use.
type Gate interface {
	// Admit says whether a page of an origin may show what a partner embeds, and counts it. The origin is empty for a frame, whose
	// browser sends none. It fails with NOT_FOUND, FORBIDDEN or RATE_LIMITED.
	Admit(ctx context.Context, partnerID, origin, kind string) (*partner.Partner, error)
}

type handler struct {
	Config
	requests outreach.Requests
	script   *script
	frame    *template.Template
	style    []byte
}

// New returns the handler of what lies below [Prefix]:
//
//	GET /embed/v1/thidua.js, /embed/v1/{tag}/thidua.js   the script, as it is now and by the hash of its bytes
//	GET /embed/v1/news.json?partner=…&bloc=…&limit=…     what the script shows
//	GET /embed/v1/article.json?partner=…&slug=…
//	GET /embed/v1/awards.json?partner=…&unit=…&year=…
//	GET /embed/v1/events?partner=…&after=…               that what is shown may have changed, as a stream
//	GET /embed/v1/news?…, article?…, awards?…            the same as a page for a frame
func New(c Config) (http.Handler, error) {
	texts, err := outreach.ReadRequests(requestFiles)
	if err != nil {
		return nil, err
	}
	s, err := readScript()
	if err != nil {
		return nil, err
	}
	frame, err := template.New("frame.html").Funcs(template.FuncMap{
		"day":  func(t time.Time) string { return t.In(viet.Zone()).Format("02/01/2006") },
		"iso":  func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
		"safe": func(own string) template.HTML { return template.HTML(own) }, //nolint:gosec // of the API, which has cleaned it; the policy of the page runs nothing
	}).ParseFS(themeFiles, "theme/frame.html")
	if err != nil {
		return nil, err
	}
	style, err := themeFiles.ReadFile("theme/style.css")
	if err != nil {
		return nil, err
	}
	h := &handler{c, texts, s, frame, style}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+Prefix+"thidua.js", h.current)
	mux.HandleFunc("GET "+Prefix+"{tag}/thidua.js", h.pinned)
	mux.HandleFunc("GET "+Prefix+"style.css", h.sheet)
	mux.HandleFunc("GET "+Prefix+"events", h.events)
	mux.HandleFunc("GET "+Prefix+"{name}", h.embed)
	return mux, nil
}

// keepFor is how long caches keep what an embed shows. Together with the time between two questions of the script it is less than a minute:
// so long does a page of others go on showing what was withdrawn.
const keepFor = "public, max-age=20, must-revalidate"

// embed answers with what an embed shows: as JSON to the script of a partner's page, or as a page for a frame in it.
func (h *handler) embed(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	kind, forScript := strings.CutSuffix(name, ".json")
	if !slices.Contains(kinds(), kind) {
		h.refuse(w, r, missing())
		return
	}
	q := r.URL.Query()
	counted, origin := kind, originOf(r)
	if !forScript {
		counted, origin = "frame", ""
	}
	p, err := h.Gate.Admit(r.Context(), q.Get("partner"), origin, counted)
	var s *Shown
	if err == nil {
		s, err = h.show(r.Context(), kind, q, p)
	}
	header := w.Header()
	header.Add("Vary", "Origin")
	header.Set("Cross-Origin-Resource-Policy", "cross-origin")
	switch {
	case forScript:
		// Whoever asks may read the answer, a refusal too: what is public is no secret of a partner.
		header.Set("Access-Control-Allow-Origin", "*")
		h.giveJSON(w, r, s, err)
	default:
		h.giveFrame(w, r, s, p, err)
	}
}

func (h *handler) giveJSON(w http.ResponseWriter, r *http.Request, s *Shown, err error) {
	var body []byte
	if err == nil {
		body, err = json.Marshal(s)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if err != nil {
		e, status := h.reason(w, r, err)
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(map[string]any{"error": map[string]any{"code": e.Code, "message": e.Vi, "messageEn": e.En}}) // a client that has gone needs no answer
		return
	}
	give(w, r, body)
}

// view is what the page of a frame is written from.
type view struct {
	*Shown
	Site    outreach.Site
	Refusal string
}

func (h *handler) giveFrame(w http.ResponseWriter, r *http.Request, s *Shown, p *partner.Partner, err error) {
	header := w.Header()
	// Nothing of it runs, and only the partner's pages frame it.
	ancestors := "'none'"
	if p != nil && len(p.Origins) > 0 {
		ancestors = strings.Join(p.Origins, " ")
		header.Del("X-Frame-Options") // it cannot name origins
	}
	header.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self' https: data:; base-uri 'none'; form-action 'none'; frame-ancestors "+ancestors)
	header.Set("Content-Type", "text/html; charset=utf-8")
	v, status := view{Shown: s, Site: h.Site()}, http.StatusOK
	if err != nil {
		var e *errs.Error
		e, status = h.reason(w, r, err)
		v.Shown, v.Refusal = &Shown{Heading: v.Site.Name, Link: v.Site.URL, Credit: v.Site.Name}, e.Vi
	}
	var page bytes.Buffer
	if err := h.frame.Execute(&page, v); err != nil {
		h.Logger.ErrorContext(r.Context(), "embed: write a page", slog.String("path", r.URL.Path), slog.String("error", err.Error()))
		http.Error(w, "Máy chủ gặp lỗi. Xin thử lại sau.", http.StatusInternalServerError)
		return
	}
	if status != http.StatusOK {
		header.Set("Cache-Control", "no-store")
		w.WriteHeader(status)
		_, _ = w.Write(page.Bytes()) // a client that has gone needs no answer
		return
	}
	give(w, r, page.Bytes())
}

// give sends what may be kept for a moment, unless the client has it already.
func give(w http.ResponseWriter, r *http.Request, body []byte) {
	sum := sha256.Sum256(body)
	w.Header().Set("Cache-Control", keepFor)
	w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:16])+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// sheet answers with the style of frames.
func (h *handler) sheet(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
	give(w, r, h.style)
}

// refuse answers with an error in words.
func (h *handler) refuse(w http.ResponseWriter, r *http.Request, err error) {
	e, status := h.reason(w, r, err)
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(e.Vi + "\n" + e.En + "\n")) // a client that has gone needs no answer
}

// reason is what a client is told of an error, and its status. When to ask again stands in a header.
func (h *handler) reason(w http.ResponseWriter, r *http.Request, err error) (*errs.Error, int) {
	e := errs.As(err)
	if e != nil && e.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(e.RetryAfter.Seconds()))))
	}
	switch errs.CodeOf(err) {
	case errs.NotFound:
		return e, http.StatusNotFound
	case errs.Invalid:
		return e, http.StatusBadRequest
	case errs.Forbidden:
		return e, http.StatusForbidden
	case errs.RateLimited:
		return e, http.StatusTooManyRequests
	case errs.Unavailable:
		return e, http.StatusServiceUnavailable
	default:
		if r.Context().Err() == nil {
			h.Logger.ErrorContext(r.Context(), "embed: answer a request", slog.String("path", r.URL.Path), slog.String("error", err.Error()))
		}
		return errs.New(errs.Internal, "Máy chủ gặp lỗi. Xin thử lại sau.", "Internal error. Try again later."), http.StatusInternalServerError
	}
}
