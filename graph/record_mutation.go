package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"thidua/graph/gen"
	"thidua/graph/shape"
	"thidua/internal/access"
	"thidua/internal/register"
)

// recorded makes a change of a record and answers with the record as it is then.
func recorded[I, T any](
	ctx context.Context, v access.Viewer, input I, do func(context.Context, access.Viewer, I) (*T, error),
) (*shape.Payload[T], error) {
	doc, err := do(ctx, v, input)
	return answer(ctx, doc, err)
}

// answer is the payload of a change of a record.
func answer[T any](ctx context.Context, doc *T, err error) (*shape.Payload[T], error) {
	problems, err := userErrors(ctx, err)
	if err != nil {
		return nil, err
	}
	if len(problems) > 0 {
		doc = nil
	}
	return &shape.Payload[T]{Record: doc, Warnings: []*shape.RecordWarning{}, UserErrors: problems}, nil
}

// removed removes a record.
func removed(
	ctx context.Context, v access.Viewer, ref register.Ref, do func(context.Context, access.Viewer, register.Ref) error,
) (*shape.Removal, error) {
	payload := &shape.Removal{}
	err := do(ctx, v, ref)
	if err == nil {
		payload.RemovedID = &ref.ID
	}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

// givenList returns a list of an input that null empties: nil if it is absent.
func givenList[T any](o graphql.Omittable[[]T]) *[]T {
	list, isSet := o.ValueOK()
	if !isSet {
		return nil
	}
	list = append([]T{}, list...)
	return &list
}

// givenParts is [givenList] for a list of parts.
func givenParts[T any](o graphql.Omittable[[]*T]) *[]T {
	list, isSet := o.ValueOK()
	if !isSet {
		return nil
	}
	parts := make([]T, len(list))
	for i, part := range list {
		parts[i] = *part
	}
	return &parts
}

// givenOrNull returns the value of an input field for which null is a value of its own: nil if it is absent.
func givenOrNull[T any](o graphql.Omittable[*T]) **T {
	value, isSet := o.ValueOK()
	if !isSet {
		return nil
	}
	return &value
}

func (r mutationResolver) AwardNominate(ctx context.Context, input register.Nomination) (*shape.AwardPayload, error) {
	a, warnings, err := r.Register.NominateAward(ctx, r.viewer(ctx), input)
	return warned(ctx, a, warnings, err)
}

func (r mutationResolver) AwardNominateMany(ctx context.Context, input gen.AwardNominateManyInput) (*shape.NominationBatch, error) {
	items := make([]register.Nomination, len(input.Items))
	for i, item := range input.Items {
		items[i] = *item
	}
	results, err := r.Register.NominateAwards(ctx, r.viewer(ctx), items)
	payload, awards := &shape.NominationBatch{Results: make([]*shape.NominationResult, len(results))}, []*register.Award{}
	for i, result := range results {
		problems, _ := userErrors(ctx, result.Err) // others have ended the batch
		payload.Results[i] = &shape.NominationResult{Award: result.Record, Warnings: recordWarnings(ctx, result.Warnings), UserErrors: problems}
		if result.Record != nil {
			awards = append(awards, result.Record)
		}
	}
	adopt(ctx, awards)
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) AwardImport(ctx context.Context, input gen.AwardImportInput) (*shape.AwardPayload, error) {
	in := register.ImportedAward{
		DecisionID: input.DecisionID, PresentedOn: value(input.PresentedOn), PresentedAtEventID: value(input.PresentedAtEventID),
	}
	if input.Nomination != nil {
		in.Nomination = *input.Nomination
	}
	a, warnings, err := r.Register.ImportAward(ctx, r.viewer(ctx), in)
	return warned(ctx, a, warnings, err)
}

// warned is [answer] for a change that comes with advice.
func warned(ctx context.Context, a *register.Award, warnings []register.Warning, err error) (*shape.AwardPayload, error) {
	payload, err := answer(ctx, a, err)
	if err != nil {
		return nil, err
	}
	payload.Warnings = recordWarnings(ctx, warnings)
	return payload, nil
}

// recordWarnings is advice in the language of the request.
func recordWarnings(ctx context.Context, warnings []register.Warning) []*shape.RecordWarning {
	shown := make([]*shape.RecordWarning, len(warnings))
	for i, w := range warnings {
		shown[i] = &shape.RecordWarning{Message: w.Vi}
		if exchangeOf(ctx).lang == english {
			shown[i].Message = w.En
		}
	}
	return shown
}

func (r mutationResolver) UnitSplit(ctx context.Context, input register.UnitSplit) (*shape.UnitSplit, error) {
	u, heirs, err := r.Register.SplitUnit(ctx, r.viewer(ctx), input)
	payload := &shape.UnitSplit{Unit: u, Heirs: heirs}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) DecisionApprove(ctx context.Context, input gen.DecisionApproveInput) (*shape.AwardBatch, error) {
	refs := make([]register.Ref, len(input.Items))
	for i, ref := range input.Items {
		refs[i] = *ref
	}
	d, results, err := r.Register.ApproveAwards(ctx, r.viewer(ctx), input.DecisionID, refs)
	if err != nil {
		results = nil
	}
	payload := &shape.AwardBatch{Decision: d, Results: awardResults(ctx, results)}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

// awardResults is what became of each award of a batch; the awards become siblings. All errors within are for the client: others
// have ended the batch.
func awardResults(ctx context.Context, results []register.AwardResult) []*shape.AwardResult {
	shown, awards := make([]*shape.AwardResult, len(results)), []*register.Award{}
	for i, result := range results {
		problems, _ := userErrors(ctx, result.Err)
		shown[i] = &shape.AwardResult{AwardID: result.ID, Award: result.Record, UserErrors: problems}
		if result.Record != nil {
			awards = append(awards, result.Record)
		}
	}
	adopt(ctx, awards)
	return shown
}
