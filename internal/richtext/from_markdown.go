package richtext

import (
	"bufio"
	"html"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	gmhtml "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"

	"thidua/internal/viet"
)

// FromMarkdown reads CommonMark with tables and strike-through as a body, and says what it has left out: raw HTML,
// pictures that are not in the media library, links that a body may not hold. Text is cleaned as by [Body.Clean]. It
// refuses more than 4 MB, and what is nested too deep, with LIMIT.
func FromMarkdown(markdown string, known Known) (Body, []Warning, error) {
	if len(markdown) > maxInput {
		return nil, nil, tooLarge()
	}
	source := []byte(viet.CleanSource(markdown))
	if nestsTooDeep(source) {
		return nil, nil, tooDeep()
	}
	reader := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough)).Parser()
	r := markdownReader{source: source, known: known}
	r.children(reader.Parse(text.NewReader(source)), 0)
	if r.refused {
		return nil, nil, tooDeep()
	}
	return Body(r.blocks).Clean(), r.warnings.list, nil // Clean again: what was joined may be one letter
}

// maxMarkers is how many quotes and items may begin on one line. Each is a level, and every level costs each line.
const maxMarkers = 40

// nestsTooDeep reports whether a line begins more quotes and items than [maxMarkers], or is indented as if it did.
func nestsTooDeep(source []byte) bool {
	markers, indent, begins := 0, 0, true
	for _, c := range source {
		switch {
		case c == '\n':
			markers, indent, begins = 0, 0, true
		case !begins:
		case c == ' ' || c == '\t' || c >= '0' && c <= '9' || c == '.' || c == ')':
			indent++
		case c == '>' || c == '-' || c == '+' || c == '*':
			markers++
		default:
			begins = false
			if markers > maxMarkers && indent >= markers/2 || markers > maxMarkers && c != '-' && c != '*' {
				return true
			}
		}
	}
	return false
}

// markdownReader makes blocks of a document's tree.
type markdownReader struct {
	source  []byte
	known   Known
	blocks  []Block
	refused bool

	warnings warnings
}

func (r *markdownReader) children(n ast.Node, depth int) {
	if depth > maxDepth {
		r.refused = true
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.block(c, depth+1)
	}
}

func (r *markdownReader) add(blocks ...Block) { r.blocks = append(r.blocks, blocks...) }

func (r *markdownReader) block(n ast.Node, depth int) {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		r.paragraph(n)
	case *ast.Heading:
		r.heading(n)
	case *ast.Blockquote:
		r.quote(n, depth)
	case *ast.List:
		r.list(n, depth)
	case *ast.CodeBlock:
		r.code(n)
	case *ast.FencedCodeBlock:
		r.code(n)
	case *ast.ThematicBreak:
		r.add(&Divider{})
	case *extast.Table:
		r.table(n)
	case *ast.HTMLBlock:
		r.warnRaw()
	default:
		r.children(n, depth)
	}
}

func (r *markdownReader) warnRaw() {
	r.warnings.add("Đã bỏ thẻ HTML trong Markdown; hãy dán bằng dạng HTML nếu cần.",
		"HTML tags within Markdown were left out; paste it as HTML if you need them.")
}

func (r *markdownReader) paragraph(n ast.Node) {
	if href, content, ok := r.soleLink(n); ok {
		if block, ok := r.known.special(content, href); ok {
			r.add(block)
			return
		}
	}
	r.add(r.known.paragraphs(r.parts(n), &r.warnings)...)
}

// soleLink returns the target and the text of a link that is all that a block has.
func (r *markdownReader) soleLink(n ast.Node) (href string, content []Inline, ok bool) {
	only := n.FirstChild()
	if only == nil || only.NextSibling() != nil {
		return "", nil, false
	}
	switch only := only.(type) {
	case *ast.AutoLink:
		address := string(only.URL(r.source))
		return address, []Inline{{Text: address}}, true
	case *ast.Link:
		for c := only.FirstChild(); c != nil; c = c.NextSibling() {
			if c.Kind() == ast.KindImage {
				return "", nil, false
			}
		}
		inner := inlineReader{markdownReader: r}
		inner.children(only, look{}, 0)
		return string(only.Destination), inner.flow.take(), true
	default:
		return "", nil, false
	}
}

func (r *markdownReader) heading(n *ast.Heading) {
	content := trimBreaks(r.content(n))
	if blank(content) {
		return
	}
	if n.Level == 1 || n.Level > 4 {
		r.warnings.add("Cấp đề mục đã được đổi về từ 2 đến 4; cấp 1 là tiêu đề bài.",
			"Levels of headings were brought to 2 to 4; level 1 is the article's title.")
	}
	r.add(&Heading{Level: min(max(int64(n.Level), 2), 4), Content: content})
}

// quote makes one quotation of paragraphs, the last of which may say its source; what else stands in it follows.
func (r *markdownReader) quote(n ast.Node, depth int) {
	outer, known := r.blocks, r.known
	r.blocks, r.known.linksStay = nil, true
	r.children(n, depth)
	inner := r.blocks
	r.blocks, r.known = outer, known
	r.add(quoted(inner)...)
}

// code adds a block of code, unless it is empty.
func (r *markdownReader) code(n ast.Node) {
	if content := r.codeLines(n); !blank(content) {
		r.add(&Paragraph{Content: content})
	}
}

// codeLines is a block of code: a run for each line, so that the lines stay.
func (r *markdownReader) codeLines(n ast.Node) []Inline {
	var content flow
	lines := n.Lines()
	for i := range lines.Len() {
		segment := lines.At(i)
		if i > 0 {
			content.add("\n", look{})
		}
		content.add(strings.TrimSuffix(string(segment.Value(r.source)), "\n"), look{}.with(Code))
	}
	return content.take()
}

func (r *markdownReader) table(n *extast.Table) {
	t := &Table{}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []TableCell
		seen := false
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			content := r.content(cell)
			seen = seen || len(content) > 0
			cells = append(cells, TableCell{Content: content})
		}
		if row.Kind() == extast.KindTableHeader {
			t.Header = seen
			if !seen {
				continue // Markdown knows no table without a head
			}
		}
		t.Rows = append(t.Rows, TableRow{Cells: cells})
	}
	r.add(rectangular(t)...)
}

// content is the inline content of a block that holds no pictures.
func (r *markdownReader) content(n ast.Node) []Inline {
	var runs []Inline
	for _, p := range r.parts(n) {
		if p.image && p.id != "" {
			r.warnings.add("Đã bỏ ảnh trong đề mục, danh sách hoặc bảng; hãy đặt ảnh thành khối riêng.",
				"Pictures within headings, lists and tables were left out; give them blocks of their own.")
		}
		runs = append(runs, p.runs...)
	}
	return runs
}

// inlineReader reads what stands in one block.
type inlineReader struct {
	*markdownReader
	flow  flow
	found []part
}

func (r *markdownReader) parts(n ast.Node) []part {
	inner := inlineReader{markdownReader: r}
	inner.children(n, look{}, 0)
	return append(inner.found, part{runs: inner.flow.take()})
}

func (r *inlineReader) children(n ast.Node, l look, depth int) {
	if depth > maxDepth {
		r.refused = true
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.inline(c, l, depth+1)
	}
}

func (r *inlineReader) inline(n ast.Node, l look, depth int) {
	switch n := n.(type) {
	case *ast.Text:
		r.text(n, l)
	case *ast.String:
		r.flow.add(string(n.Value), l)
	case *ast.CodeSpan:
		r.span(n, l.with(Code))
	case *ast.Emphasis:
		if n.Level == 2 {
			r.children(n, l.with(Bold), depth)
		} else {
			r.children(n, l.with(Italic), depth)
		}
	case *extast.Strikethrough:
		r.children(n, l.with(Strike), depth)
	case *ast.Link:
		r.children(n, r.linked(l, string(n.Destination)), depth)
	case *ast.AutoLink:
		r.autoLink(n, l)
	case *ast.Image:
		r.image(n)
	case *ast.RawHTML:
		r.raw(n, l)
	default:
		r.children(n, l, depth)
	}
}

func (r *inlineReader) text(n *ast.Text, l look) {
	r.flow.add(unescaped(n.Segment.Value(r.source)), l)
	switch {
	case n.HardLineBreak():
		r.flow.add("\n", l)
	case n.SoftLineBreak():
		r.flow.add(" ", l)
	}
}

// unescaped resolves entities and backslashes, and cleans what they stood for. goldmark does so when it writes HTML,
// whose few entities are then undone.
func unescaped(raw []byte) string {
	if !strings.ContainsAny(string(raw), `\&`) {
		return string(raw)
	}
	var out strings.Builder
	w := bufio.NewWriter(&out)
	gmhtml.DefaultWriter.Write(w, raw)
	_ = w.Flush() // a strings.Builder takes everything
	return viet.CleanSource(html.UnescapeString(out.String()))
}

func (r *inlineReader) span(n *ast.CodeSpan, l look) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			r.flow.add(strings.ReplaceAll(string(t.Segment.Value(r.source)), "\n", " "), l)
		}
	}
}

// linked returns the look of a link's text.
func (r *inlineReader) linked(l look, destination string) look {
	href, ok := r.known.href(unescaped([]byte(destination)))
	if !ok {
		r.warnings.link(destination)
		return l
	}
	l.href = href
	return l
}

func (r *inlineReader) autoLink(n *ast.AutoLink, l look) {
	address := string(n.URL(r.source))
	if n.AutoLinkType == ast.AutoLinkEmail {
		address = "mailto:" + strings.TrimPrefix(address, "mailto:")
	}
	r.flow.add(string(n.Label(r.source)), r.linked(l, address))
}

func (r *inlineReader) image(n *ast.Image) {
	address := unescaped(n.Destination)
	id, ok := r.known.mediaID(address)
	if !ok {
		r.warnings.image(address)
	}
	r.found = append(r.found, part{runs: r.flow.take()}, part{image: true, id: id, credited: !strings.HasPrefix(address, mediaScheme)})
}

// raw drops a tag. A line break is the one that is often written in tables.
func (r *inlineReader) raw(n *ast.RawHTML, l look) {
	var tag strings.Builder
	for i := range n.Segments.Len() {
		segment := n.Segments.At(i)
		tag.Write(segment.Value(r.source))
	}
	if name := strings.TrimRight(strings.ToLower(tag.String()), " />"); name == "<br" {
		r.flow.add("\n", l)
		return
	}
	r.warnRaw()
}
