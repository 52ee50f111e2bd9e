package register

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// BlocChange is the input of a change of a bloc's details; nil keeps what there is, "" takes it away.
type BlocChange struct {
	ID              string
	Version         int64
	ShortName       *string
	Aliases         *[]string
	Slug            *string // the old address finds the bloc no more
	Kind            *BlocKind
	Level           *AdminLevel
	ParentID        *string // the bloc that it is a part of
	SupervisorID    *string // unit
	EstablishedByID *string // legal reference
}

// UpdateBloc changes a bloc's details. Its name has a history: see RenameBloc.
func (r *Register) UpdateBloc(ctx context.Context, v access.Viewer, in BlocChange) (*Bloc, error) {
	d, err := begin(v, access.Update, "bloc.update", "")
	if err != nil {
		return nil, err
	}
	return change(ctx, r, r.blocs, d, Ref{in.ID, in.Version}, func(b *Bloc) (*Bloc, error) {
		next, err := in.apply(b)
		if err != nil {
			return nil, err
		}
		return next, cmp.Or(
			r.within(ctx, b.ID, next.ParentID), optional(ctx, r.units, "supervisorId", next.SupervisorID),
			optional(ctx, r.legalReferences, "establishedById", next.EstablishedByID),
		)
	})
}

func (in BlocChange) apply(b *Bloc) (*Bloc, error) {
	next := *b
	set(&next.ShortName, in.ShortName)
	set(&next.Aliases, in.Aliases)
	set(&next.Slug, in.Slug)
	set(&next.Kind, in.Kind)
	set(&next.Level, in.Level)
	set(&next.ParentID, in.ParentID)
	set(&next.SupervisorID, in.SupervisorID)
	set(&next.EstablishedByID, in.EstablishedByID)
	aliases, err := cleanNames("aliases", next.Aliases)
	next.Aliases = aliases
	return &next, cmp.Or(
		cleanOptional("shortName", &next.ShortName), err, keptSlug(next.Slug),
		known("kind", next.Kind, Khoi, Cum), known("level", next.Level, adminLevels()...),
	)
}

// maxBlocDepth bounds the blocs within one another.
const maxBlocDepth = 5

// within refuses a bloc as the upper one that does not exist, or that is the bloc itself or within it.
func (r *Register) within(ctx context.Context, id, parentID string) error {
	for above, depth := parentID, 0; above != ""; depth++ {
		if above == id || depth == maxBlocDepth {
			return errs.InvalidField("parentId",
				fmt.Sprintf("Khối không thể thuộc chính nó hoặc khối con của nó, và không sâu quá %d cấp.", maxBlocDepth),
				fmt.Sprintf("A bloc cannot be within itself or a bloc within it, nor more than %d levels deep.", maxBlocDepth))
		}
		parent, err := referred(ctx, r.blocs, "parentId", above)
		if err != nil {
			return err
		}
		above = parent.ParentID
	}
	return nil
}

// BlocRename is the input of a new name of a bloc.
type BlocRename struct {
	ID      string
	Version int64
	Name    string
	On      viet.Date // the first day of the new name
	Note    string    // kept in the journal
}

// RenameBloc gives a bloc a new name. It is found under the old one too.
func (r *Register) RenameBloc(ctx context.Context, v access.Viewer, in BlocRename) (*Bloc, error) {
	d, err := begin(v, access.Update, "bloc.rename", in.Note)
	err = cmp.Or(err, cleanName("name", &in.Name), validDay("on", in.On), cleanOptional("note", &in.Note))
	if err != nil {
		return nil, err
	}
	return change(ctx, r, r.blocs, d, Ref{in.ID, in.Version}, func(b *Bloc) (*Bloc, error) { return b.renamed(in.Name, in.On) })
}

// renamed returns the bloc under a new name from a day on.
func (b *Bloc) renamed(name string, on viet.Date) (*Bloc, error) {
	if name == b.Name {
		return nil, errs.InvalidField("name", "Tên mới trùng tên hiện tại.", "It has this name already.")
	}
	if err := b.lasts(); err != nil {
		return nil, err
	}
	next := *b
	next.Name = name
	next.Names = slices.Clone(b.Names)
	if len(next.Names) == 0 {
		next.Names = []NameSpan{{Name: b.Name, From: b.ValidFrom}}
	}
	last := &next.Names[len(next.Names)-1]
	if on <= last.From {
		return nil, errs.InvalidField("on",
			fmt.Sprintf("Tên hiện tại có hiệu lực từ %s; tên mới phải từ sau ngày đó.", last.From.Format()),
			fmt.Sprintf("The present name is valid from %s; the new one must begin later.", last.From))
	}
	last.To = dayBefore(on)
	next.Names = append(next.Names, NameSpan{Name: name, From: on})
	return &next, nil
}

// lasts refuses to change a bloc that has ended.
func (b *Bloc) lasts() error {
	if b.ValidTo == "" {
		return nil
	}
	return errs.New(errs.WrongState,
		fmt.Sprintf("%s đã kết thúc hoạt động từ sau %s.", b.Name, b.ValidTo.Format()),
		fmt.Sprintf("%s ended on %s.", b.Name, b.ValidTo))
}

// BlocEnd is the input of the end of a bloc.
type BlocEnd struct {
	ID           string
	Version      int64
	On           viet.Date // the last day
	SuccessorIDs []string  // the blocs that take its place
	DocumentID   string    // of the decision, for the memberships
	Reason       string
}

// EndBloc ends a bloc, and with it the memberships. The bloc is written first; the same call again completes what was cut
// short.
func (r *Register) EndBloc(ctx context.Context, v access.Viewer, in BlocEnd) (*Bloc, error) {
	d, err := begin(v, access.Update, "bloc.end", in.Reason)
	if err = cmp.Or(err, validDay("on", in.On), cleanOptional("reason", &in.Reason)); err != nil {
		return nil, err
	}
	in.SuccessorIDs = listed(in.SuccessorIDs)
	if _, err := allReferred(ctx, r.blocs, "successorIds", in.SuccessorIDs); err != nil {
		return nil, err
	}
	if err := optional(ctx, r.legalReferences, "documentId", in.DocumentID); err != nil {
		return nil, err
	}
	b, err := r.endBloc(ctx, d, in)
	if err != nil {
		return nil, err
	}
	byBloc, err := r.memberships.FindPer(ctx, "blocId", []string{b.ID}, store.Query{Limit: store.MaxLimit})
	if err != nil {
		return nil, err
	}
	var writes []store.Write
	for _, before := range byBloc[b.ID] {
		after, err := before.endedBy(in.On, cmp.Or(in.Reason, "Khối kết thúc hoạt động."), in.DocumentID)
		if err != nil {
			return nil, err
		}
		if after == before {
			continue
		}
		w, err := r.memberships.Replacing(before, after, d.act())
		if err != nil {
			return nil, err
		}
		writes = append(writes, w)
	}
	if len(writes) > 0 {
		if _, err := r.store.Apply(ctx, writes...); err != nil {
			return nil, fmt.Errorf("end the memberships of %s: %w", b.ID, err)
		}
	}
	return b, nil
}

// endBloc writes the end of a bloc, or finds it written.
func (r *Register) endBloc(ctx context.Context, d doing, in BlocEnd) (*Bloc, error) {
	b, err := referred(ctx, r.blocs, "id", in.ID)
	if err != nil {
		return nil, err
	}
	if b.ValidTo == in.On && b.Version == in.Version+1 {
		return b, r.may(ctx, d, b)
	}
	return change(ctx, r, r.blocs, d, Ref{in.ID, in.Version}, func(b *Bloc) (*Bloc, error) { return b.ended(in.On, in.SuccessorIDs) })
}

// ended returns the bloc as over after its last day, with the blocs that take its place.
func (b *Bloc) ended(on viet.Date, successorIDs []string) (*Bloc, error) {
	if err := cmp.Or(b.lasts(), inOrder("on", b.ValidFrom, on)); err != nil {
		return nil, err
	}
	if n := len(b.Names); n > 0 {
		if err := inOrder("on", b.Names[n-1].From, on); err != nil {
			return nil, err
		}
	}
	if slices.Contains(successorIDs, b.ID) {
		return nil, errs.InvalidField("successorIds", "Khối không thể kế tục chính nó.", "A bloc cannot take its own place.")
	}
	next := *b
	next.ValidTo, next.SuccessorIDs = on, successorIDs
	return &next, nil
}

// MembershipChange is the input of a correction of a membership; nil keeps what there is, "" takes it away.
type MembershipChange struct {
	ID         string
	Version    int64
	Ordinal    *int64
	From       *viet.Date
	To         *viet.Date // the last day
	Reason     *string
	DocumentID *string
}

// UpdateMembership corrects a membership: its place in the list, its days, why it began or ended.
func (r *Register) UpdateMembership(ctx context.Context, v access.Viewer, in MembershipChange) (*BlocMembership, error) {
	d, err := begin(v, access.Update, "bloc.correctmember", "")
	if err != nil {
		return nil, err
	}
	return change(ctx, r, r.memberships, d, Ref{in.ID, in.Version}, func(m *BlocMembership) (*BlocMembership, error) {
		next := *m
		set(&next.Ordinal, in.Ordinal)
		set(&next.From, in.From)
		set(&next.To, in.To)
		set(&next.Reason, in.Reason)
		set(&next.DocumentID, in.DocumentID)
		err := cmp.Or(cleanOptional("reason", &next.Reason), optional(ctx, r.legalReferences, "documentId", next.DocumentID))
		if err != nil {
			return nil, err
		}
		if err := r.joinable(ctx, &next); err != nil {
			return nil, err
		}
		return &next, cmp.Or(r.keepsOffices(ctx, m, &next, "to"), r.keepsScoreSheets(ctx, m, &next, "to"))
	})
}

// joinable refuses a membership that its bloc, its unit or its other memberships do not allow.
func (r *Register) joinable(ctx context.Context, m *BlocMembership) error {
	b, err := referred(ctx, r.blocs, "blocId", m.BlocID)
	if err != nil {
		return err
	}
	u, err := referred(ctx, r.units, "unitId", m.UnitID)
	if err != nil {
		return err
	}
	others, err := r.memberships.Find(ctx, store.Query{Where: store.And{
		store.Eq{Field: "blocId", Value: m.BlocID}, store.Eq{Field: "unitId", Value: m.UnitID},
	}, Sort: MembershipsOldest.Order().Sort, Limit: store.MaxLimit})
	if err != nil {
		return err
	}
	others = slices.DeleteFunc(others, func(o *BlocMembership) bool { return o.ID == m.ID })
	return m.joining(b, u, others)
}

// keepsOffices refuses to take the day out of a membership on which an office of the unit in the bloc was proposed: a head
// or deputy is a member on that day.
func (r *Register) keepsOffices(ctx context.Context, before, after *BlocMembership, path string) error {
	terms, err := r.officeTerms.FindPer(ctx, "unitId", []string{before.UnitID}, store.Query{Sort: OfficesNewest.Order().Sort, Limit: store.MaxLimit})
	if err != nil {
		return err
	}
	for _, t := range terms[before.UnitID] {
		held := t.BlocID == before.BlocID && (t.Status == OfficeProposed || t.Status == OfficeConfirmed)
		if held && within(t.ProposedOn, before.From, before.To) && !within(t.ProposedOn, after.From, after.To) {
			return errs.InvalidField(path,
				fmt.Sprintf("Đơn vị được giới thiệu giữ chức vụ trong khối ngày %s; hãy kết thúc nhiệm kỳ đó trước.", t.ProposedOn.Format()),
				fmt.Sprintf("The unit was proposed for an office in the bloc on %s: end that term first.", t.ProposedOn))
		}
	}
	return nil
}
