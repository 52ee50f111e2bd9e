package outreach

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"thidua/internal/errs"
)

// Config is what a handler is made of. All is required.
type Config struct {
	Asker Asker
	Site  func() Site // asked at each request: the address is known only when the server listens
	// Saved returns the text of a query that was saved under a name and may be run; [errs.NotFound] if there is none.
	Saved  func(ctx context.Context, name string) (string, error)
	Logger *slog.Logger
	Now    func() time.Time
}

// Routes lists the patterns that the handler of [New] answers.
func Routes() []string {
	return []string{"/feeds/", SavedPath, "/oembed", "/sitemap.xml", "/sitemaps/", "/robots.txt"}
}

// New returns the handler of feeds, oEmbed and sitemaps:
//
//	GET /feeds/tin-tuc.{rss,atom,json}               the news of the site
//	GET /feeds/khoi-thi-dua/{slug}.{rss,atom,json}   those about a bloc
//	GET /feeds/don-vi/{slug}.{rss,atom,json}         those about a unit and what it continues
//	GET /feeds/chuyen-muc/{slug}.{rss,atom,json}     those of a category
//	GET /feeds/khen-thuong.{rss,atom,json}?nam=2021  awards, of all years or one
//	GET /f/{name}.{rss,atom,json}                    what a saved query finds
//	GET /oembed?url=…&format=json|xml                an article as others may show it
//	GET /sitemap.xml, /sitemaps/…, /robots.txt       for search engines
//
// Feeds of articles have whole texts, or summaries alone with ?noi-dung=tom-tat.
func New(c Config) (http.Handler, error) {
	texts, err := ReadRequests(requestFiles)
	if err != nil {
		return nil, err
	}
	h := &handler{c, texts}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /feeds/{name}", h.feed)
	mux.HandleFunc("GET /feeds/{list}/{name}", h.feed)
	mux.HandleFunc("GET "+SavedPath+"{name}", h.feed)
	mux.HandleFunc("GET /oembed", h.embed)
	mux.HandleFunc("GET /sitemap.xml", h.index)
	mux.HandleFunc("GET /sitemaps/{name}", h.sitemap)
	mux.HandleFunc("GET /robots.txt", h.robots)
	return mux, nil
}

type handler struct {
	Config
	requests Requests
}

// feed answers with a feed in the form that the end of its name says.
func (h *handler) feed(w http.ResponseWriter, r *http.Request) {
	name, form, _ := cutLast(r.PathValue("name"), ".")
	f, err := h.feedNamed(r.Context(), r.PathValue("list"), name, r)
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	if f == nil {
		h.refuse(w, r, missing())
		return
	}
	f.publisher, f.self = h.Site().Name, h.Site().At(r.URL.Path)
	if query := r.URL.Query().Encode(); query != "" {
		f.self += "?" + query
	}
	switch form {
	case "rss":
		h.give(w, r, "application/rss+xml", f.updated(), f.rss)
	case "atom":
		h.give(w, r, "application/atom+xml", f.updated(), f.atom)
	case "json":
		h.give(w, r, "application/feed+json", f.updated(), f.json)
	default:
		h.refuse(w, r, missing())
	}
}

// feedNamed finds a feed; nil if there is none of the name.
func (h *handler) feedNamed(ctx context.Context, list, name string, r *http.Request) (*feed, error) {
	full := r.URL.Query().Get("noi-dung") != "tom-tat"
	if strings.HasPrefix(r.URL.Path, SavedPath) {
		return h.saved(ctx, name, full)
	}
	switch "/" + list + "/" {
	case "//":
		if name == strings.Trim(NewsPath, "/") {
			return h.news(ctx, full)
		}
		if name == strings.Trim(AwardsPath, "/") {
			year, err := YearOf(r.URL.Query().Get("nam"))
			if err != nil {
				return nil, err
			}
			return h.awards(ctx, year)
		}
	case BlocPath:
		return h.listed(ctx, "feed_bloc", BlocPath, name, full)
	case UnitPath:
		return h.listed(ctx, "feed_unit", UnitPath, name, full)
	case CategoryPath:
		return h.listed(ctx, "feed_category", CategoryPath, name, full)
	}
	return nil, missing()
}

// embed answers as an oEmbed provider.
func (h *handler) embed(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	form := query.Get("format")
	if form != "" && form != "json" && form != "xml" {
		h.answerText(w, http.StatusNotImplemented, "format: json, xml")
		return
	}
	room := [2]int{}
	for i, name := range []string{"maxwidth", "maxheight"} {
		if text := query.Get(name); text != "" {
			size, err := strconv.Atoi(text)
			if err != nil || size < 1 {
				h.refuse(w, r, errs.InvalidField(name, "Kích thước phải là số nguyên dương.", "The size must be a positive whole number."))
				return
			}
			room[i] = size
		}
	}
	slug, ok := h.Site().slugOf(query.Get("url"))
	if !ok {
		h.refuse(w, r, missing())
		return
	}
	e, err := h.oembed(r.Context(), slug, room[0], room[1])
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	if e == nil {
		h.refuse(w, r, missing())
		return
	}
	if form == "xml" {
		h.give(w, r, "text/xml", time.Time{}, e.xml)
		return
	}
	h.give(w, r, "application/json", time.Time{}, e.json)
}

// index answers with the list of sitemaps.
func (h *handler) index(w http.ResponseWriter, r *http.Request) {
	set, err := h.sitemaps(r.Context())
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	h.give(w, r, "application/xml", time.Time{}, func() ([]byte, error) { return writeXML(set) })
}

// sitemap answers with one sitemap.
func (h *handler) sitemap(w http.ResponseWriter, r *http.Request) {
	name, ok := strings.CutSuffix(r.PathValue("name"), ".xml")
	var set *urlSet
	err := missing()
	switch year, isYear := strings.CutPrefix(name, "tin-tuc-"); {
	case !ok:
	case name == "khoi-thi-dua":
		set, err = h.records(r.Context(), "sitemap_blocs", BlocPath)
	case name == "don-vi":
		set, err = h.records(r.Context(), "sitemap_units", UnitPath)
	case name == "tin-moi":
		set, err = h.freshNews(r.Context())
	case isYear:
		var n int64
		if n, err = YearOf(year); err == nil {
			set, err = h.articlesOf(r.Context(), int(n))
		}
	}
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	h.give(w, r, "application/xml", time.Time{}, func() ([]byte, error) { return writeXML(set) })
}

// robots tells crawlers what to read: pages and files, and not the API.
func (h *handler) robots(w http.ResponseWriter, _ *http.Request) {
	site := h.Site()
	h.answerText(w, http.StatusOK, "User-agent: *\nDisallow: /graphql\nSitemap: "+site.At("/sitemap.xml")+"\nSitemap: "+site.At("/sitemaps/tin-moi.xml"))
}

// give sends what write makes, unless the client has it already. It may be kept for a minute: what is withdrawn shall be
// gone soon, and asking again costs no bytes.
func (h *handler) give(w http.ResponseWriter, r *http.Request, contentType string, changed time.Time, write func() ([]byte, error)) {
	body, err := write()
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	sum := sha256.Sum256(body)
	header := w.Header()
	header.Set("Content-Type", contentType+"; charset=utf-8")
	header.Set("Cache-Control", "public, max-age=60, must-revalidate")
	header.Set("ETag", `"`+hex.EncodeToString(sum[:16])+`"`)
	header.Set("Access-Control-Allow-Origin", "*") // public, and for programs of anywhere
	header.Set("Cross-Origin-Resource-Policy", "cross-origin")
	http.ServeContent(w, r, "", changed, strings.NewReader(string(body)))
}

// missing is the error about what does not exist, or not for readers.
func missing() error {
	return errs.New(errs.NotFound, "Không có nội dung này, hoặc nội dung đã được gỡ.", "There is no such content, or it was withdrawn.")
}

// refuse answers with an error in words.
func (h *handler) refuse(w http.ResponseWriter, r *http.Request, err error) {
	e := errs.As(err)
	status := http.StatusInternalServerError
	switch errs.CodeOf(err) {
	case errs.NotFound:
		status = http.StatusNotFound
	case errs.Invalid:
		status = http.StatusBadRequest
	case errs.Unavailable:
		status = http.StatusServiceUnavailable
	default:
		if r.Context().Err() == nil {
			h.Logger.ErrorContext(r.Context(), "outreach: answer a request", slog.String("path", r.URL.Path), slog.String("error", err.Error()))
		}
		e = errs.New(errs.Internal, "Máy chủ gặp lỗi. Xin thử lại sau.", "Internal error. Try again later.")
	}
	h.answerText(w, status, e.Vi+"\n"+e.En)
}

// answerText answers in plain text that nobody keeps.
func (h *handler) answerText(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text + "\n")) //nolint:gosec // it is plain text, and said to be; a client that has gone needs no answer
}

// cutLast cuts text around the last separator.
func cutLast(text, separator string) (before, after string, found bool) {
	if i := strings.LastIndex(text, separator); i >= 0 {
		return text[:i], text[i+len(separator):], true
	}
	return text, "", false
}
