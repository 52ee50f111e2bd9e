package richtext

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// Word writes the items of a list as paragraphs: their level stands in a style, their bullet or number in the text.
var (
	wordLevel  = regexp.MustCompile(`\blevel([1-9])\b`)
	wordNumber = regexp.MustCompile(`^\(?([0-9]{1,6}|[a-zA-Z]|[ivxIVX]{1,6})[.)]`)
	wordMarker = regexp.MustCompile(`^(?:[·•▪§o\x{F0B7}\x{F0A7}–-]|\(?(?:[0-9]{1,6}|[a-zA-Z])[.)])[ \x{00A0}\t]+`)
)

// wordList is the list that is made of the last paragraphs: at each level the list that takes the next item.
type wordList struct {
	levels []*List
}

// ignored reports whether an element holds the bullet of an item, which Word says not to read.
func ignored(n *html.Node) bool {
	list := styleOf(n)["mso-list"]
	return list == "ignore"
}

// wordItem reads a paragraph of Word that is an item of a list, and reports whether it is one.
func (r *htmlReader) wordItem(n *html.Node, depth int) bool {
	style := styleOf(n)["mso-list"]
	listed := style != "" && style != "none" && style != "ignore"
	if !listed && !strings.HasPrefix(attr(n, "class"), "MsoListParagraph") {
		return false
	}
	if !isOneLine(n) {
		return false
	}
	r.flush()
	inner := r.part()
	inner.children(n, look{}, depth)
	content := inner.flow.take()
	if len(inner.parts) > 0 || blank(content) {
		return false
	}
	marker := markerOf(n)
	if marker == "" { // a browser may have kept the bullet as text alone
		marker = strings.TrimSpace(wordMarker.FindString(content[0].Text))
		if marker == "" && !listed {
			return false
		}
		if content[0].Text = wordMarker.ReplaceAllLiteralString(content[0].Text, ""); content[0].Text == "" {
			content = content[1:]
		}
		if blank(content) {
			return true // a bullet without an item
		}
	}
	level := 1
	if found := wordLevel.FindStringSubmatch(style); found != nil {
		level, _ = strconv.Atoi(found[1])
	}
	r.appendItem(min(level, MaxNesting), marker, content)
	return true
}

// isOneLine reports whether an element holds nothing but text and elements within a line.
func isOneLine(n *html.Node) bool {
	for c := range n.Descendants() {
		switch c.Data {
		case "p", "div", "table", "ul", "ol", "blockquote", "pre", "figure", "hr", "iframe", "h1", "h2", "h3", "h4", "h5", "h6", "marquee":
			return false
		}
	}
	return true
}

// markerOf returns the bullet or number of an item, which Word sets in an element of its own.
func markerOf(n *html.Node) string {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && ignored(c) {
			return strings.TrimSpace(textOf(c))
		}
	}
	return ""
}

// appendItem puts an item behind those of the paragraphs before, at its level.
func (r *htmlReader) appendItem(level int, marker string, content []Inline) {
	if r.word == nil {
		first := newWordList(marker)
		r.add(first)
		r.word = &wordList{levels: []*List{first}}
	}
	levels := r.word.levels
	levels = levels[:min(level, len(levels))]
	for len(levels) < level && len(levels[len(levels)-1].Items) > 0 {
		above := levels[len(levels)-1]
		last := &above.Items[len(above.Items)-1]
		if last.Nested == nil {
			last.Nested = newWordList(marker)
		}
		levels = append(levels, last.Nested)
	}
	list := levels[len(levels)-1]
	list.Items = append(list.Items, ListItem{Content: content})
	r.word.levels = levels
}

// newWordList returns the list that begins with a marker.
func newWordList(marker string) *List {
	found := wordNumber.FindStringSubmatch(marker)
	if found == nil {
		return &List{}
	}
	start, err := strconv.ParseInt(found[1], 10, 64)
	if err != nil || start < 1 {
		start = 1
	}
	return &List{Ordered: true, Start: start}
}
