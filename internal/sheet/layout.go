package sheet

import (
	"fmt"

	"thidua/internal/viet"
)

// Layout is the table that a caller wants to read or write.
type Layout struct {
	Columns []Column
}

// Column is one column of a [Layout].
type Column struct {
	// Key names the column to the caller; it never shows.
	Key string
	// Names are the headers under which files have the column. The first is written, and shown in messages. Case,
	// missing marks, remarks in parentheses and the usual abbreviations need no name of their own.
	Names    []string
	Kind     Kind
	Required bool
	// StandIn is the key of a column that is taken for this one in a file that has it and not this one: where nobody is
	// named, the column Đơn vị is not where they work, but who is meant.
	StandIn string
	// Choices are what a column of the kind [Choice] may hold.
	Choices []Option
	// Width is that of the written column, in characters; 0 takes that of the kind.
	Width float64
}

// Option is one of the values of a [Choice], with the words that files have for it; the first is written.
type Option struct {
	Value string
	Names []string
}

// Kind says what the cells of a column hold, and so how they are understood.
type Kind string

// The kinds of columns.
const (
	Text           Kind = "TEXT"            // one line
	Paragraphs     Kind = "PARAGRAPHS"      // text whose lines are kept
	UnitName       Kind = "UNIT_NAME"       // one line; names of units are compared by the caller
	PersonName     Kind = "PERSON_NAME"     // one line without digits
	Integer        Kind = "INTEGER"         // 3, 03, (03), 1.234, ba
	Decimal        Kind = "DECIMAL"         // 95,5
	Date           Kind = "DATE"            // a day, a month or a year
	DocumentNumber Kind = "DOCUMENT_NUMBER" // 263/QĐ-UBND
	Rank           Kind = "RANK"            // hạng Nhất, 1
	Choice         Kind = "CHOICE"          // one of the column's options
	YesNo          Kind = "YES_NO"          // có, không, x
)

// kinds returns all kinds with the width of their columns, in characters.
func kinds() map[Kind]float64 {
	return map[Kind]float64{
		Text: 30, Paragraphs: 50, UnitName: 40, PersonName: 26, Integer: 10, Decimal: 10, Date: 12, DocumentNumber: 20, Rank: 12, Choice: 24,
		YesNo: 10,
	}
}

// Check reports what is wrong with a layout: it is the programmer's error, not the user's, so that it is not an
// errs.Error. Each column has a key of its own, a known kind and a name, and no name may stand for two columns.
func (l Layout) Check() error {
	if len(l.Columns) == 0 {
		return fmt.Errorf("layout: no columns")
	}
	known, keys, names := kinds(), map[string]bool{}, map[string]string{}
	for _, c := range l.Columns {
		if _, ok := known[c.Kind]; !ok {
			return fmt.Errorf("layout: column %q has the unknown kind %q", c.Key, c.Kind)
		}
		if c.Key == "" || keys[c.Key] || len(c.Names) == 0 {
			return fmt.Errorf("layout: column %q needs a key of its own and a name", c.Key)
		}
		if (c.Kind == Choice) != (len(c.Choices) > 0) {
			return fmt.Errorf("layout: column %q has choices, or the kind of choices, but not both", c.Key)
		}
		keys[c.Key] = true
		for _, name := range c.Names {
			key := viet.AccentKey(name)
			if other, taken := names[key]; key == "" || taken && other != c.Key {
				return fmt.Errorf("layout: the name %q of column %q is empty or taken by %q", name, c.Key, other)
			}
			names[key] = c.Key
		}
		if err := c.checkChoices(); err != nil {
			return err
		}
	}
	return nil
}

// checkChoices reports options without words, and words that stand for two.
func (c Column) checkChoices() error {
	taken := map[string]string{}
	for _, o := range c.Choices {
		if o.Value == "" || len(o.Names) == 0 {
			return fmt.Errorf("layout: a choice of column %q needs a value and a name", c.Key)
		}
		for _, name := range o.Names {
			key := viet.AccentKey(name)
			if other, ok := taken[key]; key == "" || ok && other != o.Value {
				return fmt.Errorf("layout: the choice %q of column %q is empty or taken by %q", name, c.Key, other)
			}
			taken[key] = o.Value
		}
	}
	return nil
}

// title returns the name by which people know the column.
func (c Column) title() string { return c.Names[0] }
