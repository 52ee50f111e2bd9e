package viet_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"thidua/internal/viet"
)

func TestParseDocNumber(t *testing.T) {
	t.Parallel()
	party := viet.DocNumber{Text: "37-QĐ/TW", Key: "37-qd/tw", Serial: "37", Symbol: "QĐ/TW"}
	for _, tt := range []struct {
		in   string
		want viet.DocNumber
	}{
		{"37-QĐ/TW", party},
		{"37-QÐ/TW", party},
		{"37-qđ/tw", party},
		{"37-qð/tw", party},
		{norm.NFD.String("37-QĐ/TW"), party},
		{" 37 - QĐ / TW ", party},
		{"37\u00a0–\u00a0QĐ/TW", party},
		{"Số 37-QĐ/TW", party},
		{"số: 37-QĐ/TW", party},
		{"37-QD/TW", viet.DocNumber{Text: "37-QD/TW", Key: "37-qd/tw", Serial: "37", Symbol: "QD/TW"}},
		{"34-CT/TW", viet.DocNumber{Text: "34-CT/TW", Key: "34-ct/tw", Serial: "34", Symbol: "CT/TW"}},
		{"01-KL/TW", viet.DocNumber{Text: "01-KL/TW", Key: "01-kl/tw", Serial: "01", Symbol: "KL/TW"}},
		{"263/QĐ-UBND", viet.DocNumber{Text: "263/QĐ-UBND", Key: "263/qd-ubnd", Serial: "263", Symbol: "QĐ-UBND"}},
		{"16/HD-HĐTĐKT", viet.DocNumber{Text: "16/HD-HĐTĐKT", Key: "16/hd-hdtdkt", Serial: "16", Symbol: "HD-HĐTĐKT"}},
		{"152/2025/NĐ-CP", viet.DocNumber{Text: "152/2025/NĐ-CP", Key: "152/2025/nd-cp", Serial: "152", Year: 2025, Symbol: "NĐ-CP"}},
		{"06/2022/QH15", viet.DocNumber{Text: "06/2022/QH15", Key: "06/2022/qh15", Serial: "06", Year: 2022, Symbol: "QH15"}},
		{"12a/QĐ-UBND", viet.DocNumber{Text: "12a/QĐ-UBND", Key: "12a/qd-ubnd", Serial: "12", Suffix: "a", Symbol: "QĐ-UBND"}},
		{"12A/2021/QĐ-UBND", viet.DocNumber{Text: "12a/2021/QĐ-UBND", Key: "12a/2021/qd-ubnd", Serial: "12", Suffix: "a", Year: 2021, Symbol: "QĐ-UBND"}},
		{"45/KH-SNN&PTNT", viet.DocNumber{Text: "45/KH-SNN&PTNT", Key: "45/kh-snn&ptnt", Serial: "45", Symbol: "KH-SNN&PTNT"}},
		{"2022/QĐ-UBND", viet.DocNumber{Text: "2022/QĐ-UBND", Key: "2022/qd-ubnd", Serial: "2022", Symbol: "QĐ-UBND"}},
	} {
		t.Run(tt.in, func(t *testing.T) {
			t.Parallel()
			got, err := viet.ParseDocNumber(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestParseDocNumberRefuses(t *testing.T) {
	t.Parallel()
	for _, in := range []string{
		"", " ", "Số", "37", "37-", "37/", "QĐ/TW", "-QĐ/TW", "37QĐ/TW", "37 QĐ/TW", "37-QĐ/", "37-QĐ//TW", "37-QĐ-/TW", "37--QĐ", "37&QĐ",
		"37-Q Đ/TW", "37-QĐ/TW.", "37-QĐ/TW ngày 25-10-2021", "37ab/QĐ", "37đ/QĐ", "37-QĐ/T%", "37-Ủy", "152/2025", "152/2025/", "152/202/NĐ-CP",
		"152/20255/NĐ-CP", "37-15", "1234567890-QĐ", "37-QĐ\xff", "🏆", strings.Repeat("1", 100), "1-" + strings.Repeat("A", 100),
	} {
		t.Run(in, func(t *testing.T) {
			t.Parallel()
			got, err := viet.ParseDocNumber(in)
			checkInvalid(t, err, "number")
			if got != (viet.DocNumber{}) {
				t.Errorf("got %+v beside the error", got)
			}
		})
	}
}

func FuzzParseDocNumber(f *testing.F) {
	grammar := regexp.MustCompile(`^\d{1,9}[a-z]?(/\d{4})?[-/][A-ZĐ]+\d*([-/&][A-ZĐ]+\d*)*$`)
	for _, seed := range append(hostile(), "37-QĐ/TW", "12a/2021/QĐ-UBND", "số: 06/2022/QH15", "45/KH-SNN&PTNT", "1-A1/B2&C", "1/2021/A") {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) <= 80 && grammar.MatchString(s) {
			if got, err := viet.ParseDocNumber(s); err != nil || got.Text != s {
				t.Errorf("%q is of the grammar, got %+v, %v", s, got, err)
			}
		}
		got, err := viet.ParseDocNumber(s)
		if err != nil {
			checkInvalid(t, err, "number")
			return
		}
		if !grammar.MatchString(got.Text) {
			t.Errorf("ParseDocNumber(%q).Text = %q is not of the grammar", s, got.Text)
		}
		if again, err := viet.ParseDocNumber(got.Text); err != nil || again != got {
			t.Errorf("%+v is read again as %+v, %v", got, again, err)
		}
		if byKey, err := viet.ParseDocNumber(got.Key); err != nil || byKey.Key != got.Key {
			t.Errorf("the key %q is read as %+v, %v", got.Key, byKey, err)
		}
	})
}
