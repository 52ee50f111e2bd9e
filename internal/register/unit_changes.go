package register

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// NewUnit is the input of a new unit.
type NewUnit struct {
	OfficialName string
	ShortName    string
	Aliases      []string
	Code         string // unique, if given
	Slug         string // made from the name if empty
	Type         UnitType
	Level        AdminLevel
	ParentID     string
	ValidFrom    viet.Date // empty if not known
	Province     *Province // since ValidFrom
}

// CreateUnit creates a unit.
func (r *Register) CreateUnit(ctx context.Context, v access.Viewer, in NewUnit) (*Unit, error) {
	a, err := act(v, "unit.create", "")
	if err != nil {
		return nil, err
	}
	u, err := in.unit()
	if err != nil {
		return nil, err
	}
	if err := optional(ctx, r.units, "parentId", in.ParentID); err != nil {
		return nil, err
	}
	if err := insertWithSlug(ctx, r.units, u, &u.Slug, u.OfficialName, a); err != nil {
		return nil, err
	}
	return u, nil
}

// unit checks the input and returns the unit that it describes.
func (in NewUnit) unit() (*Unit, error) {
	aliases, err := cleanNames("aliases", in.Aliases)
	err = cmp.Or(
		cleanName("officialName", &in.OfficialName), cleanOptional("shortName", &in.ShortName), err,
		cleanOptional("code", &in.Code), validSlug(in.Slug), optionalDay("validFrom", in.ValidFrom),
		known("type", in.Type, unitTypes()...), known("level", in.Level, adminLevels()...),
	)
	if err != nil {
		return nil, err
	}
	u := &Unit{
		OfficialName: in.OfficialName, ShortName: in.ShortName, Aliases: aliases, Code: in.Code, Slug: in.Slug,
		Type: in.Type, Level: in.Level, ParentID: in.ParentID, ValidFrom: in.ValidFrom,
		Names:       []NameSpan{{Name: in.OfficialName, From: in.ValidFrom}},
		Successions: []Succession{}, Provinces: []ProvinceSpan{}, Lineage: []string{},
	}
	if in.Province != nil {
		p, err := in.Province.clean("province")
		if err != nil {
			return nil, err
		}
		u.Provinces = append(u.Provinces, ProvinceSpan{Code: p.Code, Name: p.Name, From: in.ValidFrom})
	}
	return u, nil
}

func (p Province) clean(path string) (Province, error) {
	err := cmp.Or(cleanName(path+".code", &p.Code), cleanName(path+".name", &p.Name))
	return p, err
}

// UnitRename is the input of a new official name.
type UnitRename struct {
	ID         string
	Version    int64
	Name       string
	On         viet.Date // the first day of the new name
	DocumentID string    // legal reference, if known
	Note       string
}

// RenameUnit gives a unit a new official name. Records of earlier days keep the name of their day.
func (r *Register) RenameUnit(ctx context.Context, v access.Viewer, in UnitRename) (*Unit, error) {
	err := cmp.Or(cleanName("name", &in.Name), validDay("on", in.On), cleanOptional("note", &in.Note))
	return r.changeUnit(ctx, v, "unit.rename", unitChange{
		id: in.ID, version: in.Version, documentID: in.DocumentID, invalid: err,
		to: func(u *Unit) (*Unit, error) { return u.renamed(in.Name, in.On, in.DocumentID, in.Note) },
	})
}

// UnitTransfer is the input of a change of province.
type UnitTransfer struct {
	ID         string
	Version    int64
	Province   Province
	On         viet.Date // the first day in the new province
	DocumentID string
	Note       string
}

// TransferProvince records that a unit belongs to another province from a day on. Awards keep the province of their year.
func (r *Register) TransferProvince(ctx context.Context, v access.Viewer, in UnitTransfer) (*Unit, error) {
	province, err := in.Province.clean("province")
	err = cmp.Or(err, validDay("on", in.On), cleanOptional("note", &in.Note))
	return r.changeUnit(ctx, v, "unit.transfer", unitChange{
		id: in.ID, version: in.Version, documentID: in.DocumentID, invalid: err,
		to: func(u *Unit) (*Unit, error) { return u.transferred(province, in.On, in.DocumentID, in.Note) },
	})
}

// unitChange is a change of one unit whose input was found to be invalid or not.
type unitChange struct {
	id, documentID string
	version        int64
	invalid        error
	to             func(*Unit) (*Unit, error)
}

func (r *Register) changeUnit(ctx context.Context, v access.Viewer, action string, by unitChange) (*Unit, error) {
	a, err := act(v, action, "")
	if err = cmp.Or(err, by.invalid); err != nil {
		return nil, err
	}
	if err := optional(ctx, r.legalReferences, "documentId", by.documentID); err != nil {
		return nil, err
	}
	return change(ctx, r.units, by.id, by.version, a, by.to)
}

// UnitMerger is the input of a merger: the old units, and the one that continues them, which exists (Into) or begins with
// the merger (New).
type UnitMerger struct {
	FromIDs    []string
	IntoID     string
	New        *NewUnit  // its ValidFrom is the day of the merger
	On         viet.Date // the first day of the merged unit
	DocumentID string
	Note       string
}

// MergeUnits merges units into one, which it returns: the old units end on the day before, and with them their
// memberships of blocs; the new one takes over their history. The units are written one after the other, the successor
// first; the same call again completes a merger that was cut short, and changes nothing in one that is complete.
func (r *Register) MergeUnits(ctx context.Context, v access.Viewer, in UnitMerger) (*Unit, error) {
	a, err := act(v, "unit.merge", in.Note)
	err = cmp.Or(err, in.check())
	if err != nil {
		return nil, err
	}
	in.FromIDs = listed(in.FromIDs)
	if err := optional(ctx, r.legalReferences, "documentId", in.DocumentID); err != nil {
		return nil, err
	}
	byID, err := allReferred(ctx, r.units, "fromIds", in.FromIDs)
	if err != nil {
		return nil, err
	}
	olds := make([]*Unit, len(in.FromIDs))
	for i, id := range in.FromIDs {
		olds[i] = byID[id]
	}
	before, err := r.successor(ctx, in)
	if err != nil {
		return nil, err
	}
	after, err := before.continuing(olds)
	if err != nil {
		return nil, err
	}
	ended, err := r.endings(ctx, in, after.ID, olds, a)
	if err != nil {
		return nil, err
	}
	switch {
	case before.Version == 0:
		err = insertWithSlug(ctx, r.units, after, &after.Slug, after.OfficialName, a)
	case after != before:
		err = r.units.Replace(ctx, before, after, a)
	}
	if err != nil {
		return nil, err
	}
	if len(ended) > 0 {
		if _, err := r.store.Apply(ctx, ended...); err != nil {
			return nil, fmt.Errorf("end the units merged into %s: %w", after.ID, err)
		}
	}
	return after, nil
}

func (in *UnitMerger) check() error {
	if len(in.FromIDs) == 0 || (in.IntoID == "") == (in.New == nil) {
		return errs.InvalidField("fromIds",
			"Hãy nêu các đơn vị bị sáp nhập và đúng một đơn vị kế thừa, đã có hoặc mới.",
			"Name the units to merge, and exactly one successor: an existing unit or a new one.")
	}
	return cmp.Or(validDay("on", in.On), cleanOptional("note", &in.Note))
}

// successor returns the unit that continues the merged ones: as it exists, also from an earlier attempt at this merger, or
// as it is to be inserted, with an ID and version 0.
func (r *Register) successor(ctx context.Context, in UnitMerger) (*Unit, error) {
	if in.IntoID != "" {
		u, err := referred(ctx, r.units, "intoId", in.IntoID)
		if err != nil {
			return nil, err
		}
		if !u.ExistsOn(in.On) {
			return nil, errs.InvalidField("intoId",
				u.OfficialName+" không tồn tại vào ngày sáp nhập.",
				u.OfficialName+" does not exist on the day of the merger.")
		}
		return u, nil
	}
	begun := *in.New
	begun.ValidFrom = in.On
	u, err := begun.unit()
	if err != nil {
		if e := errs.As(err); e != nil {
			inner := *e
			inner.Field = append([]string{"new"}, e.Field...)
			return nil, &inner
		}
		return nil, err
	}
	if err := optional(ctx, r.units, "new.parentId", begun.ParentID); err != nil {
		return nil, err
	}
	heirs, err := r.units.FindPer(ctx, "lineage", in.FromIDs[:1], store.Query{Limit: store.MaxLimit})
	if err != nil {
		return nil, err
	}
	for _, heir := range heirs[in.FromIDs[0]] {
		if heir.ValidFrom == in.On && heir.OfficialName == u.OfficialName {
			return heir, nil
		}
	}
	u.ID = r.units.IDs.Next(r.units.Prefix, r.units.Now())
	return u, nil
}

// endings returns the writes that end the merged units and their memberships, without those that are done.
func (r *Register) endings(ctx context.Context, in UnitMerger, into string, olds []*Unit, a store.Act) ([]store.Write, error) {
	var writes []store.Write
	for _, before := range olds {
		after, err := before.merged(into, in.On, in.DocumentID, in.Note)
		if err != nil {
			return nil, err
		}
		if after == before {
			continue
		}
		w, err := r.units.Replacing(before, after, a)
		if err != nil {
			return nil, err
		}
		writes = append(writes, w)
	}
	memberships, err := r.memberships.FindPer(ctx, "unitId", in.FromIDs, store.Query{Limit: store.MaxLimit})
	if err != nil {
		return nil, err
	}
	reason := strings.TrimSpace("Đơn vị kết thúc do sáp nhập. " + in.Note)
	for _, id := range in.FromIDs {
		for _, before := range memberships[id] {
			after, err := before.endedBy(dayBefore(in.On), reason, in.DocumentID)
			if err != nil {
				return nil, err
			}
			if after == before {
				continue
			}
			w, err := r.memberships.Replacing(before, after, a)
			if err != nil {
				return nil, err
			}
			writes = append(writes, w)
		}
	}
	return writes, nil
}
