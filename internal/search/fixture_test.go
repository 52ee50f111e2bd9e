package search_test

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"thidua/internal/access"
	"thidua/internal/custom"
	"thidua/internal/intake"
	"thidua/internal/journal"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/richtext"
	"thidua/internal/search"
	"thidua/internal/sheet"
	"thidua/internal/store"
	"thidua/internal/store/mongostore"
	"thidua/internal/store/mongostore/mongotest"
	"thidua/internal/store/sqlitestore"
	"thidua/internal/store/storetest"
	"thidua/internal/viet"
)

// report is S of the domain's search tests: the facts of a bloc's conference, with the oddities that such texts have.
const report = "Sáng 14/01, Khối thi đua các cơ quan tham mưu QLNN về kinh tế - kỹ thuật\u00a0\u00a0họp tổng kết. " +
	"Công tác thi đua, khen thưởng năm 2021 góp phần xây dựng Ðảng và nếp sống văn hóa nơi công sở. " +
	"Các đơn vị, gồm cả Ban Quản lý khai thác công trình thủy lợi, bình xét và đề nghị UBND tỉnh tặng Cờ thi đua cho 01 đơn vị. " +
	"Năm 2022 Khối học lại Chỉ thị số 34-CT/TW ngày 07 tháng 4 năm 2014 và Kết luận “số 01-KL/TW ngày 18-5-2021 về \"tự soi\", \"tự sửa\"."

// corpus returns the articles of the search tests by name: their titles, or of S the body. H is decomposed.
func corpus() map[string]newsroom.Content {
	titles := map[string]string{
		"A": "Lễ trao Bằng khen tại tỉnh Hoà Bình",
		"B": "Huyện Ia H’Drai tổng kết phong trào",
		"C": "Vườn hoa trung tâm",
		"D": "Đoàn xã Đăk Hà dâng hương",
		"E": "Đổi mới công tác dân vận",
		"G": "Nâng cao kĩ năng quản lí",
		"H": norm.NFD.String("Uỷ ban nhân dân tỉnh khen thưởng đột xuất"),
		"S": "Hội nghị của một khối",
	}
	all := map[string]newsroom.Content{}
	for name, title := range titles {
		all[name] = newsroom.Content{Title: title, Slug: viet.Slug(title)}
	}
	s := all["S"]
	s.Body = richtext.Body{&richtext.Paragraph{Content: []richtext.Inline{{Text: report}}}}
	all["S"] = s
	return all
}

// house is the parts that search needs, over one store.
type house struct {
	*search.Index
	store    store.Store
	clock    *storetest.Clock
	desk     *newsroom.Desk
	register *register.Register
	intake   *intake.Importer
	journal  *journal.Journal
	relay    *journal.Relay
}

// onEachStore runs a test on SQLite, and on MongoDB where there is a server.
func onEachStore(t *testing.T, run func(t *testing.T, h *house)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) {
		t.Parallel()
		run(t, newHouse(t))
	})
	t.Run("MongoDB", func(t *testing.T) {
		t.Parallel()
		s, err := mongostore.Open(t.Context(), mongostore.Config{URI: mongotest.OwnDatabase(t)})
		if err != nil {
			t.Fatal(err)
		}
		run(t, newHouseOn(t, s))
	})
}

func newHouse(t testing.TB) *house {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), sqlitestore.Config{})
	if err != nil {
		t.Fatal(err)
	}
	return newHouseOn(t, s)
}

func newHouseOn(t testing.TB, s store.Store) *house {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	t.Cleanup(func() {
		if err := s.Close(ctx); err != nil {
			t.Error(err)
		}
	})
	schemas := slices.Concat(custom.Schemas(), newsroom.Schemas(), register.Schemas(), intake.Schemas(), search.Schemas(), []*store.Schema{journal.Schema()})
	if err := s.Ensure(ctx, schemas...); err != nil {
		t.Fatal(err)
	}
	return openHouse(s, storetest.NewClock())
}

// openHouse is what one more process has of a store.
func openHouse(s store.Store, clock *storetest.Clock) *house {
	ids := store.NewIDs()
	diary := journal.New(s, journal.Config{Now: clock.Now})
	h := &house{store: s, clock: clock, journal: diary, relay: journal.NewRelay(diary)}
	reader := newsroom.NewReader(s, clock.Now, ids)
	h.desk = newsroom.NewDesk(s, clock.Now, ids, newsroom.Rules{})
	h.register = register.New(s, clock.Now, ids)
	h.intake = intake.New(intake.Config{Store: s, Register: h.register, Now: clock.Now, IDs: ids, Inline: time.Hour, Limits: sheet.DefaultLimits()})
	h.Index = search.New(search.Config{
		Store: s, News: reader, Register: h.register, Journal: diary, Now: clock.Now, IDs: ids, Log: slog.New(slog.DiscardHandler),
		Unveil: h.intake.Refresh,
	})
	return h
}

// publish makes articles public and returns their drafts by name.
func (h *house) publish(t testing.TB, all map[string]newsroom.Content) map[string]*newsroom.Draft {
	t.Helper()
	drafts := map[string]*newsroom.Draft{}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		c := all[name]
		d, err := h.desk.CreateDraft(t.Context(), access.System(), c, "")
		for _, take := range []func(context.Context, access.Viewer, newsroom.Ref, string) (*newsroom.Draft, error){h.desk.Submit, h.desk.Approve, h.desk.Publish} {
			if err == nil {
				d, err = take(t.Context(), access.System(), newsroom.Ref{ID: d.ID, Version: d.Version}, "")
			}
		}
		if err != nil {
			t.Fatalf("publish %s: %v", name, err)
		}
		drafts[name] = d
		h.clock.Advance(time.Minute)
	}
	return drafts
}

// settle journals what was written and makes the index current.
func (h *house) settle(t testing.TB) {
	t.Helper()
	if err := h.relay.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := h.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// find returns a page for an anonymous reader.
func (h *house) find(t testing.TB, text string) *search.Results {
	t.Helper()
	found, err := h.Find(t.Context(), access.Anonymous(), text, search.Filter{}, store.Page{Limit: 50})
	if err != nil {
		t.Fatalf("find %.100q: %v", text, err)
	}
	return found
}

// titles returns what was found, in order.
func titles(r *search.Results) []string {
	all := []string{}
	for _, h := range r.Hits {
		switch doc := h.Doc.(type) {
		case nil:
		case *newsroom.Article:
			all = append(all, doc.Title)
		case *register.Unit:
			all = append(all, doc.OfficialName)
		default:
			all = append(all, fmt.Sprintf("%T %s", doc, h.ID))
		}
	}
	return all
}
