package register

import (
	"cmp"
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// OverdueTasks are the tasks that should have been done before a day.
type OverdueTasks struct {
	AsOf   viet.Date
	Count  int64
	Owners []OverdueOwner // those with the most first
}

// OverdueOwner is a unit that answers for overdue tasks; without an ID, the tasks for which none does.
type OverdueOwner struct {
	UnitID string
	Filter TaskFilter // of all overdue tasks, the day included
	Count  int64
}

// OverdueByOwner counts the tasks that are overdue on a day, and for how many of them each unit answers. A task of several
// owners counts for each. It reads the overdue tasks and no others.
func (r *Register) OverdueByOwner(ctx context.Context, _ access.Viewer, f TaskFilter, day viet.Date) (*OverdueTasks, error) {
	f.OverdueOn = &day
	n, err := r.tasks.Count(ctx, f.where())
	if err != nil {
		return nil, err
	}
	all := &OverdueTasks{AsOf: day, Count: n, Owners: []OverdueOwner{}}
	if n == 0 {
		return all, nil
	}
	groups, err := r.tasks.CountBy(ctx, f.where(), "ownerIds")
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		id, _ := g.Values[0].(string)
		all.Owners = append(all.Owners, OverdueOwner{UnitID: id, Filter: f, Count: g.Count})
	}
	slices.SortFunc(all.Owners, func(a, b OverdueOwner) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.UnitID, b.UnitID))
	})
	return all, nil
}

// TasksWithoutOwner returns a page of the tasks for which no unit answers.
func (r *Register) TasksWithoutOwner(ctx context.Context, _ access.Viewer, f TaskFilter, p store.Page) ([]*Task, error) {
	where := store.All(f.where(), store.Exists{Field: "ownerIds"})
	return r.tasks.Find(ctx, store.Query{Where: where, Sort: TasksByOrdinal.Order().Sort}.Paged(p))
}
