// Package verifyhttp is the pages of verification, for whoever holds an award or a decision on paper: the handler of /v/.
//
//	GET /v/               a form, and the answer about a decision by number, issuer and day
//	GET /v/{code}         the answer about the record of a code, to be read and printed
//	GET /v/{code}/signed  the same answer, signed, to be kept
//	GET /v/keys           the public keys, as a JWK Set
//
// It translates only: what an answer says, verify says. The pages need no script and nothing of another host. It may import
// errs, papercode, verify and viet, and the library that draws QR codes.
package verifyhttp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"thidua/internal/errs"
	"thidua/internal/papercode"
	"thidua/internal/verify"
	"thidua/internal/viet"
)

// Config is what a handler is made of. All is required.
type Config struct {
	Verifier *verify.Verifier
	Keys     *verify.Keys
	Turns    *verify.Turns
	// Address tells clients apart.
	Address  func(*http.Request) string
	Logger   *slog.Logger
	SiteName string
}

// New returns the handler of /v/ and everything below.
func New(c Config) http.Handler {
	h := &handler{Config: c, pages: pages()}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v/{$}", h.form)
	mux.HandleFunc("GET /v/keys", h.keys)
	mux.HandleFunc("GET /v/style.css", h.style)
	mux.HandleFunc("GET /v/{code}", h.code)
	mux.HandleFunc("GET /v/{code}/signed", h.signed)
	return mux
}

type handler struct {
	Config
	pages *pageSet
}

// maxQuery bounds what a form sends, in bytes.
const maxQuery = 4 << 10

// form shows the form, or what came of it: a code leads to its page, a decision is answered here.
func (h *handler) form(w http.ResponseWriter, r *http.Request) {
	if len(r.URL.RawQuery) > maxQuery {
		h.refuse(w, r, errs.New(errs.Limit, "Nội dung gửi lên quá dài.", "What was sent is too long."), form{})
		return
	}
	q := r.URL.Query()
	f := form{Code: q.Get("code"), Number: q.Get("number"), Issuer: q.Get("issuer"), IssuedOn: q.Get("issuedOn")}
	switch {
	case strings.TrimSpace(f.Code) != "":
		code, _, err := verify.ParseCode(f.Code)
		if err != nil {
			h.refuse(w, r, err, f)
			return
		}
		http.Redirect(w, r, "/v/"+code, http.StatusSeeOther)
	case strings.TrimSpace(f.Number+f.Issuer+f.IssuedOn) != "":
		if err := h.Turns.Take(h.Address(r), 1); err != nil {
			h.refuse(w, r, err, f)
			return
		}
		answer, err := h.decision(r.Context(), f)
		if err != nil {
			h.refuse(w, r, err, f)
			return
		}
		h.answer(w, r, answer)
	default:
		h.show(w, r, http.StatusOK, h.pages.form, h.page(f))
	}
}

// decision answers a form about a decision, whose day may be written as people do.
func (h *handler) decision(ctx context.Context, f form) (*verify.Signed, error) {
	day, err := viet.ParseDate(f.IssuedOn, 0)
	if err != nil || day.Precision != viet.Day {
		return nil, errs.InvalidField("issuedOn",
			"Hãy ghi đủ ngày, tháng, năm trên quyết định, ví dụ 04/05/2019.", "Give the whole day on the decision, such as 04/05/2019.")
	}
	return h.Verifier.Decision(ctx, f.Number, f.Issuer, day.Date)
}

// code answers about the record of a code, at its canonical address.
func (h *handler) code(w http.ResponseWriter, r *http.Request) {
	if answer, ok := h.find(w, r, ""); ok {
		h.answer(w, r, answer)
	}
}

// signed gives the answer to keep.
func (h *handler) signed(w http.ResponseWriter, r *http.Request) {
	answer, ok := h.find(w, r, "/signed")
	if !ok {
		return
	}
	secure(w.Header())
	w.Header().Set("Content-Type", "application/jose; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="thidua-`+answer.Asked.Code+`.jws"`)
	w.WriteHeader(statusOf(answer))
	_, _ = w.Write([]byte(answer.JWS + "\n")) // a client that has gone needs no answer
}

// find answers by the code of the address; what it refuses is answered already, and a code that is written in another way
// is led to the one way. Mistyped codes count as well, lest guessing by them be free.
func (h *handler) find(w http.ResponseWriter, r *http.Request, suffix string) (*verify.Signed, bool) {
	typed := r.PathValue("code")
	if err := h.Turns.Take(h.Address(r), 1); err != nil {
		h.refuse(w, r, err, form{Code: typed})
		return nil, false
	}
	code, _, ok := papercode.Parse(typed)
	if ok && code != typed {
		http.Redirect(w, r, "/v/"+code+suffix, http.StatusMovedPermanently) //nolint:gosec // a code is letters, digits and hyphens
		return nil, false
	}
	answer, err := h.Verifier.Code(r.Context(), typed)
	if err != nil {
		h.refuse(w, r, err, form{Code: typed})
		return nil, false
	}
	return answer, true
}

// keys gives the public keys. They change once in years, and a key that was given out stays.
func (h *handler) keys(w http.ResponseWriter, r *http.Request) {
	set, err := h.Keys.Public(r.Context())
	if err != nil {
		h.refuse(w, r, err, form{})
		return
	}
	body, err := json.MarshalIndent(set, "", "  ")
	if err != nil {
		h.refuse(w, r, err, form{})
		return
	}
	secure(w.Header())
	w.Header().Set("Content-Type", "application/jwk-set+json")
	w.Header().Set("Cache-Control", "public, max-age=300")
	w.Header().Set("Access-Control-Allow-Origin", "*")
	_, _ = w.Write(append(body, '\n'))
}

func (h *handler) style(w http.ResponseWriter, r *http.Request) {
	secure(w.Header())
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=3600")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(h.pages.style))
}

// refuse shows what is wrong, above the form that may be mended.
func (h *handler) refuse(w http.ResponseWriter, r *http.Request, err error, f form) {
	e := errs.As(err)
	if e == nil {
		if r.Context().Err() == nil || !errors.Is(err, context.Canceled) {
			h.Logger.ErrorContext(r.Context(), "verify: answer a request", slog.String("path", r.URL.Path), slog.String("error", err.Error()))
		}
		e = errs.New(errs.Internal, "Lỗi nội bộ; hãy thử lại sau.", "Internal error; try again later.")
	}
	status := http.StatusUnprocessableEntity
	switch e.Code {
	case errs.RateLimited:
		status = http.StatusTooManyRequests
		w.Header().Set("Retry-After", strconv.Itoa(int(e.RetryAfter.Seconds())))
	case errs.Unavailable:
		status = http.StatusServiceUnavailable
	case errs.Internal:
		status = http.StatusInternalServerError
	case errs.Limit:
		status = http.StatusRequestURITooLong
	default:
	}
	p := h.page(f)
	p.Error = e.Vi
	h.show(w, r, status, h.pages.form, p)
}

// secure sets the headers of everything that is answered. Names of people do not belong into search engines, and answers
// not into caches.
func secure(h http.Header) {
	h.Set("Cache-Control", "no-store")
	h.Set("X-Robots-Tag", "noindex")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer") // the address is the code
}
