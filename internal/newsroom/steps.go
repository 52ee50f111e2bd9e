package newsroom

import (
	"context"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"thidua/internal/access"
	"thidua/internal/custom"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// Ref names a draft at the version that the caller has read.
type Ref struct {
	ID      string
	Version int64
}

// Edit changes one part of the content. It replaces slices and pointers and never writes into them.
type Edit func(*Content)

// MaxNote is the largest length of a reason, MaxNotice that of a notice to readers, in code points.
const (
	MaxNote   = 1000
	MaxNotice = 2000
)

// Update changes the content. A published article stays as readers see it until the new content is published.
func (d *Desk) Update(ctx context.Context, v access.Viewer, ref Ref, note string, edits ...Edit) (*Draft, error) {
	return d.step(ctx, v, ref, Updating, note, func(before, after *Draft) error {
		slug := after.Slug
		for _, edit := range edits {
			edit(&after.Content)
		}
		if after.Slug == "" {
			after.Slug = slug
		}
		c, err := after.checked()
		if err != nil {
			return err
		}
		if c.Values, err = d.valued(ctx, before.Values, c.Values); err != nil {
			return err
		}
		after.Content = c
		if c.Slug != slug {
			after.rename(c.Slug)
		}
		after.written(v.Actor)
		return nil
	})
}

// Submit asks an editor to review the draft.
func (d *Desk) Submit(ctx context.Context, v access.Viewer, ref Ref, note string) (*Draft, error) {
	return d.step(ctx, v, ref, Submitting, note, func(_, after *Draft) error {
		after.SubmittedBy, after.ReviewNote = v.Actor, ""
		return nil
	})
}

// RequestChanges gives the draft back with what the reviewer wants changed, which must be said.
func (d *Desk) RequestChanges(ctx context.Context, v access.Viewer, ref Ref, note string) (*Draft, error) {
	return d.step(ctx, v, ref, RequestingChanges, note, func(_, after *Draft) error {
		after.ReviewNote, after.ApprovedBy = after.Note, ""
		return lengthWithin("note", after.Note, 1, MaxNote)
	})
}

// Approve lets the draft be published. By the two-person rule nobody approves what they wrote; the operator of the
// machine may.
func (d *Desk) Approve(ctx context.Context, v access.Viewer, ref Ref, note string) (*Draft, error) {
	return d.step(ctx, v, ref, Approving, note, func(_, after *Draft) error {
		if d.wroteIt(v, after) {
			return errs.New(errs.Forbidden,
				"Bạn đã viết bài này; hãy để người khác duyệt.",
				"You wrote this yourself; let somebody else approve it.")
		}
		after.ApprovedBy = v.Actor
		return nil
	})
}

// Publish makes the content public now.
func (d *Desk) Publish(ctx context.Context, v access.Viewer, ref Ref, note string) (*Draft, error) {
	return d.step(ctx, v, ref, Publishing, note, func(before, after *Draft) error {
		return d.release(ctx, v, before, after, d.instant())
	})
}

// PublishAsOf publishes older news as of the day on which it was news. Only administrators and the operator may.
func (d *Desk) PublishAsOf(ctx context.Context, v access.Viewer, ref Ref, at time.Time) (*Draft, error) {
	if err := v.Require(access.Update, access.Subject{Noun: access.Settings}); err != nil {
		return nil, err
	}
	if at.After(d.now()) {
		return nil, errs.InvalidField("publishedAt",
			"Thời điểm đăng ở tương lai; hãy dùng hẹn giờ.", "The time of publication is in the future; schedule it instead.")
	}
	return d.step(ctx, v, ref, Publishing, "", func(before, after *Draft) error {
		return d.release(ctx, v, before, after, at.UTC().Truncate(time.Millisecond))
	})
}

// Schedule sets when an approved draft goes public, and when it expires; of a published one, when it expires. A nil
// time is none.
func (d *Desk) Schedule(ctx context.Context, v access.Viewer, ref Ref, publishAt, expiresAt *time.Time, note string) (*Draft, error) {
	publishAt, expiresAt = instant(publishAt), instant(expiresAt)
	return d.step(ctx, v, ref, Scheduling, note, func(before, after *Draft) error {
		now := d.now()
		switch {
		case after.State == Published && publishAt != nil:
			return errs.InvalidField("publishAt", "Bài đã đăng rồi.", "It is public already.")
		case after.State == Published && expiresAt == nil, after.State == Scheduled && publishAt == nil:
			return errs.InvalidField("publishAt", "Hãy cho biết thời điểm.", "Say when.")
		case publishAt != nil && !publishAt.After(now):
			return errs.InvalidField("publishAt", "Thời điểm đăng đã qua.", "The time of publication is past.")
		case expiresAt != nil && (!expiresAt.After(now) || publishAt != nil && !expiresAt.After(*publishAt)):
			return errs.InvalidField("expiresAt",
				"Thời điểm hết hạn phải ở sau bây giờ và sau thời điểm đăng.",
				"The time of expiry must be after now and after the time of publication.")
		}
		after.ExpiresAt = expiresAt
		if after.State == Published {
			after.goPublic(before.Version+1, now, now)
			return nil
		}
		after.PublishAt, after.ScheduledBy = publishAt, v.Actor
		return d.mayAppear(ctx, v, after)
	})
}

// Unschedule takes back the time of a scheduled draft, or the expiry of a published one.
func (d *Desk) Unschedule(ctx context.Context, v access.Viewer, ref Ref, note string) (*Draft, error) {
	return d.step(ctx, v, ref, Unscheduling, note, func(before, after *Draft) error {
		if after.State == Published {
			after.ExpiresAt = nil
			after.goPublic(before.Version+1, d.instant(), d.instant())
		}
		return nil
	})
}

// Unpublish takes the article off the site.
func (d *Desk) Unpublish(ctx context.Context, v access.Viewer, ref Ref, note string) (*Draft, error) {
	return d.withdrawing(ctx, v, ref, Unpublishing, note)
}

// Archive puts a draft away, and takes the article off the site.
func (d *Desk) Archive(ctx context.Context, v access.Viewer, ref Ref, note string) (*Draft, error) {
	return d.withdrawing(ctx, v, ref, Archiving, note)
}

// Trash throws a draft away, from where it can be undeleted, and takes the article off the site.
func (d *Desk) Trash(ctx context.Context, v access.Viewer, ref Ref, note string) (*Draft, error) {
	return d.withdrawing(ctx, v, ref, Trashing, note)
}

func (d *Desk) withdrawing(ctx context.Context, v access.Viewer, ref Ref, s Step, note string) (*Draft, error) {
	return d.step(ctx, v, ref, s, note, func(before, after *Draft) error {
		after.withdraw(WasUnpublished, d.instant(), "")
		if s == Trashing {
			after.TrashedIn = before.Version + 1
		}
		return nil
	})
}

// Undelete takes a draft out of the archive or the trash. It needs approval again.
func (d *Desk) Undelete(ctx context.Context, v access.Viewer, ref Ref, note string) (*Draft, error) {
	return d.step(ctx, v, ref, Undeleting, note, func(_, after *Draft) error {
		after.ApprovedBy = ""
		return nil
	})
}

// Correct publishes a notice of what was wrong, together with the content if that was changed and approved.
func (d *Desk) Correct(ctx context.Context, v access.Viewer, ref Ref, notice string) (*Draft, error) {
	notice = viet.CleanTitle(notice)
	return d.step(ctx, v, ref, Correcting, notice, func(before, after *Draft) error {
		if err := lengthWithin("notice", notice, 1, MaxNotice); err != nil {
			return err
		}
		now := d.instant()
		after.Corrections = append(slices.Clone(after.Corrections), Correction{At: now, Notice: notice})
		return d.release(ctx, v, before, after, now)
	})
}

// Retract withdraws the article in public: readers find the title and the notice in its place.
func (d *Desk) Retract(ctx context.Context, v access.Viewer, ref Ref, notice string) (*Draft, error) {
	notice = viet.CleanTitle(notice)
	return d.step(ctx, v, ref, Retracting, notice, func(_, after *Draft) error {
		after.withdraw(WasRetracted, d.instant(), notice)
		after.ApprovedBy = ""
		return lengthWithin("notice", notice, 1, MaxNotice)
	})
}

// release decides that the content goes public with the next version, if nothing stands against it.
func (d *Desk) release(ctx context.Context, v access.Viewer, before, after *Draft, first time.Time) error {
	if err := d.mayAppear(ctx, v, after); err != nil {
		return err
	}
	after.goPublic(before.Version+1, d.instant(), first)
	return nil
}

// mayAppear reports what stands against publishing the draft.
func (d *Desk) mayAppear(ctx context.Context, v access.Viewer, draft *Draft) error {
	if err := draft.expired(d.now()); err != nil {
		return err
	}
	if err := d.complete(ctx, draft); err != nil {
		return err
	}
	if d.rules.Gate == nil {
		return nil
	}
	return d.rules.Gate(ctx, v, draft)
}

// step loads the draft, lets the rule change a copy of it, and saves that if nobody saved in the meantime.
func (d *Desk) step(ctx context.Context, v access.Viewer, ref Ref, s Step, note string, rule func(before, after *Draft) error) (*Draft, error) {
	before, err := d.visible(ctx, v, ref.ID)
	if err != nil {
		return nil, err
	}
	if err := v.Require(s.permission(), before.subject()); err != nil {
		return nil, err
	}
	if before, err = d.settled(ctx, before); err != nil {
		return nil, err
	}
	if !before.is(ref.Version) {
		return nil, d.stale(ctx, ref, before)
	}
	after := *before
	if err := after.take(s, v.Actor, viet.CleanTitle(note)); err != nil {
		return nil, err
	}
	if n := utf8.RuneCountInString(after.Note); n > MaxNotice {
		return nil, lengthWithin("note", after.Note, 0, MaxNotice)
	}
	if err := rule(before, &after); err != nil {
		return nil, err
	}
	if err := d.save(ctx, before, &after, s); err != nil {
		if errs.CodeOf(err) == errs.Conflict {
			return nil, d.overtaken(ctx, ref)
		}
		return nil, err
	}
	return d.settled(ctx, &after)
}

// save writes the next version, by the step that made it.
func (d *Desk) save(ctx context.Context, before, after *Draft, s Step) error {
	changed, err := d.changedFields(before, after)
	if err != nil {
		return err
	}
	after.Made.Changed = slices.DeleteFunc(changed, func(field string) bool { // where the draft stands, which its version says
		return field == "state" || field == "reviewNote" || field == "publishAt"
	})
	err = d.drafts.Replace(ctx, before, after, store.Act{Actor: after.SavedBy, Action: "article." + string(s), Note: after.Note})
	if errs.CodeOf(err) == errs.Duplicate {
		return slugTaken(after.Slug, err)
	}
	return err
}

// visible returns the draft if the viewer may see it.
func (d *Desk) visible(ctx context.Context, v access.Viewer, id string) (*Draft, error) {
	if v.IsAnonymous() {
		return nil, v.Require(access.See, access.Subject{Noun: access.Drafts})
	}
	draft, err := d.drafts.ByID(ctx, id)
	if err != nil {
		return nil, err
	}
	if !v.Decide(access.See, draft.subject()).Allowed {
		return nil, errs.Missing(d.drafts.Noun.Vi, d.drafts.Noun.En, id)
	}
	return draft, nil
}

// overtaken is the conflict with whoever saved while the caller did.
func (d *Desk) overtaken(ctx context.Context, ref Ref) error {
	now, err := d.drafts.ByID(ctx, ref.ID)
	if err != nil {
		return err
	}
	return d.stale(ctx, ref, now)
}

// stale is the conflict of a caller who read another version than the present one: it says which fields differ.
func (d *Desk) stale(ctx context.Context, ref Ref, now *Draft) error {
	change := &errs.Change{Version: now.Version, By: now.SavedBy, At: now.UpdatedAt, Fields: []string{}}
	of := store.Revision(ref)
	read, err := d.drafts.Revisions(ctx, []store.Revision{of}, store.Whole)
	if err != nil {
		return err
	}
	if read[of] != nil { // a version that never was has no fields
		if change.Fields, err = d.changedFields(read[of], now); err != nil {
			return err
		}
	}
	e := errs.New(errs.Conflict,
		fmt.Sprintf("Bài đã được người khác lưu (phiên bản %d); hãy xem lại các thay đổi rồi làm lại.", now.Version),
		fmt.Sprintf("Somebody has saved version %d in the meantime; look at the changes and try again.", now.Version))
	e.Change = change
	return e
}

// changedFields names the fields of the content that differ, custom ones as custom.<key>, and "state" if that does, sorted.
func (d *Desk) changedFields(a, b *Draft) ([]string, error) {
	all, err := d.drafts.Differing(a, b)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(field string) bool {
		switch field {
		case "custom", custom.TermsField:
			return true
		case "slugs", "publicSlugs", "savedBy", "note", "made", "trashedIn", "writerIds", "submittedBy", "approvedBy", "scheduledBy", "pending", "settles",
			"dueAt", "audience", "mediaIds", "linkKeys", "live", "withdrawn", "publishedAt": // what the desk keeps, not what an editor wrote
			return true
		default:
			return false
		}
	})
	all = append(all, a.Differing(b.Values)...)
	slices.Sort(all)
	return all, nil
}

// Open returns the steps that the viewer may take with the draft now. What a step asks for besides, such as the gate of a
// publication, shows when it is taken.
func (d *Desk) Open(v access.Viewer, draft *Draft) []Step {
	open := []Step{}
	for _, s := range Steps() {
		_, possible := draft.next(s)
		own := s == Approving && d.wroteIt(v, draft)
		if possible && !own && v.Decide(s.permission(), draft.subject()).Allowed {
			open = append(open, s)
		}
	}
	return open
}

// wroteIt reports whether the two-person rule keeps the viewer from approving the draft.
func (d *Desk) wroteIt(v access.Viewer, draft *Draft) bool {
	return d.rules.TwoPerson && v.Actor != access.SystemActor && slices.Contains(draft.WriterIDs, v.Actor)
}

func instant(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	ms := t.UTC().Truncate(time.Millisecond)
	return &ms
}

func (d *Desk) instant() time.Time { return d.now().UTC().Truncate(time.Millisecond) }
