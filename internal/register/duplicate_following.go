package register

import (
	"context"
	"fmt"
	"math"
	"strings"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// carryOut does what follows from a join that is decided, moving at most some records; it returns how many it moved, and how many
// it had to leave where they are. Every step may run again: names first, so that the ID leads on whatever is killed; then what
// refers to the duplicate; at last the duplicate goes.
func (r *Register) carryOut(ctx context.Context, j *DuplicateJoin, most int) (moved, left int, err error) {
	act := store.Act{Actor: j.UpdatedBy, Action: "duplicate.join", Note: fmt.Sprintf("gộp %s vào %s: %s", j.FromID, j.IntoID, j.Reason)}
	if strings.HasPrefix(j.FromID, r.units.Prefix+"_") {
		follow := following[Unit]{r.units, (*Unit).taking, (*Unit).leading}
		return carry(ctx, r, j, act, follow, unitsName, most)
	}
	return carry(ctx, r, j, act, following[Person]{r.people, (*Person).taking, (*Person).leading}, peopleName, most)
}

// following is what is to be done with the two records of a kind.
type following[T any] struct {
	records *store.Collection[T]
	taking  func(into, from *T) *T
	leading func(into *T, j *DuplicateJoin) *T
}

// leading returns the unit with the ID, the address and, if it has none, the code of a duplicate that is gone.
func (u *Unit) leading(j *DuplicateJoin) *Unit {
	next := *u
	next.JoinedIDs = listed(append(append([]string{}, u.JoinedIDs...), j.FromID))
	next.JoinedSlugs = listed(append(append([]string{}, u.JoinedSlugs...), j.Slug))
	if next.Code == "" {
		next.Code = j.Code
	}
	return &next
}

// leading returns the person with the ID of a duplicate that is gone.
func (p *Person) leading(j *DuplicateJoin) *Person {
	next := *p
	next.JoinedIDs = listed(append(append([]string{}, p.JoinedIDs...), j.FromID))
	return &next
}

func carry[T any](
	ctx context.Context, r *Register, j *DuplicateJoin, act store.Act, f following[T], collection string, most int,
) (moved, left int, err error) {
	into, err := f.take(ctx, j, act)
	if err != nil {
		return 0, 0, err
	}
	to := joining{from: j.FromID, into: j.IntoID, act: act}
	if p, ok := any(into).(*Person); ok {
		to.masked = p.Mask != nil
	}
	for _, m := range r.movesTo(collection) {
		n, stays, err := m.move(ctx, to, m.fields, most-moved)
		moved += n
		if err != nil {
			return moved, left, fmt.Errorf("join %s into %s: %w", j.FromID, j.IntoID, err)
		}
		if m.collection != dismissalsName { // of these what says nothing any more is removed
			left += stays
		}
		if moved >= most {
			return moved, left, nil
		}
	}
	if r.accounts != nil {
		if _, err := r.accounts(ctx, act.Actor, j.FromID, j.IntoID); err != nil {
			return moved, left, fmt.Errorf("move the accounts of %s: %w", j.FromID, err)
		}
	}
	if left > 0 {
		return moved, left, nil
	}
	return moved, 0, f.end(ctx, j, act)
}

// take gives the record that stays the names of the duplicate, if there are any yet, and returns it.
func (f following[T]) take(ctx context.Context, j *DuplicateJoin, act store.Act) (*T, error) {
	for try := 1; ; try++ {
		found, err := f.records.ByIDs(ctx, []string{j.FromID, j.IntoID}, store.Whole)
		if err != nil {
			return nil, err
		}
		into, from := found[j.IntoID], found[j.FromID]
		if into == nil {
			return nil, missing(f.records, "intoId", j.IntoID)
		}
		next := f.taking
		if from == nil {
			next = func(into, _ *T) *T { return f.leading(into, j) }
		}
		saved, err := f.save(ctx, into, next(into, from), act)
		if errs.CodeOf(err) != errs.Conflict || try == maxJoinTries {
			return saved, err
		}
	}
}

// save saves what a record becomes, unless it is so already.
func (f following[T]) save(ctx context.Context, before, after *T, act store.Act) (*T, error) {
	differing, err := f.records.Differing(before, after)
	if err != nil || len(differing) == 0 {
		return before, err
	}
	return after, f.records.Replace(ctx, before, after, act)
}

// end removes the duplicate. If somebody has changed it in the meantime, the record that stays takes that over too.
func (f following[T]) end(ctx context.Context, j *DuplicateJoin, act store.Act) error {
	for try := 1; ; try++ {
		found, err := f.records.ByIDs(ctx, []string{j.FromID}, store.Whole)
		if err != nil {
			return err
		}
		if from := found[j.FromID]; from != nil {
			err = f.records.Remove(ctx, from, act)
		}
		if err == nil {
			_, err = f.take(ctx, j, act) // with what is free only now, such as a code
			return err
		}
		if code := errs.CodeOf(err); (code != errs.Conflict && code != errs.NotFound) || try == maxJoinTries {
			return err
		}
		if _, err := f.take(ctx, j, act); err != nil {
			return err
		}
	}
}

// FinishJoining completes joins that were cut short, and looks once more for records that came to refer to a duplicate at the same
// moment. It may run at any time, in several processes at once; it costs two reads when there is nothing to do.
func (r *Register) FinishJoining(ctx context.Context) error {
	for _, state := range []JoinState{JoinAsked, JoinDecided} {
		joins, err := r.duplicateJoins.Find(ctx, store.Query{Where: store.Eq{Field: "state", Value: string(state)}, Limit: joinsAtOnce})
		if err != nil {
			return fmt.Errorf("find joins that are not complete: %w", err)
		}
		for _, j := range joins {
			if err := r.finishJoin(ctx, j); err != nil {
				return fmt.Errorf("finish %s: %w", j.ID, err)
			}
		}
	}
	return nil
}

// finishJoin brings one join to its end; of one that was only asked for by a process that died nobody was told.
func (r *Register) finishJoin(ctx context.Context, j *DuplicateJoin) error {
	old := r.duplicateJoins.Now().Sub(j.UpdatedAt) >= joinSettles
	act := store.Act{Actor: access.SystemActor, Action: "duplicate.settle"}
	switch {
	case j.State == JoinAsked && !old:
		return nil
	case j.State == JoinAsked:
		return unlessOvertaken(r.duplicateJoins.Remove(ctx, j, act))
	}
	moved, left, err := r.carryOut(ctx, j, math.MaxInt)
	if errs.CodeOf(err) == errs.NotFound { // the record that was to stay was removed at that moment: the duplicate is none
		return unlessOvertaken(r.duplicateJoins.Remove(ctx, j, act))
	}
	if err != nil || moved > 0 || left > 0 || !old {
		return err
	}
	settled := *j
	settled.State = JoinSettled
	return unlessOvertaken(r.duplicateJoins.Replace(ctx, j, &settled, act))
}

// unlessOvertaken drops the error of a write that somebody else was faster with.
func unlessOvertaken(err error) error {
	if code := errs.CodeOf(err); code == errs.Conflict || code == errs.NotFound {
		return nil
	}
	return err
}
