package sheet

import (
	"errors"
	"fmt"
	"io"
	"iter"
)

// Options say how a table is to be read.
type Options struct {
	Sheet      string // its name; "" takes the visible sheet whose header fits best
	Year       int    // of dates that name none, such as 14/01; 0 refuses these
	SkipHidden bool   // leaves out hidden rows; as a rule they are data that a filter hides
}

// Table is a table that was found in a file. Its rows can be read once.
type Table struct {
	limits  Limits
	options Options

	source source
	window []gridRow // rows that were read to find the header; those from next on come first
	next   int

	body    *body
	cells   []*cellReader
	unknown []int // columns of the file that the layout does not know
	report  Report
	content int // rows with content
}

// Table finds the table of a layout. Errors that users can mend are [errs.Invalid]: there is no such sheet or no header, a
// required column is missing, or it stays open which column is which. The caller reads the rows, or calls [Table.Close].
func (b *Book) Table(layout Layout, options Options) (*Table, error) {
	if err := layout.Check(); err != nil {
		return nil, err
	}
	t, err := b.find(layout, options)
	if err != nil {
		return nil, err
	}
	t.limits, t.options = b.limits, options
	if bad := t.body.header.check(layout, t.report.HeaderTo); bad != nil {
		return nil, errors.Join(bad, t.Close())
	}
	for i, column := range layout.Columns {
		at := t.body.header.columns[i]
		r := &cellReader{column: column, letters: ColumnName(at), place: place{column: at, title: column.title()}, year: options.Year}
		if column.Kind == Choice {
			r.choices = newChoiceList(column.Choices)
		}
		t.cells = append(t.cells, r)
	}
	for c, cell := range t.body.header.cells {
		if cell.assigned == -1 && c+1 != t.body.header.ordinal {
			t.unknown = append(t.unknown, c+1)
		}
	}
	return t, nil
}

// find opens the sheet with the best header and reads to behind it.
func (b *Book) find(layout Layout, options Options) (*Table, error) {
	var best *Table
	keys, wanted := namesOf(layout), false
	infos := b.file.sheets()
	for i, info := range infos {
		if options.Sheet != "" && info.Name != options.Sheet || options.Sheet == "" && info.Hidden {
			continue
		}
		wanted = true
		t, found, err := b.look(i, layout, keys)
		if err != nil {
			return nil, errors.Join(err, best.Close())
		}
		infos[i].Table = found
		switch {
		case !found:
		case best == nil || t.body.header.score > best.body.header.score:
			err = best.Close()
			best = t
		default:
			err = t.Close()
		}
		if err != nil {
			return nil, err
		}
	}
	switch {
	case options.Sheet != "" && !wanted:
		return nil, unreadable(fmt.Sprintf("Tệp không có trang tính “%s”.", excerpt(options.Sheet)),
			fmt.Sprintf("The file has no sheet “%s”.", excerpt(options.Sheet)))
	case best == nil:
		return nil, noHeader(layout)
	}
	for _, info := range infos {
		if info.Name != best.report.Sheet {
			best.report.OtherSheets = append(best.report.OtherSheets, info)
		}
	}
	return best, nil
}

// look looks for the header in one sheet, and returns the table open at the first row below it, or false.
func (b *Book) look(i int, layout Layout, keys names) (*Table, bool, error) {
	s, err := b.file.open(i)
	if err != nil {
		return nil, false, err
	}
	t := &Table{source: s, report: Report{Sheet: b.file.sheets()[i].Name, NotedCells: map[Note]int{}}}
	for len(t.window) < headerRows {
		row, err := s.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, false, errors.Join(err, s.close())
		}
		t.window = append(t.window, row.clone())
	}
	h, found := findHeader(t.window, keys)
	if !found {
		return nil, false, s.close()
	}
	b.file.describe(&t.report)
	h.standIn(layout)
	h.describe(&t.report, layout, t.window, s.columnHidden)
	t.body, t.next = newBody(h, layout), h.to+1
	return t, true, nil
}

// Close gives up a table before its rows were read to the end.
func (t *Table) Close() error {
	if t == nil || t.source == nil {
		return nil
	}
	s := t.source
	t.source = nil
	return s.close()
}

// Report says how the file was read: what was found once the table is there, how its rows went once all were read.
func (t *Table) Report() Report { return t.report }

// Rows yields the rows of data in order. What is wrong with a cell is in the cell; an error is yielded alone and ends the
// reading: the file is damaged or passes a limit, and its rows should not be used.
func (t *Table) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for t.source != nil {
			row, err := t.row()
			switch {
			case errors.Is(err, io.EOF):
				if err := t.Close(); err != nil {
					yield(Row{}, brokenXLSX(err))
				}
				return
			case err != nil:
				yield(Row{}, errors.Join(err, t.Close()))
				return
			case !yield(row, nil):
				return
			}
		}
	}
}

// row returns the next row of data, or io.EOF.
func (t *Table) row() (Row, error) {
	for {
		grid, err := t.grid()
		if err != nil {
			return Row{}, err
		}
		if grid.isBlank() {
			t.report.BlankRows++
			continue
		}
		if t.content++; t.content > t.limits.Rows {
			return Row{}, tooMany("hàng", "rows", int64(t.limits.Rows))
		}
		reason, text := t.body.sort(grid)
		if reason == "" && grid.hidden && t.options.SkipHidden {
			reason = HiddenRow
		}
		if reason != "" {
			t.report.skip(grid.number, reason, text)
			continue
		}
		row := t.read(grid)
		t.report.count(row)
		return row, nil
	}
}

// grid returns the next row below the header.
func (t *Table) grid() (gridRow, error) {
	if t.next < len(t.window) {
		t.next++
		return t.window[t.next-1], nil
	}
	t.window = nil
	return t.source.next()
}

// read understands a row of data.
func (t *Table) read(grid gridRow) Row {
	h := t.body.header
	row := Row{Number: grid.number, Hidden: grid.hidden, Group: t.body.path, Cells: make([]Cell, len(t.cells))}
	if h.ordinal > 0 {
		row.Ordinal = headerText(grid.cell(h.ordinal))
	}
	for i, r := range t.cells {
		if h.columns[i] > 0 {
			row.Cells[i] = r.read(grid.number, grid.cell(h.columns[i]))
		}
	}
	for _, column := range t.unknown {
		if c := grid.cell(column); !blankText(c.text) {
			row.Others = append(row.Others, Other{Column: ColumnName(column), Raw: c.text})
		}
	}
	for column := len(h.cells) + 1; column <= len(grid.cells); column++ {
		if c := grid.cell(column); !blankText(c.text) {
			row.Others = append(row.Others, Other{Column: ColumnName(column), Raw: c.text})
		}
	}
	return row
}

// isBlank reports whether a row has no content of its own.
func (r gridRow) isBlank() bool {
	for _, c := range r.cells {
		if c.hasContent() {
			return false
		}
	}
	return true
}
