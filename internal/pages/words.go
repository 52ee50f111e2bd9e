package pages

import (
	"fmt"
	"html/template"
	"time"

	"thidua/internal/viet"
)

// words are the functions of the templates: how days, sizes and states are said.
func words() template.FuncMap {
	return template.FuncMap{
		"day":    func(t time.Time) string { return t.In(viet.Zone()).Format("02/01/2006") },
		"moment": func(t time.Time) string { return t.In(viet.Zone()).Format("15:04 ngày 02/01/2006") },
		"iso":    func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
		"date":   date,
		"size":   size,
		"yearState": said(map[string]string{
			"OPENED": "đã triển khai", "COMPACT_SIGNED": "đã ký giao ước", "MID_YEAR_REVIEWED": "đã sơ kết",
			"FINAL_REVIEWED": "đã tổng kết", "CLOSED": "đã kết thúc",
		}),
		"officeStatus": said(map[string]string{
			"PROPOSED": " (được giới thiệu)", "CONFIRMED": "", "DECLINED": " (không nhận)", "ENDED": " (đã kết thúc)",
		}),
		"taskState": said(map[string]string{
			"PLANNED": "chưa thực hiện", "IN_PROGRESS": "đang thực hiện", "DONE": "đã hoàn thành", "CANCELLED": "đã hủy",
		}),
		"succession": said(map[string]string{
			"RENAME": "Đổi tên", "MERGE": "Hợp nhất, sáp nhập", "SPLIT": "Chia, tách", "TRANSFER": "Chuyển giao", "DISSOLVE": "Giải thể",
		}),
	}
}

// said returns the words for the values of an enum; what is not among them is said as it is.
func said(words map[string]string) func(string) string {
	return func(value string) string {
		if text, ok := words[value]; ok {
			return text
		}
		return value
	}
}

// date says a day of the API as it is written in Vietnam.
func date(iso string) string {
	if day, err := time.Parse(time.DateOnly, iso); err == nil {
		return day.Format("02/01/2006")
	}
	return iso
}

// size says how large a file is.
func size(bytes int64) string {
	const kilo = 1000
	switch {
	case bytes < kilo:
		return fmt.Sprintf("%d byte", bytes)
	case bytes < kilo*kilo:
		return fmt.Sprintf("%d kB", bytes/kilo)
	default:
		return fmt.Sprintf("%d,%d MB", bytes/kilo/kilo, bytes/kilo/100%10)
	}
}
