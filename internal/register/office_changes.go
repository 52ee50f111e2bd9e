package register

import (
	"cmp"
	"context"

	"thidua/internal/access"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// OfficeProposal is the input of a proposed office.
type OfficeProposal struct {
	BlocYearID string
	UnitID     string
	PersonID   string // who exercises it, if known
	Role       OfficeRole
	On         viet.Date // the day of the proposal: the unit must be a member then, and keeps its name of then
}

// ProposeOfficer proposes a unit as head or deputy of a bloc in a year.
func (r *Register) ProposeOfficer(ctx context.Context, v access.Viewer, in OfficeProposal) (*OfficeTerm, error) {
	d, err := begin(v, access.Create, "office.propose", "")
	if err != nil {
		return nil, err
	}
	y, err := referred(ctx, r.blocYears, "blocYearId", in.BlocYearID)
	if err != nil {
		return nil, err
	}
	u, err := referred(ctx, r.units, "unitId", in.UnitID)
	if err != nil {
		return nil, err
	}
	if err := r.optionalPerson(ctx, d, in.PersonID); err != nil {
		return nil, err
	}
	members, err := r.MembershipsOfUnits(ctx, v, []string{u.ID}, nil, store.Page{Limit: store.MaxLimit})
	if err != nil {
		return nil, err
	}
	others, err := r.OfficeTermsOfBlocYears(ctx, v, []string{y.ID}, OfficeFilter{}, store.Page{Limit: store.MaxLimit})
	if err != nil {
		return nil, err
	}
	t := &OfficeTerm{
		BlocYearID: y.ID, BlocID: y.BlocID, Year: y.Year, UnitID: u.ID, UnitName: u.NameAsOf(in.On), PersonID: in.PersonID,
		Role: in.Role, Status: OfficeProposed, ProposedOn: in.On,
	}
	if err := r.may(ctx, d, t); err != nil {
		return nil, err
	}
	if err := t.proposable(members[u.ID], others[y.ID]); err != nil {
		return nil, err
	}
	if err := create(ctx, r, r.officeTerms, d, t); err != nil {
		return nil, err
	}
	return t, nil
}

// OfficeConfirmation is the input of a confirmed office.
type OfficeConfirmation struct {
	ID       string
	Version  int64
	From     viet.Date // first day in office, if known
	PersonID string    // who exercises it; empty keeps who was proposed
}

// ConfirmOfficer confirms a proposed head or deputy.
func (r *Register) ConfirmOfficer(ctx context.Context, v access.Viewer, in OfficeConfirmation) (*OfficeTerm, error) {
	d, err := begin(v, access.Review, "office.confirm", "")
	if err != nil {
		return nil, err
	}
	if err := r.optionalPerson(ctx, d, in.PersonID); err != nil {
		return nil, err
	}
	return change(ctx, r, r.officeTerms, d, Ref{in.ID, in.Version}, func(t *OfficeTerm) (*OfficeTerm, error) {
		return t.confirmed(in.From, in.PersonID)
	})
}

// OfficeDecline is the input of an office that its unit does not take.
type OfficeDecline struct {
	ID      string
	Version int64
	Reason  string
}

// DeclineOfficer records that a proposed head or deputy did not take office. The reason is kept in the journal.
func (r *Register) DeclineOfficer(ctx context.Context, v access.Viewer, in OfficeDecline) (*OfficeTerm, error) {
	d, err := begin(v, access.Review, "office.decline", "")
	if err = cmp.Or(err, cleanReason("reason", &in.Reason)); err != nil {
		return nil, err
	}
	d.note = in.Reason
	return change(ctx, r, r.officeTerms, d, Ref{in.ID, in.Version}, (*OfficeTerm).declined)
}

// OfficeEnd is the input of the end of an office.
type OfficeEnd struct {
	ID      string
	Version int64
	On      viet.Date // the last day
	Reason  string    // kept in the journal
}

// EndOffice ends the term of a confirmed head or deputy.
func (r *Register) EndOffice(ctx context.Context, v access.Viewer, in OfficeEnd) (*OfficeTerm, error) {
	d, err := begin(v, access.Review, "office.end", in.Reason)
	if err = cmp.Or(err, cleanBody("reason", &in.Reason)); err != nil {
		return nil, err
	}
	return change(ctx, r, r.officeTerms, d, Ref{in.ID, in.Version}, func(t *OfficeTerm) (*OfficeTerm, error) { return t.ended(in.On) })
}

// optionalPerson refuses a person who does not exist for the viewer; an empty ID is nobody.
func (r *Register) optionalPerson(ctx context.Context, d doing, id string) error {
	if id == "" {
		return nil
	}
	_, err := shown(ctx, r, r.people, d, "personId", id)
	return err
}
