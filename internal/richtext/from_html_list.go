package richtext

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

func (r *htmlReader) list(n *html.Node, depth int) {
	if block, ok := listedRecords(n); ok {
		r.add(block)
		return
	}
	l, extra := r.items(n, depth)
	r.add(l.bounded(1).trimmed()...)
	r.add(extra...)
}

// listedRecords returns the list of records that our own pages show as a list.
func listedRecords(n *html.Node) (Block, bool) {
	scheme := ""
	switch {
	case classOf(n, "awards"):
		scheme = awardScheme
	case classOf(n, "tasks"):
		scheme = taskScheme
	default:
		return nil, false
	}
	var hrefs []string
	for c := range n.ChildNodes() {
		if c.Type == html.ElementNode {
			hrefs = append(hrefs, scheme+attr(c, "data-id"))
		}
	}
	return recordList(hrefs)
}

// items reads a list, and what stands in it that no list can hold.
func (r *htmlReader) items(n *html.Node, depth int) (l *List, extra []Block) {
	l = &List{Ordered: n.Data == "ol"}
	if start, err := strconv.ParseInt(attr(n, "start"), 10, 64); err == nil && l.Ordered {
		l.Start = start
		l.Start = l.first()
	} else if l.Ordered {
		l.Start = 1
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode && strings.TrimSpace(c.Data) == "" {
			continue
		}
		inner := r.part()
		if c.Data == "li" {
			inner.children(c, look{}, depth+1)
		} else {
			inner.node(c, look{}, depth+1) // a list, often, that stands beside the item that it belongs to
		}
		inner.flush()
		item, more := flattened(inner.blocks)
		extra = append(extra, more...)
		if len(item.Content) == 0 && item.Nested == nil {
			continue
		}
		if last := len(l.Items) - 1; c.Data != "li" && last >= 0 && len(item.Content) == 0 {
			l.Items[last].Nested = merged(l.Items[last].Nested, item.Nested)
			continue
		}
		l.Items = append(l.Items, item)
	}
	return l, extra
}

// flattened makes an item of blocks: texts below each other, lists below them; what no item can hold is left over.
func flattened(blocks []Block) (item ListItem, extra []Block) {
	for _, block := range blocks {
		switch b := block.(type) {
		case *Paragraph:
			item.Content = joined(item.Content, b.Content)
		case *Heading:
			item.Content = joined(item.Content, b.Content)
		case *Quote:
			item.Content = joined(item.Content, b.Content)
		case *List:
			item.Nested = merged(item.Nested, b)
		default:
			extra = append(extra, block)
		}
	}
	return item, extra
}

// merged puts the items of one list behind those of another.
func merged(l, more *List) *List {
	if l == nil || more == nil {
		if l == nil {
			return more
		}
		return l
	}
	l.Items = append(l.Items, more.Items...)
	return l
}

// bounded returns the list with no more levels than a body may have: items below join those of the deepest level.
func (l *List) bounded(level int) *List {
	bounded := &List{Ordered: l.Ordered, Start: l.Start}
	for _, item := range l.Items {
		if item.Nested == nil {
			bounded.Items = append(bounded.Items, item)
			continue
		}
		if level < MaxNesting {
			item.Nested = item.Nested.bounded(level + 1)
			bounded.Items = append(bounded.Items, item)
			continue
		}
		below := item.Nested.bounded(level)
		item.Nested = nil
		bounded.Items = append(append(bounded.Items, item), below.Items...)
	}
	return bounded
}

// table reads a table of data as one, and a table that only sets a page as what stands in it.
func (r *htmlReader) table(n *html.Node, depth int) {
	rows, caption := rowsOf(n)
	if isLayout(n, rows) {
		r.children(n, look{}, depth)
		r.flush()
		return
	}
	if caption != nil {
		r.children(caption, look{}, depth+1)
		r.flush()
	}
	t := &Table{Header: len(rows) > 0}
	var extra []Block
	for i, row := range rows {
		var cells []TableCell
		for c := range row.ChildNodes() {
			if c.Type != html.ElementNode || (c.Data != "td" && c.Data != "th") {
				continue
			}
			t.Header = t.Header && (i > 0 || c.Data == "th")
			content, more := r.cell(c, depth+1)
			extra = append(extra, more...)
			cells = append(cells, TableCell{Content: content})
			cells = append(cells, make([]TableCell, r.spanned(c))...)
		}
		if i == 0 && len(cells) == 0 {
			t.Header = false
		}
		if len(cells) > MaxColumns {
			r.state.refused = true
			return
		}
		t.Rows = append(t.Rows, TableRow{Cells: cells})
	}
	t.Rows = slices.DeleteFunc(t.Rows, func(row TableRow) bool { return len(row.Cells) == 0 })
	r.add(rectangular(t)...)
	r.add(extra...)
}

// spanned returns how many empty cells follow one that is as wide as several.
func (r *htmlReader) spanned(cell *html.Node) int {
	if attr(cell, "colspan") != "" || attr(cell, "rowspan") != "" {
		r.warnings.add("Ô gộp trong bảng đã được tách thành các ô riêng.", "Merged cells of tables were divided.")
	}
	span, err := strconv.Atoi(attr(cell, "colspan"))
	if err != nil {
		return 0
	}
	return min(max(span-1, 0), MaxColumns)
}

// rowsOf returns the rows of a table, without those of tables in it, and its caption.
func rowsOf(table *html.Node) (rows []*html.Node, caption *html.Node) {
	for c := range table.ChildNodes() {
		switch c.Data {
		case "tr":
			rows = append(rows, c)
		case "caption":
			caption = c
		case "tbody", "thead", "tfoot":
			for row := range c.ChildNodes() {
				if row.Data == "tr" {
					rows = append(rows, row)
				}
			}
		}
	}
	return rows, caption
}

// maxCell is the text of a cell, in bytes, beyond which a table is taken for the layout of a page.
const maxCell = 4000

// isLayout reports whether a table sets a page: one of a single cell, or with tables, headings, pictures or long texts
// in its cells.
func isLayout(table *html.Node, rows []*html.Node) bool {
	if attr(table, "role") == "presentation" {
		return true
	}
	cells, text := 0, 0
	for n := range table.Descendants() {
		if n.Type == html.TextNode {
			text += len(n.Data)
		}
		switch n.Data {
		case "td", "th":
			cells++
		case "table", "img", "iframe", "figure", "h1", "h2", "h3", "h4", "h5", "h6":
			return true
		}
	}
	return cells < 2 || len(rows) == 0 || text/cells > maxCell
}

// cell reads a cell: its texts below each other, lists line by line.
func (r *htmlReader) cell(n *html.Node, depth int) (content []Inline, extra []Block) {
	inner := r.part()
	inner.children(n, look{}, depth)
	inner.flush()
	item, extra := flattened(inner.blocks)
	if item.Nested != nil {
		for _, line := range item.Nested.lines("") {
			item.Content = joined(item.Content, []Inline{{Text: line}})
		}
	}
	return item.Content, extra
}

// paragraph reads a paragraph, which in Word may be an item of a list.
func (r *htmlReader) paragraph(n *html.Node, l look, depth int) {
	if r.wordItem(n, depth) {
		return
	}
	r.flush()
	from := len(r.blocks)
	r.children(n, styled(n, l), depth)
	switch {
	case classOf(n, "citation") && isID(attr(n, "data-id"), legalReferencePrefix):
		r.flow.take()
		r.last, r.pending = 0, false
		r.add(&LegalCitation{LegalReferenceID: attr(n, "data-id"), Passage: passageOf(n)})
	case classOf(n, "file") && isID(attr(n, "data-media-id"), mediaPrefix):
		label := plain(r.flow.take())
		r.last, r.pending = 0, false
		r.add(&File{MediaID: attr(n, "data-media-id"), Label: label})
	default:
		r.flush()
	}
	if len(r.blocks) == from+1 {
		if embed, ok := r.blocks[from].(*Embed); ok && embed.Title != "" {
			untitled := Embed{Provider: embed.Provider, ID: embed.ID}
			if embed.Title == untitled.label() {
				embed.Title = "" // the provider's name stood there because there was no title
			}
		}
	}
}

// passageOf returns the place that a citation of our own pages names.
func passageOf(n *html.Node) string {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && classOf(c, "passage") {
			return textOf(c)
		}
	}
	return ""
}
