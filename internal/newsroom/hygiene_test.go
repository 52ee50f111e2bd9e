package newsroom

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/errs"
	"thidua/internal/richtext"
)

// untidy is content with a mistake in its title, its summary and its body, where one is for an editor only.
func untidy() Content {
	return Content{
		Title: "Họp ngày 14-01-2022", Summary: "Tám đơn vị .",
		Body: richtext.Body{
			&richtext.Paragraph{Content: []richtext.Inline{{Text: "Ðảng bộ", Marks: []richtext.Mark{richtext.Bold}}, {Text: "  họp ,nghe “báo cáo."}}},
		},
	}
}

// keysOf are the keys of what could be mended in a draft.
func (r *room) keysOf(t *testing.T, id string) []string {
	t.Helper()
	_, all, err := r.Hygiene(t.Context(), writer(), id)
	if err != nil {
		t.Fatal(err)
	}
	keys := []string{}
	for _, s := range all {
		keys = append(keys, s.Key())
	}
	return keys
}

func TestSuggestionsAreCarriedOutWhenTheyAreAccepted(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.create(t, untidy())
	all := []string{
		"title:9-19:DATE_FORMAT", "summary:10-11:SPACE_AT_PUNCTUATION", "body.0.content:0-4:LOOKALIKE_LETTER", "body.0.content:7-9:REPEATED_SPACE",
		"body.0.content:12-13:SPACE_AT_PUNCTUATION", "body.0.content:19-20:UNBALANCED_QUOTE",
	}
	if diff := cmp.Diff(all, r.keysOf(t, d.ID)); diff != "" {
		t.Fatalf("suggestions (-want +got):\n%s", diff)
	}
	got, err := r.Tidy(t.Context(), editor(), ref(d), []string{all[3], all[1], all[0]}, "Chỉnh")
	if err != nil {
		t.Fatal(err)
	}
	want := untidy()
	want.Title, want.Summary, want.Slug, want.Kind, want.Language = "Họp ngày 14/01/2022", "Tám đơn vị.", d.Slug, News, "vi"
	want.Body = richtext.Body{
		&richtext.Paragraph{Content: []richtext.Inline{{Text: "Ðảng bộ", Marks: []richtext.Mark{richtext.Bold}}, {Text: " họp ,nghe “báo cáo."}}},
	}
	want.empty()
	if diff := cmp.Diff(want, got.Content); diff != "" {
		t.Errorf("the content (-want +got):\n%s", diff)
	}
	if got.Version != 2 || got.State != Drafting || got.Note != "Chỉnh" {
		t.Errorf("the draft is %+v", got)
	}
}

func TestSuggestionsAreRefused(t *testing.T) {
	t.Parallel()
	const fit, lone = "title:9-19:DATE_FORMAT", "body.0.content:19-20:UNBALANCED_QUOTE"
	for _, c := range []struct {
		name  string
		keys  []string
		field []string
	}{
		{"when there are none", nil, []string{"suggestions"}},
		{"when one is none", []string{fit, "title:9-19:MISSING_SPACE"}, []string{"suggestions", "1"}},
		{"when one is there twice", []string{fit, fit}, []string{"suggestions", "1"}},
		{"when only an editor can tell", []string{fit, lone}, []string{"suggestions", "1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRoom(t)
			d := r.create(t, untidy())
			_, err := r.Tidy(t.Context(), editor(), ref(d), c.keys, "")
			fails(t, err, errs.Invalid, c.field...)
			if diff := cmp.Diff(r.draft(t, d.ID).Content, d.Content); diff != "" {
				t.Errorf("the content changed:\n%s", diff)
			}
		})
	}
	r := newRoom(t)
	d := r.create(t, untidy())
	_, err := r.Tidy(t.Context(), writer(), ref(d), []string{fit}, "")
	fails(t, err, errs.Forbidden)
	_, _, err = r.Hygiene(t.Context(), stranger(), d.ID)
	fails(t, err, errs.NotFound)
}
