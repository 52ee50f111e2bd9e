package sheet

import (
	"math"
	"strconv"
	"strings"
	"time"

	"thidua/internal/viet"
)

// readDate understands a date that is a text.
func (r *cellReader) readDate(cell *Cell, text string) {
	if n, err := strconv.Atoi(text); err == nil && len(text) == 5 {
		r.readSerial(cell, float64(n), false) // a date that lost its format on the way into a CSV
		return
	}
	parsed, err := viet.ParseDate(withoutMidnight(text), r.year)
	if err != nil {
		cell.failWith(r.place, err)
		return
	}
	cell.Value = Value{Given: true, Date: parsed.Date, Precision: parsed.Precision}
	if parsed.YearInferred {
		cell.Notes = append(cell.Notes, YearInferred)
	}
}

// withoutMidnight returns a date without the clock time that programs write behind it: 2022-01-14T00:00:00.
func withoutMidnight(s string) string {
	for _, separator := range []string{"T", " "} {
		date, clock, found := strings.Cut(s, separator)
		clock = strings.TrimSuffix(strings.TrimSuffix(clock, "Z"), ".000")
		if found && (clock == "00:00:00" || clock == "00:00" || clock == "0:00") {
			return date
		}
	}
	return s
}

// readSerial understands a number in a column of dates. One that the file shows as a date is Excel's count of days; of
// others, four digits are a year, and what can only be a date is one, with a note.
func (r *cellReader) readSerial(cell *Cell, n float64, shown bool) {
	if !shown && n == math.Trunc(n) && n >= viet.FirstYear && n <= viet.LastYear {
		r.readDate(cell, strconv.Itoa(int(n)))
		return
	}
	date, ok := serialDate(n)
	if !ok || !shown && n < 10_000 {
		cell.fail(r.place, "số “"+excerpt(cell.Raw)+"” không phải là ngày. Hãy ghi như 14/01/2022.",
			"the number “"+excerpt(cell.Raw)+"” is no date. Write it like 14/01/2022.")
		return
	}
	cell.Value = DateValue(date)
	if !shown {
		cell.Notes = append(cell.Notes, Serial)
	}
}

// Excel counts days from 1 January 1900, which is 1, and believes that 1900 had a 29 February, which is 60. The sources
// bring the count of files that begin in 1904 to the same beginning.
const (
	falseLeapDay = 60
	days1904     = 1462 // between the two beginnings, with the false leap day
)

// serialDate returns the day of Excel's count; what is behind the point is a clock time.
func serialDate(n float64) (viet.Date, bool) {
	days := int(math.Floor(n))
	if days < 1 || days == falseLeapDay || n > 1e6 {
		return "", false
	}
	if days > falseLeapDay {
		days--
	}
	t := time.Date(1899, time.December, 31, 0, 0, 0, 0, time.UTC).AddDate(0, 0, days)
	return viet.NewDate(t.Year(), int(t.Month()), t.Day())
}

// dateSerial is the way back: the count of a day, and false for what is no day.
func dateSerial(d viet.Date) (int, bool) {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil || !d.Valid() {
		return 0, false
	}
	days := int(t.Sub(time.Date(1899, time.December, 31, 0, 0, 0, 0, time.UTC)).Hours() / 24)
	if days >= falseLeapDay {
		days++
	}
	return days, true
}
