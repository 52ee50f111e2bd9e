package register

import (
	"cmp"
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/errs"
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
	d, err := begin(v, access.Create, "unit.create", "")
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
	if err := r.may(ctx, d, u); err != nil {
		return nil, err
	}
	if err := insertWithSlug(ctx, r.units, u, &u.Slug, u.OfficialName, d.act()); err != nil {
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
	d, err := begin(v, access.Publish, "unit.rename", in.Note)
	err = cmp.Or(err, cleanName("name", &in.Name), validDay("on", in.On), cleanOptional("note", &in.Note))
	return r.changeUnit(ctx, d, err, Ref{in.ID, in.Version}, in.DocumentID, func(u *Unit) (*Unit, error) {
		return u.renamed(in.Name, in.On, in.DocumentID, in.Note)
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
	d, err := begin(v, access.Publish, "unit.transfer", in.Note)
	province, invalid := in.Province.clean("province")
	err = cmp.Or(err, invalid, validDay("on", in.On), cleanOptional("note", &in.Note))
	return r.changeUnit(ctx, d, err, Ref{in.ID, in.Version}, in.DocumentID, func(u *Unit) (*Unit, error) {
		return u.transferred(province, in.On, in.DocumentID, in.Note)
	})
}

// UnitMove is the input of a change of the unit above.
type UnitMove struct {
	ID         string
	Version    int64
	ParentID   string    // empty for none
	On         viet.Date // the first day under the new one
	DocumentID string
	Note       string
}

// MoveUnit puts a unit under another from a day on.
func (r *Register) MoveUnit(ctx context.Context, v access.Viewer, in UnitMove) (*Unit, error) {
	d, err := begin(v, access.Publish, "unit.move", in.Note)
	err = cmp.Or(err, validDay("on", in.On), cleanOptional("note", &in.Note))
	if err == nil {
		err = r.hangsUnder(ctx, in.ID, in.ParentID)
	}
	return r.changeUnit(ctx, d, err, Ref{in.ID, in.Version}, in.DocumentID, func(u *Unit) (*Unit, error) {
		return u.moved(in.ParentID, in.On, in.DocumentID, in.Note)
	})
}

// maxUnitDepth bounds the units above one another.
const maxUnitDepth = 10

// hangsUnder refuses a unit above that does not exist, or that is the unit itself or below it.
func (r *Register) hangsUnder(ctx context.Context, id, parentID string) error {
	for above, depth := parentID, 0; above != ""; depth++ {
		if above == id || depth == maxUnitDepth {
			return errs.InvalidField("parentId",
				fmt.Sprintf("Đơn vị không thể trực thuộc chính nó hoặc đơn vị cấp dưới của nó, và không sâu quá %d cấp.", maxUnitDepth),
				fmt.Sprintf("A unit cannot be below itself or a unit below it, nor more than %d levels deep.", maxUnitDepth))
		}
		parent, err := referred(ctx, r.units, "parentId", above)
		if err != nil {
			return err
		}
		above = parent.ParentID
	}
	return nil
}

// UnitChange is the input of a change of a unit's details, by which no history is made; nil keeps what there is.
type UnitChange struct {
	ID        string
	Version   int64
	ShortName *string
	Aliases   *[]string
	Code      *string
	Slug      *string // the old address finds the unit no more
	Type      *UnitType
	Level     *AdminLevel
}

// UpdateUnit changes a unit's details. Its name, its province and the unit above it have a history: see RenameUnit,
// TransferProvince and MoveUnit.
func (r *Register) UpdateUnit(ctx context.Context, v access.Viewer, in UnitChange) (*Unit, error) {
	d, err := begin(v, access.Update, "unit.update", "")
	if err != nil {
		return nil, err
	}
	return change(ctx, r, r.units, d, Ref{in.ID, in.Version}, in.apply)
}

func (in UnitChange) apply(u *Unit) (*Unit, error) {
	next := *u
	set(&next.ShortName, in.ShortName)
	set(&next.Aliases, in.Aliases)
	set(&next.Code, in.Code)
	set(&next.Slug, in.Slug)
	set(&next.Type, in.Type)
	set(&next.Level, in.Level)
	aliases, err := cleanNames("aliases", next.Aliases)
	next.Aliases = aliases
	return &next, cmp.Or(
		cleanOptional("shortName", &next.ShortName), err, cleanOptional("code", &next.Code), keptSlug(next.Slug),
		known("type", next.Type, unitTypes()...), known("level", next.Level, adminLevels()...),
	)
}

// set changes a part if there is a value.
func set[T any](part, v *T) {
	if v != nil {
		*part = *v
	}
}

// changeUnit changes one unit by a document, unless the input was found to be invalid.
func (r *Register) changeUnit(
	ctx context.Context, d doing, invalid error, ref Ref, documentID string, to func(*Unit) (*Unit, error),
) (*Unit, error) {
	if invalid != nil {
		return nil, invalid
	}
	if err := optional(ctx, r.legalReferences, "documentId", documentID); err != nil {
		return nil, err
	}
	return change(ctx, r, r.units, d, ref, to)
}
