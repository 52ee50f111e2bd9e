package register

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// MaxBatch is the largest number of awards that one call approves.
const MaxBatch = 500

// AwardResult is what became of one award of a batch.
type AwardResult struct {
	ID    string
	Award *Award // as it is now; nil if it was not approved
	Err   error  // why not; an [errs.Error] of this award alone, with its place in the list in the path
}

// ApproveAwards records that one decision gave many awards, at most [MaxBatch]. Each has its own result, in the order of
// the list: what fails for one, such as a version that is not the newest, fails for none of the others. An award that
// this decision has given already counts as approved, so that the same call again completes one that was cut short. It
// fails as a whole only before anything is written, or when the store does.
func (r *Register) ApproveAwards(ctx context.Context, v access.Viewer, decisionID string, refs []Ref) (*Decision, []AwardResult, error) {
	d, err := begin(v, access.Publish, "award.approve", "")
	if err != nil {
		return nil, nil, err
	}
	if len(refs) < 1 || len(refs) > MaxBatch {
		return nil, nil, errs.InvalidField("items",
			fmt.Sprintf("Cần từ 1 đến %d hồ sơ.", MaxBatch), fmt.Sprintf("Give 1 to %d awards.", MaxBatch))
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
	b := batch{results: make([]AwardResult, len(refs))}
	seen := map[string]bool{}
	for i, ref := range refs {
		b.results[i].ID = ref.ID
		if seen[ref.ID] {
			b.fail(i, errs.InvalidField("id", "Hồ sơ này được nêu hai lần.", "This award is named twice."))
			continue
		}
		seen[ref.ID] = true
		after, err := r.approving(ctx, d, awards[ref.ID], ref, types, decision, issuer)
		if err == nil && after != awards[ref.ID] {
			err = b.add(i, r.awards, awards[ref.ID], after, d)
		}
		if err = b.settle(i, after, err); err != nil {
			return nil, nil, err
		}
	}
	return decision, b.results, r.applyBatch(ctx, &b, refs)
}

// approving returns an award as given by the decision; itself if it is so already.
func (r *Register) approving(
	ctx context.Context, d doing, a *Award, ref Ref, types map[string]*AwardType, decision *Decision, issuer *Unit,
) (*Award, error) {
	if a == nil {
		return nil, missing(r.awards, "id", ref.ID)
	}
	if seen, err := r.sees(ctx, d, a); err != nil || !seen {
		return nil, cmp.Or(err, missing(r.awards, "id", ref.ID))
	}
	if err := r.may(ctx, d, a); err != nil {
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

// batch is the writes of many awards, and what becomes of each.
type batch struct {
	results []AwardResult
	writes  []store.Write
	places  []int // of the writes in results
}

// add adds the write of an award.
func (b *batch) add(i int, c *store.Collection[Award], before, after *Award, d doing) error {
	w, err := c.Replacing(before, after, d.act())
	if err != nil {
		return err
	}
	b.writes, b.places = append(b.writes, w), append(b.places, i)
	return nil
}

// settle notes the result of an award. Permission and what only the log may know are not of one award: they come back.
func (b *batch) settle(i int, a *Award, err error) error {
	switch errs.CodeOf(err) {
	case "":
		b.results[i].Award = a
		return nil
	case errs.Internal, errs.Unavailable, errs.Forbidden, errs.Unauthenticated:
		return err
	default:
		b.fail(i, err)
		return nil
	}
}

func (b *batch) fail(i int, err error) {
	b.results[i].Award = nil
	b.results[i].Err = inside("items."+strconv.Itoa(i), err)
}

// applyBatch runs the writes, and goes on behind one that is refused because somebody else was faster.
func (r *Register) applyBatch(ctx context.Context, b *batch, refs []Ref) error {
	for at := 0; at < len(b.writes); {
		done, err := r.store.Apply(ctx, b.writes[at:]...)
		at += done
		if err == nil {
			return nil
		}
		if errs.CodeOf(err) != errs.Conflict {
			return fmt.Errorf("approve awards after %d: %w", at, err)
		}
		i := b.places[at]
		if err := b.settle(i, nil, overtaken(ctx, r.awards, refs[i], err)); err != nil {
			return err
		}
		at++
	}
	return nil
}
