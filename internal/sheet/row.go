package sheet

import (
	"thidua/internal/errs"
	"thidua/internal/viet"
)

// Row is one row of data.
type Row struct {
	Number  int      // as the file has it, counted from 1
	Ordinal string   // what stands in the column STT, or ""
	Group   []string // the headings within the table that it stands under, outermost first: "I. Tập thể"
	Hidden  bool     // it is hidden in the file, by hand or by a filter
	Cells   []Cell   // one for each column of the layout, in its order
	Others  []Other  // cells with content in columns that the layout does not know
}

// Errors returns what is wrong with the row's cells.
func (r Row) Errors() []*errs.Error {
	var all []*errs.Error
	for _, c := range r.Cells {
		if c.Err != nil {
			all = append(all, c.Err)
		}
	}
	return all
}

// Cell is one cell of a [Row].
type Cell struct {
	Column string      // its letters, or "" if the file has no such column
	Raw    string      // as it stands in the file
	Value  Value       // as it was understood; the zero Value if it is blank or wrong
	Notes  []Note      // what was done to understand it
	Err    *errs.Error // what is wrong, and where
}

// Other is a cell of a column that the layout does not know.
type Other struct {
	Column string
	Raw    string
}

// Value is what a cell means. Which field counts depends on the column's kind.
type Value struct {
	Given     bool           // false if the cell is blank
	Text      string         // Text, Paragraphs, UnitName, PersonName, DocumentNumber; the Option.Value of a Choice
	Number    float64        // Integer, Decimal and Rank
	Date      viet.Date      // Date
	Precision viet.Precision // of Date: "01/2022" is a month
	Yes       bool           // YesNo
}

// TextValue is the value of a text; that of "" is blank.
func TextValue(s string) Value { return Value{Given: s != "", Text: s} }

// NumberValue is the value of a number.
func NumberValue(n float64) Value { return Value{Given: true, Number: n} }

// DateValue is the value of a day; that of an unknown one is blank.
func DateValue(d viet.Date) Value {
	if d == "" {
		return Value{}
	}
	return Value{Given: true, Date: d, Precision: viet.Day}
}

// YesValue is the value of an answer.
func YesValue(yes bool) Value { return Value{Given: true, Yes: yes} }

// Note says what was done to understand a cell, so that people can check it before it is stored.
type Note string

// The notes.
const (
	Composed     Note = "COMPOSED"      // letters and marks that stood apart (NFD) were joined
	LookAlike    Note = "LOOK_ALIKE"    // Ð of a foreign alphabet became Đ
	Invisible    Note = "INVISIBLE"     // invisible characters were taken out
	Spaces       Note = "SPACES"        // spaces or line breaks were trimmed or joined
	Merged       Note = "MERGED"        // the value is that of a merged cell above
	YearInferred Note = "YEAR_INFERRED" // the date names no year: it is the caller's
	Serial       Note = "SERIAL"        // a bare number was read as Excel's count of days
	Calculated   Note = "CALCULATED"    // the result that was saved with a formula
	Respelled    Note = "RESPELLED"     // the words of a choice were recognised without marks or in another order
)

// In returns the note in Vietnamese and English.
func (n Note) In() (vi, en string) {
	switch n {
	case Composed:
		return "đã ghép dấu rời (Unicode tổ hợp)", "decomposed letters were joined"
	case LookAlike:
		return "đã sửa chữ Ð (U+00D0) thành Đ", "a look-alike of Đ was repaired"
	case Invisible:
		return "đã bỏ ký tự ẩn", "invisible characters were removed"
	case Spaces:
		return "đã bỏ khoảng trắng thừa", "needless spaces were removed"
	case Merged:
		return "lấy từ ô gộp phía trên", "taken from the merged cell above"
	case YearInferred:
		return "năm được suy ra", "the year was inferred"
	case Serial:
		return "số được hiểu là ngày của Excel", "a number was read as Excel's date"
	case Calculated:
		return "kết quả của công thức", "the result of a formula"
	case Respelled:
		return "được nhận ra dù viết khác", "recognised though spelled differently"
	default:
		return string(n), string(n)
	}
}
