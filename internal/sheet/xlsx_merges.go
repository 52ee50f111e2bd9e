package sheet

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// readMerges returns the merged areas of a sheet. They stand behind its rows, so it runs past these without looking, and
// on to the end: that the part is complete is known before its first row is used.
func readMerges(p parts, part string) (areas []area, err error) {
	r, err := p.open(part)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	rest := bufio.NewReaderSize(r, 64<<10)
	if found, err := skipRows(rest); err != nil || !found {
		return nil, err
	}
	tokens := newXMLTokens(rest, 4*p.limits.CellBytes)
	for {
		token, err := tokens.next()
		if errors.Is(err, io.EOF) {
			return areas, nil
		}
		if err != nil {
			return nil, brokenXLSX(err)
		}
		e, ok := token.(xml.StartElement)
		if !ok || e.Name.Local != "mergeCell" {
			continue
		}
		from, to, _ := strings.Cut(attribute(e, "ref"), ":")
		topLeft, ok1 := parseRef(from)
		bottomRight, ok2 := parseRef(to)
		if !ok1 || !ok2 || topLeft.row == 0 || topLeft.column == 0 || bottomRight.row < topLeft.row || bottomRight.column < topLeft.column {
			continue // no area: half of a name, or of one cell
		}
		if len(areas) == p.limits.Merges {
			return nil, tooMany("vùng ô gộp", "merged areas", int64(p.limits.Merges))
		}
		if topLeft.column <= p.limits.Columns {
			areas = append(areas, area{topLeft.row, topLeft.column, bottomRight.row, bottomRight.column})
		}
	}
}

// skipRows reads to behind the rows of a sheet, and reports false if they do not end: the sheet has none.
func skipRows(r *bufio.Reader) (bool, error) {
	var tag []byte
	for {
		piece, err := r.ReadSlice('>')
		if i := bytes.LastIndexByte(piece, '<'); i >= 0 {
			tag = append(tag[:0], piece[i:]...)
		} else if len(tag) < 64 { // a tag over the edge of the buffer
			tag = append(tag, piece...)
		}
		if bytes.HasPrefix(tag, []byte("</")) && bytes.HasSuffix(tag, []byte("sheetData>")) {
			return true, nil
		}
		switch {
		case errors.Is(err, io.EOF):
			return false, nil
		case err != nil && !errors.Is(err, bufio.ErrBufferFull):
			return false, damaged(err)
		}
	}
}
