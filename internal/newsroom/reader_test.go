package newsroom

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/errs"
	"thidua/internal/store"
)

func TestReadersSeeWhatIsPublicAndNothingElse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		prepare func(t *testing.T, r *room, id string)
		public  bool
	}{
		{"a draft", func(*testing.T, *room, string) {}, false},
		{"an article", func(t *testing.T, r *room, id string) { r.publish(t, id, r.clock.Now()) }, true},
		{"an approved draft", func(t *testing.T, r *room, id string) { r.approve(t, id) }, false},
		{"a draft that is scheduled", func(t *testing.T, r *room, id string) { r.schedule(t, id, time.Minute) }, false},
		{"a scheduled draft whose time has come", func(t *testing.T, r *room, id string) {
			r.schedule(t, id, time.Minute)
			r.clock.Advance(time.Minute)
			r.due(t, 1)
		}, true},
		{"an article that expires in a millisecond", func(t *testing.T, r *room, id string) {
			r.edit(t, id, func(c *Content) { at := r.clock.Now().Add(time.Millisecond); c.ExpiresAt = &at })
			r.publish(t, id, r.clock.Now())
		}, true},
		{"an article that has just expired", func(t *testing.T, r *room, id string) {
			r.edit(t, id, func(c *Content) { at := r.clock.Now().Add(time.Minute); c.ExpiresAt = &at })
			r.publish(t, id, r.clock.Now())
			r.clock.Advance(time.Minute)
		}, false},
		{"an article that was taken off", func(t *testing.T, r *room, id string) {
			r.publish(t, id, r.clock.Now())
			r.withdraw(t, id, r.Unpublish)
		}, false},
		{"an article that was retracted", func(t *testing.T, r *room, id string) {
			r.publish(t, id, r.clock.Now())
			r.withdraw(t, id, r.Retract)
		}, false},
		{"an article in the trash", func(t *testing.T, r *room, id string) {
			r.publish(t, id, r.clock.Now())
			r.withdraw(t, id, r.Trash)
		}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRoom(t)
			d := r.create(t, linked("Lễ khen"))
			c.prepare(t, r, d.ID)
			ways, want := r.seen(t, d.ArticleID(), d.Slug), 0
			if c.public {
				want = waysToSee()
			}
			if len(ways) != want {
				t.Errorf("seen in %d ways of %d: %v", len(ways), waysToSee(), ways)
			}
		})
	}
}

func TestAnEditShowsOnlyWhenItIsPublished(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.create(t, linked("Lễ khen"))
	r.publish(t, d.ID, r.clock.Now())
	r.edit(t, d.ID, title("Lễ trao"), func(c *Content) { c.UnitIDs = []string{"unt_9"} })
	found, err := r.reader.ArticlesByID(t.Context(), []string{d.ArticleID()}, store.Whole)
	if err != nil || found[d.ArticleID()] == nil || found[d.ArticleID()].Title != "Lễ khen" {
		t.Errorf("the article is %+v, %v", found[d.ArticleID()], err)
	}
	counts, err := r.reader.CountArticlesBy(t.Context(), ByUnit, []string{"unt_1", "unt_9"})
	if diff := cmp.Diff(map[string]int64{"unt_1": 1}, counts); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
}

func TestCountsAreOfTheIDsThatWereAskedFor(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	for _, units := range [][]string{{"unt_1", "unt_2"}, {"unt_2"}, {"unt_2", "unt_3"}} {
		c := linked("Lễ khen")
		c.UnitIDs = units
		r.publish(t, r.create(t, c).ID, r.clock.Now())
	}
	counts, err := r.reader.CountArticlesBy(t.Context(), ByUnit, []string{"unt_1", "unt_4"})
	if diff := cmp.Diff(map[string]int64{"unt_1": 1}, counts); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
}

func TestListsAreOrderedByTheTimeOfPublication(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	var want []string
	for i := range 5 {
		d := r.create(t, linked("Lễ khen"))
		r.publish(t, d.ID, r.clock.Now().Add(time.Duration(i-10)*time.Hour))
		want = append(want, d.ArticleID())
	}
	ids := func(list []*Article, err error) []string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, a := range list {
			ids = append(ids, a.ID)
			if len(a.Body) > 0 {
				t.Error("a light read has a body")
			}
		}
		return ids
	}
	page := store.Page{Limit: 10, Read: store.Light}
	if diff := cmp.Diff(want, ids(r.reader.Articles(t.Context(), nil, Oldest, page))); diff != "" {
		t.Error(diff)
	}
	slices.Reverse(want)
	if diff := cmp.Diff(want, ids(r.reader.Articles(t.Context(), nil, Newest, page))); diff != "" {
		t.Error(diff)
	}
	lists, err := r.reader.ArticlesBy(t.Context(), ByUnit, []string{"unt_1"}, page)
	if diff := cmp.Diff(want, ids(lists["unt_1"], err)); diff != "" {
		t.Error(diff)
	}
}

// joined holds all conditions of two filters.
func joined(a, b ArticleFilter) ArticleFilter {
	for _, to := range []struct{ a, b **string }{
		{&a.Category, &b.Category},
		{&a.Tag, &b.Tag},
		{&a.Bloc, &b.Bloc},
		{&a.BlocYear, &b.BlocYear},
		{&a.Event, &b.Event},
		{&a.Unit, &b.Unit},
		{&a.Person, &b.Person},
		{&a.Award, &b.Award},
		{&a.Task, &b.Task},
		{&a.Citation, &b.Citation},
	} {
		if *to.b != nil {
			*to.a = *to.b
		}
	}
	if b.Kind != nil {
		a.Kind = b.Kind
	}
	if b.IncludePredecessors {
		a.IncludePredecessors, a.Predecessors = true, b.Predecessors
	}
	if b.Custom != nil {
		a.Custom, a.Fields = b.Custom, b.Fields
	}
	if b.PublishedFrom != nil {
		a.PublishedFrom = b.PublishedFrom
	}
	if b.PublishedBefore != nil {
		a.PublishedBefore = b.PublishedBefore
	}
	return a
}

func TestEveryFilterAndOrderIsServedByAnIndex(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.create(t, linked("Lễ khen"))
	r.publish(t, d.ID, r.clock.Now())
	schema, now := articleSchema(), r.clock.Now()
	for one, a := range filters() {
		for other, b := range filters() {
			f := joined(a, b)
			conditions, err := f.where()
			if err != nil {
				t.Fatal(err)
			}
			where := store.All(conditions, public(now))
			for _, o := range []ArticleOrder{Newest, Oldest} {
				q := store.Query{Where: where, Sort: o.Order().Sort, Limit: 20}
				if _, err := store.NewPlan(schema, q); err != nil {
					t.Errorf("%s and %s, %s: %v", one, other, o, err)
				}
				if e, err := r.store.Explain(t.Context(), r.reader.articles.Schema, q); err != nil || e.FullScan {
					t.Errorf("%s and %s, %s: a full scan: %v, %s", one, other, o, err, e.Text)
				}
				list, err := r.reader.Articles(t.Context(), &f, o, store.Page{Limit: 20})
				if err != nil || len(list) != 1 {
					t.Errorf("%s and %s, %s: found %d, %v", one, other, o, len(list), err)
				}
			}
			if _, err := store.NewCountPlan(schema, where, nil); err != nil {
				t.Errorf("count of %s and %s: %v", one, other, err)
			}
			if n, err := r.reader.CountArticles(t.Context(), &f); err != nil || n != 1 {
				t.Errorf("count of %s and %s: %d, %v", one, other, n, err)
			}
		}
	}
	for link := range linkIDs() {
		q := store.Query{Where: public(now), Sort: Newest.Order().Sort, Limit: 20}
		plan, err := store.NewPerPlan(schema, string(link), q)
		if err != nil || !plan.Sorted {
			t.Errorf("per %s: sorted %t, %v", link, plan.Sorted, err)
		}
		if _, err := store.NewCountPlan(schema, store.All(store.AnyOf(string(link), "a", "b"), public(now)), []string{string(link)}); err != nil {
			t.Errorf("count per %s: %v", link, err)
		}
	}
}

func TestSchemasAreSound(t *testing.T) {
	t.Parallel()
	for _, s := range Schemas() {
		if err := s.Check(); err != nil {
			t.Error(err)
		}
	}
}

func TestCategoriesAndTags(t *testing.T) {
	t.Parallel()
	r, ctx := newRoom(t), t.Context()
	second, err := r.CreateCategory(ctx, editor(), Category{Name: "Khen thưởng", Ordinal: 2})
	if err != nil || second.Slug != "khen-thuong" {
		t.Fatalf("%+v, %v", second, err)
	}
	first, err := r.CreateCategory(ctx, editor(), Category{Name: "Tin  tổng hợp", Slug: "tong-hop", Ordinal: 1})
	if err != nil || first.Name != "Tin tổng hợp" {
		t.Fatalf("%+v, %v", first, err)
	}
	menu, err := r.reader.Categories(ctx)
	if err != nil || len(menu) != 2 || menu[0].ID != first.ID || menu[1].ID != second.ID {
		t.Errorf("the menu is %v, %v", menu, err)
	}
	tag, err := r.CreateTag(ctx, editor(), Tag{Name: "Đổi mới"})
	if err != nil || tag.Slug != "doi-moi" || tag.SortKey == "" {
		t.Fatalf("%+v, %v", tag, err)
	}
	if got, err := r.TagBySlug(ctx, "doi-moi"); err != nil || got.ID != tag.ID {
		t.Errorf("%+v, %v", got, err)
	}
	for _, find := range []func(context.Context, string) (*Category, error){r.CategoryBySlug, r.reader.CategoryBySlug} {
		if got, err := find(ctx, "tong-hop"); err != nil || got.ID != first.ID {
			t.Errorf("%+v, %v", got, err)
		}
		_, err := find(ctx, "khong-co")
		fails(t, err, errs.NotFound)
	}
	categories, err := r.reader.CategoriesByID(ctx, []string{first.ID, "cat_0"})
	if err != nil || len(categories) != 1 || categories[first.ID] == nil {
		t.Errorf("%v, %v", categories, err)
	}
	tags, err := r.reader.TagsByID(ctx, []string{tag.ID, "tag_0"})
	if err != nil || len(tags) != 1 || tags[tag.ID] == nil {
		t.Errorf("%v, %v", tags, err)
	}
	media, err := r.reader.MediaByID(ctx, editor(), []string{"med_0"})
	if err != nil || len(media) != 0 {
		t.Errorf("%v, %v", media, err)
	}
	_, err = r.CreateCategory(ctx, editor(), Category{Name: "Khen thưởng"})
	fails(t, err, errs.Duplicate, "slug")
	_, err = r.CreateTag(ctx, editor(), Tag{Name: "Đổi mới"})
	fails(t, err, errs.Duplicate, "slug")
	_, err = r.CreateTag(ctx, editor(), Tag{Name: " "})
	fails(t, err, errs.Invalid, "name")
	_, err = r.CreateCategory(ctx, editor(), Category{Name: "…"})
	fails(t, err, errs.Invalid, "slug")
}

func TestTheMenuHoldsAllCategories(t *testing.T) {
	t.Parallel()
	r, ctx := newRoom(t), t.Context()
	for i := range int64(MaxCategories) {
		if _, err := r.CreateCategory(ctx, editor(), Category{Name: "Mục", Slug: "muc-" + string(rune('a'+i/26)) + string(rune('a'+i%26)), Ordinal: i}); err != nil {
			t.Fatal(err)
		}
	}
	_, err := r.CreateCategory(ctx, editor(), Category{Name: "Mục"})
	fails(t, err, errs.Limit)
	if menu, err := r.reader.Categories(ctx); err != nil || len(menu) != MaxCategories {
		t.Errorf("the menu has %d, %v", len(menu), err)
	}
}

// Ensure that a process whose clock is a moment behind does not stumble over what another one has just published.
func TestAClockThatIsBehind(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.create(t, linked("Lễ khen"))
	r.publish(t, d.ID, r.clock.Now())
	behind := NewReader(r.store, func() time.Time { return r.clock.Now().Add(-time.Second) }, store.NewIDs())
	changed, err := behind.Changes(t.Context(), r.clock.Now().Add(-time.Hour), store.Page{Limit: 1})
	if err != nil || len(changed) != 1 || changed[0].Title != "Lễ khen" || changed[0].Tombstone != nil {
		t.Errorf("changes: %+v, %v", changed, err)
	}
	if articles, err := behind.Articles(t.Context(), nil, Newest, store.Page{Limit: 1}); err != nil || len(articles) != 0 {
		t.Errorf("articles: %v, %v", articles, err)
	}
}
