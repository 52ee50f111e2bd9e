package sheet_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/sheet"
)

func TestSimilarNames(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		names []string
		want  []sheet.Likely
	}{
		{"the same with other marks", []string{"Sở Công Thương", "Sở Y tế", "sở công thuơng"}, []sheet.Likely{{Names: []int{0, 2}, Likeness: sheet.SameLetters}}},
		{"the same spelled by another habit", []string{"Tỉnh Hoà Bình", "tỉnh Hòa Bình"}, []sheet.Likely{{Names: []int{0, 1}, Likeness: sheet.SameName}}},
		{"one letter too few", []string{"Sở Xây dựng", "Sở Xây dựn"}, []sheet.Likely{{Names: []int{0, 1}, Likeness: sheet.OneLetter}}},
		{"one letter wrong, and one more", []string{"Sở Tài chính", "Sở Tài chinh", "Sở Tài chính", "Sở Tài chíng"}, []sheet.Likely{{Names: []int{0, 1, 2, 3}, Likeness: sheet.OneLetter}}},
		{"the very same is one name", []string{"Sở Y tế", "Sở Y tế"}, nil},
		{"numbers tell apart", []string{"Khối thi đua 1", "Khối thi đua 2", "Khối thi đua 12"}, nil},
		{"letters of short words tell apart", []string{"Tiểu đội A", "Tiểu đội B"}, nil},
		{"two letters are two names", []string{"Nguyễn Văn Hải", "Nguyễn Văn Hùng"}, nil},
		{"names without letters are none", []string{"", "—", "***"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, sheet.SimilarNames(c.names)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func BenchmarkSimilarNames(b *testing.B) {
	names := make([]string, 20_000)
	for i := range names {
		names[i] = fmt.Sprintf("Trường Trung học cơ sở %c%c%c%c", 'A'+i%26, 'a'+i/26%26, 'a'+i/676%26, 'a'+i/17576)
	}
	for b.Loop() {
		sheet.SimilarNames(names)
	}
}
