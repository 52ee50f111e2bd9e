package richtext_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"thidua/internal/richtext"
)

// allowed lists the elements that a body may become, and the attributes of each.
func allowed() map[string][]string {
	return map[string][]string{
		"html": nil, "head": nil, "body": nil, // the parser's own
		"p": nil, "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "ul": nil, "ol": {"start"}, "li": nil, "blockquote": nil, "footer": nil,
		"figure": nil, "figcaption": nil, "small": nil, "img": {"src", "alt", "width", "height", "loading", "data-media-id"}, "hr": nil, "br": nil,
		"table": nil, "thead": nil, "tbody": nil, "tr": nil, "td": nil, "th": nil,
		"a": {"href", "rel"}, "strong": nil, "em": nil, "u": nil, "s": nil, "del": nil, "code": nil, "span": nil,
	}
}

// harmless fails unless a page holds nothing but allowed elements, attributes and addresses, and returns its text.
func harmless(t rapid.TB, page string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	elements := allowed()
	for n := range root.Descendants() {
		switch n.Type {
		case html.TextNode:
			text.WriteString(n.Data)
		case html.ElementNode:
			attributes, ok := elements[n.Data]
			if !ok {
				t.Fatalf("element %s in %s", n.Data, page)
			}
			for _, a := range n.Attr {
				if !slices.Contains(attributes, a.Key) {
					t.Fatalf("attribute %s of %s in %s", a.Key, n.Data, page)
				}
				if (a.Key == "href" || a.Key == "src") && !harmlessAddress(a.Val) {
					t.Fatalf("address %q in %s", a.Val, page)
				}
			}
		default:
			t.Fatalf("a node of type %d in %s", n.Type, page)
		}
	}
	return text.String()
}

// harmlessAddress reads an address as browsers do: control characters and spaces around it are dropped, tabs and line
// breaks within it too, and a backslash is a slash.
func harmlessAddress(address string) bool {
	address = strings.TrimFunc(address, func(r rune) bool { return r <= ' ' })
	address = strings.NewReplacer("\t", "", "\n", "", "\r", "", `\`, "/").Replace(address)
	scheme, _, found := strings.Cut(address, ":")
	if found && !strings.ContainsAny(scheme, "/?#") {
		return slices.Contains([]string{"http", "https", "mailto", "tel"}, strings.ToLower(scheme))
	}
	return !strings.HasPrefix(address, "//")
}

func TestHarmlessAddressKnowsHarm(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"javascript:a", " JavaScript:a", "java\nscript:a", "\x01data:a", "//a", `/\a`, `\\a`, "x:"} {
		if harmlessAddress(address) {
			t.Errorf("%q passes", address)
		}
	}
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, href, want string }{
		{"https", "https://kontum.gov.vn/tin/a?b=c#d", "https://kontum.gov.vn/tin/a?b=c#d"},
		{"http in capitals", "HTTP://kontum.gov.vn", "http://kontum.gov.vn"},
		{"mail", "mailto:bbt@kontum.gov.vn", "mailto:bbt@kontum.gov.vn"},
		{"a telephone number", "tel:+842603862222", "tel:+842603862222"},
		{"a path", "/tin/lễ", "/tin/l%E1%BB%85"},
		{"a path with a colon", "/tin:1", "/tin:1"},
		{"a fragment", "#muc-2", "#muc-2"},
		{"spaces around", "  https://a.vn \n", "https://a.vn"},
		{"nothing", "", ""},
		{"only spaces", " \t", ""},
		{"a script", "javascript:alert(1)", ""},
		{"a script in mixed case", "jAvAsCrIpT:alert(1)", ""},
		{"a script behind spaces", "\u00a0 javascript:alert(1)", ""},
		{"a script with a control character before it", "\x01javascript:alert(1)", ""},
		{"a script with a tab within", "java\tscript:alert(1)", ""},
		{"a script with a line break within", "java\r\nscript:alert(1)", ""},
		{"a script with a NUL within", "java\x00script:alert(1)", ""},
		{"a script with an encoded letter", "%6aavascript:alert(1)", ""},
		{"a script with an entity for the colon", "javascript&colon;alert(1)", "javascript&colon;alert(1)"},
		{"a script with an entity for a letter", "&#106;avascript:alert(1)", "&#106;avascript:alert(1)"},
		{"a script with entities for everything", "&#x6a;&#x3a;alert(1)", "&#x6a;&%23x3a;alert(1)"},
		{"data", "data:text/html,<script>alert(1)</script>", ""},
		{"another script", "vbscript:msgbox(1)", ""},
		{"a file", "file:///etc/passwd", ""},
		{"a blob", "blob:https://a.vn/1", ""},
		{"a scheme that nobody knows", "x-thing:a", ""},
		{"another host by the page's scheme", "//evil.example", ""},
		{"the same with three slashes", "///evil.example", ""},
		{"the same with spaces before", " //evil.example", ""},
		{"the same with backslashes", `\\evil.example`, ""},
		{"the same with both", `/\evil.example`, ""},
		{"the same with a tab between", "/\t/evil.example", ""},
		{"a quote that would end the attribute", `https://a.vn/?"onclick="alert(1)`, `https://a.vn/?"onclick="alert(1)`},
		{"markup in a query", `/?<script>alert(1)</script>`, `/?<script>alert(1)</script>`},
		{"a colon first", ":alert(1)", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			body := richtext.Body{paragraph(link("chữ", c.href))}
			page := body.HTML(richtext.ForSite, richtext.Scene{})
			if text := harmless(t, page); text != "chữ" {
				t.Errorf("the text is %q", text)
			}
			harmless(t, rendered(t, body.Markdown(richtext.Scene{})))
			if got := hrefOf(t, page); got != c.want {
				t.Errorf("the link leads to %q, not %q", got, c.want)
			}
		})
	}
}

// hrefOf returns the address of the first link of a page.
func hrefOf(t *testing.T, page string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			if a.Key == "href" {
				return a.Val
			}
		}
	}
	return ""
}

func TestHostileTextStaysText(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"<script>alert(1)</script>", "</p><img src=x onerror=alert(1)>", "<!-- ", "-->", "]]>", "<![CDATA[a]]>", "<?php ?>", "&lt;script&gt;",
		"</textarea></style></title><svg/onload=alert(1)>", "\"><svg onload=alert(1)>", "' onmouseover='alert(1)", "<a href=javascript:alert(1)>a</a>",
		"[a](javascript:alert(1))", "![a](x \"onerror=\")", "<javascript:alert(1)>", "<https://a.vn>", "[a]: javascript:alert(1)\n\n[a]", "[a][]", "``` <b> ```",
		"`<b>`", "    <b>", "| a |\n| - |\n| <b> |", "\u202e<b>\u202c", "<b\x00>", "\u2028<b>",
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			content := []richtext.Inline{run(text), run(text, richtext.Bold, richtext.Code), link(text, text)}
			body := richtext.Body{
				paragraph(content...), &richtext.Heading{Level: 2, Content: content}, &richtext.Quote{Content: content, Source: text},
				&richtext.List{Items: []richtext.ListItem{{Content: content}}},
				&richtext.Table{Rows: []richtext.TableRow{{Cells: []richtext.TableCell{{Content: content}}}}},
				&richtext.Image{MediaID: "m", Caption: text}, &richtext.Image{MediaID: text, Caption: text},
			}
			pictures := func(id string) (richtext.Picture, bool) {
				return richtext.Picture{URL: "/" + text, Alt: text, Credit: text}, id == "m"
			}
			harmless(t, body.HTML(richtext.ForSite, richtext.Scene{Pictures: pictures}))
			harmless(t, rendered(t, body.Markdown(richtext.Scene{Pictures: pictures})))
		})
	}
}

func TestHTMLHasTheTextAndNothingElse(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		body := drawBody(t)
		written := harmless(t, body.HTML(richtext.ForSite, richtext.Scene{Pictures: noPictures}))
		for _, r := range []string{"\r", "\n", "\t"} {
			written = strings.ReplaceAll(written, r, "")
		}
		want := ""
		for _, block := range body {
			want += wholeText(block)
		}
		if want = strings.NewReplacer("\r", "", "\n", "", "\t", "").Replace(want); written != want {
			t.Fatalf("want %q\ngot  %q", want, written)
		}
		harmless(t, rendered(t, body.Markdown(richtext.Scene{Pictures: album})))
		harmless(t, body.HTML(richtext.ForSite, richtext.Scene{Pictures: album}))
	})
}

// wholeText is the text of a block without what lists and quotes put before it.
func wholeText(block richtext.Block) string {
	joined := func(content []richtext.Inline) (text string) {
		for _, run := range content {
			text += run.Text
		}
		return text
	}
	text := ""
	switch b := block.(type) {
	case *richtext.Quote:
		return joined(b.Content) + b.Source
	case *richtext.List:
		for _, item := range b.Items {
			text += joined(item.Content)
		}
		return text
	default:
		return richtext.Body{block}.Text()
	}
}
