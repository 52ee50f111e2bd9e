package graph

import (
	"context"

	"thidua/graph/gen"
	"thidua/graph/shape"
	"thidua/internal/newsroom"
)

func (r mutationResolver) ArticleBulk(ctx context.Context, input gen.ArticleBulkInput) (*gen.ArticleBulkPayload, error) {
	refs := make([]newsroom.Ref, len(input.Items))
	for i, item := range input.Items {
		refs[i] = *item
	}
	outcomes, err := r.Desk.Bulk(ctx, r.viewer(ctx), input.Step, refs, value(input.Note))
	payload := &gen.ArticleBulkPayload{Results: bulkResults(ctx, outcomes)}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

// bulkResults divides the errors of each draft as those of a mutation, and makes siblings of the drafts.
func bulkResults(ctx context.Context, outcomes []newsroom.Outcome) []*shape.BulkResult {
	results := make([]*shape.BulkResult, len(outcomes))
	var done []*newsroom.Draft
	for i, o := range outcomes {
		result := &shape.BulkResult{DraftID: o.DraftID, IsDone: o.Err == nil}
		if result.UserErrors, result.Err = userErrors(ctx, o.Err); result.Err != nil {
			result.UserErrors = []*shape.UserError{}
		}
		if o.Err == nil {
			result.Done = o.Draft
			done = append(done, o.Draft)
		}
		results[i] = result
	}
	adopt(ctx, done)
	return results
}

// ArticleBulkResult returns the resolvers of what became of one draft of many.
func (r *Resolver) ArticleBulkResult() gen.ArticleBulkResultResolver { return bulkResultResolver{} }

type bulkResultResolver struct{}

func (bulkResultResolver) Draft(_ context.Context, result *shape.BulkResult) (*newsroom.Draft, error) {
	return result.Done, result.Err
}
