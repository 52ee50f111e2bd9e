package newsroom

import (
	"context"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// replace saves what edit makes of a document that is still at the version which the caller read, and returns it.
func replace[T any](ctx context.Context, c *store.Collection[T], ref Ref, act store.Act, edit func(T) (T, error)) (*T, error) {
	before, err := at(ctx, c, ref)
	if err != nil {
		return nil, err
	}
	after, err := edit(*before)
	if err != nil {
		return nil, err
	}
	if err := c.Replace(ctx, before, &after, act); err != nil {
		return nil, overtaking(ctx, c, ref, err)
	}
	return &after, nil
}

// remove removes a document that is still at the version which the caller read, unless something stands against it.
func remove[T any](ctx context.Context, c *store.Collection[T], ref Ref, act store.Act, against func(context.Context) error) error {
	doc, err := at(ctx, c, ref)
	if err != nil {
		return err
	}
	if err := against(ctx); err != nil {
		return err
	}
	return overtaking(ctx, c, ref, c.Remove(ctx, doc, act))
}

// at returns a document if it is at the version which the caller read.
func at[T any](ctx context.Context, c *store.Collection[T], ref Ref) (*T, error) {
	doc, err := c.ByID(ctx, ref.ID)
	if err != nil {
		return nil, err
	}
	if headOf(doc).Version != ref.Version {
		return nil, c.Conflict(ctx, ref.Version, doc)
	}
	return doc, nil
}

// overtaking turns the conflict of a write into one that says what is there now.
func overtaking[T any](ctx context.Context, c *store.Collection[T], ref Ref, err error) error {
	if errs.CodeOf(err) != errs.Conflict {
		return err
	}
	now, err := c.ByID(ctx, ref.ID)
	if err != nil {
		return err
	}
	return c.Conflict(ctx, ref.Version, now)
}

// headOf returns the head of a document of a collection.
func headOf[T any](doc *T) *store.Head { return any(doc).(store.Document).DocumentHead() }
