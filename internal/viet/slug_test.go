package viet_test

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"thidua/internal/viet"
)

func TestSlug(t *testing.T) {
	t.Parallel()
	words := strings.Repeat("bang-khen-", 12) // 120 bytes, the last a hyphen
	for _, tt := range []struct{ in, want string }{
		{longTitle, "hoi-nghi-tong-ket-cong-tac-thi-dua-khen-thuong-nam-2021-trien-khai-nhiem-vu-cong-tac-nam-2022"},
		{"Xây dựng các tổ chức Ðảng", "xay-dung-cac-to-chuc-dang"},
		{norm.NFD.String("Đảng"), "dang"},
		{norm.NFD.String("Khối thi đua"), "khoi-thi-dua"},
		{"Chỉ thị số 34-CT/TW ngày 07 tháng 4 năm 2014", "chi-thi-so-34-ct-tw-ngay-07-thang-4-nam-2014"},
		{"Quy định 37-QĐ/TW", "quy-dinh-37-qd-tw"},
		{"Quy định 37-QÐ/TW", "quy-dinh-37-qd-tw"},
		{"Kết luận số 01-KL/TW ngày 18-5-2021", "ket-luan-so-01-kl-tw-ngay-18-5-2021"},
		{"“những điều đảng viên không được làm”", "nhung-dieu-dang-vien-khong-duoc-lam"},
		{"\"tự diễn biến\", \"tự chuyển hóa\"", "tu-dien-bien-tu-chuyen-hoa"},
		{"Hoà Bình", "hoa-binh"},
		{"Hòa Bình", "hoa-binh"},
		{"Uỷ ban nhân dân", "uy-ban-nhan-dan"},
		{"Huyện Ia H’Drai", "huyen-ia-hdrai"},
		{"Ia H'Drai, Đắk R'lấp", "ia-hdrai-dak-rlap"},
		{"Nghị quyết Trung ương 4 (khóa XII)", "nghi-quyet-trung-uong-4-khoa-xii"},
		{"Thi đua – Khen thưởng", "thi-dua-khen-thuong"},
		{"kinh tế - kỹ thuật", "kinh-te-ky-thuat"},
		{"kỹ thuật\u00a0\u00a0tổ chức", "ky-thuat-to-chuc"},
		{"Cờ & Bằng khen", "co-va-bang-khen"},
		{"Sở NN&PTNT", "so-nn-va-ptnt"},
		{"Đạt 100% chỉ tiêu", "dat-100-phan-tram-chi-tieu"},
		{"01 đơn vị là: Ban Quản lý", "01-don-vi-la-ban-quan-ly"},
		{"Ư Ơ Ă Â Ê Ô Đ", "u-o-a-a-e-o-d"},
		{"ư ơ ă â ê ô đ", "u-o-a-a-e-o-d"},
		{"suy thoái", "suy-thoai"},
		{"Tháng 1/2022", "thang-1-2022"},
		{"thi\u00ad đ\u200bua\ufeff", "thi-dua"},
		{"ＵＢＮＤ tỉnh, 5 m² ½", "ubnd-tinh-5-m2-1-2"},
		{"Straße Łódź", "strasse-lodz"},
		{"  --Đã có__gạch--  ", "da-co-gach"},
		{"th\x01i\x7f đu\x00a", "thi-dua"},
		{"H’\u200bDrai", "hdrai"},
		{"thi\xffđua", "thi-dua"},
		{"Москва 2021", "2021"},
		{"🏆", ""},
		{"", ""},
		{"%", "phan-tram"},
		{words + "ab", words[:119]},
		{words[:119], words[:119]},
		{words[:116] + "abcd", words[:116] + "abcd"},
		{words[:116] + "abcde", words[:114]},
		{strings.Repeat("a", 130), strings.Repeat("a", 120)},
		{strings.Repeat("a", 120) + " b", strings.Repeat("a", 120)},
	} {
		t.Run(tt.in, func(t *testing.T) {
			t.Parallel()
			if got := viet.Slug(tt.in); got != tt.want {
				t.Errorf("Slug(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestNumberedSlug(t *testing.T) {
	t.Parallel()
	long := strings.TrimSuffix(strings.Repeat("bang-khen-", 12), "-")
	for _, tt := range []struct {
		slug string
		n    int
		want string
	}{
		{"le-khen", 0, "le-khen"},
		{"le-khen", 1, "le-khen"},
		{"le-khen", 2, "le-khen-2"},
		{"le-khen", 13, "le-khen-13"},
		{long, 2, long[:114] + "-2"},
		{strings.Repeat("a", 120), 100, strings.Repeat("a", 116) + "-100"},
	} {
		if got := viet.NumberedSlug(tt.slug, tt.n); got != tt.want || !viet.ValidSlug(got) {
			t.Errorf("NumberedSlug(%q, %d) = %q, want %q", tt.slug, tt.n, got, tt.want)
		}
	}
}

func TestValidSlug(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"a", "0", "le-khen-2021", strings.Repeat("a", 120)} {
		if !viet.ValidSlug(s) {
			t.Errorf("%q is refused", s)
		}
	}
	for _, s := range []string{"", "-", "-a", "a-", "a--b", "A", "lễ", "a b", "a_b", "a/b", "a\n", strings.Repeat("a", 121)} {
		if viet.ValidSlug(s) {
			t.Errorf("%q is allowed", s)
		}
	}
}

func TestReservedSlug(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"admin", "api", "graphql", "tag", "search", "tim-kiem"} {
		if !viet.ReservedSlug(s) {
			t.Errorf("%q is not reserved", s)
		}
		if numbered := viet.NumberedSlug(s, 2); viet.ReservedSlug(numbered) {
			t.Errorf("%q is reserved too", numbered)
		}
	}
	if viet.ReservedSlug("thi-dua") {
		t.Error("an ordinary slug is reserved")
	}
}

func FuzzSlug(f *testing.F) {
	for _, seed := range append(hostile(), strings.Repeat("thi đua ", 30), strings.Repeat("%", 30), strings.Repeat("ß", 70)) {
		f.Add(seed, 2)
	}
	f.Fuzz(func(t *testing.T, s string, n int) {
		slug := viet.Slug(s)
		if slug == "" {
			return
		}
		if !viet.ValidSlug(slug) {
			t.Errorf("Slug(%q) = %q breaks the grammar", s, slug)
		}
		if again := viet.Slug(slug); again != slug {
			t.Errorf("Slug is not idempotent: %q, then %q", slug, again)
		}
		if clean := viet.Slug(viet.CleanTitle(s)); clean != slug {
			t.Errorf("the slug of the clean title is %q, not %q", clean, slug)
		}
		if numbered := viet.NumberedSlug(slug, n); !viet.ValidSlug(numbered) {
			t.Errorf("NumberedSlug(%q, %d) = %q breaks the grammar", slug, n, numbered)
		}
	})
}
