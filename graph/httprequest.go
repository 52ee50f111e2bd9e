package graph

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"thidua/graph/guard"
	"thidua/internal/errs"
	"thidua/internal/upload"
)

// The codes of refusals that only HTTP knows.
const (
	methodNotAllowed     errs.Code = "METHOD_NOT_ALLOWED"
	unsupportedMediaType errs.Code = "UNSUPPORTED_MEDIA_TYPE"
	notAcceptable        errs.Code = "NOT_ACCEPTABLE"
	unsupportedProtocol  errs.Code = "UNSUPPORTED_SUBPROTOCOL"
)

// methodError is a refusal of the HTTP method, and the methods that would do.
type methodError struct {
	reason *errs.Error
	allow  string
}

// Error returns the reason.
func (e *methodError) Error() string { return e.reason.Error() }

// Unwrap returns the reason, which is for the client.
func (e *methodError) Unwrap() error { return e.reason }

// notAllowed is the refusal of a method where only the named methods do.
func notAllowed(methods string) error {
	return &methodError{
		reason: errs.New(methodNotAllowed,
			"Phương thức HTTP không dùng được ở đây; hãy dùng "+methods+".",
			"This HTTP method does not work here: use "+methods+"."),
		allow: methods,
	}
}

// readRequest reads the envelope from a POST body or from the query of a GET. A form has files, which are still to be
// received; otherwise it is nil.
func (s *Server) readRequest(ctx context.Context, w http.ResponseWriter, r *http.Request) (guard.Request, *form, error) {
	switch {
	case r.Method == http.MethodPost && s.uploads != nil && upload.IsForm(r.Header):
		return s.readForm(ctx, w, r)
	case r.Method == http.MethodPost:
		request, err := s.readPost(w, r)
		return request, nil, err
	case r.Method == http.MethodGet:
		request, err := s.readGet(r)
		return request, nil, err
	}
	return guard.Request{}, nil, notAllowed("GET, POST")
}

// readPost reads a JSON body, and nothing else: plain text could be sent by any web page without a preflight.
func (s *Server) readPost(w http.ResponseWriter, r *http.Request) (guard.Request, error) {
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	charset := params["charset"]
	if err != nil || media != "application/json" || charset != "" && !strings.EqualFold(charset, "utf-8") || r.Header.Get("Content-Encoding") != "" {
		return guard.Request{}, errs.New(unsupportedMediaType,
			"Nội dung yêu cầu phải là application/json, mã UTF-8, không nén.",
			"The request body must be application/json in UTF-8, not compressed.")
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, int64(s.limits.Body)))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return guard.Request{}, s.limits.Refuse(guard.BodyTooLarge)
	case err != nil:
		return guard.Request{}, errs.New(guard.BadRequest, "Nội dung yêu cầu bị đứt giữa chừng.", "The request body broke off.").Because(err)
	}
	return s.limits.Request(body)
}

// readGet reads the parameters of a URL. Parameters that are not ours are ignored, as others may add them to any link.
func (s *Server) readGet(r *http.Request) (guard.Request, error) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return guard.Request{}, errs.New(guard.BadRequest, "Tham số của địa chỉ không hợp lệ.", "The parameters of the URL are malformed.").Because(err)
	}
	for _, name := range []string{"query", "documentId", "operationName", "variables", "extensions"} {
		if len(values[name]) > 1 {
			return guard.Request{}, errs.New(guard.BadRequest, "Tham số "+name+" bị lặp lại.", "The parameter "+name+" is there twice.")
		}
	}
	request := guard.Request{
		Query: values.Get("query"), DocumentID: values.Get("documentId"), OperationName: values.Get("operationName"),
	}
	if request.Variables, err = s.limits.Object("variables", values.Get("variables")); err != nil {
		return guard.Request{}, err
	}
	if request.Extensions, err = s.limits.Object("extensions", values.Get("extensions")); err != nil {
		return guard.Request{}, err
	}
	return request, request.Refer(values.Has("query"))
}

// transportable refuses operations that may not run by this method: what changes something runs by POST only, and
// subscriptions have transports of their own.
func (s *Server) transportable(method string, op *ast.OperationDefinition) error {
	switch {
	case op.Operation == ast.Subscription:
		return s.limits.Refuse(guard.OperationUnsupported)
	case op.Operation != ast.Query && method != http.MethodPost:
		return notAllowed("POST")
	}
	return nil
}
