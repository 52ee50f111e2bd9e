package sheet

import (
	"strings"

	"thidua/internal/viet"
)

// names are the keys of a layout's columns, made once for a file.
type names [][]nameKey

// namesOf returns the keys of a layout's names.
func namesOf(l Layout) names {
	all := make(names, len(l.Columns))
	for i, c := range l.Columns {
		for _, name := range c.Names {
			all[i] = append(all[i], keyOf(name))
		}
	}
	return all
}

// headerCell is the header of one column of the file.
type headerCell struct {
	text     string  // of all rows of the header, joined by " / "
	full     nameKey // of the same
	last     nameKey // of the lowest row alone
	several  bool    // the header has text in more than one row
	fits     []fit   // to each column of the layout
	assigned int     // the column of the layout, or -1
}

// header is a place in a sheet that may be the header of a table.
type header struct {
	from, to  int // rows, as places in the window
	cells     []headerCell
	columns   []int // of each column of the layout: that of the file, counted from 1, or 0
	ordinal   int   // the column of STT, or 0
	score     int
	ambiguous []ambiguity
}

// ambiguity is a column of the file or of the layout that could be two of the other.
type ambiguity struct {
	column, other int // of the file; other is 0 if key and rival are meant
	key, rival    int // of the layout; rival is -1 if the columns are meant
}

// findHeader returns the place among the first rows of a sheet that answers best to a layout: the one with most and best
// fitting columns, of those alike the first. It returns false if no row has two columns that fit, or the one that the
// layout has.
func findHeader(window []gridRow, layout names) (header, bool) {
	best, found := header{}, false
	keys := keyCache{}
	for from := range window {
		for height := 1; height <= headerHeight && from+height <= len(window); height++ {
			rows := window[from : from+height]
			if rows[height-1].number-rows[0].number != height-1 {
				break
			}
			h := readHeader(rows, layout, keys)
			h.from, h.to = from, from+height-1
			if h.enough(len(layout)) && (!found || h.score > best.score) {
				best, found = h, true
			}
		}
	}
	for found && best.to+1 < len(window) && window[best.to+1].continues() {
		best.to++ // a merged cell of the header reaches further down
	}
	return best, found
}

// continues reports whether a row has part of a merged cell that began above.
func (r gridRow) continues() bool {
	for _, c := range r.cells {
		if c.merged {
			return true
		}
	}
	return false
}

// enough reports whether what fits can be no accident, as one word of a title is.
func (h header) enough(wanted int) bool {
	matched := 0
	for _, column := range h.columns {
		if column > 0 {
			matched++
		}
	}
	if h.ordinal > 0 {
		matched++
	}
	return matched+len(h.ambiguous) >= min(2, wanted)
}

// keyCache has the keys of headers that were met before: neighbouring places share their texts.
type keyCache map[string]nameKey

func (k keyCache) of(text string) nameKey {
	key, ok := k[text]
	if !ok {
		key = keyOf(text)
		k[text] = key
	}
	return key
}

// readHeader reads rows as if they were a header.
func readHeader(rows []gridRow, layout names, keys keyCache) header {
	h := header{columns: make([]int, len(layout))}
	for column, parts := range headerTexts(rows) {
		cell := headerCell{assigned: -1, fits: make([]fit, len(layout))}
		if len(parts) > 0 {
			cell.text, cell.several = strings.Join(parts, " / "), len(parts) > 1
			cell.full, cell.last = keys.of(strings.Join(parts, " ")), keys.of(parts[len(parts)-1])
		}
		if isOrdinal(cell.last) && h.ordinal == 0 {
			h.ordinal = column + 1
			h.score += int(exact)
		} else {
			cell.fit(layout)
		}
		h.cells = append(h.cells, cell)
	}
	for f := exact; f > likely; f-- {
		h.assign(f)
	}
	return h
}

// fit compares a header with all names. In a header of several rows the last alone may say it, but less well.
func (c *headerCell) fit(layout names) {
	for i, column := range layout {
		for _, name := range column {
			f := compare(c.full, name)
			if c.several && f < partly && compare(c.last, name) >= loose {
				f = partly
			}
			c.fits[i] = max(c.fits[i], f)
		}
	}
}

// assign pairs columns that fit each other as well as f and were not paired better. What fits two that are free is
// ambiguous; [header.check] refuses that.
func (h *header) assign(f fit) {
	taken := make([]bool, len(h.columns))
	for i, column := range h.columns {
		taken[i] = column != 0
	}
	for c := range h.cells {
		cell := &h.cells[c]
		if cell.assigned != -1 {
			continue
		}
		for i, is := range cell.fits {
			switch {
			case is != f || taken[i]:
			case cell.assigned != -1:
				h.doubt(ambiguity{column: c + 1, key: cell.assigned, rival: i})
			case h.columns[i] != 0:
				h.doubt(ambiguity{column: h.columns[i], other: c + 1, key: i, rival: -1})
			default:
				cell.assigned, h.columns[i] = i, c+1
				h.score += int(f)
			}
		}
	}
}

// doubt notes an ambiguity. A place that leaves nothing open is the better header: the heading over two columns is both,
// their own headers below it are not.
func (h *header) doubt(a ambiguity) {
	h.ambiguous = append(h.ambiguous, a)
	h.score -= int(exact)
}

// headerTexts returns the texts of each column of a header, from the top. A merged cell holds for all its columns and
// rows, and so does one that was only made to look merged: a heading over columns that have their own below.
func headerTexts(rows []gridRow) [][]string {
	width := 0
	for _, row := range rows {
		width = max(width, len(row.cells))
	}
	texts := make([][]string, width)
	last := rows[len(rows)-1]
	for r, row := range rows {
		over, reach := "", 0 // the heading to the left, and the last column that its merged cell covers
		for column := 1; column <= width; column++ {
			text := headerText(row.cell(column))
			switch {
			case text != "":
				over, reach = text, column+row.cell(column).span-1
			case column <= reach:
				text = over
			case r < len(rows)-1 && row.cell(column).kind == blank && headerText(last.cell(column)) != "" && headerText(last.cell(column-1)) != "":
				text = over
			default:
				over = ""
			}
			if t := texts[column-1]; text != "" && (len(t) == 0 || t[len(t)-1] != text) {
				texts[column-1] = append(t, text)
			}
		}
	}
	return texts
}

// headerText returns the text of a cell of a header, or "" for what can be none.
func headerText(c gridCell) string {
	if c.kind == blank || len(c.text) > headerBytes {
		return ""
	}
	return viet.CleanTitle(c.text)
}
