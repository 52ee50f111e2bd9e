package register

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// CommentPeriod is the time in which citizens may comment on a nomination (lấy ý kiến nhân dân). Its length differs by decree
// and province, so only its days are kept.
type CommentPeriod struct {
	OpensOn  viet.Date       `bson:"opensOn"`
	ClosesOn viet.Date       `bson:"closesOn"` // the last day
	Unit     CommentedDays   `bson:"unit"`
	NoticeID string          `bson:"noticeId,omitempty"` // the article that calls for comments
	Outcome  *CommentOutcome `bson:"outcome,omitempty"`  // nil until it is on record
}

// CommentOutcome is what citizens said. Silence counts as no objection.
type CommentOutcome struct {
	RecordedOn viet.Date `bson:"recordedOn"`
	Objections int64     `bson:"objections"`
	Summary    string    `bson:"summary,omitempty"` // for the office alone: it may name people
}

// CommentedDays says how the notice counted the days.
type CommentedDays string

// How days are counted.
const (
	CalendarDays CommentedDays = "CALENDAR"
	WorkingDays  CommentedDays = "WORKING"
)

// IsOpenOn reports whether citizens may comment on the day.
func (p *CommentPeriod) IsOpenOn(day viet.Date) bool { return within(day, p.OpensOn, p.ClosesOn) }

// Label returns in Vietnamese what readers are told of the outcome.
func (o *CommentOutcome) Label() string {
	if o.Objections == 0 {
		return "Không có ý kiến phản đối"
	}
	return "Có ý kiến cần xem xét"
}

// check refuses days that are none or not in order; no period is one of no days.
func (p *CommentPeriod) check() error {
	if p == nil {
		return nil
	}
	return cmp.Or(
		validDay("commentPeriod.opensOn", p.OpensOn), validDay("commentPeriod.closesOn", p.ClosesOn),
		inOrder("commentPeriod.closesOn", p.OpensOn, p.ClosesOn),
		known("commentPeriod.unit", p.Unit, CalendarDays, WorkingDays),
	)
}

// CommentCall is the input of a comment period of many nominations.
type CommentCall struct {
	Items    []Ref // awards
	OpensOn  viet.Date
	ClosesOn viet.Date // the last day; counted from Days if empty
	Days     *int64
	Unit     CommentedDays
	Holidays []viet.Date // on which nobody works, besides Saturdays and Sundays
	NoticeID string      // the article that calls for comments, if it is public
}

// maxCommentDays bounds a comment period.
const maxCommentDays = 365

// period returns the period of a call. The day on which it opens is not counted, as with all periods of days in law. Of working days
// neither Saturdays and Sundays nor the holidays of the call are.
func (in CommentCall) period() (*CommentPeriod, error) {
	p := &CommentPeriod{OpensOn: in.OpensOn, ClosesOn: in.ClosesOn, Unit: in.Unit, NoticeID: in.NoticeID}
	err := cmp.Or(validDay("opensOn", in.OpensOn), known("unit", in.Unit, CalendarDays, WorkingDays), notMore("holidays", len(in.Holidays)))
	for i, day := range in.Holidays {
		err = cmp.Or(err, validDay(fmt.Sprintf("holidays.%d", i), day))
	}
	switch {
	case err != nil:
		return nil, err
	case (in.ClosesOn == "") == (in.Days == nil):
		return nil, errs.InvalidField("closesOn", "Hãy nêu ngày cuối, hoặc số ngày; chỉ một trong hai.", "Give the last day, or else the number of days.")
	case in.Days == nil:
		return p, cmp.Or(validDay("closesOn", in.ClosesOn), inOrder("closesOn", in.OpensOn, in.ClosesOn))
	}
	if err := between("days", *in.Days, 1, maxCommentDays); err != nil {
		return nil, err
	}
	day := in.OpensOn.Time()
	for left := *in.Days; left > 0; {
		day = day.AddDate(0, 0, 1)
		if in.Unit == CalendarDays || in.isWorking(day) {
			left--
		}
	}
	p.ClosesOn = viet.Today(day)
	return p, validDay("days", p.ClosesOn)
}

func (in CommentCall) isWorking(day time.Time) bool {
	return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday && !slices.Contains(in.Holidays, viet.Today(day))
}

// called returns the award with a period in which citizens comment on it. It replaces one whose outcome is not on record yet.
func (a *Award) called(p *CommentPeriod) (*Award, error) {
	if err := a.open(); err != nil {
		return nil, err
	}
	if err := inOrder("id", a.NominatedOn, p.OpensOn); err != nil {
		return nil, err
	}
	if a.CommentPeriod != nil && a.CommentPeriod.Outcome == nil && *a.CommentPeriod == *p {
		return a, nil
	}
	next := *a
	next.CommentPeriod = p
	return &next, nil
}

// open refuses to ask citizens about an award that is not proposed, that is decided on, or of which they were asked already.
func (a *Award) open() error {
	switch {
	case a.State == Registered || !a.isUndecided():
		return errs.New(errs.WrongState,
			fmt.Sprintf("Hồ sơ %s đang ở trạng thái %s; chỉ lấy ý kiến khi đã đề nghị và chưa có quyết định.", a.Code, a.State),
			fmt.Sprintf("The award %s is %s; citizens are asked about what is proposed and not decided on.", a.Code, a.State))
	case a.CommentPeriod != nil && a.CommentPeriod.Outcome != nil:
		return errs.New(errs.WrongState,
			fmt.Sprintf("Hồ sơ %s đã có kết quả lấy ý kiến.", a.Code),
			fmt.Sprintf("What citizens said of the award %s is on record.", a.Code))
	}
	return nil
}

// heard returns the award with what citizens said, once they were asked.
func (a *Award) heard(o CommentOutcome) (*Award, error) {
	if a.CommentPeriod != nil && a.CommentPeriod.Outcome != nil && *a.CommentPeriod.Outcome == o {
		return a, nil
	}
	if err := a.open(); err != nil {
		return nil, err
	}
	if a.CommentPeriod == nil {
		return nil, errs.New(errs.WrongState,
			fmt.Sprintf("Hồ sơ %s chưa được lấy ý kiến.", a.Code), fmt.Sprintf("Citizens were not asked about the award %s.", a.Code))
	}
	err := cmp.Or(between("objections", o.Objections, 0, maxVoters), inOrder("id", a.CommentPeriod.ClosesOn, o.RecordedOn))
	if err != nil {
		return nil, err
	}
	next, period := *a, *a.CommentPeriod
	period.Outcome = &o
	next.CommentPeriod = &period
	return &next, nil
}

// OpenComments opens the comment period of nominations, at most [MaxBatch], or replaces the one that they have, each with its own
// result in the order of the list. The same call again completes one that was cut short.
func (r *Register) OpenComments(ctx context.Context, v access.Viewer, in CommentCall) (*CommentPeriod, []AwardResult, error) {
	d, err := begin(v, access.Submit, "award.callforcomments", "")
	if err != nil {
		return nil, nil, err
	}
	p, err := in.period()
	if err = cmp.Or(err, batchOf(len(in.Items))); err != nil {
		return nil, nil, err
	}
	if in.NoticeID != "" && r.isNotice != nil {
		found, err := r.isNotice(ctx, in.NoticeID)
		if err != nil {
			return nil, nil, fmt.Errorf("look up the notice %s: %w", in.NoticeID, err)
		}
		if !found {
			return nil, nil, notFound("thông báo lấy ý kiến đã đăng", "published comment call", "noticeId", in.NoticeID)
		}
	}
	results, err := r.eachAward(ctx, d, in.Items, func(_ int, a *Award) (*Award, error) { return a.called(p) })
	return p, results, err
}

// CommentResult is the input of what citizens said of one nomination.
type CommentResult struct {
	ID         string // of the award
	Version    int64
	Objections int64 // none if zero: silence counts as no objection
	Summary    string
}

// CommentResults is the input of what citizens said.
type CommentResults struct {
	On    viet.Date // the last day of the period or later
	Items []CommentResult
}

// RecordComments records what citizens said of nominations, at most [MaxBatch], each with its own result in the order of the
// list.
func (r *Register) RecordComments(ctx context.Context, v access.Viewer, in CommentResults) ([]AwardResult, error) {
	d, err := begin(v, access.Review, "award.recordcomments", "")
	if err = cmp.Or(err, validDay("on", in.On), batchOf(len(in.Items))); err != nil {
		return nil, err
	}
	refs := make([]Ref, len(in.Items))
	for i, item := range in.Items {
		refs[i] = Ref{item.ID, item.Version}
	}
	return r.eachAward(ctx, d, refs, func(i int, a *Award) (*Award, error) {
		o := CommentOutcome{RecordedOn: in.On, Objections: in.Items[i].Objections, Summary: in.Items[i].Summary}
		if err := cleanBody("summary", &o.Summary); err != nil {
			return nil, err
		}
		return a.heard(o)
	})
}

// eachAward changes each award of a list by a rule, which returns the award itself if it is so already.
func (r *Register) eachAward(ctx context.Context, d doing, refs []Ref, to func(int, *Award) (*Award, error)) ([]AwardResult, error) {
	ids := make([]string, len(refs))
	for i, ref := range refs {
		ids[i] = ref.ID
	}
	awards, err := r.awards.ByIDs(ctx, listed(ids), store.Whole)
	if err != nil {
		return nil, err
	}
	b := newBatch(r.awards, refs)
	for i, ref := range refs {
		a := awards[ref.ID]
		err := b.once(i)
		if err == nil {
			err = r.reachable(ctx, d, a, ref.ID)
		}
		var after *Award
		if err == nil {
			after, err = to(i, a)
		}
		if err == nil && after != a && a.Version != ref.Version {
			err = outdated(ctx, r.awards, ref, a)
		}
		if err == nil {
			err = b.replace(i, a, after, d)
		}
		if err = b.settle(i, after, err); err != nil {
			return nil, err
		}
	}
	return b.results, b.apply(ctx)
}

// NoticeCheck reports whether an ID is that of a published article that calls for comments. The register does not know articles; who
// puts the two together tells it whom to ask.
type NoticeCheck func(ctx context.Context, id string) (bool, error)

// WithNotices makes the register refuse a comment period under a notice that is none.
func WithNotices(check NoticeCheck) Option { return func(r *Register) { r.isNotice = check } }
