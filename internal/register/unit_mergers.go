package register

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// Heir is a unit that continues others: one that exists, at the version which the caller read, or a new one, whose
// ValidFrom is the day on which it takes over.
type Heir struct {
	Unit *Ref
	New  *NewUnit
}

// UnitMerger is the input of a merger: the old units, and the one that continues them.
type UnitMerger struct {
	From       []Ref
	Into       Heir
	On         viet.Date // the first day of the merged unit
	DocumentID string
	Note       string
}

// MergeUnits merges units into one, which it returns: the old units end on the day before, and with them their
// memberships of blocs; the new one takes over their history. The units are written one after the other, the successor
// first; the same call again completes a merger that was cut short, and changes nothing in one that is complete.
func (r *Register) MergeUnits(ctx context.Context, v access.Viewer, in UnitMerger) (*Unit, error) {
	s := succession{
		kind: Merge, from: in.From, into: []Heir{in.Into}, on: in.On, documentID: in.DocumentID, note: in.Note, ends: true,
		path: func(int) string { return "into" }, fromPath: func(i int) string { return fmt.Sprintf("from.%d", i) },
	}
	_, heirs, err := r.succeed(ctx, v, "unit.merge", s)
	if err != nil {
		return nil, err
	}
	return heirs[0], nil
}

// UnitSplit is the input of a split: the old unit, and those that continue it.
type UnitSplit struct {
	ID         string
	Version    int64
	Into       []Heir
	Continues  bool      // the old unit goes on beside the new ones (tách); if not, it ends (chia)
	On         viet.Date // the first day of the new units
	DocumentID string
	Note       string
}

// SplitUnit splits a unit, and returns it with those that continue it. Like MergeUnits it can be completed by the same
// call.
func (r *Register) SplitUnit(ctx context.Context, v access.Viewer, in UnitSplit) (*Unit, []*Unit, error) {
	s := succession{
		kind: Split, from: []Ref{{in.ID, in.Version}}, into: in.Into, on: in.On, documentID: in.DocumentID, note: in.Note,
		ends: !in.Continues, path: func(i int) string { return fmt.Sprintf("into.%d", i) }, fromPath: func(int) string { return "" },
	}
	olds, heirs, err := r.succeed(ctx, v, "unit.split", s)
	if err != nil {
		return nil, nil, err
	}
	return olds[0], heirs, nil
}

// UnitDissolution is the input of the end of a unit that nothing continues.
type UnitDissolution struct {
	ID         string
	Version    int64
	On         viet.Date // the first day without it
	DocumentID string
	Note       string
}

// DissolveUnit ends a unit, and its memberships of blocs, without a successor.
func (r *Register) DissolveUnit(ctx context.Context, v access.Viewer, in UnitDissolution) (*Unit, error) {
	s := succession{
		kind: Dissolve, from: []Ref{{in.ID, in.Version}}, on: in.On, documentID: in.DocumentID, note: in.Note, ends: true,
		fromPath: func(int) string { return "" },
	}
	olds, _, err := r.succeed(ctx, v, "unit.dissolve", s)
	if err != nil {
		return nil, err
	}
	return olds[0], nil
}

// succession is what becomes of units on a day: who continues them, and whether they end.
type succession struct {
	kind       SuccessionKind
	from       []Ref
	into       []Heir
	on         viet.Date
	documentID string
	note       string
	ends       bool
	// path and fromPath say where the input has a heir and an old unit.
	path, fromPath func(int) string
}

func (s *succession) check() error {
	if err := cmp.Or(validDay("on", s.on), cleanOptional("note", &s.note), notMore("from", len(s.from)), notMore("into", len(s.into))); err != nil {
		return err
	}
	if len(s.from) == 0 {
		return errs.InvalidField("from", "Hãy nêu các đơn vị bị sáp nhập.", "Name the units to merge.")
	}
	if s.kind == Split && len(s.into) == 0 {
		return errs.InvalidField("into", "Hãy nêu các đơn vị kế thừa.", "Name the units that continue it.")
	}
	for i, h := range s.into {
		if (h.Unit == nil) == (h.New == nil) {
			return errs.InvalidField(s.path(i),
				"Mỗi đơn vị kế thừa là đúng một đơn vị: đã có hoặc mới.",
				"A successor is exactly one unit: an existing or a new one.")
		}
	}
	return nil
}

// succeed writes a succession: the heirs first, then those that continue them, then the old units and what ends with them. It returns the old units
// and the heirs as they are then.
func (r *Register) succeed(ctx context.Context, v access.Viewer, name string, s succession) (olds, heirs []*Unit, err error) {
	d, err := begin(v, access.Publish, name, s.note)
	if err = cmp.Or(err, s.check()); err != nil {
		return nil, nil, err
	}
	if err := optional(ctx, r.legalReferences, "documentId", s.documentID); err != nil {
		return nil, nil, err
	}
	if olds, err = r.succeeded(ctx, d, s); err != nil {
		return nil, nil, err
	}
	before, after, err := r.heirs(ctx, d, s, olds)
	if err != nil {
		return nil, nil, err
	}
	var into []string
	for _, h := range after {
		into = append(into, h.ID)
	}
	next, endings, err := r.endings(ctx, d, s, into, olds)
	if err != nil {
		return nil, nil, err
	}
	writes, err := r.passing(ctx, d, after)
	if err != nil {
		return nil, nil, err
	}
	writes = append(writes, endings...)
	for i := range after {
		if err := r.saveHeir(ctx, d, before[i], after[i]); err != nil {
			return nil, nil, err
		}
	}
	if len(writes) > 0 {
		if _, err := r.store.Apply(ctx, writes...); err != nil {
			return nil, nil, fmt.Errorf("end %v: %w", s.from, err)
		}
	}
	return next, after, nil
}

// succeeded returns the old units at the versions that the caller read; those that this very succession has changed
// already may have a newer one.
func (r *Register) succeeded(ctx context.Context, d doing, s succession) ([]*Unit, error) {
	ids := make([]string, len(s.from))
	for i, ref := range s.from {
		ids[i] = ref.ID
	}
	byID, err := r.units.ByIDs(ctx, ids, store.Whole)
	if err != nil {
		return nil, err
	}
	olds := make([]*Unit, len(ids))
	for i, ref := range s.from {
		path := strings.TrimPrefix(s.fromPath(i)+".id", ".")
		u := byID[ref.ID]
		switch {
		case u == nil:
			return nil, missing(r.units, path, ref.ID)
		case slices.Contains(ids[:i], ref.ID):
			return nil, errs.InvalidField(path, "Đơn vị này được nêu hai lần.", "This unit is named twice.")
		}
		if err := r.may(ctx, d, u); err != nil {
			return nil, err
		}
		if u.Version != ref.Version && !u.underwent(s.kind, s.on) {
			return nil, outdated(ctx, r.units, ref, u)
		}
		olds[i] = u
	}
	return olds, nil
}

// heirs returns the heirs as they are and as they are to be. A new one is found as it exists from an earlier attempt, or
// has an ID and version 0.
func (r *Register) heirs(ctx context.Context, d doing, s succession, olds []*Unit) (before, after []*Unit, err error) {
	for i, h := range s.into {
		var was *Unit
		if h.New != nil {
			was, err = r.newHeir(ctx, s, s.path(i), *h.New, olds)
		} else {
			was, err = r.oldHeir(ctx, d, s, s.path(i), *h.Unit)
		}
		if err != nil {
			return nil, nil, err
		}
		is, err := was.continuing(olds, s.on)
		if err != nil {
			return nil, nil, err
		}
		if h.Unit != nil && is != was && was.Version != h.Unit.Version {
			return nil, nil, outdated(ctx, r.units, *h.Unit, was)
		}
		before, after = append(before, was), append(after, is)
	}
	return before, after, nil
}

func (r *Register) oldHeir(ctx context.Context, d doing, s succession, path string, ref Ref) (*Unit, error) {
	u, err := referred(ctx, r.units, path+".unit.id", ref.ID)
	if err != nil {
		return nil, err
	}
	if !u.ExistsOn(s.on) {
		return nil, errs.InvalidField(path,
			fmt.Sprintf("%s không tồn tại vào ngày %s.", u.OfficialName, s.on.Format()),
			fmt.Sprintf("%s does not exist on %s.", u.OfficialName, s.on))
	}
	return u, r.may(ctx, d, u)
}

func (r *Register) newHeir(ctx context.Context, s succession, path string, begun NewUnit, olds []*Unit) (*Unit, error) {
	begun.ValidFrom = s.on
	u, err := begun.unit()
	if err != nil {
		return nil, inside(path+".new", err)
	}
	if err := optional(ctx, r.units, path+".new.parentId", begun.ParentID); err != nil {
		return nil, err
	}
	heirs, err := r.units.FindPer(ctx, "lineage", []string{olds[0].ID}, store.Query{Limit: store.MaxLimit})
	if err != nil {
		return nil, err
	}
	for _, heir := range heirs[olds[0].ID] {
		if heir.ValidFrom == s.on && heir.Names[0].Name == u.OfficialName {
			return heir, nil
		}
	}
	u.ID = r.units.IDs.Next(r.units.Prefix, r.units.Now())
	return u, nil
}

// inside puts the path of an error below that of the part of the input which it is about.
func inside(path string, err error) error {
	e := errs.As(err)
	if e == nil {
		return err
	}
	inner := *e
	inner.Field = append(strings.Split(path, "."), e.Field...)
	return &inner
}

func (r *Register) saveHeir(ctx context.Context, d doing, before, after *Unit) error {
	switch {
	case before.Version == 0:
		return insertWithSlug(ctx, r.units, after, &after.Slug, after.OfficialName, d.act())
	case after != before:
		return overtaken(ctx, r.units, Ref{before.ID, before.Version}, r.units.Replace(ctx, before, after, d.act()))
	}
	return nil
}

// endings returns the old units as they are to be, and the writes that make them so and end their memberships, without
// those that are done.
func (r *Register) endings(ctx context.Context, d doing, s succession, into []string, olds []*Unit) ([]*Unit, []store.Write, error) {
	var (
		next   []*Unit
		writes []store.Write
		ids    []string
	)
	for _, before := range olds {
		after, err := before.succeededBy(s, into)
		if err != nil {
			return nil, nil, err
		}
		next, ids = append(next, after), append(ids, before.ID)
		if after == before {
			continue
		}
		w, err := r.units.Replacing(before, after, d.act())
		if err != nil {
			return nil, nil, err
		}
		writes = append(writes, w)
	}
	if !s.ends {
		return next, writes, nil
	}
	memberships, err := r.memberships.FindPer(ctx, "unitId", ids, store.Query{Limit: store.MaxLimit})
	if err != nil {
		return nil, nil, err
	}
	reason := strings.TrimSpace(s.kind.endOfMembership() + " " + s.note)
	for _, id := range ids {
		for _, before := range memberships[id] {
			after, err := before.endedBy(dayBefore(s.on), reason, s.documentID)
			if err != nil {
				return nil, nil, err
			}
			if after == before {
				continue
			}
			w, err := r.memberships.Replacing(before, after, d.act())
			if err != nil {
				return nil, nil, err
			}
			writes = append(writes, w)
		}
	}
	return next, writes, nil
}

// endOfMembership is the reason of a membership that ends with its unit.
func (k SuccessionKind) endOfMembership() string {
	switch k {
	case Merge:
		return "Đơn vị kết thúc do sáp nhập."
	case Split:
		return "Đơn vị kết thúc do chia tách."
	default:
		return "Đơn vị giải thể."
	}
}
