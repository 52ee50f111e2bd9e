package graph

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"thidua/graph/guard"
	"thidua/internal/errs"
	"thidua/internal/reqid"
)

// messageRunes is how much of a message that is not ours is shown: it may quote what the client sent.
const messageRunes = 500

// panicked is the error of a panic that was contained. It is internal: only the log sees value and stack.
type panicked struct {
	value any
	stack []byte
}

// Error describes the panic without its stack.
func (p *panicked) Error() string { return fmt.Sprintf("panic: %v", p.value) }

// recovered turns the value of a panic into an internal error; gqlgen calls it inside every resolver.
func recovered(_ context.Context, value any) error {
	return &panicked{value: value, stack: debug.Stack()}
}

// present is the one place where errors leave for clients. There are two exits: an [errs.Error] is shown in the
// client's language with its code and field; anything else is logged whole, once, and shown as an internal error with
// the request's ID. Path and location are kept in both. Errors above the limit are dropped, with one line that says so.
func (s *Server) present(ctx context.Context, err error) *gqlerror.Error {
	x := exchangeOf(ctx)
	shown := x.errors.Add(1)
	if shown > int64(s.limits.Errors)+1 {
		return nil
	}
	out := &gqlerror.Error{Path: graphql.GetPath(ctx)}
	var located *gqlerror.Error
	if errors.As(err, &located) {
		out.Path, out.Locations = located.Path, located.Locations
	}
	if f := graphql.GetFieldContext(ctx); f != nil && f.Field.Field != nil && f.Field.Position != nil && len(out.Locations) == 0 {
		out.Locations = []gqlerror.Location{{Line: f.Field.Position.Line, Column: f.Field.Position.Column}}
	}
	if shown > int64(s.limits.Errors) {
		return s.describe(ctx, &gqlerror.Error{}, s.limits.Refuse(guard.TooManyErrors))
	}
	return s.describe(ctx, out, s.clientError(ctx, err))
}

// clientError returns the error that a client may read for any error, and logs what it may not.
func (s *Server) clientError(ctx context.Context, err error) *errs.Error {
	var number *graphql.IntegerError
	switch known := errs.As(err); {
	case known != nil && known.Code == errs.Unavailable && known.Cause != nil:
		s.logger.LogAttrs(ctx, slog.LevelWarn, "graphql: unavailable",
			slog.String("request_id", reqid.From(ctx)), slog.String("error", err.Error()))
		return known
	case known != nil && known.Code != errs.Internal:
		return known
	case errors.As(err, &number):
		return errs.New(errs.Invalid, "Số nguyên nằm ngoài phạm vi cho phép.", "The integer is out of range.").Because(err)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return errs.New(errs.Unavailable, "Yêu cầu mất quá nhiều thời gian nên đã bị dừng.", "The request took too long and was stopped.").Because(err)
	}
	attrs := []slog.Attr{slog.String("request_id", reqid.From(ctx)), slog.String("error", err.Error())}
	if path := graphql.GetPath(ctx).String(); path != "" {
		attrs = append(attrs, slog.String("path", path))
	}
	var p *panicked
	if errors.As(err, &p) {
		attrs = append(attrs, slog.String("stack", string(p.stack)))
	}
	s.logger.LogAttrs(ctx, slog.LevelError, "graphql: internal error", attrs...)
	return errs.New(errs.Internal, "Lỗi nội bộ. Hãy báo quản trị viên kèm mã yêu cầu.", "Internal error. Tell the administrator the request ID.")
}

// describe fills in message and extensions from e.
func (s *Server) describe(ctx context.Context, out *gqlerror.Error, e *errs.Error) *gqlerror.Error {
	out.Message = e.Vi
	if exchangeOf(ctx).lang == english {
		out.Message = e.En
	}
	out.Message = clip(out.Message)
	out.Extensions = map[string]any{"code": e.Code}
	if len(e.Field) > 0 {
		out.Extensions["field"] = e.Field
	}
	if e.Code == errs.Internal {
		out.Extensions["id"] = reqid.From(ctx)
	}
	return out
}

// describeAll presents an error of the request itself, which has no path. A [guard.ValidationError] has the list of what
// is wrong as its cause, and a [guard.ParseError] the location.
func (s *Server) describeAll(ctx context.Context, err error) gqlerror.List {
	var several gqlerror.List
	if errors.As(err, &several) {
		return several
	}
	out := &gqlerror.Error{}
	var located *gqlerror.Error
	if errors.As(err, &located) {
		out.Locations = located.Locations
	}
	return gqlerror.List{s.describe(ctx, out, s.clientError(ctx, err))}
}

// clip cuts a message that is longer than a person would read, and mends what is not UTF-8.
func clip(message string) string {
	message = strings.ToValidUTF8(message, "\uFFFD")
	if utf8.RuneCountInString(message) <= messageRunes {
		return message
	}
	return fmt.Sprintf("%.*s…", messageRunes, message)
}
