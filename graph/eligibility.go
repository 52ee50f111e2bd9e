package graph

import (
	"context"

	"thidua/graph/connection"
	"thidua/graph/gen"
	"thidua/graph/shape"
	"thidua/internal/access"
	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/viet"
)

func (r queryResolver) Eligibility(
	ctx context.Context, recipient, awardType string, year int64, kind register.CommendationKind, on *viet.Date, nominatedBy *string,
) (*register.Eligibility, error) {
	v := r.viewer(ctx)
	t, err := r.Register.AwardTypeByCode(ctx, v, awardType)
	if err != nil {
		return nil, err
	}
	return r.Register.Eligibility(ctx, v, register.EligibilityAsk{
		RecipientID: recipient, AwardTypeID: t.ID, Year: year, Kind: kind, On: or(on), NominatorID: or(nominatedBy),
	})
}

func (r queryResolver) EligibilityRule(ctx context.Context, code string) (*register.EligibilityRule, error) {
	e, err := r.Register.EligibilityRuleByCode(ctx, r.viewer(ctx), code)
	return found(ctx, e, err)
}

func (r queryResolver) EligibilityRules(
	ctx context.Context, where *register.EligibilityRuleFilter, order register.EligibilityRuleOrder,
	first *int64, after *string, last *int64, before *string,
) (*connection.Connection[register.EligibilityRule], error) {
	f, v := or(where), r.viewer(ctx)
	return list(ctx, order.Order(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*register.EligibilityRule, error) {
			return r.Register.EligibilityRules(ctx, v, f, order, p)
		},
		func(ctx context.Context) (int64, error) { return r.Register.CountEligibilityRules(ctx, v, f) })
}

// Eligibility of awards that were loaded together is found in the few store calls that it takes for one.
func (r awardResolver) Eligibility(ctx context.Context, a *register.Award) (*register.Eligibility, error) {
	v := r.viewer(ctx)
	if v.Reach(access.See, access.Records) == access.Nowhere {
		return nil, nil //nolint:nilnil // null in GraphQL
	}
	answers, err := edge(ctx, a, func(ctx context.Context, awards []*register.Award) (map[string]*register.Eligibility, error) {
		asks := make([]register.EligibilityAsk, len(awards))
		for i, a := range awards {
			asks[i] = register.AskFor(a)
		}
		all, err := r.Register.Eligibilities(ctx, v, asks)
		byAward := make(map[string]*register.Eligibility, len(all))
		for i, e := range all {
			byAward[awards[i].ID] = e
		}
		adopt(ctx, all)
		return byAward, err
	})
	return answers[a.ID], err
}

func (r awardResolver) Advice(ctx context.Context, a *register.Award) ([]*shape.RecordWarning, error) {
	v := r.viewer(ctx)
	if v.Reach(access.See, access.Records) == access.Nowhere {
		return nil, nil
	}
	advice, err := edge(ctx, a, func(ctx context.Context, awards []*register.Award) (map[string][]register.Warning, error) {
		return r.Register.AwardAdvice(ctx, v, awards)
	})
	warnings := make([]*shape.RecordWarning, len(advice[a.ID]))
	for i, w := range advice[a.ID] {
		warnings[i] = &shape.RecordWarning{Message: inLanguage(ctx, w.Vi, w.En)}
	}
	return warnings, err
}

func (r awardTypeResolver) EligibilityRules(ctx context.Context, t *register.AwardType, validOn *viet.Date) ([]*register.EligibilityRule, error) {
	rules, err := edge(ctx, t, func(ctx context.Context, types []*register.AwardType) (map[string][]*register.EligibilityRule, error) {
		return perParent(ctx, types, func(ctx context.Context, ids []string) (map[string][]*register.EligibilityRule, error) {
			return r.Register.EligibilityRulesOfTypes(ctx, r.viewer(ctx), ids, validOn)
		})
	})
	return append([]*register.EligibilityRule{}, rules[t.ID]...), err
}

// Eligibility returns the resolvers of advice.
func (r *Resolver) Eligibility() gen.EligibilityResolver { return eligibilityResolver{r} }

type eligibilityResolver struct{ *Resolver }

// Rule makes siblings of the rules of all advice that was given together; they are loaded already.
func (r eligibilityResolver) Rule(ctx context.Context, e *register.Eligibility) (*register.EligibilityRule, error) {
	_, err := edge(ctx, e, func(ctx context.Context, all []*register.Eligibility) (bool, error) {
		rules := []*register.EligibilityRule{}
		for _, e := range all {
			if e.Rule != nil {
				rules = append(rules, e.Rule)
			}
		}
		adopt(ctx, rules)
		return true, nil
	})
	return e.Rule, err
}

// EligibilityCheck returns the resolvers of checks.
func (r *Resolver) EligibilityCheck() gen.EligibilityCheckResolver { return checkResolver{r} }

type checkResolver struct{ *Resolver }

func (r checkResolver) Message(ctx context.Context, c *register.EligibilityCheck) (string, error) {
	return inLanguage(ctx, c.Message.Vi, c.Message.En), nil
}

// EligibilityRule returns the resolvers of rules.
func (r *Resolver) EligibilityRule() gen.EligibilityRuleResolver { return eligibilityRuleResolver{r} }

type eligibilityRuleResolver struct{ *Resolver }

func (r eligibilityRuleResolver) AwardType(ctx context.Context, e *register.EligibilityRule) (*register.AwardType, error) {
	return one(ctx, e, func(e *register.EligibilityRule) string { return e.AwardTypeID }, r.awardTypes)
}

func (r eligibilityRuleResolver) Conditions(ctx context.Context, e *register.EligibilityRule) ([]*register.EligibilityCondition, error) {
	return parts(ctx, e, func(e *register.EligibilityRule) []register.EligibilityCondition { return e.Conditions })
}

func (r eligibilityRuleResolver) LegalBasis(ctx context.Context, e *register.EligibilityRule) ([]*register.LegalReference, error) {
	return many(ctx, e, func(e *register.EligibilityRule) []string { return e.LegalBasisIDs }, r.legalReferences)
}

// EligibilityCondition returns the resolvers of conditions.
func (r *Resolver) EligibilityCondition() gen.EligibilityConditionResolver {
	return conditionResolver{r}
}

type conditionResolver struct{ *Resolver }

func (r conditionResolver) AwardTypes(ctx context.Context, c *register.EligibilityCondition) ([]*register.AwardType, error) {
	return many(ctx, c, func(c *register.EligibilityCondition) []string { return c.AwardTypeIDs }, r.awardTypes)
}

func (r conditionResolver) Years(_ context.Context, c *register.EligibilityCondition) (*int64, error) {
	return numberOrNull(c.Years), nil
}

func (r conditionResolver) Times(_ context.Context, c *register.EligibilityCondition) (*int64, error) {
	return numberOrNull(c.Times), nil
}

func (r conditionResolver) Percent(_ context.Context, c *register.EligibilityCondition) (*int64, error) {
	return numberOrNull(c.Percent), nil
}

// numberOrNull returns null for a number that a condition does not read.
func numberOrNull(n int64) *int64 {
	if n == 0 {
		return nil
	}
	return &n
}

func (r mutationResolver) EligibilityRuleCreate(ctx context.Context, input register.NewEligibilityRule) (*shape.EligibilityRulePayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.CreateEligibilityRule)
}

func (r mutationResolver) EligibilityRuleUpdate(ctx context.Context, input gen.EligibilityRuleUpdateInput) (*shape.EligibilityRulePayload, error) {
	change, err := eligibilityRuleUpdate(input)
	if err != nil {
		return answer[register.EligibilityRule](ctx, nil, err)
	}
	return recorded(ctx, r.viewer(ctx), change, r.Register.UpdateEligibilityRule)
}

// eligibilityRuleUpdate is the change that an input wants.
func eligibilityRuleUpdate(input gen.EligibilityRuleUpdateInput) (c register.EligibilityRuleChange, err error) {
	c.ID, c.Version = input.ID, input.Version
	c.RecipientKinds = givenList(input.RecipientKinds)
	c.Kinds = givenList(input.Kinds)
	c.ValidFrom = givenOrEmpty(input.ValidFrom)
	c.ValidTo = givenOrEmpty(input.ValidTo)
	c.Conditions = givenParts(input.Conditions)
	c.ExcludedKinds = givenList(input.ExcludedKinds)
	c.LegalBasisIDs = givenList(input.LegalBasisIds)
	c.Basis = givenOrEmpty(input.Basis)
	c.Note = givenOrEmpty(input.Note)
	if c.CountsPredecessors, err = given(input.CountsPredecessors, "countsPredecessors"); err != nil {
		return c, err
	}
	c.Certainty, err = given(input.Certainty, "certainty")
	return c, err
}

func (r mutationResolver) EligibilityRuleRemove(ctx context.Context, input register.Ref) (*shape.Removal, error) {
	return removed(ctx, r.viewer(ctx), input, r.Register.RemoveEligibilityRule)
}
