package register

import (
	"fmt"

	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// TitleRegistration (đăng ký danh hiệu) says which award a member of a bloc, or somebody who belongs to one, aims at in a
// year. It is a wish of the beginning of the year: whoever is nominated at its end has an [Award].
type TitleRegistration struct {
	store.Head      `bson:",inline"`
	BlocYearID      string     `bson:"blocYearId"`
	BlocID          string     `bson:"blocId"` // of the bloc-year
	Year            int64      `bson:"year"`
	UnitID          string     `bson:"unitId"` // the member of the bloc that the recipient is or belongs to
	Recipient       Recipient  `bson:"recipient"`
	AwardTypeID     string     `bson:"awardTypeId"`
	TypeName        string     `bson:"typeName"` // what the award was called then
	Form            AwardForm  `bson:"form"`     // of the type; kept for filters
	RegisteredOn    viet.Date  `bson:"registeredOn"`
	State           TitleState `bson:"state"`
	WithdrawnReason string     `bson:"withdrawnReason,omitempty"`
	Public          bool       `bson:"public"` // whether anonymous readers may see it
	Note            string     `bson:"note,omitempty"`
	// Entry is derived: the unique key that keeps a recipient from registering for one award twice in a bloc-year, whatever
	// happens at the same time. One that is withdrawn has none. A household, which has no ID, is told by its unit and name.
	Entry string `bson:"entry,omitempty"`
	// HouseholdMask says why readers do not see the name of the household that registers.
	HouseholdMask *Mask    `bson:"householdMask,omitempty"`
	Terms         []string `bson:"terms"`   // derived: search terms of the recipient's name, as readers see it
	SortKey       string   `bson:"sortKey"` // derived: Vietnamese order of that name
}

// TitleState is whether a registration stands.
type TitleState string

// The states.
const (
	TitleRegistered TitleState = "REGISTERED"
	TitleWithdrawn  TitleState = "WITHDRAWN"
)

// Derive computes the key of the entry, the search terms and the sort key.
func (t *TitleRegistration) Derive() {
	name := t.RecipientName()
	t.Terms = searchTerms(name)
	t.SortKey = viet.SortKey(name)
	t.Entry = ""
	if t.State == TitleWithdrawn {
		return
	}
	who := t.Recipient.ID
	if who == "" {
		who = t.UnitID + " " + viet.SortKey(t.Recipient.Name) // also where it is masked: initials are those of many
	}
	t.Entry = fmt.Sprintf("%s %s %s", t.BlocYearID, t.AwardTypeID, who)
}

// withdrawn returns the registration as taken back, for a reason.
func (t *TitleRegistration) withdrawn(reason string) (*TitleRegistration, error) {
	if t.State == TitleWithdrawn {
		return nil, errs.New(errs.WrongState, "Đăng ký này đã được rút.", "The registration is withdrawn already.")
	}
	next := *t
	next.State, next.WithdrawnReason = TitleWithdrawn, reason
	return &next, nil
}

// StatusLabel returns in Vietnamese what the registration may be called in public.
func (t *TitleRegistration) StatusLabel() string {
	if t.State == TitleWithdrawn {
		return "Đã rút đăng ký " + t.TypeName
	}
	return "Đăng ký " + t.TypeName
}

// RecipientKind returns what kind of recipient it is.
func (t *TitleRegistration) RecipientKind() RecipientKind { return t.Recipient.Kind }

// roll is what is known of a bloc's members and the units below them.
type roll struct {
	units   map[string]*Unit
	members map[string][]*BlocMembership // by unit
}

// memberOn returns the member of the bloc on a day that the unit is or is below; "" if there is none.
func (r roll) memberOn(day viet.Date, unitID string) string {
	for depth := 0; unitID != "" && depth <= maxUnitDepth; depth++ {
		for _, m := range r.members[unitID] {
			if within(day, m.From, m.To) {
				return unitID
			}
		}
		u := r.units[unitID]
		if u == nil {
			return ""
		}
		unitID = u.ParentID
	}
	return ""
}

// side returns the member of the bloc to which a recipient belongs on a day: a unit is the member or below it, a person has
// a position there. The unit of the input says where a household belongs, and which of several positions of a person is meant.
func (r roll) side(day viet.Date, who Recipient, unitID string, p *Person) (string, error) {
	var from []string
	switch who.Kind {
	case UnitRecipient:
		from = []string{who.ID}
	case HouseholdRecipient:
		from = []string{unitID}
	case PersonRecipient:
		for _, pos := range p.Positions {
			if within(day, pos.From, pos.To) {
				from = append(from, pos.UnitID)
			}
		}
	}
	for _, id := range from {
		member := r.memberOn(day, id)
		if member != "" && (unitID == "" || unitID == id || unitID == member) {
			return member, nil
		}
	}
	path := "recipient.id"
	if who.Kind == HouseholdRecipient {
		path = "unitId"
	}
	return "", errs.InvalidField(path,
		fmt.Sprintf("Đối tượng không là, hoặc không thuộc, thành viên của khối vào ngày %s.", day.Format()),
		fmt.Sprintf("The recipient is, or belongs to, no member of the bloc on %s.", day))
}
