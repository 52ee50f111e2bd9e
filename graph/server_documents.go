package graph

import (
	"context"
	"errors"
	"log/slog"

	"github.com/vektah/gqlparser/v2/ast"

	"thidua/graph/guard"
	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/persisted"
	"thidua/internal/reqid"
	"thidua/internal/signin"
)

// source is where the document of a request came from.
type source struct {
	trusted bool   // an administrator saved it
	maxAge  *int64 // that the document was saved with
}

// resolve finds the document that a request refers to by its ID or its hash, and returns the request with its text. A query
// that was sent with a hash must have that hash. In a server that runs saved documents only, the text of one is as good as
// its ID.
func (s *Server) resolve(ctx context.Context, r guard.Request) (guard.Request, source, error) {
	switch {
	case r.DocumentID != "":
		return s.byDocumentID(ctx, r)
	case r.Hash != "" && r.Query == "":
		return s.recall(ctx, r)
	case r.Hash != "" && persisted.HashOf(r.Query) != r.Hash:
		return r, source{}, s.limits.Refuse(guard.HashMismatch)
	case r.Hash == "" && !s.trustedOnly:
		return r, source{}, nil
	}
	hash := r.Hash
	if hash == "" {
		hash = persisted.HashOf(r.Query)
	}
	d, err := s.find(ctx, persisted.HashPrefix+hash)
	if d == nil {
		return r, source{}, err
	}
	return r, source{trusted: true, maxAge: d.MaxAge}, nil
}

// byDocumentID finds a document by its ID.
func (s *Server) byDocumentID(ctx context.Context, r guard.Request) (guard.Request, source, error) {
	if !persisted.IsDocumentID(r.DocumentID) {
		return r, source{}, &errs.Error{
			Code: guard.BadRequest, Field: []string{"documentId"},
			Vi: "documentId là sha256: kèm 64 chữ số thập lục phân, chữ thường, hoặc tên đã lưu.",
			En: "A documentId is sha256: and 64 lower-case hexadecimal digits, or the name of a saved query.",
		}
	}
	d, err := s.find(ctx, r.DocumentID)
	if d == nil && err == nil {
		err = s.limits.Refuse(guard.DocumentNotFound)
	}
	if err != nil {
		return r, source{}, err
	}
	r.Query = d.Text
	return r, source{trusted: true, maxAge: d.MaxAge}, nil
}

// recall finds the text of a hash: among the saved documents, or what some client sent before.
func (s *Server) recall(ctx context.Context, r guard.Request) (guard.Request, source, error) {
	d, err := s.find(ctx, persisted.HashPrefix+r.Hash)
	switch {
	case err != nil:
		return r, source{}, err
	case d != nil:
		r.Query = d.Text
		return r, source{trusted: true, maxAge: d.MaxAge}, nil
	case s.remembered == nil:
		return r, source{}, s.limits.Refuse(guard.HashUnsupported)
	}
	r.Query, err = s.remembered.Recall(ctx, r.Hash)
	if errs.CodeOf(err) == errs.NotFound {
		err = s.limits.Refuse(guard.HashNotFound)
	}
	return r, source{}, err
}

// find returns a saved document that may be run; nil if there is none.
func (s *Server) find(ctx context.Context, documentID string) (*persisted.Document, error) {
	if s.saved == nil {
		return nil, nil //nolint:nilnil // no document, and nothing wrong
	}
	d, err := s.saved.Find(ctx, documentID)
	switch {
	case errs.CodeOf(err) == errs.NotFound:
		return nil, nil //nolint:nilnil // no document, and nothing wrong
	case err != nil:
		return nil, err
	case !d.IsAllowed():
		return nil, s.limits.Refuse(guard.DocumentDenied)
	}
	return d, nil
}

// trusted refuses, in a server that runs saved documents only, what somebody who has not signed in wants to run besides;
// except what one needs to sign in.
func (s *Server) trusted(ctx context.Context, from source, op *ast.OperationDefinition) error {
	if !s.trustedOnly || from.trusted || !access.ViewerFrom(ctx).IsAnonymous() || signsIn(op) {
		return nil
	}
	return s.limits.Refuse(guard.DocumentRequired)
}

// signsIn reports whether an operation does nothing but sign in, or ask whether one has.
func signsIn(op *ast.OperationDefinition) bool {
	for _, selection := range op.SelectionSet {
		field, ok := selection.(*ast.Field)
		if !ok {
			return false
		}
		switch {
		case field.Name == "__typename":
		case op.Operation == ast.Mutation && field.Name == "sessionStart":
		case op.Operation == ast.Query && field.Name == "viewer":
		default:
			return false
		}
	}
	return true
}

// remember keeps a query that a client sent with its hash, now that it is found to be right. That it cannot be kept does not
// concern the client, who has sent it.
func (s *Server) remember(ctx context.Context, r guard.Request, visit *signin.Visit) {
	if s.remembered == nil || r.Hash == "" || s.trustedOnly {
		return
	}
	client := ""
	if visit != nil {
		client = visit.Address
	}
	if err := s.remembered.Remember(ctx, client, r.Hash, r.Query); err != nil && !errors.Is(err, context.Canceled) {
		s.logger.LogAttrs(ctx, slog.LevelWarn, "graphql: cannot remember a query",
			slog.String("request_id", reqid.From(ctx)), slog.String("error", err.Error()))
	}
}

// Check reports what is wrong with the text of a document that somebody wants to save: it must pass the guard and fit the
// schema. What it costs depends on its variables, and is asked when it runs.
func (s *Server) Check(ctx context.Context, text string) error {
	document, err := s.limits.Document(text)
	if err != nil {
		return err
	}
	return s.validate(ctx, document.AST)
}
