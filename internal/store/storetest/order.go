package storetest

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"thidua/internal/store"
)

// stringsInOrder are strings in the order of their bytes, which is neither that of UTF-16 nor of any language.
func stringsInOrder() []string {
	long := strings.Repeat("rất dài ", 500)
	return []string{
		"", "\x00", "\x00a", "%", "50%", "A", "AB", "Z", "_", "a", "a\x00", "a\x00b", "a ", "a.c", "aa", "az", "a\u0300", "b",
		long + "a", long + "b", "z", "Ð", "à", "Đ", "đ", "ạ", "ế", "\uFFFD", "😀", "😀a", "\U0010FFFF", "\U0010FFFFa",
	}
}

// intsInOrder are integers at the ends of what an int64 and a float64 hold.
func intsInOrder() []int64 {
	const exact = 1 << 53
	return []int64{
		math.MinInt64, math.MinInt64 + 1, -exact - 1, -exact, math.MinInt32 - 1, -1, 0, 1, math.MaxInt32 + 1,
		exact, exact + 1, math.MaxInt64 - 1, math.MaxInt64,
	}
}

// timesInOrder are instants on both sides of 1970, down to a millisecond apart.
func timesInOrder() []time.Time {
	epoch := time.UnixMilli(0).UTC()
	return []time.Time{
		time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(1802, 6, 1, 0, 0, 0, 0, time.UTC), day(0).AddDate(-60, 0, 0),
		epoch.Add(-time.Millisecond), epoch, epoch.Add(time.Millisecond), day(1), time.Date(9999, 12, 31, 23, 59, 59, 999e6, time.UTC),
	}
}

func testOrder(t *testing.T, create func(t *testing.T) Open) {
	for path, inOrder := range map[string][]any{
		"name": anys(stringsInOrder()), "rank": anys(intsInOrder()), "at": anys(timesInOrder()),
	} {
		t.Run(path, func(t *testing.T) {
			f := newFixture(t, create)
			many := map[string]string{"name": "tags", "rank": "marks", "at": "days"}[path]
			want := make([]string, len(inOrder))
			for i, v := range inOrder {
				want[i] = fmt.Sprintf("%03d", (i*31+7)%97) // no order of its own
				f.do(t, f.thing(t, want[i], 0, Fields{path: v, many: []any{v}}))
			}
			by := store.Sort{By: []string{path}}
			down := slices.Clone(want)
			slices.Reverse(down)
			same(t, "ascending", want, f.found(t, store.Query{Sort: by}))
			same(t, "descending", down, f.found(t, store.Query{Sort: store.Sort{By: by.By, Desc: true}}))
			for i, v := range inOrder {
				what := fmt.Sprintf("%.30q", fmt.Sprint(v))
				after, from := append([]string{}, want[i+1:]...), want[i:]
				same(t, "equal to "+what, want[i:i+1], f.found(t, store.Query{Where: store.Eq{Field: path, Value: v}}))
				same(t, "some equal to "+what, want[i:i+1], f.found(t, store.Query{Where: store.Eq{Field: many, Value: v}}))
				same(t, "from "+what, from, f.found(t, store.Query{Where: store.Range{Field: path, From: v}, Sort: by}))
				same(t, "some above "+what, after, f.found(t, store.Query{Where: store.Range{Field: many, From: v, After: true}, Sort: by}))
				same(t, "after the position of "+what, after, f.found(t, store.Query{Sort: by, After: &store.Position{Values: []any{v}, ID: want[i]}}))
				same(t, "up to "+what, want[:i+1], f.found(t, store.Query{Where: store.Range{Field: path, To: v, UpToIncl: true}, Sort: by}))
			}
		})
	}
	t.Run("values as they were written", func(t *testing.T) {
		f := newFixture(t, create)
		for i, v := range timesInOrder() {
			w := f.thing(t, fmt.Sprint(i), 0, Fields{"at": v, "marks": intsInOrder(), "tags": stringsInOrder()})
			f.do(t, w)
			same(t, v.String(), text(w.Doc), text(f.one(t, w.ID)))
		}
	})
	t.Run("beginnings of words", func(t *testing.T) { testBeginnings(t, create) })
	t.Run("IDs", func(t *testing.T) {
		f := newFixture(t, create)
		want := stringsInOrder()[1:] // no ID is empty
		for i := range want {
			f.do(t, f.thing(t, want[(i*13+5)%len(want)], 0, Fields{"name": "trùng"}))
		}
		same(t, "ascending", want, f.found(t, store.Query{}))
		same(t, "as tie-break", want, f.found(t, store.Query{Sort: store.Sort{By: []string{"name"}}}))
		slices.Reverse(want)
		same(t, "descending", want, f.found(t, store.Query{Sort: store.Sort{Desc: true}}))
		for i, id := range want {
			same(t, "got", text(Encode(t, id, 1, Fields{"name": "trùng"})), text(f.one(t, id)))
			same(t, "after", append([]string{}, want[i+1:]...), f.found(t, store.Query{Sort: store.Sort{Desc: true}, After: &store.Position{ID: id}}))
		}
	})
}

// testBeginnings checks that a beginning is taken literally and by bytes, whatever it looks like.
func testBeginnings(t *testing.T, create func(t *testing.T) Open) {
	f := newFixture(t, create)
	want := map[string][]string{} // IDs by beginning
	for i, word := range stringsInOrder() {
		id := fmt.Sprintf("%03d", i)
		f.do(t, f.thing(t, id, 0, Fields{"tags": []string{word}}))
		for _, begin := range stringsInOrder() {
			if strings.HasPrefix(word, begin) {
				want[begin] = append(want[begin], id)
			}
		}
	}
	for begin, ids := range want {
		same(t, fmt.Sprintf("beginning with %.30q", begin), ids,
			f.found(t, store.Query{Where: store.Tokens{Field: "tags", Terms: []string{begin}, Prefix: true}}))
	}
}

func anys[T any](values []T) []any {
	all := make([]any, len(values))
	for i, v := range values {
		all[i] = v
	}
	return all
}
