package register

import (
	"slices"
	"strings"

	"thidua/internal/errs"
	"thidua/internal/viet"
)

// withoutPersonalData refuses a text about people that holds what is never kept: a number of identity papers, a day or
// year of birth, the address of a home. Such texts are names, positions, remarks, reasons, and titles of decisions; the
// path is that of the input.
//
// It goes by words, whatever their marks, case and spaces. It errs on the side of letting a text pass, as a remark on
// money or on schools must not be held up; what it misses, the rule that the field is for forbids all the same.
func withoutPersonalData(path, text string) error {
	t := personalText{text: text, words: viet.Tokens(text)}
	for i := range t.words {
		switch {
		case t.identityNumber(i):
			return errs.InvalidField(path,
				"Có số giấy tờ tùy thân (CCCD, CMND, định danh): dữ liệu này không được lưu ở đây. Hãy bỏ đi; chức vụ và đơn vị đủ để phân biệt người trùng tên.",
				"It holds the number of identity papers, which is never kept here. Leave it out: position and unit tell namesakes apart.")
		case t.birth(i):
			return errs.InvalidField(path,
				"Có ngày hoặc năm sinh: dữ liệu này không được lưu ở đây. Hãy bỏ đi; chức vụ và đơn vị đủ để phân biệt người trùng tên.",
				"It holds a day or year of birth, which is never kept here. Leave it out: position and unit tell namesakes apart.")
		case t.home(i):
			return errs.InvalidField(path,
				"Có nơi thường trú hoặc địa chỉ nhà: dữ liệu này không được lưu ở đây. Hãy bỏ đi.",
				"It holds the address of a home, which is never kept here. Leave it out.")
		}
	}
	return nil
}

// allWithoutPersonalData is [withoutPersonalData] for several texts, in pairs of path and text.
func allWithoutPersonalData(pairs ...string) error {
	for i := 0; i+1 < len(pairs); i += 2 {
		if err := withoutPersonalData(pairs[i], pairs[i+1]); err != nil {
			return err
		}
	}
	return nil
}

// personalText is a text with its words.
type personalText struct {
	text  string
	words []viet.Token
}

// fold returns the i-th word without marks, "" beyond the ends.
func (t personalText) fold(i int) string {
	if i < 0 || i >= len(t.words) {
		return ""
	}
	return t.words[i].Fold
}

// says reports whether words stand in a row from the i-th on.
func (t personalText) says(i int, words ...string) bool {
	for n, w := range words {
		if t.fold(i+n) != w {
			return false
		}
	}
	return true
}

// between returns what stands between the i-th word and the one before.
func (t personalText) between(i int) string {
	if i <= 0 || i >= len(t.words) {
		return ""
	}
	return t.text[t.words[i-1].End:t.words[i].Start]
}

// The digits of an old and of a new identity number, and the fewest behind a word that names one.
const (
	oldIdentity = 9
	newIdentity = 12
	fewDigits   = 6
)

// digitsFrom counts the digits of the number that begins at the i-th word and whose groups are apart by some of the signs;
// end is the word behind it.
func (t personalText) digitsFrom(i int, signs string) (digits, end int) {
	for end = i; isNumber(t.fold(end)); end++ {
		if end > i && strings.Trim(t.between(end), signs) != "" {
			break
		}
		digits += len(t.fold(end))
	}
	return digits, end
}

func isNumber(word string) bool { return word != "" && strings.Trim(word, "0123456789") == "" }

// identityNumber reports whether the number of identity papers begins at the i-th word, or the words that name one.
func (t personalText) identityNumber(i int) bool {
	if t.namesIdentity(i) {
		for n := i + 1; n <= i+6; n++ {
			if digits, _ := t.digitsFrom(n, " \u00A0.-"); digits >= fewDigits {
				return true
			}
		}
	}
	if !isNumber(t.fold(i)) || i > 0 && isNumber(t.fold(i-1)) && strings.Trim(t.between(i), " \u00A0.,-/") == "" {
		return false
	}
	digits, end := t.digitsFrom(i, " \u00A0-") // dots and commas are in sums of money
	if digits != oldIdentity && digits != newIdentity {
		return false
	}
	if after := t.between(end); end < len(t.words) && isNumber(t.fold(end)) && strings.ContainsAny(after, ".,/") {
		return false // a larger number, or one with decimals
	}
	return !slices.Contains([]string{"dong", "d", "vnd", "trieu", "nghin"}, t.fold(end))
}

func (t personalText) namesIdentity(i int) bool {
	return slices.Contains([]string{"cccd", "cmnd", "cmtnd", "cmt", "cmqd"}, t.fold(i)) ||
		t.says(i, "can", "cuoc") || t.says(i, "chung", "minh", "nhan", "dan") || t.says(i, "chung", "minh", "thu") ||
		t.says(i, "dinh", "danh", "ca", "nhan") || t.says(i, "so", "ho", "chieu")
}

// birth reports whether a day or year of birth stands at the i-th word: "sinh ngày 12/3/1980", "ngày sinh: 12/3/1980", "(sinh
// năm 1980)", "SN 1980". Words that end in sinh, such as học sinh năm 2021, are none.
func (t personalText) birth(i int) bool {
	number := func(n int) bool { return isNumber(t.fold(n)) }
	switch {
	case t.says(i, "ngay", "sinh"), t.says(i, "nam", "sinh"), t.says(i, "ngay", "thang", "nam", "sinh"):
		n := i + 2
		if t.says(i, "ngay", "thang") {
			n = i + 4
		}
		return number(n) && t.fold(i-1) != "ki"
	case t.fold(i) == "sn":
		return number(i+1) && len(t.fold(i+1)) == 4
	case t.fold(i) == "sinh":
		n := i + 1
		if t.fold(n) == "ngay" || t.fold(n) == "nam" || t.fold(n) == "mung" {
			n++
		} else if number(n) && len(t.fold(n)) < 4 && !number(n+1) {
			return false // "sinh 12 con": only a date or a year
		}
		return number(n) && !t.endsCompound(i)
	default:
		return false
	}
}

// endsCompound reports whether the i-th word, sinh, ends a longer one: it follows another directly, and not a name.
func (t personalText) endsCompound(i int) bool {
	if i == 0 || strings.TrimSpace(t.between(i)) != "" {
		return false
	}
	before := t.fold(i - 1)
	if slices.Contains([]string{
		"hoc", "thi", "ve", "tuyen", "hi", "hy", "cuu", "dan", "khang", "ki", "ky", "thu", "luu", "phuc", "nhi", "su", "quan", "si", "sy", "giam",
		"tuyen", "trung", "phat", "song", "vi", "an", "tai", "mon", "nu", "nam", "du", "khai", "giang",
	}, before) {
		return true
	}
	return !StartsWithCapital(t.words[i-1])
}

// home reports whether the address of a home begins at the i-th word. A news agency's office is thường trú too.
func (t personalText) home(i int) bool {
	for _, label := range [][]string{
		{"noi", "thuong", "tru"},
		{"ho", "khau", "thuong", "tru"},
		{"dia", "chi", "thuong", "tru"},
		{"dang", "ki", "thuong", "tru"},
		{"thuong", "tru", "tai"},
		{"tam", "tru", "tai"},
		{"noi", "tam", "tru"},
		{"ho", "khau", "tai"},
		{"noi", "o", "hien"},
		{"noi", "o"},
		{"dia", "chi", "nha"},
		{"nha", "rieng", "tai"},
		{"cho", "o", "hien"},
		{"tru", "quan"},
	} {
		if !t.says(i, label...) {
			continue
		}
		if len(label) == 2 && label[0] == "noi" && !strings.HasPrefix(strings.TrimSpace(t.between(i+2)), ":") {
			continue
		}
		if before := t.fold(i - 1); before != "quan" && before != "phong" {
			return true
		}
	}
	return false
}
