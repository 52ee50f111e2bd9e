package viet_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/errs"
	"thidua/internal/viet"
)

func TestParseDate(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		in        string
		year      int
		date      viet.Date
		precision viet.Precision
		inferred  bool
		session   viet.Session
	}{
		{in: "14/01/2022", date: "2022-01-14", precision: viet.Day},
		{in: "4/5/2021", date: "2021-05-04", precision: viet.Day},
		{in: "18-5-2021", date: "2021-05-18", precision: viet.Day},
		{in: "25-10-2021", date: "2021-10-25", precision: viet.Day},
		{in: "7.4.2014", date: "2014-04-07", precision: viet.Day},
		{in: " 14 / 01 / 2022. ", date: "2022-01-14", precision: viet.Day},
		{in: "2022-01-14", date: "2022-01-14", precision: viet.Day},
		{in: "29/02/2024", date: "2024-02-29", precision: viet.Day},
		{in: "ngày 07 tháng 4 năm 2014", date: "2014-04-07", precision: viet.Day},
		{in: "07 tháng 4 năm 2014", date: "2014-04-07", precision: viet.Day},
		{in: "Ngày 7 tháng 4/2014", date: "2014-04-07", precision: viet.Day},
		{in: "ngay 7 thang 4 nam 2014", date: "2014-04-07", precision: viet.Day},
		{in: "ngày\u00a07\u00a0tháng\u00a04,\u00a0năm 2014", date: "2014-04-07", precision: viet.Day},
		{in: "mùng 5 tháng 2 năm 2021", date: "2021-02-05", precision: viet.Day},
		{in: "ngày mồng 5 tháng 2 năm 2021", date: "2021-02-05", precision: viet.Day},
		{in: "14/01", year: 2022, date: "2022-01-14", precision: viet.Day, inferred: true},
		{in: "14-1", year: 2022, date: "2022-01-14", precision: viet.Day, inferred: true},
		{in: "29/02", year: 2024, date: "2024-02-29", precision: viet.Day, inferred: true},
		{in: "ngày 14 tháng 01", year: 2022, date: "2022-01-14", precision: viet.Day, inferred: true},
		{in: "14/01/2021", year: 2022, date: "2021-01-14", precision: viet.Day},
		{in: "Sáng ngày 14/01", year: 2022, date: "2022-01-14", precision: viet.Day, inferred: true, session: viet.Morning},
		{in: "sang 14/01/2022", date: "2022-01-14", precision: viet.Day, session: viet.Morning},
		{in: "Buổi chiều, ngày 14/01/2022", date: "2022-01-14", precision: viet.Day, session: viet.Afternoon},
		{in: "tối 14 tháng 01 năm 2022", date: "2022-01-14", precision: viet.Day, session: viet.Evening},
		{in: "cả ngày 14/01/2022", date: "2022-01-14", precision: viet.Day, session: viet.FullDay},
		{in: "cả ngày 14 tháng 1 năm 2022", date: "2022-01-14", precision: viet.Day, session: viet.FullDay},
		{in: "Chiều thứ Sáu, ngày 14/01/2022", date: "2022-01-14", precision: viet.Day, session: viet.Afternoon},
		{in: "Thứ 6 (14/01/2022)", date: "2022-01-14", precision: viet.Day},
		{in: "Chủ nhật 16/01/2022", date: "2022-01-16", precision: viet.Day},
		{in: "tháng 01/2022", date: "2022-01-01", precision: viet.Month},
		{in: "tháng 4 năm 2014", date: "2014-04-01", precision: viet.Month},
		{in: "01/2022", date: "2022-01-01", precision: viet.Month},
		{in: "tháng 4", year: 2014, date: "2014-04-01", precision: viet.Month, inferred: true},
		{in: "năm 2021", date: "2021-01-01", precision: viet.Year},
		{in: "2021", date: "2021-01-01", precision: viet.Year},
	} {
		t.Run(tt.in, func(t *testing.T) {
			t.Parallel()
			got, err := viet.ParseDate(tt.in, tt.year)
			if err != nil {
				t.Fatal(err)
			}
			want := viet.ParsedDate{Date: tt.date, Precision: tt.precision, YearInferred: tt.inferred, Session: tt.session, Raw: tt.in}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestParseDateRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, in string
		year     int
	}{
		{"nothing", "", 2022},
		{"signs", "🏆 %", 2022},
		{"a day that the month lacks", "31/02/2022", 0},
		{"a leap day of an ordinary year", "29/02", 2022},
		{"day 31 of a month of 30", "ngày 31 tháng 4 năm 2022", 0},
		{"month before day", "04/30/2014", 0},
		{"month before day, ISO order", "2014-30-04", 0},
		{"month 13", "tháng 13/2022", 0},
		{"month 0", "0/2022", 0},
		{"day 0", "0/1/2022", 0},
		{"no year and no context", "14/01", 0},
		{"no year and no context, in words", "ngày 14 tháng 01", 0},
		{"a year of two digits", "14/01/22", 2022},
		{"a year of two digits, in words", "năm 21", 2022},
		{"a year too early", "14/01/1022", 0},
		{"a year too late", "năm 2201", 0},
		{"context too late", "14/01", 9999},
		{"two kinds of separators", "14/01-2022", 0},
		{"a range", "14-15/01/2022", 0},
		{"more behind it", "14/01/2022 tại Kon Tum", 0},
		{"four numbers", "14/01/2022/3", 0},
		{"a word only", "ngày", 2022},
		{"a month without number", "tháng", 2022},
		{"a day without number", "ngày tháng 4 năm 2014", 0},
		{"a year behind ngày", "ngày 2014", 0},
		{"other words with the same letters", "ngáy 14/01/2022", 0},
		{"a part of the day that is none", "buổi 14/01/2022", 0},
		{"a clock time", "14:01", 2022},
		{"thousands", "1.234", 2022},
		{"five digits", "14/01/20222", 0},
		{"two dates", "14/01/2022 15/01/2022", 0},
		{"a long text", strings.Repeat(" ", 200) + "14/01/2022", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := viet.ParseDate(tt.in, tt.year)
			checkInvalid(t, err, "date")
			if got != (viet.ParsedDate{}) {
				t.Errorf("got %+v beside the error", got)
			}
		})
	}
}

// checkInvalid checks that an error is for the client, in both languages, about a field.
func checkInvalid(t *testing.T, err error, field string) {
	t.Helper()
	e := errs.As(err)
	if e == nil {
		t.Fatalf("got error %v, want one for the client", err)
	}
	if e.Code != errs.Invalid || strings.Join(e.Field, ".") != field || e.Vi == "" || e.En == "" {
		t.Errorf("got %+v, want INVALID about %s in two languages", e, field)
	}
}

func TestDate(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		date               viet.Date
		valid              bool
		year               int
		day, month, inYear string
	}{
		{"2022-01-14", true, 2022, "14/01/2022", "01/2022", "2022"},
		{"2024-02-29", true, 2024, "29/02/2024", "02/2024", "2024"},
		{"1900-01-01", true, 1900, "01/01/1900", "01/1900", "1900"},
		{"2100-12-31", true, 2100, "31/12/2100", "12/2100", "2100"},
		{"", false, 0, "", "", ""},
		{"2022-02-29", false, 0, "", "", ""},
		{"2022-13-01", false, 0, "", "", ""},
		{"2022-1-14", false, 0, "", "", ""},
		{"2022/01/14", false, 0, "", "", ""},
		{"1899-12-31", false, 0, "", "", ""},
		{"2022-01-14T00:00", false, 0, "", "", ""},
		{"+202-01-14", false, 0, "", "", ""},
		{"2022-0x-14", false, 0, "", "", ""},
	} {
		t.Run(string(tt.date), func(t *testing.T) {
			t.Parallel()
			if tt.date.Valid() != tt.valid || tt.date.Year() != tt.year {
				t.Errorf("Valid %v, Year %d; want %v, %d", tt.date.Valid(), tt.date.Year(), tt.valid, tt.year)
			}
			got := []string{tt.date.Format(), tt.date.FormatAs(viet.Month), tt.date.FormatAs(viet.Year)}
			if diff := cmp.Diff([]string{tt.day, tt.month, tt.inYear}, got); diff != "" {
				t.Errorf("formats (-want +got):\n%s", diff)
			}
			if tt.valid == tt.date.Time().IsZero() {
				t.Errorf("Time is %v", tt.date.Time())
			}
		})
	}
}

func TestDateOrder(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a, b          viet.Date
		before, after bool
	}{
		{"2021-12-31", "2022-01-01", true, false},
		{"2022-01-01", "2021-12-31", false, true},
		{"2022-01-01", "2022-01-01", false, false},
		{"", "2022-01-01", false, false},
		{"2022-01-01", "", false, false},
	} {
		if tt.a.Before(tt.b) != tt.before || tt.a.After(tt.b) != tt.after {
			t.Errorf("%q and %q: before %v, after %v", tt.a, tt.b, tt.a.Before(tt.b), tt.a.After(tt.b))
		}
	}
}

func TestTodayIsTheDayInVietnam(t *testing.T) {
	t.Parallel()
	for now, want := range map[string]viet.Date{
		"2022-01-13T16:59:59Z":      "2022-01-13",
		"2022-01-13T17:00:00Z":      "2022-01-14",
		"2022-01-14T00:30:00+09:00": "2022-01-13",
	} {
		moment, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		if got := viet.Today(moment); got != want {
			t.Errorf("Today(%s) = %s, want %s", now, got, want)
		}
	}
	if got := viet.Date("2022-01-14").Time().UTC().Format(time.RFC3339); got != "2022-01-13T17:00:00Z" {
		t.Errorf("the day starts at %s", got)
	}
}

func FuzzParseDate(f *testing.F) {
	for _, seed := range append(hostile(), "Sáng thứ Sáu, ngày 14/01", "mùng 5 tháng 2", "cả ngày 1-1-2022", "năm", "tháng 1/", "2022-01-14") {
		f.Add(seed, 2022)
	}
	f.Fuzz(func(t *testing.T, s string, year int) {
		got, err := viet.ParseDate(s, year)
		if err != nil {
			checkInvalid(t, err, "date")
			return
		}
		if !got.Date.Valid() || got.Raw != s || (got.YearInferred && got.Date.Year() != year) {
			t.Errorf("ParseDate(%q, %d) = %+v", s, year, got)
		}
		again, err := viet.ParseDate(got.Date.FormatAs(got.Precision), 0)
		if err != nil || again.Date != got.Date || again.Precision != got.Precision {
			t.Errorf("%+v is read again as %+v, %v", got, again, err)
		}
	})
}
