package richtext

import (
	"strconv"
	"strings"
)

// Markdown returns the body as CommonMark with tables and strike-through; text that looks like markup is escaped, so
// that a reader of Markdown shows the text of [Body.Text]. Underlined text has no Markdown and loses its line. Line
// breaks within headings and cells become spaces. Pictures that are not found leave their captions.
func (b Body) Markdown(scene Scene) string {
	var (
		w      strings.Builder
		before *List // the list just written, and whether it had the other marker
		other  bool
	)
	for _, block := range b {
		l, _ := block.(*List)
		// Two lists of one kind in a row would become one, unless their markers differ.
		differs := l != nil && before != nil && l.Ordered == before.Ordered && !other
		text := markdown(block, scene, differs)
		if text == "" {
			continue
		}
		if w.Len() > 0 {
			w.WriteString("\n\n")
		}
		w.WriteString(text)
		before, other = l, differs
	}
	return w.String()
}

func markdown(block Block, scene Scene, otherMarker bool) string {
	switch b := block.(type) {
	case *Paragraph:
		return inline{broken: true}.write(b.Content)
	case *Heading:
		return strings.Repeat("#", int(b.level())) + " " + inline{heading: true}.write(b.Content)
	case *Quote:
		quoted := inline{broken: true, indent: "> "}
		text := "> " + quoted.write(b.Content)
		if b.Source != "" {
			text += "\n>\n> " + quoted.text("— "+b.Source)
		}
		return text
	case *List:
		return markdownList(b, otherMarker)
	case *Image:
		return markdownImage(b, scene.Pictures)
	case *Table:
		return markdownTable(b)
	case *Divider:
		return "---"
	default:
		return ""
	}
}

func markdownList(l *List, otherMarker bool) string {
	lines := make([]string, len(l.Items))
	for i, item := range l.Items {
		marker := "- "
		switch {
		case l.Ordered && otherMarker:
			marker = strconv.FormatInt(l.first()+int64(i), 10) + ") "
		case l.Ordered:
			marker = strconv.FormatInt(l.first()+int64(i), 10) + ". "
		case otherMarker:
			marker = "* "
		}
		lines[i] = marker + inline{broken: true, indent: strings.Repeat(" ", len(marker))}.write(item.Content)
	}
	return strings.Join(lines, "\n")
}

func markdownImage(image *Image, pictures Pictures) string {
	picture, src, ok := pictures.find(image.MediaID)
	legend := inline{broken: true}.text(legend(image.Caption, picture.Credit))
	if !ok {
		return legend
	}
	text := "![" + inline{}.text(picture.Alt) + "](" + destination(src) + ")"
	if legend != "" {
		text += "\n\n" + legend
	}
	return text
}

// markdownTable fills rows that lack cells, because Markdown drops those that a row has more than the head.
func markdownTable(t *Table) string {
	width := 0
	for _, row := range t.Rows {
		width = max(width, len(row.Cells))
	}
	if width == 0 {
		return ""
	}
	head, rows := TableRow{}, t.Rows // Markdown knows no table without a head
	if t.Header {
		head, rows = rows[0], rows[1:]
	}
	var w strings.Builder
	writeRow(&w, head, width)
	w.WriteString("\n|" + strings.Repeat(" --- |", width))
	for _, row := range rows {
		w.WriteString("\n")
		writeRow(&w, row, width)
	}
	return w.String()
}

func writeRow(w *strings.Builder, row TableRow, width int) {
	w.WriteString("|")
	for i := range width {
		w.WriteString(" ")
		if i < len(row.Cells) {
			w.WriteString(inline{cell: true}.write(row.Cells[i].Content))
		}
		w.WriteString(" |")
	}
}

// destination writes an address of safeURL as the target of a link or picture.
func destination(address string) string {
	r := strings.NewReplacer("<", "%3C", ">", "%3E", `\`, "%5C", "|", "%7C")
	if strings.Contains(address, ";") { // only then can an ampersand begin an entity
		r = strings.NewReplacer("<", "%3C", ">", "%3E", `\`, "%5C", "|", "%7C", "&", "&amp;")
	}
	return "<" + r.Replace(address) + ">"
}
