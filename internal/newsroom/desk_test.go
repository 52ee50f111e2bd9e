package newsroom

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/viet"
)

func TestDraftsGetSlugs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		titles []string
		want   string // of the last, a regular expression
	}{
		{"from the title", []string{"Ðảng bộ  tổng kết, 2021"}, "dang-bo-tong-ket-2021"},
		{"with a number when it is taken", []string{"Lễ khen", "Lễ khen"}, "le-khen-2"},
		{"with the next number when that is taken too", []string{"Lễ khen", "Lễ khen", "LỄ KHEN"}, "le-khen-3"},
		{"with a number when it is reserved", []string{"Tin tức"}, "tin-tuc-2"},
		{"with the next number when it is reserved and taken", []string{"Tin tức", "Tin tức"}, "tin-tuc-3"},
		{"that are short IDs when the title has no letters", []string{"!?"}, "bai-[0-9a-z]{8}"},
		{"with short IDs, another for each", []string{"…", "…"}, "bai-[0-9a-z]{8}"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRoom(t)
			var last *Draft
			for _, title := range c.titles {
				last = r.create(t, Content{Title: title})
			}
			if !regexp.MustCompile("^" + c.want + "$").MatchString(last.Slug) {
				t.Errorf("slug %q, want %s", last.Slug, c.want)
			}
			if diff := cmp.Diff([]string{last.Slug}, last.Slugs); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestATitleThatIsUsedOftenStillGetsASlug(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	title := strings.Repeat("thông báo ", 20)
	seen := map[string]bool{}
	for range maxSlugNumber + 5 {
		slug := r.create(t, Content{Title: title}).Slug
		if seen[slug] || !viet.ValidSlug(slug) {
			t.Fatalf("slug %q is not valid or not new", slug)
		}
		seen[slug] = true
	}
}

func TestDraftsAreChecked(t *testing.T) {
	t.Parallel()
	many := make([]string, 101)
	for _, c := range []struct {
		name    string
		viewer  access.Viewer
		content Content
		code    errs.Code
		field   []string
	}{
		{"nobody signed in", access.Anonymous(), Content{Title: "Tin"}, errs.Unauthenticated, nil},
		{"a reader's account", access.Viewer{Actor: "usr_9", Role: access.Reader}, Content{Title: "Tin"}, errs.Forbidden, nil},
		{"no title", editor(), Content{Title: " \u00a0\n"}, errs.Invalid, []string{"title"}},
		{"a title that is too long", editor(), Content{Title: strings.Repeat("đ", MaxTitle+1)}, errs.Invalid, []string{"title"}},
		{"a summary that is too long", editor(), Content{Title: "Tin", Summary: strings.Repeat("đ", MaxSummary+1)}, errs.Invalid, []string{"summary"}},
		{"a byline that is too long", editor(), Content{Title: "Tin", Byline: strings.Repeat("đ", MaxByline+1)}, errs.Invalid, []string{"byline"}},
		{"a slug with marks", editor(), Content{Title: "Tin", Slug: "lễ-khen"}, errs.Invalid, []string{"slug"}},
		{"a reserved slug", editor(), Content{Title: "Tin", Slug: "graphql"}, errs.Invalid, []string{"slug"}},
		{"too many links", editor(), Content{Title: "Tin", UnitIDs: many}, errs.Invalid, []string{"unitIds"}},
		{"too many links in two fields", editor(), Content{Title: "Tin", UnitIDs: many, GalleryIDs: many}, errs.Invalid, []string{"galleryIds"}},
		{"a slug that is taken", editor(), Content{Title: "Tin", Slug: "da-co"}, errs.Invalid, []string{"slug"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRoom(t)
			r.create(t, Content{Title: "Đã có"})
			_, err := r.CreateDraft(t.Context(), c.viewer, c.content, "")
			fails(t, err, c.code, c.field...)
		})
	}
}

func TestDraftsOfTheLargestBoundsAreSaved(t *testing.T) {
	t.Parallel()
	d := newRoom(t).create(t, Content{
		Title: strings.Repeat("đ", MaxTitle), Summary: strings.Repeat("đ", MaxSummary), Byline: strings.Repeat("đ", MaxByline),
	})
	if d.Kind != News || d.Language != "vi" || !viet.ValidSlug(d.Slug) {
		t.Errorf("kind %s, language %s, slug %s", d.Kind, d.Language, d.Slug)
	}
}

func TestInvariant14FormerSlugsAreNotGivenAgain(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.create(t, Content{Title: "Lễ khen"})
	r.publish(t, d.ID, r.clock.Now())
	r.edit(t, d.ID, slug("le-trao"))
	if slug := r.create(t, Content{Title: "Lễ khen"}).Slug; slug != "le-khen-2" {
		t.Errorf("the slug is %s", slug)
	}
	_, err := r.CreateDraft(t.Context(), editor(), Content{Title: "Tin", Slug: "le-khen"}, "")
	fails(t, err, errs.Invalid, "slug")
	for _, slug := range []string{"le-trao", "le-khen"} {
		if got, err := r.DraftBySlug(t.Context(), editor(), slug); err != nil || got.ID != d.ID {
			t.Errorf("draft by %s = %v, %v", slug, got, err)
		}
	}
	_, err = r.DraftBySlug(t.Context(), access.Anonymous(), "le-trao")
	fails(t, err, errs.Unauthenticated)
	_, err = r.DraftBySlug(t.Context(), editor(), "khong-co")
	fails(t, err, errs.NotFound)
}
