package register

import (
	"cmp"
	"context"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// NewBloc is the input of a new bloc.
type NewBloc struct {
	Name            string
	ShortName       string
	Aliases         []string
	Slug            string // made from the name if empty
	Kind            BlocKind
	Level           AdminLevel
	ParentID        string
	SupervisorID    string // unit
	EstablishedByID string // legal reference
	ValidFrom       viet.Date
}

// CreateBloc creates a bloc.
func (r *Register) CreateBloc(ctx context.Context, v access.Viewer, in NewBloc) (*Bloc, error) {
	a, err := act(v, "bloc.create", "")
	if err != nil {
		return nil, err
	}
	aliases, err := cleanNames("aliases", in.Aliases)
	err = cmp.Or(
		cleanName("name", &in.Name), cleanOptional("shortName", &in.ShortName), err, validSlug(in.Slug),
		known("kind", in.Kind, Khoi, Cum), known("level", in.Level, adminLevels()...), validDay("validFrom", in.ValidFrom),
	)
	if err != nil {
		return nil, err
	}
	err = cmp.Or(
		optional(ctx, r.blocs, "parentId", in.ParentID), optional(ctx, r.units, "supervisorId", in.SupervisorID),
		optional(ctx, r.legalReferences, "establishedById", in.EstablishedByID),
	)
	if err != nil {
		return nil, err
	}
	b := &Bloc{
		Name: in.Name, ShortName: in.ShortName, Aliases: aliases, Slug: in.Slug, Kind: in.Kind, Level: in.Level,
		ParentID: in.ParentID, SupervisorID: in.SupervisorID, EstablishedByID: in.EstablishedByID,
		ValidFrom: in.ValidFrom, SuccessorIDs: []string{},
	}
	if err := insertWithSlug(ctx, r.blocs, b, &b.Slug, b.Name, a); err != nil {
		return nil, err
	}
	return b, nil
}

// BlocJoining is the input of a membership.
type BlocJoining struct {
	BlocID     string
	UnitID     string
	Ordinal    int64 // place in the list of members; behind the last if zero
	From       viet.Date
	To         viet.Date // of a membership of the past; empty while it lasts
	Reason     string
	DocumentID string
}

// JoinBloc makes a unit a member of a bloc.
func (r *Register) JoinBloc(ctx context.Context, v access.Viewer, in BlocJoining) (*BlocMembership, error) {
	a, err := act(v, "bloc.join", "")
	if err = cmp.Or(err, cleanOptional("reason", &in.Reason)); err != nil {
		return nil, err
	}
	b, err := referred(ctx, r.blocs, "blocId", in.BlocID)
	if err != nil {
		return nil, err
	}
	u, err := referred(ctx, r.units, "unitId", in.UnitID)
	if err != nil {
		return nil, err
	}
	if err := optional(ctx, r.legalReferences, "documentId", in.DocumentID); err != nil {
		return nil, err
	}
	others, err := r.memberships.Find(ctx, store.Query{Where: store.And{
		store.Eq{Field: "blocId", Value: b.ID}, store.Eq{Field: "unitId", Value: u.ID},
	}, Sort: MembershipsOldest.Order().Sort, Limit: store.MaxLimit})
	if err != nil {
		return nil, err
	}
	m := &BlocMembership{
		BlocID: b.ID, UnitID: u.ID, Ordinal: in.Ordinal, From: in.From, To: in.To, Reason: in.Reason, DocumentID: in.DocumentID,
	}
	if m.Ordinal == 0 {
		last, err := r.memberships.Find(ctx, store.Query{
			Where: store.Eq{Field: "blocId", Value: b.ID}, Sort: MembershipsByOrdinal.Order().Sort, Last: true, Limit: 1,
		})
		if err != nil {
			return nil, err
		}
		m.Ordinal = 1
		if len(last) > 0 {
			m.Ordinal = last[0].Ordinal + 1
		}
	}
	if err := m.joining(b, u, others); err != nil {
		return nil, err
	}
	if err := insert(ctx, r.memberships, m, a); err != nil {
		return nil, err
	}
	return m, nil
}

// BlocLeaving is the input of the end of a membership.
type BlocLeaving struct {
	ID         string // of the membership
	Version    int64
	On         viet.Date // the last day
	Reason     string
	DocumentID string
}

// LeaveBloc ends a membership.
func (r *Register) LeaveBloc(ctx context.Context, v access.Viewer, in BlocLeaving) (*BlocMembership, error) {
	a, err := act(v, "bloc.leave", in.Reason)
	if err = cmp.Or(err, validDay("on", in.On), cleanOptional("reason", &in.Reason)); err != nil {
		return nil, err
	}
	if err := optional(ctx, r.legalReferences, "documentId", in.DocumentID); err != nil {
		return nil, err
	}
	return change(ctx, r.memberships, in.ID, in.Version, a, func(m *BlocMembership) (*BlocMembership, error) {
		return m.leaving(in.On, in.Reason, in.DocumentID)
	})
}

// NewBlocYear is the input of a new bloc-year.
type NewBlocYear struct {
	BlocID           string
	Year             int64
	On               viet.Date // the day it was opened, if known
	EventID          string    // the event that opened it
	FlagQuota        *int64    // most flags that may be nominated; nil is no limit
	CertificateQuota *int64
}

// OpenBlocYear opens a year of a bloc. The year before need not be closed.
func (r *Register) OpenBlocYear(ctx context.Context, v access.Viewer, in NewBlocYear) (*BlocYear, error) {
	a, err := act(v, "blocyear.open", "")
	err = cmp.Or(err, validYear("year", in.Year), optionalDay("on", in.On),
		validQuota("flagQuota", in.FlagQuota), validQuota("certificateQuota", in.CertificateQuota))
	if err != nil {
		return nil, err
	}
	b, err := referred(ctx, r.blocs, "blocId", in.BlocID)
	if err != nil {
		return nil, err
	}
	if err := optional(ctx, r.events, "eventId", in.EventID); err != nil {
		return nil, err
	}
	if in.Year < int64(b.ValidFrom.Year()) || (b.ValidTo != "" && in.Year > int64(b.ValidTo.Year())) {
		return nil, errs.InvalidField("year", "Khối không hoạt động trong năm này.", "The bloc does not exist in this year.")
	}
	y := &BlocYear{
		BlocID: b.ID, Year: in.Year, State: Opened, FlagQuota: in.FlagQuota, CertificateQuota: in.CertificateQuota,
		Transitions: []BlocYearChange{{To: Opened, On: in.On, EventID: in.EventID}},
	}
	if err := insert(ctx, r.blocYears, y, a); err != nil {
		return nil, err
	}
	return y, nil
}

func validQuota(path string, quota *int64) error {
	if quota == nil {
		return nil
	}
	return between(path, *quota, 0, maxListed)
}

// BlocYearStep is the input of a bloc-year's next state.
type BlocYearStep struct {
	ID         string
	Version    int64
	To         BlocYearState
	On         viet.Date // if known
	EventID    string    // the event at which it happened
	Assessment *string   // what the final review found; nil keeps what there is
}

// AdvanceBlocYear takes a bloc-year one step further.
func (r *Register) AdvanceBlocYear(ctx context.Context, v access.Viewer, in BlocYearStep) (*BlocYear, error) {
	a, err := act(v, "blocyear.advance", "")
	if in.Assessment != nil {
		text := *in.Assessment
		err = cmp.Or(err, cleanBody("assessment", &text))
		in.Assessment = &text
	}
	if err != nil {
		return nil, err
	}
	if err := optional(ctx, r.events, "eventId", in.EventID); err != nil {
		return nil, err
	}
	var unsettled int64
	if in.To == Closed {
		unsettled, err = r.CountAwards(ctx, v, AwardFilter{BlocYear: &in.ID, State: []AwardState{Registered, Nominated, Voted}})
		if err != nil {
			return nil, err
		}
	}
	return change(ctx, r.blocYears, in.ID, in.Version, a, func(y *BlocYear) (*BlocYear, error) {
		next, err := y.advanced(BlocYearChange{To: in.To, On: in.On, EventID: in.EventID}, unsettled)
		if err == nil && in.Assessment != nil {
			next.Assessment = *in.Assessment
		}
		return next, err
	})
}

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
	a, err := act(v, "office.propose", "")
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
	if err := optional(ctx, r.people, "personId", in.PersonID); err != nil {
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
	if err := t.proposable(members[u.ID], others[y.ID]); err != nil {
		return nil, err
	}
	if err := insert(ctx, r.officeTerms, t, a); err != nil {
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
	a, err := act(v, "office.confirm", "")
	if err != nil {
		return nil, err
	}
	if err := optional(ctx, r.people, "personId", in.PersonID); err != nil {
		return nil, err
	}
	return change(ctx, r.officeTerms, in.ID, in.Version, a, func(t *OfficeTerm) (*OfficeTerm, error) {
		return t.confirmed(in.From, in.PersonID)
	})
}
