package sheet

import (
	"fmt"
	"slices"
	"strings"

	"thidua/internal/errs"
)

// standIn takes columns for those that the file lacks, as the layout allows.
func (h *header) standIn(l Layout) {
	for i, c := range l.Columns {
		if c.StandIn == "" || h.columns[i] > 0 {
			continue
		}
		k := slices.IndexFunc(l.Columns, func(other Column) bool { return other.Key == c.StandIn })
		if column := h.columns[k]; column > 0 {
			h.columns[i], h.columns[k] = column, 0
			h.cells[column-1].assigned = i
		}
	}
}

// check refuses a header that leaves open which column is which, or lacks a required one.
func (h header) check(l Layout, row int) *errs.Error {
	if len(h.ambiguous) > 0 {
		return h.ambiguous[0].error(h, l, row)
	}
	for i, c := range l.Columns {
		if !c.Required || h.columns[i] > 0 {
			continue
		}
		vi := fmt.Sprintf("thiếu cột “%s”.", c.title())
		en := fmt.Sprintf("the column “%s” is missing.", c.title())
		if column := h.nearest(i); column > 0 {
			text := excerpt(h.cells[column-1].text)
			vi += fmt.Sprintf(" Cột %s “%s” có phải là cột này không? Nếu phải, hãy sửa tiêu đề.", ColumnName(column), text)
			en += fmt.Sprintf(" Is it column %s “%s”? Then correct its header.", ColumnName(column), text)
		}
		return place{row: row}.error(errs.Invalid, vi, en)
	}
	return nil
}

// error tells of two columns that cannot be told apart.
func (a ambiguity) error(h header, l Layout, row int) *errs.Error {
	if a.rival >= 0 {
		key, rival := l.Columns[a.key].title(), l.Columns[a.rival].title()
		return place{row: row, column: a.column}.error(errs.Invalid,
			fmt.Sprintf("tiêu đề “%s” có thể là “%s” hoặc “%s”. Hãy ghi rõ.", excerpt(h.cells[a.column-1].text), key, rival),
			fmt.Sprintf("the header “%s” may be “%s” or “%s”. Make it clear.", excerpt(h.cells[a.column-1].text), key, rival))
	}
	title := l.Columns[a.key].title()
	return place{row: row, column: a.other}.error(errs.Invalid,
		fmt.Sprintf("cả cột %s lẫn cột %s đều có thể là “%s”. Hãy xóa hoặc đổi tiêu đề một cột.", ColumnName(a.column), ColumnName(a.other), title),
		fmt.Sprintf("columns %s and %s may both be “%s”. Delete one or change its header.", ColumnName(a.column), ColumnName(a.other), title))
}

// nearest returns the free column of the file that may be meant by a column of the layout, or 0.
func (h header) nearest(i int) int {
	for c, cell := range h.cells {
		if cell.assigned == -1 && cell.fits[i] == likely {
			return c + 1
		}
	}
	return 0
}

// suggestion returns the free column of the layout that a column of the file may be, or -1.
func (h header) suggestion(cell headerCell) int {
	for i, f := range cell.fits {
		if f >= likely && h.columns[i] == 0 {
			return i
		}
	}
	return -1
}

// describe tells a report what is where.
func (h header) describe(r *Report, l Layout, window []gridRow, hidden func(column int) bool) {
	r.HeaderFrom, r.HeaderTo = window[h.from].number, window[h.to].number
	for _, row := range window[:h.from] {
		var texts []string
		for _, c := range row.cells {
			if t := headerText(c); t != "" && !c.merged {
				texts = append(texts, t)
			}
		}
		if len(texts) > 0 {
			r.Above = append(r.Above, strings.Join(texts, " "))
		}
	}
	if h.ordinal > 0 {
		r.OrdinalColumn = ColumnName(h.ordinal)
	}
	for i, c := range l.Columns {
		column := h.columns[i]
		if column == 0 {
			r.Absent = append(r.Absent, c.Key)
			continue
		}
		r.Mapping = append(r.Mapping, Mapped{
			Key: c.Key, Column: ColumnName(column), Header: h.cells[column-1].text, Hidden: hidden(column),
		})
	}
	for c, cell := range h.cells {
		if cell.text == "" || cell.assigned != -1 || c+1 == h.ordinal {
			continue
		}
		unknown := Unknown{Column: ColumnName(c + 1), Header: cell.text}
		if i := h.suggestion(cell); i >= 0 {
			unknown.Suggest = l.Columns[i].Key
		}
		r.Unknown = append(r.Unknown, unknown)
	}
}

// noHeader refuses a file in which no row is the header of the table.
func noHeader(l Layout) *errs.Error {
	var titles []string
	for _, c := range l.Columns {
		if c.Required || len(titles) < 4 {
			titles = append(titles, "“"+c.title()+"”")
		}
	}
	list := strings.Join(titles, ", ")
	return unreadable(
		fmt.Sprintf("Không tìm thấy hàng tiêu đề trong %d hàng đầu. Bảng cần các cột: %s.", headerRows, list),
		fmt.Sprintf("No header was found in the first %d rows. The table needs the columns %s.", headerRows, list))
}
