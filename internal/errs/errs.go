// Package errs has the one error type that may reach a client.
//
// Build an [Error] where the rule is; wrap it elsewhere with fmt.Errorf("…: %w", err). Anything that is not an [Error]
// is internal: the client sees only "internal error" and an ID, the log has the cause. Every package may import errs;
// errs imports nothing of ours.
package errs

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Code says what kind of failure it is. Clients branch on it, so a code never changes its meaning.
type Code string

// The codes of the domain and of the stores. Those of the request guard are declared beside its limits.
const (
	Invalid         Code = "INVALID"         // a value breaks a rule; Field names it
	NotFound        Code = "NOT_FOUND"       // it does not exist, or this viewer may not know that it does
	Conflict        Code = "CONFLICT"        // it has changed since the version that the caller read
	WrongState      Code = "WRONG_STATE"     // what is asked for is not possible in its present state
	Duplicate       Code = "DUPLICATE"       // another document holds the unique value
	Limit           Code = "LIMIT"           // a stated bound is passed
	Unauthenticated Code = "UNAUTHENTICATED" // sign in first
	Forbidden       Code = "FORBIDDEN"       // signed in, but not allowed

	//nolint:gosec // names a failure, holds no credential
	InvalidCredentials Code = "INVALID_CREDENTIALS" // login, password, code or token is wrong; not said which
	CodeRequired       Code = "CODE_REQUIRED"       // the password is right; the authenticator's code is asked for too
	LockedOut          Code = "LOCKED_OUT"          // too many wrong tries; wait
	SessionEnded       Code = "SESSION_ENDED"       // the session has expired or was ended; sign in again
	TokenExpired       Code = "TOKEN_EXPIRED"       // the API token has expired
	OriginNotAllowed   Code = "ORIGIN_NOT_ALLOWED"  // the API token is not for this site
	CrossOrigin        Code = "CROSS_ORIGIN"        // a page of another site sent the cookie along

	RateLimited Code = "RATE_LIMITED" // asked too often; wait as long as Retry-After and the message say

	Unavailable Code = "UNAVAILABLE" // a store or a lease cannot be had now; try again
	Internal    Code = "INTERNAL"    // our fault; the cause is in the log only
)

// Error is a failure that a client may read: a code, the field at fault, and what to do in Vietnamese and English.
// Its cause, if any, stays in the log.
type Error struct {
	Code  Code
	Field []string // path of the value at fault within the request's input; empty if the whole is
	Vi    string   // the message in Vietnamese: what is wrong and what to do
	En    string   // the same in English
	Cause error    // the private half; never shown to a client
	// Change says, of a [Conflict], what has changed since the caller read it; nil if that is not known.
	Change *Change
	// RetryAfter says, of a [RateLimited], how long to wait.
	RetryAfter time.Duration
}

// Change is what happened to a document since a caller read it.
type Change struct {
	Version int64     // that it has now
	By      string    // ID of who made that version
	At      time.Time // when
	Fields  []string  // that differ from what the caller read, sorted
}

// New returns an [Error] without a field.
func New(code Code, vi, en string) *Error {
	return &Error{Code: code, Vi: vi, En: en}
}

// InvalidField returns an [Invalid] error about the value at a dotted path, such as "names.0.from".
func InvalidField(path, vi, en string) *Error {
	return &Error{Code: Invalid, Field: strings.Split(path, "."), Vi: vi, En: en}
}

// Missing returns a [NotFound] error for a document of the given noun, such as ("bài viết", "article").
func Missing(nounVi, nounEn, id string) *Error {
	return New(NotFound,
		fmt.Sprintf("Không tìm thấy %s %q.", nounVi, id),
		fmt.Sprintf("There is no %s %q.", nounEn, id))
}

// Because returns a copy of e that carries its private cause to the log.
func (e *Error) Because(cause error) *Error {
	with := *e
	with.Cause = cause
	return &with
}

// Error returns code, field and English message, and the private cause: it is for logs and tests, not for clients.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(string(e.Code))
	if len(e.Field) > 0 {
		b.WriteString(" " + strings.Join(e.Field, "."))
	}
	b.WriteString(": " + e.En)
	if e.Cause != nil {
		b.WriteString(": " + e.Cause.Error())
	}
	return b.String()
}

// Unwrap returns the private cause.
func (e *Error) Unwrap() error { return e.Cause }

// As returns the [Error] in err's chain, or nil.
func As(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}

// CodeOf returns the code of the [Error] in err's chain, [Internal] for any other error, and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	if e := As(err); e != nil {
		return e.Code
	}
	return Internal
}
