package register

import (
	"context"
	"slices"
	"strings"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// Ref names a record at the version that the caller has read.
type Ref struct {
	ID      string
	Version int64
}

// create saves a new record that belongs to the viewer.
func create[T any](ctx context.Context, r *Register, c *store.Collection[T], d doing, doc *T) error {
	if err := r.may(ctx, d, document(doc)); err != nil {
		return err
	}
	return insert(ctx, c, doc, d.act())
}

// change saves what the rule to makes of a record that belongs to the viewer and is still at the version which the caller
// read. A rule that returns the record itself changes nothing.
func change[T any](ctx context.Context, r *Register, c *store.Collection[T], d doing, ref Ref, to func(*T) (*T, error)) (*T, error) {
	before, err := at(ctx, r, c, d, "", ref)
	if err != nil {
		return nil, err
	}
	after, err := to(before)
	if err != nil {
		return nil, err
	}
	if after == before {
		return before, nil
	}
	if err := c.Replace(ctx, before, after, d.act()); err != nil {
		return nil, overtaken(ctx, c, ref, err)
	}
	return after, nil
}

// at returns a record that belongs to the viewer, if it is at the version which the caller read. The path is where the
// input has the reference; empty if that is the input itself.
func at[T any](ctx context.Context, r *Register, c *store.Collection[T], d doing, path string, ref Ref) (*T, error) {
	if path != "" {
		path += "."
	}
	doc, err := shown(ctx, r, c, d, path+"id", ref.ID)
	if err != nil {
		return nil, err
	}
	if err := r.may(ctx, d, document(doc)); err != nil {
		return nil, err
	}
	if document(doc).DocumentHead().Version != ref.Version {
		return nil, outdated(ctx, c, ref, doc)
	}
	return doc, nil
}

// shown is [referred] for records that need not be public: those that the viewer may not see do not exist.
func shown[T any](ctx context.Context, r *Register, c *store.Collection[T], d doing, path, id string) (*T, error) {
	doc, err := referred(ctx, c, path, id)
	if err != nil {
		return nil, err
	}
	seen, err := r.sees(ctx, d, document(doc))
	if err != nil {
		return nil, err
	}
	if !seen {
		return nil, missing(c, path, id)
	}
	return doc, nil
}

// remove removes a record that belongs to the viewer and is still at the version which the caller read, unless something
// refers to it.
func remove[T any](ctx context.Context, r *Register, c *store.Collection[T], d doing, ref Ref) error {
	doc, err := at(ctx, r, c, d, "", ref)
	if err != nil {
		return err
	}
	if err := r.unreferred(ctx, c.Schema.Name, ref.ID); err != nil {
		return err
	}
	if err := c.Remove(ctx, doc, d.act()); err != nil {
		return overtaken(ctx, c, ref, err)
	}
	return nil
}

// overtaken turns the conflict of a write into one that says what is there now; other errors it says in the input's words.
func overtaken[T any](ctx context.Context, c *store.Collection[T], ref Ref, err error) error {
	if errs.CodeOf(err) != errs.Conflict {
		return taken(err)
	}
	now, err := c.ByID(ctx, ref.ID)
	if err != nil {
		return err
	}
	return outdated(ctx, c, ref, now)
}

// outdated is the conflict with the version that a record has now, without what is derived from other fields.
func outdated[T any](ctx context.Context, c *store.Collection[T], ref Ref, now *T) error {
	err := c.Conflict(ctx, ref.Version, now)
	if e := errs.As(err); e != nil && e.Change != nil {
		e.Change.Fields = slices.DeleteFunc(e.Change.Fields, func(field string) bool {
			return slices.Contains([]string{"terms", "sortKey", "claim", "headship", "office", "numberKey", "begun", "place", "placeClaim", "turn", "turnClaim", "entry", "meeting", "paperCode", "openDue", "masking", "closing", "likeKeys"}, field)
		})
	}
	return err
}

// missing is the error about a document that an input names and that does not exist, or not for the viewer.
func missing[T any](c *store.Collection[T], path, id string) error {
	e := errs.Missing(c.Noun.Vi, c.Noun.En, id)
	e.Field = strings.Split(path, ".")
	return e
}

// document is a document of a collection as every one can be seen.
func document[T any](doc *T) store.Document { return any(doc).(store.Document) }

// notFound is [missing] for what was read together with others.
func notFound(vi, en, path, id string) error {
	e := errs.Missing(vi, en, id)
	e.Field = strings.Split(path, ".")
	return e
}
