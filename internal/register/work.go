package register

import (
	"thidua/internal/store"
	"thidua/internal/viet"
)

// Task (nhiệm vụ) is one of the things that a bloc resolved to do in a year.
type Task struct {
	store.Head  `bson:",inline"`
	BlocYearID  string       `bson:"blocYearId"`
	BlocID      string       `bson:"blocId"`
	Year        int64        `bson:"year"`
	Ordinal     int64        `bson:"ordinal"`         // place in the resolution, from 1; unique in the bloc-year, gaps allowed
	Label       string       `bson:"label,omitempty"` // the label as printed, such as "1."
	Title       string       `bson:"title"`
	Body        string       `bson:"body"`
	Category    TaskCategory `bson:"category"`
	OwnerIDs    []string     `bson:"ownerIds"`        // units
	DueOn       viet.Date    `bson:"dueOn,omitempty"` // empty if the resolution sets none
	Progress    int64        `bson:"progress"`        // percent
	State       TaskState    `bson:"state"`
	CitationIDs []string     `bson:"citationIds"`           // legal references
	AdoptedAtID string       `bson:"adoptedAtId,omitempty"` // event
	Results     []TaskResult `bson:"results"`

	store.Origin `bson:",inline"`
	// OpenDue is derived: the due day of a task that is neither done nor cancelled, by which overdue tasks are found; empty
	// for the others.
	OpenDue []viet.Date `bson:"openDue"`
}

// Derive notes the due day as long as the task is open.
func (t *Task) Derive() {
	t.OpenDue = []viet.Date{}
	if t.DueOn != "" && t.State != Done && t.State != Cancelled {
		t.OpenDue = append(t.OpenDue, t.DueOn)
	}
}

// TaskResult is something that a task has brought about.
type TaskResult struct {
	On   viet.Date `bson:"on"`
	Text string    `bson:"text"`
}

// TaskState is how far a task has come. Overdue is no state: it follows from the day (Task.OverdueOn).
type TaskState string

// The states of a task.
const (
	Planned    TaskState = "PLANNED"
	InProgress TaskState = "IN_PROGRESS"
	Done       TaskState = "DONE"
	Cancelled  TaskState = "CANCELLED"
)

// OverdueOn reports whether the task should have been done before the day. One without a due day is never overdue.
func (t *Task) OverdueOn(day viet.Date) bool {
	return t.DueOn != "" && t.DueOn < day && t.State != Done && t.State != Cancelled
}

// TaskCategory is what a task is about.
type TaskCategory string

// The categories of tasks.
const (
	Propaganda          TaskCategory = "PROPAGANDA"
	StudyExample        TaskCategory = "STUDY_EXAMPLE"
	MovementTask        TaskCategory = "MOVEMENT"
	CommendationQuality TaskCategory = "COMMENDATION_QUALITY"
	Capacity            TaskCategory = "CAPACITY"
	InformationTech     TaskCategory = "IT"
	RoleModels          TaskCategory = "ROLE_MODELS"
	OtherTask           TaskCategory = "OTHER"
)

// Event (sự kiện) is a meeting or ceremony. One event may close a bloc-year and open the next.
type Event struct {
	store.Head      `bson:",inline"`
	Type            EventType    `bson:"type"`
	Title           string       `bson:"title"`
	StartsOn        viet.Date    `bson:"startsOn"`
	Session         viet.Session `bson:"session,omitempty"` // part of the day, where the source says only that
	RawDate         string       `bson:"rawDate,omitempty"` // as the source wrote it
	DateInferred    bool         `bson:"dateInferred"`      // part of the date, such as the year, is concluded from context
	VenueText       string       `bson:"venueText,omitempty"`
	HostUnitID      string       `bson:"hostUnitId,omitempty"`
	OrganizerBlocID string       `bson:"organizerBlocId,omitempty"`
	OrganizerUnitID string       `bson:"organizerUnitId,omitempty"`
	BlocYearIDs     []string     `bson:"blocYearIds"`
	ParticipantIDs  []string     `bson:"participantIds"` // units
}

// EventType is what kind of event it is.
type EventType string

// The types of events.
const (
	Opening        EventType = "OPENING"
	CompactSigning EventType = "COMPACT_SIGNING"
	MidReview      EventType = "MID_REVIEW"
	CrossCheck     EventType = "CROSS_CHECK"
	FinalReview    EventType = "FINAL_REVIEW"
	Ceremony       EventType = "CEREMONY"
	Council        EventType = "COUNCIL"
)

// Movement (phong trào thi đua) is an emulation campaign.
type Movement struct {
	store.Head       `bson:",inline"`
	Name             string       `bson:"name"`
	Form             MovementForm `bson:"form"`
	Level            AdminLevel   `bson:"level"`
	LaunchedByUnitID string       `bson:"launchedByUnitId,omitempty"`
	LaunchedByBlocID string       `bson:"launchedByBlocId,omitempty"`
	ParentID         string       `bson:"parentId,omitempty"` // the wider movement that it answers
	From             viet.Date    `bson:"from"`
	To               viet.Date    `bson:"to,omitempty"`
	Occasion         string       `bson:"occasion,omitempty"` // the anniversaries that it honours
	Purpose          string       `bson:"purpose,omitempty"`
	BlocYearIDs      []string     `bson:"blocYearIds"`
	SortKey          string       `bson:"sortKey"` // derived
}

// MovementForm tells a regular movement from one with its own theme.
type MovementForm string

// The forms of movement.
const (
	Regular  MovementForm = "REGULAR"
	Thematic MovementForm = "THEMATIC"
)

// Derive computes the sort key.
func (m *Movement) Derive() { m.SortKey = viet.SortKey(m.Name) }

// LegalReference (văn bản) is a document of Party or State that tasks, articles and decisions cite. Texts cite some of
// them without number or date, so only RawText is certain.
type LegalReference struct {
	store.Head `bson:",inline"`
	Kind       DocumentKind    `bson:"kind"`
	Number     string          `bson:"number,omitempty"`
	NumberKey  string          `bson:"numberKey,omitempty"` // derived: folded, for look-up
	RawText    string          `bson:"rawText"`             // how texts cite it
	IssuedOn   viet.Date       `bson:"issuedOn,omitempty"`
	Issuer     string          `bson:"issuer,omitempty"`
	IssuerTerm *int64          `bson:"issuerTerm,omitempty"` // khóa: 11, 12, 13
	Subject    string          `bson:"subject,omitempty"`
	Relations  []LegalRelation `bson:"relations"`
	URL        string          `bson:"url,omitempty"`
	Terms      []string        `bson:"terms"`   // derived
	SortKey    string          `bson:"sortKey"` // derived
}

// LegalRelation is what a legal reference does to another.
type LegalRelation struct {
	Kind RelationKind `bson:"kind"`
	ToID string       `bson:"toId"`
}

// RelationKind is the kind of a legal relation.
type RelationKind string

// The kinds of legal relation.
const (
	Continues  RelationKind = "CONTINUES"
	Amends     RelationKind = "AMENDS"
	Replaces   RelationKind = "REPLACES"
	Implements RelationKind = "IMPLEMENTS"
)

// DocumentKind is the kind of a document of Party or State.
type DocumentKind string

// The kinds of document.
const (
	ChiThi    DocumentKind = "CHI_THI"
	KetLuan   DocumentKind = "KET_LUAN"
	NghiQuyet DocumentKind = "NGHI_QUYET"
	QuyDinh   DocumentKind = "QUY_DINH"
	Luat      DocumentKind = "LUAT"
	NghiDinh  DocumentKind = "NGHI_DINH"
	ThongTu   DocumentKind = "THONG_TU"
	QuyetDinh DocumentKind = "QUYET_DINH"
	KeHoach   DocumentKind = "KE_HOACH"
	HuongDan  DocumentKind = "HUONG_DAN"
	ToTrinh   DocumentKind = "TO_TRINH"
	BienBan   DocumentKind = "BIEN_BAN"
	BaoCao    DocumentKind = "BAO_CAO"
)

// Derive computes the look-up key, the search terms and the sort key.
func (r *LegalReference) Derive() {
	r.NumberKey = ""
	if r.Number != "" {
		r.NumberKey = numberKey(r.Number)
	}
	r.Terms = searchTerms(r.Number, r.RawText, r.Subject)
	r.SortKey = viet.SortKey(r.RawText)
}

// Person (cá nhân) is someone who is named in records. Identity number, birth date and home address are never kept.
type Person struct {
	store.Head    `bson:",inline"`
	FullName      string        `bson:"fullName"`
	Honorific     string        `bson:"honorific,omitempty"` // ông, bà, đồng chí
	Positions     []Position    `bson:"positions"`           // oldest first
	StaffCategory StaffCategory `bson:"staffCategory,omitempty"`
	Public        bool          `bson:"public"`
	Mask          *Mask         `bson:"mask,omitempty"`    // if readers do not see the name
	Masking       string        `bson:"masking,omitempty"` // [maskingPending] while what names the person is brought in line with Mask
	Terms         []string      `bson:"terms"`             // derived
	SortKey       string        `bson:"sortKey"`           // derived
	LikeKeys      []string      `bson:"likeKeys"`          // derived
	// Aliases are the names of duplicates that were joined into the person, under which papers have them too; JoinedIDs are the
	// IDs of those, which lead here.
	Aliases   []string `bson:"aliases,omitempty"`
	JoinedIDs []string `bson:"joinedIds,omitempty"`

	store.Origin `bson:",inline"`
}

// Position is what a person was in a unit for a time.
type Position struct {
	UnitID string    `bson:"unitId"`
	Title  string    `bson:"title"`
	From   viet.Date `bson:"from,omitempty"`
	To     viet.Date `bson:"to,omitempty"`
}

// StaffCategory is the legal category of a person's employment.
type StaffCategory string

// The categories of staff.
const (
	Cadre          StaffCategory = "CADRE"           // cán bộ
	CivilServant   StaffCategory = "CIVIL_SERVANT"   // công chức
	PublicEmployee StaffCategory = "PUBLIC_EMPLOYEE" // viên chức
	Worker         StaffCategory = "WORKER"          // người lao động
)

// Derive computes the search terms and the sort key, which is by given name, then by the whole name, as Vietnamese
// lists of people are.
func (p *Person) Derive() {
	names := append([]string{p.FullName}, p.Aliases...)
	p.Terms = searchTerms(names...)
	p.SortKey = personSortKey(p.FullName)
	p.LikeKeys = likeKeys(names...)
}
