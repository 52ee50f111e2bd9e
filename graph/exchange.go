package graph

import (
	"context"
	"fmt"
	"sync/atomic"

	"golang.org/x/text/language"

	"thidua/internal/access"
	"thidua/internal/errs"
)

// lang is a language that messages are written in.
type lang int

// The languages, in the order in which [Server] matches them; the first is the default.
const (
	vietnamese lang = iota
	english
)

// exchange is what one request and its errors share. It travels in the context.
type exchange struct {
	lang   lang
	errors atomic.Int64 // presented so far
	// viewer is who asks after a sign-in or sign-out of the same request; nil before.
	viewer *access.Viewer
	// proofs counts what a mutation asked to be compared with a password, a code or a secret.
	proofs int
	// check is [Server.Check], for mutations that save documents.
	check func(ctx context.Context, text string) error
	// studied counts the bodies that were compared or looked through for mistakes.
	studied int
	// price is what the operation costs; 0 until it is known.
	price int
	// stream is the stream that the exchange is about; nil for a request with one answer.
	stream *stream
	// purse is what the client has left who pays for the operation.
	purse purse
}

// exchangeKey is the private key of the exchange in a context.
type exchangeKey struct{}

// withExchange returns a context for one request, whose errors are presented in the language it prefers.
func (s *Server) withExchange(ctx context.Context, acceptLanguage string) context.Context {
	_, index := language.MatchStrings(s.languages, acceptLanguage)
	return context.WithValue(ctx, exchangeKey{}, &exchange{lang: lang(index), check: s.Check})
}

// exchangeOf returns the exchange that ctx carries; outside a request, an empty one.
func exchangeOf(ctx context.Context) *exchange {
	if x, ok := ctx.Value(exchangeKey{}).(*exchange); ok {
		return x
	}
	return &exchange{}
}

// viewer returns who asks: whom the transport found, or who has signed in since.
func (r *Resolver) viewer(ctx context.Context) access.Viewer {
	if v := exchangeOf(ctx).viewer; v != nil {
		return *v
	}
	return access.ViewerFrom(ctx)
}

// become changes who asks for the rest of the request.
func become(ctx context.Context, v access.Viewer) { exchangeOf(ctx).viewer = &v }

// prove lets one mutation of a request ask for a password or a code: aliases do not make guessing cheaper.
func prove(ctx context.Context) error {
	x := exchangeOf(ctx)
	if x.proofs++; x.proofs > 1 {
		return errs.New(errs.Limit,
			"Mỗi yêu cầu chỉ kiểm tra mật khẩu hoặc mã một lần.", "A request has one password or code checked, and no more.")
	}
	return nil
}

// maxStudied is how many drafts one request has compared or looked through for mistakes. For each, a fifth of a second is
// the worst that a body within its bounds can cost.
const maxStudied = 20

// study lets a request compare the versions of n drafts, or look through their texts.
func study(ctx context.Context, n int) error {
	x := exchangeOf(ctx)
	if x.studied += n; x.studied > maxStudied {
		return errs.New(errs.Limit,
			fmt.Sprintf("Mỗi yêu cầu so sánh hoặc soát lỗi tối đa %d bản thảo.", maxStudied),
			fmt.Sprintf("A request has at most %d drafts compared or looked through.", maxStudied))
	}
	return nil
}
