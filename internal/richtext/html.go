package richtext

import (
	"html"
	"slices"
	"strconv"
	"strings"
)

// Profile says for whom HTML is written.
type Profile string

// The profiles.
const (
	ForSite  Profile = "SITE"  // our own pages: headings have anchors, blocks have classes, data attributes name what is shown
	ForEmbed Profile = "EMBED" // a partner's page: neither id nor class, so that nothing clashes; all addresses are absolute
	ForFeed  Profile = "FEED"  // feed readers: only what they keep; all addresses are absolute; nothing in frames
)

// HTML returns the body as HTML that is safe to put into a page: every text is escaped, and links and pictures keep
// only addresses of harmless schemes. Line breaks are kept. What the scene does not have is left out; captions, labels
// and titles stay.
func (b Body) HTML(p Profile, s Scene) string {
	w := htmlWriter{profile: p, scene: s}
	if p == ForSite {
		w.anchors = b.anchors()
	}
	for _, block := range b {
		w.block(block)
	}
	return w.out.String()
}

// htmlWriter writes blocks one after the other.
type htmlWriter struct {
	out     strings.Builder
	profile Profile
	scene   Scene
	anchors []string // of the headings that are still to be written
}

// attribute is an attribute of an element; one without a value is left out.
type attribute struct{ name, value string }

// isOwn reports whether only our own pages have the attribute.
func (a attribute) isOwn() bool {
	return a.name == "id" || a.name == "class" || strings.HasPrefix(a.name, "data-")
}

func class(name string) attribute           { return attribute{"class", name} }
func data(name, id string) attribute        { return attribute{"data-" + name, id} }
func number(name string, n int64) attribute { return attribute{name, strconv.FormatInt(n, 10)} }

// open writes the tag that begins an element.
func (w *htmlWriter) open(tag string, attributes ...attribute) {
	w.out.WriteString("<" + tag)
	for _, a := range attributes {
		if a.value == "" && a.name != "alt" || a.isOwn() && w.profile != ForSite {
			continue
		}
		w.out.WriteString(" " + a.name + `="` + html.EscapeString(a.value) + `"`)
	}
	w.out.WriteString(">")
}

func (w *htmlWriter) shut(tag string) { w.out.WriteString("</" + tag + ">") }

// text writes text, with its line breaks.
func (w *htmlWriter) text(text string) {
	text = html.EscapeString(text)
	if strings.ContainsAny(text, "\r\n") {
		text = strings.ReplaceAll(newlines(text), "\n", "<br>")
	}
	w.out.WriteString(text)
}

// element writes an element that holds a text.
func (w *htmlWriter) element(tag, text string, attributes ...attribute) {
	w.open(tag, attributes...)
	w.text(text)
	w.shut(tag)
}

// inline writes an element that holds runs of text.
func (w *htmlWriter) inline(tag string, content []Inline, attributes ...attribute) {
	w.open(tag, attributes...)
	w.runs(content)
	w.shut(tag)
}

func (w *htmlWriter) runs(content []Inline) {
	for _, run := range content {
		w.run(run)
	}
}

func (w *htmlWriter) run(run Inline) {
	href, linked := w.href(run.Href)
	if linked {
		own := attribute{}
		if id, ok := articleID(run.Href); ok {
			own = data("article-id", id)
		}
		w.open("a", attribute{"href", href}, attribute{"rel", w.rel()}, own)
	}
	for _, m := range run.Marks {
		w.open(tagOf(m))
	}
	w.text(run.Text)
	for _, m := range slices.Backward(run.Marks) {
		w.shut(tagOf(m))
	}
	if linked {
		w.shut("a")
	}
}

// href returns the address of a link as this profile's readers need it.
func (w *htmlWriter) href(address string) (string, bool) {
	if address == "" {
		return "", false
	}
	href, ok := w.scene.href(address)
	return w.reachable(href, ok)
}

// reachable makes an address absolute for readers who are not on our own pages.
func (w *htmlWriter) reachable(address string, ok bool) (string, bool) {
	if !ok || w.profile == ForSite {
		return address, ok
	}
	return w.scene.absolute(address)
}

// rel is what links say of themselves: never let the page that is opened reach back; a partner's page does not vouch
// for where our links lead.
func (w *htmlWriter) rel() string {
	if w.profile == ForEmbed {
		return "noopener nofollow"
	}
	return "noopener"
}

// link writes a link, or its text alone where there is no address.
func (w *htmlWriter) link(address, text string) {
	href, ok := w.href(address)
	if !ok {
		w.text(text)
		return
	}
	w.element("a", text, attribute{"href", href}, attribute{"rel", w.rel()})
}

func tagOf(m Mark) string {
	switch m {
	case Bold:
		return "strong"
	case Italic:
		return "em"
	case Underline:
		return "u"
	case Strike:
		return "s"
	case Code:
		return "code"
	default:
		return "span"
	}
}
