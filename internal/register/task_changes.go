package register

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/viet"
)

// TaskStep is something that is done with a task on its way.
type TaskStep string

// The steps.
const (
	StartingTask   TaskStep = "START"
	FinishingTask  TaskStep = "FINISH"
	CancellingTask TaskStep = "CANCEL"
	ReopeningTask  TaskStep = "REOPEN"
)

// next returns the state to which a step leads, and whether it may be taken now.
func (t *Task) next(s TaskStep) (TaskState, bool) {
	open := t.State == Planned || t.State == InProgress
	switch s {
	case StartingTask:
		return InProgress, t.State == Planned
	case FinishingTask:
		return Done, open
	case CancellingTask:
		return Cancelled, open
	case ReopeningTask:
		return InProgress, t.State == Done
	default:
		return t.State, false
	}
}

// take returns a copy of the task one step further, or the refusal of a step that its state does not allow. A task that is
// done is done whole; one that is opened again is as far as it was before.
func (t *Task) take(s TaskStep) (*Task, error) {
	to, ok := t.next(s)
	if !ok {
		return nil, errs.New(errs.WrongState,
			fmt.Sprintf("Nhiệm vụ đang ở trạng thái %s nên không thực hiện được bước này.", t.State),
			fmt.Sprintf("The task is %s, from where it cannot %s.", t.State, s))
	}
	next := *t
	next.State = to
	return &next, nil
}

// StartTask records that a task was begun.
func (r *Register) StartTask(ctx context.Context, v access.Viewer, ref Ref) (*Task, error) {
	d, err := begin(v, access.Update, "task.start", "")
	if err != nil {
		return nil, err
	}
	return change(ctx, r, r.tasks, d, ref, func(t *Task) (*Task, error) { return t.take(StartingTask) })
}

// FinishTask records that a task is done.
func (r *Register) FinishTask(ctx context.Context, v access.Viewer, ref Ref) (*Task, error) {
	d, err := begin(v, access.Update, "task.finish", "")
	if err != nil {
		return nil, err
	}
	return change(ctx, r, r.tasks, d, ref, func(t *Task) (*Task, error) {
		next, err := t.take(FinishingTask)
		if err != nil {
			return nil, err
		}
		next.Progress = 100
		return next, nil
	})
}

// TaskReason is the input of a step that needs a reason, which the journal keeps.
type TaskReason struct {
	ID      string
	Version int64
	Reason  string
}

// CancelTask records that a task is not going to be done.
func (r *Register) CancelTask(ctx context.Context, v access.Viewer, in TaskReason) (*Task, error) {
	return r.stepTask(ctx, v, "task.cancel", in, CancellingTask)
}

// ReopenTask records that a task which was said to be done is not.
func (r *Register) ReopenTask(ctx context.Context, v access.Viewer, in TaskReason) (*Task, error) {
	return r.stepTask(ctx, v, "task.reopen", in, ReopeningTask)
}

func (r *Register) stepTask(ctx context.Context, v access.Viewer, name string, in TaskReason, s TaskStep) (*Task, error) {
	d, err := begin(v, access.Review, name, "")
	if err = cmp.Or(err, cleanReason("reason", &in.Reason)); err != nil {
		return nil, err
	}
	d.note = in.Reason
	return change(ctx, r, r.tasks, d, Ref{in.ID, in.Version}, func(t *Task) (*Task, error) { return t.take(s) })
}

// TaskReport is the input of how far a task has come.
type TaskReport struct {
	ID       string
	Version  int64
	Progress *int64      // percent; nil keeps what there is
	Result   *TaskResult // something that it has brought about, if anything
}

// ReportTask records how far a task has come, and what it has brought about. The first report begins a planned task.
func (r *Register) ReportTask(ctx context.Context, v access.Viewer, in TaskReport) (*Task, error) {
	d, err := begin(v, access.Update, "task.report", "")
	if err != nil {
		return nil, err
	}
	return change(ctx, r, r.tasks, d, Ref{in.ID, in.Version}, in.apply)
}

func (in TaskReport) apply(t *Task) (*Task, error) {
	next := *t
	if t.State == Planned {
		next.State = InProgress
	}
	if next.State != InProgress {
		return nil, errs.New(errs.WrongState,
			"Chỉ báo cáo được nhiệm vụ đang thực hiện; hãy mở lại nhiệm vụ trước.",
			"Only a task in progress can be reported on: open it again first.")
	}
	if in.Progress == nil && in.Result == nil {
		return nil, errs.InvalidField("progress", "Hãy nêu tiến độ hoặc kết quả.", "Give the progress or a result.")
	}
	if in.Progress != nil {
		if err := between("progress", *in.Progress, 0, 100); err != nil {
			return nil, err
		}
		next.Progress = *in.Progress
	}
	if in.Result != nil {
		result := *in.Result
		err := cmp.Or(validDay("result.on", result.On), cleanReason("result.text", &result.Text), notMore("result", len(t.Results)+1))
		if err != nil {
			return nil, err
		}
		next.Results = append(slices.Clone(t.Results), result)
		slices.SortStableFunc(next.Results, func(a, b TaskResult) int { return cmp.Compare(a.On, b.On) })
	}
	return &next, nil
}

// TaskChange is the input of a change of a task; nil keeps what there is, "" takes it away.
type TaskChange struct {
	ID          string
	Version     int64
	Ordinal     *int64
	Label       *string
	Title       *string
	Body        *string
	Category    *TaskCategory
	OwnerIDs    *[]string
	DueOn       *viet.Date
	CitationIDs *[]string
	AdoptedAtID *string
}

// UpdateTask changes what a task is and who answers for it. It is the bloc's to say, so those who answer for a task may
// not.
func (r *Register) UpdateTask(ctx context.Context, v access.Viewer, in TaskChange) (*Task, error) {
	d, err := begin(v, access.Review, "task.update", "")
	if err != nil {
		return nil, err
	}
	return change(ctx, r, r.tasks, d, Ref{in.ID, in.Version}, func(t *Task) (*Task, error) {
		next := *t
		set(&next.Ordinal, in.Ordinal)
		set(&next.Label, in.Label)
		set(&next.Title, in.Title)
		set(&next.Body, in.Body)
		set(&next.Category, in.Category)
		set(&next.OwnerIDs, in.OwnerIDs)
		set(&next.DueOn, in.DueOn)
		set(&next.CitationIDs, in.CitationIDs)
		set(&next.AdoptedAtID, in.AdoptedAtID)
		return &next, cmp.Or(between("ordinal", next.Ordinal, 1, maxListed), r.checkTask(ctx, &next))
	})
}

// checkTask cleans and checks a task in place; its lists become its own.
func (r *Register) checkTask(ctx context.Context, t *Task) error {
	if err := t.clean(); err != nil {
		return err
	}
	_, ownersErr := allReferred(ctx, r.units, "ownerIds", t.OwnerIDs)
	_, citationsErr := allReferred(ctx, r.legalReferences, "citationIds", t.CitationIDs)
	return cmp.Or(ownersErr, citationsErr, optional(ctx, r.events, "adoptedAtId", t.AdoptedAtID))
}

// clean cleans and checks what a task says by itself, in place; its lists become its own.
func (t *Task) clean() error {
	t.OwnerIDs, t.CitationIDs = listed(t.OwnerIDs), listed(t.CitationIDs)
	return cmp.Or(
		cleanOptional("label", &t.Label), cleanName("title", &t.Title), cleanBody("body", &t.Body),
		known("category", t.Category, taskCategories()...), optionalDay("dueOn", t.DueOn),
	)
}
