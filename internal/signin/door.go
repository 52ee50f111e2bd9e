// Package signin finds out who makes an HTTP request, and keeps the cookie by which a browser says so.
//
// A person's browser has a session cookie that no script can read and no other site can send. A program has an API token
// in the Authorization header. Whoever has neither is an anonymous reader.
package signin

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/errs"
)

// Door is where requests say who makes them. Safe for concurrent use.
type Door struct {
	accounts    *access.Accounts
	partners    func(ctx context.Context, secret, origin string) (access.Viewer, error)
	behindProxy bool
	origins     *http.CrossOriginProtection
	readers     []string // origins whose pages may read what is public; one "*" may stand for a part
}

// Config is what a [Door] is made of.
type Config struct {
	// Accounts knows sessions and tokens. Required.
	Accounts *access.Accounts
	// Partners knows the tokens of partners, as [access.Accounts.OfToken] knows others; nil if there are none. It may fail with
	// [errs.RateLimited] too.
	Partners func(ctx context.Context, secret, origin string) (access.Viewer, error)
	// Origins are other origins whose pages may act for who is signed in, such as "https://bientap.example.vn". Those with
	// a wildcard are left out: they may read what is public, and no more.
	Origins []string
	// BehindProxy takes the client's address and scheme from X-Forwarded-For and X-Forwarded-Proto. Without a proxy
	// that sets them, anybody could claim any address.
	BehindProxy bool
}

// New returns a door. It fails on an origin that is none.
func New(c Config) (*Door, error) {
	d := &Door{accounts: c.Accounts, partners: c.Partners, behindProxy: c.BehindProxy, origins: http.NewCrossOriginProtection(), readers: c.Origins}
	for _, origin := range c.Origins {
		if strings.Contains(origin, "*") {
			continue
		}
		if err := d.origins.AddTrustedOrigin(origin); err != nil {
			return nil, fmt.Errorf("origin %q: %w", origin, err)
		}
	}
	return d, nil
}

// LookAs is the header by which an administrator sees what somebody else would: see [access.Viewer.LookAs].
const LookAs = "Thidua-Look-As"

// The names of the session cookie. A browser keeps the first only from a secure connection, for this host and all paths.
const (
	secureCookie = "__Host-thidua"
	plainCookie  = "thidua"
)

// Viewer returns who makes the request: no store call for an anonymous reader or a partner, one for a token, two for a session. It
// fails with [errs.SessionEnded], [errs.CrossOrigin], or with what [access.Accounts.OfToken] and [access.Viewer.LookAs] fail with.
func (d *Door) Viewer(r *http.Request) (access.Viewer, error) {
	return d.viewer(r, d.accounts.OfSession)
}

// Still is [Door.Viewer] for what goes on by itself after a request, such as a stream: it does not keep a session awake.
func (d *Door) Still(r *http.Request) (access.Viewer, error) {
	return d.viewer(r, d.accounts.StillInSession)
}

func (d *Door) viewer(r *http.Request, ofSession func(ctx context.Context, secret string) (access.Viewer, error)) (access.Viewer, error) {
	viewer, err := d.credentials(r, ofSession)
	if who := r.Header.Values(LookAs); err == nil && len(who) > 0 {
		return viewer.LookAs(strings.Join(who, ","))
	}
	return viewer, err
}

// credentials returns who makes the request by what it brings.
func (d *Door) credentials(r *http.Request, ofSession func(ctx context.Context, secret string) (access.Viewer, error)) (access.Viewer, error) {
	if authorization := r.Header.Get("Authorization"); authorization != "" {
		scheme, secret, _ := strings.Cut(authorization, " ")
		if !strings.EqualFold(scheme, "Bearer") {
			return access.Viewer{}, errs.New(errs.InvalidCredentials,
				"Tiêu đề Authorization phải có dạng: Bearer <khóa API>.", "The Authorization header must be: Bearer <API token>.")
		}
		secret = strings.TrimSpace(secret)
		if d.partners != nil && strings.HasPrefix(secret, access.PartnerTokenPrefix) {
			return d.partners(r.Context(), secret, r.Header.Get("Origin"))
		}
		return d.accounts.OfToken(r.Context(), secret, r.Header.Get("Origin"))
	}
	cookies := r.CookiesNamed(d.cookieName(r))
	if len(cookies) == 0 {
		return access.Anonymous(), nil
	}
	if err := d.origins.Check(r); err != nil {
		return access.Viewer{}, errs.New(errs.CrossOrigin,
			"Yêu cầu đến từ trang khác nên bị từ chối.", "A page of another site made this request, so it is refused.").Because(err)
	}
	return ofSession(r.Context(), cookies[0].Value)
}

// Cookie returns the cookie that keeps the secret of a session in the browser that made the request; with an empty
// secret, the one that makes it forget.
func (d *Door) Cookie(r *http.Request, secret string) *http.Cookie {
	c := &http.Cookie{ //nolint:gosec // Secure wherever the connection is
		Name: d.cookieName(r), Value: secret, Path: "/", HttpOnly: true, Secure: d.isSecure(r), SameSite: http.SameSiteStrictMode,
		MaxAge: int(access.SessionLife.Seconds()),
	}
	if secret == "" {
		c.MaxAge = -1
	}
	return c
}

// IsStranger reports whether a request has no credentials at all, and claims nothing that needs some: nothing needs to be looked up to
// know who makes it.
func (d *Door) IsStranger(r *http.Request) bool {
	for _, name := range []string{"Authorization", LookAs} {
		if _, has := r.Header[name]; has {
			return false
		}
	}
	_, has := r.Header["Cookie"]
	return !has || len(r.CookiesNamed(d.cookieName(r))) == 0
}

// Address returns the address of the client without its port.
func (d *Door) Address(r *http.Request) string {
	if d.behindProxy {
		// The last entry is what our own proxy saw; those before it are what the client claims.
		all := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		if last := strings.TrimSpace(all[len(all)-1]); net.ParseIP(last) != nil {
			return last
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

func (d *Door) cookieName(r *http.Request) string {
	if d.isSecure(r) {
		return secureCookie
	}
	return plainCookie
}

func (d *Door) isSecure(r *http.Request) bool {
	return r.TLS != nil || d.behindProxy && strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https")
}

// Enter returns a context with who makes the request and the visit, where a sign-in leaves its cookie. The visit is there
// also with an error, as [Door.Viewer] has them: after [errs.SessionEnded] it takes the cookie away.
func (d *Door) Enter(ctx context.Context, r *http.Request) (context.Context, *Visit, error) {
	visit := &Visit{
		Address: d.Address(r), Agent: r.UserAgent(),
		cookie: func(secret string) *http.Cookie { return d.Cookie(r, secret) },
	}
	viewer, err := d.Viewer(r)
	if errs.CodeOf(err) == errs.SessionEnded {
		visit.Leave("")
	}
	return context.WithValue(access.WithViewer(ctx, viewer), visitKey{}, visit), visit, err
}

// Handler is [Door.Enter] for handlers that answer in plain HTTP; refused requests get a status and the error as JSON.
func (d *Door) Handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, visit, err := d.Enter(r.Context(), r)
		if err != nil {
			refuse(w, visit, err)
			return
		}
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

func refuse(w http.ResponseWriter, visit *Visit, err error) {
	if cookie := visit.Left(); cookie != nil {
		http.SetCookie(w, cookie)
	}
	e := errs.As(err)
	if e == nil {
		e = errs.New(errs.Unavailable, "Máy chủ đang bận; hãy thử lại.", "The server is busy; try again.")
	}
	body, err := json.Marshal(map[string]any{"error": map[string]any{"code": e.Code, "vi": e.Vi, "en": e.En}})
	if err != nil {
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if e.Code == errs.RateLimited {
		w.Header().Set("Retry-After", strconv.Itoa(int(e.RetryAfter.Seconds())))
	}
	w.WriteHeader(Status(e.Code))
	_, _ = w.Write(append(body, '\n')) // a client that has gone needs no answer
}

// Status returns the HTTP status of a refusal at the door; 503 of any other code.
func Status(code errs.Code) int {
	switch code {
	case errs.InvalidCredentials, errs.SessionEnded, errs.TokenExpired, errs.Unauthenticated:
		return http.StatusUnauthorized
	case errs.CrossOrigin, errs.OriginNotAllowed, errs.Forbidden:
		return http.StatusForbidden
	case errs.Invalid:
		return http.StatusBadRequest
	case errs.RateLimited:
		return http.StatusTooManyRequests
	default:
		return http.StatusServiceUnavailable
	}
}
