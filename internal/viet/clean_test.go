package viet_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"thidua/internal/viet"
)

func TestClean(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, title, body string }{
		{"nothing", "", "", ""},
		{"clean text", "Thi đua – Khen thưởng", "Thi đua – Khen thưởng", "Thi đua – Khen thưởng"},
		{"decomposed text", norm.NFD.String("Đảng bộ tỉnh"), "Đảng bộ tỉnh", "Đảng bộ tỉnh"},
		{"deprecated tone marks", "Ho\u0340a B\u0131\u0340nh", "Hòa B\u0131\u0300nh", "Hòa B\u0131\u0300nh"},
		{"no-break spaces in a row", "kỹ thuật\u00a0\u00a0tổ chức", "kỹ thuật tổ chức", "kỹ thuật\u00a0\u00a0tổ chức"},
		{"no-break space beside a space", "thư\u00a0 điện tử", "thư điện tử", "thư\u00a0 điện tử"},
		{"double and outer spaces", "  Cờ  thi đua ", "Cờ thi đua", "  Cờ  thi đua "},
		{"tabs and line breaks", "\tCờ\r\nBằng\rGiấy\u2028khen\n", "Cờ Bằng Giấy khen", "\tCờ\nBằng\nGiấy\nkhen\n"},
		{"soft hyphen, zero width, byte order mark", "\ufeffthi\u00ad đ\u200bu\u200c\u200d\u2060a", "thi đua", "thi đua"},
		{"zero width between a letter and its mark", "a\u200b\u0301", "á", "á"},
		{"controls of direction", "khen\u202e gnouht\u202c", "khen gnouht", "khen gnouht"},
		{"control characters", "a\x00b\x1b[c\x7fd\u009b", "ab[cd", "ab[cd"},
		{"next line", "a\u0085b", "a b", "a\nb"},
		{"runs of bytes that are not UTF-8", "thi \xff\xfeđua\xc3", "thi \ufffdđua\ufffd", "thi \ufffdđua\ufffd"},
		{"replacement characters of the author", "\ufffd\ufffd", "\ufffd\ufffd", "\ufffd\ufffd"},
		{"eth at the start of a word", "Xây dựng các tổ chức Ðảng", "Xây dựng các tổ chức Đảng", "Xây dựng các tổ chức Đảng"},
		{"small eth and African d", "ðảng, ɖoàn, Ɖội phường", "đảng, đoàn, Đội phường", "đảng, đoàn, Đội phường"},
		{"eth in an abbreviation", "Số 37-QÐ/TW, HÐND, hðnd huyện", "Số 37-QĐ/TW, HĐND, hđnd huyện", "Số 37-QĐ/TW, HĐND, hđnd huyện"},
		{"eth before marks that others have too", "Ðoàn thanh niên", "Đoàn thanh niên", "Đoàn thanh niên"},
		{"eth in Icelandic", "Guðrún Þórðardóttir", "Guðrún Þórðardóttir", "Guðrún Þórðardóttir"},
		{"Icelandic name in Vietnamese", "Bà Guðrún thăm Ðảng bộ", "Bà Guðrún thăm Đảng bộ", "Bà Guðrún thăm Đảng bộ"},
		{"capitals without evidence", "GUÐRÚN", "GUÐRÚN", "GUÐRÚN"},
		{"capitals beside weak evidence", "Ðoàn GUÐRÚN", "Đoàn GUÐRÚN", "Đoàn GUÐRÚN"},
		{"eth without any evidence", "37-QÐ/TW", "37-QÐ/TW", "37-QÐ/TW"},
		{"a typo of the author", "bức phá, Quan đánh giá", "bức phá, Quan đánh giá", "bức phá, Quan đánh giá"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.title, viet.CleanTitle(tt.in)); diff != "" {
				t.Errorf("CleanTitle (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.body, viet.CleanBody(tt.in)); diff != "" {
				t.Errorf("CleanBody (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCleanSourceKeepsWhatReadersSee(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, want string }{
		{"eth in Vietnamese", "tổ chức Ðảng, 37-QÐ/TW", "tổ chức Ðảng, 37-QÐ/TW"},
		{"spaces of every kind", " kỹ  thuật\u00a0\u00a0tổ\t", " kỹ  thuật\u00a0\u00a0tổ\t"},
		{"line breaks of every kind", "a\r\nb\rc\u2028d", "a\nb\nc\nd"},
		{"what is not seen", "thi\u00ad \x00đ\u200bua\ufeff", "thi đua"},
		{"decomposed text", norm.NFD.String("Đảng bộ"), "Đảng bộ"},
		{"bytes that are not UTF-8", "thi \xff\xfeđua", "thi \ufffdđua"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := viet.CleanSource(tt.in)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			if again := viet.CleanSource(got); again != got {
				t.Errorf("a second pass makes %q of %q", again, got)
			}
		})
	}
}

func TestCleanTextIsReturnedWithoutCopying(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { viet.CleanTitle(longTitle) }); n != 0 {
		t.Errorf("CleanTitle of a clean title allocates %v times", n)
	}
}

func FuzzClean(f *testing.F) {
	for _, seed := range append(hostile(), "Ðoàn GUÐRÚN", "QÐ hð ư", "a\r\n\r\rb", " \u00a0x\u00a0", strings.Repeat("\u0301", 40)) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		title, body := viet.CleanTitle(s), viet.CleanBody(s)
		if again := viet.CleanTitle(title); again != title {
			t.Errorf("CleanTitle is not idempotent: %q, then %q", title, again)
		}
		if again := viet.CleanBody(body); again != body {
			t.Errorf("CleanBody is not idempotent: %q, then %q", body, again)
		}
		if again := viet.CleanTitle(body); again != title {
			t.Errorf("the title of the body is %q, not %q", again, title)
		}
		if !utf8.ValidString(title) || !utf8.ValidString(body) {
			t.Errorf("not UTF-8: %q, %q", title, body)
		}
		if !norm.NFC.IsNormalString(title) || !norm.NFC.IsNormalString(body) {
			t.Errorf("not NFC: %q, %q", title, body)
		}
		if strings.TrimSpace(title) != title || strings.Contains(title, "  ") || strings.ContainsAny(title, "\n\r\t\u00a0\x00") {
			t.Errorf("not one clean line: %q", title)
		}
		if strings.ContainsAny(body, "\r\x00\u00ad\u200b\u2028\ufeff") {
			t.Errorf("body keeps what it should not: %q", body)
		}
	})
}
