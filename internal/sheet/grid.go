package sheet

// gridKind says what a cell holds, as the file has it.
type gridKind uint8

const (
	blank   gridKind = iota
	words            // text
	number           // a number with a point for decimals; in a CSV, nothing is
	day              // a number that the file shows as a date: Excel's count of days
	truth            // "1" or "0"
	failure          // a formula's error, such as #N/A
)

// gridCell is one cell of a grid.
type gridCell struct {
	text    string
	kind    gridKind
	formula bool
	merged  bool // the text is that of a merged cell above
	span    int  // columns that a merged cell has from here on; 0 is one
}

// gridRow is one row of a grid. Its cells are valid until the next row is asked for.
type gridRow struct {
	number int // as the file has it, counted from 1
	hidden bool
	cells  []gridCell // from column 1 on
}

// source yields the rows of one sheet from the top, without those that the file leaves out.
type source interface {
	// next returns the next row, or io.EOF behind the last. Any other error ends the reading.
	next() (gridRow, error)
	// columnHidden reports whether a column is hidden; it is known once a row was read.
	columnHidden(column int) bool
	close() error
}

// cell returns the cell in a column, counted from 1, and a blank one beyond the last.
func (r gridRow) cell(column int) gridCell {
	if column < 1 || column > len(r.cells) {
		return gridCell{}
	}
	return r.cells[column-1]
}

// clone returns a row that stays as it is.
func (r gridRow) clone() gridRow {
	r.cells = append([]gridCell(nil), r.cells...)
	return r
}

// hasContent reports whether a cell has content of its own. A formula without a result has: it is an error.
func (c gridCell) hasContent() bool { return !c.merged && (c.formula || !blankText(c.text)) }

// filled returns the columns that have content of their own, counted from 1.
func (r gridRow) filled(into []int) []int {
	into = into[:0]
	for i, c := range r.cells {
		if c.hasContent() {
			into = append(into, i+1)
		}
	}
	return into
}

// blankText reports whether a text shows nothing.
func blankText(s string) bool {
	for _, r := range s {
		switch r {
		case ' ', '\t', '\n', '\r', '\u00A0', '\u00AD', '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF', '\u3000':
		default:
			return false
		}
	}
	return true
}
