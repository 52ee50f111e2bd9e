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
	return store.All(is("positions.unitId", f.Unit), words(f.Name), public(v))
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

// PeopleByID returns those of the people that exist for the viewer; under the ID of a duplicate that was joined, the one that
// stays.
func (r *Register) PeopleByID(ctx context.Context, v access.Viewer, ids []string) (map[string]*Person, error) {
	found, err := visible(ctx, r.people, v, ids)
	if err != nil {
		return nil, err
	}
	return throughJoins(ctx, r.people, public(v), ids, found, func(p *Person) []string { return p.JoinedIDs })
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
	d, err := begin(v, access.Create, "person.create", "")
	if err != nil {
		return nil, err
	}
	p := &Person{
		FullName: in.FullName, Honorific: in.Honorific, Positions: in.Positions, StaffCategory: in.StaffCategory, Public: in.Public,
	}
	if err := r.checkPerson(ctx, p); err != nil {
		return nil, err
	}
	if err := create(ctx, r, r.people, d, p); err != nil {
		return nil, err
	}
	return p, nil
}

// PersonChange is the input of a change of a person; nil keeps what there is, "" takes it away.
type PersonChange struct {
	ID            string
	Version       int64
	FullName      *string
	Honorific     *string
	Positions     *[]Position // all of them, oldest first
	StaffCategory *StaffCategory
	Public        *bool
}

// UpdatePerson changes a person. Records of earlier days keep the name that they have.
func (r *Register) UpdatePerson(ctx context.Context, v access.Viewer, in PersonChange) (*Person, error) {
	d, err := begin(v, access.Update, "person.update", "")
	if err != nil {
		return nil, err
	}
	return change(ctx, r, r.people, d, Ref{in.ID, in.Version}, func(p *Person) (*Person, error) {
		next := *p
		set(&next.FullName, in.FullName)
		set(&next.Honorific, in.Honorific)
		set(&next.Positions, in.Positions)
		set(&next.StaffCategory, in.StaffCategory)
		set(&next.Public, in.Public)
		return &next, r.checkPerson(ctx, &next)
	})
}

// checkPerson cleans and checks a person in place, whose positions become a list of their own.
func (r *Register) checkPerson(ctx context.Context, p *Person) error {
	units, err := p.clean()
	if err != nil {
		return err
	}
	found, err := r.units.ByIDs(ctx, units, store.Whole)
	for i, id := range units {
		if err == nil && found[id] == nil {
			err = missing(r.units, fmt.Sprintf("positions.%d.unitId", i), id)
		}
	}
	return err
}

// clean is what checkPerson does without a look at the units, which it returns.
func (p *Person) clean() ([]string, error) {
	err := cmp.Or(
		cleanName("fullName", &p.FullName), cleanOptional("honorific", &p.Honorific),
		known("staffCategory", p.StaffCategory, "", Cadre, CivilServant, PublicEmployee, Worker), notMore("positions", len(p.Positions)),
	)
	if err != nil {
		return nil, err
	}
	if err := cmp.Or(allWithoutPersonalData("fullName", p.FullName, "honorific", p.Honorific), p.checkMask()); err != nil {
		return nil, err
	}
	p.Positions = append([]Position{}, p.Positions...)
	units := make([]string, len(p.Positions))
	for i := range p.Positions {
		pos, path := &p.Positions[i], fmt.Sprintf("positions.%d.", i)
		units[i] = pos.UnitID
		err := cmp.Or(
			cleanName(path+"title", &pos.Title), optionalDay(path+"from", pos.From), optionalDay(path+"to", pos.To),
			inOrder(path+"to", pos.From, pos.To), withoutPersonalData(path+"title", pos.Title),
		)
		if err != nil {
			return nil, err
		}
	}
	return units, nil
}
