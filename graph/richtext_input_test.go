package graph

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/graph/gen"
	"thidua/internal/errs"
	"thidua/internal/richtext"
)

// reader is a resolver that knows one provider of embeds.
func reader() *Resolver {
	return &Resolver{SiteURL: "https://thidua.example.vn", Embeds: richtext.Embeds{Allowed: []richtext.Provider{richtext.YouTube}}}
}

func TestBodyOf(t *testing.T) {
	t.Parallel()
	yes, no := true, false
	youTube, vimeo := richtext.YouTube, richtext.Vimeo
	text := func(s string) *string { return &s }
	paragraph := &richtext.Paragraph{Content: []richtext.Inline{{Text: "thi đua\r\n\u00a0 \u00d0ảng"}}}
	cleaned := &richtext.Paragraph{Content: []richtext.Inline{{Text: "thi đua\n\u00a0 \u00d0ảng"}}}
	blocks := func(list ...*gen.BlockInput) gen.BodyInput { return gen.BodyInput{Blocks: list} }
	for _, c := range []struct {
		name string
		in   gen.BodyInput
		want richtext.Body
		code errs.Code
		at   string
	}{
		{"no form", gen.BodyInput{}, nil, errs.Invalid, "body"},
		{"two forms", gen.BodyInput{Markdown: text("a"), HTML: text("b")}, nil, errs.Invalid, "body"},
		{"no blocks", gen.BodyInput{Blocks: []*gen.BlockInput{}}, richtext.Body{}, "", ""},
		{"Markdown", gen.BodyInput{Markdown: text("## a\n\n---")}, richtext.Body{
			&richtext.Heading{Level: 2, Content: []richtext.Inline{{Text: "a"}}}, &richtext.Divider{},
		}, "", ""},
		{"HTML", gen.BodyInput{HTML: text("<p>a<script>b</script></p>")}, richtext.Body{
			&richtext.Paragraph{Content: []richtext.Inline{{Text: "a"}}},
		}, "", ""},
		{"too much Markdown", gen.BodyInput{Markdown: text(strings.Repeat("a", 5<<20))}, nil, errs.Limit, "body.markdown"},
		{"too much text in HTML", gen.BodyInput{HTML: text(strings.Repeat("a", 2<<20))}, nil, errs.Limit, "body.html"},
		{"blocks, whose texts are cleaned", blocks(&gen.BlockInput{Paragraph: paragraph}, &gen.BlockInput{Divider: &yes}), richtext.Body{
			cleaned, &richtext.Divider{},
		}, "", ""},
		{"too many blocks", blocks(slices.Repeat([]*gen.BlockInput{{Divider: &yes}}, richtext.MaxBlocks+1)...), nil, errs.Limit, "body.blocks"},
		{"a block without a key", blocks(&gen.BlockInput{Paragraph: paragraph}, &gen.BlockInput{}), nil, errs.Invalid, "body.blocks.1"},
		{"a block of two keys", blocks(&gen.BlockInput{Paragraph: paragraph, Divider: &yes}), nil, errs.Invalid, "body.blocks.0"},
		{"a divider that is none", blocks(&gen.BlockInput{Divider: &no}), nil, errs.Invalid, "body.blocks.0.divider"},
		{
			"a heading of a wrong level", blocks(&gen.BlockInput{Divider: &yes}, &gen.BlockInput{Heading: &richtext.Heading{Level: 1}}), nil,
			errs.Invalid, "body.blocks.1.heading.level",
		},
		{
			"an embed by its address", blocks(&gen.BlockInput{Embed: &gen.EmbedInput{URL: text("https://youtu.be/abcdefghijk"), Title: text("Lễ")}}),
			richtext.Body{&richtext.Embed{Provider: youTube, ID: "abcdefghijk", Title: "Lễ"}},
			"", "",
		},
		{
			"an embed by its ID", blocks(&gen.BlockInput{Embed: &gen.EmbedInput{Provider: &youTube, EmbedID: text("abcdefghijk")}}),
			richtext.Body{&richtext.Embed{Provider: youTube, ID: "abcdefghijk"}},
			"", "",
		},
		{
			"an embed of a provider that is not listed", blocks(&gen.BlockInput{Embed: &gen.EmbedInput{Provider: &vimeo, EmbedID: text("123456")}}),
			nil, errs.Invalid, "body.blocks.0.embed.provider",
		},
		{
			"an address that is not listed", blocks(&gen.BlockInput{Embed: &gen.EmbedInput{URL: text("https://evil.example/x")}}),
			nil, errs.Invalid, "body.blocks.0.embed.url",
		},
		{
			"an embed by both", blocks(&gen.BlockInput{Embed: &gen.EmbedInput{URL: text("https://youtu.be/abcdefghijk"), Provider: &youTube}}),
			nil, errs.Invalid, "body.blocks.0.embed",
		},
		{
			"a wrong ID of an embed", blocks(&gen.BlockInput{Embed: &gen.EmbedInput{Provider: &youTube, EmbedID: text("\"><script>")}}),
			nil, errs.Invalid, "body.blocks.0.embed.embedId",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, _, err := reader().bodyOf("body", c.in)
			if errs.CodeOf(err) != c.code {
				t.Fatalf("the error is %v", err)
			}
			if err != nil {
				if diff := cmp.Diff(c.at, strings.Join(errs.As(err).Field, ".")); diff != "" {
					t.Errorf("path: %s", diff)
				}
				return
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestBodyOfSaysWhatWasLeftOut(t *testing.T) {
	t.Parallel()
	page := `<p>a <a href="javascript:alert(1)">b</a><iframe src="https://evil.example"></iframe></p>`
	_, warnings, err := reader().bodyOf("body", gen.BodyInput{HTML: &page})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		lang lang
		want []string
	}{
		{english, []string{"The link to \"javascript:alert(1)\" was left out", "The embedded content \"https://evil.example\" was left out"}},
		{vietnamese, []string{"Đã bỏ liên kết tới \"javascript:alert(1)\"", "Đã bỏ nội dung nhúng \"https://evil.example\""}},
	} {
		shown := bodyWarnings(context.WithValue(t.Context(), exchangeKey{}, &exchange{lang: c.lang}), warnings)
		if len(shown) != len(c.want) {
			t.Fatalf("%d warnings", len(shown))
		}
		for i, begin := range c.want {
			if !strings.HasPrefix(shown[i].Message, begin) {
				t.Errorf("it warns: %s", shown[i].Message)
			}
		}
	}
}
