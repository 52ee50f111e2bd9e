package register

import (
	"context"
	"strings"

	"thidua/internal/access"
	"thidua/internal/store"
)

// Named are records by which others are looked for, each by its ID; nil for none.
type Named struct {
	Person, Award, Decision *string
}

// Hides reports whether one of the records does not exist for the viewer. Whoever looks for others by it must then find
// none, or they would learn that it exists, and who mentions it. It costs nothing where the viewer sees every record,
// and else one read for each that is named.
func (r *Register) Hides(ctx context.Context, v access.Viewer, n Named) (bool, error) {
	if public(v) == nil {
		return false, nil
	}
	hidden, err := hides(ctx, r.people, v, n.Person)
	if err == nil && !hidden {
		hidden, err = hides(ctx, r.awards, v, n.Award)
	}
	if err == nil && !hidden {
		hidden, err = hides(ctx, r.decisions, v, n.Decision)
	}
	return hidden, err
}

// HidesID is [Register.Hides] for a record of any kind.
func (r *Register) HidesID(ctx context.Context, v access.Viewer, id string) (bool, error) {
	var n Named
	switch prefix, _, _ := strings.Cut(id, "_"); prefix {
	case r.people.Prefix:
		n.Person = &id
	case r.awards.Prefix:
		n.Award = &id
	case r.decisions.Prefix:
		n.Decision = &id
	}
	return r.Hides(ctx, v, n)
}

func hides[T any](ctx context.Context, c *store.Collection[T], v access.Viewer, id *string) (bool, error) {
	if id == nil {
		return false, nil
	}
	found, err := visible(ctx, c, v, []string{*id})
	return len(found) == 0, err
}

// shown is [AwardFilter.where] for lists and counts that name the records of the filter: by a person or a decision that is
// hidden from the viewer nothing is found.
func (r *Register) shown(ctx context.Context, v access.Viewer, f AwardFilter) (store.Where, error) {
	named := Named{Decision: f.Decision}
	if f.Recipient != nil && strings.HasPrefix(*f.Recipient, r.people.Prefix+"_") {
		named.Person = f.Recipient
	}
	hidden, err := r.Hides(ctx, v, named)
	if hidden {
		return store.All(f.where(v), store.AnyOf[string]("decisionId")), err
	}
	return f.where(v), err
}
