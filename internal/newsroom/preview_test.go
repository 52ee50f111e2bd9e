package newsroom

import (
	"strings"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// share makes a link to a version of a draft.
func (r *room) share(t *testing.T, id string, number int64) (*Preview, string) {
	t.Helper()
	p, secret, err := r.CreatePreview(t.Context(), editor(), store.Revision{ID: id, Version: number}, 1)
	if err != nil {
		t.Fatal(err)
	}
	return p, secret
}

func TestALinkShowsItsVersion(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		d := r.create(t, linked("Bản đầu"))
		_, first := r.share(t, d.ID, 1)
		r.edit(t, d.ID, title("Bản hai"))
		_, second := r.share(t, d.ID, 2)
		r.publish(t, d.ID, r.clock.Now())
		r.edit(t, d.ID, title("Bản ba"), func(c *Content) { c.Body = nil })
		_, third := r.share(t, d.ID, 7)
		_, decided := r.share(t, d.ID, 6) // only settled the fifth
		other := r.another(r.store)
		for secret, want := range map[string]string{first: "Bản đầu", second: "Bản hai", third: "Bản ba", decided: "Bản hai"} {
			v, p, err := other.Previewed(t.Context(), secret)
			if err != nil || v.Title != want || v.Body == nil || v.Number() != p.Number {
				t.Errorf("the link shows %v of %v, %v; want %q", v, p, err, want)
			}
		}
	})
}

func TestALinkEnds(t *testing.T) {
	t.Parallel()
	take := func(step func(*room, *Draft) error) func(t *testing.T, r *room, d *Draft, p *Preview) {
		return func(t *testing.T, r *room, d *Draft, _ *Preview) {
			t.Helper()
			if err := step(r, r.draft(t, d.ID)); err != nil {
				t.Fatal(err)
			}
		}
	}
	trash := func(r *room, d *Draft) error { _, err := r.Trash(t.Context(), editor(), ref(d), ""); return err }
	for _, c := range []struct {
		name string
		end  func(t *testing.T, r *room, d *Draft, p *Preview)
		ends bool
	}{
		{"not at once", func(*testing.T, *room, *Draft, *Preview) {}, false},
		{"not before its time", func(_ *testing.T, r *room, _ *Draft, _ *Preview) { r.clock.Advance(time.Hour - time.Millisecond) }, false},
		{"at its time", func(_ *testing.T, r *room, _ *Draft, _ *Preview) { r.clock.Advance(time.Hour) }, true},
		{"when it is revoked", func(t *testing.T, r *room, _ *Draft, p *Preview) {
			t.Helper()
			if err := r.RevokePreview(t.Context(), second(), p.ID); err != nil {
				t.Fatal(err)
			}
			fails(t, r.RevokePreview(t.Context(), second(), p.ID), errs.NotFound)
		}, true},
		{"when the draft is thrown away", take(trash), true},
		{"for good, when the draft comes back", take(func(r *room, d *Draft) error {
			if err := trash(r, d); err != nil {
				return err
			}
			now, err := r.drafts.ByID(t.Context(), d.ID)
			if err == nil {
				_, err = r.Undelete(t.Context(), editor(), ref(now), "")
			}
			return err
		}), true},
		{"not when the draft is archived", take(func(r *room, d *Draft) error { _, err := r.Archive(t.Context(), editor(), ref(d), ""); return err }), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRoom(t)
			d := r.create(t, linked("Bản đầu"))
			p, secret := r.share(t, d.ID, 1)
			c.end(t, r, d, p)
			v, _, err := r.Previewed(t.Context(), secret)
			links, listErr := r.Previews(t.Context(), editor(), []*Draft{r.draft(t, d.ID)})
			byID, idErr := r.PreviewsByID(t.Context(), editor(), []string{p.ID})
			if listErr != nil || idErr != nil {
				t.Fatal(listErr, idErr)
			}
			if !c.ends {
				if err != nil || v.Title != "Bản đầu" || len(links[d.ID]) != 1 || byID[p.ID] == nil {
					t.Errorf("it shows %v, %v; listed %v, by ID %v", v, err, links, byID)
				}
				return
			}
			fails(t, err, errs.NotFound)
			if err.Error() != previewGone().Error() {
				t.Errorf("the error tells why: %v", err)
			}
			if len(links[d.ID]) != 0 || byID[p.ID] != nil {
				t.Errorf("it is listed: %v, %v", links, byID)
			}
		})
	}
}

func TestWhatIsNoSecretShowsNothing(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.create(t, linked("Bản đầu"))
	p, secret := r.share(t, d.ID, 1)
	if len(secret) < 40 {
		t.Errorf("the secret %q is short", secret)
	}
	doc, err := r.previews.ByID(t.Context(), p.ID)
	if err != nil || doc.SecretHash == "" || strings.Contains(doc.SecretHash, secret) {
		t.Errorf("kept is %q, %v", doc.SecretHash, err)
	}
	for _, wrong := range []string{"", secret[1:], secret + "A", strings.ToLower(secret), doc.SecretHash, p.ID, d.ID, strings.Repeat("A", 1<<20), "\x00"} {
		v, _, err := r.Previewed(t.Context(), wrong)
		if v != nil || err == nil || err.Error() != previewGone().Error() {
			t.Errorf("%.60q shows %v, %v", wrong, v, err)
		}
	}
}

func TestLinksAreMadeByThoseWhoMayChangeOrPublish(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.create(t, linked("Bản đầu"))
	own, err := r.CreateDraft(t.Context(), writer(), Content{Title: "Của tôi"}, "uni_1")
	if err != nil {
		t.Fatal(err)
	}
	p, _ := r.share(t, d.ID, 1)
	for _, c := range []struct {
		name   string
		viewer access.Viewer
		draft  *Draft
		code   errs.Code
	}{
		{"nobody signed in", access.Anonymous(), d, errs.Unauthenticated},
		{"a reader's account", access.Viewer{Actor: "usr_9", Role: access.Reader}, d, errs.NotFound},
		{"somebody of another unit", stranger(), d, errs.NotFound},
		{"who may see it only", writer(), d, errs.Forbidden},
		{"its writer", writer(), own, ""},
		{"an editor", second(), d, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			of := store.Revision{ID: c.draft.ID, Version: 1}
			made, _, err := r.CreatePreview(t.Context(), c.viewer, of, 1)
			if c.code == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if made != nil {
				t.Error("a link was made")
			}
			fails(t, err, c.code)
			fails(t, r.RevokePreview(t.Context(), c.viewer, p.ID), c.code)
			links, err := r.Previews(t.Context(), c.viewer, []*Draft{d})
			if _, ok := links[d.ID]; ok || err != nil {
				t.Errorf("listed %v, %v", links, err)
			}
			byID, err := r.PreviewsByID(t.Context(), c.viewer, []string{p.ID})
			if len(byID) > 0 || err != nil {
				t.Errorf("by ID %v, %v", byID, err)
			}
		})
	}
}

func TestLinksHaveBounds(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.create(t, linked("Bản đầu"))
	of := store.Revision{ID: d.ID, Version: 1}
	for _, hours := range []int64{-1, 0, MaxPreviewHours + 1, 1 << 62} {
		_, _, err := r.CreatePreview(t.Context(), editor(), of, hours)
		fails(t, err, errs.Invalid, "hours")
	}
	_, _, err := r.CreatePreview(t.Context(), editor(), store.Revision{ID: d.ID, Version: 2}, 1)
	fails(t, err, errs.NotFound, "version")
	for range MaxPreviews {
		r.share(t, d.ID, 1)
	}
	_, _, err = r.CreatePreview(t.Context(), editor(), of, 1)
	fails(t, err, errs.Limit)
	r.clock.Advance(time.Hour)
	r.share(t, d.ID, 1) // those that have ended do not count
}

func TestTheJournalHasNoSecret(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.create(t, linked("Bản đầu"))
	p, secret := r.share(t, d.ID, 1)
	if err := r.RevokePreview(t.Context(), editor(), p.ID); err != nil {
		t.Fatal(err)
	}
	entries := r.journaled(t)
	if len(entries) != 3 {
		t.Fatalf("%d entries", len(entries))
	}
	for _, e := range entries {
		if text := strings.Join(append([]string{e.Action, e.Note, e.Document}, e.Changed...), " "); strings.Contains(text, secret) || strings.Contains(text, secretHash(secret)) {
			t.Errorf("an entry has the secret: %s", text)
		}
	}
}
