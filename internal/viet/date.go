package viet

import (
	"fmt"
	"time"
)

// Date is a day of the calendar as "2006-01-02", or "" if it is unknown. It has no clock time and no zone, and being a
// string it is stored and sent as one; byte order is time order.
type Date string

// Precision says how much of a [Date] is known; what is not known is written as 1.
type Precision string

// The precisions of dates in Vietnamese texts.
const (
	Day   Precision = "DAY"
	Month Precision = "MONTH" // "tháng 01/2022" is 2022-01-01
	Year  Precision = "YEAR"  // "năm 2021" is 2021-01-01
)

// The years that a date may have: before the first lie no records of this field, behind the last only slips of the pen.
const (
	FirstYear = 1900
	LastYear  = 2100
)

// NewDate returns the date of a year, month and day, and false if the calendar has no such day or the year is not within
// [FirstYear] and [LastYear].
func NewDate(year, month, day int) (Date, bool) {
	if year < FirstYear || year > LastYear || month < 1 || month > 12 || day < 1 {
		return "", false
	}
	if lastOfMonth := time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day(); day > lastOfMonth {
		return "", false
	}
	return Date(fmt.Sprintf("%04d-%02d-%02d", year, month, day)), true
}

// Zone returns the time of Vietnam: seven hours ahead of UTC, without summer time, as all of the country has kept it
// since June 1975. It is fixed so that a machine without zone data counts days as any other; for earlier clock times,
// which nothing here has, it may be an hour off.
func Zone() *time.Location { return time.FixedZone("Asia/Ho_Chi_Minh", 7*60*60) }

// Today returns the day that it is in Vietnam at a moment.
func Today(now time.Time) Date { return Date(now.In(Zone()).Format(time.DateOnly)) }

// Valid reports whether d is a day of the calendar; the unknown date is not.
func (d Date) Valid() bool {
	year, month, day := d.parts()
	again, ok := NewDate(year, month, day)
	return ok && again == d
}

// Year returns the year, or 0 if the date is unknown or not valid.
func (d Date) Year() int {
	if !d.Valid() {
		return 0
	}
	year, _, _ := d.parts()
	return year
}

// Before reports whether both dates are known and d is the earlier.
func (d Date) Before(other Date) bool { return d != "" && other != "" && d < other }

// After reports whether both dates are known and d is the later.
func (d Date) After(other Date) bool { return d != "" && other != "" && d > other }

// Time returns the first moment of the day in Vietnam, or the zero time if the date is unknown or not valid.
func (d Date) Time() time.Time {
	if !d.Valid() {
		return time.Time{}
	}
	year, month, day := d.parts()
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, Zone())
}

// Format returns the date as Vietnamese readers expect it, dd/mm/yyyy, or "" if it is unknown or not valid.
func (d Date) Format() string { return d.FormatAs(Day) }

// FormatAs is [Date.Format] with no more than is known: 14/01/2022, 01/2022 or 2022.
func (d Date) FormatAs(p Precision) string {
	if !d.Valid() {
		return ""
	}
	switch p {
	case Month:
		return string(d[5:7] + "/" + d[:4])
	case Year:
		return string(d[:4])
	default:
		return string(d[8:] + "/" + d[5:7] + "/" + d[:4])
	}
}

// parts returns the numbers of a date, zeros if it does not look like one.
func (d Date) parts() (year, month, day int) {
	if len(d) != len(time.DateOnly) || d[4] != '-' || d[7] != '-' {
		return 0, 0, 0
	}
	var ok [3]bool
	year, ok[0] = smallNumber(string(d[:4]))
	month, ok[1] = smallNumber(string(d[5:7]))
	day, ok[2] = smallNumber(string(d[8:]))
	if ok != [3]bool{true, true, true} {
		return 0, 0, 0
	}
	return year, month, day
}

// smallNumber reads one to four ASCII digits.
func smallNumber(s string) (int, bool) {
	if s == "" || len(s) > 4 {
		return 0, false
	}
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = 10*n + int(c-'0')
	}
	return n, true
}
