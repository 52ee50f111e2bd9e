package register

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/errs"
)

// NominationResult is what became of one nomination of a list, with what is unusual about it.
type NominationResult struct {
	Outcome[Award]
	Warnings []Warning
}

// NominateAwards records the nominations of a list, at most [MaxBatch], by the rules of [Register.NominateAward]. Each has its own
// result in the order of the list: what is wrong with one disturbs no other. A unit or a person that has been nominated in the same
// way already comes back as they are, so that the same call again completes one that was cut short; of a household only
// its code can tell that. It takes as many store calls for five hundred as for two.
func (r *Register) NominateAwards(ctx context.Context, v access.Viewer, items []Nomination) ([]NominationResult, error) {
	d, err := begin(v, access.Create, "award.nominate", "")
	if err = cmp.Or(err, batchOf(len(items))); err != nil {
		return nil, err
	}
	entries, yearIDs := make([]AwardEntry, len(items)), make([]string, len(items))
	for i, item := range items {
		item.State = cmp.Or(item.State, Nominated)
		entries[i].Nomination, yearIDs[i] = item, item.BlocYearID
	}
	prepared, err := r.PrepareAwards(ctx, v, entries, Intake{}, nil)
	if err != nil {
		return nil, err
	}
	years, err := among(ctx, r.blocYears, nil, yearIDs)
	if err != nil {
		return nil, err
	}
	b, claims := newBatch(r.awards, make([]Ref, len(items))), map[string]bool{}
	for i, p := range prepared {
		a, err := nominable(p, years, claims)
		if err == nil && a.Version == 0 {
			as := d
			if a.State == Registered {
				as.name = "award.register"
			}
			err = b.insert(i, a, as)
		}
		if err = b.settle(i, a, err); err != nil {
			return nil, err
		}
	}
	if err := b.apply(ctx); err != nil {
		return nil, err
	}
	if err := r.placeAnew(ctx, d, b, prepared); err != nil {
		return nil, err
	}
	if err := r.keepAllOpen(ctx, b); err != nil {
		return nil, err
	}
	results := make([]NominationResult, len(items))
	for i := range results {
		results[i].Outcome = b.results[i]
		if b.results[i].Record != nil {
			results[i].Warnings = prepared[i].Warnings
		}
	}
	return results, nil
}

// nominable returns the award that a nomination of a list makes, or the one that is there already, which has a version. claims
// are those of the list so far.
func nominable(p Prepared[Award], years map[string]*BlocYear, claims map[string]bool) (*Award, error) {
	if p.Err != nil {
		return nil, p.Err
	}
	a := p.Record
	if y := years[a.BlocYearID]; y != nil {
		if err := y.open(); err != nil {
			return nil, err
		}
	}
	if a.Claim != "" && claims[a.Claim] {
		return nil, errs.InvalidField("recipient", "Đề nghị này được nêu hai lần.", "This nomination is named twice.")
	}
	claims[a.Claim] = true
	there := p.Existing
	switch {
	case there == nil:
		return a, nil
	case there.BlocYearID == a.BlocYearID && there.NominatedOn == a.NominatedOn && there.NominatedByBlocID == a.NominatedByBlocID &&
		there.NominatedByUnitID == a.NominatedByUnitID:
		return there, nil
	}
	return nil, &errs.Error{
		Code: errs.Duplicate, Field: []string{"recipient"},
		Vi: fmt.Sprintf("%s đã có hồ sơ %s cho %s năm %d.", a.Recipient.Name, there.Code, a.TypeName, a.Year),
		En: fmt.Sprintf("%s has the award %s of this type, year and kind already.", a.Recipient.Name, there.Code),
	}
}

// placeAnew saves those awards of a batch whose place of the quota somebody else was given in the meantime, at the next one.
func (r *Register) placeAnew(ctx context.Context, d doing, b *batch[Award], prepared []Prepared[Award]) error {
	for i := range b.results {
		e := errs.As(b.results[i].Err)
		if e == nil || e.Code != errs.Duplicate || !slices.Contains(e.Field, "placeClaim") {
			continue
		}
		a := prepared[i].Record
		err := r.placeInBlocYear(ctx, a, a.BlocYearID)
		if err == nil {
			err = r.insertAward(ctx, d, a)
		}
		b.results[i].Err = nil
		if err := b.settle(i, a, err); err != nil {
			return err
		}
	}
	return nil
}

// keepAllOpen is [Register.keepOpen] for the awards of a batch: they were all saved before the first look at their year, so
// that one look is enough unless it is closed.
func (r *Register) keepAllOpen(ctx context.Context, b *batch[Award]) error {
	open := map[string]bool{}
	for _, i := range b.places {
		a := b.results[i].Record
		if a == nil || a.BlocYearID == "" || open[a.BlocYearID] {
			continue
		}
		err := r.keepOpen(ctx, a)
		open[a.BlocYearID] = err == nil
		if err := b.settle(i, a, err); err != nil {
			return err
		}
	}
	return nil
}
