package sheet

import (
	"strconv"
	"strings"
	"unicode"

	"thidua/internal/viet"
)

// body says of each row below a header what it is.
type body struct {
	header   header
	required []int // columns of the file that a row of data has, counted from 1
	texts    []int // of these, those that a bare number cannot be
	groups   []group
	path     []string // the texts of groups, outermost first
	fresh    bool     // nothing but headings and blank rows came yet
	below    bool     // the table has ended: its total or a signature was seen
	columns  []int
}

// group is a heading within the table.
type group struct {
	level rune // I for Roman numbers, A for letters, 0 for none
	text  string
}

// newBody returns the state before the first row below a header.
func newBody(h header, l Layout) *body {
	b := &body{header: h, fresh: true}
	for i, c := range l.Columns {
		if column := h.columns[i]; column > 0 && c.Required {
			b.required = append(b.required, column)
			if c.Kind == Text || c.Kind == UnitName || c.Kind == PersonName {
				b.texts = append(b.texts, column)
			}
		}
	}
	return b
}

// sort returns "" if a row is data, and otherwise why it is not; text is what the row begins with. A row that has content
// is data unless something speaks against it, and a row with a number in the column STT always is.
func (b *body) sort(row gridRow) (reason Reason, text string) {
	b.columns = row.filled(b.columns)
	text = viet.CleanTitle(row.cells[b.columns[0]-1].text)
	if b.fresh && b.numbering(row) {
		return Numbering, text
	}
	if b.header.ordinal > 0 && arabic(row.cell(b.header.ordinal).text) {
		b.fresh = false
		return "", text
	}
	switch complete := b.complete(row); {
	case b.repeats(row):
		return RepeatedHeader, text
	case b.total(row):
		return Total, text
	case b.heading(row, complete):
		b.below = false
		return GroupHeading, text
	case !complete && (b.below || b.signed(row)):
		b.below = true
		return Below, text
	case complete:
		b.below = false
	}
	b.fresh = false
	return "", text
}

// complete reports whether a row has all that a row of data must have.
func (b *body) complete(row gridRow) bool {
	for _, column := range b.required {
		if blankText(row.cell(column).text) {
			return false
		}
	}
	return len(b.required) > 0
}

// numbering recognises the row below a header that numbers its columns: (1) (2) (3), or A B 1 2.
func (b *body) numbering(row gridRow) bool {
	if len(b.columns) < 3 && len(b.columns) < len(b.header.cells) {
		return false
	}
	expected := 0
	for _, column := range b.columns {
		mark := strings.Trim(row.cell(column).text, " ()\u00A0")
		switch {
		case mark == ColumnName(column) && expected == 0:
		case mark == strconv.Itoa(expected+1), mark == strconv.Itoa(column):
			expected++
		default:
			return false
		}
	}
	for _, column := range b.texts {
		if !blankText(row.cell(column).text) {
			return true // a name that is a number
		}
	}
	return len(b.texts) == 0 && row.cell(b.columns[0]).kind == words && strings.Contains(row.cell(b.columns[0]).text, "(")
}

// repeats recognises the header once more, as lists have it on each page.
func (b *body) repeats(row gridRow) bool {
	found := 0
	for _, column := range b.columns {
		if column > len(b.header.cells) {
			return false
		}
		if key := keyOf(headerText(row.cell(column))); key.fold == "" || key.fold != b.header.cells[column-1].last.fold {
			return false
		}
		found++
	}
	return found > 1
}

// total recognises sums: “Tổng cộng: 05 tập thể”, “Cộng (I+II)”. A “Tổng công ty” or a “Tổng cục” is a unit.
func (b *body) total(row gridRow) bool {
	for _, column := range b.columns[:min(2, len(b.columns))] {
		switch sum(row.cell(column).text) {
		case grandTotal:
			b.below = true
			return true
		case subtotal:
			return true
		case noSum:
		}
	}
	return false
}

// sumKind says what a text adds up.
type sumKind uint8

const (
	noSum sumKind = iota
	subtotal
	grandTotal
)

// sum reads the beginning of a total.
func sum(text string) sumKind {
	if len(text) > headerBytes {
		return noSum
	}
	title, _, _ := strings.Cut(text, ":")
	tokens := viet.Tokens(withoutRemarks(title))
	said := func(i int, accent, fold string) bool {
		return i < len(tokens) && (tokens[i].Accent == accent || !tokens[i].Marked && tokens[i].Fold == fold)
	}
	ends := func(i int) bool {
		return i >= len(tokens) || tokens[i].Text[0] >= '0' && tokens[i].Text[0] <= '9' || isRoman(tokens[i].Text)
	}
	switch {
	case said(0, "tông3", "tong") && (said(1, "công6", "cong") || said(1, "sô5", "so")):
		if ends(2) || said(2, "la2", "la") || said(2, "công6", "cong") && ends(3) {
			return grandTotal
		}
	case said(0, "tông3", "tong") && len(tokens) == 1:
		return grandTotal
	case said(0, "công6", "cong") && ends(1):
		return subtotal
	}
	return noSum
}

// heading recognises headings within the table, and remembers them: a merged cell over half of it, or a Roman number or
// letter with a title and without what a row of data has.
func (b *body) heading(row gridRow, complete bool) bool {
	first := row.cell(b.columns[0])
	alone := len(b.columns) == 1
	marker, level := groupMark(first.text)
	switch {
	case len(b.columns) == 2 && level != 0 && marker: // I | Tập thể
	case !complete && level != 0 && marker && b.columns[0] == b.header.ordinal: // I | Tập thể | 5
	case alone && level != 0: // I. Tập thể
	case alone && !b.below && first.span > 1 && first.span*2 >= len(b.header.cells):
	case alone && !b.below && b.columns[0] == b.header.ordinal:
	default:
		return false
	}
	if complete && !alone && len(b.required) > 1 {
		return false
	}
	text := viet.CleanTitle(first.text)
	if len(b.columns) > 1 {
		text = strings.TrimRight(text, ".) ") + ". " + viet.CleanTitle(row.cell(b.columns[1]).text)
	}
	for i, g := range b.groups {
		if g.level == level {
			b.groups = b.groups[:i]
			break
		}
	}
	if len(b.groups) < maxGroups {
		b.groups = append(b.groups, group{level, excerpt(text)})
	}
	b.path = nil // rows keep the old one
	for _, g := range b.groups {
		b.path = append(b.path, g.text)
	}
	return true
}

// groupMark returns the level of a text that begins as headings do, "II. Cá nhân" or "B- Khối huyện", and whether the text
// is the mark alone.
func groupMark(text string) (alone bool, level rune) {
	text = strings.TrimSpace(text)
	end := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	mark, rest := text, ""
	if end >= 0 {
		mark, rest = text[:end], strings.TrimSpace(text[end:])
	}
	alone = strings.Trim(rest, ".-)/– ") == ""
	if rest != "" && !strings.ContainsRune(".-)/–:", []rune(rest)[0]) {
		return false, 0
	}
	if end < 0 && len(mark) > 5 {
		return false, 0
	}
	switch {
	case isRoman(mark):
		return alone, 'I'
	case len(mark) == 1 && mark[0] >= 'A' && mark[0] <= 'Z':
		return alone, 'A'
	default:
		return false, 0
	}
}

// isRoman reports whether a text is a Roman number of a list: of I, V and X, in capitals.
func isRoman(s string) bool {
	_, ok := viet.ParseRoman(s)
	return ok && strings.Trim(s, "IVX") == ""
}

// arabic reports whether a text is the number of a row: 1, 01, 1. or 1.2.
func arabic(s string) bool {
	digits := 0
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c != '.' && c != ')' && c != ' ' && c != '\u00A0':
			return false
		}
	}
	return digits > 0
}

// signed recognises what stands below a table: who made the list, who signs, where it goes.
func (b *body) signed(row gridRow) bool {
	if len(b.columns) > max(3, len(b.header.cells)/2) {
		return false
	}
	for _, column := range b.columns {
		text := row.cell(column).text
		if len(text) > headerBytes {
			return false
		}
		if belowTable(" " + viet.FoldKey(text) + " ") {
			return true
		}
	}
	return false
}

// belowTable looks for the words of signatures and closing remarks in a folded text.
func belowTable(folded string) bool {
	for _, begin := range []string{
		" danh sach nay ", " danh sach co ", " danh sach gom ", " an dinh danh sach ", " noi nhan ", " nguoi lap ", " lap bieu ", " nguoi tong hop ",
		" thu truong ", " xac nhan cua ", " tm ", " kt ", " tl ", " ghi chu ", " luu ",
	} {
		if strings.HasPrefix(folded, begin) {
			return true
		}
	}
	return strings.Contains(folded, " ky ten ") || strings.Contains(folded, " ghi ro ho ten ") ||
		strings.Contains(folded, " ngay ") && strings.Contains(folded, " thang ") && strings.Contains(folded, " nam ")
}
