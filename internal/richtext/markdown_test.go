package richtext_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	gmhtml "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"thidua/internal/richtext"
)

// rendered is what a reader of Markdown makes of it. Raw HTML is let through, so that a test sees it.
func rendered(t rapid.TB, markdown string) string {
	t.Helper()
	var w bytes.Buffer
	reader := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough), goldmark.WithRendererOptions(gmhtml.WithUnsafe()))
	if err := reader.Convert([]byte(markdown), &w); err != nil {
		t.Fatal(err)
	}
	return w.String()
}

// leaves is the text of a page in the order of reading: for each part its kind, and its text with a mark wherever the
// look of its letters changes.
type leaves struct {
	parts  []string
	leaf   string
	text   strings.Builder
	look   string
	broken bool // the line break behind a <br> is the writer's own
}

func (l *leaves) begin(kind string) { l.leaf, l.look = kind, "" }

func (l *leaves) end() {
	if text := l.text.String(); text != "" {
		l.parts = append(l.parts, l.leaf+": "+text)
	}
	l.leaf = ""
	l.text.Reset()
}

func (l *leaves) write(text, look string) {
	for _, r := range text {
		if !unicode.IsSpace(r) && look != l.look {
			l.text.WriteString("⟦" + look + "⟧")
			l.look = look
		}
		l.text.WriteRune(r)
	}
}

// read walks a parsed page.
func (l *leaves) read(n *html.Node, look string) {
	const inline = "strong em del code a"
	switch {
	case n.Type == html.TextNode && l.leaf != "":
		text := n.Data
		if l.broken {
			text = strings.TrimPrefix(text, "\n")
		}
		l.broken = false
		l.write(text, look)
		return
	case n.Type == html.ElementNode && n.Data == "br":
		l.write("\n", look)
		l.broken = true
		return
	case n.Type == html.ElementNode && strings.Contains(inline, n.Data):
		look = sortedLook(look + " " + n.Data)
	}
	begins := n.Type == html.ElementNode && slices.Contains(strings.Fields("p h2 h3 h4 li td th"), n.Data)
	if begins {
		l.begin(n.Data)
	}
	for c := range n.ChildNodes() {
		l.read(c, look)
	}
	if begins {
		l.end()
	}
}

func sortedLook(look string) string {
	var out []string
	for _, m := range []string{"a", "code", "del", "em", "strong"} {
		for _, has := range strings.Fields(look) {
			if has == m {
				out = append(out, m)
				break
			}
		}
	}
	return strings.Join(out, " ")
}

// lookOf is how [leaves] shows a run.
func lookOf(run richtext.Inline) string {
	look := ""
	for _, m := range run.Marks {
		if m == richtext.Code && run.Href != "" && strings.Contains(run.Text, "]") {
			continue // it becomes ordinary text
		}
		look += " " + map[richtext.Mark]string{richtext.Bold: "strong", richtext.Italic: "em", richtext.Strike: "del", richtext.Code: "code"}[m]
	}
	if run.Href != "" {
		look += " a"
	}
	return sortedLook(look)
}

// content writes a leaf's text as its reader is to see it.
func (l *leaves) content(kind string, broken bool, content ...richtext.Inline) {
	l.begin(kind)
	breaks := strings.NewReplacer("\r\n", "\n", "\r", "\n")
	spaces := strings.NewReplacer("\r\n", " ", "\r", " ", "\n", " ")
	type piece struct{ text, look string }
	var pieces []piece
	for _, run := range content {
		text, look := breaks.Replace(run.Text), lookOf(run)
		if !broken || strings.Contains(look, "code") {
			text = spaces.Replace(run.Text)
		}
		pieces = append(pieces, piece{text, look})
	}
	for len(pieces) > 0 {
		if pieces[0].text = strings.TrimLeft(pieces[0].text, "\n"); pieces[0].text != "" {
			break
		}
		pieces = pieces[1:]
	}
	for last := len(pieces) - 1; last >= 0; last-- {
		if pieces[last].text = strings.TrimRight(pieces[last].text, "\n"); pieces[last].text != "" {
			break
		}
	}
	for _, p := range pieces {
		l.write(p.text, p.look)
	}
	l.end()
}

// body reads the blocks themselves.
func (l *leaves) body(body richtext.Body) {
	for _, block := range body {
		switch b := block.(type) {
		case *richtext.Paragraph:
			l.content("p", true, b.Content...)
		case *richtext.Heading:
			l.content("h"+string(rune('0'+min(max(b.Level, 2), 4))), false, b.Content...)
		case *richtext.Quote:
			l.content("p", true, b.Content...)
			if b.Source != "" {
				l.content("p", true, run("— "+b.Source))
			}
		case *richtext.List:
			for _, item := range b.Items {
				l.content("li", true, item.Content...)
			}
		case *richtext.Image:
			l.content("p", true, run(b.Caption))
		case *richtext.Table:
			for i, row := range b.Rows {
				kind := "td"
				if b.Header && i == 0 {
					kind = "th"
				}
				for _, cell := range row.Cells {
					l.content(kind, false, cell.Content...)
				}
			}
		}
	}
}

// noPictures finds none, so that only text is left.
func noPictures(string) (richtext.Picture, bool) { return richtext.Picture{}, false }

func TestMarkdownIsReadAsTheBodyWasWritten(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		body := drawBody(t)
		markdown := body.Markdown(richtext.Scene{Pictures: noPictures})
		page := rendered(t, markdown)
		root, err := html.Parse(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		var want, got leaves
		want.body(body)
		got.read(root, "")
		if diff := cmp.Diff(want.parts, got.parts); diff != "" {
			t.Fatalf("%s\nMarkdown:\n%s\nread as:\n%s", diff, markdown, page)
		}
	})
}
