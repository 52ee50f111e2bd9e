package newsroom

import (
	"context"
	"fmt"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/custom"
	"thidua/internal/errs"
	"thidua/internal/richtext"
	"thidua/internal/store"
	"thidua/internal/store/mongostore"
	"thidua/internal/store/mongostore/mongotest"
	"thidua/internal/store/sqlitestore"
	"thidua/internal/store/storetest"
)

// room is a newsroom on a store in memory, with a clock that the test moves.
type room struct {
	*Desk
	reader *Reader
	store  store.Store
	clock  *storetest.Clock
	remote bool // the store is another process
}

func newRoom(t *testing.T) *room {
	t.Helper()
	clock := storetest.NewClock()
	s, err := sqlitestore.Open(t.Context(), sqlitestore.Config{Now: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	return newRoomOn(t, s, clock)
}

// newRoomOn is newRoom on a store, which it closes in the end.
func newRoomOn(t *testing.T, s store.Store, clock *storetest.Clock) *room {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	t.Cleanup(func() {
		if err := s.Close(ctx); err != nil {
			t.Error(err)
		}
	})
	if err := s.Ensure(ctx, append(Schemas(), custom.Schemas()...)...); err != nil {
		t.Fatal(err)
	}
	ids := store.NewIDs()
	r := &room{
		Desk: NewDesk(s, clock.Now, ids, Rules{TwoPerson: true}), reader: NewReader(s, clock.Now, ids), store: s, clock: clock,
	}
	for _, f := range []custom.Field{scoreField(), secretField()} {
		r.addField(t, f)
	}
	return r
}

// scoreField is a custom field that readers see, secretField one that only writers see; linked fills in both.
func scoreField() custom.Field {
	return custom.Field{Noun: custom.Article, Key: "score", Kind: custom.Numeric, Settings: custom.Settings{Label: "Điểm", Filterable: true, Public: true}}
}

func secretField() custom.Field {
	return custom.Field{Noun: custom.Article, Key: "secret", Kind: custom.Text, Settings: custom.Settings{Label: "Ghi chú", Filterable: true}}
}

func (r *room) addField(t *testing.T, f custom.Field) *custom.Field {
	t.Helper()
	added, err := r.fields.Create(t.Context(), admin(), f)
	if err != nil {
		t.Fatal(err)
	}
	return added
}

// Values of custom fields.
func text(s string) custom.Value { return custom.Value{Text: &s} }

func number(n int64) custom.Value {
	millionths := custom.Number(n * 1_000_000)
	return custom.Value{Number: &millionths}
}

func refer(id string) custom.Value { return custom.Value{Reference: &id} }

// valuing is the edit that sets one value.
func valuing(key string, v custom.Value) Edit {
	return Valuing(custom.Change{Key: key, Value: &v})
}

// onEachStore runs a test in a room on SQLite, and on MongoDB where there is a server.
func onEachStore(t *testing.T, run func(t *testing.T, r *room)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) {
		t.Parallel()
		run(t, newRoom(t))
	})
	t.Run("MongoDB", func(t *testing.T) {
		t.Parallel()
		uri, clock := mongotest.OwnDatabase(t), storetest.NewClock()
		s, err := mongostore.Open(t.Context(), mongostore.Config{URI: uri, Now: clock.Now})
		if err != nil {
			t.Fatal(err)
		}
		r := newRoomOn(t, s, clock)
		r.remote = true
		run(t, r)
	})
}

// another is the desk of another process on the same store.
func (r *room) another(s store.Store) *Desk {
	return NewDesk(s, r.clock.Now, store.NewIDs(), Rules{TwoPerson: true})
}

// The people of these tests. The writer is of a unit; the editors work for the whole office.
func editor() access.Viewer { return access.Viewer{Actor: "usr_1", Role: access.Editor} }
func second() access.Viewer { return access.Viewer{Actor: "usr_2", Role: access.Editor} }
func writer() access.Viewer {
	return access.Viewer{Actor: "usr_3", Role: access.Contributor, UnitID: "uni_1"}
}

func stranger() access.Viewer {
	return access.Viewer{Actor: "usr_4", Role: access.Contributor, UnitID: "uni_2"}
}
func admin() access.Viewer { return access.Viewer{Actor: "usr_5", Role: access.Administrator} }

func (r *room) create(t *testing.T, c Content) *Draft {
	t.Helper()
	d, err := r.CreateDraft(t.Context(), editor(), c, "uni_1")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func ref(d *Draft) Ref { return Ref{ID: d.ID, Version: d.Version} }

// approve takes the draft as it is now through review.
func (r *room) approve(t *testing.T, id string) *Draft {
	t.Helper()
	d, err := r.Submit(t.Context(), editor(), ref(r.draft(t, id)), "")
	if err != nil {
		t.Fatal(err)
	}
	if d, err = r.Approve(t.Context(), second(), ref(d), ""); err != nil {
		t.Fatal(err)
	}
	return d
}

// publish publishes the draft as it is now, as of a time.
func (r *room) publish(t *testing.T, id string, at time.Time) *Article {
	t.Helper()
	if r.draft(t, id).State != Approved {
		r.approve(t, id)
	}
	d, err := r.PublishAsOf(t.Context(), admin(), ref(r.draft(t, id)), at)
	if err != nil {
		t.Fatal(err)
	}
	return r.article(t, d.ArticleID())
}

// article is what is stored of an article, public or not.
func (r *room) article(t *testing.T, id string) *Article {
	t.Helper()
	a, err := r.articles.ByID(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (r *room) draft(t *testing.T, id string) *Draft {
	t.Helper()
	d, err := r.drafts.ByID(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// edit changes the content of the draft as it is now.
func (r *room) edit(t *testing.T, id string, edits ...Edit) *Draft {
	t.Helper()
	d, err := r.Update(t.Context(), editor(), ref(r.draft(t, id)), "", edits...)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func title(text string) Edit { return func(c *Content) { c.Title = text } }
func slug(text string) Edit  { return func(c *Content) { c.Slug = text } }

// fails fails unless the error has the code, and the field if one is given.
func fails(t *testing.T, err error, code errs.Code, field ...string) {
	t.Helper()
	e := errs.As(err)
	if e == nil || e.Code != code || fmt.Sprint(e.Field) != fmt.Sprint(field) {
		t.Fatalf("error = %v; want %s of %v", err, code, field)
	}
	if e.Vi == "" || e.En == "" {
		t.Errorf("no message in one of the languages: %q, %q", e.Vi, e.En)
	}
}

// linked is content with a link in every field that readers find articles by, and custom values.
func linked(title string) Content {
	score, secret := number(7), text("mật")
	return Content{
		Values: custom.Values{}.With(custom.Change{Key: "score", Value: &score}, custom.Change{Key: "secret", Value: &secret}),
		Title:  title, Body: richtext.Body{&richtext.Paragraph{Content: []richtext.Inline{{Text: title}}}},
		CategoryIDs: []string{"cat_1"}, TagIDs: []string{"tag_1"}, EventID: "evt_1", BlocIDs: []string{"blc_1"},
		BlocYearIDs: []string{"bly_1"}, UnitIDs: []string{"unt_1"}, PersonIDs: []string{"psn_1"}, AwardIDs: []string{"awd_1"},
		TaskIDs: []string{"tsk_1"}, CitationIDs: []string{"leg_1"}, MovementIDs: []string{"mov_1"}, DecisionIDs: []string{"dec_1"},
	}
}

// linkIDs has the ID that linked puts in each link.
func linkIDs() map[Link]string {
	return map[Link]string{
		ByCategory: "cat_1", ByEvent: "evt_1", ByBloc: "blc_1", ByBlocYear: "bly_1", ByUnit: "unt_1", ByPerson: "psn_1",
		ByAward: "awd_1", ByTask: "tsk_1", ByCitation: "leg_1", ByMovement: "mov_1", ByDecision: "dec_1",
	}
}

// filters has each condition alone; all of them hold for an article that linked made and that was published at
// the clock's first year.
func filters() map[string]ArticleFilter {
	id := func(s string) *string { return &s }
	at := func(hours int) *time.Time {
		t := storetest.NewClock().Now().Add(time.Duration(hours) * time.Hour)
		return &t
	}
	score, least := scoreField(), number(5)
	equal := number(7)
	fields := custom.NewSet(&score)
	return map[string]ArticleFilter{
		"custom value": {Custom: []custom.Filter{{Key: "score", Equals: &equal}}, Fields: fields},
		"custom range": {Custom: []custom.Filter{{Key: "score", From: &least}}, Fields: fields},
		"none":         {}, "category": {Category: id("cat_1")}, "tag": {Tag: id("tag_1")}, "bloc": {Bloc: id("blc_1")},
		"bloc-year": {BlocYear: id("bly_1")}, "event": {Event: id("evt_1")}, "unit": {Unit: id("unt_1")},
		"unit with predecessors": {Unit: id("unt_2"), IncludePredecessors: true, Predecessors: []string{"unt_0", "unt_1"}},
		"person":                 {Person: id("psn_1")}, "award": {Award: id("awd_1")}, "task": {Task: id("tsk_1")},
		"citation": {Citation: id("leg_1")}, "decision": {Decision: id("dec_1")}, "one kind": {Kind: []Kind{News}}, "two kinds": {Kind: []Kind{Guide, News}},
		"from": {PublishedFrom: at(-1)}, "before": {PublishedBefore: at(9000)}, "from and before": {PublishedFrom: at(-1), PublishedBefore: at(9000)},
	}
}

// seen is everything through which a reader can come upon an article.
func (r *room) seen(t *testing.T, id string, slugs ...string) []string {
	t.Helper()
	ctx, page := t.Context(), store.Page{Limit: 100}
	var ways []string
	add := func(way string, found bool, err error) {
		if err != nil && errs.CodeOf(err) != errs.NotFound {
			t.Fatalf("%s: %v", way, err)
		}
		if found {
			ways = append(ways, way)
		}
	}
	has := func(list []*Article) bool {
		for _, a := range list {
			if a.ID == id {
				return true
			}
		}
		return false
	}
	for name, f := range filters() {
		for _, order := range []ArticleOrder{Newest, Oldest} {
			list, err := r.reader.Articles(ctx, &f, order, page)
			add(fmt.Sprintf("list by %s, %s", name, order), has(list), err)
		}
		n, err := r.reader.CountArticles(ctx, &f)
		add("count by "+name, n > 0, err)
	}
	list, err := r.reader.Articles(ctx, nil, Newest, page)
	add("list", has(list), err)
	n, err := r.reader.CountArticles(ctx, nil)
	add("count", n > 0, err)
	for link, to := range linkIDs() {
		lists, err := r.reader.ArticlesBy(ctx, link, []string{to, "x"}, page)
		add("list of "+string(link), has(lists[to]), err)
		counts, err := r.reader.CountArticlesBy(ctx, link, []string{to, "x"})
		add("count of "+string(link), counts[to] > 0, err)
	}
	for _, read := range []store.Read{store.Whole, store.Light} {
		found, err := r.reader.ArticlesByID(ctx, []string{id}, read)
		add(fmt.Sprintf("by ID, read %d", read), found[id] != nil, err)
		for _, slug := range slugs {
			a, err := r.reader.ArticleBySlug(ctx, slug, read)
			add(fmt.Sprintf("by slug %s, read %d", slug, read), a != nil, err)
		}
	}
	return ways
}

// waysToSee is the number of ways that seen tries for an article with one slug.
func waysToSee() int { return 3*len(filters()) + 2 + 2*len(linkIDs()) + 4 }
