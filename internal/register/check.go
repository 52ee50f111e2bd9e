package register

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// Bounds of what people enter, in code points and pieces.
const (
	maxName   = 300
	maxText   = 20_000
	maxListed = 200  // aliases, participants, citations and the like
	firstYear = 1948 // of the first emulation movement
	lastYear  = viet.LastYear
)

// cleanName cleans a name in place and refuses an empty or too long one. The path is that of the input.
func cleanName(path string, name *string) error {
	*name = viet.CleanTitle(*name)
	if *name == "" {
		return errs.InvalidField(path, "Không được để trống.", "It must not be empty.")
	}
	return notLonger(path, *name, maxName)
}

// cleanOptional cleans a one-line text that may be empty.
func cleanOptional(path string, text *string) error {
	*text = viet.CleanTitle(*text)
	return notLonger(path, *text, maxName)
}

// cleanBody cleans a text of many lines that may be empty.
func cleanBody(path string, text *string) error {
	*text = viet.CleanBody(*text)
	return notLonger(path, *text, maxText)
}

// cleanNames cleans a list of names, drops repeated ones, and returns a list of its own, never nil.
func cleanNames(path string, names []string) ([]string, error) {
	if err := notMore(path, len(names)); err != nil {
		return nil, err
	}
	clean := make([]string, 0, len(names))
	for i, name := range names {
		if err := cleanName(fmt.Sprintf("%s.%d", path, i), &name); err != nil {
			return nil, err
		}
		if !slices.Contains(clean, name) {
			clean = append(clean, name)
		}
	}
	return clean, nil
}

func notLonger(path, text string, limit int) error {
	if n := utf8.RuneCountInString(text); n > limit {
		return errs.InvalidField(path,
			fmt.Sprintf("Dài %d ký tự; nhiều nhất là %d.", n, limit),
			fmt.Sprintf("It has %d characters; the most is %d.", n, limit))
	}
	return nil
}

func notMore(path string, n int) error {
	if n > maxListed {
		return errs.InvalidField(path,
			fmt.Sprintf("Có %d mục; nhiều nhất là %d.", n, maxListed),
			fmt.Sprintf("It has %d items; the most is %d.", n, maxListed))
	}
	return nil
}

// validDay refuses what is no day of the calendar.
func validDay(path string, day viet.Date) error {
	if day.Valid() {
		return nil
	}
	return errs.InvalidField(path,
		"Ngày không hợp lệ; hãy ghi theo dạng năm-tháng-ngày, ví dụ 2022-01-14.",
		"It is no day of the calendar; write it as 2022-01-14.")
}

// optionalDay is [validDay] for a day that may be unknown.
func optionalDay(path string, day viet.Date) error {
	if day == "" {
		return nil
	}
	return validDay(path, day)
}

// inOrder refuses a day that lies before another; unknown days are in any order.
func inOrder(path string, earlier, later viet.Date) error {
	if !later.Before(earlier) {
		return nil
	}
	return errs.InvalidField(path,
		fmt.Sprintf("Ngày %s không được trước ngày %s.", later.Format(), earlier.Format()),
		fmt.Sprintf("%s must not be before %s.", later, earlier))
}

func validYear(year int64) error {
	if year >= firstYear && year <= lastYear {
		return nil
	}
	return errs.InvalidField("year",
		fmt.Sprintf("Năm phải từ %d đến %d.", firstYear, lastYear),
		fmt.Sprintf("The year must be within %d and %d.", firstYear, lastYear))
}

// known refuses a value that is not of the enumeration.
func known[S ~string](path string, value S, values ...S) error {
	if slices.Contains(values, value) {
		return nil
	}
	return errs.InvalidField(path,
		fmt.Sprintf("Giá trị %q không thuộc danh mục.", string(value)),
		fmt.Sprintf("%q is not one of the values.", string(value)))
}

// between refuses a number outside both bounds.
func between(path string, n, low, high int64) error {
	if n >= low && n <= high {
		return nil
	}
	return errs.InvalidField(path,
		fmt.Sprintf("Phải từ %d đến %d.", low, high),
		fmt.Sprintf("It must be within %d and %d.", low, high))
}

// referred returns the document that an input's path names. If there is none, the error is about that path.
func referred[T any](ctx context.Context, c *store.Collection[T], path, id string) (*T, error) {
	doc, err := c.ByID(ctx, id)
	if errs.CodeOf(err) == errs.NotFound {
		return nil, missing(c, path, id)
	}
	return doc, err
}

// optional is [referred] for an input that may be empty.
func optional[T any](ctx context.Context, c *store.Collection[T], path, id string) error {
	if id == "" {
		return nil
	}
	_, err := referred(ctx, c, path, id)
	return err
}

// allReferred returns the documents that an input lists, by ID. The error about a missing one has its place in the list.
func allReferred[T any](ctx context.Context, c *store.Collection[T], path string, ids []string) (map[string]*T, error) {
	if err := notMore(path, len(ids)); err != nil {
		return nil, err
	}
	docs, err := c.ByIDs(ctx, ids, store.Whole)
	if err != nil {
		return nil, err
	}
	for i, id := range ids {
		if _, ok := docs[id]; !ok {
			return nil, missing(c, path+"."+strconv.Itoa(i), id)
		}
	}
	return docs, nil
}

// listed returns the items of a list once each, in order, never nil.
func listed[T comparable](ids []T) []T {
	once := make([]T, 0, len(ids))
	for _, id := range ids {
		if !slices.Contains(once, id) {
			once = append(once, id)
		}
	}
	return once
}

// dayBefore returns the day before a valid one.
func dayBefore(day viet.Date) viet.Date { return viet.Today(day.Time().AddDate(0, 0, -1)) }

// firstDayOf returns 1 January.
func firstDayOf(year int64) viet.Date { return viet.Date(fmt.Sprintf("%04d-01-01", year)) }

// lastDayOf returns 31 December.
func lastDayOf(year int64) viet.Date { return viet.Date(fmt.Sprintf("%04d-12-31", year)) }

// overlap reports whether two spans of days, of which an empty end is open, have a day in common.
func overlap(from, to, otherFrom, otherTo viet.Date) bool {
	return (to == "" || otherFrom <= to) && (otherTo == "" || from <= otherTo)
}
