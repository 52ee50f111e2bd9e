package graph

import (
	"context"

	"thidua/graph/gen"
	"thidua/graph/shape"
	"thidua/internal/register"
)

func (r queryResolver) DossierRules(ctx context.Context) ([]*register.DossierRule, error) {
	rules, err := r.Register.DossierRules(ctx, r.viewer(ctx))
	adopt(ctx, rules)
	return rules, err
}

func (r awardResolver) Documents(ctx context.Context, a *register.Award) ([]*register.DossierPaper, error) {
	if !r.Register.SeesRecords(r.viewer(ctx)) {
		return nil, nil
	}
	papers := make([]*register.DossierPaper, len(a.Documents))
	for i := range a.Documents {
		papers[i] = &a.Documents[i]
	}
	return papers, nil
}

// MissingDocuments reads the rules once for all siblings.
func (r awardResolver) MissingDocuments(ctx context.Context, a *register.Award) ([]register.PaperKind, error) {
	if !r.Register.SeesRecords(r.viewer(ctx)) {
		return nil, nil
	}
	rules, err := edge(ctx, a, func(ctx context.Context, _ []*register.Award) ([]*register.DossierRule, error) {
		return r.Register.DossierRules(ctx, r.viewer(ctx))
	})
	if err != nil {
		return nil, err
	}
	return a.MissingPapers(rules), nil
}

func (r mutationResolver) DossierRuleCreate(ctx context.Context, input register.NewDossierRule) (*shape.DossierRulePayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.CreateDossierRule)
}

func (r mutationResolver) DossierRuleUpdate(ctx context.Context, input gen.DossierRuleUpdateInput) (*shape.DossierRulePayload, error) {
	change := register.DossierRuleChange{
		ID: input.ID, Version: input.Version, Papers: givenList(input.Papers),
		ValidFrom: givenOrEmpty(input.ValidFrom), ValidTo: givenOrEmpty(input.ValidTo),
	}
	var err error
	if change.Basis, err = given(input.Basis, "basis"); err != nil {
		return answer[register.DossierRule](ctx, nil, err)
	}
	return recorded(ctx, r.viewer(ctx), change, r.Register.UpdateDossierRule)
}

func (r mutationResolver) DossierRuleRemove(ctx context.Context, input register.Ref) (*shape.Removal, error) {
	return removed(ctx, r.viewer(ctx), input, r.Register.RemoveDossierRule)
}
