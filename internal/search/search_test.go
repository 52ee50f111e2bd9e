package search_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

// TestVietnameseSearch has the search tests of the domain: what each query must and must not find.
func TestVietnameseSearch(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, h *house) {
		names := map[string]string{}
		for name, d := range h.publish(t, corpus()) {
			names[d.Title] = name
		}
		h.settle(t)
		for _, tt := range []struct{ query, want string }{
			{"thi dua khen thuong", "S"},
			{"THI ĐUA", "S"},
			{"thi đua", "S"},
			{"Đảng", "S"},
			{"Ðảng", "S"},
			{norm.NFD.String("Đảng"), "S"},
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
			{"UBND tỉnh", "HS"},
			{"uy ban nhan dan tinh khen", "HS"},
			{"34-CT/TW", "S"},
			{"34 ct tw", "S"},
			{"34/CT-TW", "S"},
			{"14/01", "S"},
			{"14-01", "S"},
			{"14/1", ""},
			{"kinh te - ky thuat", "S"},
			{"H'Drai", "B"},
			{"hdrai", "B"},
			{"hdr", "B"},
			{"đăk hà", "D"},
			{"dak ha", "D"},
			{"cờ", "S"},
			{"dân", "EHS"},
			{"vườn hoa khen", ""},
			{"bang kh", "A"},
			{"hoa binh", "AS"},
		} {
			t.Run(tt.query, func(t *testing.T) {
				found := h.find(t, tt.query)
				var got []string
				for _, title := range titles(found) {
					got = append(got, names[title])
				}
				slices.Sort(got)
				if diff := cmp.Diff(tt.want, strings.Join(got, "")); diff != "" {
					t.Errorf("found (-want +got):\n%s", diff)
				}
				if n, more, err := found.Count(t.Context()); err != nil || more || int(n) != len(got) {
					t.Errorf("Count = %d, %v, %v; found %d", n, more, err, len(got))
				}
			})
		}
		if got := titles(h.find(t, "hoa binh")); got[0] != corpus()["A"].Title {
			t.Errorf("the phrase is not the first: %q", got)
		}
		for name, text := range hostile() {
			t.Run(name, func(t *testing.T) {
				found := h.find(t, text)
				if got := titles(found); len(got) > 0 {
					t.Errorf("%q is found", got)
				}
				if n, more, err := found.Count(t.Context()); n != 0 || more || err != nil {
					t.Errorf("Count = %d, %v, %v", n, more, err)
				}
				if meant, err := found.Meant(t.Context()); meant != "" || err != nil {
					t.Errorf("Meant = %q, %v", meant, err)
				}
			})
		}
	})
}

// hostile returns texts that are answered with nothing, and without an error.
func hostile() map[string]string {
	return map[string]string{
		"empty": "", "spaces": "   ", "per cent": "%", "quotation mark": `"`, "expression": ".*", "operator": "$regex", "emoji": "🏆 👩‍👩‍👧",
		"fts syntax": `" OR "*`, "column filter": "terms : *", "no UTF-8": "\xff\xfe\xcc", "NUL": "\x00", "marks alone": "\u0301\u0323",
		"stop words alone": "và của các", "stop words without marks": "va cua", "ten thousand words": strings.Repeat("không có ", 5000),
		"one letter": "k", "a long word": strings.Repeat("x", 100_000),
	}
}
