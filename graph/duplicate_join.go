package graph

import (
	"context"

	"thidua/graph/gen"
	"thidua/graph/scalar"
	"thidua/graph/shape"
	"thidua/internal/register"
)

func (r queryResolver) DuplicateJoinCheck(ctx context.Context, id, intoID string) (*shape.DuplicateJoinCheck, error) {
	found, err := r.Register.CheckDuplicateJoin(ctx, r.viewer(ctx), id, intoID)
	if err != nil {
		return nil, err
	}
	check := &shape.DuplicateJoinCheck{CanJoin: len(found.Obstacles) == 0, Obstacles: obstacles(ctx, found)}
	for _, m := range found.Moves {
		check.Moves = append(check.Moves, &shape.DuplicateJoinMove{Label: inLanguage(ctx, m.Vi, m.En), Count: m.Count})
	}
	return check, nil
}

func (r mutationResolver) DuplicateJoin(ctx context.Context, input register.DuplicateJoining) (*shape.DuplicateJoinPayload, error) {
	joined, err := r.Register.JoinDuplicate(ctx, r.viewer(ctx), input)
	payload := &shape.DuplicateJoinPayload{}
	done := err == nil
	if joined != nil {
		payload.Obstacles, payload.IsComplete = obstacles(ctx, joined.Check), done && joined.Complete
	}
	if payload.UserErrors, err = userErrors(ctx, err); err != nil || !done {
		return payload, err
	}
	nodes, err := r.nodes(ctx, []string{joined.IntoID})
	payload.Record = nodes[joined.IntoID]
	return payload, err
}

// obstacles returns what stands in the way of a join in the language of the request, as siblings.
func obstacles(ctx context.Context, check *register.JoinCheck) []*shape.DuplicateJoinObstacle {
	shown := make([]*shape.DuplicateJoinObstacle, len(check.Obstacles))
	for i := range check.Obstacles {
		o := &check.Obstacles[i]
		shown[i] = &shape.DuplicateJoinObstacle{Of: o, Message: inLanguage(ctx, o.Vi, o.En)}
	}
	adopt(ctx, shown)
	return shown
}

// DuplicateJoinObstacle returns the resolvers of what stands in the way of a join.
func (r *Resolver) DuplicateJoinObstacle() gen.DuplicateJoinObstacleResolver {
	return obstacleResolver{r}
}

type obstacleResolver struct{ *Resolver }

// Records loads the records of all obstacles in one call for each noun.
func (r obstacleResolver) Records(ctx context.Context, o *shape.DuplicateJoinObstacle) ([]scalar.Node, error) {
	all, err := edge(ctx, o, func(ctx context.Context, obstacles []*shape.DuplicateJoinObstacle) (map[string]scalar.Node, error) {
		var ids []string
		for _, o := range obstacles {
			ids = append(ids, o.Of.IDs...)
		}
		return r.nodes(ctx, ids)
	})
	records := make([]scalar.Node, 0, len(o.Of.IDs))
	for _, id := range o.Of.IDs {
		if node, ok := all[id]; ok {
			records = append(records, node)
		}
	}
	return records, err
}
