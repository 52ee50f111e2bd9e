package register

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// UnitFilter chooses units; an empty field is no condition.
type UnitFilter struct {
	Name     *string // every word of it, in any name that the unit ever had
	Type     []UnitType
	Level    []AdminLevel
	Province *string // code; also of a province that it belonged to once
	Parent   *string
	ExistsOn *viet.Date
}

func (f UnitFilter) where() store.Where {
	return store.All(
		oneOf("type", f.Type), oneOf("level", f.Level), is("provinces.code", f.Province), is("parentId", f.Parent),
		words(f.Name), lasting("validFrom", "validTo", f.ExistsOn),
	)
}

// UnitOrder is an order of units.
type UnitOrder string

// UnitsByName is the Vietnamese alphabetical order of the newest names.
const UnitsByName UnitOrder = "NAME"

// Order returns the order for the store.
func (UnitOrder) Order() store.Order[Unit] {
	return sortBy(false, func(u *Unit) []any { return []any{u.SortKey} }, "sortKey")
}

// Units returns a page of units.
func (r *Register) Units(ctx context.Context, _ access.Viewer, f UnitFilter, o UnitOrder, p store.Page) ([]*Unit, error) {
	return r.units.Find(ctx, store.Query{Where: f.where(), Sort: o.Order().Sort}.Paged(p))
}

// CountUnits counts units.
func (r *Register) CountUnits(ctx context.Context, _ access.Viewer, f UnitFilter) (int64, error) {
	return r.units.Count(ctx, f.where())
}

// UnitsByID returns those of the units that exist; under the ID of a duplicate that was joined, the one that stays.
func (r *Register) UnitsByID(ctx context.Context, _ access.Viewer, ids []string) (map[string]*Unit, error) {
	found, err := r.units.ByIDs(ctx, ids, store.Whole)
	if err != nil {
		return nil, err
	}
	return throughJoins(ctx, r.units, nil, ids, found, func(u *Unit) []string { return u.JoinedIDs })
}

// UnitBySlug returns the unit of an address, also if that is the one of a duplicate that was joined into it, or
// [errs.NotFound].
func (r *Register) UnitBySlug(ctx context.Context, _ access.Viewer, slug string) (*Unit, error) {
	u, err := r.units.First(ctx, store.Query{Where: store.Eq{Field: "slug", Value: slug}}, slug)
	if errs.CodeOf(err) == errs.NotFound {
		return r.units.First(ctx, store.Query{Where: store.Eq{Field: "joinedSlugs", Value: slug}}, slug)
	}
	return u, err
}

// UnitsOfParents returns the units under each unit, by the upper one.
func (r *Register) UnitsOfParents(ctx context.Context, _ access.Viewer, parentIDs []string, f UnitFilter, o UnitOrder, p store.Page) (map[string][]*Unit, error) {
	return r.units.FindPer(ctx, "parentId", parentIDs, store.Query{Where: f.where(), Sort: o.Order().Sort}.Paged(p))
}

// UnitsContinuing returns the units that continue each unit, near and far, by the older one.
func (r *Register) UnitsContinuing(ctx context.Context, _ access.Viewer, unitIDs []string, o UnitOrder, p store.Page) (map[string][]*Unit, error) {
	return r.units.FindPer(ctx, "lineage", unitIDs, store.Query{Sort: o.Order().Sort}.Paged(p))
}
