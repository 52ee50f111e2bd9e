package sheet

import (
	"math"
	"strconv"
	"strings"

	"thidua/internal/viet"
)

// readNumber understands a cell of an XLSX that is a number, a date or a boolean.
func (r *cellReader) readNumber(cell *Cell, c gridCell) {
	if c.kind == truth {
		r.readTruth(cell, isTrue(c.text))
		return
	}
	n, err := strconv.ParseFloat(c.text, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) || math.Abs(n) > 1e15 {
		cell.fail(r.place, "không đọc được số “"+excerpt(c.text)+"”.", "the number “"+excerpt(c.text)+"” cannot be read.")
		return
	}
	if c.kind == day && r.column.Kind != Date {
		r.readStrayDate(cell, n)
		return
	}
	switch r.column.Kind {
	case Integer, Decimal:
		n = rounded(n)
		if r.column.Kind == Integer && n != math.Trunc(n) {
			cell.fail(r.place, "cần số nguyên, không phải “"+viet.FormatDecimal(n, 15)+"”.", "it must be a whole number, not “"+viet.FormatDecimal(n, 15)+"”.")
			return
		}
		cell.Value = NumberValue(n)
	case Date:
		r.readSerial(cell, n, c.kind == day)
	default:
		r.readText(cell, plainNumber(n))
	}
}

// readStrayDate understands a date in a column of another kind. Spreadsheet programs make dates of what looks like one,
// such as the document number 12/2022, and what was typed is lost.
func (r *cellReader) readStrayDate(cell *Cell, n float64) {
	date, ok := serialDate(n)
	if ok && (r.column.Kind == Text || r.column.Kind == Paragraphs) {
		cell.Value = TextValue(date.Format())
		cell.Notes = append(cell.Notes, Serial)
		return
	}
	cell.fail(r.place, "Excel đã đổi nội dung thành ngày tháng. Hãy định dạng ô là Văn bản rồi nhập lại.",
		"Excel turned the content into a date. Format the cell as text and enter it again.")
}

// readTruth understands a boolean.
func (r *cellReader) readTruth(cell *Cell, yes bool) {
	switch r.column.Kind {
	case YesNo:
		cell.Value = YesValue(yes)
	case Text, Paragraphs:
		cell.Value = TextValue(answer(yes))
	default:
		cell.fail(r.place, "không nhận giá trị TRUE/FALSE ở cột này.", "the column takes no TRUE or FALSE.")
	}
}

// readInteger understands a whole number in digits or words.
func (r *cellReader) readInteger(cell *Cell, text string) {
	digits, negative := strings.CutPrefix(text, "-")
	n, err := viet.ParseCount(digits)
	if err != nil {
		cell.failWith(r.place, err)
		return
	}
	if negative {
		n = -n
	}
	cell.Value = NumberValue(float64(n))
}

// rounded takes away what calculating in binary adds to a number: 30.000000000000004 is 30, as Excel shows it.
func rounded(n float64) float64 {
	short, err := strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64)
	if err != nil {
		return n
	}
	return short
}

// plainNumber returns a number as text, with a decimal comma and nothing between thousands.
func plainNumber(n float64) string {
	return strings.Replace(strconv.FormatFloat(rounded(n), 'f', -1, 64), ".", ",", 1)
}
