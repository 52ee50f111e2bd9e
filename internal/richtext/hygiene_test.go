package richtext_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"thidua/internal/errs"
	"thidua/internal/richtext"
)

func TestHygieneOfText(t *testing.T) {
	t.Parallel()
	type found struct {
		Rule             richtext.HygieneRule
		Start            int
		Found, Suggested string
	}
	for _, c := range []struct {
		name, text string
		want       []found
		mended     string // the text when all that can be mended is
	}{
		{"nothing", "", nil, ""},
		{"a text without mistakes", "Khối thi đua (14/01): “tổng kết, triển khai”… 01 đơn vị; 95,5 điểm!", nil, ""},
		{"two no-break spaces", "2022,\u00a0\u00a0tổ chức", []found{{richtext.RepeatedSpace, 5, "\u00a0\u00a0", " "}}, "2022, tổ chức"},
		{"a no-break space and a plain one", "là\u00a0 Ban", []found{{richtext.RepeatedSpace, 2, "\u00a0 ", " "}}, "là Ban"},
		{"a no-break space", "chức,\u00a0người", []found{{richtext.UnusualSpace, 5, "\u00a0", " "}}, "chức, người"},
		{"a no-break space that keeps a number together", "10\u00a0đơn vị", nil, ""},
		{"a tab", "a\tb", []found{{richtext.UnusualSpace, 1, "\t", " "}}, "a b"},
		{"spaces at the ends of lines", " a \n b", []found{{richtext.EdgeSpace, 0, " ", ""}, {richtext.EdgeSpace, 2, " ", ""}, {richtext.EdgeSpace, 4, " ", ""}}, "a\nb"},
		{"a space before a comma", "thi đua , khen", []found{{richtext.SpaceAtPunctuation, 7, " ", ""}}, "thi đua, khen"},
		{"spaces within brackets", "( a )", []found{{richtext.SpaceAtPunctuation, 1, " ", ""}, {richtext.SpaceAtPunctuation, 3, " ", ""}}, "(a)"},
		{"a space before dots", "gồm có ...", nil, ""},
		{"a space before a decimal", "a ,5", nil, ""},
		{"a missing space", "công chức,viên chức", []found{{richtext.MissingSpace, 10, "", " "}}, "công chức, viên chức"},
		{"a comma in an address", "http://a.vn/a,b", nil, ""},
		{"an Eth", "tổ chức \u00d0ảng", []found{{richtext.LookalikeLetter, 8, "\u00d0ảng", "Đảng"}}, "tổ chức Đảng"},
		{"an Eth where it belongs", "Guðrún", nil, ""},
		{"a zero-width space", "thi\u200b đua", []found{{richtext.InvisibleCharacter, 3, "\u200b", ""}}, "thi đua"},
		{"decomposed letters", "khen thu\u031bo\u031b\u0309ng", []found{{richtext.DecomposedLetter, 5, "thu\u031bo\u031b\u0309ng", "thưởng"}}, "khen thưởng"},
		{"straight quotes", `"tự chuyển hóa"`, []found{{richtext.StraightQuote, 0, `"`, "“"}, {richtext.StraightQuote, 14, `"`, "”"}}, "“tự chuyển hóa”"},
		{"straight quotes within curly ones", `“a "b" c”`, []found{{richtext.StraightQuote, 3, `"`, "‘"}, {richtext.StraightQuote, 5, `"`, "’"}}, "“a ‘b’ c”"},
		{"straight quotes that do not pair", `a" b "c`, nil, ""},
		{"a straight quote alone", `a "b`, []found{{richtext.UnbalancedQuote, 2, `"`, ""}}, ""},
		{"a quote that never closes", "“Về đẩy mạnh; “a”", []found{{richtext.UnbalancedQuote, 0, "“", ""}}, ""},
		{"a quote that never opens", "a”", []found{{richtext.UnbalancedQuote, 1, "”", ""}}, ""},
		{"quotes that point the wrong way", "nói ”đổi mới“ và", []found{{richtext.ReversedQuote, 4, "”", "“"}, {richtext.ReversedQuote, 12, "“", "”"}}, "nói “đổi mới” và"},
		{"a date with hyphens", "ngày 18-5-2021 của", []found{{richtext.DateFormat, 5, "18-5-2021", "18/05/2021"}}, "ngày 18/05/2021 của"},
		{"a date with dots at the end of a sentence", "ngày 7.4.2014.", []found{{richtext.DateFormat, 5, "7.4.2014", "07/04/2014"}}, "ngày 07/04/2014."},
		{"a date that the calendar lacks", "31-02-2021", nil, ""},
		{"what is no date", "1-18-5-2021", nil, ""},
		{"a document number with a dash and an Eth", "37–QÐ/TW", []found{{richtext.DocumentNumber, 0, "37–QÐ/TW", "37-QĐ/TW"}}, "37-QĐ/TW"},
		{"a document number with spaces", "Chỉ thị số 34 - CT/TW ngày", []found{{richtext.DocumentNumber, 11, "34 - CT/TW", "34-CT/TW"}}, "Chỉ thị số 34-CT/TW ngày"},
		{"document numbers as they should be", "34-CT/TW, 263/QĐ-UBND, 152/2025/NĐ-CP, 06/2022/QH15", nil, ""},
		{"a number before a dash", "năm 2021 - UBND tỉnh", nil, ""},
		{"a word of grammar twice", "kết quả của của Khối", []found{{richtext.RepeatedWord, 11, " của", ""}}, "kết quả của Khối"},
		{"words that may be there twice", "luôn luôn, năm năm; và, và", nil, ""},
		{"misspellings", "Xuất xắc, bức phá", []found{{richtext.CommonMisspelling, 0, "Xuất xắc", "Xuất sắc"}, {richtext.CommonMisspelling, 10, "bức phá", "bứt phá"}}, "Xuất sắc, bứt phá"},
		{"a misspelling at the beginning of a sentence", "a. Quan đánh giá", []found{{richtext.CommonMisspelling, 3, "Quan đánh giá", "Qua đánh giá"}}, "a. Qua đánh giá"},
		{"the same words where they are right", "cơ quan đánh giá", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var got []found
			var fixable []richtext.Suggestion
			for _, s := range richtext.HygieneOfText("title", c.text) {
				got = append(got, found{s.Rule, s.Start, s.Found, s.Suggested})
				if s.Path != "title" || s.Vi == "" || s.En == "" {
					t.Errorf("the suggestion is %+v", s)
				}
				if s.Fixable {
					fixable = append(fixable, s)
				}
			}
			if diff := cmp.Diff(c.want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
			if c.mended == "" {
				c.mended = c.text
			}
			mended, err := richtext.ApplyToText(c.text, fixable...)
			if err != nil || mended != c.mended {
				t.Errorf("it becomes %q, %v", mended, err)
			}
		})
	}
}

func TestHygieneOfABody(t *testing.T) {
	t.Parallel()
	body := richtext.Body{
		paragraph(run("một  hai ", richtext.Bold), run(" ba"), run("x  y", richtext.Code), run("; "), link("bức", "/a"), run(" phá")),
		&richtext.List{Items: []richtext.ListItem{{Content: []richtext.Inline{run("a")}, Nested: &richtext.List{Items: items("b  c")}}}},
		&richtext.Table{Rows: rows([]string{"a", "b ,c"})}, &richtext.Image{MediaID: "med_1", Caption: "37–QĐ/TW"}, &richtext.Quote{Source: "a  b"},
		&richtext.Gallery{Items: []richtext.GalleryItem{{MediaID: "med_1"}, {MediaID: "med_2", Caption: "a  b"}}}, &richtext.Embed{Title: "a  b"},
		&richtext.File{Label: "a  b"}, &richtext.LegalCitation{Passage: "khoản  2"}, &richtext.Heading{Content: []richtext.Inline{run("“a")}},
	}
	before := stored(t, body)
	suggestions := body.Hygiene()
	var paths []string
	var fixable []richtext.Suggestion
	for _, s := range suggestions {
		paths = append(paths, s.Path)
		if s.Fixable {
			fixable = append(fixable, s)
		}
	}
	if diff := cmp.Diff([]string{
		"body.0.content", "body.0.content", "body.0.content", "body.1.items.0.nested.items.0.content", "body.2.rows.0.cells.1.content", "body.3.caption",
		"body.4.source", "body.5.items.1.caption", "body.6.title", "body.7.label", "body.8.passage", "body.9.content",
	}, paths); diff != "" {
		t.Fatal(diff)
	}
	mended, err := richtext.Apply(body, fixable...)
	if err != nil {
		t.Fatal(err)
	}
	sameBody(t, before, body)
	sameBody(t, richtext.Body{
		paragraph(run("một hai ", richtext.Bold), run("ba"), run("x  y", richtext.Code), run("; "), link("bứt phá", "/a")),
		&richtext.List{Items: []richtext.ListItem{{Content: []richtext.Inline{run("a")}, Nested: &richtext.List{Items: items("b c")}}}},
		&richtext.Table{Rows: rows([]string{"a", "b,c"})}, &richtext.Image{MediaID: "med_1", Caption: "37-QĐ/TW"}, &richtext.Quote{Source: "a b"},
		&richtext.Gallery{Items: []richtext.GalleryItem{{MediaID: "med_1"}, {MediaID: "med_2", Caption: "a b"}}}, &richtext.Embed{Title: "a b"},
		&richtext.File{Label: "a b"}, &richtext.LegalCitation{Passage: "khoản 2"}, &richtext.Heading{Content: []richtext.Inline{run("“a")}},
	}, mended)
}

func TestApplyRefuses(t *testing.T) {
	t.Parallel()
	body := richtext.Body{paragraph(run("a  b  c"))}
	good := body.Hygiene()
	elsewhere, beyond, other := good[0], good[0], good[0]
	missing := richtext.Suggestion{Rule: richtext.MissingSpace, Path: "body.0.content", Start: 1, End: 1, Suggested: " ", Fixable: true}
	elsewhere.Path, beyond.Start, beyond.End, other.Found = "body.7.content", 90, 91, " "
	for _, c := range []struct {
		name     string
		accepted []richtext.Suggestion
		want     errs.Code
	}{
		{"nothing", nil, ""},
		{"what fits", good, ""},
		{"one of a place that is not there", []richtext.Suggestion{elsewhere}, errs.Conflict},
		{"one behind the end", []richtext.Suggestion{beyond}, errs.Conflict},
		{"one of another text", []richtext.Suggestion{other}, errs.Conflict},
		{"the same twice", []richtext.Suggestion{good[0], good[0]}, errs.Conflict},
		{"the same twice where something is missing", []richtext.Suggestion{missing, missing}, errs.Conflict},
		{"what only an editor can tell", []richtext.Suggestion{{Rule: richtext.UnbalancedQuote, Path: "body.0.content"}}, errs.Invalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if _, err := richtext.Apply(body, c.accepted...); errs.CodeOf(err) != c.want {
				t.Errorf("the error is %v", err)
			}
			if len(c.accepted) > 0 && c.accepted[0].Path != elsewhere.Path {
				if _, err := richtext.ApplyToText("a  b  c", c.accepted...); errs.CodeOf(err) != c.want {
					t.Errorf("of a text, the error is %v", err)
				}
			}
		})
	}
}

func TestSuggestionsAreBounded(t *testing.T) {
	t.Parallel()
	if n := len(richtext.HygieneOfText("title", strings.Repeat("a  ", 10_000))); n != 100 {
		t.Errorf("%d suggestions for a text", n)
	}
	if n := len(blocks(richtext.MaxBlocks, "a  b").Hygiene()); n != 500 {
		t.Errorf("%d suggestions for a body", n)
	}
}

func TestHygieneComesToAnEnd(t *testing.T) {
	t.Parallel()
	parts := append(pieces(), "của", "của ", " và", "“", "”", "\"", " ,", "37–QÐ/TW", "18-5-2021", "bức phá", "\u00d0ảng", "  ", "(", "ưu")
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 15).Draw(t, "text"), "")
		for round := 0; ; round++ {
			var fixable []richtext.Suggestion
			end := 0
			for _, s := range richtext.HygieneOfText("title", text) {
				if s.Start < end || s.End < s.Start || string([]rune(text)[s.Start:s.End]) != s.Found && utf8.ValidString(text) {
					t.Fatalf("the suggestion %+v does not fit %q", s, text)
				}
				end = s.End
				if s.Fixable {
					fixable = append(fixable, s)
				}
			}
			if len(fixable) == 0 {
				return
			}
			mended, err := richtext.ApplyToText(text, fixable...)
			if err != nil || mended == text || round > 10 {
				t.Fatalf("%q becomes %q by %+v: %v", text, mended, fixable, err)
			}
			text = mended
		}
	})
}
