package register

import (
	"cmp"
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/store"
)

// PersonFilter chooses people; an empty field is no condition.
type PersonFilter struct {
	Name *string // every word of it
	Unit *string // where they hold a position or held one
}

func (f PersonFilter) where(v access.Viewer) store.Where {
	return store.All(is("positions.unitId", f.Unit), words(f.Name), public(v.IsAnonymous()))
}

// PersonOrder is an order of people.
type PersonOrder string

// PeopleByName is the order of Vietnamese lists: by given name, then by the whole name.
const PeopleByName PersonOrder = "NAME"

// Order returns the order for the store.
func (PersonOrder) Order() store.Order[Person] {
	return sortBy(false, func(p *Person) []any { return []any{p.SortKey} }, "sortKey")
}

// People returns a page of people.
func (r *Register) People(ctx context.Context, v access.Viewer, f PersonFilter, o PersonOrder, p store.Page) ([]*Person, error) {
	return r.people.Find(ctx, store.Query{Where: f.where(v), Sort: o.Order().Sort}.Paged(p))
}

// CountPeople counts people.
func (r *Register) CountPeople(ctx context.Context, v access.Viewer, f PersonFilter) (int64, error) {
	return r.people.Count(ctx, f.where(v))
}

// PeopleByID returns those of the people that exist for the viewer.
func (r *Register) PeopleByID(ctx context.Context, v access.Viewer, ids []string) (map[string]*Person, error) {
	return visible(ctx, r.people, v, ids)
}

// NewPerson is the input of a new person.
type NewPerson struct {
	FullName      string
	Honorific     string
	Positions     []Position
	StaffCategory StaffCategory // if known
	Public        bool          // whether anonymous readers may see the person
}

// CreatePerson creates a person. Namesakes are different people: their positions tell them apart.
func (r *Register) CreatePerson(ctx context.Context, v access.Viewer, in NewPerson) (*Person, error) {
	a, err := act(v, "person.create", "")
	err = cmp.Or(err, cleanName("fullName", &in.FullName), cleanOptional("honorific", &in.Honorific))
	if in.StaffCategory != "" {
		err = cmp.Or(err, known("staffCategory", in.StaffCategory, Cadre, CivilServant, PublicEmployee, Worker))
	}
	if err = cmp.Or(err, notMore("positions", len(in.Positions))); err != nil {
		return nil, err
	}
	p := &Person{
		FullName: in.FullName, Honorific: in.Honorific, StaffCategory: in.StaffCategory, Public: in.Public,
		Positions: make([]Position, len(in.Positions)),
	}
	for i, pos := range in.Positions {
		path := fmt.Sprintf("positions.%d.", i)
		err := cmp.Or(
			cleanName(path+"title", &pos.Title), optionalDay(path+"from", pos.From), optionalDay(path+"to", pos.To),
			inOrder(path+"to", pos.From, pos.To),
		)
		if err != nil {
			return nil, err
		}
		if _, err := referred(ctx, r.units, path+"unitId", pos.UnitID); err != nil {
			return nil, err
		}
		p.Positions[i] = pos
	}
	if err := insert(ctx, r.people, p, a); err != nil {
		return nil, err
	}
	return p, nil
}
