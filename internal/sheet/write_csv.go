package sheet

import (
	"bufio"
	"encoding/csv"
	"io"
	"iter"
	"strconv"
)

// WriteCSV writes a table as RFC 4180 has it, in UTF-8 with the mark by which Excel knows it: the header, then the rows
// with their numbers. The lines of the title are left out, as a CSV is for programs. Rows have a value for each column of
// the layout. A text that a spreadsheet program would take for a formula gets an apostrophe in front, which is taken away
// when the file is read again.
//
// An error of rows ends the writing and is returned.
func WriteCSV(w io.Writer, l Listing, rows iter.Seq2[[]Value, error]) error {
	if err := l.check(); err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	if _, err := out.WriteString("\uFEFF"); err != nil {
		return err
	}
	lines := csv.NewWriter(out)
	lines.UseCRLF = true
	fields := make([]string, len(l.Layout.Columns)+1)
	fields[0] = ordinalTitle
	for i, c := range l.Layout.Columns {
		fields[i+1] = guard(c.title())
	}
	if err := lines.Write(fields); err != nil {
		return err
	}
	number := 0
	for values, err := range rows {
		if err != nil {
			return err
		}
		number++
		fields[0] = strconv.Itoa(number)
		for i, c := range l.Layout.Columns {
			text, err := c.text(values[i])
			if err != nil {
				return err
			}
			if c.Kind != Integer && c.Kind != Decimal {
				text = guard(text)
			}
			fields[i+1] = text
		}
		if err := lines.Write(fields); err != nil {
			return err
		}
	}
	lines.Flush()
	if err := lines.Error(); err != nil {
		return err
	}
	return out.Flush()
}
