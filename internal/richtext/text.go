package richtext

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Text returns the body's own words as plain text, exactly as published, its blocks divided by an empty line. What the
// register says of the records that it refers to is not among them; [Body.TextWith] has that too.
func (b Body) Text() string { return b.TextWith(nil) }

// TextWith is [Body.Text] with the wording of the records that the body refers to.
func (b Body) TextWith(records Records) string {
	parts := make([]string, 0, len(b))
	for _, block := range b {
		if text := blockText(block, records); text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, "\n\n")
}

func blockText(b Block, records Records) string {
	switch b := b.(type) {
	case *Paragraph:
		return plain(b.Content)
	case *Heading:
		return plain(b.Content)
	case *Quote:
		if b.Source != "" {
			return plain(b.Content) + "\n— " + b.Source
		}
		return plain(b.Content)
	case *List:
		return strings.Join(b.lines(""), "\n")
	case *Table:
		lines := make([]string, len(b.Rows))
		for i, row := range b.Rows {
			cells := make([]string, len(row.Cells))
			for j, cell := range row.Cells {
				cells[j] = plain(cell.Content)
			}
			lines[i] = strings.Join(cells, "\t")
		}
		return strings.Join(lines, "\n")
	case *Image:
		return b.Caption
	case *Gallery:
		var lines []string
		for _, item := range b.Items {
			if item.Caption != "" {
				lines = append(lines, item.Caption)
			}
		}
		return strings.Join(lines, "\n")
	case *File:
		return b.Label
	case *Embed:
		return b.Title
	case *AwardList:
		return recordLines(records, b.AwardIDs)
	case *TaskList:
		return recordLines(records, b.TaskIDs)
	case *LegalCitation:
		record, ok := records.find(b.LegalReferenceID)
		if ok && b.Passage != "" {
			return b.Passage + ", " + record.Label
		}
		return b.Passage + record.Label
	default:
		return ""
	}
}

// lines are the items of a list, those of nested lists indented.
func (l *List) lines(indent string) []string {
	lines := make([]string, 0, len(l.Items))
	for i, item := range l.Items {
		lines = append(lines, indent+l.marker(i)+plain(item.Content))
		if item.Nested != nil {
			lines = append(lines, item.Nested.lines(indent+"  ")...)
		}
	}
	return lines
}

// recordLines are the records that are found, each on its line.
func recordLines(records Records, ids []string) string {
	var lines []string
	for _, id := range ids {
		if record, ok := records.find(id); ok {
			lines = append(lines, "- "+record.Label)
		}
	}
	return strings.Join(lines, "\n")
}

// marker is what stands before the i-th item of a list, in text and in Markdown.
func (l *List) marker(i int) string {
	if l.Ordered {
		return strconv.FormatInt(l.first()+int64(i), 10) + ". "
	}
	return "- "
}

// maxNumber is the largest number of an item: Markdown reads nine digits.
const maxNumber = 999_999_999

// first is the number of the first item: 1 where none is given, or none that counts from 1 to [maxNumber].
func (l *List) first() int64 {
	if l.Start < 1 || l.Start > maxNumber-int64(len(l.Items)) {
		return 1
	}
	return l.Start
}

// newlines writes every line break as "\n".
func newlines(text string) string {
	if !strings.Contains(text, "\r") {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

func plain(content []Inline) string {
	if len(content) == 1 {
		return content[0].Text
	}
	var text strings.Builder
	for _, run := range content {
		text.WriteString(run.Text)
	}
	return text.String()
}

// Excerpt returns the beginning of the plain text on one line: at most chars code points, cut at the end of a word
// and ended by "…" if something is left out. A first word that is longer is cut within.
func (b Body) Excerpt(chars int) string {
	text, fits := b.oneLine(chars)
	if fits {
		return text
	}
	if chars < 1 {
		return ""
	}
	end := 0
	for range chars - 1 { // the last place is for the ellipsis
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	if cut := strings.LastIndexByte(text[:end+1], ' '); cut > 0 { // a space just behind the end is the end of a word too
		end = cut
	}
	return strings.TrimRight(text[:end], " ,;:.…-–—([{“‘") + "…"
}

// oneLine returns the plain text on one line, or, if it has more than chars code points, the words of it up to the one
// that passes them.
func (b Body) oneLine(chars int) (text string, fits bool) {
	var w strings.Builder
	n := 0
	for _, block := range b {
		for word := range strings.FieldsSeq(blockText(block, nil)) {
			if n > 0 {
				w.WriteByte(' ')
				n++
			}
			w.WriteString(word)
			if n += utf8.RuneCountInString(word); n > chars {
				return w.String(), false
			}
		}
	}
	return w.String(), true
}
