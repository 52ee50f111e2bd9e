package embed

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// elements are those that a text may have on a page of others, with the attributes of each. The script has the same list, and makes no other.
func elements() map[string][]string {
	return map[string][]string{
		"p": nil, "h2": nil, "h3": nil, "h4": nil, "h5": nil, "h6": nil, "ul": nil, "ol": {"start"}, "li": nil, "blockquote": {"cite"}, "figure": nil,
		"figcaption": nil, "img": {"src", "alt", "width", "height"}, "table": nil, "caption": nil, "thead": nil, "tbody": nil, "tr": nil,
		"th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"}, "a": {"href"}, "strong": nil, "em": nil, "u": nil, "s": nil, "sub": nil,
		"sup": nil, "code": nil, "pre": nil, "br": nil, "hr": nil, "cite": nil, "q": nil, "time": {"datetime"}, "abbr": {"title"}, "mark": nil,
		"dl": nil, "dt": nil, "dd": nil,
	}
}

// maxDepth is how deep a tree goes; bodies are flatter by their own rules.
const maxDepth = 40

// tree reads markup of ours as a tree. What it does not know stands as its words.
func tree(markup string) ([]Node, error) {
	top, err := html.ParseFragment(strings.NewReader(markup), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		return nil, fmt.Errorf("read the text of an article: %w", err)
	}
	known := elements()
	var nodes []Node
	for _, n := range top {
		nodes = append(nodes, parts(n, known, 0)...)
	}
	return nodes, nil
}

// parts returns what a node is on a page of others: itself, or what is in it.
func parts(n *html.Node, known map[string][]string, depth int) []Node {
	switch {
	case n.Type == html.TextNode:
		return []Node{{Words: n.Data}}
	case n.Type != html.ElementNode || n.Data == "script" || n.Data == "style" || depth > maxDepth:
		return nil
	}
	var children []Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		children = append(children, parts(c, known, depth+1)...)
	}
	attributes, ok := known[n.Data]
	if !ok {
		return children
	}
	e := Node{Element: n.Data, Children: children}
	for _, a := range n.Attr {
		if !slices.Contains(attributes, a.Key) || (slices.Contains([]string{"href", "src", "cite"}, a.Key) && !leadsOut(a.Val)) {
			continue
		}
		if e.Attrs == nil {
			e.Attrs = map[string]string{}
		}
		e.Attrs[a.Key] = a.Val
	}
	return []Node{e}
}

// leadsOut reports whether an address is a whole one of the web, or of mail or telephone.
func leadsOut(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	switch u.Scheme {
	case "http", "https":
		return u.Host != ""
	case "mailto", "tel":
		return true
	default:
		return false
	}
}
