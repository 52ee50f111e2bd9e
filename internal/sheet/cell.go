package sheet

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"thidua/internal/errs"
	"thidua/internal/viet"
)

// cellReader says what the cells of one column mean.
type cellReader struct {
	column  Column
	letters string
	place   place       // its row is set for each cell
	year    int         // of dates that name none; 0 refuses them
	choices *choiceList // of a Choice
}

// read understands one cell. What is wrong with it is in its Err, with the place.
func (r *cellReader) read(row int, c gridCell) Cell {
	r.place.row = row
	cell := Cell{Column: r.letters, Raw: c.text}
	if c.merged {
		cell.Notes = append(cell.Notes, Merged)
	}
	if c.formula {
		cell.Notes = append(cell.Notes, Calculated)
	}
	switch {
	case c.kind == failure, c.kind == words && failureText(c.text):
		cell.fail(r.place, "ô có lỗi "+excerpt(c.text)+" của công thức. Hãy sửa công thức hoặc nhập giá trị.",
			"the cell has the formula error "+excerpt(c.text)+". Mend the formula or enter the value.")
	case c.formula && c.kind == blank:
		cell.fail(r.place, "công thức chưa có kết quả. Hãy mở tệp bằng Excel, lưu lại rồi gửi lại.",
			"the formula has no result yet. Open and save the file in Excel, then send it again.")
	case c.kind == words:
		r.readWords(&cell, c.text)
	case c.kind != blank:
		r.readNumber(&cell, c)
	}
	if r.column.Required && !cell.Value.Given && cell.Err == nil {
		cell.fail(r.place, "không được để trống.", "it must not be blank.")
	}
	return cell
}

// fail says what is wrong with a cell, which then has no value.
func (c *Cell) fail(at place, vi, en string) {
	c.Value, c.Err = Value{}, at.error(errs.Invalid, vi, en)
}

// failWith is fail with the words of another package's error.
func (c *Cell) failWith(at place, err error) {
	e := errs.As(err)
	if e == nil {
		c.fail(at, "không đọc được giá trị.", "the value cannot be read.")
		return
	}
	c.fail(at, e.Vi, e.En)
}

// readWords understands a text.
func (r *cellReader) readWords(cell *Cell, raw string) {
	text := r.clean(cell, raw)
	switch {
	case text == "":
		return
	case strings.ContainsRune(text, utf8.RuneError):
		cell.fail(r.place, "có ký tự không đọc được. Hãy lưu tệp CSV dạng UTF-8, hoặc gửi tệp .xlsx.",
			"some characters cannot be read. Save the CSV as UTF-8, or send an .xlsx.")
		return
	}
	r.readText(cell, text)
}

// readText understands a clean text by the column's kind.
func (r *cellReader) readText(cell *Cell, text string) {
	switch r.column.Kind {
	case Text, Paragraphs, UnitName:
		cell.Value = TextValue(text)
	case PersonName:
		if strings.ContainsAny(text, "0123456789") {
			cell.fail(r.place, "họ tên “"+excerpt(text)+"” có chữ số.", "the name “"+excerpt(text)+"” has digits.")
			return
		}
		cell.Value = TextValue(text)
	case Integer:
		r.readInteger(cell, text)
	case Decimal:
		n, err := viet.ParseDecimal(text)
		if err != nil {
			cell.failWith(r.place, err)
			return
		}
		cell.Value = NumberValue(n)
	case Date:
		r.readDate(cell, text)
	case DocumentNumber:
		n, err := viet.ParseDocNumber(text)
		if err != nil {
			cell.failWith(r.place, err)
			return
		}
		cell.Value = TextValue(n.Text)
	case Rank:
		n, err := viet.ParseRank(text)
		if err != nil {
			cell.failWith(r.place, err)
			return
		}
		cell.Value = NumberValue(float64(n))
	case Choice:
		r.readChoice(cell, text)
	case YesNo:
		r.readAnswer(cell, text)
	}
}

// clean returns a text as it is stored, and notes what that changed.
func (r *cellReader) clean(cell *Cell, raw string) string {
	var text string
	if r.column.Kind == Paragraphs {
		text = strings.TrimSpace(viet.CleanBody(raw))
	} else {
		text = viet.CleanTitle(raw)
	}
	if text == raw {
		return text
	}
	if !norm.NFC.IsNormalString(raw) {
		cell.Notes = append(cell.Notes, Composed)
	}
	if lookAlikes(raw) > lookAlikes(text) {
		cell.Notes = append(cell.Notes, LookAlike)
	}
	spaces, invisible := dirt(raw, text)
	if invisible {
		cell.Notes = append(cell.Notes, Invisible)
	}
	if spaces {
		cell.Notes = append(cell.Notes, Spaces)
	}
	return text
}

// lookAlikes counts the letters that look like Đ and are of other alphabets.
func lookAlikes(s string) int {
	return strings.Count(s, "Ð") + strings.Count(s, "ð") + strings.Count(s, "Ɖ") + strings.Count(s, "ɖ")
}

// dirt reports whether cleaning changed the white space of a text, and whether it took out what nobody sees.
func dirt(raw, text string) (spaces, invisible bool) {
	countSpaces := func(s string) (plain, other int) {
		for _, c := range s {
			switch c {
			case ' ':
				plain++
			case '\u00A0', '\t', '\n', '\r', '\u2002', '\u2003', '\u2009', '\u202F', '\u3000':
				other++
			}
		}
		return plain, other
	}
	rawPlain, rawOther := countSpaces(raw)
	plain, other := countSpaces(text)
	for _, c := range raw {
		switch {
		case c == '\t' || c == '\n' || c == '\r':
		case c < ' ' || c == '\u00AD' || c >= '\u200B' && c <= '\u200F' || c == '\u2060' || c == '\uFEFF':
			invisible = true
		}
	}
	return rawPlain != plain || rawOther != other, invisible
}

// failureText reports whether a text is the error of a formula, as a CSV has it.
func failureText(s string) bool {
	if !strings.HasPrefix(s, "#") {
		return false
	}
	switch strings.TrimRight(s, " ") {
	case "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!", "#GETTING_DATA":
		return true
	default:
		return false
	}
}
