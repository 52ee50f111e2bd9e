package newsroom

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/errs"
	"thidua/internal/store"
)

func TestTombstones(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		ctx := t.Context()
		var drafts []*Draft
		for _, text := range []string{"Bài một", "Bài hai", "Bài ba"} {
			r.clock.Advance(time.Second)
			d := r.create(t, linked(text))
			r.publish(t, d.ID, r.clock.Now())
			drafts = append(drafts, d)
		}
		since := r.clock.Now()
		r.clock.Advance(time.Second)
		r.withdraw(t, drafts[0].ID, r.Unpublish)
		r.clock.Advance(time.Second)
		r.withdraw(t, drafts[1].ID, r.Retract)
		changes, err := r.reader.Changes(ctx, since.Add(time.Millisecond), store.Page{Limit: 10})
		if err != nil || len(changes) != 2 {
			t.Fatalf("changes: %v, %v", changes, err)
		}
		for i, want := range []struct {
			kind          Withdrawal
			title, notice string
		}{{WasUnpublished, "", ""}, {WasRetracted, "Bài hai", "Có sai sót"}} {
			got := changes[i]
			if got.ID != drafts[i].ArticleID() || got.Tombstone == nil || got.Tombstone.Kind != want.kind ||
				got.Tombstone.Notice != want.notice || got.Title != want.title || len(got.Body) > 0 || len(got.UnitIDs) > 0 {
				t.Errorf("change %d is %+v, %+v", i, got, got.Tombstone)
			}
			bySlug, err := r.reader.Publication(ctx, drafts[i].Slug, store.Whole)
			if err != nil || bySlug.Tombstone == nil || bySlug.ID != got.ID {
				t.Errorf("publication %s: %+v, %v", drafts[i].Slug, bySlug, err)
			}
		}
		all, err := r.reader.Publications(ctx, []string{drafts[0].ArticleID(), drafts[2].ArticleID(), "art_0"}, store.Light)
		if err != nil || len(all) != 2 || all[drafts[2].ArticleID()].Tombstone != nil {
			t.Errorf("publications: %v, %v", all, err)
		}
		never := r.create(t, linked("Bài bốn"))
		_, err = r.reader.Publication(ctx, never.Slug, store.Whole)
		fails(t, err, errs.NotFound)
	})
}

// Ensure that a withdrawal tells readers nothing of what was written since the article was public.
func TestATombstoneHasThePublicWords(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		d := r.create(t, linked("Lễ khen"))
		r.publish(t, d.ID, r.clock.Now())
		r.edit(t, d.ID, title("Tên còn giữ kín"), func(c *Content) { c.Kind, c.Language = RoleModel, "en" })
		r.withdraw(t, d.ID, r.Retract)
		if a := r.article(t, d.ArticleID()); a.Title != "Lễ khen" || a.Kind == RoleModel || a.Language != "vi" {
			t.Errorf("the tombstone has the title %q, the kind %s and the language %s", a.Title, a.Kind, a.Language)
		}
	})
}

func TestCorrections(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.create(t, linked("Lễ khen"))
	r.publish(t, d.ID, r.clock.Now())
	r.clock.Advance(time.Hour)
	if _, err := r.Correct(t.Context(), editor(), ref(r.draft(t, d.ID)), "Ngày đúng là 14/01."); err != nil {
		t.Fatal(err)
	}
	r.edit(t, d.ID, title("Lễ trao"))
	r.approve(t, d.ID)
	_, err := r.Correct(t.Context(), editor(), ref(r.draft(t, d.ID)), " ")
	fails(t, err, errs.Invalid, "notice")
	r.clock.Advance(time.Hour)
	if _, err := r.Correct(t.Context(), editor(), ref(r.draft(t, d.ID)), "Tên đúng là Lễ trao."); err != nil {
		t.Fatal(err)
	}
	a := r.article(t, d.ArticleID())
	want := []Correction{
		{At: r.clock.Now().Add(-time.Hour).UTC(), Notice: "Ngày đúng là 14/01."}, {At: r.clock.Now().UTC(), Notice: "Tên đúng là Lễ trao."},
	}
	if diff := cmp.Diff(want, a.Corrections); diff != "" || a.Title != "Lễ trao" {
		t.Errorf("%s %s", a.Title, diff)
	}
}
