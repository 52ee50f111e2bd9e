package richtext_test

import (
	"testing"

	"thidua/internal/errs"
	"thidua/internal/richtext"
)

// fuzzed checks what is read of any text: it is clean and keeps the rules, it is harmless in every form, and it settles in
// both forms of which bodies are read.
func fuzzed(t *testing.T, text string, read func(string, richtext.Known) (richtext.Body, []richtext.Warning, error)) {
	t.Helper()
	body, _, err := read(text, everybody())
	if errs.CodeOf(err) == errs.Limit {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	switch err := body.Check(); errs.CodeOf(err) {
	case "":
	case errs.Limit:
		return
	default:
		t.Fatalf("what is read of %q breaks a rule: %v", text, err)
	}
	harmlessEverywhere(t, body, everything())
	for _, c := range richtext.Diff(body, body.Clean()) {
		if c.Kind != richtext.BlockKept {
			t.Fatalf("what is read of %q is not clean: %v", text, c)
		}
	}
	for _, form := range []struct {
		write func(richtext.Body) string
		read  func(string, richtext.Known) (richtext.Body, []richtext.Warning, error)
	}{{forEditing, richtext.FromMarkdown}, {forSite, richtext.FromHTML}} {
		again, _, err := form.read(form.write(body), everybody())
		if errs.CodeOf(err) == errs.Limit {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		once := form.write(again)
		last, _, err := form.read(once, everybody())
		if err != nil {
			t.Fatal(err)
		}
		if twice := form.write(last); twice != once {
			t.Fatalf("%q\nis written as\n%q\nand then as\n%q", text, once, twice)
		}
	}
}

// seeds are texts of which others are made.
func seeds() []string {
	return append(brokenMarkup(), quirks, "# a\n\n> b\n>\n> — c\n\n1. d\n   - e\n\n| f | g |\n| --- | --- |\n| h | i |\n\n![](<media:med_1>)\\\nj",
		forEditing(longArticle()[:10]), forSite(longArticle()[:10]),
		"<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>1.</span>a</p><ul class=awards><li data-id=awa_1></ul>",
		"<div class=gallery><figure><img data-media-id=med_1><figcaption>a <small>b</small></figcaption></figure></div><p class=citation data-id=leg_1><span class=passage>c</span></p>")
}

func FuzzMarkdown(f *testing.F) {
	for _, seed := range seeds() {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, markdown string) { fuzzed(t, markdown, richtext.FromMarkdown) })
}

func FuzzHTML(f *testing.F) {
	for _, seed := range seeds() {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, page string) { fuzzed(t, page, richtext.FromHTML) })
}
