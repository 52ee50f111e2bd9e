package richtext

import (
	"strconv"
	"strings"
)

// Markdown returns the body as CommonMark with tables and strike-through; text that looks like markup is escaped, so
// that a reader of Markdown shows the text of [Body.Text]. Underlined text has no Markdown and loses its line. Line
// breaks within headings and cells become spaces. Pictures that are not found leave their captions.
//
// Where the scene has no Pictures or no Records at all, their IDs stand in place of addresses: the form for editing, of
// which [FromMarkdown] makes the same blocks again.
func (b Body) Markdown(scene Scene) string {
	var (
		w      strings.Builder
		before *List // the list just written, and whether it had the other marker
		other  bool
	)
	for _, block := range b {
		block = scene.asList(block)
		l, _ := block.(*List)
		// Two lists of one kind in a row would become one, unless their markers differ.
		differs := l != nil && before != nil && l.Ordered == before.Ordered && !other
		text := scene.markdown(block, differs)
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

func (s Scene) markdown(block Block, otherMarker bool) string {
	in := inline{scene: s, broken: true}
	switch b := block.(type) {
	case *Paragraph:
		return in.write(b.Content)
	case *Heading:
		return strings.Repeat("#", int(b.level())) + " " + inline{scene: s, heading: true}.write(b.Content)
	case *Quote:
		in.indent = "> "
		text := "> " + in.write(b.Content)
		if b.Source != "" {
			text += "\n>\n> " + in.text("— "+b.Source)
		}
		return text
	case *List:
		return strings.Join(in.list(b, otherMarker), "\n")
	case *Image:
		return in.pictures([]GalleryItem{GalleryItem(*b)})
	case *Gallery:
		return in.pictures(b.Items)
	case *File:
		return in.file(b)
	case *Embed:
		return in.embed(b)
	case *Table:
		return markdownTable(s, b)
	case *Divider:
		return "---"
	case *LegalCitation:
		return in.citation(b)
	default:
		return ""
	}
}

// list returns the lines of a list.
func (in inline) list(l *List, otherMarker bool) []string {
	var lines []string
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
		within := in
		within.indent += strings.Repeat(" ", len(marker))
		text := within.write(item.Content)
		lines = append(lines, in.indent+marker+text)
		if item.Nested == nil || len(item.Nested.Items) == 0 {
			continue
		}
		nested := within.list(item.Nested, false)
		if text == "" { // some readers end the item where nothing follows its marker
			lines[len(lines)-1] += strings.TrimPrefix(nested[0], within.indent)
			lines = append(lines, nested[1:]...)
			continue
		}
		lines = append(lines, "") // so that no first item can be taken for a part of the text above it
		lines = append(lines, nested...)
	}
	return lines
}

// markdownTable fills rows that lack cells, because Markdown drops those that a row has more than the head.
func markdownTable(scene Scene, t *Table) string {
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
	writeRow(&w, scene, head, width)
	w.WriteString("\n|" + strings.Repeat(" --- |", width))
	for _, row := range rows {
		w.WriteString("\n")
		writeRow(&w, scene, row, width)
	}
	return w.String()
}

func writeRow(w *strings.Builder, scene Scene, row TableRow, width int) {
	w.WriteString("|")
	for i := range width {
		w.WriteString(" ")
		if i < len(row.Cells) {
			w.WriteString(inline{scene: scene, cell: true}.write(row.Cells[i].Content))
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
