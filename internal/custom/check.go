package custom

import (
	"fmt"
	"strconv"
	"unicode/utf8"

	"thidua/internal/errs"
	"thidua/internal/viet"
)

// check returns the value of the field cleaned, in parts of its own, or what is wrong with it; the path names it.
func (f *Field) check(path string, v Value) (Value, error) {
	if f.Kind != List {
		return f.checkSingle(path, v)
	}
	if kind, ok := v.kind(); !ok || kind != List {
		return Value{}, wrongKind(path, List)
	}
	if n := int64(len(v.List)); n < 1 || n > f.most() {
		return Value{}, errs.InvalidField(path,
			fmt.Sprintf("Danh sách có %d phần tử; phải từ 1 đến %d.", n, f.most()),
			fmt.Sprintf("The list has %d items; it must have 1 to %d.", n, f.most()))
	}
	items := make([]Value, len(v.List))
	for i, item := range v.List {
		var err error
		if items[i], err = f.checkSingle(path+"."+strconv.Itoa(i), item); err != nil {
			return Value{}, err
		}
	}
	return Value{List: items}, nil
}

// checkSingle is check for a single value: the field's, or one of its list's.
func (f *Field) checkSingle(path string, v Value) (Value, error) {
	kind, ok := v.kind()
	if !ok || kind != f.item() {
		return Value{}, wrongKind(path, f.item())
	}
	switch kind {
	case Text:
		text := viet.CleanTitle(*v.Text)
		least := int64(1)
		if f.MinLength != nil {
			least = max(least, *f.MinLength)
		}
		if n := int64(utf8.RuneCountInString(text)); n < least || n > f.longest() {
			return Value{}, errs.InvalidField(path,
				fmt.Sprintf("Dài %d ký tự; phải từ %d đến %d.", n, least, f.longest()),
				fmt.Sprintf("It has %d characters; it must have %d to %d.", n, least, f.longest()))
		}
		return Value{Text: &text}, nil
	case Numeric:
		return v, f.checkNumber(path, *v.Number)
	case Date:
		return v, f.checkDate(path, *v.Date)
	case Choice:
		if _, ok := f.option(*v.Choice); !ok {
			return Value{}, errs.InvalidField(path, "Không có lựa chọn này.", "There is no such choice.")
		}
	default:
		if !f.Target.fits(*v.Reference) {
			return Value{}, errs.InvalidField(path,
				"Mã không thuộc loại đối tượng của trường này.", "The ID is not of the kind of object that the field refers to.")
		}
	}
	return v, nil
}

func (f *Field) checkNumber(path string, n Number) error {
	switch {
	case n.Decimals() > f.Decimals:
		return errs.InvalidField(path,
			fmt.Sprintf("Số được có tối đa %d chữ số thập phân.", f.Decimals),
			fmt.Sprintf("The number may have at most %d decimal places.", f.Decimals))
	case f.MinNumber != nil && n < *f.MinNumber:
		return errs.InvalidField(path, "Số phải từ "+f.MinNumber.String()+" trở lên.", "The number must be at least "+f.MinNumber.String()+".")
	case f.MaxNumber != nil && n > *f.MaxNumber:
		return errs.InvalidField(path, "Số phải từ "+f.MaxNumber.String()+" trở xuống.", "The number must be at most "+f.MaxNumber.String()+".")
	}
	return nil
}

func (f *Field) checkDate(path string, d viet.Date) error {
	switch {
	case !d.Valid():
		return errs.InvalidField(path, "Không có ngày này trong lịch.", "The calendar has no such day.")
	case f.EarliestDate != nil && d.Before(*f.EarliestDate):
		return errs.InvalidField(path, "Ngày phải từ "+f.EarliestDate.Format()+" trở đi.", "The day must not be before "+string(*f.EarliestDate)+".")
	case f.LatestDate != nil && d.After(*f.LatestDate):
		return errs.InvalidField(path, "Ngày không được sau "+f.LatestDate.Format()+".", "The day must not be after "+string(*f.LatestDate)+".")
	}
	return nil
}

func wrongKind(path string, want Kind) error {
	return errs.InvalidField(path,
		fmt.Sprintf("Trường này cần đúng một giá trị kiểu %s (%s).", want.vi(), want),
		fmt.Sprintf("The field needs exactly one value of the kind %s.", want))
}
