package richtext_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"thidua/internal/richtext"
)

// attributesOf lists the elements that a body may become in a profile, and the attributes of each.
func attributesOf(p richtext.Profile) map[string]string {
	elements := map[string]string{
		"html": "", "head": "", "body": "", "tbody": "", // the parser's own
		"p": "class data-id data-media-id", "h2": "id", "h3": "id", "h4": "id", "ul": "class", "ol": "start", "li": "data-id", "blockquote": "", "footer": "",
		"figure": "class", "figcaption": "", "div": "class", "small": "", "img": "src alt width height loading data-media-id", "hr": "", "br": "",
		"iframe": "src title loading sandbox referrerpolicy allow",
		"table":  "", "tr": "", "td": "", "th": "",
		"a": "href rel data-article-id", "strong": "", "em": "", "u": "", "s": "", "code": "", "span": "class",
	}
	if p == richtext.ForFeed {
		for _, tag := range []string{"figure", "figcaption", "div", "iframe"} {
			delete(elements, tag)
		}
		elements["img"] = "src alt width height"
	}
	return elements
}

// isOfOwnPages reports whether only our own pages may have an attribute.
func isOfOwnPages(attribute string) bool {
	return attribute == "id" || attribute == "class" || strings.HasPrefix(attribute, "data-")
}

// harmless fails unless a page of our own holds nothing but allowed elements, attributes and values, and returns its
// text.
func harmless(t rapid.TB, page string) string {
	t.Helper()
	return harmlessIn(t, richtext.ForSite, attributesOf(richtext.ForSite), page)
}

// harmlessRendered is harmless for what a reader of Markdown makes of it.
func harmlessRendered(t rapid.TB, markdown string) {
	t.Helper()
	elements := attributesOf(richtext.ForSite)
	elements["thead"], elements["del"] = "", ""
	harmlessIn(t, richtext.ForSite, elements, rendered(t, markdown))
}

func harmlessIn(t rapid.TB, p richtext.Profile, elements map[string]string, page string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for n := range root.Descendants() {
		switch n.Type {
		case html.TextNode:
			text.WriteString(n.Data)
		case html.ElementNode:
			attributes, ok := elements[n.Data]
			if !ok || n.Namespace != "" {
				t.Fatalf("element %s in %s", n.Data, page)
			}
			for _, a := range n.Attr {
				if !slices.Contains(strings.Fields(attributes), a.Key) || a.Namespace != "" || isOfOwnPages(a.Key) && p != richtext.ForSite {
					t.Fatalf("attribute %s of %s in %s", a.Key, n.Data, page)
				}
				if !harmlessValue(n.Data, a) {
					t.Fatalf("%s of %s is %q in %s", a.Key, n.Data, a.Val, page)
				}
			}
		default:
			t.Fatalf("a node of type %d in %s", n.Type, page)
		}
	}
	return text.String()
}

// harmlessValue reports whether an attribute has a value that it may have. An id must not be a name that scripts know.
func harmlessValue(tag string, a html.Attribute) bool {
	switch a.Key {
	case "src":
		if tag == "iframe" {
			return slices.ContainsFunc([]string{
				"https://www.youtube-nocookie.com/embed/", "https://player.vimeo.com/video/", "https://www.dailymotion.com/embed/video/", "https://maps.google.com/maps?q=",
			}, func(begin string) bool { return strings.HasPrefix(a.Val, begin) })
		}
		return harmlessAddress(a.Val)
	case "href":
		return harmlessAddress(a.Val)
	case "id":
		return strings.HasPrefix(a.Val, "muc-")
	case "class":
		return slices.Contains([]string{"gallery", "file", "embed", "awards", "tasks", "citation", "passage"}, a.Val)
	case "rel":
		return a.Val == "noopener" || a.Val == "noopener nofollow"
	case "sandbox":
		return a.Val == "allow-scripts allow-same-origin allow-popups allow-presentation"
	case "allow":
		return a.Val == "fullscreen"
	case "loading":
		return a.Val == "lazy"
	case "referrerpolicy":
		return a.Val == "strict-origin-when-cross-origin"
	case "start", "width", "height":
		return strings.Trim(a.Val, "0123456789") == ""
	default: // text that a browser shows, or that only our own scripts read
		return true
	}
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
			harmlessRendered(t, body.Markdown(richtext.Scene{}))
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
			harmlessRendered(t, body.Markdown(richtext.Scene{Pictures: pictures}))
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
		harmlessRendered(t, body.Markdown(richtext.Scene{Pictures: album}))
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
