package viet_test

import (
	"math"
	"strings"
	"testing"

	"thidua/internal/viet"
)

func TestParseCount(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]int{
		"0": 0, "1": 1, "01": 1, "03": 3, "(01)": 1, " ( 12 ) ": 12, "1.234": 1234, "12.345.678": 12345678, "999999999": 999999999,
		"không": 0, "một": 1, "Một": 1, "mot": 1, "(một)": 1, "bốn": 4, "tư": 4, "năm": 5, "bảy": 7, "bẩy": 7, "mười": 10,
		"mười một": 11, "mười hai": 12, "MƯỜI HAI": 12, "muoi hai": 12, "mười lăm": 15, "hai mươi": 20, "hai mươi mốt": 21,
		"ba mươi tư": 34, "chín mươi chín": 99, "một trăm": 100, "một trăm linh năm": 105, "một trăm lẻ năm": 105,
		"một trăm mười": 110, "hai trăm hai mươi hai": 222, "một nghìn": 1000, "hai nghìn không trăm hai mươi hai": 2022,
		"hai ngàn không trăm linh một": 2001, "một nghìn lẻ hai": 1002, "mười hai nghìn": 12000, "một nghìn hai trăm": 1200,
		"một triệu hai nghìn": 1002000, "chín trăm chín mươi chín triệu chín trăm chín mươi chín nghìn chín trăm chín mươi chín": 999999999,
	} {
		t.Run(in, func(t *testing.T) {
			t.Parallel()
			if got, err := viet.ParseCount(in); err != nil || got != want {
				t.Errorf("ParseCount(%q) = %d, %v; want %d", in, got, err, want)
			}
		})
	}
	for _, in := range []string{
		"", "()", "-1", "+1", "1,5", "1.23", "1.2345", "1234.567", "0.123", ".123", "1.", "1 234", "1000000000", "(1", "1)",
		"môt hai", "hai ba", "mười mười", "hai mười", "mươi", "trăm", "trăm hai", "một trăm hai", "hai mốt", "nghìn", "linh năm",
		"không trăm", "không một", "một nghìn hai", "một nghìn một triệu", "một nghìn một nghìn", "một trăm linh", "một trăm linh mười",
		"bà", "bá", "nấm", "một.hai", "một, hai", "đơn vị", "🏆", strings.Repeat("một ", 100),
	} {
		t.Run("refuses "+in, func(t *testing.T) {
			t.Parallel()
			got, err := viet.ParseCount(in)
			if checkInvalid(t, err, "count"); got != 0 {
				t.Errorf("got %d beside the error", got)
			}
		})
	}
}

func TestFormatCount(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{
		0: "0", 5: "5", 999: "999", 1000: "1.000", 1234: "1.234", 12345678: "12.345.678", -1234: "-1.234", -12: "-12",
		math.MinInt64: "-9.223.372.036.854.775.808",
	} {
		if got := viet.FormatCount(n); got != want {
			t.Errorf("FormatCount(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestDecimal(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]float64{
		"95,5": 95.5, "95": 95, "0,25": 0.25, "1.234,5": 1234.5, "1.234": 1234, "1234,5": 1234.5, "-2,5": -2.5, " 9,75 ": 9.75, "-0": 0,
	} {
		if got, err := viet.ParseDecimal(in); err != nil || got != want || math.Signbit(got) != (want < 0) {
			t.Errorf("ParseDecimal(%q) = %v, %v; want %v", in, got, err, want)
		}
	}
	for _, in := range []string{"", "95.5", "1.23", "95,", ",5", "1,2,3", "1,234.5", "--1", "1e5", "NaN", "Inf", "12 5", "1234567890123456"} {
		_, err := viet.ParseDecimal(in)
		checkInvalid(t, err, "number")
	}
	for _, tt := range []struct {
		n      float64
		places int
		want   string
	}{
		{95.5, 2, "95,5"},
		{95, 2, "95"},
		{1234.567, 2, "1.234,57"},
		{-1234.5, 1, "-1.234,5"},
		{0.25, 2, "0,25"},
		{-0.001, 2, "0"},
		{2.5, -1, "2"},
		{math.NaN(), 1, ""},
		{math.Inf(-1), 1, ""},
	} {
		if got := viet.FormatDecimal(tt.n, tt.places); got != tt.want {
			t.Errorf("FormatDecimal(%v, %d) = %q, want %q", tt.n, tt.places, got, tt.want)
		}
	}
}

func TestRoman(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{"I": 1, "IV": 4, "XI": 11, "XII": 12, "XIII": 13, "xiv": 14, " XL ": 40, "MMXXVI": 2026, "MMMCMXCIX": 3999} {
		if got, ok := viet.ParseRoman(text); !ok || got != want {
			t.Errorf("ParseRoman(%q) = %d, %v; want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "IIII", "IC", "VV", "XIIX", "IXIX", "MMMM", "13", "X1", "Đ", "CMC M", "IVI", strings.Repeat("M", 1000)} {
		if got, ok := viet.ParseRoman(text); ok || got != 0 {
			t.Errorf("ParseRoman(%q) = %d, %v; want none", text, got, ok)
		}
	}
	for n := range 4001 {
		text := viet.FormatRoman(n)
		if got, ok := viet.ParseRoman(text); ok != (n >= 1 && n <= 3999) || (ok && got != n) {
			t.Errorf("%d is written %q and read %d, %v", n, text, got, ok)
		}
	}
}

func TestRank(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"hạng Nhất": 1, "Hạng nhì": 2, "hạng ba": 3, "Nhất": 1, "nhi": 2, "Ba": 3, "hang nhat": 1, "hạng 2": 2, "hạng III": 3, "3": 3, "i": 1,
	} {
		if got, err := viet.ParseRank(text); err != nil || got != want {
			t.Errorf("ParseRank(%q) = %d, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "hạng", "hạng Tư", "4", "0", "nhật", "bà", "hàng Nhất", "hạng Nhất Nhì", "IV", "01"} {
		_, err := viet.ParseRank(text)
		checkInvalid(t, err, "rank")
	}
	for rank, want := range map[int]string{0: "", 1: "hạng Nhất", 2: "hạng Nhì", 3: "hạng Ba", 4: ""} {
		if got := viet.FormatRank(rank); got != want {
			t.Errorf("FormatRank(%d) = %q, want %q", rank, got, want)
		}
	}
}

func FuzzNumbers(f *testing.F) {
	for _, seed := range append(hostile(), "1.234,5", "(03)", "hai mươi mốt nghìn không trăm linh năm", "hạng Nhất", "XIV", "-0,0") {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if n, err := viet.ParseCount(s); err != nil {
			checkInvalid(t, err, "count")
		} else if again, err := viet.ParseCount(viet.FormatCount(n)); err != nil || again != n || n < 0 || n > 999_999_999 {
			t.Errorf("%q is %d, then %d, %v", s, n, again, err)
		}
		if n, err := viet.ParseDecimal(s); err != nil {
			checkInvalid(t, err, "number")
		} else if again, err := viet.ParseDecimal(viet.FormatDecimal(n, 15)); err == nil && again != n {
			t.Errorf("%q is %v, then %v", s, n, again)
		}
		if n, err := viet.ParseRank(s); err == nil && viet.FormatRank(n) == "" {
			t.Errorf("%q is rank %d", s, n)
		}
		if n, ok := viet.ParseRoman(s); ok && viet.FormatRoman(n) != strings.ToUpper(strings.TrimSpace(s)) {
			t.Errorf("%q is %d", s, n)
		}
	})
}
