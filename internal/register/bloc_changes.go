package register

import (
	"cmp"
	"context"

	"thidua/internal/access"
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
	d, err := begin(v, access.Create, "bloc.create", "")
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
		ValidFrom: in.ValidFrom, SuccessorIDs: []string{}, Names: []NameSpan{{Name: in.Name, From: in.ValidFrom}},
	}
	if err := r.may(ctx, d, b); err != nil {
		return nil, err
	}
	if err := insertWithSlug(ctx, r.blocs, b, &b.Slug, b.Name, d.act()); err != nil {
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
	d, err := begin(v, access.Create, "bloc.join", "")
	if err = cmp.Or(err, cleanOptional("reason", &in.Reason)); err != nil {
		return nil, err
	}
	if err := optional(ctx, r.legalReferences, "documentId", in.DocumentID); err != nil {
		return nil, err
	}
	m := &BlocMembership{
		BlocID: in.BlocID, UnitID: in.UnitID, Ordinal: in.Ordinal, From: in.From, To: in.To, Reason: in.Reason, DocumentID: in.DocumentID,
	}
	if err := r.may(ctx, d, m); err != nil {
		return nil, err
	}
	if m.Ordinal == 0 {
		last, err := r.memberships.Find(ctx, store.Query{
			Where: store.Eq{Field: "blocId", Value: in.BlocID}, Sort: MembershipsByOrdinal.Order().Sort, Last: true, Limit: 1,
		})
		if err != nil {
			return nil, err
		}
		m.Ordinal = 1
		if len(last) > 0 {
			m.Ordinal = last[0].Ordinal + 1
		}
	}
	if err := r.joinable(ctx, m); err != nil {
		return nil, err
	}
	if err := create(ctx, r, r.memberships, d, m); err != nil {
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
	d, err := begin(v, access.Update, "bloc.leave", in.Reason)
	if err = cmp.Or(err, validDay("on", in.On), cleanOptional("reason", &in.Reason)); err != nil {
		return nil, err
	}
	if err := optional(ctx, r.legalReferences, "documentId", in.DocumentID); err != nil {
		return nil, err
	}
	return change(ctx, r, r.memberships, d, Ref{in.ID, in.Version}, func(m *BlocMembership) (*BlocMembership, error) {
		next, err := m.leaving(in.On, in.Reason, in.DocumentID)
		if err != nil {
			return nil, err
		}
		return next, cmp.Or(r.keepsOffices(ctx, m, next, "on"), r.keepsScoreSheets(ctx, m, next, "on"))
	})
}
