package richtext_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"thidua/internal/richtext"
)

// everything is a scene in which every medium and record is found, so that nothing is left out of what is written.
func everything() richtext.Scene {
	return richtext.Scene{
		Pictures: func(id string) (richtext.Picture, bool) {
			return richtext.Picture{URL: "/media/" + id + "/co.jpg", Alt: "Trao cờ", Credit: "Ảnh: BQL", Width: 8, Height: 6}, true
		},
		Records: func(id string) (richtext.Record, bool) {
			return richtext.Record{Label: "Cờ thi đua " + id, URL: "/ho-so/" + id}, true
		},
		Embeds: richtext.Embeds{Allowed: richtext.Providers(), Framed: richtext.Providers()},
	}
}

// everybody knows all providers of embeds.
func everybody() richtext.Known {
	return richtext.Known{Embeds: richtext.Embeds{Allowed: richtext.Providers()}}
}

func fromMarkdown(t rapid.TB, markdown string) richtext.Body {
	t.Helper()
	body, _, err := richtext.FromMarkdown(markdown, everybody())
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func fromHTML(t rapid.TB, page string) richtext.Body {
	t.Helper()
	body, _, err := richtext.FromHTML(page, everybody())
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// settled fails unless what is read of a text, written and read again stays as it is.
func settled(t rapid.TB, text string, read func(rapid.TB, string) richtext.Body, write func(richtext.Body) string) {
	t.Helper()
	body := read(t, text)
	if err := body.Check(); err != nil {
		t.Fatalf("what is read of %q breaks a rule: %v", text, err)
	}
	once := write(body)
	if twice := write(read(t, once)); twice != once {
		t.Fatalf("%q\nis written as\n%q\nand then as\n%q", text, once, twice)
	}
}

func forEditing(body richtext.Body) string { return body.Markdown(richtext.Scene{}) }

func forSite(body richtext.Body) string { return body.HTML(richtext.ForSite, everything()) }

func TestMarkdownSettlesAfterOnePass(t *testing.T) {
	t.Parallel()
	parts := append(pieces(), "![](media:med_1)", "[a](media:med_1)", "- [x](award:awa_1)", "[x](legal:leg_1)", "<https://youtu.be/dQw4w9WgXcQ>", "\n\n", "\n- ",
		"\n  1. ", "\n> ", "\n| a | b |\n| - | - |\n", "\n\n    ", "**", "__", "~~", "](/a)", "[", "![", "\\\n", "— ", "<br>", "&#10;", "&#8203;", "\n# ", "\n***\n")
	rapid.Check(t, func(t *rapid.T) {
		settled(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 20).Draw(t, "markdown"), ""), fromMarkdown, forEditing)
	})
}

func TestHTMLSettlesAfterOnePass(t *testing.T) {
	t.Parallel()
	var parts []string
	for _, tag := range strings.Fields("p div b i u s code a h1 h3 ul ol li blockquote footer cite table tr td th pre figure figcaption small span section q sup center font dl dd") {
		parts = append(parts, "<"+tag+">", "<"+tag+">", "</"+tag+">")
	}
	parts = append(parts, pieces()...)
	parts = append(parts, "<br>", "<hr>", "<img src=/media/med_1/a.jpg>", "<img src=x>", `<a href=/a>`, `<a href="/media/med_2">`, `<a href="https://youtu.be/dQw4w9WgXcQ">`,
		`<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>`, `<p class=MsoListParagraph style="mso-list:l0 level2 lfo1">`, `<span style="mso-list:Ignore">1.</span>`,
		`<div class=gallery>`, `<p class=citation data-id=leg_1>`, `<span class=passage>`, `<p class=file data-media-id=med_1>`, `<ul class=awards>`, `<li data-id=awa_1>`,
		`<td colspan=2>`, `<ol start=7>`, `<span style="font-weight:bold">`, `<a href="article:art_1">`, `<a data-article-id=art_1 href=/x>`, `<td role=presentation>`, "<tbody>")
	rapid.Check(t, func(t *rapid.T) {
		settled(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 20).Draw(t, "page"), ""), fromHTML, forSite)
	})
}

// sayable draws content that Markdown can say: no underlining, no look that begins or ends at a space, nothing before the
// first and behind the last visible character of a block.
func sayable(t *rapid.T, breaks bool) []richtext.Inline {
	looks := [][]richtext.Mark{nil, {richtext.Bold}, {richtext.Italic}, {richtext.Strike}, {richtext.Bold, richtext.Italic}, {richtext.Bold, richtext.Italic, richtext.Strike}, {richtext.Code}}
	between := []string{" ", "  ", "\u00a0", "", " - ", "1. ", "*", "_", "“", "\"", "`", "[", "](", "<b>", "&amp;", "\\", "#", "|", "😀", "\t", "\u00d0", ": ", "==", "~"}
	if breaks {
		between = append(between, "\n", "\n\n", "\n- ", "\n> ")
	}
	var content []richtext.Inline
	last := -1
	for range rapid.IntRange(1, 4).Draw(t, "runs") {
		at := rapid.IntRange(0, len(looks)-1).Draw(t, "look")
		if at == last {
			continue
		}
		last = at
		text := rapid.SampledFrom([]string{"thi", "đua", "“", "*", ".", "2", "(", "_"}).Draw(t, "first")
		for range rapid.IntRange(0, 3).Draw(t, "words") {
			piece := rapid.SampledFrom(between).Draw(t, "between")
			if looks[at] != nil && looks[at][0] == richtext.Code {
				piece = strings.ReplaceAll(piece, "\n", " ")
			}
			text += piece + rapid.SampledFrom([]string{"khen", "thưởng", "”", "_", "5", ")"}).Draw(t, "word")
		}
		content = append(content, richtext.Inline{Text: text, Marks: looks[at]})
	}
	if at := rapid.IntRange(0, 3*len(content)).Draw(t, "link"); at < len(content) && len(content) > 1 {
		content[at].Href = rapid.SampledFrom([]string{"/a", "https://a.vn/?x=1&lt;=b", "article:art_1", "mailto:bbt@a.vn", "#b"}).Draw(t, "href")
		if strings.Contains(content[at].Text, "]") && len(content[at].Marks) == 1 && content[at].Marks[0] == richtext.Code {
			content[at].Href = ""
		}
	}
	return content
}

func sayableList(t *rapid.T, level int) *richtext.List {
	l := &richtext.List{Ordered: rapid.Bool().Draw(t, "ordered")}
	if l.Ordered {
		l.Start = rapid.SampledFrom([]int64{1, 2, 10, 999}).Draw(t, "start")
	}
	for range rapid.IntRange(1, 3).Draw(t, "items") {
		item := richtext.ListItem{Content: sayable(t, true)}
		if level < richtext.MaxNesting && rapid.IntRange(0, 3).Draw(t, "nested") == 0 {
			item.Nested = sayableList(t, level+1)
		}
		l.Items = append(l.Items, item)
	}
	return l
}

func sayableLine(t *rapid.T) string {
	return rapid.SampledFrom([]string{"", "Lễ trao", "Lễ *trao* _cờ_", "a [b](c) <d>", "khoản 2 Điều 8", "1. a", "# b", "!"}).Draw(t, "line")
}

func sayableBlock(t *rapid.T) richtext.Block {
	switch rapid.IntRange(0, 12).Draw(t, "block") {
	case 0:
		return &richtext.Heading{Level: rapid.Int64Range(2, 4).Draw(t, "level"), Content: sayable(t, false)}
	case 1:
		return sayableList(t, 1)
	case 2:
		q := &richtext.Quote{Content: sayable(t, true)}
		q.Source = sayableLine(t)
		return q
	case 3:
		return &richtext.Image{MediaID: "med_1", Caption: sayableLine(t)}
	case 4:
		return &richtext.Gallery{Items: []richtext.GalleryItem{{MediaID: "med_1", Caption: sayableLine(t)}, {MediaID: "med_2", Caption: sayableLine(t)}}}
	case 5:
		table := &richtext.Table{Header: rapid.Bool().Draw(t, "header"), Rows: make([]richtext.TableRow, rapid.IntRange(1, 3).Draw(t, "rows"))}
		for i := range table.Rows {
			table.Rows[i].Cells = []richtext.TableCell{{Content: sayable(t, false)}, {Content: sayable(t, false)}}
		}
		return table
	case 6:
		return &richtext.Divider{}
	case 7:
		return &richtext.File{MediaID: "med_1", Label: sayableLine(t)}
	case 8:
		return &richtext.Embed{Provider: richtext.YouTube, ID: "dQw4w9WgXcQ", Title: sayableLine(t)}
	case 9:
		return &richtext.AwardList{AwardIDs: []string{"awa_1", "awa_2"}}
	case 10:
		return &richtext.TaskList{TaskIDs: []string{"tas_1"}}
	case 11:
		return &richtext.LegalCitation{LegalReferenceID: "leg_1", Passage: sayableLine(t)}
	default:
		return paragraph(sayable(t, true)...)
	}
}

func sayableBody(t *rapid.T) richtext.Body {
	body := make(richtext.Body, rapid.IntRange(0, 5).Draw(t, "blocks"))
	for i := range body {
		body[i] = sayableBlock(t)
	}
	return body
}

func TestBodiesAreTheSameAfterMarkdown(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		body := sayableBody(t)
		markdown := forEditing(body)
		if diff := cmp.Diff(body, fromMarkdown(t, markdown), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%s\nMarkdown:\n%s", diff, markdown)
		}
	})
}

func TestBodiesAreTheSameAfterHTML(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		body := sayableBody(t)
		for _, block := range body {
			if file, ok := block.(*richtext.File); ok && file.Label == "" {
				file.Label = "Quyết định" // where there is none, a page shows the medium's own words
			}
		}
		page := forSite(body)
		if diff := cmp.Diff(body, fromHTML(t, page), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%s\nHTML:\n%s", diff, page)
		}
	})
}
