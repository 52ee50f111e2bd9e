package sheet

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// readDateStyles returns of each cell style whether it shows numbers as dates.
func readDateStyles(p parts, part string) ([]bool, error) {
	custom, dates, within := map[int]bool{}, []bool(nil), ""
	err := p.walk(part, func(e xml.StartElement) error {
		switch e.Name.Local {
		case "numFmts", "cellStyleXfs", "cellXfs", "dxfs", "cellStyles":
			within = e.Name.Local
		case "numFmt":
			id, err := strconv.Atoi(attribute(e, "numFmtId"))
			if within == "numFmts" && err == nil {
				custom[id] = showsDate(attribute(e, "formatCode"))
			}
		case "xf":
			if within != "cellXfs" {
				return nil
			}
			id, err := strconv.Atoi(attribute(e, "numFmtId"))
			date, known := custom[id]
			if !known {
				date = err == nil && builtInDate(id)
			}
			dates = append(dates, date)
		}
		return nil
	})
	return dates, err
}

// builtInDate reports whether one of the formats that every program knows shows a date; those of 27–36 and 50–58 are
// dates of East Asia.
func builtInDate(id int) bool {
	return id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 31 || id == 36 || id >= 50 && id <= 54 || id == 57 || id == 58
}

// showsDate reports whether a number format has a day, or a year; a clock time has neither. What stands in quotes or
// brackets, or behind a backslash, is no part of the pattern: [Red], "ngày", [$-42A].
func showsDate(code string) bool {
	quoted, bracketed, escaped := false, false, false
	for _, c := range strings.ToLower(code) {
		switch {
		case escaped:
			escaped = false
		case quoted:
			quoted = c != '"'
		case bracketed:
			bracketed = c != ']'
		case c == '\\' || c == '_' || c == '*':
			escaped = true
		case c == '"':
			quoted = true
		case c == '[':
			bracketed = true
		case c == 'd' || c == 'y':
			return true
		}
	}
	return false
}
