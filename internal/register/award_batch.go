package register

import (
	"cmp"
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/store"
)

// MaxBatch is the largest number of awards that one call approves.
const MaxBatch = 500

// AwardResult is what became of one award of a batch.
type AwardResult = Outcome[Award]

// ApproveAwards records that one decision gave many awards, at most [MaxBatch]. Each has its own result, in the order of
// the list: what fails for one, such as a version that is not the newest, fails for none of the others. An award that
// this decision has given already counts as approved, so that the same call again completes one that was cut short. It
// fails as a whole only before anything is written, or when the store does.
func (r *Register) ApproveAwards(ctx context.Context, v access.Viewer, decisionID string, refs []Ref) (*Decision, []AwardResult, error) {
	d, err := begin(v, access.Publish, "award.approve", "")
	if err != nil {
		return nil, nil, err
	}
	if err := batchOf(len(refs)); err != nil {
		return nil, nil, err
	}
	decision, issuer, err := r.decision(ctx, d, decisionID)
	if err != nil {
		return nil, nil, err
	}
	ids := make([]string, len(refs))
	for i, ref := range refs {
		ids[i] = ref.ID
	}
	awards, err := r.awards.ByIDs(ctx, listed(ids), store.Whole)
	if err != nil {
		return nil, nil, err
	}
	types, err := r.typesOf(ctx, awards)
	if err != nil {
		return nil, nil, err
	}
	b := newBatch(r.awards, refs)
	for i, ref := range refs {
		err := b.once(i)
		var after *Award
		if err == nil {
			after, err = r.approving(ctx, d, awards[ref.ID], ref, types, decision, issuer)
		}
		if err == nil {
			err = b.replace(i, awards[ref.ID], after, d)
		}
		if err = b.settle(i, after, err); err != nil {
			return nil, nil, err
		}
	}
	return decision, b.results, b.apply(ctx)
}

// approving returns an award as given by the decision; itself if it is so already.
func (r *Register) approving(
	ctx context.Context, d doing, a *Award, ref Ref, types map[string]*AwardType, decision *Decision, issuer *Unit,
) (*Award, error) {
	if err := r.reachable(ctx, d, a, ref.ID); err != nil {
		return nil, err
	}
	if a.Version != ref.Version && !a.givenBy(decision.ID) {
		return nil, outdated(ctx, r.awards, ref, a)
	}
	return a.decided(decision, issuer, types[a.AwardTypeID])
}

// typesOf returns the award types of awards, by ID.
func (r *Register) typesOf(ctx context.Context, awards map[string]*Award) (map[string]*AwardType, error) {
	ids := make([]string, 0, len(awards))
	for _, a := range awards {
		ids = append(ids, a.AwardTypeID)
	}
	slices.Sort(ids)
	return r.awardTypes.ByIDs(ctx, slices.Compact(ids), store.Whole)
}

// reachable refuses an award of a batch that does not exist for the viewer or does not belong to them.
func (r *Register) reachable(ctx context.Context, d doing, a *Award, id string) error {
	if a == nil {
		return missing(r.awards, "id", id)
	}
	if seen, err := r.sees(ctx, d, a); err != nil || !seen {
		return cmp.Or(err, missing(r.awards, "id", id))
	}
	return r.may(ctx, d, a)
}
