package register

import (
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// TaskDimension is something that tasks are counted by, besides their state.
type TaskDimension string

// The dimensions.
const (
	TasksByYear     TaskDimension = "YEAR"
	TasksByBloc     TaskDimension = "BLOC"
	TasksByCategory TaskDimension = "CATEGORY"
)

// field returns the path of the dimension in a task, "" for no dimension.
func (d TaskDimension) field() string {
	switch d {
	case TasksByYear:
		return "year"
	case TasksByBloc:
		return "blocId"
	case TasksByCategory:
		return "category"
	default:
		return ""
	}
}

// TaskCount is how many tasks are in a state, and how many of these are overdue. Only the fields of the dimensions asked for
// are set.
type TaskCount struct {
	State    TaskState
	Year     *int64
	BlocID   string
	Category TaskCategory
	Count    int64
	Overdue  int64
}

// CountTasksBy counts tasks by state within each line of the dimensions, of which each is named once; states without tasks
// have no line. Overdue is counted apart, by the day: it is no state.
func (r *Register) CountTasksBy(ctx context.Context, _ access.Viewer, f TaskFilter, by []TaskDimension, today viet.Date) ([]TaskCount, error) {
	fields := make([]string, 0, len(by)+1)
	for _, d := range by {
		if d.field() == "" || slices.Contains(fields, d.field()) {
			return nil, errs.InvalidField("by", "Mỗi tiêu chí thống kê chỉ được nêu một lần.", "Each dimension must be a known one, named once.")
		}
		fields = append(fields, d.field())
	}
	fields = append(fields, "state")
	groups, err := r.tasks.CountBy(ctx, f.where(), fields...)
	if err != nil {
		return nil, err
	}
	late, err := r.tasks.CountBy(ctx, store.All(f.where(), overdueOn(today)), fields...)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(groups, compareGroups)
	counts := make([]TaskCount, len(groups))
	for i, g := range groups {
		counts[i].Count = g.Count
		for at, path := range fields {
			counts[i].set(path, g.Values[at])
		}
		if at := slices.IndexFunc(late, func(l store.Group) bool { return compareGroups(l, g) == 0 }); at >= 0 {
			counts[i].Overdue = late[at].Count
		}
	}
	return counts, nil
}

// set fills in the field of a path.
func (c *TaskCount) set(path string, value any) {
	text, _ := value.(string)
	switch path {
	case "year":
		if year, ok := value.(int64); ok {
			c.Year = &year
		}
	case "blocId":
		c.BlocID = text
	case "category":
		c.Category = TaskCategory(text)
	case "state":
		c.State = TaskState(text)
	}
}
