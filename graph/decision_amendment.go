package graph

import (
	"context"

	"thidua/graph/gen"
	"thidua/graph/shape"
	"thidua/internal/register"
)

func (r mutationResolver) DecisionAmend(ctx context.Context, input register.DecisionAmending) (*shape.DecisionPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.AmendDecision)
}

func (r mutationResolver) DecisionUnamend(ctx context.Context, input register.AmendmentWithdrawal) (*shape.DecisionPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.UnamendDecision)
}

// Amendments are siblings across the decisions that were loaded together.
func (r decisionResolver) Amendments(ctx context.Context, d *register.Decision) ([]*register.Amendment, error) {
	all, err := edge(ctx, d, func(ctx context.Context, decisions []*register.Decision) (map[string][]*register.Amendment, error) {
		byDecision, err := r.Register.AmendmentsOf(ctx, r.viewer(ctx), decisions)
		var group []*register.Amendment
		for _, id := range idsOf(decisions) {
			group = append(group, byDecision[id]...)
		}
		adopt(ctx, group)
		return byDecision, err
	})
	return append([]*register.Amendment{}, all[d.ID]...), err
}

func (r decisionResolver) Amends(ctx context.Context, d *register.Decision) ([]*register.Decision, error) {
	all, err := edge(ctx, d, func(ctx context.Context, decisions []*register.Decision) (map[string][]*register.Decision, error) {
		return perParent(ctx, decisions, func(ctx context.Context, ids []string) (map[string][]*register.Decision, error) {
			return r.Register.DecisionsAmended(ctx, r.viewer(ctx), ids)
		})
	})
	return append([]*register.Decision{}, all[d.ID]...), err
}

// Amendment returns the resolvers of amendments.
func (r *Resolver) Amendment() gen.AmendmentResolver { return amendmentResolver{r} }

type amendmentResolver struct{ *Resolver }

func (r amendmentResolver) Decision(ctx context.Context, a *register.Amendment) (*register.Decision, error) {
	return one(ctx, a, func(a *register.Amendment) string { return a.DecisionID }, r.decisions)
}

func (r amendmentResolver) Corrections(ctx context.Context, a *register.Amendment) ([]*register.DecisionCorrection, error) {
	return parts(ctx, a, func(a *register.Amendment) []register.DecisionCorrection { return a.Corrections })
}

// DecisionCorrection returns the resolvers of corrections.
func (r *Resolver) DecisionCorrection() gen.DecisionCorrectionResolver {
	return decisionCorrectionResolver{r}
}

type decisionCorrectionResolver struct{ *Resolver }

func (r decisionCorrectionResolver) Award(ctx context.Context, c *register.DecisionCorrection) (*register.Award, error) {
	return one(ctx, c, func(c *register.DecisionCorrection) string { return c.AwardID }, r.awards)
}
