package graph

import (
	"context"

	"thidua/graph/connection"
	"thidua/graph/gen"
	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/viet"
)

func (r queryResolver) OverdueTasks(ctx context.Context, where *register.TaskFilter, asOf *viet.Date) (*register.OverdueTasks, error) {
	return r.Register.OverdueByOwner(ctx, r.viewer(ctx), or(where), r.day(asOf))
}

// OverdueTasks returns the resolvers of overdue tasks.
func (r *Resolver) OverdueTasks() gen.OverdueTasksResolver { return overdueTasksResolver{r} }

type overdueTasksResolver struct{ *Resolver }

func (r overdueTasksResolver) OwnerCount(_ context.Context, t *register.OverdueTasks) (int64, error) {
	return int64(len(t.Owners)), nil
}

func (r overdueTasksResolver) Owners(ctx context.Context, t *register.OverdueTasks, first int64) ([]*register.OverdueOwner, error) {
	if err := within("first", first, connection.MaxSize); err != nil {
		return nil, err
	}
	owners := pointers(t.Owners[:min(int(first), len(t.Owners))])
	adopt(ctx, owners)
	return owners, nil
}

// OverdueOwner returns the resolvers of owners of overdue tasks.
func (r *Resolver) OverdueOwner() gen.OverdueOwnerResolver { return overdueOwnerResolver{r} }

type overdueOwnerResolver struct{ *Resolver }

func (r overdueOwnerResolver) Owner(ctx context.Context, o *register.OverdueOwner) (*register.Unit, error) {
	return one(ctx, o, func(o *register.OverdueOwner) string { return o.UnitID }, r.units)
}

// Tasks loads the tasks of all owners in one call, and in another one those for which no unit answers.
func (r overdueOwnerResolver) Tasks(
	ctx context.Context, o *register.OverdueOwner, first *int64, after *string, last *int64, before *string,
) (*taskPage, error) {
	request, err := connection.NewRequest(register.TasksByOrdinal.Order(), pageArgs(first, after, last, before))
	if err != nil {
		return nil, err
	}
	byOwner, err := edge(ctx, o, func(ctx context.Context, owners []*register.OverdueOwner) (map[string][]*register.Task, error) {
		return r.overdueOf(ctx, owners, o.Filter, request.Page)
	})
	if err != nil {
		return nil, err
	}
	return connection.New(request, byOwner[o.UnitID], func(context.Context) (int64, error) { return o.Count, nil }), nil
}

// overdueOf loads a page of the tasks of each owner, and of those without one under "".
func (r *Resolver) overdueOf(
	ctx context.Context, owners []*register.OverdueOwner, f register.TaskFilter, p store.Page,
) (map[string][]*register.Task, error) {
	v := r.viewer(ctx)
	ids := make([]string, len(owners))
	for i, o := range owners {
		ids[i] = o.UnitID
	}
	units := distinct(ids) // without the empty one
	byOwner, err := r.Register.TasksOfOwners(ctx, v, units, f, register.TasksByOrdinal, p)
	if err != nil {
		return nil, err
	}
	if len(units) < len(owners) {
		if byOwner[""], err = r.Register.TasksWithoutOwner(ctx, v, f, p); err != nil {
			return nil, err
		}
	}
	var group []*register.Task
	for _, id := range ids {
		group = append(group, byOwner[id]...)
	}
	adopt(ctx, group)
	return byOwner, nil
}
