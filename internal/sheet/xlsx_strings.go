package sheet

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// sharedStrings are the texts that an XLSX keeps once for all cells, in one piece of memory.
type sharedStrings struct {
	text []byte
	ends []uint32
}

// at returns the i-th text.
func (s sharedStrings) at(i int) (string, bool) {
	if i < 0 || i >= len(s.ends) {
		return "", false
	}
	from := uint32(0)
	if i > 0 {
		from = s.ends[i-1]
	}
	return string(s.text[from:s.ends[i]]), true
}

// readSharedStrings reads the texts, within their bounds. Formatting within a text, and how it is pronounced, are left out.
func readSharedStrings(p parts, part string) (s sharedStrings, err error) {
	r, err := p.open(part)
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	tokens := newXMLTokens(r, 8*p.limits.CellBytes)
	text, spoken := false, 0
	for {
		token, err := tokens.next()
		if errors.Is(err, io.EOF) {
			return s, nil
		}
		if err != nil {
			return s, brokenXLSX(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			text = e.Name.Local == "t" && spoken == 0
			if e.Name.Local == "rPh" {
				spoken++
			}
		case xml.CharData:
			if text {
				s.text = append(s.text, e...)
			}
		case xml.EndElement:
			text = false
			switch e.Name.Local {
			case "rPh":
				spoken--
			case "si":
				s.ends = append(s.ends, uint32(len(s.text)))
			}
		}
		if int64(len(s.text)) > p.limits.Strings || len(s.ends) > maxStrings {
			return s, tooMany("byte văn bản", "bytes of text", p.limits.Strings)
		}
	}
}

// unescapeXLSX gives back the characters that XML cannot have, which an XLSX writes as _x000D_.
func unescapeXLSX(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		at := strings.Index(s, "_x")
		if at < 0 {
			return b.String() + s
		}
		b.WriteString(s[:at])
		s = s[at:]
		unit, ok := escapedUnit(s)
		if !ok {
			b.WriteString(s[:2])
			s = s[2:]
			continue
		}
		s = s[7:]
		if low, ok := escapedUnit(s); ok && utf16.IsSurrogate(rune(unit)) {
			if r := utf16.DecodeRune(rune(unit), rune(low)); r != utf8.RuneError {
				b.WriteRune(r)
				s = s[7:]
				continue
			}
		}
		b.WriteRune(rune(unit))
	}
}

// escapedUnit reads the _xHHHH_ that a text begins with.
func escapedUnit(s string) (uint16, bool) {
	if len(s) < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[2:6], 16, 16)
	return uint16(n), err == nil
}
