package newsroom

import (
	"context"
	"fmt"
	"slices"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
)

// Outcome is what became of one draft of many.
type Outcome struct {
	DraftID string
	Draft   *Draft // as it is now; nil if the step was not taken
	Err     error
}

// MaxBulk is how many drafts one [Desk.Bulk] takes.
const MaxBulk = 100

// bulkReserve is how much time before the end of a request no further draft is begun, so that what was done can still be
// answered.
const bulkReserve = 2 * time.Second

// Bulk takes a step with many drafts, one after the other in their order, each as if it were the only one: it has its own
// version and its own outcome, and none keeps another from being done. What time does not suffice for fails with
// [errs.Limit] and was not begun. It takes two store calls a draft, or up to six where readers see a
// difference.
func (d *Desk) Bulk(ctx context.Context, v access.Viewer, s Step, refs []Ref, note string) ([]Outcome, error) {
	take, err := d.bulkStep(s)
	if err != nil {
		return nil, err
	}
	if err := checkBulk(refs); err != nil {
		return nil, err
	}
	if v.IsAnonymous() {
		return nil, v.Require(s.permission(), access.Subject{Noun: access.Drafts})
	}
	outcomes := make([]Outcome, len(refs))
	for i, ref := range refs {
		outcomes[i].DraftID = ref.ID
		if d.late(ctx) {
			outcomes[i].Err = errs.New(errs.Limit,
				"Hết thời gian của yêu cầu nên chưa làm mục này; hãy gửi lại.", "There was no time left for this one: send it again.")
			continue
		}
		outcomes[i].Draft, outcomes[i].Err = take(ctx, v, ref, note)
	}
	return outcomes, nil
}

// bulkStep returns the steps that need no more than a reason.
func (d *Desk) bulkStep(s Step) (func(context.Context, access.Viewer, Ref, string) (*Draft, error), error) {
	switch s {
	case Submitting:
		return d.Submit, nil
	case Approving:
		return d.Approve, nil
	case Publishing:
		return d.Publish, nil
	case Unscheduling:
		return d.Unschedule, nil
	case Unpublishing:
		return d.Unpublish, nil
	case Archiving:
		return d.Archive, nil
	case Trashing:
		return d.Trash, nil
	case Undeleting:
		return d.Undelete, nil
	default:
		return nil, errs.InvalidField("step",
			fmt.Sprintf("Không làm được bước %q cho nhiều bài một lúc.", s),
			fmt.Sprintf("The step %q is not one to take with many drafts at once.", s))
	}
}

func checkBulk(refs []Ref) error {
	if len(refs) < 1 || len(refs) > MaxBulk {
		return errs.InvalidField("items",
			fmt.Sprintf("Có %d bản thảo; phải từ 1 đến %d.", len(refs), MaxBulk),
			fmt.Sprintf("There are %d drafts; there must be 1 to %d.", len(refs), MaxBulk))
	}
	for i, ref := range refs {
		if slices.ContainsFunc(refs[:i], func(r Ref) bool { return r.ID == ref.ID }) {
			return errs.InvalidField(fmt.Sprintf("items.%d.id", i),
				fmt.Sprintf("Mã %q bị lặp lại.", ref.ID), fmt.Sprintf("The ID %q is there twice.", ref.ID))
		}
	}
	return nil
}

// late reports whether the request is over, or nearly so.
func (d *Desk) late(ctx context.Context) bool {
	end, bounded := ctx.Deadline()
	return ctx.Err() != nil || bounded && end.Sub(d.now()) < bulkReserve
}
