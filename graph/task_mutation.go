package graph

import (
	"context"

	"thidua/graph/gen"
	"thidua/graph/shape"
	"thidua/internal/register"
)

func (r mutationResolver) TaskAdopt(ctx context.Context, input register.NewTask) (*shape.TaskPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.AdoptTask)
}

func (r mutationResolver) TaskUpdate(ctx context.Context, input gen.TaskUpdateInput) (*shape.TaskPayload, error) {
	change, err := taskUpdate(input)
	if err != nil {
		return answer[register.Task](ctx, nil, err)
	}
	return recorded(ctx, r.viewer(ctx), change, r.Register.UpdateTask)
}

// taskUpdate is the change that an input wants.
func taskUpdate(input gen.TaskUpdateInput) (c register.TaskChange, err error) {
	c.ID, c.Version = input.ID, input.Version
	c.Label = givenOrEmpty(input.Label)
	c.Body = givenOrEmpty(input.Body)
	c.OwnerIDs = givenList(input.OwnerIds)
	c.DueOn = givenOrEmpty(input.DueOn)
	c.CitationIDs = givenList(input.CitationIds)
	c.AdoptedAtID = givenOrEmpty(input.AdoptedAtID)
	if c.Ordinal, err = given(input.Ordinal, "ordinal"); err != nil {
		return c, err
	}
	if c.Title, err = given(input.Title, "title"); err != nil {
		return c, err
	}
	c.Category, err = given(input.Category, "category")
	return c, err
}

func (r mutationResolver) TaskStart(ctx context.Context, input register.Ref) (*shape.TaskPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.StartTask)
}

func (r mutationResolver) TaskReport(ctx context.Context, input register.TaskReport) (*shape.TaskPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.ReportTask)
}

func (r mutationResolver) TaskFinish(ctx context.Context, input register.Ref) (*shape.TaskPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.FinishTask)
}

func (r mutationResolver) TaskCancel(ctx context.Context, input register.TaskReason) (*shape.TaskPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.CancelTask)
}

func (r mutationResolver) TaskReopen(ctx context.Context, input register.TaskReason) (*shape.TaskPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.ReopenTask)
}

func (r mutationResolver) TaskRemove(ctx context.Context, input register.Ref) (*shape.Removal, error) {
	return removed(ctx, r.viewer(ctx), input, r.Register.RemoveTask)
}

func (r mutationResolver) LegalReferenceCreate(ctx context.Context, input register.NewLegalReference) (*shape.LegalReferencePayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.CreateLegalReference)
}

func (r mutationResolver) LegalReferenceUpdate(ctx context.Context, input gen.LegalReferenceUpdateInput) (*shape.LegalReferencePayload, error) {
	change, err := legalReferenceUpdate(input)
	if err != nil {
		return answer[register.LegalReference](ctx, nil, err)
	}
	return recorded(ctx, r.viewer(ctx), change, r.Register.UpdateLegalReference)
}

// legalReferenceUpdate is the change that an input wants.
func legalReferenceUpdate(input gen.LegalReferenceUpdateInput) (c register.LegalReferenceChange, err error) {
	c.ID, c.Version = input.ID, input.Version
	c.Number = givenOrEmpty(input.Number)
	c.IssuedOn = givenOrEmpty(input.IssuedOn)
	c.Issuer = givenOrEmpty(input.Issuer)
	c.IssuerTerm = givenOrNull(input.IssuerTerm)
	c.Subject = givenOrEmpty(input.Subject)
	c.Relations = givenParts(input.Relations)
	c.URL = givenOrEmpty(input.URL)
	if c.Kind, err = given(input.Kind, "kind"); err != nil {
		return c, err
	}
	c.RawText, err = given(input.RawText, "rawText")
	return c, err
}

func (r mutationResolver) LegalReferenceRemove(ctx context.Context, input register.Ref) (*shape.Removal, error) {
	return removed(ctx, r.viewer(ctx), input, r.Register.RemoveLegalReference)
}
