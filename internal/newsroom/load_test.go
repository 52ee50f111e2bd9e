package newsroom

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// watched is a store that notes the size of each Apply, and fails from one on if failAt is set.
type watched struct {
	store.Store
	sizes  []int
	failAt int
}

func (w *watched) Apply(ctx context.Context, writes ...store.Write) (int, error) {
	w.sizes = append(w.sizes, len(writes))
	if len(w.sizes) == w.failAt {
		n, err := w.Store.Apply(ctx, writes[:3]...)
		if err == nil {
			err = errs.New(errs.Unavailable, "Hỏng.", "Dead.")
		}
		return n, err
	}
	return w.Store.Apply(ctx, writes...)
}

// articlesFrom yields n articles and notes how many were taken.
func articlesFrom(start time.Time, n int, taken *int) func(func(Content, time.Time) bool) {
	return func(yield func(Content, time.Time) bool) {
		for i := range n {
			*taken = i + 1
			c := linked(fmt.Sprintf("Bài %d", i))
			c.Slug = fmt.Sprintf("bai-%d", i)
			if !yield(c, start.Add(time.Duration(-i)*time.Minute)) {
				return
			}
		}
	}
}

func TestLoadStreams(t *testing.T) {
	t.Parallel()
	const batch = 500 // articles, each two documents
	n := 10 * batch
	if testing.Short() {
		n = 2 * batch
	}
	r := newRoom(t)
	s := &watched{Store: r.store}
	desk := NewDesk(s, r.clock.Now, store.NewIDs(), Rules{})
	var (
		taken    int
		reports  []int
		inMemory []int
	)
	err := desk.Load(t.Context(), admin(), articlesFrom(r.clock.Now(), n, &taken), func(saved int) {
		reports = append(reports, saved)
		inMemory = append(inMemory, taken-saved)
	})
	if err != nil {
		t.Fatal(err)
	}
	if slices.Max(s.sizes) > 2*batch || len(s.sizes) != n/batch {
		t.Errorf("batches of %v", s.sizes)
	}
	if reports[len(reports)-1] != n || len(reports) != len(s.sizes) || slices.Max(inMemory) > 0 {
		t.Errorf("reports %v, more taken than saved %v", reports, inMemory)
	}
	if count, err := r.reader.CountArticles(t.Context(), nil); err != nil || count != int64(n) {
		t.Errorf("%d articles, %v", count, err)
	}
	r.oneEntryEach(t, 2*n)
	a, err := r.reader.ArticleBySlug(t.Context(), fmt.Sprintf("bai-%d", n-1), store.Whole)
	if err != nil || a.Body.Text() != fmt.Sprintf("Bài %d", n-1) || !a.PublishedAt.Equal(r.clock.Now().Add(time.Duration(1-n)*time.Minute)) {
		t.Errorf("%+v, %v", a, err)
	}
	r.edit(t, a.DraftID(), title("Bài sửa"))
	if again := r.publish(t, a.DraftID(), r.clock.Now()); !again.PublishedAt.Equal(a.PublishedAt) {
		t.Errorf("a loaded article has the new time %s", again.PublishedAt)
	}
}

// oneEntryEach fails unless there is exactly one entry for each version of n documents that have one version.
func (r *room) oneEntryEach(t *testing.T, n int) {
	t.Helper()
	entries, err := r.store.Pending(t.Context(), 4*n)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	entries = slices.DeleteFunc(entries, func(e store.Entry) bool { return e.Collection == "custom_fields" }) // the room's own
	for _, e := range entries {
		seen[fmt.Sprintf("%s %s %d", e.Collection, e.Document, e.Version)]++
		if e.Version != 1 || e.Actor != "usr_5" || e.Action != "article.load" {
			t.Fatalf("entry %+v", e)
		}
	}
	if len(entries) != n || len(seen) != n {
		t.Errorf("%d entries about %d versions, want %d", len(entries), len(seen), n)
	}
}

func TestLoadStopsAtTheFirstFailure(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	s := &watched{Store: r.store, failAt: 2}
	desk := NewDesk(s, r.clock.Now, store.NewIDs(), Rules{})
	var (
		taken   int
		reports []int
	)
	err := desk.Load(t.Context(), admin(), articlesFrom(r.clock.Now(), 5000, &taken), func(saved int) { reports = append(reports, saved) })
	fails(t, err, errs.Unavailable)
	if diff := cmp.Diff([]int{500, 501}, reports); diff != "" || taken != 1000 {
		t.Errorf("taken %d, reports %s", taken, diff)
	}
	if count, err := r.reader.CountArticles(t.Context(), nil); err != nil || count != 501 {
		t.Errorf("%d articles, %v", count, err)
	}
}

func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		viewer  access.Viewer
		content Content
		code    errs.Code
		field   []string
	}{
		{"nobody signed in", access.Anonymous(), Content{Title: "Tin", Slug: "tin"}, errs.Unauthenticated, nil},
		{"an editor", editor(), Content{Title: "Tin", Slug: "tin"}, errs.Forbidden, nil},
		{"no title", admin(), Content{Slug: "tin"}, errs.Invalid, []string{"title"}},
		{"no slug", admin(), Content{Title: "Tin"}, errs.Invalid, []string{"slug"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRoom(t)
			err := r.Load(t.Context(), c.viewer, func(yield func(Content, time.Time) bool) { yield(c.content, r.clock.Now()) }, func(int) {})
			fails(t, err, c.code, c.field...)
		})
	}
}
