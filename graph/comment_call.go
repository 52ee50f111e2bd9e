package graph

import (
	"context"

	"thidua/graph/gen"
	"thidua/graph/shape"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/viet"
)

func (r awardResolver) ReturnedReason(ctx context.Context, a *register.Award) (*string, error) {
	return r.forOffice(ctx, a.ReturnedReason), nil
}

func (r awardResolver) CommentPeriod(ctx context.Context, a *register.Award) (*register.CommentPeriod, error) {
	if a.CommentPeriod == nil {
		return nil, nil //nolint:nilnil // null in GraphQL
	}
	periods, err := parts(ctx, a, func(a *register.Award) []register.CommentPeriod {
		if a.CommentPeriod == nil {
			return nil
		}
		return []register.CommentPeriod{*a.CommentPeriod}
	})
	if err != nil {
		return nil, err
	}
	return periods[0], nil
}

// CommentPeriod returns the resolvers of comment periods.
func (r *Resolver) CommentPeriod() gen.CommentPeriodResolver { return commentPeriodResolver{r} }

type commentPeriodResolver struct{ *Resolver }

func (r commentPeriodResolver) IsOpen(_ context.Context, p *register.CommentPeriod, asOf *viet.Date) (bool, error) {
	return p.IsOpenOn(r.day(asOf)), nil
}

func (r commentPeriodResolver) Notice(ctx context.Context, p *register.CommentPeriod) (*newsroom.Article, error) {
	return one(ctx, p, func(p *register.CommentPeriod) string { return p.NoticeID }, r.articles)
}

// CommentOutcome returns the resolvers of what citizens said.
func (r *Resolver) CommentOutcome() gen.CommentOutcomeResolver { return commentOutcomeResolver{r} }

type commentOutcomeResolver struct{ *Resolver }

func (r commentOutcomeResolver) Objections(ctx context.Context, o *register.CommentOutcome) (*int64, error) {
	if !r.Register.SeesRecords(r.viewer(ctx)) {
		return nil, nil //nolint:nilnil // null in GraphQL
	}
	return &o.Objections, nil
}

func (r commentOutcomeResolver) Summary(ctx context.Context, o *register.CommentOutcome) (*string, error) {
	return r.forOffice(ctx, o.Summary), nil
}

func (r mutationResolver) CommentCallOpen(ctx context.Context, input gen.CommentCallOpenInput) (*shape.CommentCallPayload, error) {
	in := register.CommentCall{
		OpensOn: input.OpensOn, ClosesOn: value(input.ClosesOn), Days: input.Days.Value(), Unit: input.Unit,
		Holidays: items(input.Holidays), NoticeID: value(input.NoticeID),
	}
	for _, ref := range input.Items {
		in.Items = append(in.Items, *ref)
	}
	period, results, err := r.Register.OpenComments(ctx, r.viewer(ctx), in)
	payload := &shape.CommentCallPayload{CommentPeriod: period, Results: awardResults(ctx, results)}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) CommentCallClose(ctx context.Context, input gen.CommentCallCloseInput) (*shape.CommentCallPayload, error) {
	in := register.CommentResults{On: input.On}
	for _, item := range input.Items {
		in.Items = append(in.Items, *item)
	}
	results, err := r.Register.RecordComments(ctx, r.viewer(ctx), in)
	payload := &shape.CommentCallPayload{Results: awardResults(ctx, results)}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}
