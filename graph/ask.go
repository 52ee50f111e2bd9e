package graph

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"thidua/graph/guard"
	"thidua/internal/access"
	"thidua/internal/errs"
)

// Ask runs a query within the process as an anonymous reader asks it, whoever ctx carries, and decodes its data into data.
// Pages and feeds are made so: they show what the API shows, word for word, and pass the same guard. Any error of the
// answer fails it; what a page can do without is asked for by a request of its own.
func (s *Server) Ask(ctx context.Context, query string, variables map[string]any, data any) error {
	return s.ask(access.WithViewer(ctx, access.Anonymous()), query, variables, data)
}

// Previews asks as [Server.Ask] does, but as the person whom ctx carries: for pages that show somebody what readers do not see
// yet. The records within bodies are nevertheless those that readers see, as they will be on the page.
type Previews struct{ Server *Server }

// Ask runs a query as the viewer of ctx.
func (p Previews) Ask(ctx context.Context, query string, variables map[string]any, data any) error {
	return p.Server.ask(context.WithValue(ctx, previewKey{}, true), query, variables, data)
}

type previewKey struct{}

// forReaders is the context in which a body loads its records: in a preview, that of an anonymous reader.
func forReaders(ctx context.Context) context.Context {
	if ctx.Value(previewKey{}) == nil {
		return ctx
	}
	return access.WithViewer(ctx, access.Anonymous())
}

func (s *Server) ask(ctx context.Context, query string, variables map[string]any, data any) error {
	ctx = s.withExchange(ctx, "")
	operation, err := s.operation(ctx, guard.Request{Query: query, Variables: variables}, nil, func(op *ast.OperationDefinition) error {
		if op.Operation != ast.Query {
			return s.limits.Refuse(guard.BadRequest)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("ask: %w", err)
	}
	response, err := s.run(ctx, operation)
	if err != nil {
		return fmt.Errorf("ask: %w", err)
	}
	if len(response.Errors) > 0 {
		return fmt.Errorf("ask: %w", asked(response.Errors[0]))
	}
	if err := json.Unmarshal(response.Data, data); err != nil {
		return fmt.Errorf("read an answer: %w", err)
	}
	return nil
}

// asked is the error of an answer as whoever asked within the process reads it: with its code, unless it is internal, which
// is in the log already.
func asked(e *gqlerror.Error) error {
	code, ok := e.Extensions["code"].(errs.Code)
	if !ok || code == errs.Internal {
		return e
	}
	return errs.New(code, e.Message, e.Message)
}
