package search_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/search"
	"thidua/internal/store"
	"thidua/internal/store/sqlitestore"
)

// TestWhatIsFoundFollowsWhatIsPublic takes an article through its life: a draft is never found, a published one is, a corrected one
// by its new words alone, a withdrawn one not any more.
func TestWhatIsFoundFollowsWhatIsPublic(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, h *house) {
		count := func(text string) int {
			h.settle(t)
			found := h.find(t, text, search.Filter{})
			n, _, err := found.Count(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if int(n) != len(titles(found)) {
				t.Errorf("%q: %d are counted, %d found", text, n, len(titles(found)))
			}
			return int(n)
		}
		v := access.System()
		d, err := h.desk.CreateDraft(t.Context(), v, newsroom.Content{Title: "Khen thưởng làng chài"}, "")
		if err != nil {
			t.Fatal(err)
		}
		if n := count("làng chài"); n != 0 {
			t.Error("a draft is found")
		}
		step := func(take func(context.Context, access.Viewer, newsroom.Ref, string) (*newsroom.Draft, error)) {
			t.Helper()
			if d, err = take(t.Context(), v, newsroom.Ref{ID: d.ID, Version: d.Version}, "Sửa lại cho đúng."); err != nil {
				t.Fatal(err)
			}
		}
		step(h.desk.Submit)
		step(h.desk.Approve)
		step(h.desk.Publish)
		if n := count("làng chài"); n != 1 {
			t.Error("a published article is not found")
		}
		d, err = h.desk.Update(t.Context(), v, newsroom.Ref{ID: d.ID, Version: d.Version}, "", func(c *newsroom.Content) { c.Title = "Khen thưởng bản làng" })
		if err != nil {
			t.Fatal(err)
		}
		if count("làng chài") != 1 || count("bản làng") != 0 {
			t.Error("what is being written is found, or what is public is not")
		}
		step(h.desk.Submit)
		step(h.desk.Approve)
		step(h.desk.Publish)
		if count("làng chài") != 0 || count("bản làng") != 1 {
			t.Error("old words find the article, or new ones do not")
		}
		step(h.desk.Retract)
		if n := count("bản làng"); n != 0 {
			t.Error("a withdrawn article is found")
		}
		if meant, err := h.find(t, "bản lang", search.Filter{}).Meant(t.Context()); meant != "" || err != nil {
			t.Errorf("a withdrawn word is proposed: %q, %v", meant, err)
		}
	})
}

// TestExpiredIsNotFound moves the clock behind the end of an article, of which nothing is journaled.
func TestExpiredIsNotFound(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	end := h.clock.Now().Add(time.Hour)
	h.publish(t, map[string]newsroom.Content{"it": {Title: "Lấy ý kiến nhân dân", ExpiresAt: &end}})
	h.settle(t)
	found := h.find(t, "lấy ý kiến", search.Filter{})
	if len(titles(found)) != 1 {
		t.Fatal("it is not found")
	}
	h.clock.Advance(2 * time.Hour)
	if again := h.find(t, "lấy ý kiến", search.Filter{}); len(titles(again)) != 0 {
		t.Error("an expired article shows")
	}
	h.settle(t)
	if n, _, err := h.find(t, "lấy ý kiến", search.Filter{}).Count(t.Context()); n != 0 || err != nil {
		t.Errorf("an expired article is counted: %d, %v", n, err)
	}
}

// TestHiddenRecordsAreNotFound changes whether people are public.
func TestHiddenRecordsAreNotFound(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v := access.System()
	p, err := h.register.CreatePerson(t.Context(), v, register.NewPerson{FullName: "Trần Thị Ví Dụ"})
	if err != nil {
		t.Fatal(err)
	}
	n := func() int { h.settle(t); return len(titles(h.find(t, "vi du", search.Filter{}))) }
	if n() != 0 {
		t.Error("a hidden person is found")
	}
	for _, public := range []bool{true, false} {
		if p, err = h.register.UpdatePerson(t.Context(), v, register.PersonChange{ID: p.ID, Version: p.Version, Public: &public}); err != nil {
			t.Fatal(err)
		}
		if (n() == 1) != public {
			t.Errorf("public is %v, found %d", public, n())
		}
	}
}

// TestHitsAreReadAgain asks an index that is out of date.
func TestHitsAreReadAgain(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	d := h.publish(t, map[string]newsroom.Content{"it": {Title: "Tin sẽ gỡ"}})["it"]
	h.settle(t)
	if _, err := h.desk.Unpublish(t.Context(), access.System(), newsroom.Ref{ID: d.ID, Version: d.Version}, "Gỡ."); err != nil {
		t.Fatal(err)
	}
	if got := titles(h.find(t, "tin sẽ gỡ", search.Filter{})); len(got) != 0 {
		t.Errorf("%q shows before the index has followed", got)
	}
	suggested, err := h.Suggest(t.Context(), access.Anonymous(), "tin sẽ", search.Filter{}, 5)
	if err != nil || len(suggested) != 0 {
		t.Errorf("Suggest = %d, %v", len(suggested), err)
	}
}

// TestPagesStay reads page by page while articles are published in between.
func TestPagesStay(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, h *house) {
		all := map[string]newsroom.Content{}
		for i := range 7 {
			all[fmt.Sprint("title ", i)] = newsroom.Content{Title: fmt.Sprintf("Thi đua quyết thắng %d", i)}
			all[fmt.Sprint("summary ", i)] = newsroom.Content{Title: fmt.Sprintf("Tin %d", i), Summary: "Khối thi đua họp."}
		}
		h.publish(t, all)
		h.settle(t)
		want := titles(h.find(t, "thi đua", search.Filter{}))
		order := search.Order()
		var got []string
		p := store.Page{Limit: 3}
		for round := 0; ; round++ {
			page, err := h.Find(t.Context(), access.Anonymous(), "thi đua", search.Filter{}, p)
			if err != nil {
				t.Fatal(err)
			}
			if len(page.Hits) == 0 {
				break
			}
			got = append(got, titles(page)...)
			at := order.Position(page.Hits[len(page.Hits)-1])
			p.After = &at
			if round == 1 {
				h.publish(t, map[string]newsroom.Content{"new": {Title: "Thi đua mới nhất"}})
				h.settle(t)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("page by page (-want +got):\n%s", diff)
		}
		if len(want) != 14 {
			t.Errorf("%d are found", len(want))
		}
	})
}

// mortal is a store that dies at a write, as a process does that is killed.
type mortal struct {
	store.Store
	left int
}

var errDead = errors.New("killed")

func (m *mortal) Apply(ctx context.Context, writes ...store.Write) (int, error) {
	if m.left--; m.left < 0 {
		return 0, errDead
	}
	return m.Store.Apply(ctx, writes...)
}

// TestDyingAtEveryWriteOfTheIndex kills the making and the following of the index at every write, and lets another process
// go on.
func TestDyingAtEveryWriteOfTheIndex(t *testing.T) {
	t.Parallel()
	for at := 0; ; at++ {
		s, err := sqlitestore.Open(t.Context(), sqlitestore.Config{})
		if err != nil {
			t.Fatal(err)
		}
		h := newHouseOn(t, s)
		h.publish(t, map[string]newsroom.Content{"a": {Title: "Thi đua một"}, "b": {Title: "Thi đua hai"}})
		if err := h.relay.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		dying := openHouse(&mortal{Store: s, left: at}, h.clock)
		died := dying.CatchUp(t.Context())
		h.publish(t, map[string]newsroom.Content{"c": {Title: "Thi đua ba"}})
		h.settle(t)
		got := titles(h.find(t, "thi đua", search.Filter{}))
		slices.Sort(got)
		if diff := cmp.Diff([]string{"Thi đua ba", "Thi đua hai", "Thi đua một"}, got); diff != "" {
			t.Fatalf("after dying at write %d (-want +got):\n%s", at, diff)
		}
		if died == nil {
			return
		}
		if !errors.Is(died, errDead) {
			t.Fatal(died)
		}
	}
}

// TestRebuildBesideTraffic makes the index anew while something is published.
func TestRebuildBesideTraffic(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.publish(t, corpus())
	h.settle(t)
	other := openHouse(h.store, h.clock)
	done := make(chan error, 1)
	go func() { done <- other.Rebuild(context.WithoutCancel(t.Context())) }()
	h.publish(t, map[string]newsroom.Content{"new": {Title: "Mới đăng khi đang dựng lại"}})
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	h.settle(t)
	for _, query := range []string{"mới đăng", "hoa binh", "thi đua"} {
		if len(titles(h.find(t, query, search.Filter{}))) == 0 {
			t.Errorf("%q finds nothing", query)
		}
	}
}
