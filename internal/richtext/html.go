package richtext

import (
	"html"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Picture is what a body needs to know of a medium that it shows.
type Picture struct {
	URL, Alt, Credit string
	Width, Height    int64 // 0 where it is not known
}

// Pictures finds a picture by the ID of its medium; nil finds none.
type Pictures func(mediaID string) (Picture, bool)

// find returns a picture and its address, if there is one that a page may show.
func (p Pictures) find(mediaID string) (picture Picture, src string, ok bool) {
	if p == nil {
		return Picture{}, "", false
	}
	if picture, ok = p(mediaID); !ok {
		return Picture{}, "", false
	}
	if src, ok = safeURL(picture.URL); !ok {
		return Picture{}, "", false
	}
	return picture, src, true
}

// legend is what is written under the picture: the caption, and the credit of a picture that is shown.
func (b *Image) legend(p Picture) string {
	if b.Caption == "" || p.Credit == "" {
		return b.Caption + p.Credit
	}
	return b.Caption + " " + p.Credit
}

// level is the heading's level, brought within its bounds.
func (b *Heading) level() int64 { return min(max(b.Level, 2), 4) }

// HTML returns the body as HTML that is safe to put into a page: every text is escaped, and links and pictures keep
// only addresses of harmless schemes. Line breaks are kept. Pictures that are not found are left out, their captions
// stay.
func (b Body) HTML(pictures Pictures) string {
	var w strings.Builder
	for _, block := range b {
		writeHTML(&w, block, pictures)
	}
	return w.String()
}

func writeHTML(w *strings.Builder, block Block, pictures Pictures) {
	switch b := block.(type) {
	case *Paragraph:
		element(w, "p", b.Content)
	case *Heading:
		element(w, "h"+strconv.FormatInt(b.level(), 10), b.Content)
	case *Quote:
		w.WriteString("<blockquote>")
		element(w, "p", b.Content)
		if b.Source != "" {
			w.WriteString("<footer>")
			writeText(w, b.Source)
			w.WriteString("</footer>")
		}
		w.WriteString("</blockquote>")
	case *List:
		writeList(w, b)
	case *Image:
		writeFigure(w, b, pictures)
	case *Table:
		writeTable(w, b)
	case *Divider:
		w.WriteString("<hr>")
	}
}

func element(w *strings.Builder, tag string, content []Inline) {
	w.WriteString("<" + tag + ">")
	for _, run := range content {
		writeRun(w, run)
	}
	w.WriteString("</" + tag + ">")
}

func writeRun(w *strings.Builder, run Inline) {
	href, linked := safeURL(run.Href)
	if linked {
		w.WriteString(`<a href="` + html.EscapeString(href) + `" rel="noopener">`)
	}
	for _, m := range run.Marks {
		w.WriteString("<" + tagOf(m) + ">")
	}
	writeText(w, run.Text)
	for _, m := range slices.Backward(run.Marks) {
		w.WriteString("</" + tagOf(m) + ">")
	}
	if linked {
		w.WriteString("</a>")
	}
}

// writeText writes text, with its line breaks.
func writeText(w *strings.Builder, text string) {
	text = html.EscapeString(text)
	if strings.ContainsAny(text, "\r\n") {
		text = strings.ReplaceAll(newlines(text), "\n", "<br>")
	}
	w.WriteString(text)
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

func writeList(w *strings.Builder, l *List) {
	tag := "ul"
	if l.Ordered {
		tag = "ol"
	}
	w.WriteString("<" + tag)
	if l.Ordered && l.first() != 1 {
		w.WriteString(` start="` + strconv.FormatInt(l.first(), 10) + `"`)
	}
	w.WriteString(">")
	for _, item := range l.Items {
		element(w, "li", item.Content)
	}
	w.WriteString("</" + tag + ">")
}

func writeFigure(w *strings.Builder, image *Image, pictures Pictures) {
	picture, src, ok := pictures.find(image.MediaID)
	legend := image.legend(picture)
	if !ok {
		if legend != "" {
			w.WriteString("<p>")
			writeText(w, legend)
			w.WriteString("</p>")
		}
		return
	}
	w.WriteString(`<figure><img src="` + html.EscapeString(src) + `" alt="` + html.EscapeString(picture.Alt) + `"`)
	if picture.Width > 0 && picture.Height > 0 {
		w.WriteString(` width="` + strconv.FormatInt(picture.Width, 10) + `" height="` + strconv.FormatInt(picture.Height, 10) + `"`)
	}
	w.WriteString(` loading="lazy">`)
	if legend != "" {
		w.WriteString("<figcaption>")
		writeText(w, legend)
		w.WriteString("</figcaption>")
	}
	w.WriteString("</figure>")
}

func writeTable(w *strings.Builder, t *Table) {
	w.WriteString("<table>")
	for i, row := range t.Rows {
		tag := "td"
		if t.Header && i == 0 {
			tag = "th"
		}
		w.WriteString("<tr>")
		for _, cell := range row.Cells {
			element(w, tag, cell.Content)
		}
		w.WriteString("</tr>")
	}
	w.WriteString("</table>")
}

// safeURL returns the address and true if a page may link to it: one of the schemes http, https, mailto and tel, or
// relative to the page's own host.
func safeURL(address string) (string, bool) {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	if address == "" || err != nil {
		return "", false
	}
	switch u.Scheme { // which is in lower case
	case "":
		if strings.HasPrefix(address, "//") || strings.Contains(address, `\`) {
			return "", false
		}
		return u.String(), true
	case "http", "https", "mailto", "tel":
		return u.String(), true
	default:
		return "", false
	}
}
