package custom

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"thidua/internal/errs"
	"thidua/internal/viet"
)

// checked returns a new field cleaned, or what is wrong with it.
func (f Field) checked() (Field, error) {
	if !slices.Contains(Nouns(), f.Noun) {
		return f, errs.InvalidField("noun", "Không có loại nội dung này.", "There is no such noun.")
	}
	if !validKey(f.Key) {
		return f, errs.InvalidField("key",
			"Khóa phải bắt đầu bằng chữ thường a–z, chỉ gồm chữ không dấu và số, tối đa 40 ký tự, ví dụ donViPhatDong.",
			"A key must begin with a lower-case letter and have only letters without marks and digits, at most 40, such as launchedBy.")
	}
	if f.Kind != List && !f.Kind.single() {
		return f, errs.InvalidField("kind", "Không có kiểu này.", "There is no such kind.")
	}
	if (f.Kind == List) != f.ItemKind.single() || f.Kind != List && f.ItemKind != "" {
		return f, errs.InvalidField("itemKind",
			"Danh sách cần kiểu của phần tử, và phần tử không thể là danh sách; kiểu khác để trống.",
			"A list needs the kind of its items, which cannot be lists; leave it empty for other kinds.")
	}
	if _, ok := f.Target.prefix(); ok != (f.item() == Reference) || !ok && f.Target != "" {
		return f, errs.InvalidField("target",
			"Tham chiếu cần loại đối tượng mà nó trỏ tới; kiểu khác để trống.",
			"A reference needs the kind of object that it leads to; leave it empty for other kinds.")
	}
	var err error
	f.Settings, err = f.Settings.checked(f.Kind, f.item())
	return f, err
}

// checked returns the settings of a field of a kind, with single values of the item's kind, cleaned, or what is wrong.
func (s Settings) checked(kind, item Kind) (Settings, error) {
	s.Label, s.LabelEn, s.Help = viet.CleanTitle(s.Label), viet.CleanTitle(s.LabelEn), viet.CleanTitle(s.Help)
	for _, text := range []struct {
		path, text  string
		least, most int
	}{{"label", s.Label, 1, MaxLabel}, {"labelEn", s.LabelEn, 0, MaxLabel}, {"help", s.Help, 0, MaxHelp}} {
		if err := lengthWithin(text.path, text.text, text.least, text.most); err != nil {
			return s, err
		}
	}
	for _, bound := range []struct {
		path  string
		given bool
		of    bool
	}{
		{"minLength", s.MinLength != nil, item == Text},
		{"maxLength", s.MaxLength != nil, item == Text},
		{"minNumber", s.MinNumber != nil, item == Numeric},
		{"maxNumber", s.MaxNumber != nil, item == Numeric},
		{"decimals", s.Decimals != 0, item == Numeric},
		{"earliestDate", s.EarliestDate != nil, item == Date},
		{"latestDate", s.LatestDate != nil, item == Date},
		{"maxItems", s.MaxItems != nil, kind == List},
		{"choices", len(s.Choices) > 0, item == Choice},
	} {
		if bound.given && !bound.of {
			return s, errs.InvalidField(bound.path, "Không dùng cho kiểu này; hãy để trống.", "It is not for this kind; leave it empty.")
		}
	}
	if err := s.boundsInOrder(); err != nil {
		return s, err
	}
	if item != Choice {
		return s, nil
	}
	var err error
	s.Choices, err = checkedOptions(s.Choices)
	return s, err
}

// boundsInOrder refuses bounds beyond those of the kind, and a lower bound above the upper one.
func (s Settings) boundsInOrder() error {
	longest := int64(MaxText)
	if s.Filterable {
		longest = maxTermText
	}
	for _, n := range []struct {
		path        string
		value       *int64
		least, most int64
	}{
		{"minLength", s.MinLength, 0, longest},
		{"maxLength", s.MaxLength, 1, longest},
		{"decimals", &s.Decimals, 0, MaxDecimals},
		{"maxItems", s.MaxItems, 1, MaxListSize},
	} {
		if n.value != nil && (*n.value < n.least || *n.value > n.most) {
			return errs.InvalidField(n.path,
				fmt.Sprintf("Giá trị là %d; phải từ %d đến %d.", *n.value, n.least, n.most),
				fmt.Sprintf("It is %d; it must be %d to %d.", *n.value, n.least, n.most))
		}
	}
	switch {
	case s.MinLength != nil && s.MaxLength != nil && *s.MinLength > *s.MaxLength:
		return crossed("maxLength")
	case s.MinNumber != nil && s.MaxNumber != nil && *s.MinNumber > *s.MaxNumber:
		return crossed("maxNumber")
	case s.EarliestDate != nil && s.LatestDate != nil && s.LatestDate.Before(*s.EarliestDate):
		return crossed("latestDate")
	}
	return nil
}

func crossed(path string) error {
	return errs.InvalidField(path, "Giới hạn trên nhỏ hơn giới hạn dưới.", "The upper bound is below the lower one.")
}

// checkedOptions returns the options of a choice cleaned, in a list of their own.
func checkedOptions(options []Option) ([]Option, error) {
	if len(options) == 0 || len(options) > MaxOptions {
		return nil, errs.InvalidField("choices",
			fmt.Sprintf("Có %d lựa chọn; phải từ 1 đến %d.", len(options), MaxOptions),
			fmt.Sprintf("There are %d choices; there must be 1 to %d.", len(options), MaxOptions))
	}
	clean := make([]Option, len(options))
	for i, o := range options {
		path := "choices." + strconv.Itoa(i)
		o.Label, o.LabelEn = viet.CleanTitle(o.Label), viet.CleanTitle(o.LabelEn)
		if err := lengthWithin(path+".label", o.Label, 1, MaxLabel); err != nil {
			return nil, err
		}
		if err := lengthWithin(path+".labelEn", o.LabelEn, 0, MaxLabel); err != nil {
			return nil, err
		}
		if !validOption(o.Value) || slices.ContainsFunc(clean[:i], func(other Option) bool { return other.Value == o.Value }) {
			return nil, errs.InvalidField(path+".value",
				"Giá trị phải gồm chữ hoa A–Z không dấu, số và gạch dưới, bắt đầu bằng chữ, tối đa 40 ký tự, không trùng nhau.",
				"A value must have upper-case letters A–Z, digits and underscores, begin with a letter, have at most 40 characters and occur once.")
		}
		clean[i] = o
	}
	return clean, nil
}

// The letters of keys and of the values of choices.
const (
	lower  = "abcdefghijklmnopqrstuvwxyz"
	upper  = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits = "0123456789"
)

// maxKey bounds keys and the values of choices.
const maxKey = 40

func validKey(key string) bool { return named(key, lower, lower+upper+digits) }

func validOption(value string) bool { return named(value, upper, upper+digits+"_") }

// named reports whether the text begins with one of some letters and goes on with some.
func named(text, first, rest string) bool {
	return text != "" && len(text) <= maxKey && strings.Contains(first, text[:1]) && strings.Trim(text, rest) == ""
}

func lengthWithin(path, text string, least, most int) error {
	if n := utf8.RuneCountInString(text); n < least || n > most {
		return errs.InvalidField(path,
			fmt.Sprintf("Dài %d ký tự; phải từ %d đến %d.", n, least, most),
			fmt.Sprintf("It has %d characters; it must have %d to %d.", n, least, most))
	}
	return nil
}
