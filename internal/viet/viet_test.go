package viet_test

import (
	"testing"

	"golang.org/x/text/unicode/norm"

	"thidua/internal/viet"
)

// longTitle is the longest title of ordinary news, 95 characters.
const longTitle = "Hội nghị tổng kết công tác thi đua, khen thưởng năm 2021, triển khai nhiệm vụ công tác năm 2022"

// report tells the facts of a bloc's conference, with the oddities that such texts have: a look-alike of Đ, no-break
// spaces, quotation marks that never close, an unpadded date and a hyphen for a dash.
const report = "Sáng 14/01, Khối thi đua các cơ quan tham mưu QLNN về kinh tế - kỹ thuật\u00a0\u00a0họp tổng kết. " +
	"Công tác thi đua, khen thưởng năm 2021 góp phần xây dựng Ðảng và nếp sống văn hóa nơi công sở. " +
	"Các đơn vị, gồm cả Ban Quản lý khai thác công trình thủy lợi, bình xét và đề nghị UBND tỉnh tặng Cờ thi đua cho 01 đơn vị. " +
	"Năm 2022 Khối học lại Chỉ thị số 34-CT/TW ngày 07 tháng 4 năm 2014 và Kết luận “số 01-KL/TW ngày 18-5-2021 về \"tự soi\", \"tự sửa\"."

// hostile returns texts that break careless code, as seeds for fuzzing.
func hostile() []string {
	return []string{
		"", " ", "%", `"`, "'", "’’", "-", "🏆", "👩‍👩‍👧", "\xff\xfe", "a\xcc", "\u0301", "a\u0301\u0301\u0323", "\u200b",
		longTitle, norm.NFD.String(longTitle), report, "H’Drai R'lấp", "Hoà Bình", "quý kỹ lý thoái", "Ðảng Guðrún ßæœþŁø",
		"ＵＢＮＤ ﬁ ² ½ ™ ⑴ №", "ΆΈ 北京 한국어 ไทย", "İıſẞŉǆ", "001 000 1234567890123456789", "34-CT/TW 14/01/2022", "lấỹ ý kíến Nhân đân",
		"\ufdfa\u037a\u1fbf", "NN&PTNT 100%", "Y y QUY quy ky",
	}
}

func BenchmarkTitle(b *testing.B) {
	pairs, err := viet.NewAbbreviations(viet.DefaultAbbreviations())
	if err != nil {
		b.Fatal(err)
	}
	tokens, query := viet.Tokens(report), viet.ParseQuery("công tác thi đua")
	for _, bm := range []struct {
		name string
		run  func()
	}{
		{"CleanTitle", func() { viet.CleanTitle(longTitle) }},
		{"Slug", func() { viet.Slug(longTitle) }},
		{"Tokens", func() { viet.Tokens(longTitle) }},
		{"Terms", func() { viet.Terms(longTitle) }},
		{"TermsWithAbbreviations", func() { pairs.Terms(longTitle) }},
		{"FoldKey", func() { viet.FoldKey(longTitle) }},
		{"SortKey", func() { viet.SortKey(longTitle) }},
		{"ParseQuery", func() { viet.ParseQuery("cong tac thi đua") }},
		{"MatchReport", func() { viet.Match(tokens, query) }},
		{"ParseDate", func() { _, _ = viet.ParseDate("Sáng ngày 14/01/2022", 0) }},
		{"ParseDocNumber", func() { _, _ = viet.ParseDocNumber("152/2025/NĐ-CP") }},
	} {
		b.Run(bm.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				bm.run()
			}
		})
	}
}
