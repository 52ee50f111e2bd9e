package richtext

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"thidua/internal/errs"
	"thidua/internal/viet"
)

// FromHTML reads HTML as a body: what [Body.HTML] writes, and what is pasted from Word, from Google Docs and from old
// sites, whose fonts, layout tables and smart tags are taken for what they mean. It says what it has left out: scripts,
// forms, frames of others, pictures that are not in the media library. Text is cleaned as by [Body.Clean]; a run of
// white space that holds a line break is one space, as in a browser, while spaces alone are kept, because they may be
// the publisher's. It refuses more than 4 MB, and too many elements or levels, with LIMIT.
func FromHTML(page string, known Known) (Body, []Warning, error) {
	if len(page) > maxInput {
		return nil, nil, tooLarge()
	}
	page = viet.CleanSource(page)
	if costsTooMuch(page) {
		return nil, nil, tooDeep()
	}
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return nil, nil, tooDeep().(*errs.Error).Because(err) //nolint:errorlint,forcetypeassert // it is one of ours
	}
	r := htmlReader{known: known, warnings: &warnings{}, state: &readState{}}
	r.children(root, look{}, 0)
	r.flush()
	if r.state.refused {
		return nil, nil, tooDeep()
	}
	return Body(r.blocks).Clean(), r.warnings.list, nil
}

// maxAttributes bounds the attributes of an element: the parser compares them one by one.
const maxAttributes = 100

// costsTooMuch reports whether parsing would make too many nodes. Formatting that is never closed is opened again in
// every later block, so each start counts once more for all that is open.
func costsTooMuch(page string) bool {
	z := html.NewTokenizer(strings.NewReader(page))
	nodes, open := 0, 0
	for {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			return z.Err() != io.EOF //nolint:errorlint // the tokenizer returns it as it is
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			attributes := 0
			for ; more; attributes++ {
				_, _, more = z.TagAttr()
			}
			if attributes > maxAttributes {
				return true
			}
			if isFormatting(string(name)) {
				open++
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); isFormatting(string(name)) {
				open = max(open-1, 0)
			}
		case html.TextToken, html.CommentToken, html.DoctypeToken:
		}
		if nodes += 1 + open; nodes > maxNodes {
			return true
		}
	}
}

// isFormatting reports whether the parser opens the element again in later blocks, until it is closed.
func isFormatting(tag string) bool {
	switch tag {
	case "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u":
		return true
	}
	return false
}

// readState is what a reader and those for its parts share.
type readState struct{ refused bool }

// htmlReader makes blocks of a tree of elements.
type htmlReader struct {
	known    Known
	warnings *warnings
	state    *readState
	blocks   []Block

	flow    flow
	parts   []part
	last    byte // the last byte of the present text; 0 at its beginning
	pending bool // a line break of the source is to become a space, if more text follows
	figure  bool // within a figure or a paragraph that began with a picture: small text is the credit
	word    *wordList
}

// part returns a reader for what stands in an item, a cell or a quotation.
func (r *htmlReader) part() *htmlReader {
	inner := &htmlReader{known: r.known, warnings: r.warnings, state: r.state}
	inner.known.linksStay = true
	return inner
}

// write adds text. White space with a line break in it is a space of the source.
func (r *htmlReader) write(text string, l look) {
	const space = " \t\n"
	for text != "" {
		words := strings.TrimLeft(text, space)
		if gap := text[:len(text)-len(words)]; strings.Contains(gap, "\n") {
			r.pending = true
		} else {
			r.put(gap, l)
		}
		end := strings.IndexAny(words, space)
		if end < 0 {
			end = len(words)
		}
		r.put(words[:end], l)
		text = words[end:]
	}
}

func (r *htmlReader) put(text string, l look) {
	if text == "" {
		return
	}
	if r.pending && r.last != 0 && r.last != ' ' && r.last != '\n' {
		r.flow.add(" ", l)
	}
	r.pending = false
	r.flow.add(text, l)
	r.last = text[len(text)-1]
}

// newline adds a line break.
func (r *htmlReader) newline(l look) {
	r.pending = false
	r.flow.add("\n", l)
	r.last = '\n'
}

// flush ends the present paragraph.
func (r *htmlReader) flush() {
	r.parts = append(r.parts, part{runs: r.flow.take()})
	parts := r.parts
	r.parts, r.last, r.pending = nil, 0, false
	if len(parts) == 1 {
		runs := parts[0].runs
		if blank(runs) {
			return
		}
		r.add(r.known.paragraph(runs))
		return
	}
	r.add(r.known.paragraphs(parts, r.warnings)...)
}

// add adds blocks. Whatever they are, the list of Word paragraphs before them has ended.
func (r *htmlReader) add(blocks ...Block) {
	r.word = nil
	r.blocks = append(r.blocks, blocks...)
}

func (r *htmlReader) children(n *html.Node, l look, depth int) {
	if depth > maxDepth {
		r.state.refused = true
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.node(c, l, depth+1)
	}
}

func (r *htmlReader) node(n *html.Node, l look, depth int) {
	switch n.Type {
	case html.TextNode:
		r.write(viet.CleanSource(n.Data), l) // again: an entity may stand for what text may not hold
	case html.ElementNode:
		if n.Namespace != "" {
			r.warnings.element(n.Data)
			return
		}
		r.element(n, l, depth)
	case html.DocumentNode:
		r.children(n, l, depth)
	case html.ErrorNode, html.CommentNode, html.DoctypeNode, html.RawNode:
	}
}

// element adds a warning about an element that was left out.
func (w *warnings) element(tag string) {
	w.add("Đã bỏ phần tử <%s>: bài viết không chứa loại nội dung này.",
		"The element <%s> was left out: articles have no such content.", cut(tag))
}

func (r *htmlReader) element(n *html.Node, l look, depth int) {
	if hidden(n) {
		return
	}
	switch n.Data {
	case "head", "style", "template", "noscript", "meta", "link", "title", "xml", "base", "colgroup", "col", "param", "source", "track", "wbr":
	case "script", "object", "embed", "applet", "audio", "video", "canvas", "svg", "math", "form-control", "input", "button", "select",
		"textarea", "frame", "frameset", "map", "area", "datalist", "dialog", "portal", "plaintext", "xmp", "noembed", "noframes":
		r.warnings.element(n.Data)
	case "iframe":
		r.frame(n)
	case "h1", "h2", "h3", "h4", "h5", "h6":
		r.heading(n, l, depth)
	case "blockquote":
		r.quote(n, depth)
	case "ul", "ol", "menu", "dir":
		r.flush()
		r.list(n, depth)
	case "table":
		r.flush()
		r.table(n, depth)
	case "hr":
		r.flush()
		r.add(&Divider{})
	case "pre", "listing":
		r.pre(n, depth)
	case "figure":
		r.figureOf(n, l, depth)
	case "p":
		r.paragraph(n, l, depth)
	case "div", "section", "article", "main", "header", "footer", "aside", "nav", "center", "address", "dl", "dt", "dd", "li", "fieldset",
		"legend", "details", "summary", "body", "html", "form", "hgroup", "caption", "tbody", "thead", "tfoot", "tr", "td", "th", "marquee":
		r.container(n, l, depth)
	default:
		r.inline(n, l, depth)
	}
}

// hidden reports whether a browser, or Word, does not show an element.
func hidden(n *html.Node) bool {
	if has(n, "hidden") {
		return true
	}
	style := styleOf(n)
	return style["display"] == "none" || style["visibility"] == "hidden" || style["mso-hide"] == "all"
}

func (r *htmlReader) container(n *html.Node, l look, depth int) {
	r.flush()
	from := len(r.blocks)
	r.children(n, l, depth)
	r.flush()
	if classOf(n, "gallery") {
		r.gather(from)
	}
}

// gather makes a gallery of the pictures that were added since, if they are all that was added.
func (r *htmlReader) gather(from int) {
	var items []GalleryItem
	for _, block := range r.blocks[from:] {
		image, ok := block.(*Image)
		if !ok {
			return
		}
		items = append(items, GalleryItem(*image))
	}
	if len(items) > 0 {
		r.blocks = append(r.blocks[:from:from], &Gallery{Items: items})
	}
}

func (r *htmlReader) heading(n *html.Node, l look, depth int) {
	r.flush()
	r.children(n, l, depth)
	content := r.flow.take()
	if len(r.parts) > 0 { // pictures that serve as headings
		r.flow = flow{runs: content}
		r.flush()
		return
	}
	r.last, r.pending = 0, false
	if blank(content) {
		return
	}
	level, _ := strconv.ParseInt(n.Data[1:], 10, 64)
	r.add(&Heading{Level: min(max(level, 2), 4), Content: content})
}

func (r *htmlReader) quote(n *html.Node, depth int) {
	r.flush()
	inner := r.part()
	source := ""
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && (c.Data == "footer" || c.Data == "cite") {
			inner.flush()
			of := r.part()
			of.children(c, look{}, depth+1)
			source = strings.TrimPrefix(plain(of.flow.take()), "— ")
			if isLine(source) {
				continue
			}
			source = ""
		}
		inner.node(c, look{}, depth+1)
	}
	inner.flush()
	blocks := quoted(inner.blocks)
	if source == "" {
		r.add(blocks...)
		return
	}
	if len(blocks) > 0 {
		if q, ok := blocks[len(blocks)-1].(*Quote); ok {
			q.Source = source
			r.add(blocks...)
			return
		}
	}
	r.add(append(blocks, &Quote{Source: source})...)
}

// pre is text whose line breaks stay.
func (r *htmlReader) pre(n *html.Node, depth int) {
	r.flush()
	r.preformatted(n, look{}.with(Code), depth)
	r.flush()
}

func (r *htmlReader) preformatted(n *html.Node, l look, depth int) {
	if depth > maxDepth {
		r.state.refused = true
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.ElementNode && c.Data == "br":
			r.newline(look{})
		case c.Type == html.ElementNode && !slices.Contains([]string{"script", "style"}, c.Data):
			r.preformatted(c, l, depth+1)
		case c.Type == html.TextNode:
			for i, line := range strings.Split(strings.TrimSuffix(viet.CleanSource(c.Data), "\n"), "\n") {
				if i > 0 {
					r.newline(look{})
				}
				r.put(line, l)
			}
		}
	}
}

func (r *htmlReader) frame(n *html.Node) {
	src := attr(n, "src")
	embed, ok := r.known.Embeds.Find(src)
	if !ok {
		r.warnings.embed(src)
		return
	}
	if title := attr(n, "title"); title != embed.label() {
		embed.Title = title
	}
	r.flush()
	r.add(embed)
}
