package richtext_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"thidua/internal/errs"
	"thidua/internal/richtext"
)

// sameBody fails unless two bodies are equal; none and empty are the same.
func sameBody(t testing.TB, want, got richtext.Body) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
}

// library knows one address of a picture, all embeds, and the site that the addresses are relative to.
func library() richtext.Known {
	return richtext.Known{
		MediaID: func(address string) (string, bool) { return "med_1", address == "https://cu.example/co.jpg" },
		Embeds:  richtext.Embeds{Allowed: []richtext.Provider{richtext.YouTube}},
		SiteURL: "https://thidua.example.vn",
	}
}

// english are the warnings as one text.
func english(warnings []richtext.Warning) string {
	lines := make([]string, len(warnings))
	for i, w := range warnings {
		lines[i] = w.En
	}
	return strings.Join(lines, "\n")
}

func TestFromMarkdown(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("dài ", richtext.MaxLine/3)
	for _, c := range []struct {
		name, markdown string
		want           richtext.Body
		warning        string // a part of the only warning, if there is one
	}{
		{"nothing", "", nil, ""},
		{"the quirks of a source", quirks, richtext.Body{paragraph(run(quirks))}, ""},
		{"paragraphs, whose lines are joined", "a\nb\n\nc", richtext.Body{paragraph(run("a b")), paragraph(run("c"))}, ""},
		{"a line break", "a\\\nb", richtext.Body{paragraph(run("a\nb"))}, ""},
		{"a line break as a tag", "a<br>b", richtext.Body{paragraph(run("a\nb"))}, ""},
		{
			"marks", "a **b _c_** ~~d~~ `e*f`",
			richtext.Body{paragraph(run("a "), run("b ", richtext.Bold), run("c", richtext.Bold, richtext.Italic), run(" "), run("d", richtext.Strike), run(" "), run("e*f", richtext.Code))},
			"",
		},
		{"what is escaped", `1\. \*a\* &amp; &#60;b> \\`, richtext.Body{paragraph(run(`1. *a* & <b> \`))}, ""},
		{"an entity for what text may not hold", "a&#8203;b&#0;c", richtext.Body{paragraph(run("ab\ufffdc"))}, ""},
		{"a link", "[a](https://a.vn/?b=c&d=e)", richtext.Body{paragraph(link("a", "https://a.vn/?b=c&d=e"))}, ""},
		{"a link to this site", "[a](https://thidua.example.vn/tin/b)", richtext.Body{paragraph(link("a", "/tin/b"))}, ""},
		{"a link to a site whose name begins alike", "[a](https://thidua.example.vn.evil.example/)", richtext.Body{paragraph(link("a", "https://thidua.example.vn.evil.example/"))}, ""},
		{"a link to an article", "[a](article:art_1)", richtext.Body{paragraph(link("a", "article:art_1"))}, ""},
		{"an address", "xem <https://a.vn>", richtext.Body{paragraph(run("xem "), link("https://a.vn", "https://a.vn"))}, ""},
		{"an address of mail", "<bbt@a.vn>", richtext.Body{paragraph(link("bbt@a.vn", "mailto:bbt@a.vn"))}, ""},
		{"a script", "[a](javascript:alert(1)) b", richtext.Body{paragraph(run("a b"))}, "javascript:alert(1)"},
		{"a script with an entity", "[a](javascript&colon;alert(1)) b", richtext.Body{paragraph(run("a b"))}, "javascript"},
		{"headings", "# a\n\n### b", richtext.Body{&richtext.Heading{Level: 2, Content: []richtext.Inline{run("a")}}, &richtext.Heading{Level: 3, Content: []richtext.Inline{run("b")}}}, "Levels of headings"},
		{"lists", "- a\n  - b\n- c\n\n3. d", richtext.Body{
			&richtext.List{Items: []richtext.ListItem{
				{Content: []richtext.Inline{run("a")}, Nested: &richtext.List{Items: items("b")}}, {Content: []richtext.Inline{run("c")}},
			}},
			&richtext.List{Ordered: true, Start: 3, Items: items("d")},
		}, ""},
		{"a list of more levels than there may be", "- a\n  - b\n    - c\n      - d\n        - e", richtext.Body{&richtext.List{Items: []richtext.ListItem{
			{Content: []richtext.Inline{run("a")}, Nested: &richtext.List{Items: []richtext.ListItem{
				{Content: []richtext.Inline{run("b")}, Nested: &richtext.List{Items: []richtext.ListItem{
					{Content: []richtext.Inline{run("c")}, Nested: &richtext.List{Items: items("d", "e")}},
				}}},
			}}},
		}}}, ""},
		{"a list from 0", "0. a", richtext.Body{&richtext.List{Ordered: true, Start: 1, Items: items("a")}}, ""},
		{"an item of paragraphs", "- a\n\n  b", richtext.Body{&richtext.List{Items: []richtext.ListItem{{Content: []richtext.Inline{run("a"), run("\n"), run("b")}}}}}, ""},
		{"a quote with its source", "> a\n>\n> — Bác Hồ", richtext.Body{&richtext.Quote{Content: []richtext.Inline{run("a")}, Source: "Bác Hồ"}}, ""},
		{"a table", "| a | b |\n| --- | --- |\n| c\\|d | **e** |", richtext.Body{&richtext.Table{Header: true, Rows: []richtext.TableRow{
			{Cells: []richtext.TableCell{{Content: []richtext.Inline{run("a")}}, {Content: []richtext.Inline{run("b")}}}},
			{Cells: []richtext.TableCell{{Content: []richtext.Inline{run("c|d")}}, {Content: []richtext.Inline{run("e", richtext.Bold)}}}},
		}}}, ""},
		{"a table without a head", "|  |\n| --- |\n| a |", richtext.Body{&richtext.Table{Rows: rows([]string{"a"})}}, ""},
		{"code", "```go\na\n\n b\n```", richtext.Body{paragraph(run("a", richtext.Code), run("\n\n"), run(" b", richtext.Code))}, ""},
		{"a divider", "a\n\n***\n\nb", richtext.Body{paragraph(run("a")), &richtext.Divider{}, paragraph(run("b"))}, ""},
		{"a picture", "![x](media:med_2)\\\nLễ _trao_", richtext.Body{&richtext.Image{MediaID: "med_2", Caption: "Lễ trao"}}, ""},
		{"a picture as readers get it", "![x](<https://cu.example/co.jpg>)\\\nLễ _Ảnh: BQL_", richtext.Body{&richtext.Image{MediaID: "med_1", Caption: "Lễ"}}, "Ảnh: BQL"},
		{"pictures", "![](media:med_2)\\\na\\\n![](/anh/med_3.jpg)", richtext.Body{
			&richtext.Gallery{Items: []richtext.GalleryItem{{MediaID: "med_2", Caption: "a"}, {MediaID: "med_3"}}},
		}, ""},
		{"a picture with a long text below", "![](media:med_2)\\\n" + long, richtext.Body{&richtext.Image{MediaID: "med_2"}, paragraph(run(strings.TrimSuffix(long, " ")))}, ""},
		{"a picture within text", "a ![](media:med_2) b", richtext.Body{paragraph(run("a ")), &richtext.Image{MediaID: "med_2"}, paragraph(run(" b"))}, ""},
		{"a picture of another site", "a ![](https://evil.example/x.png)", richtext.Body{paragraph(run("a "))}, "https://evil.example/x.png"},
		{"a picture in a heading", "## a ![](media:med_2)", richtext.Body{&richtext.Heading{Level: 2, Content: []richtext.Inline{run("a ")}}}, "Pictures within headings"},
		{"a file", "[Quyết định](media:med_2)", richtext.Body{&richtext.File{MediaID: "med_2", Label: "Quyết định"}}, ""},
		{"an embed", "<https://youtu.be/dQw4w9WgXcQ>", richtext.Body{&richtext.Embed{Provider: richtext.YouTube, ID: "dQw4w9WgXcQ"}}, ""},
		{"an embed with a title", "[Lễ](https://youtu.be/dQw4w9WgXcQ)", richtext.Body{&richtext.Embed{Provider: richtext.YouTube, ID: "dQw4w9WgXcQ", Title: "Lễ"}}, ""},
		{"a link to a video within text", "a [b](https://youtu.be/dQw4w9WgXcQ)", richtext.Body{paragraph(run("a "), link("b", "https://youtu.be/dQw4w9WgXcQ"))}, ""},
		{"a provider that is not listed", "<https://vimeo.com/123456>", richtext.Body{paragraph(link("https://vimeo.com/123456", "https://vimeo.com/123456"))}, ""},
		{"awards", "- [x](award:awa_1)\n- [](award:awa_2)", richtext.Body{&richtext.AwardList{AwardIDs: []string{"awa_1", "awa_2"}}}, ""},
		{"tasks", "- [x](task:tas_1)", richtext.Body{&richtext.TaskList{TaskIDs: []string{"tas_1"}}}, ""},
		{"a citation", "[khoản 2 Điều 8](legal:leg_1)", richtext.Body{&richtext.LegalCitation{LegalReferenceID: "leg_1", Passage: "khoản 2 Điều 8"}}, ""},
		{"raw HTML", "a <b onclick=x>b</b>", richtext.Body{paragraph(run("a b"))}, "HTML tags"},
		{"a block of raw HTML", "<script>alert(1)</script>\n\na", richtext.Body{paragraph(run("a"))}, "HTML tags"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			body, warnings, err := richtext.FromMarkdown(c.markdown, library())
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

func TestWhatIsReadIsBounded(t *testing.T) {
	t.Parallel()
	attributes := ""
	for i := range 200 {
		attributes += " a" + strconv.Itoa(i) + "=b"
	}
	for _, c := range []struct{ name, text string }{
		{"bytes", strings.Repeat("a", 4<<20+1)},
		{"quotes", strings.Repeat("> ", 1000) + "a"},
		{"lists", strings.Repeat("- ", 1000) + "a"},
		{"elements", strings.Repeat("<div>", 1000)},
		{"elements that are not closed", strings.Repeat("<p><b>", 2000)},
		{"attributes", "<p" + attributes + ">"},
		{"columns", "<table><tr>" + strings.Repeat("<td>a</td>", 51) + "</tr></table>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, _, err := richtext.FromHTML(c.text, richtext.Known{})
			if strings.HasPrefix(c.text, "<") || c.name == "bytes" {
				if errs.CodeOf(err) != errs.Limit {
					t.Errorf("HTML: the error is %v", err)
				}
			}
			_, _, err = richtext.FromMarkdown(c.text, richtext.Known{})
			if !strings.HasPrefix(c.text, "<") && errs.CodeOf(err) != errs.Limit {
				t.Errorf("Markdown: the error is %v", err)
			}
		})
	}
}
