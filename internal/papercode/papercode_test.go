package papercode_test

import (
	"fmt"
	"strings"
	"testing"

	"thidua/internal/papercode"
)

// Codes are printed on paper: what they are for a document must never change.
func TestOfIsForEver(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{
		"awa_01J00000000000000000000000": "47KK-AZYG-G1V9",
		"dec_01J00000000000000000000000": "HYQH-TK2A-Z6T6",
	} {
		kind := papercode.Award
		if strings.HasPrefix(id, "dec_") {
			kind = papercode.Decision
		}
		if got := papercode.Of(kind, id); got != want {
			t.Errorf("the code of %s is %s, and was %s", id, got, want)
		}
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	code := papercode.Of(papercode.Decision, "dec_01J00000000000000000000000")
	plain := strings.ReplaceAll(code, "-", "")
	tests := []struct {
		name, text string
		ok         bool
	}{
		{"as it is printed", code, true},
		{"in small letters", strings.ToLower(code), true},
		{"without hyphens", plain, true},
		{"with spaces all over", " " + strings.Join(strings.Split(plain, ""), " ") + "\u00A0", true},
		{"with other dashes", strings.ReplaceAll(code, "-", "–"), true},
		{"with letters for digits", strings.NewReplacer("0", "o", "1", "l").Replace(code), true},
		{"nothing", "", false},
		{"a character too few", plain[1:], false},
		{"a character too many", plain + "0", false},
		{"a letter that is not in the alphabet", "U" + plain[1:], false},
		{"a Vietnamese letter", "Đ" + plain[1:], false},
		{"what is very long", strings.Repeat("0", 1<<20), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, kind, ok := papercode.Parse(tt.text)
			if ok != tt.ok || ok && (got != code || kind != papercode.Decision) {
				t.Errorf("it is %q, %v, %v", got, kind, ok)
			}
		})
	}
}

// Ensure that every single wrong character and every exchange of two is noticed.
func TestEveryMistakeIsNoticed(t *testing.T) {
	t.Parallel()
	const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	for n := range 50 {
		code := strings.ReplaceAll(papercode.Of(papercode.Award, fmt.Sprintf("awa_%026d", n)), "-", "")
		for i := range code {
			for _, r := range alphabet {
				wrong := code[:i] + string(r) + code[i+1:]
				if _, _, ok := papercode.Parse(wrong); ok != (wrong == code) {
					t.Fatalf("%s is taken for %s", wrong, code)
				}
			}
			for j := range i {
				b := []byte(code)
				b[i], b[j] = b[j], b[i]
				if _, _, ok := papercode.Parse(string(b)); ok != (string(b) == code) {
					t.Fatalf("%s is taken for %s", b, code)
				}
			}
		}
	}
}

// Ensure that codes neither repeat nor tell in which order documents were made, and that each says of which kind it is.
func TestCodesAreUnlikeEachOther(t *testing.T) {
	t.Parallel()
	seen, risen := map[string]bool{}, 0
	last := ""
	for n := range 20_000 {
		kind := papercode.Kind(n % 2)
		code := papercode.Of(kind, fmt.Sprintf("awa_01J%023d", n))
		if _, got, ok := papercode.Parse(code); !ok || got != kind || seen[code] {
			t.Fatalf("%s: %v, %v, seen before: %v", code, got, ok, seen[code])
		}
		seen[code] = true
		if n%2 == 0 {
			if code > last {
				risen++
			}
			last = code
		}
	}
	if risen < 4_800 || risen > 5_200 {
		t.Errorf("%d of 10000 codes rise", risen)
	}
}
