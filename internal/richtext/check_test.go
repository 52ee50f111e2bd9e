package richtext_test

import (
	"strings"
	"testing"

	"thidua/internal/errs"
	"thidua/internal/richtext"
)

// nested returns a list with lists below it, so many levels deep.
func nested(levels int) *richtext.List {
	l := &richtext.List{Items: items("a")}
	for range levels - 1 {
		l = &richtext.List{Items: []richtext.ListItem{{Nested: l}}}
	}
	return l
}

// blocks returns so many paragraphs of a text.
func blocks(n int, text string) richtext.Body {
	body := make(richtext.Body, n)
	for i := range body {
		body[i] = paragraph(run(text))
	}
	return body
}

func TestCheck(t *testing.T) {
	t.Parallel()
	words := func(n int) string { return strings.Repeat("đ", n) }
	ids := func(n int) []string {
		list := make([]string, n)
		for i := range list {
			list[i] = "awa_01J"
		}
		return list
	}
	for _, c := range []struct {
		name string
		body richtext.Body
		code errs.Code
		at   string
	}{
		{"nothing", nil, "", ""},
		{"as many blocks as there may be", blocks(richtext.MaxBlocks, "a"), "", ""},
		{"a block more", blocks(richtext.MaxBlocks+1, "a"), errs.Limit, "body"},
		{"as much text as there may be", blocks(2, strings.Repeat("a", richtext.MaxText/2)), "", ""},
		{"a byte more", append(blocks(2, strings.Repeat("a", richtext.MaxText/2)), paragraph(run("a"))), errs.Limit, "body"},
		{"a letter of several bytes more", append(blocks(1, words(richtext.MaxText/2)), paragraph(run("đ"))), errs.Limit, "body"},
		{"the quirks of a source", richtext.Body{paragraph(run(quirks))}, "", ""},
		{"no block", richtext.Body{nil}, errs.Invalid, "body.0"},
		{"a heading of level 1", richtext.Body{paragraph(), &richtext.Heading{Level: 1}}, errs.Invalid, "body.1.level"},
		{"a heading of level 4", richtext.Body{&richtext.Heading{Level: 4}}, "", ""},
		{"a heading of level 5", richtext.Body{&richtext.Heading{Level: 5}}, errs.Invalid, "body.0.level"},
		{"a mark that nobody knows", richtext.Body{paragraph(run("a"), run("b", "BLINK"))}, errs.Invalid, "body.0.content.1.marks"},
		{"a mark twice", richtext.Body{paragraph(run("b", richtext.Bold, richtext.Italic, richtext.Bold))}, errs.Invalid, "body.0.content.0.marks"},
		{"all marks", richtext.Body{paragraph(run("b", richtext.Code, richtext.Strike, richtext.Underline, richtext.Italic, richtext.Bold))}, "", ""},
		{"a link to a page", richtext.Body{paragraph(link("a", "https://kontum.gov.vn/tin?a=b#c"))}, "", ""},
		{"a link to a path", richtext.Body{paragraph(link("a", "/tin/lễ"))}, "", ""},
		{"a link to an article", richtext.Body{paragraph(link("a", "article:art_01J"))}, "", ""},
		{"a link to an ID that is no article's", richtext.Body{paragraph(link("a", "article:drf_01J"))}, errs.Invalid, "body.0.content.0.href"},
		{"a script", richtext.Body{paragraph(link("a", "JavaScript:alert(1)"))}, errs.Invalid, "body.0.content.0.href"},
		{"data", richtext.Body{paragraph(link("a", "data:text/html,a"))}, errs.Invalid, "body.0.content.0.href"},
		{"another host by the page's scheme", richtext.Body{paragraph(link("a", "//evil.example"))}, errs.Invalid, "body.0.content.0.href"},
		{"an address that is too long", richtext.Body{paragraph(link("a", "/"+strings.Repeat("a", richtext.MaxHref)))}, errs.Invalid, "body.0.content.0.href"},
		{"a script in a quote", richtext.Body{&richtext.Quote{Content: []richtext.Inline{link("a", "javascript:a")}}}, errs.Invalid, "body.0.content.0.href"},
		{"a long source of a quote", richtext.Body{&richtext.Quote{Source: words(richtext.MaxLine)}}, "", ""},
		{"one that is too long", richtext.Body{&richtext.Quote{Source: words(richtext.MaxLine + 1)}}, errs.Limit, "body.0.source"},
		{"an empty list", richtext.Body{&richtext.List{}}, errs.Invalid, "body.0.items"},
		{"a list of four levels", richtext.Body{nested(4)}, "", ""},
		{"a list of five levels", richtext.Body{nested(5)}, errs.Limit, "body.0.items.0.nested.items.0.nested.items.0.nested.items.0.nested"},
		{"a long list", richtext.Body{&richtext.List{Items: make([]richtext.ListItem, richtext.MaxItems)}}, "", ""},
		{
			"one that is too long with what is below",
			richtext.Body{&richtext.List{Items: append(make([]richtext.ListItem, richtext.MaxItems-1), richtext.ListItem{Nested: nested(1)})}},
			errs.Limit, "body.0.items",
		},
		{"a list from 7", richtext.Body{&richtext.List{Ordered: true, Start: 7, Items: items("a")}}, "", ""},
		{"a list from −1", richtext.Body{&richtext.List{Ordered: true, Start: -1, Items: items("a")}}, errs.Invalid, "body.0.start"},
		{"a list from a number that is too large", richtext.Body{&richtext.List{Ordered: true, Start: 999_999_999, Items: items("a", "b")}}, errs.Invalid, "body.0.start"},
		{"a script in an item", richtext.Body{&richtext.List{Items: []richtext.ListItem{{Content: []richtext.Inline{link("a", "javascript:a")}}}}}, errs.Invalid, "body.0.items.0.content.0.href"},
		{"a table", richtext.Body{&richtext.Table{Rows: rows([]string{"a", "b"}, []string{"c", ""})}}, "", ""},
		{"a table without rows", richtext.Body{&richtext.Table{}}, errs.Invalid, "body.0.rows"},
		{"a row without cells", richtext.Body{&richtext.Table{Rows: rows(nil)}}, errs.Invalid, "body.0.rows.0.cells"},
		{"rows of different length", richtext.Body{&richtext.Table{Rows: rows([]string{"a", "b"}, []string{"c"})}}, errs.Invalid, "body.0.rows.1"},
		{"too many columns", richtext.Body{&richtext.Table{Rows: rows(make([]string, richtext.MaxColumns+1))}}, errs.Limit, "body.0.rows.0.cells"},
		{"too many rows", richtext.Body{&richtext.Table{Rows: make([]richtext.TableRow, richtext.MaxRows+1)}}, errs.Limit, "body.0.rows"},
		{
			"a script in a cell",
			richtext.Body{&richtext.Table{Rows: []richtext.TableRow{{Cells: []richtext.TableCell{{}, {Content: []richtext.Inline{link("a", "javascript:a")}}}}}}},
			errs.Invalid, "body.0.rows.0.cells.1.content.0.href",
		},
		{"a picture", richtext.Body{&richtext.Image{MediaID: "med_01J", Caption: words(richtext.MaxLine)}}, "", ""},
		{"a picture of another kind of document", richtext.Body{&richtext.Image{MediaID: "art_01J"}}, errs.Invalid, "body.0.mediaId"},
		{"an ID that holds markup", richtext.Body{&richtext.Image{MediaID: `med_"onload=a`}}, errs.Invalid, "body.0.mediaId"},
		{"an ID that is only a prefix", richtext.Body{&richtext.Image{MediaID: "med_"}}, errs.Invalid, "body.0.mediaId"},
		{"a caption that is too long", richtext.Body{&richtext.Image{MediaID: "med_01J", Caption: words(richtext.MaxLine + 1)}}, errs.Limit, "body.0.caption"},
		{"an empty gallery", richtext.Body{&richtext.Gallery{}}, errs.Invalid, "body.0.items"},
		{"a gallery with a wrong ID", richtext.Body{&richtext.Gallery{Items: []richtext.GalleryItem{{MediaID: "med_1"}, {}}}}, errs.Invalid, "body.0.items.1.mediaId"},
		{"too many pictures", richtext.Body{&richtext.Gallery{Items: make([]richtext.GalleryItem, richtext.MaxIDs+1)}}, errs.Limit, "body.0.items"},
		{"a file", richtext.Body{&richtext.File{MediaID: "med_01J", Label: "Quyết định"}}, "", ""},
		{"a file without an ID", richtext.Body{&richtext.File{Label: "Quyết định"}}, errs.Invalid, "body.0.mediaId"},
		{"an embed", richtext.Body{&richtext.Embed{Provider: richtext.YouTube, ID: "dQw4w9WgXcQ", Title: "Lễ"}}, "", ""},
		{"an embed of nobody", richtext.Body{&richtext.Embed{Provider: "EVIL", ID: "a"}}, errs.Invalid, "body.0.provider"},
		{"an embed whose ID would end the address", richtext.Body{&richtext.Embed{Provider: richtext.YouTube, ID: `a"onload=b()`}}, errs.Invalid, "body.0.embedId"},
		{"an ID with a line behind it", richtext.Body{&richtext.Embed{Provider: richtext.YouTube, ID: "dQw4w9WgXcQ\n"}}, errs.Invalid, "body.0.embedId"},
		{"awards", richtext.Body{&richtext.AwardList{AwardIDs: ids(richtext.MaxIDs)}}, "", ""},
		{"too many awards", richtext.Body{&richtext.AwardList{AwardIDs: ids(richtext.MaxIDs + 1)}}, errs.Limit, "body.0.awardIds"},
		{"no awards", richtext.Body{&richtext.AwardList{}}, errs.Invalid, "body.0.awardIds"},
		{"tasks that are awards", richtext.Body{&richtext.TaskList{TaskIDs: []string{"tas_1", "awa_1"}}}, errs.Invalid, "body.0.taskIds.1"},
		{"a citation", richtext.Body{&richtext.LegalCitation{LegalReferenceID: "leg_01J", Passage: "khoản 2 Điều 8"}}, "", ""},
		{"a citation of nothing", richtext.Body{&richtext.LegalCitation{Passage: "khoản 2 Điều 8"}}, errs.Invalid, "body.0.legalReferenceId"},
		{"the first of two mistakes", richtext.Body{&richtext.Heading{Level: 9}, &richtext.Heading{Level: 8}}, errs.Invalid, "body.0.level"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			err := c.body.Check()
			if errs.CodeOf(err) != c.code {
				t.Fatalf("the error is %v", err)
			}
			if err == nil {
				return
			}
			e := errs.As(err)
			if at := strings.Join(e.Field, "."); at != c.at {
				t.Errorf("the path is %s, not %s", at, c.at)
			}
			if e.Vi == "" || e.En == "" {
				t.Errorf("the error does not say it in both languages: %v", e)
			}
		})
	}
}

func TestCleanKeepsWhatReadersSee(t *testing.T) {
	t.Parallel()
	body := richtext.Body{
		paragraph(run(quirks+"\u200b\x00"), link("a", " /b ")), &richtext.Quote{Source: "e\u0301\r\n"},
		&richtext.List{Items: []richtext.ListItem{{Nested: &richtext.List{Items: items("\ufeffa")}}}},
		&richtext.Table{Rows: rows([]string{"a\u00adb"})}, &richtext.Gallery{Items: []richtext.GalleryItem{{MediaID: "med_1", Caption: "\u2060a"}}},
	}
	want := richtext.Body{
		paragraph(run(quirks), link("a", "/b")), &richtext.Quote{Source: "é\n"},
		&richtext.List{Items: []richtext.ListItem{{Nested: &richtext.List{Items: items("a")}}}},
		&richtext.Table{Rows: rows([]string{"ab"})}, &richtext.Gallery{Items: []richtext.GalleryItem{{MediaID: "med_1", Caption: "a"}}},
	}
	before := stored(t, body)
	sameBody(t, want, body.Clean())
	sameBody(t, before, body)
}
