package register

import (
	"context"
	"fmt"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// A bloc-year is closed only when none of its awards is on its way to be submitted, and takes no nominations from then on
// (invariant 17). The two are documents of their own, so each side writes first and looks then:
//
//   - who closes marks the year, counts, and closes it if it still is as it was marked;
//   - who nominates saves the award and looks at the year: takes a mark away, or the award if the year is closed.
//
// Whichever looks last sees what the other wrote, so that one of them gives way and nobody is told what does not hold.
// Quotas need no more than their places, and a registration that is saved as its year is closed is one from before:
// closing does not ask for registrations.

// closingMark says how far the closing of a year has come.
type closingMark string

// The marks. A year that was closed keeps one until nothing can come that was begun before.
const (
	closingBegun   closingMark = "BEGUN"
	closingPending closingMark = "PENDING"
)

// unsettled is the condition that an award of a bloc-year is not submitted yet, nor withdrawn.
func unsettled(blocYearID string) store.Where {
	return store.And{store.Eq{Field: "blocYearId", Value: blocYearID}, store.AnyOf("state", Registered, Nominated, Voted)}
}

// closeYear closes a bloc-year, by the rules that advance says: they are asked before anything is written, and once more of what
// is there when the year is marked.
func (r *Register) closeYear(ctx context.Context, d doing, ref Ref, advance func(y *BlocYear, unsettled int64) (*BlocYear, error)) (*BlocYear, error) {
	y, err := at(ctx, r, r.blocYears, d, "", ref)
	if err != nil {
		return nil, err
	}
	step := func() (*BlocYear, error) {
		n, err := r.awards.Count(ctx, unsettled(y.ID))
		if err != nil {
			return nil, err
		}
		return advance(y, n)
	}
	if _, err := step(); err != nil {
		return nil, err
	}
	if y.Closing != closingBegun {
		marked := *y
		marked.Closing = closingBegun
		if err := r.blocYears.Replace(ctx, y, &marked, store.Act{Actor: d.act().Actor, Action: "blocyear.beginclosing"}); err != nil {
			return nil, overtaken(ctx, r.blocYears, ref, err)
		}
		y = &marked
	}
	closed, err := step()
	if err != nil {
		return nil, err // the mark stays: the next who nominates takes it away, or the next who closes goes on from it
	}
	closed.Closing = closingPending
	if err := r.blocYears.Replace(ctx, y, closed, d.act()); err != nil {
		if _, refused := step(); refused != nil {
			return nil, refused // rather than that somebody was faster: what they did is why
		}
		return nil, overtaken(ctx, r.blocYears, ref, err)
	}
	return closed, nil
}

// keepOpen makes sure that the bloc-year of an award that was just saved is not closed without it, or else takes the award
// back and says that it is.
func (r *Register) keepOpen(ctx context.Context, a *Award) error {
	for {
		y, err := r.blocYears.ByID(ctx, a.BlocYearID)
		if err != nil {
			return fmt.Errorf("look whether the bloc-year is open: %w", err)
		}
		if refused := y.open(); refused != nil {
			err := r.awards.Remove(ctx, a, store.Act{Actor: access.SystemActor, Action: "award.remove", Note: lateNote(y)})
			if err != nil && errs.CodeOf(err) != errs.Conflict { // what somebody has changed already, FinishClosing withdraws
				return fmt.Errorf("take back an award of a closed year: %w", err)
			}
			return refused
		}
		if y.Closing == "" {
			return nil
		}
		open := *y
		open.Closing = ""
		err = r.blocYears.Replace(ctx, y, &open, store.Act{Actor: access.SystemActor, Action: "blocyear.keepopen", Note: "có đề nghị mới: " + a.ID})
		if errs.CodeOf(err) != errs.Conflict {
			return err
		}
	}
}

// lateNote says in the journal why an award that nobody was told of is taken back.
func lateNote(y *BlocYear) string { return "năm công tác " + y.ID + " đã kết thúc cùng lúc" }

// Bounds of [Register.FinishClosing].
const (
	closingAtOnce = 100
	// closingSettles is how long after it was closed a year may still get an award from somebody who read it before, and who
	// died before they looked again.
	closingSettles = time.Minute
)

// FinishClosing withdraws what came into years as they were closed from processes that died before they saw it; nobody was told
// that it was saved. It may run at any time, in several processes at once; it costs one read when there is nothing to do.
func (r *Register) FinishClosing(ctx context.Context) error {
	years, err := r.blocYears.Find(ctx, store.Query{Where: store.Eq{Field: "closing", Value: string(closingPending)}, Limit: closingAtOnce})
	if err != nil {
		return fmt.Errorf("find years that were just closed: %w", err)
	}
	for _, y := range years {
		late, err := r.awards.Find(ctx, store.Query{Where: unsettled(y.ID), Limit: store.MaxLimit})
		if err != nil {
			return fmt.Errorf("find awards that came late: %w", err)
		}
		for _, a := range late {
			next, err := a.withdrawn()
			if err != nil {
				return err
			}
			next.Public = false // readers are not told of what was refused
			err = r.awards.Replace(ctx, a, next, store.Act{Actor: access.SystemActor, Action: "award.withdraw", Note: lateNote(y)})
			if code := errs.CodeOf(err); err != nil && code != errs.Conflict && code != errs.NotFound {
				return fmt.Errorf("withdraw an award that came late: %w", err)
			}
		}
		if len(late) > 0 || r.blocYears.Now().Sub(y.UpdatedAt) < closingSettles {
			continue
		}
		next := *y
		next.Closing = ""
		err = r.blocYears.Replace(ctx, y, &next, store.Act{Actor: access.SystemActor, Action: "blocyear.settled"})
		if err != nil && errs.CodeOf(err) != errs.Conflict {
			return fmt.Errorf("note that %s is settled: %w", y.ID, err)
		}
	}
	return nil
}
