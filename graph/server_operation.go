package graph

import (
	"context"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"thidua/graph/guard"
	"thidua/internal/access"
	"thidua/internal/errs"
)

// operation makes a request ready to run: guard, parse, permit, validate, coerce the variables, price. Every transport
// calls it for every operation; nothing else makes operation contexts. permit refuses operations that the transport
// does not run; it is asked before validation, so that a mutation by GET is told so whatever else is wrong with it.
func (s *Server) operation(
	ctx context.Context, r guard.Request, header http.Header, permit func(*ast.OperationDefinition) error,
) (*graphql.OperationContext, error) {
	stats := graphql.Stats{OperationStart: s.now()}
	stats.Read = graphql.TraceTiming{Start: stats.OperationStart, End: stats.OperationStart}
	document, valid, err := s.parse(r.Query, &stats)
	if err != nil {
		return nil, err
	}
	op := document.AST.Operations.ForName(r.OperationName)
	if op != nil {
		if err := onlyLooks(access.ViewerFrom(ctx), op); err != nil {
			return nil, err
		}
		if err := permit(op); err != nil {
			return nil, err
		}
	}
	if !valid {
		if err := s.validate(ctx, document.AST); err != nil {
			return nil, err
		}
		s.documents.Set(r.Query, document)
	}
	stats.Validation.End = s.now()
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
	price, err := s.limits.Price(op, variables)
	exchangeOf(ctx).price = price // of what is too dear too
	if err != nil {
		return nil, err
	}
	opCtx := &graphql.OperationContext{
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
	}
	return opCtx, nil
}

// metered counts what the operation asks for at the root of queries, and refuses it if one of that was too often.
func (s *Server) metered(ctx context.Context, opCtx *graphql.OperationContext) error {
	if s.meter == nil || opCtx.Operation.Operation != ast.Query {
		return nil
	}
	times := map[string]int{}
	for _, f := range graphql.CollectFields(opCtx, opCtx.Operation.SelectionSet, []string{"Query"}) {
		times[f.Name]++
	}
	for name, n := range times {
		if err := s.meter(ctx, name, n); err != nil {
			return err
		}
	}
	return nil
}

// parse returns the document of a query text, and whether it is known to be valid. Valid documents are kept, by their
// exact text: the schema never changes while a server lives. Invalid ones are not, so that they cannot push out the
// others.
func (s *Server) parse(query string, stats *graphql.Stats) (document *guard.Document, valid bool, err error) {
	stats.Parsing.Start = stats.OperationStart
	document, valid = s.documents.GetIfPresent(query)
	if !valid {
		document, err = s.limits.Document(query)
	}
	stats.Parsing.End = s.now()
	stats.Validation.Start = stats.Parsing.End
	return document, valid, err
}

// invalid is the [guard.ValidationError] with the validator's own message, which is in English.
func (s *Server) invalid(message string) *errs.Error {
	e := s.limits.Refuse(guard.ValidationError)
	e.Vi += " " + message
	e.En += " " + message
	return e
}

// onlyLooks refuses that who looks as somebody else changes anything.
func onlyLooks(v access.Viewer, op *ast.OperationDefinition) error {
	if !v.ReadOnly || op.Operation != ast.Mutation {
		return nil
	}
	return errs.New(errs.Forbidden,
		"Đang xem thử với vai trò khác nên chỉ đọc được; hãy thôi xem thử rồi gửi lại.",
		"You look as somebody else, which is for reading only: stop that, and send it again.")
}
