package gate

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/richtext"
)

func TestMalformedNumbersOfDocumentsAreFound(t *testing.T) {
	t.Parallel()
	g := newGate(t)
	for _, c := range []struct{ text, quote, suggestion string }{
		{"Quyết định 263QĐ-UBND của UBND tỉnh", "263QĐ-UBND", "263/QĐ-UBND"},
		{"Quyết định số 263/QD-UBND.", "263/QD-UBND", "263/QĐ-UBND"},
		{"Quy định 37–QĐ/TW", "37–QĐ/TW", "37-QĐ/TW"},
		{"Quy định 37-QÐ/TW (chữ Ð lạ)", "37-QÐ/TW", "37-QĐ/TW"},
		{"Quy định số 37 - QĐ/TW", "37 - QĐ/TW", "37-QĐ/TW"},
		{"Chỉ thị 34 CT/TW", "34 CT/TW", "34-CT/TW"},
		{"Nghị định 152/25/NĐ-CP", "152/25/NĐ-CP", "152/2025/NĐ-CP"},
		{"Nghị định 152/2025/ND-CP,", "152/2025/ND-CP", "152/2025/NĐ-CP"},
		{"Kế hoạch 45_KH-UBND", "45_KH-UBND", "45-KH-UBND"},
		{"Quyết định 263/QĐ/-UBND", "263/QĐ/-UBND", ""},

		// Numbers as they should be: those of the field, and of the source article.
		{"34-CT/TW, 01-KL/TW, 05-CT/TW, 12-NQ/TW, 04-NQ/TW, 21-KL/TW, 37-QĐ/TW", "", ""},
		{"263/QĐ-UBND; 756/QĐ-UBND; 16/HD-HĐTĐKT; 152/2025/NĐ-CP; 06/2022/QH15; 202/2025/QH15", "", ""},
		{"15/2003/QH11, 47/2005/QH11, 91/2017/NĐ-CP, 12/2019/TT-BNV, 01/2024/TT-BNV, 12/TTr-UBND, 3/CTr-UBND", "", ""},
		{"NN&PTNT 12/QĐ-SNN&PTNT", "", ""},
		// What is no number of a document.
		{"Sáng 14/01, ngày 14/01/2022, ngày 18-5-2021, tháng 01/2022, 1/2, 24/7, 3-4 người", "", ""},
		{"Điện thoại 0260.3862.710 - 0260 3862 710, 84-260-3862710", "", ""},
		{"Đạt 95,5 điểm; 20km/h; 5-7kg; 100 CT; 4G/LTE; A4; COVID-19; 3D-PRINT; 2 TV", "", ""},
		{"Năm 2021 - UBND tỉnh giao; 01 đơn vị; khóa XIII; quý 2 - TT Ngọc Hồi", "", ""},
		{"1. TT/TW là gì", "", ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			t.Parallel()
			r := &Report{}
			r.add(numbers(matterOf(g, draftOf(richtext.Body{paragraph(c.text)}, nil), nil)))
			var got, want [][2]string
			for _, f := range append(r.Blocking, r.Warnings...) {
				got = append(got, [2]string{f.Quote, f.Suggestion})
			}
			if c.quote != "" {
				want = [][2]string{{c.quote, c.suggestion}}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
