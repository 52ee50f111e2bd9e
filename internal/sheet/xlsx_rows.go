package sheet

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"

	"thidua/internal/errs"
)

// xlsxRows reads the rows of a sheet as they come.
type xlsxRows struct {
	book   *xlsxBook
	part   io.ReadCloser
	tokens *xmlTokens

	inside bool // between <sheetData> and its end
	hidden []hiddenColumns
	row    gridRow
	column int // of the last cell that was read
}

// hiddenColumns are the columns from first to last.
type hiddenColumns struct{ first, last int }

func (x *xlsxRows) next() (gridRow, error) {
	for {
		token, err := x.token()
		if err != nil {
			return gridRow{}, err
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch {
			case e.Name.Local == "sheetData":
				x.inside = true
			case e.Name.Local == "col" && !x.inside:
				x.hide(e)
			case e.Name.Local == "row" && x.inside:
				return x.readRow(e)
			}
		case xml.EndElement:
			if e.Name.Local == "sheetData" || e.Name.Local == "worksheet" {
				return gridRow{}, io.EOF
			}
		}
	}
}

// token returns the next token. A sheet that ends before its rows do is damaged.
func (x *xlsxRows) token() (xml.Token, error) {
	token, err := x.tokens.next()
	switch {
	case err == nil:
		return token, nil
	case errors.Is(err, io.EOF):
		return nil, damaged(io.ErrUnexpectedEOF)
	case errors.Is(err, errLongToken):
		return nil, errors.Join(x.book.limits.checkCell(place{row: x.row.number, column: x.column}, x.book.limits.CellBytes+1), err)
	default:
		return nil, brokenXLSX(err)
	}
}

// hide notes the columns that an element of the sheet's head hides.
func (x *xlsxRows) hide(e xml.StartElement) {
	first, err1 := strconv.Atoi(attribute(e, "min"))
	last, err2 := strconv.Atoi(attribute(e, "max"))
	if err1 == nil && err2 == nil && isTrue(attribute(e, "hidden")) && len(x.hidden) < x.book.limits.Columns {
		x.hidden = append(x.hidden, hiddenColumns{first, last})
	}
}

func (x *xlsxRows) columnHidden(column int) bool {
	for _, h := range x.hidden {
		if column >= h.first && column <= h.last {
			return true
		}
	}
	return false
}

// readRow reads the cells of a row. Rows and cells must rise: what comes twice would hide something.
func (x *xlsxRows) readRow(e xml.StartElement) (gridRow, error) {
	number := x.row.number + 1
	if r := attribute(e, "r"); r != "" {
		n, err := strconv.Atoi(r)
		if err != nil || n < number || n > excelRows {
			return gridRow{}, damaged(errors.New("the rows are not in order: " + excerpt(r)))
		}
		number = n
	}
	x.row = gridRow{number: number, hidden: isTrue(attribute(e, "hidden")), cells: x.row.cells[:0]}
	x.column = 0
	for {
		token, err := x.token()
		if err != nil {
			return gridRow{}, err
		}
		switch e := token.(type) {
		case xml.StartElement:
			if e.Name.Local != "c" {
				continue
			}
			if err := x.readCell(e); err != nil {
				return gridRow{}, err
			}
		case xml.EndElement:
			if e.Name.Local == "row" {
				return x.row, nil
			}
		}
	}
}

// readCell reads one cell into the row.
func (x *xlsxRows) readCell(e xml.StartElement) error {
	at := place{row: x.row.number, column: x.column + 1}
	if ref := attribute(e, "r"); ref != "" {
		p, ok := parseRef(ref)
		if !ok || p.column < at.column {
			return damaged(errors.New("the cells are not in order: " + excerpt(ref)))
		}
		at.column = p.column
	}
	x.column = at.column
	text, formula, err := x.content(at)
	if err != nil {
		return err
	}
	if text == "" && !formula {
		return nil
	}
	cell, err := x.understand(at, attribute(e, "t"), attribute(e, "s"), text)
	if err != nil {
		return err
	}
	if err := x.book.limits.checkCell(at, len(cell.text)+1); err != nil {
		return err
	}
	cell.formula = formula
	for len(x.row.cells) < at.column-1 {
		x.row.cells = append(x.row.cells, gridCell{})
	}
	x.row.cells = append(x.row.cells, cell)
	return nil
}

// content returns the text within a cell, and whether it has a formula.
func (x *xlsxRows) content(at place) (text string, formula bool, err error) {
	collects, spoken := false, 0
	for {
		token, err := x.token()
		if err != nil {
			return "", false, err
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "v", "t":
				collects = spoken == 0
			case "f":
				formula = true
			case "rPh":
				spoken++
			}
		case xml.CharData:
			if collects {
				text += string(e)
			}
			if len(text) > 8*x.book.limits.CellBytes {
				return "", false, x.book.limits.checkCell(at, len(text))
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "c":
				return text, formula, nil
			case "rPh":
				spoken--
			default:
				collects = false
			}
		}
	}
}

// understand returns the cell of a type, a style and a content.
func (x *xlsxRows) understand(at place, kind, style, text string) (gridCell, error) {
	switch kind {
	case "s":
		i, err := strconv.Atoi(text)
		if err != nil {
			return gridCell{}, damaged(err)
		}
		shared, ok := x.book.strings.at(i)
		if !ok {
			return gridCell{}, at.error(errs.Invalid, "ô trỏ đến văn bản không có trong tệp; tệp bị hỏng.",
				"the cell refers to a text that the file does not have; the file is damaged.")
		}
		return wordsCell(shared), nil
	case "inlineStr", "str", "d":
		return wordsCell(text), nil
	case "b":
		return gridCell{text: text, kind: truth}, nil
	case "e":
		return gridCell{text: text, kind: failure}, nil
	}
	if text == "" {
		return gridCell{}, nil
	}
	n, err := strconv.Atoi(style)
	if err == nil && n >= 0 && n < len(x.book.dates) && x.book.dates[n] {
		return gridCell{text: x.since1900(text), kind: day}, nil
	}
	return gridCell{text: text, kind: number}, nil
}

// since1900 returns a count of days as files that begin in 1900 have it.
func (x *xlsxRows) since1900(text string) string {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || !x.book.date1904 {
		return text
	}
	return strconv.FormatFloat(n+days1904, 'f', -1, 64)
}

// wordsCell returns a cell of a text; without one it is blank.
func wordsCell(text string) gridCell {
	if text == "" {
		return gridCell{}
	}
	return gridCell{text: unescapeXLSX(text), kind: words}
}

func (x *xlsxRows) close() error { return x.part.Close() }
