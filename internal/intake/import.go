package intake

import (
	"slices"
	"time"

	"thidua/internal/access"
	"thidua/internal/register"
	"thidua/internal/sheet"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// Import (lượt nhập danh sách) is a file on its way into the records: rehearsed, applied, perhaps taken back.
type Import struct {
	store.Head `bson:",inline"`
	Kind       Kind       `bson:"kind"`
	State      State      `bson:"state"`
	FileName   string     `bson:"fileName,omitempty"`
	FileBytes  int64      `bson:"fileBytes"`
	Options    Options    `bson:"options"`
	Author     Doer       `bson:"author"`             // who rehearsed it
	Doer       Doer       `bson:"doer"`               // who asked for the work that is going on
	Report     *Report    `bson:"report,omitempty"`   // how the file was read; once it is rehearsed
	Counts     Counts     `bson:"counts"`             // once it is rehearsed
	Attempt    int64      `bson:"attempt"`            // of the rehearsal, whose pages carry it
	Failures   int64      `bson:"failures,omitempty"` // of the work in this state, one after the other
	Refusal    *Refusal   `bson:"refusal,omitempty"`  // why the last step was not done
	ExpiresAt  time.Time  `bson:"expiresAt"`          // when rows and file are thrown away
	AppliedAt  *time.Time `bson:"appliedAt,omitempty"`
	AppliedBy  string     `bson:"appliedBy,omitempty"`
	UndoneAt   *time.Time `bson:"undoneAt,omitempty"`
	UndoneBy   string     `bson:"undoneBy,omitempty"`
	AuthorID   string     `bson:"authorId"` // of Author, for lists
}

// Kind is what the rows of an import are.
type Kind string

// The kinds.
const (
	Awards      Kind = "AWARDS"
	Units       Kind = "UNITS"
	Tasks       Kind = "TASKS"
	ScoreSheets Kind = "SCORE_SHEETS"
)

// State is how far an import has come.
type State string

// The states. Those that work is done in are Reading, Applying, Reverting and Undoing.
const (
	Reading   State = "READING"   // the rows are being read; nothing is stored
	Rehearsed State = "REHEARSED" // the rows can be looked at and applied
	Applying  State = "APPLYING"  // the records are being stored, and nobody sees them
	Applied   State = "APPLIED"   // the records are there
	Reverting State = "REVERTING" // what was stored before a failure is being taken back; nobody ever saw it
	Undoing   State = "UNDOING"   // the records are being taken back, and nobody sees them any more
	Undone    State = "UNDONE"    // the records are gone
	Cancelled State = "CANCELLED" // somebody stopped it; nothing is stored
	Failed    State = "FAILED"    // the file cannot be read, or the records could not be stored; nothing is
)

// working are the states that work is done in.
func working() []State { return []State{Reading, Applying, Reverting, Undoing} }

// veiled are the states in which the records are hidden.
func veiled() []State { return []State{Applying, Reverting, Undoing} }

// Works reports whether work is going on.
func (m *Import) Works() bool { return slices.Contains(working(), m.State) }

// Options say what a file does not.
type Options struct {
	Sheet      string    `bson:"sheet,omitempty"` // the name of the sheet; the one that fits best if empty
	SkipHidden bool      `bson:"skipHidden"`      // leaves hidden rows out
	Year       int64     `bson:"year,omitempty"`  // of rows that name none, and of days without a year
	BlocYearID string    `bson:"blocYearId,omitempty"`
	Awards     AwardPlan `bson:"awards"`
	Units      UnitPlan  `bson:"units"`
	Scores     ScorePlan `bson:"scores"`
}

// AwardPlan says what is to become of a list of awards.
type AwardPlan struct {
	State       register.AwardState       `bson:"state"` // Granted, or that of awards which are on their way
	AwardTypeID string                    `bson:"awardTypeId,omitempty"`
	Kind        register.CommendationKind `bson:"kind,omitempty"`
	DecisionID  string                    `bson:"decisionId,omitempty"` // of rows that name none
	Number      string                    `bson:"number,omitempty"`     // or this one, made if need be
	IssuedOn    viet.Date                 `bson:"issuedOn,omitempty"`
	IssuerID    string                    `bson:"issuerId,omitempty"`
	Public      bool                      `bson:"public"`    // whether anonymous readers may see what comes in
	KnownOnly   bool                      `bson:"knownOnly"` // makes no new people and decisions
}

// Doer is somebody for whom work is done in the background, with the permissions that they had when they asked.
type Doer struct {
	Actor  string      `bson:"actor"`
	Role   access.Role `bson:"role"`
	UnitID string      `bson:"unitId,omitempty"`
}

func doerOf(v access.Viewer) Doer { return Doer{Actor: v.Actor, Role: v.Role, UnitID: v.UnitID} }

func (d Doer) viewer() access.Viewer {
	return access.Viewer{Actor: d.Actor, Role: d.Role, UnitID: d.UnitID}
}

// Refusal says why a step was not done, and what to do.
type Refusal struct {
	Vi    string       `bson:"vi"`
	En    string       `bson:"en"`
	Items []RefusedFor `bson:"items"` // what it is about, at most twenty
}

// RefusedFor is a row or a record that stands in the way.
type RefusedFor struct {
	Row      int64  `bson:"row,omitempty"`      // of the file
	RecordID string `bson:"recordId,omitempty"` // what is there
	Name     string `bson:"name"`
	Vi       string `bson:"vi"`
	En       string `bson:"en"`
}

// Counts are the rows of a rehearsal by what becomes of them.
type Counts struct {
	Rows      int64 `bson:"rows"`
	New       int64 `bson:"new"`       // would be stored
	Same      int64 `bson:"same"`      // are there already
	Different int64 `bson:"different"` // are there already, with other values; these stay
	Errors    int64 `bson:"errors"`    // cannot be stored
	Warnings  int64 `bson:"warnings"`  // rows with advice
	People    int64 `bson:"people"`    // new people that come along
	Decisions int64 `bson:"decisions"` // new decisions that come along
}

func (c *Counts) add(v Verdict) {
	c.Rows++
	switch v {
	case IsNew:
		c.New++
	case IsSame:
		c.Same++
	case IsDifferent:
		c.Different++
	case IsWrong:
		c.Errors++
	}
}

// Report says how the file was read, and what was noticed about the list as a whole.
type Report struct {
	Format      string          `bson:"format"`
	Encoding    string          `bson:"encoding,omitempty"`
	Sheet       string          `bson:"sheet,omitempty"`
	OtherSheets []string        `bson:"otherSheets"`
	Macros      bool            `bson:"macros"`
	Linked      bool            `bson:"linked"`
	HeaderFrom  int64           `bson:"headerFrom"`
	HeaderTo    int64           `bson:"headerTo"`
	Above       []string        `bson:"above"`
	Columns     []MatchedColumn `bson:"columns"`
	Unknown     []UnknownColumn `bson:"unknown"`
	Absent      []string        `bson:"absent"` // headers of columns that the file does not have
	HiddenRows  int64           `bson:"hiddenRows"`
	BlankRows   int64           `bson:"blankRows"`
	SkippedRows int64           `bson:"skippedRows"`
	Skipped     []SkippedRow    `bson:"skipped"` // the first
	Similar     []Similar       `bson:"similar"` // names that may be one unit
}

// MatchedColumn is a column of the file that was recognised.
type MatchedColumn struct {
	Column string `bson:"column"` // letters
	Header string `bson:"header"`
	Means  string `bson:"means"` // the header that we would write
	Hidden bool   `bson:"hidden"`
}

// UnknownColumn is a column of the file that was not recognised, and is not read.
type UnknownColumn struct {
	Column string `bson:"column"`
	Header string `bson:"header"`
	Maybe  string `bson:"maybe,omitempty"` // the header that may be meant
}

// SkippedRow is a row of the file that is no data.
type SkippedRow struct {
	Row    int64        `bson:"row"`
	Reason sheet.Reason `bson:"reason"`
	Text   string       `bson:"text"`
}

// Similar are names in the list that may stand for one unit or person.
type Similar struct {
	Names    []string       `bson:"names"`
	Likeness sheet.Likeness `bson:"likeness"`
}

// Progress is how far the work of an import is. It is kept apart from the import, so that it may change all the time.
type Progress struct {
	store.Head `bson:",inline"` // under the ID of the import
	RowsRead   int64            `bson:"rowsRead"`
	RowsTotal  *int64           `bson:"rowsTotal,omitempty"` // nil while it is not known
	Checked    int64            `bson:"checked"`             // pages that were compared once more before they are stored
	Saved      int64            `bson:"saved"`               // pages whose records are stored
	RowsSaved  int64            `bson:"rowsSaved"`
	Removed    int64            `bson:"removed"` // records that were taken back
}
