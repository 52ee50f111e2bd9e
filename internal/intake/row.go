package intake

import (
	"fmt"
	"slices"

	"thidua/internal/errs"
	"thidua/internal/register"
	"thidua/internal/store"
)

// Row is a row of a file as it would be stored, or why it cannot be.
type Row struct {
	// The row's place in lists: its ID is made of the import's and its number, and no document.
	store.Head `bson:"-"`
	Number     int64                 `bson:"number"` // as the file has it, from 1
	Ordinal    string                `bson:"ordinal,omitempty"`
	Group      []string              `bson:"group,omitempty"` // headings that it stands under
	Hidden     bool                  `bson:"hidden,omitempty"`
	Verdict    Verdict               `bson:"verdict"`
	Cells      []RowCell             `bson:"cells"`
	Issues     []Issue               `bson:"issues,omitempty"`
	ExistingID string                `bson:"existingId,omitempty"` // what is there already
	Diff       []register.Difference `bson:"diff,omitempty"`
	// What the row says, and the record that would be stored, in the fields of the list's kind.
	Entry      *register.AwardEntry `bson:"entry,omitempty"`
	Award      *register.Award      `bson:"award,omitempty"`
	UnitEntry  *register.UnitEntry  `bson:"unitEntry,omitempty"`
	Unit       *register.Unit       `bson:"unit,omitempty"`
	TaskEntry  *register.TaskEntry  `bson:"taskEntry,omitempty"`
	Task       *register.Task       `bson:"task,omitempty"`
	SheetEntry *register.SheetEntry `bson:"sheetEntry,omitempty"`
	ScoreSheet *register.ScoreSheet `bson:"scoreSheet,omitempty"`
}

// record returns the ID of the record that would be stored, and what people call it; both empty if there is none.
func (r *Row) record() (id, name string) {
	switch {
	case r.Award != nil:
		return r.Award.ID, fmt.Sprintf("%s, %s, %d", r.Award.Recipient.Name, r.Award.TypeName, r.Award.Year)
	case r.Unit != nil:
		return r.Unit.ID, r.Unit.OfficialName
	case r.Task != nil:
		return r.Task.ID, r.Task.Title
	case r.ScoreSheet != nil:
		return r.ScoreSheet.ID, fmt.Sprintf("%s, %d", r.ScoreSheet.UnitName, r.ScoreSheet.Year)
	default:
		return "", ""
	}
}

// Verdict is what becomes of a row.
type Verdict string

// The verdicts.
const (
	IsNew       Verdict = "NEW"       // it would be stored
	IsSame      Verdict = "SAME"      // it is there already
	IsDifferent Verdict = "DIFFERENT" // it is there already, with other values
	IsWrong     Verdict = "WRONG"     // it cannot be stored
)

// RowCell is a cell of a row, of a column that was recognised.
type RowCell struct {
	Column string `bson:"column"` // letters
	Means  string `bson:"means"`  // the header of the column as we write it
	Raw    string `bson:"raw"`    // its beginning, as it stands in the file
}

// Issue is something about a row that people should know.
type Issue struct {
	Severity    Severity `bson:"severity"`
	Column      string   `bson:"column,omitempty"` // letters; empty if the file has no such column
	Means       string   `bson:"means,omitempty"`  // the header of the column as we write it
	Vi          string   `bson:"vi"`
	En          string   `bson:"en"`
	Suggestions []string `bson:"suggestions,omitempty"` // what may be meant
}

// Severity is how bad an issue is.
type Severity string

// The severities.
const (
	Wrong  Severity = "ERROR"   // the row cannot be stored
	Advice Severity = "WARNING" // it can, but look at it
	Remark Severity = "NOTE"    // what was done to understand it
)

// wrong notes an error about a column.
func (r *Row) wrong(at place, err *errs.Error, suggestions ...string) {
	r.Verdict = IsWrong
	r.Issues = append(r.Issues, Issue{Severity: Wrong, Column: at.column, Means: at.means, Vi: err.Vi, En: err.En, Suggestions: suggestions})
}

// advise notes a warning about a column.
func (r *Row) advise(at place, vi, en string) {
	r.Issues = append(r.Issues, Issue{Severity: Advice, Column: at.column, Means: at.means, Vi: vi, En: en})
}

// remark notes what was done to understand a column.
func (r *Row) remark(at place, vi, en string) {
	r.Issues = append(r.Issues, Issue{Severity: Remark, Column: at.column, Means: at.means, Vi: vi, En: en})
}

// has reports whether the row has an issue of a severity.
func (r *Row) has(s Severity) bool {
	for _, issue := range r.Issues {
		if issue.Severity == s {
			return true
		}
	}
	return false
}

// place is a column of a row.
type place struct{ column, means string }

// Page is some rows of an import, in their order, with the records that they bring besides their own.
type Page struct {
	store.Head `bson:",inline"`
	ImportID   string          `bson:"importId"`
	Place      string          `bson:"place"`  // import and attempt
	Number     int64           `bson:"number"` // of the page, from 0
	FirstRow   int64           `bson:"firstRow"`
	LastRow    int64           `bson:"lastRow"`
	Verdicts   []string        `bson:"verdicts"` // that rows of it have; and WARNING, if one has advice
	Rows       []*Row          `bson:"rows"`
	Along      register.Intake `bson:"along"` // new decisions and people that these rows name first
}

// coming returns the rows of the page whose records would be stored.
func (p *Page) coming() []*Row {
	return slices.DeleteFunc(slices.Clone(p.Rows), func(r *Row) bool {
		id, _ := r.record()
		return r.Verdict != IsNew || id == ""
	})
}

// records returns what the page brings: what comes along, and the records of its rows.
func (p *Page) records() register.Intake {
	in := p.Along
	for _, row := range p.coming() {
		switch {
		case row.Award != nil:
			in.Awards = append(in.Awards, row.Award)
		case row.Unit != nil:
			in.Units = append(in.Units, row.Unit)
		case row.Task != nil:
			in.Tasks = append(in.Tasks, row.Task)
		case row.ScoreSheet != nil:
			in.Sheets = append(in.Sheets, row.ScoreSheet)
		}
	}
	return in
}

// Piece is a part of a file that waits to be read.
type Piece struct {
	store.Head `bson:",inline"`
	ImportID   string `bson:"importId"`
	Number     int64  `bson:"number"` // from 0
	Data       []byte `bson:"data"`
}
