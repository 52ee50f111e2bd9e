package viet_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"thidua/internal/viet"
)

// corpus returns the texts of the search tests. S is the report, H is decomposed.
func corpus() map[string]string {
	return map[string]string{
		"S": report,
		"A": "Lễ trao Bằng khen tại tỉnh Hoà Bình",
		"B": "Huyện Ia H’Drai tổng kết phong trào",
		"C": "Vườn hoa trung tâm",
		"D": "Đoàn xã Đăk Hà dâng hương",
		"E": "Đổi mới công tác dân vận",
		"G": "Nâng cao kĩ năng quản lí",
		"H": norm.NFD.String("Uỷ ban nhân dân tỉnh khen thưởng đột xuất"),
	}
}

// found reports whether the stored terms of a text answer a query, as a store decides it.
func found(terms []string, query []viet.QueryToken) bool {
	all, prefix := viet.QueryTerms(query)
	for _, term := range all {
		if _, ok := slices.BinarySearch(terms, term); !ok {
			return false
		}
	}
	starts := func(term string) bool { return strings.HasPrefix(term, prefix) }
	return len(query) > 0 && (prefix == "" || slices.ContainsFunc(terms, starts))
}

func TestSearch(t *testing.T) {
	t.Parallel()
	table, err := viet.NewAbbreviations(viet.DefaultAbbreviations())
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ query, want string }{
		{"thi dua khen thuong", "S"},
		{"THI ĐUA", "S"},
		{"thi đua", "S"},
		{"Đảng", "S"},
		{"Ðảng", "S"},
		{norm.NFD.String("Đảng"), "S"},
		{"đang", ""},
		{"dang", "DS"},
		{"hoá", "S"},
		{"hóa", "S"},
		{"hoà", "A"},
		{"hoa", "ACS"},
		{"thuỷ lợi", "S"},
		{"thủy lợi", "S"},
		{"quản lý", "GS"},
		{"quan li", "GS"},
		{"kỹ năng", "G"},
		{"UBND", "HS"},
		{"ubnd", "HS"},
		{"ủy ban nhân dân", "HS"},
		{"uy ban nhan dan", "HS"},
		{"34-CT/TW", "S"},
		{"34 ct tw", "S"},
		{"34/CT-TW", "S"},
		{"14/01", "S"},
		{"14-01", "S"},
		{"14/1", ""},
		{"kinh te - ky thuat", "S"},
		{"H'Drai", "B"},
		{"hdrai", "B"},
		{"đăk hà", "D"},
		{"dak ha", "D"},
		{"cờ", "S"},
		{"dân", "EHS"},
		{"vườn hoa khen", ""},
		{"bang kh", "A"},
		{"hoa binh", "AS"},
		{"", ""},
		{"   ", ""},
		{"%", ""},
		{`"`, ""},
		{"🏆", ""},
		{".*", ""},
		{"$regex", ""},
	} {
		t.Run(tt.query, func(t *testing.T) {
			t.Parallel()
			query := viet.ParseQuery(tt.query)
			got, ranked := "", ""
			for _, name := range []string{"A", "B", "C", "D", "E", "G", "H", "S"} {
				text := corpus()[name]
				if found(table.Terms(text), query) {
					got += name
				}
				tokens := viet.Tokens(text)
				if viet.Match(append(tokens, table.Expand(text, tokens)...), query) != viet.NoMatch {
					ranked += name
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("found (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.want, ranked); diff != "" {
				t.Errorf("ranked (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAbbreviationsAreNotFoundWithoutTheTable(t *testing.T) {
	t.Parallel()
	if found(viet.Terms(corpus()["H"]), viet.ParseQuery("UBND")) {
		t.Error("UBND was found in a text that has only its long form")
	}
}

func TestMatchRanks(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, text, query string
		want              viet.Rank
	}{
		{"words far apart", report, "hoa binh", viet.AllWords},
		{"phrase typed without marks", "Lễ tại tỉnh Hoà Bình", "hoa binh", viet.PhraseFolded},
		{"phrase with marks", "Lễ tại tỉnh Hoà Bình", "hòa bình", viet.PhraseExact},
		{"the better of two places", "Hoá Bình, Hoà Bình", "hoà bình", viet.PhraseExact},
		{"marks in another place", "bình hoà, hoa bình", "hoà bình", viet.PhraseFolded},
		{"words that have no marks", "Ban tổ chức", "ban", viet.PhraseExact},
		{"unmarked word that another reading fits", "Bản đồ", "ban", viet.PhraseFolded},
		{"document number as written", "Chỉ thị 34-CT/TW", "34-CT/TW", viet.PhraseExact},
		{"its parts elsewhere", "Điều 34, theo CT của TW", "34-CT/TW", viet.AllWords},
		{"phrase with a word begun", "thi đua khen thưởng", "đua kh", viet.PhraseExact},
		{"a word with other marks", "hoá đơn", "hoà", viet.NoMatch},
		{"phrase longer than the text", "thi đua", "thi đua thi", viet.AllWords},
		{"no words", "thi đua", "%", viet.NoMatch},
		{"no text", "", "thi", viet.NoMatch},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := viet.Match(viet.Tokens(tt.text), viet.ParseQuery(tt.query)); got != tt.want {
				t.Errorf("Match(%q, %q) = %d, want %d", tt.text, tt.query, got, tt.want)
			}
		})
	}
}

func TestParseQuery(t *testing.T) {
	t.Parallel()
	type tokens = []viet.QueryToken
	for _, tt := range []struct {
		name, in string
		want     tokens
	}{
		{"nothing", "", tokens{}},
		{"signs", `% " 🏆`, tokens{}},
		{"last word without marks", "Thi đua kh", tokens{
			{Key: "thi", Fold: "thi"}, {Key: "đua", Fold: "dua", Marked: true}, {Key: "kh", Fold: "kh", Prefix: true},
		}},
		{"last word with marks", "thi hoà", tokens{{Key: "thi", Fold: "thi"}, {Key: "hoa2", Fold: "hoa", Marked: true}}},
		{"one letter", "k", tokens{{Key: "k", Fold: "k"}}},
		{"final y that is written i", "quan ly", tokens{{Key: "quan", Fold: "quan"}, {Key: "li", Fold: "li"}}},
		{"final y that is not", "huy", tokens{{Key: "huy", Fold: "huy", Prefix: true}}},
		{"part of a year", "202", tokens{{Key: "202", Fold: "202", Prefix: true}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, viet.ParseQuery(tt.in)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestParseQueryIgnoresWordsBeyondTheBound(t *testing.T) {
	t.Parallel()
	query := viet.ParseQuery(strings.Repeat("thi đua ", 1000) + "kh")
	if len(query) != viet.MaxQueryWords || query[len(query)-1].Prefix {
		t.Errorf("got %d words, the last %+v", len(query), query[len(query)-1])
	}
}

func TestUnmarkedFindsWhatMarksMissed(t *testing.T) {
	t.Parallel()
	query := viet.ParseQuery("hoả bính")
	terms := viet.Terms("Tỉnh Hoà Bình")
	if found(terms, query) {
		t.Error("the query was found with wrong marks")
	}
	if !found(terms, viet.Unmarked(query)) {
		t.Error("the query was not found without marks")
	}
	if !query[0].Marked {
		t.Error("Unmarked changed its argument")
	}
}

func TestTerms(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff([]string{"a:hoa2", "f:34", "f:ban", "f:hoa"}, viet.Terms("Hoà, hòa: ban 34")); diff != "" {
		t.Errorf("Terms (-want +got):\n%s", diff)
	}
	all, prefix := viet.QueryTerms(viet.ParseQuery("ban hoà ban tr"))
	if diff := cmp.Diff([]string{"a:hoa2", "f:ban"}, all); diff != "" || prefix != "f:tr" {
		t.Errorf("QueryTerms: prefix %q, (-want +got):\n%s", prefix, diff)
	}
}

func TestEveryTextIsFoundByItsWords(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := vietnamese().Draw(t, "text")
		terms := viet.Terms(text)
		for _, token := range viet.Tokens(text) {
			for _, typed := range []string{token.Text, token.Fold, strings.ToUpper(token.Text), norm.NFD.String(token.Text)} {
				if !found(terms, viet.ParseQuery(typed)) {
					t.Errorf("%q is not found in %q", typed, text)
				}
			}
		}
		typed := vietnamese().Draw(t, "query")
		query := viet.ParseQuery(typed)
		if ranked := viet.Match(viet.Tokens(text), query) != viet.NoMatch; ranked != found(terms, query) {
			t.Errorf("Match and terms differ on %q in %q", typed, text)
		}
	})
}

func FuzzQuery(f *testing.F) {
	for _, seed := range hostile() {
		f.Add(seed, "hoa binh")
		f.Add(report, seed)
	}
	f.Fuzz(func(t *testing.T, text, typed string) {
		query, terms := viet.ParseQuery(typed), viet.Terms(text)
		if !slices.IsSorted(terms) || len(slices.Compact(slices.Clone(terms))) != len(terms) {
			t.Errorf("terms are not a sorted set: %q", terms)
		}
		if ranked := viet.Match(viet.Tokens(text), query) != viet.NoMatch; ranked != found(terms, query) {
			t.Errorf("Match and terms differ on %q in %q", typed, text)
		}
		if self := viet.ParseQuery(text); len(self) > 0 && !found(terms, self) {
			t.Errorf("%q does not find itself", text)
		}
	})
}
