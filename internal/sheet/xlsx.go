package sheet

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// xlsxBook is an XLSX file.
type xlsxBook struct {
	parts    parts
	limits   Limits
	tabs     []xlsxTab
	strings  sharedStrings
	dates    []bool // by style: its numbers are dates
	date1904 bool   // days are counted from 1904, as old Macintosh programs did
	macros   bool
	linked   bool
}

// xlsxTab is a worksheet and the part that has it.
type xlsxTab struct {
	Info
	part string
}

// openXLSX reads what all sheets share.
func openXLSX(file io.ReaderAt, size int64, limits Limits) (*xlsxBook, error) {
	p, err := openParts(file, size, limits)
	if err != nil {
		return nil, err
	}
	b := &xlsxBook{parts: p, limits: limits}
	workbook, err := b.workbook()
	if err != nil {
		return nil, err
	}
	relations, err := p.relations(workbook)
	if err != nil {
		return nil, err
	}
	if err := b.readWorkbook(workbook, relations); err != nil {
		return nil, err
	}
	for _, r := range relations {
		switch r.kind {
		case "sharedStrings":
			b.strings, err = readSharedStrings(p, r.target)
		case "styles":
			b.dates, err = readDateStyles(p, r.target)
		case "vbaProject":
			b.macros = true
		case "externalLink":
			b.linked = true
		}
		if err != nil {
			return nil, err
		}
	}
	return b, nil
}

// workbook returns the part that the file begins with, or says what else the file is.
func (b *xlsxBook) workbook() (string, error) {
	if b.parts.has("mimetype") {
		return "", unreadable("Tệp OpenDocument (.ods) không đọc được. Hãy lưu thành .xlsx.",
			"OpenDocument files (.ods) cannot be read. Save it as .xlsx.")
	}
	roots, err := b.parts.relations("")
	if err != nil {
		return "", err
	}
	for _, r := range roots {
		if r.kind != "officeDocument" {
			continue
		}
		switch {
		case strings.HasSuffix(r.target, ".bin"):
			return "", unreadable("Tệp .xlsb không đọc được. Hãy lưu thành .xlsx.", "The .xlsb format cannot be read. Save it as .xlsx.")
		case strings.HasPrefix(r.target, "xl/"):
			return r.target, nil
		}
	}
	return "", unknownFormat()
}

// readWorkbook reads which sheets there are. Chart sheets have no cells and are left out.
func (b *xlsxBook) readWorkbook(workbook string, relations []relation) error {
	worksheets := map[string]string{}
	for _, r := range relations {
		if r.kind == "worksheet" {
			worksheets[r.id] = r.target
		}
	}
	err := b.parts.walk(workbook, func(e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			b.date1904 = isTrue(attribute(e, "date1904"))
		case "sheet":
			part, ok := worksheets[relationID(e)]
			if !ok {
				return nil
			}
			if len(b.tabs) == b.limits.Sheets {
				return tooMany("trang tính", "sheets", int64(b.limits.Sheets))
			}
			state := attribute(e, "state")
			b.tabs = append(b.tabs, xlsxTab{
				Info: Info{Name: attribute(e, "name"), Hidden: state != "" && state != "visible"}, part: part,
			})
		}
		return nil
	})
	if err == nil && len(b.tabs) == 0 {
		return damaged(errors.New("there is no sheet"))
	}
	return err
}

// relationID returns the attribute r:id, which must not be taken for an id without prefix.
func relationID(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local == "id" && a.Name.Space != "" {
			return a.Value
		}
	}
	return ""
}

func (b *xlsxBook) sheets() []Info {
	infos := make([]Info, len(b.tabs))
	for i, tab := range b.tabs {
		infos[i] = tab.Info
	}
	return infos
}

func (b *xlsxBook) describe(r *Report) { r.Format, r.Macros, r.Linked = XLSX, b.macros, b.linked }

func (b *xlsxBook) open(i int) (source, error) {
	part := b.tabs[i].part
	areas, err := readMerges(b.parts, part)
	if err != nil {
		return nil, err
	}
	r, err := b.parts.open(part)
	if err != nil {
		return nil, err
	}
	rows := &xlsxRows{book: b, part: r, tokens: newXMLTokens(r, 8*b.limits.CellBytes)}
	return spread(rows, areas), nil
}
