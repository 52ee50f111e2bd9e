package sheet

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"thidua/internal/errs"
)

// csvBook is a CSV file: one sheet.
type csvBook struct {
	file      io.ReaderAt
	size      int64
	limits    Limits
	encoding  string
	separator rune
	skipLine  bool // the first line only names the separator
}

// openCSV finds out how a CSV is written.
func openCSV(file io.ReaderAt, size int64, limits Limits) (*csvBook, error) {
	b := &csvBook{file: file, size: size, limits: limits}
	name, err := encodingOf(io.NewSectionReader(file, 0, size))
	if err != nil {
		return nil, err
	}
	if name == "" {
		return nil, unknownFormat()
	}
	b.encoding = name
	head := make([]byte, 32<<10)
	n, err := io.ReadFull(b.text(), head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	b.separator, b.skipLine = separatorOf(string(head[:n]))
	return b, nil
}

// text returns the file as UTF-8 from its beginning.
func (b *csvBook) text() io.Reader {
	return decoded(io.NewSectionReader(b.file, 0, b.size), b.encoding)
}

func (b *csvBook) sheets() []Info { return []Info{{}} }

func (b *csvBook) describe(r *Report) {
	r.Format, r.Encoding, r.Separator = CSV, b.encoding, string(b.separator)
}

func (b *csvBook) open(int) (source, error) {
	text := bufio.NewReader(b.text())
	s := &csvRows{limits: b.limits, line: 1}
	if b.skipLine {
		if _, err := text.ReadString('\n'); err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		s.row = 1
	}
	s.reader = csv.NewReader(text)
	s.reader.Comma = b.separator
	s.reader.FieldsPerRecord = -1
	s.reader.LazyQuotes = true
	s.reader.ReuseRecord = true
	return s, nil
}

// csvRows reads the rows of a CSV. A row's number is the one that a spreadsheet program shows: blank lines count, a line
// break within quotes does not.
type csvRows struct {
	reader *csv.Reader
	limits Limits
	line   int // on which the next row would begin, were there no blank lines
	row    int
	cells  []gridCell
}

func (s *csvRows) next() (gridRow, error) {
	fields, err := s.reader.Read()
	if errors.Is(err, io.EOF) {
		return gridRow{}, io.EOF
	}
	var bad *csv.ParseError
	if errors.As(err, &bad) {
		return gridRow{}, place{row: s.row + 1}.error(errs.Invalid, "dấu ngoặc kép không đóng hoặc sai chỗ.",
			"a quotation mark is not closed or stands in the wrong place.").Because(err)
	}
	if err != nil {
		return gridRow{}, err
	}
	line, _ := s.reader.FieldPos(0)
	s.row += 1 + line - s.line
	s.line = line + 1
	s.cells = s.cells[:0]
	for i, field := range fields {
		s.line += strings.Count(field, "\n")
		at := place{row: s.row, column: i + 1}
		if err := s.limits.checkCell(at, len(field)); err != nil {
			return gridRow{}, err
		}
		cell := gridCell{}
		if field != "" {
			cell = gridCell{text: unguard(field), kind: words}
		}
		if at.column <= s.limits.Columns {
			s.cells = append(s.cells, cell)
		}
	}
	return gridRow{number: s.row, cells: s.cells}, nil
}

func (s *csvRows) columnHidden(int) bool { return false }

func (s *csvRows) close() error { return nil }

// checkCell refuses content beyond the last column, and a text that is too long.
func (l Limits) checkCell(at place, size int) error {
	if at.column > l.Columns && size > 0 {
		return at.error(errs.Limit, "bảng có quá nhiều cột.", "the table has too many columns.")
	}
	if size > l.CellBytes {
		return at.error(errs.Limit, "ô quá dài; có thể một dấu ngoặc kép không được đóng.",
			"the cell is too long; perhaps a quotation mark is not closed.")
	}
	return nil
}
