package sheet

import (
	"fmt"
	"strconv"

	"thidua/internal/errs"
)

// place is where something stands in a file; row and column count from 1, and 0 is unknown.
type place struct {
	row, column int
	title       string // the layout's name of the column, or ""
}

// error returns an error at p, which tells people row and column as their spreadsheet shows them. Its Field is both, such
// as 12.C: a caller that knows the input's path puts it in front.
func (p place) error(code errs.Code, vi, en string) *errs.Error {
	letters := ColumnName(p.column)
	if p.column == 0 {
		return &errs.Error{
			Code: code, Field: []string{strconv.Itoa(p.row)},
			Vi: fmt.Sprintf("Dòng %d: %s", p.row, vi), En: fmt.Sprintf("Row %d: %s", p.row, en),
		}
	}
	name := letters
	if p.title != "" {
		name += " (" + p.title + ")"
	}
	return &errs.Error{
		Code: code, Field: []string{strconv.Itoa(p.row), letters},
		Vi: fmt.Sprintf("Dòng %d, cột %s: %s", p.row, name, vi), En: fmt.Sprintf("Row %d, column %s: %s", p.row, name, en),
	}
}

// ColumnName returns the letters of the n-th column, counted from 1: A, Z, AA, XFD; "" for none.
func ColumnName(n int) string {
	var letters []byte
	for ; n > 0; n = (n - 1) / 26 {
		letters = append([]byte{byte('A' + (n-1)%26)}, letters...)
	}
	return string(letters)
}

// Bounds of a sheet, as Excel has them.
const (
	excelRows    = 1 << 20
	excelColumns = 1 << 14
)

// parseRef reads a cell's name, such as C12; $ signs do not matter. A part that is missing is 0.
func parseRef(ref string) (place, bool) {
	var p place
	for i := 0; i < len(ref); i++ {
		switch c := ref[i]; {
		case c == '$':
		case c >= 'A' && c <= 'Z' && p.row == 0:
			p.column = p.column*26 + int(c-'A') + 1
		case c >= 'a' && c <= 'z' && p.row == 0:
			p.column = p.column*26 + int(c-'a') + 1
		case c >= '0' && c <= '9':
			p.row = p.row*10 + int(c-'0')
		default:
			return place{}, false
		}
		if p.column > excelColumns || p.row > excelRows {
			return place{}, false
		}
	}
	return p, true
}
