package newsroom

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// schedule lets the draft go public after a while.
func (r *room) schedule(t *testing.T, id string, after time.Duration) *Draft {
	t.Helper()
	at := r.clock.Now().Add(after)
	d, err := r.Schedule(t.Context(), editor(), ref(r.approve(t, id)), &at, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// due runs the scheduler, which must have so many things to do.
func (r *room) due(t *testing.T, n int) {
	t.Helper()
	if ran, err := r.RunDue(t.Context()); ran.Done != n || err != nil {
		t.Fatalf("the scheduler did %d, %v; want %d", ran.Done, err, n)
	}
}

// withdraw takes the step with a note.
func (r *room) withdraw(t *testing.T, id string, step func(context.Context, access.Viewer, Ref, string) (*Draft, error)) *Draft {
	t.Helper()
	d, err := step(t.Context(), editor(), ref(r.draft(t, id)), "Có sai sót")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestPublishingAgainKeepsTheTimeAndReplacesTheSnapshot(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	first := r.clock.Now().Add(-24 * time.Hour)
	d := r.create(t, linked("Lễ khen"))
	a := r.publish(t, d.ID, first)
	if a.ID != d.ArticleID() || a.DraftID() != d.ID || !a.PublishedAt.Equal(first) || a.Title != "Lễ khen" {
		t.Fatalf("published %+v", a)
	}
	r.edit(t, d.ID, title("Lễ trao"), slug("le-trao-thu"))
	r.edit(t, d.ID, slug("le-trao"))
	for _, slug := range []string{"le-khen", "le-trao", "le-trao-thu"} {
		got, err := r.reader.ArticleBySlug(t.Context(), slug, store.Whole)
		if slug == "le-khen" && (err != nil || got.Title != "Lễ khen") || slug != "le-khen" && errs.CodeOf(err) != errs.NotFound {
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
		if got.Title != "Lễ trao" || got.Slug != "le-trao" || !got.PublishedAt.Equal(first) || got.ID != d.ArticleID() {
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
	if slug := r.create(t, Content{Title: "Lễ trao thu"}).Slug; slug != "le-trao-thu" {
		t.Errorf("a slug that was never public is not free again: %s", slug)
	}
}

func TestWhatIsRefused(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	ctx := t.Context()
	d, err := r.CreateDraft(ctx, writer(), linked("Lễ khen"), "uni_1")
	if err != nil {
		t.Fatal(err)
	}
	ofOffice, err := r.CreateDraft(ctx, editor(), Content{Title: "Của văn phòng"}, "")
	if err != nil {
		t.Fatal(err)
	}
	past, at := r.clock.Now().Add(-time.Second), r.clock.Now()
	step := func(f func(context.Context, access.Viewer, Ref, string) (*Draft, error), v access.Viewer, ref Ref, note string) func() error {
		return func() error { _, err := f(ctx, v, ref, note); return err }
	}
	for _, c := range []struct {
		name  string
		do    func() error
		code  errs.Code
		field []string
	}{
		{"nobody signed in", step(r.Publish, access.Anonymous(), ref(d), ""), errs.Unauthenticated, nil},
		{"a draft that is not there", step(r.Publish, editor(), Ref{"drf_0", 1}, ""), errs.NotFound, nil},
		{"a writer of another unit", step(r.Submit, stranger(), ref(d), ""), errs.NotFound, nil},
		{"a writer, of the office's draft", step(r.Submit, writer(), ref(ofOffice), ""), errs.NotFound, nil},
		{"a writer who publishes", step(r.Publish, writer(), ref(d), ""), errs.Forbidden, nil},
		{"a draft that nobody approved", step(r.Publish, editor(), ref(d), ""), errs.WrongState, nil},
		{"a reader", step(r.Submit, access.Viewer{Actor: "usr_9", Role: access.Reader}, ref(d), ""), errs.NotFound, nil},
		{"an older version", step(r.Submit, writer(), Ref{d.ID, 0}, ""), errs.Conflict, nil},
		{"a version that is not there yet", step(r.Submit, writer(), Ref{d.ID, 2}, ""), errs.Conflict, nil},
		{"a note that is too long", step(r.Submit, writer(), ref(d), strings.Repeat("đ", MaxNotice+1)), errs.Invalid, []string{"note"}},
		{"a new unit's draft by a stranger", func() error { _, err := r.CreateDraft(ctx, stranger(), Content{Title: "A"}, "uni_1"); return err }, errs.Forbidden, nil},
		{"an editor who publishes as of a day", func() error { _, err := r.PublishAsOf(ctx, editor(), ref(d), past); return err }, errs.Forbidden, nil},
		{"a wrong title", func() error { _, err := r.Update(ctx, writer(), ref(d), "", title("")); return err }, errs.Invalid, []string{"title"}},
		{"a slug that is taken", func() error { _, err := r.Update(ctx, writer(), ref(d), "", slug(ofOffice.Slug)); return err }, errs.Invalid, []string{"slug"}},
		{"a schedule before approval", func() error { _, err := r.Schedule(ctx, editor(), ref(d), &at, nil, ""); return err }, errs.WrongState, nil},
	} {
		t.Run(c.name, func(t *testing.T) { fails(t, c.do(), c.code, c.field...) })
	}
	if after := r.draft(t, d.ID); after.Version != 1 {
		t.Errorf("the draft is at version %d", after.Version)
	}
	approved := r.approve(t, d.ID)
	later := at.Add(time.Hour)
	for _, c := range []struct {
		name            string
		publish, expire *time.Time
		field           string
	}{
		{"no time", nil, nil, "publishAt"}, {"a past time", &past, nil, "publishAt"}, {"expiry before publication", &later, &later, "expiresAt"},
	} {
		_, err := r.Schedule(ctx, editor(), ref(approved), c.publish, c.expire, "")
		t.Run(c.name, func(t *testing.T) { fails(t, err, errs.Invalid, c.field) })
	}
	if ways := r.seen(t, d.ArticleID(), d.Slug); len(ways) > 0 {
		t.Errorf("it is public: %v", ways)
	}
}

func TestTwoPersons(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d, err := r.CreateDraft(t.Context(), writer(), linked("Lễ khen"), "uni_1")
	if err != nil {
		t.Fatal(err)
	}
	if d, err = r.Submit(t.Context(), writer(), ref(d), ""); err != nil {
		t.Fatal(err)
	}
	if d, err = r.Update(t.Context(), editor(), ref(d), "Sửa lỗi gõ", title("Lễ trao")); err != nil || d.State != InReview {
		t.Fatalf("an editor's change in review: %s, %v", d.State, err)
	}
	_, err = r.Approve(t.Context(), editor(), ref(d), "")
	fails(t, err, errs.Forbidden)
	alone := NewDesk(r.store, r.clock.Now, store.NewIDs(), Rules{})
	if approved, err := alone.Approve(t.Context(), editor(), ref(d), ""); err != nil || approved.State != Approved {
		t.Errorf("with the rule switched off: %v", err)
	}
}

func TestAConflictTellsWhatChanged(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		d := r.create(t, linked("Lễ khen"))
		r.clock.Advance(time.Minute)
		r.edit(t, d.ID, title("Lễ trao"))
		changed, err := r.Update(t.Context(), second(), ref(r.draft(t, d.ID)), "", func(c *Content) { c.Summary, c.UnitIDs = "Tóm tắt", nil })
		if err != nil {
			t.Fatal(err)
		}
		_, err = r.Update(t.Context(), editor(), ref(d), "", title("Lễ mừng"))
		fails(t, err, errs.Conflict)
		want := &errs.Change{Version: changed.Version, By: "usr_2", At: changed.UpdatedAt, Fields: []string{"summary", "title", "unitIds"}}
		if diff := cmp.Diff(want, errs.As(err).Change); diff != "" {
			t.Error(diff)
		}
		if now := r.draft(t, d.ID); now.Title != "Lễ trao" || now.Summary != "Tóm tắt" {
			t.Errorf("the draft is %+v", now.Content)
		}
	})
}

// Ensure that of many writers who read the same version one is accepted, that the others learn of it, and that exactly
// the accepted versions exist, in order.
func TestManyWritersOfOneDraft(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		const writers = 50
		d := r.create(t, linked("Lễ khen"))
		var (
			wg       sync.WaitGroup
			mu       sync.Mutex
			accepted = map[int64]string{}
		)
		for i := range writers {
			wg.Go(func() {
				text := fmt.Sprintf("Lễ khen %d", i)
				for try := 0; ; try++ {
					now, err := r.Draft(t.Context(), editor(), d.ID)
					if err != nil {
						t.Error(err)
						return
					}
					saved, err := r.Update(t.Context(), editor(), ref(now), "", title(text))
					if err == nil {
						mu.Lock()
						accepted[saved.Version] = text
						mu.Unlock()
						return
					}
					e := errs.As(err)
					if e == nil || e.Code != errs.Conflict || e.Change == nil || !slices.Equal(e.Change.Fields, []string{"title"}) {
						t.Errorf("writer %d: %v", i, err)
						return
					}
				}
			})
		}
		wg.Wait()
		past, err := r.drafts.History(t.Context(), d.ID, 0, store.MaxLimit)
		if err != nil {
			t.Fatal(err)
		}
		got := map[int64]string{}
		for i, v := range append([]*Draft{r.draft(t, d.ID)}, past...) {
			if v.Version != int64(writers+1-i) {
				t.Fatalf("in the history version %d is at place %d", v.Version, i)
			}
			if v.Version > 1 {
				got[v.Version] = v.Title
			}
		}
		shown := r.versions(t, editor(), d.ID, 0, writers+1)
		for i, v := range shown {
			number := int64(writers + 1 - i)
			older := i == 0 || !v.UpdatedAt.After(shown[i-1].UpdatedAt)
			if v.Number() != number || number > 1 && v.Title != accepted[number] || !older || v.Made.Count != number {
				t.Fatalf("editors are shown %d, %q, at place %d; want %d, %q", v.Number(), v.Title, i, number, accepted[number])
			}
		}
		if len(shown) != writers+1 {
			t.Errorf("editors are shown %d versions", len(shown))
		}
		if diff := cmp.Diff(accepted, got); diff != "" || len(got) != writers {
			t.Errorf("%d versions (-accepted +kept):\n%s", len(got), diff)
		}
	})
}

// scene is something that decides what readers see, and how they see it before and after.
type scene struct {
	name          string
	prepare       func(t *testing.T, r *room) *Draft
	do            func(ctx context.Context, d *Desk, draft *Draft) error
	before, after string // the title that readers see, or empty
}

func scenes() []scene {
	published := func(t *testing.T, r *room) *Draft {
		d := r.create(t, linked("Lễ khen"))
		r.publish(t, d.ID, r.clock.Now())
		return r.draft(t, d.ID)
	}
	by := func(step func(*Desk, context.Context, access.Viewer, Ref, string) (*Draft, error)) func(context.Context, *Desk, *Draft) error {
		return func(ctx context.Context, d *Desk, draft *Draft) error {
			_, err := step(d, ctx, editor(), ref(draft), "Có sai sót")
			return err
		}
	}
	run := func(ctx context.Context, d *Desk, _ *Draft) error { _, err := d.RunDue(ctx); return err }
	return []scene{
		{"publish", func(t *testing.T, r *room) *Draft { return r.approve(t, r.create(t, linked("Lễ khen")).ID) }, by((*Desk).Publish), "", "Lễ khen"},
		{"publish again", func(t *testing.T, r *room) *Draft {
			r.edit(t, published(t, r).ID, title("Lễ trao"))
			return r.approve(t, r.lastDraft(t).ID)
		}, by((*Desk).Publish), "Lễ khen", "Lễ trao"},
		{"unpublish", published, by((*Desk).Unpublish), "Lễ khen", ""},
		{"retract", published, by((*Desk).Retract), "Lễ khen", ""},
		{"trash", published, by((*Desk).Trash), "Lễ khen", ""},
		{"publish what was unpublished", func(t *testing.T, r *room) *Draft {
			return r.withdraw(t, published(t, r).ID, r.Unpublish)
		}, by((*Desk).Publish), "", "Lễ khen"},
		{"the scheduler publishes", func(t *testing.T, r *room) *Draft {
			d := r.schedule(t, r.create(t, linked("Lễ khen")).ID, time.Hour)
			r.clock.Advance(time.Hour)
			return d
		}, run, "", "Lễ khen"},
		{"the scheduler takes off", func(t *testing.T, r *room) *Draft {
			at := r.clock.Now().Add(time.Hour)
			d, err := r.Schedule(t.Context(), editor(), ref(published(t, r)), nil, &at, "")
			if err != nil {
				t.Fatal(err)
			}
			r.clock.Advance(time.Hour)
			return d
		}, run, "", ""},
	}
}

func (r *room) lastDraft(t *testing.T) *Draft {
	t.Helper()
	d, err := r.Drafts(t.Context(), admin(), nil, LastChanged, store.Page{Limit: 1})
	if err != nil || len(d) != 1 {
		t.Fatalf("%v, %v", d, err)
	}
	return d[0]
}

// Ensure that a process which dies at any store call leaves the article wholly public or wholly not: at once as one of
// both, and after a restart as what was decided, from then on for ever.
func TestDyingAtEveryStoreCall(t *testing.T) {
	t.Parallel()
	for _, c := range scenes() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			onEachStore(t, func(t *testing.T, r *room) {
				for n := 1; ; n++ {
					ended := false
					for _, behind := range []bool{false, true} {
						ended = r.dies(t, c, n, behind)
					}
					if ended {
						return
					}
				}
			})
		})
	}
}

// dies plays a scene in which the process dies at the nth call. It reports whether the scene was over before that.
func (r *room) dies(t *testing.T, c scene, n int, behind bool) (over bool) {
	t.Helper()
	at := fmt.Sprintf("call %d, done %t", n, behind)
	draft := c.prepare(t, r)
	dying := &mortal{Store: r.store, left: n, behind: behind}
	err := c.do(t.Context(), r.another(dying), draft)
	if !dying.dead() && err != nil {
		t.Fatalf("%s: %v", at, err)
	}
	seen := r.title(t, draft)
	if seen != c.before && seen != c.after {
		t.Fatalf("%s: readers see %q", at, seen)
	}
	r.clock.Advance(settleGrace + time.Millisecond)
	restarted := r.another(r.store)
	r.settle(t, restarted)
	decided := r.draft(t, draft.ID)
	want := c.before
	if decided.Version != draft.Version {
		want = c.after
	}
	for range 3 {
		if got := r.title(t, draft); got != want {
			t.Fatalf("%s: after the restart readers see %q, want %q", at, got, want)
		}
		r.clock.Advance(2 * time.Minute)
		r.settle(t, restarted)
	}
	if seen == c.after && c.before != c.after && want != c.after {
		t.Fatalf("%s: what readers saw was taken back", at)
	}
	if now := r.draft(t, draft.ID); now.Version != decided.Version || now.Pending != Settled {
		t.Fatalf("%s: version %d became %d, pending %q", at, decided.Version, now.Version, now.Pending)
	}
	r.withdrawAll(t, draft.ID)
	return !dying.dead()
}

// settle is what a process does after its start.
func (r *room) settle(t *testing.T, d *Desk) {
	t.Helper()
	if _, err := d.RunDue(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// title is what readers see of a draft's article, by all ways or by none.
func (r *room) title(t *testing.T, d *Draft) string {
	t.Helper()
	if r.remote { // every call takes long there, and SQLite has shown that all ways agree
		a, err := r.reader.ArticleBySlug(t.Context(), d.Slug, store.Whole)
		if errs.CodeOf(err) == errs.NotFound {
			return ""
		}
		if err != nil {
			t.Fatal(err)
		}
		return a.Title
	}
	ways := r.seen(t, d.ArticleID(), d.Slug)
	if len(ways) == 0 {
		return ""
	}
	if len(ways) != waysToSee() {
		t.Fatalf("seen in %d ways of %d: %v", len(ways), waysToSee(), ways)
	}
	return r.article(t, d.ArticleID()).Title
}

// withdrawAll leaves nothing public, for the next round.
func (r *room) withdrawAll(t *testing.T, id string) {
	t.Helper()
	d := r.draft(t, id)
	if d.State == Scheduled {
		if _, err := r.Unschedule(t.Context(), editor(), ref(d), ""); err != nil {
			t.Fatal(err)
		}
	}
	if d.State != Trashed {
		r.withdraw(t, id, r.Trash)
	}
}

// Ensure that a decision whose process was slow never undoes a later one.
func TestAnOlderDecisionDoesNotUndoALaterOne(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.approve(t, r.create(t, linked("Lễ khen")).ID)
	slow := r.another(&mortal{Store: r.store, left: 3, behind: true}) // reads the draft and the custom fields, decides, and hangs
	if _, err := slow.Publish(t.Context(), editor(), ref(d), ""); errs.CodeOf(err) != errs.Unavailable {
		t.Fatalf("it did not hang: %v", err)
	}
	older := r.draft(t, d.ID)
	if older.Pending != ToPublish {
		t.Fatalf("pending %q", older.Pending)
	}
	r.withdraw(t, d.ID, r.Retract)
	if _, err := r.settled(t.Context(), older); err != nil {
		t.Fatal(err)
	}
	if got := r.title(t, d); got != "" {
		t.Errorf("readers see %q", got)
	}
	if a := r.article(t, d.ArticleID()); a.Tombstone == nil || a.Tombstone.Kind != WasRetracted {
		t.Errorf("the tombstone is %+v", a.Tombstone)
	}
}

func TestAnEditorWhoReadTheDecisionMayGoOn(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.approve(t, r.create(t, linked("Lễ khen")).ID)
	published, err := r.Publish(t.Context(), editor(), ref(d), "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Update(t.Context(), editor(), Ref{d.ID, published.Version - 1}, "", title("Lễ trao")); err != nil {
		t.Errorf("the version that decided, before it was settled: %v", err)
	}
}
