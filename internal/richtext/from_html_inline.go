package richtext

import (
	"strings"

	"golang.org/x/net/html"
)

// attr returns the value of an attribute; empty if there is none.
func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name && a.Namespace == "" {
			return true
		}
	}
	return false
}

// classOf reports whether an element is of a class.
func classOf(n *html.Node, class string) bool {
	for name := range strings.FieldsSeq(attr(n, "class")) {
		if name == class {
			return true
		}
	}
	return false
}

// styleOf returns the declarations of an element's style, in lower case.
func styleOf(n *html.Node) map[string]string {
	style := attr(n, "style")
	if style == "" {
		return nil
	}
	declarations := map[string]string{}
	for declaration := range strings.SplitSeq(strings.ToLower(style), ";") {
		if name, value, ok := strings.Cut(declaration, ":"); ok {
			declarations[strings.TrimSpace(name)] = strings.TrimSpace(value)
		}
	}
	return declarations
}

// textOf returns all text below an element.
func textOf(n *html.Node) string {
	var text strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			text.WriteString(c.Data)
		}
	}
	return text.String()
}

// inline reads an element within a line. One that is not known has only its text.
func (r *htmlReader) inline(n *html.Node, l look, depth int) {
	switch n.Data {
	case "br":
		r.newline(l)
		return
	case "img", "image":
		r.image(n)
		return
	case "a":
		l = r.linked(n, l)
	case "b", "strong":
		l = l.with(Bold)
	case "i", "em", "cite", "dfn", "var":
		l = l.with(Italic)
	case "u", "ins":
		l = l.with(Underline)
	case "s", "strike", "del":
		l = l.with(Strike)
	case "code", "kbd", "samp", "tt":
		l = l.with(Code)
	case "sup", "sub":
		r.warnings.add("Chữ chỉ số trên, chỉ số dưới được giữ lại thành chữ thường.", "Superscript and subscript became ordinary text.")
	case "small":
		if r.figure || len(r.parts) > 0 {
			r.flow.trimSpace() // which stood between a caption and its credit
			r.warnings.credit(textOf(n))
			return
		}
	case "q":
		r.put("“", l)
		r.children(n, l, depth)
		r.put("”", l)
		return
	}
	if ignored(n) {
		return
	}
	r.children(n, styled(n, l), depth)
}

// styled returns the look with what an element's style says, as Google Docs and Word write it.
func styled(n *html.Node, l look) look {
	style := styleOf(n)
	switch weight := style["font-weight"]; {
	case weight == "normal" || weight == "400" || weight == "lighter":
		l = l.without(Bold)
	case weight == "bold" || weight == "bolder" || len(weight) == 3 && weight >= "600":
		l = l.with(Bold)
	}
	switch style["font-style"] {
	case "italic", "oblique":
		l = l.with(Italic)
	case "normal":
		l = l.without(Italic)
	}
	decoration := style["text-decoration"] + " " + style["text-decoration-line"]
	if strings.Contains(decoration, "underline") && l.href == "" { // links are underlined anyway
		l = l.with(Underline)
	}
	if strings.Contains(decoration, "line-through") {
		l = l.with(Strike)
	}
	return l
}

// linked returns the look of what stands in a link.
func (r *htmlReader) linked(n *html.Node, l look) look {
	if id := attr(n, "data-article-id"); isID(id, articlePrefix) {
		l.href = articleScheme + id
		return l
	}
	address := strings.TrimSpace(attr(n, "href"))
	if address == "" {
		return l
	}
	href, ok := r.known.href(address)
	if !ok {
		r.warnings.link(address)
		return l
	}
	l.href = href
	return l
}

func (r *htmlReader) image(n *html.Node) {
	id, address := attr(n, "data-media-id"), attr(n, "src")
	if !isID(id, mediaPrefix) {
		var ok bool
		if id, ok = r.known.mediaID(address); !ok {
			r.warnings.image(address)
			id = ""
		}
	}
	r.parts = append(r.parts, part{runs: r.flow.take()}, part{image: true, id: id})
	r.last, r.pending = 0, false
}

// figureOf reads a figure: its pictures, and its caption as if it stood on a line below them.
func (r *htmlReader) figureOf(n *html.Node, l look, depth int) {
	r.flush()
	from := len(r.blocks)
	r.figure = true
	r.figureParts(n, l, depth)
	r.figure = false
	r.flush()
	if len(r.blocks) != from+2 {
		return
	}
	// A frame and its caption: what the caption says is the title.
	if embed, ok := r.blocks[from].(*Embed); ok {
		caption := strings.TrimSpace(blockText(r.blocks[from+1], nil))
		if again, ok := r.blocks[from+1].(*Embed); ok && again.ID != embed.ID {
			return
		}
		if embed.Title == "" && caption != "" && caption != embed.label() {
			embed.Title = caption
		}
		r.blocks = r.blocks[:from+1]
	}
}

func (r *htmlReader) figureParts(n *html.Node, l look, depth int) {
	if depth > maxDepth {
		r.state.refused = true
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.ElementNode && c.Data == "figcaption":
			if len(r.parts) > 0 {
				r.newline(look{})
			}
			r.children(c, l, depth+1)
		case c.Type == html.ElementNode && (c.Data == "div" || c.Data == "a" || c.Data == "span" || c.Data == "picture"):
			r.figureParts(c, l, depth+1)
		default:
			r.node(c, l, depth+1)
		}
	}
}
