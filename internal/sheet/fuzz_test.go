package sheet_test

import (
	"strings"
	"testing"

	"thidua/internal/errs"
	"thidua/internal/sheet"
)

// FuzzCSV reads any bytes: a table, or an error for people, and every row with content is data or in the report.
func FuzzCSV(f *testing.F) {
	f.Add([]byte("STT,Đơn vị,Danh hiệu\n1,Sở Y tế,Bằng khen\n"))
	f.Add([]byte("sep=;\r\nĐơn vị;Danh hiệu\r\n\"a\nb\";'=1\r\nTổng cộng: 2\r\n"))
	f.Add([]byte("\xFF\xFE\x10\x01\xA1\x01n\x00 \x00v\x00,\x00"))
	f.Add([]byte("DANH S\xC1CH\n\nI,T\xA2p th\xD2\nKT. CH\xDB T\xCCCH\n"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, file []byte) {
		found, err := table(file, awards(), sheet.Options{Year: 2022}, sheet.DefaultLimits())
		if err != nil {
			if errs.As(err) == nil {
				t.Fatal(err)
			}
			return
		}
		n, last := 0, 0
		for row, err := range found.Rows() {
			if err != nil {
				if errs.As(err) == nil {
					t.Fatal(err)
				}
				return
			}
			if row.Number <= last || row.Number <= found.Report().HeaderTo {
				t.Fatalf("row %d follows row %d", row.Number, last)
			}
			n, last = n+1, row.Number
		}
		if r := found.Report(); n != r.Rows {
			t.Fatalf("%d rows, the report says %d", n, r.Rows)
		}
	})
}

// FuzzHeader looks for the table below any header.
func FuzzHeader(f *testing.F) {
	f.Add("Tên đơn vị", "Danh hiệu", "Ngày (ký)", "")
	f.Add("don vi", "hình thức khen thưởng ((", "Số\nQĐ", "[x]")
	f.Fuzz(func(t *testing.T, a, b, c, d string) {
		quote := func(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
		file := quote(a) + "," + quote(b) + "\n" + quote(c) + "," + quote(d) + "\n1,2\n"
		found, err := table([]byte(file), awards(), sheet.Options{}, sheet.DefaultLimits())
		if err != nil {
			if errs.As(err) == nil {
				t.Fatal(err)
			}
			return
		}
		seen := map[string]bool{}
		for _, m := range found.Report().Mapping {
			if seen[m.Column] {
				t.Fatalf("column %s is two", m.Column)
			}
			seen[m.Column] = true
		}
		if err := found.Close(); err != nil {
			t.Fatal(err)
		}
	})
}
