package newsroom

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/richtext"
	"thidua/internal/store"
)

// told is a draft with a story: written, changed, published, taken down and changed again, with the versions 1 to 11.
func told(t *testing.T, r *room) *Draft {
	t.Helper()
	d := r.create(t, linked("Bản đầu"))
	r.edit(t, d.ID, title("Bản hai"), func(c *Content) { c.Summary = "Tóm tắt" })
	r.publish(t, d.ID, r.clock.Now()) // 3, 4, 5 and 6, which settles
	r.edit(t, d.ID, slug("ban-bay"))
	d = r.approve(t, d.ID) // 8, 9
	d, err := r.Unpublish(t.Context(), editor(), ref(d), "Có sai sót")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// page reads a page of the versions of one draft: their numbers.
func (r *room) versions(t *testing.T, v access.Viewer, id string, before int64, limit int) []*Version {
	t.Helper()
	p := store.Page{Limit: limit, Read: store.Light}
	if before > 0 {
		p.After = &store.Position{Values: []any{before}, ID: VersionID(id, before)}
	}
	pages, err := r.Versions(t.Context(), v, []string{id, "drf_none"}, p)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := pages["drf_none"]; ok {
		t.Error("a draft that is none has versions")
	}
	return pages[id]
}

func TestTheHistoryHasWhatEditorsDid(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		d := told(t, r)
		all := r.versions(t, editor(), d.ID, 0, 100)
		got := []string{}
		for _, v := range all {
			if v.Body != nil {
				t.Errorf("version %d was read with its body", v.Number())
			}
			got = append(got, fmt.Sprintf("%d %s %s by %s %v public=%t present=%t %s",
				v.Number(), v.Step(), v.State, v.SavedBy, v.Changed(), v.WasPublic(), v.IsPresent, v.Note))
		}
		want := []string{
			"10 unpublish APPROVED by usr_1 [] public=false present=true Có sai sót",
			"9 approve APPROVED by usr_2 [] public=false present=false ",
			"8 submit IN_REVIEW by usr_1 [] public=false present=false ",
			"7 update DRAFT by usr_1 [slug] public=false present=false ",
			"5 publish PUBLISHED by usr_5 [] public=true present=false ",
			"4 approve APPROVED by usr_2 [] public=false present=false ",
			"3 submit IN_REVIEW by usr_1 [] public=false present=false ",
			"2 update DRAFT by usr_1 [summary title] public=false present=false ",
			"1 create DRAFT by usr_1 [] public=false present=false ",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("the history (-want +got):\n%s", diff)
		}
		counts, err := r.CountVersions(t.Context(), editor(), []string{d.ID})
		if err != nil || counts[d.ID] != int64(len(want)) {
			t.Errorf("counted %v, %v; want %d", counts, err, len(want))
		}
	})
}

// TestAnyPageOfTheHistoryIsWhole pages through the history in every size: each version comes once.
func TestAnyPageOfTheHistoryIsWhole(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := told(t, r)
	for size := 1; size <= 10; size++ {
		var got []int64
		for before := int64(0); ; {
			page := r.versions(t, editor(), d.ID, before, size)
			if len(page) == 0 {
				break
			}
			if len(page) < size && page[len(page)-1].Number() != 1 {
				t.Fatalf("a page of %d has %d versions in the middle of the history", size, len(page))
			}
			for _, v := range page {
				got = append(got, v.Number())
			}
			before = page[len(page)-1].Number()
		}
		if diff := cmp.Diff([]int64{10, 9, 8, 7, 5, 4, 3, 2, 1}, got); diff != "" {
			t.Errorf("pages of %d (-want +got):\n%s", size, diff)
		}
	}
}

func TestHistoriesOfManyDraftsAreTwoStoreCalls(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	counted := NewDesk(store.Counted(r.store), r.clock.Now, store.NewIDs(), Rules{})
	for _, drafts := range []int{1, 5} {
		ids := []string{}
		for range drafts {
			d := r.create(t, linked("Lễ khen"))
			r.publish(t, d.ID, r.clock.Now())
			ids = append(ids, d.ID)
		}
		ctx, calls := store.WithCalls(t.Context())
		if _, err := counted.Versions(ctx, editor(), ids, store.Page{Limit: 20}); err != nil || calls.Count() != 2 {
			t.Errorf("%d drafts: %d calls, %v", drafts, calls.Count(), err)
		}
	}
}

func TestAnyVersionIsReadAsItWas(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		d := told(t, r)
		for _, c := range []struct {
			number, shown int64
			title, slug   string
		}{
			{1, 1, "Bản đầu", "ban-dau"},
			{2, 2, "Bản hai", "ban-dau"},
			{5, 5, "Bản hai", "ban-dau"},
			{6, 5, "Bản hai", "ban-dau"}, // only settled the fifth
			{7, 7, "Bản hai", "ban-bay"},
			{10, 10, "Bản hai", "ban-bay"},
			{11, 10, "Bản hai", "ban-bay"},
		} {
			v, err := r.VersionAt(t.Context(), editor(), store.Revision{ID: d.ID, Version: c.number})
			if err != nil {
				t.Fatal(err)
			}
			if v.Number() != c.shown || v.Title != c.title || v.Slug != c.slug || len(v.Body) != 1 || v.IsPresent != (c.shown == 10) {
				t.Errorf("version %d is %d, %q, %q, %d blocks, present %t", c.number, v.Number(), v.Title, v.Slug, len(v.Body), v.IsPresent)
			}
			if v.DocumentHead().ID != VersionID(d.ID, c.shown) || ParseVersionID(VersionID(d.ID, c.shown)) != (store.Revision{ID: d.ID, Version: c.shown}) {
				t.Errorf("version %d is told apart as %s", c.number, v.DocumentHead().ID)
			}
		}
		for _, number := range []int64{-1, 0, 12, 1 << 62} {
			_, err := r.VersionAt(t.Context(), editor(), store.Revision{ID: d.ID, Version: number})
			fails(t, err, errs.NotFound)
		}
	})
}

func TestVersionsExistForThoseWhoSeeTheDraft(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := told(t, r)
	program := editor()
	program.Scope = &access.TokenScope{States: []string{string(Approved)}}
	for _, c := range []struct {
		name   string
		viewer access.Viewer
		want   []int64
	}{
		{"somebody of the unit", writer(), []int64{10, 9, 8, 7, 5, 4, 3, 2, 1}},
		{"somebody of another unit", stranger(), nil},
		{"a reader's account", access.Viewer{Actor: "usr_9", Role: access.Reader}, nil},
		{"nobody signed in", access.Anonymous(), nil},
		{"a program that sees approved drafts only", program, []int64{10, 9, 4}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var got []int64
			for _, v := range r.versions(t, c.viewer, d.ID, 0, 100) {
				got = append(got, v.Number())
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("versions (-want +got):\n%s", diff)
			}
			old := store.Revision{ID: d.ID, Version: 2}
			found, err := r.VersionsAt(t.Context(), c.viewer, []store.Revision{old}, store.Whole)
			seen := len(c.want) == 9
			if err != nil || (found[old] != nil) != seen {
				t.Errorf("the second version = %v, %v", found, err)
			}
			if _, err := r.VersionAt(t.Context(), c.viewer, old); (err == nil) != seen {
				t.Errorf("the second version: %v", err)
			}
			if _, err := r.Diff(t.Context(), c.viewer, d.ID, 1, 2); (err == nil) != seen {
				t.Errorf("the difference: %v", err)
			}
			if _, err := r.Duplicate(t.Context(), c.viewer, old, "uni_1"); (err == nil) != seen {
				t.Errorf("the copy: %v", err)
			}
		})
	}
}

func TestDiffNamesEveryFieldThatDiffers(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	day := r.clock.Now().Add(24 * time.Hour).UTC().Truncate(time.Millisecond)
	from := linked("Lễ khen thưởng")
	from.UnitIDs, from.GalleryIDs = []string{"uni_1", "uni_2", "uni_3"}, []string{"med_1", "med_2"}
	from.Declared = []DeclaredAward{{AwardTypeID: "awt_1", Count: 1}}
	d := r.create(t, from)
	r.edit(t, d.ID, title("Lễ trao thưởng"), slug("le-trao"), func(c *Content) {
		c.Kind, c.Summary, c.Byline, c.Language = Guide, "Mới", "An", "en"
		c.CoverID, c.EventID = "med_9", ""
		c.UnitIDs, c.GalleryIDs = []string{"uni_3", "uni_1", "uni_4"}, []string{"med_2", "med_1"}
		c.Source, c.ExpiresAt = &Source{SiteName: "Báo tỉnh"}, &day
		c.Declared = []DeclaredAward{{AwardTypeID: "awt_1", Count: 2}}
		c.Body = append(richtext.Body{&richtext.Divider{}}, c.Body...)
	})
	diff, err := r.Diff(t.Context(), editor(), d.ID, 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	want := []FieldChange{
		&TextChange{Field: "title", Before: "Lễ khen thưởng", After: "Lễ trao thưởng", Spans: []richtext.TextSpan{
			{Kind: richtext.TextKept, Text: "Lễ "},
			{Kind: richtext.TextRemoved, Text: "khen"},
			{Kind: richtext.TextAdded, Text: "trao"},
			{Kind: richtext.TextKept, Text: " thưởng"},
		}},
		&ValueChange{Field: "slug", Before: "le-khen-thuong", After: "le-trao"},
		&ValueChange{Field: "kind", Before: "NEWS", After: "GUIDE"},
		&TextChange{Field: "summary", After: "Mới", Spans: []richtext.TextSpan{{Kind: richtext.TextAdded, Text: "Mới"}}},
		&TextChange{Field: "byline", After: "An", Spans: []richtext.TextSpan{{Kind: richtext.TextAdded, Text: "An"}}},
		&ValueChange{Field: "language", Before: "vi", After: "en"},
		&LinkChange{Field: "coverId", Removed: []string{}, Added: []string{"med_9"}},
		&LinkChange{Field: "galleryIds", Removed: []string{}, Added: []string{}, IsReordered: true},
		&SourceChange{Field: "source", After: &Source{SiteName: "Báo tỉnh"}},
		&LinkChange{Field: "eventId", Removed: []string{"evt_1"}, Added: []string{}},
		&LinkChange{Field: "unitIds", Removed: []string{"uni_2"}, Added: []string{"uni_4"}, IsReordered: true},
		&DeclaredAwardsChange{
			Field: "declaredAwards", Before: []DeclaredAward{{AwardTypeID: "awt_1", Count: 1}}, After: []DeclaredAward{{AwardTypeID: "awt_1", Count: 2}},
		},
		&TimeChange{Field: "expiresAt", After: &day},
	}
	if diff := cmp.Diff(want, diff.Fields); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
	if len(diff.Body) != 2 || diff.Body[0].Kind != richtext.BlockAdded || diff.Body[1].Kind != richtext.BlockKept {
		t.Errorf("the body changed in %v", diff.Body)
	}
	fields := []string{"body"}
	for _, f := range want {
		fields = append(fields, fieldOf(f))
	}
	version, err := r.VersionAt(t.Context(), editor(), store.Revision{ID: d.ID, Version: 2})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sortedStrings(fields), version.Changed()); diff != "" {
		t.Errorf("the version says that it changed other fields (-diff +version):\n%s", diff)
	}
}

// fieldOf returns the field that a change is about.
func fieldOf(c FieldChange) string {
	switch c := c.(type) {
	case *TextChange:
		return c.Field
	case *ValueChange:
		return c.Field
	case *TimeChange:
		return c.Field
	case *LinkChange:
		return c.Field
	case *SourceChange:
		return c.Field
	case *DeclaredAwardsChange:
		return c.Field
	default:
		return ""
	}
}

func TestDiffGoesFromWhatReadersSee(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.create(t, linked("Lễ khen"))
	_, err := r.Diff(t.Context(), editor(), d.ID, 0, 0)
	fails(t, err, errs.WrongState)
	r.publish(t, d.ID, r.clock.Now())
	for _, c := range []struct {
		name   string
		edit   []Edit
		fields int
	}{
		{"nothing, when it is as published", nil, 0},
		{"what was changed since", []Edit{title("Lễ trao")}, 1},
		{"and changed again", []Edit{slug("le-trao")}, 2},
	} {
		if c.edit != nil {
			r.edit(t, d.ID, c.edit...)
		}
		diff, err := r.Diff(t.Context(), editor(), d.ID, 0, 0)
		if err != nil || len(diff.Fields) != c.fields || !diff.From.WasPublic() || !diff.To.IsPresent {
			t.Errorf("%s: %+v, %v", c.name, diff, err)
		}
	}
	diff, err := r.Diff(t.Context(), editor(), d.ID, 7, 1) // backwards
	if err != nil || len(diff.Fields) != 2 || diff.From.Number() != 7 {
		t.Errorf("backwards: %+v, %v", diff, err)
	}
}

func TestComparisonsOfManyDraftsAreTwoStoreCalls(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	desk := r.another(store.Counted(r.store))
	ids := []string{"drf_none"}
	for range 5 {
		d := r.create(t, linked("Lễ khen"))
		r.edit(t, d.ID, title("Lễ trao"))
		ids = append(ids, d.ID)
	}
	short := r.create(t, linked("Một bản"))
	ctx, calls := store.WithCalls(t.Context())
	all, err := desk.Diffs(ctx, editor(), append(ids, short.ID), 1, 2)
	if err != nil || calls.Count() != 2 || len(all) != len(ids) {
		t.Fatalf("%d comparisons in %d calls, %v", len(all), calls.Count(), err)
	}
	fails(t, all[short.ID].Err, errs.NotFound) // and keeps the others from nothing
	for _, id := range ids[1:] {
		if c := all[id]; c.Err != nil || len(c.Diff.Fields) != 1 {
			t.Errorf("%s: %+v", id, c)
		}
	}
}
