package richtext

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

func (r *markdownReader) list(n *ast.List, depth int) {
	if hrefs, ok := r.references(n); ok {
		if block, ok := recordList(hrefs); ok {
			r.add(block)
			return
		}
	}
	l := &List{Ordered: n.IsOrdered()}
	if l.Ordered {
		l.Start = int64(n.Start)
	}
	r.items(l, n, depth, 1)
	r.add(l.trimmed()...)
}

// references returns the targets of items each of which is nothing but a link.
func (r *markdownReader) references(n *ast.List) ([]string, bool) {
	var hrefs []string
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		if item.ChildCount() != 1 {
			return nil, false
		}
		href, _, ok := r.soleLink(item.FirstChild())
		if !ok {
			return nil, false
		}
		hrefs = append(hrefs, href)
	}
	return hrefs, true
}

// items adds the items of a list. Below the deepest level that a body may have, items join those of that level.
func (r *markdownReader) items(l *List, n ast.Node, depth, level int) {
	if depth > maxDepth {
		r.refused = true
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		at := len(l.Items)
		l.Items = append(l.Items, ListItem{})
		for part := c.FirstChild(); part != nil; part = part.NextSibling() {
			nested, ok := part.(*ast.List)
			if !ok {
				l.Items[at].Content = joined(l.Items[at].Content, r.flat(part, depth+1))
				continue
			}
			if level == MaxNesting {
				r.items(l, nested, depth+2, level)
				continue
			}
			if l.Items[at].Nested == nil {
				l.Items[at].Nested = &List{Ordered: nested.IsOrdered()}
				if nested.IsOrdered() {
					l.Items[at].Nested.Start = int64(nested.Start)
				}
			}
			r.items(l.Items[at].Nested, nested, depth+2, level+1)
		}
	}
}

// flat is the text of a block that stands where only text may stand.
func (r *markdownReader) flat(n ast.Node, depth int) []Inline {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock, *ast.Heading:
		return trimBreaks(r.content(n))
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		return r.codeLines(n)
	case *ast.HTMLBlock:
		r.warnRaw()
		return nil
	}
	if depth > maxDepth {
		r.refused = true
		return nil
	}
	var content []Inline
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		content = joined(content, r.flat(c, depth+1))
	}
	return content
}

// joined puts one text below another.
func joined(above, below []Inline) []Inline {
	if len(above) == 0 || len(below) == 0 {
		return append(above, below...)
	}
	return append(append(above, Inline{Text: "\n"}), below...)
}

// trimmed returns the list without items that have nothing, counting from a number that a list may begin with; nothing
// if no item is left.
func (l *List) trimmed() []Block {
	var items []ListItem
	for _, item := range l.Items {
		if item.Nested != nil && len(item.Nested.trimmed()) == 0 {
			item.Nested = nil
		}
		if !blank(item.Content) || item.Nested != nil {
			items = append(items, item)
		}
	}
	if l.Items = items; len(items) == 0 {
		return nil
	}
	if l.Ordered {
		l.Start = l.first()
	}
	return []Block{l}
}

// rectangular returns a table whose rows all have the same number of cells, and nothing if it has none.
func rectangular(t *Table) []Block {
	width := 0
	for _, row := range t.Rows {
		width = max(width, len(row.Cells))
	}
	if width == 0 {
		return nil
	}
	for i := range t.Rows {
		for len(t.Rows[i].Cells) < width {
			t.Rows[i].Cells = append(t.Rows[i].Cells, TableCell{})
		}
	}
	return []Block{t}
}

// quoted makes quotations of the paragraphs among blocks that stood in one; others stay as they are. A last paragraph
// that begins with a dash says who is quoted.
func quoted(blocks []Block) []Block {
	var (
		out  []Block
		open *Quote
	)
	for _, block := range blocks {
		p, ok := block.(*Paragraph)
		switch {
		case !ok:
			out, open = append(out, block), nil
		case open == nil:
			open = &Quote{Content: p.Content}
			out = append(out, open)
		case open.Source == "" && strings.HasPrefix(plain(p.Content), "— ") && isLine(plain(p.Content)):
			open.Source = strings.TrimPrefix(plain(p.Content), "— ")
			// What follows the source is another quotation.
		case open.Source != "":
			open = &Quote{Content: p.Content}
			out = append(out, open)
		default:
			open.Content = append(append(open.Content, Inline{Text: "\n\n"}), p.Content...)
		}
	}
	return out
}
