package graph

import (
	"context"
	"net/http"

	"github.com/99designs/gqlgen/graphql"

	"thidua/graph/guard"
	"thidua/internal/errs"
)

// operation makes a request ready to run: guard, parse, validate, coerce the variables, price. Every transport calls it
// for every operation; nothing else makes operation contexts.
func (s *Server) operation(ctx context.Context, r guard.Request, header http.Header) (*graphql.OperationContext, error) {
	stats := graphql.Stats{OperationStart: s.now()}
	stats.Read = graphql.TraceTiming{Start: stats.OperationStart, End: stats.OperationStart}
	document, err := s.document(ctx, r.Query, &stats)
	if err != nil {
		return nil, err
	}
	op := document.AST.Operations.ForName(r.OperationName)
	if op == nil {
		return nil, s.limits.Refuse(guard.OperationNotFound)
	}
	if !s.introspection && document.Introspects(op) {
		return nil, s.limits.Refuse(guard.IntrospectionDisabled)
	}
	variables, err := s.coerce(op, r.Variables)
	if err != nil {
		return nil, err
	}
	if _, err := s.limits.Price(op, variables); err != nil {
		return nil, err
	}
	return &graphql.OperationContext{
		RawQuery:             r.Query,
		Variables:            variables,
		OperationName:        r.OperationName,
		Doc:                  document.AST,
		Extensions:           r.Extensions,
		Headers:              header,
		Operation:            op,
		DisableIntrospection: !s.introspection,
		RecoverFunc:          recovered,
		ResolverMiddleware: func(ctx context.Context, next graphql.Resolver) (any, error) {
			return next(ctx)
		},
		RootResolverMiddleware: func(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
			return next(ctx)
		},
		Stats: stats,
	}, nil
}

// document returns the parsed and valid document of a query text. Valid documents are kept, by their exact text: the
// schema never changes while a server lives. Invalid ones are not, so that they cannot push out the others.
func (s *Server) document(ctx context.Context, query string, stats *graphql.Stats) (*guard.Document, error) {
	stats.Parsing.Start = stats.OperationStart
	if document, ok := s.documents.GetIfPresent(query); ok {
		stats.Parsing.End, stats.Validation.Start, stats.Validation.End = stats.Parsing.Start, stats.Parsing.Start, stats.Parsing.Start
		return document, nil
	}
	document, err := s.limits.Document(query)
	if err != nil {
		return nil, err
	}
	stats.Parsing.End = s.now()
	stats.Validation.Start = stats.Parsing.End
	if err := s.validate(ctx, document.AST); err != nil {
		return nil, err
	}
	stats.Validation.End = s.now()
	s.documents.Set(query, document)
	return document, nil
}

// invalid is the [guard.ValidationError] with the validator's own message, which is in English.
func (s *Server) invalid(message string) *errs.Error {
	e := s.limits.Refuse(guard.ValidationError)
	e.Vi += " " + message
	e.En += " " + message
	return e
}
