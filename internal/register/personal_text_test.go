package register //nolint:testpackage // the rule is private: people meet it in the errors of inputs

import (
	"testing"

	"pgregory.net/rapid"

	"thidua/internal/errs"
)

func TestWithoutPersonalData(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"CCCD: 012345678901", "cccd số 012 345 678 901", "CMND 233123456", "CMND số 233.123.456", "căn cước công dân số 012345678901",
		"Căn cước 012345678901 cấp ngày 1/1/2021", "Giấy chứng minh nhân dân số 233 123 456", "Nguyễn Văn A, 012345678901", "Nguyễn Văn A (233123456)",
		"số định danh cá nhân 012345678901", "mã số 012-345-678-901", "SỐ HỘ CHIẾU B1234567 012345678",
		"Nguyễn Văn A, sinh ngày 12/3/1980", "sinh ngày 12 tháng 3 năm 1980", "Nguyễn Văn A (sinh năm 1980)", "Nguyễn Văn A sinh năm 1980",
		"Sinh năm: 1980", "ngày sinh: 12/3/1980", "Ngày sinh 12-03-1980", "năm sinh 1980", "Ông A, SN 1980", "ngày, tháng, năm sinh: 12/3/1980", "sinh: 1980",
		"SINH NGA\u0300Y 12/3/1980", "sinh ngay 12/3/1980", "Bà B – sinh 1980",
		"Nơi thường trú: 12 Trần Phú", "hộ khẩu thường trú tại thôn 3", "thường trú tại số 5 Lê Lợi", "địa chỉ nhà: 12 Trần Phú", "nơi ở hiện nay: thôn 2",
		"Nơi ở: thôn 2", "trú quán thôn 2", "đăng ký thường trú tại xã X", "tạm trú tại phường Y",
	} {
		if err := withoutPersonalData("note", text); errs.CodeOf(err) != errs.Invalid {
			t.Errorf("%q is taken: %v", text, err)
		}
	}
	for _, text := range []string{
		"", "Nguyễn Văn A", "Giám đốc Sở Xây dựng", "Chuyên viên Phòng 3", "Thưởng 300.000.000 đồng", "Thưởng 300000000 đồng", "Thưởng 300 000 000 đồng",
		"thưởng 100.000.000.000 đ", "Số 263/QĐ-UBND ngày 04/05/2019", "Khen thưởng học sinh năm 2021", "Học sinh năm 2021", "tuyển sinh năm 2022",
		"Vệ sinh năm 2021 sạch đẹp", "Liệt sĩ hy sinh năm 1972", "Hy sinh ngày 30/4/1975", "kỷ niệm 130 năm ngày sinh Chủ tịch Hồ Chí Minh (19/5/1890 - 19/5/2020)",
		"Trưởng cơ quan thường trú tại Kon Tum", "Cơ quan thường trực Hội đồng", "thí sinh 12 tuổi", "chứng minh năng lực 2021", "Nghiên cứu sinh năm 2020",
		"Sinh viên năm 2021", "Đội 12, xã 3, thôn 4", "điện thoại cơ quan 02603 862 312", "1234567890", "từ 01/01/2020 đến 31/12/2021", "Phòng Căn cước và Dân cư năm 2021",
		"Kê khai sai thành tích năm 2019, 2020 và 2021.",
	} {
		if err := withoutPersonalData("note", text); err != nil {
			t.Errorf("%q is refused: %v", text, err)
		}
	}
}

// Ensure that no text makes the rule fail, and that a number is found wherever it stands.
func TestAnIdentityNumberIsFoundInAnyText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		_ = withoutPersonalData("note", text)
		words := rapid.StringMatching(`[A-Za-zàáạảãđ ,;()]{0,40}`).Draw(t, "words")
		if err := withoutPersonalData("note", words+" 012345678901 "); err == nil {
			t.Errorf("in %q none is found", words)
		}
	})
}
