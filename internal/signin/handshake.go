package signin

import (
	"net/http"
	"net/url"
	"strings"

	"thidua/internal/errs"
)

// Handshake reports whether a page may open a socket: one of this origin, or of those that may read the API. Browsers let any page
// open one to anywhere, send the cookies along, and let it read what comes, without a preflight; all that they do is to say whose
// page it is. It fails with [errs.CrossOrigin]. What is no browser names no origin, and may.
func (d *Door) Handshake(r *http.Request) error {
	refusal := errs.New(errs.CrossOrigin,
		"Trang khác không được mở kết nối tới máy chủ này.", "Pages of another site may not open connections to this server.")
	if !d.IsStranger(r) && r.Header.Get("Authorization") == "" { // by the cookie: for those alone who may change things with it
		written := r.Clone(r.Context())
		written.Method = http.MethodPost // a socket is a GET, which is let through anyhow
		if err := d.origins.Check(written); err != nil {
			return refusal.Because(err)
		}
		return nil
	}
	origins := r.Header.Values("Origin")
	switch len(origins) {
	case 0:
		return nil
	case 1:
		own, err := url.Parse(origins[0])
		if err == nil && own.Host != "" && strings.EqualFold(own.Host, r.Host) || d.mayRead(origins[0]) {
			return nil
		}
	}
	return refusal
}

// mayRead reports whether pages of an origin may read the API.
func (d *Door) mayRead(origin string) bool {
	for _, allowed := range d.readers {
		before, after, wildcard := strings.Cut(allowed, "*")
		switch {
		case strings.EqualFold(allowed, origin),
			wildcard && len(origin) >= len(before)+len(after) && strings.HasPrefix(origin, before) && strings.HasSuffix(origin, after):
			return true
		}
	}
	return false
}

// WithToken returns the request with an API token as its credentials, whatever it had before: the value of the Authorization
// header, which pages cannot send when they open a socket.
func WithToken(r *http.Request, authorization string) *http.Request {
	with := r.Clone(r.Context())
	with.Header.Set("Authorization", authorization)
	return with
}
