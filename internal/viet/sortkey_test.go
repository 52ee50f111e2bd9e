package viet_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"thidua/internal/viet"
)

func TestSortKeyOrder(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		want []string
	}{
		{"words and names", []string{
			"ban", "bàn", "bán", "băng", "bằng", "bân", "da", "dạ", "Dương", "đá", "Đảng", "Đắk", "Đương",
			"Sở Công Thương", "Sở Nội vụ", "Sở Tài nguyên", "Sở Xây dựng", "Sở Y tế",
		}},
		{"tones", []string{"ma", "mà", "mả", "mã", "má", "mạ"}},
		{"alphabet", strings.Fields("a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z")},
		{"capital alphabet", strings.Fields("A Ă Â B C D Đ E Ê F G H I J K L M N O Ô Ơ P Q R S T U Ư V W X Y Z")},
		{"letters before tones, across words", []string{"bà ba", "bạ ba", "ba bà ca", "ba be"}},
		{"the first word's tone before the second's", []string{"hoa hồng", "hoà hông", "hoà hồng"}},
		{"tones before case", []string{"ban", "Ban", "BAN", "bàn"}},
		{"shorter first", []string{"", "Sở", "Sở Nội", "Sở Nội vụ", "Sởa"}},
		{"numbers by value", []string{"Khối", "Khối 01", "Khối 1", "Khối 2", "Khối 2 A", "Khối 2a", "Khối 10", "Khối 100", "Khối A"}},
		{"long numbers", []string{"99999999999999", "100000000000000", "999999999999999", "1000000000000000", "a"}},
		{"places of the tone", []string{"hoà", "hòa", "hoá"}},
		{"look-alike of đ", []string{"dạ", "Ðảng bộ", "Đắk", "e"}},
		{"punctuation as a space", []string{"kinh tế - kỹ thuật", "kinh tế kỹ thuật", "kinh tế-kỹ thuật x", "kinh tế y"}},
		{"apostrophe left out", []string{"Ia Hdra", "Ia H’Drai", "Ia Hdram"}},
		{"signs, digits, letters, other scripts", []string{"", "%", "🏆", "1", "a", "z", "α", "б", "北"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := slices.Clone(tt.want)
			slices.Reverse(got)
			slices.SortStableFunc(got, func(a, b string) int { return strings.Compare(viet.SortKey(a), viet.SortKey(b)) })
			if diff := gocmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestSortKeyOfCleanText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := vietnamese().Draw(t, "a"), vietnamese().Draw(t, "b")
		if viet.SortKey(a) != viet.SortKey(norm.NFD.String(" "+a)) {
			t.Errorf("the key of %q depends on how it is written", a)
		}
		if (viet.SortKey(a) == viet.SortKey(b)) != (viet.CleanTitle(a) == viet.CleanTitle(b)) {
			t.Errorf("keys of %q and %q are equal and the texts are not, or the reverse", a, b)
		}
	})
}

func TestSortKeyComparesLettersThenTonesThenCase(t *testing.T) {
	t.Parallel()
	syllables := rapid.SliceOfN(rapid.SampledFrom(strings.Fields("ma mà má mạ Ma MÀ mă mắ mâ na đa đá da dạ an am ôn ơn on")), 1, 4)
	rapid.Check(t, func(t *rapid.T) {
		a, b := syllables.Draw(t, "a"), syllables.Draw(t, "b")
		want := compareBySchoolRule(a, b)
		textA, textB := strings.Join(a, " "), strings.Join(b, " ")
		if got := strings.Compare(viet.SortKey(textA), viet.SortKey(textB)); got != want {
			t.Errorf("%q and %q compare as %d, want %d", textA, textB, got, want)
		}
	})
}

// compareBySchoolRule compares words as SortKey promises, in the slow and obvious way.
func compareBySchoolRule(a, b []string) int {
	level := func(words []string, of func(r rune) string) string {
		var parts []string
		for _, word := range words {
			part := ""
			for _, r := range word {
				part += of(r)
			}
			parts = append(parts, part)
		}
		return strings.Join(parts, " ")
	}
	const alphabet = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
	letters := func(r rune) string {
		base := []rune(norm.NFC.String(strings.Map(func(m rune) rune {
			if strings.ContainsRune("\u0300\u0309\u0303\u0301\u0323", m) {
				return -1
			}
			return m
		}, norm.NFD.String(strings.ToLower(string(r))))))
		return string(rune('A' + len([]rune(alphabet[:strings.IndexRune(alphabet, base[0])]))))
	}
	tones := func(r rune) string {
		for i, tone := range []string{"\u0300", "\u0309", "\u0303", "\u0301", "\u0323"} {
			if strings.Contains(norm.NFD.String(string(r)), tone) {
				return string(rune('2' + i))
			}
		}
		return ""
	}
	capitals := func(r rune) string {
		if strings.ToLower(string(r)) != string(r) {
			return "1"
		}
		return "0"
	}
	toneLevel := func(words []string) string {
		var all string
		for _, word := range words {
			all += cmp.Or(level([]string{word}, tones), "1")
		}
		return all
	}
	return cmp.Or(
		strings.Compare(level(a, letters), level(b, letters)),
		strings.Compare(toneLevel(a), toneLevel(b)),
		strings.Compare(level(a, capitals), level(b, capitals)),
	)
}

func FuzzSortKey(f *testing.F) {
	for _, seed := range append(hostile(), strings.Repeat("thi đua ", 200), strings.Repeat("9", 1000), strings.Repeat("北", 300)) {
		f.Add(seed, "Đảng")
		f.Add(seed, seed+"\u0301")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		keyA, keyB := viet.SortKey(a), viet.SortKey(b)
		if len(keyA) > viet.MaxSortKey {
			t.Errorf("the key of %q has %d bytes", a, len(keyA))
		}
		for _, c := range []byte(keyA) {
			if c < ' ' || c > '~' {
				t.Fatalf("the key of %q is not printable ASCII: %q", a, keyA)
			}
		}
		cleanA, cleanB := viet.CleanTitle(a), viet.CleanTitle(b)
		if cleanA == cleanB && keyA != keyB {
			t.Errorf("equal texts have keys %q and %q", keyA, keyB)
		}
		if cleanA != cleanB && keyA == keyB && len(keyA) < viet.MaxSortKey {
			t.Errorf("%q and %q have the same key %q", cleanA, cleanB, keyA)
		}
	})
}

func TestSortKeyOfLongTextsIsCutSafely(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("thi đua khen thưởng ", 40)
	if viet.SortKey(long+"a") != viet.SortKey(long+"b") {
		t.Error("texts that differ behind the cut have different keys")
	}
	for _, tt := range [][2]string{{"ban " + long, "bang " + long}, {long[:100], long}, {strings.Repeat("9", 600), strings.Repeat("9", 601)}} {
		if viet.SortKey(tt[0]) >= viet.SortKey(tt[1]) {
			t.Errorf("%.20q does not sort before %.20q", tt[0], tt[1])
		}
	}
	for letters := 80; letters <= 520; letters++ {
		head := strings.Repeat("đ", letters)
		a, z := viet.SortKey(head+"a"+strings.Repeat("ở", 200)), viet.SortKey(head+"z")
		if a > z || (a == z && len(a) < viet.MaxSortKey) {
			t.Errorf("after %d letters a does not sort before z", letters)
		}
	}
}
