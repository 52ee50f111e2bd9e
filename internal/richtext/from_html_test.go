package richtext_test

import (
	"strings"
	"testing"

	"thidua/internal/richtext"
)

func TestFromHTML(t *testing.T) {
	t.Parallel()
	heading := func(level int64, text string) *richtext.Heading {
		return &richtext.Heading{Level: level, Content: []richtext.Inline{run(text)}}
	}
	list := func(texts ...string) *richtext.List { return &richtext.List{Items: items(texts...)} }
	for _, c := range []struct {
		name, page string
		want       richtext.Body
		warning    string // a part of the only warning, if there is one
	}{
		{"nothing", "", nil, ""},
		{"text alone", "a", richtext.Body{paragraph(run("a"))}, ""},
		{"the quirks of a source", "<p>" + quirks + "</p>", richtext.Body{paragraph(run(quirks))}, ""},
		{"lines of the source", "<p>\n  a\n  b <b>\n c</b>\n</p>\n<p>d</p>", richtext.Body{paragraph(run("a b "), run("c", richtext.Bold)), paragraph(run("d"))}, ""},
		{"entities", "<p>&lt;b&gt; &amp;lt; &nbsp;&ecirc;</p>", richtext.Body{paragraph(run("<b> &lt; \u00a0ê"))}, ""},
		{"line breaks", "<p>a<br>b<br/><br>c</p>", richtext.Body{paragraph(run("a\nb\n\nc"))}, ""},
		{
			"marks", "<p><strong>a<em>b</em></strong><u>c</u><del>d</del><kbd>e</kbd></p>",
			richtext.Body{paragraph(run("a", richtext.Bold), run("b", richtext.Bold, richtext.Italic), run("c", richtext.Underline), run("d", richtext.Strike), run("e", richtext.Code))},
			"",
		},
		{"a quotation within a line", "<p>a <q>b</q></p>", richtext.Body{paragraph(run("a “b”"))}, ""},
		{"superscript", "<p>100 m<sup>2</sup></p>", richtext.Body{paragraph(run("100 m2"))}, "Superscript"},
		{"divs as paragraphs", "<div>a<div>b</div>c</div>", richtext.Body{paragraph(run("a")), paragraph(run("b")), paragraph(run("c"))}, ""},
		{"an empty paragraph", "<p>a</p><p>&nbsp;</p><p></p><p>b</p>", richtext.Body{paragraph(run("a")), paragraph(run("b"))}, ""},
		{"headings", "<h1>a</h1><h3>b</h3><h6>c</h6>", richtext.Body{heading(2, "a"), heading(3, "b"), heading(4, "c")}, ""},
		{"a link", `<p><a href="https://a.vn/?b=c&amp;d">e</a></p>`, richtext.Body{paragraph(link("e", "https://a.vn/?b=c&d"))}, ""},
		{"a link to this site", `<p><a href="https://thidua.example.vn/tin">e</a></p>`, richtext.Body{paragraph(link("e", "/tin"))}, ""},
		{"a link to an article", `<p><a href="/tin/cu" data-article-id="art_1">e</a></p>`, richtext.Body{paragraph(link("e", "article:art_1"))}, ""},
		{"a script", `<p><a href=" java&#10;script:alert(1)">e</a></p>`, richtext.Body{paragraph(run("e"))}, "The link to"},
		{"a name", `<p><a name="x">e</a></p>`, richtext.Body{paragraph(run("e"))}, ""},
		{"lists", "<ol start=3><li>a<ul><li>b</ul><li><p>c</p><p>d</p></ol>", richtext.Body{&richtext.List{Ordered: true, Start: 3, Items: []richtext.ListItem{
			{Content: []richtext.Inline{run("a")}, Nested: list("b")}, {Content: []richtext.Inline{run("c"), run("\n"), run("d")}},
		}}}, ""},
		{"a list beside its item", "<ul><li>a</li><ul><li>b</li></ul></ul>", richtext.Body{&richtext.List{Items: []richtext.ListItem{
			{Content: []richtext.Inline{run("a")}, Nested: list("b")},
		}}}, ""},
		{"text beside the items", "<ul>a<li>b</li> <b>c</b></ul>", richtext.Body{&richtext.List{Items: []richtext.ListItem{
			{Content: []richtext.Inline{run("a")}}, {Content: []richtext.Inline{run("b")}}, {Content: []richtext.Inline{run("c", richtext.Bold)}},
		}}}, ""},
		{"a list of more levels than there may be", strings.Repeat("<ul><li>a", 6), richtext.Body{&richtext.List{Items: []richtext.ListItem{
			{Content: []richtext.Inline{run("a")}, Nested: &richtext.List{Items: []richtext.ListItem{
				{Content: []richtext.Inline{run("a")}, Nested: &richtext.List{Items: []richtext.ListItem{
					{Content: []richtext.Inline{run("a")}, Nested: list("a", "a", "a")},
				}}},
			}}},
		}}}, ""},
		{"a quote", "<blockquote><p>a</p><p>b</p><footer>— Bác Hồ</footer></blockquote>", richtext.Body{
			&richtext.Quote{Content: []richtext.Inline{run("a"), run("\n\n"), run("b")}, Source: "Bác Hồ"},
		}, ""},
		{"a quote with a list", "<blockquote>a<ul><li>b</ul>c</blockquote>", richtext.Body{
			&richtext.Quote{Content: []richtext.Inline{run("a")}}, list("b"), &richtext.Quote{Content: []richtext.Inline{run("c")}},
		}, ""},
		{"code", "<pre>a\n  b</pre>", richtext.Body{paragraph(run("a", richtext.Code), run("\n"), run("  b", richtext.Code))}, ""},
		{"a divider", "<p>a<hr>b", richtext.Body{paragraph(run("a")), &richtext.Divider{}, paragraph(run("b"))}, ""},
		{"a table", "<table><caption>t</caption><thead><tr><th>a<th>b</thead><tr><td>c<td><b>d</b></table>", richtext.Body{
			paragraph(run("t")),
			&richtext.Table{Header: true, Rows: []richtext.TableRow{
				{Cells: []richtext.TableCell{{Content: []richtext.Inline{run("a")}}, {Content: []richtext.Inline{run("b")}}}},
				{Cells: []richtext.TableCell{{Content: []richtext.Inline{run("c")}}, {Content: []richtext.Inline{run("d", richtext.Bold)}}}},
			}},
		}, ""},
		{"a table of merged cells", "<table><tr><td colspan=2>a<tr><td>b<td>c</table>", richtext.Body{&richtext.Table{Rows: []richtext.TableRow{
			{Cells: []richtext.TableCell{{Content: []richtext.Inline{run("a")}}, {}}},
			{Cells: []richtext.TableCell{{Content: []richtext.Inline{run("b")}}, {Content: []richtext.Inline{run("c")}}}},
		}}}, "Merged cells"},
		{"a picture of the library", `<figure><img src="/media/med_2.jpg" onerror="a()"><figcaption>Lễ <em>trao</em></figcaption></figure>`, richtext.Body{&richtext.Image{MediaID: "med_2", Caption: "Lễ trao"}}, ""},
		{"a picture of the old site", `<p><img src="https://cu.example/co.jpg"></p>`, richtext.Body{&richtext.Image{MediaID: "med_1"}}, ""},
		{"a picture of another site", `<p>a<img src="https://evil.example/x.png"></p>`, richtext.Body{paragraph(run("a"))}, "https://evil.example/x.png"},
		{"small print below a picture", `<figure><img data-media-id="med_2"><figcaption>Lễ <small>Ảnh: BQL</small></figcaption></figure>`, richtext.Body{&richtext.Image{MediaID: "med_2", Caption: "Lễ"}}, "Ảnh: BQL"},
		{"an embed", `<iframe src="//www.youtube.com/embed/dQw4w9WgXcQ?autoplay=1" title="Lễ" onload="a()"></iframe>`, richtext.Body{&richtext.Embed{Provider: richtext.YouTube, ID: "dQw4w9WgXcQ", Title: "Lễ"}}, ""},
		{"a frame of another site", `<iframe src="https://evil.example/"></iframe>`, nil, "https://evil.example/"},
		{"a script element", "<p>a<script>alert(1)</script>b</p>", richtext.Body{paragraph(run("ab"))}, "<script>"},
		{"a drawing", "<p>a<svg onload=alert(1)><text>x</text></svg>b</p>", richtext.Body{paragraph(run("ab"))}, "<svg>"},
		{"a form", "<form action=/x>a<input value=b></form>", richtext.Body{paragraph(run("a"))}, "<input>"},
		{"what is hidden", `<p>a<span style="display:none">b</span><span hidden>c</span></p>`, richtext.Body{paragraph(run("a"))}, ""},
		{"an element that nobody knows", "<p>a<foo-bar>b</foo-bar></p>", richtext.Body{paragraph(run("ab"))}, ""},

		// Word, Google Docs and old sites.
		{
			"a page of Word",
			`<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0}</style><!--[if gte mso 9]><xml><o:x>1</o:x></xml><![endif]--></head>` +
				"<body lang=VI><!--StartFragment--><p class=MsoNormal style='text-align:justify'><b><span style='font-size:14.0pt'>Khối\nthi đua<o:p></o:p></span></b></p>" +
				"<p class=MsoNormal><span lang=VI>Sở <i style='mso-bidi-font-style:normal'>Xây dựng</i></span><o:p>&nbsp;</o:p></p><!--EndFragment--></body></html>",
			richtext.Body{paragraph(run("Khối thi đua", richtext.Bold)), paragraph(run("Sở "), run("Xây dựng", richtext.Italic), run("\u00a0"))},
			"",
		},
		{
			"a list of Word",
			`<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>a</p>` +
				`<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>b</p>` +
				`<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.<span>&nbsp; </span></span>c</p><p class=MsoNormal>d</p>`,
			richtext.Body{
				&richtext.List{Ordered: true, Start: 1, Items: []richtext.ListItem{
					{Content: []richtext.Inline{run("a")}, Nested: list("b")}, {Content: []richtext.Inline{run("c")}},
				}},
				paragraph(run("d")),
			},
			"",
		},
		{"a list of Word whose styles are gone", "<p class=MsoListParagraph>·&nbsp;&nbsp; a</p><p class=MsoListParagraph>·&nbsp; b</p>", richtext.Body{list("a", "b")}, ""},
		{
			"a page of Google Docs",
			`<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:700;">a</span><span style="font-weight:400;font-style:italic;text-decoration:underline">b</span></p></b>`,
			richtext.Body{paragraph(run("a", richtext.Bold), run("b", richtext.Italic, richtext.Underline))},
			"",
		},
		{"fonts of an old site", `<p align="center"><font face=".VnTime" color="#000080"><b>a</b></font></p><center>b</center>`, richtext.Body{paragraph(run("a", richtext.Bold)), paragraph(run("b"))}, ""},
		{
			"a layout table of an old site",
			`<table width="100%"><tr><td><table><tr><td><h2>a</h2><p>b</p></td></tr></table></td><td>c</td></tr></table>`,
			richtext.Body{heading(2, "a"), paragraph(run("b")), paragraph(run("c"))},
			"",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			body, warnings, err := richtext.FromHTML(c.page, library())
			if err != nil {
				t.Fatal(err)
			}
			sameBody(t, c.want, body)
			if said := english(warnings); said != "" != (c.warning != "") || !strings.Contains(said, c.warning) || len(warnings) > 1 {
				t.Errorf("it warns: %s", said)
			}
			if err := body.Check(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestWarningsAreBoundedAndSaidOnce(t *testing.T) {
	t.Parallel()
	var page strings.Builder
	for i := range 300 {
		page.WriteString("<script>a</script><img src=/x" + strings.Repeat("x", i) + ">")
	}
	_, warnings, err := richtext.FromHTML(page.String(), richtext.Known{})
	if err != nil {
		t.Fatal(err)
	}
	if len(warnings) != 50 || warnings[49].En != "And many more changes." || warnings[49].Vi == "" {
		t.Errorf("%d warnings, the last of which is %v", len(warnings), warnings[len(warnings)-1])
	}
	if n := strings.Count(english(warnings), "<script>"); n != 1 {
		t.Errorf("the same is said %d times", n)
	}
}
