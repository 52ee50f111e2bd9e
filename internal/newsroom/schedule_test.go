package newsroom

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// Ensure that two processes with many things to do do each once.
func TestEachScheduleRunsOnce(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		n := 200
		if testing.Short() {
			n = 20
		}
		at := r.clock.Now().Add(time.Hour)
		var ids []string
		for i := range n {
			d := r.create(t, Content{Title: fmt.Sprintf("Bài %d", i)})
			if _, err := r.Schedule(t.Context(), editor(), ref(r.approve(t, d.ID)), &at, nil, ""); err != nil {
				t.Fatal(err)
			}
			ids = append(ids, d.ID)
		}
		r.clock.Advance(time.Hour)
		start := time.Now()
		var wg sync.WaitGroup
		for range 2 {
			desk := r.another(r.store)
			wg.Go(func() {
				for {
					if _, err := desk.RunDue(t.Context()); err != nil {
						t.Error(err)
						return
					}
					if _, waiting, err := desk.Overdue(t.Context()); err != nil || !waiting {
						return
					}
				}
			})
		}
		wg.Wait()
		t.Logf("%d schedules by two processes took %s", n, time.Since(start))
		for _, id := range ids {
			past, err := r.drafts.History(t.Context(), id, 0, store.MaxLimit)
			if err != nil {
				t.Fatal(err)
			}
			published := 0
			for _, v := range append(past, r.draft(t, id)) {
				if v.State == Published && !v.Settles {
					published++
				}
			}
			now := r.draft(t, id)
			if a := r.article(t, now.ArticleID()); published != 1 || !a.PublishedAt.Equal(at) || now.SavedBy != "usr_1" {
				t.Errorf("%s: published %d times, at %s, by %s", id, published, a.PublishedAt, now.SavedBy)
			}
		}
	})
}

func TestAScheduleAndItsExpiry(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.create(t, linked("Lễ khen"))
	from, to := r.clock.Now().Add(time.Hour), r.clock.Now().Add(2*time.Hour)
	scheduled, err := r.Schedule(t.Context(), editor(), ref(r.approve(t, d.ID)), &from, &to, "")
	if err != nil || scheduled.State != Scheduled {
		t.Fatalf("%v", err)
	}
	r.due(t, 0)
	r.clock.Advance(time.Hour + 3*time.Second)
	if late, waiting, err := r.Overdue(t.Context()); late != 3*time.Second || !waiting || err != nil {
		t.Errorf("late %s, %t, %v", late, waiting, err)
	}
	r.due(t, 1)
	if a := r.article(t, d.ArticleID()); !a.PublishedAt.Equal(from) || a.ExpiresAt == nil || !a.ExpiresAt.Equal(to) {
		t.Errorf("published %s, expires %v", a.PublishedAt, a.ExpiresAt)
	}
	r.clock.Advance(time.Hour)
	if ways := r.seen(t, d.ArticleID(), d.Slug); len(ways) > 0 {
		t.Errorf("seen after its time, before the scheduler came: %v", ways)
	}
	if a, err := r.reader.Publication(t.Context(), d.Slug, store.Whole); err != nil || a.Tombstone == nil || a.Title != "" {
		t.Errorf("publication: %+v, %v", a, err)
	}
	r.due(t, 1)
	if a := r.article(t, d.ArticleID()); a.Tombstone == nil || a.Tombstone.Kind != HasExpired {
		t.Errorf("tombstone %+v", a.Tombstone)
	}
	if now := r.draft(t, d.ID); now.State != Unpublished {
		t.Errorf("state %s", now.State)
	}
	r.due(t, 0)
}

func TestTheExpiryOfAPublishedArticleCanBeMoved(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.create(t, linked("Lễ khen"))
	r.publish(t, d.ID, r.clock.Now())
	at := r.clock.Now().Add(time.Hour)
	if _, err := r.Schedule(t.Context(), editor(), ref(r.draft(t, d.ID)), nil, &at, ""); err != nil {
		t.Fatal(err)
	}
	if a := r.article(t, d.ArticleID()); a.ExpiresAt == nil || !a.ExpiresAt.Equal(at) {
		t.Errorf("expires %v", a.ExpiresAt)
	}
	if _, err := r.Unschedule(t.Context(), editor(), ref(r.draft(t, d.ID)), ""); err != nil {
		t.Fatal(err)
	}
	r.clock.Advance(2 * time.Hour)
	r.due(t, 0)
	if got := r.title(t, d); got != "Lễ khen" {
		t.Errorf("readers see %q", got)
	}
}

func TestAnEditOfAPublishedArticleExpiresWithIt(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.create(t, linked("Lễ khen"))
	r.publish(t, d.ID, r.clock.Now())
	at := r.clock.Now().Add(time.Hour)
	if _, err := r.Schedule(t.Context(), editor(), ref(r.draft(t, d.ID)), nil, &at, ""); err != nil {
		t.Fatal(err)
	}
	r.edit(t, d.ID, title("Lễ trao"))
	r.clock.Advance(time.Hour)
	r.due(t, 1)
	if now := r.draft(t, d.ID); now.State != Drafting || now.Live != nil || now.Title != "Lễ trao" {
		t.Errorf("the draft is %s, %q", now.State, now.Title)
	}
	r.due(t, 0)
}

func TestWhatTheGateHoldsBackIsNotTriedAgain(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	closed := false
	r.rules.Gate = func(context.Context, access.Viewer, *Draft) error {
		if closed {
			return errs.InvalidField("coverId", "Ảnh bìa thiếu mô tả.", "The cover has no alt text.")
		}
		return nil
	}
	d := r.schedule(t, r.create(t, linked("Lễ khen")).ID, time.Hour)
	closed = true
	r.clock.Advance(time.Hour)
	r.due(t, 1)
	now := r.draft(t, d.ID)
	if now.State != Approved || now.ReviewNote != "Ảnh bìa thiếu mô tả." || r.title(t, d) != "" {
		t.Errorf("the draft is %s: %q", now.State, now.ReviewNote)
	}
	r.due(t, 0)
	_, err := r.Publish(t.Context(), editor(), ref(now), "")
	fails(t, err, errs.Invalid, "coverId")
}

// Ensure that the scheduler comes to what is scheduled while it runs, and ends.
func TestTheSchedulerRuns(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.schedule(t, r.create(t, linked("Lễ khen")).ID, time.Hour)
	r.clock.Advance(time.Hour)
	ctx, stop := context.WithCancelCause(t.Context())
	r.RunScheduler(ctx, func(ran Ran, err error) {
		if ran.Done != 1 || err != nil {
			t.Errorf("ran %+v, %v", ran, err)
		}
		stop(errors.New("done"))
	})
	if got := r.title(t, d); got != "Lễ khen" {
		t.Errorf("readers see %q", got)
	}
}
