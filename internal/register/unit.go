package register

import (
	"thidua/internal/store"
	"thidua/internal/viet"
)

// Unit (đơn vị) is a body that competes, joins blocs and receives or decides awards. A merged or renamed unit keeps
// its document: history shows it under the name of the time.
type Unit struct {
	store.Head   `bson:",inline"`
	OfficialName string         `bson:"officialName"` // the newest name, also after the unit has ended
	ShortName    string         `bson:"shortName,omitempty"`
	Aliases      []string       `bson:"aliases"` // other spellings under which texts mention it
	Code         string         `bson:"code,omitempty"`
	Slug         string         `bson:"slug"`
	Type         UnitType       `bson:"type"`
	Level        AdminLevel     `bson:"level"`
	ParentID     string         `bson:"parentId,omitempty"`
	Names        []NameSpan     `bson:"names"` // every name in time, oldest first, without gaps or overlaps
	ValidFrom    viet.Date      `bson:"validFrom,omitempty"`
	ValidTo      viet.Date      `bson:"validTo,omitempty"` // the last day of its existence; empty while it exists
	Successions  []Succession   `bson:"successions"`       // what became of it, oldest first
	Provinces    []ProvinceSpan `bson:"provinces"`         // the province it belonged to, in time
	// Lineage holds the IDs of all units that this one continues, near and far, so that the awards of a unit through
	// its mergers are found in one call.
	Lineage []string `bson:"lineage"`
	// LineageDays has for each unit of Lineage the day from which this one continues it.
	LineageDays []viet.Date `bson:"lineageDays,omitempty"`
	Terms       []string    `bson:"terms"`   // derived: search terms of all names
	SortKey     string      `bson:"sortKey"` // derived: Vietnamese order of OfficialName
	// NameKeys is derived: how texts name the unit, in full and shortened, in the spelling of [NameKey].
	NameKeys []string `bson:"nameKeys"`

	store.Origin `bson:",inline"`
	LikeKeys     []string `bson:"likeKeys"` // derived: how its names sound
	// JoinedIDs and JoinedSlugs are the IDs and addresses of duplicates that were joined into it, which lead to it.
	JoinedIDs   []string `bson:"joinedIds,omitempty"`
	JoinedSlugs []string `bson:"joinedSlugs,omitempty"`
}

// NameSpan is a name and the days on which it was official. An empty From or To is open.
type NameSpan struct {
	Name string    `bson:"name"`
	From viet.Date `bson:"from,omitempty"`
	To   viet.Date `bson:"to,omitempty"` // the last day
}

// ProvinceSpan is a province and the days on which a unit belonged to it.
type ProvinceSpan struct {
	Code string    `bson:"code"`
	Name string    `bson:"name"`
	From viet.Date `bson:"from,omitempty"`
	To   viet.Date `bson:"to,omitempty"` // the last day
}

// Succession is what became of a unit on a day.
type Succession struct {
	Kind       SuccessionKind `bson:"kind"`
	ToID       string         `bson:"toId,omitempty"` // the unit that continues it; empty if it was dissolved
	On         viet.Date      `bson:"on"`             // first day of the new state
	DocumentID string         `bson:"documentId,omitempty"`
	Note       string         `bson:"note,omitempty"` // a remark for readers, such as that the day is not certain
}

// UnitType is the kind of body (loại đơn vị).
type UnitType string

// The unit types.
const (
	PeoplesCommittee UnitType = "PEOPLES_COMMITTEE"
	Department       UnitType = "DEPARTMENT"
	Board            UnitType = "BOARD"
	Fund             UnitType = "FUND"
	PublicService    UnitType = "PUBLIC_SERVICE"
	Enterprise       UnitType = "ENTERPRISE"
	PartyBody        UnitType = "PARTY_BODY"
	MassOrganisation UnitType = "MASS_ORG"
	School           UnitType = "SCHOOL"
	ArmedForce       UnitType = "ARMED_FORCE"
	OtherUnit        UnitType = "OTHER"
)

// AdminLevel is the administrative level (cấp) of a unit, a bloc or an award type.
type AdminLevel string

// The levels. District ended on 2025-06-30 with the two-level local government, and stays for history.
const (
	StateLevel    AdminLevel = "STATE"
	MinistryLevel AdminLevel = "MINISTRY"
	ProvinceLevel AdminLevel = "PROVINCE"
	DistrictLevel AdminLevel = "DISTRICT"
	CommuneLevel  AdminLevel = "COMMUNE"
	Grassroots    AdminLevel = "GRASSROOTS"
)

// SuccessionKind is how a unit changed or ended.
type SuccessionKind string

// The kinds of succession.
const (
	Rename   SuccessionKind = "RENAME"
	Merge    SuccessionKind = "MERGE"
	Split    SuccessionKind = "SPLIT"
	Transfer SuccessionKind = "TRANSFER"
	Dissolve SuccessionKind = "DISSOLVE"
)

// NameAsOf returns the official name on a day; the oldest known name for an earlier day, the newest for a later one.
func (u *Unit) NameAsOf(day viet.Date) string {
	for i, span := range u.Names {
		if (i == 0 || within(day, span.From, "")) && within(day, "", span.To) {
			return span.Name
		}
	}
	return u.OfficialName
}

// ProvinceAsOf returns the province of the unit on a day, or nil where none is recorded.
func (u *Unit) ProvinceAsOf(day viet.Date) *ProvinceSpan {
	for i := range u.Provinces {
		if span := &u.Provinces[i]; within(day, span.From, span.To) {
			return span
		}
	}
	return nil
}

// ExistsOn reports whether the unit exists on a day.
func (u *Unit) ExistsOn(day viet.Date) bool { return within(day, u.ValidFrom, u.ValidTo) }

// within reports whether the day lies within both days, of which an empty one is open.
func within(day, from, to viet.Date) bool {
	return (from == "" || day >= from) && (to == "" || day <= to)
}

// names returns the official names of all times, and the other spellings. The short name is not one of them: units of
// many places share it.
func (u *Unit) names() []string {
	names := append([]string{u.OfficialName}, u.Aliases...)
	for _, span := range u.Names {
		names = append(names, span.Name)
	}
	return names
}

// Derive computes the search terms, the sort key, the name keys and the like keys.
func (u *Unit) Derive() {
	names := append([]string{u.ShortName}, u.names()...)
	u.LikeKeys = likeKeys(u.names()...)
	u.Terms = searchTerms(names...)
	u.SortKey = viet.SortKey(u.OfficialName)
	u.NameKeys = nameKeys(u.Type, names)
}
