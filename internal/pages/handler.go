package pages

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"thidua/internal/errs"
	"thidua/internal/outreach"
)

// Config is what a handler is made of. All but Theme is required.
type Config struct {
	Asker  outreach.Asker
	Viewer outreach.Asker       // answers previews as the person whom the context carries sees it
	Site   func() outreach.Site // asked at each request: the address is known only when the server listens
	Theme  fs.FS                // templates and style.css that replace ours, each by its name; nil for none
	Logger *slog.Logger
	Now    func() time.Time
}

// Routes lists the patterns that the handler of [New] answers.
func Routes() []string {
	return []string{
		outreach.NewsPath, outreach.ArticlePath, outreach.CategoryPath, outreach.BlocPath, outreach.UnitPath,
		outreach.AwardsPath, outreach.AwardsPath + "/", "/theme/",
	}
}

type handler struct {
	Config
	requests outreach.Requests
	theme    *theme
}

// New returns the handler of the reading pages. It fails on a theme that cannot be read.
func New(c Config) (http.Handler, error) {
	texts, err := outreach.ReadRequests(requestFiles)
	if err != nil {
		return nil, err
	}
	look, err := readTheme(c.Theme)
	if err != nil {
		return nil, err
	}
	h := &handler{c, texts, look}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /tin-tuc", h.page(h.news))
	mux.HandleFunc("GET /bai-viet/{slug}", h.page(h.article))
	mux.HandleFunc("GET /chuyen-muc/{slug}", h.page(h.category))
	mux.HandleFunc("GET /khoi-thi-dua/{slug}", h.page(h.bloc))
	mux.HandleFunc("GET /don-vi/{slug}", h.page(h.unit))
	mux.HandleFunc("GET /khen-thuong", h.page(h.awards))
	mux.HandleFunc("GET /khen-thuong/{code...}", h.page(h.award))
	mux.HandleFunc("GET "+PreviewPrefix+"ban-thao/{id}", h.page(h.draft))
	mux.HandleFunc("GET "+PreviewPrefix+"bai-viet/{slug}", h.page(h.framedArticle))
	mux.HandleFunc("GET /theme/{tag}/style.css", h.style)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { h.write(w, r, h.message(missing())) })
	return mux, nil
}

// written is a page that is ready to be written.
type written struct {
	template string
	status   int
	redirect string // where the page is instead; empty for here
	preview  bool   // for who is signed in, within the playground
	view     view
}

// page answers with what make makes.
func (h *handler) page(produce func(context.Context, *http.Request) (*written, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		p, err := produce(r.Context(), r)
		if err != nil {
			p = h.message(h.reason(r, err))
		}
		h.write(w, r, p)
	}
}

// write sends a page, unless the client has it already. It may be kept for a minute: what is withdrawn shall be gone soon,
// and asking again costs no bytes.
func (h *handler) write(w http.ResponseWriter, r *http.Request, p *written) {
	header := w.Header()
	if p.redirect != "" {
		header.Set("Cache-Control", "public, max-age=60")
		http.Redirect(w, r, p.redirect, http.StatusMovedPermanently)
		return
	}
	p.view.Site, p.view.Style = h.Site(), h.theme.tag
	if p.view.Language == "" {
		p.view.Language = "vi"
	}
	if p.view.Kind == "" {
		p.view.Kind = "website"
	}
	var body bytes.Buffer
	if err := h.theme.pages[p.template].Execute(&body, p.view); err != nil {
		h.Logger.ErrorContext(r.Context(), "pages: write a page", slog.String("path", r.URL.Path), slog.String("error", err.Error()))
		http.Error(w, "Máy chủ gặp lỗi. Xin thử lại sau.", http.StatusInternalServerError)
		return
	}
	header.Set("Content-Type", "text/html; charset=utf-8")
	// Nothing of a page runs, whatever an article holds; pictures and framed embeds come from where the office allows.
	ancestors := "'none'"
	if p.preview {
		ancestors = "'self'"
		header.Set("X-Frame-Options", "SAMEORIGIN")
	}
	header.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self' https: data:; media-src 'self' https:; frame-src https:; form-action 'self'; base-uri 'none'; frame-ancestors "+ancestors)
	if p.preview || p.status != http.StatusOK {
		header.Set("Cache-Control", "no-store")
		w.WriteHeader(p.status)
		if r.Method != http.MethodHead {
			_, _ = w.Write(body.Bytes()) // a client that has gone needs no answer
		}
		return
	}
	sum := sha256.Sum256(body.Bytes())
	header.Set("Cache-Control", "public, max-age=60, must-revalidate")
	header.Set("ETag", `"`+hex.EncodeToString(sum[:16])+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body.Bytes()))
}

// style answers with the style sheet, whose address changes with it.
func (h *handler) style(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=86400")
	w.Header().Set("ETag", `"`+h.theme.tag+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(h.theme.style))
}

// missing is the error about what does not exist, or not for readers.
func missing() *errs.Error {
	return errs.New(errs.NotFound, "Không có trang này, hoặc nội dung đã được gỡ.", "There is no such page, or it was withdrawn.")
}

// reason is the error that a reader is told: of ours, which the log has, that there is one.
func (h *handler) reason(r *http.Request, err error) *errs.Error {
	switch e := errs.As(err); {
	case e != nil && (e.Code == errs.NotFound || e.Code == errs.Invalid || e.Code == errs.Unavailable):
		return e
	case r.Context().Err() == nil:
		h.Logger.ErrorContext(r.Context(), "pages: make a page", slog.String("path", r.URL.Path), slog.String("error", err.Error()))
	}
	return errs.New(errs.Internal, "Máy chủ gặp lỗi. Xin thử lại sau.", "Internal error. Try again later.")
}

// message is a page that says why there is no other.
func (h *handler) message(e *errs.Error) *written {
	p := &written{template: "message", status: http.StatusInternalServerError}
	heading := "Không mở được trang"
	switch e.Code {
	case errs.NotFound:
		p.status, heading = http.StatusNotFound, "Không tìm thấy trang"
	case errs.Invalid:
		p.status, heading = http.StatusBadRequest, "Địa chỉ chưa đúng"
	case errs.Unavailable:
		p.status = http.StatusServiceUnavailable
	default: // ours
	}
	p.view = view{Title: heading, Hidden: true, Page: struct{ Heading, Text string }{heading, e.Vi}}
	return p
}
