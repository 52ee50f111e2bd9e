package register

import (
	"fmt"

	"thidua/internal/store"
	"thidua/internal/viet"
)

// Bloc (khối thi đua, cụm thi đua) is a group of units that compete with each other.
type Bloc struct {
	store.Head      `bson:",inline"`
	Name            string     `bson:"name"`
	ShortName       string     `bson:"shortName,omitempty"`
	Aliases         []string   `bson:"aliases"`
	Names           []NameSpan `bson:"names"` // every name in time, oldest first
	Slug            string     `bson:"slug"`
	Kind            BlocKind   `bson:"kind"`
	Level           AdminLevel `bson:"level"`
	ParentID        string     `bson:"parentId,omitempty"`
	SupervisorID    string     `bson:"supervisorId,omitempty"`    // the unit that oversees it
	EstablishedByID string     `bson:"establishedById,omitempty"` // legal reference
	ValidFrom       viet.Date  `bson:"validFrom"`
	ValidTo         viet.Date  `bson:"validTo,omitempty"` // the last day
	SuccessorIDs    []string   `bson:"successorIds"`
	Terms           []string   `bson:"terms"`   // derived
	SortKey         string     `bson:"sortKey"` // derived
}

// NameAsOf returns the name on a day; the oldest known name for an earlier day, the newest for a later one.
func (b *Bloc) NameAsOf(day viet.Date) string {
	for i, span := range b.Names {
		if (i == 0 || within(day, span.From, "")) && within(day, "", span.To) {
			return span.Name
		}
	}
	return b.Name
}

// BlocKind tells a khối from a cụm.
type BlocKind string

// The kinds of bloc.
const (
	Khoi BlocKind = "KHOI"
	Cum  BlocKind = "CUM"
)

// Derive computes the search terms and the sort key.
func (b *Bloc) Derive() {
	names := append([]string{b.Name, b.ShortName}, b.Aliases...)
	for _, span := range b.Names {
		names = append(names, span.Name)
	}
	b.Terms = searchTerms(names...)
	b.SortKey = viet.SortKey(b.Name)
}

// BlocMembership (thành viên khối) says that a unit belonged to a bloc from one day to another.
type BlocMembership struct {
	store.Head `bson:",inline"`
	BlocID     string    `bson:"blocId"`
	UnitID     string    `bson:"unitId"`
	Ordinal    int64     `bson:"ordinal"` // place in the bloc's own list of members, from 1
	From       viet.Date `bson:"from"`
	To         viet.Date `bson:"to,omitempty"` // the last day; empty while it lasts
	Reason     string    `bson:"reason,omitempty"`
	DocumentID string    `bson:"documentId,omitempty"` // legal reference of the decision
	// Turn counts the memberships of the unit in the bloc in the order in which their days were set, and TurnClaim is derived:
	// the unique key by which of those who set days at the same moment, none seeing the other's, only one can.
	Turn      int64  `bson:"turn,omitempty"`
	TurnClaim string `bson:"turnClaim,omitempty"`
}

// Derive computes the key of the turn.
func (m *BlocMembership) Derive() {
	m.TurnClaim = ""
	if m.Turn > 0 {
		m.TurnClaim = fmt.Sprintf("%s %s %d", m.BlocID, m.UnitID, m.Turn)
	}
}

// BlocYear (năm công tác của khối) is one emulation year of a bloc: what its tasks, offices, events and nominations hang on.
type BlocYear struct {
	store.Head        `bson:",inline"`
	BlocID            string           `bson:"blocId"`
	Year              int64            `bson:"year"` // 1948 to 2100
	State             BlocYearState    `bson:"state"`
	Transitions       []BlocYearChange `bson:"transitions"`          // how it came to its state, oldest first
	Assessment        string           `bson:"assessment,omitempty"` // what the final review found, in plain text
	FlagQuota         *int64           `bson:"flagQuota,omitempty"`  // most flags that may be nominated; nil is no limit
	CertificateQuota  *int64           `bson:"certificateQuota,omitempty"`
	ScoringTemplateID string           `bson:"scoringTemplateId,omitempty"` // of its score sheets; empty until they are opened
	// Closing marks a year that is being closed, or was just closed; see blocyear_closing.go.
	Closing closingMark `bson:"closing,omitempty"`
}

// BlocYearChange is one step of a bloc-year.
type BlocYearChange struct {
	To      BlocYearState `bson:"to"`
	On      viet.Date     `bson:"on,omitempty"` // empty where the day is not known
	EventID string        `bson:"eventId,omitempty"`
}

// BlocYearState is how far a bloc-year has come.
type BlocYearState string

// The states, in order; the mid-year review may be skipped.
const (
	Opened          BlocYearState = "OPENED"
	CompactSigned   BlocYearState = "COMPACT_SIGNED"
	MidYearReviewed BlocYearState = "MID_YEAR_REVIEWED"
	FinalReviewed   BlocYearState = "FINAL_REVIEWED"
	Closed          BlocYearState = "CLOSED"
)

// OfficeTerm (nhiệm kỳ trưởng khối, phó khối) is a unit's office in a bloc-year.
type OfficeTerm struct {
	store.Head `bson:",inline"`
	BlocYearID string       `bson:"blocYearId"`
	BlocID     string       `bson:"blocId"` // of the bloc-year, kept here for "who headed this bloc"
	Year       int64        `bson:"year"`
	UnitID     string       `bson:"unitId"`
	UnitName   string       `bson:"unitName"` // as of the proposal; never rewritten
	PersonID   string       `bson:"personId,omitempty"`
	Role       OfficeRole   `bson:"role"`
	Status     OfficeStatus `bson:"status"`
	ProposedOn viet.Date    `bson:"proposedOn,omitempty"`
	From       viet.Date    `bson:"from,omitempty"`
	To         viet.Date    `bson:"to,omitempty"`
	// Headship and Office are derived: unique keys that keep a bloc-year from having two heads, and a unit from holding
	// two offices in it, whatever happens at the same time. A term that is declined or ended has none.
	Headship string `bson:"headship,omitempty"`
	Office   string `bson:"office,omitempty"`
}

// Derive computes the keys of what may be there once only.
func (t *OfficeTerm) Derive() {
	t.Headship, t.Office = "", ""
	if t.Status != OfficeProposed && t.Status != OfficeConfirmed {
		return
	}
	t.Office = t.BlocYearID + " " + t.UnitID
	if t.Role == HeadRole {
		t.Headship = t.BlocYearID
	}
}

// OfficeRole is the office held.
type OfficeRole string

// The offices.
const (
	HeadRole   OfficeRole = "HEAD"
	DeputyRole OfficeRole = "DEPUTY"
)

// OfficeStatus tells a proposed officer from a confirmed one.
type OfficeStatus string

// The statuses of an office term.
const (
	OfficeProposed  OfficeStatus = "PROPOSED"
	OfficeConfirmed OfficeStatus = "CONFIRMED"
	OfficeDeclined  OfficeStatus = "DECLINED"
	OfficeEnded     OfficeStatus = "ENDED"
)
