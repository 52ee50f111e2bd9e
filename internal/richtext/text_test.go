package richtext_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"thidua/internal/richtext"
)

func TestExcerpt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		chars      int
		want       string
	}{
		{"a text that fits", "Khối thi đua", 12, "Khối thi đua"},
		{"one character too long", "Khối thi đua", 11, "Khối thi…"},
		{"a cut just behind a word", "Khối thi đua", 9, "Khối thi…"},
		{"a cut just before the end of a word", "Khối thi đua", 8, "Khối…"},
		{"a cut behind a comma", "Khối, thi đua", 7, "Khối…"},
		{"a cut behind an opening quote", "Khối “thi đua”", 7, "Khối…"},
		{"a cut behind a per cent sign", "Tăng 50% so với năm ngoái", 12, "Tăng 50% so…"},
		{"a number with its sign last", "Tăng 50% so với năm ngoái", 9, "Tăng 50%…"},
		{"a first word that is too long", "Nghiêng", 4, "Ngh…"},
		{"room for the ellipsis only", "Khối thi đua", 1, "…"},
		{"no room", "Khối thi đua", 0, ""},
		{"less than no room", "Khối thi đua", -5, ""},
		{"no text", "", 10, ""},
		{"characters beyond the BMP", "😀😀 😀😀", 3, "😀😀…"},
		{"line breaks and no-break spaces", "Khối\u00a0\u00a0thi\r\nđua\t", 100, "Khối thi đua"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := (richtext.Body{paragraph(run(c.text))}).Excerpt(c.chars); got != c.want {
				t.Errorf("want %q, got %q", c.want, got)
			}
		})
	}
}

func TestExcerptJoinsBlocks(t *testing.T) {
	t.Parallel()
	body := richtext.Body{&richtext.Heading{Content: []richtext.Inline{run("Tin")}}, &richtext.Divider{}, paragraph(run("Một "), run("hai"))}
	if got := body.Excerpt(100); got != "Tin Một hai" {
		t.Errorf("got %q", got)
	}
}

func TestExcerptIsAPrefixOfWords(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		body, chars := drawBody(t), rapid.IntRange(1, 60).Draw(t, "chars")
		got := body.Excerpt(chars)
		if !utf8.ValidString(got) || utf8.RuneCountInString(got) > chars {
			t.Fatalf("%q is not valid, or longer than %d", got, chars)
		}
		all := strings.Join(strings.Fields(body.Text()), " ")
		if got == all {
			return
		}
		begin, cut := strings.CutSuffix(got, "…")
		if !cut || !strings.HasPrefix(all, begin) {
			t.Fatalf("%q is not the beginning of %q", got, all)
		}
		rest := strings.TrimLeft(all[len(begin):], ",;:.…-–—([{“‘ ") // what is trimmed belongs to no word
		whole := rest != all[len(begin):] || strings.HasPrefix(rest, " ")
		if firstWord, _, _ := strings.Cut(all, " "); !whole && len(begin) >= len(firstWord) {
			t.Fatalf("%q ends within a word of %q", got, all)
		}
	})
}
