package newsroom

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

func sortedStrings(list []string) []string { return slices.Sorted(slices.Values(list)) }

// restore restores a version of the draft as it is now.
func (r *room) restore(t *testing.T, v access.Viewer, id string, rest Restoration) (*Draft, error) {
	t.Helper()
	return r.Restore(t.Context(), v, ref(r.draft(t, id)), rest)
}

func TestRestoringIsANewVersionThatNeedsApproval(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		d := r.create(t, linked("Bản đầu"))
		first := r.draft(t, d.ID).Content
		r.edit(t, d.ID, title("Bản hai"), slug("ban-hai"), func(c *Content) { c.UnitIDs, c.Body = []string{}, nil })
		article := r.publish(t, d.ID, r.clock.Now())
		got, err := r.restore(t, writerOf(d), d.ID, Restoration{Number: 1, Note: "Gọn hơn"})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(first, got.Content); diff != "" {
			t.Errorf("the content (-first +restored):\n%s", diff)
		}
		if got.State != Drafting || got.ApprovedBy != "" || got.Made.Step != Restoring || got.Note != "Gọn hơn" || got.SavedBy != "usr_1" {
			t.Errorf("the draft is %+v", got)
		}
		if diff := cmp.Diff([]string{"ban-dau", "ban-hai"}, got.Slugs); diff != "" {
			t.Errorf("it gave up a slug under which it was public (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(article, r.article(t, article.ID)); diff != "" {
			t.Errorf("readers see another article:\n%s", diff)
		}
		submitted, err := r.Submit(t.Context(), editor(), ref(got), "")
		if err != nil {
			t.Fatal(err)
		}
		_, err = r.Approve(t.Context(), editor(), ref(submitted), "")
		fails(t, err, errs.Forbidden) // who restored it wrote it
	})
}

// writerOf is somebody who may change a draft because it is theirs.
func writerOf(d *Draft) access.Viewer {
	return access.Viewer{Actor: d.CreatedBy, Role: access.Contributor, UnitID: d.OwnerUnitID}
}

func TestRestoringIsRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		viewer  access.Viewer
		prepare func(t *testing.T, r *room, id string)
		rest    Restoration
		code    errs.Code
		field   []string
	}{
		{"of a version that never was", editor(), nil, Restoration{Number: 99}, errs.NotFound, []string{"restore"}},
		{"of the present version", editor(), nil, Restoration{Number: 2}, errs.Invalid, []string{"restore"}},
		{"for somebody whose draft it is not", writer(), nil, Restoration{Number: 1}, errs.Forbidden, nil},
		{"for somebody of another unit", stranger(), nil, Restoration{Number: 1}, errs.NotFound, nil},
		{"for nobody", access.Anonymous(), nil, Restoration{Number: 1}, errs.Unauthenticated, nil},
		{"when another article has the slug", editor(), func(t *testing.T, r *room, _ string) {
			r.create(t, Content{Title: "Bản đầu"})
		}, Restoration{Number: 1}, errs.Invalid, []string{"slug"}},
		{"with a slug that another article has", editor(), func(t *testing.T, r *room, _ string) {
			r.create(t, Content{Title: "Khác"})
		}, Restoration{Number: 1, Slug: "khac"}, errs.Invalid, []string{"slug"}},
		{"with a slug that is none", editor(), nil, Restoration{Number: 1, Slug: "Không"}, errs.Invalid, []string{"slug"}},
		{"when it is vetted", editor(), nil, Restoration{Number: 1, Vet: func(context.Context, *Content) error {
			return errs.InvalidField("restore", "Hỏng.", "Broken.")
		}}, errs.Invalid, []string{"restore"}},
		{"in the trash", editor(), func(t *testing.T, r *room, id string) {
			if _, err := r.Trash(t.Context(), editor(), ref(r.draft(t, id)), ""); err != nil {
				t.Fatal(err)
			}
		}, Restoration{Number: 1}, errs.WrongState, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRoom(t)
			d := r.create(t, Content{Title: "Bản đầu"})
			r.edit(t, d.ID, title("Bản hai"), slug("ban-hai"))
			if c.prepare != nil {
				c.prepare(t, r, d.ID)
			}
			before := r.draft(t, d.ID)
			_, err := r.restore(t, c.viewer, d.ID, c.rest)
			fails(t, err, c.code, c.field...)
			if diff := cmp.Diff(before, r.draft(t, d.ID)); diff != "" {
				t.Errorf("the draft changed:\n%s", diff)
			}
		})
	}
}

func TestWhatVettingLeavesOutDoesNotComeBack(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.create(t, linked("Bản đầu"))
	r.edit(t, d.ID, title("Bản hai"), slug("ban-hai"))
	got, err := r.restore(t, editor(), d.ID, Restoration{Number: 1, Slug: "ban-ba", Vet: func(_ context.Context, c *Content) error {
		c.UnitIDs = nil
		return nil
	}})
	if err != nil || got.Slug != "ban-ba" || len(got.UnitIDs) != 0 || got.Title != "Bản đầu" {
		t.Errorf("the draft is %+v, %v", got, err)
	}
	old, err := r.VersionAt(t.Context(), editor(), store.Revision{ID: d.ID, Version: 1})
	if err != nil || !slices.Equal(old.UnitIDs, []string{"unt_1"}) {
		t.Errorf("the history changed: %v, %v", old.UnitIDs, err)
	}
}

func TestACopyHasTheContentAndNothingElse(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		d := r.create(t, linked("Lễ khen"))
		day := r.clock.Now().AddDate(0, 0, 9)
		r.edit(t, d.ID, title("Lễ trao"), func(c *Content) { c.ExpiresAt = &day })
		r.publish(t, d.ID, r.clock.Now())
		if _, err := r.Correct(t.Context(), editor(), ref(r.draft(t, d.ID)), "Đã sửa."); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			number      int64
			title, slug string
		}{{0, "Lễ trao", "le-trao"}, {1, "Lễ khen", "le-khen-2"}} {
			got, err := r.Duplicate(t.Context(), writer(), store.Revision{ID: d.ID, Version: c.number}, "uni_1")
			if err != nil {
				t.Fatal(err)
			}
			want := linked("Lễ khen")
			want.Title, want.Slug, want.Kind, want.Language = c.title, c.slug, News, "vi"
			want.Values = d.Values
			want.empty()
			if diff := cmp.Diff(want, got.Content); diff != "" {
				t.Errorf("the content (-want +got):\n%s", diff)
			}
			if got.Version != 1 || got.State != Drafting || got.CreatedBy != "usr_3" || got.OwnerUnitID != "uni_1" || got.Live != nil ||
				got.PublishedAt != nil || got.ApprovedBy != "" || len(got.Corrections) != 0 || !slices.Equal(got.WriterIDs, []string{"usr_3"}) {
				t.Errorf("the copy is %+v", got)
			}
		}
		if _, err := r.Duplicate(t.Context(), writer(), store.Revision{ID: d.ID}, "uni_2"); errs.CodeOf(err) != errs.Forbidden {
			t.Errorf("a copy for another unit: %v", err)
		}
	})
}
