package register

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// TaskFilter chooses tasks; an empty field is no condition.
type TaskFilter struct {
	Bloc, BlocYear, Owner *string
	Citation              *string // a legal reference
	Year                  *int64
	Category              []TaskCategory
	State                 []TaskState
	OverdueOn             *viet.Date // see Task.OverdueOn
}

func (f TaskFilter) where() store.Where {
	var overdue store.Where
	if f.OverdueOn != nil {
		overdue = store.Range{Field: "openDue", To: string(*f.OverdueOn)}
	}
	return store.All(
		is("blocYearId", f.BlocYear), is("blocId", f.Bloc), is("ownerIds", f.Owner), is("citationIds", f.Citation),
		inYear(f.Year), oneOf("category", f.Category), oneOf("state", f.State), overdue,
	)
}

// TaskOrder is an order of tasks.
type TaskOrder string

// TasksByOrdinal is by year, then by place in the resolution.
const TasksByOrdinal TaskOrder = "ORDINAL"

// Order returns the order for the store.
func (TaskOrder) Order() store.Order[Task] {
	return sortBy(false, func(t *Task) []any { return []any{t.Year, t.Ordinal} }, "year", "ordinal")
}

// Tasks returns a page of tasks.
func (r *Register) Tasks(ctx context.Context, _ access.Viewer, f TaskFilter, o TaskOrder, p store.Page) ([]*Task, error) {
	return r.tasks.Find(ctx, store.Query{Where: f.where(), Sort: o.Order().Sort}.Paged(p))
}

// CountTasks counts tasks.
func (r *Register) CountTasks(ctx context.Context, _ access.Viewer, f TaskFilter) (int64, error) {
	return r.tasks.Count(ctx, f.where())
}

// TasksByID returns those of the tasks that exist.
func (r *Register) TasksByID(ctx context.Context, _ access.Viewer, ids []string) (map[string]*Task, error) {
	return r.tasks.ByIDs(ctx, ids, store.Whole)
}

// TasksOfBlocYears returns the tasks of each bloc-year.
func (r *Register) TasksOfBlocYears(ctx context.Context, _ access.Viewer, blocYearIDs []string, f TaskFilter, o TaskOrder, p store.Page) (map[string][]*Task, error) {
	return r.tasks.FindPer(ctx, "blocYearId", blocYearIDs, store.Query{Where: f.where(), Sort: o.Order().Sort}.Paged(p))
}

// TasksOfOwners returns the tasks of each unit that owns them.
func (r *Register) TasksOfOwners(ctx context.Context, _ access.Viewer, unitIDs []string, f TaskFilter, o TaskOrder, p store.Page) (map[string][]*Task, error) {
	return r.tasks.FindPer(ctx, "ownerIds", unitIDs, store.Query{Where: f.where(), Sort: o.Order().Sort}.Paged(p))
}

// TasksCiting returns the tasks that cite each legal reference.
func (r *Register) TasksCiting(ctx context.Context, _ access.Viewer, referenceIDs []string, f TaskFilter, o TaskOrder, p store.Page) (map[string][]*Task, error) {
	return r.tasks.FindPer(ctx, "citationIds", referenceIDs, store.Query{Where: f.where(), Sort: o.Order().Sort}.Paged(p))
}

// TaskCount is how many tasks are in a state.
type TaskCount struct {
	State TaskState
	Count int64
}

// CountTasksByState counts tasks by state; states without tasks have no line.
func (r *Register) CountTasksByState(ctx context.Context, _ access.Viewer, f TaskFilter) ([]TaskCount, error) {
	groups, err := r.tasks.CountBy(ctx, f.where(), "state")
	if err != nil {
		return nil, err
	}
	counts := make([]TaskCount, len(groups))
	for i, g := range groups {
		state, _ := g.Values[0].(string)
		counts[i] = TaskCount{State: TaskState(state), Count: g.Count}
	}
	slices.SortFunc(counts, func(a, b TaskCount) int { return strings.Compare(string(a.State), string(b.State)) })
	return counts, nil
}

// NewTask is the input of a new task.
type NewTask struct {
	BlocYearID  string
	Ordinal     int64  // behind the last if zero
	Label       string // as printed
	Title       string
	Body        string
	Category    TaskCategory
	OwnerIDs    []string // units, if named
	DueOn       viet.Date
	CitationIDs []string // legal references
	AdoptedAtID string   // event
}

// AdoptTask records a task that a bloc set itself for a year.
func (r *Register) AdoptTask(ctx context.Context, v access.Viewer, in NewTask) (*Task, error) {
	d, err := begin(v, access.Create, "task.adopt", "")
	if err = cmp.Or(err, between("ordinal", in.Ordinal, 0, maxListed)); err != nil {
		return nil, err
	}
	y, err := referred(ctx, r.blocYears, "blocYearId", in.BlocYearID)
	if err != nil {
		return nil, err
	}
	t := &Task{
		BlocYearID: y.ID, BlocID: y.BlocID, Year: y.Year, Ordinal: in.Ordinal, Label: in.Label, Title: in.Title,
		Body: in.Body, Category: in.Category, OwnerIDs: in.OwnerIDs, DueOn: in.DueOn, State: Planned,
		CitationIDs: in.CitationIDs, AdoptedAtID: in.AdoptedAtID, Results: []TaskResult{},
	}
	if err := r.checkTask(ctx, t); err != nil {
		return nil, err
	}
	if t.Ordinal == 0 {
		last, err := r.Tasks(ctx, v, TaskFilter{BlocYear: &y.ID}, TasksByOrdinal, store.Page{Last: true, Limit: 1})
		if err != nil {
			return nil, err
		}
		t.Ordinal = 1
		if len(last) > 0 {
			t.Ordinal = last[0].Ordinal + 1
		}
	}
	if err := create(ctx, r, r.tasks, d, t); err != nil {
		return nil, err
	}
	return t, nil
}

// TaskByOrdinal returns the task at a place in the resolution of a bloc-year; [errs.NotFound] if there is none.
func (r *Register) TaskByOrdinal(ctx context.Context, _ access.Viewer, blocYearID string, ordinal int64) (*Task, error) {
	return r.tasks.First(ctx, store.Query{Where: store.And{
		store.Eq{Field: "blocYearId", Value: blocYearID}, store.Eq{Field: "ordinal", Value: ordinal},
	}}, strconv.FormatInt(ordinal, 10))
}
