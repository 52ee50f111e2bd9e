package register

import (
	"cmp"
	"context"

	"thidua/internal/access"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// DecisionKey returns the form in which the spellings of a decision's number are equal; "" for what is no number.
func DecisionKey(number string) string { return numberKey(number) }

// DecisionsNumbered returns the decisions of each number that exist for the viewer, by [DecisionKey]: one store call. At
// most [store.MaxLimit] decisions.
func (r *Register) DecisionsNumbered(ctx context.Context, v access.Viewer, keys []string) (map[string][]*Decision, error) {
	found := make(map[string][]*Decision, len(keys))
	if len(keys) == 0 {
		return found, nil
	}
	docs, err := r.decisions.Find(ctx, store.Query{
		Where: store.All(store.AnyOf("numberKey", listed(keys)...), public(v)), Limit: store.MaxLimit,
	})
	for _, d := range docs {
		found[d.NumberKey] = append(found[d.NumberKey], d)
	}
	return found, err
}

// PersonKey returns the form in which names that are the same, but for case and habits of spelling, are equal.
func PersonKey(fullName string) string { return personSortKey(fullName) }

// PeopleNamed returns the people of each name that exist for the viewer, by [PersonKey]: one store call. At most
// [store.MaxLimit] people.
func (r *Register) PeopleNamed(ctx context.Context, v access.Viewer, keys []string) (map[string][]*Person, error) {
	found := make(map[string][]*Person, len(keys))
	if len(keys) == 0 {
		return found, nil
	}
	docs, err := r.people.Find(ctx, store.Query{
		Where: store.All(store.AnyOf("sortKey", listed(keys)...), public(v)), Limit: store.MaxLimit,
	})
	for _, p := range docs {
		found[p.SortKey] = append(found[p.SortKey], p)
	}
	return found, err
}

// PreparePerson returns a person as it would be saved, at the units given, without saving it.
func (r *Register) PreparePerson(ctx context.Context, v access.Viewer, in NewPerson, id string) (*Person, error) {
	d, err := begin(v, access.Create, "person.create", "")
	if err != nil {
		return nil, err
	}
	p := &Person{
		FullName: in.FullName, Honorific: in.Honorific, Positions: in.Positions, StaffCategory: in.StaffCategory, Public: in.Public,
	}
	if _, err := p.clean(); err != nil {
		return nil, err
	}
	p.ID = cmp.Or(id, r.people.IDs.Next(r.people.Prefix, r.people.Now()))
	p.Derive()
	if err := r.may(ctx, d, p); err != nil { // that the viewer makes it says nothing for them
		return nil, err
	}
	p.CreatedBy = v.Actor
	return p, nil
}

// PrepareDecision returns a decision of an issuer as it would be saved, without saving it.
func (r *Register) PrepareDecision(ctx context.Context, v access.Viewer, in NewDecision, issuer *Unit, id string) (*Decision, error) {
	d, err := begin(v, access.Create, "decision.create", "")
	if err == nil {
		err = in.check()
	}
	if err != nil {
		return nil, err
	}
	decision, err := in.issuedBy(issuer)
	if err != nil {
		return nil, err
	}
	decision.ID = cmp.Or(id, r.decisions.IDs.Next(r.decisions.Prefix, r.decisions.Now()))
	decision.Derive()
	if err := r.may(ctx, d, decision); err != nil {
		return nil, err
	}
	decision.CreatedBy = v.Actor
	return decision, nil
}

// ExistsIn reports whether the unit exists on a day of a year.
func (u *Unit) ExistsIn(year int64) bool {
	return overlap(u.ValidFrom, u.ValidTo, firstDayOf(year), lastDayOf(year))
}

// Held reports whether the person holds or held a position at one of the units.
func (p *Person) Held(unitIDs ...string) bool {
	for _, pos := range p.Positions {
		for _, id := range unitIDs {
			if pos.UnitID == id {
				return true
			}
		}
	}
	return false
}

// LastDayOf returns 31 December, the day as of which a year's records name units when no other is known.
func LastDayOf(year int64) viet.Date { return lastDayOf(year) }

// ValidOn reports whether awards of the type may be given on a day.
func (t *AwardType) ValidOn(day viet.Date) bool { return within(day, t.ValidFrom, t.ValidTo) }
