package sheet

import "thidua/internal/errs"

// Format is the kind of a file.
type Format string

// The formats that are read.
const (
	XLSX Format = "XLSX"
	CSV  Format = "CSV"
)

// Report says how a file was read. It is complete once all rows were.
type Report struct {
	Format      Format
	Encoding    string // of a CSV: UTF-8, UTF-16LE, UTF-16BE or Windows-1258
	Separator   string // of a CSV
	Sheet       string // the name of the sheet; "" for a CSV
	OtherSheets []Info
	Macros      bool // the file has macros, which were not run
	Linked      bool // the file takes values from other files; those last saved count

	HeaderFrom, HeaderTo int      // the rows of the header
	Above                []string // what stands above it, row by row: the body's name, the title of the list
	Mapping              []Mapped // which column of the file is which of the layout
	Unknown              []Unknown
	Absent               []string // keys of columns that the file does not have
	OrdinalColumn        string   // the letters of the column STT, or ""

	Rows        int // of data
	HiddenRows  int // of these
	BlankRows   int // that were skipped, and are not in Skipped
	SkippedRows int // that were skipped for another reason
	Skipped     []Skipped
	Errors      int // wrong cells
	FirstErrors []*errs.Error
	NotedCells  map[Note]int // cells by what was done to understand them
}

// Info is a sheet of a file.
type Info struct {
	Name   string
	Hidden bool
	// Table says, in a report, that the sheet has a table of the layout as well. It was not read.
	Table bool
}

// Mapped is a column that was recognised.
type Mapped struct {
	Key    string // of the layout
	Column string // letters
	Header string // as the file has it; the rows of a header are joined by " / "
	Hidden bool
}

// Unknown is a column that was not recognised.
type Unknown struct {
	Column  string
	Header  string
	Suggest string // the key of a column that may be meant, or ""
}

// Skipped is a row that is no data.
type Skipped struct {
	Row    int
	Reason Reason
	Text   string // its beginning
}

// Reason says why a row is no data.
type Reason string

// The reasons.
const (
	Numbering      Reason = "NUMBERING"       // (1) (2) (3) below the header
	RepeatedHeader Reason = "REPEATED_HEADER" // the header once more, as on each printed page
	GroupHeading   Reason = "GROUP_HEADING"   // "I. Tập thể"; it is the Group of the rows that follow
	Total          Reason = "TOTAL"           // "Tổng cộng: …"
	Below          Reason = "BELOW"           // signatures and remarks below the table
	HiddenRow      Reason = "HIDDEN_ROW"      // the caller wanted no hidden rows
)

// skip counts a row that is no data.
func (r *Report) skip(row int, reason Reason, text string) {
	r.SkippedRows++
	if len(r.Skipped) < maxListed {
		r.Skipped = append(r.Skipped, Skipped{Row: row, Reason: reason, Text: excerpt(text)})
	}
}

// count adds up a row of data.
func (r *Report) count(row Row) {
	r.Rows++
	if row.Hidden {
		r.HiddenRows++
	}
	for _, c := range row.Cells {
		for _, n := range c.Notes {
			r.NotedCells[n]++
		}
		if c.Err == nil {
			continue
		}
		r.Errors++
		if len(r.FirstErrors) < maxListed {
			r.FirstErrors = append(r.FirstErrors, c.Err)
		}
	}
}

// excerpt returns the beginning of a text for messages.
func excerpt(s string) string {
	const most = 60
	n := 0
	for i := range s {
		if n == most {
			return s[:i] + "…"
		}
		n++
	}
	return s
}
