package sheet

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"

	"thidua/internal/errs"
	"thidua/internal/viet"
)

// Listing is a table to be written: what stands around its rows.
type Listing struct {
	Sheet  string   // the name of the sheet; what Excel does not allow in one is left out
	Title  []string // lines above the table, such as the body's name and the title of the list
	Layout Layout
}

// ordinalTitle is the header of the column that numbers the rows. It is always written: a row with a number is data for
// whoever reads the file again, whatever else it says.
const ordinalTitle = "STT"

// ordinalWidth is that of the same column, in characters.
const ordinalWidth = 6

// check reports what is wrong with a listing; as in [Layout.Check], that is the programmer's error.
func (l Listing) check() error {
	if len(l.Layout.Columns)+1 > excelColumns {
		return fmt.Errorf("listing: too many columns")
	}
	return l.Layout.Check()
}

// text returns a value as people read it, and as it is read again.
func (c Column) text(v Value) (string, error) {
	if !v.Given {
		return "", nil
	}
	switch c.Kind {
	case Text, Paragraphs, UnitName, PersonName, DocumentNumber:
		return v.Text, nil
	case Integer, Decimal:
		return plainNumber(v.Number), nil
	case Date:
		return v.Date.FormatAs(v.Precision), nil
	case Rank:
		return viet.FormatRank(int(v.Number)), nil
	case YesNo:
		return answer(v.Yes), nil
	case Choice:
		for _, o := range c.Choices {
			if o.Value == v.Text {
				return o.Names[0], nil
			}
		}
	}
	return "", fmt.Errorf("column %q: the value %q cannot be written", c.Key, v.Text)
}

// width returns the width of the written column, in characters.
func (c Column) width() float64 {
	if c.Width > 0 {
		return c.Width
	}
	return kinds()[c.Kind]
}

// maxCellText is how long a text a cell may have, in UTF-16 units, as Excel counts.
const maxCellText = 32_767

// checkText refuses a text that Excel would cut.
func checkText(at place, s string) error {
	if len(s) <= maxCellText || len(utf16.Encode([]rune(s))) <= maxCellText {
		return nil
	}
	return at.error(errs.Limit, "văn bản dài hơn "+viet.FormatCount(maxCellText)+" ký tự, Excel không nhận.",
		"the text is longer than the "+strconv.Itoa(maxCellText)+" characters that Excel takes.")
}

// sheetName returns a name that Excel allows for a sheet.
func sheetName(s string) string {
	const most = 31
	name := viet.CleanTitle(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) {
			return ' '
		}
		return r
	}, s))
	for len(utf16.Encode([]rune(name))) > most {
		runes := []rune(name)
		name = string(runes[:len(runes)-1])
	}
	if name = strings.Trim(name, " '"); name == "" {
		return "Danh sách"
	}
	return name
}
