package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"thidua/graph/gen"
	"thidua/graph/shape"
	"thidua/internal/register"
)

func (r mutationResolver) ScoringTemplateCreate(ctx context.Context, input register.NewScoringTemplate) (*shape.ScoringTemplatePayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.CreateScoringTemplate)
}

func (r mutationResolver) ScoringTemplateCopy(ctx context.Context, input register.ScoringTemplateCopy) (*shape.ScoringTemplatePayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.CopyScoringTemplate)
}

func (r mutationResolver) ScoringTemplateUpdate(ctx context.Context, input gen.ScoringTemplateUpdateInput) (*shape.ScoringTemplatePayload, error) {
	change, err := scoringTemplateUpdate(input)
	if err != nil {
		return answer[register.ScoringTemplate](ctx, nil, err)
	}
	return recorded(ctx, r.viewer(ctx), change, r.Register.UpdateScoringTemplate)
}

// scoringTemplateUpdate is the change that an input wants.
func scoringTemplateUpdate(input gen.ScoringTemplateUpdateInput) (c register.ScoringTemplateChange, err error) {
	c.ID, c.Version = input.ID, input.Version
	c.Lines = givenParts(input.Lines)
	c.FreeSum = givenOrEmpty(input.IsSumFree)
	c.BonusMax = givenOrEmpty(input.BonusMax)
	c.DeductionMax = givenOrEmpty(input.DeductionMax)
	c.Name, err = given(input.Name, "name")
	return c, err
}

func (r mutationResolver) ScoringTemplateRemove(ctx context.Context, input register.Ref) (*shape.Removal, error) {
	return removed(ctx, r.viewer(ctx), input, r.Register.RemoveScoringTemplate)
}

func (r mutationResolver) ScoreSheetOpen(ctx context.Context, input register.ScoreOpening) (*shape.ScoreSheets, error) {
	sheets, err := r.Register.OpenScoreSheets(ctx, r.viewer(ctx), input)
	adopt(ctx, sheets)
	payload := &shape.ScoreSheets{ScoreSheets: sheets}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) ScoreSheetAssignCross(ctx context.Context, input register.CrossAssigning) (*shape.ScoreSheetPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.AssignCrossScoring)
}

func (r mutationResolver) ScoreSheetScoreSelf(ctx context.Context, input gen.ScoreSheetScoreSelfInput) (*shape.ScoreSheetPayload, error) {
	return recorded(ctx, r.viewer(ctx), scoring(input.ID, input.Version, input.Scores, input.Bonus, input.Deduction), r.Register.ScoreSelf)
}

func (r mutationResolver) ScoreSheetSubmit(ctx context.Context, input register.Ref) (*shape.ScoreSheetPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.SubmitScores)
}

func (r mutationResolver) ScoreSheetScoreCross(ctx context.Context, input gen.ScoreSheetScoreCrossInput) (*shape.ScoreSheetPayload, error) {
	return recorded(ctx, r.viewer(ctx), scoring(input.ID, input.Version, input.Scores, input.Bonus, input.Deduction), r.Register.ScoreCross)
}

func (r mutationResolver) ScoreSheetScoreAgreed(ctx context.Context, input gen.ScoreSheetScoreAgreedInput) (*shape.ScoreSheetPayload, error) {
	in := scoring(input.ID, input.Version, input.Scores, input.Bonus, input.Deduction)
	in.Fill = input.Fill.Value()
	return recorded(ctx, r.viewer(ctx), in, r.Register.ScoreAgreed)
}

// scoring is what the inputs of all columns want.
func scoring(
	id string, version int64, scores graphql.Omittable[[]*gen.LineScoringInput], bonus, deduction graphql.Omittable[*gen.ExtraScoringInput],
) register.Scoring {
	in := register.Scoring{ID: id, Version: version, Bonus: extraScoring(bonus.Value()), Deduction: extraScoring(deduction.Value())}
	for _, line := range scores.Value() {
		in.Scores = append(in.Scores, register.LineScoring{
			Code: line.Code, Points: givenOrNull(line.Points), Evidence: givenParts(line.Evidence), Comment: givenOrEmpty(line.Comment),
		})
	}
	return in
}

func extraScoring(input *gen.ExtraScoringInput) *register.ExtraScoring {
	if input == nil {
		return nil
	}
	return &register.ExtraScoring{Points: givenOrNull(input.Points), Reason: givenOrEmpty(input.Reason)}
}

func (r mutationResolver) ScoreSheetAgree(ctx context.Context, input register.Ref) (*shape.ScoreSheetPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.AgreeScores)
}

func (r mutationResolver) ScoreSheetReopen(ctx context.Context, input register.ScoreReopening) (*shape.ScoreSheetPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.ReopenScores)
}

func (r mutationResolver) ScoreSheetPublish(ctx context.Context, input register.Ref) (*shape.ScoreSheetPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.PublishScores)
}

func (r mutationResolver) ScoreSheetRemove(ctx context.Context, input register.Ref) (*shape.Removal, error) {
	return removed(ctx, r.viewer(ctx), input, r.Register.RemoveScoreSheet)
}
