package viet_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"thidua/internal/viet"
)

func TestKeys(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, accent, fold string }{
		{"nothing", "", "", ""},
		{"tone on the last vowel", "hoà", "hoa2", "hoa"},
		{"tone on the first vowel", "hòa", "hoa2", "hoa"},
		{"three vowels", "suy thoái", "suy thoai5", "suy thoai"},
		{"every tone", "ma mà mả mã má mạ", "ma ma2 ma3 ma4 ma5 ma6", "ma ma ma ma ma ma"},
		{"every letter with a shape", "ă â đ ê ô ơ ư", "ă â đ ê ô ơ ư", "a a d e o o u"},
		{"shape and tone on one letter", "ế ỗ ợ ử ặ", "ê5 ô4 ơ6 ư3 ă6", "e o o u a"},
		{"capitals", "ĐẢNG BỘ", "đang3 bô6", "dang bo"},
		{"look-alikes of đ", "Ðảng ðảng Ɖảng ɖảng", "đang3 đang3 đang3 đang3", "dang dang dang dang"},
		{"decomposed", norm.NFD.String("Uỷ ban Đảng"), "uy3 ban đang3", "uy ban dang"},
		{"tone before shape", "e\u0323\u0302 e\u0302\u0323", "ê6 ê6", "e e"},
		{"y and i after h k l m s t", "hy kỹ lý mỹ sỹ tỷ Thy", "hi ki4 li5 mi4 si4 ti3 thi", "hi ki li mi si ti thi"},
		{"i stays", "kĩ lí quí", "ki4 li5 qui5", "ki li qui"},
		{"y after qu", "quý Quỳ quy", "qui5 qui2 qui", "qui qui qui"},
		{"y that is no i", "ủy thủy máy tay ý suy quyết vỹ", "uy3 thuy3 may5 tay y5 suy quyêt5 vy4", "uy thuy may tay y suy quyet vy"},
		{"y before a digit", "ky2", "ky2", "ky2"},
		{"apostrophes in words", "H’Drai H'Drai HDrai Hʼdrai R`lấp", "hdrai hdrai hdrai hdrai rlâp5", "hdrai hdrai hdrai hdrai rlap"},
		{"apostrophes elsewhere", "'Cờ' 5'30 a''b dân'", "cơ2 5 30 a b dân", "co 5 30 a b dan"},
		{"leading zeros", "01 1 001", "01 1 001", "01 1 001"},
		{"document number", "34-CT/TW", "34 ct tw", "34 ct tw"},
		{"letters and digits", "06/2022/QH15", "06 2022 qh15", "06 2022 qh15"},
		{"no-break space and punctuation", "kinh tế\u00a0-\u00a0kỹ thuật…", "kinh tê5 ki4 thuât6", "kinh te ki thuat"},
		{"quotation marks", "“tự \"chuyển hóa\"”", "tư6 chuyên3 hoa5", "tu chuyen hoa"},
		{"invisible characters", "thi\u00ad đ\u200bua\ufeff", "thi đua", "thi dua"},
		{"full width and ligature", "ＵＢＮＤ ﬁ", "ubnd fi", "ubnd fi"},
		{"footnote marks", "Đảng² km™", "đang3 km", "dang km"},
		{"look-alike marks on random letters", "lấỹ ý kíến Nhân đân", "lây54 y5 kiên55 nhân đân", "lay y kien nhan dan"},
		{"foreign letters", "Müller Straße Łódź Ærø Þór", "muller strasse lodz5 aero thor5", "muller strasse lodz aero thor"},
		{"other scripts", "Москва 北京 Ά", "москва 北京 α", "москва 北京 α"},
		{"not UTF-8", "thi\xffđua", "thi đua", "thi dua"},
		{"nothing but signs", `% " 🏆 - '`, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.accent, viet.AccentKey(tt.in)); diff != "" {
				t.Errorf("AccentKey (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.fold, viet.FoldKey(tt.in)); diff != "" {
				t.Errorf("FoldKey (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTokensSayWhereTheyStand(t *testing.T) {
	t.Parallel()
	text := "Ia H’Drai, " + norm.NFD.String("quý") + " 01."
	want := []viet.Token{
		{Text: "Ia", Start: 0, End: 2, Accent: "ia", Fold: "ia"},
		{Text: "H’Drai", Start: 3, End: 11, Accent: "hdrai", Fold: "hdrai"},
		{Text: "quy\u0301", Start: 13, End: 18, Accent: "qui5", Fold: "qui", Marked: true},
		{Text: "01", Start: 19, End: 21, Accent: "01", Fold: "01"},
	}
	if diff := cmp.Diff(want, viet.Tokens(text)); diff != "" {
		t.Errorf("Tokens (-want +got):\n%s", diff)
	}
}

func TestKeysOfEndlessWordsAreBounded(t *testing.T) {
	t.Parallel()
	tokens := viet.Tokens(strings.Repeat("ưở", 100_000))
	if len(tokens) != 1 || len(tokens[0].Fold) != 48 || len(tokens[0].Accent) > 200 {
		t.Errorf("got %d tokens, keys of %d and %d bytes", len(tokens), len(tokens[0].Fold), len(tokens[0].Accent))
	}
}

// vietnamese generates texts of Vietnamese letters, digits and what stands between words.
func vietnamese() *rapid.Generator[string] {
	return rapid.StringOf(rapid.RuneFrom([]rune(
		"aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵAĂÂĐÊÔƠƯBHKLMQSTUY0123456789 ’-/.,")))
}

func TestKeysDoNotDependOnNormalisationOrCase(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := vietnamese().Draw(t, "text")
		for _, same := range []string{norm.NFD.String(text), strings.ToUpper(text), strings.ToLower(text)} {
			if diff := cmp.Diff(viet.AccentKey(text), viet.AccentKey(same)); diff != "" {
				t.Errorf("AccentKey of %q:\n%s", same, diff)
			}
			if diff := cmp.Diff(viet.FoldKey(text), viet.FoldKey(same)); diff != "" {
				t.Errorf("FoldKey of %q:\n%s", same, diff)
			}
		}
	})
}

func FuzzTokens(f *testing.F) {
	for _, seed := range hostile() {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		var accents, folds []string
		for _, token := range viet.Tokens(s) {
			if token.Start < end || token.End <= token.Start || token.End > len(s) || s[token.Start:token.End] != token.Text {
				t.Fatalf("token %+v is not where it says", token)
			}
			end = token.End
			if token.Accent == "" || token.Fold == "" || !utf8.ValidString(token.Accent) || !utf8.ValidString(token.Fold) ||
				strings.ContainsAny(token.Accent+token.Fold, " \x00%\"'$") {
				t.Errorf("bad keys: %+v", token)
			}
			if token.Marked != (token.Accent != token.Fold) {
				t.Errorf("wrongly marked: %+v", token)
			}
			accents, folds = append(accents, token.Accent), append(folds, token.Fold)
		}
		fold := viet.FoldKey(s)
		if fold != strings.Join(folds, " ") || viet.AccentKey(s) != strings.Join(accents, " ") {
			t.Errorf("keys are not those of the tokens")
		}
		if clean := viet.AccentKey(viet.CleanTitle(s)); clean != viet.AccentKey(s) {
			t.Errorf("AccentKey of the clean title is %q, not %q", clean, viet.AccentKey(s))
		}
		if again := viet.FoldKey(fold); again != fold {
			t.Errorf("FoldKey is not idempotent: %q, then %q", fold, again)
		}
	})
}
