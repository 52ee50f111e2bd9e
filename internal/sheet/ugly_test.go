package sheet_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"thidua/internal/sheet"
)

// provincialList is the annex of a decision as a provincial office keeps it: the bodies' names and the title in merged
// cells, a header over two rows with numbers below it, groups, a merged decision, a total, signatures.
func provincialList(t testing.TB) []byte {
	t.Helper()
	return xlsx(t, func(f *excelize.File) {
		const s = "Sheet1"
		rows(t, f, s, 1,
			[]any{"ỦY BAN NHÂN DÂN", nil, nil, nil, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
			[]any{"TỈNH KON TUM", nil, nil, nil, "Độc lập - Tự do - Hạnh phúc"},
			nil,
			[]any{"DANH SÁCH TẬP THỂ ĐƯỢC KHEN THƯỞNG NĂM 2021"},
			[]any{"(Kèm theo Quyết định số 263/QĐ-UBND ngày 04/5/2022 của Chủ tịch UBND tỉnh)"},
			nil,
			[]any{"TT", "Tên đơn vị", "Danh hiệu", "Quyết định", nil, "Tổng điểm", "Ghi chú"},
			[]any{nil, nil, nil, "Số", "Ngày ký", nil, nil},
			[]any{"(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"},
			[]any{"I", "KHỐI SỞ, NGÀNH"},
			[]any{1, "Ban Quản lý Khu kinh tế tỉnh ", "Cờ thi đua của UBND tỉnh", "263/QĐ-UBND", time.Date(2022, 5, 4, 0, 0, 0, 0, time.UTC), 98.5, "Dẫn đầu khối\nnăm 2021"},
			[]any{2, norm.NFD.String("Sở Tài nguyên và Môi trường"), "Bằng khen", nil, nil, "95,25"},
			[]any{3, "Sở Công Thương", "bang khen", nil, nil, 94},
			nil,
			[]any{"II", "KHỐI ÐẢNG"},
			[]any{"01", "Văn phòng Ðảng ủy  Khối", "TTLĐXS", "264 / qđ-ubnd", "ngày 07 tháng 5 năm 2022", "chín mươi"},
			[]any{"02", "Sở công\u00A0thuơng", "Bằng khem", "12/2022", "31/02/2022", 101, "Xem lại"},
			[]any{nil, "Tổng cộng: 05 tập thể", nil, nil, nil, "=SUM(F11:F17)"},
			nil,
			[]any{nil, nil, nil, nil, "Kon Tum, ngày 04 tháng 5 năm 2022"},
			[]any{nil, "NGƯỜI LẬP BIỂU", nil, nil, "TM. ỦY BAN NHÂN DÂN"},
			[]any{nil, nil, nil, nil, "Trần Văn B"},
		)
		merge(t, f, s, "A1:D1", "E1:G1", "A2:D2", "E2:G2", "A4:G4", "A5:G5", "A7:A8", "B7:B8", "C7:C8", "D7:E7", "F7:F8", "G7:G8",
			"D11:D13", "E11:E13", "B10:G10", "E20:G20")
	})
}

func TestUglySheetsAreRead(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		file    func(t testing.TB) []byte
		options sheet.Options
		rows    []string
		skipped []string
		mapping []string
		above   []string
	}{
		{
			name: "an annex with merged titles, a header over two rows, groups, total and signatures", file: provincialList,
			rows: []string{
				"11 #1 | [I. KHỐI SỞ, NGÀNH] | unit=Ban Quản lý Khu kinh tế tỉnh (SPACES) | award=FLAG | number=263/QĐ-UBND | on=04/05/2022 | score=98.5 | note=Dẫn đầu khối\nnăm 2021",
				"12 #2 | [I. KHỐI SỞ, NGÀNH] | unit=Sở Tài nguyên và Môi trường (COMPOSED) | award=CERT | number=263/QĐ-UBND (MERGED) | on=04/05/2022 (MERGED) | score=95.25",
				"13 #3 | [I. KHỐI SỞ, NGÀNH] | unit=Sở Công Thương | award=CERT (RESPELLED) | number=263/QĐ-UBND (MERGED) | on=04/05/2022 (MERGED) | score=94",
				"16 #01 | [II. KHỐI ĐẢNG] | unit=Văn phòng Đảng ủy Khối (LOOK_ALIKE SPACES) | award=LABOUR | number=264/QĐ-UBND | on=07/05/2022 | " +
					"score=!Dòng 16, cột F (Điểm): Không đọc được số “chín mươi”. Dùng dấu phẩy cho phần thập phân, dấu chấm cho hàng nghìn: 1.234,5.",
				"17 #02 | [II. KHỐI ĐẢNG] | unit=Sở công thuơng (SPACES) | award=!Dòng 17, cột C (Hình thức khen thưởng): không có lựa chọn “Bằng khem”. Có phải “Bằng khen của UBND tỉnh” không? | " +
					"number=!Dòng 17, cột D (Số quyết định): Số hiệu văn bản “12/2022” không đúng. Hãy ghi như 37-QĐ/TW, 263/QĐ-UBND hoặc 152/2025/NĐ-CP. | " +
					"on=!Dòng 17, cột E (Ngày quyết định): Không có ngày này trong lịch, hoặc năm ngoài khoảng 1900–2100. Ngày đứng trước, tháng đứng sau: ngày/tháng/năm. | score=101 | note=Xem lại",
			},
			skipped: []string{
				"9 NUMBERING (1)", "10 GROUP_HEADING I", "15 GROUP_HEADING II", "18 TOTAL Tổng cộng: 05 tập thể",
				"20 BELOW Kon Tum, ngày 04 tháng 5 năm 2022", "21 BELOW NGƯỜI LẬP BIỂU", "22 BELOW Trần Văn B",
			},
			mapping: []string{
				"B unit “Tên đơn vị”", "C award “Danh hiệu”", "D number “Quyết định / Số”", "E on “Quyết định / Ngày ký”", "F score “Tổng điểm”", "G note “Ghi chú”",
			},
			above: []string{
				"ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TỈNH KON TUM Độc lập - Tự do - Hạnh phúc",
				"DANH SÁCH TẬP THỂ ĐƯỢC KHEN THƯỞNG NĂM 2021", "(Kèm theo Quyết định số 263/QĐ-UBND ngày 04/5/2022 của Chủ tịch UBND tỉnh)",
			},
		},
		{
			name: "a CSV of Vietnamese Windows with semicolons and dates without a year",
			file: func(t testing.TB) []byte {
				t.Helper()
				text := "DANH SÁCH ĐỀ NGHỊ;;;\r\n;;;\r\nSTT;ĐƠN VỊ;DANH HIỆU;NGÀY KÝ\r\n" +
					"1;Sở Xây dựng;Bằng khen;14/01\r\n2;\"Quỹ Bảo vệ;\nphát triển rừng\";Cờ thi đua;18-5-2021\r\nTổng cộng;2;;\r\n"
				b, err := charmap.Windows1258.NewEncoder().String(tonesApart(text))
				if err != nil {
					t.Fatal(err)
				}
				return []byte(b)
			},
			options: sheet.Options{Year: 2022},
			rows: []string{
				"4 #1 | unit=Sở Xây dựng (COMPOSED) | award=CERT (COMPOSED) | on=14/01/2022 (YEAR_INFERRED)",
				"5 #2 | unit=Quỹ Bảo vệ; phát triển rừng (COMPOSED SPACES) | award=FLAG (COMPOSED) | on=18/05/2021",
			},
			skipped: []string{"6 TOTAL Tổng cộng"},
			mapping: []string{"B unit “ĐƠN VỊ”", "C award “DANH HIỆU”", "D on “NGÀY KÝ”"},
			above:   []string{"DANH SÁCH ĐỀ NGHỊ"},
		},
		{
			name: "a sheet with an unknown and a misspelled column, blank rows and columns, units that sound like totals",
			file: func(t testing.TB) []byte {
				t.Helper()
				return xlsx(t, func(f *excelize.File) {
					rows(t, f, "Sheet1", 3,
						[]any{nil, "đơn vị (ghi đầy đủ)", nil, "HÌNH THỨC KHEN THƯỞNG *", "Mã số thuế", "Ghi chứ", "Đã trao"},
						[]any{nil, "Tổng công ty Sông Đà", nil, "Cờ thi đua", "0100105870", "a", true},
						nil,
						[]any{nil, "Tổng cục Thuế", nil, "Bằng khen", nil, nil, "x"},
						[]any{nil, "đơn vị (ghi đầy đủ)", nil, "HÌNH THỨC KHEN THƯỞNG *", "Mã số thuế", "Ghi chứ", "Đã trao"},
						[]any{nil, "Cộng đồng dân cư thôn 1", nil, "#N/A", nil, nil, "có lẽ"},
						[]any{nil, nil, nil, "Bằng khen", "0100105871", "thiếu tên", nil},
						[]any{nil, "Tổng số: 4", nil},
					)
				})
			},
			rows: []string{
				"4 # | unit=Tổng công ty Sông Đà | award=FLAG | given=true | E?0100105870 | F?a",
				"6 # | unit=Tổng cục Thuế | award=CERT | given=true",
				"8 # | unit=Cộng đồng dân cư thôn 1 | award=!Dòng 8, cột D (Hình thức khen thưởng): ô có lỗi #N/A của công thức. Hãy sửa công thức hoặc nhập giá trị. | " +
					"given=!Dòng 8, cột G (Đã trao): không hiểu “có lẽ”. Hãy ghi “có” hoặc “không”.",
				"9 # | unit=!Dòng 9, cột B (Tên đơn vị): không được để trống. | award=CERT | E?0100105871 | F?thiếu tên",
			},
			skipped: []string{"7 REPEATED_HEADER đơn vị (ghi đầy đủ)", "10 TOTAL Tổng số: 4"},
			mapping: []string{
				"B unit “đơn vị (ghi đầy đủ)”", "D award “HÌNH THỨC KHEN THƯỞNG *”", "G given “Đã trao”", "E ? “Mã số thuế”", "F ? “Ghi chứ” note",
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := read(t, c.file(t), awards(), c.options)
			if diff := cmp.Diff(c.rows, got.Rows); diff != "" {
				t.Errorf("rows: %s", diff)
			}
			if diff := cmp.Diff(c.skipped, skipped(got.Report)); diff != "" {
				t.Errorf("skipped: %s", diff)
			}
			if diff := cmp.Diff(c.mapping, mapping(got.Report)); diff != "" {
				t.Errorf("mapping: %s", diff)
			}
			if diff := cmp.Diff(c.above, got.Report.Above); diff != "" {
				t.Errorf("above: %s", diff)
			}
		})
	}
}

// tonesApart returns a text as code page 1258 has it: vowels with their own marks, such as ê, are one letter, and the tone
// stands behind.
func tonesApart(s string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(s) {
		letter, tone := "", ""
		for _, part := range norm.NFD.String(string(r)) {
			switch part {
			case '\u0300', '\u0301', '\u0303', '\u0309', '\u0323':
				tone = string(part)
			default:
				letter += string(part)
			}
		}
		b.WriteString(norm.NFC.String(letter) + tone)
	}
	return b.String()
}
