package register

import (
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// Records may come in many at once, from a list that an office kept before. They are prepared by the same rules as one
// that is entered by hand, but a list of them costs one store call for each kind of record that it refers to; and they are
// saved under the ID of their import, which hides them from everybody until they are all there (see [Register.Cover]).

// differences returns those of the pairs that differ, where the list says something.
func differences(pairs []Difference) []Difference {
	return slices.DeleteFunc(pairs, func(d Difference) bool { return d.Listed == "" || d.Listed == d.Present })
}

// same reports whether two preparations of one entry came to the same record; who made it by which import does not count.
func same[T any](c *store.Collection[T], a, b *T) (bool, error) {
	differing, err := c.Differing(a, b)
	return !slices.ContainsFunc(differing, func(field string) bool { return field != store.OriginField }), err
}

// Intake is records that belong to one import: what is to be saved, or what others of the import may refer to before it is.
type Intake struct {
	Units     []*Unit
	People    []*Person
	Decisions []*Decision
	Awards    []*Award
	Tasks     []*Task
	Sheets    []*ScoreSheet // all of one bloc-year
}

// Len returns how many records it has.
func (in *Intake) Len() int {
	return len(in.Units) + len(in.People) + len(in.Decisions) + len(in.Awards) + len(in.Tasks) + len(in.Sheets)
}

// Prepared is a record of a list as it would be saved, or why it cannot be.
type Prepared[T any] struct {
	Record   *T // nil if Err says why there is none
	Existing *T // what is there already for the same thing; the record is then not to be saved
	Warnings []Warning
	Err      error // of this record alone, with the path in its input
}

// Difference is a field in which a record of a list differs from the one that is there.
type Difference struct {
	Field   string `bson:"field"`
	Present string `bson:"present"` // the value that is there
	Listed  string `bson:"listed"`  // the value of the list
}

// Cover hides the records of imports that are coming in, or being taken back, from all readers, and no others.
func (r *Register) Cover(importIDs []string) { r.veil.Cover(importIDs) }

// Covered returns the imports whose records are hidden.
func (r *Register) Covered() []string { return r.veil.Covered() }

// bare is a collection as those see it who save or take back an import: without the veil.
func bare[T any](c *store.Collection[T]) *store.Collection[T] {
	own := *c
	own.Veil = nil
	return &own
}

// SaveIntake saves the records of an import, in the name of an actor. It may be called again with the same records after
// it was cut short: those that are there already are passed over. The error of a record that cannot be saved, because
// another has a unique value of it now, names the record.
func (r *Register) SaveIntake(ctx context.Context, importID string, act store.Act, in Intake) error {
	err := saveAll(ctx, r.units, importID, act, in.Units)
	if err == nil {
		err = saveAll(ctx, r.people, importID, act, in.People)
	}
	if err == nil {
		err = saveAll(ctx, r.decisions, importID, act, in.Decisions)
	}
	if err == nil {
		err = saveAll(ctx, r.awards, importID, act, in.Awards)
	}
	if err == nil {
		err = saveAll(ctx, r.tasks, importID, act, in.Tasks)
	}
	if err == nil && len(in.Sheets) > 0 {
		err = r.adoptCriteria(ctx, act, in.Sheets[0])
	}
	if err == nil {
		err = saveAll(ctx, r.scoreSheets, importID, act, in.Sheets)
	}
	return err
}

// saveAll saves new records of one kind.
func saveAll[T any](ctx context.Context, c *store.Collection[T], importID string, act store.Act, records []*T) error {
	for again := false; len(records) > 0; again = true {
		left, err := missingOf(ctx, c, importID, again, records)
		if err != nil || len(left) == 0 {
			return err
		}
		writes := make([]store.Write, len(left))
		for i, doc := range left {
			if writes[i], err = c.Inserting(doc, act); err != nil {
				return err
			}
		}
		done, err := c.Store.Apply(ctx, writes...)
		switch {
		case err == nil:
			return nil
		case errs.CodeOf(err) == errs.Conflict && !again: // some are there: the call before was cut short
		default:
			return &UnsavedError{ID: headID(left[done]), Err: taken(err)}
		}
	}
	return nil
}

// missingOf returns those of the records that are not there yet; all of them unless a look is asked for. A record of
// another import under the same ID is an error.
func missingOf[T any](ctx context.Context, c *store.Collection[T], importID string, look bool, records []*T) ([]*T, error) {
	if !look {
		return records, nil
	}
	ids := make([]string, len(records))
	for i, doc := range records {
		ids[i] = headID(doc)
	}
	there, err := bare(c).ByIDs(ctx, ids, store.Whole)
	if err != nil {
		return nil, err
	}
	var left []*T
	for _, doc := range records {
		switch known, ok := there[headID(doc)]; {
		case !ok:
			left = append(left, doc)
		case originOf(known) != importID:
			return nil, fmt.Errorf("save %s of %s: it belongs to %q", headID(doc), importID, originOf(known))
		}
	}
	return left, nil
}

// UnsavedError says which record of an intake could not be saved.
type UnsavedError struct {
	ID  string
	Err error
}

// Error implements error.
func (u *UnsavedError) Error() string { return fmt.Sprintf("save %s: %v", u.ID, u.Err) }

// Unwrap returns why.
func (u *UnsavedError) Unwrap() error { return u.Err }

func headID[T any](doc *T) string { return document(doc).DocumentHead().ID }

func originOf[T any](doc *T) string {
	return any(doc).(interface{ DocumentOrigin() string }).DocumentOrigin()
}

// among returns the records of a list by their IDs: those that the import brings itself, and of the others those that
// exist. At most [store.MaxLimit].
func among[T any](ctx context.Context, c *store.Collection[T], own []*T, ids []string) (map[string]*T, error) {
	found := make(map[string]*T, len(ids))
	for _, doc := range own {
		found[headID(doc)] = doc
	}
	ids = slices.DeleteFunc(listed(ids), func(id string) bool { return id == "" || found[id] != nil })
	there, err := c.ByIDs(ctx, ids, store.Whole)
	if err != nil {
		return nil, err
	}
	for id, doc := range there {
		found[id] = doc
	}
	return found, nil
}

// MayImport refuses those who may enter no records at all. Whether they may enter one, its preparation says.
func MayImport(v access.Viewer) error {
	_, err := begin(v, access.Create, "import", "")
	return err
}
