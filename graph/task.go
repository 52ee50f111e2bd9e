package graph

import (
	"context"

	"thidua/graph/connection"
	"thidua/graph/gen"
	"thidua/internal/access"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/viet"
)

func (r queryResolver) Task(ctx context.Context, bloc string, year, ordinal int64) (*register.Task, error) {
	y, err := r.BlocYear(ctx, bloc, year)
	if err != nil || y == nil {
		return nil, err
	}
	t, err := r.Register.TaskByOrdinal(ctx, r.viewer(ctx), y.ID, ordinal)
	return found(ctx, t, err)
}

func (r queryResolver) Tasks(
	ctx context.Context, where *register.TaskFilter, order register.TaskOrder, first *int64, after *string, last *int64, before *string,
) (*taskPage, error) {
	f, v := or(where), r.viewer(ctx)
	return list(ctx, order.Order(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*register.Task, error) {
			return r.Register.Tasks(ctx, v, f, order, p)
		},
		func(ctx context.Context) (int64, error) { return r.Register.CountTasks(ctx, v, f) })
}

func (r queryResolver) LegalReferences(
	ctx context.Context, where *register.LegalReferenceFilter, order register.LegalReferenceOrder,
	first *int64, after *string, last *int64, before *string,
) (*connection.Connection[register.LegalReference], error) {
	f, v := or(where), r.viewer(ctx)
	return list(ctx, order.Order(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*register.LegalReference, error) {
			return r.Register.LegalReferences(ctx, v, f, order, p)
		},
		func(ctx context.Context) (int64, error) { return r.Register.CountLegalReferences(ctx, v, f) })
}

// tasksOf resolves the tasks that belong to a document.
func tasksOf[P any](
	ctx context.Context, r *Resolver, node *P, parent register.Parent,
	load func(context.Context, access.Viewer, []string, register.TaskFilter, register.TaskOrder, store.Page) (map[string][]*register.Task, error),
	f register.TaskFilter, order register.TaskOrder, args connection.Args,
) (*taskPage, error) {
	v := r.viewer(ctx)
	return page(ctx, node, order.Order(), args, pages[register.Task]{
		load: func(ctx context.Context, ids []string, p store.Page) (map[string][]*register.Task, error) {
			return load(ctx, v, ids, f, order, p)
		},
		count: func(ctx context.Context, ids []string) (map[string]int64, error) {
			return r.Register.CountTasksPer(ctx, v, parent, ids, f)
		},
	})
}

// Task returns the resolvers of tasks.
func (r *Resolver) Task() gen.TaskResolver { return taskResolver{r} }

type taskResolver struct{ *Resolver }

func (r taskResolver) BlocYear(ctx context.Context, t *register.Task) (*register.BlocYear, error) {
	return one(ctx, t, func(t *register.Task) string { return t.BlocYearID }, r.blocYears)
}

func (r taskResolver) Bloc(ctx context.Context, t *register.Task) (*register.Bloc, error) {
	return one(ctx, t, func(t *register.Task) string { return t.BlocID }, r.blocs)
}

func (r taskResolver) Owners(ctx context.Context, t *register.Task) ([]*register.Unit, error) {
	return many(ctx, t, func(t *register.Task) []string { return t.OwnerIDs }, r.units)
}

func (r taskResolver) IsOverdue(_ context.Context, t *register.Task, asOf *viet.Date) (bool, error) {
	return t.OverdueOn(r.day(asOf)), nil
}

func (r taskResolver) Citations(ctx context.Context, t *register.Task) ([]*register.LegalReference, error) {
	return many(ctx, t, func(t *register.Task) []string { return t.CitationIDs }, r.legalReferences)
}

func (r taskResolver) AdoptedAt(ctx context.Context, t *register.Task) (*register.Event, error) {
	return one(ctx, t, func(t *register.Task) string { return t.AdoptedAtID }, r.events)
}

func (r taskResolver) Articles(
	ctx context.Context, t *register.Task, first *int64, after *string, last *int64, before *string,
) (*articlePage, error) {
	return articlesBy(ctx, r.Resolver, t, newsroom.ByTask, first, after, last, before)
}

// LegalReference returns the resolvers of legal references.
func (r *Resolver) LegalReference() gen.LegalReferenceResolver { return legalReferenceResolver{r} }

type legalReferenceResolver struct{ *Resolver }

func (r legalReferenceResolver) Relations(ctx context.Context, l *register.LegalReference) ([]*register.LegalRelation, error) {
	return parts(ctx, l, func(l *register.LegalReference) []register.LegalRelation { return l.Relations })
}

func (r legalReferenceResolver) Tasks(
	ctx context.Context, l *register.LegalReference, first *int64, after *string, last *int64, before *string,
) (*taskPage, error) {
	return tasksOf(ctx, r.Resolver, l, register.OfCitation, r.Register.TasksCiting, register.TaskFilter{}, register.TasksByOrdinal,
		pageArgs(first, after, last, before))
}

func (r legalReferenceResolver) Articles(
	ctx context.Context, l *register.LegalReference, first *int64, after *string, last *int64, before *string,
) (*articlePage, error) {
	return articlesBy(ctx, r.Resolver, l, newsroom.ByCitation, first, after, last, before)
}

// LegalRelation returns the resolvers of relations between legal references.
func (r *Resolver) LegalRelation() gen.LegalRelationResolver { return legalRelationResolver{r} }

type legalRelationResolver struct{ *Resolver }

func (r legalRelationResolver) To(ctx context.Context, l *register.LegalRelation) (*register.LegalReference, error) {
	return one(ctx, l, func(l *register.LegalRelation) string { return l.ToID }, r.legalReferences)
}
