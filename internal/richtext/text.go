package richtext

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Text returns the body as plain text, exactly as published, its blocks divided by an empty line.
func (b Body) Text() string {
	parts := make([]string, 0, len(b))
	for _, block := range b {
		if text := blockText(block); text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, "\n\n")
}

func blockText(b Block) string {
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
		lines := make([]string, len(b.Items))
		for i, item := range b.Items {
			lines[i] = b.marker(i) + plain(item.Content)
		}
		return strings.Join(lines, "\n")
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
	default:
		return ""
	}
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
		for word := range strings.FieldsSeq(blockText(block)) {
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

// MediaIDs returns the IDs of the media that the body shows, in order.
func (b Body) MediaIDs() []string {
	var ids []string
	for _, block := range b {
		if image, ok := block.(*Image); ok && image.MediaID != "" {
			ids = append(ids, image.MediaID)
		}
	}
	return ids
}
