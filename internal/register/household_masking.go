package register

import (
	"cmp"
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// A household's name is a family's, and so as personal as a person's. A household is no record of its own, only a name in
// awards and registrations, and two of one name may be two families: so the mask hangs on what names it, and covers what
// is certain to name the same one, a registration and the awards that began from it.

// RecipientMasking is the input of the masking of a household in an award or a registration.
type RecipientMasking struct {
	ID         string
	Version    int64
	Reason     string
	LegalBasis string
}

// RecipientUnmasking is the input of its end.
type RecipientUnmasking struct {
	ID      string
	Version int64
	Reason  string
}

// MaskRecipient hides the name of the household that receives an award from readers, who see its initials as of a masked person. A
// registration that the award began from is masked first, so that the same call again completes what was cut short. Other
// awards under the same name come back as a warning: only people know whether they are the same family's.
func (r *Register) MaskRecipient(ctx context.Context, v access.Viewer, in RecipientMasking) (*Award, []Warning, error) {
	d, mask, err := r.beginMasking(v, "award.maskrecipient", in)
	if err != nil {
		return nil, nil, err
	}
	a, err := r.maskAward(ctx, d, Ref{in.ID, in.Version}, mask)
	if err != nil {
		return nil, nil, err
	}
	warnings, err := r.namesakes(ctx, a)
	return a, warnings, err
}

// UnmaskRecipient lets readers see the household's name again.
func (r *Register) UnmaskRecipient(ctx context.Context, v access.Viewer, in RecipientUnmasking) (*Award, error) {
	d, err := beginUnmasking(v, "award.unmaskrecipient", in)
	if err != nil {
		return nil, err
	}
	return r.maskAward(ctx, d, Ref{in.ID, in.Version}, nil)
}

// MaskTitleRecipient is [Register.MaskRecipient] for a registration and the awards that began from it.
func (r *Register) MaskTitleRecipient(ctx context.Context, v access.Viewer, in RecipientMasking) (*TitleRegistration, error) {
	d, mask, err := r.beginMasking(v, "title.maskrecipient", in)
	if err != nil {
		return nil, err
	}
	return r.maskTitle(ctx, d, Ref{in.ID, in.Version}, mask)
}

// UnmaskTitleRecipient lets readers see the household's name again, in the registration and the awards that began from it.
func (r *Register) UnmaskTitleRecipient(ctx context.Context, v access.Viewer, in RecipientUnmasking) (*TitleRegistration, error) {
	d, err := beginUnmasking(v, "title.unmaskrecipient", in)
	if err != nil {
		return nil, err
	}
	return r.maskTitle(ctx, d, Ref{in.ID, in.Version}, nil)
}

func (r *Register) beginMasking(v access.Viewer, name string, in RecipientMasking) (doing, *Mask, error) {
	d, err := begin(v, access.Retract, name, "")
	err = cmp.Or(err, cleanReason("reason", &in.Reason), cleanName("legalBasis", &in.LegalBasis))
	d.note = in.Reason
	return d, &Mask{Reason: in.Reason, LegalBasis: in.LegalBasis, On: viet.Today(r.awards.Now())}, err
}

func beginUnmasking(v access.Viewer, name string, in RecipientUnmasking) (doing, error) {
	d, err := begin(v, access.Publish, name, "")
	err = cmp.Or(err, cleanReason("reason", &in.Reason))
	d.note = in.Reason
	return d, err
}

// masked returns the recipient under a mask, or without one. A person is masked as a person, in all that names them, and a
// unit is nobody's family.
func (r Recipient) masked(before, mask *Mask) (Recipient, error) {
	switch {
	case r.Kind == PersonRecipient:
		return r, errs.InvalidField("id",
			"Cá nhân được ẩn danh ở hồ sơ cá nhân (personMask), cho mọi hồ sơ của họ.",
			"A person is masked as a person (personMask), in all that names them.")
	case r.Kind != HouseholdRecipient:
		return r, errs.InvalidField("id", "Chỉ ẩn danh được hộ gia đình.", "Only a household can be masked here.")
	case before == nil && mask == nil:
		return r, errs.New(errs.WrongState, "Hộ gia đình này không được ẩn danh.", "The household is not masked.")
	}
	r.Masked = mask != nil
	return r, nil
}

// masked returns the award with the household that receives it under a mask, or without one.
func (a *Award) masked(mask *Mask) (*Award, error) {
	next, err := *a, error(nil)
	next.HouseholdMask = mask
	next.Recipient, err = a.Recipient.masked(a.HouseholdMask, mask)
	return &next, err
}

// masked returns the registration with its household under a mask, or without one.
func (t *TitleRegistration) masked(mask *Mask) (*TitleRegistration, error) {
	next, err := *t, error(nil)
	next.HouseholdMask = mask
	next.Recipient, err = t.Recipient.masked(t.HouseholdMask, mask)
	return &next, err
}

func (r *Register) maskAward(ctx context.Context, d doing, ref Ref, mask *Mask) (*Award, error) {
	a, err := at(ctx, r, r.awards, d, "", ref)
	if err != nil {
		return nil, err
	}
	next, err := a.masked(mask)
	if err != nil {
		return nil, err
	}
	if a.RegistrationID != "" {
		t, err := r.titles.ByID(ctx, a.RegistrationID)
		if err == nil && t.Recipient.Kind == HouseholdRecipient {
			err = follow(ctx, r.titles, t, mask, d, (*TitleRegistration).masked, func(t *TitleRegistration) *Mask { return t.HouseholdMask })
		}
		if err != nil {
			return nil, fmt.Errorf("mask the registration of %s: %w", a.ID, err)
		}
	}
	if err := r.awards.Replace(ctx, a, next, d.act()); err != nil {
		return nil, overtaken(ctx, r.awards, ref, err)
	}
	return next, nil
}

// maskTitle masks the awards before the registration, lest it be done with while they are not, and once more behind it: who
// nominates from it looks at it after the award is saved.
func (r *Register) maskTitle(ctx context.Context, d doing, ref Ref, mask *Mask) (*TitleRegistration, error) {
	t, err := at(ctx, r, r.titles, d, "", ref)
	if err != nil {
		return nil, err
	}
	next, err := t.masked(mask)
	if err != nil {
		return nil, err
	}
	if err := r.maskBegun(ctx, d, t.ID, mask); err != nil {
		return nil, err
	}
	if err := r.titles.Replace(ctx, t, next, d.act()); err != nil {
		return nil, overtaken(ctx, r.titles, ref, err)
	}
	return next, r.maskBegun(ctx, d, t.ID, mask)
}

// maskBegun brings the awards that began from a registration in line with its mask.
func (r *Register) maskBegun(ctx context.Context, d doing, titleID string, mask *Mask) error {
	awards, err := r.awards.Find(ctx, store.Query{Where: store.Eq{Field: "registrationId", Value: titleID}, Limit: store.MaxLimit})
	if err != nil {
		return fmt.Errorf("find the awards of %s: %w", titleID, err)
	}
	for _, a := range awards {
		if err := follow(ctx, r.awards, a, mask, d, (*Award).masked, func(a *Award) *Mask { return a.HouseholdMask }); err != nil {
			return fmt.Errorf("mask the award %s: %w", a.ID, err)
		}
	}
	return nil
}

// keepMasked masks an award that began from a registration which was masked meanwhile.
func (r *Register) keepMasked(ctx context.Context, d doing, a *Award) (*Award, error) {
	t, err := r.titles.ByID(ctx, a.RegistrationID)
	if err != nil || t.HouseholdMask == nil || a.HouseholdMask != nil {
		return a, err
	}
	if err := follow(ctx, r.awards, a, t.HouseholdMask, d, (*Award).masked, func(a *Award) *Mask { return a.HouseholdMask }); err != nil {
		return nil, err
	}
	return r.awards.ByID(ctx, a.ID)
}

// follow masks a record, or takes its mask away, as another one that it belongs to; one that is so already is left alone.
func follow[T any](
	ctx context.Context, c *store.Collection[T], record *T, mask *Mask, d doing, to func(*T, *Mask) (*T, error), now func(*T) *Mask,
) error {
	for try := 1; ; try++ {
		if (now(record) != nil) == (mask != nil) {
			return nil
		}
		next, err := to(record, mask)
		if err != nil {
			return err
		}
		err = c.Replace(ctx, record, next, d.act())
		if errs.CodeOf(err) != errs.Conflict || try == maxMaskTries {
			return err
		}
		if record, err = c.ByID(ctx, headID(record)); errs.CodeOf(err) == errs.NotFound {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// namesakes warns of other awards that name a household in the same words where readers see them.
func (r *Register) namesakes(ctx context.Context, a *Award) ([]Warning, error) {
	found, err := r.awards.Find(ctx, store.Query{
		Where: store.Eq{Field: "sortKey", Value: viet.SortKey(a.Recipient.Name)}, Limit: store.MaxLimit,
	})
	if err != nil {
		return nil, fmt.Errorf("find other awards of the same name: %w", err)
	}
	n := 0
	for _, o := range found {
		if o.ID != a.ID && o.Recipient.Kind == HouseholdRecipient {
			n++
		}
	}
	if n == 0 {
		return []Warning{}, nil
	}
	return []Warning{{
		Vi: fmt.Sprintf("Còn %d hồ sơ khác ghi hộ gia đình cùng tên; nếu là cùng một hộ, hãy ẩn danh cả các hồ sơ đó.", n),
		En: fmt.Sprintf("%d other awards name a household in the same words: if it is the same one, mask it there too.", n),
	}}, nil
}
