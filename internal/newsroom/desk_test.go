package newsroom

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
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
			_, err := r.CreateDraft(t.Context(), c.viewer, c.content)
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

func TestFormerSlugsAreNotGivenAgain(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.create(t, Content{Title: "Lễ khen"})
	r.edit(t, d.ID, func(d *Draft) { d.Slug, d.Slugs = "le-trao", []string{"le-trao", "le-khen"} })
	if slug := r.create(t, Content{Title: "Lễ khen"}).Slug; slug != "le-khen-2" {
		t.Errorf("the slug is %s", slug)
	}
	_, err := r.CreateDraft(t.Context(), editor(), Content{Title: "Tin", Slug: "le-khen"})
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

func TestPublishingAgainKeepsTheTimeAndReplacesTheSnapshot(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	first := r.clock.Now().Add(-24 * time.Hour)
	d := r.create(t, linked("Lễ khen"))
	a := r.publish(t, d.ID, first)
	if a.ID != d.ID || !a.PublishedAt.Equal(first) || a.Title != "Lễ khen" {
		t.Fatalf("published %+v", a)
	}
	r.edit(t, d.ID, func(d *Draft) {
		d.Title, d.Slug, d.Slugs = "Lễ trao", "le-trao", []string{"le-trao", "le-khen"}
	})
	for _, slug := range []string{"le-khen", "le-trao"} {
		got, err := r.reader.ArticleBySlug(t.Context(), slug, store.Whole)
		if slug == "le-khen" && (err != nil || got.Title != "Lễ khen") || slug == "le-trao" && errs.CodeOf(err) != errs.NotFound {
			t.Errorf("before publishing again, %s finds %v, %v", slug, got, err)
		}
	}
	r.clock.Advance(time.Hour)
	r.publish(t, d.ID, r.clock.Now())
	for _, slug := range []string{"le-khen", "le-trao"} {
		got, err := r.reader.ArticleBySlug(t.Context(), slug, store.Whole)
		if err != nil {
			t.Fatal(err)
		}
		if got.Title != "Lễ trao" || got.Slug != "le-trao" || !got.PublishedAt.Equal(first) || got.ID != d.ID {
			t.Errorf("after publishing again, %s finds %+v", slug, got)
		}
		if diff := cmp.Diff([]string{"le-khen"}, got.PreviousSlugs()); diff != "" {
			t.Error(diff)
		}
		if text := got.Body.Text(); text != "Lễ khen" {
			t.Errorf("the body is %q", text)
		}
	}
	if n, err := r.reader.CountArticles(t.Context(), nil); err != nil || n != 1 {
		t.Errorf("there are %d articles, %v", n, err)
	}
}

func TestAScheduledArticleCanBePublishedEarlier(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.create(t, linked("Lễ khen"))
	r.publish(t, d.ID, r.clock.Now().Add(24*time.Hour))
	if a := r.publish(t, d.ID, r.clock.Now()); !a.PublishedAt.Equal(r.clock.Now()) {
		t.Errorf("published at %s", a.PublishedAt)
	}
}

func TestPublishRefuses(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.create(t, linked("Lễ khen"))
	for _, c := range []struct {
		name    string
		viewer  access.Viewer
		id      string
		version int64
		code    errs.Code
	}{
		{"nobody signed in", access.Anonymous(), d.ID, 1, errs.Unauthenticated},
		{"no draft", editor(), "art_0", 1, errs.NotFound},
		{"an older version", editor(), d.ID, 0, errs.Conflict},
		{"a version that is not there yet", editor(), d.ID, 2, errs.Conflict},
	} {
		_, err := r.Publish(t.Context(), c.viewer, c.id, c.version, r.clock.Now())
		t.Run(c.name, func(t *testing.T) { fails(t, err, c.code) })
	}
	if ways := r.seen(t, d.ID, d.Slug); len(ways) > 0 {
		t.Errorf("it is public: %v", ways)
	}
}

func TestOneOfManyPublishersWins(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.create(t, linked("Lễ khen"))
	var (
		wg       sync.WaitGroup
		failures = make([]error, 20)
	)
	for i := range failures {
		wg.Go(func() {
			_, failures[i] = r.Publish(t.Context(), access.Viewer{Actor: fmt.Sprintf("usr_%d", i)}, d.ID, d.Version, r.clock.Now())
		})
	}
	wg.Wait()
	won := 0
	for _, err := range failures {
		if err == nil {
			won++
			continue
		}
		fails(t, err, errs.Conflict)
	}
	if won != 1 {
		t.Errorf("%d publishers won", won)
	}
	if ways := r.seen(t, d.ID, d.Slug); len(ways) != waysToSee() {
		t.Errorf("seen in %d ways of %d: %v", len(ways), waysToSee(), ways)
	}
	if after := r.draft(t, d.ID); after.Publishing || after.Version != 3 {
		t.Errorf("the draft is at version %d, publishing: %t", after.Version, after.Publishing)
	}
}

// killed is a store that dies at the nth Apply: before it, or behind it, when the write is done but nobody hears of it.
type killed struct {
	store.Store
	mu     sync.Mutex
	left   int
	behind bool
}

func (k *killed) Apply(ctx context.Context, writes ...store.Write) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.left--; k.left > 0 {
		return k.Store.Apply(ctx, writes...)
	}
	if k.left == 0 && k.behind {
		if n, err := k.Store.Apply(ctx, writes...); err != nil {
			return n, err
		}
	}
	return 0, errs.New(errs.Unavailable, "Hỏng.", "Dead.")
}

func TestAKilledPublicationIsFinished(t *testing.T) {
	t.Parallel()
	const writes = 3 // decision, snapshot, mark taken away
	for n := 1; n <= writes+1; n++ {
		for _, behind := range []bool{false, true} {
			for _, again := range []bool{false, true} {
				t.Run(fmt.Sprintf("at write %d, done %t, again %t", n, behind, again), func(t *testing.T) {
					t.Parallel()
					r := newRoom(t)
					d := r.create(t, linked("Lễ khen"))
					if again {
						r.publish(t, d.ID, r.clock.Now())
						r.edit(t, d.ID, func(d *Draft) { d.Title = "Lễ trao" })
					}
					before := r.draft(t, d.ID)
					dying := NewDesk(&killed{Store: r.store, left: n, behind: behind}, r.clock.Now, store.NewIDs())
					_, err := dying.Publish(t.Context(), editor(), d.ID, before.Version, r.clock.Now())
					if (err == nil) != (n > writes) {
						t.Fatalf("publish = %v", err)
					}
					if finished, err := r.Reconcile(t.Context()); finished != 0 || err != nil {
						t.Errorf("finished %d at once, %v: someone may be at work on it", finished, err)
					}
					r.clock.Advance(time.Minute + time.Second)
					fresh := NewDesk(r.store, r.clock.Now, store.NewIDs())
					finished, err := fresh.Reconcile(t.Context())
					decided := n > 1 || behind
					want := 0
					if decided && (n < writes || n == writes && !behind) {
						want = 1
					}
					if finished != want || err != nil {
						t.Errorf("finished %d, %v; want %d", finished, err, want)
					}
					if finished, err := fresh.Reconcile(t.Context()); finished != 0 || err != nil {
						t.Errorf("finished %d once more, %v", finished, err)
					}
					r.isWhole(t, d.ID, decided, again)
				})
			}
		}
	}
}

// isWhole fails unless the article is public as its draft is, or, if that was never decided, as it was before.
func (r *room) isWhole(t *testing.T, id string, decided, again bool) {
	t.Helper()
	draft := r.draft(t, id)
	if draft.Publishing {
		t.Error("the draft is still marked")
	}
	ways := r.seen(t, id, draft.Slug)
	if !decided && !again {
		if len(ways) > 0 {
			t.Errorf("an undecided article is public: %v", ways)
		}
		return
	}
	if len(ways) != waysToSee() {
		t.Fatalf("seen in %d ways of %d: %v", len(ways), waysToSee(), ways)
	}
	a, err := r.reader.ArticleBySlug(t.Context(), draft.Slug, store.Whole)
	if err != nil {
		t.Fatal(err)
	}
	if decided != (a.Title == draft.Title) {
		t.Errorf("the article is %q, the draft %q", a.Title, draft.Title)
	}
}

func TestAnOlderPublicationDoesNotReplaceALaterOne(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.create(t, linked("Lễ khen"))
	slow := NewDesk(&killed{Store: r.store, left: 2}, r.clock.Now, store.NewIDs())
	if _, err := slow.Publish(t.Context(), editor(), d.ID, 1, r.clock.Now()); err == nil {
		t.Fatal("it was not killed")
	}
	older := r.draft(t, d.ID)
	r.edit(t, d.ID, func(d *Draft) { d.Title = "Lễ trao" })
	r.publish(t, d.ID, r.clock.Now())
	if a, err := r.finish(t.Context(), editor(), older); err != nil || a.Title != "Lễ trao" {
		t.Fatalf("finishing the older = %v, %v", a, err)
	}
	r.isWhole(t, d.ID, true, true)
}

// rival is a store on which another process has put an older snapshot in place just before the first Apply.
type rival struct {
	store.Store
	once  sync.Once
	first func()
}

func (s *rival) Apply(ctx context.Context, writes ...store.Write) (int, error) {
	s.once.Do(s.first)
	return s.Store.Apply(ctx, writes...)
}

func TestALaterPublicationReplacesAnOlderOneThatCameBetween(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.create(t, linked("Lễ khen"))
	r.edit(t, d.ID, func(d *Draft) { at := r.clock.Now(); d.Publishing, d.PublishedAt = true, &at })
	older := r.draft(t, d.ID)
	r.edit(t, d.ID, func(d *Draft) { d.Title = "Lễ trao" })
	late := NewDesk(&rival{Store: r.store, first: func() {
		if _, err := r.snapshot(t.Context(), editor(), older); err != nil {
			t.Error(err)
		}
	}}, r.clock.Now, store.NewIDs())
	if a, err := late.finish(t.Context(), editor(), r.draft(t, d.ID)); err != nil || a.Title != "Lễ trao" {
		t.Fatalf("finish = %v, %v", a, err)
	}
	r.isWhole(t, d.ID, true, true)
}
