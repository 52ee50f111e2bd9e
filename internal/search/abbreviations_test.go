package search_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/newsroom"
	"thidua/internal/search"
	"thidua/internal/viet"
)

func pair(short, long string) viet.Abbreviation { return viet.Abbreviation{Short: short, Long: long} }

// TestAChangedTableIsWhatIsFoundBy: texts are found by an abbreviation from when it is added, and no more by one that is taken out; what
// marks the answers, in each process, changes with it.
func TestAChangedTableIsWhatIsFoundBy(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, h *house) {
		ctx, admin := t.Context(), access.System()
		h.publish(t, map[string]newsroom.Content{"a": {Title: "Cải cách thủ tục hành chính ở ủy ban nhân dân xã"}})
		h.settle(t)
		other := openHouse(h.store, h.clock) // one more process
		if err := other.CatchUp(ctx); err != nil {
			t.Fatal(err)
		}
		expect := func(query string, want int) {
			t.Helper()
			if got := len(h.find(t, query).Hits); got != want {
				t.Errorf("%q finds %d, not %d", query, got, want)
			}
		}
		expect("TTHC", 0)
		expect("UBND", 1)

		table, err := h.AddAbbreviation(ctx, admin, 0, pair(" TTHC", "thủ  tục hành chính"))
		if err != nil {
			t.Fatal(err)
		}
		if table, err = h.RemoveAbbreviation(ctx, admin, table.Version, pair("ubnd", "Ủy ban nhân dân")); err != nil {
			t.Fatal(err)
		}
		h.settle(t)
		if err := other.CatchUp(ctx); err != nil {
			t.Fatal(err)
		}
		expect("TTHC", 1)
		expect("tthc ở", 1)
		expect("UBND", 0)
		expect("ủy ban nhân dân", 1)
		for name, h := range map[string]*house{"this process": h, "another": other} {
			marked, err := h.find(t, "TTHC").Highlights(ctx)
			if err != nil {
				t.Fatal(err)
			}
			var found []string
			for _, lights := range marked {
				for _, s := range lights[0].Segments {
					if s.Match {
						found = append(found, s.Text)
					}
				}
			}
			if d := cmp.Diff([]string{"thủ tục hành chính"}, found); d != "" {
				t.Errorf("%s marks (-want +got):\n%s", name, d)
			}
		}

		// What was added is taken out, and what was taken out comes back.
		if table, err = h.RemoveAbbreviation(ctx, admin, table.Version, pair("TTHC", "Thủ tục hành chính")); err != nil {
			t.Fatal(err)
		}
		if table, err = h.AddAbbreviation(ctx, admin, table.Version, pair("UBND", "uỷ ban nhân dân")); err != nil {
			t.Fatal(err)
		}
		if len(table.Added)+len(table.Dropped) > 0 || table.Version != 4 {
			t.Errorf("the table is at version %d with %v and without %v", table.Version, table.Added, table.Dropped)
		}
		h.settle(t)
		expect("TTHC", 0)
		expect("UBND", 1)
	})
}

func TestATableRefuses(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ctx := t.Context()
	table, err := h.AddAbbreviation(ctx, access.System(), 0, pair("XYZ", "xã yên zũng"))
	if err != nil {
		t.Fatal(err)
	}
	remove, add := h.RemoveAbbreviation, h.AddAbbreviation
	said := func(_ *search.Table, err error) string {
		e := errs.As(err)
		if e == nil {
			return ""
		}
		return strings.TrimSpace(string(e.Code) + " " + strings.Join(e.Field, "."))
	}
	admin := access.System()
	for name, test := range map[string]struct{ got, want string }{
		"a reader":                   {said(add(ctx, access.Anonymous(), table.Version, pair("A", "b c"))), "UNAUTHENTICATED"},
		"the first version again":    {said(add(ctx, admin, 0, pair("A", "b c"))), "CONFLICT"},
		"a version to come":          {said(add(ctx, admin, table.Version+1, pair("A", "b c"))), "CONFLICT"},
		"one that is there":          {said(add(ctx, admin, table.Version, pair("xyz", "Xã Yên Zũng"))), "DUPLICATE short"},
		"one that came with thidua":  {said(add(ctx, admin, table.Version, pair("ubnd", "uỷ ban nhân dân"))), "DUPLICATE short"},
		"no words":                   {said(add(ctx, admin, table.Version, pair("…", "A"))), "INVALID short"},
		"no long words":              {said(add(ctx, admin, table.Version, pair("A", ""))), "INVALID long"},
		"the same twice":             {said(add(ctx, admin, table.Version, pair("a b", "A B"))), "INVALID long"},
		"a form without end":         {said(add(ctx, admin, table.Version, pair("A", strings.Repeat("dài ", 1000)))), "INVALID long"},
		"removing what is not there": {said(remove(ctx, admin, table.Version, pair("QWE", "quê"))), "NOT_FOUND short"},
	} {
		if test.got != test.want {
			t.Errorf("%s: %q, not %q", name, test.got, test.want)
		}
	}
	now, err := h.Table(ctx)
	if err != nil || now.Version != table.Version || len(now.Items()) != len(viet.DefaultAbbreviations())+1 {
		t.Errorf("the table is at version %d with %d abbreviations: %v", now.Version, len(now.Items()), err)
	}
}

// TestATableIsBounded: a full table refuses one more, and works.
func TestATableIsBounded(t *testing.T) {
	t.Parallel()
	if len(viet.DefaultAbbreviations())+search.MaxAdded > viet.MaxAbbreviations {
		t.Fatal("the shipped abbreviations leave no room for those that are added")
	}
	h := newHouse(t)
	table := new(search.Table)
	for i := range search.MaxAdded {
		var err error
		if table, err = h.AddAbbreviation(t.Context(), access.System(), table.Version, pair("V"+strconv.Itoa(i), "việc số "+strconv.Itoa(i))); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := h.AddAbbreviation(t.Context(), access.System(), table.Version, pair("W", "việc khác")); errs.CodeOf(err) != errs.Limit {
		t.Errorf("one more: %v", err)
	}
	h.settle(t)
	if shorts := table.Items(); !slices.IsSortedFunc(shorts, func(a, b *search.TableItem) int {
		return strings.Compare(viet.SortKey(a.Short), viet.SortKey(b.Short))
	}) {
		t.Error("the abbreviations are not in order")
	}
}
