package signin

import (
	"context"
	"errors"
	"net/http"
)

// visitKey is the private key of a visit in a context.
type visitKey struct{}

// Visit is what a sign-in needs to know of its request, and where it leaves its cookie.
type Visit struct {
	Address, Agent string // of the client: address without port, and what the browser calls itself
	cookie         func(secret string) *http.Cookie
	left           *http.Cookie
}

// errNoVisit is the failure to sign in by a transport that cannot set cookies.
var errNoVisit = errors.New("no visit in the context: this transport cannot set cookies")

// VisitFrom returns the visit that ctx carries. It fails if there is none.
func VisitFrom(ctx context.Context) (*Visit, error) {
	v, ok := ctx.Value(visitKey{}).(*Visit)
	if !ok {
		return nil, errNoVisit
	}
	return v, nil
}

// Leave lets the browser keep the secret of a session; an empty one makes it forget.
func (v *Visit) Leave(secret string) { v.left = v.cookie(secret) }

// Left returns the cookie to be set with the response; nil for none.
func (v *Visit) Left() *http.Cookie { return v.left }
