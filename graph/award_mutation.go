package graph

import (
	"context"

	"thidua/graph/gen"
	"thidua/graph/shape"
	"thidua/internal/register"
)

func (r mutationResolver) AwardUpdate(ctx context.Context, input gen.AwardUpdateInput) (*shape.AwardPayload, error) {
	change, err := awardUpdate(input)
	if err != nil {
		return answer[register.Award](ctx, nil, err)
	}
	return recorded(ctx, r.viewer(ctx), change, r.Register.UpdateAward)
}

// awardUpdate is the change that an input wants.
func awardUpdate(input gen.AwardUpdateInput) (c register.AwardChange, err error) {
	c.ID, c.Version = input.ID, input.Version
	c.NominatedOn = givenOrEmpty(input.NominatedOn)
	c.NominatedAtID = givenOrEmpty(input.NominatedAtID)
	c.Note = givenOrEmpty(input.Note)
	c.Documents = givenParts(input.Documents)
	if c.Code, err = given(input.Code, "code"); err != nil {
		return c, err
	}
	c.Public, err = given(input.IsPublic, "isPublic")
	return c, err
}

func (r mutationResolver) AwardPropose(ctx context.Context, input register.AwardNomination) (*shape.AwardPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.NominateRegistered)
}

func (r mutationResolver) AwardSubmit(ctx context.Context, input register.AwardSubmission) (*shape.AwardPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.SubmitAward)
}

func (r mutationResolver) AwardReturn(ctx context.Context, input register.AwardReason) (*shape.AwardPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.ReturnAward)
}

func (r mutationResolver) AwardReject(ctx context.Context, input register.AwardReason) (*shape.AwardPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.RejectAward)
}

func (r mutationResolver) AwardWithdraw(ctx context.Context, input register.AwardReason) (*shape.AwardPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.WithdrawAward)
}

func (r mutationResolver) AwardApprove(ctx context.Context, input register.AwardApproval) (*shape.AwardPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.ApproveAward)
}

func (r mutationResolver) AwardPresent(ctx context.Context, input register.Presentation) (*shape.AwardPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.PresentAward)
}

func (r mutationResolver) AwardRevoke(ctx context.Context, input register.AwardRevocation) (*shape.AwardPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.RevokeAward)
}

func (r mutationResolver) AwardRemove(ctx context.Context, input register.Ref) (*shape.Removal, error) {
	return removed(ctx, r.viewer(ctx), input, r.Register.RemoveAward)
}

func (r mutationResolver) DecisionCreate(ctx context.Context, input register.NewDecision) (*shape.DecisionPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.CreateDecision)
}

func (r mutationResolver) DecisionUpdate(ctx context.Context, input gen.DecisionUpdateInput) (*shape.DecisionPayload, error) {
	change, err := decisionUpdate(input)
	if err != nil {
		return answer[register.Decision](ctx, nil, err)
	}
	return recorded(ctx, r.viewer(ctx), change, r.Register.UpdateDecision)
}

// decisionUpdate is the change that an input wants.
func decisionUpdate(input gen.DecisionUpdateInput) (c register.DecisionChange, err error) {
	c.ID, c.Version = input.ID, input.Version
	c.Signer = givenOrEmpty(input.Signer)
	if c.Number, err = given(input.Number, "number"); err != nil {
		return c, err
	}
	if c.IssuedOn, err = given(input.IssuedOn, "issuedOn"); err != nil {
		return c, err
	}
	if c.Title, err = given(input.Title, "title"); err != nil {
		return c, err
	}
	c.Public, err = given(input.IsPublic, "isPublic")
	return c, err
}

func (r mutationResolver) DecisionRemove(ctx context.Context, input register.Ref) (*shape.Removal, error) {
	return removed(ctx, r.viewer(ctx), input, r.Register.RemoveDecision)
}

func (r mutationResolver) AwardTypeCreate(ctx context.Context, input register.NewAwardType) (*shape.AwardTypePayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.CreateAwardType)
}

func (r mutationResolver) AwardTypeUpdate(ctx context.Context, input gen.AwardTypeUpdateInput) (*shape.AwardTypePayload, error) {
	change, err := awardTypeUpdate(input)
	if err != nil {
		return answer[register.AwardType](ctx, nil, err)
	}
	return recorded(ctx, r.viewer(ctx), change, r.Register.UpdateAwardType)
}

// awardTypeUpdate is the change that an input wants.
func awardTypeUpdate(input gen.AwardTypeUpdateInput) (c register.AwardTypeChange, err error) {
	c.ID, c.Version = input.ID, input.Version
	c.LabelVariants = givenList(input.LabelVariants)
	c.Meaning = givenOrEmpty(input.Meaning)
	c.Rank = givenOrNull(input.Rank)
	c.RecipientKinds = givenList(input.RecipientKinds)
	c.Deciders = givenList(input.Deciders)
	c.ValidFrom = givenOrEmpty(input.ValidFrom)
	c.ValidTo = givenOrEmpty(input.ValidTo)
	c.LegalBasisIDs = givenList(input.LegalBasisIds)
	c.Authorities = givenParts(input.Authorities)
	c.Certainty = givenOrEmpty(input.Certainty)
	c.Basis = givenOrEmpty(input.Basis)
	c.Label, err = given(input.Label, "label")
	return c, err
}

func (r mutationResolver) AwardTypeRemove(ctx context.Context, input register.Ref) (*shape.Removal, error) {
	return removed(ctx, r.viewer(ctx), input, r.Register.RemoveAwardType)
}
