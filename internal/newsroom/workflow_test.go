package newsroom

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWorkflow writes the whole table out: what each step makes of each state, and "-" where it cannot be taken. The
// drafts of the states in which an article may be public are so.
func TestWorkflow(t *testing.T) {
	t.Parallel()
	const none = State("-")
	const draft, review, changes, approved, scheduled, published, unpublished, retracted, archived, trashed = Drafting, InReview,
		ChangesRequested, Approved, Scheduled, Published, Unpublished, Retracted, Archived, Trashed
	table := map[Step][]State{ // in the order of States
		Updating:          {draft, review, draft, draft, none, draft, draft, draft, none, none},
		Submitting:        {review, none, review, none, none, none, none, none, none, none},
		RequestingChanges: {none, changes, none, changes, none, none, none, none, none, none},
		Approving:         {none, approved, none, none, none, none, none, none, none, none},
		Publishing:        {none, none, none, published, published, none, published, none, none, none},
		Scheduling:        {none, none, none, scheduled, scheduled, published, none, none, none, none},
		Unscheduling:      {none, none, none, none, approved, none, none, none, none, none},
		Unpublishing:      {draft, review, changes, approved, scheduled, unpublished, none, none, none, none},
		Archiving:         {archived, none, archived, archived, none, archived, archived, archived, none, none},
		Trashing:          {trashed, trashed, trashed, trashed, none, trashed, trashed, trashed, trashed, none},
		Undeleting:        {none, none, none, none, none, none, none, none, draft, draft},
		Correcting:        {none, none, none, published, none, published, none, none, none, none},
		Retracting:        {retracted, retracted, retracted, retracted, none, retracted, none, none, none, none},
	}
	for _, step := range Steps() {
		var got []State
		for _, state := range States() {
			d := &Draft{State: state}
			if d.mayBePublic() {
				d.Live = &Live{}
			}
			to, ok := d.next(step)
			if !ok {
				to = none
			}
			got = append(got, to)
		}
		if diff := cmp.Diff(table[step], got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", step, diff)
		}
	}
}

// mayBePublic reports whether readers may see a former version of a draft in this state.
func (d *Draft) mayBePublic() bool {
	switch d.State {
	case Unpublished, Retracted, Archived, Trashed:
		return false
	default:
		return true
	}
}

func TestWhatIsNotPublicCannotBeWithdrawn(t *testing.T) {
	t.Parallel()
	for _, state := range States() {
		for _, step := range []Step{Unpublishing, Correcting, Retracting} {
			if to, ok := (&Draft{State: state}).next(step); ok && state != Published {
				t.Errorf("%s in state %s leads to %s", step, state, to)
			}
		}
	}
}
