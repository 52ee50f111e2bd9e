package viet_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/viet"
)

func defaultTable(tb testing.TB) viet.Abbreviations {
	tb.Helper()
	table, err := viet.NewAbbreviations(viet.DefaultAbbreviations())
	if err != nil {
		tb.Fatal(err)
	}
	return table
}

func TestExpand(t *testing.T) {
	t.Parallel()
	table := defaultTable(t)
	for _, tt := range []struct{ name, text, want string }{
		{"short form", "UBND tỉnh", "uy3 ban nhân dân"},
		{"long form", "Ủy ban nhân dân tỉnh", "ubnd"},
		{"long form, other place of the tone", "Uỷ ban nhân dân", "ubnd"},
		{"long form without marks", "uy ban nhan dan", "ubnd"},
		{"long form with other marks", "uy bản nhân dân", ""},
		{"short form in small letters", "ubnd", "uy3 ban nhân dân"},
		{"short form with stroke typed as d", "TDKT", "thi đua khen thương3"},
		{"short form within a word", "UBNDX, XUBND", ""},
		{"part of the long form", "ủy ban nhân", ""},
		{"short form of two words", "Sở NN&PTNT", "nông nghiêp6 va2 phat5 triên3 nông thôn nông nghiêp6 va2 ptnt phat5 triên3 nông thôn"},
		{"half-short form", "Nông nghiệp và PTNT", "nn ptnt phat5 triên3 nông thôn"},
		{"one form within another", "chiến sĩ thi đua cơ sở", "cstđ cstđcs"},
		{"y for i", "chiến sỹ thi đua", "cstđ"},
		{"punctuation within", "Hội đồng Thi đua - Khen thưởng", "hđtđkt tđkt"},
		{"nothing to expand", "Vườn hoa trung tâm", ""},
		{"nothing", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, token := range table.Expand(tt.text, viet.Tokens(tt.text)) {
				got = append(got, token.Accent)
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestExpandedTokensStandWhereTheirPhraseDoes(t *testing.T) {
	t.Parallel()
	text := "Ủy ban nhân dân tỉnh"
	want := []viet.Token{{Text: "Ủy ban nhân dân", Start: 0, End: len("Ủy ban nhân dân"), Accent: "ubnd", Fold: "ubnd"}}
	if diff := cmp.Diff(want, defaultTable(t).Expand(text, viet.Tokens(text))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEveryDefaultAbbreviationFindsBothForms(t *testing.T) {
	t.Parallel()
	table := defaultTable(t)
	for _, pair := range viet.DefaultAbbreviations() {
		for _, text := range []string{pair.Short, pair.Long} {
			for _, query := range []string{pair.Short, pair.Long} {
				if !found(table.Terms("Của "+text+", năm 2021"), viet.ParseQuery(query)) {
					t.Errorf("%q is not found in %q", query, text)
				}
			}
		}
	}
}

func TestAbbreviationsOfAnEditor(t *testing.T) {
	t.Parallel()
	pairs := []viet.Abbreviation{{Short: "BQL", Long: "ban quản lý"}, {Short: "BQL", Long: "ban quân lực"}}
	table, err := viet.NewAbbreviations(pairs)
	if err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{"quản lý", "quân lực"} {
		if !found(table.Terms("BQL"), viet.ParseQuery(query)) {
			t.Errorf("an ambiguous short form is not found by %q", query)
		}
	}
	if found(table.Terms("UBND"), viet.ParseQuery("nhân dân")) {
		t.Error("a form that the table lacks was expanded")
	}
	if diff := cmp.Diff(pairs, table.Pairs()); diff != "" {
		t.Errorf("Pairs (-want +got):\n%s", diff)
	}
	table.Pairs()[0].Short = "X"
	if diff := cmp.Diff(pairs, table.Pairs()); diff != "" {
		t.Errorf("the table was changed from outside (-want +got):\n%s", diff)
	}
	var none viet.Abbreviations
	if diff := cmp.Diff(viet.Terms("UBND tỉnh"), none.Terms("UBND tỉnh")); diff != "" {
		t.Errorf("an empty table expands (-want +got):\n%s", diff)
	}
}

func TestNewAbbreviationsRefuses(t *testing.T) {
	t.Parallel()
	good := viet.Abbreviation{Short: "UBND", Long: "ủy ban nhân dân"}
	for _, tt := range []struct {
		name, field string
		pairs       []viet.Abbreviation
	}{
		{"no short form", "abbreviations.0", []viet.Abbreviation{{Short: " ", Long: "ủy ban"}}},
		{"a long form of signs", "abbreviations.1", []viet.Abbreviation{good, {Short: "X", Long: "%"}}},
		{"a pair that says nothing", "abbreviations.0", []viet.Abbreviation{{Short: "ubnd", Long: "UBND"}}},
		{"a pair given twice", "abbreviations.1", []viet.Abbreviation{good, {Short: "ubnd", Long: "Uỷ ban nhân dân"}}},
		{"a form too long", "abbreviations.0", []viet.Abbreviation{{Short: "X", Long: strings.Repeat("dài ", 50)}}},
		{"too many", "abbreviations", slices.Repeat([]viet.Abbreviation{good}, viet.MaxAbbreviations+1)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := viet.NewAbbreviations(tt.pairs)
			checkInvalid(t, err, tt.field)
		})
	}
}

func FuzzExpand(f *testing.F) {
	table := defaultTable(f)
	for _, seed := range append(hostile(), "UBND, NN&PTNT", "ủy ban nhân dân ubnd") {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		tokens := viet.Tokens(s)
		for _, token := range table.Expand(s, tokens) {
			if token.Text == "" || s[token.Start:token.End] != token.Text {
				t.Errorf("token %+v is not where it says", token)
			}
		}
		with := table.Terms(s)
		for _, term := range viet.Terms(s) {
			if !slices.Contains(with, term) {
				t.Errorf("the table took the term %q away", term)
			}
		}
	})
}

func TestSpellOutWritesShortFormsInFull(t *testing.T) {
	t.Parallel()
	table, err := viet.NewAbbreviations(viet.DefaultAbbreviations())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, text, want string }{
		{"nothing to spell out", "Sở Xây dựng", "so xay dung"},
		{"one word", "UBND tỉnh", "uy ban nhan dan tinh"},
		{"a form of two words before a form of one", "Sở NN&PTNT", "so nong nghiep va phat trien nong thon"},
		{"half short", "Sở Nông nghiệp và PTNT", "so nong nghiep va phat trien nong thon"},
		{"several", "BQL KKT", "ban quan li khu kinh te"},
		{"in small letters", "ubnd xã", "uy ban nhan dan xa"},
		{"no words", " ,", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, token := range table.SpellOut(c.text, viet.Tokens(c.text)) {
				if c.text[token.Start:token.End] != token.Text {
					t.Errorf("%q is not where it says, at %d", token.Text, token.Start)
				}
				got = append(got, token.Fold)
			}
			if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}
