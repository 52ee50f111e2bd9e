package register

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// UnitEntry is a unit of a list.
type UnitEntry struct {
	NewUnit `bson:",inline"`
	ValidTo viet.Date `bson:"validTo,omitempty"` // its last day, of a unit that has ended; how it ended is recorded by hand
	// ID is that of the record; a new one if empty.
	ID string `bson:"id"`
}

// Taken holds, over the parts of one list, the unique values that its records take.
type Taken map[string]bool

// take takes a value of a field, unless another record of the list has.
func (t Taken) take(field, value string) bool {
	key := field + " " + value
	if t[key] {
		return false
	}
	t[key] = true
	return true
}

// PrepareUnits returns for each entry the unit as it would be saved, by the rules of one that is entered by hand. With holds
// the units of the same import that entries may be under. It saves nothing. At most [MaxBatch] entries.
func (r *Register) PrepareUnits(ctx context.Context, v access.Viewer, entries []UnitEntry, with Intake, taken Taken) ([]Prepared[Unit], error) {
	if len(entries) > MaxBatch {
		return nil, fmt.Errorf("prepare %d units: at most %d at once", len(entries), MaxBatch)
	}
	d, err := begin(v, access.Create, "unit.create", "")
	if err == nil {
		err = r.may(ctx, d, &Unit{}) // a new unit is of no unit: what holds for one holds for all
	}
	if err != nil {
		return nil, err
	}
	var parents []string
	for _, e := range entries {
		parents = append(parents, e.ParentID)
	}
	above, err := among(ctx, r.units, with.Units, parents)
	if err != nil {
		return nil, err
	}
	prepared := make([]Prepared[Unit], len(entries))
	for i := range entries {
		p := &prepared[i]
		p.Record, p.Err = r.unitOf(&entries[i], above)
	}
	if err := r.compareUnits(ctx, prepared); err != nil {
		return nil, err
	}
	return prepared, r.giveSlugs(ctx, prepared, taken)
}

// unitOf returns the unit of an entry.
func (r *Register) unitOf(e *UnitEntry, above map[string]*Unit) (*Unit, error) {
	u, err := e.unit()
	if err != nil {
		return nil, err
	}
	_, err = have(r.units, "parentId", above, e.ParentID)
	if err = cmp.Or(err, optionalDay("validTo", e.ValidTo), inOrder("validTo", e.ValidFrom, e.ValidTo)); err != nil {
		return nil, err
	}
	u.ID, u.ValidTo = cmp.Or(e.ID, r.units.IDs.Next(r.units.Prefix, r.units.Now())), e.ValidTo
	u.Derive()
	return u, nil
}

// compareUnits finds for each unit the one that is there already, and advice about others that are called alike: three
// store calls.
func (r *Register) compareUnits(ctx context.Context, prepared []Prepared[Unit]) error {
	var codes, names, likes []string
	for _, p := range prepared {
		if p.Record != nil {
			codes, names = append(codes, p.Record.Code), append(names, p.Record.nameKey())
			likes = append(likes, p.Record.LikeKeys...)
		}
	}
	coded, err := r.unitsBy(ctx, "code", codes, func(u *Unit) []string { return []string{u.Code} })
	if err != nil {
		return err
	}
	named, err := r.unitsBy(ctx, "nameKeys", names, func(u *Unit) []string { return u.NameKeys })
	if err != nil {
		return err
	}
	alike, err := r.unitsBy(ctx, "likeKeys", likes, func(u *Unit) []string { return u.LikeKeys })
	if err != nil {
		return err
	}
	for i := range prepared {
		p := &prepared[i]
		if p.Record == nil {
			continue
		}
		var others []*Unit
		for _, key := range p.Record.LikeKeys {
			others = append(others, alike[key]...)
		}
		if p.Existing = p.Record.sameAmong(coded[p.Record.Code], named[p.Record.nameKey()]); p.Existing == nil {
			p.Warnings = p.Record.resembling(listed(others))
		}
	}
	return nil
}

// unitsBy returns the units that have one of some values, by these; at most [store.MaxLimit].
func (r *Register) unitsBy(ctx context.Context, field string, values []string, of func(*Unit) []string) (map[string][]*Unit, error) {
	found := map[string][]*Unit{}
	values = slices.DeleteFunc(listed(values), func(v string) bool { return v == "" })
	for part := range slices.Chunk(values, store.MaxLimit) {
		units, err := r.units.Find(ctx, store.Query{Where: store.AnyOf(field, part...), Limit: store.MaxLimit})
		if err != nil {
			return nil, err
		}
		for _, u := range units {
			for _, value := range of(u) {
				if value != "" {
					found[value] = append(found[value], u)
				}
			}
		}
	}
	return found, nil
}

// nameKey is the key of the unit's official name in full.
func (u *Unit) nameKey() string { return nameKeys(u.Type, []string{u.OfficialName})[0] }

// sameAmong returns the unit that a new one would be a second record of: one of the same code, or, where their codes do not
// tell them apart, one of the same name below the same unit; nil if there is none. Where it is not known what one of them is
// below, the name decides.
func (u *Unit) sameAmong(coded, named []*Unit) *Unit {
	if len(coded) > 0 {
		return coded[0]
	}
	for _, other := range named {
		called := slices.ContainsFunc(other.names(), func(name string) bool { return spelled(u.OfficialName, name) })
		told := u.Code != "" && other.Code != "" || u.ParentID != "" && other.ParentID != "" && u.ParentID != other.ParentID
		if called && !told {
			return other
		}
	}
	return nil
}

// spelled reports whether a text is a name, but for case and punctuation; one that has no marks at all leaves them out.
func spelled(text, name string) bool {
	accent := viet.AccentKey(text)
	return accent == viet.AccentKey(name) || accent == viet.FoldKey(text) && accent == viet.FoldKey(name)
}

// resembling advises to look at other units that are called like a new one.
func (u *Unit) resembling(others []*Unit) []Warning {
	warnings := []Warning{}
	for _, other := range others {
		if !differentUnits(u, other) && len(warnings) < maxResembling {
			warnings = append(warnings, Warning{
				Vi: fmt.Sprintf("Đã có đơn vị tên gần giống: %s.", other.OfficialName),
				En: fmt.Sprintf("There is a unit with a name like it: %s.", other.OfficialName),
			})
		}
	}
	return warnings
}

// maxResembling bounds the units that advice names.
const maxResembling = 3

// giveSlugs gives each unit that is to be saved the slug that it would get if it were entered by hand after those before it,
// and refuses those whose slug or code another record of the list takes. One store call, and one more for each time that
// some of the slugs turn out to be taken.
func (r *Register) giveSlugs(ctx context.Context, prepared []Prepared[Unit], taken Taken) error {
	waiting := map[*Prepared[Unit]]int{} // the number of the slug that is tried next
	for i := range prepared {
		p := &prepared[i]
		switch {
		case p.Record == nil || p.Existing != nil:
		case p.Record.Code != "" && !taken.take("code", p.Record.Code):
			p.Record, p.Err = nil, errs.InvalidField("code", "Một dòng trước đã dùng mã này.", "A row before has this code.")
		case p.Record.Slug != "":
			waiting[p] = 0
		default:
			waiting[p] = 1
		}
	}
	for len(waiting) > 0 {
		wanted := map[string]*Prepared[Unit]{}
		for i := range prepared { // in order, so that the first gets the first
			p := &prepared[i]
			n, waits := waiting[p]
			if !waits {
				continue
			}
			if n, p.Err = p.Record.nextSlug(n, taken); p.Err != nil {
				p.Record = nil
				delete(waiting, p)
				continue
			}
			waiting[p], wanted[p.Record.Slug] = n, p
		}
		held, err := r.unitsBy(ctx, "slug", slices.Collect(maps.Keys(wanted)), func(u *Unit) []string { return []string{u.Slug} })
		if err != nil {
			return err
		}
		for slug, p := range wanted {
			if len(held[slug]) == 0 {
				delete(waiting, p)
			}
		}
	}
	return nil
}

// nextSlug takes the next slug that no record of the list has, from the n-th on, and returns the number to go on with. A
// slug that was given, under number 0, is tried once.
func (u *Unit) nextSlug(n int, taken Taken) (int, error) {
	if n == 0 {
		if !taken.take("slug", u.Slug) {
			return 0, errs.InvalidField("slug", "Đường dẫn này đã được dùng.", "This slug is taken.")
		}
		return -1, nil
	}
	base := cmp.Or(viet.Slug(u.OfficialName), "uni-"+strings.ToLower(u.ID[len(u.ID)-10:]))
	if n == 1 && viet.ReservedSlug(base) {
		n = 2
	}
	for ; n > 0 && n < maxSlugTries; n++ {
		if u.Slug = viet.NumberedSlug(base, n); taken.take("slug", u.Slug) {
			return n + 1, nil
		}
	}
	return 0, errs.InvalidField("slug", "Đường dẫn này đã được dùng.", "This slug is taken.")
}

// UnitDifferences returns in which fields a unit of a list differs from the one that is there, by their names in the schema.
// What the list does not say differs from nothing.
func UnitDifferences(present, fromList *Unit) []Difference {
	return differences([]Difference{
		{"officialName", present.OfficialName, fromList.OfficialName},
		{"shortName", present.ShortName, fromList.ShortName},
		{"code", present.Code, fromList.Code},
		{"type", string(present.Type), string(fromList.Type)},
		{"level", string(present.Level), string(fromList.Level)},
		{"parentId", present.ParentID, fromList.ParentID},
		{"validFrom", string(present.ValidFrom), string(fromList.ValidFrom)},
		{"validTo", string(present.ValidTo), string(fromList.ValidTo)},
	})
}

// SameUnit reports whether two preparations of one entry came to the same unit.
func (r *Register) SameUnit(a, b *Unit) (bool, error) { return same(r.units, a, b) }
