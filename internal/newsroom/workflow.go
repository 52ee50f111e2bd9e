package newsroom

import (
	"fmt"
	"slices"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
)

// State is where a draft stands on its way to readers. What readers see meanwhile is [Draft.Live].
type State string

// The states.
const (
	Drafting         State = "DRAFT"             // đang soạn: is being written
	InReview         State = "IN_REVIEW"         // chờ duyệt: an editor is asked to approve it
	ChangesRequested State = "CHANGES_REQUESTED" // yêu cầu sửa: the editor wants changes
	Approved         State = "APPROVED"          // đã duyệt: may be published
	Scheduled        State = "SCHEDULED"         // hẹn giờ đăng: goes public at its time
	Published        State = "PUBLISHED"         // đã đăng: what readers see is this content
	Unpublished      State = "UNPUBLISHED"       // đã gỡ: was public
	Retracted        State = "RETRACTED"         // đã rút: was public, withdrawn with a notice
	Archived         State = "ARCHIVED"          // lưu trữ: put away
	Trashed          State = "TRASHED"           // trong thùng rác: may be undeleted
)

// States lists all states.
func States() []State {
	return []State{Drafting, InReview, ChangesRequested, Approved, Scheduled, Published, Unpublished, Retracted, Archived, Trashed}
}

// Step is a step of the workflow.
type Step string

// The steps.
const (
	Updating          Step = "update"
	Submitting        Step = "submit"
	RequestingChanges Step = "request-changes"
	Approving         Step = "approve"
	Publishing        Step = "publish"
	Scheduling        Step = "schedule"
	Unscheduling      Step = "unschedule"
	Unpublishing      Step = "unpublish"
	Archiving         Step = "archive"
	Trashing          Step = "trash"
	Undeleting        Step = "undelete"
	Correcting        Step = "correct"
	Retracting        Step = "retract"
)

// The steps that make a draft, or give it the content of another version. [Draft.next] does not know the first two, and
// the third can be taken wherever [Updating] can: they are not offered.
const (
	Creating    Step = "create"
	Duplicating Step = "duplicate"
	Restoring   Step = "restore"
)

// Steps lists the steps that are offered.
func Steps() []Step {
	return []Step{
		Updating, Submitting, RequestingChanges, Approving, Publishing, Scheduling, Unscheduling, Unpublishing,
		Archiving, Trashing, Undeleting, Correcting, Retracting,
	}
}

// permission is the action of the policy table that a step is.
func (s Step) permission() access.Action {
	switch s {
	case Creating, Duplicating:
		return access.Create
	case Updating, Restoring:
		return access.Update
	case Submitting:
		return access.Submit
	case RequestingChanges, Approving:
		return access.Review
	case Retracting:
		return access.Retract
	case Archiving, Trashing, Undeleting:
		return access.Remove
	default:
		return access.Publish
	}
}

// next returns the state that a step leads to, or false if the draft cannot take it.
func (d *Draft) next(s Step) (State, bool) {
	in := func(states ...State) bool { return slices.Contains(states, d.State) }
	switch s {
	case Updating, Restoring: // an article that is public stays so, as it was, until the new content is
		if in(InReview) {
			return InReview, true
		}
		return Drafting, in(Drafting, ChangesRequested, Approved, Published, Unpublished, Retracted)
	case Submitting:
		return InReview, in(Drafting, ChangesRequested)
	case RequestingChanges:
		return ChangesRequested, in(InReview, Approved)
	case Approving:
		return Approved, in(InReview)
	case Publishing:
		return Published, in(Approved, Scheduled, Unpublished)
	case Scheduling:
		if in(Published) {
			return Published, true
		}
		return Scheduled, in(Approved, Scheduled)
	case Unscheduling:
		if in(Published) {
			return Published, d.Live != nil && d.Live.ExpiresAt != nil
		}
		return Approved, in(Scheduled)
	case Unpublishing:
		if in(Published) {
			return Unpublished, true
		}
		return d.State, d.Live != nil
	case Archiving:
		return Archived, in(Drafting, ChangesRequested, Approved, Published, Unpublished, Retracted)
	case Trashing:
		return Trashed, !in(Scheduled, Trashed)
	case Undeleting:
		return Drafting, in(Archived, Trashed)
	case Correcting:
		return Published, d.Live != nil && in(Approved, Published)
	case Retracting:
		return Retracted, d.Live != nil && !in(Scheduled)
	default:
		return "", false
	}
}

// take moves the draft by one step, whose own rules the caller adds.
func (d *Draft) take(s Step, actor, note string) error {
	to, ok := d.next(s)
	if !ok {
		return errs.New(errs.WrongState,
			fmt.Sprintf("Không thể làm bước này khi bài ở trạng thái %q.", stateVi(d.State)),
			fmt.Sprintf("This step (%s) cannot be taken in the state %s.", s, d.State))
	}
	d.State, d.SavedBy, d.Note, d.Settles = to, actor, note, false
	d.Made = Making{Step: s, Count: d.Made.Count + 1}
	if to != Scheduled {
		d.PublishAt, d.ScheduledBy = nil, ""
	}
	return nil
}

// stateVi is what editors call a state.
func stateVi(s State) string {
	switch s {
	case Drafting:
		return "đang soạn"
	case InReview:
		return "chờ duyệt"
	case ChangesRequested:
		return "yêu cầu sửa"
	case Approved:
		return "đã duyệt"
	case Scheduled:
		return "hẹn giờ đăng"
	case Published:
		return "đã đăng"
	case Unpublished:
		return "đã gỡ"
	case Retracted:
		return "đã rút"
	case Archived:
		return "lưu trữ"
	default:
		return "trong thùng rác"
	}
}

// written notes who changed the content: it needs approval again.
func (d *Draft) written(by string) {
	if !slices.Contains(d.WriterIDs, by) {
		d.WriterIDs = append(slices.Clone(d.WriterIDs), by)
	}
	d.ApprovedBy = ""
}

// goPublic decides that the content of this version is what readers see from now on. version is the one that the
// decision will have, first the time to show if it was never public before.
func (d *Draft) goPublic(version int64, now, first time.Time) {
	if d.PublishedAt == nil {
		d.PublishedAt = &first
	}
	d.Live = &Live{Version: version, At: now, ExpiresAt: d.ExpiresAt}
	d.PublicSlugs, d.Withdrawn, d.WriterIDs, d.Pending = d.Slugs, nil, []string{}, ToPublish
}

// withdraw decides that readers see the article no more.
func (d *Draft) withdraw(kind Withdrawal, now time.Time, notice string) {
	if d.Live == nil {
		return
	}
	d.Live, d.Withdrawn, d.Pending = nil, &Tombstone{Kind: kind, At: now, Notice: notice}, ToWithdraw
}

// expired refuses to publish what would be over at once.
func (d *Draft) expired(now time.Time) error {
	if d.ExpiresAt != nil && !d.ExpiresAt.After(now) {
		return errs.InvalidField("expiresAt",
			"Thời điểm hết hạn đã qua; hãy bỏ hoặc lùi thời điểm đó trước khi đăng.",
			"The time of expiry is past; clear it or move it before you publish.")
	}
	return nil
}
