package sheet

import "sort"

// area is a merged area: from its first to its last row and column, counted from 1.
type area struct{ top, left, bottom, right int }

// mergedSource spreads merged cells over the rows that they cover: a value that spans several rows holds for all, in the
// first of its columns. What a merged cell spans sideways is said by its span.
type mergedSource struct {
	source
	areas  []area // by rising top
	active map[int]merge
}

// merge is an area that the present row is in, and the cell at its top left.
type merge struct {
	area
	value gridCell
}

// spread returns the source with its merged cells spread. Areas beyond the columns that may have content do not count,
// and of areas that overlap, which no program writes, one column follows only one.
func spread(s source, areas []area) source {
	if len(areas) == 0 {
		return s
	}
	sort.SliceStable(areas, func(i, j int) bool { return areas[i].top < areas[j].top })
	return &mergedSource{source: s, areas: areas, active: map[int]merge{}}
}

func (m *mergedSource) next() (gridRow, error) {
	row, err := m.source.next()
	if err != nil {
		return row, err
	}
	for column, a := range m.active {
		if a.bottom < row.number {
			delete(m.active, column)
		}
	}
	for ; len(m.areas) > 0 && m.areas[0].top <= row.number; m.areas = m.areas[1:] {
		a := m.areas[0]
		if _, taken := m.active[a.left]; taken || a.bottom < row.number {
			continue
		}
		value := gridCell{}
		if a.top == row.number {
			value = row.cell(a.left)
		}
		value.span = a.right - a.left + 1
		m.active[a.left] = merge{area: a, value: value}
		if a.top == row.number && a.left <= len(row.cells) {
			row.cells[a.left-1].span = value.span
		}
	}
	for column, a := range m.active {
		if a.top == row.number || a.value.kind == blank {
			continue
		}
		for len(row.cells) < column {
			row.cells = append(row.cells, gridCell{})
		}
		if c := &row.cells[column-1]; c.kind == blank {
			*c = a.value
			c.merged = true
		}
	}
	return row, nil
}
