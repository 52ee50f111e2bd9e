package sheet

import (
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/xuri/excelize/v2"

	"thidua/internal/errs"
	"thidua/internal/viet"
)

// WriteXLSX writes a table ready to be read and printed: the lines of the title, a header that stays in sight and is
// repeated on each page, the rows with their numbers; A4 across, as wide as the page, with page numbers. Rows have a value
// for each column of the layout. Days are real dates; every text is a text and in cells that keep it one, so that no
// content becomes a formula, even when somebody edits it.
//
// Memory is bounded: rows wait in a temporary file, and only the compressed file is in memory at once. An error of rows
// ends the writing and is returned, and nothing is written.
func WriteXLSX(w io.Writer, l Listing, rows iter.Seq2[[]Value, error]) (err error) {
	if err := l.check(); err != nil {
		return err
	}
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	x := xlsxWriter{file: f, listing: l, sheet: sheetName(l.Sheet), width: len(l.Layout.Columns) + 1}
	if err := x.setUp(); err != nil {
		return fmt.Errorf("set up the sheet: %w", err)
	}
	if err := x.head(); err != nil {
		return fmt.Errorf("write the header: %w", err)
	}
	for values, err := range rows {
		if err != nil {
			return err
		}
		if err := x.write(values); err != nil {
			return err
		}
	}
	if err := x.stream.Flush(); err != nil {
		return fmt.Errorf("finish the sheet: %w", err)
	}
	_, err = f.WriteTo(w)
	return err
}

// xlsxWriter writes the rows of a sheet from the top.
type xlsxWriter struct {
	file    *excelize.File
	listing Listing
	sheet   string
	width   int // columns, with that of the ordinals
	stream  *excelize.StreamWriter
	styles  xlsxStyles
	row     int // the last that was written
	number  int // of the last row of data
	cells   []any
}

// xlsxStyles are the styles of a sheet, as the file numbers them.
type xlsxStyles struct{ title, header, text, number, date, ordinal int }

// headerRow returns the row of the header: below the title and a blank row.
func (x *xlsxWriter) headerRow() int {
	if len(x.listing.Title) == 0 {
		return 1
	}
	return len(x.listing.Title) + 2
}

// setUp prepares the sheet and its page. All of it must be there before the first row.
func (x *xlsxWriter) setUp() error {
	landscape, a4, wide, tall, fit := "landscape", 9, 1, 0, true
	side, end := 0.4, 0.6
	row := x.headerRow()
	var err error
	for _, step := range []func() error{
		func() error { return x.file.SetSheetName("Sheet1", x.sheet) },
		func() error { return x.file.SetSheetProps(x.sheet, &excelize.SheetPropsOptions{FitToPage: &fit}) },
		func() error {
			return x.file.SetPageLayout(x.sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &tall})
		},
		func() error {
			return x.file.SetPageMargins(x.sheet, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &end, Bottom: &end})
		},
		func() error {
			return x.file.SetHeaderFooter(x.sheet, &excelize.HeaderFooterOptions{OddFooter: "&CTrang &P/&N"})
		},
		func() error {
			return x.file.SetDefinedName(&excelize.DefinedName{
				Name: "_xlnm.Print_Titles", Scope: x.sheet, RefersTo: fmt.Sprintf("'%s'!$%d:$%d", x.sheet, row, row),
			})
		},
		x.makeStyles,
		func() error { x.stream, err = x.file.NewStreamWriter(x.sheet); return err },
		func() error {
			return x.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: row, TopLeftCell: fmt.Sprintf("A%d", row+1), ActivePane: "bottomLeft"})
		},
		func() error { return x.stream.SetColWidth(1, 1, ordinalWidth) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	for i, c := range x.listing.Layout.Columns {
		if err := x.stream.SetColWidth(i+2, i+2, c.width()); err != nil {
			return err
		}
	}
	return nil
}

// makeStyles adds the styles to the file.
func (x *xlsxWriter) makeStyles() error {
	const thin, textFormat = 1, 49 // of borders; the number format @
	var frame []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		frame = append(frame, excelize.Border{Type: side, Color: "808080", Style: thin})
	}
	days := "dd/mm/yyyy"
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	centred := &excelize.Alignment{Horizontal: "center", Vertical: "top"}
	for _, s := range []struct {
		id    *int
		style excelize.Style
	}{
		{&x.styles.title, excelize.Style{Font: &excelize.Font{Bold: true, Size: 12}, Alignment: &excelize.Alignment{Horizontal: "center"}, NumFmt: textFormat}},
		{&x.styles.header, excelize.Style{
			Font: &excelize.Font{Bold: true}, Border: frame, NumFmt: textFormat,
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7E6E6"}},
			Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true},
		}},
		{&x.styles.text, excelize.Style{Border: frame, Alignment: top, NumFmt: textFormat}},
		{&x.styles.number, excelize.Style{Border: frame, Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&x.styles.date, excelize.Style{Border: frame, Alignment: centred, CustomNumFmt: &days}},
		{&x.styles.ordinal, excelize.Style{Border: frame, Alignment: centred}},
	} {
		id, err := x.file.NewStyle(&s.style)
		if err != nil {
			return err
		}
		*s.id = id
	}
	return nil
}

// head writes the title and the header.
func (x *xlsxWriter) head() error {
	for i, line := range x.listing.Title {
		first, last := fmt.Sprintf("A%d", i+1), fmt.Sprintf("%s%d", ColumnName(x.width), i+1)
		if err := x.stream.SetRow(first, []any{excelize.Cell{StyleID: x.styles.title, Value: line}}); err != nil {
			return err
		}
		if err := x.stream.MergeCell(first, last); err != nil {
			return err
		}
	}
	cells := []any{excelize.Cell{StyleID: x.styles.header, Value: ordinalTitle}}
	for _, c := range x.listing.Layout.Columns {
		cells = append(cells, excelize.Cell{StyleID: x.styles.header, Value: c.title()})
	}
	x.row = x.headerRow()
	return x.stream.SetRow(fmt.Sprintf("A%d", x.row), cells)
}

// write writes one row.
func (x *xlsxWriter) write(values []Value) error {
	x.row++
	x.number++
	if x.row > excelRows {
		return errs.New(errs.Limit, "Danh sách dài hơn một trang tính Excel. Hãy lọc bớt hoặc xuất CSV.",
			"The list is longer than a sheet of Excel. Filter it, or export CSV.")
	}
	x.cells = append(x.cells[:0], excelize.Cell{StyleID: x.styles.ordinal, Value: x.number})
	for i, c := range x.listing.Layout.Columns {
		cell, err := x.cell(c, values[i], place{row: x.row, column: i + 2, title: c.title()})
		if err != nil {
			return err
		}
		x.cells = append(x.cells, cell)
	}
	return x.stream.SetRow(fmt.Sprintf("A%d", x.row), x.cells)
}

// cell returns a value as it stands in its cell. A day without a number is a text: a month, or a year.
func (x *xlsxWriter) cell(c Column, v Value, at place) (excelize.Cell, error) {
	style := x.styles.text
	switch c.Kind {
	case Integer, Decimal:
		style = x.styles.number
		if v.Given {
			return excelize.Cell{StyleID: style, Value: v.Number}, nil
		}
	case Date:
		if serial, ok := dateSerial(v.Date); ok && v.Precision == viet.Day {
			return excelize.Cell{StyleID: x.styles.date, Value: serial}, nil
		}
	default:
	}
	text, err := c.text(v)
	if err != nil {
		return excelize.Cell{}, err
	}
	if text == "" {
		return excelize.Cell{StyleID: style}, nil
	}
	return excelize.Cell{StyleID: style, Value: text}, checkText(at, text)
}
