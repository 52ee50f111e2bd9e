package graph

import (
	"context"

	"thidua/graph/gen"
	"thidua/internal/errs"
	"thidua/internal/register"
	"thidua/internal/viet"
)

func (r queryResolver) TaskCounts(
	ctx context.Context, where *register.TaskFilter, by []register.TaskDimension, asOf *viet.Date,
) ([]*register.TaskCount, error) {
	counts, err := r.Register.CountTasksBy(ctx, r.viewer(ctx), or(where), by, r.day(asOf))
	return lines(ctx, counts), err
}

// lines makes siblings of the lines of a statistic, so that what they name is loaded together.
func lines[T any](ctx context.Context, values []T) []*T {
	all := make([]*T, len(values))
	for i := range values {
		all[i] = &values[i]
	}
	adopt(ctx, all)
	return all
}

func (r queryResolver) AwardOutcomes(ctx context.Context, where *register.AwardFilter, by []register.AwardDimension) ([]*register.AwardOutcome, error) {
	if len(by) < 1 || len(by) >= maxDimensions {
		return nil, errs.InvalidField("by", "Cần một hoặc hai tiêu chí thống kê.", "Give one or two dimensions.")
	}
	outcomes, err := r.Register.AwardOutcomesBy(ctx, r.viewer(ctx), or(where), by)
	return lines(ctx, outcomes), err
}

func (r queryResolver) ScoreStatistics(
	ctx context.Context, where *register.ScoreStatFilter, by []register.ScoreDimension, band int64,
) ([]*register.ScoreStatistic, error) {
	statistics, err := r.Register.ScoreStatistics(ctx, r.viewer(ctx), or(where), by, band)
	adopt(ctx, statistics)
	return statistics, err
}

// TaskCount returns the resolvers of task counts.
func (r *Resolver) TaskCount() gen.TaskCountResolver { return taskCountResolver{r} }

type taskCountResolver struct{ *Resolver }

func (r taskCountResolver) Bloc(ctx context.Context, c *register.TaskCount) (*register.Bloc, error) {
	return one(ctx, c, func(c *register.TaskCount) string { return c.BlocID }, r.blocs)
}

// ScoreStatistic returns the resolvers of statistics of scores.
func (r *Resolver) ScoreStatistic() gen.ScoreStatisticResolver { return scoreStatisticResolver{r} }

type scoreStatisticResolver struct{ *Resolver }

func (r scoreStatisticResolver) Bloc(ctx context.Context, s *register.ScoreStatistic) (*register.Bloc, error) {
	return one(ctx, s, func(s *register.ScoreStatistic) string { return s.BlocID }, r.blocs)
}

// AwardOutcome returns the resolvers of award outcomes.
func (r *Resolver) AwardOutcome() gen.AwardOutcomeResolver { return awardOutcomeResolver{r} }

type awardOutcomeResolver struct{ *Resolver }

func (r awardOutcomeResolver) AwardType(ctx context.Context, o *register.AwardOutcome) (*register.AwardType, error) {
	return one(ctx, o, func(o *register.AwardOutcome) string { return o.AwardTypeID }, r.awardTypes)
}

func (r awardOutcomeResolver) Unit(ctx context.Context, o *register.AwardOutcome) (*register.Unit, error) {
	return one(ctx, o, func(o *register.AwardOutcome) string { return o.UnitID }, r.units)
}

func (r awardOutcomeResolver) Bloc(ctx context.Context, o *register.AwardOutcome) (*register.Bloc, error) {
	return one(ctx, o, func(o *register.AwardOutcome) string { return o.BlocID }, r.blocs)
}
