package richtext_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thidua/internal/richtext"
)

// quirks has what a source may hold and no step may repair: doubled no-break spaces, one before a plain space, an Eth in
// the place of Đ, ASCII quotes within a curly one that never closes, doubled spaces.
const quirks = "Khối thi đua\u00a0\u00a0tổ chức; viên chức,\u00a0 \u00d0ảng bộ “về \"tự diễn biến\", \"tự chuyển hóa\"  – hết"

// album has one picture, with credit, and one whose address is unsafe.
func album(id string) (richtext.Picture, bool) {
	switch id {
	case "med_1":
		return richtext.Picture{URL: "/media/co.jpg?w=1&h=2", Alt: `Trao "cờ"`, Credit: "Ảnh: BQL", Width: 800, Height: 600}, true
	case "med_unsafe":
		return richtext.Picture{URL: "javascript:alert(1)", Alt: "x", Credit: "Ảnh: BQL"}, true
	default:
		return richtext.Picture{}, false
	}
}

func run(text string, marks ...richtext.Mark) richtext.Inline {
	return richtext.Inline{Text: text, Marks: marks}
}

func link(text, href string) richtext.Inline { return richtext.Inline{Text: text, Href: href} }

func paragraph(content ...richtext.Inline) *richtext.Paragraph {
	return &richtext.Paragraph{Content: content}
}

func items(texts ...string) []richtext.ListItem {
	list := make([]richtext.ListItem, len(texts))
	for i, text := range texts {
		list[i].Content = []richtext.Inline{run(text)}
	}
	return list
}

func rows(texts ...[]string) []richtext.TableRow {
	table := make([]richtext.TableRow, len(texts))
	for i, cells := range texts {
		for _, text := range cells {
			table[i].Cells = append(table[i].Cells, richtext.TableCell{Content: []richtext.Inline{run(text)}})
		}
	}
	return table
}

func TestForms(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name                 string
		body                 richtext.Body
		html, markdown, text string
	}{
		{"no body", nil, "", "", ""},
		{"an empty paragraph", richtext.Body{paragraph()}, "<p></p>", "", ""},
		{
			"paragraphs",
			richtext.Body{paragraph(run("Một")), paragraph(run("Hai & ba <4>"))},
			"<p>Một</p><p>Hai &amp; ba &lt;4&gt;</p>", "Một\n\nHai \\& ba \\<4\\>", "Một\n\nHai & ba <4>",
		},
		{"bold", richtext.Body{paragraph(run("a", richtext.Bold))}, "<p><strong>a</strong></p>", "**a**", "a"},
		{"italic", richtext.Body{paragraph(run("a", richtext.Italic))}, "<p><em>a</em></p>", "_a_", "a"},
		{"underlined", richtext.Body{paragraph(run("a", richtext.Underline))}, "<p><u>a</u></p>", "a", "a"},
		{"struck", richtext.Body{paragraph(run("a", richtext.Strike))}, "<p><s>a</s></p>", "~~a~~", "a"},
		{"code", richtext.Body{paragraph(run("a*b", richtext.Code))}, "<p><code>a*b</code></p>", "`a*b`", "a*b"},
		{"code with backticks", richtext.Body{paragraph(run("`a``", richtext.Code))}, "<p><code>`a``</code></p>", "``` `a`` ```", "`a``"},
		{"an unknown mark", richtext.Body{paragraph(run("a", "BLINK"))}, "<p><span>a</span></p>", "a", "a"},
		{
			"several marks",
			richtext.Body{paragraph(run("a", richtext.Bold, richtext.Italic), run("b", richtext.Italic))},
			"<p><strong><em>a</em></strong><em>b</em></p>", "**_a_**_b_", "ab",
		},
		{
			"marked text with spaces around",
			richtext.Body{paragraph(run("a"), run(" b c ", richtext.Bold), run("d"))},
			"<p>a<strong> b c </strong>d</p>", "a **b c** d", "a b c d",
		},
		{
			"a mark within a word",
			richtext.Body{paragraph(run("a"), run("b", richtext.Italic), run("c"))},
			"<p>a<em>b</em>c</p>", "&#97;_b_&#99;", "abc",
		},
		{
			"marked punctuation beside a word",
			richtext.Body{paragraph(run("a"), run("“b”", richtext.Bold), run("c"))},
			"<p>a<strong>“b”</strong>c</p>", "&#97;**“b”**&#99;", "a“b”c",
		},
		{
			"a link",
			richtext.Body{paragraph(run("Hay!"), link("xem [1]", "https://kontum.vn/tin?a=1&b=2"))},
			`<p>Hay!<a href="https://kontum.vn/tin?a=1&amp;b=2" rel="noopener">xem [1]</a></p>`,
			`Hay\![xem \[1\]](<https://kontum.vn/tin?a=1&b=2>)`, "Hay!xem [1]",
		},
		{
			"a link that looks like an entity",
			richtext.Body{paragraph(link("x", "/?a=1&lt;=2"))},
			`<p><a href="/?a=1&amp;lt;=2" rel="noopener">x</a></p>`, `[x](</?a=1&amp;lt;=2>)`, "x",
		},
		{
			"line breaks",
			richtext.Body{paragraph(run("\nMột\r\n2. Hai\rBa\n"))},
			"<p><br>Một<br>2. Hai<br>Ba<br></p>", "Một\\\n2\\. Hai\\\nBa", "\nMột\r\n2. Hai\rBa\n",
		},
		{
			"headings of all levels",
			richtext.Body{
				&richtext.Heading{Level: 1, Content: []richtext.Inline{run("A")}},
				&richtext.Heading{Level: 3, Content: []richtext.Inline{run("B #")}},
				&richtext.Heading{Level: 9, Content: []richtext.Inline{run("C\nD")}},
			},
			`<h2 id="muc-a">A</h2><h3 id="muc-b">B #</h3><h4 id="muc-c-d">C<br>D</h4>`, "## A\n\n### B \\#\n\n#### C D", "A\n\nB #\n\nC\nD",
		},
		{
			"lists",
			richtext.Body{
				&richtext.List{Items: items("a", "- b")},
				&richtext.List{Ordered: true, Start: 9, Items: items("c", "d\ne")},
			},
			`<ul><li>a</li><li>- b</li></ul><ol start="9"><li>c</li><li>d<br>e</li></ol>`,
			"- a\n- \\- b\n\n9. c\n10. d\\\n    e", "- a\n- - b\n\n9. c\n10. d\ne",
		},
		{
			"lists of one kind in a row",
			richtext.Body{
				&richtext.List{Items: items("a")}, &richtext.List{}, &richtext.List{Items: items("b")}, &richtext.List{Items: items("c")},
				&richtext.List{Ordered: true, Items: items("d")}, &richtext.List{Ordered: true, Items: items("e")},
			},
			"<ul><li>a</li></ul><ul></ul><ul><li>b</li></ul><ul><li>c</li></ul><ol><li>d</li></ol><ol><li>e</li></ol>",
			"- a\n\n* b\n\n- c\n\n1. d\n\n1) e", "- a\n\n- b\n\n- c\n\n1. d\n\n1. e",
		},
		{
			"a list from a number that no list starts with",
			richtext.Body{&richtext.List{Ordered: true, Start: -3, Items: items("a")}},
			"<ol><li>a</li></ol>", "1. a", "1. a",
		},
		{
			"quotes",
			richtext.Body{
				&richtext.Quote{Content: []richtext.Inline{run("a\nb")}, Source: "Bác\nHồ"}, &richtext.Quote{Content: []richtext.Inline{run("c")}},
			},
			"<blockquote><p>a<br>b</p><footer>Bác<br>Hồ</footer></blockquote><blockquote><p>c</p></blockquote>",
			"> a\\\n> b\n>\n> — Bác\\\n> Hồ\n\n> c", "a\nb\n— Bác\nHồ\n\nc",
		},
		{
			"a picture",
			richtext.Body{&richtext.Image{MediaID: "med_1", Caption: "Lễ *trao* cờ."}},
			`<figure><img src="/media/co.jpg?w=1&amp;h=2" alt="Trao &#34;cờ&#34;" width="800" height="600" loading="lazy" data-media-id="med_1"><figcaption>Lễ *trao* cờ. <small>Ảnh: BQL</small></figcaption></figure>`,
			"![Trao \"cờ\"](</media/co.jpg?w=1&h=2>)\\\nLễ \\*trao\\* cờ. _Ảnh: BQL_", "Lễ *trao* cờ.",
		},
		{"a picture that is gone", richtext.Body{&richtext.Image{MediaID: "med_9", Caption: "Lễ"}}, "<p>Lễ</p>", "Lễ", "Lễ"},
		{"a picture of an unsafe address", richtext.Body{&richtext.Image{MediaID: "med_unsafe"}}, "", "", ""},
		{
			"a table with a head",
			richtext.Body{&richtext.Table{Header: true, Rows: rows([]string{"Đơn vị", "Điểm"}, []string{"A|B", " 9\n5 "})}},
			"<table><tr><th>Đơn vị</th><th>Điểm</th></tr><tr><td>A|B</td><td> 9<br>5 </td></tr></table>",
			"| Đơn vị | Điểm |\n| --- | --- |\n| A\\|B | &#32;9 5&#32; |", "Đơn vị\tĐiểm\nA|B\t 9\n5 ",
		},
		{
			"a ragged table without a head",
			richtext.Body{&richtext.Table{Rows: rows([]string{"a"}, []string{"b", "c"})}},
			"<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>", "|  |  |\n| --- | --- |\n| a |  |\n| b | c |", "a\nb\tc",
		},
		{"a table without rows", richtext.Body{&richtext.Table{Header: true}}, "<table></table>", "", ""},
		{"a divider", richtext.Body{paragraph(run("a")), &richtext.Divider{}, paragraph(run("b"))}, "<p>a</p><hr><p>b</p>", "a\n\n---\n\nb", "a\n\nb"},
		{
			"the quirks of a source",
			richtext.Body{paragraph(run(quirks))},
			"<p>" + strings.ReplaceAll(quirks, `"`, "&#34;") + "</p>", quirks, quirks,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for _, form := range []struct{ name, want, got string }{
				{"HTML", c.html, c.body.HTML(richtext.ForSite, richtext.Scene{Pictures: album})},
				{"Markdown", c.markdown, c.body.Markdown(richtext.Scene{Pictures: album})},
				{"text", c.text, c.body.Text()},
			} {
				if form.got != form.want {
					t.Errorf("%s\nwant %q\ngot  %q", form.name, form.want, form.got)
				}
			}
		})
	}
}

func TestPicturesMayBeNil(t *testing.T) {
	t.Parallel()
	body := richtext.Body{&richtext.Image{MediaID: "med_1", Caption: "Lễ"}}
	if html, md := body.HTML(richtext.ForSite, richtext.Scene{}), body.Markdown(richtext.Scene{}); html != "<p>Lễ</p>" || md != "![](<media:med_1>)\\\nLễ" {
		t.Errorf("HTML = %q, Markdown = %q", html, md)
	}
}

func TestMediaIDs(t *testing.T) {
	t.Parallel()
	body := richtext.Body{&richtext.Image{MediaID: "b"}, paragraph(), &richtext.Image{}, &richtext.Image{MediaID: "a"}}
	if ids := strings.Join(body.MediaIDs(), " "); ids != "b a" {
		t.Errorf("MediaIDs = %q", ids)
	}
}

// pieces are what random text is made of: words, and all that some form might take for markup.
func pieces() []string {
	return []string{
		"thi", "đua", "\u00d0", "1", "23", ".", ")", "-", "+", "=", "#", "*", "_", "~", "`", "``", "[", "]", "(", "!", "<b>", "</p>", "<!--", "&amp;",
		"&#60;", "&", "|", "\\", ":", ">", "\"", "“", "”", "\u00a0", " ", "  ", "\t", "\n", "\n\n", "\r\n", "http://a.vn/b_c", "😀", "\u200b", "e\u0301",
		"---", "===", "```", "~~~", "    ", "- ", "1. ", "# ", "> ", "{#a}", "[ ] ", "[a]: b", "x", "\f", "$", "@a.vn", "'", "\u3000", "^",
	}
}

// drawText draws text of several pieces.
func drawText(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces()), 0, 8).Draw(t, "text"), "")
}

func drawContent(t *rapid.T) []richtext.Inline {
	content := make([]richtext.Inline, rapid.IntRange(0, 5).Draw(t, "runs"))
	for i := range content {
		content[i] = richtext.Inline{
			Text:  drawText(t),
			Marks: rapid.SliceOfNDistinct(rapid.SampledFrom([]richtext.Mark{richtext.Bold, richtext.Italic, richtext.Underline, richtext.Strike, richtext.Code}), 0, 3, rapid.ID).Draw(t, "marks"),
			Href:  rapid.SampledFrom([]string{"", "", "", "/a", "https://a.vn/?x=<\\>&lt;|`b", "mailto:a>b<c\\|d e"}).Draw(t, "href"),
		}
	}
	return content
}

func drawBlock(t *rapid.T) richtext.Block {
	switch rapid.IntRange(0, 6).Draw(t, "block") {
	case 0:
		return &richtext.Heading{Level: rapid.Int64Range(0, 6).Draw(t, "level"), Content: drawContent(t)}
	case 1:
		l := &richtext.List{Ordered: rapid.Bool().Draw(t, "ordered"), Start: rapid.SampledFrom([]int64{0, 1, 2, 10, 99, 999_999_998, 1e12, -1}).Draw(t, "start")}
		for range rapid.IntRange(1, 4).Draw(t, "items") {
			l.Items = append(l.Items, richtext.ListItem{Content: drawContent(t)})
		}
		return l
	case 2:
		return &richtext.Quote{Content: drawContent(t), Source: drawText(t)}
	case 3:
		return &richtext.Image{MediaID: rapid.SampledFrom([]string{"", "med_1", "med_unsafe"}).Draw(t, "medium"), Caption: drawText(t)}
	case 4:
		table := &richtext.Table{Header: rapid.Bool().Draw(t, "header"), Rows: make([]richtext.TableRow, rapid.IntRange(1, 3).Draw(t, "rows"))}
		width := rapid.IntRange(1, 3).Draw(t, "width")
		for i := range table.Rows {
			for range width {
				table.Rows[i].Cells = append(table.Rows[i].Cells, richtext.TableCell{Content: drawContent(t)})
			}
		}
		return table
	case 5:
		return &richtext.Divider{}
	default:
		return paragraph(drawContent(t)...)
	}
}

func drawBody(t *rapid.T) richtext.Body {
	body := make(richtext.Body, rapid.IntRange(0, 6).Draw(t, "blocks"))
	for i := range body {
		body[i] = drawBlock(t)
	}
	return body
}
