package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"thidua/graph/gen"
	"thidua/graph/shape"
	"thidua/internal/access"
	"thidua/internal/errs"
)

// userErrors divides the errors of a mutation: those that the person who asked can mend go into the payload, in the
// language of the request, and all others stay errors. Without an error the list is empty.
func userErrors(ctx context.Context, err error) ([]*shape.UserError, error) {
	if err == nil {
		return []*shape.UserError{}, nil
	}
	e := errs.As(err)
	if e == nil {
		return nil, err
	}
	switch e.Code {
	case errs.Invalid, errs.Conflict, errs.Duplicate, errs.NotFound, errs.Limit, errs.WrongState,
		errs.InvalidCredentials, errs.CodeRequired, errs.LockedOut:
	default:
		return nil, err
	}
	shown := &shape.UserError{Code: e.Code, Message: e.Vi, Field: e.Field, Conflict: e.Change}
	if exchangeOf(ctx).lang == english {
		shown.Message = e.En
	}
	shown.Message = clip(shown.Message)
	if shown.Field == nil {
		shown.Field = []string{}
	}
	return []*shape.UserError{shown}, nil
}

// given returns the value of an input field that has no empty state: nil if it is absent.
func given[T any](o graphql.Omittable[*T], field string) (*T, error) {
	value, isSet := o.ValueOK()
	if isSet && value == nil {
		return nil, errs.InvalidField(field,
			"Mục này không thể để trống; bỏ hẳn ra nếu không muốn sửa.", "This cannot be empty: leave it out to keep what is there.")
	}
	return value, nil
}

// givenOrEmpty returns the value of an input field that null empties: nil if it is absent.
func givenOrEmpty[T any](o graphql.Omittable[*T]) *T {
	value, isSet := o.ValueOK()
	if isSet && value == nil {
		value = new(T)
	}
	return value
}

// value returns the value of an optional input field, or the empty one.
func value[T any](o graphql.Omittable[*T]) T {
	if v := givenOrEmpty(o); v != nil {
		return *v
	}
	var none T
	return none
}

// items returns a list of an input, or none.
func items[T any](o graphql.Omittable[[]T]) []T { return append([]T{}, o.Value()...) }

// ConflictDetails returns the resolvers of conflicts.
func (r *Resolver) ConflictDetails() gen.ConflictDetailsResolver { return conflictResolver{r} }

type conflictResolver struct{ *Resolver }

func (r conflictResolver) By(ctx context.Context, c *errs.Change) (*access.User, error) {
	return one(ctx, c, func(c *errs.Change) string { return c.By }, r.users)
}
